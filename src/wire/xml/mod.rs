//! XML: `<TwilioResponse>` with one resource element in it, which has one element for each field.
//!
//! There are two readers, because the general one costs ten times as many instructions for a current reply. [`scan`] is
//! fast and reads replies in the layout that Twilio uses. At the first byte that does not belong to that layout it stops,
//! and [`decode`] starts again from the beginning with [`read`], the general reader. Every error comes from the general
//! reader, and a document that the scanner accepts is accepted by the general reader with the same result; a property
//! test compares the two.
//!
//! | module | what it holds |
//! |---|---|
//! | [`scan`] | the fast reader of the usual layout |
//! | [`read`] | the general reader of replies |
//! | [`events`] | the events of any XML document, checked; TwiML is read from them as well |
//! | [`syntax`] | the productions of XML 1.0: characters, names, references, attributes |
//! | [`write`](mod@write) | the writer |

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

/// Returns whether an element is the root of a reply: Twilio's own, or Restcomm's.
fn is_root(name: &str) -> bool {
    matches!(name, "TwilioResponse" | "RestcommResponse")
}

/// Reads a document into an empty target.
pub(crate) fn decode<'a, S: Target<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    target: &mut S,
) -> Result<(), DecodeError> {
    // The general reader reports a document that is too large.
    if bytes.len() <= MAX_DOCUMENT {
        if scan::scan(bytes, scratch, target).is_some() {
            return Ok(());
        }
        // The scanner gave up in the middle, so the target has some fields already.
        target.reset();
    }
    read::read_document(bytes, target)
}
