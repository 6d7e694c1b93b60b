//! Receives messages and status callbacks with `axum`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-axum
//! ```
//!
//! `PUBLIC_ORIGIN` is the scheme and host of the URLs that you gave Twilio: `/sms` for messages, `/status` for
//! callbacks. Copy the extractor [`Signed`] into your program: handlers that use it receive only requests that Twilio
//! signed.

use std::env;
use std::error::Error;
use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Router, body, serve};
use tokio::net::TcpListener;
use twilio_sms::limits::MAX_FORM;
use twilio_sms::signature::{AuthToken, Incoming, PublicUrl, Secret, Verified};
use twilio_sms::webhook::{InboundMessage, StatusUpdate};
use twilio_sms::{DecodeError, twiml};

/// The public address of this server, and the secrets that Twilio signs with.
struct Twilio {
    scheme: String,
    host: String,
    secrets: [Secret; 1],
}

/// A webhook that was verified before it was decoded.
struct Signed<T>(T);

impl FromRequest<Arc<Twilio>> for Signed<InboundMessage<'static>> {
    type Rejection = StatusCode;

    async fn from_request(request: Request, twilio: &Arc<Twilio>) -> Result<Self, StatusCode> {
        signed(request, twilio, |request| request.inbound().map(InboundMessage::into_owned)).await
    }
}

impl FromRequest<Arc<Twilio>> for Signed<StatusUpdate<'static>> {
    type Rejection = StatusCode;

    async fn from_request(request: Request, twilio: &Arc<Twilio>) -> Result<Self, StatusCode> {
        signed(request, twilio, |request| request.status().map(StatusUpdate::into_owned)).await
    }
}

async fn signed<T>(
    request: Request,
    twilio: &Twilio,
    decode: impl FnOnce(&Verified<'_>) -> Result<T, DecodeError>,
) -> Result<Signed<T>, StatusCode> {
    let (parts, body) = request.into_parts();
    // The signature covers the bytes of the body. axum's own `Form` would consume them.
    let body = body::to_bytes(body, MAX_FORM).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let request = Request::from_parts(parts, body);
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let url = PublicUrl::new(&twilio.scheme, &twilio.host, target).map_err(|_| StatusCode::BAD_REQUEST)?;
    let verified = Incoming::from_http(&request, url.as_str()).verify(&twilio.secrets).map_err(|error| {
        eprintln!("refused: {error}");
        StatusCode::FORBIDDEN
    })?;
    decode(&verified).map(Signed).map_err(|error| {
        eprintln!("signed, but not decoded: {error}");
        StatusCode::BAD_REQUEST
    })
}

async fn sms(Signed(message): Signed<InboundMessage<'static>>) -> impl IntoResponse {
    let body = message.body.as_deref().unwrap_or_default();
    println!(
        "message of {} characters from {}",
        body.chars().count(),
        message.from.as_deref().unwrap_or("an unknown sender")
    );
    ([(CONTENT_TYPE, twiml::CONTENT_TYPE)], echo(body).encode())
}

/// Returns a reply that quotes the message. The text is escaped, and cut if it is too long.
fn echo(body: &str) -> twiml::Response {
    let quote = twiml::Text::from_lossy(&format!("You said: {body}"), twiml::Text::MAX_CHARS);
    let verbs = quote.map(|quote| twiml::Message::new(quote.text));
    twiml::Response::new(verbs).unwrap_or_else(|_| twiml::Response::empty())
}

async fn status(Signed(update): Signed<StatusUpdate<'static>>) -> StatusCode {
    let (sid, status) = update.key();
    println!("{sid} is {status}");
    StatusCode::NO_CONTENT
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    let local = format!("http://{}", listener.local_addr()?);
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let (scheme, host) = origin.split_once("://").ok_or("expected PUBLIC_ORIGIN such as https://example.com")?;
    let twilio = Twilio {
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        secrets: [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()],
    };

    println!("{local} serves {origin}");
    let app = Router::new().route("/sms", post(sms)).route("/status", post(status)).with_state(Arc::new(twilio));
    Ok(serve(listener, app).await?)
}
