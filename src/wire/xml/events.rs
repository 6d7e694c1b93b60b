//! The general reader: all of XML 1.0 but document types, and one named leniency.
//!
//! The only file that names `quick_xml`. That parser finds where each construct ends; the rules that it leaves to its
//! user are kept here: one root, everything closed in order, names, attributes, references, characters, the
//! declaration, and always read to the end.
//!
//! The leniency: a `<` in text that nothing which can begin markup follows (`<3`) is the character itself. It cannot be
//! anything else, so no well-formed document changes. It is counted.

use std::borrow::Cow;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event as RawEvent;

use super::syntax::{
    self, Attribute, BadDeclaration, declaration, is_name_start, is_space, next_attribute, split_qualified,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT};

/// What the reader meets. Comments and processing instructions are checked and not told.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// `<name …>`; an empty element is opened and closed.
    Open {
        name: &'a str,
        /// What follows the name: checked, so that reading it again cannot fail.
        attributes: &'a str,
        at: usize,
    },
    /// `</name>`.
    Close,
    /// Characters as they stand.
    Literal(&'a str),
    /// A character written as a reference.
    Reference(char),
    /// The content of a CDATA section.
    Cdata(&'a str),
    /// The end of the document: one root, closed.
    End,
}

/// A prefix in scope, with the depth of the element that bound it.
type Binding<'a> = (usize, &'a str);

/// A document, event by event.
pub(crate) struct Events<'a> {
    doc: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where in the document the reader's own input begins.
    base: usize,
    open: Vec<&'a str>,
    prefixes: Vec<Binding<'a>>,
    rooted: bool,
    /// The element just opened is empty: its end is due.
    pending_close: bool,
    /// Offset of the first byte after the byte order mark.
    start: usize,
    pub(crate) recovered: u32,
}

