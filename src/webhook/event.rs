//! Events of Event Streams, which Twilio sends in batches, and the errors that its debugger reports.

use std::borrow::Cow;

use super::codec::{self, webhook_methods};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, ListTarget, SingleTarget, canonical_number, document};
use crate::value::code::ErrorCode;
use crate::value::raw_json::RawJson;
use crate::value::sid::Sid;
use crate::value::status::Status;
use crate::value::timestamp::Timestamp;
#[cfg(feature = "signature")]
use crate::webhook::signature::{Secret, SignatureError, SignedRequest};
use crate::wire::form::Writer;
use crate::wire::json::write::JsonWriter;
use crate::wire::scratch::Scratch;
use crate::wire::{ReplyKind, Value, json};

/// The beginning of the types of events about the status of a message, before the status.
const MESSAGE: &str = "com.twilio.messaging.message.";
const INBOUND_MESSAGE: &str = "com.twilio.messaging.inbound-message.received";
const LINK_CLICKED: &str = "com.twilio.daptbt.link-shortening.link-clicked";
const LINK_SHORTENED: &str = "com.twilio.daptbt.link-shortening.link-shortened";
const ERROR_LOGGED: &str = "com.twilio.error-logs.error.logged";

document! {
    /// An event of Event Streams: an envelope of CloudEvents 1.0 with the data of the event.
    ///
    /// Twilio sends events in batches, each of which is a JSON array in the body of a POST. What is in the
    /// [`data`](field@Self::data) depends on the type of the event: [`decode_data`](Self::decode_data) decodes the types
    /// that this crate knows. Every event keeps its type, ID, time and the JSON text of its data, whatever its type is.
    ///
    /// Events can arrive out of order and more than once. Two deliveries of one event have the same
    /// [`id`](field@Self::id).
    ///
    /// ```
    /// use twilio_sms::Status;
    /// use twilio_sms::webhook::{Event, EventData};
    ///
    /// let batch = br#"[{"specversion": "1.0", "type": "com.twilio.messaging.message.delivered", "id": "EZ1",
    ///     "time": "2026-11-28T09:00:00.000Z", "data": {"messageSid": "SM1", "messageStatus": "DELIVERED"}}]"#;
    /// for event in Event::decode_unverified(batch)? {
    ///     match event.decode_data()? {
    ///         EventData::Status(update) => assert_eq!(update.message_status, Some(Status::Delivered)),
    ///         EventData::Inbound(message) => println!("a message from {:?}", message.from),
    ///         _ => println!("an event of the type {:?}", event.event_type),
    ///     }
    /// }
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    pub struct Event<'a>: "Event" with literal keys {
        required {
        }
        optional {
            /// The version of CloudEvents: `1.0`.
            "specversion" spec_version: Option<Cow<'a, str>>,
            /// The type of the event, such as `com.twilio.messaging.message.delivered`. Every event that is decoded has
            /// one.
            "type" event_type: Option<Cow<'a, str>>,
            /// Where the event comes from: a path, or the SID of a resource.
            "source" source: Option<Cow<'a, str>>,
            /// The identifier of the event. Two deliveries of one event have the same.
            "id" id: Option<Cow<'a, str>>,
            /// The URL of the schema that describes the data, with its version.
            "dataschema" data_schema: Option<Cow<'a, str>>,
            /// The content type of the data: `application/json`.
            "datacontenttype" data_content_type: Option<Cow<'a, str>>,
            /// When the event happened: RFC 3339, in UTC.
            "time" time: Option<Timestamp<'a>>,
            /// The data of the event, as JSON text.
            "data" data: Option<RawJson<'a>>,
        }
    }
}

document! {
    /// The data of an event about the status of a message that you sent. It tells the same as a
    /// [`StatusUpdate`](super::status::StatusUpdate).
    ///
    /// The names are those of Twilio's schema `Messaging.MessageStatus`, version 8.
    ///
    /// ```
    /// use twilio_sms::Status;
    /// use twilio_sms::webhook::{Event, EventData, StatusEvent};
    ///
    /// let mut update = StatusEvent::new();
    /// update.message_sid = Some("SM0123".parse()?);
    /// update.message_status = Some(Status::Delivered);
    /// let event = Event::with_data("EZ1", &EventData::Status(update.clone()));
    /// assert_eq!(event.event_type.as_deref(), Some("com.twilio.messaging.message.delivered"));
    /// assert_eq!(event.decode_data()?, EventData::Status(update));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct StatusEvent<'a>: "StatusEvent" with literal keys {
        required {
        }
        optional {
            /// The SID of the message.
            "messageSid" message_sid: Option<Sid<'a>>,
            /// When the event happened: RFC 3339, in UTC.
            "timestamp" timestamp: Option<Timestamp<'a>>,
            /// The account that the message belongs to.
            "accountSid" account_sid: Option<Sid<'a>>,
            /// The type of the event.
            "eventName" event_name: Option<Cow<'a, str>>,
            /// The version of the API that created the message.
            "apiVersion" api_version: Option<Cow<'a, str>>,
            /// The sender.
            "from" from: Option<Cow<'a, str>>,
            /// The recipient.
            "to" to: Option<Cow<'a, str>>,
            /// The status of the message. Twilio writes it in capitals, and this crate in lower case.
            "messageStatus" message_status: Option<Status<'a>>,
            /// The messaging service that sent the message.
            "messagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// Why the message failed.
            "errorCode" error_code: Option<ErrorCode>,
            /// The text of the message.
            "body" body: Option<Cow<'a, str>>,
            /// The URL that receives the status callbacks of the message.
            "statusCallBackUrl" status_callback_url: Option<Cow<'a, str>>,
            /// The tags that the sender gave the message, as the text of a JSON object.
            "tags" tags: Option<RawJson<'a>>,
            /// The network code of the sender's mobile network, the second part of its identifier.
            "mnc" mnc: Option<Cow<'a, str>>,
            /// The country code of the sender's mobile network, the first part of its identifier.
            "mcc" mcc: Option<Cow<'a, str>>,
            /// When the carrier reported the status: `YYMMDDhhmm`, to the minute and without a time zone.
            "rawDlrDoneDate" raw_dlr_done_date: Option<Cow<'a, str>>,
            /// How many segments the message is billed as.
            "numberOfSegments" number_of_segments: Option<u32>,
            /// When the status changed: RFC 3339, in UTC.
            "dateUpdated" date_updated: Option<Timestamp<'a>>,
        }
    }
}

