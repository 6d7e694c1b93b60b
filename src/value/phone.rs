//! Phone numbers in E.164, and the normalization of unformatted US numbers.
//!
//! This file checks the shape of numbers. The only numbering plan whose rules it knows is that of North America.
//! Whether and where a number is assigned is looked up in `number_info.rs`.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};

/// A phone number in E.164: `+`, a country code, and digits; 7 to 15 digits in all.
///
/// The maximum length and the first digit, 1 to 9, are from Twilio's glossary, "What is E.164?". The shortest numbers
/// in use have seven digits (Niue). A number that starts with `+1` has exactly eleven digits, its area code does not
/// start with 0 or 1 and does not end in 11, and its exchange does not start with 0 or 1. Nothing else is required, so
/// a number need not be assigned to anybody.
///
/// Parsing (`"+1...".parse()`) accepts E.164 only. [`normalize`](Self::normalize) accepts unformatted US numbers and
/// formatted international numbers as well. The value is stored without an allocation.
///
/// ```
/// use twilio_sms::PhoneNumber;
///
/// let number: PhoneNumber = "+14158141829".parse()?;
/// assert_eq!(number, PhoneNumber::normalize("(415) 814-1829")?);
/// assert_eq!(number.as_str(), "+14158141829");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Copy)]
pub struct PhoneNumber {
    /// The number in ASCII: `+`, the digits, and zero bytes up to the end.
    text: [u8; Self::MAX_DIGITS + 1],
    /// How many bytes of `text` are used.
    len: u8,
}

impl PhoneNumber {
    /// The maximum number of digits in E.164, with the country code.
    pub const MAX_DIGITS: usize = 15;
    /// The number of digits of the shortest numbers in use, with the country code.
    pub const MIN_DIGITS: usize = 7;
    /// The maximum length in bytes of a text that is parsed or normalized.
    pub const MAX_TEXT: usize = 64;

    /// A number of Twilio's test credentials that is not valid: 21212 as a sender, 21211 as a recipient.
    ///
    /// The numbers and what they do are in Twilio's documentation of test credentials. A message that is sent with test
    /// credentials is not delivered and not charged.
    pub const TEST_INVALID: Self = Self::test(b'1');
    /// A number of Twilio's test credentials that cannot be reached: 21612 as a recipient.
    pub const TEST_NOT_REACHABLE: Self = Self::test(b'2');
    /// A number of Twilio's test credentials in a region that is not enabled: 21408 as a recipient.
    pub const TEST_REGION_NOT_ENABLED: Self = Self::test(b'3');
    /// A number of Twilio's test credentials that has unsubscribed: 21610 as a recipient.
    pub const TEST_UNSUBSCRIBED: Self = Self::test(b'4');
    /// The number of Twilio's test credentials that is valid as a sender.
    pub const TEST_VALID: Self = Self::test(b'6');
    /// A number of Twilio's test credentials that the account does not own: 21606 as a sender.
    pub const TEST_NOT_OWNED: Self = Self::test(b'7');
    /// A number of Twilio's test credentials whose queue is full: 21611 as a sender.
    pub const TEST_QUEUE_FULL: Self = Self::test(b'8');
    /// A number of Twilio's test credentials that cannot receive SMS: 21614 as a recipient.
    pub const TEST_NOT_MOBILE: Self = Self::test(b'9');

    /// Creates the test number that ends in a digit.
    const fn test(digit: u8) -> Self {
        Self { text: [b'+', b'1', b'5', b'0', b'0', b'5', b'5', b'5', b'0', b'0', b'0', digit, 0, 0, 0, 0], len: 12 }
    }

