//! The webhook that reports the status of a message: the status callback.

use std::borrow::Cow;

use super::codec::{self, webhook_methods};
use crate::error::DecodeError;
use crate::schema::{Document, document};
use crate::value::code::ErrorCode;
use crate::value::sid::Sid;
use crate::value::status::Status;
use crate::value::timestamp::{Timestamp, parse_dlr_date};
use crate::wire::form::Writer;
use crate::wire::scratch::Scratch;

document! {
    /// A status callback, which reports a change of the status of a message that you sent.
    ///
    /// The documentation of the 2010 API promises `SmsSid` and `SmsStatus`, which is `sent` or `failed`. Today Twilio
    /// sends the same values under `MessageSid` and `MessageStatus` too. [`sid()`](Self::sid) and
    /// [`status()`](Self::status) return the value under whichever name it came; the fields hold each name as it came.
    /// Parameters vary, and Twilio adds new ones without notice. Those that this type does not know are kept in order.
    ///
    /// The names are those of Twilio's page "Track outbound message status", and those of Exotel. A callback can be
    /// decoded from a form in the body of a POST, from the query of a GET, and from the JSON that SignalWire documents.
    /// It must have the SID of the message, under any of its names.
    ///
    /// Callbacks can come out of order: see [`Status::supersedes`]. They can come more than once: see
    /// [`key()`](Self::key).
    ///
    /// ```
    /// use twilio_sms::webhook::StatusUpdate;
    /// use twilio_sms::Status;
    ///
    /// let update = StatusUpdate::decode_unverified(b"SmsSid=SM0123&SmsStatus=failed&ErrorCode=30003")?;
    /// assert_eq!(update.sid().map(|sid| sid.as_str()), Some("SM0123"));
    /// assert_eq!(update.status(), Some(&Status::Failed));
    /// assert!(update.error_code.is_some_and(|code| code.is_unreachable()));
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    pub struct StatusUpdate<'a>: "StatusUpdate" {
        required {
        }
        optional {
            /// Why the message failed.
            "ErrorCode" error_code: Option<ErrorCode>,
            /// Why the message failed, in words.
            "ErrorMessage" error_message: Option<Cow<'a, str>>,
            /// When the carrier reported the status: `YYMMDDhhmm`, to the minute and without a time zone.
            /// [`dlr_done_date_time`](Self::dlr_done_date_time) parses it.
            "RawDlrDoneDate" raw_dlr_done_date: Option<Cow<'a, str>>,
            /// The SID of the message, under its legacy name.
            "SmsSid" sms_sid: Option<Sid<'a>>,
            /// The status of the message, under its legacy name.
            "SmsStatus" sms_status: Option<Status<'a>>,
            /// The status of the message.
            "MessageStatus" message_status: Option<Status<'a>>,
            /// The recipient.
            "To" to: Option<Cow<'a, str>>,
            /// The SID of the message.
            "MessageSid" message_sid: Option<Sid<'a>>,
            /// The account that the message belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The sender.
            "From" from: Option<Cow<'a, str>>,
            /// The version of the API that created the message.
            "ApiVersion" api_version: Option<Cow<'a, str>>,
            /// The messaging service that sent the message.
            "MessagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// The SID of the message, under its third name.
            "SmsMessageSid" sms_message_sid: Option<Sid<'a>>,
            /// The text of the message; in legacy callbacks only.
            "Body" body: Option<Cow<'a, str>>,
            /// The channel that the message went through: `XE` and 32 hexadecimal digits.
            "ChannelInstallSid" channel_install_sid: Option<Sid<'a>>,
            /// What the channel reports, in words.
            "ChannelStatusMessage" channel_status_message: Option<Cow<'a, str>>,
            /// The name of the channel, such as `whatsapp`.
            "ChannelPrefix" channel_prefix: Option<Cow<'a, str>>,
            /// The recipient's address in the channel; parts of it can be masked.
            "ChannelToAddress" channel_to_address: Option<Cow<'a, str>>,
            /// What happened in the channel: `READ` or `DELIVERED`.
            "EventType" event_type: Option<Cow<'a, str>>,
            /// Whether the message was a structured one.
            "StructuredMessage" structured_message: Option<Cow<'a, str>>,
            /// The status of the message, under Exotel's name.
            "Status" exotel_status: Option<Status<'a>>,
            /// How many segments the message is billed as, under Exotel's name.
            "SmsUnits" sms_units: Option<u32>,
            /// The status in detail. Only Exotel sends it.
            "DetailedStatus" detailed_status: Option<Cow<'a, str>>,
            /// The status in detail, as a number. Only Exotel sends it.
            "DetailedStatusCode" detailed_status_code: Option<Cow<'a, str>>,
            /// When the message was sent, without a time zone. Only Exotel sends it.
            "DateSent" date_sent: Option<Timestamp<'a>>,
            /// The text that the sender asked Exotel to repeat. Only Exotel sends it.
            "CustomField" custom_field: Option<Cow<'a, str>>,
            /// How many segments the message is billed as. Only SignalWire sends it.
            "NumSegments" num_segments: Option<u32>,
            /// How many media files the message has. Only SignalWire sends it.
            "NumMedia" num_media: Option<u32>,
            /// The recipient's WhatsApp user ID, which exists also where the recipient hides the phone number.
            "ExternalUserId" external_user_id: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> StatusUpdate<'a> {
    /// Refuses a callback that is not about a message.
    fn check(&self) -> Result<(), DecodeError> {
        match self.sid() {
            Some(sid) => sid.check_is_message(),
            None => Err(codec::missing_sid(&self.unknown_fields, self.event_type.as_deref())),
        }
    }

    /// Returns the SID of the message: `MessageSid`, or else `SmsSid`, or else `SmsMessageSid`.
    #[must_use]
    pub fn sid(&self) -> Option<&Sid<'a>> {
        self.message_sid.as_ref().or(self.sms_sid.as_ref()).or(self.sms_message_sid.as_ref())
    }

    /// Returns the status of the message: `MessageStatus`, or else `SmsStatus`, or else Exotel's `Status`.
    #[must_use]
    pub fn status(&self) -> Option<&Status<'a>> {
        self.message_status.as_ref().or(self.sms_status.as_ref()).or(self.exotel_status.as_ref())
    }

    /// Returns whether two names of the SID, or two names of the status, have different values.
    #[must_use]
    pub fn has_conflicting_names(&self) -> bool {
        let sids = [&self.message_sid, &self.sms_sid, &self.sms_message_sid];
        let statuses = [&self.message_status, &self.sms_status, &self.exotel_status];
        sids.into_iter().flatten().any(|sid| Some(sid) != self.sid())
            || statuses.into_iter().flatten().any(|status| Some(status) != self.status())
    }

    /// Returns the year, the month, the day, the hour and the minute of
    /// [`raw_dlr_done_date`](field@Self::raw_dlr_done_date), or `None` if it is absent or is not such a date.
    ///
    /// The year is one of 2000 to 2099. The time zone is that of the carrier, which the callback does not name.
    ///
    /// ```
    /// use twilio_sms::webhook::StatusUpdate;
    ///
    /// let update = StatusUpdate::decode_unverified(b"RawDlrDoneDate=2303092021&MessageSid=SM1&MessageStatus=failed")?;
    /// assert_eq!(update.dlr_done_date_time(), Some((2023, 3, 9, 20, 21)));
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    #[must_use]
    pub fn dlr_done_date_time(&self) -> Option<(u16, u8, u8, u8, u8)> {
        parse_dlr_date(self.raw_dlr_done_date.as_deref()?)
    }

    /// Returns the key that two deliveries of one callback have in common: the SID and the status.
    ///
    /// Twilio repeats a callback that it could not deliver, or whose answer it did not receive. A server that has seen the
    /// key has seen the callback. A missing SID or status is an empty text here.
    ///
    /// Of the other webhooks, two deliveries have these in common: an inbound message its
    /// [`sid()`](super::inbound::InboundMessage::sid), an event its [`id`](field@super::event::Event::id), and a report of
    /// the debugger its [`sid`](field@super::event::ErrorLog::sid).
    ///
    /// If retries are configured, with a connection override in the fragment of the URL, Twilio adds the header
    /// `I-Twilio-Idempotency-Token`, which has the same value in each delivery of one webhook. It is not signed, so
    /// whoever repeats a request can change it: use it beside the key and never instead of it.
    #[must_use]
    pub fn key(&self) -> (&str, &str) {
        (self.sid().map_or("", |sid| sid.as_str()), self.status().map_or("", |status| status.as_str()))
    }

    pub(crate) fn write_lists(&self, _: impl FnMut(&str, &str)) {}
}

