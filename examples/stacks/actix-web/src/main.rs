//! Receives messages and status callbacks with `actix-web`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-actix-web
//! ```
//!
//! `PUBLIC_ORIGIN` is the scheme and host of the URLs that you gave Twilio: `/sms` for messages, `/status` for
//! callbacks.

use std::env;
use std::error::Error;
use std::net::TcpListener;

use actix_web::error::{ErrorBadRequest, ErrorForbidden};
use actix_web::web::{Bytes, Data, post};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::twiml;

#[path = "../../answer.rs"]
mod answer;

/// Answers a request that Twilio signed. The body is taken as `Bytes`, which accepts up to 256 KiB, because actix's
/// `Form` would consume the bytes that the signature covers.
async fn webhook(
    verifier: Data<WebhookVerifier>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, actix_web::Error> {
    let (method, target) = (request.method().as_str(), request.uri().to_string());
    let verified = verifier.verify(method, &target, request.headers(), &body).map_err(|error| {
        eprintln!("refused: {error}");
        ErrorForbidden("")
    })?;
    let callback = verified.callback().map_err(ErrorBadRequest)?;
    Ok(HttpResponse::Ok().content_type(twiml::CONTENT_TYPE).body(answer::answer(&callback).encode()))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?))?;
    let local = format!("http://{}", listener.local_addr()?);
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let verifier = WebhookVerifier::new(&origin, [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()])?;

    println!("{local} serves {origin}");
    let verifier = Data::new(verifier);
    let app = move || {
        App::new().app_data(verifier.clone()).route("/sms", post().to(webhook)).route("/status", post().to(webhook))
    };
    Ok(HttpServer::new(app).workers(1).listen(listener)?.run().await?)
}
