//! A pure codec for Twilio's SMS API: it turns typed values into bytes, and bytes into typed values.
//!
//! The crate opens no socket, reads no clock, needs no async runtime and contains no unsafe code. Use it with any HTTP
//! client to send messages and to understand the answers, and with any HTTP server to receive messages and status
//! callbacks. Every document can be encoded as well as decoded, so you can also use it in tests and in emulators.
//!
//! # Send a message
//!
//! ```
//! use twilio_sms::{Body, Call, Credentials, Endpoint, Outcome, PhoneNumber, SendMessage, Sid};
//!
//! // A value is checked once, when it is parsed.
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let credentials = Credentials::new(account.clone(), "your auth token")?;
//! let from = PhoneNumber::normalize("(415) 555-0100")?;
//! let to = PhoneNumber::normalize("+14155550199")?;
//!
//! // `build` refuses what Twilio always refuses, such as a message to its own
//! // sender. So encoding cannot fail.
//! let message = SendMessage::to(to)
//!     .from(from)
//!     .body(Body::new("Hello")?)
//!     .status_callback("https://example.com/status".parse()?)
//!     .build()?;
//! let request = message.request(&Endpoint::new(account));
//!
//! // Pass method, URL, headers and body to the HTTP client of your choice.
//! # struct Client;
//! # impl Client {
//! #     fn send(&self, _: &str, _: &str, _: &[(&str, &str)], _: &str) -> (u16, Vec<u8>) {
//! #         (201, br#"{"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued"}"#.to_vec())
//! #     }
//! # }
//! # let client = Client;
//! let (status, bytes) = client.send(
//!     request.method().as_str(),
//!     &format!("https://api.twilio.com{}", request.target()),
//!     &[
//!         ("Authorization", &credentials.authorization()),
//!         ("Content-Type", request.content_type().unwrap_or_default()),
//!     ],
//!     request.body(),
//! );
//!
//! // There are three outcomes, because an answer that cannot be read does not
//! // mean that nothing was sent.
//! match SendMessage::answer(status, &bytes) {
//!     Outcome::Done(message) => println!("sent as {}", message.sid),
//!     Outcome::Rejected(rejection) => eprintln!("{rejection}"),
//!     Outcome::Unknown(unknown) => eprintln!("maybe sent: {unknown}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Turn redirects off in the HTTP client that sends. A client that follows the redirect of a POST asks for the list of
//! messages, and that answer does not tell whether the message was sent: see [`cookbook::retry`].
//!
//! # Receive a message
//!
#![cfg_attr(feature = "signature", doc = "```")]
#![cfg_attr(not(feature = "signature"), doc = "```ignore")]
//! use twilio_sms::signature::{AuthToken, WebhookVerifier};
//! use twilio_sms::twiml;
//!
//! // Created once, from the origin of the URL that you gave Twilio, and the auth token.
//! let verifier = WebhookVerifier::new("https://example.com", [AuthToken::new("12345")?.into()])?;
//!
//! // The request as your server received it. The headers can be the header map of any HTTP library.
//! let headers = [
//!     ("Content-Type", "application/x-www-form-urlencoded"),
//!     ("X-Twilio-Signature", "+I60BqAEROk/DSBB3pogGNcTlVI="),
//! ];
//! let body = b"MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B14159352345&Body=I+love+you+too+%3C3";
//!
//! // Only a verified request can be decoded here.
//! let verified = verifier.verify("POST", "/sms", headers, body)?;
//! let message = verified.inbound()?;
//!
//! // The reply quotes the text, which is escaped, and cut if it is too long. Its content type is `twiml::CONTENT_TYPE`.
//! let said = format!("You said: {}", message.body.as_deref().unwrap_or_default());
//! let quote = twiml::Text::from_lossy(&said, twiml::Text::MAX_CHARS).map(|quote| twiml::Message::new(quote.text));
//! println!("{}", twiml::Response::new(quote)?.encode());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to find things
//!
//! Values are *parsed*; documents are *encoded* and *decoded*. Requests have private fields and are checked when they
//! are built. Replies and webhooks have public fields that borrow from the bytes. Of these fields, only a SID is
//! required.
//!
//! | task | items |
//! |---|---|
//! | send a message | [`SendMessage`], or [`SendSms`] on the older `SMS/Messages`; [`Resource`] lists the differences |
//! | address a server | [`Endpoint`], [`Credentials`], [`Request`] |
//! | list, fetch, change or delete messages | [`request`] |
//! | understand the answer | [`Message`], [`Page`], [`Outcome`], [`Rejection`], [`Unknown`], [`ErrorCode`] |
//! | do any call with one function of your program | [`Call`] |
//! | decide whether to send again | [`Outcome::resend`], [`Resend`], [`response::retry_after`] |
#![cfg_attr(feature = "signature", doc = "| verify that Twilio sent a webhook | [`signature`] |")]
//! | receive messages, status callbacks and events | [`webhook`] |
//! | reply to a message | [`twiml`] |
//! | work with media and feedback | [`media`] |
//! | parse values | [`PhoneNumber`], [`Address`], [`Body`], [`SmsBody`], [`Sid`], [`Timestamp`], [`Price`], [`mod@address`] |
//! | count segments and find a cheaper spelling | [`segments`] |
//! | read or write a form of your own | [`form`] |
//! | decode without allocating | [`Message::decode_in`], [`webhook::StatusUpdate::decode_unverified_in`] |
//! | write a server that speaks Twilio's API | [`server`] |
//! | look up the limits on what is decoded | [`limits`] |
//!
//! The [`cookbook`] has a page with a program for each task, and pages about moving to this crate from others.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `signature` | yes | verifying and signing webhooks |
//! | `serde` | | both ways, into owned values: requests and webhooks in the form's spelling, replies in Twilio's own JSON, values as texts |
//! | `http` | | conversions of requests, replies and webhooks to and from the types of the `http` crate |
//! | `csv` | | lists in CSV |
//! | `phonenumber` | | whether a phone number is valid, its region and its line type; takes a minute to build |
//! | `arbitrary` | | values and documents from the bytes of a fuzzer, for fuzzing your own handlers |
//!
//! Features only add items, except that with `csv` a list can be written in CSV, which is an error without it. XML and JSON
//! are always available.
//!
//! # Limits of the crate
//!
//! The crate opens no connection, follows no redirect and repeats no request, but it tells you whether you may repeat
//! one. It covers messages only: it has no calls, conversations or accounts. It does not know whether a phone number is
//! in use.

