//! Forms: `application/x-www-form-urlencoded`, the body of a request and of a webhook.
//!
//! # Reading
//!
//! A form is a list of pairs, `name=value`, with `&` between them. [`Pairs`] goes through it once, pair by pair.
//! [`find_span`] finds where a pair ends and, in the same search, where its first escape (`%` or `+`) is. A name or
//! value that ends before the first escape is borrowed from the form; in any other, [`unescape`] resolves the
//! escapes and writes the text into the [`Scratch`] buffer. [`FormReader`] reads a form into a document: it is asked
//! whether the field that the schema expects comes next, compares the form with `Name=`, and then has to find the end
//! of the value only.
//!
//! The reader is strict. A bad escape, or escapes that are not UTF-8, are an error with an offset and never a
//! replacement character, because signatures cover the text.
//!
//! # Writing
//!
//! [`Writer`] writes what `serde_urlencoded` would write, byte for byte. [`FormBuffer`] escapes by a table, in a buffer
//! on the stack.

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

/// Returns whether a `Content-Type` is that of a form. Parameters such as `charset` are ignored.
pub(crate) fn is_form(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_matches([' ', '\t']).eq_ignore_ascii_case(CONTENT_TYPE)
}

/// An iterator over the pairs of a form: decoded names and values, in the order of the form, including repeated names.
///
/// [`pairs`] creates it.
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
    /// The part of the form that has not been read.
    rest: &'a [u8],
    /// How many pairs have been read.
    count: usize,
}

/// Reads a form: the body of a POST, or the query of a GET.
///
/// # Errors
///
/// This function returns an error of the kind
///
/// - [`Limit`](DecodeErrorKind::Limit) for more than [`MAX_FORM`] bytes;
/// - [`Encoding`](DecodeErrorKind::Encoding) for bytes that are not UTF-8.
///
/// The iterator returns an error of the kind
///
/// - [`Malformed`](DecodeErrorKind::Malformed) for a `%` without two hexadecimal digits after it;
/// - [`Encoding`](DecodeErrorKind::Encoding) for escapes that are not UTF-8;
/// - [`Limit`](DecodeErrorKind::Limit) for more than [`MAX_PAIRS`] pairs.
#[inline]
pub fn pairs(form: &[u8]) -> Result<Pairs<'_>, DecodeError> {
    let form = check_form(form)?;
    Ok(Pairs { form, rest: form.as_bytes(), count: 0 })
}

/// Returns a form as text, if it is UTF-8 and not too large.
fn check_form(form: &[u8]) -> Result<&str, DecodeError> {
    if form.len() > MAX_FORM {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "bytes in a form", max: MAX_FORM }));
    }
    std::str::from_utf8(form).map_err(|error| {
        let at = error.valid_up_to();
        DecodeError::named(DecodeErrorKind::Encoding { at }, &name_at(form, at))
    })
}

/// Returns the name of the pair that contains the byte at `at`, for an error.
fn name_at(form: &[u8], at: usize) -> String {
    let start = form.get(..at).and_then(|before| memchr::memrchr(b'&', before)).map_or(0, |amp| amp + 1);
    let pair = form.get(start..).unwrap_or_default();
    let name = pair.split(|byte| matches!(byte, b'=' | b'&')).next().unwrap_or_default();
    // The form is known not to be UTF-8, so the name may not be. It is for people to read, and never decoded.
    String::from_utf8_lossy(name.get(..name.len().min(64)).unwrap_or_default()).into_owned()
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Result<(Cow<'a, str>, Cow<'a, str>), DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.next_pair(&mut Scratch::default())
    }
}

impl<'a> Pairs<'a> {
    /// Reads the next pair. Texts with escapes are written into `scratch`.
    #[inline]
    fn next_pair(&mut self, scratch: &mut Scratch<'a>) -> Option<<Self as Iterator>::Item> {
        // Empty pairs (`a=1&&b=2`) are skipped, as in `form_urlencoded`.
        let empty = self.rest.iter().take_while(|byte| **byte == b'&').count();
        self.rest = self.rest.get(empty..).unwrap_or_default();
        if self.rest.is_empty() {
            return None;
        }
        let (start, bytes) = (self.at(), self.rest);
        let pair = find_span(bytes, 0);
        // Without a `=` the whole pair is the name, and `split` is the end of the pair.
        let split = find_byte(bytes.get(..pair.end)?, 0, b'=');
        if let Err(error) = self.advance(pair.end) {
            return Some(Err(error));
        }
        let name = match self.decode_text(start, 0, Span { end: split, ..pair }, scratch) {
            Ok(name) => name,
            Err(kind) => return Some(Err(DecodeError::named(kind, substring(self.form, start, start + split)))),
        };
        // `pair.escape` is the first escape of the whole pair. If it is in the name, it does not tell whether the value
        // has one, so the value is searched again.
        let value = if pair.escape < split { find_span(bytes, split) } else { pair };
        Some(match self.decode_text(start, split + 1, value, scratch) {
            Ok(value) => Ok((name, value)),
            Err(kind) => Err(DecodeError::named(kind, &name)),
        })
    }

