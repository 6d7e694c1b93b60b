//! The requests for a list of messages and for the next page of a list.

use std::borrow::Cow;
use std::fmt;

use super::endpoint::{Endpoint, Request};
use crate::error::{DecodeError, LengthUnit, ParseError, ParseErrorKind as K};
use crate::schema::{ParamValue, Params as _, params};
use crate::value::address::Address;
use crate::value::number::PageSize;
use crate::value::resource::{Format, Method, Resource};
use crate::value::text::text_value;
use crate::value::timestamp::Timestamp;

impl Default for ListMessages {
    fn default() -> Self {
        Self::new()
    }
}

impl ListMessages {
    /// Creates a request for all messages of an account.
    #[must_use]
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
    /// use twilio_sms::{Format, Resource, Sid};
    ///
    /// let account: Sid = "AC1".parse()?;
    /// let list = ListMessages::new()
    ///     .to("+14155550199".parse()?)
    ///     .date_sent_after("2026-11-01".parse()?)
    ///     .page_size(PageSize::new(100)?);
    /// assert_eq!(
    ///     list.encode(&account, Resource::Messages, Format::Json).target(),
    ///     "/2010-04-01/Accounts/AC1/Messages.json?To=%2B14155550199&DateSent%3E=2026-11-01&PageSize=100"
    /// );
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
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
    impl {
        /// Encodes the request. The parameters are in the query of the target.
        pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, resource: Resource, format: Format) -> Request {
            let mut target = endpoint.into().target(&[resource.path()], format);
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
            matches!((day, filter.day()), (Some(day), Some(limit)) if compare(day, &limit))
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
        self.page_token.as_deref()
    }

    /// Accepts every request, because all filters can be combined. The macro calls this method for each kind of
    /// request, and other kinds have rules to check.
    #[allow(clippy::unnecessary_wraps)]
    const fn check_combinations(self) -> Result<Self, DecodeError> {
        Ok(self)
    }
}

/// A day in GMT to filter messages by: `2026-11-25`.
///
/// The text has 1 to 64 printable ASCII characters or spaces and is sent unchanged, because servers accept other
/// spellings too, such as `2026-11-25T12:00:00Z`.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 64 bytes.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text contains any other character. The offset is that of the first.
///
/// ```
/// use twilio_sms::request::DateFilter;
///
/// let day: DateFilter = "2026-11-25".parse()?;
/// assert_eq!(day.to_string(), "2026-11-25");
/// assert!("25\n11".parse::<DateFilter>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DateFilter(String);

text_value!(DateFilter, "date", check_date);

impl DateFilter {
    /// Returns the day in GMT as `YYYY-MM-DD`, or `None` if the text is neither a day nor an instant.
    fn day(&self) -> Option<Cow<'_, str>> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if self.0.len() == 10 && digits(&self.0) {
            return Some(Cow::Borrowed(&self.0));
        }
        let instant = Timestamp::new(self.0.as_str()).to_rfc3339()?;
        instant.get(..10).map(|day| Cow::Owned(day.to_owned()))
    }
}

/// Checks that a text has 1 to 64 printable ASCII characters or spaces.
fn check_date(text: &str) -> Result<(), K> {
    match text.bytes().position(|byte| !(b' '..=b'~').contains(&byte)) {
        _ if text.is_empty() => Err(K::Empty),
        _ if text.len() > 64 => Err(K::TooLong { got: text.len(), max: 64, unit: LengthUnit::Bytes }),
        Some(at) => Err(K::InvalidCharacter { at }),
        None => Ok(()),
    }
}

impl ParamValue for DateFilter {
    fn parse_value(_: &'static str, text: &str) -> Result<Self, ParseError> {
        text.parse()
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
/// use twilio_sms::{Outcome, Page, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let reply = br#"{"messages": [], "next_page_uri": "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM1"}"#;
/// let Outcome::Done(page) = Page::decode(200, reply) else { panic!() };
/// let link = page.paging.next_page_uri.expect("a page follows");
/// let next = NextPage::resume(&link, &account)?;
/// assert_eq!(next.encode().target(), "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM1");
///
/// let resumed = NextPage::resume(next.as_str(), &account)?;
/// assert_eq!(resumed, next);
/// assert!(NextPage::resume("/2010-04-01/Accounts/AC2/Messages.json?Page=1", &account).is_err());
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
    /// Returns [`InvalidCharacter`](K::InvalidCharacter) for a link that leads out of the account or is not a path and
    /// a query. The offset is
    ///
    /// - that of the first character that is not printable ASCII, or is a space, `\` or `#`;
    /// - 0 if the path is not below the path of the account;
    /// - that of the end of the account's path if a segment after it is empty, consists of dots, or contains a
    ///   character other than ASCII letters, digits, `-`, `.` and `_`.
    pub fn resume<'e>(link: &str, endpoint: impl Into<Endpoint<'e>>) -> Result<Self, ParseError> {
        let endpoint = endpoint.into();
        let invalid = |at| Err(ParseError::new("link to a page", K::InvalidCharacter { at }));
        if let Some(at) = link.bytes().position(|byte| !(b'!'..=b'~').contains(&byte) || matches!(byte, b'\\' | b'#')) {
            return invalid(at);
        }
        // Some servers omit the slash at the start.
        let target = if link.starts_with('/') { link.to_owned() } else { format!("/{link}") };
        let path = target.split('?').next().unwrap_or_default();
        let account = endpoint.target(&[], Format::Default);
        match path.strip_prefix(account.as_str()) {
            Some(rest) if rest.starts_with('/') => {
                // A server may decode `%2e` and resolve `..`, which could lead to the path of another account.
                match rest.split('/').skip(1).all(plain_segment) {
                    true => Ok(Self(target)),
                    false => invalid(account.len()),
                }
            }
            _ => invalid(0),
        }
    }

    /// Returns the target of the request: the path and the query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Encodes the request.
    #[must_use]
    pub fn encode(&self) -> Request {
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

    use crate::value::sid::Sid;

    #[test]
    fn a_link_is_accepted_only_within_the_account() {
        let account: Sid<'_> = "AC1".parse().unwrap();
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
            assert_eq!(NextPage::resume(link, &account).is_ok(), fine, "{link:?}");
        }
    }

    #[test]
    fn without_a_filter_there_is_no_query() {
        let account: Sid<'_> = "AC1".parse().unwrap();
        let target = |list: ListMessages| list.encode(&account, Resource::Messages, Format::Json).target().to_owned();
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
        for (length, fine) in [(0, false), (1, true), (64, true), (65, false)] {
            assert_eq!("x".repeat(length).parse::<DateFilter>().is_ok(), fine, "{length}");
        }
    }
}
