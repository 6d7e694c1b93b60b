//! This page shows how to move from Twilio's library for Python (9.13.0) to this crate.
//!
//! The Python library is a client for all of Twilio. This crate covers messages, and opens no connection: send its
//! requests with the HTTP client of your choice.
//!
//! | Python | here |
//! |---|---|
//! | `Client(sid, token)` | [`Endpoint::new`](crate::Endpoint::new), [`Credentials::new`](crate::Credentials::new), and an HTTP client |
//! | `client.messages.create(to=..., from_=..., body=...)` | [`SendMessage::to`](crate::SendMessage::to), then `.build()?` |
//! | `send_at=datetime`, `schedule_type="fixed"` | [`send_at`](crate::request::SendMessageBuilder::send_at), which sets both |
//! | `media_url=[...]` | [`media`](crate::request::SendMessageBuilder::media), once for each |
//! | `client.messages(sid).fetch()` | [`FetchMessage`](crate::request::FetchMessage) |
//! | `client.messages(sid).update(body="")` | [`UpdateMessage::redact`](crate::request::UpdateMessage::redact) |
//! | `client.messages(sid).update(status="canceled")` | [`UpdateMessage::cancel`](crate::request::UpdateMessage::cancel) |
//! | `client.messages(sid).delete()` | [`DeleteMessage`](crate::request::DeleteMessage) |
//! | `client.messages.stream(...)` | [`ListMessages`](crate::request::ListMessages) and a [`Pager`](crate::call::Pager) |
//! | `message.price`, a text | a [`Price`](crate::Price) |
//! | `message.date_sent`, a `datetime` | [`Timestamp::to_system_time`](crate::Timestamp::to_system_time) |
//! | `except TwilioRestException as e: e.code` | [`Outcome::Rejected`](crate::Outcome::Rejected), and [`code`](field@crate::Rejection::code) |
//! | a timeout or a 503, which raise too | [`Outcome::Unknown`](crate::Outcome::Unknown): page [`retry`](super::retry) |
//! | `RequestValidator(token).validate(url, params, signature)` | page [`verify`] |
//! | `MessagingResponse().message("Hi")` | [`twiml::Response`](crate::twiml::Response) |
//!
//! Python's `create` raises an exception in three different situations: nothing was sent, it is not known whether something
//! was sent, and the message was sent but its answer could not be read. The three outcomes here keep these apart:
//!
//! ```
//! # fn http(_: &twilio_sms::Request) -> Option<(u16, Vec<u8>)> { None }
//! use twilio_sms::{Body, Call, Endpoint, Outcome, PhoneNumber, SendMessage};
//!
//! let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
//! let message = SendMessage::to(PhoneNumber::normalize("+14155550199")?)
//!     .from(PhoneNumber::normalize("+14155550100")?)
//!     .body(Body::new("Hello")?)
//!     .build()?;
//! let outcome = match http(&message.request(&endpoint)) {
//!     Some((status, bytes)) => SendMessage::answer_owned(status, &bytes),
//!     None => SendMessage::no_answer(),
//! };
//! match outcome {
//!     Outcome::Done(sent) => println!("sent as {}", sent.sid),
//!     Outcome::Rejected(rejection) => println!("not sent: {rejection}"),
//!     Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
