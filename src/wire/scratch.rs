//! The scratch buffer: where a text is written that differs from its bytes in the document.
//!
//! A text without escapes is borrowed from the document. A text with escapes has to be written somewhere: into the
//! buffer that the caller passed to a method like `decode_in`, while that has space, and otherwise into a new `String`.
//! The readers do not know which of the two happens. They implement [`Escaped`], and [`Scratch::unescape`] chooses the
//! [`TextWriter`].
//!
//! A buffer as long as the document has space for all its texts, since no text is longer than its escaped form. The
//! general XML reader and the CSV reader do not use the buffer: they allocate.

use std::borrow::Cow;
use std::mem;

/// A text with escapes, as it stands in a document. Each format that has escapes implements it.
pub(crate) trait Escaped {
    type Error;

    /// Returns how many bytes the text has at most when its escapes are resolved.
    fn max_len(&self) -> usize;

    /// Returns how many bytes are reserved for the text when it is written into a new `String`.
    #[inline]
    fn initial_capacity(&self) -> usize {
        self.max_len()
    }

    /// Writes the text with its escapes resolved, piece by piece.
    fn resolve(self, out: &mut impl TextWriter) -> Result<(), Self::Error>;
}

/// Something that a text can be appended to.
///
/// It takes texts and characters, never bytes. What has been written is therefore UTF-8 without another check, which
/// made decoding a status callback 7 % faster.
pub(crate) trait TextWriter {
    fn push_text(&mut self, piece: &str);

    fn push_char(&mut self, c: char);
}

impl TextWriter for String {
    #[inline]
    fn push_text(&mut self, piece: &str) {
        self.push_str(piece);
    }

    #[inline]
    fn push_char(&mut self, c: char) {
        self.push(c);
    }
}

/// A text that is written to the start of a buffer, which has space for all of it.
struct SliceWriter<'d> {
    bytes: &'d mut [u8],
    length: usize,
}

impl TextWriter for SliceWriter<'_> {
    #[inline]
    fn push_text(&mut self, piece: &str) {
        let end = self.length + piece.len();
        // `max_len` promised that the text fits, so the slice is always there. `get_mut` spares a panic.
        if let Some(target) = self.bytes.get_mut(self.length..end) {
            target.copy_from_slice(piece.as_bytes());
            self.length = end;
        }
    }

    #[inline]
    fn push_char(&mut self, c: char) {
        self.push_text(c.encode_utf8(&mut [0; 4]));
    }
}

/// The unused rest of a caller's buffer. It is empty by default, and then each text with escapes is allocated.
#[derive(Debug, Default)]
pub(crate) struct Scratch<'a>(&'a mut [u8]);

impl<'a> Scratch<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        Self(buffer)
    }

    /// Resolves the escapes of a text. The result is borrowed if the buffer had space for it, and owned otherwise.
    #[inline]
    pub(crate) fn unescape<T: Escaped>(&mut self, text: T) -> Result<Cow<'a, str>, T::Error> {
        // `max_len` may cost a search (JSON looks for the closing quote), so an empty buffer does not ask for it.
        if self.0.is_empty() || self.0.len() < text.max_len() {
            let mut owned = String::with_capacity(text.initial_capacity());
            text.resolve(&mut owned)?;
            return Ok(Cow::Owned(owned));
        }
        let mut writer = SliceWriter { bytes: self.0, length: 0 };
        text.resolve(&mut writer)?;
        let length = writer.length;
        // Split off what was written. `take` moves the slice out of `self`, so that the text lives as long as the
        // caller's buffer (`'a`) and not as long as this borrow of `self`.
        let (text, rest) = mem::take(&mut self.0).split_at_mut_checked(length).unwrap_or_default();
        self.0 = rest;
        // Only whole texts were written, so the check cannot fail. Safe Rust has no way around it here, while a
        // `String` needs none.
        Ok(Cow::Borrowed(std::str::from_utf8(text).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    /// A text that resolves to these pieces, each followed by a character.
    struct JoinedPieces<'p>(&'p [(String, char)]);

    impl Escaped for JoinedPieces<'_> {
        type Error = Infallible;

        fn max_len(&self) -> usize {
            self.0.iter().map(|(piece, c)| piece.len() + c.len_utf8()).sum()
        }

        fn resolve(self, out: &mut impl TextWriter) -> Result<(), Infallible> {
            for (piece, c) in self.0 {
                out.push_text(piece);
                out.push_char(*c);
            }
            Ok(())
        }
    }

    proptest! {
        #[test]
        fn a_text_is_its_pieces_and_is_borrowed_while_the_buffer_has_space(
            texts in prop::collection::vec(prop::collection::vec((".{0,5}", any::<char>()), 0..5), 0..5),
            size in 0_usize..64,
        ) {
            let mut buffer = vec![0; size];
            let (mut scratch, mut left) = (Scratch::new(&mut buffer), size);
            for pieces in texts {
                let whole: String = pieces.iter().map(|(piece, c)| format!("{piece}{c}")).collect();
                let Ok(text) = scratch.unescape(JoinedPieces(&pieces));
                prop_assert_eq!(&*text, &*whole);
                prop_assert_eq!(matches!(text, Cow::Borrowed(_)), left > 0 && whole.len() <= left);
                if whole.len() <= left {
                    left -= whole.len();
                }
            }
        }
    }
}
