//! What the programs for servers answer to a webhook that was verified.

use twilio_sms::webhook::Callback;
use twilio_sms::{Body, twiml};

/// Prints what a webhook says, and returns the reply: an echo of a message, or an empty one.
pub(crate) fn answer(callback: &Callback<'_>) -> twiml::Response {
    match callback {
        Callback::Status(update) => {
            let (sid, status) = update.key();
            println!("{sid} is {status}");
            twiml::Response::empty()
        }
        Callback::Inbound(message) => {
            let body = message.body.as_deref().unwrap_or_default();
            let from = message.from.as_deref().unwrap_or("an unknown sender");
            println!("message of {} characters from {from}", body.chars().count());
            echo(body)
        }
    }
}

/// Returns a reply that quotes the message. The text is escaped, and truncated if it is too long. If XML cannot carry
/// it, the reply is empty.
fn echo(body: &str) -> twiml::Response {
    let text = Body::truncate(&format!("You said: {body}")).and_then(|text| twiml::Text::try_from(text).ok());
    text.and_then(|text| twiml::Response::new([twiml::Message::new(text)]).ok()).unwrap_or_else(twiml::Response::empty)
}
