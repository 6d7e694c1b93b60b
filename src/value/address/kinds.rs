//! The addresses that are texts: each its own rule.

use crate::error::ParseErrorKind as K;
use crate::value::text::text_value;

/// A short code: 3 to 8 digits.
///
/// Twilio's are 5 or 6 digits in the US and Canada; other countries have shorter and longer ones.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooShort`](K::TooShort) and [`TooLong`](K::TooLong) in digits, or the place of
/// the first character that is no digit.
///
/// ```
/// use twilio_sms::ShortCode;
///
/// let code: ShortCode = "384387".parse()?;
/// assert_eq!(code.as_str(), "384387");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ShortCode(String);

text_value!(ShortCode, "short code", check_short_code);

/// A name in place of a number: 1 to 11 ASCII letters, digits, spaces, `-`, `+`, `_` and `&`, at least one a letter.
///
/// The characters are those of the alpha sender resource in Twilio's Messaging documentation. This crate refuses
/// a space at an edge, and a `+` in front, which would make it look like a number.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooLong`](K::TooLong) in bytes, [`SurroundingWhitespace`](K::SurroundingWhitespace), the
/// place of the first character that cannot stand there, or [`NoLetter`](K::NoLetter).
///
/// ```
/// use twilio_sms::AlphaSender;
///
/// assert!("AT&T 2".parse::<AlphaSender>().is_ok());
/// assert!("Eleven chars".parse::<AlphaSender>().is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AlphaSender(String);

text_value!(AlphaSender, "alphanumeric sender", check_alpha_sender);

impl AlphaSender {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 11;
}

/// An address on another channel: the channel's name, `:`, and a text that the channel understands.
///
/// `whatsapp:+15552229999`, `messenger:1234`, as in Twilio's documentation of channels. The name is one or more
/// ASCII lowercase letters, digits, `-` and `_`. The rest is not empty and holds no control character and no white
/// space at its end. At most 256 bytes in all.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooLong`](K::TooLong) in bytes, [`SurroundingWhitespace`](K::SurroundingWhitespace), or the
/// place of the first character that cannot stand there; the length of the text where `:` or the rest is missing.
///
/// ```
/// use twilio_sms::ChannelAddress;
///
/// let address: ChannelAddress = "whatsapp:+15552229999".parse()?;
/// assert_eq!((address.channel(), address.id()), ("whatsapp", "+15552229999"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ChannelAddress(String);

text_value!(ChannelAddress, "channel address", check_channel_address);

impl ChannelAddress {
    /// The channel's name, without `:`.
    #[must_use]
    pub fn channel(&self) -> &str {
        self.0.split_once(':').map_or("", |(channel, _)| channel)
    }

    /// What stands after the first `:`.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, id)| id)
    }
}

/// An address that this crate has no word for: 1 to 256 bytes without control characters or white space at an edge.
///
/// Compatible servers have addresses of their own, and Twilio adds kinds without notice.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooLong`](K::TooLong) in bytes, [`SurroundingWhitespace`](K::SurroundingWhitespace), or the
/// place of the first control character.
///
/// ```
/// use twilio_sms::OtherAddress;
///
/// assert!("/EXMPLE".parse::<OtherAddress>().is_ok());
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct OtherAddress(String);

text_value!(OtherAddress, "address", check_other_address);

impl OtherAddress {
    /// The longest address, in bytes.
    pub const MAX_BYTES: usize = 256;
}

fn check_short_code(text: &str) -> Result<(), K> {
    const MIN: usize = 3;
    const MAX: usize = 8;
    if text.is_empty() {
        return Err(K::Empty);
    }
    only(text, |c| c.is_ascii_digit())?;
    match text.len() {
        got @ ..MIN => Err(K::TooShort { got, min: MIN }),
        MIN..=MAX => Ok(()),
        got => Err(K::TooLong { got, max: MAX }),
    }
}

fn check_alpha_sender(text: &str) -> Result<(), K> {
    edges(text, AlphaSender::MAX_CHARS)?;
    if text.starts_with('+') {
        return Err(K::InvalidCharacter { at: 0 });
    }
    only(text, |c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '+' | '_' | '&'))?;
    if text.bytes().any(|byte| byte.is_ascii_alphabetic()) { Ok(()) } else { Err(K::NoLetter) }
}

fn check_channel_address(text: &str) -> Result<(), K> {
    check_other_address(text)?;
    let Some((channel, id)) = text.split_once(':') else { return Err(K::InvalidCharacter { at: text.len() }) };
    only(channel, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))?;
    if channel.is_empty() {
        return Err(K::InvalidCharacter { at: 0 });
    }
    if id.is_empty() { Err(K::InvalidCharacter { at: text.len() }) } else { Ok(()) }
}

fn check_other_address(text: &str) -> Result<(), K> {
    edges(text, OtherAddress::MAX_BYTES)?;
    match text.find(char::is_control) {
        Some(at) => Err(K::InvalidCharacter { at }),
        None => Ok(()),
    }
}

/// Neither empty, nor longer than `max` bytes, nor white space at an edge.
fn edges(text: &str, max: usize) -> Result<(), K> {
    if text.is_empty() {
        Err(K::Empty)
    } else if text.len() > max {
        Err(K::TooLong { got: text.len(), max })
    } else if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        Err(K::SurroundingWhitespace)
    } else {
        Ok(())
    }
}

/// No character but those that `fits` says.
fn only(text: &str, fits: impl Fn(char) -> bool) -> Result<(), K> {
    match text.char_indices().find(|(_, c)| !fits(*c)) {
        Some((at, c)) if c.is_ascii() => Err(K::InvalidCharacter { at }),
        Some((at, _)) => Err(K::NonAscii { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_codes_and_names_are_strict_on_their_own() {
        for (text, kind) in [
            ("", K::Empty),
            ("12", K::TooShort { got: 2, min: 3 }),
            ("123456789", K::TooLong { got: 9, max: 8 }),
            ("12a", K::InvalidCharacter { at: 2 }),
            ("\u{ff11}23", K::NonAscii { at: 0 }),
        ] {
            assert_eq!(ShortCode::try_from(text).unwrap_err().kind(), kind, "{text:?}");
        }
        for (text, kind) in [
            ("", K::Empty),
            ("12345", K::NoLetter),
            ("+abc", K::InvalidCharacter { at: 0 }),
            ("ab.c", K::InvalidCharacter { at: 2 }),
            ("abc ", K::SurroundingWhitespace),
            ("twelve chars", K::TooLong { got: 12, max: 11 }),
        ] {
            assert_eq!(AlphaSender::try_from(text).unwrap_err().kind(), kind, "{text:?}");
        }
        assert_eq!(ChannelAddress::try_from("x").unwrap_err().kind(), K::InvalidCharacter { at: 1 });
    }
}
