//! Checks that the public types follow the Rust API Guidelines.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use twilio_sms::address::*;
use twilio_sms::media::*;
use twilio_sms::request::*;
use twilio_sms::server::*;
use twilio_sms::webhook::*;
use twilio_sms::*;

fn common<T: Clone + Debug + Send + Sync + Unpin + 'static>() {}

fn text<T: FromStr<Err: Error + Send + Sync + 'static> + Display + AsRef<str>>() {}

fn error<T: Error + Send + Sync + 'static>() {}

#[test]
fn types_implement_the_common_traits_and_can_be_sent_to_other_threads() {
    common::<Address>();
    common::<ApiError>();
    common::<Credentials>();
    common::<DeleteMessage>();
    common::<Endpoint<'static>>();
    common::<ErrorCode>();
    common::<Failure>();
    common::<ListMessages>();
    common::<Message<'static>>();
    common::<Outcome<'static, Message<'static>>>();
    common::<Page<'static>>();
    common::<PhoneNumber>();
    common::<Rejection<'static>>();
    common::<Reply>();
    common::<Request>();
    common::<SendMessage>();
    common::<SendSms>();
    common::<StatusUpdate<'static>>();
    common::<UpdateMessage>();
}

#[test]
fn text_types_can_be_parsed_displayed_and_borrowed() {
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
fn errors_can_be_sent_to_other_threads_and_boxed() {
    error::<ApiError>();
    error::<DecodeError>();
    error::<EncodeError>();
    error::<Failure>();
    error::<ParseError>();
    error::<Rejection<'static>>();
    error::<Unknown<'static>>();
}
