//! Sends a message once, whatever happens to the connection.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package programs --bin retry -- +14155550100 +14155550199 "Hello"
//! ```
//!
//! A busy server gets the same request again. After a failure or no answer the message may have been sent, so the program
//! looks for it before it sends it again.

use std::error::Error;
use std::time::{Duration, SystemTime};
use std::{env, thread};

use programs::Twilio;
use twilio_sms::address::Recipient;
use twilio_sms::request::{ListMessages, Sender};
use twilio_sms::{Body, Outcome, SendMessage, Sid, Timestamp};

/// How much the clock of the server may differ from the clock of this machine.
const CLOCK_DIFFERENCE: Duration = Duration::from_secs(60);

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [from, to, text] = args.as_slice() else { return Err("usage: retry FROM TO TEXT".into()) };
    let body = Body::new(text.as_str())?;
    let message = SendMessage::to(to.parse::<Recipient>()?).from(from.parse::<Sender>()?).body(body).build()?;
    println!("sent as {}", send(&Twilio::from_env()?, &message)?);
    Ok(())
}

/// Sends a message, and looks for it wherever it is unknown whether it was sent. Returns its SID.
fn send(twilio: &Twilio, message: &SendMessage) -> Result<Sid<'static>, Box<dyn Error>> {
    let since = SystemTime::now() - CLOCK_DIFFERENCE;
    for seconds in [1, 5, 30] {
        let unknown = match twilio.call(message)? {
            Outcome::Unknown(unknown) => unknown,
            outcome => return Ok(outcome.into_result()?.sid),
        };
        eprintln!("{unknown}: looking for the message");
        thread::sleep(Duration::from_secs(seconds)); // a new message may be missing in the list for a moment
        if let Some(sid) = unknown.sid.or(find(twilio, message, since)?) {
            return Ok(sid);
        }
    }
    Err("after three attempts the message is not in the list".into())
}

/// Searches the newest messages to the recipient of a message for its text.
fn find(twilio: &Twilio, message: &SendMessage, since: SystemTime) -> Result<Option<Sid<'static>>, Box<dyn Error>> {
    let list = ListMessages::new().to(message.recipient().address().clone());
    let mut newest = twilio.call(&list)?.into_result()?.messages.into_iter();
    let found = newest.find(|found| {
        let created = found.date_created.as_ref().and_then(Timestamp::to_system_time);
        found.body.as_deref() == message.body().map(Body::as_str) && created >= Some(since)
    });
    Ok(found.map(|found| found.sid))
}