webhook_methods!(StatusUpdate, "MessageSid=SM1&To=%2B14155550100", to);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::DecodeErrorKind;

    #[test]
    fn every_name_of_the_sid_and_of_the_status_is_read() {
        for (form, sid, status, has_conflicting_names) in [
            ("SmsSid=SM1&SmsStatus=sent", "SM1", "sent", false),
            ("MessageSid=SM1&MessageStatus=sent", "SM1", "sent", false),
            ("SmsMessageSid=SM1&Status=sent", "SM1", "sent", false),
            ("SmsSid=SM1&MessageSid=SM1&SmsStatus=Sent&MessageStatus=sent", "SM1", "sent", false),
            ("SmsSid=SM2&MessageSid=SM1&MessageStatus=sent", "SM1", "sent", true),
            ("SmsSid=SM1&SmsStatus=sent&MessageStatus=failed", "SM1", "failed", true),
            ("{\"SmsSid\": \"SM1\", \"Status\": \"submitted\", \"SmsUnits\": 2}", "SM1", "submitted", false),
        ] {
            let update = StatusUpdate::decode_unverified(form.as_bytes()).unwrap();
            assert_eq!(update.key(), (sid, status), "{form}");
            assert_eq!(update.has_conflicting_names(), has_conflicting_names, "{form}");
            assert_eq!(StatusUpdate::decode_unverified(update.encode().as_bytes()), Ok(update));
        }
    }

    #[test]
    fn the_date_of_the_carrier_is_a_date_and_a_time() {
        for (text, date) in [
            ("2303092021", Some((2023, 3, 9, 20, 21))),
            ("0002290000", Some((2000, 2, 29, 0, 0))),
            ("9912312359", Some((2099, 12, 31, 23, 59))),
            ("2302290000", None),
            ("2313010000", None),
            ("2300010000", None),
            ("2301000000", None),
            ("2303092400", None),
            ("2303092060", None),
            ("230309202", None),
            ("23030920211", None),
            ("23030920+1", None),
            ("２30309202", None),
            ("", None),
        ] {
            let form = format!("MessageSid=SM1&RawDlrDoneDate={text}");
            assert_eq!(StatusUpdate::decode_unverified(form.as_bytes()).unwrap().dlr_done_date_time(), date, "{text}");
        }
    }

    #[test]
    fn refuses_a_callback_that_is_malformed_or_has_no_sid() {
        use DecodeErrorKind::*;

        let missing = Missing { field: "MessageSid" };
        for (form, kind) in [
            ("", missing),
            ("AccountSid=AC1&MessageStatus=sent", missing),
            ("MessageSid=&MessageStatus=sent", missing),
            ("MessageSid=a/b", missing),
            ("{}", missing),
            ("SmsSid=SM1&SmsSid=SM1", Duplicate { field: "SmsSid" }),
            ("{\"SmsSid\": \"SM1\"", Malformed { at: 16 }),
        ] {
            assert_eq!(StatusUpdate::decode_unverified(form.as_bytes()).unwrap_err().kind(), kind, "{form}");
        }
    }

    #[test]
    fn unknown_parameters_are_kept_in_order_and_encoded_again() {
        let form = "ErrorCode=30003&MessageSid=SM1&Zeta=1&Alpha=%26&Zeta=2";
        let update = StatusUpdate::decode_unverified(form.as_bytes()).unwrap();
        let names: Vec<_> = update.unknown_fields.iter().map(|extra| (&*extra.name, &*extra.value)).collect();
        assert_eq!(names, [("Zeta", "1"), ("Alpha", "&"), ("Zeta", "2")]);
        assert_eq!(update.encode(), form);
    }
}