    /// Parses a number in E.164, an international number that is written in groups, or an unformatted US number. The
    /// digits of the text are copied and never changed.
    ///
    /// A text that starts with `+` has the country code, so it is the same number however it is grouped:
    /// `+44 7911 123456`, `+1 (415) 555-1212`. Between two groups there is at most one space, `-` or `.`. One group can
    /// be in parentheses, unless it starts with 0: the `(0)` of `+44 (0)7911 123456` is dialled only inside the country.
    ///
    /// "Sending SMS Messages" of Twilio's 2010-04-01 API accepts "unformatted US numbers: `(415) 555-1212` or
    /// `415-555-1212`". A text without `+` is read as such a number. It has an optional 1 for the country, then groups
    /// of 3, 3 and 4 digits. Between two groups there is at most one space, `-` or `.`, and only the area code can be
    /// in parentheses. Letters, extensions, `tel:`, international prefixes such as 011, and all characters outside
    /// ASCII are refused.
    ///
    /// # Errors
    ///
    /// Errors of any text, in the order in which they are looked for:
    ///
    /// - [`TooLong`](K::TooLong) in bytes: the text has more than [`MAX_TEXT`](Self::MAX_TEXT) bytes.
    /// - [`Empty`](K::Empty): the text is empty.
    /// - [`NonAscii`](K::NonAscii): the text contains a character outside ASCII.
    /// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
    /// - [`InvalidCharacter`](K::InvalidCharacter): the text contains another character than digits, spaces, `-`, `.`,
    ///   parentheses, and a `+` at the start.
    ///
    /// Errors of a text that starts with `+`:
    ///
    /// - [`FormattedE164`](K::FormattedE164): the digits are grouped in another way.
    /// - [`LeadingZero`](K::LeadingZero): the first digit is 0.
    /// - [`TooShort`](K::TooShort) and [`TooLong`](K::TooLong) in digits: there are fewer than 7 or more than 15
    ///   digits, or the number starts with `+1` and does not have 11 digits.
    ///
    /// Errors of any other text:
    ///
    /// - [`TooShort`](K::TooShort) in digits: there are fewer than 10 digits.
    /// - [`NotUsLength`](K::NotUsLength): there are more than 10 digits, and not 11 of which the first is 1.
    /// - [`UsGrouping`](K::UsGrouping): the digits are grouped in another way.
    ///
    /// Errors of every US number:
    ///
    /// - [`UsAreaCode`](K::UsAreaCode): the area code starts with 0 or 1, or ends in 11.
    /// - [`UsExchange`](K::UsExchange): the exchange starts with 0 or 1.
    ///
    /// ```
    /// use twilio_sms::{LengthUnit, ParseErrorKind, PhoneNumber};
    ///
    /// assert_eq!(PhoneNumber::normalize("415.555.1212")?.as_str(), "+14155551212");
    /// assert_eq!(PhoneNumber::normalize("+44 7911 123456")?.as_str(), "+447911123456");
    /// let error = PhoneNumber::normalize("5551212").unwrap_err();
    /// assert_eq!(error.kind(), ParseErrorKind::TooShort { got: 7, min: 10, unit: LengthUnit::Digits });
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn normalize(text: &str) -> Result<Self, ParseError> {
        Self::read(text, grouped)
    }

    /// Parses a number. `grouped` gets a text that starts with `+` and is not a number in E.164, and the text after the
    /// `+`. It returns the number if it accepts groups, and otherwise the error.
    fn read(text: &str, grouped: fn(&[u8], &[u8]) -> Result<Self, K>) -> Result<Self, ParseError> {
        let bytes = text.as_bytes();
        // These functions only recognise valid numbers. If one fails, a function whose name ends in `error` reads the
        // text again to find the reason, so that valid numbers do not pay for it.
        match bytes {
            _ if bytes.len() > Self::MAX_TEXT => {
                Err(K::TooLong { got: bytes.len(), max: Self::MAX_TEXT, unit: LengthUnit::Bytes })
            }
            [b'+', digits @ ..] => Self::international(digits).map_or_else(|| grouped(bytes, digits), Ok),
            _ => Self::us(bytes).map_err(|at| us_error(bytes, at)),
        }
        .and_then(Self::check_us_rules)
        .map_err(parse_error)
    }

    /// Returns the number as text: `+` and its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII and there are at least `len` of them, so neither default is ever returned.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Returns the number as text in bytes, without the check that they are UTF-8.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// Parses the digits of a number in E.164, without the `+`.
    fn international(digits: &[u8]) -> Option<Self> {
        let len = u8::try_from(digits.len() + 1).ok()?;
        let mut text = [0; Self::MAX_DIGITS + 1];
        let (plus, rest) = text.split_first_mut()?;
        *plus = b'+';
        // This returns `None` for more than 15 digits.
        rest.get_mut(..digits.len())?.copy_from_slice(digits);
        let valid =
            digits.len() >= Self::MIN_DIGITS && digits.iter().all(u8::is_ascii_digit) && !digits.starts_with(b"0");
        valid.then_some(Self { text, len })
    }

