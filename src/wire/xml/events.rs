//! The events of an XML document: all of XML 1.0 except document types.
//!
//! `quick_xml` finds where each construct ends: a tag, a text, a comment. [`Events`] asks it for one construct after
//! the other, and checks the rules of XML that it leaves to its caller: there is one root; elements are closed in
//! order; names, attributes, references and characters are valid; namespace prefixes are declared; the declaration is
//! valid and comes first; only comments, processing instructions and white space are outside the root. A construct that
//! passes is returned as an [`Event`] that borrows from the document. Of the parser's own events only the kind is used:
//! the text of a construct is cut from the document by its offsets.
//!
//! There is one leniency. A `<` in text that is not followed by anything that could begin markup, as in `<3`, is taken
//! as the character. It cannot be anything else, so every well-formed document is read as before. [`Events::recovered`]
//! counts them.
//!
//! This is the only file that names `quick_xml`.

use std::borrow::Cow;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event as RawEvent;

use super::syntax::{
    self, Attribute, BadDeclaration, declaration, is_name_start, is_space, next_attribute, split_qualified,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT};

/// A construct of a document. Comments and processing instructions are checked and not reported.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// `<name …>`. An empty element, `<name/>`, gives `Open` and then `Close`.
    Open {
        name: &'a str,
        /// The part of the tag after the name. It is checked, so that reading its attributes cannot fail.
        attributes: &'a str,
        /// The offset of the `<`.
        at: usize,
    },
    /// `</name>`.
    Close,
    /// Text, as it stands in the document.
    Literal(&'a str),
    /// A character written as a reference.
    Reference(char),
    /// The content of a CDATA section.
    Cdata(&'a str),
    /// The end of the document, after the end of its root.
    End,
}

/// A namespace prefix in scope, with the depth of the element that declares it.
type Binding<'a> = (usize, &'a str);

/// Reads the events of a document, one at a time.
pub(crate) struct Events<'a> {
    doc: &'a str,
    reader: Reader<&'a [u8]>,
    /// The offset in the document at which the input of `reader` begins. It changes when the parser is restarted by
    /// `resume`.
    base: usize,
    /// The names of the open elements, outermost first.
    open: Vec<&'a str>,
    prefixes: Vec<Binding<'a>>,
    /// Whether the root has been opened.
    has_root: bool,
    /// Whether the last event opened an empty element, so that its end is the next event.
    pending_close: bool,
    /// The offset of the first byte after a byte order mark.
    start: usize,
    /// How many `<` in text were accepted as the character.
    pub(crate) recovered: u32,
}

