//! Twilio's SMS API as a pure codec.

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
pub use webhook::status::StatusUpdate;
pub use wire::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT, MAX_FORM, MAX_ITEMS, MAX_PAIRS};

/// Forms, pair by pair, for those who need more than the documents: a parameter of their own, a signature elsewhere.
pub mod form {
    pub use crate::wire::form::{Pairs, Writer, pairs};
}

pub use webhook::twiml;
