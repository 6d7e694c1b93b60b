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
use std::io::{Cursor, Read as _};

use tiny_http::{Header, Request, Response, Server, StatusCode};
use twilio_sms::limits::MAX_FORM;
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::twiml;

#[path = "../../answer.rs"]
mod answer;

/// Answers a request that Twilio signed.
fn webhook(verifier: &WebhookVerifier, request: &mut Request) -> Result<Response<Cursor<Vec<u8>>>, Box<dyn Error>> {
    let mut body = Vec::new();
    request.as_reader().take(MAX_FORM as u64 + 1).read_to_end(&mut body)?;
    let headers = request.headers().iter().map(|header| (header.field.as_str().as_str(), header.value.as_str()));
    let verified = verifier.verify(request.method().as_str(), request.url(), headers, &body)?;
    let reply = answer::answer(&verified.callback()?);
    let content_type = Header::from_bytes("Content-Type", twiml::CONTENT_TYPE).map_err(|()| "not a header")?;
    Ok(Response::from_string(reply.encode()).with_header(content_type))
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let server = Server::http(format!("127.0.0.1:{port}"))?;
    let local = format!("http://{}", server.server_addr());
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let verifier = WebhookVerifier::new(&origin, [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()])?;

    println!("{local} serves {origin}");
    for mut request in server.incoming_requests() {
        let answer = webhook(&verifier, &mut request).unwrap_or_else(|error| {
            eprintln!("refused: {error}");
            Response::from_string("").with_status_code(StatusCode(403))
        });
        if let Err(error) = request.respond(answer) {
            eprintln!("not answered: {error}");
        }
    }
    Ok(())
}
