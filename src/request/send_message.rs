//! The request to send a message on the resource `Messages`, with all of its parameters.

use super::content::{ContentVariables, Template};
use super::endpoint::{Endpoint, Request};
use super::rules::{check_others, check_size};
use super::send_sms::SendSms;
use super::sender::{Sender, Service, service_sid};
use crate::error::{DecodeError, RequestError};
use crate::schema::{Params as _, params};
use crate::value::address::{Address, Recipient};
use crate::value::body::Body;
use crate::value::enums::{AddressRetention, ContentRetention, MessageIntent, RiskCheck, ScheduleType, TrafficType};
use crate::value::number::ValidityPeriod;
use crate::value::price::Price;
use crate::value::resource::Resource;
use crate::value::sid::Sid;
use crate::value::timestamp::SendAt;
use crate::value::url::{CallbackUrl, MediaUrl};

impl SendMessage {
    /// The maximum number of media files of a message.
    pub const MAX_MEDIA: usize = 10;

    /// Starts a request to send a message to a recipient: a phone number, a short code or a channel address.
    ///
    /// A text has to be parsed before, because it may be wrong: `text.parse::<Recipient>()?`, or
    /// `PhoneNumber::normalize(text)?` for a number. So a `&str` does not compile here.
    pub fn to(recipient: impl Into<Recipient>) -> SendMessageBuilder {
        SendMessageBuilder(Self {
            to: recipient.into(),
            from: None,
            fallback_from: None,
            messaging_service_sid: None,
            body: None,
            media_url: Vec::new(),
            content_sid: None,
            content_variables: None,
            persistent_actions: Vec::new(),
            schedule_type: None,
            send_at: None,
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
            message_intent: None,
            others: Vec::new(),
        })
    }
}

/// A [`SendMessage`] whose parameters are being set. [`SendMessage::to`] starts one.
///
/// ```
/// use twilio_sms::request::Service;
/// use twilio_sms::{Body, PhoneNumber, SendMessage};
///
/// let reminder = SendMessage::to(PhoneNumber::normalize("415-555-0199")?)
///     .service(Service::new("MG0123456789abcdef0123456789abcdef".parse()?))
///     .body(Body::new("Your appointment is tomorrow.")?)
///     .send_at("2026-12-24T18:00:00Z".parse()?);
/// assert!(reminder.build().is_ok());
/// // Without a sender, it is refused.
/// let error = SendMessage::to(PhoneNumber::normalize("415-555-0199")?).body(Body::new("Hi")?).build().unwrap_err();
/// assert_eq!(error.code(), Some(twilio_sms::ErrorCode::FROM_REQUIRED));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[must_use]
pub struct SendMessageBuilder(SendMessage);

impl SendMessageBuilder {
    /// Sets the sender: an address or a messaging service. A text has to be parsed before: `text.parse::<Sender>()?`.
    pub fn from(mut self, sender: impl Into<Sender>) -> Self {
        match sender.into() {
            Sender::Address(address) => self.0.from = Some(address),
            Sender::Service(service) => return self.service(service),
        }
        self
    }

    /// Sets the messaging service that sends the message. If a sender is set as well, it is one of the service's own.
    pub fn service(mut self, service: Service) -> Self {
        self.0.messaging_service_sid = Some(service.into_sid());
        self
    }

    /// Sets the sender of the SMS that is sent if the message cannot be sent as RCS. This needs a messaging service.
    pub fn fallback_from(mut self, address: impl Into<Address>) -> Self {
        self.0.fallback_from = Some(address.into());
        self
    }

    /// Sets the text.
    pub fn body(mut self, body: Body) -> Self {
        self.0.body = Some(body);
        self
    }

    /// Adds a media file. A message has at most [`SendMessage::MAX_MEDIA`].
    pub fn media(mut self, url: MediaUrl) -> Self {
        self.0.media_url.push(url);
        self
    }

    /// Sets the content template.
    pub fn template(mut self, template: Template) -> Self {
        (self.0.content_sid, self.0.content_variables) = template.into_parts();
        self
    }

    /// Schedules the message for a time. This needs a messaging service.
    pub fn send_at(mut self, at: SendAt) -> Self {
        self.0.schedule_type = Some(ScheduleType::Fixed);
        self.0.send_at = Some(at);
        self
    }

    /// Adds an action for the recipient, such as `geo:37.787890,-122.391664` or `mailto:jenny@example.com`.
    pub fn persistent_action(mut self, action: impl Into<String>) -> Self {
        self.0.persistent_actions.push(action.into());
        self
    }

    /// Adds a parameter that has no method here: one that Twilio added since, or another server's own.
    ///
    /// [`build`](Self::build) refuses a name that has a method, on this resource or on `SMS/Messages`.
    pub fn other(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.others.push((name.into(), value.into()));
        self
    }

