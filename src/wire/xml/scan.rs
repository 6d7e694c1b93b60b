//! The scanner: one forward pass over the shape that servers really send.
//!
//! That shape is: an optional usual declaration; `<TwilioResponse>`; one resource element, for a list with attributes;
//! in it one element per field, without attributes, plain or empty, with text and references inside; the group of
//! links, seen through; white space between elements; nothing else. It is fast because it guesses: servers write fields
//! in the table's order, so that looking for the next one is a comparison with a constant (see [`FieldReader`]); a text
//! ends at the next `<`, since the next `&` or `]` of the whole document is known beforehand and is nearly always
//! far; and the end tag is another constant. At the first byte that is anything else the scanner gives up (`None`), and
//! the general reader starts again from the beginning. So every error is the reader's, and whatever is accepted here is
//! accepted there with the same result.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::syntax::{is_name_start, is_space, next_attribute, trim, unescape};
use super::{ElementKind, Target};
use crate::error::DecodeError;
use crate::wire::scratch::Scratch;
use crate::wire::swar::{find_byte, substring};
use crate::wire::{FieldReader, FieldTokens, LINKS, Spelling, VERBATIM, Value};

/// Declarations as servers write them.
const DECLARATIONS: [&str; 4] = [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version=\"1.0\"?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
];

/// Reads the whole document, or gives up.
pub(crate) fn scan<'a, S: Target<'a>>(bytes: &'a [u8], scratch: Scratch<'a>, target: &mut S) -> Option<()> {
    let text = checked_text(bytes)?;
    let mut scanner = XmlScanner { text, at: 0, next_escape: next_escape(text, 0), recovered: 0, scratch };
    if scanner.rest().starts_with(b"<?") {
        DECLARATIONS.iter().find_map(|declaration| scanner.expect(declaration))?;
    }
    scanner.skip_space();
    scanner.expect("<TwilioResponse>")?;
    scanner.skip_space();
    scanner.expect("<")?;
    let resource = scanner.name()?;
    match S::element_kind(resource) {
        ElementKind::Fields => {
            scanner.expect(">")?;
            scanner.fields(resource, target)?;
        }
        ElementKind::List => scanner.list(resource, target)?,
        ElementKind::Item | ElementKind::Other => return None,
    }
    scanner.skip_space();
    scanner.expect("</TwilioResponse>")?;
    scanner.skip_space();
    target.recovered(scanner.recovered);
    scanner.rest().is_empty().then_some(())
}

/// The document as text, if it is UTF-8 and all its characters are ones that XML carries as they are. CR is none of
/// them: a line end has to be rewritten.
fn checked_text(bytes: &[u8]) -> Option<&str> {
    // Passes without branches, which the compiler turns into vectors. Most documents have no control character at all.
    let (least, most) = bytes.iter().fold((u8::MAX, 0), |(least, most), byte| (least.min(*byte), most.max(*byte)));
    let control = |byte: u8| (byte < 0x20) & (byte != b'\n') & (byte != b'\t');
    if least < 0x20 && bytes.iter().fold(false, |any, byte| any | control(*byte)) {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    // U+FFFE, U+FFFF and the byte order mark, which is left to the reader, all begin with this byte.
    let strange = most >= 0xEF && memchr(0xEF, bytes).is_some() && text.contains(['\u{FFFE}', '\u{FFFF}', '\u{FEFF}']);
    (!strange).then_some(text)
}

/// Where the next `&` or `]` stands.
fn next_escape(text: &str, from: usize) -> usize {
    text.as_bytes().get(from..).and_then(|rest| memchr2(b'&', b']', rest)).map_or(text.len(), |found| from + found)
}

struct XmlScanner<'a> {
    text: &'a str,
    at: usize,
    /// Where the next `&` or `]` stands, if it is not behind: a text that ends before needs no second look.
    next_escape: usize,
    recovered: u32,
    scratch: Scratch<'a>,
}

impl<'a> XmlScanner<'a> {
    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn expect(&mut self, text: &str) -> Option<()> {
        self.rest().starts_with(text.as_bytes()).then(|| self.at += text.len())
    }

    #[inline]
    fn skip_space(&mut self) {
        while self.rest().first().is_some_and(|byte| is_space(*byte)) {
            self.at += 1;
        }
    }

