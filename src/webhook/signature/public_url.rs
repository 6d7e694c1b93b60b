//! The public URL of a webhook, which differs from the URL that a server sees behind a proxy.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::value::url::check_url;

/// The URL of a webhook that you gave Twilio. It is what Twilio requested and signed.
///
/// Behind a proxy, a load balancer or a tunnel your server sees another URL: `http` instead of `https`, an internal
/// host, its own port. Build the public URL from your configuration and from the request:
///
/// - Take the origin, which is the scheme and the host, from your configuration. A client can send any
///   `X-Forwarded-Proto`, `X-Forwarded-Host` and `Host`, unless your proxy always sets them. If Twilio signs for
///   another URL with the same token, such as that of a test system, somebody who has seen such a request can send it
///   to you with the host of that URL, and its signature is valid. A forged header can also make a genuine request be
///   refused.
/// - Add the port to the origin if it is in the URL that you gave Twilio, and the prefix of the path that the proxy
///   removed.
/// - Take the target, which is the path and the query, from the request as it is: neither decoded and encoded again nor
///   normalised.
///
/// The default port may be missing, or be there although Twilio was not given it. Every other byte of the URL has to be
/// right.
///
/// ```
/// use twilio_sms::signature::PublicUrl;
///
/// let url = PublicUrl::new("https://example.com", "/sms?tenant=7")?;
/// assert_eq!(url.as_str(), "https://example.com/sms?tenant=7");
/// let url = PublicUrl::new("https://example.com/twilio/", "/sms")?;
/// assert_eq!(url.as_str(), "https://example.com/twilio/sms");
/// assert!(PublicUrl::new("https://inside, example.com", "/sms").is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Creates a URL from its origin and the target of the request.
    ///
    /// The origin is a scheme and a host, with a user, a port and a prefix of the path if the URL has them. A `/` at
    /// its end is dropped. If the target is a whole URL, its scheme and its host are dropped, because it begins with
    /// what the client sent.
    ///
    /// # Errors
    ///
    /// Returns an error about the `public origin` or about the `request target`. The offset is that of the first
    /// character that is not allowed at its position.
    ///
    /// - [`Empty`](K::Empty): one of them is empty.
    /// - [`MissingScheme`](K::MissingScheme): the origin does not begin with `http://` or `https://`.
    /// - [`InvalidCharacter`](K::InvalidCharacter): the origin has no host, has a port above 65535, holds white space, a control character, a `?` or a `#`, or its host holds a comma,
    ///   which a proxy puts between two forwarded hosts. Or the target does not begin with `/`, or holds white space, a
    ///   control character or a `#`.
    /// - [`NonAscii`](K::NonAscii): the origin contains a character outside ASCII.
    pub fn new(origin: &str, target: &str) -> Result<Self, ParseError> {
        Self::join(check_origin(origin)?, target)
    }

    /// Creates a URL from an origin that [`check_origin`] returned and the target of the request.
    pub(crate) fn join(origin: &str, target: &str) -> Result<Self, ParseError> {
        let refuse = |kind| Err(ParseError::new("request target", kind));
        // The path of a whole URL begins where its authority ends.
        let path_at = match target.split_once("://") {
            Some((scheme, rest)) if !scheme.contains('/') => {
                rest.find(['/', '?', '#']).map_or(target.len(), |at| scheme.len() + 3 + at)
            }
            _ => 0,
        };
        let path = target.get(path_at..).unwrap_or_default();
        if target.is_empty() {
            return refuse(K::Empty);
        }
        if !path.starts_with('/') {
            return refuse(K::InvalidCharacter { at: path_at });
        }
        if let Some((at, _)) = path.char_indices().find(|(_, c)| c.is_whitespace() || c.is_control() || *c == '#') {
            return refuse(K::InvalidCharacter { at: path_at + at });
        }
        // The parts are joined as they are. Any normalisation would change the text that Twilio signed.
        Ok(Self([origin, path].concat()))
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

/// Checks an origin, and returns it without a `/` at its end.
pub(crate) fn check_origin(origin: &str) -> Result<&str, ParseError> {
    // A comma is what a proxy puts between two values of a forwarded header; only one of them can be right. A query or
    // a fragment would begin in the middle of the public URL.
    let checked = check_url(origin, |byte| byte != b',');
    let extra = origin.find(['?', '#']).map_or(Ok(()), |at| Err(K::InvalidCharacter { at }));
    match checked.and(extra) {
        Ok(()) => Ok(origin.strip_suffix('/').unwrap_or(origin)),
        Err(kind) => Err(ParseError::new("public origin", kind)),
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
        let (origin, target) = ("public origin", "request target");
        for (from, to, expected) in [
            ("https://example.com", "/", Ok("https://example.com/")),
            ("HTTPS://Example.com:8443", "/a%20b?c='d'", Ok("HTTPS://Example.com:8443/a%20b?c='d'")),
            ("http://user:pass@[::1]:80", "/?", Ok("http://user:pass@[::1]:80/?")),
            ("https://example.com/", "/sms", Ok("https://example.com/sms")),
            ("https://example.com/a/b", "/sms", Ok("https://example.com/a/b/sms")),
            ("https://example.com/a/", "//sms", Ok("https://example.com/a//sms")),
            // A whole URL, whose host the client sent.
            ("https://example.com", "http://evil.example/sms?a=b", Ok("https://example.com/sms?a=b")),
            ("https://example.com/a", "https://x:1/", Ok("https://example.com/a/")),
            ("https://example.com", "/x?next=https://b/c", Ok("https://example.com/x?next=https://b/c")),
            ("ftp://example.com", "/", Err((origin, K::MissingScheme))),
            ("example.com", "/", Err((origin, K::MissingScheme))),
            ("", "/", Err((origin, K::Empty))),
            ("https://", "/", Err((origin, K::InvalidCharacter { at: 8 }))),
            ("https:///a", "/", Err((origin, K::InvalidCharacter { at: 8 }))),
            ("https://a, b", "/", Err((origin, K::InvalidCharacter { at: 10 }))),
            ("https://a,b", "/", Err((origin, K::InvalidCharacter { at: 9 }))),
            ("https://a?b", "/", Err((origin, K::InvalidCharacter { at: 9 }))),
            ("https://a/b#c", "/", Err((origin, K::InvalidCharacter { at: 11 }))),
            ("https://a\\b", "/", Err((origin, K::InvalidCharacter { at: 9 }))),
            ("https://é.example", "/", Err((origin, K::NonAscii { at: 8 }))),
            ("https://example.com", "", Err((target, K::Empty))),
            ("https://example.com", "sms", Err((target, K::InvalidCharacter { at: 0 }))),
            ("https://example.com", "https://a", Err((target, K::InvalidCharacter { at: 9 }))),
            ("https://example.com", "https://a?/b", Err((target, K::InvalidCharacter { at: 9 }))),
            ("https://example.com", "/a b", Err((target, K::InvalidCharacter { at: 2 }))),
            ("https://example.com", "/a#b", Err((target, K::InvalidCharacter { at: 2 }))),
            ("https://example.com", "https://a/b#", Err((target, K::InvalidCharacter { at: 11 }))),
        ] {
            let url = PublicUrl::new(from, to);
            let url = url.as_ref().map(PublicUrl::as_str).map_err(|error| (error.what(), error.kind()));
            assert_eq!(url, expected, "{from} {to}");
        }
    }
}
