//! The XML writer: replies in the layout of Twilio's own.
//!
//! A reply is one line after the declaration. Each field is an element, and an absent field is an empty one.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::syntax::{find_if, is_name, trim};
use crate::error::EncodeError;
use crate::wire::{FieldOut, FieldWriter, LINKS, MAX_ATTRIBUTES, Name, ReplyKind};

/// The declaration at the beginning of every document that this crate writes.
pub(crate) const DECLARATION: &str = "<?xml version='1.0' encoding='UTF-8'?>\n";

/// Writes a reply into a buffer.
pub(crate) struct XmlWriter<'b> {
    out: &'b mut String,
    kind: ReplyKind,
}

impl<'b> XmlWriter<'b> {
    pub(crate) fn new(out: &'b mut String, kind: ReplyKind) -> Self {
        Self { out, kind }
    }

    /// Writes the declaration, and the root with the content that `inner` writes.
    pub(crate) fn reply(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.out.push_str(DECLARATION);
        self.element("TwilioResponse", inner)
    }

    /// Writes an element with the content that `inner` writes.
    pub(crate) fn element(
        &mut self,
        name: &str,
        inner: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.tag("<", name, ">");
        inner(self)?;
        self.tag("</", name, ">");
        Ok(())
    }

    /// Writes an element with the attributes that `attributes` writes and the content that `inner` writes.
    pub(crate) fn list(
        &mut self,
        name: &str,
        attributes: impl FnOnce(&mut AttributeWriter<'_>) -> Result<(), EncodeError>,
        inner: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.tag("<", name, "");
        attributes(&mut AttributeWriter::new(self.out))?;
        self.out.push('>');
        inner(self)?;
        self.tag("</", name, ">");
        Ok(())
    }

    fn tag(&mut self, open: &str, name: &str, close: &str) {
        self.out.push_str(open);
        self.out.push_str(name);
        self.out.push_str(close);
    }

    /// Writes an element with a text.
    fn text(&mut self, name: &str, text: &str) -> Result<(), EncodeError> {
        self.tag("<", name, ">");
        if !escape(self.out, text) {
            return Err(EncodeError::new(name.to_owned()));
        }
        self.tag("</", name, ">");
        Ok(())
    }
}

impl FieldWriter for XmlWriter<'_> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        match value {
            // An empty `Body` is a text, an absent one is no element.
            FieldOut::Absent if name.verbatim || self.kind == ReplyKind::Rejection => return Ok(()),
            FieldOut::Absent => {
                self.tag(name.open, "/>", "");
                return Ok(());
            }
            FieldOut::Text(text) | FieldOut::Json(text) => {
                self.tag(name.open, ">", "");
                if !escape(self.out, text) {
                    return Err(EncodeError::new(name.xml.to_owned()));
                }
            }
            FieldOut::Count(number) | FieldOut::Integer(number) => {
                // Writing to a `String` cannot fail.
                let _ = write!(self.out, "{}>{number}", name.open);
            }
        }
        self.out.push_str(name.close);
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        let name = pascal_case(name).map_or(Cow::Borrowed(name), Cow::Owned);
        // Readers do not take an element with a prefix, or one with the name of the group of links, for a field.
        if !is_name(&name) || name.contains(':') || name == LINKS.xml {
            return Err(EncodeError::new(name.into_owned()));
        }
        self.text(&name, value)
    }

    fn begin_links(&mut self) {
        self.tag("<", LINKS.xml, ">");
    }

    fn end_links(&mut self) {
        self.tag("</", LINKS.xml, ">");
    }
}

/// Writes the attributes of a list. An absent one is left out, except for a link, which is written empty.
pub(crate) struct AttributeWriter<'b> {
    out: &'b mut String,
    /// The offset in `out` at which the attributes begin.
    start: usize,
    /// How many attributes have been written.
    count: usize,
}

impl<'b> AttributeWriter<'b> {
    fn new(out: &'b mut String) -> Self {
        Self { start: out.len(), count: 0, out }
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.count += 1;
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        // A parser replaces literal white space in an attribute by spaces (3.3.3), but not white space that is a
        // reference.
        let is_valid = if value.contains(['\t', '\n']) {
            let mut escaped = String::new();
            let is_valid = escape(&mut escaped, value);
            self.out.push_str(&escaped.replace('\t', "&#9;").replace('\n', "&#10;"));
            is_valid
        } else {
            escape(self.out, value)
        };
        if !is_valid {
            return Err(EncodeError::new(name.to_owned()));
        }
        self.out.push('"');
        Ok(())
    }
}

