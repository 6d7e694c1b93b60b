//! Points in time. They are kept as texts and parsed on request.
//!
//! This is the only file that uses `jiff`, for the calendar, and `httpdate`, for the dates of HTTP. Nothing here reads
//! a clock.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::SignedDuration;
use jiff::civil::DateTime;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::value::text::cow_value;

/// The time of an event, as the server wrote it: `Wed, 18 Aug 2010 20:01:40 +0000`.
///
/// It keeps any text unchanged, and parses it when [`unix_seconds`](Self::unix_seconds) or
/// [`to_rfc3339`](Self::to_rfc3339) is called. Twilio's API writes dates of RFC 2822, always in GMT since 2010.
/// Compatible servers write other offsets, ISO 8601, or a date and a time without a zone, which is not an instant.
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
    /// Creates a timestamp from any text.
    #[inline]
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// Returns the instant in whole seconds since 1970-01-01T00:00:00Z, or `None` if the text is not an instant.
    ///
    /// Two forms of dates are parsed, with years from 1 to 9999. A leap second counts as the second before it.
    ///
    /// - A date of RFC 2822. The weekday is not compared with the date. The space after the comma and the one before
    ///   the offset can be missing, and the day can have one digit.
    /// - A date of RFC 3339. It can have a space in place of the `T`, and no colon in the offset. A fraction of a
    ///   second is dropped.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        parse_rfc2822(&self.0).or_else(|| parse_iso8601(&self.0, &['T', 't', ' '], None))
    }

    /// Returns the instant in UTC in the form of RFC 3339, `2021-11-30T20:36:27Z`, or `None` if the text is not an
    /// instant.
    #[must_use]
    pub fn to_rfc3339(&self) -> Option<String> {
        self.unix_seconds().and_then(write_rfc3339)
    }

    /// Returns the time, or `None` if the text is not a date that Twilio or a compatible server writes.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use twilio_sms::Timestamp;
    ///
    /// let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_282_161_700);
    /// let created = Timestamp::try_from(time)?;
    /// assert_eq!(created.as_str(), "Wed, 18 Aug 2010 20:01:40 +0000");
    /// assert_eq!(created.to_system_time(), Some(time));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        self.unix_seconds().and_then(to_system_time)
    }
}

impl Timestamp<'static> {
    /// Creates a timestamp from seconds since 1970-01-01T00:00:00Z, in the form that Twilio writes:
    /// `Wed, 18 Aug 2010 20:01:40 +0000`.
    ///
    /// # Errors
    ///
    /// Returns [`OutOfRange`](K::OutOfRange) if the year is not one of 1 to 9999. The limits of the error are years.
    ///
    /// ```
    /// use twilio_sms::Timestamp;
    ///
    /// let created = Timestamp::from_unix_seconds(1_282_161_700)?;
    /// assert_eq!(created.as_str(), "Wed, 18 Aug 2010 20:01:40 +0000");
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ParseError> {
        let text = write_rfc2822(seconds).ok_or(OUT_OF_RANGE)?;
        Ok(Self(text.into()))
    }
}

/// Implements the conversions from texts. One for every `T: Into<Cow<str>>` would exclude that from a `SystemTime`.
macro_rules! from_texts {
    ($($Text:ty)+) => {$(
        impl<'a> From<$Text> for Timestamp<'a> {
            fn from(text: $Text) -> Self {
                Self::new(text)
            }
        }
    )+};
}

from_texts! { &'a str String Cow<'a, str> }

/// Creates a timestamp in the form that Twilio writes. A part of a second is dropped.
impl TryFrom<SystemTime> for Timestamp<'static> {
    type Error = ParseError;

    fn try_from(time: SystemTime) -> Result<Self, ParseError> {
        Self::from_unix_seconds(unix_seconds(time)?)
    }
}

/// Creates a time to send at. A part of a second is dropped.
impl TryFrom<SystemTime> for SendAt {
    type Error = ParseError;

    fn try_from(time: SystemTime) -> Result<Self, ParseError> {
        Self::from_unix_seconds(unix_seconds(time)?)
    }
}

