//! The JSON reader.
//!
//! [`JsonReader`] has the document as text and an offset into it, and moves the offset forward only. It reads one flat
//! object, or an object with a list of such objects. For each object, [`JsonReader::read_object`] first asks the schema
//! to take the fields that come next, one after the other ([`FieldReader::next_if`]). The next key is compared with the
//! constant `"date_sent":` of the field that is expected, instead of being read. In a document with another order the
//! schema looks the first eight bytes of the key up ([`FieldReader::next_prefix`]) and then makes the same comparison.
//! Whatever is left (an unknown key, the old spelling, an object) is read as a key and any JSON value.
//!
//! Two facts about the document make a value on this fast path cheap:
//!
//! - [`no_control_chars`](JsonReader::no_control_chars): JSON forbids control characters in strings. If the document
//!   has none anywhere, a string ends at the next quote. An indented document has line breaks between its values, so
//!   its strings are searched for quotes, backslashes and control characters at once, which costs a fifth more.
//! - [`next_escape`](JsonReader::next_escape): the offset of the next backslash. A string that ends before it has no
//!   escape.
//!
//! Nothing recurses as deep as the input nests: [`JsonReader::read_object`] calls itself for the few objects that have
//! a meaning, and any other structure is checked by a loop that has one bit for each level.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::mem;

use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::form::hex_digit;
use crate::wire::scratch::Scratch;
use crate::wire::swar::{bytes_before, bytes_eq, bytes_lt, find_byte, first_index, substring};
use crate::wire::{ElementKind, FieldReader, LINKS, MAX_DEPTH, MAX_DOCUMENT, Name, Next, Spelling, Target, Value};

/// Reads a document into an empty target.
pub(crate) fn decode<'a, S: Target<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    target: &mut S,
) -> Result<(), DecodeError> {
    let mut reader = JsonReader::new(bytes)?;
    reader.scratch = scratch;
    reader.skip_space();
    if reader.peek() != Some(b'{') {
        return Err(reader.not_a_document());
    }
    let mut found = false;
    reader.read_object(target, Level::Top { found: &mut found })?;
    reader.skip_space();
    if !reader.at_end() {
        Err(DecodeError::malformed(reader.at))
    } else if S::REQUIRES_LIST && !found {
        Err(DecodeError::new(Kind::NotADocument { at: reader.start }))
    } else {
        Ok(())
    }
}

/// Reads an array of documents into an empty target. A single document counts as a list of one.
pub(crate) fn decode_list<'a>(bytes: &'a [u8], target: &mut impl Target<'a>) -> Result<(), DecodeError> {
    let mut reader = JsonReader::new(bytes)?;
    reader.skip_space();
    match reader.peek() {
        Some(b'[') => reader.read_list(target)?,
        Some(b'{') => {
            // The array is missing, but its level counts: what is decoded without it can be encoded with it.
            reader.enter()?;
            reader.read_item(target)?;
        }
        _ => return Err(reader.not_a_document()),
    }
    reader.skip_space();
    if reader.at_end() { Ok(()) } else { reader.malformed() }
}

/// What an object contains.
enum Level<'f> {
    /// The outermost object, or one that only wraps it. `found` tells whether a resource or list has been read from it.
    Top { found: &'f mut bool },
    /// An object with the fields of a document: an item of a list, or a resource under a key.
    Fields,
    /// The group of links.
    Links,
}

/// Returns whether the object under this key only wraps the reply, as in old replies and in those of Exotel.
fn is_wrapper(key: &str) -> bool {
    key == "TwilioResponse"
}

