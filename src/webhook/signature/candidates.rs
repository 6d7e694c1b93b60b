//! The spellings of a URL that Twilio may have signed.
//!
//! The URL that Twilio signed can differ in three ways from the one that you gave Twilio. The port can be left out, or
//! the default port of the scheme can be added: Twilio's own libraries try both, because the service is not consistent.
//! A `'` in the query can be escaped as `%27`, as it is in a test vector of Twilio's library for Node. And the user and
//! the password can be left out, because Twilio sends them in a header and drops them before it signs.
//!
//! Everything else is compared as it is. A library that parses the URL and writes it again changes more than that, and
//! then refuses genuine requests: several official ones do, each for other URLs.

use memchr::{memchr, memrchr};

/// The spelling of the URL that was signed: how it differs from the URL as it was given.
///
/// ```
/// use twilio_sms::signature::{PortForm, UrlForm};
///
/// let form = UrlForm { port: PortForm::AsGiven, quotes_escaped: false, user_removed: false };
/// assert_eq!(form, UrlForm::default());
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct UrlForm {
    /// How the port differs.
    pub port: PortForm,
    /// Whether every `'` of the query was signed as `%27`.
    pub quotes_escaped: bool,
    /// Whether the user and the password of the URL were removed before it was signed.
    pub user_removed: bool,
}

/// How the port of the URL that was signed differs from the port of the URL as it was given.
///
/// ```
/// assert_eq!(twilio_sms::signature::PortForm::default(), twilio_sms::signature::PortForm::AsGiven);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum PortForm {
    /// It does not differ.
    #[default]
    AsGiven,
    /// The URL was given without a port, and signed with the one of its scheme: `:443` or `:80`.
    DefaultAdded,
    /// The URL was given with a port, and signed without it.
    Removed,
}

/// The parts of a URL. Together they are the text of the URL, without its fragment.
pub(crate) struct UrlParts<'u> {
    /// The scheme with its `//`, the user and the host. It is one piece, because most URLs are signed with all of it.
    head: &'u str,
    /// The length of the scheme with its `//`.
    scheme_len: usize,
    /// The length of the user and the password with their `@`; 0 if the URL has none.
    user_len: usize,
    /// The port with its colon, or nothing.
    port: &'u str,
    path: &'u str,
    /// The query with its `?`, or nothing.
    query: &'u str,
    /// The default port of the scheme with its colon. Empty if the scheme has none, or if the authority cannot be read.
    default: &'static str,
}

impl<'u> UrlParts<'u> {
    /// Splits a URL.
    pub(crate) fn of(url: &'u str) -> Self {
        let url = without_fragment(url);
        let (before, query) = url.split_at(memchr(b'?', url.as_bytes()).unwrap_or(url.len()));
        // An authority that cannot be read gives a URL in two parts, of which only the query changes.
        let opaque = Self { head: before, scheme_len: 0, user_len: 0, port: "", path: "", query, default: "" };
        Self::split_authority(before, query).unwrap_or(opaque)
    }

