//! The requests for a list of messages and for the next page of a list.

use std::fmt;

use super::endpoint::{Endpoint, Request};
use crate::error::{DecodeError, ParseError, ParseErrorKind as K};
use crate::schema::{ParamValue, Params as _, params};
use crate::value::address::Address;
use crate::value::number::PageSize;
use crate::value::resource::{Format, Method};
use crate::value::text::text_value;
use crate::value::timestamp::{OUT_OF_RANGE, Timestamp, is_day, is_rfc3339, parse_filter_date, write_rfc3339};
use crate::value::url::invalid_in_target;

impl Default for ListMessages {
    fn default() -> Self {
        Self::new()
    }
}

impl ListMessages {
    /// Creates a request for all messages of an account.
    pub const fn new() -> Self {
        Self {
            to: None,
            from: None,
            date_sent: None,
            date_sent_before: None,
            date_sent_after: None,
            page_size: None,
            page: None,
            page_token: None,
            others: Vec::new(),
        }
    }
}

params! {
    /// A request for a list of an account's messages, newest first. The answer is a [`Page`](crate::Page).
    ///
    /// Several filters can be combined. Dates are days in GMT. To request the pages after the first, use [`NextPage`].
    ///
    /// ```
    /// use twilio_sms::request::{ListMessages, PageSize};
    /// use twilio_sms::{Call, Endpoint};
    ///
    /// let endpoint = Endpoint::new("AC1".parse()?);
    /// let list = ListMessages::new()
    ///     .to("+14155550199".parse()?)
    ///     .date_sent_after("2026-11-01".parse()?)
    ///     .page_size(PageSize::new(100)?);
    /// assert_eq!(
    ///     list.request(&endpoint).target(),
    ///     "/2010-04-01/Accounts/AC1/Messages.json?To=%2B14155550199&DateSent%3E=2026-11-01&PageSize=100"
    /// );
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub struct ListMessages {
        constructed {
        }
        independent {
            /// Selects the messages to this address.
            "To" to: Address,
            /// Selects the messages from this address.
            "From" from: Address,
            /// Selects the messages that were sent on this day.
            "DateSent" date_sent: DateFilter,
            /// Selects the messages that were sent on this day or earlier.
            "DateSent<" date_sent_before: DateFilter,
            /// Selects the messages that were sent on this day or later.
            "DateSent>" date_sent_after: DateFilter,
            /// Sets how many messages a page has at most.
            "PageSize" page_size: PageSize,
            /// Sets the number of the page, from 0. Prefer [`NextPage`], which follows the link that the server gives.
            "Page" page: u32,
            /// Sets the token that tells the server where the page begins. The server defines it.
            "PageToken" page_token: String,
        }
    }
    setters of ListMessages |list| list;
    impl {
        /// Adds a parameter that this type has no method for: one that Twilio added since, or another server's own.
        ///
        /// # Errors
        ///
        /// The type has a method for the parameter: [`KnownParameter`](crate::ParseErrorKind::KnownParameter).
        pub fn other(mut self, name: impl Into<String>, value: impl Into<String>) -> Result<Self, ParseError> {
            let name = name.into();
            if Self::NAMES.contains(&name.as_str()) {
                return Err(ParseError::new("name of another parameter", K::KnownParameter));
            }
            self.others.push((name, value.into()));
            Ok(self)
        }

        /// Converts into the request for the same list in CSV. Feature `csv`.
        #[cfg(feature = "csv")]
        pub fn csv(self) -> ListMessagesCsv {
            ListMessagesCsv(self)
        }

        pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
            self.encode_as(endpoint, endpoint.format())
        }

        fn encode_as(&self, endpoint: &Endpoint, format: Format) -> Request {
            let mut target = endpoint.path(&[endpoint.resource().path()]);
            target.push_str(format.extension());
            let path = target.len();
            target.push('?');
            self.encode_into(&mut target);
            if target.len() == path + 1 {
                target.truncate(path);
            }
            Request::without_body(Method::Get, target)
        }

        /// Decodes the query of such a request, as a server does. Unknown parameters are kept in
        /// [`others`](Self::others).
        ///
        /// # Errors
        ///
        /// - [`Encoding`](crate::DecodeErrorKind::Encoding): the query is not UTF-8.
        /// - [`Malformed`](crate::DecodeErrorKind::Malformed): a `%` is not followed by two hexadecimal digits.
        /// - [`Limit`](crate::DecodeErrorKind::Limit): the query has too many bytes or parameters.
        /// - [`Duplicate`](crate::DecodeErrorKind::Duplicate): a parameter appears twice.
        /// - [`Invalid`](crate::DecodeErrorKind::Invalid): the type of a parameter refuses its value.
        pub fn decode(query: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(query)
        }
    }
}