    /// Checks the rules that several parameters share, and returns the request.
    ///
    /// # Errors
    ///
    /// Returns an error of the kind for the rule that the request breaks: see
    /// [`RequestErrorKind`](crate::request::RequestErrorKind). A server that decodes the same parameters refuses them
    /// with the same code.
    pub fn build(self) -> Result<SendMessage, RequestError> {
        check_others(&self.0.others)?;
        self.0.check()?;
        check_size(&self.0)?;
        Ok(self.0)
    }
}

params! {
    /// A request to send a message through `POST /2010-04-01/Accounts/{AccountSid}/Messages`, with all 26 parameters of
    /// that resource.
    ///
    /// A request that Twilio always refuses cannot be built: [`RequestErrorKind`](crate::request::RequestErrorKind) lists
    /// the rules. All other combinations of parameters are accepted here, and Twilio decides about them.
    ///
    /// ```
    /// use twilio_sms::{Body, Call, Endpoint, PhoneNumber, SendMessage};
    ///
    /// let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
    /// let owl = SendMessage::to(PhoneNumber::normalize("+14155550199")?)
    ///     .from(PhoneNumber::normalize("+14155550100")?)
    ///     .body(Body::new("Look")?)
    ///     .media("https://example.com/owl.png".parse()?)
    ///     .build()?;
    /// assert_eq!(
    ///     owl.request(&endpoint).body(),
    ///     "To=%2B14155550199&From=%2B14155550100&Body=Look&MediaUrl=https%3A%2F%2Fexample.com%2Fowl.png"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct SendMessage {
        constructed {
            /// Returns the recipient: a phone number, a short code or a channel address.
            "To" to: required Recipient => recipient,
            /// Returns the sender, or `None` if a messaging service chooses it.
            "From" from: optional Address => sender,
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
            "SendAt" send_at: optional SendAt => scheduled_for,
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
            /// Sets what the message is for.
            "MessageIntent" message_intent: MessageIntent<'static>,
        }
    }
    setters of SendMessageBuilder |builder| builder.0;
    impl {
        pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
            Request::send(endpoint, Resource::Messages, self)
        }

        /// Decodes the form body of such a request, as a server does. Unknown parameters are kept in
        /// [`others`](Self::others). [`ApiRequest`](crate::server::ApiRequest) decodes a whole request.
        ///
        /// # Errors
        ///
        /// - [`Encoding`](crate::DecodeErrorKind::Encoding): the form is not UTF-8.
        /// - [`Malformed`](crate::DecodeErrorKind::Malformed): a `%` is not followed by two hexadecimal digits.
        /// - [`Limit`](crate::DecodeErrorKind::Limit): the form has too many bytes or parameters.
        /// - [`Duplicate`](crate::DecodeErrorKind::Duplicate): a parameter appears twice, but can have only one value.
        /// - [`Invalid`](crate::DecodeErrorKind::Invalid): the type of a parameter refuses its value, or there are more than
        ///   [`MAX_MEDIA`](Self::MAX_MEDIA) media files.
        /// - [`Missing`](crate::DecodeErrorKind::Missing): a parameter is missing or empty that is required, or that another
        ///   parameter needs. `From` stands for the sender, and `Body` for the content.
        /// - [`Combination`](crate::DecodeErrorKind::Combination): Twilio always refuses these parameters together.
        ///
        /// A recipient or a sender that is not an address is kept as it is, and [`ApiRequest`](crate::server::ApiRequest)
        /// refuses the recipient. A `From` that is the SID of a messaging service is read as `MessagingServiceSid`.
        pub fn decode(form: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(form)
        }
    }
}

impl SendMessage {
    /// Checks a request that was decoded. Twilio reads `From=MG...` as the messaging service.
    fn check_combinations(mut self) -> Result<Self, DecodeError> {
        if let Some(sid) = self.from.as_ref().and_then(|from| service_sid(from.as_str()))
            && self.messaging_service_sid.as_ref().is_none_or(|service| *service == sid)
        {
            (self.from, self.messaging_service_sid) = (None, Some(sid));
        }
        self.check()?;
        Ok(self)
    }

    /// Checks the limits that Twilio has and other servers do not have.
    pub(crate) fn check_limits(&self) -> Result<(), DecodeError> {
        match self.validity_period {
            Some(period) => ValidityPeriod::new(period.get()).map(drop).map_err(DecodeError::invalid("ValidityPeriod")),
            None => Ok(()),
        }
    }
}

/// The parameters of `SMS/Messages` mean the same on `Messages`.
impl TryFrom<SendSms> for SendMessage {
    type Error = DecodeError;

