//! The error of verifying a request.

use std::error::Error;
use std::fmt;

use crate::error::{DecodeError, ParseError};

/// Why a request was refused instead of being verified.
///
/// The error is safe to log: it holds no secret, no signature and no value of a parameter. Answer such a request with
/// status 403, and do not tell the client the reason.
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
/// let error = request.verify(&[AuthToken::new("12345")?.into()]).unwrap_err();
/// assert_eq!(error, SignatureError::NoSignature);
/// assert_eq!(error.to_string(), "the request has no signature");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The settings name an algorithm that none of the secrets accepts.
    AlgorithmNotAccepted,
    /// The hash in the URL is not the hash of the body.
    BodyAltered,
    /// The target of the request is not a path and a query. Only [`WebhookVerifier`](super::WebhookVerifier) reads a
    /// target.
    InvalidTarget(ParseError),
    /// The body has the content type of a form and does not decode, so it is not known what was signed. If the body
    /// looks like something else, such as base64, the error names it.
    MalformedForm(DecodeError),
    /// None of the secrets makes this signature, for any spelling of the URL.
    ///
    /// The secret, the URL or the body is another one than Twilio's, or the request does not come from Twilio.
    Mismatch,
    /// No secret was passed.
    NoSecret,
    /// The header of the signature is absent or empty.
    NoSignature,
    /// The settings name an algorithm that this crate does not know.
    UnknownAlgorithm,
    /// The body is not a form, and the URL holds no hash of it, so its bytes are not signed.
    UnsignedBody,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlgorithmNotAccepted => "the request is signed with an algorithm that no secret accepts",
            Self::BodyAltered => "the hash in the URL is not the hash of the body",
            Self::InvalidTarget(error) => return error.fmt(f),
            Self::MalformedForm(error) => return write!(f, "the signed form does not decode: {error}"),
            Self::Mismatch => "no secret makes this signature for this URL and body",
            Self::NoSecret => "there is no secret to verify the signature with",
            Self::NoSignature => "the request has no signature",
            Self::UnknownAlgorithm => "the request is signed with an unknown algorithm",
            Self::UnsignedBody => "the body is not a form, and the URL holds no hash of it",
        })
    }
}

impl Error for SignatureError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::InvalidTarget(error) => Some(error),
            Self::MalformedForm(error) => Some(error),
            _ => None,
        }
    }
}
