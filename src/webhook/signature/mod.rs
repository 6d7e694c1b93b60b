//! Whether a request comes from Twilio, as Twilio's "Webhooks security" page has it.
//!
//! Fails closed: what is not covered by the signature is not believed. Works on the text of the URL and parses none.

use std::fmt;

use crate::wire::form;

pub(crate) mod candidates;
pub(crate) mod error;
mod mac;
pub(crate) mod public_url;
pub(crate) mod secret;
mod signed_text;
#[cfg(test)]
mod tests;
pub(crate) mod verified;

use candidates::{Candidate, candidates};
use secret::Algorithm;
use signed_text::SignedText;
use verified::Payload;

pub use candidates::{PortForm, UrlForm};
pub use error::SignatureError;
pub use public_url::PublicUrl;
pub use secret::{AuthToken, Secret, SharedKey};
pub use verified::Verified;

/// A request as it reached your server, described part by part so that none is forgotten.
///
/// The URL is the one that Twilio was given, as [`PublicUrl`](crate::signature::PublicUrl) explains. The body is what received over the wire, byte for byte: the form
/// extractor of a framework eats it.
///
/// What is signed follows from the request:
///
/// - A body whose content type is a form's: the URL and every parameter. The form has to decode.
/// - Another body, and any body of a GET or HEAD: the URL, in which `bodySHA256` has to be the hash of the body. The first one counts.
/// - No body: the URL alone, unless it is a POST of another type whose URL has a `bodySHA256`, which then is compared.
///
/// ```
/// use twilio_sms::signature::{AuthToken, Incoming};
///
/// let request = Incoming {
///     method: "POST",
///     url: "https://mycompany.com/myapp.php?foo=1&bar=2",
///     content_type: Some("application/x-www-form-urlencoded"),
///     signature: Some("RSOYDt4T1cUTdK1PDd93/VVr8B8="),
///     settings: None,
///     body: b"To=%2B18005551212&From=%2B14158675309&Digits=1234&CallSid=CA1234567890ABCDE&Caller=%2B14158675309",
/// };
/// let verified = request.verify(&[AuthToken::new("12345")?.into()])?;
/// assert_eq!(verified.params()?[0], ("To".into(), "+18005551212".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[allow(clippy::exhaustive_structs)]
pub struct Incoming<'r, 'b> {
    /// The method: `POST`, `GET`.
    pub method: &'r str,
    /// The URL that Twilio was given. A fragment is dropped.
    pub url: &'r str,
    /// The header `Content-Type`.
    pub content_type: Option<&'r str>,
    /// The header [`X-Twilio-Signature`](Self::SIGNATURE).
    pub signature: Option<&'r str>,
    /// The header [`X-Twilio-Webhooks-Signature-Settings`](Self::SETTINGS). Only those who use shared keys get one; it can refuse a request, and
    /// never has one accepted that would not be without it.
    pub settings: Option<&'r str>,
    /// The body, byte for byte.
    pub body: &'b [u8],
}

impl<'r, 'b> Incoming<'r, 'b> {
    /// The name of the header that holds the signature. Compatible servers have one of their own.
    pub const SIGNATURE: &'static str = "X-Twilio-Signature";

    /// The name of the header that says how it was made.
    pub const SETTINGS: &'static str = "X-Twilio-Webhooks-Signature-Settings";

