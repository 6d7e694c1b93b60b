//! The numbers that a client sends, each with the range that Twilio accepts.

use std::fmt;

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
    }
}
