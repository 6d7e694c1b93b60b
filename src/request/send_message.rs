//! The request to send a message on the resource `Messages`, with all of its parameters.

use super::content::{Content, ContentVariables, Template};
use super::endpoint::{Endpoint, Request};
use super::send_sms::SendSms;
use super::sender::Sender;
use crate::error::{DecodeError, DecodeErrorKind, LengthUnit, ParseError, ParseErrorKind};
use crate::schema::{Params as _, params};
use crate::value::address::Address;
use crate::value::body::Body;
use crate::value::enums::{AddressRetention, ContentRetention, RiskCheck, ScheduleType, TrafficType};
use crate::value::number::ValidityPeriod;
use crate::value::price::Price;
use crate::value::resource::{Format, Resource};
use crate::value::sid::Sid;
use crate::value::timestamp::SendAt;
use crate::value::url::{CallbackUrl, MediaUrl};

impl SendMessage {
    /// The maximum number of media files of a message.
    pub const MAX_MEDIA: usize = 10;

    /// Creates a request that sends a message from a sender, which can be a messaging service, to a destination.
    pub fn new(from: impl Into<Sender>, to: impl Into<Address>, content: impl Into<Content>) -> Self {
        let (sender, content) = (from.into(), content.into());
        let (content_sid, content_variables) = content.template.map_or((None, None), Template::into_parts);
        Self {
            to: to.into(),
            sender: sender.from,
            fallback_from: sender.fallback_from,
            messaging_service_sid: sender.service,
            body: content.body,
            media_url: content.media.into_iter().collect(),
            content_sid,
            content_variables,
            persistent_actions: Vec::new(),
            schedule_type: sender.send_at.is_some().then_some(ScheduleType::Fixed),
            scheduled_for: sender.send_at,
            status_callback: None,
            application_sid: None,
            max_price: None,
            provide_feedback: None,
            attempt: None,
            validity_period: None,
            force_delivery: None,
            content_retention: None,
            address_retention: None,
            smart_encoded: None,
            traffic_type: None,
            shorten_urls: None,
            send_as_mms: None,
            risk_check: None,
            others: Vec::new(),
        }
    }

    /// Adds a media file.
    ///
    /// # Errors
    ///
    /// Returns [`TooLong`](ParseErrorKind::TooLong) if the message already has [`MAX_MEDIA`](Self::MAX_MEDIA) files.
    pub fn media(mut self, url: MediaUrl) -> Result<Self, ParseError> {
        self.media_url.push(url);
        if self.media_url.len() > Self::MAX_MEDIA { Err(too_many(self.media_url.len())) } else { Ok(self) }
    }

    /// Adds an action for the recipient, such as `geo:37.787890,-122.391664` or `mailto:jenny@example.com`.
    #[must_use]
    pub fn persistent_action(mut self, action: impl Into<String>) -> Self {
        self.persistent_actions.push(action.into());
        self
    }
}

