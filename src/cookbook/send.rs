//! This page shows how to send a text, and how to find out what became of it.
//!
//! ```
//! # fn http(_: &twilio_sms::Request) -> (u16, Vec<u8>) { (201, br#"{"sid": "SM1", "status": "queued"}"#.to_vec()) }
//! use twilio_sms::{Body, Call, Endpoint, ErrorCode, Outcome, PhoneNumber, SendMessage};
//!
//! let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
//! let (from, to) = (PhoneNumber::normalize("415-555-0100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = SendMessage::to(to).from(from).body(Body::new("Your table is ready")?).build()?;
//!
//! let (status, bytes) = http(&message.request(&endpoint));
//! match SendMessage::answer(status, &bytes) {
//!     // Twilio has accepted the message, but not delivered it yet. Keep the SID, and set a status callback.
//!     Outcome::Done(message) => println!("sent as {}", message.sid),
//!     // Nothing was sent, and the code says why.
//!     Outcome::Rejected(rejection) => match rejection.code {
//!         Some(code) if code.is_opt_out() => println!("they do not want to hear from you"),
//!         Some(code) if code.is_invalid_recipient() => println!("ask for another number"),
//!         Some(ErrorCode::PERMISSION_DENIED) => println!("check the credentials"),
//!         _ => println!("{rejection}"),
//!     },
//!     // The message may have been sent. The page `retry` says what to do.
//!     Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Turn redirects off in your HTTP client. A client that follows the redirect of a POST asks for the list of messages,
//! and that answer does not tell whether the message was sent: see [`retry`](super::retry).
//!
//! # Who can send
//!
//! The sender is an [`Address`](crate::Address): a phone number, a [`ShortCode`](crate::address::ShortCode), an
//! [`AlphaSender`](crate::address::AlphaSender) or a [`ChannelAddress`](crate::address::ChannelAddress) such as
//! `whatsapp:+14155550100`. A messaging [`Service`](crate::request::Service) chooses the sender for you.
//!
//! ```
//! use twilio_sms::address::AlphaSender;
//! use twilio_sms::request::Sender;
//! use twilio_sms::{Body, PhoneNumber, SendMessage};
//!
//! let to = PhoneNumber::normalize("+447700900123")?;
//! let message = SendMessage::to(to).body(Body::new("Hello")?);
//! let from_a_name = message.clone().from("Owl Post".parse::<AlphaSender>()?).build()?;
//! // A sender from a configuration file can be an address or a messaging service.
//! let from_a_service = message.from("MG0123456789abcdef0123456789abcdef".parse::<Sender>()?).build()?;
//! assert!(from_a_service.messaging_service_sid().is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it will cost
//!
//! Twilio bills a text by segment. A cheaper spelling of the same text can need fewer segments.
//!
//! ```
//! use twilio_sms::segments::{Encoding, Segments, SmartOptions, smart_encode};
//!
//! let text = "Don’t be late";
//! assert_eq!(Segments::of(text).encoding(), Encoding::Ucs2);
//! // With one curly apostrophe in the text, only 70 characters fit into a segment. With a straight one, 160 fit:
//! let smart = smart_encode(text, SmartOptions::default());
//! assert_eq!(smart.text, "Don't be late");
//! ```
