//! What Twilio sends your server, and what your server answers.

pub(crate) mod callback;
pub(crate) mod inbound;
pub(crate) mod media;
mod params;
#[cfg(feature = "signature")]
pub(crate) mod signature;
pub(crate) mod status;

pub use callback::Callback;
pub use inbound::InboundMessage;
pub use media::InboundMedia;
pub use status::StatusUpdate;