impl<'a> JsonReader<'a> {
    /// Reads an object key by key.
    ///
    /// It calls itself for a wrapper, a resource, an item of a list, and the group of links. At most four calls are
    /// inside one another, whatever the input is: a wrapper is only looked for in the outermost object, and no object
    /// in the links.
    fn read_object<S: Target<'a>>(&mut self, target: &mut S, mut level: Level<'_>) -> Result<(), DecodeError> {
        self.expect(b'{')?;
        self.enter()?;
        self.skip_space();
        self.comma = false;
        loop {
            target.assign_next(self)?;
            if self.peek() == Some(b'}') && !self.comma {
                self.at += 1;
                self.depth -= 1;
                return Ok(());
            }
            let key = self.read_string()?;
            self.skip_space();
            self.expect(b':')?;
            self.skip_space();
            // What an object or array means depends on its key and on where it is.
            match (self.peek(), &mut level) {
                (Some(b'{'), Level::Top { found }) if is_wrapper(&key) && self.depth == 1 => {
                    self.read_object(target, Level::Top { found })?;
                }
                (Some(b'{'), Level::Top { found }) if S::element_kind(&key) == ElementKind::Fields => {
                    if std::mem::replace(*found, true) {
                        return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                    }
                    self.read_object(target, Level::Fields)?;
                }
                (Some(b'['), Level::Top { found }) if S::element_kind(&key) == ElementKind::List => {
                    if std::mem::replace(*found, true) {
                        return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                    }
                    self.read_list(target)?;
                }
                (Some(b'{'), Level::Top { .. } | Level::Fields) if key == LINKS.json => {
                    self.read_object(target, Level::Links)?
                }
                _ => match self.read_value()? {
                    Value::Raw(_) if matches!(level, Level::Links) => target.skip(key)?,
                    value => target.assign(Spelling::Key, key, value)?,
                },
            }
            self.end_field()?;
        }
    }

    /// Goes on to the next key of an object, or to its end.
    #[inline(never)]
    fn next_key(&mut self) -> Result<(), DecodeError> {
        self.skip_space();
        self.comma = self.peek() == Some(b',');
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.skip_space();
                Ok(())
            }
            Some(b'}') => Ok(()),
            _ => self.malformed(),
        }
    }

    /// Reads the items of a list, each of which is an object.
    fn read_list<S: Target<'a>>(&mut self, target: &mut S) -> Result<(), DecodeError> {
        self.expect(b'[')?;
        self.enter()?;
        let mut first = true;
        while self.has_next(b']', first)? {
            first = false;
            if self.peek() != Some(b'{') {
                // The item is read before it is refused, so that a malformed one is reported as malformed.
                let at = self.at;
                self.read_value()?;
                return Err(DecodeError::new(Kind::NotADocument { at }));
            }
            self.read_item(target)?;
        }
        Ok(())
    }

    /// Reads an item of a list.
    fn read_item<S: Target<'a>>(&mut self, target: &mut S) -> Result<(), DecodeError> {
        target.begin_item()?;
        self.read_object(target, Level::Fields)?;
        target.end_item()
    }

    /// Returns the error for a value that is not an object, where a document would be one: a string, a number or an
    /// array is JSON, but not a document of Twilio's.
    fn not_a_document(&mut self) -> DecodeError {
        let read = self.read_value();
        self.skip_space();
        match read {
            Err(error) => error,
            Ok(_) if self.at_end() => DecodeError::new(Kind::NotADocument { at: self.start }),
            Ok(_) => DecodeError::malformed(self.at),
        }
    }
}

