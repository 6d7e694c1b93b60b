//! Twilio's SMS API as a pure codec: typed values in, bytes out; bytes in, typed values out.
//!
//! There is no socket, clock, async runtime or unsafe code in this crate. It goes into any HTTP client, to send a message
//! and to understand the answer; into any HTTP server, to receive messages and status callbacks; and into test suites and
//! emulators, since every document goes both ways.
//!
//! # Send a message
//!
//! ```
//! use twilio_sms::{Body, Credentials, Format, Message, Outcome, PhoneNumber, SendMessage, Sid};
//!
//! // Values are parsed once and valid for ever.
//! let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse()?;
//! let credentials = Credentials::new(account.clone(), "your auth token")?;
//! let from = PhoneNumber::normalize("(415) 555-0100")?;
//! let to = PhoneNumber::normalize("+14155550199")?;
//!
//! // The request cannot be wrong, so encoding it cannot fail.
//! let message = SendMessage::new(from, to, Body::new("Hello")?)
//!     .status_callback("https://example.com/status".parse()?);
//! let request = message.encode(&account, Format::Json);
//!
//! // Whichever HTTP client you have: method, URL, headers, body.
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
//! // Three outcomes, not two: an answer that cannot be read does not mean that nothing was sent.
//! match Message::decode(status, &bytes) {
//!     Outcome::Done(message) => println!("sent as {}", message.sid),
//!     Outcome::Rejected(rejection) => eprintln!("{rejection}"),
//!     Outcome::Unknown(unknown) => eprintln!("maybe sent: {unknown}"),
//! }
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```
//!
//! # Receive a message
//!
#![cfg_attr(feature = "signature", doc = "```")]
#![cfg_attr(not(feature = "signature"), doc = "```ignore")]
//! use twilio_sms::signature::{AuthToken, Incoming};
//! use twilio_sms::twiml;
//!
//! // From your server: the request as it came, and the URL that you gave Twilio.
//! let request = Incoming {
//!     method: "POST",
//!     url: "https://example.com/sms",
//!     content_type: Some("application/x-www-form-urlencoded"),
//!     signature: Some("+I60BqAEROk/DSBB3pogGNcTlVI="), // the header X-Twilio-Signature
//!     settings: None, // the header X-Twilio-Webhooks-Signature-Settings, if there is one
//!     body: b"MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B14159352345&Body=I+love+you+too+%3C3",
//! };
//!
//! // Nothing is decoded that is not verified.
//! let proof = request.verify(&[AuthToken::new("12345")?.into()])?;
//! let message = proof.inbound()?;
//!
//! // What somebody wrote stays text in the reply. Answer with it, as `twiml::CONTENT_TYPE`.
//! let echo = twiml::Text::new(format!("You said: {}", message.body.as_deref().unwrap_or_default()))?;
//! println!("{}", twiml::Response::new([twiml::Message::new(echo)])?.encode());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The map
//!
//! Three verbs: *parse* a value, *encode* a document, *decode* a document. What you say is closed: private fields, refused
//! when it is built. What Twilio says is open: public fields, borrowed from the bytes, of which only a SID is required.
//!
//! | you want to | look at |
//! |---|---|
//! | send | [`SendMessage`]; [`SendSms`] for the `SMS/Messages` of old; [`Resource`] says what differs |
//! | say where and as whom | [`Endpoint`], [`Credentials`], [`Format`] |
//! | list, read, change, delete | [`ListMessages`], [`FetchMessage`], [`UpdateMessage`], [`DeleteMessage`], [`ListMedia`] |
//! | understand the answer | [`Message`], [`Page`], [`Deleted`]; each decodes to an [`Outcome`] |
//! | know why not | [`Rejection`], [`ErrorCode`], [`Unknown`] |
//! | know whether to send again | [`Outcome::resend`], [`Resend`], [`retry_after`] |
#![cfg_attr(feature = "signature", doc = "| prove that Twilio sent it | [`Incoming`], [`PublicUrl`], [`Verified`] |")]
//! | receive messages and callbacks | [`InboundMessage`], [`StatusUpdate`], [`Callback`] |
//! | reply to a message | [`twiml`] |
//! | get values right | [`PhoneNumber`], [`Address`], [`Body`], [`SmsBody`], [`Sid`], [`Timestamp`], [`Price`] |
//! | know what a text costs | [`Segments`], [`split_segments`], [`smart_encode`] |
//! | read or write a form of your own | [`form`] |
//! | allocate nothing | [`Message::decode_in`], [`StatusUpdate::decode_unverified_in`], [`SendSms::encode_into`] |
//! | be the server | [`ApiRequest`], [`Operation`], [`Reply`], [`ApiError`] |
//!
//! The [`cookbook`] has a page for each task, from sending to moving here from another crate.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `signature` | yes | verifying and signing webhooks |
//! | `serde` | | requests and webhooks in the form's spelling, replies in Twilio's own JSON |
//! | `http` | | requests, replies and webhooks from and to the types of the `http` crate |
//! | `csv` | | lists in CSV |
//! | `phonenumber` | | facts about a finished number: valid? region? line type? Takes a minute to build |
//!
//! They only add. XML and JSON are always there.
//!
//! # What it is not
//!
//! No HTTP client: it opens no connection, follows no redirect and retries nothing, but says whether you may. No
//! library for the whole of Twilio: no calls, no conversations, no accounts. No judge of whether a number exists.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(doc)]
pub mod cookbook;

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

pub use error::{DecodeError, DecodeErrorKind, EncodeError, LengthUnit, ParseError, ParseErrorKind};
pub use request::credentials::Credentials;
pub use request::endpoint::{Endpoint, Request};
pub use request::send_message::SendMessage;
pub use request::send_sms::SendSms;
pub use response::message::Message;
pub use response::outcome::{Failure, Outcome, Unknown};
pub use response::page::Page;
pub use response::rejection::Rejection;
pub use response::retry::{Resend, retry_after};
pub use value::address::Address;
pub use value::body::{Body, SmsBody};
pub use value::code::ErrorCode;
pub use value::phone::PhoneNumber;
pub use value::price::Price;
pub use value::resource::{Format, Resource};
pub use value::sid::{Sid, SidKind};
pub use value::status::{Direction, Status};
pub use value::timestamp::Timestamp;

/// The kinds of addresses that are no phone numbers, and what the numbering plans say about those that are.
pub mod address {
    pub use crate::value::address::{AlphaSender, ChannelAddress, OtherAddress, ShortCode};
    #[cfg(feature = "phonenumber")]
    pub use crate::value::number_info::{LineType, NumberInfo};
}

/// Forms (`application/x-www-form-urlencoded`), read and written pair by pair.
///
/// Requests and webhooks read and write forms by themselves. This module is for parameters of your own and for signatures
/// that you compute elsewhere.
pub mod form {
    pub use crate::wire::form::{Pairs, Writer, pairs};
}

/// The limits on what is decoded. A document beyond one of them is refused with
/// [`DecodeErrorKind::Limit`](crate::DecodeErrorKind::Limit).
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
        AuthToken, Incoming, PortForm, PublicUrl, Secret, SharedKey, SignatureError, UrlForm, Verified,
    };
}

/// The README's programs are tests.
#[cfg(all(doctest, feature = "signature"))]
#[doc = include_str!("../README.md")]
mod readme {}
