//! A message, as Twilio reports it.

use std::borrow::Cow;

use super::outcome::Outcome;
use super::reply::{encode_methods, write_document};
use crate::schema::{Document as _, document};
use crate::segments::Segments;
use crate::value::code::ErrorCode;
use crate::value::price::Price;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::Timestamp;
use crate::wire::ReplyKind;
use crate::wire::scratch::Scratch;

document! {
    /// A message, as Twilio and the servers compatible with it report it.
    ///
    /// Only the SID is always there. Everything else is taken as it comes: an unknown status, a sender that is no phone
    /// number, a date that nobody can read never sink the report of a message that was accepted. Empty and absent are one
    /// thing, but for the body. A decoded message borrows from the reply.
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
            /// Names this message for ever: `SM` or `MM` and 32 hexadecimal digits at Twilio.
            "Sid" sid: Sid<'a>,
        }
        optional {
            /// When it was created, RFC 2822 in GMT.
            "DateCreated" date_created: Option<Timestamp<'a>>,
            /// When it last changed.
            "DateUpdated" date_updated: Option<Timestamp<'a>>,
            /// When it was sent; absent while it is queued.
            "DateSent" date_sent: Option<Timestamp<'a>>,
            /// The account that it belongs to.
            "AccountSid" account_sid: Option<Sid<'a>>,
            /// The destination: a phone number, a short code, a channel address.
            "To" to: Option<Cow<'a, str>>,
            /// The sender; absent while a messaging service has not chosen one.
            "From" from: Option<Cow<'a, str>>,
            /// The messaging service that sends it.
            "MessagingServiceSid" messaging_service_sid: Option<Sid<'a>>,
            /// The text. May differ from the one sent: trial accounts put a sentence before it.
            "Body" body: Option<Cow<'a, str>>,
            /// How far it has come.
            "Status" status: Option<Status<'a>>,
            /// How many segments it is billed as; 0 while a messaging service has not sent it.
            "NumSegments" num_segments: Option<u32>,
            /// How many media it has.
            "NumMedia" num_media: Option<u32>,
            /// Which way it goes.
            "Direction" direction: Option<Direction<'a>>,
            /// The version of the API that made it.
            "ApiVersion" api_version: Option<Cow<'a, str>>,
            /// What it cost: negative at Twilio, exact to the last digit. Absent until it is known.
            "Price" price: Option<Price<'a>>,
            /// The currency of the price, ISO 4217.
            "PriceUnit" price_unit: Option<Cow<'a, str>>,
            /// Why it failed, if it did.
            "ErrorCode" error_code: Option<ErrorCode>,
            /// The same in words.
            "ErrorMessage" error_message: Option<Cow<'a, str>>,
            /// The path of this message on the server.
            "Uri" uri: Option<Cow<'a, str>>,
        }
        links {
            /// The path of its media.
            "Media" media: Option<Cow<'a, str>>,
            /// The path of its feedback.
            "Feedback" feedback: Option<Cow<'a, str>>,
        }
    }
}

impl<'a> Message<'a> {
    /// What became of a request whose answer is a message: a send, a fetch, an update.
    ///
    /// The answer is taken for that of a send, which must not be done twice; say [`Outcome::idempotent`] after a fetch or an
    /// update.
    ///
    /// Takes the HTTP status and the body of the answer, in XML or JSON: the content tells which.
    #[inline]
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        Self::decode_in(status, body, &mut [])
    }

    /// The same without the heap: a text that has escapes, as `&lt;` or `\u263A`, is written into `scratch`, and allocated
    /// only if there is no room for it. As many bytes as `body` has are always enough.
    ///
    /// What is allocated in any case: the list of what a message does not know ([`unknown_fields`](field@Self::unknown_fields)), and such texts in
    /// XML of a shape that no known server sends, with comments, CDATA sections or CR.
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
            super::decode_document(body, Scratch::new(scratch), message)
        })
    }

    /// How many segments its text is, by our own count; [`num_segments`](Self::num_segments) is Twilio's.
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
