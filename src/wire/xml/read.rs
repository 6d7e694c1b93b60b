//! The general reader of replies: whatever XML the elements of a reply stand in.

use std::borrow::Cow;

use super::events::{Event, Events};
use super::syntax::{is_name, next_attribute};
use super::{Holds, Sink, is_root};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::{GROUP, Spelling, VERBATIM, Value};

/// Reads a reply into a sink.
pub(crate) fn document<'a, S: Sink<'a>>(bytes: &'a [u8], sink: &mut S) -> Result<(), DecodeError> {
    let mut events = Events::new(bytes)?;
    let mut found = false;
    loop {
        match events.next()? {
            Event::Open { name, at, .. } if events.depth() == 1 && !is_root(name) => {
                return Err(DecodeError::new(Kind::NotADocument { at }));
            }
            Event::Open { name, attributes, at } if events.depth() == 2 => {
                if found {
                    return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                }
                found = true;
                match S::holds(name) {
                    Holds::Fields => fields(&mut events, sink)?,
                    Holds::List => list(&mut events, attributes, sink)?,
                    Holds::Item | Holds::Other => return Err(DecodeError::new(Kind::NotADocument { at })),
                }
            }
            Event::End => break,
            _ => {}
        }
    }
    if !found {
        return Err(DecodeError::new(Kind::NotADocument { at: bytes.len() }));
    }
    sink.recovered(events.recovered);
    Ok(())
}

/// Reads the fields of the element just opened, past its end.
fn fields<'a, S: Sink<'a>>(events: &mut Events<'a>, sink: &mut S) -> Result<(), DecodeError> {
    let depth = events.depth();
    loop {
        match events.next()? {
            // Seen through: what it holds comes next.
            Event::Open { name, .. } if name == GROUP.xml && events.depth() == depth + 1 => {}
            Event::Open { name, .. } => {
                let (text, nested) = events.text()?;
                if nested || !is_field(name) {
                    sink.skip(Cow::Borrowed(name))?;
                } else {
                    let text = if name == VERBATIM { text.verbatim() } else { text.trimmed() };
                    sink.fill(Spelling::Element, Cow::Borrowed(name), Value::Text(text))?;
                }
            }
            Event::Close if events.depth() < depth => return Ok(()),
            _ => {}
        }
    }
}

/// Whether an element's name can be a field's: prefixed ones are somebody else's.
fn is_field(name: &str) -> bool {
    is_name(name) && !name.contains(':')
}

/// Reads the items of the list just opened, past its end.
fn list<'a, S: Sink<'a>>(events: &mut Events<'a>, attributes: &'a str, sink: &mut S) -> Result<(), DecodeError> {
    let mut rest = attributes;
    while let Ok(Some(attribute)) = next_attribute(&mut rest) {
        if is_field(attribute.name) && attribute.name != "xmlns" {
            sink.fill(Spelling::Attribute, Cow::Borrowed(attribute.name), Value::Text(attribute.value()))?;
        }
    }
    loop {
        match events.next()? {
            Event::Open { name, .. } if S::holds(name) == Holds::Item => {
                sink.begin()?;
                fields(events, sink)?;
                sink.end()?;
            }
            Event::Open { name, .. } => {
                events.text()?;
                sink.skip(Cow::Borrowed(name))?;
            }
            // Items and what is skipped take their own ends.
            Event::Close => return Ok(()),
            _ => {}
        }
    }
}
