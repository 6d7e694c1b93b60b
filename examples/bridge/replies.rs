//! Replies, as a client reads them and a server writes them.

use serde_json::{Value, json};
use twilio_sms::{Answer as Reply, Format, Message, Outcome, Page, Rejection, Resource};

use super::{Answer, Ask, Fault};

pub(crate) fn decode(ask: &Ask) -> Answer {
    let status = ask.get("status")?.as_u64().and_then(|status| u16::try_from(status).ok());
    let status = status.ok_or_else(|| Fault::usage("`status` is no HTTP status"))?;
    let body = ask.bytes("body_base64")?;
    if !(200..300).contains(&status) {
        let rejection = Rejection::decode(status, &body);
        let recovered = rejection.reading.recovered;
        let mut rejection = value(rejection.encode(Format::Json)?.body(), &[])?;
        if let Some(rejection) = rejection.as_object_mut() {
            for name in ["code", "message", "more_info"] {
                // What is absent on the wire is `null` here.
                rejection.entry(name).or_insert(Value::Null);
            }
        }
        return Ok(json!({ "kind": "rejection", "rejection": rejection, "recovered": recovered }));
    }
    let (recovered, kind, answer) = match Reply::decode(status, &body) {
        Outcome::Done(answer) => {
            let recovered = answer.recovered();
            let (kind, text) = match answer {
                Reply::Message(message) => ("message", message.encode(Resource::Messages, Format::Json)?),
                Reply::Page(page) => ("page", page.encode(Resource::Messages, Format::Json)?),
                _ => return Err(Fault::of("Other", "an answer of another kind")),
            };
            (recovered, kind, value(text.body(), &["num_segments", "num_media"])?)
        }
        Outcome::Rejected(rejection) => return Err(Fault::of("Rejected", rejection)),
        Outcome::Unknown(unknown) => {
            return Err(match &unknown.error {
                Some(error) => error.clone().into(),
                None => Fault::of("Unknown", unknown),
            });
        }
    };
    Ok(json!({ "kind": kind, kind: answer, "recovered": recovered }))
}

/// A reply as JSON, with the counts of messages as numbers.
fn value(text: &str, counts: &[&str]) -> Result<Value, Fault> {
    let mut value: Value = serde_json::from_str(text).map_err(Fault::usage)?;
    let messages = match value.get_mut("messages").and_then(Value::as_array_mut) {
        Some(messages) => messages.iter_mut().collect(),
        None => vec![&mut value],
    };
    for message in messages {
        for name in counts {
            if let Some(count) = message.get_mut(*name)
                && let Some(number) = count.as_str().and_then(|text| text.parse::<u32>().ok())
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

fn done<T>(outcome: Outcome<'_, T>) -> Result<T, Fault> {
    match outcome {
        Outcome::Done(done) => Ok(done),
        Outcome::Rejected(rejection) => Err(Fault::of("Rejected", rejection)),
        Outcome::Unknown(unknown) => Err(match unknown.error {
            Some(error) => error.into(),
            None => Fault::usage("no such reply"),
        }),
    }
}
