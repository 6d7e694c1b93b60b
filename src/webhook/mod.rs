//! What Twilio sends your server, and what your server answers.

pub(crate) mod callback;
pub(crate) mod inbound;
pub(crate) mod media;
mod params;
pub(crate) mod status;
pub mod twiml;
