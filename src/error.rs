//! The errors of this crate: [`ParseError`] for values, [`RequestError`] for requests that are built, [`DecodeError`] for
//! documents that are decoded, and [`EncodeError`] for replies that are encoded.
//!
//! An error has a kind to match on, says where the problem is, and displays as one line of plain English. It does not
//! contain the text that it is about, because message bodies, phone numbers and tokens are private, while errors are
//! often written to logs.
//!
//! This module does not depend on any other module of the crate.

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;

/// The error that is returned for a text or a number that is not a valid value of a type.
///
/// It contains the name of the type in plain words and the [kind](ParseErrorKind) of the error. It does not contain the
/// text.
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

    /// Returns the name of the expected value in plain words, such as `phone number` or `message body`.
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
    /// The number starts with `+`, and its digits are grouped in a way that is not accepted. Where only E.164 is
    /// accepted, there can be no groups at all.
    FormattedE164 {
        /// The offset of the first character that does not fit, or the length of the text if the text ends too soon.
        at: usize,
    },
    /// A character is not allowed at its position, or the text ends before a character that is required.
    InvalidCharacter {
        /// The offset of the character, or the length of the text if the text ends too soon.
        at: usize,
    },
    /// The name belongs to a parameter that has its own method in this crate, which must be used instead.
    KnownParameter,
    /// The number has a country code that starts with 0. Country codes never start with 0.
    LeadingZero,
    /// The URL does not start with `https://` or `http://`.
    MissingScheme,
    /// The number of a channel address does not start with `+` and the country code.
    MissingPlus {
        /// The offset at which the `+` is missing.
        at: usize,
    },
    /// The name contains no letter.
    NoLetter,
    /// The text contains a character outside ASCII where only ASCII is allowed. Examples are a digit of another script,
    /// a dash, and an invisible character.
    NonAscii {
        /// The offset of the character.
        at: usize,
    },
    /// The text is neither a day, such as `2026-11-25`, nor an instant as RFC 3339 defines it, or the date does not exist.
    NotADate,
    /// The address is an alphanumeric sender, which cannot receive messages.
    NotARecipient,
    /// The text is not an instant as RFC 3339 defines it: a date, `T`, a time, and `Z` or an offset.
    NotAnInstant,
    /// The number does not start with `+` and has too many digits for a US number. A US number has ten digits, or
    /// eleven if the first digit is 1.
    NotUsLength {
        /// The number of digits in the text.
        got: usize,
    },
    /// The path leads to another account, or has another prefix than the endpoint.
    OtherPath {
        /// The offset of the first character that differs, or the length of the text if the text ends too soon.
        at: usize,
    },
    /// The SID is that of another resource, such as an account, a call or a conversation, and not that of a message.
    OtherResource,
    /// The number is outside the accepted range.
    OutOfRange {
        /// The smallest number that is accepted.
        min: u32,
        /// The largest number that is accepted.
        max: u32,
    },
    /// The text starts or ends with white space. White space at the end often comes from a file or an environment
    /// variable, and a space at the start from a form, because an unescaped `+` in a form is decoded as a space.
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
    /// The text is a SID: two letters and 32 hexadecimal digits. Only the SID of a messaging service, `MG...`, can stand
    /// in the place of an address, and only as the sender.
    UnexpectedSid,
    /// The text is not one of the accepted words.
    UnknownWord,
    /// The US number has an area code that starts with 0 or 1, or ends in 11. The North American numbering plan has no
    /// such area codes.
    UsAreaCode,
    /// The US number has an exchange (the three digits after the area code) that starts with 0 or 1. The North American
    /// numbering plan has no such exchanges.
    UsExchange,
    /// The digits of a US number are not in groups of 3, 3 and 4 with at most one separator between two groups.
    UsGrouping {
        /// The offset of the first character that does not fit the grouping, or the length of the text if the text ends
        /// too soon.
        at: usize,
    },
}

impl ParseErrorKind {
    /// Moves the offset of the kind, if it has one, because the text that was parsed stands at offset `by` of another.
    pub(crate) const fn shifted(self, by: usize) -> Self {
        match self {
            Self::FormattedE164 { at } => Self::FormattedE164 { at: at + by },
            Self::InvalidCharacter { at } => Self::InvalidCharacter { at: at + by },
            Self::NonAscii { at } => Self::NonAscii { at: at + by },
            kind => kind,
        }
    }
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

