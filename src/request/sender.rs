//! The sender of a message: an address, or a messaging service that chooses one.

use crate::value::address::Address;
use crate::value::sid::Sid;
use crate::value::timestamp::SendAt;

/// The sender of a message: an address, a messaging service, or one of the addresses of a messaging service.
///
/// ```
/// use twilio_sms::request::{Sender, Service};
/// use twilio_sms::PhoneNumber;
///
/// let number: Sender = PhoneNumber::normalize("415-555-0100")?.into();
/// let service: Sender = Service::new("MG0123456789abcdef0123456789abcdef".parse()?).into();
/// assert_ne!(number, service);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Sender {
    pub(super) from: Option<Address>,
    pub(super) fallback_from: Option<Address>,
    pub(super) service: Option<Sid<'static>>,
    pub(super) send_at: Option<SendAt>,
}

/// A messaging service, which chooses the sender of a message. Only a messaging service can schedule messages.
///
/// ```
/// use twilio_sms::request::{Sender, Service};
///
/// let service = Service::new("MG0123456789abcdef0123456789abcdef".parse()?)
///     .from("+14155550100".parse::<twilio_sms::Address>()?)
///     .send_at("2026-12-24T18:00:00Z".parse()?);
/// let sender = Sender::from(service);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Service(Sender);

impl Service {
    /// Creates a messaging service from its SID, which at Twilio is `MG` and 32 hexadecimal digits.
    #[must_use]
    pub const fn new(sid: Sid<'static>) -> Self {
        Self(Sender { from: None, fallback_from: None, service: Some(sid), send_at: None })
    }

    /// Sets which of its senders the service uses.
    #[must_use]
    pub fn from(mut self, address: impl Into<Address>) -> Self {
        self.0.from = Some(address.into());
        self
    }

    /// Sets the sender of the SMS that is sent if the message cannot be sent as RCS.
    #[must_use]
    pub fn fallback_from(mut self, address: impl Into<Address>) -> Self {
        self.0.fallback_from = Some(address.into());
        self
    }

    /// Sets the time at which the message is sent.
    ///
    /// Twilio accepts times from 15 minutes to 35 days in the future. This crate has no clock and does not check it.
    #[must_use]
    pub fn send_at(mut self, at: SendAt) -> Self {
        self.0.send_at = Some(at);
        self
    }
}

impl From<Service> for Sender {
    fn from(service: Service) -> Self {
        service.0
    }
}

/// Every kind of address converts into a sender.
impl<A: Into<Address>> From<A> for Sender {
    fn from(address: A) -> Self {
        Self { from: Some(address.into()), fallback_from: None, service: None, send_at: None }
    }
}
