//! Webhooks, their signatures, and TwiML replies.

use serde_json::{Map, Value, json};
use twilio_sms::form;
use twilio_sms::signature::{AuthToken, Incoming, Secret, SharedKey};
use twilio_sms::twiml::{Link, Message, Noun, Redirect, Response, Sms, Text, Verb};
use twilio_sms::webhook::{Event, InboundMessage, Keyword, StatusUpdate};

use super::values::pairs;
use super::{Answer, Ask, BridgeError};

/// Returns the parameters of a webhook. A POST has them in its body, and a GET in its URL.
fn params(ask: &Ask) -> Result<Vec<u8>, BridgeError> {
    if ask.text("method")? == "GET" {
        let url = ask.text("url")?.split('#').next().unwrap_or_default();
        Ok(url.split_once('?').map_or("", |(_, query)| query).as_bytes().to_vec())
    } else {
        ask.bytes("body_base64")
    }
}

pub(crate) fn decode_inbound(ask: &Ask) -> Answer {
    let params = params(ask)?;
    let message = InboundMessage::decode_unverified(&params)?;
    let media: Vec<_> =
        message.media.iter().map(|media| json!({ "url": media.url, "content_type": media.content_type })).collect();
    let mut object = object(&message.encode())?;
    object.retain(|name, _| !name.starts_with("media_url") && !name.starts_with("media_content_type"));
    object.insert("media".to_owned(), json!(media));
    object.insert("message_sid".to_owned(), json!(message.sid().map(|sid| sid.as_str())));
    for name in ["account_sid", "from", "to", "body", "num_media", "num_segments", "messaging_service_sid"] {
        object.entry(name).or_insert(Value::Null);
    }
    Ok(json!({ "message": object, "params": param_pairs(&params, &message.encode())? }))
}

pub(crate) fn decode_status(ask: &Ask) -> Answer {
    let params = params(ask)?;
    let update = StatusUpdate::decode_unverified(&params)?;
    let mut object = object(&update.encode())?;
    object.insert("message_sid".to_owned(), json!(update.sid().map(|sid| sid.as_str())));
    object.insert("message_status".to_owned(), json!(update.status().map(|status| status.as_str())));
    for name in ["account_sid", "from", "to", "error_code", "error_message", "messaging_service_sid"] {
        object.entry(name).or_insert(Value::Null);
    }
    Ok(json!({ "message": object, "params": param_pairs(&params, &update.encode())? }))
}

/// Returns the pairs of a form. JSON has the pairs of the form with the same values.
fn param_pairs(body: &[u8], form: &str) -> Result<Value, BridgeError> {
    pairs(if body.trim_ascii_start().starts_with(b"{") { form.as_bytes() } else { body })
}

pub(crate) fn decode_events(ask: &Ask) -> Answer {
    let batch = ask.bytes("body_base64")?;
    let events = Event::decode_unverified(&batch)?.into_iter().map(|event| {
        // Data that cannot be decoded are an error. They are printed with the values that they came with.
        event.decode_data()?;
        let data = event.data.as_ref().map_or("null", |data| data.as_str());
        let data = match serde_json::from_str(data).unwrap_or_else(|_| json!(data)) {
            Value::Object(data) => data.into_iter().map(|(name, value)| (snake(&name), value)).collect(),
            data => data,
        };
        Ok(json!({ "type": event.event_type, "data": data }))
    });
    events.collect()
}

pub(crate) fn keyword(ask: &Ask) -> Answer {
    let mut message = InboundMessage::new();
    message.body = Some(ask.text("text")?.into());
    message.opt_out_type = ask.maybe("opt_out_type").map(Into::into);
    Ok(json!(message.keyword().map(|keyword| match keyword {
        Keyword::Help => "help",
        Keyword::Start => "start",
        Keyword::Stop => "stop",
    })))
}

