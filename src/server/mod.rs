//! The server's side of the API, for test suites, emulators and gateways.
//!
//! A server decodes the requests that the module `request` encodes, and encodes the answers that the module `response`
//! decodes. So this module depends on both of them.

pub(crate) mod error;
mod route;

pub use error::ApiError;

pub use crate::response::reply::Reply;

use crate::request::list::ListMessages;
use crate::request::message::{
    DeleteMedia, DeleteMessage, FetchMedia, FetchMessage, ListMedia, SendFeedback, UpdateMessage,
};
use crate::request::rules::check_recipient;
use crate::request::send_message::SendMessage;
use crate::request::send_sms::SendSms;
use crate::response::message::Message;
use crate::schema::Params as _;
use crate::value::code::ErrorCode;
use crate::value::resource::{Format, Resource};
use crate::value::sid::Sid;
use crate::wire::form;
use route::{ResourcePath, Route};

/// A decoded request, as a server receives it.
///
/// It contains the resource and the format of the request, which a server needs to encode the answer.
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
/// assert_eq!(sms.recipient().as_str(), "+14155550199");
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

/// The operation that a request asks for, with its parameters.
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
    /// Deletes a message.
    Delete(DeleteMessage),
    /// Deletes a media file.
    DeleteMedia(DeleteMedia),
    /// Reports whether a message had the effect for which it was sent.
    Feedback(SendFeedback),
    /// Fetches a message.
    Fetch(FetchMessage),
    /// Fetches the description of a media file.
    FetchMedia(FetchMedia),
    /// Lists messages.
    List(ListMessages),
    /// Lists the media files of a message.
    ListMedia(ListMedia),
    /// Sends a message through `Messages`.
    SendMessage(Box<SendMessage>),
    /// Sends a message through `SMS/Messages`.
    SendSms(Box<SendSms>),
    /// Updates a message: redacts it, cancels it, or both.
    Update(UpdateMessage),
}

impl<'r> ApiRequest<'r> {
    /// Decodes a request from its method, its target (path and query), the value of its `Content-Type` header, and its
    /// body.
    ///
    /// It accepts what clients have sent since 2010: extensions in any case, such as `.Xml`, parameters in any order,
    /// unknown parameters, US numbers in national spelling, and `True` for `true`. The body of a POST without a
    /// `Content-Type` is decoded as a form.
    ///
    /// # Errors
    ///
    /// Returns an error with the status and the code that Twilio would answer:
    ///
    /// - 404, [`NOT_FOUND`](ErrorCode::NOT_FOUND): the path is unknown.
    /// - 405, [`METHOD_NOT_ALLOWED`](ErrorCode::METHOD_NOT_ALLOWED): the path does not support the method.
    /// - 400: the parameters cannot be decoded, or the destination cannot receive messages. The code depends on the
    ///   parameter or, for parameters that cannot be used together, on the rule. It is [`TO_REQUIRED`](ErrorCode::TO_REQUIRED) for a POST whose body is not a form.
    pub fn decode(method: &str, target: &'r str, content_type: Option<&str>, body: &[u8]) -> Result<Self, ApiError> {
        let Route { prefix, account, resource, path_kind, format, query } = Route::of(target)?;
        let api_error = |error| ApiError::of(error, resource, format);
        let wrong_method = || ApiError::new(405, ErrorCode::METHOD_NOT_ALLOWED, format);
        if method == "POST" && !content_type.is_none_or(form::is_form) {
            // Twilio finds no parameters outside a form, so the first required parameter is missing.
            return Err(ApiError::new(400, ErrorCode::TO_REQUIRED, format));
        }
        let is_exotel = path_kind == ResourcePath::ExotelSend;
        let (operation, unknown) = match (method, path_kind) {
            ("POST", ResourcePath::Messages | ResourcePath::ExotelSend) => match resource {
                Resource::Messages => {
                    let message = SendMessage::read_form(body).map_err(api_error)?;
                    check_recipient(message.recipient()).and_then(|()| message.check_limits()).map_err(api_error)?;
                    let unknown = names(message.others());
                    (Operation::SendMessage(Box::new(message)), unknown)
                }
                Resource::SmsMessages => {
                    let sms = SendSms::read_form(body).map_err(api_error)?;
                    check_recipient(sms.recipient()).map_err(api_error)?;
                    // Exotel, whose path this is, takes longer texts.
                    if !is_exotel {
                        sms.check_limits().map_err(api_error)?;
                    }
                    let unknown = names(sms.others());
                    (Operation::SendSms(Box::new(sms)), unknown)
                }
            },
            ("GET", ResourcePath::Messages) => {
                let list = ListMessages::read_form(query.as_bytes()).map_err(api_error)?;
                let unknown = names(list.others());
                (Operation::List(list), unknown)
            }
            ("GET", ResourcePath::Message(sid)) => (Operation::Fetch(FetchMessage::new(sid)), Vec::new()),
            ("POST", ResourcePath::Message(sid)) => {
                let (update, unknown) = UpdateMessage::read_form(sid, body).map_err(api_error)?;
                (Operation::Update(update), unknown)
            }
            ("DELETE", ResourcePath::Message(sid)) => (Operation::Delete(DeleteMessage::new(sid)), Vec::new()),
            ("GET", ResourcePath::MediaList(message)) => (Operation::ListMedia(ListMedia::new(message)), Vec::new()),
            ("GET", ResourcePath::MediaFile(message, sid)) => {
                (Operation::FetchMedia(FetchMedia::new(message, sid)), Vec::new())
            }
            ("DELETE", ResourcePath::MediaFile(message, sid)) => {
                (Operation::DeleteMedia(DeleteMedia::new(message, sid)), Vec::new())
            }
            ("POST", ResourcePath::Feedback(sid)) => {
                let (feedback, unknown) = SendFeedback::read_form(sid, body).map_err(api_error)?;
                (Operation::Feedback(feedback), unknown)
            }
            _ => return Err(wrong_method()),
        };
        Ok(Self { prefix, account, resource, format, operation, unknown })
    }

