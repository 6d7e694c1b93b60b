//! The GSM-7 alphabet: what a character costs in septets. Knows no segments.
//!
//! The alphabet is that of 3GPP TS 23.038: a basic table of 127 characters, and ten more that an escape septet
//! reaches. Traps: `` ` `` and TAB are in neither, `Ç` is but `ç` is not, and there is no non-breaking space.

/// The septets of a character: 1 in the basic table, 2 behind an escape, 0 if GSM-7 has no such character.
pub(crate) fn septets(c: char) -> u8 {
    match c {
        '\0'..='\x7f' => ASCII.get(c as usize).copied().unwrap_or(0),
        '¡' | '£' | '¤' | '¥' | '§' | '¿' | 'Ä' | 'Å' | 'Æ' | 'Ç' | 'É' | 'Ñ' | 'Ö' | 'Ø' | 'Ü' => 1,
        'ß' | 'à' | 'ä' | 'å' | 'æ' | 'è' | 'é' | 'ì' | 'ñ' | 'ò' | 'ö' | 'ø' | 'ù' | 'ü' => 1,
        'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω' => 1,
        '€' => 2,
        _ => 0,
    }
}

/// How many bytes at the start are ASCII that costs one septet each, in whole groups of eight: at most the truth, so
/// who calls it looks at what follows character by character. It always ends between two characters.
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    8 * words.iter().take_while(|word| is_plain(u64::from_le_bytes(**word))).count()
}

/// Returns how many septets eight bytes cost: `None` unless each is printable ASCII that GSM-7 has. Line ends and `_` are not
/// counted here; they are too rare to be worth an instruction.
pub(crate) fn septets_of_eight(bytes: [u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(bytes);
    let printable = at_least(word, b' ');
    // 0x20 lays [ \ ] ^ _ on { | } ~ DEL.
    let laid = word | (LOW * 0x20);
    let (extended, del) = (at_least(laid, b'{'), at_least(laid, 0x7F));
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

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Whether each of eight bytes is ASCII, at least a space, and none of `` [ \ ] ^ _ ` { | } ~ `` and DEL.
///
/// Line ends and `_` cost one septet too; they are too rare to be worth an instruction here.
fn is_plain(word: u64) -> bool {
    let printable = at_least(word, b' ');
    let bracket = at_least(word | (LOW * 0x20), b'{'); // 0x20 lays [ \ ] ^ _ on { | } ~ DEL
    let not_backtick = at_least(word ^ (LOW * b'`' as u64), 1);
    (word | !printable | bracket | !not_backtick) & HIGH == 0
}

/// The high bit of each byte says whether the byte is at least `floor`. Bytes and `floor` below 0x80; a byte above
/// spoils no other, since none borrows from its neighbour.
fn at_least(word: u64, floor: u8) -> u64 {
    (word | HIGH) - LOW * u64::from(floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two tables, written out in the order of their septets.
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                         ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENSION: &str = "\u{c}^{}\\[~]|€";

    #[test]
    fn every_character_costs_what_its_table_says() {
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
    fn a_plain_run_stops_at_every_byte_that_may_not_cost_one_septet() {
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
