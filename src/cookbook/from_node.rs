//! This page shows how to move from Twilio's library for Node (6.3.1) to this crate.
//!
//! The Node library is a client for all of Twilio. This crate covers messages, and opens no connection: send its requests
//! with the HTTP client of your choice, or with `fetch` in a Worker.
//!
//! | Node | here |
//! |---|---|
//! | `twilio(accountSid, authToken)` | [`Endpoint::new`](crate::Endpoint::new), [`Credentials::new`](crate::Credentials::new), and an HTTP client |
//! | `client.messages.create({ to, from, body })` | [`SendMessage::to`](crate::SendMessage::to), then `.build()?` |
//! | `mediaUrl: [...]` | [`media`](crate::request::SendMessageBuilder::media), once for each |
//! | `client.messages(sid).fetch()` | [`FetchMessage`](crate::request::FetchMessage) |
//! | `client.messages(sid).update({ body: "" })` | [`UpdateMessage::redact`](crate::request::UpdateMessage::redact) |
//! | `client.messages(sid).update({ status: "canceled" })` | [`UpdateMessage::cancel`](crate::request::UpdateMessage::cancel) |
//! | `client.messages(sid).remove()` | [`DeleteMessage`](crate::request::DeleteMessage) |
//! | `client.messages.each(...)` | [`ListMessages`](crate::request::ListMessages) and a [`Pager`](crate::call::Pager) |
//! | `message.errorCode`, a number | an [`ErrorCode`](crate::ErrorCode) with a title and classifiers |
//! | `catch (error) { error.code }` | [`Outcome::Rejected`](crate::Outcome::Rejected), and [`code`](field@crate::Rejection::code) |
//! | `twilio.validateRequest(token, signature, url, params)` | page [`verify`] |
//! | `new MessagingResponse().message("Hi")` | [`twiml::Response`](crate::twiml::Response) |
//!
//! This program redacts a message and then deletes it. `call` is the one function that sends, whatever the request is:
//!
//! ```
//! use twilio_sms::request::{DeleteMessage, UpdateMessage};
//! use twilio_sms::{Call, Endpoint, Failure, Request, Sid};
//!
//! fn call<C: Call>(
//!     call: &C,
//!     endpoint: &Endpoint,
//!     http: impl Fn(&Request) -> (u16, Vec<u8>),
//! ) -> Result<C::Answer<'static>, Failure> {
//!     let (status, bytes) = http(&call.request(endpoint));
//!     C::answer_owned(status, &bytes).into_result()
//! }
//!
//! # let http = |request: &Request| match request.method().as_str() {
//! #     "DELETE" => (204, Vec::new()),
//! #     _ => (200, br#"{"sid": "SM1", "body": ""}"#.to_vec()),
//! # };
//! let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
//! let sid: Sid<'static> = "SM1".parse()?;
//! let redacted = call(&UpdateMessage::redact(sid), &endpoint, http)?;
//! call(&DeleteMessage::new(redacted.sid), &endpoint, http)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
