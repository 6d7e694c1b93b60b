//! Prices: decimal texts, kept to the digit.

use std::borrow::Cow;

use crate::error::ParseErrorKind as K;
use crate::value::text::{checked_cow_value, cow_value};

/// What a message cost, exactly as Twilio wrote it: `-0.00750`.
///
/// A decimal text: an optional `-`, digits, optionally `.` and digits, and, as JSON numbers can have one, optionally an
/// exponent. Nothing is rounded, and no zero is dropped. Twilio writes a charge as a negative number, SignalWire as a
/// positive one. The currency is another field, `PriceUnit`. Equal are prices whose texts are equal: `-0.0075` is not
/// `-0.00750` here; compare [`checked_minor`](Self::checked_minor) to compare amounts.
///
/// # Errors
///
/// [`Empty`](K::Empty), or [`InvalidCharacter`](K::InvalidCharacter) with the place of the first character that cannot
/// stand there; the length of the text, where a digit should follow.
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
    /// Whether it is less than nothing: at Twilio, whether there is a charge. `-0.00000` is not.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-') && !self.is_zero()
    }

    /// Whether it is nothing, however it is written.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mantissa().bytes().all(|byte| !matches!(byte, b'1'..=b'9'))
    }

    /// The price in units of 10 to the power of `-decimals`: with 2, of cents.
    ///
    /// `None` if it is not a whole number of them, or does not fit. Nothing is rounded. Twilio's prices have five
    /// decimals.
    #[must_use]
    pub fn checked_minor(&self, decimals: u8) -> Option<i64> {
        if self.is_zero() {
            return Some(0);
        }
        let mantissa = self.mantissa();
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // The digits up to the last that is not 0, and how many places they have to move to the left.
        let digits = || whole.bytes().chain(fraction.bytes());
        let zeros = digits().rev().take_while(|byte| *byte == b'0').count();
        let count = digits().count().checked_sub(zeros)?;
        let shift = self.exponent()?.checked_add(i64::from(decimals))?;
        let shift = shift.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(i64::try_from(zeros).ok()?)?;
        // Below zero from the start, where one more number fits.
        let below = digits()
            .take(count)
            .try_fold(0_i64, |sum, byte| sum.checked_mul(10)?.checked_sub(i64::from(byte.checked_sub(b'0')?)))?;
        // The last digit is not 0, so it cannot move to the right, and not far to the left.
        let below = below.checked_mul(10_i64.checked_pow(u32::try_from(shift).ok()?)?)?;
        if self.0.starts_with('-') { Some(below) } else { below.checked_neg() }
    }

    /// Without the sign and the exponent.
    fn mantissa(&self) -> &str {
        self.0.trim_start_matches('-').split(['e', 'E']).next().unwrap_or_default()
    }

    /// The exponent; `None` if it is out of all reason.
    fn exponent(&self) -> Option<i64> {
        self.0.split_once(['e', 'E']).map_or(Some(0), |(_, exponent)| exponent.parse().ok())
    }
}

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

/// What follows the digits at the beginning of `rest`, the end of `text`; there is at least one.
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
    fn names_the_fault() {
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
    fn scales_exactly_or_not_at_all() {
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
        fn a_decimal_scales_back_to_the_number_it_was_written_from(number in any::<i64>(), decimals in 1_u8..=18) {
            let (scale, decimals_wide) = (10_u64.pow(decimals.into()), usize::from(decimals));
            let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
            let text = format!("{sign}{}.{:0decimals_wide$}", size / scale, size % scale);
            prop_assert_eq!(price(&text).checked_minor(decimals), Some(number));
            prop_assert_eq!(text.parse::<Price<'_>>().unwrap().to_string(), text);
        }

        #[test]
        fn any_text_gives_a_price_or_a_fault(text in "-?[0-9.eE+-]{0,30}") {
            if let Ok(price) = Price::try_from(text.as_str()) {
                let _ = price.checked_minor(5);
            }
        }
    }
}
