//! The pages of a list, one after the other.

use super::Call as _;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::request::endpoint::{Endpoint, Request};
use crate::request::list::{ListMessages, NextPage};
use crate::response::outcome::Outcome;
use crate::response::page::Page;

/// The pages of a list of messages, one after the other. It sends nothing: it makes each request and reads its answer.
///
/// ```
/// use twilio_sms::call::Pager;
/// use twilio_sms::request::ListMessages;
/// use twilio_sms::{Endpoint, Outcome};
///
/// let mut pages = [
///     r#"{"messages": [{"sid": "SM2"}], "next_page_uri": "/2010-04-01/Accounts/AC1/Messages.json?Page=1"}"#,
///     r#"{"messages": [{"sid": "SM1"}], "next_page_uri": null}"#,
/// ]
/// .into_iter();
/// let mut pager = Pager::new(ListMessages::new(), Endpoint::new("AC1".parse()?));
/// let mut sids = Vec::new();
/// while let Some(request) = pager.next_request() {
///     assert!(request.target().starts_with("/2010-04-01/Accounts/AC1/Messages.json"));
///     let (status, body) = (200, pages.next().expect("there are two pages"));
///     match pager.read(status, body.as_bytes()) {
///         Outcome::Done(page) => sids.extend(page.messages.iter().map(|message| message.sid.to_string())),
///         outcome => return Err(outcome.into_result().unwrap_err().into()),
///     }
/// }
/// assert_eq!(sids, ["SM2", "SM1"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pager {
    endpoint: Endpoint,
    position: Position,
}

/// What is requested next.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Position {
    First(ListMessages),
    Next(NextPage),
    End,
}

impl Pager {
    /// Starts at the first page of a list.
    #[must_use]
    pub const fn new(list: ListMessages, endpoint: Endpoint) -> Self {
        Self { endpoint, position: Position::First(list) }
    }

    /// Goes on at a page whose request was stored: the text of [`position`](Self::position).
    #[must_use]
    pub const fn resume(next: NextPage, endpoint: Endpoint) -> Self {
        Self { endpoint, position: Position::Next(next) }
    }

    /// Returns the request for the next page, or `None` after the last one. Until an answer was read, it is the same.
    #[must_use]
    pub fn next_request(&self) -> Option<Request> {
        match &self.position {
            Position::First(list) => Some(list.request(&self.endpoint)),
            Position::Next(next) => Some(next.request(&self.endpoint)),
            Position::End => None,
        }
    }

    /// Returns the request for the page after the one that was read last, to be stored. It is `None` before the first
    /// page and after the last one.
    #[must_use]
    pub const fn position(&self) -> Option<&NextPage> {
        match &self.position {
            Position::Next(next) => Some(next),
            Position::First(_) | Position::End => None,
        }
    }

    /// Decodes the answer to the last request. If it is done, the pager goes on to the next page; if not, the same page
    /// can be requested again.
    ///
    /// The outcome is unknown, with the field `NextPageUri` in its error, if the page links to a path outside the account.
    /// Then the page is not returned and the pager stays where it is.
    pub fn read<'a>(&mut self, status: u16, body: &'a [u8]) -> Outcome<'a, Page<'a>> {
        let outcome = ListMessages::answer(status, body);
        let Outcome::Done(page) = &outcome else { return outcome };
        let next = page.paging.next_page_uri.as_deref().map(|link| NextPage::resume(link, &self.endpoint)).transpose();
        self.position = match next {
            Ok(Some(next)) => Position::Next(next),
            Ok(None) => Position::End,
            Err(error) => {
                let error = DecodeError::new(DecodeErrorKind::Invalid { field: "NextPageUri", error });
                return Outcome::undecoded(status, error).idempotent();
            }
        };
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ParseErrorKind;
    use crate::response::retry::Resend;

    #[test]
    fn a_pager_stays_at_a_page_until_it_is_read_and_can_be_resumed() {
        let endpoint = Endpoint::new("AC1".parse().unwrap()).sms();
        let mut pager = Pager::new(ListMessages::new(), endpoint.clone());
        let first = pager.next_request().unwrap();
        assert_eq!(first.target(), "/2010-04-01/Accounts/AC1/SMS/Messages.json");
        assert_eq!((pager.read(404, b"").is_done(), pager.position()), (false, None));
        assert_eq!(pager.read(503, b"").resend(), Some(Resend::Safe));
        assert_eq!(pager.next_request(), Some(first.clone()));

        // Credentials are sent with the next request, so a link out of the account is refused, and the page with it.
        let page = |link: &str| format!(r#"{{"messages": [{{"sid": "SM1"}}], "next_page_uri": "{link}"}}"#);
        for link in ["/2010-04-01/Accounts/AC2/Messages.json?Page=1", "https://evil.example/2010-04-01/Accounts/AC1/x"]
        {
            let page = page(link);
            let Outcome::Unknown(unknown) = pager.read(200, page.as_bytes()) else { panic!() };
            let Some(DecodeErrorKind::Invalid { field, error }) = unknown.error.as_ref().map(DecodeError::kind) else {
                panic!()
            };
            assert_eq!(field, "NextPageUri");
            assert!(matches!(error.kind(), ParseErrorKind::OtherPath { .. } | ParseErrorKind::InvalidCharacter { .. }));
            assert_eq!((unknown.resend(), pager.next_request()), (Resend::Safe, Some(first.clone())));
        }

        let link = "/2010-04-01/Accounts/AC1/SMS/Messages.json?Page=1&PageToken=PASM1";
        assert_eq!(pager.read(200, page(link).as_bytes()).done().unwrap().messages.len(), 1);
        let stored = pager.position().unwrap().to_string();
        assert_eq!(stored, link);

        let mut resumed = Pager::resume(NextPage::resume(&stored, &endpoint).unwrap(), endpoint);
        assert_eq!(resumed, pager);
        assert_eq!(resumed.next_request().unwrap().target(), link);
        assert!(resumed.read(200, br#"{"messages": [], "next_page_uri": null}"#).is_done());
        assert_eq!((resumed.next_request(), resumed.position()), (None, None));
    }
}
