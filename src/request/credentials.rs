//! The credentials of a request, for HTTP Basic authentication.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind};
use crate::value::sid::Sid;
use crate::wire::base64;

/// The SID of an account or of an API key, with its secret.
///
/// `Debug` does not print the secret. Send the header with each request, without waiting for Twilio to ask for it: the
/// 401 that asks for credentials also closes the connection.
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
    /// Creates credentials from an account SID and its auth token, or from an API key's SID and its secret.
    ///
    /// # Errors
    ///
    /// Returns [`Empty`](ParseErrorKind::Empty) for an empty secret,
    /// [`SurroundingWhitespace`](ParseErrorKind::SurroundingWhitespace) for one that starts or ends with white space, and
    /// [`InvalidCharacter`](ParseErrorKind::InvalidCharacter) for one that contains anything but printable ASCII
    /// characters and spaces.
    pub fn new(user: Sid<'static>, secret: impl Into<Box<str>>) -> Result<Self, ParseError> {
        let secret = secret.into();
        let invalid = |kind| Err(ParseError::new("secret", kind));
        if secret.is_empty() {
            return invalid(ParseErrorKind::Empty);
        }
        if secret.trim_ascii().len() < secret.len() {
            return invalid(ParseErrorKind::SurroundingWhitespace);
        }
        match secret.bytes().position(|byte| !(b' '..=b'~').contains(&byte)) {
            Some(at) => invalid(ParseErrorKind::InvalidCharacter { at }),
            None => Ok(Self { user, secret }),
        }
    }

    /// Returns the SID that the secret belongs to.
    #[must_use]
    pub const fn user(&self) -> &Sid<'static> {
        &self.user
    }

    /// Returns the value of the `Authorization` header. It contains the secret, so keep it out of logs.
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
    fn an_empty_secret_or_one_that_a_header_cannot_carry_is_refused() {
        use ParseErrorKind::*;

        let user = || "AC1".parse().unwrap();
        for (secret, kind) in [("", Empty), ("a\r\nb", InvalidCharacter { at: 1 }), ("é", InvalidCharacter { at: 0 })]
        {
            assert_eq!(Credentials::new(user(), secret).unwrap_err().kind(), kind, "{secret:?}");
        }
        assert!(Credentials::new(user(), "a:b").is_ok());
    }
}