    /// Returns the part of the path before `/Accounts`.
    #[must_use]
    pub const fn prefix(&self) -> &'r str {
        self.prefix
    }

    /// Returns the SID of the account in the path. The server has to check that the credentials belong to it.
    #[must_use]
    pub const fn account(&self) -> &Sid<'static> {
        &self.account
    }

    /// Returns the resource of the request.
    #[must_use]
    pub const fn resource(&self) -> Resource {
        self.resource
    }

    /// Returns the format in which the request asks for the answer.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Returns the operation that the request asks for.
    #[must_use]
    pub const fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Returns the names of the parameters that the operation does not know, in order. Twilio ignores such parameters,
    /// and logs warning 20001.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

fn names(others: &[(String, String)]) -> Vec<String> {
    others.iter().map(|(name, _)| name.clone()).collect()
}

impl ListMessages {
    /// Returns whether a message passes all filters, so that a server lists it.
    ///
    /// Addresses are compared as texts, and dates as days in GMT. A message that has not been sent passes no filter for
    /// dates, and no message passes a filter whose date cannot be parsed.
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
            ("DateSent=06/18/2010+22:05:25+MST", false),
            ("DateSent=08/18/2010+22:05:25+MST", true),
        ] {
            assert_eq!(passes(&message, query), expected, "{query:?}");
        }
        message.date_sent = Some(Timestamp::new("Yesterday"));
        assert!(passes(&message, ""));
        for query in ["DateSent=2010-08-19", "DateSent%3C=9999-12-31", "DateSent%3E=0001-01-01"] {
            assert!(!passes(&message, query), "{query:?}");
        }
    }

    #[test]
    fn a_filter_for_an_address_selects_exactly_that_address() {
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

    #[test]
    fn a_request_is_refused_with_the_code_of_twilio() {
        let send = |path: &str, form: &str| {
            let target = format!("/2010-04-01/Accounts/AC1/{path}.json");
            ApiRequest::decode("POST", &target, None, form.as_bytes())
                .map(drop)
                .map_err(|error| (error.status(), error.code().get()))
        };
        let long = "x".repeat(161);
        for (path, form, code) in [
            ("Messages", "From=1234&Body=Hi", 21604),
            ("Messages", "To=jenny@example.com&From=1234&Body=Hi", 21211),
            ("Messages", "To=MyCompany&From=1234&Body=Hi", 21211),
            ("Messages", "To=MG0123456789abcdef0123456789abcdef&From=1234&Body=Hi", 21211),
            ("Messages", "To=whatsapp:+14155550199&From=whatsapp:%2B14155550100&Body=Hi", 21211),
            ("Messages", "To=+14155550199&From=1234&Body=Hi", 21211),
            ("Messages", "To=%2B14155550199&From=+14155550100&Body=Hi", 21212),
            ("Messages", "To=%2B14155550199&From=%2B14155550199&Body=Hi", 21266),
            ("SMS/Messages", "To=%2B14155550199&From=%2B14155550199&Body=Hi", 21266),
            ("Messages", "To=%2B14155550199&From=1234&Body=Hi&ValidityPeriod=36001", 21624),
            ("Messages", "To=%2B14155550199&From=1234&Body=Hi&ValidityPeriod=172801", 21624),
            ("Messages", "To=%2B14155550199&From=1234&ContentSid=HX1&ContentVariables=%7B%221%22:null%7D", 21656),
            ("Messages", "To=%2B14155550199&From=1234&Body=Hi&MediaUrl=", 21620),
            ("Messages", "To=%2B14155550199&From=1234", 21619),
            ("SMS/Messages", "To=%2B14155550199&From=1234", 21602),
            ("SMS/Messages", &format!("To=%2B14155550199&From=1234&Body={long}"), 21605),
        ] {
            assert_eq!(send(path, form).unwrap_err(), (400, code), "{path} {form:?}");
        }
        // Any text can be a sender: the server decides. Exotel takes longer texts.
        for (path, form) in [
            ("Messages", "To=%2B14155550199&From=Zeus+The+Mighty&Body=Hi"),
            ("Messages", "To=%2B14155550199&From=1234&Body=Hi&ValidityPeriod=36000"),
            ("Sms/send", &format!("To=%2B14155550199&From=1234&Body={long}")),
        ] {
            assert!(send(path, form).is_ok(), "{path} {form:?}");
        }
        let target = "/2010-04-01/Accounts/AC1/Messages.json?DateSent=%3E%3D2019-08-08";
        let error = ApiRequest::decode("GET", target, None, b"").unwrap_err();
        assert_eq!((error.status(), error.code().get()), (400, 20001));
        assert!(error.reply().body().contains("\"Invalid date value.\""), "{}", error.reply().body());
    }
}
