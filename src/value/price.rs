//! Prices, which are kept as decimal texts with every digit.

use std::borrow::Cow;

use crate::error::ParseErrorKind as K;
use crate::value::text::{checked_cow_value, cow_value};

/// The price of a message, exactly as the server wrote it: `-0.00750`.
///
/// It is the text of a decimal number: an optional `-`, digits, an optional fraction of `.` and digits, and an optional
/// exponent, because JSON numbers can have one. It is never rounded, and keeps all its zeros. Twilio writes a charge as
/// a negative number, SignalWire as a positive one. The currency is in another field, `PriceUnit`.
///
/// Two prices are equal if their texts are, so `-0.0075` and `-0.00750` are different prices. To compare amounts,
/// compare the results of [`checked_minor`](Self::checked_minor).
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text is not a number. The offset is that of the first character
///   that is not allowed at its position, or the length of the text if a digit is missing at the end.
///
/// ```
/// use twilio_sms::Price;
///
/// let price: Price = "-0.00750".parse()?;
/// assert_eq!(price.as_str(), "-0.00750");
/// assert_eq!(price.checked_minor(5), Some(-750));
/// assert_eq!(price.checked_minor(2), None);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Price<'a>(Cow<'a, str>);

cow_value!(Price);
checked_cow_value!(Price, "price", check);

impl Price<'_> {
    /// Returns whether the price is less than zero, which at Twilio means that there is a charge. `-0.00000` is not
    /// less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-') && !self.is_zero()
    }

    /// Returns whether the price is zero, with any number of digits and any exponent.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mantissa().bytes().all(|byte| !matches!(byte, b'1'..=b'9'))
    }

    /// Returns the price as a whole number of units of 10 to the power of `-decimals`. With 2 decimals of dollars, the
    /// unit is a cent.
    ///
    /// The result is exact. It is `None` if the price is not a whole number of units, or does not fit in an `i64`.
    /// Twilio's prices have five decimals.
    #[must_use]
    pub fn checked_minor(&self, decimals: u8) -> Option<i64> {
        if self.is_zero() {
            return Some(0);
        }
        let mantissa = self.mantissa();
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // The result is the number that the digits form up to the last one that is not 0, times 10 to the power of
        // `shift`. Zeros at the end are left out first, so that a long price such as 1.00000000000000000000 fits.
        let digits = || whole.bytes().chain(fraction.bytes());
        let zeros = digits().rev().take_while(|byte| *byte == b'0').count();
        let count = digits().count().checked_sub(zeros)?;
        let shift = self.exponent()?.checked_add(i64::from(decimals))?;
        let shift = shift.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(i64::try_from(zeros).ok()?)?;
        // The number is built as a negative one, because `i64::MIN` has no positive counterpart.
        let negative = digits()
            .take(count)
            .try_fold(0_i64, |sum, byte| sum.checked_mul(10)?.checked_sub(i64::from(byte.checked_sub(b'0')?)))?;
        // The last digit is not 0, so with a negative shift the result would not be whole.
        let negative = negative.checked_mul(10_i64.checked_pow(u32::try_from(shift).ok()?)?)?;
        if self.0.starts_with('-') { Some(negative) } else { negative.checked_neg() }
    }

    /// Returns the text without the sign and the exponent.
    fn mantissa(&self) -> &str {
        self.0.trim_start_matches('-').split(['e', 'E']).next().unwrap_or_default()
    }

    /// Returns the exponent, or 0 if there is none. Returns `None` if it does not fit in an `i64`.
    fn exponent(&self) -> Option<i64> {
        self.0.split_once(['e', 'E']).map_or(Some(0), |(_, exponent)| exponent.parse().ok())
    }
}

/// Checks that a text is a decimal number.
fn check(text: &str) -> Result<(), K> {
    if text.is_empty() {
        return Err(K::Empty);
    }
    let mut rest = text.as_bytes();
    if let [b'-', after @ ..] = rest {
        rest = after;
    }
    rest = skip_digits(text, rest)?;
    if let [b'.', after @ ..] = rest {
        rest = skip_digits(text, after)?;
    }
    if let [b'e' | b'E', after @ ..] = rest {
        rest = match after {
            [b'+' | b'-', after @ ..] => after,
            _ => after,
        };
        rest = skip_digits(text, rest)?;
    }
    if rest.is_empty() { Ok(()) } else { Err(K::InvalidCharacter { at: text.len() - rest.len() }) }
}

