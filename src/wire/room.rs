//! How much room a document needs, asked before it is written: its buffer then grows once, if at all.

use crate::error::EncodeError;
use crate::wire::{GROUP, Name, Out, Put};

/// Counts the bytes that a document may become, never too few, and writes none.
pub(crate) struct Room {
    bytes: usize,
    text: fn(&str) -> usize,
}

impl Room {
    /// `text` says how long a text may become: [`marked`] or [`percent`].
    pub(crate) const fn new(text: fn(&str) -> usize) -> Self {
        Self { bytes: 0, text }
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Twice the name for XML's tags, JSON's underscores and quotes, and the marks of either.
    const fn name(&mut self, length: usize) {
        self.bytes += 2 * length + 8;
    }
}

impl Put for Room {
    fn put(&mut self, name: Name, value: Out<'_>) -> Result<(), EncodeError> {
        self.name(name.xml.len());
        self.bytes += match value {
            Out::Absent => "null".len(),
            Out::Text(text) => (self.text)(text),
            // Ten digits in quotes.
            Out::Count(_) | Out::Integer(_) => 12,
        };
        Ok(())
    }

    fn extra(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.name((self.text)(name));
        self.bytes += (self.text)(value);
        Ok(())
    }

    fn group(&mut self, begins: bool) {
        if begins {
            self.name(GROUP.xml.len());
        }
    }
}

/// How long a text may become in XML and in JSON: an escape takes up to six bytes.
pub(crate) fn marked(text: &str) -> usize {
    let inner = text.trim_ascii();
    let special = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'&' | b'<' | b'>' | b'\\');
    text.len() + 5 * (text.len() - inner.len() + inner.as_bytes().iter().filter(|byte| special(byte)).count())
}

/// How long a text may become in a form: an escape takes three bytes.
pub(crate) const fn percent(text: &str) -> usize {
    3 * text.len()
}
