//! How far a message has come: the status callback.

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::table::{self, Slots as _, document};
use crate::value::code::ErrorCode;
use crate::value::sid::Sid;
use crate::value::status::Status;
use crate::wire::form;

document! {
    /// The callback that says how far a message has come.
    ///
    /// The documentation page promises `SmsSid` and `SmsStatus`, `sent` or `failed`; today Twilio sends the same under
    /// `MessageSid` and `MessageStatus` too. [`sid`](Self::sid) and [`status`](Self::status) give the one value that is
    /// meant; the fields show each name as it came. Properties vary and new ones come without notice: those that this type does
    /// not know are kept in order.
    ///
    /// Callbacks may come out of order, and more than once: see [`key`](Self::key).
    ///
    /// ```
    /// use twilio_sms::{Status, StatusUpdate};
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
        }
    }
}

impl<'a> StatusUpdate<'a> {
    /// Reads a callback whose sender nobody has proved: a POST's form, or a GET's query.
    ///
    /// Anybody can send such a request. A server on the open net decodes from a verified one.
    ///
    /// # Errors
    ///
    /// A form that is malformed, a known parameter that is there twice, no SID.
    pub fn decode_unverified(form: &'a [u8]) -> Result<Self, DecodeError> {
        let slots: <Self as table::Document<'a>>::Slots = table::from_form(form, |_, _| Ok(false))?;
        let update = slots.finish()?;
        match update.sid() {
            Some(_) => Ok(update),
            None => Err(DecodeError::new(DecodeErrorKind::Missing { field: "MessageSid" })),
        }
    }

    /// The form that a server posts to report this: the body of a callback.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut form = String::with_capacity(512);
        // A form carries every text.
        let _ = table::Document::put(self, &mut form::Writer::new(&mut form));
        form
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
    pub fn disagrees(&self) -> bool {
        let sids = [&self.message_sid, &self.sms_sid, &self.sms_message_sid];
        let statuses = [&self.message_status, &self.sms_status, &self.exotel_status];
        sids.into_iter().flatten().any(|sid| Some(sid) != self.sid())
            || statuses.into_iter().flatten().any(|status| Some(status) != self.status())
    }

    /// What two deliveries of one callback have in common: the SID and the status.
    ///
    /// Twilio repeats a callback that it could not deliver, with the same `I-Twilio-Idempotency-Token` header when
    /// retries are on. A server that has seen the key has seen the callback.
    #[must_use]
    pub fn key(&self) -> (&str, &str) {
        (self.sid().map_or("", |sid| sid.as_str()), self.status().map_or("", |status| status.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_stands_under_many_names() {
        for (form, sid, status, disagrees) in [
            ("SmsSid=SM1&SmsStatus=sent", "SM1", Status::Sent, false),
            ("SmsStatus=Sent&SmsSid=SM1", "SM1", Status::Sent, false),
            ("MessageSid=SM1&MessageStatus=delivered", "SM1", Status::Delivered, false),
            ("MessageSid=SM1&SmsSid=SM1&MessageStatus=read&SmsStatus=READ", "SM1", Status::Read, false),
            ("SmsMessageSid=SM1&SmsStatus=failed", "SM1", Status::Failed, false),
            ("MessageSid=SM1&SmsSid=SM2&MessageStatus=sent", "SM1", Status::Sent, true),
            ("MessageSid=SM1&MessageStatus=sent&SmsStatus=failed", "SM1", Status::Sent, true),
            ("SmsSid=SM1&Status=sent&DetailedStatus=DELIVERED", "SM1", Status::Sent, false),
        ] {
            let update = StatusUpdate::decode_unverified(form.as_bytes()).unwrap();
            assert_eq!(update.key(), (sid, status.as_str()), "{form:?}");
            assert_eq!(update.disagrees(), disagrees, "{form:?}");
        }
    }

    #[test]
    fn without_a_sid_it_is_no_callback() {
        for form in ["", "MessageStatus=sent", "MessageSid=&SmsSid="] {
            let error = StatusUpdate::decode_unverified(form.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), DecodeErrorKind::Missing { field: "MessageSid" }, "{form:?}");
        }
        let error = StatusUpdate::decode_unverified(b"MessageSid=SM1&MessageSid=SM1").unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Duplicate { field: "MessageSid" });
    }

    #[test]
    fn what_it_does_not_know_is_kept_in_order_and_written_again() {
        let form = "ErrorCode=30003&MessageSid=SM1&Zeta=1&Alpha=%26&Zeta=2";
        let update = StatusUpdate::decode_unverified(form.as_bytes()).unwrap();
        let names: Vec<_> = update.extra.iter().map(|extra| (&*extra.name, &*extra.value)).collect();
        assert_eq!(names, [("Zeta", "1"), ("Alpha", "&"), ("Zeta", "2")]);
        assert_eq!(update.encode(), form);
    }
}
