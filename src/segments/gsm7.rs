//! The GSM-7 alphabet: how many septets each character takes.
//!
//! The alphabet is that of 3GPP TS 23.038. It has a basic table of 127 characters, and an extension table of ten
//! characters, each of which is written as an escape septet and another septet. Some characters are easily taken for
//! members: `` ` `` and TAB are in neither table, `Ç` is in the basic table but `ç` is not, and there is no
//! non-breaking space.

/// Returns the septets that a character takes: 1 in the basic table, 2 in the extension table, 0 if GSM-7 does not have
/// the character.
pub(crate) fn septets(c: char) -> u8 {
    match c {
        // Most characters are ASCII and are looked up in a table. The default is never returned, because the index is
        // at most 127.
        '\0'..='\x7f' => ASCII.get(c as usize).copied().unwrap_or(0),
        // The rest of the basic table: signs and upper case, lower case, Greek.
        '¡' | '£' | '¤' | '¥' | '§' | '¿' | 'Ä' | 'Å' | 'Æ' | 'Ç' | 'É' | 'Ñ' | 'Ö' | 'Ø' | 'Ü' => 1,
        'ß' | 'à' | 'ä' | 'å' | 'æ' | 'è' | 'é' | 'ì' | 'ñ' | 'ò' | 'ö' | 'ø' | 'ù' | 'ü' => 1,
        'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω' => 1,
        // The only character of the extension table that is not ASCII.
        '€' => 2,
        _ => 0,
    }
}

/// Returns the length of a prefix that consists of plain ASCII: characters that take one septet each.
///
/// The length is a multiple of eight and can be less than that of the longest such prefix, so the caller has to look at
/// the next characters one by one. The prefix always ends between two characters.
///
/// This is SWAR ("SIMD within a register"), as in `wire/swar.rs`: eight bytes are tested at once with word arithmetic.
/// With it, a text of 160 plain characters is counted 9 times as fast as with a loop over characters, and a text of
/// 1,600 plain characters 26 times as fast (BENCHMARKS.md).
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    // The prefix is ASCII, in which each byte is a character, so its end is between two characters.
    let (words, _) = bytes.as_chunks::<8>();
    8 * words.iter().take_while(|word| is_plain(u64::from_le_bytes(**word))).count()
}

/// The septets of each ASCII character, 16 characters in a row.
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

/// A word of eight bytes that are all 1. A product with it repeats a byte eight times.
const LOW: u64 = 0x0101_0101_0101_0101;
/// A word in which the high bit of each byte is set.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Returns whether all eight bytes of a word are plain: from space to `z`, but not one of `` [ \ ] ^ _ ` ``.
///
/// A line end and `_` take one septet as well. They are too rare to be worth an instruction here.
fn is_plain(word: u64) -> bool {
    // Each of these masks is a whole word; only the high bits of its bytes count, and the last line masks the rest.
    // Control characters are less than a space.
    let printable = at_least(word, b' ');
    // One comparison finds two ranges: setting the bit 0x20 turns [ \ ] ^ _ into { | } ~ DEL, which are the five
    // largest bytes of ASCII, and turns no other byte into one of them.
    let bracket = at_least(word | (LOW * 0x20), b'{');
    // XOR makes a backtick zero and no other byte.
    let not_backtick = at_least(word ^ (LOW * b'`' as u64), 1);
    // `word` itself has the high bit of each byte that is not ASCII.
    (word | !printable | bracket | !not_backtick) & HIGH == 0
}

/// Returns a mask in which the high bit of each byte is set if the byte is at least `floor`. Both are less than 0x80.
///
/// The result for a byte of 0x80 or more is wrong, but does not change the result for any other byte.
fn at_least(word: u64, floor: u8) -> u64 {
    // Each byte gets its high bit before `floor` is subtracted. The subtraction clears the bit exactly if the byte is
    // less than `floor`. No byte becomes negative, so none borrows from the byte above, as in a plain subtraction.
    (word | HIGH) - LOW * u64::from(floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two tables of the standard, in the order of their septets.
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
    fn the_length_of_a_plain_run_is_a_multiple_of_eight() {
        for (text, run) in [("", 0), ("1234567", 0), ("12345678", 8), ("1234567890123456|", 16), ("123456789é", 8)] {
            assert_eq!(plain_run(text.as_bytes()), run, "{text:?}");
        }
    }
}
