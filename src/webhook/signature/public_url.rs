//! The URL that Twilio was given, put together where a proxy stands before the server.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind as K};

/// The URL that Twilio was given for a webhook: what it requested, and what it signed.
///
/// Behind a proxy, a load balancer or a tunnel your server sees another one: `http` for `https`, a host of the inside, its own port. Put the public
/// one together from what you know and what the request says:
///
/// - Scheme and host come from your configuration. `X-Forwarded-Proto`, `X-Forwarded-Host` and `Host` are the client's to choose unless your proxy always sets
///   them. (A forged one cannot make a signature valid; it can refuse a genuine request.)
/// - A port belongs to the host if it is in the URL that you gave Twilio.
/// - The target is path and query as they stand in the request, not decoded and encoded again, not normalised, with the prefix
///   that the proxy cut off.
///
/// A request that Twilio made is verified whether or not the default port is there; everything else has to be the same, to the byte.
///
/// ```
/// use twilio_sms::signature::PublicUrl;
///
/// let url = PublicUrl::new("https", "example.com", "/sms?tenant=7")?;
/// assert_eq!(url.as_str(), "https://example.com/sms?tenant=7");
/// assert!(PublicUrl::new("https", "inside, example.com", "/sms").is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Puts a URL together from its scheme, its host (with the port, if any, and with the user, if any) and the target of the request.
    ///
    /// # Errors
    ///
    /// A scheme other than `http` and `https` is [`UnknownWord`](K::UnknownWord). A host that is empty or holds what ends one, white space or a comma, and
    /// a target that does not begin with `/`, or holds white space, a control character or a fragment, have their fault named.
    pub fn new(scheme: &str, host: &str, target: &str) -> Result<Self, ParseError> {
        if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return Err(ParseError::new("scheme", K::UnknownWord));
        }
        let bad = |text: &str, extra: &[char]| {
            text.char_indices()
                .find(|(_, c)| c.is_whitespace() || c.is_control() || extra.contains(c))
                .map(|(at, _)| K::InvalidCharacter { at })
        };
        if let Some(kind) = bad(host, &['/', '?', '#', '\\', ',']).or(host.is_empty().then_some(K::Empty)) {
            return Err(ParseError::new("host", kind));
        }
        let start = match target.chars().next() {
            None => Some(K::Empty),
            Some('/') => None,
            Some(_) => Some(K::InvalidCharacter { at: 0 }),
        };
        if let Some(kind) = start.or(bad(target, &['#'])) {
            return Err(ParseError::new("request target", kind));
        }
        Ok(Self(format!("{scheme}://{host}{target}")))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for PublicUrl {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Shows no more than the length: the query of a GET holds the message, the host may hold a password.
impl fmt::Debug for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicUrl({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_parts_as_they_stand_or_names_the_fault() {
        for (scheme, host, target, expected) in [
            ("https", "example.com", "/", Ok("https://example.com/")),
            ("HTTPS", "Example.com:8443", "/a%20b?c='d'", Ok("HTTPS://Example.com:8443/a%20b?c='d'")),
            ("http", "user:pass@[::1]:80", "/?", Ok("http://user:pass@[::1]:80/?")),
            ("ftp", "example.com", "/", Err(("scheme", K::UnknownWord))),
            ("https://", "example.com", "/", Err(("scheme", K::UnknownWord))),
            ("https", "", "/", Err(("host", K::Empty))),
            ("https", "example.com/", "/", Err(("host", K::InvalidCharacter { at: 11 }))),
            ("https", "a, b", "/", Err(("host", K::InvalidCharacter { at: 1 }))),
            ("https", "example.com", "", Err(("request target", K::Empty))),
            ("https", "example.com", "sms", Err(("request target", K::InvalidCharacter { at: 0 }))),
            ("https", "example.com", "https://a/", Err(("request target", K::InvalidCharacter { at: 0 }))),
            ("https", "example.com", "/a b", Err(("request target", K::InvalidCharacter { at: 2 }))),
            ("https", "example.com", "/a#b", Err(("request target", K::InvalidCharacter { at: 2 }))),
        ] {
            let url = PublicUrl::new(scheme, host, target);
            let url = url.as_ref().map(PublicUrl::as_str).map_err(|error| (error.what(), error.kind()));
            assert_eq!(url, expected);
        }
    }
}
