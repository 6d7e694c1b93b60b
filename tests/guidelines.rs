//! What the Rust API Guidelines ask of every public type.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use twilio_sms::address::*;
use twilio_sms::media::*;
use twilio_sms::request::*;
use twilio_sms::server::*;
use twilio_sms::webhook::*;
use twilio_sms::*;

fn good<T: Clone + Debug + Send + Sync + Unpin + 'static>() {}

fn text<T: FromStr<Err: Error + Send + Sync + 'static> + Display + AsRef<str>>() {}

fn error<T: Error + Send + Sync + 'static>() {}

#[test]
fn types_are_common_and_cross_threads() {
    good::<Address>();
    good::<ApiError>();
    good::<Credentials>();
    good::<DeleteMessage>();
    good::<Endpoint<'static>>();
    good::<ErrorCode>();
    good::<Failure>();
    good::<ListMessages>();
    good::<Message<'static>>();
    good::<Outcome<'static, Message<'static>>>();
    good::<Page<'static>>();
    good::<PhoneNumber>();
    good::<Rejection<'static>>();
    good::<Reply>();
    good::<Request>();
    good::<SendMessage>();
    good::<SendSms>();
    good::<StatusUpdate<'static>>();
    good::<UpdateMessage>();
}

#[test]
fn texts_are_parsed_displayed_and_lent() {
    text::<Address>();
    text::<AlphaSender>();
    text::<Body>();
    text::<CallbackUrl>();
    text::<ContentVariables>();
    text::<DateFilter>();
    text::<MediaUrl>();
    text::<PhoneNumber>();
    text::<SendAt>();
    text::<ShortCode>();
    text::<Sid<'static>>();
    text::<SmsBody>();
    text::<twiml::Link>();
    text::<twiml::Text>();
}

#[test]
fn errors_go_wherever_errors_go() {
    error::<ApiError>();
    error::<DecodeError>();
    error::<EncodeError>();
    error::<Failure>();
    error::<ParseError>();
    error::<Rejection<'static>>();
    error::<Unknown<'static>>();
}
