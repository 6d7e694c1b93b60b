//! Forms: `application/x-www-form-urlencoded`, the body of a request and of a webhook.
//!
//! Strict where it reads: a bad escape or bytes that are not UTF-8 are an error with a first_index, never a
//! replacement character, since a signature covers the text. What it writes equals `serde_urlencoded`
//! byte for byte.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr3;

use super::scratch::Scratch;
use super::stack_string::StackString;
use super::swar::{bytes_before, bytes_eq, bytes_lt, find_byte, first_index, substring};
use super::{FieldOut, FieldReader, FieldWriter, MAX_FORM, MAX_PAIRS, Name, Next, Spelling, Value};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};

/// The media type of a form.
pub(crate) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// Whether a `Content-Type` is a form's, whatever parameters follow.
pub(crate) fn is_form(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_matches([' ', '\t']).eq_ignore_ascii_case(CONTENT_TYPE)
}

/// The pairs of a form, in order, repeated ones and all: names and values, decoded.
///
/// Made by [`pairs`].
///
/// ```
/// use twilio_sms::form;
///
/// let all: Result<Vec<_>, _> = form::pairs(b"To=%2B1&To=%2B2&Body")?.collect();
/// let all: Vec<(String, String)> = all?.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
/// assert_eq!(all.len(), 3);
/// assert_eq!(all[0], ("To".to_owned(), "+1".to_owned()));
/// # Ok::<(), twilio_sms::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Pairs<'a> {
    form: &'a str,
    /// What is still to read.
    rest: &'a [u8],
    count: usize,
}

/// Reads a form: the body of a POST, or the query of a GET.
///
/// # Errors
///
/// At once for bytes that are not UTF-8 and for more than [`MAX_FORM`](crate::limits::MAX_FORM) bytes. While iterating for an
/// escape that is none, escapes that are not UTF-8, and more than [`MAX_PAIRS`](crate::limits::MAX_PAIRS) pairs.
#[inline]
pub fn pairs(form: &[u8]) -> Result<Pairs<'_>, DecodeError> {
    let form = check_text(form)?;
    Ok(Pairs { form, rest: form.as_bytes(), count: 0 })
}

/// A form is a text, of a size that is read.
fn check_text(form: &[u8]) -> Result<&str, DecodeError> {
    if form.len() > MAX_FORM {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "bytes in a form", max: MAX_FORM }));
    }
    std::str::from_utf8(form).map_err(|error| {
        let at = error.valid_up_to();
        DecodeError::named(DecodeErrorKind::Encoding { at }, &key_at(form, at))
    })
}

/// The key of the pair that holds byte `at`, for an error.
fn key_at(form: &[u8], at: usize) -> String {
    let start = form.get(..at).and_then(|before| memchr::memrchr(b'&', before)).map_or(0, |amp| amp + 1);
    let pair = form.get(start..).unwrap_or_default();
    let key = pair.split(|byte| matches!(byte, b'=' | b'&')).next().unwrap_or_default();
    String::from_utf8_lossy(key.get(..key.len().min(64)).unwrap_or_default()).into_owned()
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Result<(Cow<'a, str>, Cow<'a, str>), DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.next_pair(&mut Scratch::default())
    }
}

impl<'a> Pairs<'a> {
    /// The next pair, what has escapes in a caller's buffer.
    #[inline]
    fn next_pair(&mut self, scratch: &mut Scratch<'a>) -> Option<<Self as Iterator>::Item> {
        let empty = self.rest.iter().take_while(|byte| **byte == b'&').count();
        self.rest = self.rest.get(empty..).unwrap_or_default();
        if self.rest.is_empty() {
            return None;
        }
        let (start, bytes) = (self.at(), self.rest);
        let pair = span(bytes, 0);
        let split = find_byte(bytes.get(..pair.end)?, 0, b'=');
        if let Err(error) = self.advance(pair.end) {
            return Some(Err(error));
        }
        let name = match self.decode_text(start, 0, Span { end: split, ..pair }, scratch) {
            Ok(name) => name,
            Err(kind) => return Some(Err(DecodeError::named(kind, substring(self.form, start, start + split)))),
        };
        // A name with an escape in it hides whether the value has one.
        let value = if pair.escape < split { span(bytes, split) } else { pair };
        Some(match self.decode_text(start, split + 1, value, scratch) {
            Ok(value) => Ok((name, value)),
            Err(kind) => Err(DecodeError::named(kind, &name)),
        })
    }

