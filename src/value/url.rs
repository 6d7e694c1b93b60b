//! URLs that Twilio calls or fetches. They are kept exactly as they were given and never normalised.

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::text::text_value;

/// The URL to which Twilio posts the status of a message: an absolute `http` or `https` URL of at most 4000 characters.
///
/// The text consists of ASCII characters except white space and control characters. Other characters have to be
/// percent-encoded, and a host has to be in its ASCII form. The host is not empty and contains no underscore; this and
/// the length are the conditions of Twilio's error 21609. A port is at most 65535. The text is sent unchanged.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 4000 bytes.
/// - [`NonAscii`](K::NonAscii): the text contains a character outside ASCII.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
/// - [`MissingScheme`](K::MissingScheme): the text does not start with `https://` or `http://`.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text is not such a URL. The offset is that of the first character
///   that is not allowed at its position, or the length of the text if the text ends too soon.
///
/// ```
/// use twilio_sms::request::CallbackUrl;
///
/// let url: CallbackUrl = "https://example.com/sms?id=1".parse()?;
/// assert_eq!(url.as_str(), "https://example.com/sms?id=1");
/// assert!("https://my_host.example.com/".parse::<CallbackUrl>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CallbackUrl(String);

/// The URL from which Twilio fetches a picture or another file: an absolute `http` or `https` URL of at most 4000
/// characters.
///
/// The text consists of ASCII characters except white space and control characters. The host is not empty, and a port
/// is at most 65535. Twilio documents no maximum length for `MediaUrl`, so the limit is that of [`CallbackUrl`]. The
/// text is sent unchanged.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 4000 bytes.
/// - [`NonAscii`](K::NonAscii): the text contains a character outside ASCII.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
/// - [`MissingScheme`](K::MissingScheme): the text does not start with `https://` or `http://`.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text is not such a URL. The offset is that of the first character
///   that is not allowed at its position, or the length of the text if the text ends too soon.
///
/// ```
/// use twilio_sms::media::MediaUrl;
///
/// let url: MediaUrl = "https://example.com/owl.png".parse()?;
/// assert_eq!(url.as_str(), "https://example.com/owl.png");
/// assert!("/owl.png".parse::<MediaUrl>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct MediaUrl(String);

macro_rules! url {
    ($Name:ident, $what:literal, $in_host:expr) => {
        text_value!($Name, $what, $Name::check);

        impl $Name {
            /// The maximum length of a URL in characters.
            pub const MAX_CHARS: usize = 4000;

            /// Creates a URL from a text, which it keeps unchanged.
            ///
            /// # Errors
            ///
            /// Returns the errors that are listed in the documentation of the type.
            pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
                Self::try_from(text.into())
            }

            fn check(text: &str) -> Result<(), K> {
                if text.len() > Self::MAX_CHARS {
                    return Err(K::TooLong { got: text.len(), max: Self::MAX_CHARS, unit: LengthUnit::Bytes });
                }
                check(text, $in_host)
            }
        }

        /// Shows the scheme and the host only, because a password, a path or a query can be secret.
        impl std::fmt::Debug for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let (scheme, rest) = self.0.split_once("://").unwrap_or_default();
                let (_, host, _) = split_authority(rest).unwrap_or_default();
                write!(f, "{}({scheme}://{host}/...)", stringify!($Name))
            }
        }
    };
}

url!(CallbackUrl, "callback URL", |byte| byte != b'_');
url!(MediaUrl, "media URL", |_| true);

