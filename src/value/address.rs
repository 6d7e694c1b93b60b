//! Who can send and who can receive: phone numbers, short codes, names, addresses of other channels.

use std::fmt;
use std::str::FromStr;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::value::phone::PhoneNumber;

mod kinds;

pub use kinds::{AlphaSender, ChannelAddress, OtherAddress, ShortCode};

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
            ("+12345", "phone number", K::TooShort { got: 5, min: 11 }),
            ("12", "phone number", K::TooShort { got: 2, min: 10 }),
            ("384-387", "phone number", K::TooShort { got: 6, min: 10 }),
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
            (long.as_str(), "address", K::TooLong { got: 257, max: 256 }),
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
