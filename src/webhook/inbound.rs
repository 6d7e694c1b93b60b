//! The webhook that reports an inbound message.

use std::borrow::Cow;

use super::codec::{self, webhook_methods};
use super::media::{self, InboundMedia};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, document};
use crate::segments::Segments;
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
    /// A request without the SID of a message is accepted if it has the SID of the account, because the requests of the
    /// first years had no other. Twilio may deliver a message twice; both deliveries have the same
    /// [`sid()`](Self::sid).
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
        }
        lists {
            /// The media files of the message: `MediaUrl0` and `MediaContentType0`, `MediaUrl1` and so on.
            media: Vec<InboundMedia<'a>>,
        }
    }
}

impl<'a> InboundMessage<'a> {
    /// Applies the rules that concern several parameters: collects the media files, and refuses a request without any
    /// SID.
    fn check(&mut self) -> Result<(), DecodeError> {
        self.media = media::take_media(&mut self.unknown_fields)?;
        if self.sid().is_none() && self.account_sid.is_none() {
            return Err(DecodeError::new(DecodeErrorKind::Missing { field: "MessageSid" }));
        }
        Ok(())
    }

    /// Returns the SID of the message: `MessageSid`, or else `SmsSid`, or else `SmsMessageSid`.
    ///
    /// Requests of the 2008 API can have none of them.
    #[must_use]
    pub fn sid(&self) -> Option<&Sid<'a>> {
        self.message_sid.as_ref().or(self.sms_sid.as_ref()).or(self.sms_message_sid.as_ref())
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
        expected != self.media.len()
            || self.unknown_fields.iter().any(|field| media::numbered_param(&field.name).is_some())
    }

    /// Counts the segments of the message's text. [`num_segments`](Self::num_segments) is Twilio's own count.
    #[must_use]
    pub fn segments(&self) -> Segments {
        Segments::of(self.body.as_deref().unwrap_or_default())
    }

    pub(crate) fn write_lists(&self, add: impl FnMut(&str, &str)) {
        media::write_media(&self.media, add);
    }
}

webhook_methods!(InboundMessage);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
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
    fn debug_hides_what_people_wrote() {
        let message = decode(
            "MessageSid=SM1&Body=secret&ButtonText=secret&ButtonPayload=secret&ReferralBody=secret&AddOns=secret\
             &ReferralHeadline=secret&InteractiveData=secret&FlowData=secret&MediaUrl0=secret&x=secret",
        );
        assert!(!format!("{message:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(
            pairs in prop::collection::btree_map("Body|To|FromCity|NumMedia|AddOns|MediaUrl[0-3]|MediaContentType[0-3]|x{0,2}", "\\PC{0,8}|[0-2]", 0..12)
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
        fn decoding_never_panics(body: Vec<u8>) {
            let _ = (InboundMessage::decode_unverified(&body), Callback::decode_unverified(&body));
        }
    }
}
