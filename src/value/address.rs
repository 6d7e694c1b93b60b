//! The addresses of senders and recipients: phone numbers, short codes, alphanumeric names and addresses on other
//! channels.

use std::fmt;
use std::str::FromStr;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::phone::PhoneNumber;
use crate::value::text::text_value;

/// The sender or the recipient of a message, as a request names it.
///
/// Parsing decides by the text which kind of address it is:
///
/// - A text that starts with `+`, or consists only of digits, spaces, `-`, `.` and parentheses, is a number. It becomes
///   a [`ShortCode`] if it is one, and otherwise the phone number that [`PhoneNumber::normalize`] returns.
/// - Any other text with a `:` is a [`ChannelAddress`].
/// - Any other text is an [`AlphaSender`] if it is valid as one, and otherwise an [`OtherAddress`].
///
/// To send an address that parsing refuses or reads as another kind, use [`Address::other`].
///
/// The kinds are those of `From` and `To` in Twilio's Messages resource documentation.
///
/// # Errors
///
/// Parsing returns the error of the kind that the text looks like: for a number that of [`PhoneNumber::normalize`], for
/// a text with a `:` that of [`ChannelAddress`], for any other text that of [`OtherAddress`]. An empty text is
/// [`Empty`](K::Empty). Digits after a space, which often come from a form with an unescaped `+`, are
/// [`SurroundingWhitespace`](K::SurroundingWhitespace).
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
    /// A name that is shown in place of a number. It can send messages, but not receive them.
    Alphanumeric(AlphaSender),
    /// An address on a channel other than SMS.
    Channel(ChannelAddress),
    /// Any other text. The server decides what it means.
    Other(OtherAddress),
}

impl Address {
    /// Creates an address from any text that is valid as an [`OtherAddress`], without parsing it as another kind.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`OtherAddress`].
    ///
    /// ```
    /// use twilio_sms::Address;
    ///
    /// // A server may accept national numbers. Parsing would refuse this one.
    /// assert_eq!(Address::other("07400 123456")?.as_str(), "07400 123456");
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn other(text: impl Into<String>) -> Result<Self, ParseError> {
        OtherAddress::try_from(text.into()).map(Self::Other)
    }

    /// Returns the text of the address, as it is sent.
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

    /// Returns the text of the address as bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            // A phone number is stored as bytes, and `as_str` would check that they are UTF-8.
            Self::Phone(number) => number.as_bytes(),
            other => other.as_str().as_bytes(),
        }
    }

    /// Returns the phone number if the address is one. For a channel address that contains a number it returns `None`.
    #[must_use]
    pub const fn phone(&self) -> Option<PhoneNumber> {
        match self {
            Self::Phone(number) => Some(*number),
            _ => None,
        }
    }
}

/// Parses an address. [`Address`] says how the kind is chosen.
impl FromStr for Address {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let in_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'(' | b')');
        if text.is_empty() {
            Err(ParseError::new("address", K::Empty))
        } else if text.starts_with('+') || text.bytes().all(in_number) {
            // If the text is neither, the error of the phone number is returned, because it says more than "not 3 to 8
            // digits".
            text.parse().map(Self::ShortCode).or_else(|_| PhoneNumber::normalize(text).map(Self::Phone))
        } else if text.contains(':') {
            text.parse().map(Self::Channel)
        } else {
            text.parse().map(Self::Alphanumeric).or_else(|_| Self::other(text))
        }
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
/// Twilio's short codes have 5 or 6 digits in the US and Canada. Other countries have shorter and longer ones.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`InvalidCharacter`](K::InvalidCharacter) or, outside ASCII, [`NonAscii`](K::NonAscii): the text contains a
///   character that is not a digit.
/// - [`TooShort`](K::TooShort), [`TooLong`](K::TooLong): the text has fewer than 3 or more than 8 digits.
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

/// A name that is shown in place of the sender's number: 1 to 11 ASCII letters, digits, spaces, `-`, `+`, `_` and `&`,
/// with at least one letter.
///
/// These characters are from the alpha sender resource in Twilio's Messaging documentation. In addition, this crate
/// refuses a space at the start or the end, and a `+` at the start, because the name would look like a number.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 11 bytes.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
/// - [`InvalidCharacter`](K::InvalidCharacter) or, outside ASCII, [`NonAscii`](K::NonAscii): the text contains another
///   character, or starts with `+`.
/// - [`NoLetter`](K::NoLetter): the text contains no letter.
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
    /// The maximum length of a name in characters.
    pub const MAX_CHARS: usize = 11;
}

/// An address on a channel other than SMS: the name of the channel, `:`, and an ID that the channel defines.
///
/// Examples from Twilio's documentation of channels are `whatsapp:+15552229999` and `messenger:1234`. The name consists
/// of one or more lower-case ASCII letters, digits, `-` and `_`. The ID is not empty, contains no control character and
/// does not end with white space. The whole address has at most 256 bytes.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 256 bytes.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text contains a control character, the name contains another
///   character or is empty, or the `:` or the ID is missing. In the last two cases the offset is the length of the
///   text.
/// - [`NonAscii`](K::NonAscii): the name contains a character outside ASCII.
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
    /// Returns the name of the channel, without the `:`.
    #[must_use]
    pub fn channel(&self) -> &str {
        self.0.split_once(':').map_or("", |(channel, _)| channel)
    }

    /// Returns the ID: the text after the first `:`.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, id)| id)
    }
}