    /// Returns the offset of `rest` in the form.
    #[inline]
    const fn at(&self) -> usize {
        self.form.len() - self.rest.len()
    }

    /// Advances past a pair that ends at `end`, and past its `&`.
    #[inline]
    fn advance(&mut self, end: usize) -> Result<(), DecodeError> {
        // The last pair has no `&`. Then `end + 1` is out of range, and nothing is left.
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        self.count += 1;
        if self.count > MAX_PAIRS {
            // Nothing more is read: the next call returns `None`.
            self.rest = &[];
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "pairs in a form", max: MAX_PAIRS }));
        }
        Ok(())
    }

    /// Decodes a name or a value.
    ///
    /// `start` is the offset of its pair in the form. `from` and `span` count from there. A pair without a `=` has
    /// `from` after the end of the span, and its value is empty.
    #[inline(always)]
    fn decode_text(
        &self,
        start: usize,
        from: usize,
        span: Span,
        scratch: &mut Scratch<'a>,
    ) -> Result<Cow<'a, str>, DecodeErrorKind> {
        let text = substring(self.form, start + from, start + span.end);
        // Nearly every text takes the second branch and is neither copied nor looked at again.
        if span.escape < span.end { unescape(text, start + from, scratch) } else { Ok(Cow::Borrowed(text)) }
    }
}

/// A part of a form that ends before a `&` or with the form.
#[derive(Clone, Copy)]
struct Span {
    /// The offset of the first `%` or `+`. If there is none, this is not less than `end`.
    escape: usize,
    end: usize,
}

/// Returns the span from `from` to the next `&`.
///
/// It is one search instead of two: the first byte that is `&`, `%` or `+` is the end of the span, which then has no
/// escape, or it is the first escape, and only then the end is searched for from there. A status callback takes a
/// seventh fewer instructions than with a search for the end and another one for the first escape.
#[inline(never)]
fn find_span(bytes: &[u8], from: usize) -> Span {
    let escape = find_delimiter(bytes, from);
    let end = if bytes.get(escape) == Some(&b'&') { escape } else { find_byte(bytes, escape, b'&') };
    Span { escape, end }
}

/// Returns the offset of the next `&`, `%` or `+`, or the length of `bytes` if there is none.
///
/// The search compares eight bytes at a time (see [`swar`](super::swar)), and once instead of three times. `%` (25),
/// `&` (26) and `+` (2B) are all less than `,` (2C), and in a form hardly another byte is: letters, digits, `-`, `.`,
/// `_` and `=` are greater, and a space, which would be less, is written as `+`. So "less than `,`" finds all three. An
/// inbound message takes 8 % fewer instructions than with three comparisons, and a seventh fewer than with a call of
/// `memchr3`.
#[inline]
fn find_delimiter(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    // As in `find_byte`: five words for short values, then `memchr`.
    for _ in 0..5 {
        let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let mask = bytes_lt(u64::from_le_bytes(chunk), b',');
        if mask != 0 {
            at += first_index(mask);
            if matches!(bytes.get(at), Some(b'&' | b'%' | b'+')) {
                return at;
            }
            // This is another byte below `,`, such as `*`, which a form may contain unescaped. It is rare, so the
            // general search goes on from here.
            break;
        }
        at += 8;
    }
    bytes.get(at..).and_then(|rest| memchr3(b'&', b'%', b'+', rest)).map_or(bytes.len(), |found| at + found)
}

/// Reads the pairs of a form into a document.
pub(crate) struct FormReader<'a> {
    pairs: Pairs<'a>,
    /// Where texts with escapes go.
    scratch: Scratch<'a>,
    /// The value for which `next_if` returned [`Next::Value`].
    value: Span,
}

