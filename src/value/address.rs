//! The addresses of senders and recipients: phone numbers, short codes, alphanumeric names and addresses on other
//! channels.

use std::fmt;
use std::str::FromStr;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::phone::PhoneNumber;
use crate::value::text::text_value;

/// The sender or the recipient of a message, as a request names it.
///
/// Parsing decides by the text which kind of address it is. A text that this kind does not allow is refused:
///
/// - A text with a `:` that does not start with `+` is a [`ChannelAddress`].
/// - A text that starts with `+`, that has no letters, or that is too long for a name, does not start with a letter and
///   has seven digits or more, is a number. It becomes a [`ShortCode`] if it is one, and otherwise the phone number that [`PhoneNumber::normalize`]
///   returns.
/// - Any other text is an [`AlphaSender`].
///
/// To send anything else, use [`Address::other`]. Replies and webhooks keep the addresses that they contain as text.
///
/// The kinds are those of `From` and `To` in Twilio's Messages resource documentation. [`Recipient`] is an address that
/// can receive messages, and [`Sender`](crate::request::Sender) is an address or a messaging service.
///
/// # Errors
///
/// Parsing returns the error of the kind that the text looks like, whose name is [`ParseError::what`]: that of
/// [`PhoneNumber::normalize`], of [`ChannelAddress`] or of [`AlphaSender`]. An empty text is [`Empty`](K::Empty), and
/// the SID of a phone number or of a service is [`UnexpectedSid`](K::UnexpectedSid). Digits after a space, which often
/// come from a form with an unescaped `+`, are [`SurroundingWhitespace`](K::SurroundingWhitespace).
///
/// ```
/// use twilio_sms::{Address, PhoneNumber};
///
/// let to: Address = "(415) 555-1212".parse()?;
/// assert_eq!(to, Address::Phone(PhoneNumber::normalize("+14155551212")?));
/// assert!(matches!("whatsapp:+14155551212".parse()?, Address::Channel(_)));
/// assert!(matches!("MyCompany".parse()?, Address::Alphanumeric(_)));
/// for text in ["415-555", "whatsapp:14155551212", "Zeus The Mighty", "jenny@example.com"] {
///     assert!(text.parse::<Address>().is_err());
/// }
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
    /// Creates an address from a text that need not be one of the kinds: 1 to 256 bytes without control characters, and
    /// without white space at the start or the end.
    ///
    /// A text that is an address in its written form becomes an address of that kind: `+14155551212` is a phone number,
    /// while `(415) 555-1212` stays as it is. Compatible servers have kinds of their own, and Twilio adds kinds without
    /// notice.
    ///
    /// # Errors
    ///
    /// - [`Empty`](K::Empty): the text is empty.
    /// - [`TooLong`](K::TooLong): the text has more than 256 bytes.
    /// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
    /// - [`InvalidCharacter`](K::InvalidCharacter): the text contains a control character.
    ///
    /// ```
    /// use twilio_sms::Address;
    ///
    /// // A server may accept national numbers. Parsing would refuse this one.
    /// assert_eq!(Address::other("07400 123456")?.as_str(), "07400 123456");
    /// assert!(matches!(Address::other("+14155551212")?, Address::Phone(_)));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn other(text: impl Into<String>) -> Result<Self, ParseError> {
        let text = text.into();
        match text.parse::<Self>() {
            Ok(address) if address.as_str() == text => Ok(address),
            _ => Self::unclassified(text),
        }
    }

    /// Creates an address of the kind `Other` from a text that is not an address of another kind, or not one in its
    /// written form.
    fn unclassified(text: String) -> Result<Self, ParseError> {
        match check_other_address(&text) {
            Ok(()) => Ok(Self::Other(OtherAddress(text))),
            Err(kind) => Err(ParseError::new("address", kind)),
        }
    }

    /// Returns the name of the channel that the text of the address starts with, if it has one. An address of the kind
    /// `Other` can have one too.
    pub(crate) fn channel(&self) -> Option<&str> {
        match self {
            Self::Channel(_) | Self::Other(_) => self.as_str().split_once(':').map(|(channel, _)| channel),
            _ => None,
        }
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
        if text.is_empty() {
            Err(ParseError::new("address", K::Empty))
        } else if is_resource_sid(text) {
            Err(ParseError::new("address", K::UnexpectedSid))
        } else if !text.starts_with('+') && text.contains(':') {
            text.parse().map(Self::Channel)
        } else if looks_like_number(text) {
            // If the text is neither, the error of the phone number is returned, because it says more than "not 3 to 8
            // digits".
            text.parse().map(Self::ShortCode).or_else(|_| PhoneNumber::normalize(text).map(Self::Phone))
        } else {
            text.parse().map(Self::Alphanumeric)
        }
    }
}

