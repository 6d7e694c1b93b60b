//! JSON's strings: borrowed unless there is an escape in them (RFC 8259, 7).

use std::borrow::Cow;
use std::mem;

use super::cursor::Cursor;
use crate::error::DecodeError;
use crate::wire::scratch::{Escapes, Push};
use crate::wire::seek::{below, equal, part, place, seek};

impl<'a> Cursor<'a> {
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
        text
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
            out.push(part(cursor.text, run, cursor.at));
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