    /// Where the rest begins.
    #[inline]
    const fn at(&self) -> usize {
        self.form.len() - self.rest.len()
    }

    /// Goes on behind a pair that ends here.
    #[inline]
    fn advance(&mut self, end: usize) -> Result<(), DecodeError> {
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        self.count += 1;
        if self.count > MAX_PAIRS {
            self.rest = &[];
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "pairs in a form", max: MAX_PAIRS }));
        }
        Ok(())
    }

    /// Decodes a name or a value, `from` behind the start of its pair. Without a `=` the value starts behind its end, and is empty.
    #[inline(always)]
    fn decode_text(
        &self,
        start: usize,
        from: usize,
        of: Span,
        scratch: &mut Scratch<'a>,
    ) -> Result<Cow<'a, str>, DecodeErrorKind> {
        let text = substring(self.form, start + from, start + of.end);
        if of.escape < of.end { unescape(text, start + from, scratch) } else { Ok(Cow::Borrowed(text)) }
    }
}

/// What ends at a `&`, or with the form.
#[derive(Clone, Copy)]
struct Span {
    /// Where its first `%` or `+` stands: not before its end, if there is none.
    escape: usize,
    end: usize,
}

/// What stands from here to the next `&`.
#[inline(never)]
fn span(bytes: &[u8], from: usize) -> Span {
    let escape = find_delimiter(bytes, from);
    let end = if bytes.get(escape) == Some(&b'&') { escape } else { find_byte(bytes, escape, b'&') };
    Span { escape, end }
}

/// Where the next `&`, `%` or `+` stands. Nearly nothing else in a form is less than a `,`, so one comparison finds all three.
#[inline]
fn find_delimiter(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    for _ in 0..5 {
        let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let hits = bytes_lt(u64::from_le_bytes(chunk), b',');
        if hits != 0 {
            at += first_index(hits);
            if matches!(bytes.get(at), Some(b'&' | b'%' | b'+')) {
                return at;
            }
            break;
        }
        at += 8;
    }
    bytes.get(at..).and_then(|rest| memchr3(b'&', b'%', b'+', rest)).map_or(bytes.len(), |found| at + found)
}

/// The pairs of a form on their way into a document.
pub(crate) struct FormReader<'a> {
    pairs: Pairs<'a>,
    /// Where texts with escapes go.
    scratch: Scratch<'a>,
    /// The value for which `next_if` returned [`Next::Value`].
    value: Span,
}

impl<'a> FormReader<'a> {
    #[inline]
    pub(crate) fn new(form: &'a [u8], scratch: Scratch<'a>) -> Result<Self, DecodeError> {
        Ok(Self { pairs: pairs(form)?, scratch, value: Span { escape: 0, end: 0 } })
    }

    #[inline]
    pub(crate) fn next(&mut self) -> Option<<Pairs<'a> as Iterator>::Item> {
        self.pairs.next_pair(&mut self.scratch)
    }
}