params! {
    /// A request to send a message through `POST /2010-04-01/Accounts/{AccountSid}/Messages`, with all 25 parameters of
    /// that resource.
    ///
    /// A request that Twilio always refuses cannot be built. Each request has a sender and a content, and at most 10
    /// media files. A schedule needs a time and a messaging service, and variables need a template. All other
    /// combinations of parameters are accepted here, and Twilio decides about them.
    ///
    /// ```
    /// use twilio_sms::request::Service;
    /// use twilio_sms::{Body, Format, PhoneNumber, SendMessage, Sid};
    ///
    /// let account: Sid = "AC0123456789abcdef0123456789abcdef".parse()?;
    /// let to = PhoneNumber::normalize("+14155550199")?;
    /// let owl = SendMessage::new(PhoneNumber::normalize("+14155550100")?, to, Body::new("Look")?)
    ///     .media("https://example.com/owl.png".parse()?)?;
    /// assert_eq!(
    ///     owl.encode(&account, Format::Json).body(),
    ///     "To=%2B14155550199&From=%2B14155550100&Body=Look&MediaUrl=https%3A%2F%2Fexample.com%2Fowl.png"
    /// );
    ///
    /// let service = Service::new("MG0123456789abcdef0123456789abcdef".parse()?);
    /// let later = SendMessage::new(service.send_at("2026-12-24T18:00:00Z".parse()?), to, Body::new("Tomorrow")?);
    /// assert!(later.encode(&account, Format::Json).body().ends_with("&ScheduleType=fixed&SendAt=2026-12-24T18%3A00%3A00Z"));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub struct SendMessage {
        constructed {
            /// Returns the destination: a phone number, a short code or a channel address.
            "To" to: required Address,
            /// Returns the sender, or `None` if a messaging service chooses it.
            "From" sender: optional Address,
            /// Returns the sender of the SMS that is sent if the message cannot be sent as RCS.
            "FallbackFrom" fallback_from: optional Address,
            /// Returns the SID of the messaging service that sends the message.
            "MessagingServiceSid" messaging_service_sid: optional Sid<'static>,
            /// Returns the text: 1 to 1600 characters.
            "Body" body: optional Body,
            /// Returns the URLs of the media files, which are at most 10.
            "MediaUrl" media_url: repeated MediaUrl,
            /// Returns the SID of the content template.
            "ContentSid" content_sid: optional Sid<'static>,
            /// Returns the values of the template's variables.
            "ContentVariables" content_variables: optional ContentVariables,
            /// Returns the actions for the recipient, as the channel spells them.
            "PersistentAction" persistent_actions: repeated String,
            /// Returns how the message is scheduled, or `None` if it is sent at once.
            "ScheduleType" schedule_type: optional ScheduleType,
            /// Returns the time at which a scheduled message is sent.
            "SendAt" scheduled_for: optional SendAt,
        }
        independent {
            /// Sets the URL to which Twilio posts each change of the message's status.
            ///
            /// If an application SID is set as well, this resource uses this URL and not the one of the application.
            "StatusCallback" status_callback: CallbackUrl,
            /// Sets the application whose status callback is used if the message has none of its own.
            "ApplicationSid" application_sid: Sid<'static>,
            /// Sets the maximum price of the message. Twilio has ignored it since 2024.
            "MaxPrice" max_price: Price<'static>,
            /// Sets whether feedback on this message will be given, with
            /// [`SendFeedback`](crate::media::SendFeedback).
            "ProvideFeedback" provide_feedback: bool,
            /// Sets how many attempts to send the message were made before.
            "Attempt" attempt: u32,
            /// Sets for how many seconds the message may wait to be sent.
            "ValidityPeriod" validity_period: ValidityPeriod,
            /// Sets a parameter that Twilio reserves.
            "ForceDelivery" force_delivery: bool,
            /// Sets whether Twilio keeps the text.
            "ContentRetention" content_retention: ContentRetention,
            /// Sets whether Twilio keeps the numbers.
            "AddressRetention" address_retention: AddressRetention,
            /// Sets whether Twilio replaces characters that would make the message longer.
            "SmartEncoded" smart_encoded: bool,
            /// Sets the kind of traffic that the message belongs to.
            "TrafficType" traffic_type: TrafficType,
            /// Sets whether Twilio shortens the URLs in the text. This needs a messaging service.
            "ShortenUrls" shorten_urls: bool,
            /// Sets whether a message without media files is sent as MMS.
            "SendAsMms" send_as_mms: bool,
            /// Sets whether Twilio checks the message for SMS pumping.
            "RiskCheck" risk_check: RiskCheck,
        }
    }
    impl {
        /// Encodes the request. The parameters are in its body.
        pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
            Request::send(&endpoint.into(), Resource::Messages, format, self)
        }

        /// Decodes the form body of such a request, as a server does. Unknown parameters are kept in
        /// [`others`](Self::others). [`ApiRequest`](crate::server::ApiRequest) decodes a whole request.
        ///
        /// # Errors
        ///
        /// - [`Encoding`](DecodeErrorKind::Encoding): the form is not UTF-8.
        /// - [`Malformed`](DecodeErrorKind::Malformed): a `%` is not followed by two hexadecimal digits.
        /// - [`Limit`](DecodeErrorKind::Limit): the form has too many bytes or parameters.
        /// - [`Duplicate`](DecodeErrorKind::Duplicate): a parameter appears twice, but can have only one value.
        /// - [`Invalid`](DecodeErrorKind::Invalid): the type of a parameter refuses its value, or there are more than
        ///   [`MAX_MEDIA`](Self::MAX_MEDIA) media files.
        /// - [`Missing`](DecodeErrorKind::Missing): a parameter is missing or empty that is required, or that another
        ///   parameter needs. `From` stands for the sender, and `Body` for the content.
        pub fn decode(form: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(form)
        }
    }
}

