//! This page shows how to move from your own `reqwest` calls to this crate.
//!
//! Keep the HTTP client, the retries and the proxies. Replace the three parts in which such code often has mistakes:
//!
//! 1. **The form.** A map of strings accepts an empty body, a phone number with a letter O, and a `SendAt` without a
//!    service. With the feature `serde`, pass the message itself: `.form(&message)`.
//! 2. **The URL.** [`Request::target`](crate::Request::target) contains the account and the right extension.
//! 3. **The answer.** `error_for_status()?` discards Twilio's reason. `.json()` returns an error if one field has a new
//!    type, although the message was sent. Pass the status and the bytes to `SendMessage::answer` instead.
//!
//! Turn redirects off: `reqwest` repeats a redirected POST as a GET, and would return the list of messages instead of
//! the answer.
//!
//! ```text
//! let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
//! let response = client
//!     .post(format!("https://api.twilio.com{}", message.request(&endpoint).target()))
//!     .basic_auth(&account, Some(token))
//!     .form(&message)
//!     .send()
//!     .await?;
//! let status = response.status().as_u16();
//! let bytes = response.bytes().await?;
//! match SendMessage::answer(status, &bytes) { ... }
//! ```
//!
//! `examples/stacks/reqwest` in the repository is a complete program, which sends any request with one function. The call
//! above relies on this fact: `.form(&message)` sends the body of the request.
//!
//! ```
//! use twilio_sms::{Body, Call, Endpoint, PhoneNumber, SendMessage};
//!
//! let endpoint = Endpoint::new("AC1".parse()?);
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = SendMessage::to(to).from(from).body(Body::new("Hello")?).build()?;
//! # #[cfg(feature = "serde")]
//! assert_eq!(
//!     serde_urlencoded::to_string(&message).expect("a form"), // `.form` calls this
//!     message.request(&endpoint).body(),
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `http`, `Request::into_http` returns an `http::Request` that `reqwest`, `ureq` and `hyper` accept.
