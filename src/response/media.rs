//! Replies about the media of a message and about feedback, and the answer to a delete.

use std::borrow::Cow;

use super::message::Message;
use super::outcome::Outcome;
use super::reply::{encode_methods, write_document};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document as _, document};
use crate::value::sid::Sid;
use crate::value::timestamp::Timestamp;
use crate::wire::ReplyKind;
use crate::wire::scratch::Scratch;

document! {
    /// A media file of a message, as Twilio's `Media` resource reports it.
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
            /// The unique identifier of the file: `ME` and 32 hexadecimal digits at Twilio.
            "Sid" sid: Sid<'a>,
        }
        optional {
            /// The account that the file belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The message that the file belongs to.
            "ParentSid" parent_sid: Option<Sid<'a>>,
            /// The media type of the file, such as `image/png`.
            "ContentType" content_type: Option<Cow<'a, str>>,
            /// When the file was created: RFC 2822, in GMT.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// When the file last changed.
            "DateUpdated" date_updated: Option<Timestamp<'a>>,
            /// The path of this description on the server. Without its extension it is the path of the file.
            "Uri" uri: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> Media<'a> {
    /// Decodes the answer to a request for a media file, from its HTTP status and its body in XML or JSON.
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::empty, |body, done| super::decode_document(body, Scratch::default(), done))
            .idempotent()
    }

    const fn status_code(&self) -> u16 {
        200
    }
}

document! {
    /// What a user reported about a message that was delivered.
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
            /// The message that the feedback is about.
            "MessageSid" message_sid: Sid<'a>,
        }
        optional {
            /// The account that the feedback belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// What the user reported: `confirmed` or `unconfirmed`.
            "Outcome" outcome: Option<Cow<'a, str>>,
            /// When the feedback was created: RFC 2822, in GMT.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// When the feedback last changed.
            "DateUpdated" date_updated: Option<Timestamp<'a>>,
            /// The path of the feedback on the server.
            "Uri" uri: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> Feedback<'a> {
    /// Decodes the answer to a request that sends feedback, from its HTTP status and its body in XML or JSON.
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::empty, |body, done| super::decode_document(body, Scratch::default(), done))
    }

    const fn status_code(&self) -> u16 {
        200
    }
}

/// The answer to a delete that succeeded. It contains nothing, because the answer 204 has no body.
///
/// ```
/// use twilio_sms::response::Deleted;
/// use twilio_sms::{Outcome, Sid};
///
/// let sid: Sid = "SM1".parse()?;
/// assert_eq!(Deleted::decode(204, b"", &sid), Outcome::Done(Deleted));
/// // A login page is not the answer to a delete.
/// assert!(matches!(Deleted::decode(200, b"<html>Log in</html>", &sid), Outcome::Unknown(_)));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Deleted;

impl Deleted {
    /// Decodes the answer to a delete, from its HTTP status and its body.
    ///
    /// The delete is done if the status is 200 to 299 and the body is empty, or contains the deleted resource: some
    /// servers answer 200 with the message or the media file whose SID the request had. Any other body, such as a login
    /// page, does not say that something was deleted, and the outcome is unknown.
    pub fn decode<'b>(status: u16, body: &'b [u8], sid: &Sid<'_>) -> Outcome<'b, Self> {
        Self::decode_if(status, body, |found| found == sid)
    }

    /// Decodes the answer to a delete whose SID is not at hand: any message or media file in it is taken for the one
    /// that was deleted.
    pub(crate) fn decode_any(status: u16, body: &[u8]) -> Outcome<'_, Self> {
        Self::decode_if(status, body, |found| found.as_str().starts_with("ME") || !found.is_of_other_resource())
    }

    fn decode_if<'b>(status: u16, body: &'b [u8], is_expected: impl Fn(&Sid<'_>) -> bool) -> Outcome<'b, Self> {
        let read = |body: &'b [u8], _: &mut Self| {
            if body.trim_ascii().is_empty() {
                return Ok(());
            }
            let (mut message, mut media) = (Message::empty(), Media::empty());
            let found = match super::decode_document(body, Scratch::default(), &mut message) {
                Ok(()) => message.sid,
                Err(error) => {
                    super::decode_document(body, Scratch::default(), &mut media).map_err(|_| error)?;
                    media.sid
                }
            };
            if is_expected(&found) { Ok(()) } else { Err(DecodeError::new(DecodeErrorKind::NotADocument { at: 0 })) }
        };
        Outcome::of(status, body, || Self, read).idempotent()
    }
}

encode_methods!(Media, "Encodes the reply with status 200 that describes this media file.", |media, out, format| {
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
    fn encoded_media_and_feedback_decode_to_the_same_value_in_every_format() {
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
