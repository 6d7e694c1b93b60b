//! Accept only webhooks that Twilio signed, also behind a proxy.
//!
//! The signature covers the URL *that you gave Twilio*. Behind a proxy, your server sees a different URL. Build the public
//! URL from your configuration and from the target of the request. Keep the body as raw bytes: the form extractor of a web
//! framework changes the bytes that the signature covers.
//!
//! ```
//! use twilio_sms::signature::{AuthToken, Incoming, PublicUrl, Secret, SignatureError, Verified};
//!
//! /// The configuration of the server.
//! struct Webhooks {
//!     scheme: String,
//!     host: String,
//!     // There are two while a token is being replaced.
//!     secrets: Vec<Secret>,
//! }
//!
//! /// Verifies a request with its method, its path and query as received, its headers and its body.
//! fn verified<'b>(
//!     webhooks: &Webhooks,
//!     method: &str,
//!     target: &str,
//!     header: impl Fn(&str) -> Option<String>,
//!     body: &'b [u8],
//! ) -> Result<Verified<'b>, Box<dyn std::error::Error>> {
//!     let url = PublicUrl::new(&webhooks.scheme, &webhooks.host, target)?;
//!     let content_type = header("Content-Type");
//!     let (signature, settings) = (header(Incoming::SIGNATURE), header(Incoming::SETTINGS));
//!     let incoming = Incoming {
//!         method,
//!         url: url.as_str(),
//!         content_type: content_type.as_deref(),
//!         signature: signature.as_deref(),
//!         settings: settings.as_deref(),
//!         body,
//!     };
//!     // The verified request borrows only from the body, so this function can return it.
//!     Ok(incoming.verify(&webhooks.secrets)?)
//! }
//!
//! let webhooks = Webhooks {
//!     scheme: "https".to_owned(),
//!     host: "example.com".to_owned(),
//!     secrets: vec![AuthToken::new("12345")?.into()],
//! };
//! let refused = verified(&webhooks, "POST", "/sms", |_| None, b"MessageSid=SM1").unwrap_err();
//! assert_eq!(refused.downcast_ref(), Some(&SignatureError::NoSignature));
//! # let sign = Incoming { method: "POST", url: "https://example.com/sms",
//! #     content_type: Some("application/x-www-form-urlencoded"), signature: None, settings: None, body: b"MessageSid=SM1" }
//! #     .sign(&webhooks.secrets[0])?;
//! # let header = |name: &str| Some(if name == Incoming::SIGNATURE { sign.clone() }
//! #     else if name == Incoming::SETTINGS { return None } else { "application/x-www-form-urlencoded".to_owned() });
//! # let proof = verified(&webhooks, "POST", "/sms", header, b"MessageSid=SM1")?;
//! # assert_eq!(proof.inbound()?.sid().map(|sid| sid.as_str()), Some("SM1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Answer a refused request with status 403 and an empty body. The
//! [`SignatureError`](crate::signature::SignatureError) contains no secret, so it can be logged.
//!
//! # When genuine requests are refused
//!
//! - The scheme: Twilio was given an `https` URL, and the proxy connects to your server with `http`.
//! - The host or the port differs from the one in Twilio's console.
//! - The path: the proxy removed a prefix or added one.
//! - The body was decoded and encoded again. The signature covers the bytes as they were received.
//! - The webhook comes from a subaccount, which signs with its own token: use
//!   [`verify_for`](crate::signature::Incoming::verify_for).
//!
//! A signature contains no time: whoever has seen a signed request can send it again. Remember the SIDs that you have handled.
