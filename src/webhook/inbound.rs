//! The webhook that reports an inbound message.

use std::borrow::Cow;

use super::codec::{self, webhook_methods};
use super::lists::{self, InboundMedia};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, document};
use crate::segments::Segments;
use crate::value::address::Recipient;
use crate::value::code::ErrorCode;
use crate::value::raw_json::RawJson;
use crate::value::sid::Sid;
use crate::value::status::Status;
use crate::wire::form::Writer;
use crate::wire::scratch::Scratch;

document! {
    /// A message that somebody sent to one of your numbers, as Twilio reports it to your server.
    ///
    /// Most programs read these first:
    ///
    /// - [`sid()`](Self::sid): the identifier of the message, whichever of its three names the request has
    /// - [`from`](field@Self::from): the sender
    /// - [`to`](field@Self::to): the recipient, which is your number, short code or channel address
    /// - [`body`](field@Self::body): the text
    /// - [`media`](field@Self::media): the pictures and other files that came with the message
    ///
    /// The fields below are in the order in which Twilio sends them.
    ///
    /// Every shape that Twilio has sent since 2008 can be decoded: a form in the body of a POST, or the same parameters
    /// in the query of a GET. The JSON that SignalWire documents can be decoded as well. The names of the parameters
    /// are those of Twilio's page "Messaging webhooks". Every value is kept as it came. An empty parameter is absent,
    /// except for an empty `Body`, which is an empty text. Parameters that this type does not know are kept in
    /// [`unknown_fields`](field@Self::unknown_fields), in the order in which they came.
    ///
    /// A request without the SID of a message is accepted if it has the SID of the account, `From` and `Body`, because
    /// the requests of the first years had no other SID. Twilio may deliver a message twice; both deliveries have the
    /// same [`sid()`](Self::sid).
    ///
    /// ```
    /// use twilio_sms::webhook::InboundMessage;
    ///
    /// let form = b"MessageSid=MM0123&From=%2B14155550100&To=%2B14155550199&Body=Look&NumMedia=1\
    ///     &MediaUrl0=https%3A%2F%2Fexample.com%2Fowl&MediaContentType0=image%2Fpng&FromCity=";
    /// let message = InboundMessage::decode_unverified(form)?;
    /// assert_eq!(message.from.as_deref(), Some("+14155550100"));
    /// assert_eq!(message.body.as_deref(), Some("Look"));
    /// assert_eq!(message.from_city, None);
    /// assert_eq!(message.media[0].url, "https://example.com/owl");
    /// assert!(!message.has_conflicting_media());
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    pub struct InboundMessage<'a>: "InboundMessage" {
        required {
        }
        optional {
            /// The recipient's country, as an ISO 3166 code. Twilio guesses it from the number.
            "ToCountry" to_country: Option<Cow<'a, str>>,
            /// The recipient's state or province.
            "ToState" to_state: Option<Cow<'a, str>>,
            /// The SID of the message, under its third name.
            "SmsMessageSid" sms_message_sid: Option<Sid<'a>>,
            /// How many media files the message has, according to Twilio.
            "NumMedia" num_media: Option<u32>,
            /// The recipient's city.
            "ToCity" to_city: Option<Cow<'a, str>>,
            /// The sender's postal code.
            "FromZip" from_zip: Option<Cow<'a, str>>,
            /// The SID of the message, under its legacy name.
            "SmsSid" sms_sid: Option<Sid<'a>>,
            /// The sender's state or province.
            "FromState" from_state: Option<Cow<'a, str>>,
            /// The status of the message: `received`.
            "SmsStatus" sms_status: Option<Status<'a>>,
            /// The sender's city.
            "FromCity" from_city: Option<Cow<'a, str>>,
            /// The text of the message; empty if only media files came.
            "Body" body: Option<Cow<'a, str>>,
            /// The sender's country.
            "FromCountry" from_country: Option<Cow<'a, str>>,
            /// The recipient: your number, short code or channel address.
            "To" to: Option<Cow<'a, str>>,
            /// The messaging service that the recipient's number belongs to.
            "MessagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// The recipient's postal code.
            "ToZip" to_zip: Option<Cow<'a, str>>,
            /// The results of add-ons, as JSON text.
            "AddOns" add_ons: Option<RawJson<'a>>,
            /// How many segments the message came in.
            "NumSegments" num_segments: Option<u32>,
            /// The SID of the message.
            "MessageSid" message_sid: Option<Sid<'a>>,
            /// The account that the message belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The sender.
            "From" from: Option<Cow<'a, str>>,
            /// The version of the API that handles the message.
            "ApiVersion" api_version: Option<Cow<'a, str>>,
            /// `STOP`, `HELP` or `START`, if Twilio's advanced opt-out handled the message.
            "OptOutType" opt_out_type: Option<Cow<'a, str>>,
            /// The payload of the button that was pressed.
            "ButtonPayload" button_payload: Option<Cow<'a, str>>,
            /// The text on the button that was pressed.
            "ButtonText" button_text: Option<Cow<'a, str>>,
            /// The kind of the button that was pressed: `REPLY` or `ACTION`.
            "ButtonType" button_type: Option<Cow<'a, str>>,
            /// The data that an interactive message sent back, as JSON text.
            "InteractiveData" interactive_data: Option<RawJson<'a>>,
            /// The data that a WhatsApp flow sent back, as JSON text.
            "FlowData" flow_data: Option<RawJson<'a>>,
            /// The data that the channel adds, as JSON text.
            "ChannelMetadata" channel_metadata: Option<RawJson<'a>>,
            /// The latitude of a location, in degrees north, as text.
            "Latitude" latitude: Option<Cow<'a, str>>,
            /// The longitude of a location, in degrees east, as text.
            "Longitude" longitude: Option<Cow<'a, str>>,
            /// The address of a location.
            "Address" address: Option<Cow<'a, str>>,
            /// The name of a location.
            "Label" label: Option<Cow<'a, str>>,
            /// The sender's name on WhatsApp.
            "ProfileName" profile_name: Option<Cow<'a, str>>,
            /// The sender's WhatsApp ID.
            "WaId" wa_id: Option<Cow<'a, str>>,
            /// `true` if the message was forwarded.
            "Forwarded" forwarded: Option<Cow<'a, str>>,
            /// `true` if the message was forwarded often.
            "FrequentlyForwarded" frequently_forwarded: Option<Cow<'a, str>>,
            /// The text of the advertisement that led the sender here.
            "ReferralBody" referral_body: Option<Cow<'a, str>>,
            /// The headline of the advertisement.
            "ReferralHeadline" referral_headline: Option<Cow<'a, str>>,
            /// The ID of the advertisement.
            "ReferralSourceId" referral_source_id: Option<Cow<'a, str>>,
            /// The kind of the advertisement.
            "ReferralSourceType" referral_source_type: Option<Cow<'a, str>>,
            /// The URL of the advertisement.
            "ReferralSourceUrl" referral_source_url: Option<Cow<'a, str>>,
            /// The ID of the advertisement's media file.
            "ReferralMediaId" referral_media_id: Option<Cow<'a, str>>,
            /// The media type of the advertisement's media file.
            "ReferralMediaContentType" referral_media_content_type: Option<Cow<'a, str>>,
            /// The URL of the advertisement's media file.
            "ReferralMediaUrl" referral_media_url: Option<Cow<'a, str>>,
            /// How many media files the advertisement has.
            "ReferralNumMedia" referral_num_media: Option<u32>,
            /// The ID of the click on the advertisement.
            "ReferralCtwaClid" referral_ctwa_clid: Option<Cow<'a, str>>,
            /// The sender of the message that this message replies to.
            "OriginalRepliedMessageSender" original_replied_message_sender: Option<Cow<'a, str>>,
            /// The SID of the message that this message replies to.
            "OriginalRepliedMessageSid" original_replied_message_sid: Option<Sid<'a>>,
            /// The kind of a WhatsApp message, such as `text`, `image`, `location`, `button` or `interactive`.
            "MessageType" message_type: Option<Cow<'a, str>>,
            /// The sender's WhatsApp user ID, which exists also where the sender hides the phone number. It parses as a
            /// [`ChannelAddress`](crate::address::ChannelAddress), whose `user_id()` is set.
            "ExternalUserId" external_user_id: Option<Cow<'a, str>>,
            /// The sender's WhatsApp user ID for all businesses of one parent account.
            "ParentExternalUserId" parent_external_user_id: Option<Cow<'a, str>>,
            /// The sender's user name on WhatsApp.
            "ProfileUsername" profile_username: Option<Cow<'a, str>>,
            /// Why the request to the primary URL failed. Only requests to a fallback URL have it.
            "ErrorCode" error_code: Option<ErrorCode>,
            /// The primary URL, to which the request failed. Only requests to a fallback URL have it. It can hold a
            /// password, so `Debug` shows only its length.
            "ErrorUrl" error_url: Option<Cow<'a, str>>,
        }
        lists {
            /// The media files of the message: `MediaUrl0` and `MediaContentType0`, `MediaUrl1` and so on.
            media: Vec<InboundMedia<'a>>,
            /// The other recipients of a message to a group: `OtherRecipients0`, `OtherRecipients1` and so on.
            other_recipients: Vec<Cow<'a, str>>,
        }
    }
}