    /// Parses an unformatted US number. The error is the offset of the first character that does not fit the grouping.
    fn us(bytes: &[u8]) -> Result<Self, usize> {
        // No area code starts with 1, so a leading 1 is the country's.
        let mut rest = bytes.strip_prefix(b"1").map_or(bytes, skip_separator);
        let parenthesis = rest.strip_prefix(b"(");
        rest = parenthesis.unwrap_or(rest);
        let [a, b, c] = group(bytes, &mut rest)?;
        if parenthesis.is_some() {
            let [b')', after @ ..] = rest else { return Err(bytes.len() - rest.len()) };
            rest = after;
        }
        rest = skip_separator(rest);
        let [d, e, f] = group(bytes, &mut rest)?;
        rest = skip_separator(rest);
        let [g, h, i, j] = group(bytes, &mut rest)?;
        if !rest.is_empty() {
            return Err(bytes.len() - rest.len());
        }
        Ok(Self { text: [b'+', b'1', a, b, c, d, e, f, g, h, i, j, 0, 0, 0, 0], len: 12 })
    }

    /// Checks a number that starts with `+1` by the rules of the North American numbering plan. Other numbers pass.
    fn check_us_rules(self) -> Result<Self, K> {
        let [b'+', b'1', a, b, c, d, ..] = self.text else { return Ok(self) };
        let digits = usize::from(self.len) - 1;
        if digits < 11 {
            Err(K::TooShort { got: digits, min: 11, unit: LengthUnit::Digits })
        } else if digits > 11 {
            Err(K::TooLong { got: digits, max: 11, unit: LengthUnit::Digits })
        } else if a < b'2' || (b, c) == (b'1', b'1') {
            Err(K::UsAreaCode)
        } else if d < b'2' {
            Err(K::UsExchange)
        } else {
            Ok(self)
        }
    }
}

const fn parse_error(kind: K) -> ParseError {
    ParseError::new("phone number", kind)
}

/// Skips one space, `-` or `.` at the start.
fn skip_separator(bytes: &[u8]) -> &[u8] {
    match bytes {
        [b' ' | b'-' | b'.', rest @ ..] => rest,
        _ => bytes,
    }
}

/// Takes the next `N` digits from `rest`, which is the last part of `bytes`. The error is the offset at which a digit
/// is missing.
fn group<const N: usize>(bytes: &[u8], rest: &mut &[u8]) -> Result<[u8; N], usize> {
    match rest.split_first_chunk::<N>() {
        Some((digits, after)) if digits.iter().all(u8::is_ascii_digit) => {
            *rest = after;
            Ok(*digits)
        }
        _ => Err(bytes.len() - rest.len() + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()),
    }
}

/// Returns the error of a text that is empty or contains characters that no spelling of a number has. The conditions
/// are in the order in which they are reported.
fn character_error(bytes: &[u8]) -> Option<K> {
    // `is_ascii_whitespace` leaves out the vertical tab, 0x0B.
    let space = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == 0x0B);
    let unexpected = |(at, byte): (usize, &u8)| match byte {
        b'0'..=b'9' | b' ' | b'-' | b'.' | b'(' | b')' => false,
        b'+' => at > 0,
        _ => true,
    };
    if bytes.is_empty() {
        Some(K::Empty)
    } else if let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) {
        Some(K::NonAscii { at })
    } else if space(bytes.first()) || space(bytes.last()) {
        Some(K::SurroundingWhitespace)
    } else {
        bytes.iter().enumerate().position(unexpected).map(|at| K::InvalidCharacter { at })
    }
}

/// Parses a number in E.164 whose digits are written in groups. `rest` is the part of `bytes` after the `+`.
fn grouped(bytes: &[u8], rest: &[u8]) -> Result<PhoneNumber, K> {
    if let Some(kind) = character_error(bytes) {
        return Err(kind);
    }
    if rest.is_empty() {
        return Err(digits_error(rest));
    }
    let mut digits = [0; PhoneNumber::MAX_TEXT];
    let (mut length, mut left, mut parenthesis) = (0, rest, false);
    loop {
        let opened = left.strip_prefix(b"(");
        left = opened.unwrap_or(left);
        let (group, after) = left.split_at(left.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(left.len()));
        let formatted = K::FormattedE164 { at: bytes.len() - left.len() };
        if group.is_empty()
            || opened.is_some() && (group.starts_with(b"0") || std::mem::replace(&mut parenthesis, true))
        {
            return Err(formatted);
        }
        for (digit, from) in digits.iter_mut().skip(length).zip(group) {
            *digit = *from;
        }
        length += group.len();
        left = after;
        if opened.is_some() {
            left = after.strip_prefix(b")").ok_or(K::FormattedE164 { at: bytes.len() - after.len() })?;
        }
        if left.is_empty() {
            let digits = digits.get(..length).unwrap_or_default();
            return PhoneNumber::international(digits).ok_or_else(|| digits_error(digits));
        }
        left = skip_separator(left);
    }
}

