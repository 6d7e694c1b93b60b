//! The webhook that reports the status of a message: the status callback.

use std::borrow::Cow;

use super::codec::{self, webhook_methods};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, document};
use crate::value::code::ErrorCode;
use crate::value::sid::Sid;
use crate::value::status::Status;
use crate::value::timestamp::Timestamp;
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
    /// Callbacks can come out of order, and more than once: see [`key()`](Self::key).
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
        }
    }
}

impl<'a> StatusUpdate<'a> {
    /// Refuses a callback without the SID of a message.
    fn check(&self) -> Result<(), DecodeError> {
        match self.sid() {
            Some(_) => Ok(()),
            None => Err(DecodeError::new(DecodeErrorKind::Missing { field: "MessageSid" })),
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

    /// Returns the key that two deliveries of one callback have in common: the SID and the status.
    ///
    /// Twilio repeats a callback that it could not deliver. If retries are configured, each delivery has the same
    /// header `I-Twilio-Idempotency-Token`. A server that has seen the key has seen the callback, whatever the header
    /// says. A missing SID or status is an empty text here.
    #[must_use]
    pub fn key(&self) -> (&str, &str) {
        (self.sid().map_or("", |sid| sid.as_str()), self.status().map_or("", |status| status.as_str()))
    }

    pub(crate) fn write_lists(&self, _: impl FnMut(&str, &str)) {}
}

webhook_methods!(StatusUpdate);

#[cfg(test)]
mod tests {
    use super::*;

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
