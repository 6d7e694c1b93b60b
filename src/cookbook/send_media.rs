//! Send pictures or a template.
//!
//! A message has a text, media files, a text with media files, or a template. It has at most ten media files, each at a URL
//! that Twilio can fetch.
//!
//! ```
//! use twilio_sms::media::MediaUrl;
//! use twilio_sms::request::Template;
//! use twilio_sms::{Body, Format, PhoneNumber, SendMessage, Sid};
//!
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//!
//! let with_text = SendMessage::new(from, to, Body::new("Look")?)
//!     .media("https://example.com/owl.png".parse()?)?
//!     .media("https://example.com/owlet.png".parse()?)?;
//! assert_eq!(with_text.media_url().len(), 2);
//!
//! let without = SendMessage::new(from, to, "https://example.com/owl.png".parse::<MediaUrl>()?);
//! assert!(without.encode(&account, Format::Json).body().contains("&MediaUrl="));
//!
//! let template = Template::new("HX0123456789abcdef0123456789abcdef".parse()?)
//!     .variables(r#"{"1": "Jenny"}"#.parse()?);
//! let from_template = SendMessage::new(from, to, template);
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! [`ListMedia`](crate::media::ListMedia) asks for the media files that Twilio has stored for a message. The media files of a
//! message that you *received* are in [`InboundMessage::media`](crate::webhook::InboundMessage).
