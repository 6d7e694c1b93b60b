//! The XML reader: all of XML 1.0 except document types, and one leniency that is counted.
//!
//! The reader goes through the document once. [`XmlReader::next`] returns what comes next as an [`Event`], as in any
//! pull parser. Servers write plain elements in the order of the schema, so the caller first asks for these:
//! [`FieldReader`] compares the document with the constants of one expected field, its start tag and its end tag, and
//! takes the text between them as it stands. Whatever differs from that shape (an attribute, a comment, a CDATA
//! section, another name) is read by `next`, and then the caller asks for fields again. So an unusual construct costs
//! only itself. `quick_xml` finds where a comment, a processing instruction, or a tag with attributes ends. This file
//! keeps the rules that it leaves to its user: one root, every element closed in order, and the rules for names,
//! attributes, references, characters and the declaration.
//!
//! The leniency: a `<` in text is read as that character if nothing follows that can begin markup (`<3`). The XML
//! grammar has no other reading of it, so no well-formed document changes its meaning.

use std::borrow::Cow;
use std::mem;

use memchr::{memchr_iter, memchr2, memchr3};
use quick_xml::parser::{CommentParser, ElementParser, Parser, PiParser};

use super::syntax::{
    Attribute, BadDeclaration, WHITE_SPACE, declaration, first_illegal, is_name_start, is_plainly_legal, is_space,
    next_attribute, next_reference, split_qualified, trim, unescape,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::scratch::Scratch;
use crate::wire::swar::{alphanumeric_end, bytes_before, bytes_eq, find_byte, substring};
use crate::wire::{FieldReader, MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT, Name, Next, Spelling, Value};

/// What the reader finds. Comments and processing instructions are checked and skipped.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// `<name …>`. An empty element is an `Open` and a `Close`.
    Open {
        name: &'a str,
        /// What follows the name. It has been checked, so reading it again cannot fail.
        attributes: &'a str,
        at: usize,
    },
    /// `</name>`.
    Close,
    /// Characters as they stand in the document.
    Literal(&'a str),
    /// A character that is written as a reference.
    Reference(char),
    /// The content of a CDATA section.
    Cdata(&'a str),
    /// The end of the document, whose root is closed.
    End,
}

/// The declarations that servers write. Comparing with these is cheaper than reading a declaration.
const DECLARATIONS: [&str; 4] = [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version=\"1.0\"?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
];

/// A reader of one document.
pub(crate) struct XmlReader<'a> {
    text: &'a str,
    at: usize,
    /// The offset of the first byte after the byte order mark.
    start: usize,
    /// The offset of a `&`, `]` or CR before which there is none from `at` on. It may lie behind `at`; then it says
    /// nothing.
    next_special: usize,
    /// The names of the open elements. The others are empty texts.
    open: [&'a str; MAX_DEPTH],
    depth: usize,
    /// The namespace prefixes in scope, each with the depth of the element that binds it.
    prefixes: Vec<(usize, &'a str)>,
    /// Whether the root has been opened.
    rooted: bool,
    /// Whether the element that was just opened is empty, so that its `Close` comes next.
    pending_close: bool,
    /// How many `<` were read as characters.
    pub(crate) recovered: u32,
    scratch: Scratch<'a>,
}

/// Returns the document as text, if it is UTF-8 and XML can carry all its characters.
pub(crate) fn checked_text(bytes: &[u8]) -> Result<&str, DecodeError> {
    if bytes.len() > MAX_DOCUMENT {
        return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
    }
    if matches!(bytes, [0, b'<', ..] | [b'<', 0, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        // This is UTF-16.
        return Err(DecodeError::new(Kind::Encoding { at: 0 }));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
    if !is_plainly_legal(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes))
        && let Some(at) = first_illegal(text)
    {
        return Err(DecodeError::malformed(at));
    }
    Ok(text)
}

/// Returns the offset after the byte order mark, and the offset after the declaration, if it is a usual one.
#[inline]
fn prolog(text: &str) -> (usize, usize) {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let rest = substring(text, start, text.len());
    let declaration = DECLARATIONS.iter().find(|usual| rest.starts_with(**usual));
    (start, start + declaration.map_or(0, |usual| usual.len()))
}

impl<'a> XmlReader<'a> {
    /// Creates a reader of a text that was checked.
    #[inline]
    pub(crate) fn new(text: &'a str, scratch: Scratch<'a>) -> Self {
        // A second byte order mark is text outside the root, which is an error.
        let (start, at) = prolog(text);
        Self {
            text,
            at,
            start,
            next_special: next_special(text, start),
            open: [""; MAX_DEPTH],
            depth: 0,
            prefixes: Vec::new(),
            rooted: false,
            pending_close: false,
            recovered: 0,
            scratch,
        }
    }

    /// Opens the root if it begins with this tag, which is cheaper than to read the tag: 100 instructions a document.
    #[inline]
    pub(super) fn open_root_if(&mut self, tag: &'static str) {
        self.skip_space();
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(tag.as_bytes())) {
            self.at += tag.len();
            (self.depth, self.rooted) = (1, true);
            let [root, ..] = &mut self.open;
            *root = substring(tag, 1, tag.len() - 1);
        }
    }

    /// Returns how many elements are open.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    #[inline]
    fn rest(&self) -> &'a str {
        substring(self.text, self.at, self.text.len())
    }

    #[inline]
    fn skip_space(&mut self) {
        while self.text.as_bytes().get(self.at).is_some_and(|byte| is_space(*byte)) {
            self.at += 1;
        }
    }

    /// Skips white space. Returns whether an element can begin here: not while the end of an empty element is due.
    #[inline]
    pub(super) fn skip_to_element(&mut self) -> bool {
        if !self.pending_close {
            self.skip_space();
        }
        !self.pending_close
    }

    /// Closes the innermost element if its end comes next.
    #[inline]
    fn close_if_next(&mut self) -> bool {
        if !mem::take(&mut self.pending_close) {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            match (self.innermost(), rest) {
                (Some(name), [b'<', b'/', after @ ..])
                    if after.strip_prefix(name.as_bytes()).is_some_and(|after| after.starts_with(b">")) =>
                {
                    self.at += 2 + name.len() + 1;
                }
                _ => return false,
            }
        }
        self.close_element();
        true
    }

    /// Returns the next event.
    pub(crate) fn next(&mut self) -> Result<Event<'a>, DecodeError> {
        loop {
            if self.close_if_next() {
                return Ok(Event::Close);
            }
            if self.depth == 0 {
                self.skip_space();
            }
            let at = self.at;
            match self.text.as_bytes().get(at..).unwrap_or_default() {
                [b'<', first, ..] if first.is_ascii_alphabetic() => {
                    let end = alphanumeric_end(self.text.as_bytes(), at + 1);
                    if self.text.as_bytes().get(end) == Some(&b'>')
                        && (self.depth > 0 || !self.rooted)
                        && let Some(open) = self.open.get_mut(self.depth)
                    {
                        let name = substring(self.text, at + 1, end);
                        *open = name;
                        (self.depth, self.rooted, self.at) = (self.depth + 1, true, end + 1);
                        return Ok(Event::Open { name, attributes: "", at });
                    }
                }
                [] if self.depth == 0 && self.rooted => return Ok(Event::End),
                _ => {}
            }
            if let Some(event) = self.construct()? {
                return Ok(event);
            }
        }
    }

    /// Returns the name of the element opened last.
    #[inline]
    fn innermost(&self) -> Option<&'a str> {
        self.open.get(self.depth.checked_sub(1)?).copied()
    }

    #[inline]
    fn close_element(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        while self.prefixes.last().is_some_and(|(depth, _)| *depth >= self.depth) {
            self.prefixes.pop();
        }
    }

    /// Reads one construct of any kind. Returns `None` for one that is no event.
    #[inline(never)]
    fn construct(&mut self) -> Result<Option<Event<'a>>, DecodeError> {
        let (at, rest) = (self.at, self.rest());
        let malformed = Err(DecodeError::malformed(at));
        match rest.as_bytes() {
            [] => malformed,
            [b'<', b'/', ..] => self.end_tag().map(Some),
            [b'<', b'?', ..] => self.instruction().map(|()| None),
            [b'<', b'!', b'-', b'-', content @ ..] => {
                let end = CommentParser::default().feed(content);
                let comment = substring(rest, 4, self.go_to(end.map(|end| 4 + end))? - 3);
                let hyphens = memchr_iter(b'-', comment.as_bytes());
                if hyphens
                    .map(|hyphen| comment.as_bytes().get(hyphen + 1))
                    .any(|next| matches!(next, None | Some(b'-')))
                {
                    return malformed;
                }
                Ok(None)
            }
            [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', content @ ..] if self.depth > 0 => {
                let end =
                    memchr_iter(b'>', content).find(|end| content.get(..*end).is_some_and(|s| s.ends_with(b"]]")));
                let end = self.go_to(end.map(|end| 9 + end + 1))?;
                Ok(Some(Event::Cdata(substring(rest, 9, end - 3))))
            }
            [b'<', b'!', keyword @ ..] => {
                if keyword.get(..7).is_some_and(|keyword| keyword.eq_ignore_ascii_case(b"doctype")) {
                    return Err(DecodeError::new(Kind::Doctype { at }));
                }
                malformed
            }
            [b'<', ..] if substring(rest, 1, rest.len()).starts_with(is_name_start) => self.start_tag().map(Some),
            // Text and references stand inside the root only.
            _ if self.depth == 0 => malformed,
            [b'&', ..] => match next_reference(rest) {
                Some((c, length)) => {
                    self.at = at + length;
                    Ok(Some(Event::Reference(c)))
                }
                None => malformed,
            },
            [first, after @ ..] => {
                // A `<` that comes this far begins no markup.
                self.recovered = self.recovered.saturating_add(u32::from(*first == b'<'));
                let length = 1 + memchr2(b'<', b'&', after).unwrap_or(after.len());
                let literal = substring(rest, 0, length);
                if let Some(offset) = cdata_end(literal) {
                    return Err(DecodeError::malformed(at + offset));
                }
                self.at = at + length;
                Ok(Some(Event::Literal(literal)))
            }
        }
    }

    /// Goes on behind a construct of this length and returns the length. `None`: it is not closed, and so runs to the
    /// end of the document.
    fn go_to(&mut self, length: Option<usize>) -> Result<usize, DecodeError> {
        let length = length.ok_or(DecodeError::malformed(self.text.len()))?;
        self.at += length;
        Ok(length)
    }

    /// Reads the declaration or a processing instruction.
    #[inline(never)]
    fn instruction(&mut self) -> Result<(), DecodeError> {
        let (at, rest) = (self.at, self.rest());
        // For the parser, `<?>` ends at its `>`. It has only one `?`, so for the grammar it does not end there.
        let end = PiParser::default().feed(rest.as_bytes()).filter(|end| *end > 2);
        let length = self.go_to(end.map(|end| end + 1))?;
        let (target, content) = split_name(substring(rest, 2, length - 2));
        match target {
            "xml" if at == self.start => declaration(content).map_err(|error| match error {
                BadDeclaration::Encoding => DecodeError::new(Kind::Encoding { at }),
                BadDeclaration::Malformed => DecodeError::malformed(at),
            }),
            _ if !target.eq_ignore_ascii_case("xml") && matches!(split_qualified(target), Some((None, _))) => Ok(()),
            _ => Err(DecodeError::malformed(at)),
        }
    }

    /// Reads an end tag with white space in it, or one that is an error.
    #[inline(never)]
    fn end_tag(&mut self) -> Result<Event<'a>, DecodeError> {
        let (at, rest) = (self.at, self.rest());
        let end = ElementParser::default().feed(rest.as_bytes());
        let length = self.go_to(end.map(|end| end + 1))?;
        let name = substring(rest, 2, length - 1).trim_end_matches(WHITE_SPACE);
        if self.innermost() != Some(name) {
            return Err(DecodeError::malformed(at));
        }
        self.close_element();
        Ok(Event::Close)
    }

    /// Reads a start tag of any kind.
    #[inline(never)]
    fn start_tag(&mut self) -> Result<Event<'a>, DecodeError> {
        let (at, rest) = (self.at, self.rest());
        let end = ElementParser::default().feed(rest.as_bytes());
        let length = self.go_to(end.map(|end| end + 1))?;
        if self.depth == 0 && self.rooted {
            return Err(DecodeError::malformed(at));
        }
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::new(Kind::Limit { what: "levels of nesting", max: MAX_DEPTH }));
        }
        let inner = substring(rest, 1, length - 1);
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
        let (name, attributes) = split_name(inner);
        self.check_names(name, attributes, at, at + 1 + inner.len())?;
        if let Some(open) = self.open.get_mut(self.depth) {
            *open = name;
        }
        (self.depth, self.rooted, self.pending_close) = (self.depth + 1, true, empty);
        Ok(Event::Open { name, attributes, at })
    }

    /// Checks the name and the attributes of a start tag. The tag begins at `at`, and the attributes end at `end`.
    fn check_names(&mut self, name: &'a str, attributes: &'a str, at: usize, end: usize) -> Result<(), DecodeError> {
        let (prefix, _) = split_qualified(name).ok_or_else(|| DecodeError::malformed(at))?;
        if attributes.is_empty() && prefix.is_none() {
            return Ok(());
        }
        // A list has eleven attributes. A larger array would take longer to clear than the attributes take to read.
        let (mut seen, mut more, mut count) = ([""; 16], Vec::new(), 0);
        let mut rest = attributes;
        while let Some(Attribute { name, raw }) =
            next_attribute(&mut rest).map_err(|left| DecodeError::malformed(end - left))?
        {
            if seen.iter().take(count).chain(&more).any(|seen| *seen == name) {
                return Err(DecodeError::malformed(end - rest.len()));
            }
            if count == MAX_ATTRIBUTES {
                return Err(DecodeError::new(Kind::Limit { what: "attributes", max: MAX_ATTRIBUTES }));
            }
            match seen.get_mut(count) {
                Some(seen) => *seen = name,
                None => more.push(name),
            }
            count += 1;
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                if raw.is_empty() || prefix.eq_ignore_ascii_case("xmlns") {
                    return Err(DecodeError::malformed(end - rest.len()));
                }
                self.prefixes.push((self.depth, prefix));
            }
        }
        for name in seen.iter().take(count).chain(&more) {
            match name.split_once(':') {
                Some((prefix, _)) if prefix != "xmlns" => self.check_prefix(prefix, at)?,
                _ => {}
            }
        }
        prefix.map_or(Ok(()), |prefix| self.check_prefix(prefix, at))
    }

    /// Refuses a prefix that is not in scope.
    fn check_prefix(&self, prefix: &str, at: usize) -> Result<(), DecodeError> {
        let known = prefix == "xml" || self.prefixes.iter().any(|(_, bound)| *bound == prefix);
        if known { Ok(()) } else { Err(DecodeError::malformed(at)) }
    }

    /// Reads the text of the element that was just opened, and its end tag. Returns the text and whether there are
    /// elements in it, which are skipped. White space that stands literally at the edges belongs to a `verbatim` text
    /// only.
    pub(crate) fn text(&mut self, verbatim: bool) -> Result<(Cow<'a, str>, bool), DecodeError> {
        let depth = self.depth;
        if !self.pending_close
            && let Some(name) = self.innermost()
            && let Some(text) =
                self.simple_text(self.at, find_byte(self.text.as_bytes(), self.at, b'<'), name, verbatim)
        {
            self.close_element();
            return Ok((text, false));
        }
        let mut text = TextBuilder { scratch: mem::take(&mut self.scratch), ..TextBuilder::default() };
        let mut nested = false;
        loop {
            match self.next()? {
                Event::Open { .. } => nested = true,
                Event::Close if self.depth < depth => break,
                Event::Close | Event::End => {}
                Event::Literal(piece) => text.literal(piece),
                Event::Reference(c) => text.reference(c),
                Event::Cdata(piece) => text.cdata(piece),
            }
        }
        let (text, scratch) = text.finish(verbatim);
        self.scratch = scratch;
        Ok((text, nested))
    }

    /// Reads a text that begins at `start` and the end tag after it, if nothing but characters and references stands
    /// between. The first `<` after `start` is at `end`. In any other case the reader stays where it is.
    #[inline(never)]
    fn simple_text(&mut self, start: usize, mut end: usize, name: &str, verbatim: bool) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        let mut recovered = 0;
        while *bytes.get(end + 1)? != b'/' {
            if substring(self.text, end + 1, bytes.len()).starts_with(|c| matches!(c, '!' | '?') || is_name_start(c)) {
                return None;
            }
            recovered += 1;
            end = find_byte(bytes, end + 1, b'<');
        }
        let after = bytes.get(end + 2..)?.strip_prefix(name.as_bytes())?.strip_prefix(b">")?;
        let raw = substring(self.text, start, end);
        let trimmed = if verbatim { raw } else { trim(raw) };
        if self.next_special < start {
            self.next_special = next_special(self.text, start);
        }
        let text = if self.next_special >= end {
            Cow::Borrowed(trimmed)
        } else if memchr2(b'\r', b']', raw.as_bytes()).is_some() && (raw.contains('\r') || cdata_end(raw).is_some()) {
            return None;
        } else {
            unescape(trimmed, &mut self.scratch).ok()?
        };
        self.recovered = self.recovered.saturating_add(recovered);
        self.at = bytes.len() - after.len();
        Some(text)
    }
}