impl ListMessages {
    /// Returns whether a message with these addresses and this date passes all filters.
    pub(crate) fn filter_accepts(&self, to: Option<&str>, from: Option<&str>, sent: Option<&Timestamp<'_>>) -> bool {
        let is = |filter: &Option<Address>, address: Option<&str>| {
            filter.as_ref().is_none_or(|filter| address == Some(filter.as_str()))
        };
        let sent = sent.and_then(Timestamp::to_rfc3339);
        // Texts of the form `YYYY-MM-DD` are in the same order as the days.
        let day = sent.as_deref().and_then(|date| date.get(..10));
        let on = |filter: &Option<DateFilter>, compare: fn(&str, &str) -> bool| {
            let Some(filter) = filter else { return true };
            matches!((day, filter.day_text()), (Some(day), Some(limit)) if compare(day, &limit))
        };
        is(&self.to, to)
            && is(&self.from, from)
            && on(&self.date_sent, |day, limit| day == limit)
            && on(&self.date_sent_before, |day, limit| day <= limit)
            && on(&self.date_sent_after, |day, limit| day >= limit)
    }

    /// Returns how many messages the page has at most: the page size of the request, or Twilio's default of 50.
    #[must_use]
    pub fn size(&self) -> PageSize {
        self.page_size.unwrap_or(PageSize::DEFAULT)
    }

    /// Returns the number of the page. The first page, which is the default, has the number 0.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(0)
    }

    /// Returns the token that tells the server where the page begins, if the request has one.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.page_token.as_deref().filter(|token| !token.is_empty())
    }

    /// Accepts every request, because all filters can be combined. The macro calls this method for each kind of
    /// request, and other kinds have rules to check.
    #[allow(clippy::unnecessary_wraps)]
    const fn check_combinations(self) -> Result<Self, DecodeError> {
        Ok(self)
    }
}

/// A request for a list of messages in CSV. The answer is a [`Page`](crate::Page) without paging. Feature `csv`.
///
/// ```
/// use twilio_sms::request::ListMessages;
/// use twilio_sms::{Call, Endpoint, Outcome};
///
/// let list = ListMessages::new().csv();
/// let request = list.request(&Endpoint::new("AC1".parse()?));
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC1/Messages.csv");
///
/// fn sids<C: for<'a> Call<Answer<'a> = twilio_sms::Page<'a>>>(_: &C, body: &[u8]) -> Vec<String> {
///     let Outcome::Done(page) = C::answer(200, body) else { return Vec::new() };
///     page.messages.iter().map(|message| message.sid.to_string()).collect()
/// }
/// assert_eq!(sids(&list, b"Sid,Status\r\nSM1,sent\r\n"), ["SM1"]);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[cfg(feature = "csv")]
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[must_use]
pub struct ListMessagesCsv(ListMessages);

#[cfg(feature = "csv")]
impl ListMessagesCsv {
    pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
        self.0.encode_as(endpoint, Format::Csv)
    }
}

/// A date to filter messages by: a day in GMT, `2026-11-25`, or an instant in the form of RFC 3339.
///
/// Twilio filters by days, so an instant stands for its day in GMT. Parsing accepts these two forms only. A filter that a
/// server decoded keeps its text, and can have the other forms that Twilio accepts: `06/11/2019 22:05:25 MST`,
/// `2019-06-11 22:05:25.000` and `Wed, 19 Jun 2019 22:04:00 -0000`. These are from the examples in Twilio's OpenAPI
/// document.
///
/// # Errors
///
/// Parsing returns [`Empty`](K::Empty) for an empty text, and [`NotADate`](K::NotADate) for a text in any other form and
/// for a date that does not exist.
///
/// ```
/// use twilio_sms::request::DateFilter;
///
/// let day: DateFilter = "2026-11-25".parse()?;
/// assert_eq!(day, DateFilter::day(2026, 11, 25)?);
/// assert_eq!(DateFilter::from_unix_seconds(1_795_600_000)?.as_str(), "2026-11-25T09:46:40Z");
/// assert!("yesterday".parse::<DateFilter>().is_err() && "2026-02-30".parse::<DateFilter>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DateFilter(String);