        // Each arm completes the line, in the form "expected X, found Y" where both are known. Texts are never shown.
        write!(f, "invalid {}: ", self.what)?;
        match self.kind {
            K::Empty => f.write_str("the text is empty"),
            K::FormattedE164 { at } => {
                write!(f, "expected digits after '+', in groups that are accepted, found something else at byte {at}")
            }
            K::InvalidCharacter { at } => write!(f, "found an unexpected character or the end of the text at byte {at}"),
            K::KnownParameter => f.write_str("this parameter has its own method, which must be used instead"),
            K::LeadingZero => f.write_str("no country code starts with 0"),
            K::MissingScheme => f.write_str("expected a URL that starts with https:// or http://"),
            K::MissingPlus { at } => write!(f, "expected '+' and a country code at byte {at}"),
            K::NoLetter => f.write_str("expected at least one letter, found none"),
            K::NonAscii { at } => write!(f, "expected only ASCII characters, found another character at byte {at}"),
            K::NotADate => f.write_str("expected a day, such as 2021-11-30, or an instant, such as 2021-11-30T20:36:27Z"),
            K::NotARecipient => f.write_str("an alphanumeric sender cannot receive messages"),
            K::NotAnInstant => f.write_str("expected a date and a time with an offset, such as 2021-11-30T20:36:27Z"),
            K::NotUsLength { got } => {
                write!(f, "expected '+' and a country code, or the 10 digits of a US number, found {got} digits")
            }
            K::OtherPath { at } => {
                write!(f, "expected the prefix and the account of the endpoint, found another path at byte {at}")
            }
            K::OtherResource => f.write_str("expected the SID of a message, found that of another resource"),
            K::OutOfRange { min, max } => write!(f, "expected a number from {min} to {max}"),
            K::SurroundingWhitespace => f.write_str(
                "expected no white space at the start or the end (a file can end with a line feed, and an unescaped '+' in \
                 a form means a space: send %2B)",
            ),
            K::TooLong { got, max, unit } => write!(f, "expected at most {max} {unit}, found {got}"),
            K::TooShort { got, min, unit } => write!(f, "expected at least {min} {unit}, found {got}"),
            K::UnexpectedSid => f.write_str(
                "expected an address, found a SID (only that of a messaging service, MG..., is accepted, as the sender)",
            ),
            K::UnknownWord => f.write_str("expected one of the accepted words, found a different text"),
            K::UsAreaCode => f.write_str("no US area code starts with 0 or 1, or ends in 11"),
            K::UsExchange => f.write_str("no US exchange starts with 0 or 1"),
            K::UsGrouping { at } => {
                write!(
                    f,
                    "expected groups of 3, 3 and 4 digits with at most one separator between them, \
                     found another grouping at byte {at}"
                )
            }
        }
    }
}

impl Error for ParseError {}

/// Makes `?` work in generic code whose conversion can be infallible, as in `TryInto<PhoneNumber>` for a `PhoneNumber`.
impl From<Infallible> for ParseError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// The error of a request that Twilio always refuses, which `build` and a server return.
///
/// It has a [kind](RequestErrorKind), the names of the parameters that it is about, and the code that Twilio answers.
/// It contains no value of a parameter.
///
/// ```
/// use twilio_sms::request::RequestErrorKind;
/// use twilio_sms::{Body, ErrorCode, PhoneNumber, SendMessage};
///
/// let number = PhoneNumber::normalize("415-555-0100")?;
/// let error = SendMessage::to(number).from(number).body(Body::new("Hello")?).build().unwrap_err();
/// assert_eq!((error.kind(), error.params()), (RequestErrorKind::SameAddress, &["From", "To"][..]));
/// assert_eq!(error.code(), Some(ErrorCode::SAME_FROM_AND_TO));
/// assert_eq!(error.to_string(), "refused `From`, `To`: the sender and the recipient are the same");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RequestError {
    kind: RequestErrorKind,
}

impl RequestError {
    pub(crate) const fn new(kind: RequestErrorKind) -> Self {
        Self { kind }
    }

    /// Returns the kind of the error, to match on.
    #[must_use]
    pub const fn kind(&self) -> RequestErrorKind {
        self.kind
    }

    /// Returns the names of the parameters that the error is about, as Twilio spells them.
    #[must_use]
    pub const fn params(&self) -> &'static [&'static str] {
        use RequestErrorKind as K;

        match self.kind {
            K::BodyWithVariables => &["Body", "ContentVariables"],
            K::ChannelsDiffer | K::SameAddress | K::SameChannelAddress => &["From", "To"],
            K::EmptyMessage => &["Body", "MediaUrl", "ContentSid"],
            K::FallbackWithFrom => &["FallbackFrom", "From"],
            K::FallbackWithoutService => &["FallbackFrom", "MessagingServiceSid"],
            K::InvalidFallback => &["FallbackFrom"],
            K::KnownParameter | K::TooLarge => &[],
            K::MissingBody => &["Body"],
            K::MissingSendAt => &["SendAt"],
            K::MissingSender => &["From", "MessagingServiceSid"],
            K::MissingScheduleType => &["ScheduleType"],
            K::MissingService => &["MessagingServiceSid"],
            K::MissingTemplate => &["ContentSid"],
            K::TooManyMedia { .. } => &["MediaUrl"],
        }
    }
}

