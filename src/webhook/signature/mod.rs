//! Verifying that Twilio sent a webhook, and signing webhooks as Twilio does.
//!
//! The algorithm is that of Twilio's page "Webhooks security". A signature is a keyed hash, in base64, of the URL that
//! Twilio requested; if the body is a form, its sorted parameters follow the URL. To verify a request, its signature is
//! computed with the secrets of the account, for each spelling of the URL that Twilio may have signed, and compared
//! with the one received.
//!
//! Verifying fails closed: a request is refused unless the signature covers everything that is decoded from it later.
//! The URL is kept as it is, because its text is what was signed. It is never parsed and written again.
//!
//! | file | what it holds |
//! |---|---|
//! | `verifier.rs` | [`WebhookVerifier`]: the origin and the secrets of a server, and the headers of a request |
//! | `mod.rs` | [`Incoming`]: the order of the checks |
//! | `candidates.rs` | the variants of the URL |
//! | `signed_text.rs` | the text that is signed |
//! | `mac.rs` | the keyed hashes, and the comparison in constant time |
//! | `secret.rs`, `public_url.rs` | the secrets and the URL of the caller |
//! | `verified.rs`, `error.rs` | the two results |
//! | `signed.rs` | requests as Twilio sends them, for tests |

use std::fmt;

use crate::webhook::codec;
use crate::wire::form;

pub(crate) mod candidates;
pub(crate) mod error;
mod mac;
pub(crate) mod public_url;
pub(crate) mod secret;
pub(crate) mod signed;
mod signed_text;
#[cfg(test)]
mod tests;
pub(crate) mod verified;
pub(crate) mod verifier;

use candidates::UrlParts;
use secret::Algorithm;
use signed_text::SignedText;
use verified::Payload;

pub use candidates::{PortForm, UrlForm};
pub use error::SignatureError;
pub use public_url::PublicUrl;
pub use secret::{AuthToken, Secret, SharedKey};
pub use signed::SignedRequest;
pub use verified::Verified;
pub use verifier::WebhookVerifier;

/// A webhook as it reached your server, given part by part so that no part is forgotten.
///
/// Most servers use a [`WebhookVerifier`], which finds the headers and builds the URL. This type also
/// [signs](Self::sign) requests.
///
/// The URL is the one that you gave Twilio; [`PublicUrl`] explains the difference behind a proxy. The body has to be
/// the bytes that were received. Read it yourself: the form extractor of a web framework consumes it.
///
/// What the signature has to cover depends on the request:
///
/// - A body with the content type of a form: the URL and every parameter. The form has to decode.
/// - Any other body, and any body of a GET or HEAD: the URL, which has to hold the hash of the body in its parameter
///   `bodySHA256`. If there are several, the first counts.
/// - No body: the URL. A `bodySHA256` in it is compared as well, unless the request is a GET or HEAD or has the content
///   type of a form.
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
    /// The HTTP method, such as `POST` or `GET`, in any case.
    pub method: &'r str,
    /// The URL that you gave Twilio. A fragment is ignored.
    pub url: &'r str,
    /// The value of the header `Content-Type`.
    pub content_type: Option<&'r str>,
    /// The value of the header [`X-Twilio-Signature`](Self::SIGNATURE).
    pub signature: Option<&'r str>,
    /// The value of the header [`X-Twilio-Webhooks-Signature-Settings`](Self::SETTINGS), which Twilio sends only to
    /// users of shared keys.
    ///
    /// The header names the algorithm and is not signed itself. It selects among the secrets by their kind, so it
    /// cannot make a request pass that none of the secrets signed.
    pub settings: Option<&'r str>,
    /// The body: the bytes that were received.
    pub body: &'b [u8],
}

impl<'r, 'b> Incoming<'r, 'b> {
    /// The name of the header that holds the signature. Servers compatible with Twilio use other names.
    pub const SIGNATURE: &'static str = "X-Twilio-Signature";

    /// The name of the header that says how the signature was made.
    pub const SETTINGS: &'static str = "X-Twilio-Webhooks-Signature-Settings";

