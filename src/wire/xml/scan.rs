//! The scanner: one forward pass over the shape that servers really send.
//!
//! That shape is: an optional usual declaration; `<TwilioResponse>`; one resource element, for a list with attributes;
//! in it one element per field, without attributes, plain or empty, with text and references inside; the group of
//! links, seen through; white space between elements; nothing else. At the first byte that is anything else the scanner
//! gives up (`None`), and the general reader starts again from the beginning. So every error is the reader's, and
//! whatever is accepted here is accepted there with the same result.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::syntax::{is_name_start, is_space, next_attribute, trim, unescape};
use super::{Holds, Sink};
use crate::wire::{GROUP, Spelling, VERBATIM, Value};

/// Declarations as servers write them.
const DECLARATIONS: [&str; 4] = [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version=\"1.0\"?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
];

/// Reads the whole document, or gives up.
pub(crate) fn scan<'a, S: Sink<'a>>(bytes: &'a [u8], sink: &mut S) -> Option<()> {
    let mut cursor = Cursor { rest: clean(bytes)?, recovered: 0 };
    if cursor.rest.starts_with("<?") {
        let declaration = DECLARATIONS.iter().find(|text| cursor.rest.starts_with(**text))?;
        cursor.skip(declaration.len())?;
    }
    cursor.space()?;
    cursor.take("<TwilioResponse>")?;
    cursor.space()?;
    cursor.take("<")?;
    let resource = cursor.name()?;
    match S::holds(resource) {
        Holds::Fields => {
            cursor.take(">")?;
            cursor.fields(resource, sink)?;
        }
        Holds::List => cursor.list(resource, sink)?,
        Holds::Item | Holds::Other => return None,
    }
    cursor.space()?;
    cursor.take("</TwilioResponse>")?;
    cursor.space()?;
    sink.recovered(cursor.recovered);
    cursor.rest.is_empty().then_some(())
}

/// The document as text, if it is UTF-8 and all its characters are ones that XML carries as they are. CR is none of
/// them: a line end has to be rewritten.
fn clean(bytes: &[u8]) -> Option<&str> {
    // One pass without branches, which the compiler turns into vectors.
    let (mut control, mut wide) = (false, false);
    for byte in bytes {
        control |= (*byte < 0x20) & (*byte != b'\n') & (*byte != b'\t');
        wide |= *byte >= 0x80;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    // U+FFFE and U+FFFF; a byte order mark is left to the reader as well.
    let refused = control || (wide && text.contains(['\u{FFFE}', '\u{FFFF}', '\u{FEFF}']));
    (!refused).then_some(text)
}

struct Cursor<'a> {
    rest: &'a str,
    recovered: u32,
}

impl<'a> Cursor<'a> {
    #[inline]
    fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    #[inline]
    fn take(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    #[inline]
    fn space(&mut self) -> Option<()> {
        let bytes = self.rest.as_bytes();
        if bytes.first().is_some_and(|byte| is_space(*byte)) {
            self.skip(bytes.iter().position(|byte| !is_space(*byte)).unwrap_or(bytes.len()))?;
        }
        Some(())
    }

    /// A plain name: ASCII letters and digits.
    #[inline]
    fn name(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        if !bytes.first()?.is_ascii_alphabetic() {
            return None;
        }
        let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        let name = self.rest.get(..length)?;
        self.skip(length)?;
        Some(name)
    }

    /// The fields of an element whose start tag has been read, and its end tag.
    #[inline]
    fn fields<S: Sink<'a>>(&mut self, element: &str, sink: &mut S) -> Option<()> {
        let mut grouped = false;
        loop {
            self.space()?;
            self.take("<")?;
            let expected = sink.expected().xml;
            if let Some(rest) = self.rest.strip_prefix(expected)
                && matches!(rest.as_bytes().first(), Some(b'>' | b'/'))
            {
                self.rest = rest;
                let text = self.text(expected)?;
                sink.fill_expected(Value::Text(text)).ok()?;
                continue;
            }
            if let Some(rest) = self.rest.strip_prefix('/') {
                self.rest = rest;
                let closes = if grouped { GROUP.xml } else { element };
                self.take(closes)?;
                self.take(">")?;
                if !grouped {
                    return Some(());
                }
                grouped = false;
                continue;
            }
            let name = self.name()?;
            if name == GROUP.xml && !grouped {
                match self.take("/>") {
                    Some(()) => {}
                    None => {
                        self.take(">")?;
                        grouped = true;
                    }
                }
                continue;
            }
            let text = self.text(name)?;
            sink.fill(Spelling::Element, Cow::Borrowed(name), Value::Text(text)).ok()?;
        }
    }

    /// What follows a field's name: `>text</name>` or `/>`.
    #[inline]
    fn text(&mut self, name: &str) -> Option<Cow<'a, str>> {
        if self.take(">").is_none() {
            self.take("/>")?;
            return Some(Cow::Borrowed(""));
        }
        let bytes = self.rest.as_bytes();
        let (mut at, mut references) = (0, false);
        loop {
            at += memchr3(b'<', b'&', b']', bytes.get(at..)?)?;
            match bytes.get(at..)? {
                [b'<', b'/', ..] => break,
                [b'<', ..] => {
                    let next = self.rest.get(at + 1..)?.chars().next()?;
                    if matches!(next, '!' | '?') || is_name_start(next) {
                        return None;
                    }
                    self.recovered = self.recovered.checked_add(1)?;
                }
                [b'&', ..] => references = true,
                [b']', b']', b'>', ..] => return None,
                _ => {}
            }
            at += 1;
        }
        let mut raw = self.rest.get(..at)?;
        self.skip(at + 2)?;
        self.take(name)?;
        self.take(">")?;
        if name != VERBATIM {
            raw = trim(raw);
        }
        if references { unescape(raw).ok() } else { Some(Cow::Borrowed(raw)) }
    }

    /// The attributes and items of a list whose name has been read, and its end tag.
    fn list<S: Sink<'a>>(&mut self, element: &str, sink: &mut S) -> Option<()> {
        let end = memchr(b'>', self.rest.as_bytes())?;
        let mut attributes = self.rest.get(..end)?;
        self.skip(end + 1)?;
        let empty = attributes.ends_with('/');
        if empty {
            attributes = attributes.get(..end - 1)?;
        }
        // A list has eleven attributes; more than there is room for are the reader's.
        let mut seen = [""; 16];
        let mut room = 0..seen.len();
        while let Some(attribute) = next_attribute(&mut attributes).ok()? {
            if attribute.name.contains(':') || attribute.name == "xmlns" || seen.contains(&attribute.name) {
                return None;
            }
            *seen.get_mut(room.next()?)? = attribute.name;
            sink.fill(Spelling::Attribute, Cow::Borrowed(attribute.name), Value::Text(attribute.value())).ok()?;
        }
        if empty {
            return Some(());
        }
        loop {
            self.space()?;
            self.take("<")?;
            if self.take("/").is_some() {
                self.take(element)?;
                return self.take(">");
            }
            let name = self.name()?;
            if S::holds(name) != Holds::Item {
                return None;
            }
            self.take(">")?;
            sink.begin().ok()?;
            self.fields(name, sink)?;
            sink.end().ok()?;
        }
    }
}