impl<'a> FormReader<'a> {
    /// Reads the next pair, whatever its name is.
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
        let (start, value) = (pairs.at() + name.pair.len(), find_span(pairs.rest, name.pair.len()));
        self.value = value;
        if value.escape < value.end || pairs.count == MAX_PAIRS {
            return Next::Value;
        }
        let text = substring(pairs.form, start, pairs.at() + value.end);
        pairs.rest = pairs.rest.get(value.end + 1..).unwrap_or_default();
        pairs.count += 1;
        Next::Text(text)
    }

    fn next_value(&mut self, name: &'static Name) -> Result<Option<Value<'a>>, DecodeError> {
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

/// Shows how far the form has been read, and nothing of its content.
impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairs").field("at", &self.at()).finish_non_exhaustive()
    }
}

/// Writes pairs into a buffer, as `serde_urlencoded` writes them.
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
    /// Whether a `&` has to be written before the next pair.
    separator: bool,
}

impl<'b> Writer<'b> {
    /// Creates a writer that appends to what `out` contains.
    pub const fn new(out: &'b mut String) -> Self {
        Self { out, separator: false }
    }

    /// Returns how many bytes a pair takes at most, if its value has `value` bytes before it is escaped.
    ///
    /// Names of parameters have no escapes. If a name has some all the same, the `String` grows when it is written. The
    /// two bytes are `&` and `=`.
    pub(crate) const fn max_pair_len(name: &str, value: usize) -> usize {
        name.len() + value * 3 + 2
    }

    /// Writes `name=value`, with escapes in both.
    #[inline]
    pub fn pair(&mut self, name: &str, value: &str) {
        self.write_pairs(&|| Self::max_pair_len(name, value.len()), |add| add(name, value.as_bytes()));
    }

    /// Writes the pairs that `pairs` passes to its argument. This is faster than calling [`pair`](Self::pair) for each,
    /// because all of them share one [`FormBuffer`].
    ///
    /// `max_len` returns how many bytes the pairs take at most. It is called only if they do not fit into that buffer.
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

/// Writes a webhook. It has no pair for a field that is absent.
impl FieldWriter for Writer<'_> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        match value {
            FieldOut::Absent => {}
            FieldOut::Text(text) | FieldOut::Json(text) => self.pair(name.xml, text),
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
/// An error about UTF-8 has the offset where the text begins, because a byte of the output has no one offset in the
/// input.
fn unescape<'a>(text: &str, base: usize, scratch: &mut Scratch<'a>) -> Result<Cow<'a, str>, DecodeErrorKind> {
    if let [b'%', high, low, plain @ ..] = text.as_bytes()
        && hex_digit(*high) < 8
        && hex_digit(*low) < 16
        && !scratch.has_room(text.len())
        && plain_len(plain) == plain.len()
    {
        // A phone number, which begins with `%2B`. The rest is copied as text, so that it needs no check as UTF-8. That
        // saves 150 instructions for each number.
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
                // One comparison tests both digits: anything that is not a digit is 255, and so is its OR with
                // anything.
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

/// Returns how many bytes come before the first `%` or `+`.
///
/// It looks at eight bytes at a time. An inbound message with escapes takes 4 % fewer instructions with it than with a
/// loop over single bytes.
#[inline]
fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(chunk);
        // Two exact comparisons, and not "less than `,`" as above: a run that stopped at another byte would be empty,
        // and `resolve` would not advance.
        let mask = bytes_eq(word, b'%') | bytes_eq(word, b'+');
        if mask != 0 {
            return at + first_index(mask);
        }
        at += 8;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|byte| matches!(byte, b'%' | b'+')).unwrap_or(tail.len())
}

/// Returns the value of a hexadecimal digit, or 255 for any other byte.
#[inline]
pub(super) fn hex_digit(digit: u8) -> u8 {
    DIGITS.get(usize::from(digit)).copied().unwrap_or(255)
}

// The tables are computed when the crate is compiled. An index out of range would be a compile error there, so the lint
// against indexing is off.

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

/// What each byte becomes in a form: one or three bytes, and in the last byte how many they are.
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

/// Escapes text into a buffer on the stack, and appends the buffer to a `String` when it is full.
///
/// The straightforward loop asks of each byte whether it is plain and pushes one or three bytes. The processor cannot
/// predict the answer in an arbitrary text, and each push checks the capacity of the `String`. Here, instead, four
/// bytes are written for every input byte, from the table [`ESCAPES`], and the position advances by one or three: there
/// is no branch, and the surplus bytes are overwritten by the next input byte. What has been written is checked to be
/// UTF-8 once for each buffer, because safe Rust appends text and not bytes to a `String`. A send takes half the
/// instructions of the straightforward loop.
pub(crate) struct FormBuffer<'b> {
    out: &'b mut String,
    /// Returns how many bytes will be written at most. It is called once, when the buffer is full for the first time: a
    /// short form never needs it.
    max_len: Option<&'b dyn Fn() -> usize>,
    bytes: [u8; BUFFER_SIZE],
    length: usize,
}

