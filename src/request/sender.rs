//! The sender of a message: an address, or a messaging service that chooses one.

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;
use crate::value::address::{Address, is_service_sid};
use crate::value::sid::Sid;

/// The sender of a message: an address, or a messaging service, which chooses one of its addresses.
///
/// Parsing reads a sender from one setting of a configuration file: `MG` and 32 hexadecimal digits is a messaging
/// service, and any other text is parsed as an [`Address`].
///
/// Deserializing (feature `serde`) is not as strict, because it must read what a server kept: a text that is no address of
/// another kind becomes an [`Address::other`]. So read a text from a configuration file, and parse it.
///
/// # Errors
///
/// Parsing returns the errors of [`Address`]. The SID of anything else, such as that of a phone number (`PN...`), is
/// [`UnexpectedSid`](crate::ParseErrorKind::UnexpectedSid).
///
/// ```
/// use twilio_sms::request::Sender;
///
/// assert!(matches!("MG0123456789abcdef0123456789abcdef".parse()?, Sender::Service(_)));
/// assert!(matches!("415-555-0100".parse()?, Sender::Address(_)));
/// assert!("PN0123456789abcdef0123456789abcdef".parse::<Sender>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Sender {
    /// An address.
    Address(Address),
    /// A messaging service.
    Service(Service),
}

impl Sender {
    /// Returns the text of the address or the SID of the service.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Address(address) => address.as_str(),
            Self::Service(service) => service.0.as_str(),
        }
    }
}

impl FromStr for Sender {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match service_sid(text) {
            Some(sid) => Ok(Self::Service(Service::new(sid))),
            None => text.parse().map(Self::Address),
        }
    }
}

/// Returns the text as a SID if it is that of a messaging service at Twilio.
pub(super) fn service_sid(text: &str) -> Option<Sid<'static>> {
    if is_service_sid(text) { text.parse().ok() } else { None }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<Service> for Sender {
    fn from(service: Service) -> Self {
        Self::Service(service)
    }
}

/// Every kind of address converts into a sender.
impl<A: Into<Address>> From<A> for Sender {
    fn from(address: A) -> Self {
        Self::Address(address.into())
    }
}

/// A messaging service, which chooses the sender of a message. Only a messaging service can schedule messages.
///
/// ```
/// use twilio_sms::request::Service;
///
/// let service = Service::new("MG0123456789abcdef0123456789abcdef".parse()?);
/// // SignalWire's SIDs are UUIDs.
/// let other = Service::new("1cb6e0c3-9a0e-4c8a-9a53-5d3a6a4d1f6e".parse()?);
/// assert_ne!(service.sid(), other.sid());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Service(Sid<'static>);

impl Service {
    /// Returns the text of the SID.
    #[cfg(feature = "serde")]
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Creates a messaging service from its SID, which at Twilio is `MG` and 32 hexadecimal digits.
    #[must_use]
    pub const fn new(sid: Sid<'static>) -> Self {
        Self(sid)
    }

    /// Returns the SID.
    #[must_use]
    pub const fn sid(&self) -> &Sid<'static> {
        &self.0
    }

    pub(super) fn into_sid(self) -> Sid<'static> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ParseErrorKind as K;

    #[test]
    fn a_sender_is_a_service_or_an_address() {
        for (text, service) in [
            ("MG0123456789abcdef0123456789abcdef", true),
            ("MG0123456789ABCDEF0123456789ABCDEF", true),
            ("MG0123", false),
            ("+14155550100", false),
            ("MyCompany", false),
            ("whatsapp:+14155550100", false),
        ] {
            let sender: Sender = text.parse().unwrap();
            assert_eq!((matches!(sender, Sender::Service(_)), sender.as_str()), (service, text));
        }
        for (text, kind) in [
            ("PN0123456789abcdef0123456789abcdef", K::UnexpectedSid),
            ("AC0123456789abcdef0123456789abcdef", K::UnexpectedSid),
            ("", K::Empty),
            ("whatsapp:14155550100", K::MissingPlus { at: 9 }),
        ] {
            assert_eq!(text.parse::<Sender>().unwrap_err().kind(), kind, "{text:?}");
        }
    }
}
