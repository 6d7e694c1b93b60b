//! Answers messages, and keeps in a file who wrote STOP and START. It runs behind a proxy.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package programs --bin opt_out -- opt_outs.txt
//! ```

use std::{env, error::Error, fs::File, io::Write as _, sync::Arc};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header::CONTENT_TYPE, request::Parts};
use axum::response::IntoResponse;
use axum::{Router, routing::post, serve};
use tokio::net::TcpListener;
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::twiml::{self, Message, Response, Text};
use twilio_sms::webhook::{InboundMessage, Keyword};

type App = Arc<(WebhookVerifier, File)>;

/// Answers a message that Twilio signed. The signature covers the bytes of the body, so it is taken as `Bytes`.
async fn webhook(State(app): State<App>, parts: Parts, body: Bytes) -> Result<impl IntoResponse, StatusCode> {
    let (target, (verifier, opt_outs)) = (parts.uri.to_string(), &*app);
    let verified = verifier.verify(parts.method.as_str(), &target, &parts.headers, &body).map_err(|error| {
        eprintln!("refused: {error}");
        StatusCode::FORBIDDEN
    })?;
    let message = verified.inbound().map_err(|_| StatusCode::BAD_REQUEST)?;
    let reply = answer(&message, opt_outs).map_err(|error| {
        eprintln!("not answered: {error}");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    Ok(([(CONTENT_TYPE, twiml::CONTENT_TYPE)], reply.encode()))
}

/// Keeps STOP and START, which Twilio answers itself like HELP, and answers any other message.
fn answer(message: &InboundMessage<'_>, mut opt_outs: &File) -> Result<Response, Box<dyn Error>> {
    let change = match message.keyword() {
        Some(Keyword::Stop) => "stop",
        Some(Keyword::Start) => "start",
        Some(Keyword::Help) => return Ok(Response::empty()),
        None => return Ok(Response::new([Message::new(Text::new("Thank you. We will answer tomorrow.")?)])?),
    };
    opt_outs.write_all(format!("{change} {}\n", message.from.as_deref().unwrap_or_default()).as_bytes())?;
    Ok(Response::empty())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let token = AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?;
    let verifier = WebhookVerifier::new(&env::var("PUBLIC_ORIGIN")?, [token.into()])?;
    let file = File::options().create(true).append(true).open(env::args().nth(1).ok_or("usage: opt_out FILE")?)?;
    let app = Router::new().route("/sms", post(webhook)).with_state(Arc::new((verifier, file)));
    let listener = TcpListener::bind(("127.0.0.1", env::var("PORT")?.parse()?)).await?;
    println!("http://{}", listener.local_addr()?);
    Ok(serve(listener, app).await?)
}