    /// Holds the signature against each of the secrets, with each spelling of the URL, in constant time.
    ///
    /// Several secrets are for the time while one is replaced. What a secret is says which algorithm it accepts.
    ///
    /// # Errors
    ///
    /// Why it is not believed.
    pub fn verify(&self, secrets: &[Secret]) -> Result<Verified<'b>, SignatureError> {
        self.verify_with(|_| secrets)
    }

    /// The same with secrets that are chosen by `AccountSid`, since each subaccount signs with its own token.
    ///
    /// The SID is what the request says before anything is proved: use it to look secrets up, and give none for an account that is not
    /// yours.
    ///
    /// # Errors
    ///
    /// Why it is not believed.
    ///
    /// ```
    /// # use twilio_sms::signature::{AuthToken, Incoming, SignatureError};
    /// # let request = Incoming {
    /// #     method: "POST",
    /// #     url: "https://example.com/sms",
    /// #     content_type: Some("application/x-www-form-urlencoded"),
    /// #     signature: Some("x"),
    /// #     settings: None,
    /// #     body: b"AccountSid=AC2",
    /// # };
    /// let (parent, child) = ([AuthToken::new("12345")?.into()], [AuthToken::new("67890")?.into()]);
    /// let result = request.verify_for(|account| match account {
    ///     Some("AC0") => &parent,
    ///     Some("AC1") => &child,
    ///     _ => &[],
    /// });
    /// assert_eq!(result.unwrap_err(), SignatureError::NoSecret);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn verify_for<'s>(
        &self,
        choose: impl FnOnce(Option<&str>) -> &'s [Secret],
    ) -> Result<Verified<'b>, SignatureError> {
        // Finding the account means to decode a body or a query that nobody may need decoded.
        self.verify_with(|payload| choose(payload.account_sid().as_deref()))
    }

    fn verify_with<'s>(
        &self,
        choose: impl FnOnce(&Payload<'_>) -> &'s [Secret],
    ) -> Result<Verified<'b>, SignatureError> {
        let received = self.signature.filter(|text| !text.is_empty()).ok_or(SignatureError::NoSignature)?;
        let algorithm = Algorithm::of(self.settings).ok_or(SignatureError::UnknownAlgorithm)?;
        let payload = self.payload()?;
        let secrets = choose(&payload);
        if secrets.is_empty() {
            return Err(SignatureError::NoSecret);
        }
        let params = payload.signed_params();
        let urls = candidates(self.url);
        let mut found = mac::ConstantTimeMatch::none();
        let mut tried = false;
        for (secret, which) in secrets.iter().zip(0_u32..).filter(|(secret, _)| secret.algorithm() == algorithm) {
            tried = true;
            for (url, form) in urls.iter().flatten().zip(0_u32..) {
                let signature = secret.key().sign(&SignedText { url: *url, params: &params });
                found.compare((which, form), &signature, received.as_bytes());
            }
        }
        if !tried {
            return Err(SignatureError::AlgorithmNotAccepted);
        }
        let (which, form) = found.get().ok_or(SignatureError::Mismatch)?;
        let index = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let url_form = urls.iter().flatten().nth(index(form)).map(|candidate| candidate.form).unwrap_or_default();
        Ok(Verified { payload, secret: index(which), url_form })
    }

    /// The signature that Twilio would put beside this request, for servers that play Twilio. What `signature` and
    /// `settings` say does not matter.
    ///
    /// The URL is signed as it stands. A body that is no form has to be [covered](Self::url_with_body_hash) by it.
    ///
    /// # Errors
    ///
    /// A form that does not decode, a body that is no form and not covered.
    ///
    /// ```
    /// use twilio_sms::signature::{AuthToken, Incoming};
    ///
    /// let body = br#"{"MessageSid": "SM1"}"#;
    /// let request = Incoming {
    ///     method: "POST",
    ///     url: &Incoming::url_with_body_hash("https://example.com/sms", body),
    ///     content_type: Some("application/json"),
    ///     signature: None,
    ///     settings: None,
    ///     body,
    /// };
    /// let secret = AuthToken::new("12345")?.into();
    /// let signature = request.sign(&secret)?;
    /// let request = Incoming { signature: Some(&signature), ..request };
    /// assert!(request.verify(&[secret]).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sign(&self, secret: &Secret) -> Result<String, SignatureError> {
        let payload = self.payload()?;
        let params = payload.signed_params();
        let signature = secret.key().sign(&SignedText { url: Candidate::given(self.url), params: &params });
        Ok(signature.as_bytes().iter().copied().map(char::from).collect())
    }

    /// A URL with the hash of a body in its query, as Twilio requests it when the body is no form.
    #[must_use]
    pub fn url_with_body_hash(url: &str, body: &[u8]) -> String {
        let bare = candidates::without_fragment(url);
        let mut out = String::with_capacity(url.len() + HASH.len() + 66);
        out.push_str(bare);
        out.push(if bare.contains('?') { '&' } else { '?' });
        out.push_str(HASH);
        out.push('=');
        out.extend(mac::hex_sha256(body).into_iter().map(char::from));
        out.push_str(url.get(bare.len()..).unwrap_or_default());
        out
    }

    /// What the request carries, if the signature covers it.
    fn payload(&self) -> Result<Payload<'b>, SignatureError> {
        let bodiless = ["GET", "HEAD"].iter().any(|method| self.method.eq_ignore_ascii_case(method));
        if bodiless && self.body.is_empty() {
            return Ok(Payload::Query(candidates::query(self.url).unwrap_or_default().into()));
        }
        if !bodiless && self.content_type.is_some_and(form::is_form) {
            let pairs = form::pairs(self.body).map_err(SignatureError::MalformedForm)?;
            // Values are long enough for this to be room for most forms.
            let mut params = Vec::with_capacity((self.body.len() / 16).min(64));
            for pair in pairs {
                params.push(pair.map_err(SignatureError::MalformedForm)?);
            }
            return Ok(Payload::Form(params));
        }
        let pairs = candidates::query(self.url).unwrap_or_default().split('&');
        let mut hashes = pairs.filter_map(|pair| pair.strip_prefix(HASH)?.strip_prefix('='));
        match hashes.next() {
            Some(hash) if mac::constant_time_eq(hash.as_bytes(), &mac::hex_sha256(self.body)) => {
                Ok(Payload::Hashed(self.body))
            }
            Some(_) => Err(SignatureError::BodyAltered),
            None if self.body.is_empty() => Ok(Payload::Hashed(self.body)),
            None => Err(SignatureError::UnsignedBody),
        }
    }
}

/// The parameter of the URL that holds the hash of a body.
const HASH: &str = "bodySHA256";

impl Payload<'_> {
    /// What is signed after the URL: nothing but a form.
    fn signed_params(&self) -> Vec<u8> {
        match self {
            Self::Form(params) => signed_text::join_params(params),
            Self::Hashed(_) | Self::Query(_) => Vec::new(),
        }
    }
}

/// Shows what kind of request it is, and nothing that it says: a URL can hold a message, and a password.
impl fmt::Debug for Incoming<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("method", &self.method)
            .field("content_type", &self.content_type)
            .field("signed", &self.signature.is_some())
            .field("settings", &self.settings)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .finish_non_exhaustive()
    }
}