    /// A plain name: ASCII letters and digits.
    #[inline]
    fn name(&mut self) -> Option<&'a str> {
        let bytes = self.rest();
        if !bytes.first()?.is_ascii_alphabetic() {
            return None;
        }
        let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        let name = self.text.get(self.at..self.at + length)?;
        self.at += length;
        Some(name)
    }

    /// The fields of an element whose start tag has been read, and its end tag.
    fn fields<S: Target<'a>>(&mut self, element: &str, target: &mut S) -> Option<()> {
        let mut in_links = false;
        loop {
            self.skip_space();
            target.assign_in_order(self).ok()?;
            self.expect("<")?;
            if self.expect("/").is_some() {
                self.expect(if in_links { LINKS.xml } else { element })?;
                self.expect(">")?;
                if !in_links {
                    return Some(());
                }
                in_links = false;
                continue;
            }
            let name = self.name()?;
            if name == LINKS.xml && !in_links {
                if self.expect("/>").is_none() {
                    self.expect(">")?;
                    in_links = true;
                }
                continue;
            }
            let text = match self.expect(">") {
                Some(()) => self.read_text_slow(self.at, self.at, name, name == VERBATIM)?,
                None => self.expect("/>").map(|()| Cow::Borrowed(""))?,
            };
            target.assign(Spelling::Element, Cow::Borrowed(name), Value::Text(text)).ok()?;
        }
    }

    /// A text that begins at `start`, whatever is in it from `at` on, and the end tag after it.
    #[inline(never)]
    fn read_text_slow(&mut self, start: usize, mut at: usize, name: &str, verbatim: bool) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        let mut references = false;
        loop {
            match bytes.get(at..)? {
                [b'<', b'/', ..] => break,
                [b'<', ..] => {
                    let next = self.text.get(at + 1..)?.chars().next()?;
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
            at += memchr3(b'<', b'&', b']', bytes.get(at..)?)?;
        }
        let raw = self.text.get(start..at)?;
        self.at = at + 2;
        self.expect(name)?;
        self.expect(">")?;
        if self.next_escape < self.at {
            self.next_escape = next_escape(self.text, self.at);
        }
        let raw = if verbatim { raw } else { trim(raw) };
        if references { unescape(raw, &mut self.scratch).ok() } else { Some(Cow::Borrowed(raw)) }
    }

    /// The attributes and items of a list whose name has been read, and its end tag.
    fn list<S: Target<'a>>(&mut self, element: &str, target: &mut S) -> Option<()> {
        let end = self.at + memchr(b'>', self.rest())?;
        let mut attributes = self.text.get(self.at..end)?;
        self.at = end + 1;
        let empty = attributes.ends_with('/');
        if empty {
            attributes = attributes.get(..attributes.len() - 1)?;
        }
        // A list has eleven attributes; more than there is indices for are the reader's.
        let mut seen = [""; 16];
        let mut indices = 0..seen.len();
        while let Some(attribute) = next_attribute(&mut attributes).ok()? {
            if attribute.name.contains(':') || attribute.name == "xmlns" || seen.contains(&attribute.name) {
                return None;
            }
            *seen.get_mut(indices.next()?)? = attribute.name;
            target.assign(Spelling::Attribute, Cow::Borrowed(attribute.name), Value::Text(attribute.value())).ok()?;
        }
        if empty {
            return Some(());
        }
        loop {
            self.skip_space();
            self.expect("<")?;
            if self.expect("/").is_some() {
                self.expect(element)?;
                return self.expect(">");
            }
            let name = self.name()?;
            if S::element_kind(name) != ElementKind::Item {
                return None;
            }
            self.expect(">")?;
            target.begin_item().ok()?;
            self.fields(name, target)?;
            target.end_item().ok()?;
        }
    }
}

