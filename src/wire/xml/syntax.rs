//! The lower productions of XML 1.0: characters, white space, names, references, attributes, the declaration.
//!
//! Each function takes a text that is already cut out of the document, and checks or decodes it. Section numbers are
//! those of the XML 1.0 recommendation, fifth edition.

use std::borrow::Cow;

use crate::wire::scratch::{Escaped, Scratch, TextWriter};
use crate::wire::swar::{find_byte, substring};

/// Returns whether XML can carry a character (2.2, `Char`). Most control characters cannot be written at all, not even
/// as references.
pub(crate) const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Returns whether a byte is white space (2.3, `S`).
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Removes white space at both ends.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        // Nearly always there is none, and two bytes show it, where `trim_matches` decodes characters from both ends.
        // Decoding a reply takes an eighth fewer instructions with it.
        [first, .., last] if !is_space(*first) && !is_space(*last) => text,
        _ => text.trim_matches([' ', '\t', '\n', '\r']),
    }
}

/// Returns whether a name can begin with a character (2.3, `NameStartChar`).
pub(crate) const fn is_name_start(c: char) -> bool {
    matches!(c, ':' | 'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Returns whether a name can contain a character (2.3, `NameChar`).
const fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Returns whether a text is a name (2.3, `Name`).
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_char)
}

/// Splits a qualified name into its prefix and its local part (Namespaces in XML 1.0, section 4). Returns `None` if it
/// is not a qualified name.
pub(crate) fn split_qualified(name: &str) -> Option<(Option<&str>, &str)> {
    if !is_name(name) {
        return None;
    }
    match split_once(name, b':') {
        None => Some((None, name)),
        Some((prefix, local)) => {
            let is_plain = |part: &str| is_name(part) && !part.contains(':');
            (is_plain(prefix) && is_plain(local)).then_some((Some(prefix), local))
        }
    }
}

/// Splits a text at the first occurrence of an ASCII character.
///
/// Names and attributes are short: with this loop, a list of one message takes 3 % fewer instructions than with
/// [`str::split_once`], which prepares a search in blocks.
fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Returns the offset of the first character that XML cannot carry.
pub(crate) fn first_illegal(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        // Every such character is a control character, or begins with the byte EF. Few other characters do, so the
        // bytes alone find the places to look at, and no character is decoded.
        let at = find_if(bytes, from, |byte| (byte < 0x20) | (byte == 0xEF))?;
        match bytes.get(at..)? {
            [b'\t' | b'\n' | b'\r', ..] => {}
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF, the two greatest sequences that begin with EF.
            [0xEF, second, third, ..] if (*second, *third) < (0xBF, 0xBE) => {}
            _ => return Some(at),
        }
        from = at + 1;
    }
}

/// Returns the offset of the first byte at or after `from` for which `predicate` is true.
///
/// It tests eight bytes at a time. `predicate` has to be free of branches (`|` and `&`, not `||` and `&&`): the
/// compiler then tests the eight bytes of a chunk together. Chunks of sixteen bytes were tried, and eight suit short
/// texts better. Encoding a reply takes nearly a quarter fewer instructions than with a loop over single bytes.
#[inline]
pub(crate) fn find_if(bytes: &[u8], mut from: usize, predicate: impl Fn(u8) -> bool) -> Option<usize> {
    // The fold goes through the whole chunk. `any` would stop at the first match, and a loop that may stop is not
    // vectorized.
    let has_none = |chunk: &[u8; 8]| !chunk.iter().fold(false, |any, byte| any | predicate(*byte));
    while bytes.get(from..).and_then(<[u8]>::first_chunk).is_some_and(has_none) {
        from += 8;
    }
    // The match is among the next eight bytes, or fewer than eight are left.
    Some(from + bytes.get(from..)?.iter().position(|byte| predicate(*byte))?)
}

/// Returns the character of a reference (4.1, 4.6). `text` is the part between `&` and `;`.
pub(crate) fn reference(text: &str) -> Option<char> {
    let number = match text {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => text.strip_prefix('#')?,
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    // `from_str_radix` alone would accept a sign.
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| is_char(*c))
}

/// Resolves the references in a text. The error is the offset of a `&` that begins no valid reference.
pub(crate) fn unescape<'a>(text: &'a str, scratch: &mut Scratch<'a>) -> Result<Cow<'a, str>, usize> {
    match find_byte(text.as_bytes(), 0, b'&') {
        end if end == text.len() => Ok(Cow::Borrowed(text)),
        amp => scratch.unescape(TextWithReferences { text, amp }),
    }
}

/// A text with references, as it stands in a document.
struct TextWithReferences<'t> {
    text: &'t str,
    /// The offset of the first `&`.
    amp: usize,
}

