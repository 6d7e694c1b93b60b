//! Reply to a message.
//!
//! A reply can quote what somebody wrote: the text is escaped. It has 1 to 1600 characters that XML allows.
//! [`Body::truncate`](crate::Body::truncate) shortens a longer text.
//!
//! ```
//! use twilio_sms::twiml::{CONTENT_TYPE, Link, Message, Response, Text};
//! use twilio_sms::webhook::InboundMessage;
//! use twilio_sms::Body;
//!
//! fn reply(message: &InboundMessage<'_>) -> Response {
//!     let said = message.body.as_deref().unwrap_or_default();
//!     let text = Body::truncate(&format!("You said: {said}")).and_then(|text| Text::try_from(text).ok());
//!     text.and_then(|text| Response::new([Message::new(text)]).ok()).unwrap_or_else(Response::empty)
//! }
//!
//! // In a server, from a verified request: `proof.inbound()?`.
//! let message = InboundMessage::decode_unverified(b"MessageSid=SM1&Body=%3C3")?;
//! assert!(reply(&message).encode().ends_with("<Response><Message>You said: &lt;3</Message></Response>"));
//! assert_eq!(CONTENT_TYPE, "text/xml");
//!
//! // A reply with a picture, and a response that sends nothing:
//! let owl = Message::new(Text::new("Here it is")?).media(Link::new("https://example.com/owl.png")?)?;
//! let with_picture = Response::new([owl])?;
//! let nothing = Response::empty();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Answer with status 200 and the content type [`twiml::CONTENT_TYPE`](crate::twiml::CONTENT_TYPE) within 15 seconds. If the
//! work takes longer, answer with an empty response and send a message later.
