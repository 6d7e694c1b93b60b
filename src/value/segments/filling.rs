//! How segments fill: counts, without cutting. One pass over the bytes, or two for a text that turns out to be UCS-2.

use super::{Encoding, Segments};
use crate::value::gsm7;

/// The size of a text in GSM-7, unless it has a character that GSM-7 has not.
pub(super) fn gsm7(text: &str) -> Option<Segments> {
    let mut filling = Filling::new(Encoding::Gsm7);
    let mut rest = text;
    while !rest.is_empty() {
        let run = gsm7::plain_run(rest.as_bytes());
        filling.singles(run);
        let mut chars = rest.get(run..)?.chars(); // a run ends between two characters
        if !chars.by_ref().take(8).all(|c| filling.septets(c)) {
            return None;
        }
        rest = chars.as_str();
    }
    Some(filling.finish())
}

/// The size of a text in UCS-2, read from its UTF-8: four bytes make a surrogate pair, fewer a single unit, so the first
/// byte of a character tells its cost.
pub(super) fn ucs2(text: &str) -> Segments {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut filling = Filling::new(Encoding::Ucs2);
    let (words, tail) = text.as_bytes().as_chunks::<8>();
    for bytes in words {
        let word = u64::from_le_bytes(*bytes);
        if word & (word << 1) & (word << 2) & (word << 3) & HIGH == 0 {
            let going_on = word & !(word << 1) & HIGH;
            filling.singles(8 - going_on.count_ones() as usize);
        } else {
            filling.utf8(bytes);
        }
    }
    filling.utf8(tail);
    filling.finish()
}

/// The size of a text that is nowhere in one piece.
pub(super) fn of_chars(chars: impl Iterator<Item = char> + Clone) -> Segments {
    let mut filling = Filling::new(Encoding::Gsm7);
    if chars.clone().all(|c| filling.septets(c)) {
        return filling.finish();
    }
    let mut filling = Filling::new(Encoding::Ucs2);
    for c in chars {
        match c.len_utf16() {
            1 => filling.singles(1),
            _ => filling.pair(),
        }
    }
    filling.finish()
}

/// Fills segments of several, and decides at the end whether one would have done.
struct Filling {
    encoding: Encoding,
    /// The units behind us, those included that stay free where a pair did not fit.
    at: usize,
    /// The units that stay free.
    free: usize,
}

impl Filling {
    const fn new(encoding: Encoding) -> Self {
        Self { encoding, at: 0, free: 0 }
    }

    /// Adds characters of one unit each.
    const fn singles(&mut self, units: usize) {
        self.at = self.at.saturating_add(units);
    }

    /// Adds a character of two units, in one segment.
    const fn pair(&mut self) {
        let size = self.encoding.joined();
        if self.at % size == size - 1 {
            self.free += 1;
            self.at = self.at.saturating_add(1);
        }
        self.at = self.at.saturating_add(2);
    }

    /// Adds a character in GSM-7, if it has a place there.
    fn septets(&mut self, c: char) -> bool {
        match gsm7::septets(c) {
            0 => return false,
            1 => self.singles(1),
            _ => self.pair(),
        }
        true
    }

    /// Adds the characters that begin in these bytes of UTF-8, as UTF-16 code units.
    fn utf8(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                0x80..=0xBF => {} // goes on with a character
                0xF0.. => self.pair(),
                _ => self.singles(1),
            }
        }
    }

    const fn finish(self) -> Segments {
        let Self { encoding, at, free } = self;
        let units = at - free;
        let (count, left) = match encoding.alone().checked_sub(units) {
            Some(left) => (1, left),
            None => {
                let size = encoding.joined();
                (at.div_ceil(size), (size - at % size) % size)
            }
        };
        Segments { encoding, count, units, left }
    }
}