impl Escaped for TextWithReferences<'_> {
    type Error = usize;

    fn max_len(&self) -> usize {
        // The shortest reference, such as `&#9;`, has four bytes, and no character has more.
        self.text.len()
    }

    fn resolve(self, out: &mut impl TextWriter) -> Result<(), usize> {
        let Self { text, mut amp } = self;
        let mut run = 0;
        loop {
            // `run` is the end of the last reference. The plain text from there to the next `&` is copied in one piece.
            out.push_text(substring(text, run, amp));
            let rest = text.get(amp + 1..).unwrap_or_default();
            let length = reference_length(rest).ok_or(amp)?;
            out.push_char(rest.get(..length).and_then(reference).ok_or(amp)?);
            run = amp + length + 2;
            amp = find_byte(text.as_bytes(), run, b'&');
            if amp == text.len() {
                out.push_text(text.get(run..).unwrap_or_default());
                return Ok(());
            }
        }
    }
}

/// Returns the length of a reference up to its `;`.
///
/// Leading zeros can make a valid reference arbitrarily long, so the length is not limited. Instead the search stops at
/// the first byte that a reference cannot contain, at the latest at the next `&`. A text with many `&` and no `;` is
/// therefore read once, and not once for each `&`.
fn reference_length(rest: &str) -> Option<usize> {
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    (rest.as_bytes().get(length) == Some(&b';')).then_some(length)
}

/// An attribute, as it stands in a tag.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    /// The text between the quotes, with references unresolved.
    pub(crate) raw: &'a str,
}

impl<'a> Attribute<'a> {
    /// Returns the value, with references resolved and each white space character replaced by a space (3.3.3).
    pub(crate) fn value(&self) -> Cow<'a, str> {
        // Literal white space is replaced before references are resolved, so that `&#10;` stays a line break. A line
        // end counts as one character (2.11).
        if self.raw.contains(['\t', '\n', '\r']) {
            let raw = self.raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
            return Cow::Owned(unescape(&raw, &mut Scratch::default()).unwrap_or_default().into_owned());
        }
        unescape(self.raw, &mut Scratch::default()).unwrap_or_default()
    }
}

/// Takes the next attribute (3.1) from `rest`, which is the part of a tag after its name. Returns `None` at the end.
///
/// The error is the number of bytes from the error to the end of `rest`, from which a caller that knows where the tag
/// ends computes the offset.
pub(crate) fn next_attribute<'a>(rest: &mut &'a str) -> Result<Option<Attribute<'a>>, usize> {
    let text = rest.trim_start_matches([' ', '\t', '\n', '\r']);
    if text.is_empty() {
        *rest = text;
        return Ok(None);
    }
    // White space has to come before each attribute.
    if text.len() == rest.len() {
        return Err(rest.len());
    }
    let (name, after) = split_once(text, b'=').ok_or(text.len())?;
    let name = name.trim_end_matches([' ', '\t', '\n', '\r']);
    if split_qualified(name).is_none() {
        return Err(text.len());
    }
    let after = after.trim_start_matches([' ', '\t', '\n', '\r']);
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(after.len())?;
    let value = after.get(1..).unwrap_or_default();
    let (raw, left) = value.split_once(quote).ok_or(after.len())?;
    if raw.contains('<') {
        return Err(value.len());
    }
    // The references are checked here, so that `Attribute::value` cannot fail.
    unescape(raw, &mut Scratch::default()).map_err(|at| value.len() - at)?;
    *rest = left;
    Ok(Some(Attribute { name, raw }))
}

/// Why a declaration is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum BadDeclaration {
    /// It declares an encoding that is neither UTF-8 nor ASCII.
    Encoding,
    /// It is not a declaration.
    Malformed,
}

