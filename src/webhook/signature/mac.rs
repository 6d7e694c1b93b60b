//! Keyed hashes, and comparison in constant time.
//!
//! Except for tests, this is the only file that uses the crates `hmac`, `sha1`, `sha2` and `subtle`.

use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

use super::signed_text::SignedText;
use crate::wire::base64;

/// The state of HMAC after it has read the key.
///
/// HMAC hashes a block that is made of the key before the text, and another one before the result. Both are hashed
/// once, when the secret is created. Each signature begins with a copy of that state.
#[derive(Clone)]
pub(crate) enum Key {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

impl Key {
    /// Creates a key for HMAC-SHA1. The result is never `None`, because HMAC takes a key of any length.
    pub(crate) fn sha1(secret: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(Self::Sha1)
    }

    /// Creates a key for HMAC-SHA256. The result is never `None` either.
    pub(crate) fn sha256(secret: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(Self::Sha256)
    }

    /// Returns the signature of a text.
    pub(crate) fn sign(&self, text: &SignedText<'_>) -> Signature {
        match self {
            Self::Sha1(key) => finish(key.clone(), text),
            Self::Sha256(key) => finish(key.clone(), text),
        }
    }
}

/// Hashes a text with a key that has been read, and encodes the hash.
fn finish(mut mac: impl Mac, text: &SignedText<'_>) -> Signature {
    text.for_each_piece(|piece| mac.update(piece));
    // The signature received is compared as text and never decoded: a text that decodes to the same bytes but is
    // spelled otherwise is refused, and there is no decoder that untrusted input could reach.
    let mut signature = Signature { text: [0; 44], len: 0 };
    signature.len = base64::encode_to_slice(&mut signature.text, &mac.finalize().into_bytes());
    signature
}

/// A signature in base64, as the header holds it.
///
/// The type has no `Debug`, because the right signature for a forged request is what an attacker wants to learn.
pub(crate) struct Signature {
    /// 44 bytes hold the base64 of a SHA-256. That of a SHA-1 has 28 bytes.
    text: [u8; 44],
    len: usize,
}

impl Signature {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get(..self.len).unwrap_or_default()
    }
}

/// Which of several comparisons found equal texts, collected in constant time.
///
/// There is no branch on a result: `subtle` computes with masks, so the same instructions run whichever signature
/// matches. An exit after the first match, or at the first byte that differs, would let an attacker measure how much of
/// a guess is right.
pub(crate) struct ConstantTimeMatch {
    /// Whether any comparison found equal texts.
    any: Choice,
    /// The position of the first that did.
    at: (u32, u32),
}

impl ConstantTimeMatch {
    /// Creates the result of no comparison.
    pub(crate) fn none() -> Self {
        Self { any: Choice::from(0), at: (0, 0) }
    }

    /// Compares a signature with the one received, and keeps the position `at` if this is the first match.
    pub(crate) fn compare(&mut self, at: (u32, u32), signature: &Signature, received: &[u8]) {
        // Only texts of different lengths are told apart early. The length of a signature is not a secret.
        let same = signature.as_bytes().ct_eq(received);
        // The position is overwritten under a mask, so that a later match (the same secret twice) does not replace it.
        let first = same & !self.any;
        self.at.0.conditional_assign(&at.0, first);
        self.at.1.conditional_assign(&at.1, first);
        self.any |= same;
    }

    /// Returns the position of the first match. The result becomes an ordinary branch only here, after all comparisons.
    pub(crate) fn get(&self) -> Option<(u32, u32)> {
        bool::from(self.any).then_some(self.at)
    }
}

/// Returns the SHA-256 of some bytes, in lower-case hexadecimal digits.
pub(crate) fn hex_sha256(bytes: &[u8]) -> [u8; 64] {
    let mut digits = [0; 64];
    // Twilio writes the hash in lower case, and the hash in the URL is compared as text.
    for (two, byte) in digits.chunks_exact_mut(2).zip(Sha256::digest(bytes)) {
        let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + (value - 10) };
        two.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    digits
}

/// Returns whether two texts are equal. The time that this takes depends only on their lengths.
pub(crate) fn constant_time_eq(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::signature::candidates::UrlParts;

    /// Asserts that a key signs a text with this digest, given in hexadecimal digits.
    fn assert_signature(key: Option<Key>, text: &[u8], digest: &str) {
        let byte = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap();
        let bytes: Vec<_> = digest.as_bytes().chunks(2).map(byte).collect();
        let mut expected = String::new();
        base64::encode_to_string(&mut expected, &bytes);
        let signature = key.unwrap().sign(&SignedText { url: UrlParts::of("").candidate(0), params: text });
        assert_eq!(signature.as_bytes(), expected.as_bytes(), "{}", text.escape_ascii());
    }

    const COUNTING: [u8; 25] =
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25];
    const LARGE_KEY: &[u8] = b"Test Using Larger Than Block-Size Key - Hash Key First";

    #[test]
    fn signs_the_test_vectors_of_rfc_2202() {
        for (key, text, digest) in [
            (&[0x0B; 20][..], &b"Hi There"[..], "b617318655057264e28bc0b6fb378c8ef146be00"),
            (b"Jefe", b"what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (&[0xAA; 20], &[0xDD; 50], "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
            (&COUNTING, &[0xCD; 50], "4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
            (&[0x0C; 20], b"Test With Truncation", "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"),
            (&[0xAA; 80], LARGE_KEY, "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
            (
                &[0xAA; 80],
                b"Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
            ),
        ] {
            assert_signature(Key::sha1(key), text, digest);
        }
    }

    #[test]
    fn signs_the_test_vectors_of_rfc_4231() {
        for (key, text, digest) in [
            (&[0x0B; 20][..], &b"Hi There"[..], "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (&[0xAA; 20], &[0xDD; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (&COUNTING, &[0xCD; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (&[0xAA; 131], LARGE_KEY, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        ] {
            assert_signature(Key::sha256(key), text, digest);
        }
    }

    #[test]
    fn hashes_the_test_vectors_of_fips_180() {
        for (text, digest) in [
            (&b"abc"[..], b"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (b"", b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ] {
            assert_eq!(&hex_sha256(text), digest);
        }
    }
}