/// Reads the form of a webhook into an object, with names in snake case, and counts and codes as numbers.
fn object(text: &str) -> Result<Map<String, Value>, BridgeError> {
    let mut object = Map::new();
    for pair in form::pairs(text.as_bytes())? {
        let (name, value) = pair?;
        let name = snake(&name);
        let number = match name.as_str() {
            "num_media" | "num_segments" | "error_code" => value.parse::<u32>().ok(),
            _ => None,
        };
        object.insert(name, number.map_or_else(|| json!(value), Value::from));
    }
    Ok(object)
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

pub(crate) fn twiml(ask: &Ask) -> Answer {
    let children = ask.get("children")?.as_array().ok_or_else(|| BridgeError::usage("`children` is not an array"))?;
    let verbs: Result<Vec<_>, _> = children.iter().map(verb).collect();
    Ok(json!(Response::new(verbs?)?.encode()))
}

fn verb(child: &Value) -> Result<Verb, BridgeError> {
    let text = child["text"].as_str().unwrap_or_default();
    let attributes = child["attributes"].as_object().into_iter().flatten();
    let attributes = attributes.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
    match child["verb"].as_str() {
        Some("Message") => {
            let mut message = if text.is_empty() { None } else { Some(Message::new(Text::new(text)?)) };
            for child in child["children"].as_array().into_iter().flatten() {
                let text = child["text"].as_str().unwrap_or_default();
                let noun = match child["verb"].as_str() {
                    Some("Body") => Noun::Body(Text::new(text)?),
                    Some("Media") => Noun::Media(Link::new(text)?),
                    _ => return Err(BridgeError::usage("expected `Body` or `Media` as a child of `Message`")),
                };
                message = Some(match (message, noun) {
                    (None, noun) => Message::of(noun),
                    (Some(message), Noun::Body(text)) => message.body(text)?,
                    (Some(message), Noun::Media(link)) => message.media(link)?,
                    (Some(message), _) => message,
                });
            }
            let mut message = message.ok_or_else(|| BridgeError::usage("the `Message` is empty"))?;
            for (name, value) in attributes {
                message = match name {
                    "to" => message.to(value.parse()?),
                    "from" => message.from(value.parse()?),
                    "action" => message.action(Link::new(value)?),
                    "method" => message.method(value.parse()?),
                    "statusCallback" => message.status_callback(Link::new(value)?),
                    _ => return Err(BridgeError::usage("unknown attribute")),
                };
            }
            Ok(message.into())
        }
        Some("Sms") => {
            let mut sms = Sms::new(Text::new(text)?)?;
            for (name, value) in attributes {
                sms = match name {
                    "to" => sms.to(value.parse()?),
                    "from" => sms.from(value.parse()?),
                    "action" => sms.action(Link::new(value)?),
                    "method" => sms.method(value.parse()?),
                    "statusCallback" => sms.status_callback(Link::new(value)?),
                    _ => return Err(BridgeError::usage("unknown attribute")),
                };
            }
            Ok(sms.into())
        }
        Some("Redirect") => {
            let mut redirect = Redirect::new(Link::new(text)?);
            for (name, value) in attributes {
                redirect = match name {
                    "method" => redirect.method(value.parse()?),
                    _ => return Err(BridgeError::usage("unknown attribute")),
                };
            }
            Ok(redirect.into())
        }
        _ => Err(BridgeError::usage("expected `Message`, `Sms` or `Redirect` as a verb")),
    }
}

/// The request whose signature is verified or made.
struct Request<'a> {
    ask: &'a Ask,
    body: Vec<u8>,
}

impl<'a> Request<'a> {
    fn of(ask: &'a Ask) -> Result<Self, BridgeError> {
        Ok(Self { ask, body: ask.bytes("body_base64")? })
    }

    fn incoming<'r>(&'r self, signature: Option<&'r str>) -> Result<Incoming<'r, 'r>, BridgeError> {
        Ok(Incoming {
            method: self.ask.text("method")?,
            url: self.ask.text("url")?,
            content_type: self.ask.maybe("content_type"),
            signature,
            settings: self.ask.maybe("settings"),
            body: &self.body,
        })
    }
}

pub(crate) fn verify(ask: &Ask) -> Answer {
    let request = Request::of(ask)?;
    let token = ask.text("token")?;
    // The token can be of either kind. The settings name the algorithm, and each secret accepts only its own.
    let secrets = [AuthToken::new(token)?.into(), SharedKey::new(token)?.into()];
    Ok(match request.incoming(ask.maybe("signature"))?.verify(&secrets) {
        Ok(_) => json!({ "valid": true }),
        Err(error) => json!({ "valid": false, "reason": error.to_string() }),
    })
}

pub(crate) fn sign(ask: &Ask) -> Answer {
    let request = Request::of(ask)?;
    let token = ask.text("token")?;
    let settings = ask.maybe("settings").unwrap_or_default().split(',').filter_map(|pair| pair.split_once('='));
    let mut algorithms = settings.filter(|(name, _)| name.trim() == "algorithm").map(|(_, value)| value.trim());
    let secret: Secret = match algorithms.find(|value| !value.is_empty()) {
        None => AuthToken::new(token)?.into(),
        Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => AuthToken::new(token)?.into(),
        Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => SharedKey::new(token)?.into(),
        Some(_) => return Err(BridgeError::usage("unknown algorithm")),
    };
    let signature = request.incoming(None)?.sign(&secret);
    Ok(json!(signature.map_err(|error| BridgeError::of(&error, &error))?))
}
