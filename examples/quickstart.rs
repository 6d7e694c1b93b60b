//! Shows a send, its answers and a status callback: their bytes, and how this crate reads them.
//!
//! ```text
//! cargo run --example quickstart                  # the example of Twilio's page "Sending SMS Messages"
//! cargo run --example quickstart -- reply.xml     # explains a payload of yours
//! pbpaste | cargo run --example quickstart -- -   # explains a payload on standard input
//! ```
//!
//! A payload is the body of a reply in XML or JSON, a form, which is a request to send or a webhook, or a webhook in
//! JSON.

use std::fmt::{Debug, Display};
use std::io::{self, Read as _, Write as _};
use std::process::{self, ExitCode};
use std::{env, error, fs};

use twilio_sms::webhook::{Callback, Event, EventData, InboundMessage, StatusUpdate};
use twilio_sms::{
    Call as _, Credentials, DecodeError, DecodeErrorKind, Endpoint, ErrorCode, Message, Outcome, Page, PhoneNumber,
    Rejection, Resend, SendMessage, SendSms, Sid,
};

/// The reply as Twilio's page prints it. It is not well-formed XML, because it contains a bare `<3`.
const REPLY: &str = "\
<TwilioResponse>
<SMSMessage>
<Sid>SM90c6fc909d8504d45ecdb3a3d5b3556e</Sid>
<DateCreated>Wed, 18 Aug 2010 20:01:40 +0000</DateCreated>
<DateUpdated>Wed, 18 Aug 2010 20:01:40 +0000</DateUpdated>
<DateSent/>
<AccountSid>AC5ef872f6da5a21de157d80997a64bd33</AccountSid>
<To>+14159352345</To>
<From>+14158141829</From>
<Body>Jenny please?! I love you <3</Body>
<Status>queued</Status>
<Direction>outbound-api</Direction>
<ApiVersion>2010-04-01</ApiVersion>
<Price/>
<Uri>/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/SMS/Messages/SM90c6fc909d8504d45ecdb3a3d5b3556e</Uri>
</SMSMessage>
</TwilioResponse>
";

/// The answer of Twilio to an invalid number.
const REJECTION: &str = r#"{"code": 21211, "message": "Invalid 'To' Phone Number: +1415555", "more_info": "https://www.twilio.com/docs/errors/21211", "status": 400}"#;

/// The status callback that Twilio sends when a message has failed.
const CALLBACK: &str = "SmsSid=SM90c6fc909d8504d45ecdb3a3d5b3556e&SmsStatus=failed&ErrorCode=30003\
                        &MessageSid=SM90c6fc909d8504d45ecdb3a3d5b3556e&MessageStatus=failed\
                        &To=%2B14159352345&From=%2B14158141829&AccountSid=AC5ef872f6da5a21de157d80997a64bd33";