impl<'a> Events<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_DOCUMENT {
            return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
        }
        // These are the ways in which a document in UTF-16 begins, with and without a byte order mark.
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
            // A second mark is text outside the root. `quick_xml` would skip it and count its offsets without it.
            return Err(DecodeError::malformed(start));
        }
        Ok(Self {
            doc,
            reader: reader(doc.get(start..).unwrap_or_default()),
            base: start,
            open: Vec::new(),
            prefixes: Vec::new(),
            has_root: false,
            pending_close: false,
            start,
            recovered: 0,
        })
    }

    /// Returns how many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns the offset of the parser in the document.
    fn at(&self) -> usize {
        // The limit on documents is far below `usize::MAX` on every target.
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Restarts the parser at an offset.
    fn resume(&mut self, at: usize) {
        self.base = at;
        self.reader = reader(self.doc.get(at..).unwrap_or_default());
    }

    /// Returns the next event.
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
            // The text of the construct is what the parser advanced over.
            let raw_text = rest.get(..self.at() - at).unwrap_or_default();
            if let Some(event) = self.check_event(&raw, raw_text, at)? {
                return Ok(event);
            }
        }
    }

    /// Returns the offset of an error that the parser found in the construct at `at`.
    ///
    /// Its only errors are constructs that are not closed. A reference is reported where it begins, and any other
    /// construct at the end of the document, up to which it runs.
    fn error_offset(&self, at: usize) -> usize {
        let rest = self.doc.get(at..).unwrap_or_default();
        if rest.starts_with('&') { at } else { self.doc.len() }
    }

    /// Checks what follows a `<`, because the parser would take anything for a name.
    ///
    /// Returns `None` if the parser can go on, and a text if the `<` is only a character.
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
            // The leniency is for text, and outside the root there is none.
            _ if self.open.is_empty() => Err(DecodeError::malformed(at)),
            _ => {
                // The text runs to the next `<` or `&`, where the parser goes on.
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

    /// Checks a construct, whose text is `text` at offset `at`. Returns `None` for a construct that is not reported.
    fn check_event(&mut self, raw: &RawEvent<'a>, text: &'a str, at: usize) -> Result<Option<Event<'a>>, DecodeError> {
        let malformed = |offset: usize| DecodeError::malformed(at + offset);
        match raw {
            RawEvent::Start(_) | RawEvent::Empty(_) => {
                let empty = matches!(raw, RawEvent::Empty(_));
                // The part between `<` and `>` or `/>`.
                let inner = text.get(1..text.len() - if empty { 2 } else { 1 }).unwrap_or_default();
                self.open_element(inner, at).map(Some).inspect(|_| self.pending_close = empty)
            }
            RawEvent::End(_) => {
                // An end tag has the name of the innermost element, and may have white space after it (3.1).
                let name = text.get(2..text.len() - 1).unwrap_or_default();
                if self.open.last() != Some(&name.trim_end_matches([' ', '\t', '\n', '\r'])) {
                    return Err(malformed(0));
                }
                Ok(Some(self.close_element()))
            }
            // Outside the root only white space is allowed.
            RawEvent::Text(_) if self.open.is_empty() => match text.bytes().position(|byte| !is_space(byte)) {
                Some(offset) => Err(malformed(offset)),
                None => Ok(None),
            },
            // Text does not contain the end of a CDATA section (2.4).
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
            // `<![CDATA[` has nine bytes and `]]>` three.
            RawEvent::CData(_) => Ok(text.get(9..text.len() - 3).map(Event::Cdata)),
            RawEvent::Comment(_) => {
                // A comment contains no `--` (2.5). `<!-->` is too short to be one.
                let inner = text.get(4..text.len().saturating_sub(3)).ok_or_else(|| malformed(0))?;
                if inner.contains("--") || inner.ends_with('-') { Err(malformed(0)) } else { Ok(None) }
            }
            RawEvent::Decl(_) | RawEvent::PI(_) => {
                let inner = text.get(2..text.len() - 2).unwrap_or_default();
                let (target, rest) = inner.split_at(inner.bytes().position(is_space).unwrap_or(inner.len()));
                match target {
                    // The declaration comes first or not at all, and no other target is `xml` in any case (2.6).
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
            RawEvent::Eof if self.has_root && self.open.is_empty() => Ok(Some(Event::End)),
            RawEvent::Eof => Err(DecodeError::malformed(self.doc.len())),
        }
    }

    /// Checks a start tag and opens its element. `inner` is the tag without its delimiters, and `at` the offset of its
    /// `<`.
    fn open_element(&mut self, inner: &'a str, at: usize) -> Result<Event<'a>, DecodeError> {
        if self.open.is_empty() && self.has_root {
            return Err(DecodeError::malformed(at));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(DecodeError::new(Kind::Limit { what: "levels of nesting", max: MAX_DEPTH }));
        }
        self.has_root = true;
        let (name, attributes) = inner.split_at(inner.bytes().position(is_space).unwrap_or(inner.len()));
        let end = at + 1 + inner.len();
        let (prefix, _) = split_qualified(name).ok_or_else(|| DecodeError::malformed(at))?;
        let depth = self.open.len();
        // The names that were seen, to find one that occurs twice. Their number is limited, so a search of the list is
        // enough.
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
        // A prefix may be declared by a later attribute of the same tag, so prefixes are checked after all attributes
        // are read.
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

    /// Refuses a prefix that no open element declares.
    fn check_prefix(&self, prefix: &str, at: usize) -> Result<(), DecodeError> {
        let known = prefix == "xml" || self.prefixes.iter().any(|(_, bound)| *bound == prefix);
        if known { Ok(()) } else { Err(DecodeError::malformed(at)) }
    }

    /// Closes the innermost element.
    fn close_element(&mut self) -> Event<'a> {
        self.open.pop();
        // The prefixes that it declared are the last of the list. They are no longer in scope.
        let depth = self.open.len();
        while self.prefixes.last().is_some_and(|(at, _)| *at >= depth) {
            self.prefixes.pop();
        }
        Event::Close
    }
}

/// Creates a parser without the checks that [`Events`] makes itself.
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_reader(text.as_bytes());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = false;
    reader
}

/// Puts a text together from literal text, references and CDATA sections.
///
/// It borrows from the document while there is one piece. White space at both ends can be trimmed, but only if it is
/// literal text: a reference such as `&#32;`, or a CDATA section, is there on purpose. The builder therefore records
/// the part that has to be kept.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder<'a> {
    text: Cow<'a, str>,
    /// The start of the part that is kept.
    kept_start: usize,
    /// The end of the part that is kept, or 0 as long as the text is literal white space only.
    kept_end: usize,
}

