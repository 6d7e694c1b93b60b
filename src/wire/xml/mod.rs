//! XML: `<TwilioResponse>` around one element, around one element per field.
//!
//! Two doors lead in. [`scan`] goes forward once over the shape that servers really send, and gives up at
//! the first byte that is anything else; [`read`] knows all of XML 1.0, and every error comes from it.
//! What the first accepts, the second accepts with the same result.

use crate::error::DecodeError;

use super::scratch::Scratch;
use super::{Holds, MAX_DOCUMENT, Sink};

pub(crate) mod events;
pub(crate) mod read;
mod scan;
pub(crate) mod syntax;
pub(crate) mod text;
pub(crate) mod write;

/// The media type of a reply in XML.
pub(crate) const CONTENT_TYPE: &str = "application/xml";

/// The outermost elements: Twilio's own, and Restcomm's.
fn is_root(name: &str) -> bool {
    matches!(name, "TwilioResponse" | "RestcommResponse")
}

/// Reads a document into a sink that is empty.
pub(crate) fn decode<'a, S: Sink<'a>>(bytes: &'a [u8], scratch: Scratch<'a>, sink: &mut S) -> Result<(), DecodeError> {
    if bytes.len() <= MAX_DOCUMENT {
        if scan::scan(bytes, scratch, sink).is_some() {
            return Ok(());
        }
        sink.reset();
    }
    read::document(bytes, sink)
}
