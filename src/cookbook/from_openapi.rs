//! This page shows how to move from the crate `twilio-openapi` (1.2.2) to this crate.
//!
//! The crate `twilio-openapi` is generated from Twilio's OpenAPI document and sends through `reqwest`. This crate opens no
//! connection: keep your `reqwest` client, and send the requests of this crate with it.
//!
//! | `twilio-openapi` | here |
//! |---|---|
//! | `create_message(&configuration, account, to, None, None, ...)`, with 24 arguments | [`SendMessage::to`] and a method for each parameter that you set |
//! | `media_url: Some(vec![a, b])`, which is sent as one URL with a comma in it | [`SendMessageBuilder::media`], once for each |
//! | `max_price: Option<f32>` | a [`Price`](crate::Price), which keeps its digits |
//! | `fetch_message`, `update_message`, `delete_message` | [`FetchMessage`], [`UpdateMessage`], [`DeleteMessage`] |
//! | `list_message` with its page parameters | [`ListMessages`] and a [`Pager`] |
//! | `Option<Option<String>>` in each field of the answer | `Option`, and types for prices, dates, statuses and codes |
//! | `Error::ResponseError(content)`, whose `content` is text | [`Rejection`], with Twilio's code and sentence |
//! | `Error::Serde`, although the message was sent, if a status is new | [`Status`], which keeps a new word |
//! | webhooks are not covered | pages [`verify`] and [`reply`](super::reply) |
//!
//! This program sends a message with two pictures:
//!
//! ```
//! # fn http(_: &twilio_sms::Request) -> (u16, Vec<u8>) { (201, br#"{"sid": "MM1", "num_media": "2"}"#.to_vec()) }
//! use twilio_sms::{Call, Endpoint, PhoneNumber, SendMessage};
//!
//! let endpoint = Endpoint::new("AC0123456789abcdef0123456789abcdef".parse()?);
//! let message = SendMessage::to(PhoneNumber::normalize("+14155550199")?)
//!     .from(PhoneNumber::normalize("+14155550100")?)
//!     .media("https://example.com/owl.png".parse()?)
//!     .media("https://example.com/owlet.png".parse()?)
//!     .build()?;
//! let (status, bytes) = http(&message.request(&endpoint));
//! let sent = SendMessage::answer_owned(status, &bytes).into_result()?;
//! assert_eq!(sent.num_media, Some(2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`DeleteMessage`]: crate::request::DeleteMessage
//! [`FetchMessage`]: crate::request::FetchMessage
//! [`ListMessages`]: crate::request::ListMessages
//! [`Pager`]: crate::call::Pager
//! [`Rejection`]: crate::Rejection
//! [`SendMessage::to`]: crate::SendMessage::to
//! [`SendMessageBuilder::media`]: crate::request::SendMessageBuilder::media
//! [`Status`]: crate::Status
//! [`UpdateMessage`]: crate::request::UpdateMessage
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
