//! This page shows how to move from the old resource `SMS/Messages` to the new resource `Messages`.
//!
//! Since 2023, Twilio has answered requests to the old resource with status 410 and code 20410. The new resource
//! accepts everything that the old one accepted, and more. A [`SendSms`](crate::SendSms) converts into a
//! [`SendMessage`](crate::SendMessage) by `try_from`, and the replies of both resources decode to the same types.
//!
//! ```
//! use twilio_sms::{Call, Endpoint, ErrorCode, Message, Outcome, PhoneNumber, SendMessage, SendSms};
//!
//! let endpoint = Endpoint::new("AC1".parse()?);
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let sms = SendSms::to(to).from(from).body("Hello".parse()?).build()?;
//! assert_eq!(sms.request(&endpoint).target(), "/2010-04-01/Accounts/AC1/SMS/Messages.json");
//!
//! // Twilio answers that request with this rejection:
//! let gone = br#"{"code": 20410, "message": "Gone", "status": 410}"#;
//! let Outcome::Rejected(rejection) = Message::decode(410, gone) else { panic!() };
//! assert!(rejection.code.is_some_and(ErrorCode::is_gone));
//!
//! // The same message for the new resource:
//! let message = SendMessage::try_from(sms)?;
//! assert_eq!(message.request(&endpoint).target(), "/2010-04-01/Accounts/AC1/Messages.json");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The table in [`Resource`](crate::Resource) lists the differences. Three of them need attention:
//!
//! - If a request has both `StatusCallback` and `ApplicationSid`, the old resource prefers the URL of the application,
//!   and the new one prefers `StatusCallback`. Set only one of the two.
//! - On the old resource, the last status of a successful message was `sent`. On the new one, `delivered` or
//!   `undelivered` follows. Code that waits for `sent` should call [`Status::is_final`](crate::Status::is_final)
//!   instead.
//! - A text may have up to 1600 characters, where the old resource accepted 160. A text is billed by segment, and a
//!   segment of a long text has 153 or 67 characters. [`Segments`](crate::segments::Segments) counts the segments.