impl FieldWriter for AttributeWriter<'_> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        match value {
            FieldOut::Absent if name.xml.ends_with("uri") => self.attribute(name.xml, ""),
            FieldOut::Absent => Ok(()),
            FieldOut::Text(text) | FieldOut::Json(text) => self.attribute(name.xml, text),
            FieldOut::Count(number) | FieldOut::Integer(number) => {
                self.count += 1;
                let _ = write!(self.out, " {}=\"{number}\"", name.xml);
                Ok(())
            }
        }
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        // An element has each attribute once. What has been written is searched for the name: a quote in a value is
        // written as a reference, so ` name="` is never a part of a value.
        let written = self.out.get(self.start..).unwrap_or_default();
        if !is_name(name)
            || name.contains(':')
            || name == "xmlns"
            || self.count == MAX_ATTRIBUTES
            || written.contains(&format!(" {name}=\""))
        {
            return Err(EncodeError::new(name.to_owned()));
        }
        self.attribute(name, value)
    }
}

/// Converts a name from JSON's spelling to XML's: `date_sent` to `DateSent`. Returns `None` for a name in another
/// spelling.
pub(crate) fn pascal_case(name: &str) -> Option<String> {
    // `snake_case` would not convert any other name back to itself.
    let is_plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if !name.split('_').all(is_plain) {
        return None;
    }
    let mut out = String::with_capacity(name.len());
    for part in name.split('_') {
        let mut chars = part.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    Some(out)
}

/// Converts a name from XML's spelling to JSON's: `DateSent` to `date_sent`. Returns `None` for a name in another
/// spelling.
///
/// It is the inverse of [`pascal_case`].
pub(crate) fn snake_case(name: &str) -> Option<String> {
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut out = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if c.is_ascii_uppercase() && at > 0 {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    Some(out)
}

/// Writes a text so that a parser returns the same text, or returns `false` if it has a character that XML cannot
/// carry.
///
/// Markup is written as named references. A CR, and white space at both ends, are written as character references,
/// because a parser would change or trim them.
#[must_use]
pub(crate) fn escape(out: &mut String, text: &str) -> bool {
    let inner = trim(text);
    // `inner` is a part of `text`, so the difference of their addresses is the length of the white space before it.
    let start = inner.as_ptr() as usize - text.as_ptr() as usize;
    let (lead, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let trail = rest.get(inner.len()..).unwrap_or_default();
    escape_space(out, lead);
    let mut rest = inner;
    // Text between special bytes is copied in one piece.
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
            // Any other character that begins with EF is copied. `after` still begins with it.
            0xEF => {
                let length = after.chars().next().map_or(0, char::len_utf8);
                out.push_str(after.get(..length).unwrap_or_default());
                rest = after.get(length..).unwrap_or_default();
                continue;
            }
            // Any other control character.
            _ => return false,
        }
        rest = after;
    }
    out.push_str(rest);
    escape_space(out, trail);
    true
}

/// Writes white space that a reader would trim, as references.
fn escape_space(out: &mut String, space: &str) {
    for byte in space.bytes() {
        out.push_str(match byte {
            b'\t' => "&#9;",
            b'\n' => "&#10;",
            b'\r' => "&#13;",
            _ => "&#32;",
        });
    }
}

/// Splits a text at the first byte that may need an escape: the text before it, the byte, and the text after it.
///
/// The byte EF begins a character of three bytes, so it stays at the beginning of the text after it.
fn next_special(text: &str) -> Option<(&str, u8, &str)> {
    // U+FFFE and U+FFFF, which XML cannot carry, begin with EF. There are no branches (`|`, not `||`), see `find_if`.
    const fn is_special(byte: u8) -> bool {
        (byte < 0x20) | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0xEF)
    }
    let bytes = text.as_bytes();
    let at = find_if(bytes, 0, is_special)?;
    let special = *bytes.get(at)?;
    let after = if special == 0xEF { at } else { at + 1 };
    Some((text.get(..at)?, special, text.get(after..)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::response::Paging;
    use crate::schema::UnknownField;
    use crate::wire::scratch::Scratch;
    use crate::wire::xml::syntax::{first_illegal, unescape};
    use crate::{Format, Message, Outcome, Page, Resource};

    fn escaped(text: &str) -> Option<String> {
        let mut out = String::new();
        escape(&mut out, text).then_some(out)
    }

    fn message() -> Message<'static> {
        Message::new("SM1".parse().unwrap())
    }

    #[test]
    fn links_are_written_in_their_group() {
        let mut message = message();
        message.media = Some("/m".into());
        let reply = message.encode(Resource::Messages, Format::Xml).unwrap();
        assert!(reply.body().contains("<SubresourceUris><Media>/m</Media>"), "{}", reply.body());
        assert!(reply.body().contains("</SubresourceUris></Message>"), "{}", reply.body());
    }

    #[test]
    fn an_unknown_field_needs_the_name_of_an_element() {
        for (name, is_valid) in [
            ("new_one", true),
            ("New", true),
            ("né", true),
            ("", false),
            ("1", false),
            ("a b", false),
            ("a:b", false),
            ("SubresourceUris", false),
            ("subresource_uris", false),
        ] {
            let mut message = message();
            message.unknown_fields.push(UnknownField { name: name.into(), value: "x".into() });
            assert_eq!(message.encode(Resource::Messages, Format::Xml).is_ok(), is_valid, "{name:?}");
        }
    }

    #[test]
    fn a_list_has_all_its_links_and_the_other_attributes_that_are_present() {
        let mut page = Page::new(vec![message()], Paging::new());
        page.paging.page = Some(0);
        page.paging.page_size = Some(50);
        let reply = page.encode(Resource::Messages, Format::Xml).unwrap();
        for (attribute, written) in
            [(" page=\"0\"", true), (" nextpageuri=\"\"", true), (" pagesize=\"50\"", true), (" total=", false)]
        {
            assert_eq!(reply.body().contains(attribute), written, "{attribute}: {}", reply.body());
        }
        for (name, is_valid) in [("new", true), ("a:b", false), ("xmlns", false), ("page", false), ("a b", false)] {
            page.paging.unknown_fields = vec![UnknownField { name: name.into(), value: "x".into() }];
            assert_eq!(page.encode(Resource::Messages, Format::Xml).is_ok(), is_valid, "{name:?}");
        }
    }

    #[test]
    fn a_list_is_written_with_at_most_the_attributes_that_are_read() {
        let mut page = Page::new(vec![message()], Paging::new());
        page.paging.page = Some(0);
        page.paging.page_size = Some(50);
        let mut most = 0;
        for number in 0..=MAX_ATTRIBUTES {
            if let Ok(reply) = page.encode(Resource::Messages, Format::Xml) {
                most = reply.body().matches("=\"").count();
                assert_eq!(Page::decode(200, reply.body().as_bytes()), Outcome::Done(page.clone()));
            }
            page.paging.unknown_fields.push(UnknownField { name: format!("x{number}").into(), value: "x".into() });
        }
        assert_eq!(most, MAX_ATTRIBUTES);
    }

    #[test]
    fn converts_names_between_spellings() {
        for (xml, json) in [("Sid", "sid"), ("DateSent", "date_sent"), ("NumSegments", "num_segments"), ("A1B", "a1_b")]
        {
            assert_eq!(snake_case(xml).as_deref(), Some(json));
            assert_eq!(pascal_case(json).as_deref(), Some(xml));
        }
        for name in ["sid", "Date_Sent", "x-Foo", "Ünder", ""] {
            assert_eq!(snake_case(name), None, "{name:?}");
        }
        for name in ["Sid", "date__sent", "_sid", "sid_", "a_1", "a-b", ""] {
            assert_eq!(pascal_case(name), None, "{name:?}");
        }
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
        fn snake_case_and_pascal_case_are_inverse(name in "([A-Z][a-z0-9]{0,3}){1,4}") {
            prop_assert_eq!(snake_case(&name).and_then(|json| pascal_case(&json)), Some(name));
        }

        #[test]
        fn unescape_undoes_escape(text: String) {
            match escaped(&text) {
                Some(out) => prop_assert_eq!(unescape(&out, &mut Scratch::default()).unwrap(), text),
                None => prop_assert!(first_illegal(&text).is_some()),
            }
        }
    }
}