impl<'a> FieldReader<'a> for FormReader<'a> {
    const SPELLING: Spelling = Spelling::Pair;

    #[inline(always)]
    fn next_if(&mut self, name: &'static Name) -> Next<'a> {
        let pairs = &mut self.pairs;
        if !pairs.rest.starts_with(name.pair.as_bytes()) {
            return Next::Other;
        }
        let (start, value) = (pairs.at() + name.pair.len(), span(pairs.rest, name.pair.len()));
        self.value = value;
        if value.escape < value.end || pairs.count == MAX_PAIRS {
            return Next::Value;
        }
        let text = substring(pairs.form, start, pairs.at() + value.end);
        pairs.rest = pairs.rest.get(value.end + 1..).unwrap_or_default();
        pairs.count += 1;
        Next::Text(text)
    }

    fn read_value(&mut self, name: &'static Name) -> Result<Option<Value<'a>>, DecodeError> {
        let Self { pairs, scratch, value } = self;
        let start = pairs.at();
        pairs.advance(value.end)?;
        match pairs.decode_text(start, name.pair.len(), *value, scratch) {
            Ok(value) => Ok(Some(Value::Text(value))),
            Err(kind) => Err(DecodeError::named(kind, name.xml)),
        }
    }

    #[inline]
    fn end_field(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    #[inline]
    fn next_prefix(&self) -> Option<u64> {
        let name = u64::from_le_bytes(*self.pairs.rest.first_chunk::<8>()?);
        Some(bytes_before(name, bytes_eq(name, b'=')))
    }
}

/// Shows nothing of the form.
impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairs").field("at", &self.at()).finish_non_exhaustive()
    }
}

/// Writes pairs into a caller's buffer, as `serde_urlencoded` would.
///
/// ```
/// use twilio_sms::form::Writer;
///
/// let mut form = String::new();
/// let mut writer = Writer::new(&mut form);
/// writer.pair("To", "+14155550199");
/// writer.pair("Body", "Hi & bye");
/// assert_eq!(form, "To=%2B14155550199&Body=Hi+%26+bye");
/// ```
pub struct Writer<'b> {
    out: &'b mut String,
    separator: bool,
}

impl<'b> Writer<'b> {
    /// Writes after what the buffer holds.
    pub const fn new(out: &'b mut String) -> Self {
        Self { out, separator: false }
    }

    /// Room for a pair whose value has so many bytes, escapes and all.
    pub(crate) const fn max_pair_len(name: &str, value: usize) -> usize {
        name.len() + value * 3 + 2
    }

    /// Writes `name=value`.
    #[inline]
    pub fn pair(&mut self, name: &str, value: &str) {
        self.write_pairs(&|| Self::max_pair_len(name, value.len()), |add| add(name, value.as_bytes()));
    }

    /// Writes every pair that `pairs` hands over, faster than one by one; they need no more `max_len` than that.
    #[inline]
    pub(crate) fn write_pairs(&mut self, max_len: &dyn Fn() -> usize, pairs: impl FnOnce(&mut dyn FnMut(&str, &[u8]))) {
        let (mut out, separator) = (FormBuffer::new(self.out, max_len), &mut self.separator);
        pairs(&mut |name, value| {
            if *separator {
                out.push_byte(b'&');
            }
            *separator = true;
            out.push_escaped(name.as_bytes());
            out.push_byte(b'=');
            out.push_escaped(value);
        });
        out.flush();
    }
}

/// A webhook has a pair for what is there, and none for what is not.
impl FieldWriter for Writer<'_> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        match value {
            FieldOut::Absent => {}
            FieldOut::Text(text) => self.pair(name.xml, text),
            FieldOut::Count(number) | FieldOut::Integer(number) => {
                self.pair(name.xml, StackString::format(format_args!("{number}")).as_str());
            }
        }
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.pair(name, value);
        Ok(())
    }
}

/// Shows nothing of the form.
impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

