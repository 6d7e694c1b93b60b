//! The other side: what a server that speaks Twilio's API reads and answers. A test suite, an emulator, a gateway.
//!
//! Stands above the documents: it reads what `request` writes, and answers with what `response` reads.

pub(crate) mod error;
mod route;

pub use error::ApiError;

pub use crate::response::reply::Reply;

use crate::request::list::ListMessages;
use crate::request::message::{
    DeleteMedia, DeleteMessage, FetchMedia, FetchMessage, ListMedia, SendFeedback, UpdateMessage,
};
use crate::request::send_message::SendMessage;
use crate::request::send_sms::SendSms;
use crate::response::message::Message;
use crate::schema::Params as _;
use crate::value::address::Address;
use crate::value::code::ErrorCode;
use crate::value::resource::{Format, Resource};
use crate::value::sid::Sid;
use crate::wire::form;
use route::{ResourcePath, Route};

/// A request as a server receives it, read and understood.
///
/// It knows its resource and its format, so that the answer can be in kind.
///
/// ```
/// use twilio_sms::server::{ApiRequest, Operation};
/// use twilio_sms::Message;
///
/// let request = ApiRequest::decode(
///     "POST",
///     "/2010-04-01/Accounts/AC1/SMS/Messages.json",
///     Some("application/x-www-form-urlencoded"),
///     b"From=%2B14155550100&To=%28415%29+555-0199&Body=Hello&Color=blue",
/// )?;
/// assert_eq!(request.account().as_str(), "AC1");
/// assert_eq!(request.unknown(), ["Color"]);
/// let Operation::SendSms(sms) = request.operation() else { panic!() };
/// assert_eq!(sms.to().as_str(), "+14155550199");
///
/// let mut message = Message::new("SM0123456789abcdef0123456789abcdef".parse()?);
/// message.body = Some(sms.body().as_str().into());
/// let reply = message.encode(request.resource(), request.format())?.with_status(201);
/// assert!(reply.body().contains("\"body\": \"Hello\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiRequest<'r> {
    prefix: &'r str,
    account: Sid<'static>,
    resource: Resource,
    format: Format,
    operation: Operation,
    unknown: Vec<String>,
}

/// What a request asks for.
///
/// ```
/// use twilio_sms::server::{ApiRequest, Operation};
///
/// let request = ApiRequest::decode("DELETE", "/2010-04-01/Accounts/AC1/Messages/SM1.json", None, b"")?;
/// assert!(matches!(request.operation(), Operation::Delete(delete) if delete.sid().as_str() == "SM1"));
/// # Ok::<(), twilio_sms::server::ApiError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Operation {
    /// Delete a message.
    Delete(DeleteMessage),
    /// Delete a medium.
    DeleteMedia(DeleteMedia),
    /// Say what a user did with a message.
    Feedback(SendFeedback),
    /// Read a message.
    Fetch(FetchMessage),
    /// Read what a medium is.
    FetchMedia(FetchMedia),
    /// List messages.
    List(ListMessages),
    /// List the media of a message.
    ListMedia(ListMedia),
    /// Send a message through `Messages`.
    SendMessage(Box<SendMessage>),
    /// Send a message through `SMS/Messages`.
    SendSms(Box<SendSms>),
    /// Change a message.
    Update(UpdateMessage),
}

impl<'r> ApiRequest<'r> {
    /// Reads a request: its method, its target (path and query), its `Content-Type` if it has one, and its body.
    ///
    /// Takes what clients of sixteen years send: every extension, `.Xml` too; any order; unknown parameters; unformatted
    /// US numbers; `True` for `true`. A form without a `Content-Type` is taken for what it is.
    ///
    /// # Errors
    ///
    /// What Twilio would refuse, with the status and code that it would answer.
    pub fn decode(method: &str, target: &'r str, content_type: Option<&str>, body: &[u8]) -> Result<Self, ApiError> {
        let Route { prefix, account, resource, path_kind, format, query } = Route::of(target)?;
        let fault = |error| ApiError::of(error, resource, format);
        let wrong_method = || ApiError::new(405, ErrorCode::METHOD_NOT_ALLOWED, format);
        if method == "POST" && !content_type.is_none_or(form::is_form) {
            // Twilio looks for its parameters in a form, and misses the first.
            return Err(ApiError::new(400, ErrorCode::TO_REQUIRED, format));
        }
        let (operation, unknown) = match (method, path_kind) {
            ("POST", ResourcePath::Messages) => match resource {
                Resource::Messages => {
                    let message = SendMessage::read_form(body).map_err(fault)?;
                    check_recipient(message.to(), format)?;
                    let unknown = names(message.others());
                    (Operation::SendMessage(Box::new(message)), unknown)
                }
                Resource::SmsMessages => {
                    let sms = SendSms::read_form(body).map_err(fault)?;
                    check_recipient(sms.to(), format)?;
                    let unknown = names(sms.others());
                    (Operation::SendSms(Box::new(sms)), unknown)
                }
            },
            ("GET", ResourcePath::Messages) => {
                let list = ListMessages::read_form(query.as_bytes()).map_err(fault)?;
                let unknown = names(list.others());
                (Operation::List(list), unknown)
            }
            ("GET", ResourcePath::Message(sid)) => (Operation::Fetch(FetchMessage::new(sid)), Vec::new()),
            ("POST", ResourcePath::Message(sid)) => {
                let (update, unknown) = UpdateMessage::read_form(sid, body).map_err(fault)?;
                (Operation::Update(update), unknown)
            }
            ("DELETE", ResourcePath::Message(sid)) => (Operation::Delete(DeleteMessage::new(sid)), Vec::new()),
            ("GET", ResourcePath::MediaList(message)) => (Operation::ListMedia(ListMedia::new(message)), Vec::new()),
            ("GET", ResourcePath::Medium(message, sid)) => {
                (Operation::FetchMedia(FetchMedia::new(message, sid)), Vec::new())
            }
            ("DELETE", ResourcePath::Medium(message, sid)) => {
                (Operation::DeleteMedia(DeleteMedia::new(message, sid)), Vec::new())
            }
            ("POST", ResourcePath::Feedback(sid)) => {
                let (feedback, unknown) = SendFeedback::read_form(sid, body).map_err(fault)?;
                (Operation::Feedback(feedback), unknown)
            }
            _ => return Err(wrong_method()),
        };
        Ok(Self { prefix, account, resource, format, operation, unknown })
    }

