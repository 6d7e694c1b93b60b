//! The whole life of a webhook, without a server: bytes in, verified, typed, reply out.
//!
//! ```text
//! cargo run --example webhook
//! ```
//!
//! A server of your choice gives the bytes. What counts is that it gives all of them as they came: the method, the target, three headers, the
//! raw body. `examples/stacks/` shows that for axum, actix-web and tiny_http.

use std::error::Error;

use twilio_sms::Body;
use twilio_sms::signature::{AuthToken, Incoming, PublicUrl, Secret, Verified};
use twilio_sms::twiml::{self, Message, Response, Text};
use twilio_sms::webhook::Callback;

/// A request as a server got it from the proxy before it.
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
    // From your configuration. During a rotation there are two.
    let secrets: [Secret; 1] = [AuthToken::new("0123456789abcdef0123456789abcdef")?.into()];

    for raw in requests(&secrets[0])? {
        println!("-- {}", raw.what);
        println!("{} {}   {} bytes of body", raw.method, raw.target, raw.body.len());
        match verified(&raw, &secrets) {
            Ok(proof) => {
                println!("from Twilio: secret {}, URL {:?}", proof.secret(), proof.url_form().port);
                answer(&proof)?;
            }
            // Safe to log: a refusal holds no secret, no signature and no message.
            Err(refusal) => println!("403   ({refusal})"),
        }
        println!();
    }
    Ok(())
}

/// The proof that a request is Twilio's. It borrows from the body, and outlives the URL that is made here.
fn verified<'a>(raw: &Raw, secrets: &[Secret]) -> Result<Verified<'a>, Box<dyn Error>> {
    // The proxy speaks TLS for us: our own server saw `http` and another host.
    let url = PublicUrl::new("https", "example.com", raw.target)?;
    let request = Incoming {
        method: raw.method,
        url: url.as_str(),
        content_type: raw.content_type,
        signature: raw.signature.as_deref(),
        settings: None,
        body: raw.body,
    };
    Ok(request.verify(secrets)?)
}

/// What the server does about it, and what it says.
fn answer(proof: &Verified<'_>) -> Result<(), Box<dyn Error>> {
    match proof.callback()? {
        Callback::Inbound(message) => {
            let (from, body) = (message.from.as_deref().unwrap_or("somebody"), message.body.as_deref().unwrap_or(""));
            println!("message {} from {from}: {body:?}", message.sid().map_or("?", |sid| sid.as_str()));
            // An echo can be longer than a message may be. Markup in it stays text.
            let echo = Body::truncate(&format!("You asked: {body}")).ok_or("an empty reply")?;
            let reply = Response::new([Message::new(Text::try_from(echo)?)])?;
            println!("200 {}\n{}", twiml::CONTENT_TYPE, reply.encode());
        }
        Callback::Status(update) => {
            // A callback that came before has the same key.
            println!("callback {:?}", update.key());
            if update.error_code.is_some_and(|code| code.is_unreachable()) {
                println!("the phone cannot be reached: no use in sending again now");
            }
            println!("204");
        }
    }
    Ok(())
}

/// Some requests of Twilio's, and some that are not.
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
        post("a body that was exchanged", signed("https://example.com/sms", "POST", INBOUND)?, STATUS),
        post("a request without a signature", None, INBOUND),
    ])
}
