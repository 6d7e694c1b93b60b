//! Come from your own `reqwest` calls.
//!
//! Keep the client, the retries, the proxies. Replace the three places where such code goes wrong:
//!
//! 1. **The form.** A hand-made map of strings lets through an empty body, a number with a letter O, a `SendAt` without a
//!    service. With the feature `serde`, the message itself is the form: `.form(&message)`.
//! 2. **The URL.** [`Request::target`](crate::Request::target) has the account in it, and the right extension.
//! 3. **The answer.** `error_for_status()?` throws Twilio's reason away, and `.json()` calls a message that was sent an error
//!    when one field is new. Take the status and the bytes.
//!
//! Turn redirects off: `reqwest` repeats a redirected POST as a GET, and would read the list of messages in place of the
//! answer.
//!
//! ```text
//! let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
//! let response = client
//!     .post(format!("https://api.twilio.com{}", message.encode(&account, Format::Json).target()))
//!     .basic_auth(&account, Some(token))
//!     .form(&message)
//!     .send()
//!     .await?;
//! let status = response.status().as_u16();
//! let bytes = response.bytes().await?;
//! match Message::decode(status, &bytes) { ... }
//! ```
//!
//! `examples/stacks/reqwest` in the repository is the whole program, and is run with every change. What it relies on:
//!
//! ```
//! use twilio_sms::{Body, Format, PhoneNumber, SendMessage, Sid};
//!
//! let account: Sid<'_> = "AC1".parse()?;
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = SendMessage::new(from, to, Body::new("Hello")?);
//! # #[cfg(feature = "serde")]
//! assert_eq!(
//!     serde_urlencoded::to_string(&message).expect("a form"), // what `.form` does
//!     message.encode(&account, Format::Json).body(),
//! );
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! With the feature `http`, `Request::into_http` gives an `http::Request`, which `reqwest`, `ureq` and `hyper` take whole.
