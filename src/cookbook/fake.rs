//! This page shows how to test a program without Twilio.
//!
//! The crate encodes and decodes every document. A test can therefore read the requests that your program makes, and
//! write the answers that Twilio would give.
//!
//! ```
//! use twilio_sms::server::{ApiError, ApiRequest, Operation, Reply};
//! use twilio_sms::{ErrorCode, Format, Message, Outcome, Resource, Status};
//!
//! /// A server that accepts every message except those to one number.
//! fn twilio(method: &str, target: &str, content_type: Option<&str>, body: &[u8]) -> Reply {
//!     let request = match ApiRequest::decode(method, target, content_type, body) {
//!         Ok(request) => request,
//!         // Twilio would refuse this request, so the reply has the error code that Twilio would give.
//!         Err(error) => return error.reply(),
//!     };
//!     let (resource, format) = (request.resource(), request.format());
//!     match request.operation() {
//!         Operation::SendMessage(send) if send.recipient().as_str() == "+15005550001" => {
//!             ApiError::new(400, ErrorCode::INVALID_TO, format).reply()
//!         }
//!         Operation::SendMessage(send) => {
//!             let mut message = Message::new("SM0123456789abcdef0123456789abcdef".parse().expect("a SID"));
//!             message.to = Some(send.recipient().to_string().into());
//!             message.status = Some(Status::Queued);
//!             message.encode(resource, format).expect("no text that XML cannot carry").with_status(201)
//!         }
//!         _ => ApiError::new(404, ErrorCode::NOT_FOUND, format).reply(),
//!     }
//! }
//!
//! let form = Some("application/x-www-form-urlencoded");
//! let target = "/2010-04-01/Accounts/AC1/Messages.json";
//! let reply = twilio("POST", target, form, b"To=%2B14155550199&From=%2B14155550100&Body=Hi");
//! assert!(matches!(Message::decode(reply.status(), reply.body().as_bytes()), Outcome::Done(_)));
//! let reply = twilio("POST", target, form, b"To=%2B14155550199&From=%2B14155550100");
//! let Outcome::Rejected(rejection) = Message::decode(reply.status(), reply.body().as_bytes()) else { panic!() };
//! assert!(rejection.code.is_some_and(ErrorCode::is_body));
//! ```
//!
//! # Over a socket
//!
//! `cargo run --package fake-twilio` in the repository starts such a server, and any Twilio client in any language can
//! connect to it. It keeps messages, lists, redacts and deletes them, in both formats and on both resources. It also
//! posts signed status callbacks to URLs of the same machine. The library of the same package does this in process,
//! without a port, and fails on purpose.
//!
//! # Webhooks
//!
//! To test how your program receives webhooks, create the request that Twilio would send:
//!
//! ```
//! # #[cfg(feature = "signature")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use twilio_sms::Status;
//! use twilio_sms::signature::AuthToken;
//! use twilio_sms::webhook::StatusUpdate;
//!
//! let mut update = StatusUpdate::new();
//! update.message_sid = Some("SM0123456789abcdef0123456789abcdef".parse()?);
//! update.message_status = Some(Status::Delivered);
//! let request = update.signed("https://example.com/status", &AuthToken::new("12345")?.into())?;
//!
//! // Send it with an HTTP client, or call your handler with it.
//! for (name, value) in &request.headers {
//!     println!("{name}: {value}");
//! }
//! assert_eq!(request.body, "MessageStatus=delivered&MessageSid=SM0123456789abcdef0123456789abcdef");
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "signature"))]
//! # fn main() {}
//! ```
//!
//! Inbound messages, events and what the debugger reports have the same method. Without the feature `signature`, their
//! methods `encode` write the body.
