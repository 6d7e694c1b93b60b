//! The reply that reports a message.

use std::borrow::Cow;

use super::outcome::Outcome;
use super::reply::{encode_methods, write_document};
use crate::schema::{Document as _, document};
use crate::segments::Segments;
use crate::value::code::ErrorCode;
use crate::value::price::Price;
use crate::value::raw_json::RawJson;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::Timestamp;
use crate::wire::ReplyKind;
use crate::wire::scratch::Scratch;

document! {
    /// A message, as Twilio and the servers compatible with it report it.
    ///
    /// Only the SID is always there. Every other field is kept as it came: an unknown status, a sender that is not a
    /// phone number or a date that cannot be parsed never turns the report of an accepted message into an error. An
    /// empty field is an absent one, except for the body, which can be empty. A decoded message borrows from the reply.
    ///
    /// ```
    /// use twilio_sms::{Message, Outcome, Status};
    ///
    /// let reply = br#"{"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued", "num_segments": "1"}"#;
    /// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
    /// assert_eq!(message.status, Some(Status::Queued));
    /// assert_eq!(message.num_segments, Some(1));
    /// assert_eq!(message.price, None);
    /// ```
    pub struct Message<'a>: "Message" | "SMSMessage" in "Messages" | "SMSMessages" | "messages" | "sms_messages" {
        required {
            /// The unique identifier of the message: `SM` or `MM` and 32 hexadecimal digits at Twilio.
            "Sid" sid: Sid<'a>,
        }
        optional {
            /// When the message was created: RFC 2822, in GMT.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// When the message last changed.
            "DateUpdated" date_updated: Option<Timestamp<'a>>,
            /// When the message was sent; absent while it is queued.
            "DateSent" date_sent: Option<Timestamp<'a>>,
            /// The account that the message belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The recipient: a phone number, a short code or a channel address.
            "To" to: Option<Cow<'a, str>>,
            /// The sender; absent while a messaging service has not chosen one.
            "From" from: Option<Cow<'a, str>>,
            /// The messaging service that sends the message.
            "MessagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// The text. It can differ from the text that was sent: trial accounts put a sentence before it.
            "Body" body: Option<Cow<'a, str>>,
            /// The status of the message.
            "Status" status: Option<Status<'a>>,
            /// How many segments the message is billed as; 0 while a messaging service has not sent it.
            "NumSegments" num_segments: Option<u32>,
            /// How many media files the message has.
            "NumMedia" num_media: Option<u32>,
            /// Whether the message is inbound, or by which means it was sent.
            "Direction" direction: Option<Direction<'a>>,
            /// The version of the API that created the message.
            "ApiVersion" api_version: Option<Cow<'a, str>>,
            /// What the message cost: negative at Twilio, and exact to the last digit. Absent until it is known.
            "Price" price: Option<Price<'a>>,
            /// The currency of the price, as an ISO 4217 code.
            "PriceUnit" price_unit: Option<Cow<'a, str>>,
            /// Why the message failed, if it did.
            "ErrorCode" error_code: Option<ErrorCode>,
            /// Why the message failed, in words.
            "ErrorMessage" error_message: Option<Cow<'a, str>>,
            /// The path of the message on the server.
            "Uri" uri: Option<Cow<'a, str>>,
            /// The tags that the sender gave the message, as a JSON object.
            "Tags" tags: Option<RawJson<'a>>,
        }
        links {
            /// The path of the message's media.
            "Media" media: Option<Cow<'a, str>>,
            /// The path of the message's feedback.
            "Feedback" feedback: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> Message<'a> {
    /// Decodes the answer to a request that is answered with a message: a send, a fetch or an update.
    ///
    /// The answer is taken for that of a send, which must not be repeated. Call [`Outcome::idempotent`] on the result after
    /// a fetch or an update.
    ///
    /// Takes the HTTP status and the body of the answer. The body is XML or JSON; its first byte tells which.
    #[inline]
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Self::decode_in(status, body, &mut [])
    }

    /// Decodes the answer like [`decode`](Self::decode), and writes texts that have escapes, such as `&lt;` or
    /// `\u263A`, into `scratch` instead of allocating them.
    ///
    /// A text is allocated only if `scratch` has no space left for it. As many bytes as `body` has are always enough.
    /// Two things are allocated in any case: the list of [`unknown_fields`](field@Self::unknown_fields), and texts with
    /// escapes in XML that has comments, CDATA sections or CR, which no known server sends.
    ///
    /// ```
    /// use twilio_sms::{Message, Outcome};
    ///
    /// let reply = b"<TwilioResponse><Message><Sid>SM1</Sid><Body>I love you &lt;3</Body></Message></TwilioResponse>";
    /// let mut scratch = [0; 1024];
    /// let Outcome::Done(message) = Message::decode_in(201, reply, &mut scratch) else { panic!() };
    /// assert_eq!(message.body.as_deref(), Some("I love you <3"));
    /// ```
    #[inline]
    pub fn decode_in(status: u16, body: &'a [u8], scratch: &'a mut [u8]) -> Outcome<'a, Self> {
        Outcome::of(status, body, Self::empty, |body, message| {
            super::decode_document(body, Scratch::new(scratch), message)?;
            super::check_sid(&message.sid)
        })
    }

    /// Counts the segments of the message's text. [`num_segments`](Self::num_segments) is Twilio's own count.
    #[must_use]
    pub fn segments(&self) -> Segments {
        Segments::of(self.body.as_deref().unwrap_or_default())
    }

    const fn status_code(&self) -> u16 {
        200
    }
}

encode_methods!(
    Message,
    "Encodes the reply with status 200 that reports this message; [`with_status`](crate::server::Reply::with_status) makes it 201. \
     CSV is for lists only, so [`Format::Csv`](crate::Format::Csv) gives XML.",
    |message, out, format, resource| {
        write_document(out, message, resource.list_names().element, format, ReplyKind::Message)
    }
);
