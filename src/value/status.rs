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

    /// Returns whether a report of this status replaces one of the `other` status, whichever came first.
    ///
    /// Twilio's page "Track outbound message status" says that callbacks can arrive out of order. Of two reports about a
    /// message, the one whose status supersedes the other says where the message is:
    ///
    /// - An outbound message goes through `scheduled`, `accepted`, `queued`, `sending`, `sent`, `partially_delivered`,
    ///   `delivered` and `read`, in this order, and can leave some of them out. Each supersedes those before it.
    /// - `failed`, `undelivered` and `canceled` supersede every known status that is not [final](Self::is_final).
    /// - `received` supersedes `receiving`.
    ///
    /// Otherwise neither of the two supersedes the other: a status and itself, an unknown word and any status, and two
    /// final statuses, which exclude each other. `delivered` is the only final status that is superseded, by `read`.
    ///
    /// Channels differ in where they end. An SMS or MMS ends with `delivered`, or with `sent` if the carrier sends no
    /// receipt. Channels with read receipts, such as WhatsApp and RCS, can also report `read`, after `delivered` or
    /// without it. `partially_delivered` is for a message with several recipients.
    /// [`cookbook::status_table`](crate::cookbook::status_table) has a table of messages that accepts callbacks in any
    /// order.
    ///
    /// ```
    /// use twilio_sms::Status;
    ///
    /// assert!(Status::Delivered.supersedes(&Status::Sent));
    /// assert!(!Status::Sent.supersedes(&Status::Delivered));
    /// // They exclude each other, so neither replaces the other.
    /// assert!(!Status::Undelivered.supersedes(&Status::Delivered));
    /// assert!(!Status::Delivered.supersedes(&Status::Undelivered));
    /// ```
    #[must_use]
    pub fn supersedes(&self, other: &Status<'_>) -> bool {
        match (self, other) {
            (_, Status::Other(_)) => false,
            (Self::Canceled | Self::Failed | Self::Undelivered, other) => !other.is_final(),
            (Self::Received, other) => matches!(other, Status::Receiving),
            _ => matches!((self.step(), other.step()), (Some(new), Some(old)) if new > old),
        }
    }

    /// Returns the position of the status on the way of an outbound message that is delivered.
    const fn step(&self) -> Option<u8> {
        match self {
            Self::Scheduled => Some(0),
            Self::Accepted => Some(1),
            Self::Queued => Some(2),
            Self::Sending => Some(3),
            Self::Sent => Some(4),
            Self::PartiallyDelivered => Some(5),
            Self::Delivered => Some(6),
            Self::Read => Some(7),
            Self::Canceled | Self::Failed | Self::Undelivered => None,
            Self::Received | Self::Receiving | Self::Other(_) => None,
        }
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

    #[test]
    fn a_later_status_supersedes_an_earlier_one() {
        use Status::*;

        let steps = [Scheduled, Accepted, Queued, Sending, Sent, PartiallyDelivered, Delivered, Read];
        for (at, new) in steps.iter().enumerate() {
            for (before, old) in steps.iter().enumerate() {
                assert_eq!(new.supersedes(old), at > before, "{new} {old}");
            }
            for end in [Canceled, Failed, Undelivered] {
                assert_eq!(end.supersedes(new), !new.is_final(), "{end} {new}");
                assert!(!new.supersedes(&end), "{new} {end}");
            }
        }
        assert!(Received.supersedes(&Receiving) && !Receiving.supersedes(&Received));
        assert!(!Received.supersedes(&Sent) && !Sent.supersedes(&Receiving));
    }

    /// Any status, and words that are none.
    fn status() -> impl Strategy<Value = Status<'static>> {
        prop_oneof![
            9 => prop::sample::select(Status::KNOWN),
            1 => prop::sample::select(vec![Status::from("initiated"), Status::from("")]),
        ]
    }

    proptest! {
        #[test]
        fn supersedes_is_a_strict_order(a in status(), b in status(), c in status()) {
            prop_assert!(!a.supersedes(&a));
            prop_assert!(!(a.supersedes(&b) && b.supersedes(&a)));
            if a.supersedes(&b) && b.supersedes(&c) {
                prop_assert!(a.supersedes(&c), "{} {} {}", a, b, c);
            }
            // Of the final statuses only `delivered` is superseded, by `read`, and an unknown word by nothing.
            if a.supersedes(&b) {
                prop_assert!(!b.is_final() || (b == Status::Delivered && a == Status::Read));
                prop_assert!(!matches!((&a, &b), (Status::Other(_), _) | (_, Status::Other(_))));
            }
        }

        #[test]
        fn parsing_undoes_display(word in "[a-zA-Z_-]{0,12}|\\PC{0,20}") {
            let status: Status<'_> = word.parse().unwrap();
            prop_assert!(status.as_str().eq_ignore_ascii_case(&word));
            prop_assert_eq!(status.to_string().parse(), Ok(status));
        }
    }
}