impl<'a> InboundMessage<'a> {
    /// Applies the rules that concern several parameters: collects the lists, and refuses a request that is not about a
    /// message.
    fn check(&mut self) -> Result<(), DecodeError> {
        (self.media, self.other_recipients) = lists::take_lists(&mut self.unknown_fields)?;
        let Some(sid) = self.sid() else {
            let error = codec::missing_sid(&self.unknown_fields, None);
            let is_of_2008 = self.account_sid.is_some() && self.from.is_some() && self.body.is_some();
            let is_known = matches!(error.kind(), DecodeErrorKind::OtherDocument { .. });
            return if is_of_2008 && !is_known { Ok(()) } else { Err(error) };
        };
        sid.check_is_message()
    }

    /// Returns the SID of the message: `MessageSid`, or else `SmsSid`, or else `SmsMessageSid`.
    ///
    /// Requests of the 2008 API can have none of them.
    #[must_use]
    pub fn sid(&self) -> Option<&Sid<'a>> {
        self.message_sid.as_ref().or(self.sms_sid.as_ref()).or(self.sms_message_sid.as_ref())
    }

    /// Returns the sender as the recipient of an answer, or `None` if it is not an address that can receive messages,
    /// such as a name.
    ///
    /// `From` is parsed as any [`Recipient`] is, so a US number without its country code gets it. A WhatsApp user who
    /// hides the phone number is a [`ChannelAddress`](crate::address::ChannelAddress) with a `user_id()`.
    ///
    /// ```
    /// use twilio_sms::webhook::InboundMessage;
    /// use twilio_sms::{Body, SendMessage};
    ///
    /// let message = InboundMessage::decode_unverified(b"MessageSid=SM1&From=whatsapp%3A%2B14155550100")?;
    /// let answer = SendMessage::to(message.sender().ok_or("no sender")?)
    ///     .from("whatsapp:+14155550199".parse::<twilio_sms::Address>()?)
    ///     .body(Body::new("Hello")?)
    ///     .build()?;
    /// assert_eq!(answer.recipient().as_str(), "whatsapp:+14155550100");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sender(&self) -> Option<Recipient> {
        self.from.as_deref()?.parse().ok()
    }

    /// Returns whether two names of the SID have different values.
    #[must_use]
    pub fn has_conflicting_names(&self) -> bool {
        let sids = [&self.message_sid, &self.sms_sid, &self.sms_message_sid];
        sids.into_iter().flatten().any(|sid| Some(sid) != self.sid())
    }

    /// Returns whether `NumMedia` differs from the number of media files, or a parameter of a media file belongs to
    /// none.
    ///
    /// The list of media files ends before the first number that has no `MediaUrl`. The parameters after such a gap,
    /// and a `MediaContentType` without its URL, stay in [`unknown_fields`](field@Self::unknown_fields). Requests older
    /// than `NumMedia` have no media files and do not conflict.
    #[must_use]
    pub fn has_conflicting_media(&self) -> bool {
        let expected = self.num_media.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        expected != self.media.len() || self.unknown_fields.iter().any(|field| lists::is_media_param(&field.name))
    }

    /// Counts the segments of the message's text. [`num_segments`](Self::num_segments) is Twilio's own count.
    #[must_use]
    pub fn segments(&self) -> Segments {
        Segments::of(self.body.as_deref().unwrap_or_default())
    }

    /// Returns the keyword that the message consists of, if it is one of those with which people opt out, opt in again
    /// or ask for help.
    ///
    /// With Advanced Opt-Out, Twilio reports in [`opt_out_type`](field@Self::opt_out_type) how it understood the message,
    /// in any language, and that is the answer. Otherwise the whole text is compared with [Twilio's default
    /// words](Keyword), in any ASCII case and without the white space around it.
    ///
    /// ```
    /// use twilio_sms::webhook::{InboundMessage, Keyword};
    ///
    /// let keyword = |form: &str| InboundMessage::decode_unverified(form.as_bytes()).map(|message| message.keyword());
    /// assert_eq!(keyword("MessageSid=SM1&Body=+Stop%0A")?, Some(Keyword::Stop));
    /// assert_eq!(keyword("MessageSid=SM1&Body=Stop+it")?, None);
    /// assert_eq!(keyword("MessageSid=SM1&Body=Arr%C3%AAt&OptOutType=STOP")?, Some(Keyword::Stop));
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    #[must_use]
    pub fn keyword(&self) -> Option<Keyword> {
        [&self.opt_out_type, &self.body].into_iter().flatten().find_map(|text| Keyword::of(text.trim()))
    }

    pub(crate) fn write_lists(&self, add: impl FnMut(&str, &str)) {
        lists::write_lists(&self.media, &self.other_recipients, add);
    }
}