/// Returns whether a text was meant as a number. Besides numbers, these are texts without letters, such as digits of
/// another script or an invisible mark before a number, and numbers with something else, such as an extension.
fn looks_like_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.starts_with('+')
        || !text.contains(char::is_alphabetic)
        || text.len() > AlphaSender::MAX_CHARS
            && digits >= PhoneNumber::MIN_DIGITS
            && !text.starts_with(char::is_alphabetic)
}

/// Returns whether a text is the SID of a messaging service at Twilio.
pub(crate) fn is_service_sid(text: &str) -> bool {
    text.starts_with("MG") && is_resource_sid(text)
}

/// Returns whether a text is a SID as Twilio makes them: two upper-case letters and 32 hexadecimal digits.
fn is_resource_sid(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, digits @ ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase()
        && digits.len() == 32 && digits.iter().all(u8::is_ascii_hexdigit))
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

address_from!(PhoneNumber => Phone, ShortCode => ShortCode, AlphaSender => Alphanumeric, ChannelAddress => Channel);

/// An address that can receive messages: any [`Address`] except an alphanumeric sender.
///
/// Phone numbers, short codes and channel addresses convert into a recipient. Parsing accepts what [`Address`] accepts,
/// except a name. A text that [`Address::other`] accepts becomes a recipient by `try_from`, and by deserializing, which must
/// read what a server kept.
///
/// Twilio's documentation of alphanumeric sender IDs says that they cannot receive messages.
///
/// # Errors
///
/// Parsing returns the errors of [`Address`]. A name is [`NotARecipient`](K::NotARecipient), and so is an
/// [`Address::Alphanumeric`] that is converted. The SID of a messaging service is
/// [`UnexpectedSid`](K::UnexpectedSid), also as an [`Address::Other`].
///
/// ```
/// use twilio_sms::address::Recipient;
/// use twilio_sms::{Address, ParseErrorKind};
///
/// let recipient: Recipient = "(415) 555-1212".parse()?;
/// assert_eq!(recipient.as_str(), "+14155551212");
/// assert_eq!("MyCompany".parse::<Recipient>().unwrap_err().kind(), ParseErrorKind::NotARecipient);
/// // A compatible server that takes user names.
/// assert_eq!(Recipient::try_from(Address::other("jenny@example.com")?)?.as_str(), "jenny@example.com");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Recipient(Address);

impl Recipient {
    /// Returns the address.
    #[must_use]
    pub const fn address(&self) -> &Address {
        &self.0
    }

    /// Returns the text of the address, as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Decodes a recipient from a request that a server received. A text that is not an address is kept, so that the
    /// server can answer with the right error.
    pub(crate) fn decode(text: &str) -> Result<Self, ParseError> {
        text.parse().or_else(|error| Address::unclassified(text.to_owned()).map(Self).map_err(|_| error))
    }
}

impl FromStr for Recipient {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        text.parse::<Address>()?.try_into()
    }
}

impl TryFrom<Address> for Recipient {
    type Error = ParseError;

    fn try_from(address: Address) -> Result<Self, ParseError> {
        match address {
            Address::Alphanumeric(_) => Err(ParseError::new("recipient", K::NotARecipient)),
            Address::Other(OtherAddress(text)) if is_service_sid(&text) => {
                Err(ParseError::new("recipient", K::UnexpectedSid))
            }
            address => Ok(Self(address)),
        }
    }
}

impl From<Recipient> for Address {
    fn from(recipient: Recipient) -> Self {
        recipient.0
    }
}

macro_rules! recipient_from {
    ($($From:ident),*) => {$(
        impl From<$From> for Recipient {
            fn from(value: $From) -> Self {
                Self(value.into())
            }
        }
    )*};
}

