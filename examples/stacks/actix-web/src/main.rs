//! Receives messages and status callbacks with `actix-web`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-actix-web
//! ```
//!
//! `PUBLIC_ORIGIN` is scheme and host of the URLs that you gave Twilio: `/sms` for messages, `/status` for callbacks.
//! [`Signed`] is the extractor to paste: nothing reaches a handler but what Twilio has signed.

use std::env;
use std::error::Error;
use std::future::Future;
use std::net::TcpListener;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::{ErrorBadRequest, ErrorForbidden, ErrorInternalServerError};
use actix_web::web::{Bytes, Data, post};
use actix_web::{App, FromRequest, HttpRequest, HttpResponse, HttpServer};
use twilio_sms::signature::{AuthToken, Incoming, PublicUrl, Secret, Verified};
use twilio_sms::webhook::{InboundMessage, StatusUpdate};
use twilio_sms::{Body, DecodeError, twiml};

/// Where Twilio thinks that we are, and what it signs with.
struct Twilio {
    scheme: String,
    host: String,
    secrets: [Secret; 1],
}

/// What Twilio sent, verified before it was decoded.
struct Signed<T>(T);

type Extracting<T> = Pin<Box<dyn Future<Output = actix_web::Result<Signed<T>>>>>;

impl FromRequest for Signed<InboundMessage<'static>> {
    type Error = actix_web::Error;
    type Future = Extracting<InboundMessage<'static>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        signed(request, payload, |proof| proof.inbound().map(InboundMessage::into_owned))
    }
}

impl FromRequest for Signed<StatusUpdate<'static>> {
    type Error = actix_web::Error;
    type Future = Extracting<StatusUpdate<'static>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        signed(request, payload, |proof| proof.status().map(StatusUpdate::into_owned))
    }
}

fn signed<T: 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    decode: fn(&Verified<'_>) -> Result<T, DecodeError>,
) -> Extracting<T> {
    let request = request.clone();
    // The signature covers the bytes: actix's own `Form` would eat them. `Bytes` keeps to 256 KiB.
    let body = Bytes::from_request(&request, payload);
    Box::pin(async move {
        let body = body.await?;
        let twilio = request.app_data::<Data<Twilio>>().ok_or_else(|| ErrorInternalServerError("no app_data"))?;
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let url = PublicUrl::new(&twilio.scheme, &twilio.host, target).map_err(ErrorBadRequest)?;
        let incoming = Incoming {
            method: request.method().as_str(),
            url: url.as_str(),
            content_type: header("Content-Type"),
            signature: header(Incoming::SIGNATURE),
            settings: header(Incoming::SETTINGS),
            body: &body,
        };
        let proof = incoming.verify(&twilio.secrets).map_err(|refusal| {
            eprintln!("refused: {refusal}");
            ErrorForbidden("")
        })?;
        decode(&proof).map(Signed).map_err(ErrorBadRequest)
    })
}

async fn sms(Signed(message): Signed<InboundMessage<'static>>) -> HttpResponse {
    let body = message.body.as_deref().unwrap_or_default();
    println!("message of {} characters from {}", body.chars().count(), message.from.as_deref().unwrap_or("nobody"));
    HttpResponse::Ok().content_type(twiml::CONTENT_TYPE).body(echo(body).encode())
}

/// Says what was said. What somebody wrote stays text; what is too long is cut, and what XML cannot carry is not sent back.
fn echo(body: &str) -> twiml::Response {
    let text = Body::truncate(&format!("You said: {body}")).and_then(|text| twiml::Text::try_from(text).ok());
    text.and_then(|text| twiml::Response::new([twiml::Message::new(text)]).ok()).unwrap_or_else(twiml::Response::empty)
}

async fn status(Signed(update): Signed<StatusUpdate<'static>>) -> HttpResponse {
    let (sid, status) = update.key();
    println!("{sid} is {status}");
    HttpResponse::NoContent().finish()
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?))?;
    let local = format!("http://{}", listener.local_addr()?);
    let origin = env::var("PUBLIC_ORIGIN").unwrap_or_else(|_| local.clone());
    let (scheme, host) = origin.split_once("://").ok_or("PUBLIC_ORIGIN is like https://example.com")?;
    let twilio = Data::new(Twilio {
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        secrets: [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()],
    });

    println!("{local} listens as {origin}");
    let app =
        move || App::new().app_data(twilio.clone()).route("/sms", post().to(sms)).route("/status", post().to(status));
    Ok(HttpServer::new(app).workers(1).listen(listener)?.run().await?)
}
