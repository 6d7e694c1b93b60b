//! The JSON reader.

use std::borrow::Cow;
use std::mem;

use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::form::hex_digit;
use crate::wire::scratch::Scratch;
use crate::wire::swar::{bytes_before, bytes_eq, bytes_lt, find_byte, first_index, substring};
use crate::wire::{ElementKind, FieldReader, LINKS, MAX_DEPTH, MAX_DOCUMENT, Name, Next, Spelling, Target, Value};

/// Reads a document into a target that is empty.
pub(crate) fn decode<'a, S: Target<'a>>(
    bytes: &'a [u8],
    scratch: Scratch<'a>,
    target: &mut S,
) -> Result<(), DecodeError> {
    let mut reader = JsonReader::new(bytes)?;
    reader.scratch = scratch;
    reader.skip_space();
    if reader.peek() != Some(b'{') {
        return Err(match reader.value()? {
            // A value of JSON, and no document.
            _ if reader.at_end() => DecodeError::new(Kind::NotADocument { at: reader.start }),
            _ => DecodeError::malformed(reader.at),
        });
    }
    let mut found = false;
    reader.fields(target, Level::Top(&mut found))?;
    reader.skip_space();
    if !reader.at_end() {
        Err(DecodeError::malformed(reader.at))
    } else if S::LIST && !found {
        Err(DecodeError::new(Kind::NotADocument { at: reader.start }))
    } else {
        Ok(())
    }
}

/// What an object is.
enum Level<'f> {
    /// The outermost one, or one that only wraps a resource; whether a resource has been found.
    Top(&'f mut bool),
    /// A document inside a list, or inside a wrapper.
    Fields,
    /// The group of links.
    Links,
}

/// Keys that only wrap: old replies, and Exotel's.
fn is_wrapper(key: &str) -> bool {
    key == "TwilioResponse"
}

