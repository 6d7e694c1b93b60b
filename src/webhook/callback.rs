//! Telling inbound messages from status callbacks, where both arrive at one URL.

use super::codec::{self, Param};
use super::inbound::InboundMessage;
use super::status::StatusUpdate;
use crate::error::DecodeError;
use crate::value::status::Status;

/// An inbound message or a status callback, for a server that receives both at one URL.
///
/// Twilio does not say which of the two a request is. A request with a status other than `received` and `receiving` is
/// a callback. Any other is a message, because inbound messages of the first years had no status. It is better to use
/// two URLs.
///
/// ```
/// use twilio_sms::webhook::Callback;
///
/// let callback = Callback::decode_unverified(b"MessageSid=SM1&MessageStatus=delivered")?;
/// assert!(matches!(callback, Callback::Status(_)));
/// let callback = Callback::decode_unverified(b"MessageSid=SM2&SmsStatus=received&Body=Hi")?;
/// assert!(matches!(callback, Callback::Inbound(_)));
/// # Ok::<(), twilio_sms::DecodeError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Callback<'a> {
    /// Somebody sent a message to one of your numbers.
    Inbound(InboundMessage<'a>),
    /// The status of a message that you sent has changed.
    Status(StatusUpdate<'a>),
}

impl Callback<'_> {
    /// Decodes the body of a POST whose signature has not been verified: a form or JSON.
    ///
    /// The result is an owned value, because the parameters are decoded before it is known which of the two they are.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`InboundMessage::decode_unverified`] and of [`StatusUpdate::decode_unverified`].
    pub fn decode_unverified(body: &[u8]) -> Result<Callback<'static>, DecodeError> {
        Callback::from_params(&codec::decode_params(body)?).map(Callback::into_owned)
    }

    /// Decodes the query of a GET whose signature has not been verified: what follows the `?` of the URL. A query is
    /// never JSON.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`decode_unverified`](Self::decode_unverified).
    pub fn decode_query_unverified(query: &str) -> Result<Callback<'static>, DecodeError> {
        Callback::from_params(&codec::decode_pairs(query.as_bytes())?).map(Callback::into_owned)
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Callback<'static> {
        match self {
            Self::Inbound(message) => Callback::Inbound(message.into_owned()),
            Self::Status(update) => Callback::Status(update.into_owned()),
        }
    }
}

impl<'p> Callback<'p> {
    /// Decodes parameters that were decoded before, and borrows from them.
    pub(crate) fn from_params(params: &'p [Param<'_>]) -> Result<Self, DecodeError> {
        if is_status(params.iter().map(|(name, value)| (&**name, &**value))) {
            StatusUpdate::from_params(params).map(Self::Status)
        } else {
            InboundMessage::from_params(params).map(Self::Inbound)
        }
    }
}

/// Returns whether one of the parameters is a status that no inbound message has.
fn is_status<'p>(mut params: impl Iterator<Item = (&'p str, &'p str)>) -> bool {
    params.any(|(name, value)| {
        matches!(name, "MessageStatus" | "SmsStatus" | "Status")
            && !value.is_empty()
            && !matches!(Status::from(value), Status::Received | Status::Receiving)
    })
}
