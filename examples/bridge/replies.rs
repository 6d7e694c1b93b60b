//! Replies: decoded as a client does, and encoded as a server does.

use serde_json::{Value, json};
use twilio_sms::response::Deleted;
use twilio_sms::server::Reply;
use twilio_sms::{DecodeError, DecodeErrorKind, Format, Message, Outcome, Page, Rejection, Resend, Resource};

use super::{Answer, Ask, BridgeError};

fn status(ask: &Ask) -> Result<u16, BridgeError> {
    let status = ask.get("status")?.as_u64().and_then(|status| u16::try_from(status).ok());
    status.ok_or_else(|| BridgeError::usage("`status` is not an HTTP status"))
}

pub(crate) fn decode(ask: &Ask) -> Answer {
    let status = status(ask)?;
    let body = ask.bytes("body_base64")?;
    if !(200..300).contains(&status) {
        let rejection = Rejection::decode(status, &body);
        let recovered = rejection.notes.recovered;
        let mut rejection = value(rejection.encode(Format::Json)?.body(), &[])?;
        if let Some(rejection) = rejection.as_object_mut() {
            for name in ["code", "message", "more_info"] {
                // A field that is absent in the rejection is `null` here.
                rejection.entry(name).or_insert(Value::Null);
            }
        }
        return Ok(json!({ "kind": "rejection", "rejection": rejection, "recovered": recovered }));
    }
    let (recovered, kind, reply) = message_or_page(status, &body)?;
    let answer = value(reply.body(), &["num_segments", "num_media"])?;
    Ok(json!({ "kind": kind, kind: answer, "recovered": recovered }))
}

/// Decodes an answer of success to an unknown request: as a message, or else as a page.
///
/// Returns how many deviations were accepted, what the answer is, and the answer in Twilio's JSON.
fn message_or_page(status: u16, body: &[u8]) -> Result<(u32, &'static str, Reply), BridgeError> {
    // Whether a document is well-formed, but of another kind than the one that was asked for.
    let is_another_kind = |error: &Option<DecodeError>| {
        let kind = error.as_ref().map(DecodeError::kind);
        matches!(kind, Some(DecodeErrorKind::NotADocument { .. } | DecodeErrorKind::Missing { .. }))
    };
    let unknown = match Message::decode(status, body) {
        Outcome::Done(message) => {
            return Ok((message.notes.recovered, "message", message.encode(Resource::Messages, Format::Json)?));
        }
        Outcome::Rejected(rejection) => return Err(BridgeError::of("Rejected", rejection)),
        Outcome::Unknown(unknown) => match Page::decode(status, body) {
            Outcome::Done(page) => {
                return Ok((page.recovered(), "page", page.encode(Resource::Messages, Format::Json)?));
            }
            // The first error says more, unless it is about what only a message has.
            Outcome::Unknown(page) if !is_another_kind(&page.error) && is_another_kind(&unknown.error) => page,
            _ => unknown,
        },
    };
    Err(match &unknown.error {
        Some(error) => error.clone().into(),
        None => BridgeError::of("Unknown", unknown),
    })
}

/// Parses a reply in Twilio's JSON. The counts of messages become numbers.
fn value(text: &str, counts: &[&str]) -> Result<Value, BridgeError> {
    let mut value: Value = serde_json::from_str(text).map_err(BridgeError::usage)?;
    let messages = match value.get_mut("messages").and_then(Value::as_array_mut) {
        Some(messages) => messages.iter_mut().collect(),
        None => vec![&mut value],
    };
    for message in messages {
        for name in counts {
            if let Some(count) = message.get_mut(*name)
                && let Some(text) = count.as_str()
                && let Ok(number) = text.parse::<u32>()
                // A text such as `01` was no count to the codec, so it stays a text.
                && number.to_string() == text
            {
                *count = json!(number);
            }
        }
    }
    Ok(value)
}

pub(crate) fn encode(ask: &Ask) -> Answer {
    let (resource, format) = (ask.resource()?, ask.format()?);
    let text = |name: &str| ask.get(name).map(Value::to_string);
    let reply = if ask.0.contains_key("message") {
        let text = text("message")?;
        done(Message::decode(200, text.as_bytes()))?.encode(resource, format)?
    } else if ask.0.contains_key("page") {
        let text = text("page")?;
        done(Page::decode(200, text.as_bytes()))?.encode(resource, format)?
    } else {
        let text = text("rejection")?;
        let status =
            ask.get("rejection")?.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        Rejection::decode(status.unwrap_or(400), text.as_bytes()).encode(format)?
    };
    Ok(json!({ "status": reply.status(), "content_type": reply.content_type(), "body": reply.body() }))
}

fn done<T>(outcome: Outcome<'_, T>) -> Result<T, BridgeError> {
    match outcome {
        Outcome::Done(done) => Ok(done),
        Outcome::Rejected(rejection) => Err(BridgeError::of("Rejected", rejection)),
        Outcome::Unknown(unknown) => Err(match unknown.error {
            Some(error) => error.into(),
            None => BridgeError::usage("the reply cannot be decoded"),
        }),
    }
}

/// Whether the same request may be sent again. A POST is taken for a send.
pub(crate) fn resend(ask: &Ask) -> Answer {
    let status = status(ask)?;
    let body = ask.bytes("body_base64")?;
    let resend = match ask.text("method")? {
        "POST" => Message::decode(status, &body).resend(),
        "GET" => match Message::decode(status, &body).idempotent().resend() {
            None => None,
            Some(_) => Page::decode(status, &body).resend(),
        },
        "DELETE" => {
            // The SID of the request is not given, so that of the answer is taken for it.
            let sid = match Message::decode(200, &body) {
                Outcome::Done(message) => message.sid.into_owned(),
                _ => "SM0".parse()?,
            };
            Deleted::decode(status, &body, &sid).resend()
        }
        _ => return Err(BridgeError::usage("`method` is `POST`, `GET` or `DELETE`")),
    };
    Ok(match resend {
        None => Value::Null,
        Some(Resend::Safe) => json!("safe"),
        Some(Resend::Later) => json!("later"),
        Some(Resend::Pointless) => json!("pointless"),
        Some(_) => json!("unknown"),
    })
}
