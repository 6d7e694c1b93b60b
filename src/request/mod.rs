//! What a client sends Twilio: operations on the messages of an account.

pub(crate) mod content;
pub(crate) mod credentials;
pub(crate) mod endpoint;
pub(crate) mod list;
pub(crate) mod message;
pub(crate) mod send_message;
pub(crate) mod send_sms;
pub(crate) mod sender;

use std::fmt;

use crate::schema::Params;
use crate::value::resource::{Format, Method, Resource};
use crate::wire::form;
use endpoint::Endpoint;

/// A request, ready for any HTTP client: what to send where, but for the host and the credentials.
///
/// ```
/// use twilio_sms::{Format, PhoneNumber, SendSms, Sid};
///
/// let account: Sid = "AC0123456789abcdef0123456789abcdef".parse()?;
/// let (from, to) = (PhoneNumber::normalize("415-555-0100")?, PhoneNumber::normalize("(415) 555-0199")?);
/// let request = SendSms::new(from, to, "Hello".parse()?).encode(&account, Format::Json);
/// assert_eq!(request.method().as_str(), "POST");
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/SMS/Messages.json");
/// assert_eq!(request.content_type(), Some("application/x-www-form-urlencoded"));
/// assert_eq!(request.body(), "To=%2B14155550199&From=%2B14155550100&Body=Hello");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Request {
    method: Method,
    /// The target, and from `split` on the body: one allocation for both.
    text: String,
    split: usize,
}

impl Request {
    /// A request without a body.
    fn without_body(method: Method, target: String) -> Self {
        Self { method, split: target.len(), text: target }
    }

    /// A request that carries a form of at most so many bytes.
    fn with_form(
        endpoint: &Endpoint<'_>,
        tail: &[&str],
        format: Format,
        capacity: usize,
        write: impl FnOnce(&mut String),
    ) -> Self {
        let mut text = String::with_capacity(endpoint.max_path_len(tail) + capacity);
        endpoint.write_path(&mut text, tail, format);
        let split = text.len();
        write(&mut text);
        Self { method: Method::Post, text, split }
    }

    /// A request that sends a message.
    fn send(endpoint: &Endpoint<'_>, resource: Resource, format: Format, form: &impl Params) -> Self {
        Self::with_form(endpoint, &[resource.path()], format, form.max_len(), |out| form.write_form(out))
    }

    /// The method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// Path and query, to be appended to scheme and host: `https://api.twilio.com` for Twilio.
    #[must_use]
    pub fn target(&self) -> &str {
        self.text.get(..self.split).unwrap_or_default()
    }

    /// The `Content-Type` of the body, if the method has one.
    #[must_use]
    pub const fn content_type(&self) -> Option<&'static str> {
        match self.method {
            Method::Post => Some(form::CONTENT_TYPE),
            Method::Delete | Method::Get => None,
        }
    }

    /// The body; empty but for a POST.
    #[must_use]
    pub fn body(&self) -> &str {
        self.text.get(self.split..).unwrap_or_default()
    }
}

/// Shows how long the body is, never what it says.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("target", &self.target())
            .field("body", &format_args!("({} bytes)", self.body().len()))
            .finish()
    }
}