recipient_from!(PhoneNumber, ShortCode, ChannelAddress);

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AsRef<str> for Recipient {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

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
/// Examples from Twilio's documentation of channels are `whatsapp:+15552229999` and `messenger:1234`. The name starts
/// with a lower-case ASCII letter and consists of such letters, digits, `-` and `_`. The ID is not empty, contains no
/// control character and does not end with white space. The whole address has at most 256 bytes.
///
/// The IDs of `whatsapp`, `sms`, `mms` and `rcs` are ASCII. Where such an ID starts with `+`, it is a phone number in
/// E.164. Any other ID of `whatsapp`, `sms` or `mms` starts with a letter: a digit or a space at the start is that of a
/// number without its `+`.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 256 bytes.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space, or a number has a
///   space in the place of its `+`.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text contains a control character, the name contains another
///   character or is empty, or the `:` or the ID is missing. In the last two cases the offset is the length of the
///   text.
/// - [`NonAscii`](K::NonAscii): the name, or the ID on a channel that carries numbers, contains a character outside
///   ASCII.
/// - [`MissingPlus`](K::MissingPlus): a number lacks its `+`.
/// - The errors of parsing a [`PhoneNumber`], for a number.
///
/// ```
/// use twilio_sms::address::ChannelAddress;
///
/// let address: ChannelAddress = "whatsapp:+15552229999".parse()?;
/// assert_eq!((address.channel(), address.id()), ("whatsapp", "+15552229999"));
/// assert_eq!(address.phone().map(String::from).as_deref(), Some("+15552229999"));
/// // A WhatsApp user who hides the number.
/// let address: ChannelAddress = "whatsapp:US.13491208655302741918".parse()?;
/// assert_eq!((address.phone(), address.user_id()), (None, Some("US.13491208655302741918")));
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

    /// Returns the phone number, if the ID is one in E.164.
    #[must_use]
    pub fn phone(&self) -> Option<PhoneNumber> {
        self.id().parse().ok()
    }

    /// Returns the ID of a WhatsApp user without a phone number (a business-scoped user ID): two upper-case letters for
    /// the country, `.`, and 1 to 128 letters and digits. Before these, the ID of a parent account has `ENT.`.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        let id = self.0.strip_prefix("whatsapp:")?;
        let (country, user) = id.split_once('.')?;
        let user = user.strip_prefix("ENT.").unwrap_or(user);
        let valid = country.len() == 2
            && country.bytes().all(|byte| byte.is_ascii_uppercase())
            && (1..=128).contains(&user.len())
            && user.bytes().all(|byte| byte.is_ascii_alphanumeric());
        valid.then_some(id)
    }
}

/// The text of an address of a kind that this crate does not know, which [`Address::other`] creates.
///
/// ```
/// use twilio_sms::Address;
///
/// let Address::Other(address) = Address::other("/EXMPLE")? else { panic!() };
/// assert_eq!(address.as_str(), "/EXMPLE");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct OtherAddress(String);