impl<'a> FieldReader<'a> for XmlReader<'a> {
    const SPELLING: Spelling = Spelling::Element;

    /// An element with attributes is not the field that is asked for: `next` reads it.
    #[inline(always)]
    fn next_if(&mut self, name: &'static Name) -> Next<'a> {
        let bytes = self.text.as_bytes();
        let start = self.at + name.open.len() + 1;
        match bytes.get(self.at..).and_then(|rest| rest.strip_prefix(name.open.as_bytes())) {
            Some([b'>', ..]) => {
                let end = find_byte(bytes, start, b'<');
                if end < self.next_special
                    && bytes.get(end..).is_some_and(|rest| rest.starts_with(name.close.as_bytes()))
                {
                    self.at = end + name.close.len();
                    let raw = substring(self.text, start, end);
                    return Next::Text(if name.verbatim { raw } else { trim(raw) });
                }
                Next::Value
            }
            Some([b'/', b'>', ..]) => {
                self.at = start + 1;
                Next::Text("")
            }
            // Another name, a longer one, or attributes.
            _ => Next::Other,
        }
    }

    /// The text may hold references. What holds anything else is read by `next`.
    fn next_value(&mut self, name: &'static Name) -> Result<Option<Value<'a>>, DecodeError> {
        let start = self.at + name.open.len() + 1;
        let end = find_byte(self.text.as_bytes(), start, b'<');
        Ok(self.simple_text(start, end, name.xml, name.verbatim).map(Value::Text))
    }

    #[inline]
    fn end_field(&mut self) -> Result<(), DecodeError> {
        self.skip_space();
        if self.next_special < self.at {
            self.next_special = next_special(self.text, self.at);
        }
        Ok(())
    }

    #[inline]
    fn next_prefix(&self) -> Option<u64> {
        match self.text.as_bytes().get(self.at..).and_then(<[u8]>::first_chunk::<9>) {
            Some(&[b'<', a, b, c, d, e, f, g, h]) if a != b'/' => {
                let name = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
                Some(bytes_before(name, bytes_eq(name, b'>') | bytes_eq(name, b'/')))
            }
            _ => None,
        }
    }
}

/// Returns the offset of the next byte that may make a text something else than its characters: `&`, `]` or CR.
#[inline(never)]
fn next_special(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memchr3(b'&', b']', b'\r', rest).map_or(text.len(), |found| from + found)
}

/// Returns the offset of `]]>`, which must not stand in text.
fn cdata_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr_iter(b']', bytes).find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"]]>")))
}

