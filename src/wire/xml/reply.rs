//! Reads replies: a root, in it one resource element or a list of such elements, and in those one element per field.

use std::borrow::Cow;

use super::reader::{Event, XmlReader, checked_text};
use super::syntax::next_attribute;
use super::{ElementKind, Target, is_root};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::scratch::Scratch;
use crate::wire::{LINKS, Spelling, Value, is_verbatim};

/// Reads a reply into a target that is empty.
pub(crate) fn decode<'a, S: Target<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    target: &mut S,
) -> Result<(), DecodeError> {
    let mut reader = XmlReader::new(checked_text(bytes)?, scratch);
    let mut found = false;
    reader.open_root_if("<TwilioResponse>");
    loop {
        reader.skip_to_element();
        match reader.next()? {
            Event::Open { name, at, .. } if reader.depth() == 1 && !is_root(name) => {
                return Err(DecodeError::new(Kind::NotADocument { at }));
            }
            Event::Open { name, attributes, at } if reader.depth() == 2 => {
                if found {
                    return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                }
                found = true;
                match S::element_kind(name) {
                    ElementKind::Fields => fields(&mut reader, target)?,
                    ElementKind::List => list(&mut reader, attributes, target)?,
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
    target.recovered(reader.recovered);
    Ok(())
}

/// Reads the fields of the element just opened, and its end.
fn fields<'a, S: Target<'a>>(reader: &mut XmlReader<'a>, target: &mut S) -> Result<(), DecodeError> {
    let depth = reader.depth();
    loop {
        if reader.skip_to_element() {
            target.assign_next(reader)?;
        }
        match reader.next()? {
            // The group of links. Its children are fields of the document.
            Event::Open { name, .. } if name == LINKS.xml && reader.depth() == depth + 1 => {}
            Event::Open { name, .. } => {
                let (text, nested) = reader.text(is_verbatim(name))?;
                // A name with a prefix belongs to another vocabulary.
                if nested || name.contains(':') {
                    target.skip(Cow::Borrowed(name))?;
                } else {
                    target.assign(Spelling::Element, Cow::Borrowed(name), Value::Text(text))?;
                }
            }
            Event::Close if reader.depth() < depth => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the attributes and the items of the list just opened, and its end.
fn list<'a, S: Target<'a>>(reader: &mut XmlReader<'a>, attributes: &'a str, target: &mut S) -> Result<(), DecodeError> {
    let mut rest = attributes;
    while let Ok(Some(attribute)) = next_attribute(&mut rest) {
        if !attribute.name.contains(':') && attribute.name != "xmlns" {
            target.assign(Spelling::Attribute, Cow::Borrowed(attribute.name), Value::Text(attribute.value()))?;
        }
    }
    loop {
        reader.skip_to_element();
        match reader.next()? {
            Event::Open { name, .. } if S::element_kind(name) == ElementKind::Item => {
                target.begin_item()?;
                fields(reader, target)?;
                target.end_item()?;
            }
            Event::Open { name, .. } => {
                reader.text(false)?;
                target.skip(Cow::Borrowed(name))?;
            }
            // Items and skipped elements are read with their ends, so this is the end of the list.
            Event::Close => return Ok(()),
            _ => {}
        }
    }
}
