//! JSON: one flat object, or a list of them with its paging keys beside it.
//!
//! One door is enough here: the grammar is small, and the reader that knows all of it is as fast as one that does not.
//! It builds no tree, copies a text only where an escape forces it, keeps the digits of numbers as they stand, and
//! checks what it skips as strictly as what it reads.

mod cursor;
pub(crate) mod read;
pub(crate) mod write;

pub(crate) use read::{decode, fault, first};

/// The media type of a reply in JSON.
pub(crate) const CONTENT_TYPE: &str = "application/json";
