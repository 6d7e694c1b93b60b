//! JSON: one flat object, or a list of them with its paging keys beside it.
//!
//! One door is enough here: the grammar is small, and the reader that knows all of it is as fast as one that does not.
//! It builds no tree, copies a text only where an escape forces it, keeps the digits of numbers as they stand, and
//! checks what it skips as strictly as what it reads. Keys in the table's order are found by comparison with constants
//! (see [`Ordered`](super::Ordered)); where the document has no control character, a text without escapes ends at its
//! first quote, and nothing else in it has to be looked at.

mod cursor;
pub(crate) mod read;
mod string;
pub(crate) mod write;

pub(crate) use read::{decode, fault, first};

/// The media type of a reply in JSON.
pub(crate) const CONTENT_TYPE: &str = "application/json";