    /// What stands before `/Accounts` in the path.
    #[must_use]
    pub const fn prefix(&self) -> &'r str {
        self.prefix
    }

    /// The account in the path. Whether the credentials belong to it is the server's to check.
    #[must_use]
    pub const fn account(&self) -> &Sid<'static> {
        &self.account
    }

    /// Which resource is meant.
    #[must_use]
    pub const fn resource(&self) -> Resource {
        self.resource
    }

    /// In which format the answer is wanted.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// What is asked for.
    #[must_use]
    pub const fn operation(&self) -> &Operation {
        &self.operation
    }

    /// The names of parameters that the operation does not know, in order. Twilio ignores them, with warning 20001.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

fn names(others: &[(String, String)]) -> Vec<String> {
    others.iter().map(|(name, _)| name.clone()).collect()
}

/// A destination that is a word is none: words can only send.
fn check_recipient(to: &Address, format: Format) -> Result<(), ApiError> {
    match to {
        Address::Alphanumeric(_) | Address::Other(_) => Err(ApiError::new(400, ErrorCode::INVALID_TO, format)),
        _ => Ok(()),
    }
}

impl ListMessages {
    /// Whether a message passes all filters: what a server puts on its pages. Addresses are compared as texts, dates as days
    /// in GMT.
    ///
    /// A message that has not been sent passes no filter for dates, and nothing passes a date that cannot be read.
    ///
    /// ```
    /// use twilio_sms::request::ListMessages;
    /// use twilio_sms::{Message, Timestamp};
    ///
    /// let mut message = Message::new("SM1".parse()?);
    /// message.to = Some("+14155550199".into());
    /// message.date_sent = Some(Timestamp::new("Wed, 18 Aug 2010 20:01:40 +0000"));
    /// let list = ListMessages::new().to("+14155550199".parse()?).date_sent_after("2010-08-18".parse()?);
    /// assert!(list.matches(&message));
    /// assert!(!list.from("+14155550100".parse()?).matches(&message));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn matches(&self, message: &Message<'_>) -> bool {
        self.filter_accepts(message.to.as_deref(), message.from.as_deref(), message.date_sent.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::timestamp::Timestamp;

    #[test]
    fn a_filter_for_dates_includes_its_day() {
        let mut message = Message::new("SM1".parse().unwrap());
        let passes =
            |message: &Message<'_>, query: &str| ListMessages::decode(query.as_bytes()).unwrap().matches(message);
        assert!(passes(&message, ""));
        assert!(!passes(&message, "DateSent=2010-08-18"));
        message.date_sent = Some(Timestamp::new("Wed, 18 Aug 2010 18:01:40 -0700"));
        for (query, expected) in [
            ("DateSent=2010-08-19", true),
            ("DateSent=2010-08-18", false),
            ("DateSent>=2010-08-19", true),
            ("DateSent>=2010-08-20", false),
            ("DateSent%3C=2010-08-19", true),
            ("DateSent%3C=2010-08-18", false),
            ("DateSent%3E=2010-08-18&DateSent%3C=2010-08-20", true),
            ("DateSent%3E=2010-08-19T23:00:00Z", true),
            ("DateSent=Thu,+19+Aug+2010+00:00:00+%2B0000", true),
            ("DateSent=yesterday", false),
            // No days, though they begin as some do, or are as long.
            ("DateSent%3E=20", false),
            ("DateSent%3E=2009-12-3", false),
            ("DateSent%3E=!!!!!!!!!!", false),
        ] {
            assert_eq!(passes(&message, query), expected, "{query:?}");
        }
    }

    #[test]
    fn a_filter_for_an_address_is_that_address() {
        let mut message = Message::new("SM1".parse().unwrap());
        message.to = Some("+14155550199".into());
        message.from = Some("Acme".into());
        for (query, expected) in [
            ("To=%2B14155550199", true),
            ("To=%2B14155550198", false),
            ("From=Acme", true),
            ("From=%2B14155550199", false),
            ("To=%2B14155550199&From=Acme", true),
            ("To=%2B14155550199&From=Acme2", false),
        ] {
            assert_eq!(ListMessages::decode(query.as_bytes()).unwrap().matches(&message), expected, "{query:?}");
        }
    }
}
