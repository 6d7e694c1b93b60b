//! Dates as texts: RFC 2822, ISO 8601 and the dates of HTTP, each to and from seconds.
//!
//! The only file that names `jiff`, which knows the calendar. The shapes of the texts are read here, since what servers
//! send is wider than any one standard. Instants are whole seconds since 1970-01-01T00:00:00Z.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use jiff::civil::DateTime;

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
/// Midnight before 1 January of the year 1, and the last second of the year 9999.
pub(crate) const SECONDS: RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The names of RFC 822 and their offsets, in hours.
#[rustfmt::skip]
const ZONES: [(&str, i64); 12] = [
    ("Z", 0), ("GMT", 0), ("UTC", 0), ("UT", 0),
    ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
];

/// The date of an HTTP header, in seconds since 1970-01-01T00:00:00Z: the form that is sent, and the two old ones.
pub(crate) fn http_date(text: &str) -> Option<i64> {
    rfc2822(text).or_else(|| rfc850(text)).or_else(|| asctime(text))
}

/// `Wed, 18 Aug 2010 20:01:40 +0000`, and its variants.
pub(crate) fn rfc2822(text: &str) -> Option<i64> {
    let mut rest = Rest(text.trim_matches(' '));
    if let Some((weekday, after)) = rest.0.split_once(',') {
        weekday.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(())?;
        rest = Rest(after);
    }
    rest.spaces();
    let day = rest.number(1, 2)?;
    rest.space()?;
    let month = rest.month()?;
    rest.space()?;
    let year = rest.number(4, 4)?;
    rest.space()?;
    let time = rest.time(true)?;
    rest.spaces();
    let offset = rest.offset()?;
    rest.end(year, month, day, time, offset)
}

/// `2015-11-19T07:21:24.000-05:00`, with one of `between` before the time.
pub(crate) fn iso(text: &str, between: &[char]) -> Option<i64> {
    let mut rest = Rest(text);
    let year = rest.number(4, 4)?;
    rest.one_of(&['-'])?;
    let month = rest.number(2, 2)?;
    rest.one_of(&['-'])?;
    let day = rest.number(2, 2)?;
    rest.one_of(between)?;
    let time = rest.time(false)?;
    if rest.one_of(&['.']).is_some() {
        rest.digits(1, usize::MAX)?;
    }
    let offset = rest.offset()?;
    rest.end(year, month, day, time, offset)
}

/// `Wed, 18 Aug 2010 20:01:40 +0000`
pub(crate) fn write_rfc2822(seconds: i64) -> Option<String> {
    let at = civil(seconds)?;
    let weekday = WEEKDAYS.get(usize::from(at.weekday().to_monday_zero_offset().unsigned_abs()))?;
    let month = MONTHS.get(usize::from(at.month().unsigned_abs()).checked_sub(1)?)?;
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    Some(format!("{weekday}, {:02} {month} {:04} {hour:02}:{minute:02}:{second:02} +0000", at.day(), at.year()))
}

