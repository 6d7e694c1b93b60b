//! Reminds people of their appointments. Its test needs no socket: `fake-twilio` answers in process.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package programs --bin reminders -- +14155550100 +14155550199=9:30 +14155550198=10:15
//! cargo test --package programs --bin reminders
//! ```

use std::env;
use std::error::Error;

use programs::Twilio;
use twilio_sms::address::Recipient;
use twilio_sms::request::Sender;
use twilio_sms::{Body, Message, Outcome, ParseError, SendMessage};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (from, twilio) = (args.next().ok_or("usage: reminders FROM TO=TIME...")?.parse()?, Twilio::from_env()?);
    for appointment in args {
        let (to, time) = appointment.split_once('=').ok_or("expected TO=TIME")?;
        println!("{}", remind(&from, to.parse()?, time, |message| twilio.call(message))?);
    }
    Ok(())
}

/// Sends a reminder, and returns what to tell the person at the desk.
fn remind(
    from: &Sender,
    to: Recipient,
    time: &str,
    send: impl FnOnce(&SendMessage) -> Result<Outcome<'static, Message<'static>>, ParseError>,
) -> Result<String, Box<dyn Error>> {
    let body = Body::new(format!("Your appointment is at {time} tomorrow."))?;
    let message = SendMessage::to(to.clone()).from(from.clone()).body(body).build()?;
    Ok(match send(&message)? {
        Outcome::Done(_) => format!("{to} was reminded"),
        outcome => format!("call {to}: {outcome}"),
    })
}

#[cfg(test)]
#[test]
fn people_who_cannot_be_reached_are_called() -> Result<(), Box<dyn Error>> {
    use twilio_sms::Call as _;

    let (mut fake, from) = (fake_twilio::Fake::default(), "+14155550100".parse()?);
    let mut send = |message: &SendMessage| {
        let answer = fake.call(&message.request(fake.endpoint()));
        Ok(SendMessage::answer_owned(answer.status(), answer.body().as_bytes()))
    };
    assert_eq!(remind(&from, "+14155550199".parse()?, "9:30", &mut send)?, "+14155550199 was reminded");
    let refused = remind(&from, "+15005550009".parse()?, "10:15", &mut send)?;
    assert!(refused.starts_with("call +15005550009: rejected with status 400, code 21614"), "{refused}");
    assert_eq!(fake.messages()[0].body.as_deref(), Some("Your appointment is at 9:30 tomorrow."));
    Ok(())
}