webhook_methods!(InboundMessage, "MessageSid=SM1&To=%2B14155550100", to);

/// What somebody asks for with a message that consists of one keyword: see [`InboundMessage::keyword`].
///
/// The words are the English defaults of Twilio's page "Advanced Opt-Out".
///
/// ```
/// use twilio_sms::webhook::{InboundMessage, Keyword};
///
/// let message = InboundMessage::decode_unverified(b"MessageSid=SM1&Body=Unsubscribe")?;
/// assert_eq!(message.keyword(), Some(Keyword::Stop));
/// # Ok::<(), twilio_sms::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[allow(clippy::exhaustive_enums)] // complete: these are the values of `OptOutType`
pub enum Keyword {
    /// The sender asks for help: HELP, INFO.
    Help,
    /// The sender wants to receive messages again: START, YES, UNSTOP.
    Start,
    /// The sender wants no more messages: STOP, STOPALL, UNSUBSCRIBE, END, QUIT, CANCEL, REVOKE, OPTOUT.
    Stop,
}

impl Keyword {
    const WORDS: [(Self, &'static [&'static str]); 3] = [
        (Self::Help, &["HELP", "INFO"]),
        (Self::Start, &["START", "YES", "UNSTOP"]),
        (Self::Stop, &["STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"]),
    ];

    /// Returns the keyword that a text is, in any ASCII case.
    fn of(text: &str) -> Option<Self> {
        let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        Self::WORDS.iter().find(|(_, words)| is_one_of(words)).map(|(keyword, _)| *keyword)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::address::ChannelAddress;
    use crate::webhook::callback::Callback;

    fn decode(body: &str) -> InboundMessage<'_> {
        InboundMessage::decode_unverified(body.as_bytes()).unwrap()
    }

    #[test]
    fn reads_every_shape_since_2008() {
        for (body, sid, text) in [
            ("Body=How+are+you&From=4155550100&To=4155550199&AccountSid=AC1", None, Some("How are you")),
            ("AccountSid=AC1&Body=A&SmsSid=SM1&SmsMessageSid=SM1&SmsStatus=received", Some("SM1"), Some("A")),
            ("SmsMessageSid=SM1&NumMedia=0&SmsSid=SM1&Body=&NumSegments=1&MessageSid=SM1", Some("SM1"), Some("")),
            (
                "{\"MessageSid\": \"SM1\", \"Body\": \"Hi\", \"NumMedia\": 0, \"NumSegments\": 1}",
                Some("SM1"),
                Some("Hi"),
            ),
            (" {\"MessageSid\": \"SM1\", \"NumMedia\": \"0\", \"FromCity\": null}", Some("SM1"), None),
        ] {
            let message = decode(body);
            assert_eq!(message.sid().map(Sid::as_str), sid, "{body}");
            assert_eq!(message.body.as_deref(), text, "{body}");
            assert!(!message.has_conflicting_media() && !message.has_conflicting_names(), "{body}");
            assert_eq!(message.notes.recovered, 0, "{body}");
            assert_eq!(message.unknown_fields, [], "{body}");
        }
    }

    #[test]
    fn reports_names_of_the_sid_that_conflict() {
        for (form, sid, has_conflicting_names) in [
            ("MessageSid=SM1&SmsSid=SM1&SmsMessageSid=SM1", "SM1", false),
            ("MessageSid=SM1&SmsSid=SM2", "SM1", true),
            ("SmsSid=SM2&SmsMessageSid=SM3", "SM2", true),
            ("SmsMessageSid=SM3", "SM3", false),
        ] {
            let message = decode(form);
            assert_eq!(
                (message.sid().map(Sid::as_str), message.has_conflicting_names()),
                (Some(sid), has_conflicting_names),
                "{form}"
            );
        }
    }

    #[test]
    fn an_empty_parameter_is_absent_except_for_the_body() {
        let message = decode("MessageSid=SM1&FromCity=&FromZip=&NumMedia=&AddOns=&Body=");
        assert_eq!((message.from_city, message.from_zip, message.num_media, message.add_ons), (None, None, None, None));
        assert_eq!(message.body.as_deref(), Some(""));
    }

    #[test]
    fn unknown_parameters_stay_in_order() {
        let message = decode("b=2&MessageSid=SM1&a=1&b=3&NumSegments=one");
        let extra: Vec<_> = message.unknown_fields.iter().map(|extra| (&*extra.name, &*extra.value)).collect();
        assert_eq!(extra, [("b", "2"), ("a", "1"), ("b", "3"), ("NumSegments", "one")]);
    }

    #[test]
    fn reports_media_that_conflict_with_their_count() {
        for (form, urls, unknown_fields, conflicting) in [
            ("NumMedia=0", vec![], 0, false),
            ("", vec![], 0, false),
            ("NumMedia=2&MediaUrl1=b&MediaContentType0=t&MediaUrl0=a", vec!["a", "b"], 0, false),
            ("NumMedia=1", vec![], 0, true),
            ("MediaUrl0=a", vec!["a"], 0, true),
            ("NumMedia=2&MediaUrl0=a&MediaUrl2=c", vec!["a"], 1, true),
            ("NumMedia=1&MediaUrl0=a&MediaContentType1=t", vec!["a"], 1, true),
            ("NumMedia=0&MediaContentType0=t", vec![], 1, true),
            ("NumMedia=0&MediaUrl00=a&MediaUrlx=b", vec![], 2, false),
        ] {
            let form = format!("MessageSid=SM1&{form}");
            let message = decode(&form);
            assert_eq!(message.media.iter().map(|media| &*media.url).collect::<Vec<_>>(), urls, "{form}");
            assert_eq!(
                (message.unknown_fields.len(), message.has_conflicting_media()),
                (unknown_fields, conflicting),
                "{form}"
            );
            assert_eq!(decode(&message.encode()), message);
        }
        let message =
            decode("MessageSid=SM1&MediaUrl0=a&MediaContentType0=&MediaUrl1=b&MediaContentType1=t&MediaUrl2=c");
        let types: Vec<_> = message.media.iter().map(|media| media.content_type.as_deref()).collect();
        assert_eq!(types, [None, Some("t"), None]);
        let kind = DecodeErrorKind::Duplicate { field: "MediaUrl" };
        let error = InboundMessage::decode_unverified(b"MessageSid=SM1&MediaUrl0=a&MediaUrl0=b").unwrap_err();
        assert_eq!(error.kind(), kind);
    }

    #[test]
    fn the_parameters_of_channels_and_of_fallback_urls_have_fields() {
        let message = decode(
            "MessageSid=SM1&MessageType=interactive&ExternalUserId=whatsapp%3AUS.13491208655302741918\
             &ParentExternalUserId=whatsapp%3AUS.ENT.1349&ProfileUsername=jane&ErrorCode=11210\
             &ErrorUrl=https%3A%2F%2Fu%3Asecret%40example.com%2Fsms&From=whatsapp%3AUS.13491208655302741918",
        );
        assert_eq!(message.message_type.as_deref(), Some("interactive"));
        assert_eq!(message.profile_username.as_deref(), Some("jane"));
        assert_eq!(message.error_code.map(ErrorCode::get), Some(11210));
        assert_eq!(message.error_url.as_deref(), Some("https://u:secret@example.com/sms"));
        for (id, user_id) in [
            (&message.external_user_id, "US.13491208655302741918"),
            (&message.parent_external_user_id, "US.ENT.1349"),
            (&message.from, "US.13491208655302741918"),
        ] {
            let address: ChannelAddress = id.as_deref().unwrap().parse().unwrap();
            assert_eq!((address.user_id(), address.phone()), (Some(user_id), None));
        }
        assert_eq!(message.unknown_fields, []);
        assert_eq!(decode(&message.encode()), message);
    }

    #[test]
    fn the_sender_is_the_recipient_of_an_answer() {
        for (from, sender) in [
            ("%2B14155550100", Some("+14155550100")),
            ("4155550100", Some("+14155550100")),
            ("53079", Some("53079")),
            ("whatsapp%3A%2B14155550100", Some("whatsapp:+14155550100")),
            ("whatsapp%3AUS.13491208655302741918", Some("whatsapp:US.13491208655302741918")),
            ("rcs%3Aagent", Some("rcs:agent")),
            ("MyCompany", None),
            // The `+` was not escaped.
            ("+14155550100", None),
            ("MG0123456789abcdef0123456789abcdef", None),
            ("", None),
        ] {
            let form = format!("MessageSid=SM1&From={from}");
            let sender_of_form = decode(&form).sender();
            assert_eq!(sender_of_form.as_ref().map(Recipient::as_str), sender, "{form}");
        }
        assert_eq!(decode("MessageSid=SM1").sender(), None);
    }

    #[test]
    fn the_other_recipients_of_a_group_are_a_list() {
        for (form, recipients, unknown_fields) in [
            ("OtherRecipients1=%2B2&OtherRecipients0=%2B1", vec!["+1", "+2"], 0),
            ("OtherRecipients0=%2B1&OtherRecipients2=%2B3", vec!["+1"], 1),
            ("OtherRecipients1=%2B2&OtherRecipients01=x&OtherRecipients=y", vec![], 3),
            ("OtherRecipients0=%2B1&MediaUrl0=a&OtherRecipients1=%2B2&MediaUrl1=b&NumMedia=2", vec!["+1", "+2"], 0),
        ] {
            let form = format!("MessageSid=MM1&{form}");
            let message = decode(&form);
            assert_eq!(message.other_recipients, recipients, "{form}");
            assert_eq!(message.unknown_fields.len(), unknown_fields, "{form}");
            assert!(!message.has_conflicting_media(), "{form}");
            assert_eq!(decode(&message.encode()), message);
            assert_eq!(message.clone().into_owned(), message);
        }
        let error =
            InboundMessage::decode_unverified(b"MessageSid=MM1&OtherRecipients0=1&OtherRecipients0=2").unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Duplicate { field: "OtherRecipients" });
    }

    #[test]
    fn json_gives_the_same_message_with_and_without_a_choice_of_the_kind() {
        for (body, recovered, unknown, skipped) in [
            (r#"{"MessageSid": "SM1", "Body": null, "From": null, "x": null, "MediaUrl0": null}"#, 0, 0, 0),
            (r#"{"MessageSid": "SM1", "From": 14155550100, "NumMedia": 0}"#, 1, 0, 0),
            (r#"{"MessageSid": "SM1", "Body": true, "NumMedia": [1], "x": 1, "y": {"z": 2}}"#, 2, 2, 1),
            (r#"{"MessageSid": "SM1", "AddOns": {"a": 1}, "Body": "\u263a"}"#, 0, 0, 0),
        ] {
            let message = decode(body);
            let notes = (message.notes.recovered, message.unknown_fields.len(), message.notes.skipped.len());
            assert_eq!(notes, (recovered, unknown, skipped), "{body}");
            let Callback::Inbound(again) = Callback::decode_unverified(body.as_bytes()).unwrap() else { panic!() };
            assert_eq!((&again, &again.notes), (&message, &message.notes), "{body}");
        }
        let message = decode(r#"{"MessageSid": "SM1", "Body": null, "MediaUrl0": null}"#);
        assert_eq!((message.body, message.media), (None, vec![]));
        for kind in ["From", "x"] {
            let twice = format!(r#"{{"MessageSid": "SM1", "{kind}": null, "{kind}": "+1"}}"#);
            let decoded = InboundMessage::decode_unverified(twice.as_bytes());
            assert_eq!(decoded.is_err(), kind == "From", "{twice}");
        }
    }

    #[test]
    fn tells_a_message_from_a_callback() {
        for (body, inbound) in [
            ("MessageSid=SM1&Body=Hi", true),
            ("MessageSid=SM1&Body=Hi&SmsStatus=received", true),
            ("MessageSid=SM1&SmsStatus=receiving", true),
            ("MessageSid=SM1&SmsStatus=received&MessageStatus=received", true),
            ("SmsSid=SM1&Body=Hi&SmsStatus=sent", false),
            ("MessageSid=SM1&MessageStatus=delivered", false),
            ("SmsSid=SM1&Status=submitted", false),
            ("{\"MessageSid\": \"SM1\", \"MessageStatus\": \"initiated\"}", false),
            ("{\"MessageSid\": \"SM1\", \"Body\": \"Hi\", \"NumMedia\": 0}", true),
        ] {
            let callback = Callback::decode_unverified(body.as_bytes()).unwrap();
            assert_eq!(matches!(callback, Callback::Inbound(_)), inbound, "{body}");
        }
        assert!(Callback::decode_unverified(b"MessageStatus=sent").is_err());
        assert!(Callback::decode_unverified(b"Body=Hi").is_err());
    }

    #[test]
    fn a_keyword_is_the_whole_text_or_what_twilio_reports() {
        use Keyword::*;

        for (body, reported, keyword) in [
            ("STOP", None, Some(Stop)),
            ("stopall", None, Some(Stop)),
            ("Unsubscribe", None, Some(Stop)),
            ("\n End\u{a0}", None, Some(Stop)),
            ("quit", None, Some(Stop)),
            ("CANCEL", None, Some(Stop)),
            ("revoke", None, Some(Stop)),
            ("OptOut", None, Some(Stop)),
            ("Start", None, Some(Start)),
            ("yes", None, Some(Start)),
            ("unstop", None, Some(Start)),
            ("help", None, Some(Help)),
            ("info", None, Some(Help)),
            ("", None, None),
            ("STOP.", None, None),
            ("please stop", None, None),
            ("opt out", None, None),
            ("\u{17f}top", None, None), // the long s is an `S` in Unicode, but not in ASCII
            ("Arrêt", Some("STOP"), Some(Stop)),
            ("HELP", Some("START"), Some(Start)),
            ("HELP", Some("OTHER"), Some(Help)),
            ("Hello", Some("OTHER"), None),
        ] {
            let mut message = InboundMessage::new();
            message.body = Some(body.into());
            message.opt_out_type = reported.map(Cow::Borrowed);
            assert_eq!(message.keyword(), keyword, "{body:?} {reported:?}");
        }
        assert_eq!(InboundMessage::new().keyword(), None);
    }

    #[test]
    fn debug_hides_what_people_wrote() {
        let message = decode(
            "MessageSid=SM1&Body=secret&ButtonText=secret&ButtonPayload=secret&ReferralBody=secret&AddOns=secret\
             &ReferralHeadline=secret&InteractiveData=secret&FlowData=secret&MediaUrl0=secret&x=secret&ErrorUrl=secret",
        );
        assert!(!format!("{message:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(
            pairs in prop::collection::btree_map("Body|To|FromCity|NumMedia|AddOns|MediaUrl[0-3]|MediaContentType[0-3]|OtherRecipients[0-2]|x{0,2}", "\\PC{0,8}|[0-2]", 0..12)
        ) {
            let mut form = String::from("MessageSid=SM1&");
            let mut writer = Writer::new(&mut form);
            for (name, value) in &pairs {
                writer.pair(name, value);
            }
            let message = decode(&form);
            let encoded = message.encode();
            prop_assert_eq!(decode(&encoded), message.clone());
            prop_assert_eq!(message.clone().into_owned(), message);
        }

        #[test]
        fn a_keyword_does_not_depend_on_case_or_white_space(
            word in "(?i)stop|stopall|unsubscribe|end|quit|cancel|revoke|optout|start|yes|unstop|help|info|[a-z]{1,6}",
            before in "\\s{0,3}", after in "\\s{0,3}",
        ) {
            let keyword = |text: String| {
                let mut message = InboundMessage::new();
                message.body = Some(text.into());
                message.keyword()
            };
            let upper = keyword(word.to_ascii_uppercase());
            prop_assert_eq!(keyword(format!("{before}{word}{after}")), upper);
            prop_assert_eq!(keyword(format!("{word}x")), None);
        }

        #[test]
        fn json_gives_the_message_of_a_form(
            pairs in prop::collection::btree_map("Body|To|NumMedia|AddOns|MediaUrl[0-1]|SmsStatus|ErrorCode|x{0,2}", "\\PC{0,8}|[0-2]|received|sent", 0..9)
        ) {
            let (mut form, mut json) = (String::from("MessageSid=SM1&"), serde_json::json!({"MessageSid": "SM1"}));
            let mut writer = Writer::new(&mut form);
            for (name, value) in &pairs {
                writer.pair(name, value);
                json[name] = value.as_str().into();
            }
            let json = json.to_string();
            let (from_form, from_json) = (decode(&form), decode(&json));
            // JSON is decoded in the order of its keys, which only unknown fields keep.
            prop_assert_eq!(InboundMessage { unknown_fields: vec![], ..from_form.clone() }, InboundMessage { unknown_fields: vec![], ..from_json });
            prop_assert_eq!(
                Callback::decode_unverified(form.as_bytes()).map(|callback| matches!(callback, Callback::Inbound(_))),
                Callback::decode_unverified(json.as_bytes()).map(|callback| matches!(callback, Callback::Inbound(_)))
            );
        }

        #[test]
        fn decoding_never_panics(body: Vec<u8>) {
            let _ = (InboundMessage::decode_unverified(&body), Callback::decode_unverified(&body));
        }
    }
}