/// Returns why `bytes`, which are a `+` and `rest`, are not a number in E.164.
fn e164_error(bytes: &[u8], rest: &[u8]) -> Result<PhoneNumber, K> {
    Err(match (character_error(bytes), rest.iter().position(|byte| !byte.is_ascii_digit())) {
        (Some(kind), _) => kind,
        (None, Some(at)) => K::FormattedE164 { at: at + 1 },
        (None, None) => digits_error(rest),
    })
}

/// Returns why these digits are not those of a number in E.164.
fn digits_error(digits: &[u8]) -> K {
    match digits.len() {
        _ if digits.starts_with(b"0") => K::LeadingZero,
        got @ ..PhoneNumber::MIN_DIGITS => {
            let min = if digits.starts_with(b"1") { 11 } else { PhoneNumber::MIN_DIGITS };
            K::TooShort { got, min, unit: LengthUnit::Digits }
        }
        got => K::TooLong { got, max: PhoneNumber::MAX_DIGITS, unit: LengthUnit::Digits },
    }
}

/// Returns why `bytes` are not an unformatted US number. `at` is the offset that [`PhoneNumber::us`] returned.
fn us_error(bytes: &[u8], at: usize) -> K {
    if let Some(kind) = character_error(bytes) {
        return kind;
    }
    let mut digits = bytes.iter().filter(|byte| byte.is_ascii_digit());
    let got = digits.clone().count();
    match (got, digits.next()) {
        (..10, _) => K::TooShort { got, min: 10, unit: LengthUnit::Digits },
        // The 1 was taken for the country, so the grouping failed. The cause is that no area code starts with 1.
        (10, Some(b'1')) => K::UsAreaCode,
        (10, _) | (11, Some(b'1')) => K::UsGrouping { at },
        _ => K::NotUsLength { got },
    }
}

/// Parses a number in E.164. [`PhoneNumber::normalize`] also accepts numbers in groups and unformatted US numbers.
impl FromStr for PhoneNumber {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text.starts_with('+') || text.len() > Self::MAX_TEXT {
            return Self::read(text, e164_error);
        }
        Err(parse_error(character_error(text.as_bytes()).unwrap_or(K::InvalidCharacter { at: 0 })))
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({})", self.as_str())
    }
}

impl AsRef<str> for PhoneNumber {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for PhoneNumber {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for PhoneNumber {
    fn eq(&self, other: &Self) -> bool {
        // The lengths are equal if the arrays are, because the bytes after the digits are zero.
        self.text == other.text
    }
}

impl Eq for PhoneNumber {}

impl PartialOrd for PhoneNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Orders numbers like their texts. The array can be compared as a whole, because the zero bytes after the digits are
/// less than any digit.
impl Ord for PhoneNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for PhoneNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // `Borrow<str>` requires the hash of the text.
        self.as_str().hash(state);
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use proptest::prelude::*;

    use super::*;

