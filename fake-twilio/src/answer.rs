//! A request to the API and the answer to it, as an HTTP server receives and sends them.

use std::fmt;
use std::time::Duration;

use twilio_sms::server::Reply;

/// A request to the API, with the parts of HTTP that an answer depends on.
///
/// ```
/// use fake_twilio::{Fake, HttpRequest};
///
/// let request = HttpRequest {
///     method: "GET",
///     target: "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages.json",
///     authorization: None,
///     content_type: None,
///     body: b"",
/// };
/// assert_eq!(Fake::default().handle(&request).status(), 401);
/// ```
#[derive(Clone, Copy)]
pub struct HttpRequest<'r> {
    /// The method, such as `POST`.
    pub method: &'r str,
    /// The path and the query.
    pub target: &'r str,
    /// The value of the header `Authorization`.
    pub authorization: Option<&'r str>,
    /// The value of the header `Content-Type`.
    pub content_type: Option<&'r str>,
    /// The body.
    pub body: &'r [u8],
}

/// How much of an answer reaches the client.
///
/// ```
/// use fake_twilio::{Delivery, Fake, Fault};
/// use twilio_sms::{Call as _, request::ListMessages};
///
/// let mut fake = Fake::default();
/// fake.next(Fault::CutOff);
/// let request = ListMessages::new().request(fake.endpoint());
/// assert_eq!(fake.call(&request).delivery(), Delivery::CutOff);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Delivery {
    /// The connection is closed in the middle of the body.
    CutOff,
    /// The connection is closed without an answer.
    Nothing,
    /// The client receives the complete answer.
    Whole,
}

/// The answer to a request. Its `Debug` form shows the length of the body and not its text.
///
/// ```
/// use fake_twilio::{Fake, Fault};
/// use twilio_sms::{Call as _, request::ListMessages};
///
/// let mut fake = Fake::default();
/// fake.next(Fault::TooManyRequests { retry_after: Some(5) });
/// let request = ListMessages::new().request(fake.endpoint());
/// let answer = fake.call(&request);
/// assert_eq!((answer.status(), answer.header("Retry-After")), (429, Some("5")));
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    pub(crate) delivery: Delivery,
    pub(crate) delay: Duration,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        let headers = vec![("Content-Type", content_type.to_owned())];
        Self { status, headers, body: body.into(), delivery: Delivery::Whole, delay: Duration::ZERO }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns the headers. The length of the body is not one of them.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// Returns the value of a header. The case of its name does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Returns how much of the answer reaches the client.
    #[must_use]
    pub const fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// Returns how long the server waits before it answers.
    #[must_use]
    pub const fn delay(&self) -> Duration {
        self.delay
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        let headers = [("Content-Type", reply.content_type()), ("WWW-Authenticate", reply.www_authenticate())];
        let headers = headers.into_iter().filter_map(|(name, value)| Some((name, value?.to_owned()))).collect();
        let status = reply.status();
        Self { status, headers, body: reply.into_body(), delivery: Delivery::Whole, delay: Duration::ZERO }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .field("delivery", &self.delivery)
            .field("delay", &self.delay)
            .finish()
    }
}
