//! The lower productions of XML 1.0: characters, white space, names, references, attributes, the declaration.
//!
//! Each function takes a text that is already cut out of the document, and checks or decodes it. Section numbers are
//! those of the XML 1.0 recommendation, fifth edition.

use std::borrow::Cow;

use memchr::memchr2;

use crate::wire::scratch::Scratch;
use crate::wire::swar::{alphanumeric_end, find_byte, substring};

/// Returns whether XML can carry a character (2.2, `Char`). Most control characters cannot be written at all, not even
/// as references.
pub(crate) const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The characters that are white space (2.3, `S`).
pub(crate) const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Whether a byte is white space.
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
        _ => text.trim_matches(WHITE_SPACE),
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
    is_plain_name(text) || (text.starts_with(is_name_start) && text.chars().all(is_name_char))
}

/// Whether a text is a name of ASCII letters and digits, as nearly all names are.
fn is_plain_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && alphanumeric_end(bytes, 0) == bytes.len()
}

/// Returns the prefix of a qualified name and its local part (Namespaces 1.0, 4), or `None` for any other text.
pub(crate) fn split_qualified(name: &str) -> Option<(Option<&str>, &str)> {
    if is_plain_name(name) {
        return Some((None, name));
    }
    if !is_name(name) {
        return None;
    }
    match name.split_once(':') {
        None => Some((None, name)),
        Some((prefix, local)) => {
            let plain = |part: &str| is_name(part) && !part.contains(':');
            (plain(prefix) && plain(local)).then_some((Some(prefix), local))
        }
    }
}

/// Whether XML can carry all characters of a text, as far as this can be told cheaply: `false` where there may be
/// U+FFFE or U+FFFF, which begin with EF.
///
/// A pass over the bytes without branches is turned into vectors by the compiler, and most documents need only one. If
/// 9 is taken from every byte, the control characters before TAB become the greatest bytes of all, greater than those
/// of UTF-8. If 11 is taken, the others become the least, and TAB and LF do not. To compare each byte with TAB and LF
/// would take 300 instructions more for an indented reply. CR needs a second pass.
#[inline]
pub(crate) fn is_plainly_legal(bytes: &[u8]) -> bool {
    let (most, least) = bytes
        .iter()
        .fold((0, u8::MAX), |(most, least), byte| (byte.wrapping_sub(9).max(most), byte.wrapping_sub(11).min(least)));
    let control = |byte: u8| (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    most < 0xEF - 9 && (least >= b' ' - 11 || !bytes.iter().fold(false, |any, byte| any | control(*byte)))
}

/// Returns where the first character is that XML cannot carry.
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

/// Resolves the references in a text; `Err` is the offset of one that is malformed.
pub(crate) fn unescape<'a>(text: &'a str, scratch: &mut Scratch<'a>) -> Result<Cow<'a, str>, usize> {
    let bytes = text.as_bytes();
    let mut at = find_byte(bytes, 0, b'&');
    if at == bytes.len() {
        return Ok(Cow::Borrowed(text));
    }
    scratch.text(bytes.len(), 0, |out| {
        out.push_text(substring(text, 0, at));
        while at < bytes.len() {
            if bytes.get(at) == Some(&b'&') {
                let (c, length) = next_reference(substring(text, at, bytes.len())).ok_or(at)?;
                out.push_char(c);
                at += length;
            } else {
                let end = find_byte(bytes, at, b'&');
                out.push_text(substring(text, at, end));
                at = end;
            }
        }
        Ok(())
    })
}

/// Returns what the reference at the start of a text stands for, and its length.
///
/// Leading zeros may make a reference long, so its length is limited by what can stand in one: a text with many `&` is
/// still read once. The references that writers use most are compared as bytes, which halves the instructions for them.
pub(crate) fn next_reference(text: &str) -> Option<(char, usize)> {
    match text.as_bytes() {
        [b'&', b'a', b'm', b'p', b';', ..] => Some(('&', 5)),
        [b'&', b'l', b't', b';', ..] => Some(('<', 4)),
        [b'&', b'g', b't', b';', ..] => Some(('>', 4)),
        [b'&', rest @ ..] => {
            let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
            let c = reference(substring(text, 1, 1 + length)).filter(|_| rest.get(length) == Some(&b';'))?;
            Some((c, length + 2))
        }
        _ => None,
    }
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
        if !self.raw.bytes().fold(false, |any, byte| any | (byte < b' ') | (byte == b'&')) {
            return Cow::Borrowed(self.raw);
        }
        if self.raw.contains(['\t', '\n', '\r']) {
            let (mut spaced, mut after_cr) = (String::with_capacity(self.raw.len()), false);
            for c in self.raw.chars() {
                match c {
                    // CR LF is one line end, and so one space.
                    '\n' if after_cr => {}
                    '\t' | '\n' | '\r' => spaced.push(' '),
                    c => spaced.push(c),
                }
                after_cr = c == '\r';
            }
            return Cow::Owned(unescape(&spaced, &mut Scratch::default()).unwrap_or_default().into_owned());
        }
        unescape(self.raw, &mut Scratch::default()).unwrap_or_default()
    }
}

