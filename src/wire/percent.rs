//! The escapes of forms: `%2B` for a byte, `+` for a space.

use std::borrow::Cow;

use crate::error::DecodeErrorKind;
use crate::wire::scratch::{Escapes, Push, Scratch};
use crate::wire::seek::{equal, part, place};

/// Decodes a text that begins at `base` of the form.
pub(crate) fn decode<'a>(text: &str, base: usize, scratch: &mut Scratch<'a>) -> Result<Cow<'a, str>, DecodeErrorKind> {
    scratch.text(Encoded { text, base })
}

/// A name or a value, as it stands in a form.
struct Encoded<'t> {
    text: &'t str,
    base: usize,
}

impl Encoded<'_> {
    /// A character of several bytes, each an escape, of which the first stands at `at`; and how many bytes there are.
    ///
    /// The offset of a fault is where the text begins: a byte of the output has no one place in the input.
    fn char(&self, at: usize, first: u8) -> Result<(char, usize), DecodeErrorKind> {
        let (mut bytes, length) = ([first, 0, 0, 0], first.leading_ones() as usize);
        for (place, byte) in bytes.iter_mut().enumerate().take(length).skip(1) {
            let at = at + 3 * place;
            *byte = match self.text.as_bytes().get(at..) {
                Some([b'%', high, low, ..]) if hex(*high) | hex(*low) < 16 => hex(*high) << 4 | hex(*low),
                Some([b'%', ..]) => return Err(DecodeErrorKind::Malformed { at: self.base + at }),
                _ => return Err(DecodeErrorKind::Encoding { at: self.base }),
            };
        }
        let text = bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        match text.and_then(|text| text.chars().next()) {
            Some(c) => Ok((c, length)),
            None => Err(DecodeErrorKind::Encoding { at: self.base }),
        }
    }
}

impl Escapes for Encoded<'_> {
    type Error = DecodeErrorKind;

    fn most(&self) -> usize {
        self.text.len()
    }

    fn resolve(self, out: &mut impl Push) -> Result<(), DecodeErrorKind> {
        let bytes = self.text.as_bytes();
        let mut rest = bytes;
        loop {
            let at = bytes.len() - rest.len();
            rest = match rest {
                [] => return Ok(()),
                [b'+', rest @ ..] => {
                    out.char(' ');
                    rest
                }
                [b'%', high, low, rest @ ..] if hex(*high) | hex(*low) < 16 => match hex(*high) << 4 | hex(*low) {
                    byte @ 0..0x80 => {
                        out.char(char::from(byte));
                        rest
                    }
                    byte => {
                        let (c, length) = self.char(at, byte)?;
                        out.char(c);
                        bytes.get(at + 3 * length..).unwrap_or_default()
                    }
                },
                [b'%', ..] => return Err(DecodeErrorKind::Malformed { at: self.base + at }),
                _ => {
                    let (run, rest) = rest.split_at(run(rest));
                    out.push(part(self.text, at, at + run.len()));
                    rest
                }
            };
        }
    }
}

/// How many bytes stand for themselves.
#[inline]
fn run(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(chunk);
        let hits = equal(word, b'%') | equal(word, b'+');
        if hits != 0 {
            return at + place(hits);
        }
        at += 8;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|byte| matches!(byte, b'%' | b'+')).unwrap_or(tail.len())
}

/// What a byte is as a hexadecimal digit; 255 if it is none.
#[inline]
fn hex(digit: u8) -> u8 {
    DIGITS.get(usize::from(digit)).copied().unwrap_or(255)
}

// Tables are made while compiling, where an index out of bounds is an error of the compiler.

#[allow(clippy::indexing_slicing)]
static DIGITS: [u8; 256] = {
    let (mut table, mut digit) = ([255; 256], 0);
    while digit < 16 {
        table[b"0123456789abcdef"[digit as usize] as usize] = digit;
        table[b"0123456789ABCDEF"[digit as usize] as usize] = digit;
        digit += 1;
    }
    table
};