/// Splits the inside of a tag after its name.
fn split_name(inner: &str) -> (&str, &str) {
    inner.split_at(inner.bytes().position(is_space).unwrap_or(inner.len()))
}

/// A text that grows piece by piece. It is borrowed while it has one piece. After that it is copied into the caller's
/// buffer, or onto the heap if the buffer has no room for it.
///
/// Only white space that stands literally in the document is trimmed. A character reference is there on purpose.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder<'a> {
    text: Storage<'a>,
    scratch: Scratch<'a>,
    /// How many bytes at the start are literal white space.
    lead: usize,
    /// The length up to the last character that is not literal white space.
    solid: usize,
}

/// Where the text of a [`TextBuilder`] is.
#[derive(Debug)]
enum Storage<'a> {
    /// In the document.
    Document(&'a str),
    /// At the start of the caller's buffer, with this length.
    Scratch(usize),
    /// On the heap.
    Heap(String),
}

impl Default for Storage<'_> {
    fn default() -> Self {
        Self::Document("")
    }
}

impl<'a> TextBuilder<'a> {
    /// Adds characters as they stand in the document.
    pub(crate) fn literal(&mut self, piece: &'a str) {
        for_each_line(piece, |line| {
            let (start, solid) = (self.len(), line.trim_end_matches(WHITE_SPACE).len());
            if solid > 0 {
                if self.solid == 0 {
                    self.lead = start + line.len() - line.trim_start_matches(WHITE_SPACE).len();
                }
                self.solid = start + solid;
            }
            self.push_piece(line);
        });
    }