document! {
    /// The data of an event about a message that somebody sent to one of your numbers. It tells a part of what an
    /// [`InboundMessage`](super::inbound::InboundMessage) does: it has no media files.
    ///
    /// The names are those of Twilio's schema `Messaging.InboundMessageV1`, version 6.
    ///
    /// ```
    /// use twilio_sms::webhook::{Event, EventData};
    ///
    /// let event = br#"{"type": "com.twilio.messaging.inbound-message.received", "id": "EZ1", "data": {
    ///     "messageSid": "MM1", "body": "Hello all", "recipients": ["+14155550100", "+14155550101"]}}"#;
    /// let [event] = &Event::decode_unverified(event)?[..] else { panic!() };
    /// let EventData::Inbound(message) = event.decode_data()? else { panic!() };
    /// assert_eq!(message.body.as_deref(), Some("Hello all"));
    /// assert_eq!(message.recipients(), ["+14155550100", "+14155550101"]);
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    pub struct InboundEvent<'a>: "InboundEvent" with literal keys {
        required {
        }
        optional {
            /// The SID of the message.
            "messageSid" message_sid: Option<Sid<'a>>,
            /// When the event happened: RFC 3339, in UTC.
            "timestamp" timestamp: Option<Timestamp<'a>>,
            /// The account that the message belongs to.
            "accountSid" account_sid: Option<Sid<'a>>,
            /// The type of the event.
            "eventName" event_name: Option<Cow<'a, str>>,
            /// The sender.
            "from" from: Option<Cow<'a, str>>,
            /// The recipient: your number, short code or channel address.
            "to" to: Option<Cow<'a, str>>,
            /// How many media files the message has.
            "numMedia" num_media: Option<u32>,
            /// The text of the message; empty if only media files came.
            "body" body: Option<Cow<'a, str>>,
            /// The recipient's country, as an ISO 3166 code.
            "toCountry" to_country: Option<Cow<'a, str>>,
            /// The recipient's state or province.
            "toState" to_state: Option<Cow<'a, str>>,
            /// The recipient's city.
            "toCity" to_city: Option<Cow<'a, str>>,
            /// The recipient's postal code.
            "toZip" to_zip: Option<Cow<'a, str>>,
            /// The sender's country.
            "fromCountry" from_country: Option<Cow<'a, str>>,
            /// The sender's state or province.
            "fromState" from_state: Option<Cow<'a, str>>,
            /// The sender's city.
            "fromCity" from_city: Option<Cow<'a, str>>,
            /// The sender's postal code.
            "fromZip" from_zip: Option<Cow<'a, str>>,
            /// The network code of the sender's mobile network, the second part of its identifier.
            "mnc" mnc: Option<Cow<'a, str>>,
            /// The country code of the sender's mobile network, the first part of its identifier.
            "mcc" mcc: Option<Cow<'a, str>>,
            /// The messaging service that the recipient's number belongs to.
            "messagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// How many segments the message came in.
            "numSegments" num_segments: Option<u32>,
            /// The ID of the click on the advertisement that led the sender here.
            "referralCtwaClid" referral_ctwa_clid: Option<Cow<'a, str>>,
            /// The recipients of a group message, as the text of a JSON array: see [`recipients()`](Self::recipients).
            "recipients" recipients: Option<RawJson<'a>>,
            /// `STOP`, `HELP` or `START`, if Twilio's advanced opt-out handled the message.
            "optOutType" opt_out_type: Option<Cow<'a, str>>,
        }
    }
}

impl InboundEvent<'_> {
    /// Returns the recipients of a group message. The list is empty if there are none, or if they are not an array of
    /// texts.
    #[must_use]
    pub fn recipients(&self) -> Vec<Cow<'_, str>> {
        self.recipients.as_ref().and_then(|recipients| json::strings(recipients.as_str())).unwrap_or_default()
    }
}

