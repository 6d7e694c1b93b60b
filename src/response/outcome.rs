//! The outcome of a request: done, rejected or unknown.

use std::error::Error;
use std::fmt;

use memchr::{memchr, memchr_iter, memchr2};

use super::media::{Deleted, Feedback, Media};
use super::message::Message;
use super::page::{MediaPage, Page};
use super::rejection::Rejection;
use super::retry::Resend;
use crate::error::DecodeError;
use crate::value::code::ErrorCode;
use crate::value::sid::Sid;
use crate::wire::{MAX_DEPTH, MAX_DOCUMENT};

/// What became of a request: it was done, it was rejected, or the answer does not say.
///
/// Do not take an unknown outcome for a rejection. An answer that cannot be read does not mean that nothing was sent,
/// and a message that is sent again is sent and charged twice.
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
    /// Twilio did what was asked, and this is its answer: the HTTP status is 200 to 299, and the body was decoded.
    Done(T),
    /// Twilio rejected the request, and nothing was done: the HTTP status is 300 to 499, except 303 and
    /// 408, and the code is not that of a failure of the server.
    Rejected(Rejection<'a>),
    /// Twilio may have done what was asked: the HTTP status is any other, the code is that of a failure of the server,
    /// or the body of a success was cut off, could not be decoded, or is another document, such as a list, a login page
    /// or a resource of another product.
    Unknown(Unknown<'a>),
}

/// An answer that does not say what became of the request.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// // The answer was cut off on its way. The message exists, and its SID could still be read.
/// let Outcome::Unknown(unknown) = Message::decode(201, br#"{"sid": "SM0123", "status": "que"#) else { panic!() };
/// assert_eq!(unknown.sid.as_ref().map(|sid| sid.as_str()), Some("SM0123"));
/// assert_eq!(unknown.to_string(), "unknown outcome with status 201, message SM0123: malformed document at byte 32");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Unknown<'a> {
    /// The HTTP status, or `None` if no answer came.
    pub status: Option<u16>,
    /// The SID of the message, if one could be read from the answer.
    pub sid: Option<Sid<'a>>,
    /// Why the answer could not be decoded, if the status is 200 to 299.
    pub error: Option<DecodeError>,
    /// What the server said, if the status is any other, or if the body of a success is the document of an error.
    pub rejection: Option<Rejection<'a>>,
    /// Whether the request may be done twice without harm.
    pub(crate) idempotent: bool,
}

