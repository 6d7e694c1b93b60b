//! SWAR ("SIMD within a register"): searching for bytes by arithmetic on words of eight.
//!
//! Most values in these documents are short. A loop over single bytes takes a test and a branch for each byte, and
//! `memchr` is a call whose preparation pays for long texts only. The functions below load eight bytes into a `u64` and
//! test all of them in a few instructions. They return a mask that has the high bit of each matching byte set;
//! [`first_index`] turns the mask into the position of the first match. The technique is that of `src/simd/swar.rs` in
//! httparse and of the string reader in serde_json.
//!
//! Words are loaded with `from_le_bytes` on every machine. The first byte in memory is then the lowest byte of the
//! word, so the first match is the lowest bit of the mask.

use memchr::memchr;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Returns a word of which every byte is `byte`.
#[inline]
pub(crate) const fn splat(byte: u8) -> u64 {
    // Multiplying by 0x0101…01 adds up eight copies, each shifted by another byte. No sum exceeds its byte.
    ONES * byte as u64
}

/// Returns a mask of the bytes that are equal to `byte`. Its lowest bit is exact, as in [`bytes_lt`].
#[inline]
pub(crate) const fn bytes_eq(word: u64, byte: u8) -> u64 {
    // XOR makes equal bytes zero, and zero is the only byte that is less than 1.
    bytes_lt(word ^ splat(byte), 1)
}

/// Returns a mask of the bytes that are less than `limit`, which is at most 128. Its lowest bit is exact.
///
/// The mask is zero if no byte is less. Otherwise its lowest bit belongs to the first such byte, while bits above may
/// be set for bytes that are not less. The union of several masks has the same property: a false bit of one mask has a
/// true bit of that mask below it.
#[inline]
pub(crate) const fn bytes_lt(word: u64, limit: u8) -> u64 {
    // Subtract the limit from all eight bytes at once, and look at the high bit of each byte, at first without a borrow
    // from the byte below:
    //
    // - a byte below the limit wraps around to at least 256 - 128, so its high bit is set;
    // - a byte from the limit to 127 gives at most 127, so its high bit is clear;
    // - a byte from 128 on may have its high bit set as well, and `& !word` clears it.
    //
    // A byte borrows from the one above it exactly if it is less than the limit. The lowest match therefore has no
    // borrow from below, and neither has any byte before it: up to the first match the mask is exact. The byte above a
    // match is one too small, so a byte that equals the limit is reported there although it does not match. Callers use
    // the first match only.
    word.wrapping_sub(splat(limit)) & !word & HIGH
}

/// Returns the index in memory of the first byte in a mask that is not zero.
#[inline]
pub(crate) const fn first_index(mask: u64) -> usize {
    // The lowest bit that is set is bit 7 of its byte: 8 * index + 7.
    (mask.trailing_zeros() / 8) as usize
}

/// Returns the bytes before the first byte in a mask, and zeros from there on.
#[inline]
pub(crate) const fn bytes_before(word: u64, mask: u64) -> u64 {
    let first = mask & mask.wrapping_neg();
    word & (first >> 7).wrapping_sub(1)
}

/// Returns where the ASCII letters and digits end that begin at `from`.
///
/// Eight bytes are classified at once: the names of one reply cost 150 instructions less than byte by byte.
#[inline]
pub(crate) fn alphanumeric_end(bytes: &[u8], from: usize) -> usize {
    let (words, tail) = bytes.get(from..).unwrap_or_default().as_chunks::<8>();
    let mut at = from;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // Bit 5 makes letters small and leaves digits as they are. No other byte becomes a letter or a digit by it,
        // except control characters, which become digits: 0x10 becomes `0`.
        let small = word | splat(0x20);
        let digit = bytes_ge(small, b'0') & !bytes_ge(small, b'9' + 1);
        let letter = bytes_ge(small, b'a') & !bytes_ge(small, b'z' + 1);
        let other = (!(digit | letter) | word | bytes_lt(word, 0x20)) & HIGH;
        if other != 0 {
            return at + first_index(other);
        }
        at += 8;
    }
    at + tail.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// Returns a mask of the bytes that are at least `limit`, for bytes and limits below 128. A byte from 128 on changes no
/// other.
#[inline]
const fn bytes_ge(word: u64, limit: u8) -> u64 {
    (word | HIGH) - splat(limit)
}

/// Returns the offset of the first `byte` at or after `from`, or the length of `bytes` if there is none.
///
/// It is a call, because every field of every document uses it: inlined into each of them it made decoding a tenth
/// slower. Decoding a reply in XML takes a fifth fewer instructions with it than with a loop over bytes, and 2 % fewer
/// than with a call of `memchr` for every text.
#[inline(never)]
pub(crate) fn find_byte(bytes: &[u8], from: usize, byte: u8) -> usize {
    let mut at = from;
    // Five words cover most values (a SID has 34 bytes). Whatever is longer is worth a call of `memchr`.
    for _ in 0..5 {
        // `first_chunk` checks the length once and gives an array, which is loaded in one instruction.
        let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let mask = bytes_eq(u64::from_le_bytes(chunk), byte);
        if mask != 0 {
            return at + first_index(mask);
        }
        at += 8;
    }
    // Here is a text of more than 40 bytes, or the last seven bytes of the document.
    find_byte_far(bytes, at, byte)
}

/// Returns a part of a text, or the empty text if an offset is out of range or inside a character.
#[inline]
pub(crate) fn substring(text: &str, from: usize, to: usize) -> &str {
    // Two slices with one end each are small enough to be inlined where this is used.
    text.get(..to).and_then(|text| text.get(from..)).unwrap_or_default()
}

/// The part of [`find_byte`] that few texts reach, kept out of its loop.
#[inline(never)]
fn find_byte_far(bytes: &[u8], at: usize, byte: u8) -> usize {
    bytes.get(at..).and_then(|rest| memchr(byte, rest)).map_or(bytes.len(), |found| at + found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_and_digits_end_at_every_other_byte() {
        for at in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = *b"aZ09mN5zB";
                bytes[at] = byte;
                let expected = if byte.is_ascii_alphanumeric() { 9 } else { at };
                assert_eq!(alphanumeric_end(&bytes, 0), expected, "{byte:#x} at {at}");
            }
        }
        assert_eq!((alphanumeric_end(b"<ab>", 1), alphanumeric_end(b"ab", 5)), (3, 5));
    }

    proptest! {
        #[test]
        fn finds_what_a_loop_finds(bytes: Vec<u8>, from in 0_usize..80, byte: u8) {
            let expected = (from..bytes.len()).find(|at| bytes[*at] == byte).unwrap_or(bytes.len());
            prop_assert_eq!(find_byte(&bytes, from, byte), expected);
        }

        #[test]
        fn the_lowest_bit_of_a_mask_is_exact(bytes: [u8; 8], limit in 1_u8..=128) {
            let mask = bytes_lt(u64::from_le_bytes(bytes), limit);
            let expected = bytes.iter().position(|byte| *byte < limit);
            prop_assert_eq!((mask != 0).then(|| first_index(mask)), expected);
        }
    }
}
