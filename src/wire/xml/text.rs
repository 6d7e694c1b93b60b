//! The text of one element, put together from the pieces that the grammar cuts it into.

use std::borrow::Cow;

use super::events::{Event, Events};
use super::syntax::{find, trim};
use crate::error::DecodeError;

/// A text that grows: borrowed while it is one piece, white space at its edges trimmed on demand.
///
/// Only white space that stands literally in the document is trimmed. A character reference is there on purpose.
#[derive(Debug, Default)]
pub(crate) struct Text<'a> {
    text: Cow<'a, str>,
    /// Bytes at the start that are literal white space.
    lead: usize,
    /// Length up to the last thing that is not literal white space.
    solid: usize,
}

impl<'a> Text<'a> {
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
    pub(crate) fn text(&mut self) -> Result<(Text<'a>, bool), DecodeError> {
        let depth = self.depth();
        let (mut text, mut nested) = (Text::default(), false);
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

/// Writes a text so that a parser gives it back: markup as entities; CR, and white space at an edge, as character
/// references. `false`: there is a character that XML cannot carry.
#[must_use]
pub(crate) fn escape(out: &mut String, text: &str) -> bool {
    let inner = trim(text);
    // A text of white space alone is all edge.
    let start = inner.as_ptr() as usize - text.as_ptr() as usize;
    let (lead, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let trail = rest.get(inner.len()..).unwrap_or_default();
    edge(out, lead);
    let mut rest = inner;
    while let Some((plain, special, after)) = next_special(rest) {
        out.push_str(plain);
        match special {
            b'&' => out.push_str("&amp;"),
            b'<' => out.push_str("&lt;"),
            b'>' => out.push_str("&gt;"),
            b'"' => out.push_str("&quot;"),
            b'\r' => out.push_str("&#13;"),
            b'\n' => out.push('\n'),
            b'\t' => out.push('\t'),
            0xEF if after.starts_with(['\u{FFFE}', '\u{FFFF}']) => return false,
            0xEF => {
                let length = after.chars().next().map_or(0, char::len_utf8);
                out.push_str(after.get(..length).unwrap_or_default());
                rest = after.get(length..).unwrap_or_default();
                continue;
            }
            _ => return false,
        }
        rest = after;
    }
    out.push_str(rest);
    edge(out, trail);
    true
}

/// Writes white space that a reader would trim.
fn edge(out: &mut String, space: &str) {
    for byte in space.bytes() {
        out.push_str(match byte {
            b'\t' => "&#9;",
            b'\n' => "&#10;",
            b'\r' => "&#13;",
            _ => "&#32;",
        });
    }
}

/// What is before the first byte that cannot be copied unseen, that byte, and what is after it; a byte that begins a character of several
/// is left at the beginning of what is after it.
fn next_special(text: &str) -> Option<(&str, u8, &str)> {
    // U+FFFE and U+FFFF begin with EF.
    const fn is_special(byte: u8) -> bool {
        (byte < 0x20) | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0xEF)
    }
    let bytes = text.as_bytes();
    let at = find(bytes, 0, is_special)?;
    let special = *bytes.get(at)?;
    let after = if special == 0xEF { at } else { at + 1 };
    Some((text.get(..at)?, special, text.get(after..)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::scratch::Scratch;
    use crate::wire::xml::syntax::{first_illegal, unescape};

    fn escaped(text: &str) -> Option<String> {
        let mut out = String::new();
        escape(&mut out, text).then_some(out)
    }

    #[test]
    fn trims_what_stands_literally_and_nothing_else() {
        let mut text = Text::default();
        text.literal(" \n");
        text.reference(' ');
        text.literal(" a ");
        assert_eq!(text.trimmed(), "  a");

        let mut text = Text::default();
        text.literal("  ");
        assert_eq!(text.trimmed(), "");

        let mut text = Text::default();
        text.literal("\t a\r\n");
        text.cdata("]]");
        text.literal("\r ");
        assert_eq!(text.trimmed(), "a\n]]");

        let mut text = Text::default();
        text.literal(" a ");
        assert_eq!(text.verbatim(), " a ");
    }

    #[test]
    fn writes_what_a_parser_would_change_as_references() {
        for (text, expected) in [
            ("a & b < c > d \"e\" 'f'", Some("a &amp; b &lt; c &gt; d &quot;e&quot; 'f'")),
            (" a b\n", Some("&#32;a b&#10;")),
            ("  ", Some("&#32;&#32;")),
            ("a\r\nb", Some("a&#13;\nb")),
            ("", Some("")),
            ("☺ \u{7F}", Some("☺ \u{7F}")),
            ("a\u{0}", None),
            ("a\u{1B}", None),
            ("\u{FFFE}", None),
            ("\u{FFFF}", None),
            ("\u{FFFD}", Some("\u{FFFD}")),
        ] {
            assert_eq!(escaped(text).as_deref(), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn unescape_undoes_escape(text: String) {
            match escaped(&text) {
                Some(out) => prop_assert_eq!(unescape(&out, &mut Scratch::default()).unwrap(), text),
                None => prop_assert!(first_illegal(&text).is_some()),
            }
        }
    }
}
