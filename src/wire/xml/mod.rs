//! XML: `<TwilioResponse>` around one element, and in that one element per field.
//!
//! [`reader`] knows the grammar of XML, and [`reply`] which elements a reply has.

use super::{ElementKind, Target};

pub(crate) mod reader;
mod reply;
pub(crate) mod syntax;
pub(crate) mod write;

pub(crate) use reply::decode;

/// The media type of a reply in XML.
pub(crate) const CONTENT_TYPE: &str = "application/xml";

/// Whether a name is that of a reply's root: Twilio's own, or Restcomm's.
fn is_root(name: &str) -> bool {
    matches!(name, "TwilioResponse" | "RestcommResponse")
}