/// Checks a declaration (2.8). `text` is the part between `<?xml` and `?>`.
///
/// Any version 1.x is accepted, and the encodings UTF-8 and ASCII, which is a subset of UTF-8.
pub(crate) fn declaration(text: &str) -> Result<(), BadDeclaration> {
    // A declaration has the syntax of attributes, but its order is fixed: version, encoding, standalone.
    let mut rest = text;
    let mut next = || next_attribute(&mut rest).map_err(|_| BadDeclaration::Malformed);
    let version = next()?.filter(|attribute| attribute.name == "version").ok_or(BadDeclaration::Malformed)?;
    let minor = version.raw.strip_prefix("1.").unwrap_or_default();
    if minor.is_empty() || !minor.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadDeclaration::Malformed);
    }
    let mut attribute = next()?;
    if let Some(Attribute { name: "encoding", raw }) = attribute {
        if !["utf-8", "us-ascii"].iter().any(|known| raw.eq_ignore_ascii_case(known)) {
            return Err(BadDeclaration::Encoding);
        }
        attribute = next()?;
    }
    if let Some(Attribute { name: "standalone", raw: "yes" | "no" }) = attribute {
        attribute = next()?;
    }
    if attribute.is_none() { Ok(()) } else { Err(BadDeclaration::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_the_references_that_xml_has() {
        for (text, expected) in [
            ("amp", Some('&')),
            ("lt", Some('<')),
            ("gt", Some('>')),
            ("quot", Some('"')),
            ("apos", Some('\'')),
            ("#10", Some('\n')),
            ("#x1F600", Some('😀')),
            ("#x000000000000041", Some('A')),
            ("nbsp", None),
            ("Amp", None),
            ("", None),
            ("#", None),
            ("#x", None),
            ("#xZZ", None),
            ("#+65", None),
            ("#X41", None),
            ("#0", None),
            ("#1", None),
            ("#xD800", None),
            ("#xFFFE", None),
            ("#x110000", None),
            ("#99999999999", None),
            ("#a", None),
        ] {
            assert_eq!(reference(text), expected, "{text:?}");
        }
    }

    #[test]
    fn unescapes_or_returns_the_offset_of_a_bad_reference() {
        for (text, expected) in [
            ("plain", Ok("plain")),
            ("a &lt; b &amp;&amp; c", Ok("a < b && c")),
            ("AT&T", Err(2)),
            ("ab&", Err(2)),
            ("&lt b", Err(0)),
            ("&amp;&nbsp;", Err(5)),
            ("&#32;x", Ok(" x")),
        ] {
            assert_eq!(unescape(text, &mut Scratch::default()).as_deref().map_err(|at| *at), expected, "{text:?}");
        }
    }

    #[test]
    fn recognizes_names() {
        for (text, expected) in [
            ("a", true),
            ("_a-b.c1", true),
            ("é", true),
            ("😀", true),
            ("", false),
            ("1a", false),
            ("-a", false),
            ("a b", false),
        ] {
            assert_eq!(is_name(text), expected, "{text:?}");
        }
        assert_eq!(split_qualified("x:Body"), Some((Some("x"), "Body")));
        for text in [":", "a:", ":a", "a:b:c", "a:1"] {
            assert_eq!(split_qualified(text), None, "{text:?}");
        }
    }

    #[test]
    fn recognizes_declarations() {
        use BadDeclaration::*;

        for (text, expected) in [
            (" version=\"1.0\"", Ok(())),
            (" version='1.0' encoding='UTF-8'", Ok(())),
            ("\tversion = \"1.1\"\nencoding=\"us-ascii\" standalone='no' ", Ok(())),
            ("", Err(Malformed)),
            (" encoding='UTF-8'", Err(Malformed)),
            (" version='2.0'", Err(Malformed)),
            (" version='1.'", Err(Malformed)),
            (" version='1.0' encoding='UTF-16'", Err(Encoding)),
            (" version='1.0' standalone='maybe'", Err(Malformed)),
            (" version='1.0' standalone='yes' encoding='UTF-8'", Err(Malformed)),
            (" version='1.0'encoding='UTF-8'", Err(Malformed)),
            (" version='1.0' x='y'", Err(Malformed)),
        ] {
            assert_eq!(declaration(text), expected, "{text:?}");
        }
    }

    #[test]
    fn reads_attributes_or_returns_how_much_is_left() {
        let mut rest = " a='1' b = \"x &amp; y\"\n";
        assert_eq!(next_attribute(&mut rest), Ok(Some(Attribute { name: "a", raw: "1" })));
        assert_eq!(next_attribute(&mut rest).unwrap().unwrap().value(), "x & y");
        assert_eq!(next_attribute(&mut rest), Ok(None));
        for (text, left) in [
            ("a='1'", 5),
            (" a", 1),
            (" a=1", 1),
            (" a='1", 2),
            (" 1='a'", 5),
            (" a='<'", 2),
            (" a='b&c'", 3),
            (" a='1'b='2'", 0),
        ] {
            let mut rest = text;
            let mut result = next_attribute(&mut rest);
            if result.is_ok() {
                result = next_attribute(&mut rest);
                assert_eq!(result, Err(5), "{text:?}");
            } else {
                assert_eq!(result, Err(left), "{text:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn finds_the_first_character_that_xml_cannot_carry(text in "(?s)([ -~]{0,20}|.|[\u{FFF0}-\u{FFFF}\u{1FFFE}\u{0}-\u{20}]){0,6}") {
            let expected = text.char_indices().find_map(|(at, c)| (!is_char(c)).then_some(at));
            proptest::prop_assert_eq!(first_illegal(&text), expected);
        }
    }
}
