//! What the programs for servers answer to a webhook that was verified.

use twilio_sms::twiml;
use twilio_sms::webhook::Callback;

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

/// Returns a reply that quotes the message. The text is escaped, and cut if it is too long.
fn echo(body: &str) -> twiml::Response {
    let quote = twiml::Text::from_lossy(&format!("You said: {body}"), twiml::Text::MAX_CHARS);
    let verbs = quote.map(|quote| twiml::Message::new(quote.text));
    twiml::Response::new(verbs).unwrap_or_else(|_| twiml::Response::empty())
}
