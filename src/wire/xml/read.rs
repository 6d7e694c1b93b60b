//! The general reader of replies: whatever XML the elements of a reply stand in.

use std::borrow::Cow;

use super::events::{Event, Events};
use super::syntax::{is_name, next_attribute};
use super::{ElementKind, Target, is_root};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::{LINKS, Spelling, VERBATIM, Value};

/// Reads a reply into a target.
pub(crate) fn document<'a, S: Target<'a>>(bytes: &'a [u8], target: &mut S) -> Result<(), DecodeError> {
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
                match S::element_kind(name) {
                    ElementKind::Fields => fields(&mut events, target)?,
                    ElementKind::List => list(&mut events, attributes, target)?,
                    ElementKind::Item | ElementKind::Other => return Err(DecodeError::new(Kind::NotADocument { at })),
                }
            }
            Event::End => break,
            _ => {}
        }
    }
    if !found {
        return Err(DecodeError::new(Kind::NotADocument { at: bytes.len() }));
    }
    target.recovered(events.recovered);
    Ok(())
}

/// Reads the fields of the element just opened, past its end.
fn fields<'a, S: Target<'a>>(events: &mut Events<'a>, target: &mut S) -> Result<(), DecodeError> {
    let depth = events.depth();
    loop {
        match events.next()? {
            // Seen through: what it holds comes next.
            Event::Open { name, .. } if name == LINKS.xml && events.depth() == depth + 1 => {}
            Event::Open { name, .. } => {
                let (text, nested) = events.text()?;
                if nested || !is_field(name) {
                    target.skip(Cow::Borrowed(name))?;
                } else {
                    let text = if name == VERBATIM { text.verbatim() } else { text.trimmed() };
                    target.assign(Spelling::Element, Cow::Borrowed(name), Value::Text(text))?;
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
fn list<'a, S: Target<'a>>(events: &mut Events<'a>, attributes: &'a str, target: &mut S) -> Result<(), DecodeError> {
    let mut rest = attributes;
    while let Ok(Some(attribute)) = next_attribute(&mut rest) {
        if is_field(attribute.name) && attribute.name != "xmlns" {
            target.assign(Spelling::Attribute, Cow::Borrowed(attribute.name), Value::Text(attribute.value()))?;
        }
    }
    loop {
        match events.next()? {
            Event::Open { name, .. } if S::element_kind(name) == ElementKind::Item => {
                target.begin_item()?;
                fields(events, target)?;
                target.end_item()?;
            }
            Event::Open { name, .. } => {
                events.text()?;
                target.skip(Cow::Borrowed(name))?;
            }
            // Items and what is skipped take their own ends.
            Event::Close => return Ok(()),
            _ => {}
        }
    }
}
