//! XML: `<TwilioResponse>` around one element, around one element per field.
//!
//! Two doors lead in. [`scan`] goes forward once over the shape that servers really send, and gives up at
//! the first byte that is anything else; [`read`] knows all of XML 1.0, and every error comes from it.
//! What the first accepts, the second accepts with the same result.

use crate::error::DecodeError;

use super::scratch::Scratch;
use super::{ElementKind, MAX_DOCUMENT, Target};

pub(crate) mod events;
pub(crate) mod read;
mod scan;
pub(crate) mod syntax;
pub(crate) mod write;

/// The media type of a reply in XML.
pub(crate) const CONTENT_TYPE: &str = "application/xml";

/// The outermost elements: Twilio's own, and Restcomm's.
fn is_root(name: &str) -> bool {
    matches!(name, "TwilioResponse" | "RestcommResponse")
}

/// Reads a document into a target that is empty.
pub(crate) fn decode<'a, S: Target<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    target: &mut S,
) -> Result<(), DecodeError> {
    if bytes.len() <= MAX_DOCUMENT {
        if scan::scan(bytes, scratch, target).is_some() {
            return Ok(());
        }
        target.reset();
    }
    read::document(bytes, target)
}
