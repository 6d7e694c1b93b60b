//! Where requests go, and the request that an HTTP client sends there.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind};
use crate::schema::Params;
use crate::value::resource::{Format, Method, Resource};
use crate::value::sid::Sid;
use crate::wire::form;

/// The path that Twilio serves the API under.
const PREFIX: &str = "/2010-04-01";

/// Where the messages of an account live on a server: what stands before `/Accounts`, and the account.
///
/// A `&Sid` converts into the endpoint at Twilio. Compatible servers have other prefixes.
///
/// ```
/// use twilio_sms::{Endpoint, Format, PhoneNumber, SendSms, Sid};
///
/// let account: Sid = "AC0123456789abcdef0123456789abcdef".parse()?;
/// let endpoint = Endpoint::new(&account).with_prefix("/restcomm/2012-04-24")?;
/// let number = PhoneNumber::normalize("415-555-0100")?;
/// let request = SendSms::new(number, number, "Hi".parse()?).encode(endpoint, Format::Xml);
/// assert!(request.target().starts_with("/restcomm/2012-04-24/Accounts/AC0"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Endpoint<'e> {
    prefix: &'e str,
    account: &'e Sid<'e>,
}

impl<'e> Endpoint<'e> {
    /// The endpoint of an account at Twilio.
    #[must_use]
    pub const fn new(account: &'e Sid<'e>) -> Self {
        Self { prefix: PREFIX, account }
    }

    /// The same account under another path prefix: empty, or segments of unreserved characters, each with its `/` before it.
    ///
    /// # Errors
    ///
    /// A prefix that is no such path, or has a segment of dots alone.
    pub fn with_prefix(self, prefix: &'e str) -> Result<Self, ParseError> {
        let fault = |at| Err(ParseError::new("path prefix", ParseErrorKind::InvalidCharacter { at }));
        if !prefix.is_empty() && !prefix.starts_with('/') {
            return fault(0);
        }
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
        if let Some(at) = prefix.bytes().position(|byte| !unreserved(byte)) {
            return fault(at);
        }
        if prefix.split('/').skip(1).any(|segment| segment.bytes().all(|byte| byte == b'.')) {
            return fault(prefix.len());
        }
        Ok(Self { prefix, ..self })
    }

    /// The account.
    #[must_use]
    pub const fn account(&self) -> &'e Sid<'e> {
        self.account
    }

    /// The path prefix.
    #[must_use]
    pub const fn prefix(&self) -> &'e str {
        self.prefix
    }

    /// How long a path below the account is at most.
    pub(super) fn max_path_len(&self, tail: &[&str]) -> usize {
        let tail: usize = tail.iter().map(|part| part.len() + 1).sum();
        self.prefix.len() + "/Accounts/".len() + self.account.as_str().len() + tail + ".json".len()
    }

    /// A path below the account.
    pub(super) fn target(&self, tail: &[&str], format: Format) -> String {
        let mut out = String::with_capacity(self.max_path_len(tail));
        self.write_path(&mut out, tail, format);
        out
    }

    /// Writes a path below the account.
    pub(super) fn write_path(&self, out: &mut String, tail: &[&str], format: Format) {
        for part in [self.prefix, "/Accounts/", self.account.as_str()] {
            out.push_str(part);
        }
        for part in tail {
            out.push('/');
            out.push_str(part);
        }
        out.push_str(format.extension());
    }
}

impl<'e> From<&'e Sid<'e>> for Endpoint<'e> {
    fn from(account: &'e Sid<'e>) -> Self {
        Self::new(account)
    }
}

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
    pub(super) fn without_body(method: Method, target: String) -> Self {
        Self { method, split: target.len(), text: target }
    }

    /// A request that carries a form of at most so many bytes.
    pub(super) fn with_form(
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
    pub(super) fn send(endpoint: &Endpoint<'_>, resource: Resource, format: Format, form: &impl Params) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_prefix_that_is_no_path() {
        let account: Sid<'_> = "AC1".parse().unwrap();
        for (prefix, fine) in [
            ("", true),
            ("/2010-04-01", true),
            ("/api/laml/2010-04-01", true),
            ("2010", false),
            ("/", false),
            ("/a/", false),
            ("/a//b", false),
            ("/../b", false),
            ("/a b", false),
            ("/a?b", false),
            ("/a#b", false),
            ("/a%2e", false),
            ("/é", false),
            ("/a\r\nb", false),
        ] {
            assert_eq!(Endpoint::new(&account).with_prefix(prefix).is_ok(), fine, "{prefix:?}");
        }
    }
}
