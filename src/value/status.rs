//! The status and the direction of a message. Both keep unknown words, because Twilio adds words without notice.

use crate::value::enums::open_enum;

open_enum! {
    /// The status of a message, as Twilio reports it.
    ///
    /// The words are those of `message_enum_status` in Twilio's published OpenAPI document. "Sending SMS Messages" of
    /// the 2010-04-01 API has four of them. Known words are recognised in any case, because older callbacks capitalise
    /// them. Unknown words are kept unchanged.
    ///
    /// ```
    /// use twilio_sms::Status;
    ///
    /// assert_eq!(Status::from("Sent"), Status::Sent);
    /// assert_eq!(Status::from("initiated").as_str(), "initiated");
    /// assert!(Status::Delivered.is_final() && !Status::Delivered.is_failure());
    /// ```
    pub enum Status {
        /// Twilio has accepted the message, and a messaging service will choose the sender.
        Accepted = "accepted",
        /// A scheduled message was canceled.
        Canceled = "canceled",
        /// The carrier reports that the message arrived.
        Delivered = "delivered",
        /// The message was not sent. The error code says why.
        Failed = "failed",
        /// The message arrived at some of its recipients.
        PartiallyDelivered = "partially_delivered",
        /// The message is waiting to be sent.
        Queued = "queued",
        /// The recipient has opened the message. Only channels other than SMS report this.
        Read = "read",
        /// An inbound message has arrived.
        Received = "received",
        /// An inbound message is arriving.
        Receiving = "receiving",
        /// The message is going to be sent at a given time.
        Scheduled = "scheduled",
        /// The message is being sent to the carrier.
        Sending = "sending",
        /// The carrier has accepted the message. The resource `SMS/Messages` never reports a better status.
        Sent = "sent",
        /// The carrier reports that the message did not arrive. The error code says why.
        Undelivered = "undelivered",
    }
}

impl Status<'_> {
    /// Returns whether the status is not expected to change: `canceled`, `delivered`, `failed`, `read`, `received` or
    /// `undelivered`.
    ///
    /// This list is a judgement of this crate. On a channel with read receipts, a message can change from `delivered`
    /// to `read`. `sent` is not final, although many carriers never report more. Neither are `partially_delivered` and
    /// unknown words.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Canceled | Self::Delivered | Self::Failed | Self::Read | Self::Received | Self::Undelivered
        )
    }

    /// Returns whether the message did not arrive and never will: `failed` or `undelivered`. A canceled message is not
    /// a failure.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::Failed | Self::Undelivered)
    }
}

open_enum! {
    /// The direction of a message, and how it was created.
    ///
    /// The words are those of Twilio's Messages resource documentation. `incoming`, which early documentation and one
    /// compatible server use, is not one of them and is kept as an unknown word.
    ///
    /// ```
    /// use twilio_sms::Direction;
    ///
    /// assert_eq!(Direction::from("outbound-api"), Direction::OutboundApi);
    /// assert!(matches!(Direction::from("incoming"), Direction::Other(_)));
    /// ```
    pub enum Direction {
        /// The message was sent to Twilio's customer.
        Inbound = "inbound",
        /// The message was sent by a request to the API.
        OutboundApi = "outbound-api",
        /// The message was sent during a call.
        OutboundCall = "outbound-call",
        /// The message was sent in reply to an inbound message.
        OutboundReply = "outbound-reply",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_words_are_recognised_in_any_case() {
        assert_eq!((Status::KNOWN.len(), Direction::KNOWN.len()), (13, 4));
        for status in Status::KNOWN {
            for word in [status.to_string(), status.as_str().to_uppercase()] {
                assert_eq!(Status::from(word.as_str()), *status);
                assert_eq!(word.parse().as_ref(), Ok(status));
            }
        }
        for direction in Direction::KNOWN {
            assert_eq!(Direction::from(direction.as_str().to_uppercase()), *direction);
        }
    }

    #[test]
    fn unknown_words_are_kept_unchanged() {
        for word in ["", "initiated", "Submitted", "failed_dnd", " sent", "\u{17f}ent"] {
            let status = Status::from(word);
            assert_eq!(status, Status::Other(word.into()));
            assert_eq!(status.as_borrowed(), status);
            assert_eq!(status.clone().into_owned(), status);
            assert!(!status.is_final() && !status.is_failure());
        }
        assert_eq!(Direction::from("Incoming").as_str(), "Incoming");
    }

    #[test]
    fn some_statuses_are_final_and_some_are_failures() {
        use Status::*;
        for status in Status::KNOWN {
            let last = matches!(status, Canceled | Delivered | Failed | Read | Received | Undelivered);
            assert_eq!(status.is_final(), last, "{status}");
            assert_eq!(status.is_failure(), matches!(status, Failed | Undelivered), "{status}");
        }
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(word in "[a-zA-Z_-]{0,12}|\\PC{0,20}") {
            let status: Status<'_> = word.parse().unwrap();
            prop_assert!(status.as_str().eq_ignore_ascii_case(&word));
            prop_assert_eq!(status.to_string().parse(), Ok(status));
        }
    }
}
