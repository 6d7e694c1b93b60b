//! Whether a request may be sent again, and how long to wait.
//!
//! A POST that creates a message is not idempotent: sent twice, it is two messages and two charges. It may be sent
//! again only where the server says that it was not processed.

use std::time::{Duration, SystemTime};

use crate::value::code::ErrorCode;
use crate::value::timestamp::parse_http_date;

/// Whether the same request may be sent again.
///
/// ```
/// use twilio_sms::{Message, Page, Resend};
///
/// let busy = br#"{"code": 20429, "message": "Too Many Requests", "status": 429}"#;
/// assert_eq!(Message::decode(429, busy).resend(), Some(Resend::Safe));
/// let limit = br#"{"code": 63038, "message": "Account exceeded the daily messages limit", "status": 429}"#;
/// assert_eq!(Message::decode(429, limit).resend(), Some(Resend::Later));
/// let wrong = br#"{"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}"#;
/// assert_eq!(Message::decode(400, wrong).resend(), Some(Resend::Pointless));
/// // A message may have been sent. A list can be asked for again.
/// assert_eq!(Message::decode(503, b"").resend(), Some(Resend::Unknown));
/// assert_eq!(Page::decode(503, b"").resend(), Some(Resend::Safe));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Resend {
    /// The request was not processed, or does no harm when it is done twice. Send it again after the time in
    /// `Retry-After`, or with a wait that doubles.
    Safe,
    /// The request was refused for now, and nothing was done. Send it again after minutes, or the next day where the
    /// code is about a daily limit.
    Later,
    /// The request was refused, and will be refused again as it is.
    Pointless,
    /// The request may have been processed. Look for the message first: list those to the same number since.
    Unknown,
}

impl Resend {
    /// Returns what a status and a code say about a request that must not be done twice, such as one that sends a
    /// message.
    ///
    /// The code decides before the status. `20429` is `Safe`. A code for a failure of the server
    /// ([`is_server_error`](ErrorCode::is_server_error)) is `Unknown`. Another rate limit and a temporary condition
    /// ([`is_rate_limit`](ErrorCode::is_rate_limit), [`is_transient`](ErrorCode::is_transient)) are `Later`. Any other
    /// code that answers a request is `Pointless` with a status that refuses: one from 300 to 499, except 303 and 408.
    ///
    /// Without such a code, 425 and 429 are `Safe`. 303 is `Unknown`, because servers answer so after they have
    /// processed a POST; 408 as well, because it says only that the server stopped waiting. The other statuses from 300
    /// to 499 are `Pointless`. All the rest are `Unknown`, and a success is `Unknown` whatever its code is.
    ///
    /// ```
    /// use twilio_sms::{ErrorCode, Resend};
    ///
    /// assert_eq!(Resend::after(429, None), Resend::Safe);
    /// assert_eq!(Resend::after(429, Some(ErrorCode::CHANNEL_DAILY_LIMIT)), Resend::Later);
    /// assert_eq!(Resend::after(400, Some(ErrorCode::INTERNAL_SERVER_ERROR)), Resend::Unknown);
    /// assert_eq!(Resend::after(302, None), Resend::Pointless);
    /// assert_eq!(Resend::after(303, None), Resend::Unknown);
    /// ```
    #[must_use]
    pub fn after(status: u16, code: Option<ErrorCode>) -> Self {
        match (status, code) {
            (200..300, _) => Self::Unknown,
            (_, Some(ErrorCode::TOO_MANY_REQUESTS)) => Self::Safe,
            (_, Some(code)) if code.is_server_error() => Self::Unknown,
            (_, Some(code)) if code.is_rate_limit() || code.is_transient() => Self::Later,
            (303 | 408, _) => Self::Unknown,
            (300..500, Some(code)) if code.is_known_answer() => Self::Pointless,
            (425 | 429, _) => Self::Safe,
            (300..500, _) => Self::Pointless,
            _ => Self::Unknown,
        }
    }
}

/// Returns how long to wait, from the value of a `Retry-After` header: a number of seconds, or a date that is compared
/// with `now`. A date in the past is zero, and a number that is too large is `u64::MAX` seconds. The result is `None` for any other value (RFC 9110, 10.2.3).
///
/// Twilio documents exponential backoff and no such header; proxies before it do send one.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use twilio_sms::response::retry_after;
///
/// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770);
/// assert_eq!(retry_after("120", now), Some(Duration::from_secs(120)));
/// assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(Duration::from_secs(7)));
/// assert_eq!(retry_after("soon", now), None);
/// ```
#[must_use]
pub fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim_matches([' ', '\t']);
    if value.starts_with(|c: char| c.is_ascii_digit()) {
        // Digits alone fail to parse only where the number is too large.
        let seconds = || value.parse().unwrap_or(u64::MAX);
        return value.bytes().all(|byte| byte.is_ascii_digit()).then(seconds).map(Duration::from_secs);
    }
    Some(parse_http_date(value)?.duration_since(now).unwrap_or_default())
}

