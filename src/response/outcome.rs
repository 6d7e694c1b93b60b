//! Three outcomes, not two.

use std::error::Error;
use std::fmt;

use memchr::memchr_iter;

use super::rejection::Rejection;
use super::retry::Resend;
use crate::error::DecodeError;
use crate::value::sid::{Sid, SidKind};

/// What became of a request: done, rejected, or nobody knows.
///
/// The third is the one that costs money when it is taken for the second: an answer that cannot be read does not mean that
/// nothing was sent.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// match Message::decode(503, b"<html>Service Unavailable</html>") {
///     Outcome::Done(message) => println!("{} is {:?}", message.sid, message.status),
///     Outcome::Rejected(rejection) => eprintln!("{rejection}"),
///     Outcome::Unknown(unknown) => eprintln!("maybe sent: {unknown}"),
/// }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub enum Outcome<'a, T> {
    /// Twilio did it; this is its answer.
    Done(T),
    /// Twilio said no; nothing was done.
    Rejected(Rejection<'a>),
    /// It may have been done: a 5xx, an answer cut off or unreadable.
    Unknown(Unknown<'a>),
}

/// An answer that does not say what became of the request.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// // Cut off on the way: the message exists, and its SID could be saved.
/// let Outcome::Unknown(unknown) = Message::decode(201, br#"{"sid": "SM0123", "status": "que"#) else { panic!() };
/// assert_eq!(unknown.sid.as_ref().map(|sid| sid.as_str()), Some("SM0123"));
/// assert_eq!(unknown.to_string(), "unknown outcome with status 201, message SM0123: malformed document at byte 32");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Unknown<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The SID of a message, if one could be read out of the answer.
    pub sid: Option<Sid<'a>>,
    /// Why the answer could not be read, for a 2xx.
    pub error: Option<DecodeError>,
    /// What the server said, for others.
    pub rejection: Option<Rejection<'a>>,
}

impl<'a, T> Outcome<'a, T> {
    /// Reads an answer: one of success with `read`, which fills a blank `T`, any other as a rejection.
    ///
    /// A `T` is filled where it is returned: it is large, and to move it takes time.
    #[inline(always)]
    pub(crate) fn of(
        status: u16,
        body: &'a [u8],
        blank: impl FnOnce() -> T,
        read: impl FnOnce(&'a [u8], &mut T) -> Result<(), DecodeError>,
    ) -> Self {
        if !matches!(status, 200..300) {
            return Self::no_success(status, body);
        }
        let mut outcome = Self::Done(blank());
        if let Self::Done(done) = &mut outcome
            && let Err(error) = read(body, done)
        {
            outcome = Self::Unknown(Unknown { status, sid: salvage(body), error: Some(error), rejection: None });
        }
        outcome
    }

    #[inline(never)]
    fn no_success(status: u16, body: &'a [u8]) -> Self {
        match status {
            // A redirect was not followed, so nothing was done; 408 says only that the server stopped waiting.
            300..500 if status != 408 => Self::Rejected(Rejection::decode(status, body)),
            _ => Self::Unknown(Unknown {
                status,
                sid: salvage(body),
                error: None,
                rejection: Some(Rejection::decode(status, body)),
            }),
        }
    }

    /// Whether the same request may be sent again; `None` once it is done.
    #[must_use]
    pub fn resend(&self) -> Option<Resend> {
        match self {
            Self::Done(_) => None,
            Self::Rejected(rejection) => Some(rejection.resend()),
            Self::Unknown(_) => Some(Resend::Unknown),
        }
    }

    /// The same for those who want `?`.
    ///
    /// # Errors
    ///
    /// A [`Failure`] for a rejection and for an unknown outcome.
    pub fn into_result(self) -> Result<T, Failure> {
        match self {
            Self::Done(done) => Ok(done),
            Self::Rejected(rejection) => Err(Failure::Rejected(Box::new(rejection.into_owned()))),
            Self::Unknown(unknown) => Err(Failure::Unknown(Box::new(unknown.into_owned()))),
        }
    }

    /// The same with another answer.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Outcome<'a, U> {
        match self {
            Self::Done(done) => Outcome::Done(with(done)),
            Self::Rejected(rejection) => Outcome::Rejected(rejection),
            Self::Unknown(unknown) => Outcome::Unknown(unknown),
        }
    }
}

impl Unknown<'_> {
    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Unknown<'static> {
        Unknown {
            status: self.status,
            sid: self.sid.map(Sid::into_owned),
            error: self.error,
            rejection: self.rejection.map(Rejection::into_owned),
        }
    }
}

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown outcome with status {}", self.status)?;
        if let Some(sid) = &self.sid {
            write!(f, ", message {sid}")?;
        }
        match (&self.error, &self.rejection) {
            (Some(error), _) => write!(f, ": {error}"),
            (None, Some(rejection)) => rejection.reason(f),
            (None, None) => Ok(()),
        }
    }
}

impl Error for Unknown<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.as_ref().map(|error| error as _)
    }
}

/// An outcome other than done, as an error. Its sentence is that of the [`Rejection`] or the [`Unknown`].
///
/// ```
/// use twilio_sms::{Failure, Message};
///
/// let failure = Message::decode(404, b"").into_result().unwrap_err();
/// assert!(matches!(failure, Failure::Rejected(_)));
/// assert_eq!(failure.to_string(), "rejected with status 404");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Failure {
    /// Twilio said no; nothing was done.
    Rejected(Box<Rejection<'static>>),
    /// It may have been done.
    Unknown(Box<Unknown<'static>>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(rejection) => rejection.fmt(f),
            Self::Unknown(unknown) => unknown.fmt(f),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rejected(_) => None,
            Self::Unknown(unknown) => unknown.error.as_ref().map(|error| error as _),
        }
    }
}

/// Finds the SID of a message in an answer that cannot be read, if it can be found without doubt: whole, under its
/// name, and in the spelling of the answer's own format, so that no text inside it is taken for one.
fn salvage(body: &[u8]) -> Option<Sid<'_>> {
    let body = body.get(..body.len().min(crate::wire::MAX_DOCUMENT))?;
    let text = body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body).trim_ascii_start();
    let found = match text.first()? {
        b'{' | b'[' => {
            // Inside a string the second quote would have a backslash before it.
            let after = text.get(find(text, b"\"sid\"")? + 5..)?.trim_ascii_start();
            let text = after.strip_prefix(b":")?.trim_ascii_start().strip_prefix(b"\"")?;
            text.get(..memchr::memchr(b'"', text)?)?
        }
        _ => between(text, b"<Sid>", b"</Sid>")?,
    };
    let sid = Sid::try_from(std::str::from_utf8(found.trim_ascii()).ok()?).ok()?;
    // A SID that is plainly another thing's says nothing about a message.
    matches!(sid.kind(), None | Some(SidKind::Message)).then_some(sid)
}

fn between<'a>(body: &'a [u8], open: &[u8], close: &[u8]) -> Option<&'a [u8]> {
    let (before, text) = body.split_at_checked(find(body, open)?)?;
    let text = text.get(open.len()..)?;
    // In a comment or a CDATA section it would be a text.
    if find(before, b"<!").is_some() {
        return None;
    }
    text.get(..find(text, close)?)
}
/// Returns where a short text stands first. The searcher of `memchr::memmem` would make a small program 8 kB larger.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let mut firsts = memchr_iter(*needle.first()?, text);
    firsts.find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(needle)))
}
