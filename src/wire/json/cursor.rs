//! JSON's own grammar, RFC 8259, strictly: values, and what stands between them. Knows no document.

use super::string::special;
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::scratch::Scratch;
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
