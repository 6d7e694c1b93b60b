//! URLs that Twilio calls or fetches. Kept exactly as written: what is normalised is another text.

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::text::text_value;

/// Where Twilio posts what becomes of a message: an absolute `http` or `https` URL of at most 4000 characters.
///
/// ASCII without white space or control characters; everything else has to be percent-encoded, and a host to be in
/// its ASCII form. The host is not empty and has no underscore; that and the length are the conditions of Twilio's
/// error 21609. A port is at most 65535. The text travels as it is.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooLong`](K::TooLong) in bytes, or the place of the first character that cannot stand there;
/// the length of the text, where more should follow.
///
/// ```
/// use twilio_sms::request::CallbackUrl;
///
/// let url: CallbackUrl = "https://example.com/sms?id=1".parse()?;
/// assert_eq!(url.as_str(), "https://example.com/sms?id=1");
/// assert!("https://my_host.example.com/".parse::<CallbackUrl>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CallbackUrl(String);

/// Where Twilio fetches a picture or another file: an absolute `http` or `https` URL of at most 4000 characters.
///
/// ASCII without white space or control characters; the host is not empty, a port at most 65535. Twilio documents no limit to the length of
/// `MediaUrl`; it is the callback's. The text travels as it is.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooLong`](K::TooLong) in bytes, or the place of the first character that cannot stand there;
/// the length of the text, where more should follow.
///
/// ```
/// use twilio_sms::media::MediaUrl;
///
/// let url: MediaUrl = "https://example.com/owl.png".parse()?;
/// assert_eq!(url.as_str(), "https://example.com/owl.png");
/// assert!("/owl.png".parse::<MediaUrl>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct MediaUrl(String);

macro_rules! url {
    ($Name:ident, $what:literal, $in_host:expr) => {
        text_value!($Name, $what, $Name::check);

        impl $Name {
            /// The longest URL, in characters.
            pub const MAX_CHARS: usize = 4000;

            /// Takes the text as it is, or says why not.
            ///
            /// # Errors
            ///
            /// Those of the type.
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
    };
}

url!(CallbackUrl, "callback URL", |byte| byte != b'_');
url!(MediaUrl, "media URL", |_| true);

/// An absolute URL of the web, or the place where the text stops to be one; `in_host` says which bytes a host may have.
fn check(text: &str, in_host: impl Fn(u8) -> bool) -> Result<(), K> {
    if text.is_empty() {
        return Err(K::Empty);
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'!'..=b'~' => {}
            0x80.. => return Err(K::NonAscii { at }),
            _ => return Err(K::InvalidCharacter { at }),
        }
    }
    let no = |at| Err(K::InvalidCharacter { at });
    // ASCII from here on, so every offset is between two characters.
    let scheme = common_beginning(text, "https://").max(common_beginning(text, "http://"));
    let Some(rest) = text.get(scheme..).filter(|_| text.get(..scheme).is_some_and(|s| s.ends_with("//"))) else {
        return no(scheme);
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Some readers take it for a slash, so that the host would depend on the reader.
    if let Some(at) = authority.find('\\') {
        return no(scheme + at);
    }
    let address = authority.rsplit('@').next().unwrap_or_default();
    let start = scheme + authority.len() - address.len();
    let host_len = if address.starts_with('[') {
        address.find(']').map(|at| at + 1)
    } else {
        address.find(':').or(Some(address.len()))
    };
    let Some((host, port)) = host_len.and_then(|len| address.split_at_checked(len)) else {
        return no(start + address.len());
    };
    if host.is_empty() || host == "[]" {
        return no(start);
    }
    if let Some(at) = host.bytes().position(|byte| !in_host(byte)) {
        return no(start + at);
    }
    // What follows the host is nothing, or `:` and a port, which may be empty.
    let digits = |(at, byte): (usize, u8)| if at == 0 { byte == b':' } else { byte.is_ascii_digit() };
    if let Some(at) = port.bytes().enumerate().position(|part| !digits(part)) {
        return no(start + host.len() + at);
    }
    match port.get(1..) {
        Some(number) if !number.is_empty() && number.parse::<u16>().is_err() => no(start + host.len() + 1),
        _ => Ok(()),
    }
}

/// How many bytes of `text` are those of `beginning`, in any case.
fn common_beginning(text: &str, beginning: &str) -> usize {
    text.bytes().zip(beginning.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_absolute_urls_of_the_web_exactly() {
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
    fn names_the_place_of_the_fault() {
        let long = format!("https://example.com/{}", "x".repeat(3981));
        for (text, kind) in [
            ("", K::Empty),
            (long.as_str(), K::TooLong { got: 4001, max: 4000, unit: LengthUnit::Bytes }),
            ("example.com", K::InvalidCharacter { at: 0 }),
            ("/sms", K::InvalidCharacter { at: 0 }),
            ("http", K::InvalidCharacter { at: 4 }),
            ("https:/x", K::InvalidCharacter { at: 7 }),
            ("httpx://x", K::InvalidCharacter { at: 4 }),
            ("ftp://example.com/", K::InvalidCharacter { at: 0 }),
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
            ("https://a/\n", K::InvalidCharacter { at: 10 }),
            ("https://a/\u{7f}", K::InvalidCharacter { at: 10 }),
            ("https://a\\@b/", K::InvalidCharacter { at: 9 }),
            (" https://a/", K::InvalidCharacter { at: 0 }),
            ("https://\u{fc}.example/", K::NonAscii { at: 8 }),
        ] {
            assert_eq!(CallbackUrl::new(text).unwrap_err().kind(), kind, "{text:?}");
            assert_eq!(MediaUrl::new(text).unwrap_err().kind(), kind, "{text:?}");
        }
    }

    #[test]
    fn only_a_callback_refuses_an_underscore_in_its_host() {
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
        fn any_text_gives_a_url_or_a_fault(text in "(?s)(https?://)?.{0,40}") {
            let kind = text.parse::<MediaUrl>().err().map(|error| error.kind());
            if let Some(K::InvalidCharacter { at } | K::NonAscii { at }) = kind {
                prop_assert!(at <= text.len());
            }
        }
    }
}
