//! The scanner: a fast XML reader for replies in the layout that Twilio uses.
//!
//! That layout is: an optional declaration in one of four forms; `<TwilioResponse>`; one resource element, or a list
//! element with attributes and items; in a resource or item one element for each field, without attributes, that is
//! empty or contains text and references; the group of links; white space between elements; and nothing else.
//!
//! [`XmlScanner`] has the document as text and an offset into it, and moves the offset forward only. It is fast for
//! three reasons, which hold for nearly every reply:
//!
//! - Servers write the fields in the order of the schema. The next start tag is therefore compared with the constant
//!   `<DateSent` instead of being read and looked up ([`FieldReader::next_if`]). With it a current reply takes half the
//!   instructions.
//! - Text ends at the next `<`. It may contain a reference or a `]]>`, but the offset of the next `&` or `]` is known
//!   beforehand ([`XmlScanner::next_escape`]), and is nearly always far away. A text that ends before it is borrowed
//!   after one search. With this a current reply takes a third fewer instructions.
//! - The end tag is the one that belongs to the start tag, which is another comparison with a constant.
//!
//! At the first byte that does not belong to the shape the scanner gives up and returns `None`, and the general reader
//! starts again from the beginning. The scanner therefore has no errors of its own, and never decides that a document
//! is malformed.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::syntax::{is_name_start, is_space, next_attribute, trim, unescape};
use super::{ElementKind, Target};
use crate::error::DecodeError;
use crate::wire::scratch::Scratch;
use crate::wire::swar::{find_byte, substring};
use crate::wire::{FieldReader, FieldTokens, LINKS, Spelling, VERBATIM, Value};

/// The declarations that servers write. Any other is left to the general reader.
const DECLARATIONS: [&str; 4] = [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version=\"1.0\"?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
];

/// Reads a whole document, or gives up. After `None` the target may have some fields of the document.
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
    let resource = scanner.read_name()?;
    match S::element_kind(resource) {
        ElementKind::Fields => {
            scanner.expect(">")?;
            scanner.read_fields(resource, target)?;
        }
        ElementKind::List => scanner.read_list(resource, target)?,
        ElementKind::Item | ElementKind::Other => return None,
    }
    scanner.skip_space();
    scanner.expect("</TwilioResponse>")?;
    scanner.skip_space();
    target.recovered(scanner.recovered);
    scanner.rest().is_empty().then_some(())
}

/// Returns the document as text, if it is UTF-8 and the scanner can take all its characters as they are.
///
/// It cannot take a CR, because XML requires line ends to be changed to LF, nor a character that XML cannot carry.
fn checked_text(bytes: &[u8]) -> Option<&str> {
    // The least and the greatest byte, in one pass without a branch, which the compiler turns into vector instructions.
    // For a document without control characters this is the whole check; for any other a second such pass allows line
    // ends and tabs. With a loop that stops at the first control character, decoding a reply takes more than twice as
    // many instructions.
    let (least, most) = bytes.iter().fold((u8::MAX, 0), |(least, most), byte| (least.min(*byte), most.max(*byte)));
    let control = |byte: u8| (byte < 0x20) & (byte != b'\n') & (byte != b'\t');
    if least < 0x20 && bytes.iter().fold(false, |any, byte| any | control(*byte)) {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    // U+FFFE, U+FFFF and the byte order mark, which is left to the general reader, all begin with the byte EF. A
    // document whose greatest byte is less, such as one in ASCII, has none of them and is not searched for them.
    let has_other =
        most >= 0xEF && memchr(0xEF, bytes).is_some() && text.contains(['\u{FFFE}', '\u{FFFF}', '\u{FEFF}']);
    (!has_other).then_some(text)
}

/// Returns the offset of the next `&` or `]`, or the length of the text if there is none.
fn next_escape(text: &str, from: usize) -> usize {
    text.as_bytes().get(from..).and_then(|rest| memchr2(b'&', b']', rest)).map_or(text.len(), |found| from + found)
}

/// A position in an XML document.
struct XmlScanner<'a> {
    text: &'a str,
    /// The offset of the next byte to read.
    at: usize,
    /// The offset of the next `&` or `]`. It may be out of date, and is then less than `at`: texts are read by the
    /// general function until it is searched for again.
    next_escape: usize,
    /// How many `<` in text were accepted as the character.
    recovered: u32,
    scratch: Scratch<'a>,
}

impl<'a> XmlScanner<'a> {
    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Advances past `text`, or gives up if something else comes next.
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