    /// Adds a character that was written as a reference.
    pub(crate) fn reference(&mut self, c: char) {
        self.keep(c.len_utf8());
        self.push(c.encode_utf8(&mut [0; 4]));
    }

    /// Adds the content of a CDATA section.
    pub(crate) fn cdata(&mut self, piece: &'a str) {
        for_each_line(piece, |line| {
            self.keep(line.len());
            self.push_piece(line);
        });
    }

    /// Records that so many bytes follow which are not trimmed.
    fn keep(&mut self, length: usize) {
        if length > 0 {
            let start = self.len();
            if self.solid == 0 {
                self.lead = start;
            }
            self.solid = start + length;
        }
    }

    fn push_piece(&mut self, piece: &'a str) {
        match self.text {
            Storage::Document("") => self.text = Storage::Document(piece),
            _ => self.push(piece),
        }
    }

    fn push(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if let Storage::Document(first) = self.text {
            // The first piece is copied too, in front of this one.
            self.text = Storage::Scratch(0);
            self.push(first);
        }
        match &mut self.text {
            Storage::Scratch(length) if self.scratch.write_at(*length, piece) => *length += piece.len(),
            Storage::Scratch(length) => {
                let mut heap = String::with_capacity(*length + piece.len());
                heap.push_str(self.scratch.written(*length));
                heap.push_str(piece);
                self.text = Storage::Heap(heap);
            }
            Storage::Heap(heap) => heap.push_str(piece),
            Storage::Document(_) => {}
        }
    }