/// Skips the digits at the start of `rest`, and refuses it if there is none. `rest` is the last part of `text`.
fn skip_digits<'a>(text: &str, rest: &'a [u8]) -> Result<&'a [u8], K> {
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match rest.get(count..) {
        Some(after) if count > 0 => Ok(after),
        _ => Err(K::InvalidCharacter { at: text.len() - rest.len() }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn price(text: &str) -> Price<'_> {
        Price::try_from(text).unwrap()
    }

    #[test]
    fn keeps_every_digit() {
        for text in ["-0.00750", "0", "-0", "0.5", "00.50", "-1.20", "1e-3", "1.5E+10", "12345678901234567890.123"] {
            assert_eq!(price(text).to_string(), text);
        }
    }

    #[test]
    fn the_error_has_the_offset_of_the_first_wrong_character() {
        for (text, kind) in [
            ("", K::Empty),
            ("-", K::InvalidCharacter { at: 1 }),
            ("+1", K::InvalidCharacter { at: 0 }),
            (".5", K::InvalidCharacter { at: 0 }),
            ("1.", K::InvalidCharacter { at: 2 }),
            ("1.2.3", K::InvalidCharacter { at: 3 }),
            ("1,5", K::InvalidCharacter { at: 1 }),
            ("1e", K::InvalidCharacter { at: 2 }),
            ("1e+", K::InvalidCharacter { at: 3 }),
            ("--1", K::InvalidCharacter { at: 1 }),
            (" 1", K::InvalidCharacter { at: 0 }),
            ("1 ", K::InvalidCharacter { at: 1 }),
            ("NaN", K::InvalidCharacter { at: 0 }),
            ("$1", K::InvalidCharacter { at: 0 }),
            ("\u{ff11}", K::InvalidCharacter { at: 0 }),
        ] {
            assert_eq!(Price::try_from(text).unwrap_err().kind(), kind, "{text:?}");
        }
    }

    #[test]
    fn an_amount_in_units_is_exact_or_none() {
        for (text, decimals, minor) in [
            ("-0.00750", 5, Some(-750)),
            ("-0.00750", 4, Some(-75)),
            ("-0.00750", 3, None),
            ("0.005", 3, Some(5)),
            ("1", 2, Some(100)),
            ("1200", 0, Some(1200)),
            ("7.5e-3", 4, Some(75)),
            ("1.5E+2", 0, Some(150)),
            ("0.00", 0, Some(0)),
            ("0e99999999999999999999", 0, Some(0)),
            ("1e99999999999999999999", 0, None),
            ("1e-99999999999999999999", 0, None),
            ("1e9223372036854775807", 255, None),
            ("9223372036854775807", 0, Some(i64::MAX)),
            ("-9223372036854775808", 0, Some(i64::MIN)),
            ("9223372036854775808", 0, None),
            ("-922337203685477580.8", 1, Some(i64::MIN)),
            ("1", 18, Some(1_000_000_000_000_000_000)),
            ("1", 19, None),
            ("0.000000000000000000000000000001", 30, Some(1)),
            ("1000000000000000000000000000000e-30", 0, Some(1)),
        ] {
            assert_eq!(price(text).checked_minor(decimals), minor, "{text} {decimals}");
        }
    }

    #[test]
    fn zero_has_no_sign() {
        for (text, negative, zero) in
            [("-0.02000", true, false), ("0.02", false, false), ("-0.00000", false, true), ("0e5", false, true)]
        {
            assert_eq!((price(text).is_negative(), price(text).is_zero()), (negative, zero), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_amount_in_units_is_the_number_that_was_written(number in any::<i64>(), decimals in 1_u8..=18) {
            let (scale, decimals_wide) = (10_u64.pow(decimals.into()), usize::from(decimals));
            let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
            let text = format!("{sign}{}.{:0decimals_wide$}", size / scale, size % scale);
            prop_assert_eq!(price(&text).checked_minor(decimals), Some(number));
            prop_assert_eq!(text.parse::<Price<'_>>().unwrap().to_string(), text);
        }

        #[test]
        fn any_text_is_a_price_or_an_error(text in "-?[0-9.eE+-]{0,30}") {
            if let Ok(price) = Price::try_from(text.as_str()) {
                let _ = price.checked_minor(5);
            }
        }
    }
}
