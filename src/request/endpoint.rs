//! The endpoint that requests are sent to, and the encoded request that an HTTP client sends.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind};
use crate::schema::Params;
use crate::value::resource::{Format, Method, Resource};
use crate::value::sid::Sid;
use crate::wire::form;

/// The path prefix of the API at Twilio.
const PREFIX: &str = "/2010-04-01";

/// An account, and the path prefix under which a server serves it: the part of the path before `/Accounts`.
///
/// A `&Sid` converts into the endpoint of the account at Twilio, whose prefix is `/2010-04-01`. Compatible servers use
/// other prefixes.
///
/// ```
/// use twilio_sms::{Endpoint, Format, PhoneNumber, SendSms, Sid};
///
/// let account: Sid = "AC0123456789abcdef0123456789abcdef".parse()?;
/// let endpoint = Endpoint::new(&account).with_prefix("/restcomm/2012-04-24")?;
/// let sms = SendSms::to(PhoneNumber::TEST_NOT_MOBILE).from(PhoneNumber::TEST_VALID).body("Hi".parse()?).build()?;
/// let request = sms.encode(endpoint, Format::Xml);
/// assert!(request.target().starts_with("/restcomm/2012-04-24/Accounts/AC0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Endpoint<'e> {
    prefix: &'e str,
    account: &'e Sid<'e>,
    /// Whether `SMS/Messages` is sent to through the path of Exotel.
    exotel: bool,
}

impl<'e> Endpoint<'e> {
    /// Creates the endpoint of an account at Twilio.
    #[must_use]
    pub const fn new(account: &'e Sid<'e>) -> Self {
        Self { prefix: PREFIX, account, exotel: false }
    }

    /// Returns the endpoint with another path prefix.
    ///
    /// The prefix is empty, or consists of segments with a `/` before each of them. A segment consists of ASCII
    /// letters, digits, `-`, `.`, `_` and `~`, which RFC 3986 calls unreserved, and not of dots only.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](ParseErrorKind::InvalidCharacter) for any other prefix. The offset is 0 if the
    /// prefix does not start with `/`, that of the first character that is not allowed, or the length of the prefix if
    /// a segment is empty or consists of dots only.
    pub fn with_prefix(self, prefix: &'e str) -> Result<Self, ParseError> {
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
        Ok(Self { prefix, ..self })
    }

    /// Creates the endpoint of an account at Exotel. A [`SendSms`](crate::SendSms) is sent through
    /// `/v1/Accounts/{AccountSid}/Sms/send`, the path in Exotel's documentation.
    ///
    /// ```
    /// use twilio_sms::{Endpoint, Format, PhoneNumber, SendSms, SmsBody};
    ///
    /// let account = "exampl1".parse()?;
    /// let sms = SendSms::to(PhoneNumber::normalize("+917400123456")?)
    ///     .from("EXMPLE".parse::<twilio_sms::Address>()?)
    ///     .body(SmsBody::exotel("Your code is 1234.")?)
    ///     .build()?;
    /// let request = sms.encode(Endpoint::exotel(&account), Format::Json);
    /// assert_eq!(request.target(), "/v1/Accounts/exampl1/Sms/send.json");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn exotel(account: &'e Sid<'e>) -> Self {
        Self { prefix: "/v1", account, exotel: true }
    }

    /// Returns the SID of the account.
    #[must_use]
    pub const fn account(&self) -> &'e Sid<'e> {
        self.account
    }

    /// Returns the path prefix.
    #[must_use]
    pub const fn prefix(&self) -> &'e str {
        self.prefix
    }

    /// Returns how many bytes the path of `tail` below the account has at most, with the extension of any format.
    pub(super) fn max_path_len(&self, tail: &[&str]) -> usize {
        let tail: usize = tail.iter().map(|part| part.len() + 1).sum();
        self.prefix.len() + "/Accounts/".len() + self.account.as_str().len() + tail + ".json".len()
    }

    /// Returns the path of `tail`, which is a list of segments, below the account.
    pub(super) fn target(&self, tail: &[&str], format: Format) -> String {
        let mut out = String::with_capacity(self.max_path_len(tail));
        self.write_path(&mut out, tail, format);
        out
    }

    /// Appends the path of `tail` below the account to a buffer.
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

/// An encoded request, ready for any HTTP client: the method, the target and the body.
///
/// The scheme and the host are those of the server, `https://api.twilio.com` for Twilio. The value of the header
/// `Authorization` comes from [`Credentials`](crate::Credentials).
///
/// ```
/// use twilio_sms::{Format, PhoneNumber, SendSms, Sid};
///
/// let account: Sid = "AC0123456789abcdef0123456789abcdef".parse()?;
/// let (from, to) = (PhoneNumber::normalize("415-555-0100")?, PhoneNumber::normalize("(415) 555-0199")?);
/// let request = SendSms::to(to).from(from).body("Hello".parse()?).build()?.encode(&account, Format::Json);
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

    /// Creates a request that sends a message.
    pub(super) fn send(endpoint: &Endpoint<'_>, resource: Resource, format: Format, form: &impl Params) -> Self {
        let path = match resource {
            Resource::SmsMessages if endpoint.exotel => "Sms/send",
            _ => resource.path(),
        };
        Self::with_form(endpoint, &[path], format, form.max_len(), |out| form.write_form(out))
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
