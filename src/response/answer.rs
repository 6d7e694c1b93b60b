//! Whichever answer it is: for tools that read what they did not ask for.

use super::message::Message;
use super::outcome::Outcome;
use super::page::Page;
use crate::error::DecodeErrorKind;

/// An answer of which nobody knows to what: a log, a paste, a proxy.
///
/// Whoever sent the request knows what to expect, and is better served by the `decode` of that type.
///
/// ```
/// use twilio_sms::{Answer, Outcome};
///
/// let reply = br#"{"messages": [{"sid": "SM1"}]}"#;
/// assert!(matches!(Answer::decode(200, reply), Outcome::Done(Answer::Page(_))));
/// let reply = br#"{"sid": "SM1"}"#;
/// assert!(matches!(Answer::decode(200, reply), Outcome::Done(Answer::Message(_))));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Answer<'a> {
    /// One message.
    Message(Box<Message<'a>>),
    /// A page of messages.
    Page(Box<Page<'a>>),
}

impl<'a> Answer<'a> {
    /// What an answer says: the HTTP status and the body, in XML or JSON.
    pub fn decode(status: u16, body: &'a [u8]) -> Outcome<'a, Self> {
        match Message::decode(status, body) {
            // Not a message: a page then. If that is wrong as well, the first error says more, unless it is
            // about what only a message must have.
            Outcome::Unknown(unknown) => match Page::decode(status, body) {
                Outcome::Done(page) => Outcome::Done(Self::Page(Box::new(page))),
                Outcome::Unknown(other) if !is_another(&other.error) && is_another(&unknown.error) => {
                    Outcome::Unknown(other)
                }
                _ => Outcome::Unknown(unknown),
            },
            outcome => outcome.map(|message| Self::Message(Box::new(message))),
        }
    }

    /// How many deviations were accepted.
    #[must_use]
    pub fn recovered(&self) -> u32 {
        match self {
            Self::Message(message) => message.reading.recovered,
            Self::Page(page) => page.recovered(),
        }
    }
}

/// Whether a document was well-formed, and another than was asked for.
fn is_another(error: &Option<crate::error::DecodeError>) -> bool {
    let kind = error.as_ref().map(crate::error::DecodeError::kind);
    matches!(kind, Some(DecodeErrorKind::NotADocument { .. } | DecodeErrorKind::Missing { .. }))
}
