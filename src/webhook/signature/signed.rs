//! Requests as Twilio would send them, with their signatures, for tests and for servers that stand in for Twilio.

use std::fmt;

use super::error::SignatureError;
use super::secret::Secret;
use super::{Incoming, candidates};
use crate::wire::json;

/// A webhook as Twilio sends it: everything that an HTTP client needs to send it to your server.
///
/// The methods `signed` of [`InboundMessage`](crate::webhook::InboundMessage::signed),
/// [`StatusUpdate`](crate::webhook::StatusUpdate::signed), [`ErrorLog`](crate::webhook::ErrorLog::signed) and
/// [`Event`](crate::webhook::Event::signed) create it. [`post`](Self::post) and [`get`](Self::get) create it from a form of
/// your own.
///
/// ```
/// use twilio_sms::signature::AuthToken;
/// use twilio_sms::webhook::InboundMessage;
///
/// let mut message = InboundMessage::new();
/// message.message_sid = Some("SM0123456789abcdef0123456789abcdef".parse()?);
/// message.body = Some("Hello".into());
/// let secret = AuthToken::new("12345")?.into();
/// let request = message.signed("https://example.com/sms", &secret)?;
///
/// // Send the method, the URL, the headers and the body with any HTTP client, or call your handler with them.
/// assert_eq!((request.method, &*request.url), ("POST", "https://example.com/sms"));
/// assert_eq!(request.headers[0], ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8".to_owned()));
/// assert_eq!(request.headers[1].0, "X-Twilio-Signature");
/// assert_eq!(request.body, "Body=Hello&MessageSid=SM0123456789abcdef0123456789abcdef");
///
/// // The server verifies it.
/// let verified = request.incoming().verify(&[secret])?;
/// assert_eq!(verified.inbound()?, message);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// The HTTP method: `POST` or `GET`.
    pub method: &'static str,
    /// The URL. Its query ends with the hash of the body if that is JSON, and with the parameters of a GET.
    pub url: String,
    /// The names and values of the headers: `Content-Type` if there is a body, [`X-Twilio-Signature`](Incoming::SIGNATURE) and, if the
    /// secret is a shared key, [`X-Twilio-Webhooks-Signature-Settings`](Incoming::SETTINGS).
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl SignedRequest {
    /// Creates the POST of a form to a URL.
    ///
    /// # Errors
    ///
    /// Returns [`MalformedForm`](SignatureError::MalformedForm) for a form that cannot be decoded.
    ///
    /// ```
    /// use twilio_sms::signature::{AuthToken, SignedRequest};
    ///
    /// let secret = AuthToken::new("12345")?.into();
    /// let request = SignedRequest::post("https://example.com/sms", "MessageSid=SM1&Body=Hi".to_owned(), &secret)?;
    /// assert_eq!(request.headers[1].1, "vPUxaFRwEqpKBowGLttLHVfSdHs=");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn post(url: &str, form: String, secret: &Secret) -> Result<Self, SignatureError> {
        Self::with_body(url.to_owned(), "application/x-www-form-urlencoded; charset=UTF-8", form, secret)
    }

    /// Creates the GET of a URL with a form in its query, behind what the query has already. A fragment stays at the end.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Incoming::sign`]. None of them concerns a request without a body, so there is none today.
    ///
    /// ```
    /// use twilio_sms::signature::{AuthToken, SignedRequest};
    ///
    /// let secret = AuthToken::new("12345")?.into();
    /// let request = SignedRequest::get("https://example.com/sms?x=1", "MessageSid=SM1&Body=Hi", &secret)?;
    /// assert_eq!(request.url, "https://example.com/sms?x=1&MessageSid=SM1&Body=Hi");
    /// assert_eq!(request.incoming().verify(&[secret])?.inbound()?.body.as_deref(), Some("Hi"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get(url: &str, form: &str, secret: &Secret) -> Result<Self, SignatureError> {
        Self::new("GET", candidates::with_query(url, form), None, String::new(), secret)
    }

    /// Signs JSON, whose hash is added to the URL.
    pub(crate) fn json(url: &str, body: String, secret: &Secret) -> Result<Self, SignatureError> {
        Self::with_body(Incoming::url_with_body_hash(url, body.as_bytes()), json::CONTENT_TYPE, body, secret)
    }

    fn with_body(url: String, content_type: &str, body: String, secret: &Secret) -> Result<Self, SignatureError> {
        Self::new("POST", url, Some(content_type), body, secret)
    }

    fn new(
        method: &'static str,
        url: String,
        content_type: Option<&str>,
        body: String,
        secret: &Secret,
    ) -> Result<Self, SignatureError> {
        let signed_url = candidates::without_user(&url);
        let unsigned =
            Incoming { method, url: &signed_url, content_type, signature: None, settings: None, body: body.as_bytes() };
        let signature = unsigned.sign(secret)?;
        let content_type = content_type.map(|content_type| ("Content-Type", content_type.to_owned()));
        let mut headers: Vec<_> = content_type.into_iter().chain([(Incoming::SIGNATURE, signature)]).collect();
        headers.extend(secret.settings().map(|settings| (Incoming::SETTINGS, settings.to_owned())));
        Ok(Self { method, url, headers, body })
    }

    /// Returns the request as a server receives it that is reached without a proxy.
    #[must_use]
    pub fn incoming(&self) -> Incoming<'_, '_> {
        let header = |wanted| self.headers.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
        Incoming {
            method: self.method,
            url: &self.url,
            content_type: header("Content-Type"),
            signature: header(Incoming::SIGNATURE),
            settings: header(Incoming::SETTINGS),
            body: self.body.as_bytes(),
        }
    }
}

