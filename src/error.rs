//! The error types of this crate: [`ParseError`] for values, [`DecodeError`] for documents that are read, and
//! [`EncodeError`] for replies that are written.
//!
//! An error has a kind to match on, says where the problem is, and displays as one sentence. No error contains the text
//! that it is about, because message bodies, phone numbers and tokens are private and errors are written to logs.
//!
//! This module uses no other module of the crate.

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;

/// The error of a text or a number that is not a valid value of a type.
///
/// It contains the name of the type in plain words and the [kind](ParseErrorKind) of the error, but not the text.
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

    /// Returns the kind of the error, to match on.
    #[must_use]
    pub const fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// Returns what the text should have been, in plain words: `phone number`, `message body`.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        self.what
    }
}

/// What is wrong with a text, and where. Offsets are in bytes from the start of the text.
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
    /// The text is empty.
    Empty,
    /// The number starts with `+` and contains a space, a hyphen, a dot or a parenthesis. After the `+`, only digits
    /// are accepted.
    FormattedE164 {
        /// The offset of the first character after the `+` that is not a digit.
        at: usize,
    },
    /// A character is not allowed at its position, or the text ends where another character is required.
    InvalidCharacter {
        /// The offset of the character, or the length of the text if the text ends too soon.
        at: usize,
    },
    /// The name is that of a parameter that has a method of its own.
    KnownParameter,
    /// The number has a country code that starts with 0. No country code does.
    LeadingZero,
    /// The name contains no letter.
    NoLetter,
    /// The text contains a character outside ASCII where only ASCII is allowed: a digit of another script, a dash, an
    /// invisible character.
    NonAscii {
        /// The offset of the character.
        at: usize,
    },
    /// The text is not an instant of RFC 3339: a date, `T`, a time, and `Z` or an offset.
    NotAnInstant,
    /// The number has no `+` and is not a US number, because it has more than ten digits. Eleven digits are accepted if
    /// the first is a 1.
    NotUsLength {
        /// How many digits the number has.
        got: usize,
    },
    /// The number is not in the range that is accepted.
    OutOfRange {
        /// The smallest number that is accepted.
        min: u32,
        /// The largest number that is accepted.
        max: u32,
    },
    /// The text starts or ends with white space. A space at the start often comes from a form, where an unescaped `+`
    /// is decoded as a space.
    SurroundingWhitespace,
    /// The text or list is longer than the limit.
    TooLong {
        /// The length.
        got: usize,
        /// The largest length that is accepted.
        max: usize,
        /// The unit of both lengths.
        unit: LengthUnit,
    },
    /// The text or list is shorter than the limit.
    TooShort {
        /// The length.
        got: usize,
        /// The smallest length that is accepted.
        min: usize,
        /// The unit of both lengths.
        unit: LengthUnit,
    },
    /// The text is not one of the words that are accepted.
    UnknownWord,
    /// The US number has an area code that starts with 0 or 1, or ends in 11. No area code does.
    UsAreaCode,
    /// The US number has an exchange (the three digits after the area code) that starts with 0 or 1. No exchange does.
    UsExchange,
    /// The digits of a US number are not in groups of 3, 3 and 4 with at most one separator between two groups.
    UsGrouping {
        /// The offset of the first character that does not fit the grouping, or the length of the text if the text ends
        /// too soon.
        at: usize,
    },
}

