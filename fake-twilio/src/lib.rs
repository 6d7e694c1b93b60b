//! A Twilio for test suites.
//!
//! [`Fake`] answers requests as Twilio's API does and keeps the messages in memory. It opens no socket, reads no clock
//! and starts no thread: the test gives it the time with [`Fake::at`] and [`Fake::tick`], and the seed of its SIDs with
//! [`Fake::seed`]. The same calls give the same bytes.
//!
//! ```
//! use fake_twilio::Fake;
//! use twilio_sms::{Body, Call as _, PhoneNumber, SendMessage};
//!
//! let mut fake = Fake::default();
//! let send = SendMessage::to(PhoneNumber::normalize("+14155550199")?)
//!     .from(PhoneNumber::normalize("+14155550100")?)
//!     .body(Body::new("Hello")?)
//!     .status_callback("http://127.0.0.1/status".parse()?)
//!     .build()?;
//! let answer = fake.call(&send.request(fake.endpoint()));
//! assert_eq!(answer.status(), 201);
//! assert_eq!(fake.messages()[0].body.as_deref(), Some("Hello"));
//!
//! let callbacks = fake.tick(fake.now());
//! assert!(callbacks[1].body.contains("MessageStatus=delivered"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `server`, which is on by default, [`serve`] answers real SDKs on a free port of this machine. At
//! the same address, a page shows the phones and answers for them, and a control API under `/_fake` steers the server
//! from tests in any language. `cargo install --path fake-twilio` installs the program.

#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]

mod answer;
#[cfg(feature = "server")]
mod control;
// The control API alone reads some of what the fake and its store keep.
#[cfg_attr(not(feature = "server"), allow(dead_code))]
mod fake;
mod refusal;
#[cfg(feature = "server")]
mod serve;
mod settings;
#[cfg_attr(not(feature = "server"), allow(dead_code))]
mod store;
mod view;
mod webhook;

pub use answer::{Answer, Delivery, HttpRequest};
pub use fake::{Fake, RequestRecord};
#[cfg(feature = "server")]
pub use serve::{ServeOptions, Server, random_seed, serve, serve_on};
pub use settings::{Callbacks, Fault, Order};
pub use webhook::Webhook;
