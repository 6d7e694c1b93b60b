//! Sends a message with `reqwest`, and prints what became of it and whether it may be sent again.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package stack-reqwest -- +14155550100 +14155550199 "Hello" https://example.com/status
//! ```
//!
//! The last argument is the URL of a status callback and may be left out. Set `TWILIO_API` to use another server than
//! Twilio's.

use std::env;
use std::error::Error;
use std::time::{Duration, SystemTime};

use twilio_sms::address::Recipient;
use twilio_sms::request::Sender;
use twilio_sms::response::retry_after;
use twilio_sms::{Body, Call as _, Endpoint, Outcome, Resend, SendMessage, Sid};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [from, to, text, callback @ ..] = args.as_slice() else {
        return Err("usage: stack-reqwest FROM TO TEXT [CALLBACK]".into());
    };
    let account: Sid<'static> = env::var("TWILIO_ACCOUNT_SID")?.parse()?;
    let token = env::var("TWILIO_AUTH_TOKEN")?;
    let origin = env::var("TWILIO_API").unwrap_or_else(|_| "https://api.twilio.com".to_owned());

    let mut message =
        SendMessage::to(to.parse::<Recipient>()?).from(from.parse::<Sender>()?).body(Body::new(text.as_str())?);
    if let [url] = callback {
        message = message.status_callback(url.parse()?);
    }
    let message = message.build()?;

    // The feature `serde` lets reqwest serialize a message as a form.
    let url = format!("{origin}{}", message.request(&Endpoint::new(account.clone())).target());
    // A client that follows the redirect of a POST asks for the list of messages, so this one follows none.
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let request = client.post(url).basic_auth(&account, Some(token)).form(&message);

    // An error of `send` does not tell whether the message was sent.
    let response = request.send().await?;
    let status = response.status().as_u16();
    let wait = response.headers().get("Retry-After").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = response.bytes().await?;

    let outcome = SendMessage::answer(status, &body);
    match &outcome {
        Outcome::Done(message) => println!("sent as {}", message.sid),
        Outcome::Rejected(rejection) => println!("not sent: {rejection}"),
        Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
    }
    match outcome.resend() {
        Some(Resend::Safe) => {
            let wait = wait.and_then(|value| retry_after(&value, SystemTime::now())).unwrap_or(Duration::from_secs(1));
            println!("send it again in {} s", wait.as_secs());
        }
        Some(Resend::Later) => println!("send it again in some minutes, or on the next day"),
        Some(Resend::Pointless) => println!("sending it again would not help"),
        Some(_) => println!("look for it in the list of messages before you send it again"),
        None => {}
    }
    Ok(())
}
