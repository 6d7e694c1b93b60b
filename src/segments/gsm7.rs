//! The GSM-7 alphabet: how many septets each character takes.
//!
//! 3GPP TS 23.038 defines the alphabet. It has a basic table of 127 characters, each of which takes one septet, and an
//! extension table of ten characters, each of which is written as an escape septet and another septet. Some common
//! characters are missing: the backtick, TAB and the non-breaking space are in neither table, and `Ç` is in the basic
//! table but `ç` is not.

/// Returns the number of septets that a character takes: 1 if it is in the basic table, 2 if it is in the extension
/// table, and 0 if GSM-7 does not have it.
pub(crate) fn septets(c: char) -> u8 {
    match c {
        // Most characters are ASCII, which are looked up in a table. The index is at most 127, so the default is never
        // returned.
        '\0'..='\x7f' => ASCII.get(c as usize).copied().unwrap_or(0),
        // These are the other characters of the basic table: signs and upper case, then lower case, then Greek.
        '¡' | '£' | '¤' | '¥' | '§' | '¿' | 'Ä' | 'Å' | 'Æ' | 'Ç' | 'É' | 'Ñ' | 'Ö' | 'Ø' | 'Ü' => 1,
        'ß' | 'à' | 'ä' | 'å' | 'æ' | 'è' | 'é' | 'ì' | 'ñ' | 'ò' | 'ö' | 'ø' | 'ù' | 'ü' => 1,
        'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω' => 1,
        // This is the only character of the extension table that is not ASCII.
        '€' => 2,
        _ => 0,
    }
}

/// Returns the length of a prefix that consists of plain ASCII characters, which take one septet each.
///
/// The length is a multiple of eight, so it can be less than that of the longest such prefix, and the caller has to
/// look at the next characters one by one. The prefix always ends between two characters, because each of its bytes is
/// a character.
///
/// This is SWAR ("SIMD within a register"), as in `wire/swar.rs`: eight bytes are tested at once with word arithmetic.
/// With it, a text of 160 plain characters is counted 9.1 times as fast as with one `match` per character, and a text
/// of 1,600 plain characters 26 times as fast (BENCHMARKS.md).
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    // The order of the bytes in a word does not matter, because all eight are tested. Little-endian costs nothing on
    // most processors. Up to seven bytes at the end do not fill a word and are left to the caller.
    let (words, _) = bytes.as_chunks::<8>();
    8 * words.iter().take_while(|word| is_plain(u64::from_le_bytes(**word))).count()
}

/// Returns how many septets eight bytes cost: `None` unless each is printable ASCII that GSM-7 has. Line ends and `_`
/// are not counted here; they are too rare to be worth an instruction.
pub(crate) fn septets_of_eight(bytes: [u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(bytes);
    let printable = at_least(word, b' ');
    // Setting the bit 0x20 turns [ \ ] ^ _ into { | } ~ DEL.
    let folded = word | (LOW * 0x20);
    let (extended, del) = (at_least(folded, b'{'), at_least(folded, 0x7F));
    let not_backtick = at_least(word ^ (LOW * u64::from(b'`')), 1);
    if (word | !printable | del | !not_backtick) & HIGH != 0 {
        return None;
    }
    Some(8 + (extended & HIGH).count_ones() as usize)
}

/// The septets of each ASCII character.
#[rustfmt::skip]
const ASCII: [u8; 128] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 1, 0, 0, // LF, form feed, CR
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, // [ \ ] ^
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, // `
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0, // { | } ~ DEL
];

/// A word of eight bytes that are all 1. Multiplying it by a byte gives a word that repeats the byte eight times.
const LOW: u64 = 0x0101_0101_0101_0101;
/// A word in which the high bit of each byte is set.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Returns whether all eight bytes of a word are plain: from space to `z`, except for `` [ \ ] ^ _ ` ``.
///
/// A line end and `_` take one septet as well, but they are too rare to be worth an instruction here. The caller counts
/// them one by one.
fn is_plain(word: u64) -> bool {
    // Each of these masks has one bit per byte, the high bit. The last line removes all other bits.
    //
    // Control characters are less than a space.
    let printable = at_least(word, b' ');
    // One comparison finds two ranges. Setting the bit 0x20 turns [ \ ] ^ _ into { | } ~ DEL, which are the five
    // largest bytes of ASCII. It turns no other byte into one of them, and leaves these five as they are.
    let bracket = at_least(word | (LOW * 0x20), b'{');
    // XOR with a backtick gives zero for a backtick, and at least 1 for any other byte.
    let not_backtick = at_least(word ^ (LOW * b'`' as u64), 1);
    // A byte outside ASCII has its high bit set in `word` itself, so it does not matter that the masks are wrong for
    // it.
    (word | !printable | bracket | !not_backtick) & HIGH == 0
}

/// Returns a mask in which the high bit of each byte is set if the byte of the word is at least `floor`. Both have to
/// be less than 0x80.
///
/// The result for a byte of 0x80 or more is wrong, but it does not affect the result for any other byte.
fn at_least(word: u64, floor: u8) -> u64 {
    // The high bit of each byte is set before `floor` is subtracted, and the subtraction clears it exactly if the byte
    // is less than `floor`. No byte becomes negative, so no byte borrows from the next one, as it could in a plain
    // subtraction of two words.
    (word | HIGH) - LOW * u64::from(floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The basic table and the extension table of the standard, in the order of their septets.
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                         ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENSION: &str = "\u{c}^{}\\[~]|€";

    #[test]
    fn every_character_takes_the_septets_of_its_table() {
        assert_eq!((BASIC.chars().count(), EXTENSION.chars().count()), (127, 10));
        for c in '\0'..=char::MAX {
            let expected = if BASIC.contains(c) {
                1
            } else if EXTENSION.contains(c) {
                2
            } else {
                0
            };
            assert_eq!(septets(c), expected, "{c:?}");
        }
    }

    #[test]
    fn a_plain_run_stops_at_every_byte_that_is_not_plain() {
        for at in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = *b"ABCDwxyz";
                bytes[at] = byte;
                let plain = (b' '..=b'z').contains(&byte) && !b"[\\]^_`".contains(&byte);
                assert_eq!(plain_run(&bytes), if plain { 8 } else { 0 }, "{byte:#x} at {at}");
            }
        }
    }

    #[test]
    fn eight_bytes_cost_what_each_of_them_does() {
        for at in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = *b"ABCDwxyz";
                bytes[at] = byte;
                let cost = match byte {
                    b'_' | b'`' | 0x7F | 0..0x20 | 0x80.. => None,
                    _ => Some(7 + usize::from(septets(char::from(byte)))),
                };
                assert_eq!(septets_of_eight(bytes), cost, "{byte:#x} at {at}");
            }
        }
        assert_eq!(septets_of_eight(*b"[\\]^{|}~"), Some(16));
    }

    #[test]
    fn a_plain_run_is_whole_groups_of_eight() {
        for (text, run) in [("", 0), ("1234567", 0), ("12345678", 8), ("1234567890123456|", 16), ("123456789é", 8)] {
            assert_eq!(plain_run(text.as_bytes()), run, "{text:?}");
        }
    }
}
