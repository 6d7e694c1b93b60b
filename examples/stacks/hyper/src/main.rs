//! Sends a message with `hyper`, and then fetches it.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package stack-hyper -- +14155550100 +14155550199 "Hello"
//! ```
//!
//! Set `TWILIO_API` to use another server than Twilio's.

use std::env;
use std::error::Error;

use http_body_util::{BodyExt as _, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use twilio_sms::address::Recipient;
use twilio_sms::limits::MAX_DOCUMENT;
use twilio_sms::request::{FetchMessage, Sender};
use twilio_sms::{Body, Call, Credentials, Endpoint, SendMessage, Sid, Status};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [from, to, text] = args.as_slice() else { return Err("usage: stack-hyper FROM TO TEXT".into()) };
    let account: Sid<'static> = env::var("TWILIO_ACCOUNT_SID")?.parse()?;
    let credentials = Credentials::new(account.clone(), env::var("TWILIO_AUTH_TOKEN")?)?;
    let origin = env::var("TWILIO_API").unwrap_or_else(|_| "https://api.twilio.com".to_owned());

    let client = Twilio { endpoint: Endpoint::new(account), origin, credentials };

    let message =
        SendMessage::to(to.parse::<Recipient>()?).from(from.parse::<Sender>()?).body(Body::new(text.as_str())?);
    let sent = client.call(&message.build()?).await?;
    println!("sent as {}", sent.sid);

    let fetched = client.call(&FetchMessage::new(sent.sid)).await?;
    println!("{} is {}", fetched.sid, fetched.status.as_ref().map_or("without a status", Status::as_str));
    Ok(())
}

struct Twilio {
    endpoint: Endpoint,
    origin: String,
    credentials: Credentials,
}

impl Twilio {
    /// Sends any request, and returns its answer. The error says whether the request was rejected or its outcome is
    /// unknown, and whether it may be sent again.
    ///
    /// `hyper` follows no redirects, which is right for a POST that sends.
    async fn call<C: Call>(&self, call: &C) -> Result<C::Answer<'static>, Box<dyn Error + Send + Sync>> {
        let client = Client::builder(TokioExecutor::new()).build(connector());
        let request = call.request(&self.endpoint).into_http(&self.origin, &self.credentials)?;
        let response = client.request(request).await?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), MAX_DOCUMENT).collect().await?.to_bytes();
        Ok(C::answer_owned(status, &body).into_result()?)
    }
}

#[cfg(feature = "tls")]
fn connector() -> hyper_rustls::HttpsConnector<hyper_util::client::legacy::connect::HttpConnector> {
    hyper_rustls::HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build()
}

#[cfg(not(feature = "tls"))]
fn connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}
