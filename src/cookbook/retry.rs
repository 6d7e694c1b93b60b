//! Send again without sending twice.
//!
//! A request that sends is not idempotent: sent twice, it is two messages and two charges. So ask the outcome.
//!
//! ```
//! # use std::cell::Cell;
//! # let tries = Cell::new(0);
//! # let http = |_: &twilio_sms::Request| {
//! #     tries.set(tries.get() + 1);
//! #     match tries.get() {
//! #         1 => (429, Some("2"), br#"{"code": 20429, "message": "Too Many Requests", "status": 429}"#.as_slice()),
//! #         _ => (201, None, br#"{"sid": "SM1", "status": "queued"}"#.as_slice()),
//! #     }
//! # };
//! # fn sleep(_: u64) {}
//! use twilio_sms::{Body, Format, Message, PhoneNumber, Resend, SendMessage, Sid, retry_after};
//!
//! let account: Sid<'_> = "AC1".parse()?;
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let request = SendMessage::new(from, to, Body::new("Hello")?).encode(&account, Format::Json);
//!
//! let mut wait = 1;
//! let outcome = loop {
//!     let (status, header, bytes) = http(&request);
//!     let outcome = Message::decode(status, bytes);
//!     match outcome.resend() {
//!         // It was not processed. Wait as long as the server says, else twice as long each time.
//!         Some(Resend::Safe) if wait < 60 => {
//!             let now = 0; // seconds since 1970: only for a `Retry-After` that is a date
//!             sleep(header.and_then(|value| retry_after(value, now)).unwrap_or(wait));
//!             wait *= 2;
//!         }
//!         // Done, pointless, or unknown.
//!         _ => break outcome,
//!     }
//! };
//! # assert_eq!(tries.get(), 2);
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! # When it is unknown
//!
//! A 5xx, an answer cut off or unreadable, and no answer at all: the message may have been sent.
//!
//! - If the [`Unknown`](crate::Unknown) has a SID, the message exists: fetch it.
//! - If not, list the messages to the same number since you began, and look for the text.
//!
//! ```
//! use twilio_sms::request::{FetchMessage, ListMessages};
//! use twilio_sms::{Format, Message, Outcome, Resource, Sid};
//!
//! let account: Sid<'_> = "AC1".parse()?;
//! let cut_off = br#"{"sid": "SM0123", "status": "que"#;
//! let look = match Message::decode(201, cut_off) {
//!     Outcome::Unknown(unknown) => match unknown.sid {
//!         Some(sid) => FetchMessage::new(sid.into_owned()).encode(&account, Resource::Messages, Format::Json),
//!         None => ListMessages::new()
//!             .to("+14155550199".parse()?)
//!             .date_sent_after("2026-12-24".parse()?)
//!             .encode(&account, Resource::Messages, Format::Json),
//!     },
//!     _ => unreachable!(),
//! };
//! assert_eq!(look.target(), "/2010-04-01/Accounts/AC1/Messages/SM0123.json");
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! Reading and deleting can always be repeated.