impl OtherAddress {
    /// The maximum length of an address in bytes.
    pub const MAX_BYTES: usize = 256;

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
    if !channel.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(K::InvalidCharacter { at: 0 });
    }
    if id.is_empty() {
        return Err(K::InvalidCharacter { at: text.len() });
    }
    // The offset of the ID.
    let at = channel.len() + 1;
    if !matches!(channel, "whatsapp" | "sms" | "mms" | "rcs") {
        return Ok(());
    }
    if let Some(offset) = id.bytes().position(|byte| !byte.is_ascii()) {
        return Err(K::NonAscii { at: at + offset });
    }
    match id.as_bytes() {
        [b'+', ..] => id.parse::<PhoneNumber>().map(drop).map_err(|error| error.kind().shifted(at)),
        // The ID of an RCS agent can start with a digit.
        _ if channel == "rcs" => Ok(()),
        [b'0'..=b'9', ..] => Err(K::MissingPlus { at }),
        [b' ', ..] => Err(K::SurroundingWhitespace),
        // The ID of a user starts with a letter. Anything else is a number in another spelling, such as `%2B1415...`.
        [first, ..] if !first.is_ascii_alphabetic() => Err(K::InvalidCharacter { at }),
        _ => Ok(()),
    }
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
            ("sms:+15552229999", "channel", "sms:+15552229999"),
            ("rcs:2048agent", "channel", "rcs:2048agent"),
            ("sim:DE0123456789abcdef0123456789abcdef", "channel", "sim:DE0123456789abcdef0123456789abcdef"),
            ("sip:+1 (415)", "channel", "sip:+1 (415)"),
            ("messenger:1234", "channel", "messenger:1234"),
            ("+44 7911 123456", "phone", "+447911123456"),
            ("O4155551212", "alpha", "O4155551212"),
            ("null", "alpha", "null"),
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
            ("+1 (0)415 555 1212", "phone number", K::FormattedE164 { at: 4 }),
            // A mark that shows nothing, a plus and digits of another script, and a number with an extension.
            ("\u{202a}+14155551212", "phone number", K::NonAscii { at: 0 }),
            ("\u{200b}4155551212", "phone number", K::NonAscii { at: 0 }),
            ("\u{ff0b}14155551212", "phone number", K::NonAscii { at: 0 }),
            ("\u{ff14}\u{ff11}\u{ff15}", "phone number", K::NonAscii { at: 0 }),
            ("415-555-1212 x123", "phone number", K::InvalidCharacter { at: 13 }),
            ("4155551212/4155551213", "phone number", K::InvalidCharacter { at: 10 }),
            ("1 call \u{ff0b}14155550199", "phone number", K::NonAscii { at: 7 }),
            ("Promo20261127", "alphanumeric sender", K::TooLong { got: 13, max: 11, unit: LengthUnit::Bytes }),
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
            ("9:x", "channel address", K::InvalidCharacter { at: 0 }),
            ("whatsapp:14155551212", "channel address", K::MissingPlus { at: 9 }),
            ("whatsapp: 14155551212", "channel address", K::SurroundingWhitespace),
            ("whatsapp:+1415555121", "channel address", K::TooShort { got: 10, min: 11, unit: LengthUnit::Digits }),
            ("whatsapp:+1 415 555 1212", "channel address", K::FormattedE164 { at: 11 }),
            ("whatsapp:\u{202a}+14155551212", "channel address", K::NonAscii { at: 9 }),
            ("sms:4155551212", "channel address", K::MissingPlus { at: 4 }),
            ("mms: 4155551212", "channel address", K::SurroundingWhitespace),
            ("whatsapp:%2B14155550199", "channel address", K::InvalidCharacter { at: 9 }),
            ("whatsapp:(415) 555-0199", "channel address", K::InvalidCharacter { at: 9 }),
            ("rcs:+", "channel address", K::TooShort { got: 0, min: 7, unit: LengthUnit::Digits }),
            ("rcs:\u{e9}", "channel address", K::NonAscii { at: 4 }),
            ("PN0123456789abcdef0123456789abcdef", "address", K::UnexpectedSid),
            ("MG0123456789abcdef0123456789ABCDEF", "address", K::UnexpectedSid),
            ("Zeus The Mighty", "alphanumeric sender", K::TooLong { got: 15, max: 11, unit: LengthUnit::Bytes }),
            ("jenny@x.com", "alphanumeric sender", K::InvalidCharacter { at: 5 }),
            ("/EXMPLE", "alphanumeric sender", K::InvalidCharacter { at: 0 }),
            ("\u{dc}nal", "alphanumeric sender", K::NonAscii { at: 0 }),
            (" MyCompany", "alphanumeric sender", K::SurroundingWhitespace),
            ("My\u{7}", "alphanumeric sender", K::InvalidCharacter { at: 2 }),
            ("My\nCompany", "alphanumeric sender", K::InvalidCharacter { at: 2 }),
            (long.as_str(), "alphanumeric sender", K::TooLong { got: 257, max: 11, unit: LengthUnit::Bytes }),
        ] {
            let error = text.parse::<Address>().unwrap_err();
            assert_eq!((error.what(), error.kind()), (what, kind), "{text:?}");
        }
    }

    #[test]
    fn other_keeps_any_text_unchanged_and_recognises_written_forms() {
        for (text, expected) in [
            ("+1 415 555 1212", "other"),
            ("WhatsApp:1", "other"),
            ("whatsapp: 14155551212", "other"),
            ("07400123456", "other"),
            ("(415) 555-1212", "other"),
            ("MG0123456789abcdef0123456789abcdef", "other"),
            ("jenny@example.com", "other"),
            ("x", "alpha"),
            ("+14155551212", "phone"),
            ("384387", "short"),
            ("whatsapp:+14155551212", "channel"),
        ] {
            let address = Address::other(text).unwrap();
            assert_eq!((kind(&address), address.as_str()), (expected, text));
        }
        assert_eq!(Address::other(" x").unwrap_err().kind(), K::SurroundingWhitespace);
        assert_eq!(Address::other("").unwrap_err().kind(), K::Empty);
        assert_eq!(Address::other("x\0").unwrap_err().kind(), K::InvalidCharacter { at: 1 });
        assert!(Address::other("/".repeat(256)).is_ok() && Address::other("/".repeat(257)).is_err());
    }

    #[test]
    fn names_and_sids_are_not_recipients() {
        for text in ["+14155551212", "(415) 555-1212", "384387", "whatsapp:+14155551212", "client:jenny"] {
            let recipient: Recipient = text.parse().unwrap();
            assert_eq!(recipient.address(), &text.parse::<Address>().unwrap());
            assert_eq!(Address::from(recipient.clone()).as_str(), recipient.to_string());
        }
        for (text, kind) in [
            ("null", K::NotARecipient),
            ("MyCompany", K::NotARecipient),
            ("MG0123456789abcdef0123456789abcdef", K::UnexpectedSid),
            ("jenny@x.com", K::InvalidCharacter { at: 5 }),
            ("", K::Empty),
        ] {
            assert_eq!(text.parse::<Recipient>().unwrap_err().kind(), kind, "{text:?}");
            if let Ok(address) = Address::other(text)
                && matches!(kind, K::NotARecipient | K::UnexpectedSid)
            {
                assert_eq!(Recipient::try_from(address).unwrap_err().kind(), kind, "{text:?}");
            }
            // A server decodes every text that can be an address, so that it can answer with an error.
            assert_eq!(Recipient::decode(text).is_ok(), !text.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn a_channel_address_has_a_number_or_the_id_of_a_user() {
        for (text, phone, user_id) in [
            ("whatsapp:+15552229999", true, false),
            ("sms:+15552229999", true, false),
            ("whatsapp:US.13491208655302741918", false, true),
            ("whatsapp:US.ENT.13491208655302741918", false, true),
            ("whatsapp:us.13491208655302741918", false, false),
            ("whatsapp:USA.1349", false, false),
            ("whatsapp:US.", false, false),
            ("whatsapp:US.13-49", false, false),
            ("messenger:US.1349", false, false),
        ] {
            let address: ChannelAddress = text.parse().unwrap();
            assert_eq!((address.phone().is_some(), address.user_id().is_some()), (phone, user_id), "{text:?}");
        }
        let longest = format!("whatsapp:US.{}", "a".repeat(128)).parse::<ChannelAddress>().unwrap();
        let too_long = format!("whatsapp:US.{}", "a".repeat(129)).parse::<ChannelAddress>().unwrap();
        assert!(longest.user_id().is_some() && too_long.user_id().is_none());
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
        fn other_undoes_display_and_agrees_with_parsing(text in "[+0-9a-zA-Z:&_ .()é-]{0,14}|\\PC{0,20}") {
            if let Ok(address) = Address::other(text.clone()) {
                prop_assert_eq!(address.as_str(), &text);
                match text.parse::<Address>() {
                    Ok(parsed) if parsed.as_str() == text => prop_assert_eq!(parsed, address),
                    _ => prop_assert_eq!(kind(&address), "other"),
                }
            }
        }

        #[test]
        fn a_number_with_an_invisible_mark_is_refused(
            mark in "[\\p{Cf}\\p{Zs}--[ ]]", number in "[+]?[0-9]{10,11}", channel in "(whatsapp:|sms:|mms:)?", at in 0_usize..10,
        ) {
            let mut number = number;
            number.insert_str(at, &mark);
            let text = format!("{channel}{number}");
            prop_assert!(text.parse::<Address>().is_err(), "{:?}", text);
        }

        #[test]
        fn a_valid_value_of_a_kind_parses_as_an_address_of_that_kind(
            short in "[0-9]{3,8}", name in "[A-Za-z0-9 +_&-]{1,11}", channel in "x[a-z0-9_-]{0,8}:[!-~]{1,20}",
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
