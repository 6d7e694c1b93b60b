//! Keyed hashes, and comparison in constant time.
//!
//! The only file, tests aside, that names `hmac`, `sha1`, `sha2` and `subtle`.

use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

use crate::wire::base64;

/// A key that has been taken in once: signing begins from a copy of its state.
#[derive(Clone)]
pub(crate) enum Key {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

/// A text that is signed, piece by piece.
pub(crate) trait Pieces {
    fn each(&self, with: impl FnMut(&[u8]));
}

impl Key {
    /// HMAC takes a key of any length: `None` never happens.
    pub(crate) fn sha1(secret: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(Self::Sha1)
    }

    pub(crate) fn sha256(secret: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(Self::Sha256)
    }

    /// Signs a text.
    pub(crate) fn sign(&self, text: &impl Pieces) -> Signature {
        match self {
            Self::Sha1(key) => finish(key.clone(), text),
            Self::Sha256(key) => finish(key.clone(), text),
        }
    }
}

fn finish(mut mac: impl Mac, text: &impl Pieces) -> Signature {
    text.each(|piece| mac.update(piece));
    let mut signature = Signature { text: [0; 44], len: 0 };
    signature.len = base64::fill(&mut signature.text, &mac.finalize().into_bytes());
    signature
}

/// A signature as the header has it. Has no `Debug`: it is what an attacker lacks.
pub(crate) struct Signature {
    text: [u8; 44],
    len: usize,
}

impl Signature {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get(..self.len).unwrap_or_default()
    }
}

/// Which of several comparisons held, without telling by the time that it takes.
pub(crate) struct Found {
    any: Choice,
    at: (u32, u32),
}

impl Found {
    pub(crate) fn nothing() -> Self {
        Self { any: Choice::from(0), at: (0, 0) }
    }

    /// Holds a signature against the one that came; the first that is the same stays.
    pub(crate) fn compare(&mut self, at: (u32, u32), signature: &Signature, came: &[u8]) {
        let same = signature.as_bytes().ct_eq(came);
        let first = same & !self.any;
        self.at.0.conditional_assign(&at.0, first);
        self.at.1.conditional_assign(&at.1, first);
        self.any |= same;
    }

    pub(crate) fn get(&self) -> Option<(u32, u32)> {
        bool::from(self.any).then_some(self.at)
    }
}

/// The SHA-256 of some bytes, in lower-case hexadecimal digits.
pub(crate) fn hex_sha256(bytes: &[u8]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (two, byte) in digits.chunks_exact_mut(2).zip(Sha256::digest(bytes)) {
        let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + (value - 10) };
        two.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    digits
}

/// Whether two texts are the same, in a time that depends on their lengths only.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}
