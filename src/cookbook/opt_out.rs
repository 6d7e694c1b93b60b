//! Respect STOP and START.
//!
//! Twilio itself stops sending to somebody who wrote STOP to one of your numbers. It tells you in two places: in the webhook
//! with that message, and in the rejection of the next message that you send.
//!
//! ```
//! use twilio_sms::webhook::InboundMessage;
//! use twilio_sms::{ErrorCode, Message, Outcome};
//!
//! /// Returns whether you may write to somebody from now on, or `None` if the message is about something else.
//! fn consent(message: &InboundMessage<'_>) -> Option<bool> {
//!     // With Advanced Opt-Out, Twilio says how it understood the message, in any language.
//!     match message.opt_out_type.as_deref() {
//!         Some("STOP") => return Some(false),
//!         Some("START") => return Some(true),
//!         Some(_) => return None,
//!         None => {}
//!     }
//!     // Without Advanced Opt-Out, a message counts if it consists of one keyword. These are the usual English
//!     // keywords: compare them with those of your country and your service.
//!     let word = message.body.as_deref().unwrap_or_default().trim().to_ascii_uppercase();
//!     match word.as_str() {
//!         "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" => Some(false),
//!         "START" | "YES" | "UNSTOP" => Some(true),
//!         _ => None,
//!     }
//! }
//!
//! let message = InboundMessage::decode_unverified(b"MessageSid=SM1&From=%2B14155550199&Body=Stop+")?;
//! assert_eq!(consent(&message), Some(false));
//!
//! // This is Twilio's answer if you write to them nevertheless:
//! let reply = br#"{"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}"#;
//! let Outcome::Rejected(rejection) = Message::decode(400, reply) else { panic!() };
//! assert!(rejection.code.is_some_and(ErrorCode::is_opt_out));
//! # Ok::<(), twilio_sms::DecodeError>(())
//! ```
//!
//! Do not reply to STOP yourself: Twilio replies to it, and would refuse your reply.
