//! Numbers that a client sends, each within its range.

use std::fmt;

/// Declares a number from `min..=max`.
macro_rules! bounded_number {
    ($(
        $(#[$doc:meta])*
        pub struct $Name:ident, $what:literal, $min:literal..=$max:literal;
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $Name(u32);

        impl $Name {
            /// The least that it can be.
            pub const MIN: u32 = $min;

            /// The most that it can be.
            pub const MAX: u32 = $max;

            /// The number.
            ///
            /// # Errors
            ///
            /// A number out of range.
            pub fn new(number: u32) -> Result<Self, $crate::error::ParseError> {
                if !(Self::MIN..=Self::MAX).contains(&number) {
                    let kind = $crate::error::ParseErrorKind::OutOfRange { min: $min, max: $max };
                    return Err($crate::error::ParseError::new($what, kind));
                }
                Ok(Self(number))
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                // Too long for a number is out of range as well.
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

        impl TryFrom<u32> for $Name {
            type Error = $crate::error::ParseError;

            fn try_from(number: u32) -> Result<Self, Self::Error> {
                Self::new(number)
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
    /// For how many seconds a message may wait before it is given up (`ValidityPeriod`): 1 to 36,000, ten hours, says
    /// Twilio's Messages resource documentation.
    ///
    /// ```
    /// use twilio_sms::request::ValidityPeriod;
    ///
    /// assert_eq!(ValidityPeriod::new(3600)?.get(), 3600);
    /// assert!("36001".parse::<ValidityPeriod>().is_err());
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub struct ValidityPeriod, "validity period", 1..=36_000;

    /// How many items a page has at most (`PageSize`): 1 to 1,000, as Twilio's API takes it. Its default is 50.
    ///
    /// ```
    /// use twilio_sms::request::PageSize;
    ///
    /// assert!(PageSize::new(1000).is_ok() && PageSize::new(1001).is_err());
    /// ```
    pub struct PageSize, "page size", 1..=1000;
}

impl PageSize {
    /// What Twilio takes for it when it is not given: 50.
    pub const DEFAULT: Self = Self(50);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_within_its_range_on_both_sides() {
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
