//! Points in time: texts first, instants when asked.
//!
//! How the texts are read and written is the business of `date`. No clock: all time comes from outside.

use std::borrow::Cow;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::value::date;
use crate::value::text::{cow_value, text_value};

/// When something happened, as the server wrote it: `Wed, 18 Aug 2010 20:01:40 +0000`.
///
/// Keeps the text, whatever it is, and reads it when asked. Twilio's API writes RFC 2822 dates, always in GMT since
/// 2010. Compatible servers write other offsets, ISO 8601, or a date and time without a zone, which is no instant.
///
/// ```
/// use twilio_sms::Timestamp;
///
/// let sent = Timestamp::new("Wed, 18 Aug 2010 20:01:40 +0000");
/// assert_eq!(sent.unix_seconds(), Some(1_282_161_700));
/// assert_eq!(sent.to_rfc3339().as_deref(), Some("2010-08-18T20:01:40Z"));
/// assert_eq!(Timestamp::new("2023-11-08 10:59:38").unix_seconds(), None);
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Timestamp<'a>(Cow<'a, str>);

cow_value!(Timestamp);

impl<'a> Timestamp<'a> {
    /// Takes any text.
    #[inline]
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// The instant, in whole seconds since 1970-01-01T00:00:00Z; `None` if the text names none.
    ///
    /// Reads RFC 2822 dates, whose weekday is not compared with the date, and may have no space after its comma, one
    /// digit for the day, and no space before the offset. Reads RFC 3339 dates, also with a space for `T` and without
    /// a colon in the offset; a fraction is dropped. The years are 1 to 9999. A leap second is the second before it.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        date::rfc2822(&self.0).or_else(|| date::iso(&self.0, &['T', 't', ' ']))
    }

    /// The same instant in UTC as RFC 3339 writes it: `2021-11-30T20:36:27Z`; `None` if the text names none.
    #[must_use]
    pub fn to_rfc3339(&self) -> Option<String> {
        self.unix_seconds().and_then(date::write_rfc3339)
    }
}

impl Timestamp<'static> {
    /// Writes an instant, in seconds since 1970-01-01T00:00:00Z, as Twilio does: `Wed, 18 Aug 2010 20:01:40 +0000`.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](K::OutOfRange) in years, 1 to 9999.
    ///
    /// ```
    /// use twilio_sms::Timestamp;
    ///
    /// let created = Timestamp::from_unix_seconds(1_282_161_700)?;
    /// assert_eq!(created.as_str(), "Wed, 18 Aug 2010 20:01:40 +0000");
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ParseError> {
        let text = date::write_rfc2822(seconds).ok_or(OUT_OF_RANGE)?;
        Ok(Self(text.into()))
    }
}

impl<'a> From<&'a str> for Timestamp<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl<'a> From<Cow<'a, str>> for Timestamp<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::new(text)
    }
}

impl From<String> for Timestamp<'static> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// When to send a message: an instant in RFC 3339, kept as given.
///
/// Twilio's Messages resource documentation asks for ISO 8601 in `SendAt`: `2021-11-30T20:36:27Z`. That profile of it
/// is taken which names an instant without doubt: date, `T`, time, and `Z` or an offset with a colon. How far ahead the
/// instant may be is for Twilio to say: this crate has no clock.
///
/// # Errors
///
/// [`Empty`](K::Empty), or [`NotAnInstant`](K::NotAnInstant).
///
/// ```
/// use twilio_sms::SendAt;
///
/// let at: SendAt = "2021-11-30T20:36:27Z".parse()?;
/// assert_eq!(at.unix_seconds(), 1_638_304_587);
/// assert_eq!(SendAt::from_unix_seconds(1_638_304_587)?, at);
/// assert!("2021-11-30 20:36:27".parse::<SendAt>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct SendAt(String);

text_value!(SendAt, "time to send at", SendAt::check);

impl SendAt {
    /// Writes an instant, in seconds since 1970-01-01T00:00:00Z, in UTC.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](K::OutOfRange) in years, 1 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ParseError> {
        date::write_rfc3339(seconds).map(Self).ok_or(OUT_OF_RANGE)
    }

    /// The instant, in whole seconds since 1970-01-01T00:00:00Z; a fraction is dropped.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        // `check` has read the text before, so the default is never taken.
        Self::instant(&self.0).unwrap_or_default()
    }

    fn check(text: &str) -> Result<(), K> {
        match Self::instant(text) {
            _ if text.is_empty() => Err(K::Empty),
            Some(_) => Ok(()),
            None => Err(K::NotAnInstant),
        }
    }

    fn instant(text: &str) -> Option<i64> {
        let strict = text.ends_with(['Z', 'z']) || text.rfind(':') == text.len().checked_sub(3);
        date::iso(text, &['T', 't']).filter(|_| strict)
    }
}

