//! Who asks: HTTP Basic authentication.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind};
use crate::value::sid::Sid;
use crate::wire::base64;

/// The SID of an account or an API key, and its secret, which never shows itself.
///
/// Send the header with the first request: Twilio's challenge closes the connection.
///
/// ```
/// use twilio_sms::Credentials;
///
/// let credentials = Credentials::new("AC0123456789abcdef0123456789abcdef".parse()?, "secret")?;
/// assert_eq!(
///     credentials.authorization(),
///     "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjpzZWNyZXQ="
/// );
/// assert!(!format!("{credentials:?}").contains("secret"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct Credentials {
    user: Sid<'static>,
    secret: Box<str>,
}

impl Credentials {
    /// An account SID with its auth token, or an API key's SID with its secret.
    ///
    /// # Errors
    ///
    /// A secret that is empty, or holds a character that no header can carry.
    pub fn new(user: Sid<'static>, secret: impl Into<Box<str>>) -> Result<Self, ParseError> {
        let secret = secret.into();
        let fault = |kind| Err(ParseError::new("secret", kind));
        if secret.is_empty() {
            return fault(ParseErrorKind::Empty);
        }
        match secret.bytes().position(|byte| !(b' '..=b'~').contains(&byte)) {
            Some(at) => fault(ParseErrorKind::InvalidCharacter { at }),
            None => Ok(Self { user, secret }),
        }
    }

    /// Whose secret it is.
    #[must_use]
    pub const fn user(&self) -> &Sid<'static> {
        &self.user
    }

    /// The value of the `Authorization` header. It holds the secret: keep it out of logs.
    #[must_use]
    pub fn authorization(&self) -> String {
        let mut out = String::from("Basic ");
        base64::encode_to_string(&mut out, format!("{}:{}", self.user, self.secret).as_bytes());
        out
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_secret_that_is_none() {
        use ParseErrorKind::*;

        let user = || "AC1".parse().unwrap();
        for (secret, kind) in [("", Empty), ("a\r\nb", InvalidCharacter { at: 1 }), ("é", InvalidCharacter { at: 0 })]
        {
            assert_eq!(Credentials::new(user(), secret).unwrap_err().kind(), kind, "{secret:?}");
        }
        assert!(Credentials::new(user(), "a:b").is_ok());
    }
}