    /// Converts a request. The addresses stay as they are.
    ///
    /// # Errors
    ///
    /// - [`Invalid`](crate::DecodeErrorKind::Invalid): the text is one for Exotel and has more than 1,600 characters.
    /// - The errors of [`decode`](SendMessage::decode) for a request that a server decoded: it can have a parameter that
    ///   `SMS/Messages` does not know and whose value `Messages` refuses.
    fn try_from(sms: SendSms) -> Result<Self, DecodeError> {
        let mut form = String::new();
        sms.encode_into(&mut form);
        let mut message = Self::read_form(form.as_bytes())?;
        // The addresses stay as they are: a server would read an `Address::other` as a number where it can.
        let (from, to) = sms.into_addresses();
        message.to = to;
        message.from = message.from.and(Some(from));
        Ok(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{DecodeErrorKind, RequestErrorKind as K};

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
        for (rest, kind, code) in [
            ("From=%2B14155550199&Body=Hi", K::SameAddress, 21266),
            ("From=%28415%29+555-0199&Body=Hi", K::SameAddress, 21266),
            ("From=whatsapp:%2B14155550100&Body=Hi", K::ChannelsDiffer, 21910),
            ("From=messenger:1&Body=Hi", K::ChannelsDiffer, 21910),
            ("MessagingServiceSid=MG1&Body=Hi&FallbackFrom=rcs:agent", K::InvalidFallback, 21665),
            ("MessagingServiceSid=MG1&Body=Hi&FallbackFrom=jenny@example.com", K::InvalidFallback, 21665),
            ("From=%2B14155550100&Body=Hi&FallbackFrom=%2B14155550101", K::FallbackWithoutService, 21666),
            ("MessagingServiceSid=MG1&From=384387&Body=Hi&FallbackFrom=384388", K::FallbackWithFrom, 21664),
            ("From=384387&Body=Hi&ContentSid=HX1&ContentVariables=%7B%7D", K::BodyWithVariables, 35127),
        ] {
            let DecodeErrorKind::Combination { error } = with(rest).unwrap_err().kind() else { panic!("{rest:?}") };
            assert_eq!((error.kind(), error.code().map(u32::from)), (kind, Some(code)), "{rest:?}");
        }
        for rest in [
            "From=%2B14155550100&Body=Hi",
            "From=sms:%2B14155550100&Body=Hi",
            "From=rcs:agent&Body=Hi",
            "From=Owl+Post&Body=Hi",
            "MessagingServiceSid=MG1&MediaUrl=https://example.com/a",
            "MessagingServiceSid=MG1&Body=Hi&FallbackFrom=Owl+Post",
            "MessagingServiceSid=MG1&ContentSid=HX1&ContentVariables=%7B%221%22:%22Jo%22%7D",
            "From=384387&Body=Hi&ContentSid=HX1",
            "MessagingServiceSid=MG1&From=%2B14155550100&Body=Hi&ScheduleType=fixed&SendAt=2026-12-24T18:00:00Z",
        ] {
            assert!(with(rest).is_ok(), "{rest:?}: {:?}", with(rest));
        }
        // The same rules on a channel.
        for (form, kind, code) in [
            ("To=whatsapp:%2B14155550199&From=whatsapp:%2B14155550199", K::SameChannelAddress, 63031),
            ("To=whatsapp:%2B14155550199&From=%2B14155550100", K::ChannelsDiffer, 21910),
            ("To=whatsapp:%2B14155550199&From=messenger:1", K::ChannelsDiffer, 21910),
            ("To=whatsapp:%2B14155550199&From=Owl+Post", K::ChannelsDiffer, 21910),
        ] {
            let error = SendMessage::decode(format!("{form}&Body=Hi").as_bytes()).unwrap_err();
            let DecodeErrorKind::Combination { error } = error.kind() else { panic!("{form:?}") };
            assert_eq!((error.kind(), error.code().map(u32::from)), (kind, Some(code)), "{form:?}");
        }
    }

    #[test]
    fn a_message_has_at_most_ten_media_files() {
        let url: MediaUrl = "https://example.com/a".parse().unwrap();
        let message = SendMessage::to(crate::PhoneNumber::TEST_NOT_MOBILE).from(crate::PhoneNumber::TEST_VALID);
        let ten = (0..10).fold(message, |message, _| message.media(url.clone()));
        assert_eq!(ten.clone().build().unwrap().media_url().len(), 10);
        let error = ten.media(url).build().unwrap_err();
        assert_eq!((error.kind(), error.params()), (K::TooManyMedia { got: 11, max: 10 }, &["MediaUrl"][..]));

        let form = |count| format!("To=%2B14155550199&From=1234{}", "&MediaUrl=https://example.com/a".repeat(count));
        assert!(SendMessage::decode(form(10).as_bytes()).is_ok());
        assert_eq!(SendMessage::decode(form(11).as_bytes()).unwrap_err().name(), Some("MediaUrl"));
        let empty = SendMessage::decode(b"To=%2B14155550199&From=1234&Body=Hi&MediaUrl=").unwrap_err();
        assert_eq!(empty.name(), Some("MediaUrl"));
    }

    #[test]
    fn a_parameter_with_a_method_cannot_be_set_by_its_name() {
        let message = || {
            SendMessage::to(crate::PhoneNumber::TEST_NOT_MOBILE)
                .from(crate::PhoneNumber::TEST_VALID)
                .body(Body::new("Hi").unwrap())
        };
        let sms = || {
            SendSms::to(crate::PhoneNumber::TEST_NOT_MOBILE)
                .from(crate::PhoneNumber::TEST_VALID)
                .body("Hi".parse().unwrap())
        };
        for name in SendMessage::NAMES {
            assert_eq!(message().other(*name, "x").build().unwrap_err().kind(), K::KnownParameter, "{name}");
            assert_eq!(sms().other(*name, "x").build().unwrap_err().kind(), K::KnownParameter, "{name}");
        }
        let message = message().other("Color", "").build().unwrap();
        let mut form = String::new();
        message.encode_into(&mut form);
        assert_eq!(SendMessage::decode(form.as_bytes()), Ok(message));
        let sms = sms().other("Color", "blue").build().unwrap();
        assert_eq!(SendMessage::try_from(sms).unwrap().others(), [("Color".to_owned(), "blue".to_owned())]);
        // A server that decoded parameters of `Messages` on the old resource gets them as what they are.
        let sms = SendSms::decode(b"To=%2B14155550199&From=1234&Body=Hi&MediaUrl=https://example.com/a").unwrap();
        assert_eq!(SendMessage::try_from(sms).unwrap().media_url().len(), 1);
        // An address of another kind stays as it is, also where a server would read a number.
        let other = |text: &str| Address::other(text).unwrap();
        let sms = SendSms::to(Recipient::try_from(other("9812345678")).unwrap()).from(other("(415) 555-0199"));
        let message = SendMessage::try_from(sms.body("Hi".parse().unwrap()).build().unwrap()).unwrap();
        assert_eq!((message.recipient().as_str(), message.sender()), ("9812345678", Some(&other("(415) 555-0199"))));
    }

    #[test]
    fn a_request_that_is_too_large_for_a_form_is_refused() {
        let message = || {
            SendMessage::to(crate::PhoneNumber::TEST_NOT_MOBILE)
                .from(crate::PhoneNumber::TEST_VALID)
                .body(Body::new("Hi").unwrap())
        };
        // `To`, `From` and `Body` are three of the 1,000 pairs.
        for (actions, fine) in [(997, true), (998, false)] {
            let built = (0..actions).fold(message(), |message, _| message.persistent_action("a")).build();
            assert_eq!(built.is_ok(), fine, "{actions}");
            assert!(fine || built.unwrap_err().kind() == K::TooLarge);
        }
        let others = "To=%2B15005550009&From=%2B15005550006&Body=Hi&x=".len();
        for (length, fine) in [(crate::limits::MAX_FORM - others, true), (crate::limits::MAX_FORM - others + 1, false)]
        {
            let built = message().other("x", "a".repeat(length)).build();
            assert_eq!(built.is_ok(), fine, "{length}");
            if let Ok(message) = built {
                let mut form = String::new();
                message.encode_into(&mut form);
                assert_eq!(SendMessage::decode(form.as_bytes()), Ok(message));
            }
        }
        let empty = message().message_intent(MessageIntent::from("")).build().unwrap();
        let mut form = String::new();
        empty.encode_into(&mut form);
        assert_eq!(SendMessage::decode(form.as_bytes()), Ok(empty));
    }

    #[test]
    fn the_sid_of_a_service_can_stand_in_from() {
        let decode = |rest: &str| SendMessage::decode(format!("To=%2B14155550199&Body=Hi&{rest}").as_bytes()).unwrap();
        let sid = "MG0123456789abcdef0123456789abcdef";
        let message = decode(&format!("From={sid}&ScheduleType=fixed&SendAt=2026-12-24T18:00:00%2B01:00"));
        assert_eq!((message.sender(), message.messaging_service_sid().map(Sid::as_str)), (None, Some(sid)));
        // A server keeps the text that it received.
        assert_eq!(message.scheduled_for().map(SendAt::as_str), Some("2026-12-24T18:00:00+01:00"));
        let message = decode(&format!("From={sid}&MessagingServiceSid={sid}&FallbackFrom=1234"));
        assert_eq!((message.sender(), message.messaging_service_sid().map(Sid::as_str)), (None, Some(sid)));
        let message = decode(&format!("From=1234&MessagingServiceSid={sid}"));
        assert_eq!(
            (message.sender().map(Address::as_str), message.messaging_service_sid().is_some()),
            (Some("1234"), true)
        );
    }
}