const OUT_OF_RANGE: ParseError = ParseError::new("year", K::OutOfRange { min: 1, max: 9999 });

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::date::{SECONDS, http_date};

    #[test]
    fn reads_what_servers_write() {
        for (text, seconds) in [
            ("Wed, 18 Aug 2010 20:01:40 +0000", 1_282_161_700),
            ("Wed, 18 Aug 2010 13:01:40 -0700", 1_282_161_700),
            ("Mon, 18 Aug 2010 20:01:40 +0000", 1_282_161_700), // was a Wednesday
            ("18 Aug 2010 20:01:40 GMT", 1_282_161_700),
            ("Wed, 18 Aug 2010 20:01:40 -0000", 1_282_161_700),
            ("Wed,18 Aug 2010 20:01:40 +0000", 1_282_161_700),
            ("Wed, 18 aug 2010 20:01:40+0000", 1_282_161_700),
            ("Wed, 18 Aug 2010 14:01:40 MDT", 1_282_161_700),
            (" Wed,  18 Aug 2010 20:01:40  +0000 ", 1_282_161_700),
            ("Wed, 18 Aug 2010 20:01 +0000", 1_282_161_660),
            ("Wed, 8 May 2019 10:57:45 +0000", 1_557_313_065),
            ("Wed, 8 May 2019 19:57:45 +0900", 1_557_313_065),
            ("2015-11-19T07:21:24.000-05:00", 1_447_935_684),
            ("2015-11-19T12:21:24Z", 1_447_935_684),
            ("2015-11-19t12:21:24z", 1_447_935_684),
            ("2015-11-19 07:21:24-0500", 1_447_935_684),
            ("2016-12-31T23:59:60Z", 1_483_228_799),
            ("1970-01-01T00:00:00Z", 0),
            ("0001-01-01T00:00:00Z", *SECONDS.start()),
            ("9999-12-31T23:59:59Z", *SECONDS.end()),
        ] {
            assert_eq!(Timestamp::new(text).unix_seconds(), Some(seconds), "{text:?}");
        }
    }

    #[test]
    fn keeps_what_is_no_instant() {
        for text in [
            "",
            "null",
            "2023-11-08 10:59:38",
            "1970-01-01 05:30:00",
            "2023-11-08",
            "Wed, 18 Aug 2010 20:01:40",
            "Wed, 31 Feb 2010 20:01:40 +0000",
            "Wed, 18 Aug 10 20:01:40 +0000",
            "Wed, 18 Agu 2010 20:01:40 +0000",
            "Wed, 18 Aug 2010 24:01:40 +0000",
            "Wed, 18 Aug 2010 20:01:40 +0000 x",
            "Wed, 18 Aug 2010 20:01:40 +9900",
            "Wed, 18 Aug 2010 20:01:40 XYZ",
            "Wed, 18 \u{c4}ug 2010 20:01:40 +0000",
            "2015-11-19T12:21:24",
            "2015-11-19T12:21:24.Z",
            "2015-13-19T12:21:24Z",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-00:01",
        ] {
            assert_eq!(Timestamp::new(text).unix_seconds(), None, "{text:?}");
            assert_eq!(Timestamp::new(text).to_rfc3339(), None);
            assert_eq!(Timestamp::from(text).as_str(), text);
        }
    }

    #[test]
    fn instants_are_written_within_the_years_of_four_digits() {
        for (seconds, text) in [
            (*SECONDS.start(), "Mon, 01 Jan 0001 00:00:00 +0000"),
            (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (*SECONDS.end(), "Fri, 31 Dec 9999 23:59:59 +0000"),
        ] {
            assert_eq!(Timestamp::from_unix_seconds(seconds).unwrap().as_str(), text);
        }
        for seconds in [SECONDS.start() - 1, SECONDS.end() + 1, i64::MIN, i64::MAX] {
            let kind = K::OutOfRange { min: 1, max: 9999 };
            assert_eq!(Timestamp::from_unix_seconds(seconds).unwrap_err().kind(), kind);
            assert_eq!(SendAt::from_unix_seconds(seconds).unwrap_err().kind(), kind);
        }
    }

    #[test]
    fn a_time_to_send_at_names_an_instant_without_doubt() {
        for (text, seconds) in [("2021-11-30T20:36:27Z", 1_638_304_587), ("2021-11-30T21:36:27.5+01:00", 1_638_304_587)]
        {
            let at: SendAt = text.parse().unwrap();
            assert_eq!((at.as_str(), at.unix_seconds()), (text, seconds));
        }
        for text in [
            "2021-11-30T20:36:27",
            "2021-11-30 20:36:27Z",
            "2021-11-30T20:36:27+0100",
            "2021-11-30T20:36:27 GMT",
            "2021-11-30T20:36:27GMT",
            "2021-11-30T20:36Z",
            "Tue, 30 Nov 2021 20:36:27 +0000",
            "2021-02-30T20:36:27Z",
        ] {
            assert_eq!(text.parse::<SendAt>().unwrap_err().kind(), K::NotAnInstant, "{text:?}");
        }
        assert_eq!("".parse::<SendAt>().unwrap_err().kind(), K::Empty);
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(seconds in SECONDS) {
            let written = Timestamp::from_unix_seconds(seconds).unwrap();
            prop_assert_eq!(written.unix_seconds(), Some(seconds));
            prop_assert_eq!(http_date(written.as_str()), Some(seconds));
            let at = SendAt::from_unix_seconds(seconds).unwrap();
            prop_assert_eq!(at.unix_seconds(), seconds);
            prop_assert_eq!(written.to_rfc3339(), Some(at.to_string()));
            prop_assert_eq!(at.as_str().parse(), Ok(at));
        }

        #[test]
        fn any_text_is_kept(text in "\\PC{0,40}|[0-9a-zA-Z:+, -]{0,40}") {
            let timestamp = Timestamp::new(text.clone());
            let _ = (timestamp.unix_seconds(), http_date(&text), text.parse::<SendAt>());
            prop_assert_eq!(timestamp.to_string(), text);
        }
    }
}