    /// Splits a URL at its authority and at the port in it. Returns `None` if it has no authority, or one that cannot
    /// be read.
    fn split_authority(before: &'u str, query: &'u str) -> Option<Self> {
        // No scheme contains a slash, so the first slash begins the `//` before the authority or there is no authority.
        let start = memchr(b'/', before.as_bytes()).filter(|at| before.as_bytes().get(at + 1) == Some(&b'/'))? + 2;
        let (scheme, rest) = before.split_at_checked(start)?;
        let end = start + memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
        let authority = before.get(start..end)?;
        // A password can contain an `@`, so the user information ends at the last one.
        let user_len = memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1);
        let host = start + user_len;
        let address = before.get(host..end)?;
        // An IPv6 literal contains colons and ends at its bracket. Any other host ends at the first colon. Twilio's
        // libraries for Python and Go take the first colon of the whole authority, which cuts literals and passwords in
        // two.
        let length = match address.strip_prefix('[') {
            Some(literal) => memchr(b']', literal.as_bytes())? + 2,
            None => memchr(b':', address.as_bytes()).unwrap_or(address.len()),
        };
        let port = address.get(length..)?;
        // What follows the host has to be nothing, or a colon and digits. There can be no digits or too many for a port
        // number, because the port is only removed as text and its value does not matter.
        let is_port = port.is_empty() || port.strip_prefix(':')?.bytes().all(|byte| byte.is_ascii_digit());
        if length == 0 || !is_port {
            return None;
        }
        let default = match scheme {
            _ if scheme.eq_ignore_ascii_case("https://") => ":443",
            _ if scheme.eq_ignore_ascii_case("http://") => ":80",
            _ => "",
        };
        let (head, path) = (before.get(..host + length)?, before.get(end..)?);
        Some(Self { head, scheme_len: start, user_len, port, path, query, default })
    }

    /// Returns the spellings of the URL that Twilio may have signed: one, two, four or eight, with the URL as it was
    /// given first. The number of a spelling has a bit for each difference.
    ///
    /// Every spelling accepts a signature over a URL that is not the one you gave Twilio, so there are no others than
    /// those that Twilio is known to sign.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = (u32, Candidate<'_>)> {
        let mut possible = 0;
        // If the scheme has no default port, or there is no authority that could have one, there is no other port.
        if !self.port.is_empty() || !self.default.is_empty() {
            possible |= PORT_DIFFERS;
        }
        // Without a `'` the escaped spellings are the same texts. They are left out, which halves the hashing of a
        // usual request. The same is true of a URL without a user.
        if memchr(b'\'', self.query.as_bytes()).is_some() {
            possible |= QUOTES_ESCAPED;
        }
        if self.user_len > 0 {
            possible |= USER_REMOVED;
        }
        (0..=possible).filter(move |number| number & !possible == 0).map(|number| (number, self.candidate(number)))
    }

    /// Returns the spelling with this number. That with the number 0 is the URL as it was given.
    pub(crate) fn candidate(&self, number: u32) -> Candidate<'_> {
        let port = match number & PORT_DIFFERS {
            0 => PortForm::AsGiven,
            _ if self.port.is_empty() => PortForm::DefaultAdded,
            // Any port can be removed, but none is replaced: `:8443` never becomes `:443`.
            _ => PortForm::Removed,
        };
        let (quotes_escaped, user_removed) = (number & QUOTES_ESCAPED != 0, number & USER_REMOVED != 0);
        Candidate { url: self, form: UrlForm { port, quotes_escaped, user_removed } }
    }
}

const PORT_DIFFERS: u32 = 1;
const QUOTES_ESCAPED: u32 = 2;
const USER_REMOVED: u32 = 4;

/// One spelling of a URL.
///
/// Its pieces are hashed one after another, so another spelling needs no copy of the URL.
pub(crate) struct Candidate<'u> {
    url: &'u UrlParts<'u>,
    pub(crate) form: UrlForm,
}

impl Candidate<'_> {
    /// Passes the text of this spelling to `f` piece by piece.
    pub(crate) fn for_each_piece(&self, mut f: impl FnMut(&[u8])) {
        let UrlParts { head, scheme_len, user_len, port, path, query, default } = *self.url;
        if self.form.user_removed {
            f(head.get(..scheme_len).unwrap_or_default().as_bytes());
            f(head.get(scheme_len + user_len..).unwrap_or_default().as_bytes());
        } else {
            f(head.as_bytes());
        }
        f(match self.form.port {
            PortForm::AsGiven => port.as_bytes(),
            PortForm::DefaultAdded => default.as_bytes(),
            PortForm::Removed => b"",
        });
        f(path.as_bytes());
        if self.form.quotes_escaped {
            // The escape is a piece of its own between two pieces of the query, so this needs no buffer either.
            for (at, piece) in query.split('\'').enumerate() {
                if at > 0 {
                    f(b"%27");
                }
                f(piece.as_bytes());
            }
        } else {
            f(query.as_bytes());
        }
    }
}

/// Returns a URL without its user and password. Twilio sends them in a header, and does not sign them.
pub(crate) fn without_user(url: &str) -> String {
    let parts = UrlParts::of(url);
    let (scheme, rest) = url.split_at_checked(parts.scheme_len).unwrap_or((url, ""));
    format!("{scheme}{}", rest.get(parts.user_len..).unwrap_or_default())
}

/// Returns a URL without its fragment, which no client sends.
pub(crate) fn without_fragment(url: &str) -> &str {
    memchr(b'#', url.as_bytes()).and_then(|at| url.get(..at)).unwrap_or(url)
}

/// Returns a URL with parameters at the end of its query. The fragment stays behind the query.
pub(crate) fn with_query(url: &str, params: &str) -> String {
    let bare = without_fragment(url);
    let separator = if bare.contains('?') { '&' } else { '?' };
    format!("{bare}{separator}{params}{}", url.get(bare.len()..).unwrap_or_default())
}

