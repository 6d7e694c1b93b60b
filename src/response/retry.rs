//! May I send this again?
//!
//! A POST that creates a message is not idempotent: sent twice, it is two messages and two charges. Only a request of
//! which the server says that it was not processed may be sent again without a thought.

use crate::value::code::ErrorCode;
use crate::value::timestamp::parse_http_date;

/// Whether the same request may be sent again.
///
/// ```
/// use twilio_sms::{Message, Outcome, Resend};
///
/// let busy = br#"{"code": 20429, "message": "Too Many Requests", "status": 429}"#;
/// assert_eq!(Message::decode(429, busy).resend(), Some(Resend::Safe));
/// assert_eq!(Message::decode(503, b"").resend(), Some(Resend::Unknown));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Resend {
    /// It was not processed and may be sent again, after a while: 429, code 20429.
    Safe,
    /// It was refused, and will be refused again as it is.
    Pointless,
    /// It may have been processed. Look for the message first: list those to the same number since.
    Unknown,
}

impl Resend {
    /// What a status and a code say.
    #[must_use]
    pub fn after(status: u16, code: Option<ErrorCode>) -> Self {
        match (status, code) {
            (429, _) | (400..500, Some(ErrorCode::TOO_MANY_REQUESTS)) => Self::Safe,
            // The server gave up waiting for the request, or for an earlier one of the same kind.
            (408, _) => Self::Unknown,
            (300..500, _) => Self::Pointless,
            _ => Self::Unknown,
        }
    }
}

/// How many seconds to wait, from the value of a `Retry-After` header: a number of seconds, or a date that is held against
/// `now`, in seconds since 1970. A date in the past is 0. `None` if it is neither (RFC 9110, 10.2.3).
///
/// Twilio documents exponential backoff and no such header; proxies before it do send one.
///
/// ```
/// use twilio_sms::retry_after;
///
/// assert_eq!(retry_after("120", 0), Some(120));
/// assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_770), Some(7));
/// assert_eq!(retry_after("soon", 0), None);
/// ```
#[must_use]
pub fn retry_after(value: &str, now: i64) -> Option<u64> {
    let value = value.trim_matches([' ', '\t']);
    if value.starts_with(|c: char| c.is_ascii_digit()) {
        return if value.bytes().all(|byte| byte.is_ascii_digit()) { value.parse().ok() } else { None };
    }
    let wait = parse_http_date(value)?.saturating_sub(now);
    Some(u64::try_from(wait).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_not_processed_is_safe() {
        use Resend::*;

        for (status, code, expected) in [
            (429, None, Safe),
            (429, Some(20429), Safe),
            (400, Some(20429), Safe),
            (400, Some(21211), Pointless),
            (401, Some(20003), Pointless),
            (404, None, Pointless),
            (410, Some(20410), Pointless),
            (302, None, Pointless),
            (408, None, Unknown),
            (499, None, Pointless),
            (500, Some(20429), Unknown),
            (500, None, Unknown),
            (503, Some(20503), Unknown),
            (299, None, Unknown),
            (0, None, Unknown),
        ] {
            assert_eq!(Resend::after(status, code.map(ErrorCode::new)), expected, "{status} {code:?}");
        }
    }

    #[test]
    fn reads_both_forms_of_retry_after() {
        for (value, now, expected) in [
            ("0", 5, Some(0)),
            (" 7 ", 5, Some(7)),
            ("18446744073709551615", 0, Some(u64::MAX)),
            ("18446744073709551616", 0, None),
            ("1.5", 0, None),
            ("-1", 0, None),
            ("", 0, None),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777, Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_778, Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", i64::MIN, Some(i64::MAX as u64)),
        ] {
            assert_eq!(retry_after(value, now), expected, "{value:?}");
        }
    }
}