/// Checks that a text is an absolute `http` or `https` URL. `in_host` returns whether a byte is allowed in the host.
fn check(text: &str, in_host: impl Fn(u8) -> bool) -> Result<(), K> {
    if text.is_empty() {
        return Err(K::Empty);
    }
    if text.trim_ascii().len() < text.len() {
        return Err(K::SurroundingWhitespace);
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'!'..=b'~' => {}
            0x80.. => return Err(K::NonAscii { at }),
            _ => return Err(K::InvalidCharacter { at }),
        }
    }
    let invalid = |at| Err(K::InvalidCharacter { at });
    // The text is ASCII from here on, so every offset is between two characters.
    let is_prefix = |scheme: &&str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://"].iter().find(|scheme| is_prefix(scheme)).ok_or(K::MissingScheme)?.len();
    let rest = text.get(scheme..).unwrap_or_default();
    let authority = authority(rest);
    // Some URL parsers read a backslash as a slash. Which host such a URL has would depend on the parser.
    if let Some(at) = authority.find('\\') {
        return invalid(scheme + at);
    }
    let Some((user, host, port)) = split_authority(rest) else {
        return invalid(scheme + authority.len());
    };
    let start = scheme + user.len();
    if host.is_empty() || host == "[]" {
        return invalid(start);
    }
    if let Some(at) = host.bytes().position(|byte| !in_host(byte)) {
        return invalid(start + at);
    }
    // After the host there is nothing, or a `:` and a port, which can be empty.
    let in_port = |(at, byte): (usize, u8)| if at == 0 { byte == b':' } else { byte.is_ascii_digit() };
    if let Some(at) = port.bytes().enumerate().position(|part| !in_port(part)) {
        return invalid(start + host.len() + at);
    }
    match port.get(1..) {
        Some(number) if !number.is_empty() && number.parse::<u16>().is_err() => invalid(start + host.len() + 1),
        _ => Ok(()),
    }
}

/// Returns the authority of a URL without its scheme: what stands before the path, the query or the fragment.
fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Splits the authority of a URL without its scheme into the user information with its `@`, the host, and the port with
/// its colon. Returns `None` if the host has an opening bracket only.
fn split_authority(rest: &str) -> Option<(&str, &str, &str)> {
    let authority = authority(rest);
    // User information ends at the last `@`, because a password can contain one.
    let (user, address) = authority.split_at_checked(authority.rfind('@').map_or(0, |at| at + 1))?;
    // The host is an IPv6 literal in brackets, or ends at the colon before the port.
    let host_len = match address.starts_with('[') {
        true => address.find(']')? + 1,
        false => address.find(':').unwrap_or(address.len()),
    };
    let (host, port) = address.split_at_checked(host_len)?;
    Some((user, host, port))
}

/// Returns the offset of the first byte that a path and a query cannot contain, by RFC 3986: a byte that is no `pchar`,
/// `/` or `?`, or a `%` that is not followed by two hexadecimal digits.
pub(crate) fn invalid_in_target(text: &str) -> Option<usize> {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    text.bytes().enumerate().find_map(|(at, byte)| {
        let valid = match byte {
            b'%' => is_hex(text.as_bytes().get(at + 1)) && is_hex(text.as_bytes().get(at + 2)),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte),
        };
        (!valid).then_some(at)
    })
}