fn main() -> ExitCode {
    let done = match env::args_os().nth(1) {
        None => tour(),
        Some(arg) if arg == "-" => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map_err(Into::into).and_then(|_| explain(&bytes))
        }
        Some(path) => fs::read(&path)
            .map_err(|error| format!("{}: {error}", path.display()).into())
            .and_then(|bytes| explain(&bytes)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quickstart: {error}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), Box<dyn error::Error>>;

/// Shows a send and its answers.
fn tour() -> Done {
    title("1. You create a message, and get a request that any HTTP client can send");
    let account: Sid<'_> = "AC5ef872f6da5a21de157d80997a64bd33".parse()?;
    let credentials = Credentials::new(account.clone(), "your-auth-token")?;
    let sms = SendSms::to(PhoneNumber::normalize("(415) 935-2345")?)
        .from(PhoneNumber::normalize("415-814-1829")?)
        .body("Jenny please?! I love you <3".parse()?)
        .build()?;
    let request = sms.request(&Endpoint::new(account).xml());
    quote(&format!("{} {} HTTP/1.1", request.method(), request.target()));
    quote("Host: api.twilio.com");
    // The whole value is `credentials.authorization()`. It contains the secret, so it must not be printed.
    quote(&format!("Authorization: Basic (the secret of {}, hidden)", credentials.user()));
    quote(&format!("Content-Type: {}", request.content_type().unwrap_or_default()));
    quote(&format!("Content-Length: {}", request.body().len()));
    quote("");
    quote(request.body());
    label("Its parameters:");
    for (name, value) in sms.params() {
        row(&name, value);
    }
    say("");
    say("  Twilio retired this resource in 2023. Use `SendMessage` instead of `SendSms` there.");

    title("2. Twilio answers with status 201 and the body that its documentation prints");
    REPLY.lines().for_each(quote);
    label("Decoded:");
    match Message::decode(201, REPLY.as_bytes()) {
        Outcome::Done(message) => show_message(&message),
        Outcome::Rejected(rejection) => show_rejection(&rejection),
        Outcome::Unknown(unknown) => say(format_args!("  maybe sent: {unknown}")),
    }

    title("3. Or Twilio answers with status 400");
    quote(REJECTION);
    label("Decoded:");
    match Message::decode(400, REJECTION.as_bytes()) {
        Outcome::Rejected(rejection) => show_rejection(&rejection),
        other => say(format_args!("  {other:?}")),
    }

    title("4. Later Twilio sends this to your status callback");
    quote(CALLBACK);
    label("Decoded:");
    show_update(&StatusUpdate::decode_unverified(CALLBACK.as_bytes())?);

    title("Next steps");
    println!(
        "  Send `request` with any HTTP client to \"https://api.twilio.com\" + request.target(), with the headers above."
    );
    say("  Pass the status and the body of the answer to `Message::decode`, and match on the three outcomes.");
    Ok(())
}

/// Explains a payload.
fn explain(bytes: &[u8]) -> Done {
    match bytes.trim_ascii_start().first() {
        None => return Err("the payload is empty".into()),
        Some(b'{') => explain_reply("JSON", bytes),
        Some(b'[') => explain_events(bytes),
        Some(b'<' | 0xEF) => explain_reply("XML", bytes),
        Some(_) => return explain_form(bytes.trim_ascii_end()),
    }
    .map_err(|error| format!("this is neither a reply nor a webhook that this crate can decode: {error}").into())
}

/// Explains a reply, or a webhook in JSON. The HTTP status is not known, so it is tried as a message, a page, a webhook
/// and a rejection.
fn explain_reply(format: &str, bytes: &[u8]) -> Result<(), DecodeError> {
    let error = match Message::decode(200, bytes) {
        Outcome::Done(message) => {
            title(&format!("A message, in {format}"));
            show_message(&message);
            return Ok(());
        }
        Outcome::Unknown(unknown) => unknown.error,
        Outcome::Rejected(_) => None,
    };
    if let Outcome::Done(page) = Page::decode(200, bytes) {
        title(&format!("A page, in {format}"));
        row("messages", page.messages.len());
        row("next page", page.paging.next_page_uri.as_deref().unwrap_or("none"));
        for message in &page.messages {
            say("");
            show_message(message);
        }
        return Ok(());
    }
    match Callback::decode_unverified(bytes) {
        Ok(callback) => {
            show_callback(&callback);
            return Ok(());
        }
        // The webhook of another product, which the error names.
        Err(error) if format == "JSON" && matches!(error.kind(), DecodeErrorKind::OtherDocument { .. }) => {
            return Err(error);
        }
        Err(_) => {}
    }
    let rejection = Rejection::decode(400, bytes);
    if rejection.code.is_some() || rejection.message.is_some() {
        title(&format!("A rejection, in {format}"));
        show_rejection(&rejection);
        return Ok(());
    }
    error.map_or(Ok(()), Err)
}

/// Explains a batch of events.
fn explain_events(bytes: &[u8]) -> Result<(), DecodeError> {
    let events = Event::decode_unverified(bytes)?;
    title(&format!("A batch of {} events. Anybody can send one, so verify its signature", events.len()));
    for event in &events {
        say("");
        row("type", event.event_type.as_deref().unwrap_or("none"));
        row("id", event.id.as_deref().unwrap_or("none"));
        if let EventData::Status(update) = event.decode_data()? {
            row("message", update.message_sid.as_ref().map_or("none", |sid| sid.as_str()));
            row("status", update.message_status.as_ref().map_or("none", |status| status.as_str()));
        }
    }
    Ok(())
}

/// Explains a form, which is a webhook if it has the SID of a message, and otherwise a request to send.
fn explain_form(bytes: &[u8]) -> Done {
    match (Callback::decode_unverified(bytes), SendMessage::decode(bytes)) {
        (Ok(callback), _) => show_callback(&callback),
        (Err(_), Ok(message)) => {
            title("A request to send");
            for (name, value) in message.params() {
                row(&name, value);
            }
        }
        (Err(other), Err(_)) if matches!(other.kind(), DecodeErrorKind::OtherDocument { .. }) => {
            return Err(other.into());
        }
        (Err(callback), Err(send)) if callback == send => return Err(format!("this is not a form: {callback}").into()),
        (Err(callback), Err(send)) => {
            return Err(format!("this is neither a webhook ({callback}) nor a request to send ({send})").into());
        }
    }
    Ok(())
}

fn show_callback(callback: &Callback<'_>) {
    match callback {
        Callback::Status(update) => {
            title("A status callback. Anybody can send one, so verify its signature");
            show_update(update);
        }
        Callback::Inbound(message) => {
            title("An inbound message. Anybody can send one, so verify its signature");
            show_inbound(message);
        }
    }
}

fn show_message(message: &Message<'_>) {
    row("sid", &message.sid);
    word("status", "Status", &message.status);
    word("direction", "Direction", &message.direction);
    some("from", &message.from);
    some("to", &message.to);
    some("body", &message.body);
    for (name, at) in [("created", &message.date_created), ("sent", &message.date_sent)] {
        if let Some(at) = at {
            let seconds = at
                .unix_seconds()
                .map_or("not a time that this crate can parse".to_owned(), |at| format!("{at} s since 1970"));
            row(name, format_args!("{:<34}{seconds}", at.as_str()));
        }
    }
    some("segments", &message.num_segments);
    match &message.price {
        Some(price) => row("price", format_args!("{price} {}", message.price_unit.as_deref().unwrap_or_default())),
        None => row("price", "not known yet"),
    }
    if let Some(error) = message.error_code {
        code("error", error);
    }
    for field in &message.unknown_fields {
        row(&field.name, &field.value);
    }
    for name in &message.notes.skipped {
        row("skipped", name);
    }
    match message.notes.recovered {
        0 => {}
        1 => row("recovered", "1 deviation from the format was accepted"),
        n => row("recovered", format_args!("{n} deviations from the format were accepted")),
    }
}

fn show_rejection(rejection: &Rejection<'_>) {
    if let Some(number) = rejection.code {
        code("code", number);
        row("recipient?", if number.is_invalid_recipient() { "yes, the recipient is invalid" } else { "no" });
    }
    some("message", &rejection.message);
    some("more info", &rejection.more_info);
    let again = match rejection.resend() {
        Resend::Safe => "yes, after a pause, because nothing was done",
        Resend::Later => "later, because it was refused for now, and nothing was done",
        Resend::Pointless => "no, it would be refused again",
        _ => "check first whether it was sent",
    };
    meaning("send again?", format_args!("Resend::{:?}", rejection.resend()), again);
}

fn show_inbound(message: &InboundMessage<'_>) {
    some("sid", &message.sid());
    some("from", &message.from);
    some("to", &message.to);
    for recipient in &message.other_recipients {
        row("also to", recipient);
    }
    some("type", &message.message_type);
    some("body", &message.body);
    for media in &message.media {
        row("media", &media.url);
    }
    some("opt-out", &message.opt_out_type);
    for field in &message.unknown_fields {
        row(&field.name, &field.value);
    }
}

fn show_update(update: &StatusUpdate<'_>) {
    if let Some(sid) = update.sid() {
        row("sid", sid);
    }
    word("status", "Status", &update.status());
    if let Some(status) = update.status() {
        row("final?", if status.is_final() { "yes, no further status is expected" } else { "no" });
    }
    if let Some(error) = update.error_code {
        code("error", error);
    }
    some("from", &update.from);
    some("to", &update.to);
    some("body", &update.body);
    if let Some((year, month, day, hour, minute)) = update.dlr_done_date_time() {
        row("carrier date", format_args!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}, in the carrier's zone"));
    }
    for field in &update.unknown_fields {
        row(&field.name, &field.value);
    }
}

/// Prints a name and a value. Control characters are escaped, because a payload must not control the terminal.
fn row(name: &str, value: impl Display) {
    let value: String = value.to_string().chars().fold(String::new(), |mut text, c| {
        if c.is_control() {
            text.extend(c.escape_default())
        } else {
            text.push(c)
        }
        text
    });
    say(format_args!("  {name:<13} {value}"));
}

fn some<T: Display>(name: &str, value: &Option<T>) {
    if let Some(value) = value {
        row(name, value);
    }
}

/// Prints a text of the payload and what it means.
fn meaning(name: &str, text: impl Display, means: impl Display) {
    row(name, format_args!("{:<34}{means}", text.to_string()));
}

/// Prints a word of the payload and its value in Rust.
fn word<T: Display + Debug>(name: &str, of: &str, value: &Option<T>) {
    if let Some(value) = value {
        meaning(name, value, format_args!("{of}::{value:?}"));
    }
}

fn code(name: &str, code: ErrorCode) {
    meaning(name, code, code.description().unwrap_or("a code whose title is not known here"));
    let classes: Vec<_> = code.classes().collect();
    if !classes.is_empty() {
        row("kind", classes.join(", "));
    }
    if let Some(advice) = code.advice() {
        row("advice", advice);
    }
}

fn title(text: &str) {
    say(format_args!("\n{text}\n"));
}

fn quote(line: &str) {
    say(format_args!("  {}", format!("| {line}").trim_end()));
}

fn label(text: &str) {
    say(format_args!("\n  {text}\n"));
}

fn say(line: impl Display) {
    if writeln!(io::stdout(), "{line}").is_err() {
        // The reader of the output has gone.
        process::exit(0);
    }
}
