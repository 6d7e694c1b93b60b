//! What hangs on a message: its media, what users said about it; and what remains of a thing that was deleted.

use std::borrow::Cow;

use super::outcome::Outcome;
use super::reply::{encode_methods, write_document};
use crate::schema::{Document as _, document};
use crate::value::sid::Sid;
use crate::value::timestamp::Timestamp;
use crate::wire::ReplyKind;
use crate::wire::scratch::Scratch;

document! {
    /// A medium of a message.
    ///
    /// ```
    /// use twilio_sms::media::Media;
    /// use twilio_sms::Outcome;
    ///
    /// let reply = br#"{"sid": "ME1", "content_type": "image/png", "parent_sid": "MM1"}"#;
    /// let Outcome::Done(media) = Media::decode(200, reply) else { panic!() };
    /// assert_eq!(media.content_type.as_deref(), Some("image/png"));
    /// ```
    pub struct Media<'a>: "Media" in "MediaList" | "media_list" {
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
        Outcome::of(status, body, Self::empty, |body, done| super::decode_document(body, Scratch::default(), done))
            .idempotent()
    }

    const fn status_code(&self) -> u16 {
        200
    }
}

document! {
    /// What a user said about a message.
    ///
    /// ```
    /// use twilio_sms::media::Feedback;
    /// use twilio_sms::Outcome;
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
        Outcome::of(status, body, Self::empty, |body, done| super::decode_document(body, Scratch::default(), done))
    }

    const fn status_code(&self) -> u16 {
        200
    }
}

/// What remains of a thing that was deleted: the answer 204 has no body.
///
/// ```
/// use twilio_sms::response::Deleted;
/// use twilio_sms::Outcome;
///
/// assert_eq!(Deleted::decode(204, b""), Outcome::Done(Deleted));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Deleted;

impl Deleted {
    /// What became of a delete. Servers that answer 200 with a body have deleted as well.
    pub fn decode(status: u16, body: &[u8]) -> Outcome<'_, Self> {
        Outcome::of(status, body, || Self, |_, _| Ok(())).idempotent()
    }
}

encode_methods!(Media, "Encodes the reply with status 200 that describes this medium.", |media, out, format| {
    write_document(out, media, "Media", format, ReplyKind::Message)
});

encode_methods!(
    Feedback,
    "Encodes the reply with status 200 that reports this feedback; [`with_status`](crate::server::Reply::with_status) makes it 201.",
    |feedback, out, format| write_document(out, feedback, "Feedback", format, ReplyKind::Message)
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::page::{MediaPage, Paging};
    use crate::value::resource::Format;

    #[test]
    fn media_and_feedback_come_back_in_either_format() {
        let mut media = Media::new("ME1".parse().unwrap());
        media.content_type = Some("image/png".into());
        let mut feedback = Feedback::new("SM1".parse().unwrap());
        feedback.outcome = Some("confirmed".into());
        let page = MediaPage::new(vec![media.clone(), media.clone()], Paging::new());
        for format in [Format::Default, Format::Json, Format::Xml] {
            let reply = media.encode(format).unwrap();
            assert_eq!(Media::decode(200, reply.body().as_bytes()), Outcome::Done(media.clone()));
            let reply = feedback.encode(format).unwrap();
            assert_eq!(Feedback::decode(200, reply.body().as_bytes()), Outcome::Done(feedback.clone()));
            let reply = page.encode(format).unwrap();
            assert_eq!(MediaPage::decode(200, reply.body().as_bytes()), Outcome::Done(page.clone()));
        }
    }
}
