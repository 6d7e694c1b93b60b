//! The two resources for messages, the methods of requests and the formats of replies.

use std::fmt;

/// The HTTP method of a request.
///
/// ```
/// assert_eq!(twilio_sms::request::Method::Post.as_str(), "POST");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Method {
    /// Deletes an object.
    Delete,
    /// Reads an object or a list.
    Get,
    /// Creates or updates an object.
    Post,
}

impl Method {
    /// Returns the method as HTTP spells it.
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

/// The format in which a request asks for the reply. The extension of the path selects it, and no header.
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
    /// No extension. Twilio answers such a request with XML.
    #[default]
    Default,
    /// JSON: `.json`.
    Json,
    /// XML: `.xml`.
    Xml,
}

impl Format {
    /// Returns the extension of the path: `.json`, or an empty text for [`Default`](Self::Default).
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

/// One of the two resources for messages.
///
/// | | [`SmsMessages`](Self::SmsMessages) | [`Messages`](Self::Messages) |
/// |---|---|---|
/// | path | `/Accounts/{AccountSid}/SMS/Messages` | `/Accounts/{AccountSid}/Messages` |
/// | at Twilio | answers 410 with code 20410 since 2023 | the one to use |
/// | at compatible servers | Restcomm, Zang/TelAPI, Exotel | SignalWire, Messente, and most others |
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
    /// Returns the path of the resource below the path of the account.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Messages => "Messages",
            Self::SmsMessages => "SMS/Messages",
        }
    }
}