impl<'a> Events<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_DOCUMENT {
            return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
        }
        if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..] | [b'<', 0, ..]) {
            return Err(DecodeError::new(Kind::Encoding { at: 0 }));
        }
        let doc =
            std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
        if let Some(at) = syntax::first_illegal(doc) {
            return Err(DecodeError::malformed(at));
        }
        let start = if doc.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        if doc.get(start..).is_some_and(|rest| rest.starts_with('\u{FEFF}')) {
            // Text outside the root. The parser would take it for a mark of its own and lose count.
            return Err(DecodeError::malformed(start));
        }
        Ok(Self {
            doc,
            reader: reader(doc.get(start..).unwrap_or_default()),
            base: start,
            open: Vec::new(),
            prefixes: Vec::new(),
            rooted: false,
            pending_close: false,
            start,
            recovered: 0,
        })
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    fn at(&self) -> usize {
        // The cap on documents is far below `usize::MAX` on every target.
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn resume(&mut self, at: usize) {
        self.base = at;
        self.reader = reader(self.doc.get(at..).unwrap_or_default());
    }

    /// The next event that says something.
    pub(crate) fn next(&mut self) -> Result<Event<'a>, DecodeError> {
        if self.pending_close {
            self.pending_close = false;
            return Ok(self.close_element());
        }
        loop {
            let at = self.at();
            let rest = self.doc.get(at..).unwrap_or_default();
            if rest.starts_with('<')
                && let Some(event) = self.before_markup(rest, at)?
            {
                return Ok(event);
            }
            let raw = self.reader.read_event().map_err(|_| DecodeError::malformed(self.error_offset(at)))?;
            let raw_text = rest.get(..self.at() - at).unwrap_or_default();
            if let Some(event) = self.check_event(&raw, raw_text, at)? {
                return Ok(event);
            }
        }
    }

    /// Where the parser stopped: an unclosed construct runs to the end of the input.
    fn error_offset(&self, at: usize) -> usize {
        let rest = self.doc.get(at..).unwrap_or_default();
        if rest.starts_with('&') { at } else { self.doc.len() }
    }

    /// Looks at a `<` before the parser does: it would take anything after it for a name.
    fn before_markup(&mut self, rest: &'a str, at: usize) -> Result<Option<Event<'a>>, DecodeError> {
        let after = rest.get(1..).unwrap_or_default();
        match after.chars().next() {
            Some('!') => {
                if after.starts_with("!--") || (after.starts_with("![CDATA[") && !self.open.is_empty()) {
                    return Ok(None);
                }
                let doctype = after.get(1..8).is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
                Err(if doctype { DecodeError::new(Kind::Doctype { at }) } else { DecodeError::malformed(at) })
            }
            Some('/' | '?') => Ok(None),
            Some(c) if is_name_start(c) => Ok(None),
            // Outside the root there is no text that this could be.
            _ if self.open.is_empty() => Err(DecodeError::malformed(at)),
            _ => {
                self.recovered = self.recovered.saturating_add(1);
                let length = 1 + memchr::memchr2(b'<', b'&', after.as_bytes()).unwrap_or(after.len());
                let text = rest.get(..length).unwrap_or_default();
                if let Some(found) = memmem::find(text.as_bytes(), b"]]>") {
                    return Err(DecodeError::malformed(at + found));
                }
                self.resume(at + length);
                Ok(Some(Event::Literal(text)))
            }
        }
    }

    /// Holds one construct against the rules.
    fn check_event(&mut self, raw: &RawEvent<'a>, text: &'a str, at: usize) -> Result<Option<Event<'a>>, DecodeError> {
        let malformed = |offset: usize| DecodeError::malformed(at + offset);
        match raw {
            RawEvent::Start(_) | RawEvent::Empty(_) => {
                let empty = matches!(raw, RawEvent::Empty(_));
                let inner = text.get(1..text.len() - if empty { 2 } else { 1 }).unwrap_or_default();
                self.open_element(inner, at).map(Some).inspect(|_| self.pending_close = empty)
            }
            RawEvent::End(_) => {
                let name = text.get(2..text.len() - 1).unwrap_or_default();
                if self.open.last() != Some(&name.trim_end_matches([' ', '\t', '\n', '\r'])) {
                    return Err(malformed(0));
                }
                Ok(Some(self.close_element()))
            }
            RawEvent::Text(_) if self.open.is_empty() => match text.bytes().position(|byte| !is_space(byte)) {
                Some(offset) => Err(malformed(offset)),
                None => Ok(None),
            },
            RawEvent::Text(_) => match memmem::find(text.as_bytes(), b"]]>") {
                Some(offset) => Err(malformed(offset)),
                None => Ok(Some(Event::Literal(text))),
            },
            RawEvent::GeneralRef(_) => {
                let name = text.get(1..text.len() - 1).unwrap_or_default();
                match syntax::reference(name) {
                    Some(c) if !self.open.is_empty() => Ok(Some(Event::Reference(c))),
                    _ => Err(malformed(0)),
                }
            }
            RawEvent::CData(_) => Ok(text.get(9..text.len() - 3).map(Event::Cdata)),
            RawEvent::Comment(_) => {
                let inner = text.get(4..text.len().saturating_sub(3)).ok_or_else(|| malformed(0))?;
                if inner.contains("--") || inner.ends_with('-') { Err(malformed(0)) } else { Ok(None) }
            }
            RawEvent::Decl(_) | RawEvent::PI(_) => {
                let inner = text.get(2..text.len() - 2).unwrap_or_default();
                let (target, rest) = inner.split_at(inner.bytes().position(is_space).unwrap_or(inner.len()));
                match target {
                    "xml" if at == self.start => match declaration(rest) {
                        Ok(()) => Ok(None),
                        Err(BadDeclaration::Encoding) => Err(DecodeError::new(Kind::Encoding { at })),
                        Err(BadDeclaration::Malformed) => Err(malformed(0)),
                    },
                    _ if target.eq_ignore_ascii_case("xml") => Err(malformed(0)),
                    _ => match split_qualified(target) {
                        Some((None, _)) => Ok(None),
                        _ => Err(malformed(0)),
                    },
                }
            }
            RawEvent::DocType(_) => Err(DecodeError::new(Kind::Doctype { at })),
            RawEvent::Eof if self.rooted && self.open.is_empty() => Ok(Some(Event::End)),
            RawEvent::Eof => Err(DecodeError::malformed(self.doc.len())),
        }
    }

    fn open_element(&mut self, inner: &'a str, at: usize) -> Result<Event<'a>, DecodeError> {
        if self.open.is_empty() && self.rooted {
            return Err(DecodeError::malformed(at));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(DecodeError::new(Kind::Limit { what: "levels of nesting", max: MAX_DEPTH }));
        }
        self.rooted = true;
        let (name, attributes) = inner.split_at(inner.bytes().position(is_space).unwrap_or(inner.len()));
        let end = at + 1 + inner.len();
        let (prefix, _) = split_qualified(name).ok_or_else(|| DecodeError::malformed(at))?;
        let depth = self.open.len();
        let mut seen: Vec<&str> = Vec::new();
        let mut rest = attributes;
        while let Some(Attribute { name, raw }) =
            next_attribute(&mut rest).map_err(|left| DecodeError::malformed(end - left))?
        {
            if seen.contains(&name) {
                return Err(DecodeError::malformed(end - rest.len()));
            }
            if seen.len() == MAX_ATTRIBUTES {
                return Err(DecodeError::new(Kind::Limit { what: "attributes", max: MAX_ATTRIBUTES }));
            }
            seen.push(name);
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                if raw.is_empty() || prefix.eq_ignore_ascii_case("xmlns") {
                    return Err(DecodeError::malformed(end - rest.len()));
                }
                self.prefixes.push((depth, prefix));
            }
        }
        for name in seen {
            if let Some((Some(prefix), _)) = split_qualified(name)
                && prefix != "xmlns"
            {
                self.check_prefix(prefix, at)?;
            }
        }
        if let Some(prefix) = prefix {
            self.check_prefix(prefix, at)?;
        }
        self.open.push(name);
        Ok(Event::Open { name, attributes, at })
    }

    fn check_prefix(&self, prefix: &str, at: usize) -> Result<(), DecodeError> {
        let known = prefix == "xml" || self.prefixes.iter().any(|(_, bound)| *bound == prefix);
        if known { Ok(()) } else { Err(DecodeError::malformed(at)) }
    }

    fn close_element(&mut self) -> Event<'a> {
        self.open.pop();
        let depth = self.open.len();
        while self.prefixes.last().is_some_and(|(at, _)| *at >= depth) {
            self.prefixes.pop();
        }
        Event::Close
    }
}