impl<'a> FieldReader<'a> for JsonReader<'a> {
    const SPELLING: Spelling = Spelling::Key;

    /// The fast path of the reader: two comparisons with constants, and one search for a quote.
    ///
    /// A current message takes less than half the instructions that it takes when each key is read and looked up.
    #[inline(always)]
    fn next_if(&mut self, name: &'static Name) -> Next<'a> {
        let bytes = self.text.as_bytes();
        let Some(rest) = bytes.get(self.at..).and_then(|rest| rest.strip_prefix(name.key.as_bytes())) else {
            return Next::Other;
        };
        let start = self.at + name.key.len();
        let (start, rest) = if let [b' ', rest @ ..] = rest { (start + 1, rest) } else { (start, rest) };
        match rest {
            [b'"', ..] => {
                let end =
                    if self.no_control_chars { find_byte(bytes, start + 1, b'"') } else { plain_end(bytes, start + 1) };
                if end < self.next_escape && (self.no_control_chars || bytes.get(end) == Some(&b'"')) {
                    self.at = end + 1;
                    return Next::Text(substring(self.text, start + 1, end));
                }
                Next::Value
            }
            [b'n', b'u', b'l', b'l', ..] => {
                self.at = start + 4;
                Next::Null
            }
            [b'-' | b'0'..=b'9' | b't' | b'f', ..] => Next::Value,
            // What an object or an array means depends on where it is. Other white space is skipped by `read_object`.
            _ => Next::Other,
        }
    }

    /// Reads a number, a word, or a text with an escape in it.
    fn next_value(&mut self, name: &'static Name) -> Result<Option<Value<'a>>, DecodeError> {
        self.at += name.key.len();
        self.skip_space();
        let value = self.read_value()?;
        if self.next_escape < self.at {
            self.next_escape = next_escape(self.text, self.at);
        }
        Ok(Some(value))
    }

    #[inline]
    fn end_field(&mut self) -> Result<(), DecodeError> {
        match self.text.as_bytes().get(self.at..) {
            Some([b',', b' ', b'"', ..]) => (self.at, self.comma) = (self.at + 2, true),
            Some([b',', b'"', ..]) => (self.at, self.comma) = (self.at + 1, true),
            _ => self.next_key()?,
        }
        Ok(())
    }

    #[inline]
    fn next_prefix(&self) -> Option<u64> {
        match self.text.as_bytes().get(self.at..).and_then(<[u8]>::first_chunk::<9>) {
            Some(&[b'"', a, b, c, d, e, f, g, h]) => {
                let name = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
                Some(bytes_before(name, bytes_eq(name, b'"')))
            }
            _ => None,
        }
    }
}

/// Returns the first item of an array that has been read before.
pub(crate) fn first_item(array: &str) -> Option<Value<'_>> {
    let mut reader = JsonReader::new(array.as_bytes()).ok()?;
    reader.expect(b'[').ok()?;
    reader.skip_space();
    reader.read_value().ok()
}

/// Returns the items of an array of strings, or `None` for any other text.
pub(crate) fn strings(array: &str) -> Option<Vec<Cow<'_, str>>> {
    let (mut reader, mut items) = (JsonReader::new(array.as_bytes()).ok()?, Vec::new());
    reader.expect(b'[').ok()?;
    reader.enter().ok()?;
    while reader.has_next(b']', items.is_empty()).ok()? {
        items.push(reader.read_string().ok()?);
    }
    reader.at_end().then_some(items)
}

/// Returns whether a text is an object or array that a document can contain at this depth.
pub(super) fn is_structure(text: &str, depth: usize) -> bool {
    let Ok(mut reader) = JsonReader::new(text.as_bytes()) else { return false };
    reader.depth = depth;
    text.starts_with(['{', '[']) && reader.read_raw().is_ok_and(|structure| structure.len() == text.len())
}

/// Checks that a text is one JSON object whose values are strings that are not empty, under different names. The error
/// is the offset of the first thing that is not allowed.
pub(crate) fn check_strings(text: &str) -> Result<(), usize> {
    let check = || {
        let mut reader = JsonReader::new(text.as_bytes())?;
        let mut names = BTreeSet::new();
        reader.skip_space();
        reader.expect(b'{')?;
        reader.enter()?;
        while reader.has_next(b'}', names.is_empty())? {
            let name_at = reader.at;
            if !names.insert(reader.read_string()?) {
                return Err(DecodeError::malformed(name_at));
            }
            reader.skip_space();
            reader.expect(b':')?;
            reader.skip_space();
            let value_at = reader.at;
            match reader.read_value()? {
                Value::Text(text) if !text.is_empty() => {}
                _ => return Err(DecodeError::malformed(value_at)),
            }
        }
        reader.skip_space();
        if reader.at_end() { Ok(()) } else { reader.malformed() }
    };
    // A limit has no offset, because it is about the text as a whole.
    check().map_err(|error| error.at().unwrap_or(0))
}

/// A position in a JSON document.
struct JsonReader<'a> {
    text: &'a str,
    /// The offset of the next byte to read.
    at: usize,
    /// How many objects and arrays are open.
    depth: usize,
    /// The offset of the first byte after a byte order mark.
    start: usize,
    /// Whether a comma comes before the current position in an object, so that a key has to follow.
    comma: bool,
    /// Whether the document has no control character, not even between its values.
    no_control_chars: bool,
    /// The offset of the next backslash. It may be out of date, and is then less than `at`: strings are read by the
    /// general function until it is searched for again.
    next_escape: usize,
    /// Where texts with escapes are written.
    scratch: Scratch<'a>,
}

