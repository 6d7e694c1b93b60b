//! What Twilio answers: a message, a page of them, a rejection; and what that means for the sender.

pub(crate) mod answer;
pub(crate) mod encode;
pub(crate) mod message;
pub(crate) mod outcome;
pub(crate) mod page;
pub(crate) mod rejection;
pub(crate) mod resources;
pub(crate) mod retry;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::table::{Document, List, Many, One};
use crate::wire::scratch::Scratch;
use crate::wire::{Sink, json, xml};
use page::Paging;

/// Reads a reply in the format that its first byte tells, into a sink that is empty.
fn sniff<'a>(bytes: &'a [u8], scratch: Scratch<'a>, sink: &mut impl Sink<'a>) -> Result<(), DecodeError> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => json::decode(bytes, scratch, sink),
        // What is no XML either is refused there, with its place.
        Some(_) => xml::decode(bytes, scratch, sink),
        None => Err(DecodeError::new(DecodeErrorKind::NotADocument { at: bytes.len() })),
    }
}

/// Reads one document into one that is blank.
fn one<'a, D: Document<'a>>(bytes: &'a [u8], scratch: Scratch<'a>, document: &mut D) -> Result<(), DecodeError> {
    sniff(bytes, scratch, &mut One::new(document))?;
    document.complete()
}

/// Reads a list of documents into what is blank.
fn many<'a, D: Document<'a> + List>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    paging: &mut Paging<'a>,
    items: &mut Vec<D>,
) -> Result<(), DecodeError> {
    sniff(bytes, scratch, &mut Many::new(paging, items))?;
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
