//! The webhooks that the fake makes.

use std::fmt;
use std::ops::Deref;

use twilio_sms::signature::{Incoming, Secret, SignatureError, SignedRequest};

/// A signed webhook that the test passes to its own code, or posts to its URL: a [`SignedRequest`], whose fields are the
/// method, the URL, the headers and the body.
///
/// ```
/// use fake_twilio::Fake;
/// use twilio_sms::signature::AuthToken;
///
/// let mut fake = Fake::default().inbound_url("https://example.com/sms");
/// let webhook = fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
/// assert_eq!((webhook.method, webhook.url.as_str()), ("POST", "https://example.com/sms"));
/// let verified = webhook.incoming().verify(&[AuthToken::new("00112233445566778899aabbccddeeff")?.into()])?;
/// assert_eq!(verified.inbound()?.body.as_deref(), Some("Hi"));
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct Webhook {
    request: SignedRequest,
    /// The parameters, which a GET has in its URL, after those that the URL had before.
    form: String,
}

impl Webhook {
    pub(crate) fn post(url: &str, form: String, secret: &Secret) -> Result<Self, SignatureError> {
        Ok(Self { request: SignedRequest::post(url, form.clone(), secret)?, form })
    }

    pub(crate) fn get(url: &str, form: String, secret: &Secret) -> Result<Self, SignatureError> {
        Ok(Self { request: SignedRequest::get(url, &form, secret)?, form })
    }

    /// Returns the value of the header `X-Twilio-Signature`.
    #[must_use]
    pub fn signature(&self) -> &str {
        let header = self.headers.iter().find(|(name, _)| *name == Incoming::SIGNATURE);
        header.map_or("", |(_, value)| value)
    }

    /// Returns the parameters as a form.
    pub(crate) fn form(&self) -> &str {
        &self.form
    }
}

impl Deref for Webhook {
    type Target = SignedRequest;

    fn deref(&self) -> &SignedRequest {
        &self.request
    }
}

/// Shows the method, the names of the headers and the length of the body.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
