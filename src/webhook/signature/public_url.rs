//! The public URL of a webhook, which differs from the URL that a server sees behind a proxy.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind as K};

/// The URL of a webhook that you gave Twilio. It is what Twilio requested and signed.
///
/// Behind a proxy, a load balancer or a tunnel your server sees another URL: `http` instead of `https`, an internal
/// host, its own port. Build the public URL from your configuration and from the request:
///
/// - Take the scheme and the host from your configuration. A client can send any `X-Forwarded-Proto`,
///   `X-Forwarded-Host` and `Host`, unless your proxy always sets them. If Twilio signs for another URL with the same
///   token, such as that of a test system, somebody who has seen such a request can send it to you with the host of that
///   URL, and its signature is valid. A forged header can also make a genuine request be refused.
/// - Add the port to the host if it is in the URL that you gave Twilio.
/// - Take the target, which is the path and the query, from the request as it is: neither decoded and encoded again nor
///   normalised. Add the prefix that the proxy removed.
///
/// The default port may be missing, or be there although Twilio was not given it. Every other byte of the URL has to be
/// right.
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
    /// Creates a URL from its scheme, its host and the target of the request. The host includes a port and a user, if
    /// the URL has them.
    ///
    /// # Errors
    ///
    /// - [`UnknownWord`](K::UnknownWord): the scheme is neither `http` nor `https`.
    /// - [`Empty`](K::Empty): the host or the target is empty.
    /// - [`InvalidCharacter`](K::InvalidCharacter): the host holds white space, a control character, a comma, or one of
    ///   `/`, `?`, `#` and `\`, which end a host. Or the target does not begin with `/`, or holds white space, a
    ///   control character or a `#`.
    pub fn new(scheme: &str, host: &str, target: &str) -> Result<Self, ParseError> {
        if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return Err(ParseError::new("scheme", K::UnknownWord));
        }
        let invalid_character = |text: &str, extra: &[char]| {
            text.char_indices()
                .find(|(_, c)| c.is_whitespace() || c.is_control() || extra.contains(c))
                .map(|(at, _)| K::InvalidCharacter { at })
        };
        // A comma is what a proxy puts between two values of a forwarded header; only one of them can be right. The
        // other characters end a host, so what follows them would become a part of the path or the query.
        let in_host = invalid_character(host, &['/', '?', '#', '\\', ',']);
        if let Some(kind) = in_host.or(host.is_empty().then_some(K::Empty)) {
            return Err(ParseError::new("host", kind));
        }
        let start = match target.chars().next() {
            None => Some(K::Empty),
            Some('/') => None,
            Some(_) => Some(K::InvalidCharacter { at: 0 }),
        };
        if let Some(kind) = start.or(invalid_character(target, &['#'])) {
            return Err(ParseError::new("request target", kind));
        }
        // The parts are joined as they are. Any normalisation would change the text that Twilio signed.
        Ok(Self(format!("{scheme}://{host}{target}")))
    }

    /// Returns the URL as text.
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

/// Shows only the length, because the query of a GET holds the message and the host can hold a password.
impl fmt::Debug for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicUrl({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_parts_as_they_are_or_says_what_is_wrong_with_one() {
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
