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
//! use twilio_sms::{AuthToken, Incoming, twiml};
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
// The library reads no clock (`clippy.toml` lists the functions that do) and prints nothing. Programs and benches may.
#![deny(clippy::disallowed_methods)]
#![deny(clippy::dbg_macro, clippy::print_stderr, clippy::print_stdout)]

#[cfg(doc)]
pub mod cookbook;

mod convert;
mod error;
mod request;
mod response;
mod server;
mod table;
mod value;
mod webhook;
mod wire;

pub use error::{DecodeError, DecodeErrorKind, EncodeError, ParseError, ParseErrorKind};
pub use request::Request;
pub use request::content::{Content, ContentVariables, Template};
pub use request::credentials::Credentials;
pub use request::endpoint::Endpoint;
pub use request::list::{DateFilter, ListMessages, NextPage};
pub use request::media::{DeleteMedia, FetchMedia, ListMedia};
pub use request::one::{DeleteMessage, FetchMessage, SendFeedback, UpdateMessage};
pub use request::send_message::SendMessage;
pub use request::send_sms::SendSms;
pub use request::sender::{Sender, Service};
pub use response::answer::Answer;
pub use response::encode::Reply;
pub use response::message::Message;
pub use response::outcome::{Failure, Outcome, Unknown};
pub use response::page::{Page, Paging};
pub use response::rejection::Rejection;
pub use response::resources::{Deleted, Feedback, Media, MediaPage};
pub use response::retry::{Resend, retry_after};
pub use server::error::ApiError;
pub use server::{ApiRequest, Operation};
pub use table::{Extra, Reading};
pub use value::address::{Address, AlphaSender, ChannelAddress, OtherAddress, ShortCode};
pub use value::body::{Body, SmsBody};
pub use value::choice::{
    AddressRetention, ContentRetention, FeedbackOutcome, RiskCheck, ScheduleType, TrafficType, UpdateStatus,
};
pub use value::code::ErrorCode;
pub use value::number::{Attempt, PageNumber, PageSize, ValidityPeriod};
pub use value::phone::PhoneNumber;
#[cfg(feature = "phonenumber")]
pub use value::plan::{LineType, Plan};
pub use value::price::Price;
pub use value::raw::RawJson;
pub use value::resource::{Format, Method, Resource};
pub use value::segments::{Encoding, Segment, Segments, SplitSegments, split_segments};
pub use value::sid::{Sid, SidKind};
pub use value::smart::{Culprit, Culprits, Replacement, SmartEncoded, SmartOptions, culprits, smart_encode};
pub use value::status::{Direction, Status};
pub use value::timestamp::{SendAt, Timestamp};
pub use value::url::{CallbackUrl, MediaUrl};
pub use webhook::callback::Callback;
pub use webhook::inbound::InboundMessage;
pub use webhook::media::InboundMedia;
#[cfg(feature = "signature")]
pub use webhook::signature::{
    Incoming,
    candidates::{PortForm, UrlForm},
    public_url::PublicUrl,
    refusal::Refusal,
    secret::{AuthToken, Secret, SharedKey},
    verified::Verified,
};
pub use webhook::status::StatusUpdate;
pub use wire::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT, MAX_FORM, MAX_ITEMS, MAX_PAIRS, MAX_UNKNOWN};

/// Forms, pair by pair, for those who need more than the documents: a parameter of their own, a signature elsewhere.
pub mod form {
    pub use crate::wire::form::{Pairs, Writer, pairs};
}

pub use webhook::twiml;

/// The README's programs are tests.
#[cfg(all(doctest, feature = "signature"))]
#[doc = include_str!("../README.md")]
mod readme {}
