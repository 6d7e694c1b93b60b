//! What Twilio answers: a message, a page of them, a rejection; and what that means for the sender.

pub(crate) mod media;
pub(crate) mod message;
pub(crate) mod outcome;
pub(crate) mod page;
pub(crate) mod rejection;
pub(crate) mod reply;
pub(crate) mod retry;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, ListTarget, SingleTarget};
use crate::wire::scratch::Scratch;
use crate::wire::{Target, json, xml};

pub use media::Deleted;
pub use page::Paging;

pub use crate::schema::{DecodeNotes, UnknownField};
pub use crate::value::raw_json::RawJson;

/// Reads a reply in the format that its first byte tells, into a sink that is empty.
fn decode_into<'a>(bytes: &'a [u8], scratch: Scratch<'a>, target: &mut impl Target<'a>) -> Result<(), DecodeError> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => json::decode(bytes, scratch, target),
        // What is no XML either is refused there, with its place.
        Some(_) => xml::decode(bytes, scratch, target),
        None => Err(DecodeError::new(DecodeErrorKind::NotADocument { at: bytes.len() })),
    }
}

/// Reads one document into one that is blank.
fn decode_document<'a, D: Document<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    document: &mut D,
) -> Result<(), DecodeError> {
    decode_into(bytes, scratch, &mut SingleTarget::new(document))?;
    document.check_required()
}

/// Reads a list of documents into what is blank.
fn decode_list<'a, D: Document<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    paging: &mut Paging<'a>,
    items: &mut Vec<D>,
) -> Result<(), DecodeError> {
    decode_into(bytes, scratch, &mut ListTarget::new(paging, items))?;
    for link in [
        &mut paging.first_page_uri,
        &mut paging.previous_page_uri,
        &mut paging.next_page_uri,
        &mut paging.last_page_uri,
    ] {
        // Restcomm's spelling of none.
        if link.as_deref() == Some("null") {
            *link = None;
        }
    }
    Ok(())
}