impl<'a, T> Outcome<'a, T> {
    /// Decodes an answer: the body of a success with `read`, which fills an empty `T`, and any other body as a
    /// rejection.
    ///
    /// The fields of the `T` are assigned directly in the return value, and not in a local variable that is then moved.
    /// A message is 512 bytes, and a copy of it waits until the bytes that were just written have reached the cache:
    /// without the copies, a JSON message takes an eighth less time. This works only while the function is inlined into
    /// the caller, whatever the compiler thinks of its size, so it is `inline(always)`.
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
            outcome = Self::undecoded(status, error);
            // What was read of the answer has been dropped before the body is read again.
            if let Self::Unknown(unknown) = &mut outcome {
                unknown.sid = salvage(body);
                unknown.rejection = Rejection::in_success(status, body);
            }
        }
        outcome
    }

    /// Creates the outcome for the body of a success that is not the expected answer.
    pub(crate) fn undecoded(status: u16, error: DecodeError) -> Self {
        Self::Unknown(Unknown { error: Some(error), ..Unknown::new(Some(status)) })
    }

    /// Creates the outcome of a request that sends a message and to which no answer came: the connection failed, or it
    /// was closed too early. [`Call::no_answer`](crate::Call::no_answer) knows the kind of the request.
    ///
    /// ```
    /// use twilio_sms::{Message, Outcome, Resend};
    ///
    /// let outcome: Outcome<'_, Message<'_>> = Outcome::no_answer();
    /// assert_eq!(outcome.to_string(), "unknown outcome without an answer");
    /// assert_eq!(outcome.resend(), Some(Resend::Unknown));
    /// ```
    pub fn no_answer() -> Self {
        Self::Unknown(Unknown::new(None))
    }

    /// Decodes an answer that is not a success. It is never inlined, because [`of`](Self::of) is inlined into every
    /// decoder.
    #[inline(never)]
    fn no_success(status: u16, body: &'a [u8]) -> Self {
        let rejection = Rejection::decode(status, body);
        let refused = match status {
            // A redirect was not followed, so nothing was done; but a server answers with 303 after it has processed a
            // POST. A 408 says only that the server stopped waiting.
            303 | 408 => false,
            300..500 => !rejection.code.is_some_and(ErrorCode::is_server_error),
            _ => false,
        };
        if refused {
            return Self::Rejected(rejection);
        }
        Self::Unknown(Unknown { sid: salvage(body), rejection: Some(rejection), ..Unknown::new(Some(status)) })
    }

    /// Marks the outcome as that of a request that may be done twice without harm: a fetch, an update or a delete.
    ///
    /// [`Message::decode`](crate::Message::decode) takes every answer for that of a send. After a fetch or an update,
    /// add this, and [`resend`](Self::resend) answers [`Resend::Safe`] where it would answer [`Resend::Unknown`] for a
    /// send. The decoders of lists, media and deletes add it themselves.
    ///
    /// ```
    /// use twilio_sms::{Message, Resend};
    ///
    /// assert_eq!(Message::decode(503, b"").resend(), Some(Resend::Unknown));
    /// assert_eq!(Message::decode(503, b"").idempotent().resend(), Some(Resend::Safe));
    /// // A rejection is not changed.
    /// assert_eq!(Message::decode(404, b"").idempotent().resend(), Some(Resend::Pointless));
    /// ```
    #[inline]
    pub fn idempotent(mut self) -> Self {
        if let Self::Unknown(unknown) = &mut self {
            unknown.idempotent = true;
        }
        self
    }

    /// Returns whether the same request may be sent again, or `None` if it is done.
    ///
    /// The outcome knows which kind of request it belongs to: see [`idempotent`](Self::idempotent).
    #[must_use]
    pub fn resend(&self) -> Option<Resend> {
        match self {
            Self::Done(_) => None,
            Self::Rejected(rejection) => Some(rejection.resend()),
            Self::Unknown(unknown) => Some(unknown.resend()),
        }
    }

    /// Converts into a `Result`, for use with `?`.
    ///
    /// # Errors
    ///
    /// Returns a [`Failure`] for a rejection and for an unknown outcome.
    pub fn into_result(self) -> Result<T, Failure> {
        match self {
            Self::Done(done) => Ok(done),
            Self::Rejected(rejection) => Err(Failure::Rejected(Box::new(rejection.into_owned()))),
            Self::Unknown(unknown) => Err(Failure::Unknown(Box::new(unknown.into_owned()))),
        }
    }

    /// Returns whether the request is done.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// Converts into the answer, or `None` if the request is not known to be done.
    #[must_use]
    pub fn done(self) -> Option<T> {
        if let Self::Done(done) = self { Some(done) } else { None }
    }

    /// Converts into an owned value, which can outlive the body of the answer.
    ///
    /// ```
    /// use twilio_sms::{Message, Outcome};
    ///
    /// fn fetched() -> Outcome<'static, Message<'static>> {
    ///     let body = br#"{"sid": "SM1"}"#.to_vec();
    ///     Message::decode(200, &body).into_owned()
    /// }
    /// assert_eq!(fetched().done().unwrap().sid.as_str(), "SM1");
    /// ```
    pub fn into_owned(self) -> Outcome<'static, T::Owned>
    where
        T: IntoOwned,
    {
        match self {
            Self::Done(done) => Outcome::Done(done.into_owned()),
            Self::Rejected(rejection) => Outcome::Rejected(rejection.into_owned()),
            Self::Unknown(unknown) => Outcome::Unknown(unknown.into_owned()),
        }
    }

    /// Applies a function to the answer of a request that is done, and leaves the other outcomes as they are.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Outcome<'a, U> {
        match self {
            Self::Done(done) => Outcome::Done(with(done)),
            Self::Rejected(rejection) => Outcome::Rejected(rejection),
            Self::Unknown(unknown) => Outcome::Unknown(unknown),
        }
    }
}

