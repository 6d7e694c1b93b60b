//! Texts that differ from what stands in the document: they are written into the caller's buffer, or onto the heap
//! where that has no room.

use std::borrow::Cow;
use std::mem;

/// Writes a text into bytes that have room for all of it. A piece without room is left out.
#[derive(Debug)]
pub(crate) struct SliceWriter<'d> {
    bytes: &'d mut [u8],
    length: usize,
}

impl SliceWriter<'_> {
    /// Adds a byte, which may be a part of a character.
    #[inline]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte;
            self.length += 1;
        }
    }

    /// Adds a text.
    #[inline]
    pub(crate) fn push_text(&mut self, piece: &str) {
        self.push_bytes(piece.as_bytes());
    }

    /// Adds a character. The lengths are constants, so that no call copies it: 20 instructions less for each escape.
    #[inline]
    pub(crate) fn push_char(&mut self, c: char) {
        let mut bytes = [0; 4];
        match *c.encode_utf8(&mut bytes).as_bytes() {
            [one] => self.push_byte(one),
            [one, two] => self.push_bytes(&[one, two]),
            [one, two, three] => self.push_bytes(&[one, two, three]),
            _ => self.push_bytes(&bytes),
        }
    }

    /// Whether everything so far is UTF-8, or can become it.
    pub(crate) fn is_utf8(&self) -> bool {
        let written = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(written).err().is_none_or(|error| error.error_len().is_none())
    }

    #[inline]
    fn push_bytes(&mut self, piece: &[u8]) {
        let end = self.length + piece.len();
        if let Some(slot) = self.bytes.get_mut(self.length..end) {
            slot.copy_from_slice(piece);
            self.length = end;
        }
    }
}

/// The longest text that is written on the stack before it is copied onto the heap.
const SHORT: usize = 64;

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

    /// Whether a text of this length goes into the caller's buffer.
    #[inline]
    pub(crate) fn has_room(&self, length: usize) -> bool {
        !self.0.is_empty() && length <= self.0.len()
    }

    /// Returns the text that `write` writes, which has at most `max_len` bytes. `invalid` is the error if it is not
    /// UTF-8.
    ///
    /// The text is written where it has room as a whole, and is checked as UTF-8 once. That takes half the instructions
    /// of pushing to a `String`, which makes room and checks for every piece. A short text has its room on the stack.
    #[inline]
    pub(crate) fn text<E>(
        &mut self,
        max_len: usize,
        invalid: E,
        write: impl FnOnce(&mut SliceWriter<'_>) -> Result<(), E>,
    ) -> Result<Cow<'a, str>, E> {
        let in_scratch = self.has_room(max_len);
        let (mut stack, mut heap) = ([0; SHORT], Vec::new());
        let bytes = if in_scratch {
            &mut *self.0
        } else if max_len <= SHORT {
            stack.as_mut_slice()
        } else {
            // `vec![0; max_len]` asks the allocator for zeros, which costs 1,400 instructions more.
            heap.reserve_exact(max_len);
            heap.resize(max_len, 0);
            heap.as_mut_slice()
        };
        let mut writer = SliceWriter { bytes, length: 0 };
        write(&mut writer)?;
        let length = writer.length;
        if in_scratch {
            let (text, rest) = mem::take(&mut self.0).split_at_mut_checked(length).unwrap_or_default();
            self.0 = rest;
            std::str::from_utf8(text).map(Cow::Borrowed).map_err(|_| invalid)
        } else if max_len <= SHORT {
            let text = stack.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
            text.map(|text| Cow::Owned(text.to_owned())).ok_or(invalid)
        } else {
            heap.truncate(length);
            String::from_utf8(heap).map(Cow::Owned).map_err(|_| invalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_its_pieces_and_borrows_while_there_is_room(
            texts in prop::collection::vec(prop::collection::vec((".{0,20}", any::<char>()), 0..5), 0..5),
            size in 0_usize..256,
        ) {
            let mut buffer = vec![0; size];
            let (mut scratch, mut left) = (Scratch::new(&mut buffer), size);
            for pieces in texts {
                let whole: String = pieces.iter().map(|(piece, c)| format!("{piece}{c}")).collect();
                let text = scratch.text(whole.len(), (), |out| {
                    for (piece, c) in &pieces {
                        out.push_text(piece);
                        out.push_char(*c);
                    }
                    Ok(())
                });
                let text = text.unwrap();
                prop_assert_eq!(&*text, &*whole);
                prop_assert_eq!(matches!(text, Cow::Borrowed(_)), left > 0 && whole.len() <= left);
                if whole.len() <= left {
                    left -= whole.len();
                }
            }
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_an_error() {
        let mut buffer = [0; 4];
        for (mut scratch, length) in
            [(Scratch::default(), 1), (Scratch::default(), 1000), (Scratch::new(&mut buffer), 1)]
        {
            let text = scratch.text(length, "invalid", |out| {
                out.push_byte(0xC3);
                Ok(())
            });
            assert_eq!(text, Err("invalid"));
        }
    }
}
