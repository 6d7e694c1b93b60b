//! Send a text, and know what became of it.
//!
//! ```
//! # fn http(_: &twilio_sms::Request) -> (u16, Vec<u8>) { (201, br#"{"sid": "SM1", "status": "queued"}"#.to_vec()) }
//! use twilio_sms::{Body, ErrorCode, Format, Message, Outcome, PhoneNumber, SendMessage, Sid};
//!
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let (from, to) = (PhoneNumber::normalize("415-555-0100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = SendMessage::new(from, to, Body::new("Your table is ready")?);
//!
//! let (status, bytes) = http(&message.encode(&account, Format::Json));
//! match Message::decode(status, &bytes) {
//!     // Taken, which is not yet delivered: keep the SID, and set a status callback to learn more.
//!     Outcome::Done(message) => println!("sent as {}", message.sid),
//!     // Nothing was sent. The code says whose turn it is.
//!     Outcome::Rejected(rejection) => match rejection.code {
//!         Some(code) if code.is_opt_out() => println!("they do not want to hear from you"),
//!         Some(code) if code.is_invalid_recipient() => println!("ask for another number"),
//!         Some(ErrorCode::PERMISSION_DENIED) => println!("check the credentials"),
//!         _ => println!("{rejection}"),
//!     },
//!     // Nobody knows: the page `retry` says what to do.
//!     Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
//! }
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! Turn redirects off in your HTTP client. One that follows the redirect of a POST asks for the list of messages, and the
//! answer no longer tells what became of the send: see [`retry`](super::retry).
//!
//! # Who can send
//!
//! The sender is an [`Address`](crate::Address): a phone number, a [`ShortCode`](crate::address::ShortCode), an
//! [`AlphaSender`](crate::address::AlphaSender), a [`ChannelAddress`](crate::address::ChannelAddress) such as `whatsapp:+14155550100`. A
//! [`Service`](crate::request::Service) chooses one itself.
//!
//! ```
//! use twilio_sms::address::AlphaSender;
//! use twilio_sms::request::Service;
//! use twilio_sms::{Body, PhoneNumber, SendMessage};
//!
//! let to = PhoneNumber::normalize("+447700900123")?;
//! let from_a_name = SendMessage::new("Owl Post".parse::<AlphaSender>()?, to, Body::new("Hello")?);
//! let from_a_service =
//!     SendMessage::new(Service::new("MG0123456789abcdef0123456789abcdef".parse()?), to, Body::new("Hello")?);
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! # What it will cost
//!
//! ```
//! use twilio_sms::segments::{Encoding, Segments, SmartOptions, smart_encode};
//!
//! let text = "Don’t be late";
//! assert_eq!(Segments::of(text).encoding(), Encoding::Ucs2);
//! // One curly apostrophe halves the room. What else could be said:
//! let smart = smart_encode(text, SmartOptions::default());
//! assert_eq!(smart.text, "Don't be late");
//! ```