/// Returns the whole seconds since 1970, rounded down.
pub(crate) fn unix_seconds(time: SystemTime) -> Result<i64, ParseError> {
    let seconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()),
        Err(before) => {
            let before = before.duration();
            i64::try_from(before.as_secs() + u64::from(before.subsec_nanos() > 0)).map(i64::wrapping_neg)
        }
    };
    seconds.map_err(|_| OUT_OF_RANGE)
}

/// Returns the time that is so many seconds after 1970.
pub(crate) fn to_system_time(seconds: i64) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let epoch = SystemTime::UNIX_EPOCH;
    if seconds < 0 { epoch.checked_sub(distance) } else { epoch.checked_add(distance) }
}

/// The time at which Twilio sends a message: an instant in the form of RFC 3339.
///
/// Twilio's Messages resource documentation asks for ISO 8601 in `SendAt`: `2021-11-30T20:36:27Z`. Of the forms of ISO
/// 8601, only that of RFC 3339 is accepted, because it always is one instant: a date, `T`, a time, and `Z` or an offset
/// with a colon. A time that is parsed is written in UTC. A time that a server decoded keeps its text, and may lack the
/// offset: twilio-java 11 and 12 write `2021-11-30T20:36:27`, which is read as UTC.
///
/// # Errors
///
/// Parsing returns [`Empty`](K::Empty) for an empty text and [`NotAnInstant`](K::NotAnInstant) for a text in any other
/// form.
///
/// ```
/// use twilio_sms::request::SendAt;
///
/// let at: SendAt = "2021-11-30T21:36:27+01:00".parse()?;
/// assert_eq!(at.as_str(), "2021-11-30T20:36:27Z");
/// assert_eq!(SendAt::from_unix_seconds(1_638_304_587)?, at);
/// assert!("2021-11-30 20:36:27".parse::<SendAt>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct SendAt(String);

impl SendAt {
    /// How long before its time a message can be scheduled: 300 seconds to 35 days, from Twilio's documentation of the
    /// errors 35114, 35115 and 35117.
    const WINDOW: RangeInclusive<Duration> = Duration::from_secs(300)..=Duration::from_secs(35 * 24 * 3600);

    /// Creates a time from seconds since 1970-01-01T00:00:00Z. Its text is in UTC.
    ///
    /// # Errors
    ///
    /// Returns [`OutOfRange`](K::OutOfRange) if the year is not one of 1 to 9999. The limits of the error are years.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ParseError> {
        write_rfc3339(seconds).map(Self).ok_or(OUT_OF_RANGE)
    }

    /// Returns whether Twilio accepts the time if the request arrives `now`: it is 300 seconds to 35 days ahead.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use twilio_sms::request::SendAt;
    ///
    /// let at: SendAt = "2026-12-24T18:00:00Z".parse()?;
    /// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_798_135_200 - 300);
    /// assert!(at.is_schedulable(now) && !at.is_schedulable(now + Duration::from_secs(1)));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn is_schedulable(&self, now: SystemTime) -> bool {
        let at = to_system_time(self.unix_seconds());
        at.and_then(|at| at.duration_since(now).ok()).is_some_and(|ahead| Self::WINDOW.contains(&ahead))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Creates a time from a text that a server received, and keeps the text. A time without an offset is in UTC.
    pub(crate) fn decode(text: &str) -> Result<Self, ParseError> {
        match Self::seconds_of(text) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(Self::error(text)),
        }
    }

    /// Returns the instant in whole seconds since 1970-01-01T00:00:00Z. A fraction of a second is dropped.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        // The text was parsed before, so the default is never returned.
        Self::seconds_of(&self.0).unwrap_or_default()
    }

    fn seconds_of(text: &str) -> Option<i64> {
        parse_rfc3339(text).or_else(|| parse_rfc3339(&format!("{text}Z")))
    }

    fn error(text: &str) -> ParseError {
        ParseError::new("time to send at", if text.is_empty() { K::Empty } else { K::NotAnInstant })
    }
}

/// Parses a time, and writes it in UTC. A fraction of a second is kept.
impl FromStr for SendAt {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let seconds = parse_rfc3339(text).ok_or_else(|| Self::error(text))?;
        if text.contains('T') && text.ends_with('Z') {
            return Ok(Self(text.to_owned()));
        }
        let utc = Self::from_unix_seconds(seconds)?;
        let fraction: String = match text.split_once('.') {
            Some((_, after)) => after.chars().take_while(char::is_ascii_digit).collect(),
            None => return Ok(utc),
        };
        Ok(Self(format!("{}.{fraction}Z", utc.as_str().trim_end_matches('Z'))))
    }
}