/// Returns how long to wait, from the header `Retry-After` of a response, as [`retry_after`] does. Needs the feature
/// `http`.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use twilio_sms::response::retry_after_header;
///
/// let response = http::Response::builder().status(429).header("Retry-After", "7").body("")?;
/// assert_eq!(retry_after_header(&response, SystemTime::now()), Some(Duration::from_secs(7)));
/// # Ok::<(), http::Error>(())
/// ```
#[cfg(feature = "http")]
#[must_use]
pub fn retry_after_header<B>(response: &http::Response<B>, now: SystemTime) -> Option<Duration> {
    retry_after(response.headers().get(http::header::RETRY_AFTER)?.to_str().ok()?, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_decides_and_then_the_status() {
        use Resend::*;

        for (status, code, expected) in [
            (429, None, Safe),
            (429, Some(20429), Safe),
            (400, Some(20429), Safe),
            (503, Some(20429), Safe),
            (425, None, Safe),
            (424, None, Pointless),
            (426, None, Pointless),
            (428, None, Pointless),
            (430, None, Pointless),
            // Refused for now.
            (429, Some(63038), Later),
            (429, Some(63018), Later),
            (400, Some(20009), Later),
            (409, Some(20162), Later),
            (409, Some(20409), Later),
            (400, Some(21611), Later),
            (400, Some(21702), Later),
            (400, Some(21730), Later),
            (503, Some(21730), Later),
            (400, Some(30001), Later),
            (400, Some(30047), Later),
            (400, Some(35125), Later),
            // Refused.
            (400, Some(21211), Pointless),
            (429, Some(21211), Pointless),
            (401, Some(20003), Pointless),
            (410, Some(20410), Pointless),
            // A code of a delivery says nothing about a request.
            (400, Some(30003), Pointless),
            (429, Some(30003), Safe),
            (500, Some(30003), Unknown),
            // Nor does a code that nobody here knows.
            (400, Some(21999), Pointless),
            (429, Some(21999), Safe),
            (500, Some(21999), Unknown),
            // May have been processed.
            (400, Some(20500), Unknown),
            (429, Some(20503), Unknown),
            (503, Some(20503), Unknown),
            (400, Some(30500), Unknown),
            // A code does not turn a status other than 4xx into a rejection.
            (500, Some(21211), Unknown),
            (303, Some(21211), Unknown),
            (408, Some(21211), Unknown),
            (302, Some(21211), Pointless),
            (299, Some(21211), Unknown),
            (200, Some(20429), Unknown),
            // Redirects.
            (299, None, Unknown),
            (300, None, Pointless),
            (302, None, Pointless),
            (303, None, Unknown),
            (304, None, Pointless),
            (307, None, Pointless),
            (404, None, Pointless),
            (407, None, Pointless),
            (408, None, Unknown),
            (409, None, Pointless),
            (499, None, Pointless),
            (500, None, Unknown),
            (199, None, Unknown),
            (0, None, Unknown),
        ] {
            assert_eq!(Resend::after(status, code.map(ErrorCode::new)), expected, "{status} {code:?}");
        }
    }

    #[test]
    fn classes_and_resending_agree_for_every_code() {
        for &code in ErrorCode::ALL {
            for status in (100..200).chain(300..600) {
                let resend = Resend::after(status, Some(code));
                if code.is_server_error() {
                    assert_eq!(resend, Resend::Unknown, "{code} {status}");
                } else if code.is_rate_limit() || code.is_transient() {
                    assert!(matches!(resend, Resend::Safe | Resend::Later), "{code} {status}");
                } else if code.answers_request() && (300..500).contains(&status) && !matches!(status, 303 | 408) {
                    assert_eq!(resend, Resend::Pointless, "{code} {status}");
                } else {
                    assert_eq!(resend, Resend::after(status, None), "{code} {status}");
                }
            }
            // A success that carries a code proves nothing.
            assert_eq!(Resend::after(200, Some(code)), Resend::Unknown, "{code}");
        }
    }

    #[test]
    fn reads_both_forms_of_retry_after() {
        for (value, now, expected) in [
            ("0", 5, Some(0)),
            (" 7 ", 5, Some(7)),
            ("18446744073709551615", 0, Some(u64::MAX)),
            ("18446744073709551616", 0, Some(u64::MAX)),
            ("99999999999999999999999999999999999999999", 0, Some(u64::MAX)),
            ("1.5", 0, None),
            ("-1", 0, None),
            ("", 0, None),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777, Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_778, Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 0, Some(784_111_777)),
        ] {
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
            assert_eq!(retry_after(value, now), expected.map(Duration::from_secs), "{value:?}");
        }
    }
}
