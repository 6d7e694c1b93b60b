//! This page shows how to accept only webhooks that Twilio signed, even behind a proxy.
//!
//! The signature covers the URL *that you gave Twilio*. Behind a proxy, your server sees a different URL, so a
//! [`WebhookVerifier`](crate::signature::WebhookVerifier) builds the public URL from the origin in your configuration
//! and the target of the request. Keep the body as raw bytes: the form extractor of a web framework changes the bytes
//! that the signature covers.
//!
//! ```
//! use twilio_sms::DecodeError;
//! use twilio_sms::signature::{AuthToken, WebhookVerifier};
//!
//! // Created once, from the configuration of the server. There are two secrets while a token is being replaced.
//! let verifier = WebhookVerifier::new("https://example.com", [AuthToken::new("12345")?.into()])?;
//!
//! # type Text = &'static str;
//! # struct Request { method: Text, target: Text, headers: Vec<(Text, Text)>, body: &'static [u8] }
//! /// Handles a request, and returns the status of the answer.
//! fn handle(verifier: &WebhookVerifier, request: &Request) -> Result<u16, DecodeError> {
//!     match verifier.verify(request.method, request.target, request.headers.iter().copied(), request.body) {
//!         Ok(verified) => println!("message {:?}", verified.inbound()?.sid()),
//!         Err(error) => {
//!             eprintln!("refused: {error}");
//!             return Ok(403);
//!         }
//!     }
//!     Ok(204)
//! }
//! # let mut request = Request { method: "POST", target: "/sms", headers: vec![], body: b"MessageSid=SM1&Body=Hi" };
//! # assert_eq!(handle(&verifier, &request)?, 403);
//! # request.headers.push(("Content-Type", "application/x-www-form-urlencoded"));
//! # request.headers.push(("X-Twilio-Signature", "vPUxaFRwEqpKBowGLttLHVfSdHs="));
//! # assert_eq!(handle(&verifier, &request)?, 204);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The headers can come from any HTTP library, as an iterator over names and values. `examples/stacks` in the
//! repository has complete programs for axum, actix-web, warp, tiny_http and AWS Lambda. In other libraries:
//!
//! | library | target | headers |
//! |---|---|---|
//! | `http` 0.2 and 1, and what is built on it | `request.uri().path_and_query()` | `request.headers()` |
//! | rocket | `request.uri().to_string()` | `request.headers().iter().map(\|h\| (h.name.to_string(), h.value.to_string()))` |
//! | Cloudflare Workers | `request.url()?.as_str()` | `request.headers().entries()` |
//!
//! Answer a refused request with status 403 and an empty body. The
//! [`SignatureError`](crate::signature::SignatureError) contains no secret, so you can log it.
//!
//! A signature contains no time, so a person who has seen a signed request can send it again. To recognise such a
//! request, remember the SIDs of the messages that you have handled.
//!
//! # When genuine requests are refused
//!
//! These are the usual causes:
//!
//! - The scheme differs: Twilio was given an `https` URL, and the proxy connects to your server with `http`.
//! - The host or the port differs from the one in Twilio's console.
//! - The path differs: the proxy removed a prefix or added one.
//! - The body was decoded and encoded again, but the signature covers the bytes as they were received.
//! - A gateway passed the body in base64. The error says so.
//! - The webhook comes from a subaccount, which signs with its own token. Use
//!   [`verify_for`](crate::signature::WebhookVerifier::verify_for).
//!
//! # What a signature does not cover
//!
//! It covers no time, not the boundary between a name and its value, and the host only if you do not take it from the
//! request: see [`WebhookVerifier`](crate::signature::WebhookVerifier).
