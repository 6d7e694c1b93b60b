//! This page shows how to schedule a message, and how to cancel it.
//!
//! Only a messaging service can send at a later time, so `build` refuses a schedule without a
//! [`Service`](crate::request::Service). Twilio accepts times from 300 seconds to 35 days in the future. This crate has no
//! clock: [`SendAt::is_schedulable`](crate::request::SendAt::is_schedulable) tells whether a time is in that window now.
//!
//! ```
//! # fn http(_: &twilio_sms::Request) -> (u16, Vec<u8>) { (201, br#"{"sid": "SM1", "status": "scheduled"}"#.to_vec()) }
//! use twilio_sms::request::{Service, UpdateMessage};
//! use twilio_sms::{Body, Call, Endpoint, PhoneNumber, SendMessage};
//!
//! let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
//! let service = Service::new("MG0123456789abcdef0123456789abcdef".parse()?);
//! let to = PhoneNumber::normalize("+14155550199")?;
//! let message = SendMessage::to(to)
//!     .service(service)
//!     .body(Body::new("It is time")?)
//!     .send_at("2026-12-24T18:00:00Z".parse()?)
//!     .build()?;
//!
//! let (status, bytes) = http(&message.request(&endpoint));
//! let scheduled = SendMessage::answer_owned(status, &bytes).into_result()?;
//!
//! // As long as the message has not been sent, it can be canceled with its SID:
//! let cancel = UpdateMessage::cancel(scheduled.sid).request(&endpoint);
//! assert_eq!(cancel.body(), "Status=canceled");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