impl fmt::Display for SendAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for SendAt {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<SendAt> for String {
    fn from(at: SendAt) -> Self {
        at.0
    }
}

pub(crate) const OUT_OF_RANGE: ParseError = ParseError::new("year", K::OutOfRange { min: 1, max: 9999 });

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
/// The seconds from the start of the year 1 to the end of the year 9999.
const SECONDS: RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The names of zones in RFC 822, with their offsets in hours.
#[rustfmt::skip]
const ZONES: [(&str, i64); 12] = [
    ("Z", 0), ("GMT", 0), ("UTC", 0), ("UT", 0),
    ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
];

/// Parses the date of an HTTP header into seconds since 1970-01-01T00:00:00Z.
///
/// The crate `httpdate` parses the three forms of RFC 9110. If a server writes another form of RFC 2822, or a date
/// before 1970, it is parsed here.
pub(crate) fn parse_http_date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text).ok().or_else(|| parse_rfc2822(text).and_then(to_system_time))
}

/// Parses a date of RFC 2822, such as `Wed, 18 Aug 2010 20:01:40 +0000`, and the variants of it that
/// [`Timestamp::unix_seconds`] lists.
fn parse_rfc2822(text: &str) -> Option<i64> {
    let mut parser = DateParser(text.trim_matches(' '));
    if let Some((weekday, after)) = parser.0.split_once(',') {
        weekday.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(())?;
        parser = DateParser(after);
    }
    parser.spaces();
    let day = parser.number(1, 2)?;
    parser.space()?;
    let month = parser.month()?;
    parser.space()?;
    let year = parser.number(4, 4)?;
    parser.space()?;
    let time = parser.time(true)?;
    parser.spaces();
    let offset = parser.offset()?;
    parser.finish([year, month, day], time, offset)
}

/// Parses a date of ISO 8601, such as `2015-11-19T07:21:24.000-05:00`, with one of the characters `between` the date
/// and the time. `local` is the offset of a text that has none.
fn parse_iso8601(text: &str, between: &[char], local: Option<i64>) -> Option<i64> {
    let mut parser = DateParser(text);
    let date = parser.date()?;
    parser.one_of(between)?;
    let time = parser.time(false)?;
    if parser.one_of(&['.']).is_some() {
        parser.digits(1, usize::MAX)?;
    }
    let offset = if parser.0.is_empty() { local? } else { parser.offset()? };
    parser.finish(date, time, offset)
}

/// Returns whether a text is an instant in the form of RFC 3339.
pub(crate) fn is_rfc3339(text: &str) -> bool {
    parse_rfc3339(text).is_some()
}

/// Parses an instant in the form of RFC 3339, `2021-11-30T20:36:27Z`.
fn parse_rfc3339(text: &str) -> Option<i64> {
    // The parser also accepts offsets without a colon and names of zones, so the end is checked first.
    let strict = text.ends_with(['Z', 'z']) || text.rfind(':') == text.len().checked_sub(3);
    parse_iso8601(text, &['T', 't'], None).filter(|_| strict)
}

/// Returns whether a text is a day that exists, such as `2010-08-18`.
pub(crate) fn is_day(text: &str) -> bool {
    parse_day(text).is_some()
}

/// Parses a day into the instant at which it begins in GMT.
fn parse_day(text: &str) -> Option<i64> {
    let mut parser = DateParser(text);
    let date = parser.date()?;
    parser.finish(date, [0; 3], 0)
}

/// Parses the date of a filter in the forms that Twilio accepts: a day, a date of RFC 2822 or of ISO 8601, with GMT if
/// it has no offset, or an American date with a time and a zone (`06/11/2019 22:05:25 MST`).
pub(crate) fn parse_filter_date(text: &str) -> Option<i64> {
    let iso8601 = || parse_iso8601(text, &['T', 't', ' '], Some(0));
    parse_day(text).or_else(|| parse_rfc2822(text)).or_else(iso8601).or_else(|| parse_american(text))
}

