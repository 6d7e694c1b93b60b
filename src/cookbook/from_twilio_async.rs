//! Move from the crate `twilio-async` (0.5.0) to this crate.
//!
//! That crate is an HTTP client, and this crate opens no connection.
//!
//! | `twilio-async` | here |
//! |---|---|
//! | `Twilio::new(sid, token)?` | [`Credentials::new`](crate::Credentials::new), and an HTTP client |
//! | `twilio.send_msg(from, to, body).run().await?` | [`SendMessage::new`](crate::SendMessage::new) |
//! | `.media(url)` | [`SendMessage::media`](crate::SendMessage::media), up to ten times |
//! | `twilio.msg(sid).run().await?` | [`FetchMessage`](crate::request::FetchMessage) |
//! | `twilio.msg(sid).redact().await?` | [`UpdateMessage::redact`](crate::request::UpdateMessage::redact) |
//! | `twilio.msg(sid).delete().await?` | [`DeleteMessage`](crate::request::DeleteMessage) |
//! | `twilio.msg(sid).media().await?` | [`ListMedia`](crate::media::ListMedia) |
//! | `twilio.msgs().run().await?` | [`ListMessages`](crate::request::ListMessages), with [`NextPage`](crate::request::NextPage) |
//! | `.between(from, to)`, which are addresses | [`from`](crate::request::ListMessages::from) and [`to`](crate::request::ListMessages::to) |
//! | `.on(date)` | [`date_sent`](crate::request::ListMessages::date_sent) |
//! | `TwilioJson::Success(m)`, `TwilioJson::Fail { code, .. }` | [`Outcome`](crate::Outcome), which adds a variant for what is unknown |
//! | `MsgStatus`, an error if the word is new | [`Status`](crate::Status), which keeps it |
//! | `twiml::Response::new().say(..).build()` | [`twiml`](crate::twiml), for messages only |
//! | (no webhooks) | pages [`verify`] and [`reply`](super::reply) |
//!
//! ```
//! use twilio_sms::request::{DeleteMessage, FetchMessage, UpdateMessage};
//! use twilio_sms::{Format, Resource, Sid};
//!
//! let account: Sid<'_> = "AC1".parse()?;
//! let sid: Sid<'static> = "SM1".parse()?;
//! let (resource, format) = (Resource::Messages, Format::Json);
//! let fetch = FetchMessage::new(sid.clone()).encode(&account, resource, format);
//! let redact = UpdateMessage::redact(sid.clone()).encode(&account, resource, format);
//! let delete = DeleteMessage::new(sid).encode(&account, resource, format);
//! assert_eq!([fetch, redact, delete].map(|request| request.method().as_str()), ["GET", "POST", "DELETE"]);
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
