//! Sends a text to everybody in a configuration file, from the sender in that file.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package programs --bin notify -- notify.toml "The database is down"
//! ```
//!
//! The sender is a phone number, a short code, a name, or the SID of a messaging service:
//!
//! ```toml
//! sender = "MG0123456789abcdef0123456789abcdef"
//! recipients = ["+14155550199", "whatsapp:+14155550198"]
//! ```

use std::error::Error;
use std::process::ExitCode;
use std::{env, fs};

use programs::Twilio;
use serde::Deserialize;
use twilio_sms::address::Recipient;
use twilio_sms::request::Sender;
use twilio_sms::{Body, ErrorCode, Outcome, SendMessage};

/// The file. Its addresses are texts here, because parsing refuses a mistake that deserialising an address keeps.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    sender: String,
    recipients: Vec<String>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, text] = args.as_slice() else { return Err("usage: notify FILE TEXT".into()) };
    let config: Config = toml::from_str(&fs::read_to_string(file)?)?;
    let (sender, body): (Sender, _) = (config.sender.parse()?, Body::new(text.as_str())?);
    // All messages are built before the first is sent, so a mistake in the file sends nothing.
    let mut messages = Vec::new();
    for to in config.recipients {
        messages.push(SendMessage::to(to.parse::<Recipient>()?).from(sender.clone()).body(body.clone()).build()?);
    }
    let twilio = Twilio::from_env()?;
    let mut code = ExitCode::SUCCESS;
    for message in messages {
        let to = message.recipient();
        match twilio.call(&message)? {
            Outcome::Done(sent) => println!("{to}: sent as {}", sent.sid),
            Outcome::Rejected(rejection) if rejection.code.is_some_and(ErrorCode::is_opt_out) => {
                println!("{to}: does not want messages");
            }
            outcome => {
                println!("{to}: {outcome}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
