//! Sends a code for logging in, asks for it, and compares what was entered.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package programs --bin one_time_code -- +14155550100 +14155550199
//! ```

use std::error::Error;
use std::time::{Duration, Instant};
use std::{env, io};

use programs::Twilio;
use twilio_sms::address::Recipient;
use twilio_sms::request::{Sender, ValidityPeriod};
use twilio_sms::{Body, ErrorCode, Message, Outcome, SendMessage};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [from, to] = args.as_slice() else { return Err("usage: one_time_code FROM TO".into()) };

    let code = format!("{:06}", rand::random_range(0..1_000_000));
    let message = SendMessage::to(to.parse::<Recipient>()?)
        .from(from.parse::<Sender>()?)
        .body(Body::new(format!("{code} is your code. It is valid for 5 minutes."))?)
        .validity_period(ValidityPeriod::new(300)?) // a code that comes later would be of no use
        .build()?;
    let sent = Instant::now();
    send(&Twilio::from_env()?, &message)?;

    println!("Enter the code that we sent you:");
    for line in io::stdin().lines().take(3) {
        if sent.elapsed() > Duration::from_secs(300) {
            return Err("the code has expired".into());
        }
        if line?.trim() == code {
            println!("Welcome");
            return Ok(());
        }
        println!("This is another code.");
    }
    Err("the code was not entered".into())
}

/// Sends the code, and sends it again if it is unknown whether it was sent: the same code twice does no harm.
fn send(twilio: &Twilio, message: &SendMessage) -> Result<Message<'static>, Box<dyn Error>> {
    let mut outcome = twilio.call(message)?;
    for _ in 0..2 {
        if let Outcome::Unknown(unknown) = &outcome {
            eprintln!("{unknown}: sending the code again");
            outcome = twilio.call(message)?;
        }
    }
    match outcome.into_result() {
        Err(failure) if failure.code().is_some_and(ErrorCode::is_invalid_recipient) => {
            Err("this number cannot receive a code".into())
        }
        result => Ok(result?),
    }
}