impl<'a> FieldReader<'a> for XmlScanner<'a> {
    const SPELLING: Spelling = Spelling::Element;

    /// Any error means the same here: the reader shall look.
    #[inline(always)]
    fn next_if(&mut self, tokens: FieldTokens) -> Result<Option<Value<'a>>, DecodeError> {
        let Some(rest) = self.rest().strip_prefix(tokens.open.as_bytes()) else { return Ok(None) };
        let start = self.at + tokens.open.len() + 1;
        match rest {
            [b'>', ..] => {}
            [b'/', b'>', ..] => {
                self.at = start + 1;
                self.skip_space();
                return Ok(Some(Value::Text(Cow::Borrowed(""))));
            }
            // A longer name, or attributes.
            _ => return Ok(None),
        }
        let bytes = self.text.as_bytes();
        let end = find_byte(bytes, start, b'<');
        let text = if end < self.next_escape
            && bytes.get(end..).is_some_and(|rest| rest.starts_with(tokens.close.as_bytes()))
        {
            self.at = end + tokens.close.len();
            let raw = substring(self.text, start, end);
            Cow::Borrowed(if tokens.verbatim { raw } else { trim(raw) })
        } else {
            let name = tokens.open.get(1..).unwrap_or_default();
            self.read_text_slow(start, self.next_escape.min(end).max(start), name, tokens.verbatim)
                .ok_or(DecodeError::malformed(start))?
        };
        self.skip_space();
        Ok(Some(Value::Text(text)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::{Scratch, checked_text};
    use crate::response::Paging;
    use crate::schema::{Document as _, ListTarget, SingleTarget};
    use crate::{Message, Outcome, Page};

    const DOCUMENTS: [&str; 7] = [
        include_str!("../../../tests/data/reply/page-printed.xml"),
        include_str!("../../../tests/data/reply/page-compact.xml"),
        include_str!("../../../tests/data/reply/current.xml"),
        "<TwilioResponse><Message><Sid>SM1</Sid><Body> a &lt; b ]] c </Body><To> 1 </To><New>x</New></Message></TwilioResponse>",
        "<TwilioResponse><SMSMessages page='0' pagesize=\"2\"><SMSMessage><Sid>SM1</Sid><Price/></SMSMessage>\
         <SMSMessage><Body/><Sid>SM2</Sid></SMSMessage></SMSMessages></TwilioResponse>",
        "<TwilioResponse><Messages page='0' total=\"0\"/></TwilioResponse>",
        "<TwilioResponse>\n<Messages uri='/a?b=1&amp;c=2'><Message><Sid>SM1</Sid><SubresourceUris><Media>/m</Media>\
         <Feedback>/f</Feedback></SubresourceUris></Message></Messages></TwilioResponse>",
    ];

    const PIECES: [&str; 30] = [
        "",
        "<",
        ">",
        "/",
        "&",
        "]",
        "]]>",
        "<3",
        "&amp;",
        "&#10;",
        "&#xD;",
        "&x;",
        "<!-- -->",
        "<![CDATA[x]]>",
        "<?p?>",
        " ",
        "\n",
        "\t",
        "\r",
        "\u{FFFE}",
        "é",
        "\0",
        "<Sid>SM3</Sid>",
        "<To/>",
        "<Body>",
        "</Body>",
        "<New>y</New>",
        "<SubresourceUris>",
        "</SubresourceUris>",
        " a='b'",
    ];

    #[test]
    fn what_xml_cannot_carry_is_left_to_the_reader() {
        for text in ["a\u{FFFE}", "\u{FFFF}a", "\u{FEFF}", "\r", "\0", "\u{1F}"] {
            assert_eq!(checked_text(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(checked_text(b"\xEF\xBF"), None);
        for text in ["", "\t\n ", "\u{FFFD}", "\u{F000}", "\u{EFFF}é", "\u{10FFFF}"] {
            assert_eq!(checked_text(text.as_bytes()), Some(text), "{text:?}");
        }
    }

    /// A message or a page with all that is known about how it was read; `None` if it could not be.
    fn read(document: &str) -> Option<String> {
        match (Message::decode(200, document.as_bytes()), Page::decode(200, document.as_bytes())) {
            (Outcome::Done(message), _) => Some(format!("{message:?} {:?} {:?}", message.body, message.unknown_fields)),
            (_, Outcome::Done(page)) => Some(format!("{page:?}")),
            _ => None,
        }
    }

    /// Otherwise every document would be read twice.
    #[test]
    fn the_scanner_takes_the_shapes_that_servers_send() {
        for document in DOCUMENTS {
            let bare = document.split_once("?>").map_or(document, |(_, bare)| bare);
            let around = ["", " \n\t", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='UTF-8'?>\n"];
            for document in
                around.map(|before| format!("{before}{bare}\n\t ")).iter().map(String::as_str).chain([document])
            {
                let (mut message, mut paging, mut messages) =
                    (Message::empty(), Paging::empty(), Vec::<Message<'_>>::new());
                let one = super::scan(document.as_bytes(), Scratch::default(), &mut SingleTarget::new(&mut message));
                let many = &mut ListTarget::new(&mut paging, &mut messages);
                let many = super::scan(document.as_bytes(), Scratch::default(), many);
                assert!(one.is_some() || many.is_some(), "{document:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_scanner_reads_what_the_reader_reads(
            document in select(DOCUMENTS.as_slice()),
            edits in prop::collection::vec((any::<Index>(), 0_usize..6, select(PIECES.as_slice())), 0..4),
        ) {
            let mut document = document.to_owned();
            for (place, removed, piece) in edits {
                let boundaries: Vec<_> = (0..=document.len()).filter(|at| document.is_char_boundary(*at)).collect();
                let start = place.index(boundaries.len());
                let end = (start + removed).min(boundaries.len() - 1);
                document.replace_range(boundaries[start]..boundaries[end], piece);
            }
            // The scanner knows no comments: the reader gets this one, comment and all.
            let general = format!("{document}<!---->");
            prop_assert_eq!(read(&document), read(&general), "{}", document);
        }
    }
}
