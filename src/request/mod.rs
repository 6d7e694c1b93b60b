//! What a client sends Twilio: operations on the messages of an account.

pub(crate) mod credentials;
pub(crate) mod endpoint;
pub(crate) mod send_sms;

use std::fmt;

use crate::table::Form;
use crate::wire::form;
use endpoint::Endpoint;

/// The method of a request.
///
/// ```
/// assert_eq!(twilio_sms::Method::Post.as_str(), "POST");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Method {
    /// Removes.
    Delete,
    /// Reads.
    Get,
    /// Creates, or changes.
    Post,
}

impl Method {
    /// The method as HTTP spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Request {
    method: Method,
    /// The target, and from `split` on the body: one allocation for both.
    text: String,
    split: usize,
}

impl Request {
    /// A request without a body.
    pub(crate) fn bare(method: Method, target: String) -> Self {
        Self { method, split: target.len(), text: target }
    }

    /// A request that carries a form.
    pub(crate) fn post(endpoint: &Endpoint<'_>, tail: &[&str], format: Format, form: &impl Form) -> Self {
        let mut text = String::with_capacity(endpoint.room(tail) + form.room());
        endpoint.write(&mut text, tail, format);
        let split = text.len();
        form.write(&mut text);
        Self { method: Method::Post, text, split }
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

/// In which format a reply shall come: the extension of the path says so, never a header.
///
/// ```
/// use twilio_sms::Format;
///
/// assert_eq!(Format::Json.extension(), ".json");
/// assert_eq!(Format::default().extension(), "");
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// CSV, for lists only: `.csv`.
    Csv,
    /// No extension, which Twilio answers in XML.
    #[default]
    Default,
    /// JSON: `.json`.
    Json,
    /// XML: `.xml`.
    Xml,
}

impl Format {
    /// What the path ends in.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Default => "",
            Self::Json => ".json",
            Self::Xml => ".xml",
        }
    }
}

/// Which of the two resources is meant.
///
/// | | [`SmsMessages`](Self::SmsMessages) | [`Messages`](Self::Messages) |
/// |---|---|---|
/// | path | `/Accounts/{AccountSid}/SMS/Messages` | `/Accounts/{AccountSid}/Messages` |
/// | at Twilio | answers 410 with code 20410 since 2023 | the one to use |
/// | at compatible servers | Restcomm, Zang/TelAPI, Exotel | SignalWire, and most others |
/// | body | 1 to 160 characters | 1 to 1600 characters |
/// | media, templates, schedules, services | no | yes |
/// | XML element, list, JSON list | `SMSMessage`, `SMSMessages`, `sms_messages` | `Message`, `Messages`, `messages` |
/// | `StatusCallback` and `ApplicationSid` both set | the application's URL wins | `StatusCallback` wins |
/// | best status | `sent` | `delivered`, or `read` |
///
/// ```
/// assert_eq!(twilio_sms::Resource::SmsMessages.path(), "SMS/Messages");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Resource {
    /// The current resource.
    Messages,
    /// The resource of the documentation page "Sending SMS Messages".
    SmsMessages,
}

impl Resource {
    /// The path below the account.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Messages => "Messages",
            Self::SmsMessages => "SMS/Messages",
        }
    }
}
