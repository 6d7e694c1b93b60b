//! Receives messages and status callbacks with `tiny_http`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-tiny-http
//! ```
//!
//! `PUBLIC_ORIGIN` is the scheme and host of the URL that you gave Twilio. One URL receives messages and callbacks.

use std::env;
use std::error::Error;
use std::io::Read as _;

use tiny_http::{Header, Request, Response, Server, StatusCode};
use twilio_sms::limits::MAX_FORM;
use twilio_sms::signature::{AuthToken, Incoming, PublicUrl, Secret};
use twilio_sms::twiml;
use twilio_sms::webhook::Callback;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let server = Server::http(format!("127.0.0.1:{port}"))?;
    let local = format!("http://{}", server.server_addr());
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let secrets = [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()];

    println!("{local} serves {origin}");
    for mut request in server.incoming_requests() {
        let answer = answer(&mut request, &origin, &secrets).unwrap_or_else(|error| {
            eprintln!("refused: {error}");
            Response::from_string("").with_status_code(StatusCode(403))
        });
        if let Err(error) = request.respond(answer) {
            eprintln!("not answered: {error}");
        }
    }
    Ok(())
}

fn answer(
    request: &mut Request,
    origin: &str,
    secrets: &[Secret],
) -> Result<Response<std::io::Cursor<Vec<u8>>>, Box<dyn Error>> {
    let mut body = Vec::new();
    request.as_reader().take(MAX_FORM as u64 + 1).read_to_end(&mut body)?;

    let (scheme, host) = origin.split_once("://").ok_or("expected PUBLIC_ORIGIN such as https://example.com")?;
    let url = PublicUrl::new(scheme, host, request.url())?;
    let header = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
    };
    let incoming = Incoming {
        method: request.method().as_str(),
        url: url.as_str(),
        content_type: header("Content-Type"),
        signature: header(Incoming::SIGNATURE),
        settings: header(Incoming::SETTINGS),
        body: &body,
    };

    // Only a verified request can be decoded here.
    let verified = incoming.verify(secrets)?;
    let reply = match verified.callback()? {
        Callback::Status(update) => {
            let (sid, status) = update.key();
            println!("{sid} is {status}");
            twiml::Response::empty()
        }
        Callback::Inbound(message) => {
            let body = message.body.as_deref().unwrap_or_default();
            let from = message.from.as_deref().unwrap_or("an unknown sender");
            println!("message of {} characters from {from}", body.chars().count());
            echo(body)
        }
    };
    let content_type = Header::from_bytes("Content-Type", twiml::CONTENT_TYPE).map_err(|()| "not a header")?;
    Ok(Response::from_string(reply.encode()).with_header(content_type))
}

/// Returns a reply that quotes the message. The text is escaped, and cut if it is too long.
fn echo(body: &str) -> twiml::Response {
    let quote = twiml::Text::from_lossy(&format!("You said: {body}"), twiml::Text::MAX_CHARS);
    let verbs = quote.map(|quote| twiml::Message::new(quote.text));
    twiml::Response::new(verbs).unwrap_or_else(|_| twiml::Response::empty())
}
