//! Status callbacks, which report that the status of a message has changed, signed as Twilio signs them.
//!
//! They are sent only to `http` URLs of this machine, so that a test suite cannot reach another machine by mistake.

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use twilio_sms::signature::{Incoming, Secret};
use twilio_sms::webhook::StatusUpdate;
use twilio_sms::{Message, Status};

const FORM: &str = "application/x-www-form-urlencoded";

/// Reports to a URL that a message was sent and delivered.
pub(crate) fn report(url: String, message: &Message<'static>, secret: &Secret) {
    let (message, secret) = (message.clone(), secret.clone());
    thread::spawn(move || {
        for status in [Status::Sent, Status::Delivered] {
            if let Err(error) = post(&url, &update(&message, status).encode(), &secret) {
                eprintln!("callback not delivered: {error}");
            }
        }
    });
}

fn update(message: &Message<'static>, status: Status<'static>) -> StatusUpdate<'static> {
    let mut update = StatusUpdate::new();
    (update.message_sid, update.sms_sid) = (Some(message.sid.clone()), Some(message.sid.clone()));
    (update.message_status, update.sms_status) = (Some(status.clone()), Some(status));
    update.account_sid.clone_from(&message.account_sid);
    update.to.clone_from(&message.to);
    update.from.clone_from(&message.from);
    update.api_version.clone_from(&message.api_version);
    update
}

fn post(url: &str, body: &str, secret: &Secret) -> Result<(), Box<dyn Error>> {
    let (host, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).ok_or("not an http URL")?;
    if !matches!(host.split(':').next(), Some("127.0.0.1" | "localhost")) {
        return Err("not a URL of this machine".into());
    }
    let incoming = Incoming {
        method: "POST",
        url,
        content_type: Some(FORM),
        signature: None,
        settings: None,
        body: body.as_bytes(),
    };
    let signature = incoming.sign(secret)?;
    let address = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(15)))?;
    write!(
        stream,
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\nContent-Length: {}\r\n{}: {signature}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len(),
        Incoming::SIGNATURE,
    )?;
    // The next callback is sent when this one is answered, so that they arrive in order.
    let mut answer = Vec::new();
    stream.take(64 * 1024).read_to_end(&mut answer)?;
    Ok(())
}
