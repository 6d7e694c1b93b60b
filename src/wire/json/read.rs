//! The reader: RFC 8259, strictly, and nothing else.

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::seek::{below, equal, place, seek};
use crate::wire::{GROUP, Holds, MAX_DEPTH, MAX_DOCUMENT, Marks, Ordered, Sink, Spelling, Value};

/// Reads a document into a sink that is empty.
pub(crate) fn decode<'a, S: Sink<'a>>(bytes: &'a [u8], sink: &mut S) -> Result<(), DecodeError> {
    let mut cursor = Cursor::new(bytes)?;
    cursor.space();
    if cursor.peek() != Some(b'{') {
        return Err(match cursor.value()? {
            // A value of JSON, and no document.
            _ if cursor.at_end() => DecodeError::new(Kind::NotADocument { at: cursor.start }),
            _ => DecodeError::malformed(cursor.at),
        });
    }
    let mut found = false;
    cursor.fields(sink, Level::Top(&mut found))?;
    cursor.space();
    if !cursor.at_end() {
        Err(DecodeError::malformed(cursor.at))
    } else if S::LIST && !found {
        Err(DecodeError::new(Kind::NotADocument { at: cursor.start }))
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
    Group,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    start: usize,
    /// Whether a comma stands before where we are in an object, so that a key has to follow.
    comma: bool,
    /// Whether there is no control character, not even between the values: a text then ends at its quote.
    tame: bool,
    /// Where the next backslash stands, if it is not behind.
    special: usize,
}

/// Keys that only wrap: old replies, and Exotel's.
fn is_wrapper(key: &str) -> bool {
    key == "TwilioResponse"
}

impl<'a> Cursor<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_DOCUMENT {
            return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        // One pass without branches, which the compiler turns into vectors.
        let tame = bytes.iter().fold(u8::MAX, |least, byte| least.min(*byte)) >= 0x20;
        Ok(Self { text, at: start, depth: 0, start, comma: false, tame, special: special(text, start) })
    }

    fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault<T>(&self) -> Result<T, DecodeError> {
        Err(DecodeError::malformed(self.at.min(self.text.len())))
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Result<(), DecodeError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            self.fault()
        }
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn deeper(&mut self) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::new(Kind::Limit { what: "levels of nesting", max: MAX_DEPTH }));
        }
        self.depth += 1;
        Ok(())
    }

    /// Whether another item follows in an object or array that `close` ends; `first` before any.
    #[inline]
    fn more(&mut self, close: u8, first: bool) -> Result<bool, DecodeError> {
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

    /// An object, key by key. Nests as deep as the levels do: three.
    fn fields<S: Sink<'a>>(&mut self, sink: &mut S, mut level: Level<'_>) -> Result<(), DecodeError> {
        self.take(b'{')?;
        self.deeper()?;
        self.space();
        self.comma = false;
        loop {
            sink.in_order(self)?;
            if self.peek() == Some(b'}') && !self.comma {
                self.at += 1;
                self.depth -= 1;
                return Ok(());
            }
            let key = self.string()?;
            self.space();
            self.take(b':')?;
            self.space();
            match (self.peek(), &mut level) {
                (Some(b'{'), Level::Top(found)) if is_wrapper(&key) && self.depth == 1 => {
                    self.fields(sink, Level::Top(found))?;
                }
                (Some(b'{'), Level::Top(found)) if S::holds(&key) == Holds::Fields => {
                    if std::mem::replace(*found, true) {
                        return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                    }
                    self.fields(sink, Level::Fields)?;
                }
                (Some(b'['), Level::Top(found)) if S::holds(&key) == Holds::List => {
                    if std::mem::replace(*found, true) {
                        return Err(DecodeError::new(Kind::Duplicate { field: S::RESOURCE }));
                    }
                    self.items(sink)?;
                }
                (Some(b'{'), Level::Top(_) | Level::Fields) if key == GROUP.json => self.fields(sink, Level::Group)?,
                _ => match self.value()? {
                    Value::Raw(_) if matches!(level, Level::Group) => sink.skip(key),
                    value => sink.fill(Spelling::Key, key, value)?,
                },
            }
            self.separate()?;
        }
    }

    /// A text with an escape in it, or behind one.
    #[inline(never)]
    fn rough(&mut self) -> Result<Value<'a>, DecodeError> {
        let text = self.string()?;
        if self.special < self.at {
            self.special = special(self.text, self.at);
        }
        Ok(Value::Text(text))
    }

    /// Goes on to the next key of an object, or to its end.
    #[inline(never)]
    fn separate(&mut self) -> Result<(), DecodeError> {
        self.space();
        self.comma = self.peek() == Some(b',');
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                Ok(())
            }
            Some(b'}') => Ok(()),
            _ => self.fault(),
        }
    }

    /// The documents of a list, each in an object of its own or wrapped in one.
    fn items<S: Sink<'a>>(&mut self, sink: &mut S) -> Result<(), DecodeError> {
        self.take(b'[')?;
        self.deeper()?;
        let mut first = true;
        while self.more(b']', first)? {
            first = false;
            if self.peek() != Some(b'{') {
                let at = self.at;
                self.value()?;
                return Err(DecodeError::new(Kind::NotADocument { at }));
            }
            sink.begin()?;
            if self.depth < MAX_DEPTH - 1 {
                self.fields(sink, Level::Fields)?
            } else {
                self.fault()?
            }
            sink.end()?;
        }
        Ok(())
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
    fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.take(b'"')?;
        let start = self.at;
        self.plain();
        match self.peek() {
            Some(b'"') => {
                let text = self.text.get(start..self.at).unwrap_or_default();
                self.at += 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped(start).map(Cow::Owned),
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

    fn escaped(&mut self, start: usize) -> Result<String, DecodeError> {
        let mut out = String::new();
        let mut run = start;
        loop {
            out.push_str(self.text.get(run..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return self.fault(),
            }
            run = self.at;
            self.plain();
        }
    }

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

impl<'a> Ordered<'a> for Cursor<'a> {
    const SPELLING: Spelling = Spelling::Key;

    #[inline(always)]
    fn ask(&mut self, marks: Marks) -> Result<Option<Value<'a>>, DecodeError> {
        let bytes = self.text.as_bytes();
        let Some(rest) = bytes.get(self.at..).and_then(|rest| rest.strip_prefix(marks.key.as_bytes())) else {
            return Ok(None);
        };
        let start = self.at + marks.key.len();
        let (start, rest) = if let [b' ', rest @ ..] = rest { (start + 1, rest) } else { (start, rest) };
        let value = match rest {
            [b'"', ..] if self.tame => {
                let end = seek(bytes, start + 1, b'"');
                if end < self.special {
                    self.at = end + 1;
                    Value::Text(Cow::Borrowed(self.text.get(start + 1..end).unwrap_or_default()))
                } else {
                    self.at = start;
                    self.rough()?
                }
            }
            [b'n', b'u', b'l', b'l', ..] => {
                self.at = start + 4;
                Value::Null
            }
            // What a structure means depends on where it stands; and the usual is behind us.
            _ => return Ok(None),
        };
        match bytes.get(self.at..) {
            Some([b',', b' ', b'"', ..]) => {
                self.at += 2;
                self.comma = true;
            }
            _ => self.separate()?,
        }
        Ok(Some(value))
    }
}

/// Where the next backslash stands.
fn special(text: &str, from: usize) -> usize {
    seek(text.as_bytes(), from, b'\\')
}

/// The first item of an array that has been read before.
pub(crate) fn first(array: &str) -> Option<Value<'_>> {
    let mut cursor = Cursor::new(array.as_bytes()).ok()?;
    cursor.take(b'[').ok()?;
    cursor.space();
    cursor.value().ok()
}

/// Where a text stops being one JSON value and nothing else, for texts that users hand in.
pub(crate) fn fault(text: &str) -> Option<usize> {
    let read = || {
        let mut cursor = Cursor::new(text.as_bytes())?;
        cursor.space();
        cursor.value()?;
        cursor.space();
        if cursor.at_end() { Ok(()) } else { cursor.fault() }
    };
    // Limits have no place: the text is at fault as a whole.
    read().err().map(|error| error.at().unwrap_or(0))
}