/// The parser, with the checks that we make turned off.
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_reader(text.as_bytes());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = false;
    reader
}

/// A text that grows: borrowed while it is one piece, white space at its edges trimmed on demand.
///
/// Only white space that stands literally in the document is trimmed. A character reference is there on purpose.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder<'a> {
    text: Cow<'a, str>,
    /// Bytes at the start that are literal white space.
    lead: usize,
    /// Length up to the last thing that is not literal white space.
    solid: usize,
}

impl<'a> TextBuilder<'a> {
    /// Adds characters as they stand in the document.
    pub(crate) fn literal(&mut self, piece: &'a str) {
        let piece = lines(piece);
        let solid = piece.trim_end_matches([' ', '\t', '\n', '\r']).len();
        if solid > 0 {
            if self.solid == 0 {
                self.lead = self.text.len() + (piece.len() - piece.trim_start_matches([' ', '\t', '\n', '\r']).len());
            }
            self.solid = self.text.len() + solid;
        }
        self.append(piece);
    }

    /// Adds a character that was written as a reference.
    pub(crate) fn reference(&mut self, c: char) {
        self.exact(Cow::Owned(c.to_string()));
    }

    /// Adds the content of a CDATA section.
    pub(crate) fn cdata(&mut self, piece: &'a str) {
        self.exact(lines(piece));
    }

    fn exact(&mut self, piece: Cow<'a, str>) {
        if !piece.is_empty() {
            if self.solid == 0 {
                self.lead = self.text.len();
            }
            self.solid = self.text.len() + piece.len();
            self.append(piece);
        }
    }

    fn append(&mut self, piece: Cow<'a, str>) {
        if self.text.is_empty() {
            self.text = piece;
        } else if !piece.is_empty() {
            self.text.to_mut().push_str(&piece);
        }
    }

    /// The text, every character of it.
    pub(crate) fn verbatim(self) -> Cow<'a, str> {
        self.text
    }

    /// The text without literal white space at its edges.
    pub(crate) fn trimmed(self) -> Cow<'a, str> {
        let range = if self.solid == 0 { 0..0 } else { self.lead..self.solid };
        match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) if range == (0..text.len()) => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}

impl<'a> Events<'a> {
    /// The text of the element just opened, and whether elements stand in it; reads past its end. Children are skipped.
    pub(crate) fn text(&mut self) -> Result<(TextBuilder<'a>, bool), DecodeError> {
        let depth = self.depth();
        let (mut text, mut nested) = (TextBuilder::default(), false);
        loop {
            match self.next()? {
                Event::Open { .. } => nested = true,
                Event::Close if self.depth() < depth => return Ok((text, nested)),
                Event::Close | Event::End => {}
                Event::Literal(piece) => text.literal(piece),
                Event::Reference(c) => text.reference(c),
                Event::Cdata(piece) => text.cdata(piece),
            }
        }
    }
}

/// Ends every line with LF (XML 1.0, 2.11).
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_what_stands_literally_and_nothing_else() {
        let mut text = TextBuilder::default();
        text.literal(" \n");
        text.reference(' ');
        text.literal(" a ");
        assert_eq!(text.trimmed(), "  a");

        let mut text = TextBuilder::default();
        text.literal("  ");
        assert_eq!(text.trimmed(), "");

        let mut text = TextBuilder::default();
        text.literal("\t a\r\n");
        text.cdata("]]");
        text.literal("\r ");
        assert_eq!(text.trimmed(), "a\n]]");

        let mut text = TextBuilder::default();
        text.literal(" a ");
        assert_eq!(text.verbatim(), " a ");
    }
}
