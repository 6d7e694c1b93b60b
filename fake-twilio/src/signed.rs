//! Webhooks, signed as Twilio signs them.

use std::fmt;

use twilio_sms::signature::{Incoming, Secret, SignatureError};

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// A signed webhook that the test passes to its own code, or posts to its URL.
///
/// Its `Debug` form shows the method and the length of the body: the URL can contain secrets, and the body contains the
/// text of a message.
///
/// ```
/// use fake_twilio::Fake;
/// use twilio_sms::signature::{AuthToken, Incoming};
///
/// let mut fake = Fake::default().inbound_url("https://example.com/sms");
/// let webhook = fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
/// let incoming = Incoming {
///     method: webhook.method(),
///     url: webhook.url(),
///     content_type: webhook.content_type(),
///     signature: Some(webhook.signature()),
///     settings: None,
///     body: webhook.body().as_bytes(),
/// };
/// let verified = incoming.verify(&[AuthToken::new("00112233445566778899aabbccddeeff")?.into()])?;
/// assert_eq!(verified.inbound()?.body.as_deref(), Some("Hi"));
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct SignedRequest {
    method: &'static str,
    url: String,
    signature: String,
    body: String,
    /// The parameters, which are in the URL if the method is GET.
    form: String,
}

impl SignedRequest {
    /// Signs parameters for a URL. A GET has them in its query.
    pub(crate) fn new(method: &'static str, url: &str, form: String, secret: &Secret) -> Result<Self, SignatureError> {
        let (url, body) = if method == "GET" {
            let separator = if url.contains('?') { '&' } else { '?' };
            (format!("{url}{separator}{form}"), String::new())
        } else {
            (url.to_owned(), form.clone())
        };
        let mut request = Self { method, url, signature: String::new(), body, form };
        let incoming = Incoming {
            method,
            url: &request.url,
            content_type: request.content_type(),
            signature: None,
            settings: None,
            body: request.body.as_bytes(),
        };
        let signature = incoming.sign(secret)?;
        request.signature = signature;
        Ok(request)
    }

    /// Returns the method: `POST`, or `GET` after a redirect that asks for it.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Returns the URL, as it was given: with its credentials and its fragment. An HTTP client sends neither in the
    /// request line.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the value of the header `Content-Type`, or `None` for a GET.
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        (self.method == "POST").then_some(FORM)
    }

    /// Returns the value of the header `X-Twilio-Signature`.
    #[must_use]
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Returns the body: a form, or an empty text for a GET.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Returns the parameters as a form.
    pub(crate) fn form(&self) -> &str {
        &self.form
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .finish_non_exhaustive()
    }
}
