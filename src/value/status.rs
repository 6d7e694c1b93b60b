//! What became of a message, and which way it went. Open enums: Twilio adds words without notice.

use crate::value::enums::open_enum;

open_enum! {
    /// What became of a message, as Twilio reports it.
    ///
    /// The words are those of `message_enum_status` in Twilio's published OpenAPI document; the 2010 page has four of
    /// them. Known words are recognised in any case, as older callbacks capitalise them. Others are kept.
    ///
    /// ```
    /// use twilio_sms::Status;
    ///
    /// assert_eq!(Status::from("Sent"), Status::Sent);
    /// assert_eq!(Status::from("initiated").as_str(), "initiated");
    /// assert!(Status::Delivered.is_final() && !Status::Delivered.is_failure());
    /// ```
    pub enum Status {
        /// Taken, and a sender will be chosen by a messaging service.
        Accepted = "accepted",
        /// A scheduled message that was called off.
        Canceled = "canceled",
        /// The carrier says that it arrived.
        Delivered = "delivered",
        /// Not sent. The error code says why.
        Failed = "failed",
        /// Arrived at some of its recipients.
        PartiallyDelivered = "partially_delivered",
        /// Waiting to be sent.
        Queued = "queued",
        /// The recipient opened it; channels other than SMS only.
        Read = "read",
        /// An inbound message that has arrived.
        Received = "received",
        /// An inbound message that is arriving.
        Receiving = "receiving",
        /// To be sent at a given time.
        Scheduled = "scheduled",
        /// On its way to the carrier.
        Sending = "sending",
        /// The carrier has taken it. The best that `SMS/Messages` ever reports.
        Sent = "sent",
        /// The carrier says that it did not arrive. The error code says why.
        Undelivered = "undelivered",
    }
}

impl Status<'_> {
    /// Whether nothing more is to be expected: `canceled`, `delivered`, `failed`, `read`, `received`, `undelivered`.
    ///
    /// A judgement of this crate. A message on a channel with read receipts can go from `delivered` to `read`.
    /// `sent` is not final, though many carriers never report more; `partially_delivered` and unknown words are not.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Canceled | Self::Delivered | Self::Failed | Self::Read | Self::Received | Self::Undelivered
        )
    }

    /// Whether the message did not arrive and never will: `failed`, `undelivered`. Calling it off is no failure.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::Failed | Self::Undelivered)
    }
}

open_enum! {
    /// Which way a message went, and what made it go.
    ///
    /// The words are those of Twilio's Messages resource documentation. `incoming`, which early documentation and one
    /// compatible server have, is not among them and kept as it is.
    ///
    /// ```
    /// use twilio_sms::Direction;
    ///
    /// assert_eq!(Direction::from("outbound-api"), Direction::OutboundApi);
    /// assert!(matches!(Direction::from("incoming"), Direction::Other(_)));
    /// ```
    pub enum Direction {
        /// Sent to Twilio's customer.
        Inbound = "inbound",
        /// Sent by a request to the API.
        OutboundApi = "outbound-api",
        /// Sent in the course of a call.
        OutboundCall = "outbound-call",
        /// Sent in answer to an inbound message.
        OutboundReply = "outbound-reply",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn knows_its_words_in_any_case() {
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
    fn keeps_what_it_does_not_know() {
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
    fn says_which_words_are_final_and_which_are_failures() {
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
