//! Handles webhooks without a server: verifies the bytes, decodes them, and encodes the reply.
//!
//! ```text
//! cargo run --example webhook
//! ```
//!
//! The bytes come from your server. It has to pass them as it received them: the method, the target, the headers and
//! the raw body. `examples/stacks/` shows this for axum, actix-web, warp, tiny_http and AWS Lambda.

use std::error::Error;

use twilio_sms::signature::{AuthToken, Incoming, Secret, Verified, WebhookVerifier};
use twilio_sms::twiml::{self, Message, Response, Text};
use twilio_sms::webhook::Callback;

/// A request as a server receives it from its proxy.
struct Raw {
    what: &'static str,
    method: &'static str,
    target: &'static str,
    content_type: Option<&'static str>,
    signature: Option<String>,
    body: &'static [u8],
}

const FORM: Option<&str> = Some("application/x-www-form-urlencoded; charset=UTF-8");

const INBOUND: &[u8] =
    b"ToCountry=US&ToState=CA&NumMedia=0&FromCity=&Body=Is+3+%3C+4%3F+%E2%98%BA&SmsStatus=received&To=%2B14155550199\
    &MessageSid=SM0123456789abcdef0123456789abcdef&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B14155550100";

const STATUS: &[u8] =
    b"ErrorCode=30003&MessageStatus=undelivered&MessageSid=SM89abcdef0123456789abcdef01234567&To=%2B14155550100\
    &AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B14155550199";

fn main() -> Result<(), Box<dyn Error>> {
    // The origin and the secrets come from your configuration. The proxy terminates TLS, so your own server sees `http`
    // and another host. While a token is being rotated, there are two secrets.
    let secret: Secret = AuthToken::new("0123456789abcdef0123456789abcdef")?.into();
    let verifier = WebhookVerifier::new("https://example.com", [secret.clone()])?;

    for raw in requests(&secret)? {
        println!("-- {}", raw.what);
        println!("{} {}, with a body of {} bytes", raw.method, raw.target, raw.body.len());
        let headers = [("Content-Type", raw.content_type), (Incoming::SIGNATURE, raw.signature.as_deref())];
        let headers = headers.into_iter().filter_map(|(name, value)| Some((name, value?)));
        match verifier.verify(raw.method, raw.target, headers, raw.body) {
            Ok(request) => {
                println!("verified with secret {}, port {:?}", request.secret(), request.url_form().port);
                answer(&request)?;
            }
            // The error can be logged: it contains no secret, no signature and no message.
            Err(error) => println!("403   ({error})"),
        }
        println!();
    }
    Ok(())
}

/// Handles a verified request and prints the answer.
fn answer(request: &Verified<'_>) -> Result<(), Box<dyn Error>> {
    match request.callback()? {
        Callback::Inbound(message) => {
            let (from, body) = (message.from.as_deref().unwrap_or("somebody"), message.body.as_deref().unwrap_or(""));
            println!("message {} from {from}: {body:?}", message.sid().map_or("?", |sid| sid.as_str()));
            // The reply can be too long for a message, so it is cut. Markup in it is escaped.
            let quote = Text::from_lossy(&format!("You asked: {body}"), Text::MAX_CHARS);
            let reply = Response::new(quote.map(|quote| Message::new(quote.text)))?;
            println!("200 {}\n{}", twiml::CONTENT_TYPE, reply.encode());
        }
        Callback::Status(update) => {
            // A repeated callback has the same key.
            println!("callback {:?}", update.key());
            if update.error_code.is_some_and(|code| code.is_unreachable()) {
                println!("the phone cannot be reached, so sending again now does not help");
            }
            println!("204");
        }
    }
    Ok(())
}

/// Returns some requests that Twilio sent, and some that it did not send.
fn requests(secret: &Secret) -> Result<Vec<Raw>, Box<dyn Error>> {
    let signed = |url: &str, method, body| {
        Incoming { method, url, content_type: FORM, signature: None, settings: None, body }.sign(secret).map(Some)
    };
    let post =
        |what, signature, body| Raw { what, method: "POST", target: "/sms", content_type: FORM, signature, body };
    let get = "/sms?MessageSid=SM1&SmsStatus=received&Body=What%27s+up%3F&From=%2B14155550100";
    Ok(vec![
        post("a message", signed("https://example.com/sms", "POST", INBOUND)?, INBOUND),
        // Twilio sometimes signs the URL with its default port.
        post("a status callback", signed("https://example.com:443/sms", "POST", STATUS)?, STATUS),
        Raw {
            what: "a message by GET",
            method: "GET",
            target: get,
            content_type: None,
            signature: signed(&format!("https://example.com{get}"), "GET", b"")?,
            body: b"",
        },
        post("a request whose body was replaced", signed("https://example.com/sms", "POST", INBOUND)?, STATUS),
        post("a request without a signature", None, INBOUND),
    ])
}
