//! This page shows how to send pictures or a template.
//!
//! The content of a message is a text, media files, a text with media files, or a template. A message has at most ten
//! media files. Each is given as a URL from which Twilio can fetch it.
//!
//! ```
//! use twilio_sms::request::{ContentVariables, Template};
//! use twilio_sms::{Body, Call, Endpoint, PhoneNumber, SendMessage};
//!
//! let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//!
//! let message = SendMessage::to(to).from(from);
//! let with_text = message
//!     .clone()
//!     .body(Body::new("Look")?)
//!     .media("https://example.com/owl.png".parse()?)
//!     .media("https://example.com/owlet.png".parse()?)
//!     .build()?;
//! assert_eq!(with_text.media_url().len(), 2);
//!
//! let without_text = message.clone().media("https://example.com/owl.png".parse()?).build()?;
//! assert!(without_text.request(&endpoint).body().contains("&MediaUrl="));
//!
//! let template = Template::new("HX0123456789abcdef0123456789abcdef".parse()?)
//!     .variables(ContentVariables::from_pairs([("1", "Jenny")])?);
//! let from_template = message.template(template).build()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! To list the media files that Twilio has stored for a message, use [`ListMedia`](crate::media::ListMedia). The media
//! files of a message that you *received* are in [`InboundMessage::media`](crate::webhook::InboundMessage).
