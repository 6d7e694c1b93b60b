//! JSON: a flat object, or an object that has a list of such objects beside the keys of a page.
//!
//! [`read`] has the reader and [`write`](mod@write) the writer. Both follow RFC 8259.

pub(crate) mod read;
pub(crate) mod write;

pub(crate) use read::{check_strings, decode, decode_list, first_item, strings};

/// The media type of a reply in JSON.
pub(crate) const CONTENT_TYPE: &str = "application/json";
