//! The secrets that webhooks are signed with.

use std::fmt;

use super::mac::Key;
use crate::error::{ParseError, ParseErrorKind};

/// The auth token of an account, which signs its webhooks with HMAC-SHA1.
///
/// The token cannot be read back, and `Debug` does not show it.
///
/// ```
/// use twilio_sms::signature::AuthToken;
///
/// let token = AuthToken::new("12345")?;
/// assert_eq!(format!("{token:?}"), "AuthToken(..)");
/// assert!(AuthToken::new("").is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone)]
pub struct AuthToken(Key);

impl AuthToken {
    /// Creates a secret from the text of an auth token.
    ///
    /// # Errors
    ///
    /// Returns [`Empty`](ParseErrorKind::Empty) for an empty text, because everybody can sign with an empty token, and
    /// [`SurroundingWhitespace`](ParseErrorKind::SurroundingWhitespace) for one that starts or ends with white space, as a
    /// text from a file can.
    pub fn new(token: &str) -> Result<Self, ParseError> {
        key("auth token", token, Key::sha1).map(Self)
    }
}

/// The secret of a shared key, which signs webhooks with HMAC-SHA256.
///
/// Such a webhook has the header `X-Twilio-Webhooks-Signature-Settings`, which names the algorithm.
///
/// ```
/// use twilio_sms::signature::{Secret, SharedKey};
///
/// let secret = Secret::from(SharedKey::new("0f1e2d3c")?);
/// assert_eq!(secret.settings(), Some("algorithm=HMAC_SHA256"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone)]
pub struct SharedKey(Key);

impl SharedKey {
    /// Creates a secret from the text of a shared key.
    ///
    /// # Errors
    ///
    /// Returns [`Empty`](ParseErrorKind::Empty) for an empty text, and
    /// [`SurroundingWhitespace`](ParseErrorKind::SurroundingWhitespace) for one that starts or ends with white space.
    pub fn new(secret: &str) -> Result<Self, ParseError> {
        key("shared key", secret, Key::sha256).map(Self)
    }
}

/// Reads a secret into a key, or refuses it if it is empty or surrounded by white space, with which no signature matches.
fn key(what: &'static str, secret: &str, make: fn(&[u8]) -> Option<Key>) -> Result<Key, ParseError> {
    if secret.trim().len() < secret.len() {
        return Err(ParseError::new(what, ParseErrorKind::SurroundingWhitespace));
    }
    // HMAC takes a key of any length, so `make` never returns `None` and an empty secret is the only reason for it.
    let made = if secret.is_empty() { None } else { make(secret.as_bytes()) };
    made.ok_or(ParseError::new(what, ParseErrorKind::Empty))
}

/// A secret whose signatures you accept.
///
/// The kind of the secret fixes the algorithm. No header of a request can make an auth token be used as a shared key,
/// or a shared key as an auth token.
///
/// ```
/// use twilio_sms::signature::{AuthToken, Secret};
///
/// // While a token is being rotated, signatures of both are accepted.
/// let secrets: [Secret; 2] = [AuthToken::new("primary")?.into(), AuthToken::new("secondary")?.into()];
/// assert_eq!(secrets[0].settings(), None);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Secret {
    /// HMAC-SHA1 with the account's auth token. Twilio uses it unless you configure something else.
    AuthToken(AuthToken),
    /// HMAC-SHA256 with a shared key.
    SharedKey(SharedKey),
}

impl Secret {
    /// Returns the value of the header `X-Twilio-Webhooks-Signature-Settings` that belongs to this secret's signatures,
    /// or `None` if they are sent without it.
    #[must_use]
    pub const fn settings(&self) -> Option<&'static str> {
        match self {
            Self::AuthToken(_) => None,
            Self::SharedKey(_) => Some("algorithm=HMAC_SHA256"),
        }
    }

    pub(crate) const fn key(&self) -> &Key {
        match self {
            Self::AuthToken(AuthToken(key)) | Self::SharedKey(SharedKey(key)) => key,
        }
    }

    pub(crate) const fn algorithm(&self) -> Algorithm {
        match self {
            Self::AuthToken(_) => Algorithm::Sha1,
            Self::SharedKey(_) => Algorithm::Sha256,
        }
    }
}

impl From<AuthToken> for Secret {
    fn from(token: AuthToken) -> Self {
        Self::AuthToken(token)
    }
}

impl From<SharedKey> for Secret {
    fn from(key: SharedKey) -> Self {
        Self::SharedKey(key)
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthToken(..)")
    }
}

impl fmt::Debug for SharedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedKey(..)")
    }
}

/// The algorithm that a request is signed with, according to its header of settings.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Algorithm {
    Sha1,
    Sha256,
}

impl Algorithm {
    /// Returns the algorithm that the header of settings names, or `None` if it names one that is unknown.
    ///
    /// The header is a list such as `key=webhooks_sharedkey_1,algorithm=HMAC_SHA256`. As in Twilio's library for
    /// Python, the first `algorithm` that is not empty counts, the case of its value does not matter, and a header
    /// without one, or no header, means HMAC-SHA1. A header that is not ASCII is unknown.
    pub(crate) fn of(settings: Option<&str>) -> Option<Self> {
        let settings = settings.unwrap_or_default();
        // A header that a server could not read as text must not select the usual algorithm.
        if !settings.is_ascii() {
            return None;
        }
        let mut pairs = settings.split(',').filter_map(|pair| pair.split_once('='));
        let named = pairs.find_map(|(name, value)| {
            let value = value.trim();
            // The case of the name matters, and a pair without a value does not count.
            (name.trim() == "algorithm" && !value.is_empty()).then_some(value)
        });
        match named {
            None => Some(Self::Sha1),
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => Some(Self::Sha1),
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => Some(Self::Sha256),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_algorithm_in_the_settings_counts() {
        use Algorithm::*;

        for (settings, algorithm) in [
            (None, Some(Sha1)),
            (Some(""), Some(Sha1)),
            (Some("key=webhooks_sharedkey_1"), Some(Sha1)),
            (Some("key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"), Some(Sha256)),
            (Some(" algorithm = hmac_sha256 , algorithm=x"), Some(Sha256)),
            (Some("algorithm=,algorithm=HMAC_SHA1"), Some(Sha1)),
            (Some("Algorithm=HMAC_SHA256"), Some(Sha1)),
            (Some("algorithm"), Some(Sha1)),
            (Some("algorithm=HMAC_MD5"), None),
            (Some("algorithm=HMAC_MD5,algorithm=HMAC_SHA1"), None),
            (Some("algorithm=HMAC_SHA1=,x"), None),
            (Some("key=\u{FFFD}"), None),
            (Some("algorithm=HMAC_SHA1,key=é"), None),
        ] {
            assert_eq!(Algorithm::of(settings), algorithm, "{settings:?}");
        }
    }
}
