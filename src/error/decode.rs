//! Why bytes are not a document.

use std::error::Error;
use std::fmt;

use super::ParseError;

/// Why bytes are not the document they should be.
///
/// Holds the [kind](DecodeErrorKind), a place where there is one, and for forms the name of the parameter.
///
/// ```
/// use twilio_sms::{DecodeErrorKind, StatusUpdate};
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