/// Shows the names of the headers and the length of the body, but not the URL, which can hold a password, and no value.
impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("headers", &names)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::status::Status;
    use crate::webhook::event::{Event, EventData, StatusEvent};
    use crate::webhook::inbound::InboundMessage;
    use crate::webhook::signature::{AuthToken, SharedKey};
    use crate::webhook::status::StatusUpdate;

    fn secrets() -> [Secret; 2] {
        [AuthToken::new("12345").unwrap().into(), SharedKey::new("67890").unwrap().into()]
    }

    #[test]
    fn every_webhook_is_sent_as_it_is_verified() {
        for secret in secrets() {
            for url in ["https://example.com/sms", "http://example.com:8080/?a='b'&c#rc=2"] {
                let update = StatusUpdate::decode_unverified(b"MessageSid=SM1&MessageStatus=sent&x=%26").unwrap();
                let request = update.signed(url, &secret).unwrap();
                let verified = request.incoming().verify(&secrets()).unwrap();
                assert_eq!(verified.status().unwrap(), update);
                assert_eq!(request.headers.len(), if secret.settings().is_some() { 3 } else { 2 });

                let request = SignedRequest::get(url, "MessageSid=SM1&MessageStatus=sent", &secret).unwrap();
                assert_eq!((request.method, request.body.as_str()), ("GET", ""));
                assert!(request.headers.iter().all(|(name, _)| *name != "Content-Type"));
                assert!(url.contains('#') == request.url.ends_with("#rc=2"), "{}", request.url);
                let verified = request.incoming().verify(&secrets()).unwrap();
                assert_eq!(verified.status().unwrap().status(), Some(&Status::Sent));

                let update = StatusEvent { message_sid: Some("SM1".parse().unwrap()), ..StatusEvent::new() };
                let events = [Event::with_data("EZ1", &EventData::Status(update))];
                let request = Event::signed(&events, url, &secret).unwrap();
                assert_eq!(request.headers[0], ("Content-Type", "application/json".to_owned()));
                let verified = request.incoming().verify(&secrets()).unwrap();
                assert_eq!(verified.events().unwrap(), events);
                // The signature covers the body.
                let altered = SignedRequest { body: request.body.replace("EZ1", "EZ2"), ..request };
                assert_eq!(altered.incoming().verify(&secrets()).unwrap_err(), SignatureError::BodyAltered);
            }
        }
    }

    #[test]
    fn twilio_signs_the_url_without_its_user() {
        let [secret, _] = &secrets();
        let message = InboundMessage::decode_unverified(b"MessageSid=SM1").unwrap();
        let signature = |url| message.signed(url, secret).unwrap().headers.remove(1);
        let bare = signature("https://example.com/a@b?c=d@e");
        assert_eq!(signature("https://user:p@ss@example.com/a@b?c=d@e"), bare);
        assert_ne!(signature("https://example.com/b?c=d@e"), bare);
        let request = message.signed("https://user:secret@example.com/sms", secret).unwrap();
        assert_eq!(request.url, "https://user:secret@example.com/sms");
        assert!(!format!("{request:?}").contains("secret"));
    }

    #[test]
    fn a_form_that_is_too_large_is_refused() {
        let body = "x".repeat(crate::wire::MAX_FORM);
        let message = InboundMessage { body: Some(body.into()), ..InboundMessage::new() };
        let [secret, _] = &secrets();
        assert!(matches!(message.signed("https://example.com/", secret), Err(SignatureError::MalformedForm(_))));
    }

    #[test]
    fn a_form_is_not_a_batch_of_events() {
        let [secret, _] = &secrets();
        let message = InboundMessage::decode_unverified(b"MessageSid=SM1").unwrap();
        let request = message.signed("https://example.com/", secret).unwrap();
        let verified = request.incoming().verify(&secrets()).unwrap();
        assert_eq!(verified.events().unwrap_err().kind(), crate::error::DecodeErrorKind::NotADocument { at: 0 });
        let log = crate::webhook::event::ErrorLog::decode_unverified(b"Sid=NO1&Level=ERROR").unwrap();
        let request = log.signed("https://example.com/", secret).unwrap();
        assert_eq!(request.incoming().verify(&secrets()).unwrap().error_log().unwrap(), log);
    }
}