#![cfg_attr(docsrs, feature(doc_cfg))]
// The library reads no clock (`clippy.toml` lists the functions that do) and prints nothing. Programs and benches may.
#![deny(clippy::disallowed_methods)]
#![deny(clippy::dbg_macro, clippy::print_stderr, clippy::print_stdout)]

#[cfg(doc)]
pub mod cookbook;

pub mod call;
mod error;
mod integrations;
pub mod request;
pub mod response;
mod schema;
pub mod segments;
pub mod server;
pub mod twiml;
mod value;
pub mod webhook;
mod wire;

#[doc(inline)]
pub use call::Call;
pub use error::{DecodeError, DecodeErrorKind, EncodeError, LengthUnit, ParseError, ParseErrorKind, RequestError};
pub use request::credentials::Credentials;
pub use request::endpoint::{Endpoint, Request};
pub use request::send_message::SendMessage;
pub use request::send_sms::SendSms;
pub use response::message::Message;
pub use response::outcome::{Failure, Outcome, Unknown};
pub use response::page::Page;
pub use response::rejection::Rejection;
pub use response::retry::Resend;
pub use value::address::Address;
pub use value::body::{Body, SmsBody};
pub use value::code::ErrorCode;
pub use value::phone::PhoneNumber;
pub use value::price::Price;
pub use value::resource::{Format, Resource};
pub use value::sid::{Sid, SidKind};
pub use value::status::{Direction, Status};
pub use value::timestamp::Timestamp;

/// The kinds of addresses other than phone numbers, and what the numbering plans say about a phone number.
pub mod address {
    pub use crate::value::address::{AlphaSender, ChannelAddress, OtherAddress, Recipient, ShortCode};
    #[cfg(feature = "phonenumber")]
    pub use crate::value::number_info::{LineType, NumberInfo};
}

/// Forms (`application/x-www-form-urlencoded`), read and written pair by pair.
///
/// Requests and webhooks read and write forms by themselves. This module is for parameters of your own and for
/// signatures that you compute elsewhere.
pub mod form {
    pub use crate::wire::form::{Pairs, Writer, pairs};
}

/// The limits on what is decoded. A document that exceeds one of them is refused with [`DecodeErrorKind::Limit`].
pub mod limits {
    pub use crate::wire::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT, MAX_FORM, MAX_ITEMS, MAX_PAIRS, MAX_UNKNOWN};
}

/// The subresources of a message: its media, and the feedback about it.
pub mod media {
    pub use crate::request::message::{DeleteMedia, FetchMedia, ListMedia, SendFeedback};
    pub use crate::response::media::{Feedback, Media};
    pub use crate::response::page::MediaPage;
    pub use crate::value::enums::FeedbackOutcome;
    pub use crate::value::url::MediaUrl;
}

/// Verifying and making the signatures of webhooks. Feature `signature`.
#[cfg(feature = "signature")]
pub mod signature {
    pub use crate::webhook::signature::{
        AuthToken, Incoming, PortForm, PublicUrl, Secret, SharedKey, SignatureError, SignedRequest, UrlForm, Verified,
        WebhookVerifier,
    };
}

/// The README's programs are tests.
#[cfg(all(doctest, feature = "signature"))]
#[doc = include_str!("../README.md")]
mod readme {}
