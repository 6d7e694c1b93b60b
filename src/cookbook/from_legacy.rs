//! Go from `SMS/Messages` to `Messages`.
//!
//! Twilio answers the old resource with 410 and code 20410 since 2023. The new one takes all that the old one took, and more: a
//! [`SendSms`](crate::SendSms) converts into a [`SendMessage`](crate::SendMessage), and the replies decode to the same types.
//!
//! ```
//! use twilio_sms::{ErrorCode, Format, Message, Outcome, PhoneNumber, SendMessage, SendSms, Sid};
//!
//! let account: Sid<'_> = "AC1".parse()?;
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let sms = SendSms::new(from, to, "Hello".parse()?);
//! assert_eq!(sms.encode(&account, Format::Json).target(), "/2010-04-01/Accounts/AC1/SMS/Messages.json");
//!
//! // What Twilio answers to that:
//! let gone = br#"{"code": 20410, "message": "Gone", "status": 410}"#;
//! let Outcome::Rejected(rejection) = Message::decode(410, gone) else { panic!() };
//! assert!(rejection.code.is_some_and(ErrorCode::is_gone));
//!
//! let message = SendMessage::from(sms);
//! assert_eq!(message.encode(&account, Format::Json).target(), "/2010-04-01/Accounts/AC1/Messages.json");
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! [`Resource`](crate::Resource) has the table of what differs. Mind three rows of it:
//!
//! - With both `StatusCallback` and `ApplicationSid`, the other one wins. Set one.
//! - The best status was `sent`; now `delivered` and `undelivered` come as well. Code that waits for `sent` as the last word
//!   should ask [`Status::is_final`](crate::Status::is_final).
//! - A text may have 1600 characters, each 153 or 67 of which are billed: [`Segments`](crate::segments::Segments).
