//! Sends a message with `ureq`, and prints what became of it. With `tour` before its arguments, it then fetches the
//! message, finds it in the list, redacts it and deletes it.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package stack-ureq -- +14155550100 +14155550199 "Hello"
//! cargo run --package stack-ureq -- tour +14155550100 +14155550199 "Hello"
//! ```
//!
//! Set `TWILIO_API` to use another server than Twilio's.

use std::env;
use std::error::Error;

use twilio_sms::address::Recipient;
use twilio_sms::limits::MAX_DOCUMENT;
use twilio_sms::request::{DeleteMessage, FetchMessage, ListMessages, NextPage, Sender, UpdateMessage};
use twilio_sms::{Body, Call, Credentials, Endpoint, Outcome, ParseError, SendMessage, Sid};

/// An account, the server that it is on, and the HTTP client.
struct Twilio {
    endpoint: Endpoint,
    origin: String,
    credentials: Credentials,
    agent: ureq::Agent,
}

impl Twilio {
    /// Does any call: sends its request, and decodes the answer.
    fn call<C: Call>(&self, call: &C) -> Result<Outcome<'static, C::Answer<'static>>, ParseError> {
        let request = call.request(&self.endpoint).into_http(&self.origin, &self.credentials)?;
        let answer = self.agent.run(request).and_then(|mut response| {
            let body = response.body_mut().with_config().limit(MAX_DOCUMENT as u64).read_to_vec()?;
            Ok((response.status().as_u16(), body))
        });
        // An error does not tell whether the message was sent.
        Ok(answer.map_or_else(|_| C::no_answer(), |(status, body)| C::answer_owned(status, &body)))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let is_tour = args.first().is_some_and(|first| first == "tour");
    let [from, to, text] = args.split_off(usize::from(is_tour)).try_into().map_err(|_| "usage: [tour] FROM TO TEXT")?;
    let account: Sid<'static> = env::var("TWILIO_ACCOUNT_SID")?.parse()?;
    // A status such as 400 is an answer, and its body says why the message was rejected. A client that follows the
    // redirect of a POST asks for the list of messages, so this one follows no redirects.
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let twilio = Twilio {
        credentials: Credentials::new(account.clone(), env::var("TWILIO_AUTH_TOKEN")?)?,
        endpoint: Endpoint::new(account),
        origin: env::var("TWILIO_API").unwrap_or_else(|_| "https://api.twilio.com".to_owned()),
        agent: config.into(),
    };

    let message = SendMessage::to(to.parse::<Recipient>()?).from(from.parse::<Sender>()?).body(Body::new(text)?);
    match twilio.call(&message.build()?)? {
        Outcome::Done(message) => {
            println!("sent as {}", message.sid);
            if is_tour {
                tour(&twilio, &message.sid)?;
            }
        }
        Outcome::Rejected(rejection) => println!("not sent: {rejection}"),
        Outcome::Unknown(unknown) => println!("maybe sent: {unknown}"),
    }
    Ok(())
}

/// Fetches a message, finds it in the pages of the list, redacts it, and deletes it.
fn tour(twilio: &Twilio, sid: &Sid<'static>) -> Result<(), Box<dyn Error>> {
    let fetched = twilio.call(&FetchMessage::new(sid.clone()))?.into_result()?;
    println!("fetched: {}", fetched.status.as_ref().map_or("without a status", |status| status.as_str()));
    let mut page = twilio.call(&ListMessages::new())?.into_result()?;
    while !page.messages.iter().any(|message| message.sid == *sid) {
        let link = page.paging.next_page_uri.as_deref().ok_or("the message is not in the list")?;
        page = twilio.call(&NextPage::resume(link, &twilio.endpoint)?)?.into_result()?;
    }
    println!("listed: true");
    let redacted = twilio.call(&UpdateMessage::redact(sid.clone()))?.into_result()?;
    println!("redacted: {} characters left", redacted.body.as_deref().unwrap_or_default().len());
    twilio.call(&DeleteMessage::new(sid.clone()))?.into_result()?;
    println!("deleted");
    Ok(())
}
