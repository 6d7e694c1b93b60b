//! This page shows how to move from the crate `twilio-async` (0.5.0) to this crate.
//!
//! The crate `twilio-async` is an HTTP client, and this crate opens no connection: send its requests with the HTTP
//! client of your choice.
//!
//! | `twilio-async` | here |
//! |---|---|
//! | `Twilio::new(sid, token)?` | [`Credentials::new`], and an HTTP client |
//! | `twilio.send_msg(from, to, body).run().await?` | [`SendMessage::to`] |
//! | `.media(url)` | [`SendMessageBuilder::media`], up to ten times |
//! | `twilio.msg(sid).run().await?` | [`FetchMessage`] |
//! | `twilio.msg(sid).redact().await?` | [`UpdateMessage::redact`] |
//! | `twilio.msg(sid).delete().await?` | [`DeleteMessage`] |
//! | `twilio.msg(sid).media().await?` | [`ListMedia`] |
//! | `twilio.msgs().run().await?` | [`ListMessages`], and a [`Pager`] for all pages |
//! | `.between(from, to)`, which are addresses | [`ListMessages::from`] and [`ListMessages::to`] |
//! | `.on(date)` | [`ListMessages::date_sent`] |
//! | `TwilioJson::Success(m)`, `TwilioJson::Fail { code, .. }` | [`Outcome`], with a variant for unknown outcomes |
//! | `MsgStatus`, which fails for a new word | [`Status`], which keeps a new word |
//! | `twiml::Response::new().say(..).build()` | [`twiml`], for messages only |
//! | webhooks are not covered | pages [`verify`] and [`reply`](super::reply) |
//!
//! This program builds the requests that fetch, redact and delete a message:
//!
//! ```
//! use twilio_sms::request::{DeleteMessage, FetchMessage, UpdateMessage};
//! use twilio_sms::{Call, Endpoint, Sid};
//!
//! let endpoint = Endpoint::new("AC1".parse()?);
//! let sid: Sid<'static> = "SM1".parse()?;
//! let fetch = FetchMessage::new(sid.clone()).request(&endpoint);
//! let redact = UpdateMessage::redact(sid.clone()).request(&endpoint);
//! let delete = DeleteMessage::new(sid).request(&endpoint);
//! assert_eq!([fetch, redact, delete].map(|request| request.method().as_str()), ["GET", "POST", "DELETE"]);
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! [`Credentials::new`]: crate::Credentials::new
//! [`DeleteMessage`]: crate::request::DeleteMessage
//! [`FetchMessage`]: crate::request::FetchMessage
//! [`ListMedia`]: crate::media::ListMedia
//! [`ListMessages`]: crate::request::ListMessages
//! [`ListMessages::date_sent`]: crate::request::ListMessages::date_sent
//! [`ListMessages::from`]: crate::request::ListMessages::from
//! [`ListMessages::to`]: crate::request::ListMessages::to
//! [`Outcome`]: crate::Outcome
//! [`Pager`]: crate::call::Pager
//! [`SendMessage::to`]: crate::SendMessage::to
//! [`SendMessageBuilder::media`]: crate::request::SendMessageBuilder::media
//! [`Status`]: crate::Status
//! [`UpdateMessage::redact`]: crate::request::UpdateMessage::redact
//! [`twiml`]: crate::twiml
#![cfg_attr(feature = "signature", doc = "[`verify`]: super::verify")]
#![cfg_attr(not(feature = "signature"), doc = "[`verify`]: super")]