text_value!(DateFilter, "date", check_date);

impl DateFilter {
    /// Creates a filter for a day in GMT. The month and the day of the month count from 1.
    ///
    /// # Errors
    ///
    /// Returns [`NotADate`](K::NotADate) if the date does not exist or the year is not one of 1 to 9999.
    pub fn day(year: u16, month: u8, day: u8) -> Result<Self, ParseError> {
        format!("{year:04}-{month:02}-{day:02}").try_into()
    }

    /// Creates a filter from seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    ///
    /// Returns [`OutOfRange`](K::OutOfRange) if the year is not one of 1 to 9999. The limits of the error are years.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ParseError> {
        write_rfc3339(seconds).map(Self).ok_or(OUT_OF_RANGE)
    }

    /// Returns the day in GMT as `YYYY-MM-DD`.
    fn day_text(&self) -> Option<String> {
        let mut day = write_rfc3339(parse_filter_date(&self.0)?)?;
        day.truncate("2010-08-18".len());
        Some(day)
    }
}

/// Checks that a text is a day or an instant in the form of RFC 3339.
fn check_date(text: &str) -> Result<(), K> {
    if text.is_empty() {
        return Err(K::Empty);
    }
    if is_day(text) || is_rfc3339(text) { Ok(()) } else { Err(K::NotADate) }
}

impl ParamValue for DateFilter {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        match parse_filter_date(text) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(ParseError::new("date", K::NotADate)),
        }
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.0.as_bytes());
    }
}

/// The request for the next page of a list: the link that the server gave, which contains the path and the query.
///
/// The link must stay within the account whose list was requested. The request is sent with credentials, and a link
/// from an answer that somebody else has written must not send them to another path. The link is a text, so a program
/// can store it and resume the list later.
///
/// ```
/// use twilio_sms::request::NextPage;
/// use twilio_sms::{Call, Endpoint, Outcome, Page};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let reply = br#"{"messages": [], "next_page_uri": "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM1"}"#;
/// let Outcome::Done(page) = Page::decode(200, reply) else { panic!() };
/// let link = page.paging.next_page_uri.expect("a page follows");
/// let next = NextPage::resume(&link, &endpoint)?;
/// assert_eq!(next.request(&endpoint).target(), "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM1");
///
/// let resumed = NextPage::resume(next.as_str(), &endpoint)?;
/// assert_eq!(resumed, next);
/// assert!(NextPage::resume("/2010-04-01/Accounts/AC2/Messages.json?Page=1", &endpoint).is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct NextPage(String);

impl NextPage {
    /// Creates the request from the link of a page, or from a link that was stored. A missing `/` at the start is
    /// added.
    ///
    /// # Errors
    ///
    /// - [`InvalidCharacter`](K::InvalidCharacter): the link contains a character that a path and a query cannot
    ///   contain (RFC 3986), or a segment behind the account is empty, consists of dots, or contains a character other
    ///   than ASCII letters, digits, `-`, `.` and `_`. For a segment, the offset is that of the end of the account.
    /// - [`OtherPath`](K::OtherPath): the path is not below that of the account. The offset is that of the first
    ///   character that differs. A server whose links have another prefix needs [`Endpoint::with_prefix`].
    pub fn resume(link: &str, endpoint: &Endpoint) -> Result<Self, ParseError> {
        let error = |kind| Err(ParseError::new("link to a page", kind));
        if let Some(at) = invalid_in_target(link) {
            return error(K::InvalidCharacter { at });
        }
        // Some servers omit the slash at the start.
        let slash = if link.starts_with('/') { "" } else { "/" };
        let target = format!("{slash}{link}");
        let path = target.split('?').next().unwrap_or_default();
        let account = endpoint.path(&[]);
        match path.strip_prefix(account.as_str()) {
            // A server may decode `%2e` and resolve `..`, which could lead to the path of another account.
            Some(rest) if rest.starts_with('/') => match rest.split('/').skip(1).all(plain_segment) {
                true => Ok(Self(target)),
                false => error(K::InvalidCharacter { at: account.len() - slash.len() }),
            },
            _ => {
                let same = account.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
                error(K::OtherPath { at: same.saturating_sub(slash.len()) })
            }
        }
    }

