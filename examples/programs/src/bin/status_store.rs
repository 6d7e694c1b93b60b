//! Keeps in SQLite what becomes of messages. Each status of a message is kept once, in whatever order and however often
//! Twilio reports it.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package programs --bin status_store -- statuses.db
//! ```

use std::env;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, request::Parts};
use axum::{Router, routing::post, serve};
use rusqlite::Connection;
use tokio::net::TcpListener;
use twilio_sms::ErrorCode;
use twilio_sms::signature::{AuthToken, WebhookVerifier};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS statuses (
    sid TEXT, status TEXT, error_code INTEGER, received TEXT DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (sid, status))";
const INSERT: &str = "INSERT OR IGNORE INTO statuses (sid, status, error_code) VALUES (?1, ?2, ?3)";

type App = Arc<(WebhookVerifier, Mutex<Connection>)>;

/// Keeps a status that Twilio signed.
async fn webhook(State(app): State<App>, parts: Parts, body: Bytes) -> Result<StatusCode, StatusCode> {
    let (target, (verifier, database)) = (parts.uri.to_string(), &*app);
    let verified = verifier.verify(parts.method.as_str(), &target, &parts.headers, &body).map_err(|error| {
        eprintln!("refused: {error}");
        StatusCode::FORBIDDEN
    })?;
    let update = verified.status().map_err(|_| StatusCode::BAD_REQUEST)?;
    let (sid, status) = update.key();
    let values = (sid, status, update.error_code.map(ErrorCode::get));
    database.lock().unwrap_or_else(PoisonError::into_inner).execute(INSERT, values).map_err(|error| {
        eprintln!("not kept: {error}");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    Ok(StatusCode::NO_CONTENT)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let token = AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?;
    let verifier = WebhookVerifier::new(&env::var("PUBLIC_ORIGIN")?, [token.into()])?;
    let database = Connection::open(env::args().nth(1).ok_or("usage: status_store FILE")?)?;
    database.execute(TABLE, ())?;
    let app = Router::new().route("/status", post(webhook)).with_state(Arc::new((verifier, Mutex::new(database))));
    let listener = TcpListener::bind(("127.0.0.1", env::var("PORT")?.parse()?)).await?;
    println!("http://{}", listener.local_addr()?);
    Ok(serve(listener, app).await?)
}
