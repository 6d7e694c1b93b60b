//! Schedule a message, and cancel it.
//!
//! Only a messaging service can send at a later time, so only [`Service`](crate::request::Service) has the method `send_at`.
//! Twilio accepts times from 15 minutes to 35 days in the future. This crate has no clock, so it does not check that.
//!
//! ```
//! # fn http(_: &twilio_sms::Request) -> (u16, Vec<u8>) { (201, br#"{"sid": "SM1", "status": "scheduled"}"#.to_vec()) }
//! use twilio_sms::request::{Service, UpdateMessage};
//! use twilio_sms::{Body, Format, Message, PhoneNumber, Resource, SendMessage, Sid};
//!
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let service = Service::new("MG0123456789abcdef0123456789abcdef".parse()?);
//! let to = PhoneNumber::normalize("+14155550199")?;
//! let message = SendMessage::new(service.send_at("2026-12-24T18:00:00Z".parse()?), to, Body::new("It is time")?);
//!
//! let (status, bytes) = http(&message.encode(&account, Format::Json));
//! let scheduled = Message::decode(status, &bytes).into_result()?.into_owned();
//!
//! // The message can be cancelled with its SID as long as it has not been sent.
//! let cancel = UpdateMessage::cancel(scheduled.sid).encode(&account, Resource::Messages, Format::Json);
//! assert_eq!(cancel.body(), "Status=canceled");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
