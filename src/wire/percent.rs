//! The escapes of forms: `%2B` for a byte, `+` for a space.

use crate::error::DecodeErrorKind;
use crate::wire::seek::{equal, place};

/// Decodes a text that begins at `base` of the form.
pub(crate) fn decode(text: &str, base: usize) -> Result<String, DecodeErrorKind> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => break,
            [b'+', rest @ ..] => {
                out.push(b' ');
                rest
            }
            [b'%', high, low, rest @ ..] if hex(*high) | hex(*low) < 16 => {
                out.push(hex(*high) << 4 | hex(*low));
                rest
            }
            [b'%', ..] => return Err(DecodeErrorKind::Malformed { at: base + text.len() - rest.len() }),
            _ => {
                let (run, rest) = rest.split_at(run(rest));
                out.extend_from_slice(run);
                rest
            }
        };
    }
    // The offset is where the text begins: a byte of the output has no one place in the input.
    String::from_utf8(out).map_err(|_| DecodeErrorKind::Encoding { at: base })
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

/// Appends a text in the form's spelling.
///
/// Every byte writes four into a buffer and goes on by one or three: there is nothing to guess for the processor.
pub(crate) fn encode(out: &mut String, text: &str) {
    const STEP: usize = 64;
    let mut buffer = [0; STEP * 3 + 1];
    for step in text.as_bytes().chunks(STEP) {
        let mut length = 0;
        for byte in step {
            let escape = ESCAPES.get(usize::from(*byte)).copied().unwrap_or_default();
            if let Some(place) = buffer.get_mut(length..length + 4) {
                place.copy_from_slice(&escape);
            }
            length += usize::from(escape[3]);
        }
        // All of it is ASCII, and all of it fits.
        out.push_str(buffer.get(..length).and_then(|written| std::str::from_utf8(written).ok()).unwrap_or_default());
    }
}
