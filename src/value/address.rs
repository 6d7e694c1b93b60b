//! Who can send and who can receive: phone numbers, short codes, names, addresses of other channels.

use std::fmt;
use std::str::FromStr;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::phone::PhoneNumber;
use crate::value::text::text_value;

/// Who sends or receives a message, as a request names them.
///
/// Parsing tells the kinds apart. A text that begins with `+`, or holds nothing but digits, spaces, `-`, `.` and
/// parentheses, is a number: a [`ShortCode`], or what [`PhoneNumber::normalize`] makes of it, whose fault is then
/// the fault. A text with `:` is a [`ChannelAddress`]. Any other is an [`AlphaSender`] if it can be one, and an
/// [`OtherAddress`] if not. [`Address::other`] is the door for a text that none of this fits.
///
/// The kinds are those of `From` and `To` in Twilio's Messages resource documentation.
///
/// # Errors
///
/// Those of the kind that the text looks like. A leading space before digits, which form decoding makes of an unescaped
/// `+`, is [`SurroundingWhitespace`](K::SurroundingWhitespace).
///
/// ```
/// use twilio_sms::{Address, PhoneNumber};
///
/// let to: Address = "(415) 555-1212".parse()?;
/// assert_eq!(to, Address::Phone(PhoneNumber::normalize("+14155551212")?));
/// assert!(matches!("whatsapp:+14155551212".parse()?, Address::Channel(_)));
/// assert!(matches!("MyCompany".parse()?, Address::Alphanumeric(_)));
/// assert!("415-555".parse::<Address>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Address {
    /// A phone number.
    Phone(PhoneNumber),
    /// A short code.
    ShortCode(ShortCode),
    /// A name in place of a number. Can send, cannot receive.
    Alphanumeric(AlphaSender),
    /// An address on another channel than SMS.
    Channel(ChannelAddress),
    /// A text that is none of these; what it means is up to the server.
    Other(OtherAddress),
}

impl Address {
    /// Takes the text as it is, whatever it looks like. Only [`OtherAddress`]'s rule is asked of it.
    ///
    /// # Errors
    ///
    /// Those of [`OtherAddress`].
    ///
    /// ```
    /// use twilio_sms::Address;
    ///
    /// // The server may know national numbers; this crate keeps its hands off.
    /// assert_eq!(Address::other("07400 123456")?.as_str(), "07400 123456");
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn other(text: impl Into<String>) -> Result<Self, ParseError> {
        OtherAddress::try_from(text.into()).map(Self::Other)
    }

    /// The text that travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(number) => number.as_str(),
            Self::ShortCode(code) => code.as_str(),
            Self::Alphanumeric(sender) => sender.as_str(),
            Self::Channel(address) => address.as_str(),
            Self::Other(text) => text.as_str(),
        }
    }

    /// The same as bytes: a phone number is kept as these.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Phone(number) => number.as_bytes(),
            other => other.as_str().as_bytes(),
        }
    }

    /// The phone number, if this is one. The number inside a channel address is not.
    #[must_use]
    pub const fn phone(&self) -> Option<PhoneNumber> {
        match self {
            Self::Phone(number) => Some(*number),
            _ => None,
        }
    }
}

/// The kind follows from the text; see [`Address`].
impl FromStr for Address {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let in_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'(' | b')');
        if text.is_empty() {
            Err(ParseError::new("address", K::Empty))
        } else if text.starts_with('+') || text.bytes().all(in_number) {
            // What is no short code has to be a number, and a number's fault is the one to report.
            text.parse().map(Self::ShortCode).or_else(|_| PhoneNumber::normalize(text).map(Self::Phone))
        } else if text.contains(':') {
            text.parse().map(Self::Channel)
        } else {
            text.parse().map(Self::Alphanumeric).or_else(|_| Self::other(text))
        }
    }
}

impl TryFrom<&str> for Address {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for Address {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

macro_rules! address_from {
    ($($From:ident => $Kind:ident),*) => {$(
        impl From<$From> for Address {
            fn from(value: $From) -> Self {
                Self::$Kind(value)
            }
        }
    )*};
}

address_from!(
    PhoneNumber => Phone, ShortCode => ShortCode, AlphaSender => Alphanumeric, ChannelAddress => Channel,
    OtherAddress => Other
);

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
/// use twilio_sms::address::ShortCode;
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
/// use twilio_sms::address::AlphaSender;
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
/// use twilio_sms::address::ChannelAddress;
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
/// use twilio_sms::address::OtherAddress;
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
        got @ ..MIN => Err(K::TooShort { got, min: MIN, unit: LengthUnit::Digits }),
        MIN..=MAX => Ok(()),
        got => Err(K::TooLong { got, max: MAX, unit: LengthUnit::Digits }),
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
        Err(K::TooLong { got: text.len(), max, unit: LengthUnit::Bytes })
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
    use proptest::prelude::*;

    use super::*;

    /// The name of the kind, for tables.
    fn kind(address: &Address) -> &'static str {
        match address {
            Address::Phone(_) => "phone",
            Address::ShortCode(_) => "short",
            Address::Alphanumeric(_) => "alpha",
            Address::Channel(_) => "channel",
            Address::Other(_) => "other",
        }
    }