/// `2010-08-18T20:01:40Z`
pub(crate) fn write_rfc3339(seconds: i64) -> Option<String> {
    let at = civil(seconds)?;
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    Some(format!("{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", at.year(), at.month(), at.day()))
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`: 69 to 99 are years of the last century, as POSIX has it.
fn rfc850(text: &str) -> Option<i64> {
    let (_, date) = text.split_once(", ")?;
    let mut rest = Rest(date);
    let day = rest.number(2, 2)?;
    rest.one_of(&['-'])?;
    let month = rest.month()?;
    rest.one_of(&['-'])?;
    let year = rest.number(2, 2)?;
    rest.space()?;
    let time = rest.time(false)?;
    rest.space()?;
    let offset = rest.offset()?;
    rest.end(if year < 69 { 2000 + year } else { 1900 + year }, month, day, time, offset)
}

/// `Sun Nov  6 08:49:37 1994`
fn asctime(text: &str) -> Option<i64> {
    let (_, date) = text.split_once(' ')?;
    let mut rest = Rest(date);
    let month = rest.month()?;
    rest.space()?;
    let day = rest.number(1, 2)?;
    rest.space()?;
    let time = rest.time(false)?;
    rest.space()?;
    let year = rest.number(4, 4)?;
    rest.end(year, month, day, time, 0)
}

fn civil(seconds: i64) -> Option<DateTime> {
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).ok().filter(|_| SECONDS.contains(&seconds))
}

/// What is left of a text that is read from the left.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn take(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn one_of(&mut self, chars: &[char]) -> Option<char> {
        let found = self.0.chars().next().filter(|c| chars.contains(c))?;
        self.take(found.len_utf8())?;
        Some(found)
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches(' ');
    }

    fn space(&mut self) -> Option<()> {
        self.one_of(&[' '])?;
        self.spaces();
        Some(())
    }

    /// All the digits that follow, if there are `min` to `max`.
    fn digits(&mut self, min: usize, max: usize) -> Option<&'a str> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if (min..=max).contains(&count) { self.take(count) } else { None }
    }

    fn number(&mut self, min: usize, max: usize) -> Option<i16> {
        self.digits(min, max)?.parse().ok()
    }

    fn month(&mut self) -> Option<i16> {
        let name = self.take(3)?;
        (1..).zip(MONTHS).find(|(_, month)| month.eq_ignore_ascii_case(name)).map(|(number, _)| number)
    }

    /// `20:01:40`, or `20:01` where that is enough.
    fn time(&mut self, short: bool) -> Option<[i16; 3]> {
        let hour = self.number(2, 2)?;
        self.one_of(&[':'])?;
        let minute = self.number(2, 2)?;
        let second = if self.one_of(&[':']).is_some() { self.number(2, 2)? } else { short.then_some(0)? };
        Some([hour, minute, if second == 60 { 59 } else { second }])
    }

    /// `+0000`, `-05:00`, `Z`, or one of the names of RFC 822; in seconds.
    fn offset(&mut self) -> Option<i64> {
        if let Some(sign) = self.one_of(&['+', '-']) {
            let hours = self.take(2).and_then(|text| Rest(text).number(2, 2))?;
            self.one_of(&[':']);
            let minutes = self.number(2, 2)?;
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            return (hours < 24 && minutes < 60).then_some(if sign == '-' { -seconds } else { seconds });
        }
        let name = self.take(self.0.len())?;
        ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name)).map(|(_, hours)| hours * 3600)
    }

    /// The instant, if nothing is left and there is such a day.
    fn end(self, year: i16, month: i16, day: i16, [hour, minute, second]: [i16; 3], offset: i64) -> Option<i64> {
        let small = |number: i16| i8::try_from(number).ok();
        let (month, day) = (small(month)?, small(day)?);
        let at = DateTime::new(year, month, day, small(hour)?, small(minute)?, small(second)?, 0).ok()?;
        let seconds = at.duration_since(EPOCH).as_secs() - offset;
        (self.0.is_empty() && SECONDS.contains(&seconds)).then_some(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_dates_of_http() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(http_date(text), Some(784_111_777), "{text}");
        }
        for text in ["", "120", "Sun Nov 6 1994", "Sunday, 06-Nov-94", "Sunday, 06-Nov-94 08:49:37 1"] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }

    #[test]
    fn years_of_two_digits_are_those_from_1969_to_2068() {
        for (two, four) in [("69", "1969"), ("99", "1999"), ("00", "2000"), ("68", "2068")] {
            let short = http_date(&format!("Sunday, 06-Nov-{two} 08:49:37 GMT"));
            assert_eq!(short, http_date(&format!("06 Nov {four} 08:49:37 GMT")), "{two}");
            assert!(short.is_some());
        }
    }

    #[test]
    fn zones_have_the_offsets_of_rfc_822() {
        let at = |zone: &str| rfc2822(&format!("Wed, 18 Aug 2010 20:01:40 {zone}"));
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
}
