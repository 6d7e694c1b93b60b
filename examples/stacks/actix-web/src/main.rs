//! Receives messages and status callbacks with `actix-web`, and answers messages.
//!
//! ```text
//! export TWILIO_AUTH_TOKEN=...
//! PORT=3000 PUBLIC_ORIGIN=https://example.com cargo run --package stack-actix-web
//! ```
//!
//! `PUBLIC_ORIGIN` is the scheme and host of the URLs that you gave Twilio: `/sms` for messages, `/status` for
//! callbacks. Copy the extractor [`Signed`] into your program: handlers that use it receive only requests that Twilio
//! signed.

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
use twilio_sms::{DecodeError, twiml};

/// The public address of this server, and the secrets that Twilio signs with.
struct Twilio {
    scheme: String,
    host: String,
    secrets: [Secret; 1],
}

/// A webhook that was verified before it was decoded.
struct Signed<T>(T);

type Extracting<T> = Pin<Box<dyn Future<Output = actix_web::Result<Signed<T>>>>>;

impl FromRequest for Signed<InboundMessage<'static>> {
    type Error = actix_web::Error;
    type Future = Extracting<InboundMessage<'static>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        signed(request, payload, |request| request.inbound().map(InboundMessage::into_owned))
    }
}

impl FromRequest for Signed<StatusUpdate<'static>> {
    type Error = actix_web::Error;
    type Future = Extracting<StatusUpdate<'static>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        signed(request, payload, |request| request.status().map(StatusUpdate::into_owned))
    }
}

fn signed<T: 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    decode: fn(&Verified<'_>) -> Result<T, DecodeError>,
) -> Extracting<T> {
    let request = request.clone();
    // The signature covers the bytes of the body. actix's own `Form` would consume them. `Bytes` accepts up to 256 KiB.
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
        let verified = incoming.verify(&twilio.secrets).map_err(|error| {
            eprintln!("refused: {error}");
            ErrorForbidden("")
        })?;
        decode(&verified).map(Signed).map_err(ErrorBadRequest)
    })
}

async fn sms(Signed(message): Signed<InboundMessage<'static>>) -> HttpResponse {
    let body = message.body.as_deref().unwrap_or_default();
    println!(
        "message of {} characters from {}",
        body.chars().count(),
        message.from.as_deref().unwrap_or("an unknown sender")
    );
    HttpResponse::Ok().content_type(twiml::CONTENT_TYPE).body(echo(body).encode())
}

/// Returns a reply that quotes the message. The text is escaped, and cut if it is too long.
fn echo(body: &str) -> twiml::Response {
    let quote = twiml::Text::from_lossy(&format!("You said: {body}"), twiml::Text::MAX_CHARS);
    let verbs = quote.map(|quote| twiml::Message::new(quote.text));
    twiml::Response::new(verbs).unwrap_or_else(|_| twiml::Response::empty())
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
    let (scheme, host) = origin.split_once("://").ok_or("expected PUBLIC_ORIGIN such as https://example.com")?;
    let twilio = Data::new(Twilio {
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        secrets: [AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into()],
    });

    println!("{local} serves {origin}");
    let app =
        move || App::new().app_data(twilio.clone()).route("/sms", post().to(sms)).route("/status", post().to(status));
    Ok(HttpServer::new(app).workers(1).listen(listener)?.run().await?)
}
