//! What Twilio sends your server, and what your server answers.

pub(crate) mod status;
pub mod twiml;
