//! The rules about the parameters of a request that sends, which a client and a server check alike.
//!
//! Twilio always refuses what is refused here. All other combinations are accepted, and Twilio decides about them.

use super::send_message::SendMessage;
use super::send_sms::SendSms;
use crate::error::{DecodeError, RequestError, RequestErrorKind as K};
use crate::schema::Params;
use crate::value::address::{Address, Recipient};
use crate::value::code::ErrorCode;
use crate::wire::{MAX_FORM, MAX_PAIRS};

impl RequestError {
    /// Returns the code that Twilio answers, or `None` if Twilio has no code for the error.
    #[must_use]
    pub const fn code(&self) -> Option<ErrorCode> {
        Some(match self.kind() {
            K::BodyWithVariables => ErrorCode::BODY_AND_CONTENT_VARIABLES,
            K::ChannelsDiffer => ErrorCode::CHANNELS_DIFFER,
            K::EmptyMessage => ErrorCode::EMPTY_MESSAGE,
            K::FallbackWithFrom => ErrorCode::FALLBACK_WITH_FROM,
            K::FallbackWithoutService => ErrorCode::FALLBACK_NEEDS_SERVICE,
            K::InvalidFallback => ErrorCode::INVALID_FALLBACK_FROM,
            K::KnownParameter => return None,
            K::MissingBody => ErrorCode::BODY_REQUIRED,
            K::MissingSendAt => ErrorCode::SEND_AT_MISSING,
            K::MissingSender => ErrorCode::FROM_REQUIRED,
            K::MissingScheduleType => ErrorCode::INVALID_PARAMETER,
            K::MissingService => ErrorCode::SCHEDULE_NEEDS_SERVICE,
            K::MissingTemplate => ErrorCode::CONTENT_SID_REQUIRED,
            K::SameAddress => ErrorCode::SAME_FROM_AND_TO,
            K::SameChannelAddress => ErrorCode::CHANNEL_SAME_FROM_AND_TO,
            K::TooLarge => ErrorCode::INVALID_PARAMETER,
            K::TooManyMedia { .. } => ErrorCode::TOO_MANY_MEDIA,
        })
    }
}

const fn refuse(kind: K) -> Result<(), RequestError> {
    Err(RequestError::new(kind))
}

/// Checks a sender and a recipient.
///
/// WhatsApp and Messenger reach only addresses of their own. Other channels, such as RCS, fall back to SMS, so their
/// addresses can stand beside a number.
pub(super) fn check_addresses(from: &Address, to: &Address) -> Result<(), RequestError> {
    let closed = |address: &Address| matches!(address.channel(), Some("whatsapp" | "messenger"));
    if from == to {
        refuse(if from.channel().is_some() { K::SameChannelAddress } else { K::SameAddress })
    } else if from.channel() != to.channel() && (closed(from) || closed(to)) {
        refuse(K::ChannelsDiffer)
    } else {
        Ok(())
    }
}

/// Refuses another parameter whose name has a method on one of the two resources.
pub(super) fn check_others(others: &[(String, String)]) -> Result<(), RequestError> {
    let is_known = |name: &str| SendMessage::NAMES.contains(&name) || SendSms::NAMES.contains(&name);
    if others.iter().any(|(name, _)| is_known(name)) { refuse(K::KnownParameter) } else { Ok(()) }
}

/// Refuses a request whose form a server does not read, because it has too many parameters or bytes.
pub(super) fn check_size(request: &impl Params) -> Result<(), RequestError> {
    let mut pairs = 0;
    request.for_each_param(|_, _| pairs += 1);
    // Only a request that may be too long is written to find out how long it is.
    let length = match request.max_len() {
        most if most > MAX_FORM => {
            let mut form = String::new();
            request.write_form(&mut form);
            form.len()
        }
        most => most,
    };
    if pairs > MAX_PAIRS || length > MAX_FORM { refuse(K::TooLarge) } else { Ok(()) }
}

impl SendMessage {
    /// Checks the rules that several parameters share.
    pub(super) fn check(&self) -> Result<(), RequestError> {
        let service = self.messaging_service_sid().is_some();
        if let Some(fallback) = self.fallback_from() {
            if matches!(fallback, Address::Channel(_) | Address::Other(_)) {
                return refuse(K::InvalidFallback);
            }
            if !service {
                return refuse(K::FallbackWithoutService);
            }
            if self.sender().is_some() {
                return refuse(K::FallbackWithFrom);
            }
        }
        match self.sender() {
            Some(from) => check_addresses(from, self.recipient().address())?,
            None if service => {}
            None => return refuse(K::MissingSender),
        }
        if self.body().is_none() && self.media_url().is_empty() && self.content_sid().is_none() {
            return refuse(K::EmptyMessage);
        }
        let (got, max) = (self.media_url().len(), Self::MAX_MEDIA);
        if got > max {
            return refuse(K::TooManyMedia { got, max });
        }
        if self.content_variables().is_some() {
            if self.content_sid().is_none() {
                return refuse(K::MissingTemplate);
            }
            if self.body().is_some() {
                return refuse(K::BodyWithVariables);
            }
        }
        match (self.schedule_type(), self.scheduled_for()) {
            (None, None) => Ok(()),
            (Some(_), Some(_)) if service => Ok(()),
            (Some(_), Some(_)) => refuse(K::MissingService),
            (Some(_), None) => refuse(K::MissingSendAt),
            (None, Some(_)) => refuse(K::MissingScheduleType),
        }
    }
}

/// Refuses a recipient that a server decoded and that is not an address.
pub(crate) fn check_recipient(to: &Recipient) -> Result<(), DecodeError> {
    match to.address() {
        Address::Other(other) => other.as_str().parse::<Recipient>().map(drop).map_err(DecodeError::invalid("To")),
        _ => Ok(()),
    }
}
