//! A short text that is put together without the heap: a number's digits, a numbered name.

use std::fmt;

/// At most 40 bytes; what does not fit is left out whole.
pub(crate) struct StackString {
    bytes: [u8; 40],
    length: usize,
}

impl StackString {
    pub(crate) fn format(text: fmt::Arguments<'_>) -> Self {
        let mut out = Self { bytes: [0; 40], length: 0 };
        // What does not fit is left out.
        let _ = fmt::Write::write_fmt(&mut out, text);
        out
    }

    pub(crate) fn as_str(&self) -> &str {
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
    fn holds_what_fits_and_no_half_of_what_does_not() {
        assert_eq!(
            StackString::format(format_args!("MediaContentType{}", usize::MAX)).as_str(),
            "MediaContentType18446744073709551615"
        );
        assert_eq!(StackString::format(format_args!("{}{}", "a".repeat(38), "bc")).as_str(), "a".repeat(38) + "bc");
        assert_eq!(StackString::format(format_args!("{}{}", "a".repeat(38), "bcd")).as_str(), "a".repeat(38));
    }
}
