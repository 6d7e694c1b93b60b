//! Respect STOP and START.
//!
//! Twilio itself stops sending to somebody who wrote STOP to a number of yours, and tells you in two places: in the message
//! that it passes on, and in the rejection of the next one that you send.
//!
//! ```
//! use twilio_sms::webhook::InboundMessage;
//! use twilio_sms::{ErrorCode, Message, Outcome};
//!
//! /// Whether somebody may be written to from now on; nothing if the message is about something else.
//! fn consent(message: &InboundMessage<'_>) -> Option<bool> {
//!     // With Advanced Opt-Out, Twilio says what it made of the message, in whichever language it was.
//!     match message.opt_out_type.as_deref() {
//!         Some("STOP") => return Some(false),
//!         Some("START") => return Some(true),
//!         Some(_) => return None,
//!         None => {}
//!     }
//!     // Without, a message that is one of the words alone counts. These are the usual English ones: check them
//!     // against those of your country and your service.
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
//! // And when you write all the same:
//! let reply = br#"{"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}"#;
//! let Outcome::Rejected(rejection) = Message::decode(400, reply) else { panic!() };
//! assert!(rejection.code.is_some_and(ErrorCode::is_opt_out));
//! # Ok::<(), twilio_sms::DecodeError>(())
//! ```
//!
//! Do not reply to STOP yourself: Twilio does, and a reply of yours would be refused.
