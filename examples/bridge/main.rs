//! Makes the codec available to any language: it reads one JSON object per line, and writes one per line.
//!
//! ```text
//! echo '{"op": "phone", "text": "(415) 555-0199"}' | cargo run --example bridge
//! ```
//!
//! Every answer is `{"ok": ...}` or `{"err": {"kind": ..., "message": ...}}`. An error does not end the program.

mod replies;
mod requests;
mod values;
mod webhooks;

use std::fmt::{Debug, Display};
use std::io::{self, BufRead as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use twilio_sms::{Format, Resource};

/// An error: its kind, and a sentence for people.
struct BridgeError {
    kind: String,
    message: String,
}

type Answer = Result<Value, BridgeError>;

impl BridgeError {
    fn usage(message: impl Display) -> Self {
        Self { kind: "usage".to_owned(), message: message.to_string() }
    }

    /// Converts an error of the crate. The name of its kind is kept.
    fn of(kind: impl Debug, error: impl Display) -> Self {
        let kind = format!("{kind:?}");
        let name = kind.split(|c: char| !c.is_ascii_alphanumeric()).find(|name| !name.is_empty()).unwrap_or_default();
        Self { kind: name.to_owned(), message: error.to_string() }
    }
}

impl From<twilio_sms::ParseError> for BridgeError {
    fn from(error: twilio_sms::ParseError) -> Self {
        Self::of(error.kind(), error)
    }
}

impl From<twilio_sms::DecodeError> for BridgeError {
    fn from(error: twilio_sms::DecodeError) -> Self {
        Self::of(error.kind(), error)
    }
}

impl From<twilio_sms::EncodeError> for BridgeError {
    fn from(error: twilio_sms::EncodeError) -> Self {
        Self::of("Unencodable", error)
    }
}

/// A line of the input: the operation and its arguments.
struct Ask(Map<String, Value>);

impl Ask {
    fn get(&self, name: &str) -> Result<&Value, BridgeError> {
        self.0.get(name).ok_or_else(|| BridgeError::usage(format!("`{name}` is missing")))
    }

    fn text(&self, name: &str) -> Result<&str, BridgeError> {
        self.get(name)?.as_str().ok_or_else(|| BridgeError::usage(format!("`{name}` is not a text")))
    }

    /// Returns a text that may be absent or `null`.
    fn maybe(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, BridgeError> {
        STANDARD.decode(self.text(name)?).map_err(|_| BridgeError::usage(format!("`{name}` is not base64")))
    }

    fn resource(&self) -> Result<Resource, BridgeError> {
        match self.text("resource")? {
            "sms_messages" => Ok(Resource::SmsMessages),
            "messages" => Ok(Resource::Messages),
            _ => Err(BridgeError::usage("expected `sms_messages` or `messages` as `resource`")),
        }
    }

    fn format(&self) -> Result<Format, BridgeError> {
        match self.text("format")? {
            "xml" => Ok(Format::Xml),
            "json" => Ok(Format::Json),
            _ => Err(BridgeError::usage("expected `xml` or `json` as `format`")),
        }
    }
}

fn answer(line: &str) -> Answer {
    let Ok(Value::Object(ask)) = serde_json::from_str(line) else {
        return Err(BridgeError::usage("expected one JSON object on the line"));
    };
    let ask = Ask(ask);
    match ask.text("op")? {
        "phone" => values::phone(&ask),
        "body" => values::body(&ask),
        "segments" => values::segments(&ask),
        "form_decode" => values::form_decode(&ask),
        "form_encode" => values::form_encode(&ask),
        "encode_send" => requests::encode_send(&ask),
        "decode_request" => requests::decode(&ask),
        "decode_response" => replies::decode(&ask),
        "encode_response" => replies::encode(&ask),
        "decode_inbound" => webhooks::decode_inbound(&ask),
        "decode_status" => webhooks::decode_status(&ask),
        "verify" => webhooks::verify(&ask),
        "sign" => webhooks::sign(&ask),
        "twiml" => webhooks::twiml(&ask),
        "address" => values::address(&ask),
        "sender" => values::sender(&ask),
        "code" => values::code(&ask),
        #[cfg(feature = "serde")]
        "serde" => values::serde(&ask),
        "resend" => replies::resend(&ask),
        "decode_events" => webhooks::decode_events(&ask),
        "keyword" => webhooks::keyword(&ask),
        "later_status" => values::later_status(&ask),
        _ => Err(BridgeError::usage("unknown `op`")),
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let answer = match std::str::from_utf8(&line) {
            Ok(text) => answer(text),
            Err(_) => Err(BridgeError::usage("the line is not UTF-8")),
        };
        let answer = match answer {
            Ok(ok) => json!({ "ok": ok }),
            Err(BridgeError { kind, message }) => json!({ "err": { "kind": kind, "message": message } }),
        };
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
        output.flush()?;
        line.clear();
    }
    Ok(())
}
