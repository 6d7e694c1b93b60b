//! Why a request is not believed.

use std::error::Error;
use std::fmt;

use crate::error::DecodeError;

/// Why a request is not believed to come from Twilio. Safe to log: it holds no secret, no signature, and no value of a parameter.
///
/// Answer such a request with 403, and nothing else about it.
///
/// ```
/// use twilio_sms::signature::{AuthToken, Incoming, SignatureError};
///
/// let request = Incoming {
///     method: "POST",
///     url: "https://example.com/sms",
///     content_type: Some("application/x-www-form-urlencoded"),
///     signature: None,
///     settings: None,
///     body: b"MessageSid=SM1",
/// };
/// let refusal = request.verify(&[AuthToken::new("12345")?.into()]).unwrap_err();
/// assert_eq!(refusal, SignatureError::NoSignature);
/// assert_eq!(refusal.to_string(), "the request has no signature");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SignatureError {
    /// It is signed with an algorithm that none of the secrets is for.
    AlgorithmNotAccepted,
    /// The body is not the one whose hash the URL holds.
    BodyAltered,
    /// The body is a form that does not decode, so that nobody knows what was signed.
    MalformedForm(DecodeError),
    /// The signature is not the one that any of the secrets makes, for any spelling of the URL: another token, another URL than the one that
    /// Twilio was given, another body, or somebody else.
    Mismatch,
    /// There is no secret to hold it against.
    NoSecret,
    /// The request has no signature.
    NoSignature,
    /// It says that it is signed with an algorithm that this crate does not know.
    UnknownAlgorithm,
    /// The body is no form, and the URL holds no hash of it: its bytes are not signed.
    UnsignedBody,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlgorithmNotAccepted => "the request is signed with an algorithm that no secret is for",
            Self::BodyAltered => "the body is not the one whose hash is in the URL",
            Self::MalformedForm(error) => return write!(f, "the signed form does not decode: {error}"),
            Self::Mismatch => "the signature belongs to no secret with this URL and body",
            Self::NoSecret => "there is no secret to check the signature with",
            Self::NoSignature => "the request has no signature",
            Self::UnknownAlgorithm => "the request names an unknown algorithm",
            Self::UnsignedBody => "the body is neither a form nor covered by a hash in the URL",
        })
    }
}

impl Error for SignatureError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::MalformedForm(error) => Some(error),
            _ => None,
        }
    }
}
