//! A short text that is formatted without an allocation: the digits of a number, or a numbered name such as
//! `MediaUrl0`.

use std::fmt;

/// A text of at most 40 bytes. A piece that does not fit is left out, together with all pieces after it.
pub(crate) struct StackString {
    bytes: [u8; 40],
    length: usize,
}

impl StackString {
    /// Formats a text into a new string.
    pub(crate) fn format(text: fmt::Arguments<'_>) -> Self {
        let mut out = Self { bytes: [0; 40], length: 0 };
        // The only error is that a piece does not fit. What callers format, a name and a number, always fits.
        let _ = fmt::Write::write_fmt(&mut out, text);
        out
    }

    /// Returns the text.
    pub(crate) fn as_str(&self) -> &str {
        // The bytes are UTF-8, because `write_str` copies whole texts only. Safe code has to check it again.
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Write for StackString {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::StackString;

    #[test]
    fn a_piece_that_does_not_fit_is_left_out_whole() {
        assert_eq!(
            StackString::format(format_args!("MediaContentType{}", usize::MAX)).as_str(),
            "MediaContentType18446744073709551615"
        );
        assert_eq!(StackString::format(format_args!("{}{}", "a".repeat(38), "bc")).as_str(), "a".repeat(38) + "bc");
        assert_eq!(StackString::format(format_args!("{}{}", "a".repeat(38), "bcd")).as_str(), "a".repeat(38));
    }
}