    /// Texts that are normalized, each with the resulting number.
    const NUMBERS: &[(&str, &str)] = &[
        ("+14158141829", "+14158141829"),
        ("+16175551212", "+16175551212"),
        ("415-555-1212", "+14155551212"),
        ("415-935-2345", "+14159352345"),
        ("415.555.1212", "+14155551212"),
        ("(415)555-1212", "+14155551212"),
        ("(415) 555-1212", "+14155551212"),
        ("(415)5551212", "+14155551212"),
        ("(415).555.1212", "+14155551212"),
        ("1-415-555-1212", "+14155551212"),
        ("1(415)555-1212", "+14155551212"),
        ("1 (415) 555-1212", "+14155551212"),
        ("1 415-555 1212", "+14155551212"),
        ("415555-1212", "+14155551212"),
        ("4155551212", "+14155551212"),
        ("14155551212", "+14155551212"),
        // The shape is valid; what follows is a matter of the numbering plan: an exchange that ends in 11, a number
        // reserved for fiction, premium rate, reserved and unassigned area codes.
        ("415-911-1212", "+14159111212"),
        ("415-555-0100", "+14155550100"),
        ("900-555-1212", "+19005551212"),
        ("+15005550001", "+15005550001"),
        ("370-555-1212", "+13705551212"),
        ("999-999-9999", "+19999999999"),
        ("+14165551212", "+14165551212"),
        ("+12425550123", "+12425550123"),
        ("+17875551212", "+17875551212"),
        // Numbers of other countries keep their digits.
        ("+447911123456", "+447911123456"),
        ("+4915123456789", "+4915123456789"),
        ("+390212345678", "+390212345678"),
        ("+8613812345678", "+8613812345678"),
        ("+6834002", "+6834002"),
        ("+999123456789012", "+999123456789012"),
        ("+2101234567", "+2101234567"),
        ("+870773111632", "+870773111632"),
        ("+71234567", "+71234567"),
        ("+6518001234567", "+6518001234567"),
        ("+37080143456", "+37080143456"),
        // International numbers in groups.
        ("+44 7911 123456", "+447911123456"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+61 412-345.678", "+61412345678"),
        ("+1 415 555 1212", "+14155551212"),
        ("+1-415-555-1212", "+14155551212"),
        ("+1(415)555-1212", "+14155551212"),
        ("+1 (415)555.1212", "+14155551212"),
        ("+1801-664-0964", "+18016640964"),
        ("+49 (1512) 3456789", "+4915123456789"),
    ];

    /// Texts that are refused, each with the kind of the error.
    const ERRORS: &[(&str, K)] = &[
        ("", K::Empty),
        ("415--555-1212", K::UsGrouping { at: 4 }),
        ("4155-551-212", K::UsGrouping { at: 4 }),
        ("415)555-1212", K::UsGrouping { at: 3 }),
        ("(415-555-1212)", K::UsGrouping { at: 4 }),
        ("-415-555-1212", K::UsGrouping { at: 0 }),
        ("-4155551212", K::UsGrouping { at: 0 }),
        ("415-555-1212-", K::UsGrouping { at: 12 }),
        ("415-555-121-2", K::UsGrouping { at: 11 }),
        ("(1)415-555-1212", K::UsGrouping { at: 2 }),
        ("11 4155551212", K::NotUsLength { got: 12 }),
        ("24155551212", K::NotUsLength { got: 11 }),
        ("01114155551212", K::NotUsLength { got: 14 }),
        ("011 44 7911 123456", K::NotUsLength { got: 15 }),
        ("00447911123456", K::NotUsLength { got: 14 }),
        ("07911123456", K::NotUsLength { got: 11 }),
        ("1111111111111111111111111111111111111111111111111111111111111111", K::NotUsLength { got: 64 }),
        (
            "11111111111111111111111111111111111111111111111111111111111111111",
            K::TooLong { got: 65, max: 64, unit: LengthUnit::Bytes },
        ),
        ("5551212", K::TooShort { got: 7, min: 10, unit: LengthUnit::Digits }),
        ("415555121", K::TooShort { got: 9, min: 10, unit: LengthUnit::Digits }),
        ("911", K::TooShort { got: 3, min: 10, unit: LengthUnit::Digits }),
        ("()", K::TooShort { got: 0, min: 10, unit: LengthUnit::Digits }),
        ("+", K::TooShort { got: 0, min: 7, unit: LengthUnit::Digits }),
        ("+7", K::TooShort { got: 1, min: 7, unit: LengthUnit::Digits }),
        ("+12345", K::TooShort { got: 5, min: 11, unit: LengthUnit::Digits }),
        ("+1415555121", K::TooShort { got: 10, min: 11, unit: LengthUnit::Digits }),
        ("+141555512123", K::TooLong { got: 12, max: 11, unit: LengthUnit::Digits }),
        ("+4412345678901234", K::TooLong { got: 16, max: 15, unit: LengthUnit::Digits }),
        ("+1234567890123456", K::TooLong { got: 16, max: 15, unit: LengthUnit::Digits }),
        ("015-555-1212", K::UsAreaCode),
        ("115-555-1212", K::UsAreaCode),
        ("911-555-1212", K::UsAreaCode),
        ("+19115551212", K::UsAreaCode),
        ("+10155551212", K::UsAreaCode),
        ("0612345678", K::UsAreaCode),
        ("415-055-1212", K::UsExchange),
        ("+14151551212", K::UsExchange),
        ("+44(0)7911123456", K::FormattedE164 { at: 4 }),
        ("+44 (0) 7911 123456", K::FormattedE164 { at: 5 }),
        ("+44 (07911) 123456", K::FormattedE164 { at: 5 }),
        ("+1 (415) (555) 1212", K::FormattedE164 { at: 10 }),
        ("+44 (7911 123456", K::FormattedE164 { at: 9 }),
        ("+44 7911) 123456", K::FormattedE164 { at: 8 }),
        ("+44 () 7911 123456", K::FormattedE164 { at: 5 }),
        ("+44  7911 123456", K::FormattedE164 { at: 4 }),
        ("+44-", K::FormattedE164 { at: 4 }),
        ("+44 7911 123456-", K::FormattedE164 { at: 16 }),
        ("+ 14155551212", K::FormattedE164 { at: 1 }),
        ("+0 415 555 1212", K::LeadingZero),
        ("+1 415 555 121", K::TooShort { got: 10, min: 11, unit: LengthUnit::Digits }),
        ("+44 12", K::TooShort { got: 4, min: 7, unit: LengthUnit::Digits }),
        ("+44 1234 5678 9012 34", K::TooLong { got: 16, max: 15, unit: LengthUnit::Digits }),
        ("+04155551212", K::LeadingZero),
        ("++14155551212", K::InvalidCharacter { at: 1 }),
        ("1+4155551212", K::InvalidCharacter { at: 1 }),
        ("%2B14155551212", K::InvalidCharacter { at: 0 }),
        ("415\n5551212", K::InvalidCharacter { at: 3 }),
        ("+1415555\r\n1212", K::InvalidCharacter { at: 8 }),
        ("415-555-1212x123", K::InvalidCharacter { at: 12 }),
        ("415-555-1212;ext=9", K::InvalidCharacter { at: 12 }),
        ("415-555-1212,,9", K::InvalidCharacter { at: 12 }),
        ("tel:+14155551212", K::InvalidCharacter { at: 0 }),
        ("sms:+14155551212", K::InvalidCharacter { at: 0 }),
        ("client:jenny", K::InvalidCharacter { at: 0 }),
        ("1-800-FLOWERS", K::InvalidCharacter { at: 6 }),
        ("415-555-CALL", K::InvalidCharacter { at: 8 }),
        ("+1a4155551212", K::InvalidCharacter { at: 2 }),
        ("O4155551212", K::InvalidCharacter { at: 0 }),
        ("TWILIO", K::InvalidCharacter { at: 0 }),
        ("anonymous", K::InvalidCharacter { at: 0 }),
        ("call 415-555-1212", K::InvalidCharacter { at: 0 }),
        ("4155551212/4155551213", K::InvalidCharacter { at: 10 }),
        ("415_555_1212", K::InvalidCharacter { at: 3 }),
        ("4.155551212e9", K::InvalidCharacter { at: 11 }),
        (" 14158141829", K::SurroundingWhitespace),
        ("+14155551212 ", K::SurroundingWhitespace),
        ("\t4155551212", K::SurroundingWhitespace),
        (" ", K::SurroundingWhitespace),
        ("+\u{ff11}\u{ff14}\u{ff11}\u{ff15}\u{ff15}\u{ff15}", K::NonAscii { at: 1 }),
        ("+\u{967}\u{96a}\u{967}\u{96b}\u{96b}\u{96b}", K::NonAscii { at: 1 }),
        ("415\u{2013}555\u{2013}1212", K::NonAscii { at: 3 }),
        ("\u{202a}+14155551212\u{202c}", K::NonAscii { at: 0 }),
        ("\u{feff}+14155551212", K::NonAscii { at: 0 }),
        ("\u{260e}4155551212", K::NonAscii { at: 0 }),
    ];

    #[test]
    fn normalizing_keeps_the_digits_of_a_number() {
        for (text, number) in NUMBERS {
            assert_eq!(PhoneNumber::normalize(text).map(String::from).as_deref(), Ok(*number), "{text:?}");
        }
    }

    #[test]
    fn the_error_says_why_a_text_is_not_a_number() {
        for (text, kind) in ERRORS {
            assert_eq!(PhoneNumber::normalize(text).unwrap_err().kind(), *kind, "{text:?}");
        }
    }

    #[test]
    fn parsing_accepts_e164_only() {
        for (text, number) in NUMBERS {
            match text.parse::<PhoneNumber>() {
                Ok(parsed) => assert_eq!((*text, parsed.as_str()), (*number, *number)),
                // The error is at the first character that is not a digit, or at the start if there is no `+`.
                Err(error) => match text.strip_prefix('+').and_then(|rest| rest.find(|c: char| !c.is_ascii_digit())) {
                    Some(at) => assert_eq!(error.kind(), K::FormattedE164 { at: at + 1 }, "{text:?}"),
                    None => assert_eq!(error.kind(), K::InvalidCharacter { at: 0 }, "{text:?}"),
                },
            }
        }
        for (text, _) in ERRORS {
            assert!(text.parse::<PhoneNumber>().is_err(), "{text:?}");
        }
        assert_eq!(" 1".parse::<PhoneNumber>().unwrap_err().kind(), K::SurroundingWhitespace);
        assert_eq!("".parse::<PhoneNumber>().unwrap_err().kind(), K::Empty);
    }

    #[test]
    fn the_error_of_a_leading_space_mentions_an_unescaped_plus() {
        let error = PhoneNumber::normalize(" 14158141829").unwrap_err().to_string();
        assert!(error.contains("unescaped '+'"), "{error}");
    }

    #[test]
    fn a_set_of_numbers_finds_a_number_by_its_text() {
        let number = PhoneNumber::normalize("415-555-1212").unwrap();
        assert!(HashSet::from([number]).contains("+14155551212"));
        assert!(BTreeSet::from([number]).contains("+14155551212"));
        assert_eq!(format!("{number:?} {number:>14}"), "PhoneNumber(+14155551212)   +14155551212");
        assert_eq!(size_of::<PhoneNumber>(), 17);
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_an_error(text in any::<String>()) {
            let _ = PhoneNumber::normalize(&text);
        }

        #[test]
        fn normalizing_twice_changes_nothing(text in "[+]?[1 ]?[0-9(). -]{0,15}") {
            if let Ok(number) = PhoneNumber::normalize(&text) {
                prop_assert_eq!(PhoneNumber::normalize(number.as_str()), Ok(number));
                prop_assert_eq!(number.to_string().parse(), Ok(number));
            }
        }

        #[test]
        fn digits_are_copied_and_never_changed(text in "1?[ .-]?[(]?[2-9][0-9]{2}[)]?[ .-]?[2-9][0-9]{2}[ .-]?[0-9]{4}") {
            if let Ok(number) = PhoneNumber::normalize(&text) {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                prop_assert!(number.as_str().ends_with(&digits));
            }
        }

        #[test]
        fn a_number_with_its_country_code_is_the_same_in_groups(
            groups in prop::collection::vec("[2-9][0-9]{1,3}", 3..=3),
            separators in prop::collection::vec("[ .-]?", 2..=2),
            parenthesis in 0_usize..4,
        ) {
            let mut text = "+".to_owned();
            for (index, group) in groups.iter().enumerate() {
                text.push_str(&if index == parenthesis { format!("({group})") } else { group.clone() });
                text.push_str(separators.get(index).map_or("", |separator| separator));
            }
            let plain = format!("+{}", groups.concat());
            let kind = |error: ParseError| error.kind();
            prop_assert_eq!(PhoneNumber::normalize(&text).map_err(kind), PhoneNumber::normalize(&plain).map_err(kind));
            // A zero in parentheses is dialled only inside the country.
            let zero = text.replacen(&groups[1], &format!("(0){}", groups[1]), 1);
            prop_assert!(PhoneNumber::normalize(&zero).is_err());
            prop_assert_eq!(text.parse::<PhoneNumber>().is_ok(), text == plain && PhoneNumber::normalize(&text).is_ok());
        }

        #[test]
        fn numbers_are_ordered_like_their_texts(a in "[+][2-9][0-9]{6,14}", b in "[+][2-9][0-9]{6,14}") {
            let (x, y): (PhoneNumber, PhoneNumber) = (a.parse().unwrap(), b.parse().unwrap());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(x == y, a == b);
        }
    }
}
