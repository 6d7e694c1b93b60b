//! The ways this crate says no. Imports nothing from the crate.
//!
//! Every error has a kind to match, a place to look, and one sentence to read. None holds the text that
//! it complains about: bodies, numbers and tokens are private, and errors end in logs.

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;

/// Why a text is not a value of its type.
///
/// Holds the name of the type in plain words, and the [kind](ParseErrorKind); never the text.
///
/// ```
/// use twilio_sms::{ParseErrorKind, PhoneNumber};
///
/// let error = PhoneNumber::normalize("911-555-1212").unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::UsAreaCode);
/// assert_eq!(error.to_string(), "invalid phone number: no US area code starts with 0 or 1, or ends in 11");
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ParseError {
    what: &'static str,
    kind: ParseErrorKind,
}

impl ParseError {
    pub(crate) const fn new(what: &'static str, kind: ParseErrorKind) -> Self {
        Self { what, kind }
    }

    /// What is wrong, to match on.
    #[must_use]
    pub const fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// What the text should have been, in plain words: `phone number`, `message body`.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        self.what
    }
}

/// What is wrong with a text, and where. Positions are byte offsets.
///
/// ```
/// use twilio_sms::{ParseErrorKind, Sid};
///
/// let error = "SM1/Media".parse::<Sid>().unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::InvalidCharacter { at: 3 });
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// There is no text.
    Empty,
    /// A number that begins with `+` has something else than digits after it.
    FormattedE164 {
        /// Offset of the first character that is no digit.
        at: usize,
    },
    /// A character that cannot stand there.
    InvalidCharacter {
        /// Its offset in bytes.
        at: usize,
    },
    /// The name of a parameter that has a method of its own.
    KnownParameter,
    /// No country code starts with 0.
    LeadingZero,
    /// A name without any letter.
    NoLetter,
    /// A character outside ASCII where only ASCII can be: look-alike digits, dashes, invisible marks.
    NonAscii {
        /// Its offset in bytes.
        at: usize,
    },
    /// Not a date, `T`, a time, and `Z` or an offset, as RFC 3339 writes an instant.
    NotAnInstant,
    /// More than ten digits without `+`, and not eleven that begin with 1: no US number.
    NotUsLength {
        /// Digits found.
        got: usize,
    },
    /// A number outside its range.
    OutOfRange {
        /// The least that is accepted.
        min: u32,
        /// The most that is accepted.
        max: u32,
    },
    /// White space before or after the text. A space in front is what form decoding makes of an unescaped `+`.
    SurroundingWhitespace,
    /// Longer than the limit.
    TooLong {
        /// Length found.
        got: usize,
        /// The limit.
        max: usize,
        /// The unit of both lengths.
        unit: LengthUnit,
    },
    /// Shorter than the least.
    TooShort {
        /// Length found.
        got: usize,
        /// The least.
        min: usize,
        /// The unit of both lengths.
        unit: LengthUnit,
    },
    /// None of the words that can stand there.
    UnknownWord,
    /// No US area code starts with 0 or 1, or ends in 11.
    UsAreaCode,
    /// No US exchange, the three digits after the area code, starts with 0 or 1.
    UsExchange,
    /// The digits of a US number are not grouped 3-3-4 with at most one separator between the groups.
    UsGrouping {
        /// Offset of the character that breaks the grouping.
        at: usize,
    },
}

/// The unit in which a length is measured.
///
/// ```
/// use twilio_sms::{LengthUnit, ParseErrorKind, SmsBody};
///
/// let error = SmsBody::new("x".repeat(161)).unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::TooLong { got: 161, max: 160, unit: LengthUnit::Characters });
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum LengthUnit {
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode scalar values.
    Characters,
    /// Decimal digits.
    Digits,
    /// Items of a list.
    Items,
}

impl LengthUnit {
    /// The unit's name in lower case: `bytes`, `characters`, `digits`, `items`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Characters => "characters",
            Self::Digits => "digits",
            Self::Items => "items",
        }
    }
}

impl fmt::Display for LengthUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ParseErrorKind as K;

        write!(f, "invalid {}: ", self.what)?;
        match self.kind {
            K::Empty => f.write_str("empty text"),
            K::FormattedE164 { at } => write!(f, "expected only digits after '+', found something else at byte {at}"),
            K::InvalidCharacter { at } => write!(f, "unexpected character at byte {at}"),
            K::KnownParameter => f.write_str("this parameter has a method of its own"),
            K::LeadingZero => f.write_str("no country code starts with 0"),
            K::NoLetter => f.write_str("expected a letter, found none"),
            K::NonAscii { at } => write!(f, "expected ASCII only, found another character at byte {at}"),
            K::NotAnInstant => f.write_str("expected a date and a time with a zone, such as 2021-11-30T20:36:27Z"),
            K::NotUsLength { got } => {
                write!(f, "expected '+' and a country code, or the 10 digits of a US number, found {got} digits")
            }
            K::OutOfRange { min, max } => write!(f, "expected a number from {min} to {max}"),
            K::SurroundingWhitespace => f.write_str(
                "white space around it (a leading space is what form decoding makes of an unescaped '+': send %2B)",
            ),
            K::TooLong { got, max, unit } => write!(f, "expected at most {max} {unit}, found {got}"),
            K::TooShort { got, min, unit } => write!(f, "expected at least {min} {unit}, found {got}"),
            K::UnknownWord => f.write_str("none of the words that can stand here"),
            K::UsAreaCode => f.write_str("no US area code starts with 0 or 1, or ends in 11"),
            K::UsExchange => f.write_str("no US exchange starts with 0 or 1"),
            K::UsGrouping { at } => {
                write!(f, "expected groups of 3, 3 and 4 digits with one separator between them, broken at byte {at}")
            }
        }
    }
}