impl<'b> FormBuffer<'b> {
    pub(crate) const fn new(out: &'b mut String, max_len: &'b dyn Fn() -> usize) -> Self {
        Self { out, max_len: Some(max_len), bytes: [0; BUFFER_SIZE], length: 0 }
    }

    /// Appends a text with its escapes.
    #[inline]
    pub(crate) fn push_escaped(&mut self, text: &[u8]) {
        // The free space is tested once for 32 bytes and not for each. 32 bytes take at most 97, so they fit into an
        // empty buffer.
        for chunk in text.chunks(BUFFER_SIZE / 8) {
            self.reserve(chunk.len());
            // A local copy of the length stays in a register during the loop.
            let mut length = self.length;
            for byte in chunk {
                let escape = ESCAPES.get(usize::from(*byte)).copied().unwrap_or_default();
                if let Some(target) = self.bytes.get_mut(length..length + 4) {
                    target.copy_from_slice(&escape);
                }
                length += usize::from(escape[3]);
            }
            self.length = length;
        }
    }

    /// Appends an ASCII byte as it is.
    #[inline]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        self.reserve(1);
        if let Some(target) = self.bytes.get_mut(self.length) {
            *target = byte;
        }
        self.length += 1;
    }

    /// Makes space for `count` input bytes, whatever they become.
    #[inline]
    fn reserve(&mut self, count: usize) {
        // Each input byte advances by at most three, and the last one writes four: one byte more.
        if self.length + count * 3 + 1 > BUFFER_SIZE {
            if let Some(max_len) = self.max_len.take() {
                self.out.reserve(max_len());
            }
            self.flush();
        }
    }

    /// Appends the content of the buffer to the `String`, and empties the buffer.
    pub(crate) fn flush(&mut self) {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        // The buffer contains ASCII only: the bytes of the table, and what `push_byte` was given.
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

    /// Texts that are longer than the writer's buffer, and texts of about its length.
    fn long_texts() -> impl Strategy<Value = Vec<(String, String)>> {
        let text = ("\\PC{1,3}", 0_usize..400).prop_map(|(text, times)| text.repeat(times));
        prop::collection::vec(("[a-z]{1,3}", text), 0..3)
    }

    #[test]
    fn a_character_has_one_escape_for_each_of_its_bytes() {
        use DecodeErrorKind::{Encoding, Malformed};

        for (text, expected) in [
            ("a%C3%A9b", Ok("aéb")),
            ("%F0%9F%98%80+%e2%82%ac%41", Ok("😀 €A")),
            ("é%C3%A9", Ok("éé")),
            ("%C3", Err(Encoding { at: 7 })),
            ("%C3%41", Err(Encoding { at: 7 })),
            // Of two errors the first one is reported. `%C3` alone can still become a character.
            ("%FF%", Err(Encoding { at: 7 })),
            ("%C3%zz", Err(Malformed { at: 10 })),
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
    fn reads_what_browsers_and_old_clients_write() {
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
    fn an_error_has_the_offset_of_a_bad_escape_and_the_name_of_its_pair() {
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
    fn refuses_forms_beyond_the_limits() {
        let pairs_of = |count: usize| vec!["a=1"; count].join("&");
        assert_eq!(read(pairs_of(MAX_PAIRS).as_bytes()).unwrap().len(), MAX_PAIRS);
        assert!(matches!(read(pairs_of(MAX_PAIRS + 1).as_bytes()).unwrap_err().kind(), DecodeErrorKind::Limit { .. }));
        let mut form = vec![b'a'; MAX_FORM];
        assert!(read(&form).is_ok());
        form.push(b'a');
        assert!(matches!(read(&form).unwrap_err().kind(), DecodeErrorKind::Limit { .. }));
    }

    #[test]
    fn recognizes_the_content_type_of_a_form() {
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
            // A pair of two empty texts is written as `=`, which is not an empty pair and is read again.
            prop_assert_eq!(read(write(&pairs).as_bytes()).unwrap(), pairs);
        }

        #[test]
        fn borrows_texts_without_escapes(
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
        fn reads_what_form_urlencoded_reads_or_refuses_it(form in "[a-c=&+%0-9A-F ]{0,24}") {
            if let Ok(pairs) = read(form.as_bytes()) {
                let expected: Vec<_> = form_urlencoded::parse(form.as_bytes())
                    .map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
                prop_assert_eq!(pairs, expected);
            }
        }
    }
}