document! {
    /// The data of an event about a link that Twilio shortened in a message: it was shortened, or it was clicked.
    ///
    /// The names are those of Twilio's schema `DapTbt.LinkClicked`, version 3. An event about a link that was shortened
    /// has no time of a click.
    ///
    /// ```
    /// use twilio_sms::webhook::{Event, EventData};
    ///
    /// let event = br#"{"type": "com.twilio.daptbt.link-shortening.link-clicked", "id": "EZ1", "data": {
    ///     "message_sid": "SM1", "link": "https://example.com/offer", "click_time": "2026-11-28T09:00:00.000Z"}}"#;
    /// let [event] = &Event::decode_unverified(event)?[..] else { panic!() };
    /// let EventData::LinkClicked(click) = event.decode_data()? else { panic!() };
    /// assert_eq!(click.link.as_deref(), Some("https://example.com/offer"));
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    pub struct LinkEvent<'a>: "LinkEvent" with literal keys {
        required {
        }
        optional {
            /// The SID of the message that has the link.
            "message_sid" message_sid: Option<Sid<'a>>,
            /// The account that the message belongs to.
            "account_sid" account_sid: Option<Sid<'a>>,
            /// The messaging service that sent the message.
            "messaging_service_sid" messaging_service_sid: Option<Sid<'a>>,
            /// The recipient of the message.
            "to" to: Option<Cow<'a, str>>,
            /// The sender of the message.
            "from" from: Option<Cow<'a, str>>,
            /// The URL that was shortened.
            "link" link: Option<Cow<'a, str>>,
            /// The short URL.
            "shortened_link" shortened_link: Option<Cow<'a, str>>,
            /// When the link was shortened: RFC 3339, in UTC.
            "link_create_time" link_create_time: Option<Timestamp<'a>>,
            /// When the link was clicked: RFC 3339, in UTC.
            "click_time" click_time: Option<Timestamp<'a>>,
            /// The header `User-Agent` of the client that followed the link.
            "user_agent" user_agent: Option<Cow<'a, str>>,
        }
    }
}

document! {
    /// An error or a warning about your account, as Twilio's debugger reports it.
    ///
    /// It comes in two ways: as the data of an event, and as the form that the webhook of the debugger receives. The
    /// names are those of Twilio's schema `ErrorLogs.Error`, version 2, and of its page "Debugging Events Webhook". Each
    /// of the two has some fields that the other does not have. Twilio reports a failure of your own webhook like this,
    /// too, so a server that receives such reports must not fail while it handles one.
    ///
    /// ```
    /// use twilio_sms::webhook::ErrorLog;
    ///
    /// let form = b"Sid=NO1&AccountSid=AC1&Level=ERROR&PayloadType=application%2Fjson\
    ///     &Payload=%7B%22resource_sid%22%3A%22SM1%22%2C%22error_code%22%3A%2211200%22%7D";
    /// let report = ErrorLog::decode_unverified(form)?;
    /// assert!(report.code().is_some_and(|code| code.is_webhook()));
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    pub struct ErrorLog<'a>: "ErrorLog" {
        required {
        }
        optional {
            /// The identifier of the report: `NO` and 32 hexadecimal digits.
            "Sid" sid: Option<Sid<'a>>,
            /// The account that the report is about.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The parent of that account, if it is a subaccount. Only the form has it.
            "ParentAccountSid" parent_account_sid: Option<Sid<'a>>,
            /// When the error happened: RFC 3339, in UTC. Only the form has it.
            "Timestamp" timestamp: Option<Timestamp<'a>>,
            /// When the report was created: RFC 3339, in UTC. Only the event has it.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// How severe it is: `ERROR`, `WARNING`, `INFO` or `DEBUG`, in any case.
            "Level" level: Option<Cow<'a, str>>,
            /// The parent of the account. Only the event has it.
            "MasterAccountSid" master_account_sid: Option<Sid<'a>>,
            /// The request that caused the error. Only the event has it.
            "RequestSid" request_sid: Option<Sid<'a>>,
            /// The service that the error is about. Only the event has it.
            "ServiceSid" service_sid: Option<Sid<'a>>,
            /// The identifier that reports about the same cause share. Only the event has it.
            "CorrelationSid" correlation_sid: Option<Sid<'a>>,
            /// The name of the product, such as `Programmable Messaging`. Only the event has it.
            "ProductName" product_name: Option<Cow<'a, str>>,
            /// Twilio's number for the error. Only the event has it: see [`code`](Self::code).
            "ErrorCode" error_code: Option<ErrorCode>,
            /// The content type of the payload: `application/json`. Only the form has it.
            "PayloadType" payload_type: Option<Cow<'a, str>>,
            /// More about the error, as JSON text. It can contain the parameters of a request, with numbers and message
            /// texts.
            "Payload" payload: Option<Cow<'a, str>>,
        }
    }
}