/// Decodes a text that begins at `base` of the form.
///
/// The offset of bytes that are not UTF-8 is where the text begins: a byte of the output has no one offset in the input.
fn unescape<'a>(text: &str, base: usize, scratch: &mut Scratch<'a>) -> Result<Cow<'a, str>, DecodeErrorKind> {
    if let [b'%', high, low, plain @ ..] = text.as_bytes()
        && hex_digit(*high) < 8
        && hex_digit(*low) < 16
        && !scratch.has_room(text.len())
        && plain_len(plain) == plain.len()
    {
        // A phone number, which begins with `%2B`. The rest is copied as a text that needs no check: 150 instructions less.
        let mut out = String::with_capacity(text.len() - 2);
        out.push(char::from(hex_digit(*high) << 4 | hex_digit(*low)));
        out.push_str(substring(text, 3, text.len()));
        return Ok(Cow::Owned(out));
    }
    scratch.text(text.len(), DecodeErrorKind::Encoding { at: base }, |out| {
        let mut rest = text.as_bytes();
        loop {
            let at = text.len() - rest.len();
            rest = match rest {
                [] => return Ok(()),
                [b'+', rest @ ..] => {
                    out.push_byte(b' ');
                    rest
                }
                [b'%', high, low, rest @ ..] if hex_digit(*high) | hex_digit(*low) < 16 => {
                    out.push_byte(hex_digit(*high) << 4 | hex_digit(*low));
                    rest
                }
                // Of two errors the first one is reported.
                [b'%', ..] if out.is_utf8() => return Err(DecodeErrorKind::Malformed { at: base + at }),
                [b'%', ..] => return Err(DecodeErrorKind::Encoding { at: base }),
                _ => {
                    let length = plain_len(rest);
                    out.push_text(substring(text, at, at + length));
                    rest.get(length..).unwrap_or_default()
                }
            };
        }
    })
}

/// How many bytes stand for themselves.
#[inline]
fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(chunk);
        let hits = bytes_eq(word, b'%') | bytes_eq(word, b'+');
        if hits != 0 {
            return at + first_index(hits);
        }
        at += 8;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|byte| matches!(byte, b'%' | b'+')).unwrap_or(tail.len())
}

/// What a byte is as a hexadecimal digit; 255 if it is none.
#[inline]
pub(super) fn hex_digit(digit: u8) -> u8 {
    DIGITS.get(usize::from(digit)).copied().unwrap_or(255)
}

// Tables are made while compiling, where an index out of bounds is an error of the compiler.

#[allow(clippy::indexing_slicing)]
static DIGITS: [u8; 256] = {
    let (mut table, mut digit) = ([255; 256], 0);
    while digit < 16 {
        table[b"0123456789abcdef"[digit as usize] as usize] = digit;
        table[b"0123456789ABCDEF"[digit as usize] as usize] = digit;
        digit += 1;
    }
    table
};

/// What each byte becomes, and in the last first_index how many bytes that is.
#[allow(clippy::indexing_slicing)]
static ESCAPES: [[u8; 4]; 256] = {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let (mut table, mut byte) = ([[0; 4]; 256], 0_u8);
    loop {
        table[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'-' | b'.' | b'_' => [byte, 0, 0, 1],
            b' ' => [b'+', 0, 0, 1],
            _ => [b'%', HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize], 3],
        };
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

const BUFFER_SIZE: usize = 256;

/// Text on its way into a caller's string, in the form's spelling.
///
/// Every byte writes four and goes on by one or three, so there is nothing to guess for the processor; and what has
/// been written is checked to be text once, not piece by piece.
pub(crate) struct FormBuffer<'b> {
    out: &'b mut String,
    /// How much room all of it max_len, asked when it is more than fits here.
    max_len: Option<&'b dyn Fn() -> usize>,
    bytes: [u8; BUFFER_SIZE],
    length: usize,
}

impl<'b> FormBuffer<'b> {
    pub(crate) const fn new(out: &'b mut String, max_len: &'b dyn Fn() -> usize) -> Self {
        Self { out, max_len: Some(max_len), bytes: [0; BUFFER_SIZE], length: 0 }
    }

    /// Adds a text, escaped.
    #[inline]
    pub(crate) fn push_escaped(&mut self, text: &[u8]) {
        for chunk in text.chunks(BUFFER_SIZE / 8) {
            self.reserve(chunk.len());
            let mut length = self.length;
            for byte in chunk {
                let escape = ESCAPES.get(usize::from(*byte)).copied().unwrap_or_default();
                if let Some(slot) = self.bytes.get_mut(length..length + 4) {
                    slot.copy_from_slice(&escape);
                }
                length += usize::from(escape[3]);
            }
            self.length = length;
        }
    }