    /// Verifies that one of the secrets made the signature, for one of the spellings of the URL that Twilio may have
    /// signed.
    ///
    /// Pass several secrets while one is being replaced. The kind of a secret decides which algorithm it accepts.
    /// Signatures are compared in constant time, as texts.
    ///
    /// # Errors
    ///
    /// The checks are made in this order, and the first that fails determines the error:
    ///
    /// - [`NoSignature`](SignatureError::NoSignature): the signature is absent or empty.
    /// - [`UnknownAlgorithm`](SignatureError::UnknownAlgorithm): the settings name an algorithm that this crate does
    ///   not know.
    /// - [`MalformedForm`](SignatureError::MalformedForm): the body has the content type of a form and does not decode,
    ///   or begins with `?`, `[` or a byte order mark, as no form of Twilio does. Also a body in base64, instead of
    ///   `Mismatch`.
    /// - [`BodyAltered`](SignatureError::BodyAltered): the URL holds a hash that is not the hash of the body.
    /// - [`UnsignedBody`](SignatureError::UnsignedBody): the body is not a form, and the URL holds no hash.
    /// - [`NoSecret`](SignatureError::NoSecret): `secrets` is empty.
    /// - [`AlgorithmNotAccepted`](SignatureError::AlgorithmNotAccepted): no secret is of the kind that the algorithm
    ///   needs.
    /// - [`Mismatch`](SignatureError::Mismatch): none of the secrets made the signature.
    pub fn verify(&self, secrets: &[Secret]) -> Result<Verified<'b>, SignatureError> {
        self.verify_with(|_| secrets)
    }

    /// Verifies like [`verify`](Self::verify), with secrets that are chosen by the `AccountSid` of the request.
    ///
    /// Each subaccount signs with its own token. The SID is not verified at that moment: use it only to look up
    /// secrets, and return none for an account that is not yours.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`verify`](Self::verify).
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
        // The SID is looked up here and not in `verify_with`, because that means to decode a JSON body or a query,
        // which `verify` has no use for.
        self.verify_with(|payload| choose(payload.account_sid().as_deref()))
    }

    /// Verifies with the secrets that `choose` returns for the payload.
    ///
    /// This fails closed. Every check returns its own error as soon as it fails, and the [`Verified`], from which alone
    /// verified documents can be decoded, is created in the last line.
    fn verify_with<'s>(
        &self,
        choose: impl FnOnce(&Payload<'_>) -> &'s [Secret],
    ) -> Result<Verified<'b>, SignatureError> {
        // The cheap checks come first, so that a request without a signature costs nothing to refuse.
        let received = self.signature.filter(|text| !text.is_empty()).ok_or(SignatureError::NoSignature)?;
        // An unknown algorithm is refused and not taken for the usual one.
        let algorithm = Algorithm::of(self.settings).ok_or(SignatureError::UnknownAlgorithm)?;
        // This decides what the signature has to cover, and refuses a body that it does not cover. It comes before the
        // secrets, because they can be chosen by a parameter.
        let payload = self.payload()?;
        let secrets = choose(&payload);
        if secrets.is_empty() {
            return Err(SignatureError::NoSecret);
        }
        // The parameters are the same for every secret and every spelling of the URL, so they are sorted and joined
        // once.
        let params = payload.signed_params();
        let url = UrlParts::of(self.url);
        // Every secret of the algorithm is tried with every variant of the URL, also after one of them has matched.
        // How long that takes depends on how many there are and how long the text is. It does not reveal how many bytes
        // of a forged signature match, or which secret made a genuine one. The positions are `u32`, a type that can
        // be selected in constant time.
        let mut found = mac::ConstantTimeMatch::none();
        let mut tried = false;
        // The settings header is not signed, so it only selects among the secrets. An auth token never verifies
        // SHA-256, and a shared key never verifies SHA-1, whatever the header says.
        for (secret, which) in secrets.iter().zip(0_u32..).filter(|(secret, _)| secret.algorithm() == algorithm) {
            tried = true;
            for (number, url) in url.candidates() {
                let signature = secret.key().sign(&SignedText { url, params: &params });
                found.compare((which, number), &signature, received.as_bytes());
            }
        }
        // No signature was computed. The caller can tell this from a signature that does not match: usually it means
        // that a kind of secret is missing in the configuration.
        if !tried {
            return Err(SignatureError::AlgorithmNotAccepted);
        }
        let Some((which, number)) = found.get() else { return Err(payload.mismatch()) };
        let (secret, url_form) = (usize::try_from(which).unwrap_or(usize::MAX), url.candidate(number).form);
        Ok(Verified { payload, secret, url_form })
    }

    /// Returns the signature that Twilio would send with this request, for test servers and emulators.
    ///
    /// The fields `signature` and `settings` are ignored. The URL is signed as it is. It has to hold the hash of a body
    /// that is not a form: [`url_with_body_hash`](Self::url_with_body_hash) adds it.
    ///
    /// # Errors
    ///
    /// Returns [`MalformedForm`](SignatureError::MalformedForm) for a form that does not decode,
    /// [`UnsignedBody`](SignatureError::UnsignedBody) for a body that is not a form if the URL holds no hash, and
    /// [`BodyAltered`](SignatureError::BodyAltered) if the URL holds another hash.
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
        let url = UrlParts::of(self.url);
        let signature = secret.key().sign(&SignedText { url: url.candidate(0), params: &params });
        Ok(signature.as_bytes().iter().copied().map(char::from).collect())
    }

    /// Returns a URL with the hash of a body in its query, as Twilio requests it if the body is not a form.
    #[must_use]
    pub fn url_with_body_hash(url: &str, body: &[u8]) -> String {
        let hash: String = mac::hex_sha256(body).into_iter().map(char::from).collect();
        candidates::with_query(url, &format!("{HASH}={hash}"))
    }

    /// Returns the part of the request that can be decoded, if a signature over the URL or the parameters covers it.
    fn payload(&self) -> Result<Payload<'b>, SignatureError> {
        let is_get_or_head = ["GET", "HEAD"].iter().any(|method| self.method.eq_ignore_ascii_case(method));
        // The parameters of a GET are in its query, which is a part of the signed URL. The content type plays no role.
        if is_get_or_head && self.body.is_empty() {
            return Ok(Payload::Query(candidates::query(self.url).unwrap_or_default().into()));
        }
        // A form is signed parameter by parameter, after decoding. Decoding is strict: if a bad escape were repaired,
        // the text that is verified would not be the text that was sent. The decoded parameters are kept, so that a
        // document is assigned from exactly what was verified and nothing is decoded twice.
        if !is_get_or_head && self.content_type.is_some_and(form::is_form) {
            codec::check_start(self.body).map_err(SignatureError::MalformedForm)?;
            let pairs = form::pairs(self.body).map_err(SignatureError::MalformedForm)?;
            // Most parameters take more than 16 bytes, so the vector rarely grows. The limit keeps the reservation
            // small for a large form.
            let mut params = Vec::with_capacity((self.body.len() / 16).min(64));
            for pair in pairs {
                params.push(pair.map_err(SignatureError::MalformedForm)?);
            }
            return Ok(Payload::Form(params));
        }
        // The bytes of any other body are signed only through their hash in the URL. The hash is searched in the text
        // of the query, without decoding it, because that text is what was signed. The first hash counts, so that one
        // that is appended later changes nothing.
        let pairs = candidates::query(self.url).unwrap_or_default().split('&');
        let mut hashes = pairs.filter_map(|pair| pair.strip_prefix(HASH)?.strip_prefix('='));
        match hashes.next() {
            Some(hash) if mac::constant_time_eq(hash.as_bytes(), &mac::hex_sha256(self.body)) => {
                Ok(Payload::Hashed(self.body))
            }
            Some(_) => Err(SignatureError::BodyAltered),
            // Without a body there is nothing that a hash would have to cover.
            None if self.body.is_empty() => Ok(Payload::Hashed(self.body)),
            // A body that nothing covers could have been replaced on its way, under a signature that is genuine.
            None => Err(SignatureError::UnsignedBody),
        }
    }
}

/// The name of the URL's parameter that holds the hash of the body.
const HASH: &str = "bodySHA256";

impl Payload<'_> {
    /// Returns the text that is signed after the URL: the joined parameters of a form, or nothing.
    fn signed_params(&self) -> Vec<u8> {
        match self {
            Self::Form(params) => signed_text::join_params(params),
            Self::Hashed(_) | Self::Query(_) => Vec::new(),
        }
    }

    /// Returns the error of a payload that none of the secrets signed. A gateway that encodes bodies in base64 is a
    /// usual reason, so such a body is named.
    fn mismatch(&self) -> SignatureError {
        match self {
            Self::Form(params) => match params.as_slice() {
                [(name, value)] => codec::base64_form(name, value).map(SignatureError::MalformedForm),
                _ => None,
            },
            Self::Hashed(_) | Self::Query(_) => None,
        }
        .unwrap_or(SignatureError::Mismatch)
    }
}

/// Shows what kind of request it is, but not its URL, its signature and its body: even a URL can hold a message or a
/// password.
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