/// Takes the next attribute off what follows a tag's name (3.1). `Ok(None)` at the end; `Err` is how much is left
/// from the error on.
pub(crate) fn next_attribute<'a>(rest: &mut &'a str) -> Result<Option<Attribute<'a>>, usize> {
    let text = trim_start(rest);
    if text.is_empty() {
        *rest = text;
        return Ok(None);
    }
    // White space has to come before each attribute.
    if text.len() == rest.len() {
        return Err(rest.len());
    }
    let mut equals = alphanumeric_end(text.as_bytes(), 0);
    let mut name = substring(text, 0, equals);
    // Nearly every name is letters and digits up to the `=`. This test saves 400 instructions for a list of messages.
    if !(name.starts_with(|c: char| c.is_ascii_alphabetic()) && text.as_bytes().get(equals) == Some(&b'=')) {
        equals = find_byte(text.as_bytes(), equals, b'=');
        name = substring(text, 0, equals).trim_end_matches(WHITE_SPACE);
        if equals == text.len() || split_qualified(name).is_none() {
            return Err(text.len());
        }
    }
    let after = trim_start(substring(text, equals + 1, text.len()));
    let quote = *after.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\'')).ok_or(after.len())?;
    let end = find_byte(after.as_bytes(), 1, quote);
    let raw = substring(after, 1, end);
    *rest = after.get(end + 1..).ok_or(after.len())?;
    if memchr2(b'<', b'&', raw.as_bytes()).is_some() {
        let left = after.len() - 1;
        if raw.contains('<') {
            return Err(left);
        }
        unescape(raw, &mut Scratch::default()).map_err(|at| left - at)?;
    }
    Ok(Some(Attribute { name, raw }))
}

/// Removes white space at the start.
fn trim_start(text: &str) -> &str {
    let space = text.bytes().take_while(|byte| is_space(*byte)).count();
    substring(text, space, text.len())
}

/// What is wrong with a declaration.
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
        for name in ["page", "a1", "a.b", "x:y", "\u{E9}", "a \t"] {
            let text = format!(" {name}='1'");
            let expected = Attribute { name: name.trim_end(), raw: "1" };
            assert_eq!(next_attribute(&mut text.as_str()), Ok(Some(expected)), "{name:?}");
        }
        for (text, left) in [
            ("a='1'", 5),
            (" a", 1),
            (" a=1", 1),
            (" a='1", 2),
            (" 1='a'", 5),
            (" a b='1'", 7),
            (" ='1'", 4),
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

    #[test]
    fn only_three_control_characters_are_legal() {
        for byte in 0..0xF5 {
            let legal = matches!(byte, b'\t' | b'\n' | b'\r' | b' '..0xEF);
            assert_eq!(is_plainly_legal(&[b'a', byte, b'\n', b'\t', 0xC3]), legal, "{byte:#x}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_plainly_legal_is_legal(bytes in "(?s)[ -~\t\n\r]{0,40}.?[ -~\t\n\r]{0,40}") {
            let legal = first_illegal(&bytes).is_none();
            let no_ef = bytes.bytes().all(|byte| byte < 0xEF);
            proptest::prop_assert_eq!(is_plainly_legal(bytes.as_bytes()), legal && no_ef);
        }

        #[test]
        fn finds_the_first_character_that_xml_cannot_carry(text in "(?s)([ -~]{0,20}|.|[\u{FFF0}-\u{FFFF}\u{1FFFE}\u{0}-\u{20}]){0,6}") {
            let expected = text.char_indices().find_map(|(at, c)| (!is_char(c)).then_some(at));
            proptest::prop_assert_eq!(first_illegal(&text), expected);
        }
    }
}
