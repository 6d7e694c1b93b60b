//! Which of the two it is, where messages and callbacks arrive at one URL.

use super::inbound::InboundMessage;
use super::params::{self, Param};
use super::status::StatusUpdate;
use crate::error::DecodeError;
use crate::value::status::Status;

/// An inbound message or a status callback, where both arrive at one URL.
///
/// Twilio does not say which it sends. A status other than `received` and `receiving` is a callback's; everything else is a message, since
/// inbound messages of the first years had no status. Two URLs are the better way.
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
    /// Somebody sent a message.
    Inbound(InboundMessage<'a>),
    /// A message of yours has come further.
    Status(StatusUpdate<'a>),
}

impl Callback<'_> {
    /// Reads a request whose sender nobody has proved: a POST's body, or what follows the `?` of a GET.
    ///
    /// The result borrows from nothing, as the parameters are read before it is known what they are.
    ///
    /// # Errors
    ///
    /// Those of [`InboundMessage::decode_unverified`] and [`StatusUpdate::decode_unverified`].
    pub fn decode_unverified(body: &[u8]) -> Result<Callback<'static>, DecodeError> {
        Callback::from_params(&params::decode_params(body)?).map(Callback::into_owned)
    }

    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Callback<'static> {
        match self {
            Self::Inbound(message) => Callback::Inbound(message.into_owned()),
            Self::Status(update) => Callback::Status(update.into_owned()),
        }
    }
}

impl<'p> Callback<'p> {
    pub(crate) fn from_params(params: &'p [Param<'_>]) -> Result<Self, DecodeError> {
        if is_status(params.iter().map(|(name, value)| (&**name, &**value))) {
            StatusUpdate::from_params(params).map(Self::Status)
        } else {
            InboundMessage::from_params(params).map(Self::Inbound)
        }
    }
}

/// Whether some status stands there that no inbound message has.
fn is_status<'p>(mut params: impl Iterator<Item = (&'p str, &'p str)>) -> bool {
    params.any(|(name, value)| {
        matches!(name, "MessageStatus" | "SmsStatus" | "Status")
            && !value.is_empty()
            && !matches!(Status::from(value), Status::Received | Status::Receiving)
    })
}
