//! The spellings of a URL that Twilio may have signed.
//!
//! The URL that Twilio signed can differ in two ways from the one that you gave Twilio. The port can be left out, or
//! the default port of the scheme can be added: Twilio's own libraries try both, because the service is not consistent.
//! And a `'` in the query can be escaped as `%27`, as it is in a test vector of Twilio's library for Node.
//!
//! Everything else is compared as it is. A library that parses the URL and writes it again changes more than that, and
//! then refuses genuine requests: several official ones do, each for other URLs.

use memchr::{memchr, memrchr};

/// The spelling of the URL that was signed: how it differs from the URL as it was given.
///
/// ```
/// use twilio_sms::signature::{PortForm, UrlForm};
///
/// let form = UrlForm { port: PortForm::AsGiven, quotes_escaped: false };
/// assert_eq!(form, UrlForm::default());
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct UrlForm {
    /// How the port differs.
    pub port: PortForm,
    /// Whether every `'` of the query was signed as `%27`.
    pub quotes_escaped: bool,
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

/// One spelling of the URL, as pieces of the URL that was given.
///
/// The pieces are hashed one after another, so another spelling needs no copy of the URL.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'u> {
    /// The scheme, the user and the host.
    head: &'u str,
    /// The port with its colon, or nothing.
    port: &'u str,
    path: &'u str,
    /// The query with its `?`, or nothing.
    query: &'u str,
    /// The default port of the scheme with its colon. Empty if the scheme has none, or if the authority cannot be read.
    default: &'static str,
    pub(crate) form: UrlForm,
}

impl<'u> Candidate<'u> {
    /// Returns the URL as it was given, without its fragment.
    pub(crate) fn given(url: &'u str) -> Self {
        let url = without_fragment(url);
        let (before, query) = url.split_at(memchr(b'?', url.as_bytes()).unwrap_or(url.len()));
        // An authority that cannot be read gives a URL in two pieces, whose port is never changed.
        Self::split_authority(before, query).unwrap_or(Self {
            head: before,
            port: "",
            path: "",
            query,
            default: "",
            form: UrlForm::default(),
        })
    }

    /// Splits a URL at its authority and at the port in it. Returns `None` if it has no authority, or one that cannot
    /// be read.
    fn split_authority(before: &'u str, query: &'u str) -> Option<Self> {
        // No scheme contains a slash, so the first slash begins the `//` before the authority or there is no authority.
        let start = memchr(b'/', before.as_bytes()).filter(|at| before.as_bytes().get(at + 1) == Some(&b'/'))? + 2;
        let (scheme, rest) = before.split_at_checked(start)?;
        let end = start + memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
        let authority = before.get(start..end)?;
        // A password can contain an `@`, so the user information ends at the last one. It stays in every spelling.
        let host = start + memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1);
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
        Some(Self { head, port, path, query, default, form: UrlForm::default() })
    }

    /// Returns this spelling with every `'` of the query escaped.
    fn escaped(self) -> Self {
        Self { form: UrlForm { quotes_escaped: true, ..self.form }, ..self }
    }

    /// Passes the text of this spelling to `f` piece by piece.
    pub(crate) fn for_each_piece(&self, mut f: impl FnMut(&[u8])) {
        f(self.head.as_bytes());
        f(self.port.as_bytes());
        f(self.path.as_bytes());
        if self.form.quotes_escaped {
            // The escape is a piece of its own between two pieces of the query, so this needs no buffer either.
            for (at, piece) in self.query.split('\'').enumerate() {
                if at > 0 {
                    f(b"%27");
                }
                f(piece.as_bytes());
            }
        } else {
            f(self.query.as_bytes());
        }
    }
}

/// Returns a URL without its user and password. Twilio sends them in a header, and does not sign them.
pub(crate) fn without_user(url: &str) -> String {
    let start = url.find("//").map_or(url.len(), |at| at + 2);
    let (scheme, rest) = url.split_at_checked(start).unwrap_or((url, ""));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}{}", rest.get(user..).unwrap_or_default())
}

/// Returns a URL without its fragment, which no client sends.
pub(crate) fn without_fragment(url: &str) -> &str {
    memchr(b'#', url.as_bytes()).and_then(|at| url.get(..at)).unwrap_or(url)
}

/// Returns the query of a URL, which follows its first `?`.
pub(crate) fn query(url: &str) -> Option<&str> {
    Candidate::given(url).query.strip_prefix('?')
}

/// Returns the spellings of a URL that Twilio may have signed: one, two or four, with the URL as it was given first.
///
/// Every spelling accepts a signature over a URL that is not the one you gave Twilio, so there are no others than those
/// that Twilio is known to sign.
pub(crate) fn candidates(url: &str) -> [Option<Candidate<'_>>; 4] {
    let given = Candidate::given(url);
    let spell = |port, form| Candidate { port, form: UrlForm { port: form, ..given.form }, ..given };
    let other = match (given.port, given.default) {
        // This scheme has no default port, or there is no authority that could have one.
        ("", "") => None,
        ("", default) => Some(spell(default, PortForm::DefaultAdded)),
        // Any port can be removed, but none is replaced: `:8443` never becomes `:443`.
        _ => Some(spell("", PortForm::Removed)),
    };
    // Without a `'` the escaped spellings are the same texts. They are left out, which halves the hashing of a usual
    // request.
    let quotes = memchr(b'\'', given.query.as_bytes()).is_some();
    [Some(given), other, quotes.then(|| given.escaped()), other.filter(|_| quotes).map(Candidate::escaped)]
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
        candidates(url).into_iter().flatten().map(text).collect()
    }

    #[test]
    fn only_the_port_and_quotes_of_the_query_change() {
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
            ("https://u:p@a.example:443/", vec!["https://u:p@a.example/"]),
            ("https://u:p@q@a.example/", vec!["https://u:p@q@a.example:443/"]),
            ("https://[::1]:443/", vec!["https://[::1]/"]),
            ("https://[::1]/", vec!["https://[::1]:443/"]),
            ("https://u@[::1]:443/", vec!["https://u@[::1]/"]),
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
            prop_assert!(spellings.len() <= 4);
        }
    }
}
