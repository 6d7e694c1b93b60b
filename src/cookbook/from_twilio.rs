//! This page shows how to move from the crate `twilio` (1.1.0) to this crate.
//!
//! The crate `twilio` is an HTTP client, and this crate opens no connection. A `twilio::Client` therefore becomes two
//! things: the HTTP client of your choice, and [`Credentials`](crate::Credentials).
//!
//! | `twilio` | here |
//! |---|---|
//! | `Client::new(account, token)` | [`Credentials::new`], and an HTTP client |
//! | `OutboundMessage::new(from, to, body)` | [`SendMessage::to`] with parsed values |
//! | `client.send_message(m).await?` | [`Call::request`], your HTTP client, [`Call::answer`] |
//! | `MessageStatus`, which fails for a new word | [`Status`], which keeps a new word |
//! | `TwilioError::HTTPError(status)` | [`Rejection`], with Twilio's code and sentence |
//! | `TwilioError::ParsingError`, although the message was sent | [`Unknown`], with the SID if it can be read |
//! | `client.respond_to_webhook(request, f)` | `Incoming::verify`, `Verified::inbound`, [`twiml`]: page [`verify`] |
//! | `Twiml::new()`, `t.add(&Message { txt })`, which does not escape | [`twiml::Response::new`], which escapes |
//!
//! This function replaces `client.send_message`:
//!
//! ```
//! # fn http(_: &twilio_sms::Request, _: &twilio_sms::Credentials) -> (u16, Vec<u8>) {
//! #     (201, br#"{"sid": "SM1"}"#.to_vec())
//! # }
//! use twilio_sms::{Body, Call, Credentials, Endpoint, Message, PhoneNumber, SendMessage, Sid};
//!
//! /// Sends a message, and returns Twilio's answer.
//! fn send_message(
//!     endpoint: &Endpoint,
//!     credentials: &Credentials,
//!     from: PhoneNumber,
//!     to: PhoneNumber,
//!     body: Body,
//! ) -> Result<Message<'static>, Box<dyn std::error::Error>> {
//!     let request = SendMessage::to(to).from(from).body(body).build()?.request(endpoint);
//!     let (status, bytes) = http(&request, credentials);
//!     Ok(SendMessage::answer_owned(status, &bytes).into_result()?)
//! }
//!
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let credentials = Credentials::new(account.clone(), "token")?;
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = send_message(&Endpoint::new(account), &credentials, from, to, Body::new("Hello")?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This crate does not cover calls: keep the crate `twilio` for them.
//!
//! [`Call::answer`]: crate::Call::answer
//! [`Call::request`]: crate::Call::request
//! [`Credentials::new`]: crate::Credentials::new
//! [`Rejection`]: crate::Rejection
//! [`SendMessage::to`]: crate::SendMessage::to
//! [`Status`]: crate::Status
//! [`Unknown`]: crate::Unknown
//! [`twiml`]: crate::twiml
//! [`twiml::Response::new`]: crate::twiml::Response::new
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
