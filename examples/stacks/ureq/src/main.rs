//! Sends a message with `ureq`, and prints what became of it.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package stack-ureq -- +14155550100 +14155550199 "Hello"
//! ```
//!
//! Set `TWILIO_API` to use another server than Twilio's.

use std::env;
use std::error::Error;

use twilio_sms::address::Recipient;
use twilio_sms::limits::MAX_DOCUMENT;
use twilio_sms::request::Sender;
use twilio_sms::{Body, Call as _, Credentials, Endpoint, Outcome, SendMessage, Sid};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [from, to, text] = args.as_slice() else { return Err("usage: stack-ureq FROM TO TEXT".into()) };
    let account: Sid<'static> = env::var("TWILIO_ACCOUNT_SID")?.parse()?;
    let credentials = Credentials::new(account.clone(), env::var("TWILIO_AUTH_TOKEN")?)?;
    let origin = env::var("TWILIO_API").unwrap_or_else(|_| "https://api.twilio.com".to_owned());

    let message =
        SendMessage::to(to.parse::<Recipient>()?).from(from.parse::<Sender>()?).body(Body::new(text.as_str())?);
    let request = message.build()?.request(&Endpoint::new(account)).into_http(&origin, &credentials)?;

    // A status such as 400 is an answer, and its body says why the message was rejected. An error of `run` does not
    // tell whether the message was sent. A client that follows the redirect of a POST asks for the list of messages, so
    // this one follows no redirects.
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let agent: ureq::Agent = config.into();
    let mut response = agent.run(request)?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(MAX_DOCUMENT as u64).read_to_vec()?;

    match SendMessage::answer(status, &body) {
        Outcome::Done(message) => println!("sent as {}", message.sid),
        Outcome::Rejected(rejection) => println!("not sent: {rejection}"),
        Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
    }
    Ok(())
}
