//! The sentences of Twilio's refusals.
//!
//! The API answers other sentences than the titles of the codes in Twilio's error dictionary, and most of them contain
//! what the client sent. Those that are here were seen in answers of the API. Every other code has its title.

use twilio_sms::server::{ApiError, Reply};
use twilio_sms::{ErrorCode, Format};

/// What a client sent, as far as a sentence repeats it. A text is empty if it is not known.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'r> {
    pub(crate) from: &'r str,
    pub(crate) to: &'r str,
    pub(crate) path: &'r str,
}

/// Returns the reply for a refusal.
pub(crate) fn refusal(error: &ApiError, Sent { from, to, path }: Sent<'_>) -> Reply {
    let sentence = match error.code().get() {
        20404 if path.is_empty() => "The requested resource was not found".to_owned(),
        20404 => format!("The requested resource {path} was not found"),
        21211 => format!("The 'To' number {to} is not a valid phone number."),
        21212 => format!("The 'From' number {from} is not a valid phone number, shortcode, or alphanumeric sender ID."),
        21266 => "'To' and 'From' number cannot be the same".to_owned(),
        21408 => {
            format!("Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}.")
        }
        21602 => "Message body is required.".to_owned(),
        21603 => "A 'From' phone number is required.".to_owned(),
        21604 => "A 'To' phone number is required.".to_owned(),
        21605 => "The message body exceeds the 160 character limit.".to_owned(),
        21606 => format!(
            "The From phone number {from} is not a valid, SMS-capable inbound phone number or short code for your \
             account."
        ),
        21611 => "SMS queue is full.".to_owned(),
        21612 => format!(
            "The 'To' phone number: {to}, is not currently reachable using the 'From' phone number: {from} via SMS."
        ),
        21614 => format!("To number: {to}, is not a mobile number"),
        21617 => "The concatenated message body exceeds the 1600 character limit.".to_owned(),
        21619 => "A text message body or media urls must be specified.".to_owned(),
        21656 => "The Content Variables parameter is invalid".to_owned(),
        21910 => "Invalid From and To pair. From and To should be of the same channel".to_owned(),
        _ => return error.reply(),
    };
    with_sentence(error, sentence, None)
}

/// Returns the reply to a request without the right credentials.
pub(crate) fn unauthorized(format: Format, has_credentials: bool) -> Reply {
    let error = ApiError::new(401, ErrorCode::PERMISSION_DENIED, format);
    let sentence = if has_credentials { "Authenticate" } else { "Authentication Error - No credentials provided" };
    with_sentence(&error, sentence.to_owned(), Some("Your AccountSid or AuthToken was incorrect."))
}

/// Returns the reply for an error with another sentence than the title of its code.
pub(crate) fn with_sentence(error: &ApiError, sentence: String, detail: Option<&'static str>) -> Reply {
    let mut rejection = error.rejection();
    rejection.message = Some(sentence.into());
    rejection.detail = detail.map(Into::into).or(rejection.detail);
    // XML cannot carry every character that a client can put into a number. The title of the code is used then.
    rejection.encode(error.format()).unwrap_or_else(|_| error.reply())
}