impl SendMessage {
    /// Checks the rules about several parameters.
    fn check_combinations(self) -> Result<Self, DecodeError> {
        let missing = |field| Err(DecodeError::new(DecodeErrorKind::Missing { field }));
        if self.sender.is_none() && self.messaging_service_sid.is_none() {
            return missing("From");
        }
        if self.body.is_none() && self.media_url.is_empty() && self.content_sid.is_none() {
            return missing("Body");
        }
        if self.media_url.len() > Self::MAX_MEDIA {
            let error = too_many(self.media_url.len());
            return Err(DecodeError::new(DecodeErrorKind::Invalid { field: "MediaUrl", error }));
        }
        if self.content_variables.is_some() && self.content_sid.is_none() {
            return missing("ContentSid");
        }
        match (&self.schedule_type, &self.scheduled_for, &self.messaging_service_sid) {
            (None, None, _) | (Some(_), Some(_), Some(_)) => Ok(self),
            (Some(_), None, _) => missing("SendAt"),
            (None, Some(_), _) => missing("ScheduleType"),
            (Some(_), Some(_), None) => missing("MessagingServiceSid"),
        }
    }
}

/// Returns the error of a list of media files that is too long.
const fn too_many(got: usize) -> ParseError {
    ParseError::new(
        "list of media",
        ParseErrorKind::TooLong { got, max: SendMessage::MAX_MEDIA, unit: LengthUnit::Items },
    )
}

impl From<SendSms> for SendMessage {
    fn from(sms: SendSms) -> Self {
        let mut message = Self::new(sms.sender().clone(), sms.to().clone(), Body::from(sms.body().clone()));
        (message.status_callback, message.application_sid, message.others) = sms.into_rest();
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_twilio_always_refuses_is_refused() {
        use DecodeErrorKind::Missing;

        let with = |rest: &str| SendMessage::decode(format!("To=%2B14155550199&{rest}").as_bytes());
        for (rest, field) in [
            ("Body=Hi", "From"),
            ("From=%2B14155550100", "Body"),
            ("From=%2B14155550100&Body=", "Body"),
            ("From=%2B14155550100&Body=Hi&ContentVariables=%7B%7D", "ContentSid"),
            ("From=%2B14155550100&Body=Hi&ScheduleType=fixed", "SendAt"),
            ("MessagingServiceSid=MG1&Body=Hi&SendAt=2026-12-24T18:00:00Z", "ScheduleType"),
            ("From=%2B14155550100&Body=Hi&ScheduleType=fixed&SendAt=2026-12-24T18:00:00Z", "MessagingServiceSid"),
        ] {
            assert_eq!(with(rest).unwrap_err().kind(), Missing { field }, "{rest:?}");
        }
        for rest in [
            "From=%2B14155550100&Body=Hi",
            "MessagingServiceSid=MG1&MediaUrl=https://example.com/a",
            "MessagingServiceSid=MG1&ContentSid=HX1&ContentVariables=%7B%221%22:%22Jo%22%7D",
            "MessagingServiceSid=MG1&From=%2B14155550100&Body=Hi&ScheduleType=fixed&SendAt=2026-12-24T18:00:00Z",
        ] {
            assert!(with(rest).is_ok(), "{rest:?}: {:?}", with(rest));
        }
    }

    #[test]
    fn a_message_has_at_most_ten_media_files() {
        let media = || "https://example.com/a".parse::<MediaUrl>().unwrap();
        let number = crate::PhoneNumber::normalize("+14155550100").unwrap();
        let mut message = SendMessage::new(number, number, media());
        for _ in 1..10 {
            message = message.media(media()).unwrap();
        }
        assert_eq!(message.media_url().len(), 10);
        assert!(message.media(media()).is_err());

        let form = |count| format!("To=%2B14155550199&From=1234{}", "&MediaUrl=https://example.com/a".repeat(count));
        assert!(SendMessage::decode(form(10).as_bytes()).is_ok());
        assert_eq!(SendMessage::decode(form(11).as_bytes()).unwrap_err().name(), Some("MediaUrl"));
    }
}