impl<'a> TextBuilder<'a> {
    /// Appends text as it stands in the document.
    pub(crate) fn literal(&mut self, piece: &'a str) {
        let piece = normalize_line_ends(piece);
        let end = piece.trim_end_matches([' ', '\t', '\n', '\r']).len();
        if end > 0 {
            if self.kept_end == 0 {
                self.kept_start =
                    self.text.len() + (piece.len() - piece.trim_start_matches([' ', '\t', '\n', '\r']).len());
            }
            self.kept_end = self.text.len() + end;
        }
        self.append(piece);
    }

    /// Appends a character that was written as a reference.
    pub(crate) fn reference(&mut self, c: char) {
        self.push_kept(Cow::Owned(c.to_string()));
    }

    /// Appends the content of a CDATA section.
    pub(crate) fn cdata(&mut self, piece: &'a str) {
        self.push_kept(normalize_line_ends(piece));
    }

    /// Appends a piece of which nothing is trimmed.
    fn push_kept(&mut self, piece: Cow<'a, str>) {
        if !piece.is_empty() {
            if self.kept_end == 0 {
                self.kept_start = self.text.len();
            }
            self.kept_end = self.text.len() + piece.len();
            self.append(piece);
        }
    }

    fn append(&mut self, piece: Cow<'a, str>) {
        // The first piece is moved, not copied: a text of one piece is borrowed if the piece is.
        if self.text.is_empty() {
            self.text = piece;
        } else if !piece.is_empty() {
            self.text.to_mut().push_str(&piece);
        }
    }

    /// Returns the text with the white space at its ends.
    pub(crate) fn verbatim(self) -> Cow<'a, str> {
        self.text
    }

    /// Returns the text without literal white space at its ends.
    pub(crate) fn trimmed(self) -> Cow<'a, str> {
        let range = if self.kept_end == 0 { 0..0 } else { self.kept_start..self.kept_end };
        match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            // Nothing is trimmed, so the text need not be copied.
            Cow::Owned(text) if range == (0..text.len()) => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}

impl<'a> Events<'a> {
    /// Reads the rest of the element that was just opened, and its end. Returns its text, and whether it contains
    /// elements.
    pub(crate) fn text(&mut self) -> Result<(TextBuilder<'a>, bool), DecodeError> {
        let depth = self.depth();
        let (mut text, mut nested) = (TextBuilder::default(), false);
        loop {
            match self.next()? {
                // Elements in it are not reported, but the characters in them are part of the text.
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

/// Changes every line end to LF (XML 1.0, 2.11).
fn normalize_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_literal_white_space_only() {
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
