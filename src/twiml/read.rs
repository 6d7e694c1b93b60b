//! The reader of replies.

use std::str::FromStr;

use super::value::{Link, Text};
use super::verb::{Message, Noun, Redirect, Sms, Verb, VerbAttributes};
use super::{DecodeNotes, MAX_DOCUMENT, MAX_VERBS, Response};
use crate::error::{DecodeError, DecodeErrorKind, ParseError, ParseErrorKind};
use crate::value::address::Address;
use crate::wire::scratch::Scratch;
use crate::wire::xml::reader::{Event, TextBuilder, XmlReader, checked_text};
use crate::wire::xml::syntax::next_attribute;

/// Decodes a reply.
pub(super) fn response(document: &[u8]) -> Result<Response, DecodeError> {
    if document.len() > MAX_DOCUMENT {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "bytes in a reply", max: MAX_DOCUMENT }));
    }
    let mut reader = XmlReader::new(checked_text(document)?, Scratch::default());
    let (mut verbs, mut notes) = (Vec::new(), DecodeNotes::default());
    // Reading stops at the first verb beyond the limit, which is enough to refuse the reply. A verb takes more memory
    // than the text that it is read from, so to read on would let a small document fill a lot of memory.
    while verbs.len() <= MAX_VERBS {
        match reader.next()? {
            Event::Open { name: "Response", .. } if reader.depth() == 1 => {}
            Event::Open { at, .. } if reader.depth() == 1 => {
                return Err(DecodeError::new(DecodeErrorKind::NotADocument { at }));
            }
            Event::Open { name: "Message", attributes, .. } => {
                let attributes = parse_attributes(attributes)?;
                verbs.push(message(&mut reader, attributes, &mut notes)?.into());
            }
            Event::Open { name: "Sms", attributes, .. } => {
                let (attributes, (text, _)) = (parse_attributes(attributes)?, reader.text(true)?);
                let sms = Text::new(text).and_then(Sms::new).map_err(DecodeError::invalid("Sms"))?;
                verbs.push(Verb::Sms(Sms { attributes, ..sms }));
            }
            Event::Open { name: "Redirect", attributes, .. } => {
                let (attributes, (text, _)) = (parse_attributes(attributes)?, reader.text(false)?);
                let url = Link::new(text).map_err(DecodeError::invalid("Redirect"))?;
                verbs.push(Verb::Redirect(Redirect { method: attributes.method, url }));
            }
            Event::Open { name, .. } => {
                notes.skipped.push(name.to_owned().into());
                reader.text(false)?;
            }
            Event::End => break,
            _ => {}
        }
    }
    notes.recovered = reader.recovered;
    let response = Response::new(verbs).map_err(DecodeError::invalid("Response"))?;
    Ok(Response { notes, ..response })
}

/// Parses the attributes of a verb. Attributes that no verb has are ignored.
fn parse_attributes(mut rest: &str) -> Result<VerbAttributes, DecodeError> {
    fn value<T: FromStr<Err = ParseError>>(field: &'static str, text: &str) -> Result<Option<T>, DecodeError> {
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(DecodeError::invalid(field)) }
    }

    let mut attributes = VerbAttributes::default();
    while let Ok(Some(attribute)) = next_attribute(&mut rest) {
        let text = attribute.value();
        match attribute.name {
            "to" => attributes.to = address("to", &text)?,
            "from" => attributes.from = address("from", &text)?,
            "action" => attributes.action = value("action", &text)?,
            "method" => attributes.method = value("method", &text)?,
            "statusCallback" => attributes.status_callback = value("statusCallback", &text)?,
            _ => {}
        }
    }
    Ok(attributes)
}

/// Parses an address. A text that is not an address of a known kind is kept as [`Address::other`], because only the
/// server can tell whether it can be reached.
fn address(field: &'static str, text: &str) -> Result<Option<Address>, DecodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().or_else(|_| Address::other(text)).map(Some).map_err(DecodeError::invalid(field))
}

/// Reads the content of the `<Message>` that was just opened, and its end.
fn message(
    reader: &mut XmlReader<'_>,
    attributes: VerbAttributes,
    notes: &mut DecodeNotes<'static>,
) -> Result<Message, DecodeError> {
    let depth = reader.depth();
    let (mut characters, mut nouns) = (TextBuilder::default(), Vec::new());
    loop {
        match reader.next()? {
            Event::Open { name: "Body", .. } => {
                let (text, _) = reader.text(true)?;
                nouns.push(Noun::Body(Text::new(text).map_err(DecodeError::invalid("Body"))?));
            }
            Event::Open { name: "Media", .. } => {
                let (text, _) = reader.text(false)?;
                nouns.push(Noun::Media(Link::new(text).map_err(DecodeError::invalid("Media"))?));
            }
            Event::Open { name, .. } => {
                notes.skipped.push(name.to_owned().into());
                reader.text(false)?;
            }
            Event::Close if reader.depth() < depth => break,
            Event::Literal(piece) => characters.literal(piece),
            Event::Reference(c) => characters.reference(c),
            Event::Cdata(piece) => characters.cdata(piece),
            Event::Close | Event::End => {}
        }
    }
    // White space between nouns is layout.
    let (text, _) = characters.finish(nouns.is_empty());
    let text = if text.is_empty() { None } else { Some(Text::new(text).map_err(DecodeError::invalid("Message"))?) };
    if text.is_none() && nouns.is_empty() {
        return Err(DecodeError::invalid("Message")(ParseError::new("TwiML text", ParseErrorKind::Empty)));
    }
    let mut message = Message { attributes, text, nouns: Vec::new() };
    for noun in nouns {
        message = message.noun(noun).map_err(DecodeError::invalid("Message"))?;
    }
    Ok(message)
}
