//! Base64, in its standard alphabet with padding: headers of credentials and signatures.
//!
//! The only file that names the `base64` crate.

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

/// Appends bytes as text.
pub(crate) fn push(out: &mut String, bytes: &[u8]) {
    STANDARD.encode_string(bytes, out);
}

/// Bytes as text, in an array that has room; how much of it is used. 0 if there is too little.
#[cfg(feature = "signature")]
pub(crate) fn fill(out: &mut [u8], bytes: &[u8]) -> usize {
    STANDARD.encode_slice(bytes, out).unwrap_or(0)
}