/// The rule that a request breaks. Its source is Twilio's documentation of the code in parentheses.
///
/// ```
/// use twilio_sms::request::RequestErrorKind;
/// use twilio_sms::{PhoneNumber, SendMessage};
///
/// let error = SendMessage::to(PhoneNumber::TEST_VALID).from(PhoneNumber::TEST_INVALID).build().unwrap_err();
/// assert_eq!(error.kind(), RequestErrorKind::EmptyMessage);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RequestErrorKind {
    /// A text and content variables cannot be sent together (35127).
    BodyWithVariables,
    /// The sender or the recipient is on WhatsApp or Messenger, and the other is not (21910).
    ChannelsDiffer,
    /// The message has no text, no media file and no template (21619).
    EmptyMessage,
    /// `FallbackFrom` was given together with `From` (21664).
    FallbackWithFrom,
    /// `FallbackFrom` was given without a messaging service (21666).
    FallbackWithoutService,
    /// `FallbackFrom` is not a phone number, a short code or an alphanumeric sender (21665).
    InvalidFallback,
    /// A parameter was set by its name, although it has a method of its own on this resource or on the other. Twilio has
    /// no code for this error.
    KnownParameter,
    /// The message has no text, on `SMS/Messages` (21602).
    MissingBody,
    /// A scheduled message has no time to be sent at (35111).
    MissingSendAt,
    /// The message has neither a sender nor a messaging service (21603).
    MissingSender,
    /// A time to send at was given without `ScheduleType`. Only a form can be like this.
    MissingScheduleType,
    /// A scheduled message has no messaging service (35118).
    MissingService,
    /// Content variables were given without a template (21654).
    MissingTemplate,
    /// The sender and the recipient are the same number or short code (21266).
    SameAddress,
    /// The sender and the recipient are the same address on a channel (63031).
    SameChannelAddress,
    /// The request has more than 1,000 parameters or takes more than 1 MiB as a form, which this crate refuses to read
    /// (20422).
    TooLarge,
    /// The message has too many media files (21623).
    TooManyMedia {
        /// How many media files the message has.
        got: usize,
        /// How many it can have.
        max: usize,
    },
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use RequestErrorKind as K;

        f.write_str("refused")?;
        for (index, param) in self.params().iter().enumerate() {
            write!(f, "{}`{param}`", if index == 0 { " " } else { ", " })?;
        }
        f.write_str(": ")?;
        f.write_str(match self.kind {
            K::BodyWithVariables => "a text and content variables cannot be sent together",
            K::ChannelsDiffer => "the sender and the recipient are on different channels",
            K::EmptyMessage => "the message has no text, no media file and no template",
            K::FallbackWithFrom => "a fallback cannot be given together with a sender",
            K::FallbackWithoutService => "a fallback needs a messaging service",
            K::InvalidFallback => "the fallback is not a phone number, a short code or an alphanumeric sender",
            K::KnownParameter => "a parameter that was set by its name has its own method, which must be used instead",
            K::MissingBody => "the message has no text",
            K::MissingSendAt => "a scheduled message needs a time to be sent at",
            K::MissingSender => "the message has no sender and no messaging service",
            K::MissingScheduleType => "a time to send at needs a schedule type",
            K::MissingService => "a scheduled message needs a messaging service",
            K::MissingTemplate => "content variables need a template",
            K::SameAddress => "the sender and the recipient are the same",
            K::SameChannelAddress => "the sender and the recipient are the same address on a channel",
            K::TooLarge => "the request has too many parameters or bytes",
            K::TooManyMedia { got, max } => return write!(f, "expected at most {max} media files, found {got}"),
        })
    }
}

impl Error for RequestError {}

/// A server that decodes a request returns the same rule. A parameter that is missing has the kind `Missing`, as in any
/// other document.
impl From<RequestError> for DecodeError {
    fn from(error: RequestError) -> Self {
        use RequestErrorKind as K;

        Self::new(match error.kind {
            K::EmptyMessage | K::MissingBody => DecodeErrorKind::Missing { field: "Body" },
            K::MissingSendAt => DecodeErrorKind::Missing { field: "SendAt" },
            K::MissingSender => DecodeErrorKind::Missing { field: "From" },
            K::MissingScheduleType => DecodeErrorKind::Missing { field: "ScheduleType" },
            K::MissingService => DecodeErrorKind::Missing { field: "MessagingServiceSid" },
            K::MissingTemplate => DecodeErrorKind::Missing { field: "ContentSid" },
            K::TooManyMedia { got, max } => {
                let kind = ParseErrorKind::TooLong { got, max, unit: LengthUnit::Items };
                DecodeErrorKind::Invalid { field: "MediaUrl", error: ParseError::new("list of media", kind) }
            }
            _ => DecodeErrorKind::Combination { error },
        })
    }
}

