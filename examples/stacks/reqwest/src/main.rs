//! Sends a message with `reqwest`, and prints what became of it and whether it may be sent again. With `tour` before its
//! arguments, it then fetches the message, finds it in the list, redacts it and deletes it.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package stack-reqwest -- +14155550100 +14155550199 "Hello" https://example.com/status
//! cargo run --package stack-reqwest -- tour +14155550100 +14155550199 "Hello"
//! ```
//!
//! The last argument is the URL of a status callback and may be left out. Set `TWILIO_API` to use another server than
//! Twilio's.

use std::env;
use std::error::Error;
use std::time::{Duration, SystemTime};

use twilio_sms::address::Recipient;
use twilio_sms::call::Pager;
use twilio_sms::request::{DeleteMessage, FetchMessage, ListMessages, Sender, UpdateMessage};
use twilio_sms::response::retry_after;
use twilio_sms::{Body, Call, Credentials, Endpoint, Outcome, Request, Resend, SendMessage, Sid};

/// An account, the server that it is on, and the HTTP client.
struct Twilio {
    endpoint: Endpoint,
    origin: String,
    credentials: Credentials,
    client: reqwest::Client,
}

/// The status and the body of an answer, and how long the server asks to wait.
struct Answer {
    status: u16,
    body: Vec<u8>,
    wait: Option<Duration>,
}

impl Twilio {
    /// Sends a request. An error does not tell whether the message was sent.
    async fn send(&self, request: Request) -> reqwest::Result<Answer> {
        let builder = match request.method().as_str() {
            "POST" => self.client.post(format!("{}{}", self.origin, request.target())),
            "DELETE" => self.client.delete(format!("{}{}", self.origin, request.target())),
            _ => self.client.get(format!("{}{}", self.origin, request.target())),
        };
        let builder = builder.header("Authorization", self.credentials.authorization());
        let builder = match request.content_type() {
            Some(content_type) => builder.header("Content-Type", content_type).body(request.body().to_owned()),
            None => builder,
        };
        let response = builder.send().await?;
        let wait = response.headers().get("Retry-After").and_then(|value| value.to_str().ok());
        let wait = wait.and_then(|value| retry_after(value, SystemTime::now()));
        Ok(Answer { status: response.status().as_u16(), body: response.bytes().await?.into(), wait })
    }

    /// Does any call: sends its request, and decodes the answer.
    async fn call<C: Call>(&self, call: &C) -> (Outcome<'static, C::Answer<'static>>, Option<Duration>) {
        match self.send(call.request(&self.endpoint)).await {
            Ok(answer) => (C::answer_owned(answer.status, &answer.body), answer.wait),
            Err(_) => (C::no_answer(), None),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let is_tour = args.first().is_some_and(|first| first == "tour");
    let args = args.split_off(usize::from(is_tour));
    let [from, to, text, callback @ ..] = args.as_slice() else {
        return Err("usage: stack-reqwest [tour] FROM TO TEXT [CALLBACK]".into());
    };
    let account: Sid<'static> = env::var("TWILIO_ACCOUNT_SID")?.parse()?;
    let twilio = Twilio {
        credentials: Credentials::new(account.clone(), env::var("TWILIO_AUTH_TOKEN")?)?,
        endpoint: Endpoint::new(account),
        origin: env::var("TWILIO_API").unwrap_or_else(|_| "https://api.twilio.com".to_owned()),
        // A client that follows the redirect of a POST asks for the list of messages, so this one follows none.
        client: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?,
    };

    let mut message =
        SendMessage::to(to.parse::<Recipient>()?).from(from.parse::<Sender>()?).body(Body::new(text.as_str())?);
    if let [url] = callback {
        message = message.status_callback(url.parse()?);
    }
    let (outcome, wait) = twilio.call(&message.build()?).await;
    match &outcome {
        Outcome::Done(message) => println!("sent as {}", message.sid),
        Outcome::Rejected(rejection) => println!("not sent: {rejection}"),
        Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
    }
    match outcome.resend() {
        Some(Resend::Safe) => println!("send it again in {} s", wait.map_or(1, |wait| wait.as_secs())),
        Some(Resend::Later) => println!("send it again in some minutes, or on the next day"),
        Some(Resend::Pointless) => println!("sending it again would not help"),
        Some(_) => println!("look for it in the list of messages before you send it again"),
        None => {}
    }
    match outcome.done() {
        Some(message) if is_tour => tour(&twilio, message.sid).await,
        _ => Ok(()),
    }
}

/// Fetches a message, finds it in the pages of the list, redacts it, and deletes it.
async fn tour(twilio: &Twilio, sid: Sid<'static>) -> Result<(), Box<dyn Error>> {
    let fetched = twilio.call(&FetchMessage::new(sid.clone())).await.0.into_result()?;
    println!("fetched: {}", fetched.status.as_ref().map_or("without a status", |status| status.as_str()));
    let mut pager = Pager::new(ListMessages::new(), twilio.endpoint.clone());
    let mut is_listed = false;
    while let (false, Some(request)) = (is_listed, pager.next_request()) {
        let answer = twilio.send(request).await?;
        let page = pager.read(answer.status, &answer.body).into_result()?;
        is_listed = page.messages.iter().any(|message| message.sid == sid);
    }
    println!("listed: {is_listed}");
    let redacted = twilio.call(&UpdateMessage::redact(sid.clone())).await.0.into_result()?;
    println!("redacted: {} characters left", redacted.body.as_deref().unwrap_or_default().len());
    twilio.call(&DeleteMessage::new(sid)).await.0.into_result()?;
    println!("deleted");
    Ok(())
}
