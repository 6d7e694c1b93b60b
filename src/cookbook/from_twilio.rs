//! Move from the crate `twilio` (1.1.0) to this crate.
//!
//! That crate is an HTTP client, and this crate opens no connection. A `twilio::Client` therefore becomes two things: the
//! HTTP client of your choice, and [`Credentials`](crate::Credentials).
//!
//! | `twilio` | here |
//! |---|---|
//! | `Client::new(account, token)` | [`Credentials::new`](crate::Credentials::new), and an HTTP client |
//! | `OutboundMessage::new(from, to, body)` | [`SendMessage::new`](crate::SendMessage::new) with parsed values |
//! | `client.send_message(m).await?` | [`encode`](crate::SendMessage::encode), send it, [`Message::decode`](crate::Message::decode) |
//! | `MessageStatus`, an error if the word is new | [`Status`](crate::Status), which keeps it |
//! | `TwilioError::HTTPError(status)` | [`Rejection`](crate::Rejection), with Twilio's code and sentence |
//! | `TwilioError::ParsingError`, although it was sent | [`Unknown`](crate::Unknown), with the SID if it can be read |
//! | `client.respond_to_webhook(request, f)` | `Incoming::verify`, `Verified::inbound`, [`twiml`](crate::twiml): page [`verify`] |
//! | `Twiml::new()`, `t.add(&Message { txt })`, not escaped | [`twiml::Response::new`](crate::twiml::Response::new), escaped |
//!
//! ```
//! # fn http(_: &twilio_sms::Request, _: &twilio_sms::Credentials) -> (u16, Vec<u8>) { (201, br#"{"sid": "SM1"}"#.to_vec()) }
//! use twilio_sms::{Body, Credentials, Failure, Format, Message, PhoneNumber, SendMessage, Sid};
//!
//! /// Does what `client.send_message` did.
//! fn send_message(
//!     credentials: &Credentials,
//!     from: PhoneNumber,
//!     to: PhoneNumber,
//!     body: Body,
//! ) -> Result<Message<'static>, Failure> {
//!     let request = SendMessage::new(from, to, body).encode(credentials.user(), Format::Json);
//!     let (status, bytes) = http(&request, credentials);
//!     Message::decode(status, &bytes).into_result().map(Message::into_owned)
//! }
//!
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let credentials = Credentials::new(account, "token")?;
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = send_message(&credentials, from, to, Body::new("Hello")?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This crate does not cover calls: keep the crate `twilio` for them.
//!
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