    #[test]
    fn tells_the_kinds_apart() {
        for (text, expected, written) in [
            ("+14155551212", "phone", "+14155551212"),
            ("(415) 555-1212", "phone", "+14155551212"),
            ("384387", "short", "384387"),
            ("911", "short", "911"),
            ("12345678", "short", "12345678"),
            ("MyCompany", "alpha", "MyCompany"),
            ("A", "alpha", "A"),
            ("1-800 FUN", "alpha", "1-800 FUN"),
            ("a+b_c&d-e f", "alpha", "a+b_c&d-e f"),
            ("whatsapp:+15552229999", "channel", "whatsapp:+15552229999"),
            ("whatsapp:LT.13491208655302741918", "channel", "whatsapp:LT.13491208655302741918"),
            ("client:J\u{e9}r\u{f4}me:2", "channel", "client:J\u{e9}r\u{f4}me:2"),
            ("/EXMPLE", "other", "/EXMPLE"),
            ("twelve chars", "other", "twelve chars"),
            ("\u{dc}nal", "other", "\u{dc}nal"),
            ("91848951XXXX9", "other", "91848951XXXX9"),
        ] {
            let address: Address = text.parse().unwrap();
            assert_eq!((kind(&address), address.as_str()), (expected, written), "{text:?}");
            assert_eq!(address.phone().is_some(), expected == "phone");
        }
    }

    #[test]
    fn names_the_fault_of_what_the_text_looks_like() {
        let long = "x".repeat(257);
        for (text, what, kind) in [
            ("", "address", K::Empty),
            (" 14155551212", "phone number", K::SurroundingWhitespace),
            ("+14155551212 ", "phone number", K::SurroundingWhitespace),
            ("+1 415 555 1212", "phone number", K::FormattedE164 { at: 2 }),
            ("+MyCompany", "phone number", K::InvalidCharacter { at: 1 }),
            ("+12345", "phone number", K::TooShort { got: 5, min: 11, unit: LengthUnit::Digits }),
            ("12", "phone number", K::TooShort { got: 2, min: 10, unit: LengthUnit::Digits }),
            ("384-387", "phone number", K::TooShort { got: 6, min: 10, unit: LengthUnit::Digits }),
            ("07911123456", "phone number", K::NotUsLength { got: 11 }),
            (":x", "channel address", K::InvalidCharacter { at: 0 }),
            ("whatsapp:", "channel address", K::InvalidCharacter { at: 9 }),
            ("WhatsApp:1", "channel address", K::InvalidCharacter { at: 0 }),
            ("what app:1", "channel address", K::InvalidCharacter { at: 4 }),
            ("\u{e9}:1", "channel address", K::NonAscii { at: 0 }),
            ("whatsapp:\n1", "channel address", K::InvalidCharacter { at: 9 }),
            (" MyCompany", "address", K::SurroundingWhitespace),
            ("My\u{7}", "address", K::InvalidCharacter { at: 2 }),
            ("My\nCompany", "address", K::InvalidCharacter { at: 2 }),
            (long.as_str(), "address", K::TooLong { got: 257, max: 256, unit: LengthUnit::Bytes }),
        ] {
            let error = text.parse::<Address>().unwrap_err();
            assert_eq!((error.what(), error.kind()), (what, kind), "{text:?}");
        }
    }

    #[test]
    fn other_takes_any_text_as_it_is() {
        for text in ["+1 415 555 1212", "WhatsApp:1", "07400123456", "x"] {
            assert_eq!(kind(&Address::other(text).unwrap()), "other");
            assert_eq!(Address::other(text).unwrap().to_string(), text);
        }
        assert_eq!(Address::other(" x").unwrap_err().kind(), K::SurroundingWhitespace);
    }

    #[test]
    fn short_codes_and_names_are_strict_on_their_own() {
        for (text, kind) in [
            ("", K::Empty),
            ("12", K::TooShort { got: 2, min: 3, unit: LengthUnit::Digits }),
            ("123456789", K::TooLong { got: 9, max: 8, unit: LengthUnit::Digits }),
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
            ("twelve chars", K::TooLong { got: 12, max: 11, unit: LengthUnit::Bytes }),
        ] {
            assert_eq!(AlphaSender::try_from(text).unwrap_err().kind(), kind, "{text:?}");
        }
        assert_eq!(ChannelAddress::try_from("x").unwrap_err().kind(), K::InvalidCharacter { at: 1 });
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(text in "[+0-9a-zA-Z:&_ .()é-]{0,14}|\\PC{0,20}") {
            if let Ok(address) = text.parse::<Address>() {
                prop_assert_eq!(address.to_string().parse(), Ok(address));
            }
        }

        #[test]
        fn what_is_valid_alone_is_the_same_as_an_address(
            short in "[0-9]{3,8}", name in "[A-Za-z0-9 +_&-]{1,11}", channel in "[a-z0-9_-]{1,9}:[!-~]{1,20}",
        ) {
            let code: ShortCode = short.parse().unwrap();
            prop_assert_eq!(short.parse(), Ok(Address::from(code)));
            if let Ok(sender) = name.parse::<AlphaSender>() {
                prop_assert_eq!(name.parse(), Ok(Address::from(sender)));
            }
            let address: ChannelAddress = channel.parse().unwrap();
            prop_assert_eq!(format!("{}:{}", address.channel(), address.id()), channel.clone());
            prop_assert_eq!(channel.parse(), Ok(Address::from(address)));
        }
    }
}
