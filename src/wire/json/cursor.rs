//! JSON's own grammar, RFC 8259, strictly: values, and what stands between them. Knows no document.

use std::borrow::Cow;
use std::mem;

use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::scratch::{Escapes, Push, Scratch};
use crate::wire::seek::{below, equal, place, seek};
use crate::wire::{MAX_DEPTH, MAX_DOCUMENT, Value};

pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) depth: usize,
    pub(super) start: usize,
    /// Whether a comma stands before where we are in an object, so that a key has to follow.
    pub(super) comma: bool,
    /// Whether there is no control character, not even between the values: a text then ends at its quote.
    pub(super) tame: bool,
    /// Where the next backslash stands, if it is not behind.
    pub(super) special: usize,
    /// Where texts with escapes go.
    pub(super) scratch: Scratch<'a>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_DOCUMENT {
            return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        // One pass without branches, which the compiler turns into vectors.
        let tame = bytes.iter().fold(u8::MAX, |least, byte| least.min(*byte)) >= 0x20;
        Ok(Self {
            text,
            at: start,
            depth: 0,
            start,
            comma: false,
            tame,
            special: special(text, start),
            scratch: Scratch::default(),
        })
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn fault<T>(&self) -> Result<T, DecodeError> {
        Err(DecodeError::malformed(self.at.min(self.text.len())))
    }

    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Result<(), DecodeError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            self.fault()
        }
    }

    #[inline]
    pub(super) fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    pub(super) fn deeper(&mut self) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::new(Kind::Limit { what: "levels of nesting", max: MAX_DEPTH }));
        }
        self.depth += 1;
        Ok(())
    }

    /// Whether another item follows in an object or array that `close` ends; `first` before any.
    #[inline]
    pub(super) fn more(&mut self, close: u8, first: bool) -> Result<bool, DecodeError> {
        self.space();
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => self.fault(),
        }
    }

    #[inline]
    pub(super) fn value(&mut self) -> Result<Value<'a>, DecodeError> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'n') => self.word("null").map(|_| Value::Null),
            Some(b't') => self.word("true").map(Value::Word),
            Some(b'f') => self.word("false").map(Value::Word),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b'{' | b'[') => self.raw().map(Value::Raw),
            _ => self.fault(),
        }
    }

    #[inline]
    fn word(&mut self, word: &'static str) -> Result<&'static str, DecodeError> {
        for byte in word.bytes() {
            self.take(byte)?;
        }
        Ok(word)
    }

    fn digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { self.fault() } else { Ok(()) }
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

    /// A string: borrowed unless there is an escape in it.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.take(b'"')?;
        let start = self.at;
        self.plain();
        match self.peek() {
            Some(b'"') => {
                let text = self.text.get(start..self.at).unwrap_or_default();
                self.at += 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped(start),
            _ => self.fault(),
        }
    }

    /// Goes on to the next quote, backslash or control character: eight bytes at a time.
    #[inline]
    fn plain(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&chunk) = bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let word = u64::from_le_bytes(chunk);
            let hits = equal(word, b'"') | equal(word, b'\\') | below(word, 0x20);
            if hits != 0 {
                self.at += place(hits);
                return;
            }
            self.at += 8;
        }
        while let Some(byte) = self.peek() {
            if matches!(byte, b'"' | b'\\' | 0..0x20) {
                return;
            }
            self.at += 1;
        }
    }

    /// A string with an escape where we are, and plain text from `start` to there.
    fn escaped(&mut self, start: usize) -> Result<Cow<'a, str>, DecodeError> {
        let mut scratch = mem::take(&mut self.scratch);
        let text = scratch.text(Quoted { cursor: self, start });
        self.scratch = scratch;
        // Pieces of text are text.
        text.map(Option::unwrap_or_default)
    }

    #[inline(always)]
    fn escape(&mut self) -> Result<char, DecodeError> {
        let start = self.at;
        self.at += 1;
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
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
                        self.take(b'\\')?;
                        self.take(b'u')?;
                        match self.hex()? {
                            low @ 0xDC00..0xE000 => 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00),
                            _ => return Err(DecodeError::malformed(start)),
                        }
                    }
                    other => other,
                };
                return char::from_u32(code).ok_or(DecodeError::malformed(start));
            }
            _ => return self.fault(),
        };
        self.at += 1;
        Ok(c)
    }

    fn hex(&mut self) -> Result<u32, DecodeError> {
        let mut code = 0;
        for _ in 0..4 {
            match self.peek().and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => code = code << 4 | digit,
                None => return self.fault(),
            }
            self.at += 1;
        }
        Ok(code)
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
                    self.deeper()?;
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
                if self.more(if object { b'}' } else { b']' }, first)? {
                    if object {
                        self.string()?;
                        self.space();
                        self.take(b':')?;
                        self.space();
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

/// A string with escapes, from `start` on, read up to the first.
struct Quoted<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    start: usize,
}

impl Escapes for Quoted<'_, '_> {
    type Error = DecodeError;

    /// It ends at a quote without a backslash before it, if not sooner.
    fn most(&self) -> usize {
        let bytes = self.cursor.text.as_bytes();
        let mut end = self.cursor.at;
        while end < bytes.len() {
            end = seek(bytes, end + 1, b'"');
            if bytes.get(end - 1) != Some(&b'\\') {
                break;
            }
        }
        end - self.start
    }

    /// To find the end costs more than to grow.
    fn room(&self) -> usize {
        0
    }

    fn resolve(self, out: &mut impl Push) -> Result<(), DecodeError> {
        let Self { cursor, start } = self;
        let mut run = start;
        loop {
            out.push(cursor.text.get(run..cursor.at).unwrap_or_default().as_bytes());
            match cursor.peek() {
                Some(b'"') => {
                    cursor.at += 1;
                    return Ok(());
                }
                Some(b'\\') => out.char(cursor.escape()?),
                _ => return cursor.fault(),
            }
            run = cursor.at;
            cursor.plain();
        }
    }
}

/// Where the next backslash stands.
pub(super) fn special(text: &str, from: usize) -> usize {
    seek(text.as_bytes(), from, b'\\')
}
