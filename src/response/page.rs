//! A page of a list, and the links to the other pages.

use std::borrow::Cow;

use super::media::Media;
use super::message::Message;
use super::outcome::Outcome;
use super::reply::{ListNames, encode_methods, write_list};
#[cfg(feature = "csv")]
use crate::schema::ListTarget;
use crate::schema::document;
use crate::wire::scratch::Scratch;

document! {
    /// The position of a page in its list, and the links to the other pages.
    ///
    /// Servers differ in which of these fields they send: Twilio's current pages count neither messages nor pages. A
    /// link is absent if the server wrote `null`, an empty text or, as Restcomm does, the text `null`.
    ///
    /// ```
    /// use twilio_sms::{Outcome, Page};
    ///
    /// let reply = br#"{"messages": [], "page": 0, "page_size": 50, "next_page_uri": null}"#;
    /// let Outcome::Done(page) = Page::decode(200, reply) else { panic!() };
    /// assert_eq!((page.paging.page_size, page.paging.next_page_uri), (Some(50), None));
    /// ```
    #[derive(Default)]
    pub struct Paging<'a>: "Page" {
        required {
        }
        optional {
            /// The number of this page, from 0.
            "page" page: Option<u32>,
            /// How many pages the list has.
            "numpages" num_pages: Option<u32>,
            /// The most items that a page has.
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
            /// The path of the previous page.
            "previouspageuri" previous_page_uri: Option<Cow<'a, str>>,
            /// The path of the next page: request it to go on with the list.
            "nextpageuri" next_page_uri: Option<Cow<'a, str>>,
            /// The path of the last page.
            "lastpageuri" last_page_uri: Option<Cow<'a, str>>,
        }
    }
}

/// Declares a page of a list: a struct with the field `$items`, a vector of `$Item`, and the paging.
macro_rules! page {
    (
        $(#[$meta:meta])*
        pub struct $Page:ident { $(#[$imeta:meta])* $items:ident: $Item:ident }
        check $check:expr;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub struct $Page<'a> {
            $(#[$imeta])*
            pub $items: Vec<$Item<'a>>,
            /// The position of the page in its list, and the links to the other pages.
            pub paging: Paging<'a>,
        }

        impl<'a> $Page<'a> {
            /// Creates a page of these items.
            #[must_use]
            pub const fn new($items: Vec<$Item<'a>>, paging: Paging<'a>) -> Self {
                Self { $items, paging }
            }

            /// Decodes the answer to a request for this list, from its HTTP status and its body in XML or JSON.
            #[inline]
            pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
                Self::decode_in(status, body, &mut [])
            }

            /// Decodes the answer like [`decode`](Self::decode), and writes texts that have escapes into `scratch`, as
            /// [`Message::decode_in`] does.
            #[inline]
            pub fn decode_in(status: u16, body: &'a [u8], scratch: &'a mut [u8]) -> Outcome<'a, Self> {
                Outcome::of(status, body, Self::empty, |body, page| {
                    super::decode_list(body, Scratch::new(scratch), &mut page.paging, &mut page.$items)?;
                    page.$items.iter().try_for_each($check)
                })
                .idempotent()
            }

            /// Returns how many deviations from the format were accepted in the page and in all its items.
            #[must_use]
            pub fn recovered(&self) -> u32 {
                let items = self.$items.iter().map(|item| item.notes.recovered);
                items.fold(self.paging.notes.recovered, u32::saturating_add)
            }

            /// Converts into an owned value.
            #[must_use]
            pub fn into_owned(self) -> $Page<'static> {
                $Page {
                    $items: self.$items.into_iter().map($Item::into_owned).collect(),
                    paging: self.paging.into_owned(),
                }
            }

            fn empty() -> Self {
                Self::new(Vec::new(), Paging::new())
            }

            const fn status_code(&self) -> u16 {
                200
            }
        }
    };
}

page! {
    /// A page of messages.
    ///
    /// ```
    /// use twilio_sms::{Outcome, Page};
    ///
    /// let reply = br#"{"sms_messages": [{"sid": "SM1"}, {"sid": "SM2"}], "page": 0}"#;
    /// let Outcome::Done(page) = Page::decode(200, reply) else { panic!() };
    /// assert_eq!(page.messages.len(), 2);
    /// ```
    pub struct Page {
        /// The messages, newest first: at most 1,000.
        messages: Message
    }
    check |message| super::check_sid(&message.sid);
}

page! {
    /// A page of media.
    ///
    /// ```
    /// use twilio_sms::media::MediaPage;
    /// use twilio_sms::Outcome;
    ///
    /// let reply = br#"{"media_list": [{"sid": "ME1"}], "page": 0}"#;
    /// let Outcome::Done(page) = MediaPage::decode(200, reply) else { panic!() };
    /// assert_eq!(page.media.len(), 1);
    /// ```
    pub struct MediaPage {
        /// The media: at most 1,000.
        media: Media
    }
    check |_| Ok(());
}

encode_methods!(
    Page,
    "Encodes the reply with status 200 that gives this page. A list in CSV has no paging.",
    |page, out, format, resource| write_list(out, &page.paging, &page.messages, resource.list_names(), format)
);

encode_methods!(MediaPage, "Encodes the reply with status 200 that gives this page.", |page, out, format| {
    const NAMES: ListNames = ListNames { element: "Media", list: "MediaList", key: "media_list" };
    write_list(out, &page.paging, &page.media, NAMES, format)
});

#[cfg(feature = "csv")]
impl<'a> Page<'a> {
    /// Decodes the answer to a request for a list in CSV ([`Format::Csv`](crate::Format::Csv)): a header row, then a
    /// row for each message. Feature `csv`.
    ///
    /// An empty field is absent, also a text: CSV does not distinguish them. Such a list has no paging: request the pages by their numbers until a page has fewer messages than you asked
    /// for. A list that was cut off inside a row is refused. A list that was cut off between two rows looks complete:
    /// to detect that, compare its length with `Content-Length`.
    ///
    /// ```
    /// use twilio_sms::{Outcome, Page};
    ///
    /// let reply = b"Sid,Status,Body\r\nSM1,sent,\"Hello, \"\"you\"\"\"\r\n";
    /// let Outcome::Done(page) = Page::decode_csv(200, reply) else { panic!() };
    /// assert_eq!(page.messages[0].body.as_deref(), Some("Hello, \"you\""));
    /// ```
    pub fn decode_csv(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::empty, |body, page| {
            crate::wire::csv::decode(body, &mut ListTarget::new(&mut page.paging, &mut page.messages))
        })
        .idempotent()
    }
}
