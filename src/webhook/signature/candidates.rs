//! The spellings of a URL that Twilio may have signed.
//!
//! Official validators that parse the URL and write it again refuse genuine requests, each another kind. Here the text stays
//! as it is: only the port comes and goes, and a `'` of the query is escaped.

use memchr::{memchr, memrchr};

/// Which spelling of the URL was signed.
///
/// ```
/// use twilio_sms::signature::{PortForm, UrlForm};
///
/// let form = UrlForm { port: PortForm::AsGiven, quotes_escaped: false };
/// assert_eq!(form, UrlForm::default());
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct UrlForm {
    /// What was done about the port.
    pub port: PortForm,
    /// Whether `'` stood as `%27` in the query.
    pub quotes_escaped: bool,
}

/// What was done about the port of a URL to find the spelling that was signed.
///
/// ```
/// assert_eq!(twilio_sms::signature::PortForm::default(), twilio_sms::signature::PortForm::AsGiven);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum PortForm {
    /// Nothing.
    #[default]
    AsGiven,
    /// The URL has none: its scheme's default was added.
    DefaultAdded,
    /// The URL has one: it was removed.
    Removed,
}

/// One spelling of the URL, in pieces of it.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'u> {
    /// Up to the end of the host.
    head: &'u str,
    port: &'u str,
    path: &'u str,
    /// From `?` on.
    query: &'u str,
    /// The port that stands for none; empty where the scheme has none, or the authority cannot be read.
    default: &'static str,
    pub(crate) form: UrlForm,
}

impl<'u> Candidate<'u> {
    /// The URL as it was given.
    pub(crate) fn given(url: &'u str) -> Self {
        let url = without_fragment(url);
        let (before, query) = url.split_at(memchr(b'?', url.as_bytes()).unwrap_or(url.len()));
        Self::split_authority(before, query).unwrap_or(Self {
            head: before,
            port: "",
            path: "",
            query,
            default: "",
            form: UrlForm::default(),
        })
    }

    /// Finds the authority, and the port in it. `None`: there is none that can be read.
    fn split_authority(before: &'u str, query: &'u str) -> Option<Self> {
        let start = memchr(b'/', before.as_bytes()).filter(|at| before.as_bytes().get(at + 1) == Some(&b'/'))? + 2;
        let (scheme, rest) = before.split_at_checked(start)?;
        let end = start + memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
        let authority = before.get(start..end)?;
        let host = start + memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1);
        let address = before.get(host..end)?;
        let length = match address.strip_prefix('[') {
            Some(literal) => memchr(b']', literal.as_bytes())? + 2,
            None => memchr(b':', address.as_bytes()).unwrap_or(address.len()),
        };
        let port = address.get(length..)?;
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

    fn escaped(self) -> Self {
        Self { form: UrlForm { quotes_escaped: true, ..self.form }, ..self }
    }

    /// Hands the pieces over.
    pub(crate) fn for_each_piece(&self, mut f: impl FnMut(&[u8])) {
        f(self.head.as_bytes());
        f(self.port.as_bytes());
        f(self.path.as_bytes());
        if self.form.quotes_escaped {
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

/// The URL without its fragment, which no client sends.
pub(crate) fn without_fragment(url: &str) -> &str {
    memchr(b'#', url.as_bytes()).and_then(|at| url.get(..at)).unwrap_or(url)
}

/// What follows the first `?` of a URL.
pub(crate) fn query(url: &str) -> Option<&str> {
    Candidate::given(url).query.strip_prefix('?')
}

/// The spellings of a URL, the given one first: one, two or four.
pub(crate) fn candidates(url: &str) -> [Option<Candidate<'_>>; 4] {
    let given = Candidate::given(url);
    let spell = |port, form| Candidate { port, form: UrlForm { port: form, ..given.form }, ..given };
    let other = match (given.port, given.default) {
        ("", "") => None,
        ("", default) => Some(spell(default, PortForm::DefaultAdded)),
        _ => Some(spell("", PortForm::Removed)),
    };
    let quotes = memchr(b'\'', given.query.as_bytes()).is_some();
    [Some(given), other, quotes.then(|| given.escaped()), other.filter(|_| quotes).map(Candidate::escaped)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spelled(url: &str) -> Vec<String> {
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
            ("https://a.example:8443/x", vec!["https://a.example/x"]),
            ("https://a.example:70000/x", vec!["https://a.example/x"]),
            ("https://a.example", vec!["https://a.example:443"]),
            ("https://a.example?x=1", vec!["https://a.example:443?x=1"]),
            ("https://a.example/x?", vec!["https://a.example:443/x?"]),
            ("HTTPS://A.Example/", vec!["HTTPS://A.Example:443/"]),
            ("https://u:p@a.example:443/", vec!["https://u:p@a.example/"]),
            ("https://u:p@q@a.example/", vec!["https://u:p@q@a.example:443/"]),
            ("https://[::1]:443/", vec!["https://[::1]/"]),
            ("https://[::1]/", vec!["https://[::1]:443/"]),
            ("https://u@[::1]:443/", vec!["https://u@[::1]/"]),
            ("https://a.example:/", vec!["https://a.example/"]),
            ("wss://a.example/", vec![]),
            ("wss://a.example:1/", vec!["wss://a.example/"]),
            ("wss:/a.example:1/", vec![]),
            ("https://a.example/é?b=//c:1", vec!["https://a.example:443/é?b=//c:1"]),
            ("https://a:b:c/", vec![]),
            ("https://a:x/", vec![]),
            ("https://[::1/", vec![]),
            ("https://[::1]x/", vec![]),
            ("https://:80/", vec![]),
            ("https:///x", vec![]),
            ("/x?y", vec![]),
            ("", vec![]),
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
            assert_eq!(spelled(url), expected, "{url}");
            assert_eq!(spelled(&format!("{url}#rc=2'")), expected, "{url}");
        }
    }

    proptest! {
        #[test]
        fn the_given_spelling_is_always_there(url in "(https?://)?[a-z:@\\[\\]0-9/?'é]{0,24}") {
            let spelled = spelled(&url);
            prop_assert_eq!(spelled.first(), Some(&url));
            prop_assert!(spelled.len() <= 4);
        }
    }
}
