//! Requests for lists, and for the page after a page.

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
    /// Asks for all messages.
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
    /// Asks for the messages of an account, newest first. The answer is a [`Page`](crate::Page).
    ///
    /// Dates are days in GMT; before and after include the day itself. Go on with [`NextPage`].
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
            /// Only messages to this address.
            "To" to: Address,
            /// Only messages from this address.
            "From" from: Address,
            /// Only messages sent on this day.
            "DateSent" date_sent: DateFilter,
            /// Only messages sent on this day or before.
            "DateSent<" date_sent_before: DateFilter,
            /// Only messages sent on this day or after.
            "DateSent>" date_sent_after: DateFilter,
            /// How many messages a page has at most.
            "PageSize" page_size: PageSize,
            /// The number of the page. Prefer the server's own link.
            "Page" page: u32,
            /// Where the page begins, in the server's words.
            "PageToken" page_token: String,
        }
    }
    impl {
        /// The request.
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

        /// Reads the query of such a request, as a server does. Parameters that it does not know are kept among the
        /// [`others`](Self::others).
        ///
        /// # Errors
        ///
        /// A query that is malformed; a parameter that is there twice, or refused by its type.
        pub fn decode(query: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(query)
        }
    }
}

impl ListMessages {
    /// Whether something with these addresses, sent then, passes all filters.
    pub(crate) fn filter_accepts(&self, to: Option<&str>, from: Option<&str>, sent: Option<&Timestamp<'_>>) -> bool {
        let is = |filter: &Option<Address>, address: Option<&str>| {
            filter.as_ref().is_none_or(|filter| address == Some(filter.as_str()))
        };
        let sent = sent.and_then(Timestamp::to_rfc3339);
        let day = sent.as_deref().and_then(|date| date.get(..10));
        let on = |filter: &Option<DateFilter>, holds: fn(&str, &str) -> bool| {
            let Some(filter) = filter else { return true };
            matches!((day, filter.day()), (Some(day), Some(limit)) if holds(day, &limit))
        };
        is(&self.to, to)
            && is(&self.from, from)
            && on(&self.date_sent, |day, limit| day == limit)
            && on(&self.date_sent_before, |day, limit| day <= limit)
            && on(&self.date_sent_after, |day, limit| day >= limit)
    }

    /// How many messages the page has at most: what was asked for, or Twilio's default of 50.
    #[must_use]
    pub fn size(&self) -> PageSize {
        self.page_size.unwrap_or(PageSize::DEFAULT)
    }

    /// The number of the page: what was asked for, or the first.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(0)
    }

    /// Where the page begins, in the server's own words, if it gave some.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.page_token.as_deref()
    }

    /// One filter says nothing about another.
    #[allow(clippy::unnecessary_wraps)]
    const fn check_combinations(self) -> Result<Self, DecodeError> {
        Ok(self)
    }
}

/// A day that messages are held against: `2026-11-25`, in GMT.
///
/// Servers take other spellings too, such as `2026-11-25T12:00:00Z`: any 1 to 64 printable ASCII characters are sent as
/// they are.
///
/// # Errors
///
/// [`Empty`](K::Empty), [`TooLong`](K::TooLong) in bytes, or the place of the first character that cannot stand there.
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
    /// The day in GMT, `YYYY-MM-DD`, if the text names one.
    fn day(&self) -> Option<Cow<'_, str>> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if self.0.len() == 10 && digits(&self.0) {
            return Some(Cow::Borrowed(&self.0));
        }
        let instant = Timestamp::new(self.0.as_str()).to_rfc3339()?;
        instant.get(..10).map(|day| Cow::Owned(day.to_owned()))
    }
}

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

/// The request for the page after a page, as the server wrote it.
///
/// It is followed only within the account that the list was asked from: credentials go with it, and a link out of a strange
/// answer must not send them elsewhere. It is a text, to be stored and resumed.
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
    /// The page that a link of a page leads to, or one that was stored.
    ///
    /// # Errors
    ///
    /// A link that leads out of the account.
    pub fn resume<'e>(link: &str, endpoint: impl Into<Endpoint<'e>>) -> Result<Self, ParseError> {
        let endpoint = endpoint.into();
        let fault = |at| Err(ParseError::new("link to a page", K::InvalidCharacter { at }));
        if let Some(at) = link.bytes().position(|byte| !(b'!'..=b'~').contains(&byte) || matches!(byte, b'\\' | b'#')) {
            return fault(at);
        }
        // Some servers leave the slash off.
        let target = if link.starts_with('/') { link.to_owned() } else { format!("/{link}") };
        let path = target.split('?').next().unwrap_or_default();
        let account = endpoint.target(&[], Format::Default);
        match path.strip_prefix(account.as_str()) {
            Some(rest) if rest.starts_with('/') => {
                // Escapes and dots could mean another path to whoever follows it.
                match rest.split('/').skip(1).all(plain_segment) {
                    true => Ok(Self(target)),
                    false => fault(account.len()),
                }
            }
            _ => fault(0),
        }
    }

    /// The target: path and query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The request.
    #[must_use]
    pub fn encode(&self) -> Request {
        Request::without_body(Method::Get, self.0.clone())
    }
}

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
    fn follows_a_link_within_the_account_only() {
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
    fn reads_the_filters_of_sixteen_years() {
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
