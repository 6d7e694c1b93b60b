//! A request that has been proved to come from Twilio.

use std::borrow::Cow;
use std::fmt;

use super::candidates::UrlForm;
use crate::error::DecodeError;
use crate::webhook::callback::Callback;
use crate::webhook::inbound::InboundMessage;
use crate::webhook::params::{self, Param};
use crate::webhook::status::StatusUpdate;

/// What a request carries.
#[derive(Clone)]
pub(crate) enum Payload<'a> {
    /// A form, decoded.
    Form(Vec<Param<'a>>),
    /// A body that the URL holds the hash of.
    Hashed(&'a [u8]),
    /// No body: what follows the `?` of the URL. A copy, so that the proof outlives the URL.
    Query(Box<str>),
}

impl Payload<'_> {
    /// Whose request it says to be. Not proved yet.
    pub(crate) fn account_sid(&self) -> Option<Cow<'_, str>> {
        let find = |params: &[Param<'_>]| {
            params.iter().find(|(name, _)| name == "AccountSid").map(|(_, value)| value.clone().into_owned())
        };
        match self {
            Self::Form(params) => {
                params.iter().find(|(name, _)| name == "AccountSid").map(|(_, value)| Cow::Borrowed(&**value))
            }
            Self::Hashed(body) => params::decode_params(body).ok().and_then(|params| find(&params)).map(Cow::Owned),
            Self::Query(query) => {
                params::decode_params(query.as_bytes()).ok().and_then(|params| find(&params)).map(Cow::Owned)
            }
        }
    }
}

/// A request that comes from Twilio: the proof, and what it carries.
///
/// [`Incoming::verify`](super::Incoming::verify) makes it, and nothing else can. It borrows from the body, not from the URL. The form was
/// decoded once, for the check; the documents borrow from that.
///
/// A signature covers the URL and the parameters, and no time: somebody who has seen a request can repeat it. A message's SID, or a
/// callback's [`key`](StatusUpdate::key), tells that it was seen before.
///
/// ```
/// use twilio_sms::signature::{AuthToken, Incoming, Secret, Verified};
///
/// fn proved<'a>(path: &str, signature: &str, body: &'a [u8], secrets: &[Secret]) -> Option<Verified<'a>> {
///     // The URL ends with this function; the proof does not.
///     let url = format!("https://example.com{path}");
///     let request = Incoming {
///         method: "POST",
///         url: &url,
///         content_type: Some("application/x-www-form-urlencoded"),
///         signature: Some(signature),
///         settings: None,
///         body,
///     };
///     request.verify(secrets).ok()
/// }
///
/// let secrets = [AuthToken::new("12345")?.into()];
/// let verified = proved("/sms", "vPUxaFRwEqpKBowGLttLHVfSdHs=", b"MessageSid=SM1&Body=Hi", &secrets).unwrap();
/// assert_eq!(verified.inbound()?.body.as_deref(), Some("Hi"));
/// assert_eq!(verified.secret(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Verified<'a> {
    pub(crate) payload: Payload<'a>,
    pub(crate) secret: usize,
    pub(crate) url_form: UrlForm,
}

impl Verified<'_> {
    /// The message that somebody sent.
    ///
    /// # Errors
    ///
    /// Those of [`InboundMessage::decode_unverified`].
    pub fn inbound(&self) -> Result<InboundMessage<'_>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => InboundMessage::from_params(params),
            Payload::Hashed(body) => InboundMessage::decode_unverified(body),
            Payload::Query(query) => InboundMessage::decode_unverified(query.as_bytes()),
        }
    }

    /// How far a message of yours has come.
    ///
    /// # Errors
    ///
    /// Those of [`StatusUpdate::decode_unverified`].
    pub fn status(&self) -> Result<StatusUpdate<'_>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => StatusUpdate::from_params(params),
            Payload::Hashed(body) => StatusUpdate::decode_unverified(body),
            Payload::Query(query) => StatusUpdate::decode_unverified(query.as_bytes()),
        }
    }

    /// Whichever of the two it is, where both arrive at one URL.
    ///
    /// # Errors
    ///
    /// Those of [`Callback::decode_unverified`].
    pub fn callback(&self) -> Result<Callback<'_>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => Callback::from_params(params),
            Payload::Hashed(body) => Callback::decode_unverified(body),
            Payload::Query(query) => Callback::decode_unverified(query.as_bytes()),
        }
    }

    /// Every parameter in the order in which it came, repeated ones and all.
    ///
    /// # Errors
    ///
    /// A query, or a body that is no form, does not decode.
    pub fn params(&self) -> Result<Vec<Param<'_>>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => {
                Ok(params.iter().map(|(name, value)| ((&**name).into(), (&**value).into())).collect())
            }
            Payload::Hashed(body) => params::decode_params(body),
            Payload::Query(query) => params::decode_params(query.as_bytes()),
        }
    }

    /// Which of the secrets signed it: its index among those that it was held against.
    #[must_use]
    pub const fn secret(&self) -> usize {
        self.secret
    }

    /// Which spelling of the URL was signed.
    #[must_use]
    pub const fn url_form(&self) -> UrlForm {
        self.url_form
    }
}

/// Shows how it was verified, and nothing of what it carries.
impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("secret", &self.secret)
            .field("url_form", &self.url_form)
            .finish_non_exhaustive()
    }
}
