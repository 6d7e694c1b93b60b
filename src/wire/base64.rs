//! Base64 with the standard alphabet and padding (RFC 4648, section 4), for the headers of credentials and signatures.
//!
//! This is the only file that names the `base64` crate.

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

/// Appends the Base64 text of `bytes` to `out`.
pub(crate) fn encode_to_string(out: &mut String, bytes: &[u8]) {
    STANDARD.encode_string(bytes, out);
}

/// Writes the Base64 text of `bytes` to the start of `out` and returns its length, or 0 if `out` is too short.
#[cfg(feature = "signature")]
pub(crate) fn encode_to_slice(out: &mut [u8], bytes: &[u8]) -> usize {
    STANDARD.encode_slice(bytes, out).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn writes_the_vectors_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let mut out = String::from("=");
            super::encode_to_string(&mut out, bytes.as_bytes());
            assert_eq!(out, format!("={text}"));
            #[cfg(feature = "signature")]
            {
                let mut buffer = [0; 8];
                assert_eq!(super::encode_to_slice(&mut buffer, bytes.as_bytes()), text.len());
                assert_eq!(buffer.get(..text.len()), Some(text.as_bytes()));
            }
        }
        #[cfg(feature = "signature")]
        assert_eq!(super::encode_to_slice(&mut [0; 7], b"foobar"), 0);
    }
}
