//! The reader: objects that are documents, and lists of them.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::string::special;
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::wire::scratch::Scratch;
use crate::wire::seek::{part, seek};
use crate::wire::{GROUP, Holds, Marks, Ordered, Sink, Spelling, Value};

/// Reads a document into a sink that is empty.
pub(crate) fn decode<'a, S: Sink<'a>>(bytes: &'a [u8], scratch: Scratch<'a>, sink: &mut S) -> Result<(), DecodeError> {
    let mut cursor = Cursor::new(bytes)?;
    cursor.scratch = scratch;
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

/// Keys that only wrap: old replies, and Exotel's.
fn is_wrapper(key: &str) -> bool {
    key == "TwilioResponse"
}

impl<'a> Cursor<'a> {
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
                    Value::Raw(_) if matches!(level, Level::Group) => sink.skip(key)?,
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
            self.fields(sink, Level::Fields)?;
            sink.end()?;
        }
        Ok(())
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
                    Value::Text(Cow::Borrowed(part(self.text, start + 1, end)))
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
