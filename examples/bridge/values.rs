//! Values and forms.

use serde_json::{Value, json};
use twilio_sms::request::Sender;
use twilio_sms::segments::{Segments, split_segments};
use twilio_sms::{Address, Body, ErrorCode, PhoneNumber, Resource, SmsBody, Status, form};

use super::{Answer, Ask, BridgeError};

pub(crate) fn phone(ask: &Ask) -> Answer {
    Ok(json!(PhoneNumber::normalize(ask.text("text")?)?.as_str()))
}

pub(crate) fn address(ask: &Ask) -> Answer {
    Ok(described(&ask.text("text")?.parse()?))
}

pub(crate) fn sender(ask: &Ask) -> Answer {
    Ok(match ask.text("text")?.parse()? {
        Sender::Address(address) => described(&address),
        service => json!({ "kind": "service", "text": service.as_str() }),
    })
}

fn described(address: &Address) -> Value {
    let kind = match address {
        Address::Phone(_) => "phone",
        Address::ShortCode(_) => "short_code",
        Address::Alphanumeric(_) => "alphanumeric",
        Address::Channel(_) => "channel",
        _ => "other",
    };
    json!({ "kind": kind, "text": address.as_str() })
}

pub(crate) fn later_status(ask: &Ask) -> Answer {
    let (a, b) = (Status::from(ask.text("a")?), Status::from(ask.text("b")?));
    Ok(match (a.supersedes(&b), b.supersedes(&a)) {
        (true, _) => json!("a"),
        (_, true) => json!("b"),
        _ => Value::Null,
    })
}

pub(crate) fn body(ask: &Ask) -> Answer {
    let text = ask.text("text")?;
    match ask.resource()? {
        Resource::SmsMessages => SmsBody::new(text).map(drop)?,
        Resource::Messages => Body::new(text).map(drop)?,
    }
    Ok(json!(true))
}

pub(crate) fn segments(ask: &Ask) -> Answer {
    let text = ask.text("text")?;
    let segments = Segments::of(text);
    let units: Vec<_> = split_segments(text).map(|segment| segment.units).collect();
    Ok(json!({ "encoding": segments.encoding().to_string(), "segments": segments.count(), "units": units }))
}

pub(crate) fn form_decode(ask: &Ask) -> Answer {
    let body = ask.bytes("body_base64")?;
    pairs(&body)
}

/// Returns the pairs of a form, in order.
pub(crate) fn pairs(body: &[u8]) -> Answer {
    let mut all = Vec::new();
    for pair in form::pairs(body)? {
        let (name, value) = pair?;
        all.push(json!([name, value]));
    }
    Ok(json!(all))
}

pub(crate) fn form_encode(ask: &Ask) -> Answer {
    let mut text = String::new();
    let mut writer = form::Writer::new(&mut text);
    let pairs = ask.get("pairs")?.as_array().ok_or_else(|| BridgeError::usage("`pairs` is not an array"))?;
    for pair in pairs {
        match pair.as_array().map(Vec::as_slice) {
            Some([Value::String(name), Value::String(value)]) => writer.pair(name, value),
            _ => return Err(BridgeError::usage("a pair is not an array of two texts")),
        }
    }
    Ok(json!(text))
}

/// What the crate knows about an error code.
pub(crate) fn code(ask: &Ask) -> Answer {
    let number = ask.get("code")?.as_u64().and_then(|number| u32::try_from(number).ok());
    let code = ErrorCode::new(number.ok_or_else(|| BridgeError::usage("`code` is not an error code"))?);
    let mut classes: Vec<_> = code.classes().collect();
    classes.sort_unstable();
    Ok(json!({ "title": code.description(), "classes": classes }))
}

/// Deserializes a value of a public type from JSON, and serializes it again.
#[cfg(feature = "serde")]
pub(crate) fn serde(ask: &Ask) -> Answer {
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use twilio_sms::address::{AlphaSender, ChannelAddress, Recipient, ShortCode};
    use twilio_sms::media::MediaUrl;
    use twilio_sms::request::{CallbackUrl, MessageIntent, SendAt};
    use twilio_sms::{Direction, Price, Sid, Status, Timestamp};

    fn again<T: Serialize + DeserializeOwned>(json: &str) -> Answer {
        let refused = |error| BridgeError::of("Refused", error);
        let value: T = serde_json::from_str(json).map_err(refused)?;
        serde_json::to_string(&value).map(Value::from).map_err(refused)
    }

    let json = ask.text("json")?;
    match ask.text("type")? {
        "Address" => again::<Address>(json),
        "AlphaSender" => again::<AlphaSender>(json),
        "Body" => again::<Body>(json),
        "CallbackUrl" => again::<CallbackUrl>(json),
        "ChannelAddress" => again::<ChannelAddress>(json),
        "Direction" => again::<Direction<'static>>(json),
        "MediaUrl" => again::<MediaUrl>(json),
        "MessageIntent" => again::<MessageIntent<'static>>(json),
        "PhoneNumber" => again::<PhoneNumber>(json),
        "Price" => again::<Price<'static>>(json),
        "Recipient" => again::<Recipient>(json),
        "SendAt" => again::<SendAt>(json),
        "ShortCode" => again::<ShortCode>(json),
        "Sid" => again::<Sid<'static>>(json),
        "SmsBody" => again::<SmsBody>(json),
        "Status" => again::<Status<'static>>(json),
        "Timestamp" => again::<Timestamp<'static>>(json),
        _ => Err(BridgeError::usage("no public type of this name can be deserialized")),
    }
}
