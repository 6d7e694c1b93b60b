//! The values that verbs are made of: texts, URLs and methods.

use std::fmt;
use std::str::FromStr;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::body::Body;
use crate::value::text::text_value;
use crate::value::url::MediaUrl;
use crate::wire::xml::syntax::first_illegal;

/// A text in a reply: 1 to 1600 characters that XML can carry.
///
/// XML cannot carry most control characters, nor U+FFFE and U+FFFF, not even as escapes. `Debug` shows only the length
/// of the text, which can be private.
///
/// ```
/// use twilio_sms::ParseErrorKind;
/// use twilio_sms::twiml::Text;
///
/// assert_eq!(Text::new("a < b")?.as_str(), "a < b");
/// assert_eq!(Text::new("bell \u{7}").unwrap_err().kind(), ParseErrorKind::InvalidCharacter { at: 5 });
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Text(String);

text_value!(Text, "TwiML text", Text::check);

impl Text {
    /// The most characters in a text: 1600 ("TwiML for Programmable Messaging", `<Message>`).
    pub const MAX_CHARS: usize = Body::MAX_CHARS;

    /// Creates a text, which is kept as it is. [`Body::truncate`](crate::Body::truncate) shortens one that is too long.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](K::InvalidCharacter) for a character that XML cannot carry, [`Empty`](K::Empty) for
    /// an empty text, and [`TooLong`](K::TooLong) for a text of more than 1600 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
        Self::try_from(text.into())
    }

    fn check(text: &str) -> Result<(), K> {
        if let Some(at) = first_illegal(text) {
            return Err(K::InvalidCharacter { at });
        }
        match text.chars().count() {
            0 => Err(K::Empty),
            got if got > Self::MAX_CHARS => Err(K::TooLong { got, max: Self::MAX_CHARS, unit: LengthUnit::Characters }),
            _ => Ok(()),
        }
    }

    /// Returns how many characters the text has.
    pub(super) fn chars(&self) -> usize {
        self.0.chars().count()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.chars())
    }
}

impl TryFrom<Body> for Text {
    type Error = ParseError;

    fn try_from(body: Body) -> Result<Self, ParseError> {
        Self::new(body)
    }
}

/// A URL in a reply: 1 to 4,000 characters without white space and control characters.
///
/// It is absolute, or relative to the URL that Twilio requested the reply from.
///
/// ```
/// use twilio_sms::twiml::Link;
///
/// assert!(Link::new("/next?page=2").is_ok());
/// assert!(Link::new("/next page").is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Link(String);

text_value!(Link, "TwiML URL", Link::check);

impl Link {
    /// Creates a URL, which is kept as it is.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](K::InvalidCharacter) for white space, a control character or a character that XML
    /// cannot carry, [`Empty`](K::Empty) for an empty text, and [`TooLong`](K::TooLong) for more than 4,000 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
        Self::try_from(text.into())
    }

    fn check(text: &str) -> Result<(), K> {
        const MAX: usize = 4000;

        let refused = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        // A usual URL has only graphic ASCII characters, none of which is refused. The fold checks that without a
        // branch for each byte, and any other URL is searched character by character.
        let plain = text.bytes().fold(true, |plain, byte| plain & byte.is_ascii_graphic());
        if let Some(at) = if plain { None } else { text.find(refused) } {
            return Err(K::InvalidCharacter { at });
        }
        match text.chars().count() {
            0 => Err(K::Empty),
            got if got > MAX => Err(K::TooLong { got, max: MAX, unit: LengthUnit::Characters }),
            _ => Ok(()),
        }
    }
}

impl From<MediaUrl> for Link {
    fn from(url: MediaUrl) -> Self {
        // A media URL is an absolute URL in ASCII without white space, so this type accepts it.
        Self(url.into())
    }
}

/// The HTTP method with which Twilio requests the URL of a verb. Without one it uses POST.
///
/// ```
/// use twilio_sms::twiml::ReplyMethod;
///
/// assert_eq!("GET".parse(), Ok(ReplyMethod::Get));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ReplyMethod {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

impl ReplyMethod {
    /// Returns the method in capitals: `GET` or `POST`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl fmt::Display for ReplyMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ReplyMethod {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match text {
            _ if text.eq_ignore_ascii_case("GET") => Ok(Self::Get),
            _ if text.eq_ignore_ascii_case("POST") => Ok(Self::Post),
            _ => Err(ParseError::new("TwiML method", K::UnknownWord)),
        }
    }
}