/// An address of a kind that this crate does not know: 1 to 256 bytes without control characters, and without white
/// space at the start or the end.
///
/// Compatible servers have kinds of their own, and Twilio adds kinds without notice.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 256 bytes.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text contains a control character.
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
    /// The maximum length of an address in bytes.
    pub const MAX_BYTES: usize = 256;
}

fn check_short_code(text: &str) -> Result<(), K> {
    const MIN: usize = 3;
    const MAX: usize = 8;
    if text.is_empty() {
        return Err(K::Empty);
    }
    check_chars(text, |c| c.is_ascii_digit())?;
    match text.len() {
        got @ ..MIN => Err(K::TooShort { got, min: MIN, unit: LengthUnit::Digits }),
        MIN..=MAX => Ok(()),
        got => Err(K::TooLong { got, max: MAX, unit: LengthUnit::Digits }),
    }
}

fn check_alpha_sender(text: &str) -> Result<(), K> {
    check_length_and_ends(text, AlphaSender::MAX_CHARS)?;
    if text.starts_with('+') {
        return Err(K::InvalidCharacter { at: 0 });
    }
    check_chars(text, |c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '+' | '_' | '&'))?;
    if text.bytes().any(|byte| byte.is_ascii_alphabetic()) { Ok(()) } else { Err(K::NoLetter) }
}

fn check_channel_address(text: &str) -> Result<(), K> {
    check_other_address(text)?;
    let Some((channel, id)) = text.split_once(':') else { return Err(K::InvalidCharacter { at: text.len() }) };
    check_chars(channel, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))?;
    if channel.is_empty() {
        return Err(K::InvalidCharacter { at: 0 });
    }
    if id.is_empty() { Err(K::InvalidCharacter { at: text.len() }) } else { Ok(()) }
}

fn check_other_address(text: &str) -> Result<(), K> {
    check_length_and_ends(text, OtherAddress::MAX_BYTES)?;
    match text.find(char::is_control) {
        Some(at) => Err(K::InvalidCharacter { at }),
        None => Ok(()),
    }
}

/// Refuses a text that is empty, is longer than `max` bytes, or starts or ends with white space.
fn check_length_and_ends(text: &str, max: usize) -> Result<(), K> {
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

/// Refuses a text with a character for which `is_allowed` returns `false`.
fn check_chars(text: &str, is_allowed: impl Fn(char) -> bool) -> Result<(), K> {
    match text.char_indices().find(|(_, c)| !is_allowed(*c)) {
        Some((at, c)) if c.is_ascii() => Err(K::InvalidCharacter { at }),
        Some((at, _)) => Err(K::NonAscii { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns a name for the kind, for the tables of the tests.
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
    fn parsing_tells_the_kinds_apart() {
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
    fn the_error_is_that_of_the_kind_that_the_text_looks_like() {
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
    fn other_keeps_any_text_unchanged() {
        for text in ["+1 415 555 1212", "WhatsApp:1", "07400123456", "x"] {
            assert_eq!(kind(&Address::other(text).unwrap()), "other");
            assert_eq!(Address::other(text).unwrap().to_string(), text);
        }
        assert_eq!(Address::other(" x").unwrap_err().kind(), K::SurroundingWhitespace);
    }

    #[test]
    fn each_kind_refuses_what_it_does_not_allow() {
        for (text, kind) in [
            ("", K::Empty),
            ("12", K::TooShort { got: 2, min: 3, unit: LengthUnit::Digits }),
            ("123456789", K::TooLong { got: 9, max: 8, unit: LengthUnit::Digits }),
            ("12a", K::InvalidCharacter { at: 2 }),
            ("\u{ff11}23", K::NonAscii { at: 0 }),
        ] {
            assert_eq!(text.parse::<ShortCode>().unwrap_err().kind(), kind, "{text:?}");
        }
        for (text, kind) in [
            ("", K::Empty),
            ("12345", K::NoLetter),
            ("+abc", K::InvalidCharacter { at: 0 }),
            ("ab.c", K::InvalidCharacter { at: 2 }),
            ("abc ", K::SurroundingWhitespace),
            ("twelve chars", K::TooLong { got: 12, max: 11, unit: LengthUnit::Bytes }),
        ] {
            assert_eq!(text.parse::<AlphaSender>().unwrap_err().kind(), kind, "{text:?}");
        }
        assert_eq!("x".parse::<ChannelAddress>().unwrap_err().kind(), K::InvalidCharacter { at: 1 });
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(text in "[+0-9a-zA-Z:&_ .()é-]{0,14}|\\PC{0,20}") {
            if let Ok(address) = text.parse::<Address>() {
                prop_assert_eq!(address.to_string().parse(), Ok(address));
            }
        }

        #[test]
        fn a_valid_value_of_a_kind_parses_as_an_address_of_that_kind(
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
