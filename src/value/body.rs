//! The text of a message, up to the length that each resource accepts.
//!
//! The length is in characters. How many segments a text needs is counted in `segments`.

use std::fmt;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::segments::Segments;
use crate::value::text::text_value;

/// The text of a message on the `SMS/Messages` resource: 1 to 160 characters, or up to 2,000 for
/// [Exotel](Self::exotel).
///
/// Characters are Unicode scalar values here, not bytes and not GSM septets, because "Sending SMS Messages" of Twilio's
/// 2010-04-01 API limits `Body` "to 160 characters" and says no more. Twilio does not cut a longer text, but answers
/// with error 21605. `Debug` prints the length and not the text, because messages are private and logs are not.
///
/// # Errors
///
/// Returns [`Empty`](K::Empty) for an empty text and [`TooLong`](K::TooLong) for more than 160 characters.
///
/// ```
/// use twilio_sms::{LengthUnit, ParseErrorKind, SmsBody};
///
/// let body: SmsBody = "Jenny please?! I love you <3".parse()?;
/// assert_eq!(body.chars(), 28);
/// assert_eq!(format!("{body:?}"), "SmsBody(28 characters)");
/// let long = "x".repeat(161);
/// let kind = ParseErrorKind::TooLong { got: 161, max: 160, unit: LengthUnit::Characters };
/// assert_eq!(SmsBody::new(long).unwrap_err().kind(), kind);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SmsBody(String);

/// The text of a message on the `Messages` resource: 1 to 1600 characters.
///
/// Characters are Unicode scalar values here. The documentation of Twilio's error 21617 says that some characters, such
/// as emoji, count as several. So Twilio refuses every text that is longer than this type allows, and may refuse some
/// that this type accepts. `Debug` prints the length and not the text.
///
/// # Errors
///
/// Returns [`Empty`](K::Empty) for an empty text and [`TooLong`](K::TooLong) for more than 1600 characters.
///
/// ```
/// use twilio_sms::{Body, SmsBody};
///
/// let body = Body::new("x".repeat(1600))?;
/// assert_eq!(body.chars(), Body::MAX_CHARS);
/// assert_eq!(Body::try_from(SmsBody::new("Look")?)?, Body::new("Look")?);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Body(String);

macro_rules! body {
    ($Name:ident, $max:literal) => {
        text_value!($Name, "message body", $Name::check);

        impl $Name {
            /// The maximum length in characters.
            pub const MAX_CHARS: usize = $max;

            /// Creates a body from a text, which it keeps unchanged.
            ///
            /// # Errors
            ///
            /// Returns [`Empty`](K::Empty) for an empty text and [`TooLong`](K::TooLong) for more than
            /// [`MAX_CHARS`](Self::MAX_CHARS) characters.
            pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
                Self::try_from(text.into())
            }

            /// Creates a body from the first [`MAX_CHARS`](Self::MAX_CHARS) characters of a text, or from all of it.
            /// Returns `None` if the text is empty.
            ///
            /// This is useful for a reply that repeats the message it replies to. The text is cut between two
            /// characters, which can split an emoji that consists of several.
            #[must_use]
            pub fn truncate(text: &str) -> Option<Self> {
                let end = text.char_indices().nth(Self::MAX_CHARS).map_or(text.len(), |(at, _)| at);
                text.get(..end).filter(|text| !text.is_empty()).map(|text| Self(text.to_owned()))
            }

            /// Returns the number of characters.
            #[must_use]
            pub fn chars(&self) -> usize {
                self.0.chars().count()
            }

            /// Counts the segments in which the text is sent, for which Twilio charges.
            #[must_use]
            pub fn segments(&self) -> Segments {
                Segments::of(&self.0)
            }

            fn check(text: &str) -> Result<(), K> {
                if text.is_empty() {
                    return Err(K::Empty);
                }
                // A text never has more characters than bytes, so a text that is short in bytes need not be counted.
                if text.len() <= Self::MAX_CHARS {
                    return Ok(());
                }
                match text.chars().count() {
                    got if got > Self::MAX_CHARS => {
                        Err(K::TooLong { got, max: Self::MAX_CHARS, unit: LengthUnit::Characters })
                    }
                    _ => Ok(()),
                }
            }
        }

        impl fmt::Debug for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($Name), "({} characters)"), self.chars())
            }
        }
    };
}

