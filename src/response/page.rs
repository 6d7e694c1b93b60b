//! A page of a list, and the way to the next one.

use std::borrow::Cow;

use super::message::Message;
use super::outcome::Outcome;
use crate::error::DecodeError;
#[cfg(feature = "csv")]
use crate::table::Many;
use crate::table::document;
use crate::wire::scratch::Scratch;

document! {
    /// Where a page stands in its list.
    ///
    /// Which of these a server gives differs: Twilio's current pages count neither messages nor pages. An absent link is
    /// absent here, whether the server wrote `null`, an empty text or, as Restcomm does, the text `null`.
    ///
    /// ```
    /// use twilio_sms::{Outcome, Page};
    ///
    /// let reply = br#"{"messages": [], "page": 0, "page_size": 50, "next_page_uri": null}"#;
    /// let Outcome::Done(page) = Page::decode(200, reply) else { panic!() };
    /// assert_eq!((page.paging.page_size, page.paging.next_page_uri), (Some(50), None));
    /// ```
    pub struct Paging<'a>: "Page" {
        required {
        }
        optional {
            /// The number of this page, from 0.
            "page" page: Option<u32>,
            /// How many pages there are.
            "numpages" num_pages: Option<u32>,
            /// How many items a page has at most.
            "pagesize" page_size: Option<u32>,
            /// How many items the list has.
            "total" total: Option<u32>,
            /// The position of the first item of this page, from 0.
            "start" start: Option<u32>,
            /// The position of the last item of this page.
            "end" end: Option<u32>,
            /// The path of this page.
            "uri" uri: Option<Cow<'a, str>>,
            /// The path of the first page.
            "firstpageuri" first_page_uri: Option<Cow<'a, str>>,
            /// The path of the page before.
            "previouspageuri" previous_page_uri: Option<Cow<'a, str>>,
            /// The path of the page after: where to go on.
            "nextpageuri" next_page_uri: Option<Cow<'a, str>>,
            /// The path of the last page.
            "lastpageuri" last_page_uri: Option<Cow<'a, str>>,
        }
    }
}

/// A page of messages.
///
/// ```
/// use twilio_sms::{Outcome, Page};
///
/// let reply = br#"{"sms_messages": [{"sid": "SM1"}, {"sid": "SM2"}], "page": 0}"#;
/// let Outcome::Done(page) = Page::decode(200, reply) else { panic!() };
/// assert_eq!(page.messages.len(), 2);
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Page<'a> {
    /// The messages, newest first: at most 1,000.
    pub messages: Vec<Message<'a>>,
    /// Where the page stands in its list.
    pub paging: Paging<'a>,
}

impl<'a> Page<'a> {
    /// A page of these messages.
    #[must_use]
    pub const fn new(messages: Vec<Message<'a>>, paging: Paging<'a>) -> Self {
        Self { messages, paging }
    }

    /// What became of a request for a list: the HTTP status and the body of the answer, in XML or JSON.
    #[inline]
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Self::decode_in(status, body, &mut [])
    }

    fn blank() -> Self {
        Self::new(Vec::new(), Paging::new())
    }

    /// The same with the texts of its messages that have escapes in `scratch`, as [`Message::decode_in`] has them.
    #[inline]
    pub fn decode_in(status: u16, body: &'a [u8], scratch: &'a mut [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::blank, |body, page| page.fill(body, Scratch::new(scratch)))
    }

    fn fill(&mut self, body: &'a [u8], scratch: Scratch<'a>) -> Result<(), DecodeError> {
        super::many(body, scratch, &mut self.paging, &mut self.messages)
    }

    /// What became of a request for a list in CSV ([`Format::Csv`](crate::Format::Csv)): a header, and a row a message.
    /// Feature `csv`.
    ///
    /// Such a list has no paging of its own: ask for the next page by its number, until one is short. One that was cut off
    /// is refused, unless it was between two rows, where nothing tells: compare with `Content-Length`.
    ///
    /// ```
    /// use twilio_sms::{Outcome, Page};
    ///
    /// let reply = b"Sid,Status,Body\r\nSM1,sent,\"Hello, \"\"you\"\"\"\r\n";
    /// let Outcome::Done(page) = Page::decode_csv(200, reply) else { panic!() };
    /// assert_eq!(page.messages[0].body.as_deref(), Some("Hello, \"you\""));
    /// ```
    #[cfg(feature = "csv")]
    pub fn decode_csv(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::blank, |body, page| {
            crate::wire::csv::decode(body, &mut Many::new(&mut page.paging, &mut page.messages))
        })
    }

    /// How many deviations were accepted in the page and all its messages.
    #[must_use]
    pub fn recovered(&self) -> u32 {
        let messages = self.messages.iter().map(|message| message.reading.recovered);
        messages.fold(self.paging.reading.recovered, u32::saturating_add)
    }

    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Page<'static> {
        Page {
            messages: self.messages.into_iter().map(Message::into_owned).collect(),
            paging: self.paging.into_owned(),
        }
    }
}