fn parse_american(text: &str) -> Option<i64> {
    let mut parser = DateParser(text);
    let month = parser.number(1, 2)?;
    parser.one_of(&['/'])?;
    let day = parser.number(1, 2)?;
    parser.one_of(&['/'])?;
    let year = parser.number(4, 4)?;
    parser.space()?;
    let time = parser.time(true)?;
    parser.space()?;
    let offset = parser.offset()?;
    parser.finish([year, month, day], time, offset)
}

/// Parses the date of a carrier's report, `YYMMDDhhmm`, into the year, the month, the day, the hour and the minute.
pub(crate) fn parse_dlr_date(text: &str) -> Option<(u16, u8, u8, u8, u8)> {
    if text.len() != 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let two = |at: usize| text.get(at..at + 2)?.parse::<i8>().ok();
    let at = DateTime::new(2000 + i16::from(two(0)?), two(2)?, two(4)?, two(6)?, two(8)?, 0, 0).ok()?;
    let [month, day, hour, minute] = [at.month(), at.day(), at.hour(), at.minute()].map(i8::unsigned_abs);
    Some((at.year().unsigned_abs(), month, day, hour, minute))
}

/// Writes an instant as `Wed, 18 Aug 2010 20:01:40 +0000`. Returns `None` if the year is not one of 1 to 9999.
fn write_rfc2822(seconds: i64) -> Option<String> {
    let at = civil_from_seconds(seconds)?;
    let weekday = WEEKDAYS.get(usize::from(at.weekday().to_monday_zero_offset().unsigned_abs()))?;
    let month = MONTHS.get(usize::from(at.month().unsigned_abs()).checked_sub(1)?)?;
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    Some(format!("{weekday}, {:02} {month} {:04} {hour:02}:{minute:02}:{second:02} +0000", at.day(), at.year()))
}

/// Writes an instant as `2010-08-18T20:01:40Z`. Returns `None` if the year is not one of 1 to 9999.
pub(crate) fn write_rfc3339(seconds: i64) -> Option<String> {
    let at = civil_from_seconds(seconds)?;
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    Some(format!("{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", at.year(), at.month(), at.day()))
}

/// Returns the date and the time of an instant in UTC, or `None` if the year is not one of 1 to 9999.
fn civil_from_seconds(seconds: i64) -> Option<DateTime> {
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).ok().filter(|_| SECONDS.contains(&seconds))
}

/// A parser of dates. It contains the part of the text that has not been parsed yet.
struct DateParser<'a>(&'a str);

impl<'a> DateParser<'a> {
    /// Takes the next `len` bytes.
    fn advance(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    /// Takes the next character if it is one of `chars`.
    fn one_of(&mut self, chars: &[char]) -> Option<char> {
        let found = self.0.chars().next().filter(|c| chars.contains(c))?;
        self.advance(found.len_utf8())?;
        Some(found)
    }

    /// Skips any number of spaces.
    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches(' ');
    }

    /// Skips one or more spaces.
    fn space(&mut self) -> Option<()> {
        self.one_of(&[' '])?;
        self.spaces();
        Some(())
    }