body!(SmsBody, 160);
body!(Body, 1600);

impl SmsBody {
    /// The maximum length in characters at Exotel.
    pub const MAX_EXOTEL_CHARS: usize = 2000;

    /// Creates a body for Exotel, which takes up to 2,000 characters.
    ///
    /// The limit is from Exotel's documentation of `Sms/send`.
    ///
    /// # Errors
    ///
    /// Returns [`Empty`](K::Empty) for an empty text and [`TooLong`](K::TooLong) for more than
    /// [`MAX_EXOTEL_CHARS`](Self::MAX_EXOTEL_CHARS) characters.
    ///
    /// ```
    /// use twilio_sms::SmsBody;
    ///
    /// assert!(SmsBody::new("x".repeat(2000)).is_err() && SmsBody::exotel("x".repeat(2000)).is_ok());
    /// ```
    pub fn exotel(text: impl Into<String>) -> Result<Self, ParseError> {
        let text = text.into();
        match text.chars().count() {
            0 => Err(ParseError::new("message body", K::Empty)),
            1..=Self::MAX_EXOTEL_CHARS => Ok(Self(text)),
            got => {
                let kind = K::TooLong { got, max: Self::MAX_EXOTEL_CHARS, unit: LengthUnit::Characters };
                Err(ParseError::new("message body", kind))
            }
        }
    }
}

/// Converts a text, and refuses one of more than 1,600 characters, which only [`SmsBody::exotel`] creates.
impl TryFrom<SmsBody> for Body {
    type Error = ParseError;

    fn try_from(body: SmsBody) -> Result<Self, ParseError> {
        Self::new(body.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_length_is_in_unicode_scalar_values() {
        for (text, count) in
            [("x", 1), (" ", 1), ("\r\n", 2), ("\u{e9}", 1), ("\u{1f600}", 1), ("\u{1f1e9}\u{1f1ea}", 2)]
        {
            assert_eq!(SmsBody::new(text).unwrap().chars(), count, "{text:?}");
        }
        for unit in ["x", "\u{e9}", "\u{20ac}", "\u{1f600}"] {
            assert!(SmsBody::new(unit.repeat(160)).is_ok(), "{unit}");
            assert!(Body::new(unit.repeat(1600)).is_ok(), "{unit}");
            let (long, longer) = (SmsBody::new(unit.repeat(161)), Body::new(unit.repeat(1601)));
            assert_eq!(long.unwrap_err().kind(), K::TooLong { got: 161, max: 160, unit: LengthUnit::Characters });
            assert_eq!(longer.unwrap_err().kind(), K::TooLong { got: 1601, max: 1600, unit: LengthUnit::Characters });
        }
        assert_eq!(Body::new("").unwrap_err().kind(), K::Empty);
    }

    #[test]
    fn debug_output_and_errors_do_not_contain_the_text() {
        assert_eq!(format!("{:?}", Body::new("secret").unwrap()), "Body(6 characters)");
        let error = SmsBody::new("secret".repeat(40)).unwrap_err();
        assert_eq!(error.to_string(), "invalid message body: expected at most 160 characters, found 240");
        assert!(!format!("{error:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(text in "(?s).{1,200}") {
            if let Ok(body) = text.parse::<SmsBody>() {
                prop_assert_eq!(body.to_string(), text.clone());
                prop_assert_eq!(String::from(Body::try_from(body).unwrap()), text);
            }
        }

        #[test]
        fn truncate_returns_the_longest_prefix_that_fits(text in "(?s).{0,200}") {
            match SmsBody::truncate(&text) {
                None => prop_assert!(text.is_empty()),
                Some(body) => {
                    prop_assert!(text.starts_with(body.as_str()));
                    prop_assert_eq!(body.chars(), text.chars().count().min(SmsBody::MAX_CHARS));
                    prop_assert_eq!(SmsBody::new(body.as_str()), Ok(body));
                }
            }
        }
    }
}
