//! Send again without sending twice.
//!
//! A request that sends is not idempotent: sent twice, it is two messages and two charges. So ask the outcome whether the
//! request may be sent again. [`Resend`](crate::Resend) has four answers:
//!
//! | answer | what happened | what to do |
//! |---|---|---|
//! | `Safe` | the request was not processed | send it again after the time in `Retry-After`, or with a wait that doubles |
//! | `Later` | it was refused for now, and nothing was done | keep it, and send it in some minutes or on the next day |
//! | `Pointless` | it was refused | correct it; [`Rejection::advice`](crate::Rejection::advice) says how |
//! | `Unknown` | the message may have been sent | look for it before you send it again |
//!
//! This function does any call again as long as that is safe and the server asks for a short wait. It needs an HTTP client
//! and a clock, which you bring.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//!
//! use twilio_sms::response::retry_after;
//! use twilio_sms::{Body, Call, Endpoint, Failure, PhoneNumber, Resend, SendMessage};
//!
//! /// The status, the header `Retry-After` and the body of an answer, or `None` if no answer came.
//! type Answer = Option<(u16, Option<&'static str>, &'static str)>;
//!
//! /// Does a call, and does it again as long as that is safe.
//! fn call<C: Call>(
//!     call: &C,
//!     endpoint: &Endpoint,
//!     mut http: impl FnMut(twilio_sms::Request) -> Answer,
//!     mut sleep: impl FnMut(Duration),
//!     now: impl Fn() -> SystemTime, // for a `Retry-After` that is a date
//! ) -> Result<C::Answer<'static>, Failure> {
//!     let mut backoff = Duration::from_secs(1);
//!     loop {
//!         let (outcome, header) = match http(call.request(endpoint)) {
//!             Some((status, header, body)) => (C::answer_owned(status, body.as_bytes()), header),
//!             None => (C::no_answer(), None),
//!         };
//!         let wait = header.and_then(|value| retry_after(value, now())).unwrap_or(backoff);
//!         match outcome.resend() {
//!             Some(Resend::Safe) if backoff.as_secs() <= 16 && wait.as_secs() <= 60 => sleep(wait),
//!             _ => return outcome.into_result(),
//!         }
//!         backoff *= 2;
//!     }
//! }
//!
//! let endpoint = Endpoint::new("AC1".parse()?);
//! let (from, to) = (PhoneNumber::normalize("+14155550100")?, PhoneNumber::normalize("+14155550199")?);
//! let message = SendMessage::to(to).from(from).body(Body::new("Hello")?).build()?;
//!
//! // A server that answers with these, one after the other. The result, and the seconds that were waited for it:
//! let run = |answers: &[(u16, Option<&'static str>, &'static str)]| {
//!     let (mut answers, mut waits) = (answers.iter().copied(), Vec::new());
//!     let now = || SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770);
//!     let http = |_| Some(answers.next().expect("an answer"));
//!     let result = call(&message, &endpoint, http, |wait| waits.push(wait.as_secs()), now);
//!     assert_eq!(answers.next(), None, "the request was not sent often enough");
//!     (result.map(|message| message.sid.to_string()).map_err(|failure| failure.resend()), waits)
//! };
//! let busy = r#"{"code": 20429, "message": "Too Many Requests", "status": 429}"#;
//! let sent = r#"{"sid": "SM1", "status": "queued"}"#;
//!
//! // The server was busy three times. The header decides where there is one.
//! let answers = [(429, None, busy), (429, Some("7"), busy), (425, None, ""), (201, None, sent)];
//! assert_eq!(run(&answers), (Ok("SM1".to_owned()), vec![1, 7, 4]));
//! let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
//! assert_eq!(run(&[(429, date, busy), (201, None, sent)]), (Ok("SM1".to_owned()), vec![7]));
//!
//! // It stayed busy, or asked for more than a minute.
//! assert_eq!(run(&[(429, None, busy); 6]), (Err(Resend::Safe), vec![1, 2, 4, 8, 16]));
//! assert_eq!(run(&[(429, Some("86400"), busy)]), (Err(Resend::Safe), vec![]));
//!
//! // The account has reached its limit for the day, which no short wait will change.
//! let limit = r#"{"code": 63038, "message": "Account exceeded the daily messages limit", "status": 429}"#;
//! assert_eq!(run(&[(429, None, limit)]), (Err(Resend::Later), vec![]));
//!
//! // The recipient does not exist.
//! let wrong = r#"{"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}"#;
//! assert_eq!(run(&[(400, None, wrong)]), (Err(Resend::Pointless), vec![]));
//!
//! // The message may have been sent: a failure of the server, a redirect after a POST, an answer that was cut off.
//! for answer in [(503, Some("1"), ""), (303, None, ""), (201, None, r#"{"sid": "SM1", "status": "que"#)] {
//!     assert_eq!(run(&[answer]), (Err(Resend::Unknown), vec![]));
//! }
//! // No answer came.
//! assert_eq!(call(&message, &endpoint, |_| None, |_| {}, SystemTime::now).unwrap_err().resend(), Resend::Unknown);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # When it is unknown
//!
//! After a 5xx, after an answer that was cut off or cannot be read, and after no answer at all, the message may have been
//! sent.
//!
//! - If the [`Unknown`](crate::Unknown) has a SID, the message exists: fetch it.
//! - Otherwise list the newest messages to the same number, and search those that were created since you began for the
//!   text. A filter by date would leave out a message that waits to be sent, because it has no `DateSent` yet.
//!
//! The program `retry` in `examples/programs` of the repository does this.
//!
//! ```
//! use twilio_sms::request::{FetchMessage, ListMessages};
//! use twilio_sms::{Call, Endpoint, Outcome, SendMessage};
//!
//! let endpoint = Endpoint::new("AC1".parse()?);
//! let cut_off = br#"{"sid": "SM0123", "status": "que"#;
//! let look = match SendMessage::answer(201, cut_off) {
//!     Outcome::Unknown(unknown) => match unknown.sid {
//!         Some(sid) => FetchMessage::new(sid.into_owned()).request(&endpoint),
//!         None => ListMessages::new().to("+14155550199".parse()?).request(&endpoint),
//!     },
//!     _ => unreachable!(),
//! };
//! assert_eq!(look.target(), "/2010-04-01/Accounts/AC1/Messages/SM0123.json");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Fetches, lists, updates and deletes
//!
//! These requests may always be repeated, so an outcome that would be `Unknown` after a send is `Safe`. The methods of
//! [`Call`](crate::Call) know the request. [`Message::decode`](crate::Message::decode) takes every answer for that of a
//! send, so after a fetch or an update the program has to say that it was none.
//!
//! ```
//! use twilio_sms::request::FetchMessage;
//! use twilio_sms::{Call, Message, Resend};
//!
//! assert_eq!(FetchMessage::answer(503, b"").resend(), Some(Resend::Safe));
//! assert_eq!(FetchMessage::no_answer().resend(), Some(Resend::Safe));
//! assert_eq!(Message::decode(503, b"").idempotent().resend(), Some(Resend::Safe));
//! ```
//!
//! # Redirects
//!
//! Turn redirects off in the HTTP client that sends. After a 301, 302 or 303, most clients repeat the POST as a GET of the
//! new URL. The answer is then a list of messages with status 200, and nothing in it tells what became of the send. With
//! redirects off, the crate sees the 3xx itself and knows what it means.
//!
//! - `ureq`: `ureq::Agent::config_builder().max_redirects(0)`
//! - `reqwest`: `reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())`
//! - `hyper` follows no redirects.
