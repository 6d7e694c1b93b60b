//! Where a text goes that is not what stands in the document: into a caller's buffer while it has room, else onto the heap.

use std::borrow::Cow;
use std::mem;

/// A text with escapes, as it stands in a document.
pub(crate) trait Escapes {
    type Error;

    /// How many bytes it has at most without them.
    fn most(&self) -> usize;

    /// How much room it gets on the heap to begin with.
    #[inline]
    fn room(&self) -> usize {
        self.most()
    }

    /// Hands it over without them, piece by piece.
    fn resolve(self, out: &mut impl Push) -> Result<(), Self::Error>;
}

/// A text in the making.
pub(crate) trait Push {
    /// Adds bytes.
    fn push(&mut self, bytes: &[u8]);

    /// Adds a character, nearly always of one byte.
    #[inline]
    fn char(&mut self, c: char) {
        match u8::try_from(c) {
            Ok(byte @ 0..0x80) => self.push(&[byte]),
            _ => self.push(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

impl Push for Vec<u8> {
    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// A text in a caller's buffer, which has room for all of it.
struct Draft<'d> {
    bytes: &'d mut [u8],
    length: usize,
}

impl Push for Draft<'_> {
    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            place.copy_from_slice(bytes);
            self.length = end;
        }
    }
}

/// What is left of a caller's buffer; by default nothing, and every such text is allocated.
#[derive(Debug, Default)]
pub(crate) struct Scratch<'a>(&'a mut [u8]);

impl<'a> Scratch<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        Self(buffer)
    }

    /// Resolves the escapes of a text; `None` if it then is none.
    #[inline]
    pub(crate) fn text<T: Escapes>(&mut self, text: T) -> Result<Option<Cow<'a, str>>, T::Error> {
        if self.0.is_empty() || self.0.len() < text.most() {
            let mut heap = Vec::with_capacity(text.room());
            text.resolve(&mut heap)?;
            return Ok(String::from_utf8(heap).ok().map(Cow::Owned));
        }
        let mut draft = Draft { bytes: self.0, length: 0 };
        text.resolve(&mut draft)?;
        let length = draft.length;
        let (text, rest) = mem::take(&mut self.0).split_at_mut_checked(length).unwrap_or_default();
        self.0 = rest;
        Ok(std::str::from_utf8(text).ok().map(Cow::Borrowed))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    /// Pieces as they are.
    struct Pieces<'p>(&'p [&'p [u8]]);

    impl Escapes for Pieces<'_> {
        type Error = Infallible;

        fn most(&self) -> usize {
            self.0.concat().len()
        }

        fn resolve(self, out: &mut impl Push) -> Result<(), Infallible> {
            self.0.iter().for_each(|piece| out.push(piece));
            Ok(())
        }
    }

    proptest! {
        #[test]
        fn a_text_is_its_pieces_and_borrows_while_there_is_room(
            texts in prop::collection::vec(prop::collection::vec(".{0,5}", 0..5), 0..5),
            size in 0_usize..64,
        ) {
            let mut buffer = vec![0; size];
            let (mut scratch, mut left) = (Scratch::new(&mut buffer), size);
            for pieces in texts {
                let whole = pieces.concat();
                let pieces: Vec<_> = pieces.iter().map(|piece| piece.as_bytes()).collect();
                let text = scratch.text(Pieces(&pieces)).unwrap().unwrap();
                prop_assert_eq!(&*text, &*whole);
                prop_assert_eq!(matches!(text, Cow::Borrowed(_)), left > 0 && whole.len() <= left);
                if whole.len() <= left {
                    left -= whole.len();
                }
            }
        }

        #[test]
        fn what_is_no_text_is_refused(bytes: Vec<u8>, size in 0_usize..64) {
            let mut buffer = vec![0; size];
            let text = Scratch::new(&mut buffer).text(Pieces(&[&bytes])).unwrap();
            prop_assert_eq!(text.as_deref(), std::str::from_utf8(&bytes).ok());
        }

        #[test]
        fn a_character_is_its_bytes(c: char) {
            let mut bytes = Vec::new();
            bytes.char(c);
            prop_assert_eq!(bytes, c.to_string().into_bytes());
        }
    }
}
