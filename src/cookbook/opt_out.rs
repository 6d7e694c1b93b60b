//! This page shows how to respect the keywords STOP and START.
//!
//! Twilio itself stops sending to somebody who wrote STOP to one of your numbers. You learn of it in two ways: from the
//! webhook with that message, and from the rejection of the next message that you send to them.
//!
//! ```
//! use twilio_sms::webhook::{InboundMessage, Keyword};
//! use twilio_sms::{ErrorCode, Message, Outcome};
//!
//! /// Returns whether you may write to somebody from now on, or `None` if the message is about something else.
//! fn consent(message: &InboundMessage<'_>) -> Option<bool> {
//!     // With Advanced Opt-Out this is what Twilio understood, in any language. Without it, it is one of Twilio's
//!     // default words: compare them with those of your country and your service.
//!     match message.keyword()? {
//!         Keyword::Stop => Some(false),
//!         Keyword::Start => Some(true),
//!         Keyword::Help => None,
//!     }
//! }
//!
//! let message = InboundMessage::decode_unverified(b"MessageSid=SM1&From=%2B14155550199&Body=Stop+")?;
//! assert_eq!(consent(&message), Some(false));
//!
//! // If you send them a message nevertheless, Twilio answers with this rejection:
//! let reply = br#"{"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}"#;
//! let Outcome::Rejected(rejection) = Message::decode(400, reply) else { panic!() };
//! assert!(rejection.code.is_some_and(ErrorCode::is_opt_out));
//! # Ok::<(), twilio_sms::DecodeError>(())
//! ```
//!
//! Do not reply to STOP yourself: Twilio replies to it, and would refuse your reply.
