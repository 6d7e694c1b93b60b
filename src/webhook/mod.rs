//! Webhooks: the requests that Twilio sends to your server, which are inbound messages, status callbacks, and events.
//!
//! Anybody can send such a request. The module `signature` verifies that Twilio sent it; the methods that decode a
//! request without that have `unverified` in their names. The reply to an inbound message is in
//! [`twiml`](crate::twiml).

pub(crate) mod callback;
mod codec;
pub(crate) mod event;
pub(crate) mod inbound;
pub(crate) mod lists;
#[cfg(feature = "signature")]
pub(crate) mod signature;
pub(crate) mod status;

pub use callback::Callback;
pub use event::{ErrorLog, Event, EventData, InboundEvent, LinkEvent, StatusEvent};
pub use inbound::{InboundMessage, Keyword};
pub use lists::InboundMedia;
pub use status::StatusUpdate;
