//! The verifier of a server: its public origin and its secrets, from which each request is verified.

use std::borrow::Cow;
use std::fmt;

use super::Incoming;
use super::error::SignatureError;
use super::public_url::{self, PublicUrl};
use super::secret::Secret;
use super::verified::{Payload, Verified};
use crate::error::ParseError;

/// What a server needs to verify its webhooks: its public origin, and its secrets.
///
/// Create it once, from your configuration, and pass it the method, the target, the headers and the body of each
/// request. The headers are an iterator over names and values, as bytes or as texts, in any case and in any order, so
/// the header map of any HTTP library can be passed: that of the crate `http` as it is, any other by a `map`. Lines
/// with the same name are joined with a comma, as HTTP says, and a settings header that is not ASCII is an unknown
/// algorithm.
///
/// [`Incoming`] is the same with every part given by itself.
///
/// ```
/// use twilio_sms::signature::{AuthToken, WebhookVerifier};
///
/// let verifier = WebhookVerifier::new("https://example.com", [AuthToken::new("12345")?.into()])?;
///
/// // A request as an HTTP library gives it.
/// let headers = [
///     ("content-type", "application/x-www-form-urlencoded"),
///     ("x-twilio-signature", "vPUxaFRwEqpKBowGLttLHVfSdHs="),
/// ];
/// let verified = verifier.verify("POST", "/sms", headers, b"MessageSid=SM1&Body=Hi")?;
/// assert_eq!(verified.inbound()?.body.as_deref(), Some("Hi"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # The origin
///
/// The origin is the scheme and the host of the URL that you gave Twilio: `https://example.com`. It includes a user and
/// a port if that URL has them, and the prefix of the path that a proxy removes before your server sees the request:
/// `https://example.com/twilio`. [`PublicUrl`] explains what the signature covers behind a proxy.
///
/// # What a signature does not cover
///
/// - The host, if you take it from the request. If the same token also signs for another URL, such as that of a test
///   system, somebody who has seen a request to it can send it to you with the host of that URL, and its signature is
///   valid. So take the origin from your configuration, and never from a header.
/// - The time. Somebody who has seen a request can send it again: remember what you have handled.
/// - The boundary between names and values. `a=bc` and `ab=c` have the same signature, and so does a form of which a
///   part was moved into the query.
#[derive(Clone)]
pub struct WebhookVerifier {
    origin: String,
    secrets: Vec<Secret>,
    signature_header: Cow<'static, str>,
}

impl WebhookVerifier {
    /// Creates a verifier from the public origin, which can have a prefix of the path, and the secrets.
    ///
    /// Pass several secrets while one is being replaced, and none if [`verify_for`](Self::verify_for) chooses them. A
    /// `/` at the end of the origin is dropped.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`PublicUrl::new`] that are about an origin.
    pub fn new(origin: &str, secrets: impl IntoIterator<Item = Secret>) -> Result<Self, ParseError> {
        Ok(Self {
            origin: public_url::check_origin(origin)?.to_owned(),
            secrets: secrets.into_iter().collect(),
            signature_header: Incoming::SIGNATURE.into(),
        })
    }

    /// Sets the name of the header that holds the signature, for servers that are compatible with Twilio: SignalWire's
    /// is `X-SignalWire-Signature`.
    #[must_use]
    pub fn signature_header(mut self, name: impl Into<String>) -> Self {
        self.signature_header = Cow::Owned(name.into());
        self
    }

    /// Verifies that one of the secrets made the signature of a request.
    ///
    /// The target is the path and the query as they were received. Libraries for HTTP/2 and Lambda give a whole URL
    /// instead, of which the scheme and the host are ignored. The body has to be the bytes that were received: read it
    /// yourself, because the form extractor of a web framework consumes it.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidTarget`](SignatureError::InvalidTarget) for a target that is not a path and a query, and the
    /// errors of [`Incoming::verify`].
    pub fn verify<'b, N: AsRef<[u8]>, V: AsRef<[u8]>>(
        &self,
        method: &str,
        target: &str,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &'b [u8],
    ) -> Result<Verified<'b>, SignatureError> {
        self.verify_with(method, target, headers, body, |_| &self.secrets)
    }

    /// Verifies like [`verify`](Self::verify), with secrets that are chosen by the `AccountSid` of the request, instead
    /// of those of the verifier.
    ///
    /// Each subaccount signs with its own token. The SID is not verified at that moment: use it only to look up
    /// secrets, and return none for an account that is not yours.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`verify`](Self::verify).
    ///
    /// ```
    /// use twilio_sms::signature::{AuthToken, SignatureError, WebhookVerifier};
    ///
    /// let verifier = WebhookVerifier::new("https://example.com", [])?;
    /// let subaccount = [AuthToken::new("67890")?.into()];
    /// let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", "x")];
    /// let result = verifier.verify_for("POST", "/sms", headers, b"AccountSid=AC2", |account| match account {
    ///     Some("AC1") => &subaccount,
    ///     _ => &[],
    /// });
    /// assert_eq!(result.unwrap_err(), SignatureError::NoSecret);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn verify_for<'b, 's, N: AsRef<[u8]>, V: AsRef<[u8]>>(
        &self,
        method: &str,
        target: &str,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &'b [u8],
        choose: impl FnOnce(Option<&str>) -> &'s [Secret],
    ) -> Result<Verified<'b>, SignatureError> {
        self.verify_with(method, target, headers, body, |payload| choose(payload.account_sid().as_deref()))
    }

    fn verify_with<'b, 's>(
        &self,
        method: &str,
        target: &str,
        headers: impl IntoIterator<Item = (impl AsRef<[u8]>, impl AsRef<[u8]>)>,
        body: &'b [u8],
        choose: impl FnOnce(&Payload<'_>) -> &'s [Secret],
    ) -> Result<Verified<'b>, SignatureError> {
        let url = PublicUrl::join(&self.origin, target).map_err(SignatureError::InvalidTarget)?;
        let (mut content_type, mut signature, mut settings) = (None, None, None);
        for (name, value) in headers {
            let known = [
                ("Content-Type", &mut content_type),
                (&self.signature_header, &mut signature),
                (Incoming::SETTINGS, &mut settings),
            ];
            for (known, joined) in known {
                if name.as_ref().eq_ignore_ascii_case(known.as_bytes()) {
                    join_line(joined, value.as_ref());
                }
            }
        }
        let incoming = Incoming {
            method,
            url: url.as_str(),
            content_type: content_type.as_deref(),
            signature: signature.as_deref(),
            settings: settings.as_deref(),
            body,
        };
        incoming.verify_with(choose)
    }
}

/// Appends the value of a header's line to those of the lines before it.
///
/// A byte that is not UTF-8 becomes U+FFFD. The result is not ASCII, so it is not a known algorithm, and it is not a
/// signature either.
fn join_line(joined: &mut Option<String>, value: &[u8]) {
    let value = String::from_utf8_lossy(value);
    match joined {
        None => *joined = Some(value.into_owned()),
        Some(joined) => {
            joined.push_str(", ");
            joined.push_str(&value);
        }
    }
}

/// Shows what kinds of secrets there are, but not the origin, because it can hold a password.
impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("secrets", &self.secrets)
            .field("signature_header", &self.signature_header)
            .finish_non_exhaustive()
    }
}
