//! The reply that rejects a request.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::reply::{encode_methods, write_document};
use super::retry::Resend;
#[cfg(feature = "serde")]
use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::document;
use crate::value::code::ErrorCode;
use crate::value::raw_json::RawJson;
use crate::wire::scratch::Scratch;
use crate::wire::{ReplyKind, Value, json};

document! {
    /// A reply that rejects a request and says why: `<RestException>`, or the same as JSON.
    ///
    /// Where the body states another status than the HTTP status, the HTTP status counts. A body that cannot be
    /// decoded, an HTML page for example, and an empty body are rejections without a code. Displayed as an error, a
    /// rejection repeats Twilio's sentence, which can name a phone number: where logs must not hold numbers, log the
    /// code instead.
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
            /// Twilio's number for the error, if the reply has one.
            "Code" code: Option<ErrorCode>,
            /// More about the error.
            "Detail" detail: Option<Cow<'a, str>>,
            /// The list of errors, as JSON text, from a server that reports several at once.
            "Errors" errors: Option<RawJson<'a>>,
            /// A sentence for people. Twilio changes the wording, so never branch on it.
            "Message" message: Option<Cow<'a, str>>,
            /// The URL of a page about the error.
            "MoreInfo" more_info: Option<Cow<'a, str>>,
        }
        http {
            /// The HTTP status.
            "Status" status: u16,
        }
    }
}

impl<'a> Rejection<'a> {
    /// Decodes a rejection from the HTTP status and the body of an answer.
    ///
    /// This succeeds for every body: the rejection has the HTTP status, and what could be decoded. The known shapes are
    /// `<RestException>`, Twilio's JSON of all years, problem details (RFC 9457), the errors of OAuth 2 (RFC 6749), and a
    /// list of errors, of which the first gives the code and the message. One line of at most 200 bytes of text that has
    /// no `<` is the message.
    #[must_use]
    pub fn decode(status: u16, body: &'a [u8]) -> Self {
        let mut rejection = Self::new(status);
        if super::decode_document(body, Scratch::default(), &mut rejection).is_err() {
            rejection = Self::new(status);
            rejection.message = sentence(body).map(Cow::Borrowed);
        }
        // The status in the body is dropped, also if it is not a number and was kept as an unknown field.
        rejection.status = status;
        rejection.unknown_fields.retain(|extra| !extra.name.eq_ignore_ascii_case("status"));
        rejection.adopt_names();
        rejection.adopt_first();
        rejection
    }

    /// Decodes a rejection that has been written as JSON. Its status is that in the JSON.
    #[cfg(feature = "serde")]
    pub(crate) fn from_json(text: &'a str) -> Result<Self, DecodeError> {
        let rejection: Self = super::from_json(text)?;
        if rejection.status == 0 {
            return Err(DecodeError::new(DecodeErrorKind::Missing { field: "Status" }));
        }
        Ok(rejection)
    }

    /// Decodes the document of an error that came with a status of success, if the body is one: it has a code or a
    /// sentence.
    #[cold]
    pub(super) fn in_success(status: u16, body: &'a [u8]) -> Option<Self> {
        let is_document = super::decode_document(body, Scratch::default(), &mut Self::new(status)).is_ok();
        let rejection = Self::decode(status, body);
        (is_document && (rejection.code.is_some() || rejection.message.is_some())).then_some(rejection)
    }

    /// Fills absent fields from the members that other errors have under other names: problem details (RFC 9457), and
    /// the errors of OAuth 2 (RFC 6749), whose sentence says more than their word.
    fn adopt_names(&mut self) {
        for name in ["title", "error_description", "error", "type"] {
            let field = if name == "type" { &mut self.more_info } else { &mut self.message };
            if field.is_none()
                && let Some(at) =
                    self.unknown_fields.iter().position(|extra| extra.name == name && !extra.value.is_empty())
            {
                *field = Some(self.unknown_fields.remove(at).value);
            }
        }
    }

    /// Fills absent fields from the first of several errors.
    fn adopt_first(&mut self) {
        let Some(RawJson(Cow::Borrowed(errors))) = self.errors else { return };
        match json::first_item(errors) {
            Some(Value::Text(text)) if !text.is_empty() => self.message = self.message.take().or(Some(text)),
            Some(Value::Raw(object)) => {
                let mut first = Self::new(self.status);
                if super::decode_document(object.as_bytes(), Scratch::default(), &mut first).is_ok() {
                    first.adopt_names();
                    // A code of the reply itself that is not a number is an unknown field, and it takes precedence.
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

    /// Returns whether the same request may be sent again, if it was a request that sends a message: [`Resend::after`].
    ///
    /// An [`Outcome`](crate::Outcome) also knows whether it answers another kind of request.
    #[must_use]
    pub fn resend(&self) -> Resend {
        Resend::after(self.status, self.code)
    }

    /// Returns what the code means and what to do about it, for the codes that people meet most: [`ErrorCode::advice`].
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.code.and_then(ErrorCode::advice)
    }
}

/// Returns the body as a sentence, if it is one line of at most 200 bytes of text without a `<`. Proxies and load
/// balancers answer so.
fn sentence(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let is_sentence = (1..=200).contains(&text.len())
        && !text.starts_with(['{', '['])
        && text != "null"
        && !text.contains(|c: char| c == '<' || c.is_control());
    is_sentence.then_some(text)
}

impl fmt::Display for Rejection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rejected with status {}", self.status)?;
        self.reason(f)
    }
}

impl Rejection<'_> {
    /// Writes the code and the sentence, which follow the status in a message.
    pub(super) fn reason(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code {
            write!(f, ", code {code}")?;
        }
        match (&self.message, self.code.and_then(ErrorCode::description)) {
            (Some(message), _) => {
                f.write_str(": ")?;
                // The sentence comes from outside. Control characters are escaped, so that it cannot add a line to a
                // log.
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
    /// Returns the rejection's status, or 400 if that is not a status from 300 to 599.
    const fn status_code(&self) -> u16 {
        if matches!(self.status, 300..600) { self.status } else { 400 }
    }
}

encode_methods!(
    Rejection,
    "Encodes the reply that rejects a request, with this rejection's status, or with 400 if that is not from 300 to 599.",
    |rejection, out, format| write_document(out, rejection, "RestException", format, ReplyKind::Rejection)
);
