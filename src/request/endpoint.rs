//! The endpoint that requests are sent to, and the encoded request that an HTTP client sends.

use std::borrow::Cow;
use std::fmt;

use crate::error::{ParseError, ParseErrorKind};
use crate::schema::Params;
use crate::value::resource::{Format, Method, Resource};
use crate::value::sid::Sid;
use crate::wire::form;

/// The path prefix of the API at Twilio.
const PREFIX: &str = "/2010-04-01";

/// The account whose messages requests are about, and how a server is asked: the path prefix, the resource and the format
/// of the answers.
///
/// A new endpoint is that of today's Twilio: the prefix `/2010-04-01`, the resource `Messages`, and answers in JSON. A
/// request to send has a resource of its own; the resource of the endpoint is that of all other requests about messages.
///
/// ```
/// use twilio_sms::request::FetchMessage;
/// use twilio_sms::{Call, Endpoint};
///
/// let twilio = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
/// let fetch = FetchMessage::new("SM1".parse()?);
/// assert_eq!(fetch.request(&twilio).target(), "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages/SM1.json");
///
/// let restcomm = Endpoint::new("AC1".parse()?).with_prefix("/restcomm/2012-04-24")?.sms().xml();
/// assert_eq!(fetch.request(&restcomm).target(), "/restcomm/2012-04-24/Accounts/AC1/SMS/Messages/SM1.xml");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Endpoint {
    account: Sid<'static>,
    prefix: Cow<'static, str>,
    resource: Resource,
    format: Format,
    /// Whether `SMS/Messages` is sent to through the path of Exotel.
    exotel: bool,
}

impl Endpoint {
    /// Creates the endpoint of an account at Twilio.
    #[must_use]
    pub const fn new(account: Sid<'static>) -> Self {
        Self {
            account,
            prefix: Cow::Borrowed(PREFIX),
            resource: Resource::Messages,
            format: Format::Json,
            exotel: false,
        }
    }

    /// Creates the endpoint of an account at Exotel. A [`SendSms`](crate::SendSms) is sent through
    /// `/v1/Accounts/{AccountSid}/Sms/send`, the path in Exotel's documentation.
    ///
    /// ```
    /// use twilio_sms::{Call, Endpoint, PhoneNumber, SendSms, SmsBody};
    ///
    /// let exotel = Endpoint::exotel("exampl1".parse()?);
    /// let sms = SendSms::to(PhoneNumber::normalize("+917400123456")?)
    ///     .from("EXMPLE".parse::<twilio_sms::Address>()?)
    ///     .body(SmsBody::exotel("Your code is 1234.")?)
    ///     .build()?;
    /// assert_eq!(sms.request(&exotel).target(), "/v1/Accounts/exampl1/Sms/send.json");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn exotel(account: Sid<'static>) -> Self {
        Self {
            account,
            prefix: Cow::Borrowed("/v1"),
            resource: Resource::SmsMessages,
            format: Format::Json,
            exotel: true,
        }
    }

    /// Returns the endpoint with another path prefix: the part of the path before `/Accounts`.
    ///
    /// The prefix is empty, or consists of segments with a `/` before each of them. A segment consists of ASCII
    /// letters, digits, `-`, `.`, `_` and `~`, which RFC 3986 calls unreserved, and not of dots only.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](ParseErrorKind::InvalidCharacter) for any other prefix. The offset is 0 if the
    /// prefix does not start with `/`, that of the first character that is not allowed, or the length of the prefix if
    /// a segment is empty or consists of dots only.
    pub fn with_prefix(self, prefix: impl Into<String>) -> Result<Self, ParseError> {
        let prefix = prefix.into();
        let invalid = |at| Err(ParseError::new("path prefix", ParseErrorKind::InvalidCharacter { at }));
        if !prefix.is_empty() && !prefix.starts_with('/') {
            return invalid(0);
        }
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
        if let Some(at) = prefix.bytes().position(|byte| !unreserved(byte)) {
            return invalid(at);
        }
        // `all` is true for an empty segment too.
        if prefix.split('/').skip(1).any(|segment| segment.bytes().all(|byte| byte == b'.')) {
            return invalid(prefix.len());
        }
        Ok(Self { prefix: prefix.into(), ..self })
    }

    /// Returns the endpoint with this resource.
    #[must_use]
    pub fn with_resource(self, resource: Resource) -> Self {
        Self { resource, ..self }
    }

    /// Returns the endpoint with the resource `SMS/Messages`.
    #[must_use]
    pub fn sms(self) -> Self {
        self.with_resource(Resource::SmsMessages)
    }

    /// Returns the endpoint with answers in this format. [`Format::Default`] is for servers whose paths have no
    /// extension. CSV is for lists only, and has a request of its own: `ListMessages::csv`.
    #[must_use]
    pub fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Returns the endpoint with answers in XML.
    #[must_use]
    pub fn xml(self) -> Self {
        self.with_format(Format::Xml)
    }

    /// Returns the SID of the account.
    #[must_use]
    pub const fn account(&self) -> &Sid<'static> {
        &self.account
    }

    /// Returns the path prefix.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the resource of requests that have none of their own.
    #[must_use]
    pub const fn resource(&self) -> Resource {
        self.resource
    }

    /// Returns the format of the answers.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Returns how many bytes the path of `tail` below the account has at most, with the extension of any format.
    fn max_path_len(&self, tail: &[&str]) -> usize {
        let tail: usize = tail.iter().map(|part| part.len() + 1).sum();
        self.prefix.len() + "/Accounts/".len() + self.account.as_str().len() + tail + ".json".len()
    }

    /// Returns the path of `tail`, which is a list of segments, below the account, without an extension.
    pub(super) fn path(&self, tail: &[&str]) -> String {
        let mut out = String::with_capacity(self.max_path_len(tail));
        self.write_path(&mut out, tail);
        out
    }

    /// Returns the path of `tail` below the account, with the extension of the format.
    pub(super) fn target(&self, tail: &[&str]) -> String {
        let mut out = self.path(tail);
        out.push_str(self.format.extension());
        out
    }

    /// Appends the path of `tail` below the account to a buffer.
    fn write_path(&self, out: &mut String, tail: &[&str]) {
        for part in [&*self.prefix, "/Accounts/", self.account.as_str()] {
            out.push_str(part);
        }
        for part in tail {
            out.push('/');
            out.push_str(part);
        }
    }
}