    fn len(&self) -> usize {
        match &self.text {
            Storage::Document(text) => text.len(),
            Storage::Scratch(length) => *length,
            Storage::Heap(text) => text.len(),
        }
    }

    /// Returns the text and what is left of the caller's buffer. A text that is not `verbatim` loses the literal white
    /// space at its edges.
    pub(crate) fn finish(mut self, verbatim: bool) -> (Cow<'a, str>, Scratch<'a>) {
        let range = match verbatim {
            true => 0..self.len(),
            false if self.solid == 0 => 0..0,
            false => self.lead..self.solid,
        };
        let text = match self.text {
            Storage::Document(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Storage::Scratch(length) => Cow::Borrowed(self.scratch.take(length).get(range).unwrap_or_default()),
            Storage::Heap(text) if range.len() == text.len() => Cow::Owned(text),
            Storage::Heap(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        };
        (text, self.scratch)
    }
}

/// Hands a text over in pieces that make the text in which every line ends with LF (XML 1.0, 2.11).
fn for_each_line<'a>(mut text: &'a str, mut push: impl FnMut(&'a str)) {
    loop {
        let cr = find_byte(text.as_bytes(), 0, b'\r');
        push(substring(text, 0, cr));
        if cr == text.len() {
            return;
        }
        text = substring(text, cr + 1, text.len());
        if !text.starts_with('\n') {
            push("\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_what_stands_literally_and_nothing_else() {
        for size in [0, 3, 16] {
            let mut buffer = vec![0; size];
            let mut text = TextBuilder { scratch: Scratch::new(&mut buffer), ..TextBuilder::default() };
            text.literal(" \n");
            text.reference(' ');
            text.literal(" a ");
            assert_eq!(text.finish(false).0, "  a");

            let mut text = TextBuilder { scratch: Scratch::new(&mut buffer), ..TextBuilder::default() };
            text.literal("\t a\r\n");
            text.cdata("]\r]");
            text.literal("\r ");
            assert_eq!(text.finish(false).0, "a\n]\n]");
        }

        let mut text = TextBuilder::default();
        text.literal("  ");
        assert_eq!(text.finish(false).0, "");

        let mut text = TextBuilder::default();
        text.literal(" a ");
        assert_eq!(text.finish(true).0, " a ");
    }
}