impl<'a> JsonReader<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_DOCUMENT {
            return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        // The least byte of the document, by a loop without a branch, which the compiler turns into vector
        // instructions. A loop that stopped at the first control character could not be vectorized: with it a message
        // takes nearly twice as many instructions.
        let no_control_chars = bytes.iter().fold(u8::MAX, |least, byte| least.min(*byte)) >= 0x20;
        Ok(Self {
            text,
            at: start,
            depth: 0,
            start,
            comma: false,
            no_control_chars,
            next_escape: next_escape(text, start),
            scratch: Scratch::default(),
        })
    }

    fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn malformed<T>(&self) -> Result<T, DecodeError> {
        Err(DecodeError::malformed(self.at.min(self.text.len())))
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), DecodeError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            self.malformed()
        }
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::new(Kind::Limit { what: "levels of nesting", max: MAX_DEPTH }));
        }
        self.depth += 1;
        Ok(())
    }

    /// Advances to the next item of an object or array, and returns whether there is one. The byte `close` ends the
    /// object or array; `first` tells that no item has been read.
    #[inline]
    fn has_next(&mut self, close: u8, first: bool) -> Result<bool, DecodeError> {
        self.skip_space();
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                self.skip_space();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => self.malformed(),
        }
    }

    /// Reads any value. An object or array is checked and returned as its text.
    #[inline]
    fn read_value(&mut self) -> Result<Value<'a>, DecodeError> {
        match self.peek() {
            Some(b'"') => self.read_string().map(Value::Text),
            Some(b'n') => self.read_word("null").map(|_| Value::Null),
            Some(b't') => self.read_word("true").map(Value::Word),
            Some(b'f') => self.read_word("false").map(Value::Word),
            Some(b'-' | b'0'..=b'9') => self.read_number().map(Value::Number),
            Some(b'{' | b'[') => self.read_raw().map(Value::Raw),
            _ => self.malformed(),
        }
    }

    #[inline]
    fn read_word(&mut self, word: &'static str) -> Result<&'static str, DecodeError> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Ok(word)
    }

    /// Skips one or more digits.
    fn skip_digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { self.malformed() } else { Ok(()) }
    }

    /// Reads a number (RFC 8259, section 6) and returns its text, so that no digit is lost.
    fn read_number(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            // No digit follows a leading zero.
            Some(b'0') => self.at += 1,
            _ => self.skip_digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.skip_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.skip_digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Checks an object or array to its end, and returns its text.
    ///
    /// The loop keeps a stack of what is open in the bits of an integer, so it needs neither recursion nor an
    /// allocation.
    fn read_raw(&mut self) -> Result<&'a str, DecodeError> {
        let (start, outside) = (self.at, self.depth);
        // One bit for each open level, the innermost lowest: 1 for an object, 0 for an array. There are at most
        // `MAX_DEPTH`.
        let mut objects: u64 = 0;
        let mut first;
        loop {
            // Here a value begins.
            match self.peek() {
                Some(open @ (b'{' | b'[')) => {
                    self.at += 1;
                    self.enter()?;
                    objects = objects << 1 | u64::from(open == b'{');
                    first = true;
                }
                Some(b'"') => {
                    self.skip_string()?;
                    first = false;
                }
                _ => {
                    self.read_value()?;
                    first = false;
                }
            }
            // Here a value has ended, or an object or array has begun. Leave this loop when another value follows.
            loop {
                let object = objects & 1 == 1;
                if self.has_next(if object { b'}' } else { b']' }, first)? {
                    if object {
                        self.skip_string()?;
                        self.skip_space();
                        self.expect(b':')?;
                        self.skip_space();
                    }
                    break;
                }
                // The innermost level ended, and `has_next` has decreased the depth.
                if self.depth == outside {
                    return Ok(self.text.get(start..self.at).unwrap_or_default());
                }
                objects >>= 1;
                first = false;
            }
        }
    }
}

impl<'a> JsonReader<'a> {
    /// Reads a string. It is borrowed from the document unless it has an escape.
    #[inline]
    fn read_string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.expect(b'"')?;
        let start = self.at;
        self.skip_plain();
        match self.peek() {
            Some(b'"') => {
                let text = self.text.get(start..self.at).unwrap_or_default();
                self.at += 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.read_escaped(start),
            _ => self.malformed(),
        }
    }