/// An encoded request, ready for any HTTP client: the method, the target and the body.
///
/// The scheme and the host are those of the server, `https://api.twilio.com` for Twilio. The value of the header
/// `Authorization` comes from [`Credentials`](crate::Credentials).
///
/// ```
/// use twilio_sms::{Call, Endpoint, PhoneNumber, SendSms};
///
/// let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
/// let (from, to) = (PhoneNumber::normalize("415-555-0100")?, PhoneNumber::normalize("(415) 555-0199")?);
/// let request = SendSms::to(to).from(from).body("Hello".parse()?).build()?.request(&endpoint);
/// assert_eq!(request.method().as_str(), "POST");
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/SMS/Messages.json");
/// assert_eq!(request.content_type(), Some("application/x-www-form-urlencoded"));
/// assert_eq!(request.body(), "To=%2B14155550199&From=%2B14155550100&Body=Hello");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Request {
    method: Method,
    /// The target and, from the offset `split` on, the body. One text for both needs only one allocation.
    text: String,
    split: usize,
}

impl Request {
    /// Creates a request without a body.
    pub(super) fn without_body(method: Method, target: String) -> Self {
        Self { method, split: target.len(), text: target }
    }

    /// Creates a POST with a form as its body. `write` appends the form to a buffer, in which `capacity` bytes are
    /// reserved for it.
    pub(super) fn with_form(
        endpoint: &Endpoint,
        tail: &[&str],
        capacity: usize,
        write: impl FnOnce(&mut String),
    ) -> Self {
        let mut text = String::with_capacity(endpoint.max_path_len(tail) + capacity);
        endpoint.write_path(&mut text, tail);
        text.push_str(endpoint.format.extension());
        let split = text.len();
        write(&mut text);
        Self { method: Method::Post, text, split }
    }

    /// Creates a request that sends a message.
    pub(super) fn send(endpoint: &Endpoint, resource: Resource, form: &impl Params) -> Self {
        let path = match resource {
            Resource::SmsMessages if endpoint.exotel => "Sms/send",
            _ => resource.path(),
        };
        Self::with_form(endpoint, &[path], form.max_len(), |out| form.write_form(out))
    }

    /// Returns the method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// Returns the path and the query. The URL is the target appended to the scheme and the host:
    /// `https://api.twilio.com` for Twilio.
    #[must_use]
    pub fn target(&self) -> &str {
        self.text.get(..self.split).unwrap_or_default()
    }

    /// Returns the value of the header `Content-Type` for a POST, and `None` for a method without a body.
    #[must_use]
    pub const fn content_type(&self) -> Option<&'static str> {
        match self.method {
            Method::Post => Some(form::CONTENT_TYPE),
            Method::Delete | Method::Get => None,
        }
    }

    /// Returns the body: a form for a POST, and an empty text for any other method.
    #[must_use]
    pub fn body(&self) -> &str {
        self.text.get(self.split..).unwrap_or_default()
    }
}

/// Prints the length of the body and not its text, because messages are private.
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
    fn a_prefix_is_empty_or_a_path_of_unreserved_characters() {
        let endpoint = Endpoint::new("AC1".parse().unwrap());
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
            assert_eq!(endpoint.clone().with_prefix(prefix).is_ok(), fine, "{prefix:?}");
        }
    }
}
