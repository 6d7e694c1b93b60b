//! JSON: one flat object, or a list of such objects with paging keys beside it.

pub(crate) mod read;
pub(crate) mod write;

pub(crate) use read::{decode, first_item, syntax_error};

/// The media type of a reply in JSON.
pub(crate) const CONTENT_TYPE: &str = "application/json";
