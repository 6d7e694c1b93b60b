//! How far a message has come: the status callback.

use std::borrow::Cow;

use super::params::{self, webhook_methods};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, document};
use crate::value::code::ErrorCode;
use crate::value::sid::Sid;
use crate::value::status::Status;
use crate::value::timestamp::Timestamp;
use crate::wire::form::Writer;
use crate::wire::scratch::Scratch;

document! {
    /// The callback that says how far a message has come.
    ///
    /// The documentation page promises `SmsSid` and `SmsStatus`, `sent` or `failed`; today Twilio sends the same under
    /// `MessageSid` and `MessageStatus` too. [`sid`](Self::sid) and [`status`](Self::status) give the one value that is
    /// meant; the fields show each name as it came. Properties vary and new ones come without notice: those that this type does
    /// not know are kept in order.
    ///
    /// The names are those of Twilio's "Track outbound message status" page, with Exotel's beside them. A form in a POST's body or a
    /// GET's query is read, and the JSON that SignalWire documents. The message's SID has to be there, under any name.
    ///
    /// Callbacks may come out of order, and more than once: see [`key`](Self::key).
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
            /// Why it failed.
            "ErrorCode" error_code: Option<ErrorCode>,
            /// Why it failed, in words.
            "ErrorMessage" error_message: Option<Cow<'a, str>>,
            /// When the carrier reported it: `YYMMDDhhmm`, to the minute and without a zone.
            "RawDlrDoneDate" raw_dlr_done_date: Option<Cow<'a, str>>,
            /// The message, under its legacy name.
            "SmsSid" sms_sid: Option<Sid<'a>>,
            /// Its status, under its legacy name.
            "SmsStatus" sms_status: Option<Status<'a>>,
            /// Its status.
            "MessageStatus" message_status: Option<Status<'a>>,
            /// The destination.
            "To" to: Option<Cow<'a, str>>,
            /// The message.
            "MessageSid" message_sid: Option<Sid<'a>>,
            /// The account that it belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The sender.
            "From" from: Option<Cow<'a, str>>,
            /// The version of the API that made it.
            "ApiVersion" api_version: Option<Cow<'a, str>>,
            /// The messaging service that sent it.
            "MessagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// The message, under a third name.
            "SmsMessageSid" sms_message_sid: Option<Sid<'a>>,
            /// The text: in legacy callbacks only.
            "Body" body: Option<Cow<'a, str>>,
            /// The channel that it went through: `XE` and 32 hexadecimal digits.
            "ChannelInstallSid" channel_install_sid: Option<Sid<'a>>,
            /// What the channel says, in words.
            "ChannelStatusMessage" channel_status_message: Option<Cow<'a, str>>,
            /// The channel: `whatsapp`.
            "ChannelPrefix" channel_prefix: Option<Cow<'a, str>>,
            /// The destination in the channel; parts of it may be masked.
            "ChannelToAddress" channel_to_address: Option<Cow<'a, str>>,
            /// What happened in the channel: `READ`, `DELIVERED`.
            "EventType" event_type: Option<Cow<'a, str>>,
            /// Whether the message was a structured one.
            "StructuredMessage" structured_message: Option<Cow<'a, str>>,
            /// The status, under Exotel's name.
            "Status" exotel_status: Option<Status<'a>>,
            /// How many segments it is billed as, under Exotel's name.
            "SmsUnits" sms_units: Option<u32>,
            /// The status in detail: Exotel's.
            "DetailedStatus" detailed_status: Option<Cow<'a, str>>,
            /// The same as a number: Exotel's.
            "DetailedStatusCode" detailed_status_code: Option<Cow<'a, str>>,
            /// When it was sent: Exotel's, and without a zone.
            "DateSent" date_sent: Option<Timestamp<'a>>,
            /// What the sender asked to have repeated: Exotel's.
            "CustomField" custom_field: Option<Cow<'a, str>>,
            /// How many segments it is billed as: SignalWire's.
            "NumSegments" num_segments: Option<u32>,
            /// How many media it has: SignalWire's.
            "NumMedia" num_media: Option<u32>,
        }
    }
}

impl<'a> StatusUpdate<'a> {
    fn check(&self) -> Result<(), DecodeError> {
        match self.sid() {
            Some(_) => Ok(()),
            None => Err(DecodeError::new(DecodeErrorKind::Missing { field: "MessageSid" })),
        }
    }

    /// The message: `MessageSid`, else `SmsSid`, else `SmsMessageSid`.
    #[must_use]
    pub fn sid(&self) -> Option<&Sid<'a>> {
        self.message_sid.as_ref().or(self.sms_sid.as_ref()).or(self.sms_message_sid.as_ref())
    }

    /// How far it has come: `MessageStatus`, else `SmsStatus`, else Exotel's `Status`.
    #[must_use]
    pub fn status(&self) -> Option<&Status<'a>> {
        self.message_status.as_ref().or(self.sms_status.as_ref()).or(self.exotel_status.as_ref())
    }

    /// Whether two names of the SID, or of the status, say different things.
    #[must_use]
    pub fn has_conflicting_names(&self) -> bool {
        let sids = [&self.message_sid, &self.sms_sid, &self.sms_message_sid];
        let statuses = [&self.message_status, &self.sms_status, &self.exotel_status];
        sids.into_iter().flatten().any(|sid| Some(sid) != self.sid())
            || statuses.into_iter().flatten().any(|status| Some(status) != self.status())
    }

    /// What two deliveries of one callback have in common: the SID and the status.
    ///
    /// Twilio repeats a callback that it could not deliver, with the same `I-Twilio-Idempotency-Token` header when
    /// retries are on. A server that has seen the key has seen the callback, whatever the header says.
    #[must_use]
    pub fn key(&self) -> (&str, &str) {
        (self.sid().map_or("", |sid| sid.as_str()), self.status().map_or("", |status| status.as_str()))
    }

    const fn write_lists(&self, _: &mut Writer<'_>) {}
}

webhook_methods!(StatusUpdate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_gives_the_one_value() {
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
    fn a_callback_without_the_messages_sid_is_none() {
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
    fn what_it_does_not_know_is_kept_in_order_and_written_again() {
        let form = "ErrorCode=30003&MessageSid=SM1&Zeta=1&Alpha=%26&Zeta=2";
        let update = StatusUpdate::decode_unverified(form.as_bytes()).unwrap();
        let names: Vec<_> = update.unknown_fields.iter().map(|extra| (&*extra.name, &*extra.value)).collect();
        assert_eq!(names, [("Zeta", "1"), ("Alpha", "&"), ("Zeta", "2")]);
        assert_eq!(update.encode(), form);
    }
}
