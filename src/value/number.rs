//! The numbers that a client sends, each with the range that Twilio accepts.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind};

/// Declares a type for the numbers of the range `min..=max`.
macro_rules! bounded_number {
    ($(
        $(#[$doc:meta])*
        pub struct $Name:ident, $what:literal, $min:literal..=$max:literal;
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $Name(u32);

        impl $Name {
            /// The smallest number that is accepted.
            pub const MIN: u32 = $min;

            /// The largest number that is accepted.
            pub const MAX: u32 = $max;

            /// Creates the value from a number.
            ///
            /// # Errors
            ///
            /// Returns [`OutOfRange`](crate::ParseErrorKind::OutOfRange) for a number less than [`MIN`](Self::MIN) or
            /// greater than [`MAX`](Self::MAX).
            pub fn new(number: u32) -> Result<Self, $crate::error::ParseError> {
                if !(Self::MIN..=Self::MAX).contains(&number) {
                    let kind = $crate::error::ParseErrorKind::OutOfRange { min: $min, max: $max };
                    return Err($crate::error::ParseError::new($what, kind));
                }
                Ok(Self(number))
            }

            /// Returns the number.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // `u32` would parse `+1` as well, but only digits are accepted here.
                let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                // A number that is too large for `u32` is out of range too, and so is a text that is not a number.
                let number = if plain { text.parse().ok() } else { None };
                number.map_or_else(
                    || {
                        let kind = $crate::error::ParseErrorKind::OutOfRange { min: $min, max: $max };
                        Err($crate::error::ParseError::new($what, kind))
                    },
                    Self::new,
                )
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

bounded_number! {
    /// The number of seconds that a message may wait before Twilio gives it up (`ValidityPeriod`): 1 to 36,000, which
    /// is ten hours.
    ///
    /// The range is from Twilio's Messages resource documentation.
    ///
    /// ```
    /// use twilio_sms::request::ValidityPeriod;
    ///
    /// assert_eq!(ValidityPeriod::new(3600)?.get(), 3600);
    /// assert!("36001".parse::<ValidityPeriod>().is_err());
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub struct ValidityPeriod, "validity period", 1..=36_000;

    /// The maximum number of items in a page (`PageSize`): 1 to 1,000, the range that Twilio's API accepts. The default
    /// is 50.
    ///
    /// ```
    /// use twilio_sms::request::PageSize;
    ///
    /// assert!(PageSize::new(1000).is_ok() && PageSize::new(1001).is_err());
    /// ```
    pub struct PageSize, "page size", 1..=1000;
}

impl ValidityPeriod {
    /// The largest number that SignalWire's documentation accepts: 172,800 seconds, which is two days.
    pub const MAX_SIGNALWIRE: u32 = 172_800;

    /// Creates a value for SignalWire, whose limit is greater than Twilio's.
    ///
    /// # Errors
    ///
    /// Returns [`OutOfRange`](ParseErrorKind::OutOfRange) for a number less than [`MIN`](Self::MIN) or greater than
    /// [`MAX_SIGNALWIRE`](Self::MAX_SIGNALWIRE).
    ///
    /// ```
    /// use twilio_sms::request::ValidityPeriod;
    ///
    /// assert!(ValidityPeriod::new(172_800).is_err());
    /// assert_eq!(ValidityPeriod::signalwire(172_800)?.get(), 172_800);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn signalwire(number: u32) -> Result<Self, ParseError> {
        if (Self::MIN..=Self::MAX_SIGNALWIRE).contains(&number) {
            return Ok(Self(number));
        }
        let kind = ParseErrorKind::OutOfRange { min: Self::MIN, max: Self::MAX_SIGNALWIRE };
        Err(ParseError::new("validity period", kind))
    }
}

impl PageSize {
    /// The page size that Twilio uses if a request has none: 50.
    pub const DEFAULT: Self = Self(50);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_in_the_range_are_parsed() {
        for (text, expected) in [
            ("0", None),
            ("1", Some(1)),
            ("36000", Some(36_000)),
            ("36001", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1.0", None),
            ("99999999999", None),
        ] {
            assert_eq!(text.parse().ok().map(ValidityPeriod::get), expected, "{text:?}");
        }
        for (number, valid) in [(0, false), (1, true), (172_800, true), (172_801, false)] {
            assert_eq!(ValidityPeriod::signalwire(number).is_ok(), valid, "{number}");
        }
    }
}