/// Shows `done` and nothing of the answer, or the rejection or the unknown outcome.
impl<T> fmt::Display for Outcome<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(_) => f.pad("done"),
            Self::Rejected(rejection) => rejection.fmt(f),
            Self::Unknown(unknown) => unknown.fmt(f),
        }
    }
}

/// An answer that can be converted into one that borrows nothing. Every answer of this crate implements it.
///
/// ```
/// use twilio_sms::response::IntoOwned;
/// use twilio_sms::{Message, Outcome};
///
/// fn owned<T: IntoOwned>(outcome: Outcome<'_, T>) -> Option<T::Owned> {
///     outcome.into_owned().done()
/// }
/// assert!(owned(Message::decode(200, br#"{"sid": "SM1"}"#)).is_some());
/// ```
pub trait IntoOwned {
    /// The answer that borrows nothing.
    type Owned;

    /// Converts into an owned value.
    fn into_owned(self) -> Self::Owned;
}

/// Implements [`IntoOwned`] with the method of the same name.
macro_rules! into_owned {
    ($($Answer:ident)+) => {$(
        impl IntoOwned for $Answer<'_> {
            type Owned = $Answer<'static>;

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    )+};
}

into_owned! { Feedback Media MediaPage Message Page }

impl IntoOwned for Deleted {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl Unknown<'_> {
    /// Creates an unknown outcome of a request that sends a message, with the HTTP status if an answer came.
    #[must_use]
    pub const fn new(status: Option<u16>) -> Self {
        Self { status, sid: None, error: None, rejection: None, idempotent: false }
    }

    /// Returns whether the same request may be sent again.
    ///
    /// If the code says that nothing was done, this is what the code says. If not, it is [`Resend::Unknown`] after a
    /// send, and [`Resend::Safe`] after a request that may be done twice without harm.
    #[must_use]
    pub fn resend(&self) -> Resend {
        let code = self.rejection.as_ref().and_then(|rejection| rejection.code);
        match Resend::after(self.status.unwrap_or_default(), code) {
            Resend::Unknown if self.idempotent => Resend::Safe,
            resend => resend,
        }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Unknown<'static> {
        Unknown {
            status: self.status,
            sid: self.sid.map(Sid::into_owned),
            error: self.error,
            rejection: self.rejection.map(Rejection::into_owned),
            idempotent: self.idempotent,
        }
    }
}

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "unknown outcome with status {status}")?,
            None => f.write_str("unknown outcome without an answer")?,
        }
        if let Some(sid) = &self.sid {
            write!(f, ", message {sid}")?;
        }
        match (&self.rejection, &self.error) {
            (Some(rejection), _) => rejection.reason(f),
            (None, Some(error)) => write!(f, ": {error}"),
            (None, None) => Ok(()),
        }
    }
}

impl Error for Unknown<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.as_ref().map(|error| error as _)
    }
}

/// An outcome other than done, as an error. It is displayed as its [`Rejection`] or its [`Unknown`] is.
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
    /// Twilio rejected the request, and nothing was done.
    Rejected(Box<Rejection<'static>>),
    /// Twilio may have done what was asked.
    Unknown(Box<Unknown<'static>>),
}

impl Failure {
    /// Returns whether the same request may be sent again. The failure knows which kind of request it belongs to, as
    /// the [`Outcome`] that it was made from.
    ///
    /// ```
    /// use twilio_sms::{Message, Page, Resend};
    ///
    /// let failure = Message::decode(503, b"").into_result().unwrap_err();
    /// assert_eq!(failure.resend(), Resend::Unknown);
    /// let failure = Page::decode(503, b"").into_result().unwrap_err();
    /// assert_eq!(failure.resend(), Resend::Safe);
    /// ```
    #[must_use]
    pub fn resend(&self) -> Resend {
        match self {
            Self::Rejected(rejection) => rejection.resend(),
            Self::Unknown(unknown) => unknown.resend(),
        }
    }

    /// Returns the HTTP status, or `None` if no answer came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Rejected(rejection) => Some(rejection.status),
            Self::Unknown(unknown) => unknown.status,
        }
    }

    /// Returns Twilio's code, if the answer has one.
    ///
    /// ```
    /// use twilio_sms::{ErrorCode, Message};
    ///
    /// let body = br#"{"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}"#;
    /// let failure = Message::decode(400, body).into_result().unwrap_err();
    /// assert_eq!((failure.status(), failure.code()), (Some(400), Some(ErrorCode::INVALID_TO)));
    /// assert!(failure.advice().is_some());
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Rejected(rejection) => rejection.code,
            Self::Unknown(unknown) => unknown.rejection.as_ref()?.code,
        }
    }

    /// Returns the SID of the message, if one could be read from an answer that could not be decoded.
    #[must_use]
    pub fn sid(&self) -> Option<&Sid<'static>> {
        match self {
            Self::Rejected(_) => None,
            Self::Unknown(unknown) => unknown.sid.as_ref(),
        }
    }

    /// Returns what the code means and what to do about it, for the codes that people meet most: [`ErrorCode::advice`].
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.code().and_then(ErrorCode::advice)
    }
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