/// The error that is returned for bytes that are not a valid document.
///
/// It contains the [kind](DecodeErrorKind) of the error, its offset if the kind has one, and the name of the field or
/// parameter if the error is about one. It does not contain any value.
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

    /// Returns a function that makes the error of a field out of the error of its type, for `map_err`.
    pub(crate) fn invalid(field: &'static str) -> impl Fn(ParseError) -> Self {
        move |error| Self::new(DecodeErrorKind::Invalid { field, error })
    }

    /// Creates an error about a parameter or field whose name was read from the document. The name is cut to 64
    /// characters, because it can be as long as the document.
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

    /// Returns the offset of the error in the input, in bytes, or `None` if the kind has no offset.
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
    /// The parameters of a request are valid, but Twilio always refuses them together.
    Combination {
        /// The rule that the request breaks.
        error: RequestError,
    },
    /// The document has a document type declaration. Twilio's documents never have one, so it is refused.
    Doctype {
        /// The offset of `<!DOCTYPE`.
        at: usize,
    },
    /// A field appears twice, although it can have only one value.
    Duplicate {
        /// The name of the field, as Twilio spells it.
        field: &'static str,
    },
    /// The bytes are not UTF-8, or the document declares another encoding.
    Encoding {
        /// The offset of the first byte that is not UTF-8, or of the declaration of another encoding.
        at: usize,
    },
    /// A field is present, but its type refuses the value.
    Invalid {
        /// The name of the field, as Twilio spells it.
        field: &'static str,
        /// The error of the field's type.
        error: ParseError,
    },
    /// The document exceeds a limit of this crate on its size or on the number of its parts.
    Limit {
        /// What is limited, in plain words, such as `parameters` or `bytes in a form`.
        what: &'static str,
        /// The largest number that is accepted.
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
    /// The input is well-formed up to the offset, but is not the expected document. For example, it has another root, is
    /// about another resource, or is a web page.
    NotADocument {
        /// The offset of the part that differs from the expected document.
        at: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use DecodeErrorKind as K;

        match self.kind {
            K::Combination { error } => error.fmt(f),
            K::Doctype { at } => write!(f, "expected no document type declaration, found one at byte {at}"),
            K::Duplicate { field } => write!(f, "field `{field}` appears twice"),
            K::Encoding { at } => write!(f, "expected UTF-8, found another encoding at byte {at}"),
            K::Invalid { field, error } => write!(f, "field `{field}`: {error}"),
            K::Limit { what, max } => write!(f, "expected at most {max} {what}, found more"),
            K::Malformed { at } => write!(f, "malformed document at byte {at}"),
            K::Missing { field } => write!(f, "field `{field}` is missing or empty"),
            K::NotADocument { at } => write!(f, "the input differs from the expected document at byte {at}"),
        }?;
        match &self.name {
            // The name comes from the input, so it is escaped. Otherwise a line end in the name could forge a line of a
            // log.
            Some(name) => write!(f, ", in parameter `{}`", name.escape_debug()),
            None => Ok(()),
        }
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            DecodeErrorKind::Combination { error } => Some(error),
            DecodeErrorKind::Invalid { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// The error that is returned for a reply that cannot be written in the format that is asked for.
///
/// JSON, CSV and forms can contain every text. XML does not allow most control characters, not even as references. A
/// list can be written in CSV only with the feature `csv`. Only encoding a reply or a page can return this error.
/// Encoding a request cannot fail.
///
/// ```
/// use twilio_sms::{Format, Message, Resource};
///
/// let mut message = Message::new("SM0123456789abcdef0123456789abcdef".parse()?);
/// message.body = Some("bell \u{7}".into());
/// let error = message.encode(Resource::Messages, Format::Xml).unwrap_err();
/// assert_eq!(error.field(), Some("Body"));
/// assert_eq!(error.to_string(), "field `Body` contains a character that XML does not allow");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EncodeError {
    field: Option<Cow<'static, str>>,
}

impl EncodeError {
    /// The error for a list in CSV without the feature `csv`.
    #[cfg(not(feature = "csv"))]
    pub(crate) const CSV: Self = Self { field: None };

    pub(crate) fn new(field: impl Into<Cow<'static, str>>) -> Self {
        Self { field: Some(field.into()) }
    }

    /// Returns the name of the field that contains a character that XML does not allow, as Twilio spells it. Returns
    /// `None` if the reason is the format.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "field `{}` contains a character that XML does not allow", field.escape_debug()),
            None => f.write_str("a list can be written in CSV only with the feature `csv`"),
        }
    }
}

impl Error for EncodeError {}
