//! Where a text goes that is not what stands in the document: into a caller's buffer while it has room, else onto the heap.

use std::borrow::Cow;
use std::mem;

/// A text with escapes, as it stands in a document.
pub(crate) trait Escapes {
    type Error;

    /// How many bytes it has at max_len without them.
    fn max_len(&self) -> usize;

    /// How much room it gets on the heap to begin with.
    #[inline]
    fn initial_capacity(&self) -> usize {
        self.max_len()
    }

    /// Hands it over without them, piece by piece.
    fn resolve(self, out: &mut impl TextWriter) -> Result<(), Self::Error>;
}

/// A text in the making.
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

/// A text in a caller's buffer, which has room for all of it.
struct SliceWriter<'d> {
    bytes: &'d mut [u8],
    length: usize,
}

impl TextWriter for SliceWriter<'_> {
    #[inline]
    fn push_text(&mut self, piece: &str) {
        let end = self.length + piece.len();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            place.copy_from_slice(piece.as_bytes());
            self.length = end;
        }
    }

    #[inline]
    fn push_char(&mut self, c: char) {
        self.push_text(c.encode_utf8(&mut [0; 4]));
    }
}

/// What is left of a caller's buffer; by default nothing, and every such text is allocated.
#[derive(Debug, Default)]
pub(crate) struct Scratch<'a>(&'a mut [u8]);

impl<'a> Scratch<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        Self(buffer)
    }

    /// Writes a piece behind the first `length` bytes. Returns whether there was room for it.
    pub(crate) fn write_at(&mut self, length: usize, piece: &str) -> bool {
        let slot = self.0.get_mut(length..length + piece.len());
        slot.map(|slot| slot.copy_from_slice(piece.as_bytes())).is_some()
    }

    /// Returns the first `length` bytes, which pieces were written to.
    pub(crate) fn written(&self, length: usize) -> &str {
        self.0.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Takes the first `length` bytes, which pieces were written to, out of the buffer.
    pub(crate) fn take(&mut self, length: usize) -> &'a str {
        let (text, rest) = mem::take(&mut self.0).split_at_mut_checked(length).unwrap_or_default();
        self.0 = rest;
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Resolves the escapes of a text.
    #[inline]
    pub(crate) fn text<T: Escapes>(&mut self, text: T) -> Result<Cow<'a, str>, T::Error> {
        if self.0.is_empty() || self.0.len() < text.max_len() {
            let mut heap = String::with_capacity(text.initial_capacity());
            text.resolve(&mut heap)?;
            return Ok(Cow::Owned(heap));
        }
        let mut writer = SliceWriter { bytes: self.0, length: 0 };
        text.resolve(&mut writer)?;
        let length = writer.length;
        Ok(Cow::Borrowed(self.take(length)))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    /// Pieces as they are, each followed by a character.
    struct Pieces<'p>(&'p [(String, char)]);

    impl Escapes for Pieces<'_> {
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
        fn a_text_is_its_pieces_and_borrows_while_there_is_room(
            texts in prop::collection::vec(prop::collection::vec((".{0,5}", any::<char>()), 0..5), 0..5),
            size in 0_usize..64,
        ) {
            let mut buffer = vec![0; size];
            let (mut scratch, mut left) = (Scratch::new(&mut buffer), size);
            for pieces in texts {
                let whole: String = pieces.iter().map(|(piece, c)| format!("{piece}{c}")).collect();
                let Ok(text) = scratch.text(Pieces(&pieces));
                prop_assert_eq!(&*text, &*whole);
                prop_assert_eq!(matches!(text, Cow::Borrowed(_)), left > 0 && whole.len() <= left);
                if whole.len() <= left {
                    left -= whole.len();
                }
            }
        }
    }
}
