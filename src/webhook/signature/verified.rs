//! A request that is verified to come from Twilio.

use std::borrow::Cow;
use std::fmt;

use super::candidates::UrlForm;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::webhook::callback::Callback;
use crate::webhook::codec::{self, Param};
use crate::webhook::event::{ErrorLog, Event};
use crate::webhook::inbound::InboundMessage;
use crate::webhook::status::StatusUpdate;

/// The part of a request that can be decoded.
#[derive(Clone)]
pub(crate) enum Payload<'a> {
    /// A form. Its parameters were decoded to verify the signature, and documents are assigned from them.
    Form(Vec<Param<'a>>),
    /// A body whose hash is in the URL, or an empty body.
    Hashed(&'a [u8]),
    /// The query of a GET. It is a copy, so that a [`Verified`] borrows from the body only and can outlive the URL.
    Query(Box<str>),
}

impl Payload<'_> {
    /// Returns the account that the request names. It is needed to choose the secrets, so it is not verified yet.
    pub(crate) fn account_sid(&self) -> Option<Cow<'_, str>> {
        let find = |params: &[Param<'_>]| {
            params.iter().find(|(name, _)| name == "AccountSid").map(|(_, value)| value.clone().into_owned())
        };
        match self {
            // The parameters of a form stay in the payload, so the value is borrowed. JSON and a query are decoded only
            // for this, so the value is copied. If they do not decode, there is no account.
            Self::Form(params) => {
                params.iter().find(|(name, _)| name == "AccountSid").map(|(_, value)| Cow::Borrowed(&**value))
            }
            Self::Hashed(body) => codec::decode_params(body).ok().and_then(|params| find(&params)).map(Cow::Owned),
            Self::Query(query) => {
                codec::decode_pairs(query.as_bytes()).ok().and_then(|params| find(&params)).map(Cow::Owned)
            }
        }
    }
}

/// A request that is verified to come from Twilio.
///
/// Only a [`WebhookVerifier`](super::WebhookVerifier) and an [`Incoming`](super::Incoming) create this type, so a
/// function that takes one cannot be called with a request that was not verified. It borrows from the body and not from
/// the URL. The parameters of a form were decoded once, to verify the signature, and the documents borrow from them.
///
/// A signature covers the URL and the parameters, but no time: somebody who has seen a request can send it again. To
/// recognise a repeated request, remember the SID of a message or the [`key()`](StatusUpdate::key) of a callback.
///
/// ```
/// use twilio_sms::signature::{AuthToken, SignatureError, Verified, WebhookVerifier};
///
/// fn verify<'b>(verifier: &WebhookVerifier, signature: &str, body: &'b [u8]) -> Result<Verified<'b>, SignatureError> {
///     let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", signature)];
///     verifier.verify("POST", "/sms", headers, body)
/// }
///
/// let verifier = WebhookVerifier::new("https://example.com", [AuthToken::new("12345")?.into()])?;
/// let verified = verify(&verifier, "vPUxaFRwEqpKBowGLttLHVfSdHs=", b"MessageSid=SM1&Body=Hi")?;
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
    /// Decodes the request as an inbound message.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`InboundMessage::decode_unverified`].
    pub fn inbound(&self) -> Result<InboundMessage<'_>, DecodeError> {
        match &self.payload {
            // The message is assigned from the parameters that the signature covers. The body is not decoded again, so
            // there is no second reading of it that could differ.
            Payload::Form(params) => InboundMessage::from_params(params),
            Payload::Hashed(body) => InboundMessage::decode_unverified(body),
            Payload::Query(query) => InboundMessage::decode_query_unverified(query),
        }
    }

    /// Decodes the request as a status callback.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`StatusUpdate::decode_unverified`].
    pub fn status(&self) -> Result<StatusUpdate<'_>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => StatusUpdate::from_params(params),
            Payload::Hashed(body) => StatusUpdate::decode_unverified(body),
            Payload::Query(query) => StatusUpdate::decode_query_unverified(query),
        }
    }

    /// Decodes the request as an inbound message or as a status callback, for a server that receives both at one URL.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Callback::decode_unverified`].
    pub fn callback(&self) -> Result<Callback<'_>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => Callback::from_params(params),
            Payload::Hashed(body) => Callback::decode_unverified(body),
            Payload::Query(query) => Callback::decode_query_unverified(query),
        }
    }

    /// Decodes the request as a batch of events, which is JSON.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Event::decode_unverified`]. A form or a query is not a document of events.
    pub fn events(&self) -> Result<Vec<Event<'_>>, DecodeError> {
        match &self.payload {
            Payload::Hashed(body) => Event::decode_unverified(body),
            Payload::Form(_) | Payload::Query(_) => Err(DecodeError::new(DecodeErrorKind::NotADocument { at: 0 })),
        }
    }

    /// Decodes the request as a report of Twilio's debugger.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`ErrorLog::decode_unverified`].
    pub fn error_log(&self) -> Result<ErrorLog<'_>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => ErrorLog::from_params(params),
            Payload::Hashed(body) => ErrorLog::decode_unverified(body),
            Payload::Query(query) => ErrorLog::decode_query_unverified(query),
        }
    }

    /// Returns the decoded name and value of every parameter, in the order in which they came. Repeated ones are
    /// included.
    ///
    /// # Errors
    ///
    /// A query, or a body that is not a form, does not decode. A form has been decoded already.
    pub fn params(&self) -> Result<Vec<Param<'_>>, DecodeError> {
        match &self.payload {
            Payload::Form(params) => {
                Ok(params.iter().map(|(name, value)| ((&**name).into(), (&**value).into())).collect())
            }
            Payload::Hashed(body) => codec::decode_params(body),
            Payload::Query(query) => codec::decode_pairs(query.as_bytes()),
        }
    }

    /// Returns which secret made the signature, as an index into the secrets that were passed to verify it.
    #[must_use]
    pub const fn secret(&self) -> usize {
        self.secret
    }

    /// Returns which spelling of the URL was signed.
    #[must_use]
    pub const fn url_form(&self) -> UrlForm {
        self.url_form
    }
}

/// Shows how the request was verified, and not its parameters.
impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("secret", &self.secret)
            .field("url_form", &self.url_form)
            .finish_non_exhaustive()
    }
}