impl Error for ParseError {}

impl From<Infallible> for ParseError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Why bytes are not the document they should be.
///
/// Holds the [kind](DecodeErrorKind), a place where there is one, and for forms the name of the parameter.
///
/// ```
/// use twilio_sms::webhook::StatusUpdate;
/// use twilio_sms::DecodeErrorKind;
///
/// let error = StatusUpdate::decode_unverified(b"MessageSid=SM1&Body=100%").unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::Malformed { at: 23 });
/// assert_eq!(error.name(), Some("Body"));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    name: Option<Box<str>>,
}

impl DecodeError {
    pub(crate) const fn new(kind: DecodeErrorKind) -> Self {
        Self { kind, name: None }
    }

    pub(crate) const fn malformed(at: usize) -> Self {
        Self::new(DecodeErrorKind::Malformed { at })
    }

    /// Names the parameter or field that the error is about; long names are cut.
    pub(crate) fn named(kind: DecodeErrorKind, name: &str) -> Self {
        Self { kind, name: Some(name.chars().take(64).collect()) }
    }

    /// What is wrong, to match on.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The parameter or field that the error is about, as Twilio spells it, if it is about one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self.kind {
            DecodeErrorKind::Duplicate { field }
            | DecodeErrorKind::Invalid { field, .. }
            | DecodeErrorKind::Missing { field } => Some(field),
            _ => self.name.as_deref(),
        }
    }

    /// Where to look: a byte offset into the input, if there is one.
    #[must_use]
    pub const fn at(&self) -> Option<usize> {
        match self.kind {
            DecodeErrorKind::Doctype { at }
            | DecodeErrorKind::Encoding { at }
            | DecodeErrorKind::Malformed { at }
            | DecodeErrorKind::NotADocument { at } => Some(at),
            _ => None,
        }
    }
}

/// What is wrong with a document, and where. Positions are byte offsets into what was given.
///
/// ```
/// use twilio_sms::{DecodeErrorKind, SendSms};
///
/// let error = SendSms::decode(b"To=%2B14155550199&From=%2B14155550100").unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::Missing { field: "Body" });
/// assert_eq!(error.to_string(), "field `Body` is missing or empty");
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A document type declaration: there is no use for one, and none is read.
    Doctype {
        /// Offset of `<!DOCTYPE`.
        at: usize,
    },
    /// A field twice, where one can be.
    Duplicate {
        /// The field, as Twilio spells it.
        field: &'static str,
    },
    /// Bytes that are not UTF-8, or a document that declares another encoding.
    Encoding {
        /// Offset of the first byte that is wrong.
        at: usize,
    },
    /// A field is present, and its type refuses the value.
    Invalid {
        /// The field, as Twilio spells it.
        field: &'static str,
        /// What its type says.
        error: ParseError,
    },
    /// More than this crate reads of one document.
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        max: usize,
    },
    /// The bytes are not well-formed.
    Malformed {
        /// Offset of the first byte that cannot stand there; the length of the input where the end came too soon.
        at: usize,
    },
    /// A field that the document must have is absent or empty.
    Missing {
        /// The field, as Twilio spells it.
        field: &'static str,
    },
    /// Well-formed so far, but not a document of Twilio's: another root, another resource, a page for people.
    NotADocument {
        /// Offset of what tells.
        at: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use DecodeErrorKind as K;

        match self.kind {
            K::Doctype { at } => write!(f, "refused document type declaration at byte {at}"),
            K::Duplicate { field } => write!(f, "field `{field}` appears twice"),
            K::Encoding { at } => write!(f, "expected UTF-8, found something else at byte {at}"),
            K::Invalid { field, error } => write!(f, "field `{field}`: {error}"),
            K::Limit { what, max } => write!(f, "too many {what}: at most {max} are read"),
            K::Malformed { at } => write!(f, "malformed document at byte {at}"),
            K::Missing { field } => write!(f, "field `{field}` is missing or empty"),
            K::NotADocument { at } => write!(f, "found something other than the expected document at byte {at}"),
        }?;
        match &self.name {
            // The name came from the wire: nothing in it may break a line of a log.
            Some(name) => write!(f, ", in parameter `{}`", name.escape_debug()),
            None => Ok(()),
        }
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            DecodeErrorKind::Invalid { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Why a reply cannot be written in this format: a field holds what XML 1.0 cannot carry.
///
/// JSON and forms carry every text, XML has no spelling for most control characters. Only replies and
/// pages can meet this; encoding a request cannot fail.
///
/// ```
/// use twilio_sms::{Format, Message, Resource};
///
/// let mut message = Message::new("SM0123456789abcdef0123456789abcdef".parse()?);
/// message.body = Some("bell \u{7}".into());
/// let error = message.encode(Resource::Messages, Format::Xml).unwrap_err();
/// assert_eq!(error.to_string(), "field `Body` holds a character that XML cannot carry");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EncodeError {
    field: Cow<'static, str>,
}

impl EncodeError {
    pub(crate) fn new(field: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into() }
    }

    /// The field that holds it, as Twilio spells it.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "field `{}` holds a character that XML cannot carry", self.field.escape_debug())
    }
}

impl Error for EncodeError {}
