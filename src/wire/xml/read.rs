//! The general reader of replies.
//!
//! It reads a reply from the events of any well-formed document ([`events`](super::events)), whatever comments,
//! attributes, CDATA sections or foreign elements are between its fields. The level of an element gives it its meaning:
//! 1 is the root, 2 the resource or list, below a list the items, and below a resource or item the fields.

use std::borrow::Cow;

use super::events::{Event, Events};
use super::syntax::{is_name, next_attribute};
use super::{ElementKind, Target, is_root};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::{LINKS, Spelling, VERBATIM, Value};

/// Reads a reply into an empty target.
pub(crate) fn read_document<'a, S: Target<'a>>(bytes: &'a [u8], target: &mut S) -> Result<(), DecodeError> {
    let mut events = Events::new(bytes)?;
    let mut found = false;
    loop {
        match events.next()? {
            Event::Open { name, at, .. } if events.depth() == 1 && !is_root(name) => {
                return Err(DecodeError::new(Kind::NotADocument { at }));
            }
            Event::Open { name, attributes, at } if events.depth() == 2 => {
                // A reply has one resource.
                if found {
                    return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                }
                found = true;
                match S::element_kind(name) {
                    ElementKind::Fields => read_fields(&mut events, target)?,
                    ElementKind::List => read_list(&mut events, attributes, target)?,
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

/// Reads the fields of the element that was just opened, and its end.
fn read_fields<'a, S: Target<'a>>(events: &mut Events<'a>, target: &mut S) -> Result<(), DecodeError> {
    let depth = events.depth();
    loop {
        match events.next()? {
            // The group of links is no level of its own: the elements in it are fields of the message, and come next.
            Event::Open { name, .. } if name == LINKS.xml && events.depth() == depth + 1 => {}
            Event::Open { name, .. } => {
                // An element that contains elements, or whose name has a prefix, is not a field.
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

/// Returns whether an element's name can be that of a field. A name with a prefix belongs to another vocabulary.
fn is_field(name: &str) -> bool {
    is_name(name) && !name.contains(':')
}

/// Reads the attributes and items of the list that was just opened, and its end.
fn read_list<'a, S: Target<'a>>(
    events: &mut Events<'a>,
    attributes: &'a str,
    target: &mut S,
) -> Result<(), DecodeError> {
    // The paging of a list is in its attributes. `Events` has checked them, so the loop ends without an error.
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
                read_fields(events, target)?;
                target.end_item()?;
            }
            Event::Open { name, .. } => {
                events.text()?;
                target.skip(Cow::Borrowed(name))?;
            }
            // `read_fields` and `text` consume the ends of the elements that they read, so this is the end of the list.
            Event::Close => return Ok(()),
            _ => {}
        }
    }
}
