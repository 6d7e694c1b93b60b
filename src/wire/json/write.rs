//! The JSON writer: replies in the layout of Twilio's own.
//!
//! A reply is one line. An absent field is `null`, counts are in quotes, and characters outside ASCII are not escaped.

use std::fmt::Write as _;

use super::read::{is_structure, plain_end};
use crate::error::EncodeError;
use crate::wire::swar::substring;
use crate::wire::{FieldOut, FieldWriter, LINKS, Name, ReplyKind};

/// Writes a reply into a buffer. JSON can carry every text, so no method returns an error.
pub(crate) struct JsonWriter<'b> {
    out: &'b mut String,
    /// Whether a comma has to be written before the next key or item.
    separator: bool,
    /// How many objects and arrays are open. Structures that were kept as text must not be too deep inside them.
    pub(crate) depth: usize,
    pub(crate) kind: ReplyKind,
}

impl<'b> JsonWriter<'b> {
    pub(crate) fn new(out: &'b mut String, kind: ReplyKind) -> Self {
        Self { out, separator: false, depth: 0, kind }
    }

    /// Writes an object with the keys that `inner` writes.
    pub(crate) fn object(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.write_separator();
        self.nest('{', '}', inner)
    }

    /// Writes a key and an array with the items that `inner` writes.
    pub(crate) fn array(
        &mut self,
        key: &str,
        inner: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.write_key(key);
        self.nest('[', ']', inner)
    }

    /// Writes an object or an array with the keys or items that `inner` writes.
    pub(crate) fn nest(
        &mut self,
        open: char,
        close: char,
        inner: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.out.push(open);
        self.separator = false;
        self.depth += 1;
        inner(self)?;
        self.depth -= 1;
        self.out.push(close);
        self.separator = true;
        Ok(())
    }

    fn write_separator(&mut self) {
        if self.separator {
            self.out.push_str(", ");
        }
        self.separator = true;
    }

    fn write_key(&mut self, key: &str) {
        self.write_separator();
        write_string(self.out, key);
        self.out.push_str(": ");
    }
}

impl FieldWriter for JsonWriter<'_> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        if value == FieldOut::Absent && self.kind == ReplyKind::Rejection {
            return Ok(());
        }
        self.write_separator();
        self.out.push_str(name.key);
        self.out.push(' ');
        // Writing to a `String` cannot fail.
        let _ = match value {
            FieldOut::Absent => self.out.write_str("null"),
            FieldOut::Json(text) if is_structure(text, self.depth) => self.out.write_str(text),
            FieldOut::Text(text) | FieldOut::Json(text) => {
                write_string(self.out, text);
                Ok(())
            }
            FieldOut::Count(number) if self.kind == ReplyKind::Message => write!(self.out, "\"{number}\""),
            FieldOut::Count(number) | FieldOut::Integer(number) => write!(self.out, "{number}"),
        };
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.write_key(name);
        write_string(self.out, value);
        Ok(())
    }

    fn begin_links(&mut self) {
        self.write_key(LINKS.json);
        self.out.push('{');
        self.separator = false;
    }

    fn end_links(&mut self) {
        self.out.push('}');
        self.separator = true;
    }
}

/// Writes a string with quotes and escapes.
pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let (bytes, mut run) = (text.as_bytes(), 0);
    loop {
        let at = plain_end(bytes, run);
        out.push_str(substring(text, run, at));
        match bytes.get(at) {
            None => break,
            Some(b'"') => out.push_str("\\\""),
            Some(b'\\') => out.push_str("\\\\"),
            Some(b'\n') => out.push_str("\\n"),
            Some(b'\r') => out.push_str("\\r"),
            Some(b'\t') => out.push_str("\\t"),
            Some(byte) => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        run = at + 1;
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_string_has_the_escapes_of_rfc_8259() {
        for (text, written) in [
            ("", r#""""#),
            ("a", r#""a""#),
            ("\"\\/", r#""\"\\/""#),
            ("\n\r\t", r#""\n\r\t""#),
            ("\0\u{8}\u{1f} \u{7f}é", "\"\\u0000\\u0008\\u001f \u{7f}é\""),
        ] {
            let mut out = String::from(":");
            super::write_string(&mut out, text);
            assert_eq!(out, format!(":{written}"));
        }
    }
}
