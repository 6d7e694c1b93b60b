//! Replies: what Twilio answers to a request, and what the answer means for the sender.
//!
//! Each file holds one reply: its type, its decoding and its encoding. [`Message`](crate::Message),
//! [`Page`](crate::Page), [`Rejection`](crate::Rejection) and [`Outcome`](crate::Outcome) are at the root of the crate,
//! the replies about media are in [`media`](crate::media), and this module has the types of their parts.

pub(crate) mod media;
pub(crate) mod message;
pub(crate) mod outcome;
pub(crate) mod page;
pub(crate) mod rejection;
pub(crate) mod reply;
pub(crate) mod retry;

use crate::error::{DecodeError, DecodeErrorKind, ParseError, ParseErrorKind};
use crate::schema::{Document, ListTarget, SingleTarget};
use crate::value::sid::Sid;
use crate::wire::scratch::Scratch;
use crate::wire::{Target, json, xml};

pub use media::Deleted;
pub use outcome::IntoOwned;
pub use page::Paging;
pub use retry::retry_after;
#[cfg(feature = "http")]
pub use retry::retry_after_header;

pub use crate::schema::{DecodeNotes, UnknownField};
pub use crate::value::raw_json::RawJson;

/// Decodes a reply into an empty target. The first byte that is not white space tells whether the reply is JSON or XML.
fn decode_into<'a>(bytes: &'a [u8], scratch: Scratch<'a>, target: &mut impl Target<'a>) -> Result<(), DecodeError> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => json::decode(bytes, scratch, target),
        // The XML reader also refuses what is neither JSON nor XML, because it reports the offset of the error.
        Some(_) => xml::decode(bytes, scratch, target),
        None => Err(DecodeError::new(DecodeErrorKind::NotADocument { at: bytes.len() })),
    }
}

/// Decodes a reply that holds one document. `document` is empty.
fn decode_document<'a, D: Document<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    document: &mut D,
) -> Result<(), DecodeError> {
    decode_into(bytes, scratch, &mut SingleTarget::new(document))?;
    document.check_required()
}

/// Decodes a reply that holds a page of documents. `paging` and `items` are empty.
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
        // Restcomm writes the text `null` where there is no such page.
        if link.as_deref() == Some("null") {
            *link = None;
        }
    }
    Ok(())
}

/// Decodes a document that has been written as JSON.
#[cfg(feature = "serde")]
pub(crate) fn from_json<'a, D: Document<'a>>(text: &'a str) -> Result<D, DecodeError> {
    let mut document = D::empty();
    decode_document(text.as_bytes(), Scratch::default(), &mut document)?;
    Ok(document)
}

/// Decodes a page that has been written as JSON.
#[cfg(feature = "serde")]
pub(crate) fn list_from_json<'a, D: Document<'a>>(text: &'a str) -> Result<(Paging<'a>, Vec<D>), DecodeError> {
    let (mut paging, mut items) = (Paging::default(), Vec::new());
    decode_list(text.as_bytes(), Scratch::default(), &mut paging, &mut items)?;
    Ok((paging, items))
}

/// Refuses the SID of a document of another product, which has the same fields as a message.
#[inline]
pub(crate) fn check_sid(sid: &Sid<'_>) -> Result<(), DecodeError> {
    if sid.is_of_other_resource() {
        let error = ParseError::new("message SID", ParseErrorKind::OtherResource);
        return Err(DecodeError::new(DecodeErrorKind::Invalid { field: "Sid", error }));
    }
    Ok(())
}
