//! Receives messages and status callbacks with `axum`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-axum
//! ```
//!
//! `PUBLIC_ORIGIN` is the scheme and host of the URLs that you gave Twilio: `/sms` for messages, `/status` for
//! callbacks.

use std::env;
use std::error::Error;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Router, serve};
use tokio::net::TcpListener;
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::twiml;

#[path = "../../answer.rs"]
mod answer;

/// Answers a request that Twilio signed. The body is taken as `Bytes`, because axum's `Form` would consume the bytes
/// that the signature covers. In a nested router, take `OriginalUri` instead of `Uri`.
async fn webhook(
    State(verifier): State<Arc<WebhookVerifier>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, StatusCode> {
    let verified = verifier.verify(method.as_str(), &uri.to_string(), &headers, &body).map_err(|error| {
        eprintln!("refused: {error}");
        StatusCode::FORBIDDEN
    })?;
    let callback = verified.callback().map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(([(CONTENT_TYPE, twiml::CONTENT_TYPE)], answer::answer(&callback).encode()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    let local = format!("http://{}", listener.local_addr()?);
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let verifier = WebhookVerifier::new(&origin, [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()])?;

    println!("{local} serves {origin}");
    let app = Router::new().route("/sms", post(webhook)).route("/status", post(webhook)).with_state(Arc::new(verifier));
    Ok(serve(listener, app).await?)
}
