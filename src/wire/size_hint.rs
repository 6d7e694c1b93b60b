//! An upper limit for the size of a document, so that its buffer is allocated once.
//!
//! A document is written twice: first into a [`SizeHint`], which adds up lengths and writes nothing, and then, after
//! its buffer has reserved that many bytes, into the writer of its format. Without the reservation the buffer would
//! grow several times and copy what was written before. Encoding a message takes 3 % (JSON) to 5 % (XML) fewer
//! instructions with the hint, although it is computed. The hint is never too small, and usually too large: one limit
//! serves both formats of a reply.

use crate::error::EncodeError;
use crate::wire::{FieldOut, FieldWriter, LINKS, Name};

/// A [`FieldWriter`] that counts how many bytes a document takes at most.
pub(crate) struct SizeHint {
    bytes: usize,
    /// Returns how many bytes a text takes at most, with its escapes.
    max_text_len: fn(&str) -> usize,
}

impl SizeHint {
    /// `max_text_len` is [`max_escaped_len`] for replies and [`max_form_len`] for webhooks.
    pub(crate) const fn new(max_text_len: fn(&str) -> usize) -> Self {
        Self { bytes: 0, max_text_len }
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds what surrounds a value whose name has `length` bytes.
    ///
    /// XML has the name twice. JSON has it once, with up to as many underscores, so twice the length covers both. The 8
    /// bytes cover `<`, `>`, `</` and `>` in XML, and four quotes, `: ` and `, ` in JSON.
    const fn add_name(&mut self, length: usize) {
        self.bytes += 2 * length + 8;
    }
}

impl FieldWriter for SizeHint {
    fn write_field(&mut self, name: Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        self.add_name(name.xml.len());
        self.bytes += match value {
            FieldOut::Absent => "null".len(),
            FieldOut::Text(text) => (self.max_text_len)(text),
            // `u32::MAX` has ten digits, and JSON may put two quotes around them.
            FieldOut::Count(_) | FieldOut::Integer(_) => 12,
        };
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.add_name((self.max_text_len)(name));
        self.bytes += (self.max_text_len)(value);
        Ok(())
    }

    fn begin_links(&mut self) {
        self.add_name(LINKS.xml.len());
    }
}

/// Returns how many bytes a text takes at most in XML or JSON.
///
/// An escape takes up to six bytes (`&quot;`, `\u0000`), five more than the byte that it stands for.
pub(crate) fn max_escaped_len(text: &str) -> usize {
    // The XML writer escapes all white space at both ends of a text (`&#32;`), and inside it only special bytes.
    let inner = text.trim_ascii();
    let special = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'&' | b'<' | b'>' | b'\\');
    text.len() + 5 * (text.len() - inner.len() + inner.as_bytes().iter().filter(|byte| special(byte)).count())
}

/// Returns how many bytes a text takes at most in a form, where each byte may become an escape of three.
pub(crate) const fn max_form_len(text: &str) -> usize {
    3 * text.len()
}
