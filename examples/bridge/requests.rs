//! Requests: encoded as a client does, and decoded as a server does.

use serde_json::{Map, Value, json};
use twilio_sms::address::Recipient;
use twilio_sms::request::SendAt;
use twilio_sms::server::{ApiRequest, Operation};
use twilio_sms::{Address, Call as _, Endpoint, Format, Resource, SendMessage, SendSms, Sid, form};

use super::{Answer, Ask, BridgeError};

pub(crate) fn encode_send(ask: &Ask) -> Answer {
    let (resource, format) = (ask.resource()?, ask.format()?);
    let endpoint = Endpoint::new(ask.text("account_sid")?.parse()?).with_format(format);
    let mut params = ask.get("params")?.clone();
    // A client writes this time in UTC, while decoding keeps the text, as a server does.
    if let Some(value) = params.get_mut("SendAt")
        && let Some(at) = value.as_str().and_then(|text| text.parse::<SendAt>().ok())
    {
        *value = json!(at.as_str());
    }
    let params = form_of(&params)?;
    let request = match resource {
        Resource::SmsMessages => {
            let sms = SendSms::decode(params.as_bytes())?;
            check_addresses(&[sms.param("From"), Some(sms.recipient().to_string())])?;
            sms.request(&endpoint)
        }
        Resource::Messages => {
            let message = SendMessage::decode(params.as_bytes())?;
            check_addresses(&[message.param("From"), Some(message.recipient().to_string())])?;
            message.request(&endpoint)
        }
    };
    Ok(json!({
        "method": request.method().as_str(),
        "path": request.target(),
        "content_type": request.content_type(),
        "body": request.body(),
    }))
}

/// Refuses a sender or a recipient that a client cannot build: decoding a request keeps every text, as a server does.
fn check_addresses([from, to]: &[Option<String>; 2]) -> Result<(), BridgeError> {
    if let Some(from) = from {
        from.parse::<Address>()?;
    }
    if let Some(to) = to {
        to.parse::<Recipient>()?;
    }
    Ok(())
}

/// Writes an object of parameters as a form. An array becomes a repeated parameter.
fn form_of(params: &Value) -> Result<String, BridgeError> {
    let params = params.as_object().ok_or_else(|| BridgeError::usage("`params` is not an object"))?;
    let mut text = String::new();
    let mut writer = form::Writer::new(&mut text);
    for (name, value) in params {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            other => std::slice::from_ref(other),
        };
        for value in values {
            let value = value.as_str().ok_or_else(|| BridgeError::usage("a parameter is not a text"))?;
            writer.pair(name, value);
        }
    }
    Ok(text)
}

pub(crate) fn decode(ask: &Ask) -> Answer {
    let (method, target, body) = (ask.text("method")?, ask.text("target")?, ask.bytes("body_base64")?);
    let request = ApiRequest::decode(method, target, None, &body).map_err(|error| match error.cause() {
        Some(cause) => BridgeError::of(cause.kind(), &error),
        None => BridgeError::of("Refused", &error),
    })?;
    let (operation, message) = match request.operation() {
        Operation::SendSms(_) | Operation::SendMessage(_) => ("send", None),
        Operation::List(_) => ("list", None),
        Operation::Fetch(fetch) => ("fetch", Some(fetch.sid())),
        Operation::Update(update) => ("update", Some(update.sid())),
        Operation::Delete(delete) => ("delete", Some(delete.sid())),
        Operation::ListMedia(list) => ("list_media", Some(list.message())),
        Operation::FetchMedia(fetch) => ("fetch_media", Some(fetch.message())),
        Operation::DeleteMedia(delete) => ("delete_media", Some(delete.message())),
        Operation::Feedback(feedback) => ("feedback", Some(feedback.sid())),
        _ => ("other", None),
    };
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let params = if method == "POST" { params(&body)? } else { params(query.as_bytes())? };
    Ok(json!({
        "resource": match request.resource() {
            Resource::SmsMessages => "sms_messages",
            Resource::Messages => "messages",
        },
        "format": match request.format() {
            Format::Json => "json",
            Format::Csv => "csv",
            _ => "xml",
        },
        "account_sid": request.account().as_str(),
        "operation": operation,
        "message_sid": message.map(Sid::as_str),
        "params": params,
    }))
}

/// Reads a form into an object. A repeated parameter becomes an array.
fn params(body: &[u8]) -> Result<Map<String, Value>, BridgeError> {
    let mut params = Map::new();
    for pair in form::pairs(body)? {
        let (name, value) = pair?;
        let value = Value::from(value);
        match params.get_mut(&*name) {
            None => {
                params.insert(name.into_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    Ok(params)
}