    /// Takes all digits that come next, if there are `min` to `max`.
    fn digits(&mut self, min: usize, max: usize) -> Option<&'a str> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if (min..=max).contains(&count) { self.advance(count) } else { None }
    }

    /// Takes a number of `min` to `max` digits.
    fn number(&mut self, min: usize, max: usize) -> Option<i16> {
        self.digits(min, max)?.parse().ok()
    }

    /// Takes the name of a month in any case.
    fn month(&mut self) -> Option<i16> {
        let name = self.advance(3)?;
        (1..).zip(MONTHS).find(|(_, month)| month.eq_ignore_ascii_case(name)).map(|(number, _)| number)
    }

    /// Takes a date, such as `2010-08-18`: the year, the month and the day.
    fn date(&mut self) -> Option<[i16; 3]> {
        let year = self.number(4, 4)?;
        self.one_of(&['-'])?;
        let month = self.number(2, 2)?;
        self.one_of(&['-'])?;
        let day = self.number(2, 2)?;
        Some([year, month, day])
    }

    /// Takes a time, such as `20:01:40`. The seconds can be missing if `short` is true.
    fn time(&mut self, short: bool) -> Option<[i16; 3]> {
        let hour = self.number(2, 2)?;
        self.one_of(&[':'])?;
        let minute = self.number(2, 2)?;
        let second = if self.one_of(&[':']).is_some() { self.number(2, 2)? } else { short.then_some(0)? };
        Some([hour, minute, if second == 60 { 59 } else { second }])
    }

    /// Takes an offset, such as `+0000`, `-05:00` or `Z`, or the name of a zone in RFC 822. Returns it in seconds.
    fn offset(&mut self) -> Option<i64> {
        if let Some(sign) = self.one_of(&['+', '-']) {
            let hours = self.advance(2).and_then(|text| DateParser(text).number(2, 2))?;
            self.one_of(&[':']);
            let minutes = self.number(2, 2)?;
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            return (hours < 24 && minutes < 60).then_some(if sign == '-' { -seconds } else { seconds });
        }
        let name = self.advance(self.0.len())?;
        ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name)).map(|(_, hours)| hours * 3600)
    }

    /// Returns the instant in seconds, if the text is at its end and the date exists.
    fn finish(self, [year, month, day]: [i16; 3], [hour, minute, second]: [i16; 3], offset: i64) -> Option<i64> {
        let small = |number: i16| i8::try_from(number).ok();
        let (month, day) = (small(month)?, small(day)?);
        let at = DateTime::new(year, month, day, small(hour)?, small(minute)?, small(second)?, 0).ok()?;
        let seconds = at.duration_since(EPOCH).as_secs() - offset;
        (self.0.is_empty() && SECONDS.contains(&seconds)).then_some(seconds)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_of_servers_are_parsed() {
        for (text, seconds) in [
            ("Wed, 18 Aug 2010 20:01:40 +0000", 1_282_161_700),
            ("Wed, 18 Aug 2010 13:01:40 -0700", 1_282_161_700),
            ("Mon, 18 Aug 2010 20:01:40 +0000", 1_282_161_700), // the day was a Wednesday
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
    fn a_text_that_is_not_an_instant_is_kept() {
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
    fn instants_of_the_years_1_to_9999_are_written() {
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
    fn a_time_to_send_at_is_an_instant_of_rfc_3339() {
        for (text, utc) in [
            ("2021-11-30T20:36:27Z", "2021-11-30T20:36:27Z"),
            ("2021-11-30T20:36:27.25Z", "2021-11-30T20:36:27.25Z"),
            ("2021-11-30T21:36:27+01:00", "2021-11-30T20:36:27Z"),
            ("2021-11-30T21:36:27.5+01:00", "2021-11-30T20:36:27.5Z"),
            ("2021-11-30t20:36:27z", "2021-11-30T20:36:27Z"),
        ] {
            // A client writes the time in UTC, and a server keeps the text.
            let at: SendAt = text.parse().unwrap();
            assert_eq!((at.as_str(), at.unix_seconds()), (utc, 1_638_304_587), "{text:?}");
            assert_eq!(SendAt::decode(text).unwrap().as_str(), text);
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
            assert_eq!(SendAt::decode(text).is_ok(), text == "2021-11-30T20:36:27", "{text:?}");
        }
        assert_eq!("".parse::<SendAt>().unwrap_err().kind(), K::Empty);
        assert_eq!(SendAt::decode("").unwrap_err().kind(), K::Empty);
        assert_eq!(SendAt::decode("2021-11-30T20:36:27").unwrap().unix_seconds(), 1_638_304_587);
    }

    #[test]
    fn a_message_can_be_scheduled_between_300_seconds_and_35_days_ahead() {
        let at = SendAt::from_unix_seconds(2_000_000_000).unwrap();
        let day = 24 * 3600;
        for (ahead, schedulable) in [(299, false), (300, true), (35 * day, true), (35 * day + 1, false)] {
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_000 - ahead);
            assert_eq!(at.is_schedulable(now), schedulable, "{ahead}");
        }
        let past = SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_001);
        assert!(!at.is_schedulable(past));
        assert!(!SendAt::from_unix_seconds(-1).unwrap().is_schedulable(SystemTime::UNIX_EPOCH));
        // A part of a second counts.
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_999_999_700_001);
        assert!(!at.is_schedulable(now));
    }

    #[test]
    fn the_three_forms_of_http_dates_are_parsed() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(parse_http_date(text).map(unix_seconds), Some(Ok(784_111_777)), "{text}");
        }
        for text in ["", "120", "Sun Nov 6 1994", "Sunday, 06-Nov-94", "Sunday, 06-Nov-94 08:49:37 1"] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
        // The parser of RFC 2822 parses dates before 1970 and dates with an offset.
        assert_eq!(parse_http_date("Wed, 31 Dec 1969 23:59:59 GMT"), to_system_time(-1));
        assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 +0000"), to_system_time(784_111_777));
    }

    #[test]
    fn a_system_time_is_rounded_down_to_seconds() {
        let epoch = SystemTime::UNIX_EPOCH;
        for (time, seconds) in [
            (epoch, 0),
            (epoch + Duration::from_millis(1_999), 1),
            (epoch - Duration::from_millis(1), -1),
            (epoch - Duration::from_millis(1_000), -1),
            (epoch - Duration::from_millis(1_001), -2),
        ] {
            assert_eq!(unix_seconds(time), Ok(seconds));
            assert_eq!(Timestamp::try_from(time).unwrap().unix_seconds(), Some(seconds));
            assert_eq!(SendAt::try_from(time).unwrap().unix_seconds(), seconds);
            let rounded = Timestamp::try_from(time).unwrap().to_system_time().unwrap();
            assert!(time.duration_since(rounded).unwrap() < Duration::from_secs(1));
        }
        assert_eq!(Timestamp::new("yesterday").to_system_time(), None);
        let far = epoch + Duration::from_secs(253_402_300_800); // 10000-01-01
        assert_eq!(Timestamp::try_from(far).unwrap_err(), OUT_OF_RANGE);
        assert_eq!(SendAt::try_from(far).unwrap_err(), OUT_OF_RANGE);
    }

    #[test]
    fn zones_have_the_offsets_of_rfc_822() {
        let at = |zone: &str| parse_rfc2822(&format!("Wed, 18 Aug 2010 20:01:40 {zone}"));
        for (zone, offset) in [
            ("Z", "+0000"),
            ("ut", "-0000"),
            ("UTC", "+00:00"),
            ("GMT", "+0000"),
            ("EST", "-0500"),
            ("EDT", "-0400"),
            ("CST", "-0600"),
            ("CDT", "-0500"),
            ("MST", "-0700"),
            ("MDT", "-0600"),
            ("PST", "-0800"),
            ("PDT", "-07:00"),
        ] {
            assert_eq!(at(zone), at(offset), "{zone}");
            assert!(at(zone).is_some(), "{zone}");
        }
        assert_eq!(at("+0000"), Some(1_282_161_700));
        assert_eq!(at("+2359"), Some(1_282_161_700 - 86_340));
        assert_eq!(at("-2359"), Some(1_282_161_700 + 86_340));
        for zone in ["", "+2400", "+0060", "+000", "0000", "AKST"] {
            assert_eq!(at(zone), None, "{zone}");
        }
    }

    proptest! {
        #[test]
        fn parsing_undoes_writing(seconds in SECONDS) {
            let written = Timestamp::from_unix_seconds(seconds).unwrap();
            prop_assert_eq!(written.unix_seconds(), Some(seconds));
            prop_assert_eq!(parse_http_date(written.as_str()), to_system_time(seconds));
            let at = SendAt::from_unix_seconds(seconds).unwrap();
            prop_assert_eq!(at.unix_seconds(), seconds);
            prop_assert_eq!(written.to_rfc3339(), Some(at.to_string()));
            prop_assert_eq!(at.as_str().parse(), Ok(at));
        }

        #[test]
        fn any_text_is_kept(text in "\\PC{0,40}|[0-9a-zA-Z:+, -]{0,40}") {
            let timestamp = Timestamp::new(text.clone());
            let _ = (timestamp.unix_seconds(), parse_http_date(&text), text.parse::<SendAt>());
            prop_assert_eq!(timestamp.to_string(), text);
        }
    }
}
