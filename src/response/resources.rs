//! What hangs on a message: its media, what users said about it; and what remains of a thing that was deleted.

use std::borrow::Cow;

use super::outcome::Outcome;
use super::page::Paging;
use crate::table::{Document as _, List, document};
use crate::value::sid::Sid;
use crate::value::timestamp::Timestamp;
use crate::wire::scratch::Scratch;

document! {
    /// A medium of a message.
    ///
    /// ```
    /// use twilio_sms::{Media, Outcome};
    ///
    /// let reply = br#"{"sid": "ME1", "content_type": "image/png", "parent_sid": "MM1"}"#;
    /// let Outcome::Done(media) = Media::decode(200, reply) else { panic!() };
    /// assert_eq!(media.content_type.as_deref(), Some("image/png"));
    /// ```
    pub struct Media<'a>: "Media" {
        required {
            /// Names this medium: `ME` and 32 hexadecimal digits at Twilio.
            "Sid" sid: Sid<'a>,
        }
        optional {
            /// The account that it belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The message that it belongs to.
            "ParentSid" parent_sid: Option<Sid<'a>>,
            /// Its media type.
            "ContentType" content_type: Option<Cow<'a, str>>,
            /// When it was created, RFC 2822 in GMT.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// When it last changed.
            "DateUpdated" date_updated: Option<Timestamp<'a>>,
            /// The path of its description on the server; without the extension, of the file.
            "Uri" uri: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> Media<'a> {
    /// What became of a request for a medium.
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::blank, |body, done| super::one(body, Scratch::default(), done))
    }
}

impl List for Media<'_> {
    const LISTS: &'static [&'static str] = &["MediaList", "media_list"];
}

/// A page of media.
///
/// ```
/// use twilio_sms::{MediaPage, Outcome};
///
/// let reply = br#"{"media_list": [{"sid": "ME1"}], "page": 0}"#;
/// let Outcome::Done(page) = MediaPage::decode(200, reply) else { panic!() };
/// assert_eq!(page.media.len(), 1);
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct MediaPage<'a> {
    /// The media: at most 1,000.
    pub media: Vec<Media<'a>>,
    /// Where the page stands in its list.
    pub paging: Paging<'a>,
}

impl<'a> MediaPage<'a> {
    /// A page of these media.
    #[must_use]
    pub const fn new(media: Vec<Media<'a>>, paging: Paging<'a>) -> Self {
        Self { media, paging }
    }

    fn blank() -> Self {
        Self::new(Vec::new(), Paging::new())
    }

    /// What became of a request for the media of a message.
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::blank, |body, page| {
            super::many(body, Scratch::default(), &mut page.paging, &mut page.media)
        })
    }
}

document! {
    /// What a user said about a message.
    ///
    /// ```
    /// use twilio_sms::{Feedback, Outcome};
    ///
    /// let reply = br#"{"message_sid": "SM1", "outcome": "confirmed"}"#;
    /// let Outcome::Done(feedback) = Feedback::decode(201, reply) else { panic!() };
    /// assert_eq!(feedback.outcome.as_deref(), Some("confirmed"));
    /// ```
    pub struct Feedback<'a>: "Feedback" {
        required {
            /// The message that it is about.
            "MessageSid" message_sid: Sid<'a>,
        }
        optional {
            /// The account that it belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// What the user said: `confirmed` or `unconfirmed`.
            "Outcome" outcome: Option<Cow<'a, str>>,
            /// When it was created, RFC 2822 in GMT.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// When it last changed.
            "DateUpdated" date_updated: Option<Timestamp<'a>>,
            /// The path of it on the server.
            "Uri" uri: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> Feedback<'a> {
    /// What became of a feedback.
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::blank, |body, done| super::one(body, Scratch::default(), done))
    }
}

/// What remains of a thing that was deleted: the answer 204 has no body.
///
/// ```
/// use twilio_sms::{Deleted, Outcome};
///
/// assert_eq!(Deleted::decode(204, b""), Outcome::Done(Deleted));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Deleted;

impl Deleted {
    /// What became of a delete. Servers that answer 200 with a body have deleted as well.
    pub fn decode(status: u16, body: &[u8]) -> Outcome<'_, Self> {
        Outcome::of(status, body, || Self, |_, _| Ok(()))
    }
}
