#![no_main]
#[path = "../properties.rs"]
#[allow(dead_code)]
mod properties;

use arbitrary::Arbitrary;
use twilio_sms::response::UnknownField;
use twilio_sms::{Direction, ErrorCode, Message, Price, Sid, Status, Timestamp};

/// The fields of a message, each with an arbitrary text.
#[derive(Arbitrary, Debug)]
struct Fields<'a> {
    sid: &'a str,
    account_sid: Option<&'a str>,
    date_created: Option<&'a str>,
    to: Option<&'a str>,
    from: Option<&'a str>,
    body: Option<&'a str>,
    status: Option<&'a str>,
    direction: Option<&'a str>,
    num_segments: Option<u32>,
    price: Option<&'a str>,
    error_code: Option<u32>,
    error_message: Option<&'a str>,
    media: Option<&'a str>,
    unknown: Vec<(&'a str, &'a str)>,
}

/// Returns a text that is not empty. An empty field decodes as an absent one, except for a body.
fn present(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

libfuzzer_sys::fuzz_target!(|fields: Fields<'_>| {
    let Ok(sid) = Sid::try_from(fields.sid) else { return };
    let mut message = Message::new(sid);
    message.account_sid = fields.account_sid.and_then(|text| Sid::try_from(text).ok());
    message.date_created = present(fields.date_created).map(Timestamp::new);
    message.to = present(fields.to).map(Into::into);
    message.from = present(fields.from).map(Into::into);
    message.body = fields.body.map(Into::into);
    message.status = present(fields.status).map(Status::from);
    message.direction = present(fields.direction).map(Direction::from);
    message.num_segments = fields.num_segments;
    message.price = fields.price.and_then(|text| Price::try_from(text).ok());
    message.error_code = fields.error_code.map(ErrorCode::new);
    message.error_message = present(fields.error_message).map(Into::into);
    message.media = present(fields.media).map(Into::into);
    // Names in lower case that no field has, as decoding returns them.
    message.unknown_fields = fields
        .unknown
        .iter()
        .enumerate()
        .map(|(at, (name, value))| UnknownField { name: format!("z{at}-{name}").into(), value: (*value).into() })
        .collect();
    properties::message_round_trip(&message);
});
