//! Twilio said no.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::reply::{encode_methods, write_document};
use super::retry::Resend;
use crate::schema::document;
use crate::value::code::ErrorCode;
use crate::value::raw_json::RawJson;
use crate::wire::scratch::Scratch;
use crate::wire::{ReplyKind, Value, json};

document! {
    /// Twilio said no, and why: `<RestException>`, or its JSON.
    ///
    /// The HTTP status is the truth where the body says another one. A body that cannot be read, an HTML page or none at all
    /// is still a rejection, with no code. As an error it repeats Twilio's sentence, which can name a number: log the code
    /// where numbers do not belong.
    ///
    /// ```
    /// use twilio_sms::{ErrorCode, Message, Outcome};
    ///
    /// let reply = br#"{"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}"#;
    /// let Outcome::Rejected(rejection) = Message::decode(400, reply) else { panic!() };
    /// assert_eq!(rejection.code, Some(ErrorCode::new(21211)));
    /// assert!(rejection.code.is_some_and(ErrorCode::is_invalid_recipient));
    /// assert_eq!(rejection.to_string(), "rejected with status 400, code 21211: Invalid 'To' Phone Number");
    /// ```
    pub struct Rejection<'a>: "RestException" {
        required {
        }
        optional {
            /// Twilio's number for the error, if it gave one.
            "Code" code: Option<ErrorCode>,
            /// More about it.
            "Detail" detail: Option<Cow<'a, str>>,
            /// A list of errors, as servers that find several at once give it: JSON text.
            "Errors" errors: Option<RawJson<'a>>,
            /// One sentence for people. Twilio changes its wording: never branch on it.
            "Message" message: Option<Cow<'a, str>>,
            /// The URL of a page about the error.
            "MoreInfo" more_info: Option<Cow<'a, str>>,
            /// The HTTP status.
            "Status" status: Option<u32>,
        }
    }
}

impl<'a> Rejection<'a> {
    /// Reads a rejection. Whatever the body is, there is one: with the HTTP status, and all that could be read.
    ///
    /// Known shapes are `<RestException>`, Twilio's JSON of all years, problem details (RFC 9457) and a list of errors,
    /// of which the first gives the code and the message.
    #[must_use]
    pub fn decode(status: u16, body: &'a [u8]) -> Self {
        let mut rejection = Self::new();
        if super::decode_document(body, Scratch::default(), &mut rejection).is_err() {
            rejection = Self::new();
        }
        rejection.status = Some(u32::from(status));
        // What the body says instead is dropped, readable or not.
        rejection.unknown_fields.retain(|extra| !extra.name.eq_ignore_ascii_case("status"));
        rejection.adopt_problem();
        rejection.adopt_first();
        rejection
    }

    /// Takes over what problem details say under other names.
    fn adopt_problem(&mut self) {
        for (name, field) in [("title", &mut self.message), ("type", &mut self.more_info)] {
            if field.is_none()
                && let Some(at) =
                    self.unknown_fields.iter().position(|extra| extra.name == name && !extra.value.is_empty())
            {
                *field = Some(self.unknown_fields.remove(at).value);
            }
        }
    }

    /// Takes over what the first of several errors says.
    fn adopt_first(&mut self) {
        let Some(RawJson(Cow::Borrowed(errors))) = self.errors else { return };
        match json::first_item(errors) {
            Some(Value::Text(text)) if !text.is_empty() => self.message = self.message.take().or(Some(text)),
            Some(Value::Raw(object)) => {
                let mut first = Self::new();
                if super::decode_document(object.as_bytes(), Scratch::default(), &mut first).is_ok() {
                    // A code of its own that is no number is among the unknown fields.
                    if !self.unknown_fields.iter().any(|extra| extra.name == "code") {
                        self.code = self.code.or(first.code);
                    }
                    self.message = self.message.take().or(first.message);
                    self.detail = self.detail.take().or(first.detail);
                    self.more_info = self.more_info.take().or(first.more_info);
                }
            }
            _ => {}
        }
    }

    /// Returns whether the same request may be sent again, if it was one that sends: [`Resend::after`]. An
    /// [`Outcome`](crate::Outcome) knows the other kinds of requests as well.
    #[must_use]
    pub fn resend(&self) -> Resend {
        let status = self.status.and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
        Resend::after(status, self.code)
    }

    /// Returns what the code means and what to do about it, for the codes that people meet most: [`ErrorCode::advice`].
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.code.and_then(ErrorCode::advice)
    }
}

impl fmt::Display for Rejection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rejected")?;
        if let Some(status) = self.status {
            write!(f, " with status {status}")?;
        }
        self.reason(f)
    }
}

impl Rejection<'_> {
    /// The code and the sentence, as they follow a status.
    pub(super) fn reason(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code {
            write!(f, ", code {code}")?;
        }
        match (&self.message, self.code.and_then(ErrorCode::description)) {
            (Some(message), _) => {
                f.write_str(": ")?;
                // The sentence came from the wire: nothing in it may break a line of a log.
                message.chars().try_for_each(|c| {
                    if c.is_control() { write!(f, "{}", c.escape_default()) } else { f.write_char(c) }
                })
            }
            (None, Some(description)) => write!(f, ": {description}"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for Rejection<'_> {}

impl Rejection<'_> {
    /// The rejection's own status, or 400 if that is no status of an error.
    fn status_code(&self) -> u16 {
        let status = self.status.and_then(|status| u16::try_from(status).ok());
        status.filter(|status| (300..600).contains(status)).unwrap_or(400)
    }
}

encode_methods!(
    Rejection,
    "Encodes the reply that rejects a request, with this rejection's own status, or 400 if that is no status of an error.",
    |rejection, out, format| write_document(out, rejection, "RestException", format, ReplyKind::Rejection)
);