/// Returns the query of a URL, which follows its first `?`.
pub(crate) fn query(url: &str) -> Option<&str> {
    UrlParts::of(url).query.strip_prefix('?')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns the texts of all candidates.
    fn spellings(url: &str) -> Vec<String> {
        let text = |candidate: Candidate<'_>| {
            let mut text = Vec::new();
            candidate.for_each_piece(|piece| text.extend_from_slice(piece));
            String::from_utf8(text).unwrap()
        };
        UrlParts::of(url).candidates().map(|(_, candidate)| text(candidate)).collect()
    }

    #[test]
    fn only_the_port_the_user_and_quotes_of_the_query_change() {
        for (url, others) in [
            ("https://a.example/x", vec!["https://a.example:443/x"]),
            ("http://a.example/x", vec!["http://a.example:80/x"]),
            ("https://a.example:443/x", vec!["https://a.example/x"]),
            // A port can be removed, and is never replaced.
            ("https://a.example:8443/x", vec!["https://a.example/x"]),
            ("https://a.example:70000/x", vec!["https://a.example/x"]),
            ("https://a.example", vec!["https://a.example:443"]),
            ("https://a.example?x=1", vec!["https://a.example:443?x=1"]),
            ("https://a.example/x?", vec!["https://a.example:443/x?"]),
            ("HTTPS://A.Example/", vec!["HTTPS://A.Example:443/"]),
            // The colon of a password and those of an IPv6 literal are not taken for the colon of a port.
            (
                "https://u:p@a.example:443/",
                vec!["https://u:p@a.example/", "https://a.example:443/", "https://a.example/"],
            ),
            (
                "https://u:p@q@a.example/",
                vec!["https://u:p@q@a.example:443/", "https://a.example/", "https://a.example:443/"],
            ),
            ("wss://u@a.example/", vec!["wss://a.example/"]),
            ("https://@a.example:1/", vec!["https://@a.example/", "https://a.example:1/", "https://a.example/"]),
            ("https://a.example/u@b?c@d", vec!["https://a.example:443/u@b?c@d"]),
            ("https://u@a:b:c/", vec![]),
            ("https://[::1]:443/", vec!["https://[::1]/"]),
            ("https://[::1]/", vec!["https://[::1]:443/"]),
            ("https://u@[::1]:443/", vec!["https://u@[::1]/", "https://[::1]:443/", "https://[::1]/"]),
            ("https://a.example:/", vec!["https://a.example/"]),
            // Another scheme has no default port, but its port can be removed.
            ("wss://a.example/", vec![]),
            ("wss://a.example:1/", vec!["wss://a.example/"]),
            ("wss:/a.example:1/", vec![]),
            ("https://a.example/é?b=//c:1", vec!["https://a.example:443/é?b=//c:1"]),
            // An authority that cannot be read has no other spelling.
            ("https://a:b:c/", vec![]),
            ("https://a:x/", vec![]),
            ("https://[::1/", vec![]),
            ("https://[::1]x/", vec![]),
            ("https://:80/", vec![]),
            ("https:///x", vec![]),
            ("/x?y", vec![]),
            ("", vec![]),
            (
                "https://u@a.example/?b='",
                vec![
                    "https://u@a.example:443/?b='",
                    "https://u@a.example/?b=%27",
                    "https://u@a.example:443/?b=%27",
                    "https://a.example/?b='",
                    "https://a.example:443/?b='",
                    "https://a.example/?b=%27",
                    "https://a.example:443/?b=%27",
                ],
            ),
            // A `'` is escaped in the query only.
            (
                "https://a.example/it's?b='c'",
                vec![
                    "https://a.example:443/it's?b='c'",
                    "https://a.example/it's?b=%27c%27",
                    "https://a.example:443/it's?b=%27c%27",
                ],
            ),
        ] {
            let expected: Vec<_> = [url].into_iter().chain(others).collect();
            assert_eq!(spellings(url), expected, "{url}");
            // Twilio's connection overrides are in the fragment, which is neither sent nor signed.
            assert_eq!(spellings(&format!("{url}#rc=2'")), expected, "{url}");
        }
    }

    proptest! {
        #[test]
        fn the_url_as_given_is_always_the_first_spelling(url in "(https?://)?[a-z:@\\[\\]0-9/?'é]{0,24}") {
            let spellings = spellings(&url);
            prop_assert_eq!(spellings.first(), Some(&url));
            prop_assert!(spellings.len() <= 8);
            // No two spellings are the same text.
            prop_assert_eq!(spellings.iter().collect::<std::collections::HashSet<_>>().len(), spellings.len());
        }
    }
}