impl ErrorLog<'_> {
    /// Returns Twilio's number for the error, from its field or else from the payload.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        let in_payload = || {
            let members = codec::decode_object(self.payload.as_ref()?.as_bytes()).ok()?;
            match members.into_iter().find(|(name, _)| name == "error_code")? {
                (_, Value::Text(text)) => canonical_number(&text),
                (_, Value::Number(text)) => canonical_number(text),
                _ => None,
            }
        };
        self.error_code.or_else(|| in_payload().map(ErrorCode::new))
    }

    /// Refuses a form without the identifier of a report.
    fn check(&self) -> Result<(), DecodeError> {
        match self.sid {
            Some(_) => Ok(()),
            None => Err(DecodeError::new(DecodeErrorKind::Missing { field: "Sid" })),
        }
    }

    pub(crate) fn write_lists(&self, _: impl FnMut(&str, &str)) {}
}

webhook_methods!(ErrorLog, "Sid=NO1&Timestamp=2026-11-28T09%3A00%3A00Z", timestamp);

/// The data of an event, as [`Event::decode_data`] returns it.
///
/// ```
/// use twilio_sms::webhook::{Event, EventData};
///
/// let event = br#"{"type": "com.twilio.voice.insights.call-summary.complete", "data": {"call_sid": "CA1"}}"#;
/// let [event] = &Event::decode_unverified(event)?[..] else { panic!() };
/// assert_eq!(event.decode_data()?, EventData::Other);
/// assert_eq!(event.data.as_ref().map(|data| data.as_str()), Some(r#"{"call_sid": "CA1"}"#));
/// # Ok::<(), twilio_sms::DecodeError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum EventData<'a> {
    /// An error or a warning was logged: `com.twilio.error-logs.error.logged`.
    ErrorLogged(ErrorLog<'a>),
    /// Somebody sent a message to one of your numbers: `com.twilio.messaging.inbound-message.received`.
    Inbound(InboundEvent<'a>),
    /// Somebody followed a shortened link: `com.twilio.daptbt.link-shortening.link-clicked`.
    LinkClicked(LinkEvent<'a>),
    /// A link was shortened: `com.twilio.daptbt.link-shortening.link-shortened`.
    LinkShortened(LinkEvent<'a>),
    /// An event of any other type. Its data is in [`Event::data`](field@Event::data).
    Other,
    /// The status of a message that you sent has changed: `com.twilio.messaging.message.` and the status, which is
    /// `queued`, `sent`, `delivered`, `undelivered`, `failed` or `read`.
    Status(StatusEvent<'a>),
}

impl<'a> Event<'a> {
    /// Decodes a batch whose signature has not been verified: a JSON array of events. A single event, which Twilio sends
    /// if batches are turned off, is a batch of one.
    ///
    /// # Errors
    ///
    /// - [`Malformed`](DecodeErrorKind::Malformed) or [`Encoding`](DecodeErrorKind::Encoding): the body is not JSON in
    ///   UTF-8.
    /// - [`NotADocument`](DecodeErrorKind::NotADocument): the body, or an item of the array, is not an object.
    /// - [`Missing`](DecodeErrorKind::Missing): an event has no type.
    /// - [`Duplicate`](DecodeErrorKind::Duplicate): an event has a known key twice.
    /// - [`Limit`](DecodeErrorKind::Limit): there are more than [`MAX_ITEMS`](crate::limits::MAX_ITEMS) events, which is
    ///   1,000, or one of the other [limits](crate::limits) on JSON is exceeded.
    pub fn decode_unverified(batch: &'a [u8]) -> Result<Vec<Self>, DecodeError> {
        let mut events = Vec::new();
        // A batch has nothing beside its events, so the target never assigns anything to this one.
        let mut no_paging = Event::new();
        json::decode_list(batch, &mut ListTarget::new(&mut no_paging, &mut events))?;
        match events.iter().any(|event: &Self| event.event_type.is_none()) {
            true => Err(DecodeError::new(DecodeErrorKind::Missing { field: "type" })),
            false => Ok(events),
        }
    }

    /// Decodes the data of the event, if it is of a type that this crate knows.
    ///
    /// # Errors
    ///
    /// Returns [`Missing`](DecodeErrorKind::Missing) if there is no data,
    /// [`NotADocument`](DecodeErrorKind::NotADocument) if it is not an object, and
    /// [`Duplicate`](DecodeErrorKind::Duplicate) if it has a known key twice.
    pub fn decode_data(&self) -> Result<EventData<'_>, DecodeError> {
        // The data are assigned directly in the return value, because moving them takes time: see `decoded_in_place`.
        let mut decoded = Ok(match self.event_type.as_deref().unwrap_or_default() {
            INBOUND_MESSAGE => EventData::Inbound(InboundEvent::new()),
            LINK_CLICKED => EventData::LinkClicked(LinkEvent::new()),
            LINK_SHORTENED => EventData::LinkShortened(LinkEvent::new()),
            ERROR_LOGGED => EventData::ErrorLogged(ErrorLog::new()),
            event_type if event_type.starts_with(MESSAGE) => EventData::Status(StatusEvent::new()),
            _ => EventData::Other,
        });
        let data = self.data.as_ref();
        let filled = match &mut decoded {
            Ok(EventData::ErrorLogged(log)) => decode(data, log),
            Ok(EventData::Inbound(message)) => decode(data, message),
            Ok(EventData::LinkClicked(link) | EventData::LinkShortened(link)) => decode(data, link),
            Ok(EventData::Status(update)) => decode(data, update),
            Ok(EventData::Other) | Err(_) => Ok(()),
        };
        if let Err(error) = filled {
            decoded = Err(error);
        }
        decoded
    }

    /// Encodes a batch as Twilio sends it: a JSON array. Data that is not an object or an array is written as a string.
    #[must_use]
    pub fn encode(batch: &[Event<'_>]) -> String {
        let mut out = String::with_capacity(1024 * batch.len());
        // JSON can carry every text, so this cannot fail.
        let _ = JsonWriter::new(&mut out, ReplyKind::Rejection).nest('[', ']', |writer| {
            batch.iter().try_for_each(|event| writer.object(|writer| event.write_fields(writer)))
        });
        out
    }
}

#[cfg(feature = "signature")]
impl Event<'_> {
    /// Creates the request in which Twilio would send this batch to a URL, with its signature. Needs the feature
    /// `signature`.
    ///
    /// It is for tests, and for servers that stand in for Twilio. The URL gets the hash of the body, as in every webhook
    /// whose body is not a form.
    ///
    /// # Errors
    ///
    /// Returns [`BodyAltered`](SignatureError::BodyAltered) if the URL has the hash of another body.
    ///
    /// ```
    /// use twilio_sms::signature::AuthToken;
    /// use twilio_sms::webhook::Event;
    ///
    /// let batch = Event::decode_unverified(br#"[{"type": "com.example.test", "id": "EZ1"}]"#)?;
    /// let secret = AuthToken::new("12345")?.into();
    /// let request = Event::signed(&batch, "https://example.com/events", &secret)?;
    /// assert!(request.url.starts_with("https://example.com/events?bodySHA256="));
    /// assert_eq!(request.incoming().verify(&[secret])?.events()?, batch);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn signed(batch: &[Event<'_>], url: &str, secret: &Secret) -> Result<SignedRequest, SignatureError> {
        SignedRequest::json(url, Self::encode(batch), secret)
    }
}

impl Event<'static> {
    /// Creates an event with this data, for a server that sends events, and for tests.
    ///
    /// The type follows from the data. [`EventData::Other`] gives none, so set it, and the data, yourself.
    #[must_use]
    pub fn with_data(id: impl Into<Cow<'static, str>>, data: &EventData<'_>) -> Self {
        let (event_type, data) = match data {
            EventData::ErrorLogged(log) => (ERROR_LOGGED.into(), encode(log)),
            EventData::Inbound(message) => (INBOUND_MESSAGE.into(), encode(message)),
            EventData::LinkClicked(link) => (LINK_CLICKED.into(), encode(link)),
            EventData::LinkShortened(link) => (LINK_SHORTENED.into(), encode(link)),
            EventData::Status(update) => {
                let status = update.message_status.as_ref().map_or("", Status::as_str);
                (Cow::Owned(format!("{MESSAGE}{}", status.to_ascii_lowercase())), encode(update))
            }
            EventData::Other => (Cow::Borrowed(""), String::new()),
        };
        let mut event = Event::new();
        event.spec_version = Some("1.0".into());
        event.event_type = Some(event_type).filter(|event_type| !event_type.is_empty());
        event.id = Some(id.into());
        event.data_content_type = Some(json::CONTENT_TYPE.into());
        event.data = Some(data).filter(|data| !data.is_empty()).map(RawJson::from);
        event
    }
}

/// Decodes the data of an event into an empty document.
fn decode<'a>(data: Option<&'a RawJson<'_>>, document: &mut impl Document<'a>) -> Result<(), DecodeError> {
    let data = data.ok_or(DecodeError::new(DecodeErrorKind::Missing { field: "data" }))?.as_str();
    json::decode(data.as_bytes(), Scratch::default(), &mut SingleTarget::new(document))
}