/// The unit of a length.
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
    /// Returns the name of the unit in lower case: `bytes`, `characters`, `digits` or `items`.
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
            K::Empty => f.write_str("the text is empty"),
            K::FormattedE164 { at } => {
                write!(f, "expected only digits after '+', found another character at byte {at}")
            }
            K::InvalidCharacter { at } => write!(f, "unexpected character or end of the text at byte {at}"),
            K::KnownParameter => f.write_str("this parameter has a method of its own"),
            K::LeadingZero => f.write_str("no country code starts with 0"),
            K::NoLetter => f.write_str("expected at least one letter, found none"),
            K::NonAscii { at } => write!(f, "expected only ASCII, found another character at byte {at}"),
            K::NotAnInstant => f.write_str("expected a date and a time with a zone, such as 2021-11-30T20:36:27Z"),
            K::NotUsLength { got } => {
                write!(f, "expected '+' and a country code, or the 10 digits of a US number, found {got} digits")
            }
            K::OutOfRange { min, max } => write!(f, "expected a number from {min} to {max}"),
            K::SurroundingWhitespace => f.write_str(
                "expected no white space at the start or the end (in a form, an unescaped '+' is a space: send %2B)",
            ),
            K::TooLong { got, max, unit } => write!(f, "expected at most {max} {unit}, found {got}"),
            K::TooShort { got, min, unit } => write!(f, "expected at least {min} {unit}, found {got}"),
            K::UnknownWord => f.write_str("expected one of the accepted words, found another text"),
            K::UsAreaCode => f.write_str("no US area code starts with 0 or 1, or ends in 11"),
            K::UsExchange => f.write_str("no US exchange starts with 0 or 1"),
            K::UsGrouping { at } => {
                write!(
                    f,
                    "expected 3, 3 and 4 digits with at most one separator between them, found something else at byte {at}"
                )
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

/// The error of bytes that are not a valid document.
///
/// It contains the [kind](DecodeErrorKind) of the error, its offset if there is one, and the name of the field or
/// parameter if the error is about one.
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

    /// Creates an error about a parameter or field that was read from the document. Its name is cut to 64 characters.
    pub(crate) fn named(kind: DecodeErrorKind, name: &str) -> Self {
        Self { kind, name: Some(name.chars().take(64).collect()) }
    }

    /// Returns the kind of the error, to match on.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// Returns the name of the parameter or field that the error is about, or `None` if it is not about one.
    ///
    /// A known field is spelled as Twilio spells it. A name that was read from the document is cut to 64 characters.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self.kind {
            DecodeErrorKind::Duplicate { field }
            | DecodeErrorKind::Invalid { field, .. }
            | DecodeErrorKind::Missing { field } => Some(field),
            _ => self.name.as_deref(),
        }
    }

    /// Returns the offset in bytes at which the error is in the input, if the kind has one.
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

/// What is wrong with a document, and where. Offsets are in bytes from the start of the input.
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
    /// The document has a document type declaration. The documents of this API have none, so it is refused.
    Doctype {
        /// The offset of `<!DOCTYPE`.
        at: usize,
    },
    /// A field appears twice, but can have only one value.
    Duplicate {
        /// The name of the field, as Twilio spells it.
        field: &'static str,
    },
    /// The bytes are not UTF-8, or the document declares another encoding.
    Encoding {
        /// The offset of the first wrong byte.
        at: usize,
    },
    /// A field is present, but its type refuses the value.
    Invalid {
        /// The name of the field, as Twilio spells it.
        field: &'static str,
        /// The error of the field's type.
        error: ParseError,
    },
    /// The document is larger than this crate reads, or has more parts.
    Limit {
        /// What there is too much of, in plain words: `parameters`, `bytes in a form`.
        what: &'static str,
        /// How many are read at most.
        max: usize,
    },
    /// The document is not well-formed.
    Malformed {
        /// The offset of the first byte that is not allowed at its position, or the length of the input if the document
        /// ends too soon.
        at: usize,
    },
    /// A field that the document must have is absent or empty.
    Missing {
        /// The name of the field, as Twilio spells it.
        field: &'static str,
    },
    /// The input is well-formed up to the offset, but is not the document that was expected: it has another root, is
    /// about another resource, or is a web page.
    NotADocument {
        /// The offset of the part that is different.
        at: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use DecodeErrorKind as K;

        match self.kind {
            K::Doctype { at } => write!(f, "expected no document type declaration, found one at byte {at}"),
            K::Duplicate { field } => write!(f, "field `{field}` appears twice"),
            K::Encoding { at } => write!(f, "expected UTF-8, found something else at byte {at}"),
            K::Invalid { field, error } => write!(f, "field `{field}`: {error}"),
            K::Limit { what, max } => write!(f, "too many {what}: at most {max} are read"),
            K::Malformed { at } => write!(f, "malformed document at byte {at}"),
            K::Missing { field } => write!(f, "field `{field}` is missing or empty"),
            K::NotADocument { at } => write!(f, "found something other than the expected document at byte {at}"),
        }?;
        match &self.name {
            // The name comes from the input. It is escaped, so that a control character in it cannot break a line of a
            // log.
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

/// The error of a reply that cannot be written as XML, because a field contains a character that XML 1.0 cannot carry.
///
/// JSON and forms can carry every text, but XML can write most control characters neither plain nor as references. Only
/// encoding a reply or a page can return this error. Encoding a request cannot fail.
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

    /// Returns the name of the field that contains the character, as Twilio spells it.
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