    /// Reads a name of ASCII letters and digits. Names that have other characters are left to the general reader.
    #[inline]
    fn read_name(&mut self) -> Option<&'a str> {
        let bytes = self.rest();
        if !bytes.first()?.is_ascii_alphabetic() {
            return None;
        }
        let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        let name = self.text.get(self.at..self.at + length)?;
        self.at += length;
        Some(name)
    }

    /// Reads the fields of an element whose start tag has been read, and its end tag.
    fn read_fields<S: Target<'a>>(&mut self, element: &str, target: &mut S) -> Option<()> {
        let mut in_links = false;
        loop {
            self.skip_space();
            // The fast path: the schema takes as many fields as come in its order. What follows is the general path for one
            // tag.
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
            let name = self.read_name()?;
            // The tags of the group of links only change which end tag comes next. The links are fields of the message.
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

    /// Reads a text that begins at `start` and whose bytes before `at` are plain, and the end tag after it.
    ///
    /// It is not inlined, because few fields need it and its code would be repeated for every field.
    #[inline(never)]
    fn read_text_slow(&mut self, start: usize, mut at: usize, name: &str, verbatim: bool) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        let mut references = false;
        loop {
            match bytes.get(at..)? {
                [b'<', b'/', ..] => break,
                // A `<` that cannot begin markup (`<3`) is the character itself. See the leniency in `events`.
                [b'<', ..] => {
                    let next = self.text.get(at + 1..)?.chars().next()?;
                    if matches!(next, '!' | '?') || is_name_start(next) {
                        return None;
                    }
                    self.recovered = self.recovered.checked_add(1)?;
                }
                [b'&', ..] => references = true,
                // Text may not contain `]]>` (2.4).
                [b']', b']', b'>', ..] => return None,
                _ => {}
            }
            // Only these three bytes need attention.
            at += 1;
            at += memchr3(b'<', b'&', b']', bytes.get(at..)?)?;
        }
        let raw = self.text.get(start..at)?;
        self.at = at + 2;
        self.expect(name)?;
        self.expect(">")?;
        // Bring `next_escape` up to date, once the scanner has passed it. Each byte is searched once, whatever the
        // number of texts with references is.
        if self.next_escape < self.at {
            self.next_escape = next_escape(self.text, self.at);
        }
        // White space is trimmed before references are resolved: a `&#32;` at the edge is there on purpose.
        let raw = if verbatim { raw } else { trim(raw) };
        if references { unescape(raw, &mut self.scratch).ok() } else { Some(Cow::Borrowed(raw)) }
    }

    /// Reads the attributes and items of a list whose name has been read, and its end tag.
    fn read_list<S: Target<'a>>(&mut self, element: &str, target: &mut S) -> Option<()> {
        // A `>` in an attribute's value would end the tag too early. The attribute is then cut off, and the scanner
        // gives up.
        let end = self.at + memchr(b'>', self.rest())?;
        let mut attributes = self.text.get(self.at..end)?;
        self.at = end + 1;
        let empty = attributes.ends_with('/');
        if empty {
            attributes = attributes.get(..attributes.len() - 1)?;
        }
        // The names that were seen, to find one that occurs twice. A list has eleven attributes. One with more than
        // sixteen is left to the general reader.
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
            let name = self.read_name()?;
            if S::element_kind(name) != ElementKind::Item {
                return None;
            }
            self.expect(">")?;
            target.begin_item().ok()?;
            self.read_fields(name, target)?;
            target.end_item().ok()?;
        }
    }
}

impl<'a> FieldReader<'a> for XmlScanner<'a> {
    const SPELLING: Spelling = Spelling::Element;

    /// The fast path of the scanner: two comparisons with constants, and one search for `<`.
    ///
    /// An error only makes the scanner give up. Its content is not used.
    #[inline(always)]
    fn next_if(&mut self, tokens: FieldTokens) -> Result<Option<Value<'a>>, DecodeError> {
        let Some(rest) = self.rest().strip_prefix(tokens.open.as_bytes()) else { return Ok(None) };
        let start = self.at + tokens.open.len() + 1;
        match rest {
            [b'>', ..] => {}
            // An empty element has an empty text.
            [b'/', b'>', ..] => {
                self.at = start + 1;
                self.skip_space();
                return Ok(Some(Value::Text(Cow::Borrowed(""))));
            }
            // The name is longer (`<DateSentX`), or attributes follow.
            _ => return Ok(None),
        }
        let bytes = self.text.as_bytes();
        // If there is no `&` and no `]` before the next `<`, and the end tag begins there, then the text is plain and
        // ends there.
        let end = find_byte(bytes, start, b'<');
        let text = if end < self.next_escape
            && bytes.get(end..).is_some_and(|rest| rest.starts_with(tokens.close.as_bytes()))
        {
            self.at = end + tokens.close.len();
            let raw = substring(self.text, start, end);
            Cow::Borrowed(if tokens.verbatim { raw } else { trim(raw) })
        } else {
            // The general search begins at the first byte that may be special.
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
    fn characters_that_xml_cannot_carry_are_left_to_the_general_reader() {
        for text in ["a\u{FFFE}", "\u{FFFF}a", "\u{FEFF}", "\r", "\0", "\u{1F}"] {
            assert_eq!(checked_text(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(checked_text(b"\xEF\xBF"), None);
        for text in ["", "\t\n ", "\u{FFFD}", "\u{F000}", "\u{EFFF}é", "\u{10FFFF}"] {
            assert_eq!(checked_text(text.as_bytes()), Some(text), "{text:?}");
        }
    }

    /// A message or a page with everything that is known about how it was read, or `None` if it was refused.
    fn read(document: &str) -> Option<String> {
        match (Message::decode(200, document.as_bytes()), Page::decode(200, document.as_bytes())) {
            (Outcome::Done(message), _) => Some(format!("{message:?} {:?} {:?}", message.body, message.unknown_fields)),
            (_, Outcome::Done(page)) => Some(format!("{page:?}")),
            _ => None,
        }
    }

    /// If the scanner gave up here, every usual document would be read twice.
    #[test]
    fn the_scanner_accepts_the_shapes_that_servers_send() {
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
        fn the_scanner_reads_what_the_general_reader_reads(
            document in select(DOCUMENTS.as_slice()),
            edits in prop::collection::vec((any::<Index>(), 0_usize..6, select(PIECES.as_slice())), 0..4),
        ) {
            let mut document = document.to_owned();
            for (position, removed, piece) in edits {
                let boundaries: Vec<_> = (0..=document.len()).filter(|at| document.is_char_boundary(*at)).collect();
                let start = position.index(boundaries.len());
                let end = (start + removed).min(boundaries.len() - 1);
                document.replace_range(boundaries[start]..boundaries[end], piece);
            }
            // The scanner gives up at a comment, so the general reader reads this document.
            let general = format!("{document}<!---->");
            prop_assert_eq!(read(&document), read(&general), "{}", document);
        }
    }
}
