//! This page shows how to reply to a message in the answer to its webhook.
//!
//! A reply can safely quote what somebody wrote, because its text is escaped. The text has 1 to 1600 characters, all of
//! them characters that XML allows. [`Text::from_lossy`](crate::twiml::Text::from_lossy) makes one of any text: it drops
//! the other characters, and cuts a text that is too long.
//!
//! ```
//! use twilio_sms::twiml::{CONTENT_TYPE, Link, Message, Response, Text};
//! use twilio_sms::webhook::InboundMessage;
//! use twilio_sms::ParseError;
//!
//! /// Quotes the message.
//! fn reply(message: &InboundMessage<'_>) -> Result<Response, ParseError> {
//!     let said = format!("You said: {}", message.body.as_deref().unwrap_or_default());
//!     Response::new(Text::from_lossy(&said, Text::MAX_CHARS).map(|quote| Message::new(quote.text)))
//! }
//!
//! // In a server, decode the message from a verified request instead: `verified.inbound()?`.
//! let message = InboundMessage::decode_unverified(b"MessageSid=SM1&Body=%3C3")?;
//! assert!(reply(&message)?.encode().ends_with("<Response><Message>You said: &lt;3</Message></Response>"));
//! assert_eq!(CONTENT_TYPE, "text/xml");
//!
//! // This reply has a picture, and the response after it sends nothing:
//! let owl = Message::new(Text::new("Here it is")?).media(Link::new("https://example.com/owl.png")?)?;
//! let with_picture = Response::new([owl])?;
//! let nothing = Response::empty();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Answer the webhook with status 200 and the content type [`twiml::CONTENT_TYPE`](crate::twiml::CONTENT_TYPE) within
//! 15 seconds. If your work takes longer, answer with an empty response and send a message later.
