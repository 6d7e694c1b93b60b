//! Receives messages and status callbacks with `warp`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-warp
//! ```
//!
//! `PUBLIC_ORIGIN` is the scheme and host of the URL that you gave Twilio. One URL receives messages and callbacks.

use std::env;
use std::error::Error;
use std::sync::Arc;

use tokio::net::TcpListener;
use twilio_sms::limits::MAX_FORM;
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::twiml;
use warp::Filter as _;
use warp::http::header::CONTENT_TYPE;
use warp::http::{HeaderMap, Method, Response, StatusCode};
use warp::hyper::body::Bytes;
use warp::path::FullPath;

#[path = "../../answer.rs"]
mod answer;

/// Answers a request that Twilio signed. The body is taken as `Bytes`, because warp's `form` would consume the bytes
/// that the signature covers.
fn webhook(
    verifier: &WebhookVerifier,
    method: &Method,
    target: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<String, StatusCode> {
    let verified = verifier.verify(method.as_str(), target, headers, body).map_err(|error| {
        eprintln!("refused: {error}");
        StatusCode::FORBIDDEN
    })?;
    let callback = verified.callback().map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(answer::answer(&callback).encode())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    let local = format!("http://{}", listener.local_addr()?);
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let verifier = WebhookVerifier::new(&origin, [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()])?;

    println!("{local} serves {origin}");
    let verifier = Arc::new(verifier);
    let query = warp::query::raw().map(|query| format!("?{query}")).or(warp::any().map(String::new)).unify();
    let app = warp::method()
        .and(warp::path::full())
        .and(query)
        .and(warp::header::headers_cloned())
        .and(warp::body::content_length_limit(MAX_FORM as u64))
        .and(warp::body::bytes())
        .map(move |method: Method, path: FullPath, query: String, headers: HeaderMap, body: Bytes| {
            let target = format!("{}{query}", path.as_str());
            let reply = webhook(&verifier, &method, &target, &headers, &body);
            let (status, body) = reply.map_or_else(|status| (status, String::new()), |reply| (StatusCode::OK, reply));
            Response::builder().status(status).header(CONTENT_TYPE, twiml::CONTENT_TYPE).body(body)
        });
    warp::serve(app).incoming(listener).run().await;
    Ok(())
}