/// Checks that a text is an `http` or `https` URL without a query and a fragment, to which the target of a request can
/// be appended.
#[cfg(feature = "http")]
pub(crate) fn check_origin(text: &str) -> Result<(), K> {
    check(text, |_| true)?;
    let path = text.find("://").map_or(0, |at| at + 3);
    let path = path + text.get(path..).map_or(0, |rest| authority(rest).len());
    let path = text.get(path..).map(|path| (text.len() - path.len(), path));
    match path.and_then(|(start, path)| Some(start + invalid_in_target(path).or_else(|| path.find('?'))?)) {
        Some(at) => Err(K::InvalidCharacter { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn absolute_urls_are_kept_unchanged() {
        let longest = format!("https://example.com/{}", "x".repeat(3980));
        for text in [
            "http://example.com",
            "https://example.com/sms?id=1&b=%20#rc=2",
            "HTTPS://Example.COM:8443/x",
            "http://user:p_a@ss@example.com/",
            "http://[2001:db8::1]:80/",
            "http://localhost:/",
            "http://localhost:65535/",
            "http://a?b_c@d",
            longest.as_str(),
        ] {
            assert_eq!(CallbackUrl::new(text).map(String::from).as_deref(), Ok(text));
            assert_eq!(MediaUrl::new(text).map(String::from).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_error_has_the_offset_of_the_first_wrong_character() {
        let long = format!("https://example.com/{}", "x".repeat(3981));
        for (text, kind) in [
            ("", K::Empty),
            (long.as_str(), K::TooLong { got: 4001, max: 4000, unit: LengthUnit::Bytes }),
            ("example.com", K::MissingScheme),
            ("/sms", K::MissingScheme),
            ("http", K::MissingScheme),
            ("https:/x", K::MissingScheme),
            ("httpx://x", K::MissingScheme),
            ("ftp://example.com/", K::MissingScheme),
            ("https://", K::InvalidCharacter { at: 8 }),
            ("https:///x", K::InvalidCharacter { at: 8 }),
            ("https://?x", K::InvalidCharacter { at: 8 }),
            ("https://:80/", K::InvalidCharacter { at: 8 }),
            ("https://user@/", K::InvalidCharacter { at: 13 }),
            ("https://[::1/", K::InvalidCharacter { at: 12 }),
            ("https://[]/", K::InvalidCharacter { at: 8 }),
            ("https://a:8x/", K::InvalidCharacter { at: 11 }),
            ("https://a:65536/", K::InvalidCharacter { at: 10 }),
            ("https://[::1]x/", K::InvalidCharacter { at: 13 }),
            ("https://a b/", K::InvalidCharacter { at: 9 }),
            ("https://a/\n", K::SurroundingWhitespace),
            ("https://a/\nb", K::InvalidCharacter { at: 10 }),
            ("https://a/\u{7f}", K::InvalidCharacter { at: 10 }),
            ("https://a\\@b/", K::InvalidCharacter { at: 9 }),
            (" https://a/", K::SurroundingWhitespace),
            ("https://\u{fc}.example/", K::NonAscii { at: 8 }),
        ] {
            assert_eq!(CallbackUrl::new(text).unwrap_err().kind(), kind, "{text:?}");
            assert_eq!(MediaUrl::new(text).unwrap_err().kind(), kind, "{text:?}");
        }
    }

    #[test]
    fn debug_shows_the_scheme_and_the_host_only() {
        for (text, shown) in [
            ("https://user:pass@example.com:8443/token?key=1#rc=2", "https://example.com/..."),
            ("HTTP://[2001:db8::1]:80", "HTTP://[2001:db8::1]/..."),
            ("https://a@b@example.com?key=1", "https://example.com/..."),
        ] {
            assert_eq!(format!("{:?}", CallbackUrl::new(text).unwrap()), format!("CallbackUrl({shown})"));
            assert_eq!(format!("{:?}", MediaUrl::new(text).unwrap()), format!("MediaUrl({shown})"));
        }
    }

    #[test]
    fn only_a_callback_url_refuses_an_underscore_in_its_host() {
        let (host, path) = ("https://me@my_host.example/", "https://example.com/a_b");
        assert_eq!(CallbackUrl::new(host).unwrap_err().kind(), K::InvalidCharacter { at: 13 });
        assert!(MediaUrl::new(host).is_ok());
        assert!(CallbackUrl::new(path).is_ok());
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(text in "https?://[a-z0-9.@:_-]{0,12}[!-~]{0,20}") {
            if let Ok(url) = text.parse::<CallbackUrl>() {
                prop_assert_eq!(url.to_string(), text.clone());
                prop_assert_eq!(text.parse::<MediaUrl>().map(String::from), Ok(text));
            }
        }

        #[test]
        fn any_text_is_a_url_or_an_error(text in "(?s)(https?://)?.{0,40}") {
            let kind = text.parse::<MediaUrl>().err().map(|error| error.kind());
            if let Some(K::InvalidCharacter { at } | K::NonAscii { at }) = kind {
                prop_assert!(at <= text.len());
            }
        }
    }
}
