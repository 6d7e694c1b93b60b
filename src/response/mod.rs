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
use crate::table::{Document, One};
use crate::wire::scratch::Scratch;
use crate::wire::{Sink, json, xml};

/// Reads a reply in the format that its first byte tells, into a sink that is empty.
pub(crate) fn sniff<'a, S: Sink<'a>>(bytes: &'a [u8], scratch: Scratch<'a>, sink: &mut S) -> Result<(), DecodeError> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => json::decode(bytes, scratch, sink),
        // What is no XML either is refused there, with its place.
        Some(_) => xml::decode(bytes, scratch, sink),
        None => Err(DecodeError::new(DecodeErrorKind::NotADocument { at: bytes.len() })),
    }
}

/// Reads one document in the format that its first byte tells.
pub(crate) fn one<'a, D: Document<'a>>(bytes: &'a [u8]) -> Result<D, DecodeError> {
    one_in(bytes, Scratch::default())
}

/// The same, with a caller's buffer for texts that have escapes.
pub(crate) fn one_in<'a, D: Document<'a>>(bytes: &'a [u8], scratch: Scratch<'a>) -> Result<D, DecodeError> {
    let mut sink = One::<'a, D>::default();
    sniff(bytes, scratch, &mut sink)?;
    sink.finish()
}
