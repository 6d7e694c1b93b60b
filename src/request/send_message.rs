//! The current send request: everything that `Messages` takes.

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
    /// The most media that a message has.
    pub const MAX_MEDIA: usize = 10;

    /// A message from a sender, or a messaging service, to a destination.
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

    /// Adds a medium.
    ///
    /// # Errors
    ///
    /// An eleventh.
    pub fn media(mut self, url: MediaUrl) -> Result<Self, ParseError> {
        self.media_url.push(url);
        if self.media_url.len() > Self::MAX_MEDIA { Err(too_many(self.media_url.len())) } else { Ok(self) }
    }

    /// Adds an action for the recipient: `geo:37.787890,-122.391664`, `mailto:jenny@example.com`.
    #[must_use]
    pub fn persistent_action(mut self, action: impl Into<String>) -> Self {
        self.persistent_actions.push(action.into());
        self
    }
}

params! {
    /// A message to send through `POST /2010-04-01/Accounts/{AccountSid}/Messages`, with all 25 parameters of that resource.
    ///
    /// What Twilio refuses for certain cannot be built: there is a sender and something to send, no more than ten media,
    /// a schedule only with a messaging service and a time, variables only with a template. Everything else passes.
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
            /// The destination: a phone number, a short code, a channel address.
            "To" to: required Address,
            /// The sender, unless a messaging service chooses it.
            "From" sender: optional Address,
            /// The sender of the SMS that is sent where RCS cannot be.
            "FallbackFrom" fallback_from: optional Address,
            /// The messaging service that sends it.
            "MessagingServiceSid" messaging_service_sid: optional Sid<'static>,
            /// The text: 1 to 1600 characters.
            "Body" body: optional Body,
            /// The media: at most ten.
            "MediaUrl" media_url: repeated MediaUrl,
            /// The content template.
            "ContentSid" content_sid: optional Sid<'static>,
            /// What the template's variables stand for.
            "ContentVariables" content_variables: optional ContentVariables,
            /// Actions for the recipient, in the spelling of the channel.
            "PersistentAction" persistent_actions: repeated String,
            /// That it is scheduled.
            "ScheduleType" schedule_type: optional ScheduleType,
            /// When it is to be sent.
            "SendAt" scheduled_for: optional SendAt,
        }
        independent {
            /// The URL that gets a POST each time the status changes. It wins over the application's.
            "StatusCallback" status_callback: CallbackUrl,
            /// The application whose status callback gets the POST, if the message has none of its own.
            "ApplicationSid" application_sid: Sid<'static>,
            /// The most that it may cost. Without effect at Twilio since 2024.
            "MaxPrice" max_price: Price<'static>,
            /// Whether feedback on this message will be given.
            "ProvideFeedback" provide_feedback: bool,
            /// How many attempts have been made before.
            "Attempt" attempt: u32,
            /// For how many seconds it may wait.
            "ValidityPeriod" validity_period: ValidityPeriod,
            /// Reserved by Twilio.
            "ForceDelivery" force_delivery: bool,
            /// Whether Twilio keeps the text.
            "ContentRetention" content_retention: ContentRetention,
            /// Whether Twilio keeps the numbers.
            "AddressRetention" address_retention: AddressRetention,
            /// Whether Twilio replaces characters that would make it longer.
            "SmartEncoded" smart_encoded: bool,
            /// What kind of traffic it is.
            "TrafficType" traffic_type: TrafficType,
            /// Whether Twilio shortens the URLs in the text; with a messaging service.
            "ShortenUrls" shorten_urls: bool,
            /// Whether it is sent as MMS without media.
            "SendAsMms" send_as_mms: bool,
            /// Whether it is checked against SMS pumping.
            "RiskCheck" risk_check: RiskCheck,
        }
    }
    impl {
        /// The request that sends it.
        pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
            Request::send(&endpoint.into(), Resource::Messages, format, self)
        }

        /// Reads the form body of such a request, as a server does. Parameters that it does not know are kept
        /// among the [`others`](Self::others); [`ApiRequest`](crate::server::ApiRequest) reads a whole request.
        ///
        /// # Errors
        ///
        /// A form that is malformed; a parameter that is missing, there twice, or refused by its type; parameters
        /// that do not go together.
        pub fn decode(form: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(form)
        }
    }
}

impl SendMessage {
    /// The rules that several parameters share.
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
    fn refuses_what_twilio_refuses_for_certain() {
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
    fn takes_ten_media_and_no_more() {
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
