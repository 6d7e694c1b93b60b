//! Schedules a message, or cancels one that was scheduled.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package programs --bin schedule -- MG... +14155550199 90 "The film begins in half an hour"
//! cargo run --package programs --bin schedule -- cancel SM...
//! ```
//!
//! The first argument is the messaging service, which alone can send later, and the third is a number of minutes.

use std::env;
use std::error::Error;
use std::time::{Duration, SystemTime};

use programs::Twilio;
use twilio_sms::address::Recipient;
use twilio_sms::request::{SendAt, Service, UpdateMessage};
use twilio_sms::{Body, SendMessage, Status};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["cancel", sid] => Twilio::from_env()?.call(&UpdateMessage::cancel(sid.parse()?))?,
        [service, to, minutes, text] => {
            let message = SendMessage::to(to.parse::<Recipient>()?)
                .service(Service::new(service.parse()?))
                .body(Body::new(*text)?)
                .send_at(minutes_from_now(minutes.parse()?)?);
            Twilio::from_env()?.call(&message.build()?)?
        }
        _ => return Err("usage: schedule SERVICE TO MINUTES TEXT, or schedule cancel SID".into()),
    };
    let message = outcome.into_result()?;
    println!("{} is {}", message.sid, message.status.as_ref().map_or("without a status", Status::as_str));
    Ok(())
}

fn minutes_from_now(minutes: u32) -> Result<SendAt, Box<dyn Error>> {
    let now = SystemTime::now();
    let time = SendAt::try_from(now + Duration::from_secs(60 * u64::from(minutes)))?;
    if time.is_schedulable(now) { Ok(time) } else { Err("Twilio schedules from 5 minutes to 35 days ahead".into()) }
}