/// Finds the SID of a message in an answer that could not be decoded.
///
/// A SID counts only if it is complete, and is the value of the field `sid` of the outermost object, or of the element
/// of the resource. A SID inside another object, such as that of a list, is not that of the message that was sent.
fn salvage(body: &[u8]) -> Option<Sid<'_>> {
    let body = body.get(..body.len().min(MAX_DOCUMENT))?;
    let text = body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body).trim_ascii_start();
    let found = match text.first()? {
        b'{' => json_sid(text)?,
        b'<' => xml_sid(text)?,
        _ => return None,
    };
    let sid = Sid::try_from(std::str::from_utf8(found.trim_ascii()).ok()?).ok()?;
    (!sid.is_of_other_resource()).then_some(sid)
}

/// Finds the field `sid` of the outermost object. The object can be wrapped, as in replies of Exotel.
fn json_sid(text: &[u8]) -> Option<&[u8]> {
    // How many objects and arrays are open, and how many are open where the field can be.
    let (mut at, mut depth, mut wanted) = (0, 0_usize, 1);
    loop {
        match text.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == wanted => return None,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b'"' => {
                let (string, after) = json_string(text.get(at..)?)?;
                at = text.len() - after.len();
                if depth == wanted
                    && let Some(value) = after.trim_ascii_start().strip_prefix(b":")
                {
                    let value = value.trim_ascii_start();
                    match (string, value.first()?) {
                        (b"sid" | b"Sid", _) => return json_string(value).map(|(sid, _)| sid),
                        (b"TwilioResponse" | b"Message" | b"SMSMessage", b'{') => wanted += 1,
                        _ => {}
                    }
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Returns the string at the start of a text as it is written, and what follows it.
fn json_string(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"\"")?;
    let mut at = 0;
    loop {
        at += memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(at) == Some(&b'"') {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
        at += 2;
    }
}

/// Finds the element `Sid` of the element of a resource, which is in the root.
fn xml_sid(text: &[u8]) -> Option<&[u8]> {
    let (mut open, mut rest) = (Vec::<&[u8]>::new(), text);
    loop {
        rest = rest.get(memchr(b'<', rest)? + 1..)?;
        let (tag, after) = rest.split_at_checked(memchr(b'>', rest)?)?;
        let after = after.get(1..)?;
        match tag.first() {
            // In a comment or a CDATA section it would be a text.
            Some(b'!') => return None,
            Some(b'/') => drop(open.pop()?),
            Some(first) if first.is_ascii_alphabetic() && !tag.ends_with(b"/") => {
                let name = tag.split(u8::is_ascii_whitespace).next()?;
                if name == b"Sid" && matches!(open.as_slice(), [_, b"Message" | b"SMSMessage"]) {
                    return after.get(..find(after, b"</Sid>")?);
                }
                if open.len() == MAX_DEPTH {
                    return None;
                }
                open.push(name);
            }
            // A declaration, an empty element, or a `<` in a text, after which the next tag can begin at once.
            Some(b'?') => {}
            Some(first) if first.is_ascii_alphabetic() => {}
            _ => continue,
        }
        rest = after;
    }
}

/// Returns where a short text stands first. The searcher of `memchr::memmem` would make a small program 8 kB larger.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let mut firsts = memchr_iter(*needle.first()?, text);
    firsts.find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(needle)))
}