/// Encodes the data of an event.
fn encode<'a>(data: &impl Document<'a>) -> String {
    let mut out = String::new();
    // JSON can carry every text, so this cannot fail.
    let mut writer = JsonWriter::new(&mut out, ReplyKind::Rejection);
    // The batch and the event are two levels.
    writer.depth = 2;
    let _ = writer.object(|writer| data.write_fields(writer));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::MAX_ITEMS;

    /// Decodes a batch of one event.
    fn event(json: &str) -> Event<'_> {
        let mut events = Event::decode_unverified(json.as_bytes()).unwrap();
        assert_eq!(events.len(), 1, "{json}");
        events.remove(0)
    }

    const SENT: &str = r#"[{"specversion": "1.0", "type": "com.twilio.messaging.message.undelivered",
        "source": "/2010-04-01/Accounts/AC1/Messages/SM1.json", "id": "EZ1",
        "dataschema": "https://events-schemas.twilio.com/Messaging.MessageStatus/8",
        "datacontenttype": "application/json", "time": "2026-11-28T09:00:00.000Z",
        "data": {"messageSid": "SM1", "timestamp": "2026-11-28T09:00:00.000Z", "accountSid": "AC1",
        "eventName": "com.twilio.messaging.message.undelivered", "apiVersion": "2010-04-01",
        "from": "+14155550100", "to": "+14155550199", "messageStatus": "UNDELIVERED", "errorCode": 30003,
        "body": "", "statusCallBackUrl": "https://u:p@example.com/", "tags": {"a": "1"}, "mnc": "090", "mcc": "310",
        "rawDlrDoneDate": "2611280900", "numberOfSegments": 2, "dateUpdated": "2026-11-28T09:00:00Z",
        "newThing": "x", "NewThing": "y"}}]"#;

    #[test]
    fn a_status_has_every_field_of_its_schema() {
        let event = event(SENT);
        assert_eq!(event.id.as_deref(), Some("EZ1"));
        assert_eq!(event.time.as_ref().and_then(Timestamp::unix_seconds), Some(1_795_856_400));
        assert_eq!((event.unknown_fields.len(), &event.notes), (0, &Default::default()));
        let EventData::Status(update) = event.decode_data().unwrap() else { panic!() };
        assert_eq!(
            (update.message_status, update.error_code),
            (Some(Status::Undelivered), Some(ErrorCode::new(30003)))
        );
        assert_eq!((update.body.as_deref(), update.number_of_segments), (Some(""), Some(2)));
        assert_eq!(update.tags.as_ref().map(RawJson::as_str), Some(r#"{"a": "1"}"#));
        assert_eq!(update.raw_dlr_done_date.as_deref(), Some("2611280900"));
        assert_eq!((update.mcc.as_deref(), update.mnc.as_deref()), (Some("310"), Some("090")));
        let unknown: Vec<_> = update.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
        assert_eq!(unknown, [("newThing", "x"), ("NewThing", "y")]);
        assert_eq!(update.notes, Default::default());
    }

    #[test]
    fn every_documented_type_is_known() {
        let kind = |event_type: &str| {
            let json = format!(r#"{{"data": {{"a": 1}}, "type": "{event_type}"}}"#);
            match event(&json).decode_data().unwrap() {
                EventData::ErrorLogged(_) => "error",
                EventData::Inbound(_) => "inbound",
                EventData::LinkClicked(_) => "clicked",
                EventData::LinkShortened(_) => "shortened",
                EventData::Other => "other",
                EventData::Status(_) => "status",
            }
        };
        for word in ["queued", "sent", "delivered", "undelivered", "failed", "read", "partially_delivered"] {
            assert_eq!(kind(&format!("com.twilio.messaging.message.{word}")), "status", "{word}");
        }
        for (event_type, expected) in [
            ("com.twilio.messaging.inbound-message.received", "inbound"),
            ("com.twilio.daptbt.link-shortening.link-clicked", "clicked"),
            ("com.twilio.daptbt.link-shortening.link-shortened", "shortened"),
            ("com.twilio.error-logs.error.logged", "error"),
            ("com.twilio.messaging.reassigned-number.detected", "other"),
            ("com.twilio.messaging.message", "other"),
            ("com.twilio.messaging.compliance.toll-free-verification.submitted", "other"),
            ("COM.TWILIO.ERROR-LOGS.ERROR.LOGGED", "other"),
        ] {
            assert_eq!(kind(event_type), expected, "{event_type}");
        }
    }

    #[test]
    fn a_batch_is_an_array_or_one_event() {
        for (batch, count) in [
            ("[]", 0),
            (" \r\n[ {\"type\" : \"a\"} , {\"type\":\"b\",\"data\":[1]} ]\n", 2),
            ("\u{FEFF}[{\"type\": \"a\", \"data\": null}]", 1),
            ("{\"data\": {}, \"type\": \"a\"}\n", 1),
        ] {
            let events = Event::decode_unverified(batch.as_bytes()).unwrap();
            assert_eq!(events.len(), count, "{batch}");
            assert_eq!(Event::decode_unverified(Event::encode(&events).as_bytes()).unwrap(), events);
        }
        let batch = |count| format!("[{}]", vec![r#"{"type": "a"}"#; count].join(","));
        assert_eq!(Event::decode_unverified(batch(MAX_ITEMS).as_bytes()).unwrap().len(), MAX_ITEMS);
        let kind = DecodeErrorKind::Limit { what: "items in a list", max: MAX_ITEMS };
        assert_eq!(Event::decode_unverified(batch(MAX_ITEMS + 1).as_bytes()).unwrap_err().kind(), kind);
    }

    #[test]
    fn refuses_what_is_not_a_batch() {
        use DecodeErrorKind::*;

        for (batch, kind) in [
            ("", Malformed { at: 0 }),
            ("MessageSid=SM1", Malformed { at: 0 }),
            ("\"a\"", NotADocument { at: 0 }),
            ("[1]", NotADocument { at: 1 }),
            ("[[]]", NotADocument { at: 1 }),
            ("[{\"type\": \"a\"},]", Malformed { at: 15 }),
            ("[{\"type\": \"a\"}", Malformed { at: 14 }),
            ("[{\"type\": \"a\"}] x", Malformed { at: 16 }),
            ("{\"type\": \"a\"} x", Malformed { at: 14 }),
            ("[{\"type\": \"a\", \"data\": {\"a\": 01}}]", Malformed { at: 30 }),
            ("[{\"type\": \"a\"}, {\"type\": \"\"}]", Missing { field: "type" }),
            ("[{\"id\": \"EZ1\"}]", Missing { field: "type" }),
            ("[{\"type\": \"a\", \"type\": \"a\"}]", Duplicate { field: "type" }),
        ] {
            assert_eq!(Event::decode_unverified(batch.as_bytes()).unwrap_err().kind(), kind, "{batch}");
        }
        for (data, kind) in [
            ("null", Missing { field: "data" }),
            ("[]", NotADocument { at: 0 }),
            ("\"{\"", Malformed { at: 1 }),
            (r#"{"messageSid": "SM1", "messageSid": "SM1"}"#, Duplicate { field: "messageSid" }),
        ] {
            let json = format!(r#"{{"type": "com.twilio.messaging.message.sent", "data": {data}}}"#);
            assert_eq!(event(&json).decode_data().unwrap_err().kind(), kind, "{data}");
        }
    }

    #[test]
    fn data_as_deep_as_can_be_decoded_can_be_encoded() {
        for (depth, is_ok) in [(14, true), (15, false)] {
            let data = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            for json in [format!(r#"{{"type": "a", "data": {data}}}"#), format!(r#"[{{"type": "a", "data": {data}}}]"#)]
            {
                let events = Event::decode_unverified(json.as_bytes());
                assert_eq!(events.is_ok(), is_ok, "{json}");
                if let Ok(events) = events {
                    assert!(Event::encode(&events).contains(&data), "{json}");
                }
            }
            // Deeper data, which only a program can make, is not lost: it becomes a string.
            let mut event = Event::with_data("EZ1", &EventData::Other);
            (event.event_type, event.data) = (Some("a".into()), Some(RawJson::from(data)));
            assert_eq!(Event::decode_unverified(Event::encode(&[event.clone()]).as_bytes()), Ok(vec![event]));
        }
    }

    #[test]
    fn the_code_of_an_error_is_in_its_field_or_in_the_payload() {
        let data = |data: &str| {
            let json = format!(r#"{{"type": "com.twilio.error-logs.error.logged", "data": {data}}}"#);
            let event = event(&json).into_owned();
            let EventData::ErrorLogged(log) = event.decode_data().unwrap() else { panic!() };
            log.into_owned()
        };
        let log = data(
            r#"{"sid": "NO1", "account_sid": "AC1", "date_created": "2026-11-28T09:00:00.000Z", "level": "ERROR",
            "master_account_sid": "AC0", "request_sid": "RQ1", "service_sid": "ZH1", "correlation_sid": "ZE1",
            "product_name": "Event Streams", "error_code": "93101", "payload": "{\"error_code\":1,\"message\":\"secret\"}"}"#,
        );
        assert_eq!((log.code(), log.product_name.as_deref()), (Some(ErrorCode::new(93101)), Some("Event Streams")));
        assert_eq!((log.unknown_fields.len(), log.notes.recovered), (0, 0));
        assert!(!format!("{log:?}").contains("secret"));
        for (json, code) in [
            (r#"{"payload": "{\"a\":{},\"error_code\":\"11200\"}"}"#, Some(11200)),
            (r#"{"payload": "{\"error_code\":11200}"}"#, Some(11200)),
            (r#"{"payload": {"error_code": 11200}}"#, Some(11200)),
            (r#"{"payload": "{\"error_code\":\"x\"}"}"#, None),
            (r#"{"payload": "{\"error_code\":{}}"}"#, None),
            (r#"{"payload": "error_code"}"#, None),
            (r#"{"error_code": null}"#, None),
        ] {
            assert_eq!(data(json).code(), code.map(ErrorCode::new), "{json}");
        }
    }

    #[test]
    fn the_debuggers_form_is_decoded_and_encoded() {
        let form = "Sid=NO1&AccountSid=AC1&ParentAccountSid=AC0&Timestamp=2026-11-28T09%3A00%3A00Z&Level=ERROR\
            &PayloadType=application%2Fjson&Payload=%7B%22error_code%22%3A%2211200%22%7D&x=1";
        let log = ErrorLog::decode_unverified(form.as_bytes()).unwrap();
        assert_eq!(log.code(), Some(ErrorCode::new(11200)));
        assert_eq!(log.parent_account_sid.as_ref().map(Sid::as_str), Some("AC0"));
        assert_eq!(log.unknown_fields.len(), 1);
        assert_eq!(log.encode(), form);
        let error = ErrorLog::decode_unverified(b"MessageSid=SM1&MessageStatus=sent").unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Missing { field: "Sid" });
    }

    #[test]
    fn recipients_are_the_texts_of_an_array() {
        for (recipients, expected) in [
            (r#"["+14155550100", "+1415555\u0030101"]"#, vec!["+14155550100", "+14155550101"]),
            ("[]", vec![]),
            ("[1]", vec![]),
            ("[\"a\"", vec![]),
            ("[\"a\"] x", vec![]),
            ("{}", vec![]),
        ] {
            let mut message = InboundEvent::new();
            message.recipients = Some(recipients.into());
            assert_eq!(message.recipients(), expected, "{recipients}");
        }
        assert!(InboundEvent::new().recipients().is_empty());
    }

    #[test]
    fn debug_hides_texts_and_urls() {
        let json = r#"{"type": "com.twilio.messaging.message.sent", "data": {"body": "secret", "tags": {"a": "secret"},
            "statusCallBackUrl": "https://u:secret@example.com", "x": "secret"}, "x": "secret"}"#;
        let event = event(json);
        let link = LinkEvent { link: Some("secret".into()), shortened_link: Some("secret".into()), ..LinkEvent::new() };
        for shown in [format!("{event:?}"), format!("{:?}", event.decode_data().unwrap()), format!("{link:?}")] {
            assert!(!shown.contains("secret"), "{shown}");
        }
    }

    /// A JSON value of any kind that is not too deep.
    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,8}".prop_map(|text| {
                let mut out = String::new();
                crate::wire::json::write::write_string(&mut out, &text);
                out
            }),
            prop::sample::select(vec!["null", "true", "30003", "-1.50", "\"DELIVERED\"", "\"SM1\"", "\"\""])
                .prop_map(str::to_owned),
            prop::sample::select(vec![
                "{}",
                "[\"+14155550100\"]",
                "{\"a\": [1, {\"b\": \"]\"}]}",
                "\"{\\\"a\\\": 1}\""
            ])
            .prop_map(str::to_owned),
        ]
    }

    prop_compose! {
        fn any_event()(
            event_type in prop::sample::select(vec![
                "com.twilio.messaging.message.sent", "com.twilio.messaging.message.read", INBOUND_MESSAGE, LINK_CLICKED,
                LINK_SHORTENED, ERROR_LOGGED, "com.twilio.voice.insights.call-summary.complete",
            ]),
            data in prop::collection::btree_map(
                "sid|messageSid|timestamp|from|messageStatus|errorCode|body|statusCallBackUrl|tags|numMedia|recipients|link\
                 |click_time|payload|error_code|level|[a-zA-Z_]{1,8}",
                value(), 0..8,
            ),
            others in prop::collection::btree_map("id|time|source|dataschema|[a-z]{6,8}", value(), 0..4),
            data_first: bool,
        ) -> String {
            let pairs = |map: &std::collections::BTreeMap<String, String>| {
                map.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect::<Vec<_>>()
            };
            let mut members = pairs(&others);
            members.push(format!("\"type\": \"{event_type}\""));
            members.insert(if data_first { 0 } else { members.len() }, format!("\"data\": {{{}}}", pairs(&data).join(", ")));
            format!("{{{}}}", members.join(", "))
        }
    }

    proptest! {
        #[test]
        fn events_survive_encoding_and_decoding(events in prop::collection::vec(any_event(), 0..5)) {
            let batch = format!("[{}]", events.join(", "));
            let events = Event::decode_unverified(batch.as_bytes()).unwrap();
            let encoded = Event::encode(&events);
            let again = Event::decode_unverified(encoded.as_bytes()).unwrap();
            prop_assert_eq!(&again, &events, "{}", encoded);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&encoded).unwrap().is_array());
            for event in events {
                prop_assert!(batch.contains(event.data.as_ref().unwrap().as_str()), "the data are kept as they are");
                let data = event.decode_data().unwrap();
                if data != EventData::Other {
                    let made = Event::with_data("EZ1", &data);
                    let again = Event::encode(std::slice::from_ref(&made));
                    let [again] = &Event::decode_unverified(again.as_bytes()).unwrap()[..] else { panic!() };
                    prop_assert_eq!(again, &made);
                    prop_assert_eq!(again.decode_data().unwrap(), data);
                }
                prop_assert_eq!(event.clone().into_owned(), event);
            }
        }

        #[cfg(feature = "serde")]
        #[test]
        fn events_survive_serde(json in any_event()) {
            fn survives<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: T) {
                let json = serde_json::to_string(&value).unwrap();
                assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
            }
            let event = event(&json).into_owned();
            match event.decode_data().unwrap() {
                EventData::ErrorLogged(log) if log.sid.is_some() => survives(log.into_owned()),
                EventData::Inbound(message) => survives(message.into_owned()),
                EventData::LinkClicked(link) | EventData::LinkShortened(link) => survives(link.into_owned()),
                EventData::Status(update) => survives(update.into_owned()),
                EventData::ErrorLogged(_) | EventData::Other => {}
            }
            survives(event);
        }

        #[test]
        fn decoding_events_never_panics(bytes: Vec<u8>, cut in 0..SENT.len()) {
            let _ = Event::decode_unverified(&bytes);
            prop_assert!(Event::decode_unverified(&SENT.as_bytes()[..cut]).is_err());
        }
    }
}
