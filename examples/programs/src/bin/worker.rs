//! Forwards messages to another phone, as a Worker does: with a function from a request to a response, and with `fetch`.
//!
//! ```text
//! export TWILIO_API=https://api.twilio.com TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! export FORWARD_TO=+14155550199 PUBLIC_ORIGIN=https://example.com
//! PORT=3000 cargo run --package programs --bin worker
//! ```
//!
//! The platform of a Worker brings what is below `handle`. Here `ureq` and `axum` take its place.

use std::env::var as env;
use std::error::Error;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{Request, Response, StatusCode};
use twilio_sms::address::Recipient;
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::{Body, Call as _, Credentials, Endpoint, PhoneNumber, SendMessage, Sid};

/// Forwards a message that Twilio signed. An error means that it was not forwarded, or that this is unknown.
async fn handle(request: Request<Bytes>) -> Result<StatusCode, Box<dyn Error + Send + Sync>> {
    let (account, token): (Sid<'static>, _) = (env("TWILIO_ACCOUNT_SID")?.parse()?, env("TWILIO_AUTH_TOKEN")?);
    let verifier = WebhookVerifier::new(&env("PUBLIC_ORIGIN")?, [AuthToken::new(&token)?.into()])?;
    let (method, target) = (request.method().as_str(), request.uri().to_string());
    let Ok(verified) = verifier.verify(method, &target, request.headers(), request.body()) else {
        return Ok(StatusCode::FORBIDDEN);
    };
    let message = verified.inbound()?;
    let (from, text) = (message.from.as_deref().unwrap_or("somebody"), message.body.as_deref().unwrap_or_default());
    let number: PhoneNumber = message.to.as_deref().ok_or("a message without a recipient")?.parse()?;
    let body = Body::truncate(&format!("{from}: {text}")).ok_or("no text")?;
    let forward = SendMessage::to(env("FORWARD_TO")?.parse::<Recipient>()?).from(number).body(body).build()?;

    let request = forward.request(&Endpoint::new(account.clone()));
    let response = fetch(request.into_http(&env("TWILIO_API")?, &Credentials::new(account, token)?)?).await?;
    SendMessage::answer_http(&response).into_result()?;
    Ok(StatusCode::NO_CONTENT)
}

async fn fetch(request: Request<String>) -> Result<Response<Vec<u8>>, ureq::Error> {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let response = tokio::task::block_in_place(|| ureq::Agent::from(config).run(request))?;
    let (parts, mut body) = response.into_parts();
    Ok(Response::from_parts(parts, body.read_to_vec()?))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = axum::Router::new().fallback(async |parts: Parts, body: Bytes| {
        handle(Request::from_parts(parts, body)).await.unwrap_or_else(|error| {
            eprintln!("not forwarded: {error}");
            StatusCode::BAD_GATEWAY
        })
    });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", env("PORT")?.parse()?)).await?;
    println!("http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}