    /// Checks a string and drops it.
    ///
    /// Where the two facts about the document at the top of this file say that the string has no escape and no control
    /// character, it ends at the next quote, as in [`next_if`](Self::next_if).
    #[inline]
    fn skip_string(&mut self) -> Result<(), DecodeError> {
        let bytes = self.text.as_bytes();
        if self.no_control_chars && self.peek() == Some(b'"') {
            let end = find_byte(bytes, self.at + 1, b'"');
            if end < self.next_escape && end < bytes.len() {
                self.at = end + 1;
                return Ok(());
            }
        }
        self.read_string()?;
        if self.next_escape < self.at {
            self.next_escape = next_escape(self.text, self.at);
        }
        Ok(())
    }

    /// Goes on to the next quote, backslash or control character.
    #[inline]
    fn skip_plain(&mut self) {
        self.at = plain_end(self.text.as_bytes(), self.at);
    }

    /// Reads the rest of a string that has an escape where the reader is, and plain text from `start` to there.
    #[inline(never)]
    fn read_escaped(&mut self, start: usize) -> Result<Cow<'a, str>, DecodeError> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        // The string ends at a quote without a backslash before it, if not sooner.
        let mut end = self.at;
        while end < bytes.len() {
            end = find_byte(bytes, end + 1, b'"');
            if bytes.get(end - 1) != Some(&b'\\') {
                break;
            }
        }
        let mut scratch = mem::take(&mut self.scratch);
        let result = scratch.text(end - start, DecodeError::malformed(start), |out| {
            out.push_text(substring(text, start, self.at));
            loop {
                match self.peek() {
                    Some(b'\\') => out.push_char(self.read_escape()?),
                    Some(b'"') => {
                        self.at += 1;
                        return Ok(());
                    }
                    None | Some(0..0x20) => return self.malformed(),
                    Some(_) => {
                        let run = self.at;
                        self.skip_plain();
                        out.push_text(substring(text, run, self.at));
                    }
                }
            }
        });
        self.scratch = scratch;
        result
    }

    /// Reads an escape (RFC 8259, section 7) and returns its character.
    #[inline(always)]
    fn read_escape(&mut self) -> Result<char, DecodeError> {
        let start = self.at;
        self.at += 1;
        let c = match self.peek() {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let first = self.read_hex()?;
                let code = match first {
                    // A character beyond U+FFFF is written as a UTF-16 surrogate pair, in two escapes.
                    0xD800..0xDC00 => {
                        self.expect(b'\\')?;
                        self.expect(b'u')?;
                        match self.read_hex()? {
                            low @ 0xDC00..0xE000 => 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00),
                            _ => return Err(DecodeError::malformed(start)),
                        }
                    }
                    other => other,
                };
                // `from_u32` refuses the other half of a pair on its own.
                return char::from_u32(code).ok_or(DecodeError::malformed(start));
            }
            _ => return self.malformed(),
        };
        self.at += 1;
        Ok(c)
    }

    /// Reads four hexadecimal digits at once.
    fn read_hex(&mut self) -> Result<u32, DecodeError> {
        let digits = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if let [a, b, c, d, ..] = digits {
            let digits = [hex_digit(*a), hex_digit(*b), hex_digit(*c), hex_digit(*d)];
            if digits.iter().fold(0, |any, digit| any | digit) < 16 {
                self.at += 4;
                return Ok(digits.iter().fold(0, |code, digit| code << 4 | u32::from(*digit)));
            }
        }
        self.at += digits.iter().take_while(|digit| digit.is_ascii_hexdigit()).count();
        self.malformed()
    }
}

/// Returns the offset of the next backslash, or the length of the text if there is none.
fn next_escape(text: &str, from: usize) -> usize {
    find_byte(text.as_bytes(), from, b'\\')
}

/// Returns the offset of the next quote, backslash or control character. It looks at eight bytes at a time.
#[inline(never)]
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let (words, tail) = bytes.get(from..).unwrap_or_default().as_chunks::<8>();
    let mut at = from;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let hits = bytes_eq(word, b'"') | bytes_eq(word, b'\\') | bytes_lt(word, 0x20);
        if hits != 0 {
            return at + first_index(hits);
        }
        at += 8;
    }
    at + tail.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count()
}
