//! What a verb is made of: texts, URLs, methods.

use std::fmt;
use std::str::FromStr;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::body::Body;
use crate::value::text::text_value;
use crate::value::url::MediaUrl;
use crate::wire::xml::syntax::first_illegal;

/// A text in a reply: 1 to 1600 characters, all of them such as XML can carry.
///
/// XML has no spelling for most control characters, and none for U+FFFE and U+FFFF. `Debug` shows only how long it is.
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
    /// The most characters: 1600 ("TwiML for Programmable Messaging", `<Message>`).
    pub const MAX_CHARS: usize = Body::MAX_CHARS;

    /// Takes a text as it is, or says why not. [`Body::truncate`](crate::Body::truncate) shortens one that is too long.
    ///
    /// # Errors
    ///
    /// A text that is empty or too long, in characters; a character that XML cannot carry.
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

/// A URL in a reply: absolute, or relative to the one that was asked for. Up to 4,000 characters without white space or
/// control characters.
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
    /// Takes a URL as it is, or says why not.
    ///
    /// # Errors
    ///
    /// A text that is empty or too long; white space, a control character, one that XML cannot carry.
    pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
        Self::try_from(text.into())
    }

    fn check(text: &str) -> Result<(), K> {
        const MAX: usize = 4000;

        let refused = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
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
        // An absolute URL of ASCII is one of these.
        Self(url.into())
    }
}

/// How Twilio asks for the URL of a verb: POST unless it is said otherwise.
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
    /// The method as it travels.
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
