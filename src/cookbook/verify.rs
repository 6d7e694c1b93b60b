//! Believe no webhook but Twilio's, also behind a proxy.
//!
//! The signature covers the URL *that you gave Twilio*. Behind a proxy your server sees another one, so put the public one
//! together from your configuration and from the target of the request, and keep the body as raw bytes: a framework's
//! form extractor eats what the signature covers.
//!
//! ```
//! use twilio_sms::signature::{AuthToken, Incoming, PublicUrl, Secret, SignatureError, Verified};
//!
//! /// What your configuration knows.
//! struct Webhooks {
//!     scheme: String,
//!     host: String,
//!     // While a token is being rotated, there are two.
//!     secrets: Vec<Secret>,
//! }
//!
//! /// What a server hands over: method, path and query as they came, headers, body.
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
//!     // The proof borrows from the body alone, so it may leave this function.
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
//! Answer a request that is refused with 403, and nothing else. Log the [`SignatureError`](crate::signature::SignatureError): it holds no secret.
//!
//! # When genuine requests are refused
//!
//! - The scheme: Twilio was given `https`, and the proxy speaks `http` with you.
//! - The host, or a port in it, is not the one in Twilio's console.
//! - The path: the proxy cut a prefix off, or put one before it.
//! - The body was decoded and encoded again. It has to be the bytes that came.
//! - A subaccount signs with its own token: [`verify_for`](crate::signature::Incoming::verify_for).
//!
//! A signature holds no time: whoever has seen a request can repeat it. Remember the SIDs that you have seen.