/// What each byte becomes, and in the last place how many bytes that is.
#[allow(clippy::indexing_slicing)]
static ESCAPES: [[u8; 4]; 256] = {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let (mut table, mut byte) = ([[0; 4]; 256], 0_u8);
    loop {
        table[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'-' | b'.' | b'_' => [byte, 0, 0, 1],
            b' ' => [b'+', 0, 0, 1],
            _ => [b'%', HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize], 3],
        };
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

const SIZE: usize = 256;

/// Text on its way into a caller's string, in the form's spelling.
///
/// Every byte writes four and goes on by one or three, so there is nothing to guess for the processor; and what has
/// been written is checked to be text once, not piece by piece.
pub(crate) struct Escaped<'b> {
    out: &'b mut String,
    /// How much room all of it needs, asked when it is more than fits here.
    needs: Option<&'b dyn Fn() -> usize>,
    bytes: [u8; SIZE],
    length: usize,
}

impl<'b> Escaped<'b> {
    pub(crate) const fn new(out: &'b mut String, needs: &'b dyn Fn() -> usize) -> Self {
        Self { out, needs: Some(needs), bytes: [0; SIZE], length: 0 }
    }

    /// Adds a text, escaped.
    #[inline]
    pub(crate) fn text(&mut self, text: &[u8]) {
        for part in text.chunks(SIZE / 8) {
            self.room(part.len());
            let mut length = self.length;
            for byte in part {
                let escape = ESCAPES.get(usize::from(*byte)).copied().unwrap_or_default();
                if let Some(place) = self.bytes.get_mut(length..length + 4) {
                    place.copy_from_slice(&escape);
                }
                length += usize::from(escape[3]);
            }
            self.length = length;
        }
    }

    /// Adds a byte of ASCII as it is.
    #[inline]
    pub(crate) fn mark(&mut self, byte: u8) {
        self.room(1);
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
    }

    /// Makes room for so many bytes, whatever they become.
    #[inline]
    fn room(&mut self, count: usize) {
        if self.length + count * 3 + 1 > SIZE {
            if let Some(needs) = self.needs.take() {
                self.out.reserve(needs());
            }
            self.flush();
        }
    }

    /// Hands over what has been added. It is ASCII, and there was room for it.
    pub(crate) fn flush(&mut self) {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        self.out.push_str(std::str::from_utf8(bytes).unwrap_or_default());
        self.length = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_as_many_escapes_as_it_has_bytes() {
        use DecodeErrorKind::{Encoding, Malformed};

        for (text, expected) in [
            ("a%C3%A9b", Ok("aéb")),
            ("%F0%9F%98%80+%e2%82%ac%41", Ok("😀 €A")),
            ("é%C3%A9", Ok("éé")),
            ("%C3", Err(Encoding { at: 7 })),
            ("%C3%41", Err(Encoding { at: 7 })),
            ("%C3a%A9", Err(Encoding { at: 7 })),
            ("a%A9", Err(Encoding { at: 7 })),
            ("%C0%80", Err(Encoding { at: 7 })),
            ("%ED%A0%80", Err(Encoding { at: 7 })),
            ("%F8%88%80%80%80", Err(Encoding { at: 7 })),
            ("%FF", Err(Encoding { at: 7 })),
            ("a%C3%A", Err(Malformed { at: 11 })),
            ("a%C3%zz", Err(Malformed { at: 11 })),
            ("a%C3%z9", Err(Malformed { at: 11 })),
            ("a%C3%Az", Err(Malformed { at: 11 })),
            ("a%4z", Err(Malformed { at: 8 })),
            ("a%z4", Err(Malformed { at: 8 })),
            ("a%4", Err(Malformed { at: 8 })),
            ("%", Err(Malformed { at: 7 })),
        ] {
            let mut buffer = [0; 32];
            for mut scratch in [Scratch::default(), Scratch::new(&mut buffer)] {
                assert_eq!(decode(text, 7, &mut scratch).as_deref(), expected.as_ref().map(|text| *text), "{text:?}");
            }
        }
    }
}
