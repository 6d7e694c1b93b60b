//! How much room a document needs, asked before it is written: its buffer then grows once, if at all.

use crate::error::EncodeError;
use crate::wire::{FieldOut, FieldWriter, LINKS, Name};

/// Counts the bytes that a document may become, never too few, and writes none.
pub(crate) struct SizeHint {
    bytes: usize,
    text: fn(&str) -> usize,
}

impl SizeHint {
    /// `text` says how long a text may become: [`max_escaped_len`] or [`max_form_len`].
    pub(crate) const fn new(text: fn(&str) -> usize) -> Self {
        Self { bytes: 0, text }
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Twice the name for XML's tags, JSON's underscores and quotes, and the marks of either.
    const fn add_name(&mut self, length: usize) {
        self.bytes += 2 * length + 8;
    }
}

impl FieldWriter for SizeHint {
    fn write_field(&mut self, name: Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        self.add_name(name.xml.len());
        self.bytes += match value {
            FieldOut::Absent => "null".len(),
            FieldOut::Text(text) => (self.text)(text),
            // Ten digits in quotes.
            FieldOut::Count(_) | FieldOut::Integer(_) => 12,
        };
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.add_name((self.text)(name));
        self.bytes += (self.text)(value);
        Ok(())
    }

    fn begin_links(&mut self) {
        self.add_name(LINKS.xml.len());
    }
}

/// How long a text may become in XML and in JSON: an escape takes up to six bytes.
pub(crate) fn max_escaped_len(text: &str) -> usize {
    let inner = text.trim_ascii();
    let special = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'&' | b'<' | b'>' | b'\\');
    text.len() + 5 * (text.len() - inner.len() + inner.as_bytes().iter().filter(|byte| special(byte)).count())
}

/// How long a text may become in a form: an escape takes three bytes.
pub(crate) const fn max_form_len(text: &str) -> usize {
    3 * text.len()
}