    /// Returns the target of the request: the path and the query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    // The link of the server is the whole target. `resume` has checked it against the endpoint.
    pub(crate) fn encode(&self, _: &Endpoint) -> Request {
        Request::without_body(Method::Get, self.0.clone())
    }
}

/// Returns whether a segment of a path means the same with and without the decoding of escapes and dots.
fn plain_segment(segment: &str) -> bool {
    !segment.is_empty()
        && !segment.bytes().all(|byte| byte == b'.')
        && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

impl AsRef<str> for NextPage {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NextPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_accepted_only_within_the_account() {
        let endpoint = Endpoint::new("AC1".parse().unwrap());
        for (link, fine) in [
            ("/2010-04-01/Accounts/AC1/Messages.json?Page=1", true),
            ("/2010-04-01/Accounts/AC1/SMS/Messages?Page=1&PageToken=PASM1", true),
            ("2010-04-01/Accounts/AC1/Messages.json?Page=1", true),
            ("/2010-04-01/Accounts/AC1", false),
            ("/2010-04-01/Accounts/AC11/Messages.json", false),
            ("/2010-04-01/Accounts/AC2/Messages.json", false),
            ("/2010-04-01/Accounts/AC1/../AC2/Messages.json", false),
            ("/2010-04-01/Accounts/AC1/%2e%2e/AC2/Messages.json", false),
            ("/2010-04-01/Accounts/AC1//evil.example/", false),
            ("//evil.example/2010-04-01/Accounts/AC1/Messages.json", false),
            ("https://evil.example/2010-04-01/Accounts/AC1/Messages.json", false),
            ("@evil.example/2010-04-01/Accounts/AC1/Messages.json", false),
            ("/2010-04-01/Accounts/AC1/Messages.json\r\nHost: evil.example", false),
            ("/2010-04-01/Accounts/AC1/Messages.json#x", false),
            ("/2010-04-01\\Accounts/AC1/Messages.json", false),
            ("/2010-04-01/Accounts/AC1/Messages.json?a=~!", true),
            ("/2010-04-01/Accounts/AC1/Messages.json?a b", false),
            ("/2010-04-01/Accounts/AC1/Messages.json?é", false),
            ("/2010-04-01/Accounts/AC1/Messages.json?a#b", false),
            ("/2010-04-01/Accounts/AC1/Messages.json?a\\b", false),
            ("", false),
        ] {
            assert_eq!(NextPage::resume(link, &endpoint).is_ok(), fine, "{link:?}");
        }
    }

    #[test]
    fn the_error_of_a_link_says_what_differs() {
        let endpoint = Endpoint::new("AC1".parse().unwrap());
        let path = "/2010-04-01/Accounts/AC1/Messages.json?";
        for (link, kind) in [
            ("/api/laml/2010-04-01/Accounts/AC1/Messages?Page=1", K::OtherPath { at: 1 }),
            ("/2010-04-01/Accounts/AC2/Messages.json?Page=1", K::OtherPath { at: 23 }),
            ("2010-04-01/Accounts/AC2/Messages.json?Page=1", K::OtherPath { at: 22 }),
            ("/2010-04-01/Accounts/AC1", K::OtherPath { at: 24 }),
            ("/2010-04-01/Accounts/AC12/Messages", K::OtherPath { at: 24 }),
            ("", K::OtherPath { at: 0 }),
            ("/2010-04-01/Accounts/AC1//Messages", K::InvalidCharacter { at: 24 }),
            ("2010-04-01/Accounts/AC1//Messages", K::InvalidCharacter { at: 23 }),
        ] {
            assert_eq!(NextPage::resume(link, &endpoint).unwrap_err().kind(), kind, "{link:?}");
        }
        for end in [
            "\"", "<", ">", "\\", "^", "`", "{", "|", "}", "[", "]", "#", " ", "\0", "\u{7f}", "é", "%", "%4", "%4g",
            "%%41",
        ] {
            let error = NextPage::resume(&format!("{path}a{end}"), &endpoint).unwrap_err();
            assert_eq!(error.kind(), K::InvalidCharacter { at: path.len() + 1 }, "{end:?}");
        }
        assert!(NextPage::resume(&format!("{path}a-._~!$&'()*+,;=:@/?%4F%4f"), &endpoint).is_ok());
    }

    #[test]
    fn without_a_filter_there_is_no_query() {
        let endpoint = Endpoint::new("AC1".parse().unwrap());
        let target = |list: ListMessages| list.encode(&endpoint).target().to_owned();
        let path = "/2010-04-01/Accounts/AC1/Messages.json";
        assert_eq!(target(ListMessages::new()), path);
        assert_eq!(target(ListMessages::new().page_size(PageSize::new(5).unwrap())), format!("{path}?PageSize=5"));
    }

    #[test]
    fn filters_are_decoded_in_escaped_and_unescaped_spelling() {
        let list =
            ListMessages::decode(b"To=%2B14155550199&DateSent>=2010-11-12&DateSent%3C=2010-12-01&PageSize=5&").unwrap();
        assert_eq!(
            list.params().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(),
            [("To", "+14155550199"), ("DateSent<", "2010-12-01"), ("DateSent>", "2010-11-12"), ("PageSize", "5")]
        );
        assert!(ListMessages::decode(b"PageSize=1001").is_err());
    }

    #[test]
    fn a_client_writes_days_and_instants_and_a_server_reads_more() {
        // Whether a client can write the text, and whether a server can read it.
        for (text, client, server) in [
            ("2010-08-18", true, true),
            ("2012-02-29", true, true),
            ("2010-08-18T20:01:40Z", true, true),
            ("2010-08-18T20:01:40-07:00", true, true),
            ("2010-08-18 20:01:40Z", false, true),
            ("2019-06-11 22:05:25.000", false, true),
            ("2019-06-11T22:05:25", false, true),
            ("06/11/2019 22:05:25 MST", false, true),
            ("6/1/2019 22:05 GMT", false, true),
            ("Wed, 19 Jun 2019 22:04:00 -0000", false, true),
            (">=2019-08-08", false, false),
            ("yesterday", false, false),
            ("2010-99-99", false, false),
            ("2010-02-29", false, false),
            ("2010-8-18", false, false),
            ("2010-08-18x", false, false),
            ("13/11/2019 22:05:25 MST", false, false),
            ("06/11/2019", false, false),
            ("06/11/2019 22:05:25", false, false),
            ("2019-06-11 25:05:25", false, false),
            ("1282161700", false, false),
            ("20", false, false),
            ("!!!!!!!!!!", false, false),
        ] {
            assert_eq!(text.parse::<DateFilter>().is_ok(), client, "{text:?}");
            let mut query = String::new();
            crate::form::Writer::new(&mut query).pair("DateSent", text);
            let list = ListMessages::decode(query.as_bytes());
            assert_eq!(list.is_ok(), server, "{text:?}");
            // A server keeps the text that it received.
            assert!(list.is_err() || list.unwrap().param("DateSent").as_deref() == Some(text));
        }
        assert_eq!("".parse::<DateFilter>().unwrap_err().kind(), K::Empty);
        assert_eq!(DateFilter::day(2026, 11, 25).unwrap().as_str(), "2026-11-25");
        for (year, month, day) in [(0, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 2, 29), (10_000, 1, 1)] {
            assert_eq!(DateFilter::day(year, month, day).unwrap_err().kind(), K::NotADate, "{year} {month} {day}");
        }
        assert_eq!(DateFilter::from_unix_seconds(1_282_161_700).unwrap().as_str(), "2010-08-18T20:01:40Z");
        assert!(DateFilter::from_unix_seconds(i64::MAX).is_err());
    }

    #[test]
    fn an_empty_token_survives_and_is_none() {
        let list = ListMessages::new().page_token(String::new());
        let mut query = String::new();
        list.encode_into(&mut query);
        let decoded = ListMessages::decode(query.as_bytes()).unwrap();
        assert_eq!((decoded.token(), &decoded), (None, &list));
    }
}