    /// Adds a byte of ASCII as it is.
    #[inline]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        self.reserve(1);
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte;
        }
        self.length += 1;
    }

    /// Makes room for so many bytes, whatever they become.
    #[inline]
    fn reserve(&mut self, count: usize) {
        if self.length + count * 3 + 1 > BUFFER_SIZE {
            if let Some(max_len) = self.max_len.take() {
                self.out.reserve(max_len());
            }
            self.flush();
        }
    }

    /// Hands over what has been added. It is ASCII, and there was room for it.
    pub(crate) fn flush(&mut self) {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        self.out.push_str(std::str::from_utf8(bytes).unwrap_or_default());
        self.length = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(form: &[u8]) -> Result<Vec<(String, String)>, DecodeError> {
        pairs(form)?.map(|pair| pair.map(|(name, value)| (name.into_owned(), value.into_owned()))).collect()
    }

    fn write(pairs: &[(String, String)]) -> String {
        let mut out = String::new();
        let mut writer = Writer::new(&mut out);
        for (name, value) in pairs {
            writer.pair(name, value);
        }
        out
    }

    /// More than the writer gathers before it hands over, and about as much.
    fn long_texts() -> impl Strategy<Value = Vec<(String, String)>> {
        let text = ("\\PC{1,3}", 0_usize..400).prop_map(|(text, times)| text.repeat(times));
        prop::collection::vec(("[a-z]{1,3}", text), 0..3)
    }

    #[test]
    fn a_character_is_as_many_escapes_as_it_has_bytes() {
        use DecodeErrorKind::{Encoding, Malformed};

        for (text, expected) in [
            ("a%C3%A9b", Ok("aéb")),
            ("%F0%9F%98%80+%e2%82%ac%41", Ok("😀 €A")),
            ("é%C3%A9", Ok("éé")),
            ("%C3", Err(Encoding { at: 7 })),
            ("%C3%41", Err(Encoding { at: 7 })),
            ("%C3a%A9", Err(Encoding { at: 7 })),
            ("a%A9", Err(Encoding { at: 7 })),
            ("%C0%80", Err(Encoding { at: 7 })),
            ("%ED%A0%80", Err(Encoding { at: 7 })),
            ("%F8%88%80%80%80", Err(Encoding { at: 7 })),
            ("%FF", Err(Encoding { at: 7 })),
            ("a%C3%A", Err(Malformed { at: 11 })),
            ("a%C3%zz", Err(Malformed { at: 11 })),
            ("a%C3%z9", Err(Malformed { at: 11 })),
            ("a%C3%Az", Err(Malformed { at: 11 })),
            ("a%4z", Err(Malformed { at: 8 })),
            ("a%z4", Err(Malformed { at: 8 })),
            ("a%4", Err(Malformed { at: 8 })),
            ("%", Err(Malformed { at: 7 })),
        ] {
            let mut buffer = [0; 32];
            for mut scratch in [Scratch::default(), Scratch::new(&mut buffer)] {
                assert_eq!(unescape(text, 7, &mut scratch).as_deref(), expected.as_ref().map(|text| *text), "{text:?}");
            }
        }
    }

    #[test]
    fn reads_what_browsers_and_sixteen_years_of_clients_write() {
        for (form, expected) in [
            ("", vec![]),
            ("Body", vec![("Body", "")]),
            ("=x", vec![("", "x")]),
            ("&&a=1&&", vec![("a", "1")]),
            ("a=1;b=2", vec![("a", "1;b=2")]),
            ("Fr%6Fm=%2b1", vec![("From", "+1")]),
            ("From=+1415", vec![("From", " 1415")]),
            ("a=b=c", vec![("a", "b=c")]),
            ("a=%E2%98%ba", vec![("a", "☺")]),
            ("a=☺ !", vec![("a", "☺ !")]),
        ] {
            let expected: Vec<_> = expected.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
            assert_eq!(read(form.as_bytes()).unwrap(), expected, "{form:?}");
        }
    }

    #[test]
    fn names_the_byte_and_the_key_of_a_bad_escape() {
        use DecodeErrorKind::*;

        for (form, kind, name) in [
            (b"a=1&b=%zz".as_slice(), Malformed { at: 6 }, "b"),
            (b"b=%", Malformed { at: 2 }, "b"),
            (b"b=%2", Malformed { at: 2 }, "b"),
            (b"b%=2", Malformed { at: 1 }, "b%"),
            (b"b=%FF", Encoding { at: 2 }, "b"),
            (b"b=%C3%28", Encoding { at: 2 }, "b"),
            (b"b=%ED%A0%80", Encoding { at: 2 }, "b"),
            (b"a=1&b=\xFF&c=2", Encoding { at: 6 }, "b"),
        ] {
            let error = read(form).unwrap_err();
            assert_eq!((error.kind(), error.name()), (kind, Some(name)), "{form:?}");
        }
    }

    #[test]
    fn stops_at_its_limits() {
        let pairs_of = |count: usize| vec!["a=1"; count].join("&");
        assert_eq!(read(pairs_of(MAX_PAIRS).as_bytes()).unwrap().len(), MAX_PAIRS);
        assert!(matches!(read(pairs_of(MAX_PAIRS + 1).as_bytes()).unwrap_err().kind(), DecodeErrorKind::Limit { .. }));
        let mut form = vec![b'a'; MAX_FORM];
        assert!(read(&form).is_ok());
        form.push(b'a');
        assert!(matches!(read(&form).unwrap_err().kind(), DecodeErrorKind::Limit { .. }));
    }

    #[test]
    fn tells_a_form_by_its_content_type() {
        for (content_type, expected) in [
            ("application/x-www-form-urlencoded", true),
            ("Application/X-WWW-Form-Urlencoded ; charset=UTF-8", true),
            ("application/json", false),
            ("", false),
        ] {
            assert_eq!(is_form(content_type), expected, "{content_type:?}");
        }
    }

    proptest! {
        #[test]
        fn writes_what_serde_urlencoded_writes(pairs: Vec<(String, String)>, texts in long_texts()) {
            let pairs: Vec<_> = pairs.into_iter().chain(texts).collect();
            prop_assert_eq!(write(&pairs), serde_urlencoded::to_string(&pairs).unwrap());
        }

        #[test]
        fn reads_what_it_writes(pairs: Vec<(String, String)>) {
            // A pair of two empty texts is written `=`, and that is a pair.
            prop_assert_eq!(read(write(&pairs).as_bytes()).unwrap(), pairs);
        }

        #[test]
        fn borrows_what_has_no_escape(
            raw in prop::collection::vec("([a-c*]{1,3}|a%20|\\+|b\\+)=([a-c*]{0,3}|a%20|\\+|b{20})", 1..6),
        ) {
            let form = raw.join("&");
            for (raw, pair) in raw.iter().zip(pairs(form.as_bytes()).unwrap()) {
                let (raw_name, raw_value) = raw.split_once('=').unwrap();
                for (raw, text) in [(raw_name, pair.clone().unwrap().0), (raw_value, pair.unwrap().1)] {
                    prop_assert_eq!(matches!(text, Cow::Borrowed(_)), !raw.contains(['%', '+']), "{}", form);
                }
            }
        }

        #[test]
        fn reads_what_form_urlencoded_reads_or_refuses(form in "[a-c=&+%0-9A-F ]{0,24}") {
            if let Ok(pairs) = read(form.as_bytes()) {
                let expected: Vec<_> = form_urlencoded::parse(form.as_bytes())
                    .map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
                prop_assert_eq!(pairs, expected);
            }
        }
    }
}
