//! Receives messages and status callbacks in a function of AWS Lambda, and answers messages.
//!
//! The environment of the function needs `TWILIO_AUTH_TOKEN` and `PUBLIC_ORIGIN`, which is the scheme and host of the
//! URL that you gave Twilio, with the stage if the URL has one. Use a function URL or an HTTP API with the payload
//! format 2.0: that format keeps the query as Twilio signed it. `lambda_http` decodes the body, which the gateway
//! passes in base64.

use std::env;

use lambda_http::http::StatusCode;
use lambda_http::http::header::CONTENT_TYPE;
use lambda_http::{Error, Request, Response, run, service_fn};
use twilio_sms::signature::{AuthToken, WebhookVerifier};
use twilio_sms::twiml;

#[path = "../../answer.rs"]
mod answer;

/// Answers a request that Twilio signed.
fn webhook(verifier: &WebhookVerifier, request: &Request) -> Result<String, StatusCode> {
    let (method, target) = (request.method().as_str(), request.uri().to_string());
    let verified = verifier.verify(method, &target, request.headers(), request.body()).map_err(|error| {
        eprintln!("refused: {error}");
        StatusCode::FORBIDDEN
    })?;
    let callback = verified.callback().map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(answer::answer(&callback).encode())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let secret = AuthToken::new(&env::var("TWILIO_AUTH_TOKEN")?)?.into();
    let verifier = &WebhookVerifier::new(&env::var("PUBLIC_ORIGIN")?, [secret])?;
    let answer = async |request: Request| {
        let reply = webhook(verifier, &request);
        let (status, body) = reply.map_or_else(|status| (status, String::new()), |reply| (StatusCode::OK, reply));
        Ok::<_, Error>(Response::builder().status(status).header(CONTENT_TYPE, twiml::CONTENT_TYPE).body(body)?)
    };
    run(service_fn(answer)).await
}