impl<'a> JsonReader<'a> {
    /// An object, key by key. Nests as deep as the levels do: three.
    fn fields<S: Target<'a>>(&mut self, target: &mut S, mut level: Level<'_>) -> Result<(), DecodeError> {
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
            let key = self.string()?;
            self.skip_space();
            self.expect(b':')?;
            self.skip_space();
            match (self.peek(), &mut level) {
                (Some(b'{'), Level::Top(found)) if is_wrapper(&key) && self.depth == 1 => {
                    self.fields(target, Level::Top(found))?;
                }
                (Some(b'{'), Level::Top(found)) if S::element_kind(&key) == ElementKind::Fields => {
                    if std::mem::replace(*found, true) {
                        return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                    }
                    self.fields(target, Level::Fields)?;
                }
                (Some(b'['), Level::Top(found)) if S::element_kind(&key) == ElementKind::List => {
                    if std::mem::replace(*found, true) {
                        return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                    }
                    self.items(target)?;
                }
                (Some(b'{'), Level::Top(_) | Level::Fields) if key == LINKS.json => {
                    self.fields(target, Level::Links)?
                }
                _ => match self.value()? {
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

    /// The documents of a list, each in an object of its own or wrapped in one.
    fn items<S: Target<'a>>(&mut self, target: &mut S) -> Result<(), DecodeError> {
        self.expect(b'[')?;
        self.enter()?;
        let mut first = true;
        while self.has_next(b']', first)? {
            first = false;
            if self.peek() != Some(b'{') {
                let at = self.at;
                self.value()?;
                return Err(DecodeError::new(Kind::NotADocument { at }));
            }
            target.begin_item()?;
            self.fields(target, Level::Fields)?;
            target.end_item()?;
        }
        Ok(())
    }
}

impl<'a> FieldReader<'a> for JsonReader<'a> {
    const SPELLING: Spelling = Spelling::Key;

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
            // What an object or an array means depends on where it stands. Other white space is left to the general path.
            _ => Next::Other,
        }
    }

    /// Reads a number, a word, or a text with an escape in it.
    fn read_value(&mut self, name: &'static Name) -> Result<Option<Value<'a>>, DecodeError> {
        self.at += name.key.len();
        self.skip_space();
        let value = self.value()?;
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

/// The first item of an array that has been read before.
pub(crate) fn first_item(array: &str) -> Option<Value<'_>> {
    let mut reader = JsonReader::new(array.as_bytes()).ok()?;
    reader.expect(b'[').ok()?;
    reader.skip_space();
    reader.value().ok()
}

/// Where a text stops being one JSON value and nothing else, for texts that users hand in.
pub(crate) fn syntax_error(text: &str) -> Option<usize> {
    let read = || {
        let mut reader = JsonReader::new(text.as_bytes())?;
        reader.skip_space();
        reader.value()?;
        reader.skip_space();
        if reader.at_end() { Ok(()) } else { reader.malformed() }
    };
    // Limits have no first_index: the text is at fault as a whole.
    read().err().map(|error| error.at().unwrap_or(0))
}

struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    start: usize,
    /// Whether a comma stands before where we are in an object, so that a key has to follow.
    comma: bool,
    /// Whether there is no control character, not even between the values: a text then ends at its quote.
    no_control_chars: bool,
    /// Where the next backslash stands, if it is not behind.
    next_escape: usize,
    /// Where texts with escapes go.
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
        // One pass without branches, which the compiler turns into vectors.
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

    /// Whether another item follows in an object or array that `close` ends; `first` before any.
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

    #[inline]
    fn value(&mut self) -> Result<Value<'a>, DecodeError> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'n') => self.word("null").map(|_| Value::Null),
            Some(b't') => self.word("true").map(Value::Word),
            Some(b'f') => self.word("false").map(Value::Word),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b'{' | b'[') => self.raw().map(Value::Raw),
            _ => self.malformed(),
        }
    }

    #[inline]
    fn word(&mut self, word: &'static str) -> Result<&'static str, DecodeError> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Ok(word)
    }

    fn digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { self.malformed() } else { Ok(()) }
    }

    fn number(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// An object or array as it stands, checked to its end. No recursion: what is open is one bit a level.
    fn raw(&mut self) -> Result<&'a str, DecodeError> {
        let (start, outside) = (self.at, self.depth);
        let mut objects: u64 = 0;
        let mut first;
        loop {
            // A value stands here, or the first item or the end of what has just been opened.
            match self.peek() {
                Some(open @ (b'{' | b'[')) => {
                    self.at += 1;
                    self.enter()?;
                    objects = objects << 1 | u64::from(open == b'{');
                    first = true;
                }
                _ => {
                    self.value()?;
                    first = false;
                }
            }
            loop {
                let object = objects & 1 == 1;
                if self.has_next(if object { b'}' } else { b']' }, first)? {
                    if object {
                        self.string()?;
                        self.skip_space();
                        self.expect(b':')?;
                        self.skip_space();
                    }
                    break;
                }
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
    /// A string: borrowed unless there is an escape in it.
    #[inline]
    fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.expect(b'"')?;
        let start = self.at;
        self.skip_plain();
        match self.peek() {
            Some(b'"') => {
                let text = self.text.get(start..self.at).unwrap_or_default();
                self.at += 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped(start),
            _ => self.malformed(),
        }
    }

    /// Goes on to the next quote, backslash or control character.
    #[inline]
    fn skip_plain(&mut self) {
        self.at = plain_end(self.text.as_bytes(), self.at);
    }

    /// Reads the rest of a string that has an escape where the reader is, and plain text from `start` to there.
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Result<Cow<'a, str>, DecodeError> {
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
                    Some(b'\\') => out.push_char(self.escape()?),
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

    #[inline(always)]
    fn escape(&mut self) -> Result<char, DecodeError> {
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
                let first = self.hex()?;
                let code = match first {
                    0xD800..0xDC00 => {
                        self.expect(b'\\')?;
                        self.expect(b'u')?;
                        match self.hex()? {
                            low @ 0xDC00..0xE000 => 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00),
                            _ => return Err(DecodeError::malformed(start)),
                        }
                    }
                    other => other,
                };
                return char::from_u32(code).ok_or(DecodeError::malformed(start));
            }
            _ => return self.malformed(),
        };
        self.at += 1;
        Ok(c)
    }

    /// Reads four hexadecimal digits at once.
    fn hex(&mut self) -> Result<u32, DecodeError> {
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

/// Where the next backslash stands.
fn next_escape(text: &str, from: usize) -> usize {
    find_byte(text.as_bytes(), from, b'\\')
}

/// Returns where the next quote, backslash or control character stands: eight bytes at a time.
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
