//! A server that answers as Twilio does and keeps messages in memory, for the test suite of any client. It sends no
//! message.
//!
//! ```text
//! PORT=8080 cargo run --example fake_twilio
//! ```
//!
//! It serves `SMS/Messages` and `Messages` in XML and JSON: send, list, fetch, redact, cancel, delete, media and
//! feedback. `PORT` may be 0 for any free port; the first line of the output has the address. Clients authenticate with
//! `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`. A message to `+15005550001` is rejected, as at Twilio.
//!
//! Messages stay queued. With `FAKE_TWILIO_CALLBACKS=1`, a message with a `StatusCallback` is delivered at once, and
//! signed status callbacks are sent to that URL, if it is an `http` URL of this machine.

mod callback;
mod http;
mod store;
mod view;

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};

use store::{Store, now};
use twilio_sms::address::Recipient;
use twilio_sms::server::{ApiError, ApiRequest, Operation, Reply};
use twilio_sms::signature::{AuthToken, Secret};
use twilio_sms::{Credentials, ErrorCode, PhoneNumber, SendMessage, Sid, Status};
use view::View;

fn main() -> Result<(), Box<dyn Error>> {
    let var = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let account: Sid<'static> = var("TWILIO_ACCOUNT_SID", "AC5ef872f6da5a21de157d80997a64bd33").parse()?;
    let token = var("TWILIO_AUTH_TOKEN", "00112233445566778899aabbccddeeff");
    let listener = TcpListener::bind(("127.0.0.1", var("PORT", "8080").parse()?))?;

    let url = format!("http://{}", listener.local_addr()?);
    // The output may be closed, so an error is ignored.
    let _ = writeln!(
        io::stdout(),
        "{url} answers as Twilio for the account {account}. Try:\n\
         curl -u {account}:{token} {url}/2010-04-01/Accounts/{account}/Messages.json \\\n  \
         --data-urlencode To=+14155550199 --data-urlencode From=+14155550100 --data-urlencode Body=Hello"
    );

    let secret = Secret::from(AuthToken::new(&token)?);
    let fake = Fake {
        calls_back: (var("FAKE_TWILIO_CALLBACKS", "") == "1").then_some(secret),
        credentials: Credentials::new(account, token)?,
        store: Mutex::new(Store::new()),
    };
    http::serve(&listener, &|request: &http::Request| fake.answer(request));
    Ok(())
}

struct Fake {
    /// The secret that signs status callbacks, if they are sent.
    calls_back: Option<Secret>,
    credentials: Credentials,
    store: Mutex<Store>,
}

impl Fake {
    fn answer(&self, request: &http::Request) -> Reply {
        let content_type = request.header("Content-Type");
        let decoded = ApiRequest::decode(&request.method, &request.target, content_type, &request.body);
        let format = decoded.as_ref().map_or_else(ApiError::format, ApiRequest::format);
        if request.header("Authorization") != Some(&self.credentials.authorization()) {
            return ApiError::new(401, ErrorCode::PERMISSION_DENIED, format).reply();
        }
        let reply = decoded.map_err(Box::from).and_then(|request| self.perform(&request));
        reply.unwrap_or_else(|error| match error.downcast::<ApiError>() {
            Ok(error) => error.reply(),
            // The client asked for XML, and XML cannot carry a text of the reply.
            Err(_) => ApiError::new(500, ErrorCode::INTERNAL_SERVER_ERROR, format).reply(),
        })
    }

    fn perform(&self, request: &ApiRequest<'_>) -> Result<Reply, Box<dyn Error>> {
        let (view, format) = (View::of(request), request.format());
        let error = |status, code| Box::from(ApiError::new(status, code, format));
        let missing = || error(404, ErrorCode::NOT_FOUND);
        if request.account() != self.credentials.user() {
            return Err(missing());
        }
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let reply = match request.operation() {
            Operation::SendMessage(send) if is_invalid(send.recipient()) => {
                return Err(error(400, ErrorCode::INVALID_TO));
            }
            Operation::SendSms(send) if is_invalid(send.recipient()) => return Err(error(400, ErrorCode::INVALID_TO)),
            Operation::SendMessage(send) => self.create(&mut store, send, &view)?,
            Operation::SendSms(send) => {
                let send = SendMessage::try_from((**send).clone());
                self.create(&mut store, &send.map_err(|_| error(400, ErrorCode::INVALID_PARAMETER))?, &view)?
            }
            Operation::List(list) => view.page(&store, list)?,
            Operation::Fetch(fetch) => view.message(store.find(fetch.sid()).ok_or_else(missing)?)?,
            Operation::Update(update) => {
                let message = store.find(update.sid()).ok_or_else(missing)?;
                if update.redacts() {
                    message.body = Some("".into());
                }
                if update.cancels() {
                    message.status = Some(Status::Canceled);
                }
                message.date_updated = now();
                view.message(message)?
            }
            Operation::Delete(delete) => {
                store.delete(delete.sid()).ok_or_else(missing)?;
                Reply::deleted()
            }
            Operation::ListMedia(list) => {
                store.find(list.message()).ok_or_else(missing)?;
                view.media(store.media(list.message()))?
            }
            Operation::FetchMedia(fetch) => {
                let mut media = store.media(fetch.message());
                view.medium(media.find(|medium| medium.sid == *fetch.sid()).ok_or_else(missing)?)?
            }
            Operation::DeleteMedia(delete) => {
                store.delete_medium(delete.message(), delete.sid()).ok_or_else(missing)?;
                Reply::deleted()
            }
            Operation::Feedback(feedback) => {
                store.find(feedback.sid()).ok_or_else(missing)?;
                view.feedback(feedback)?.with_status(201)
            }
            _ => return Err(missing()),
        };
        Ok(reply)
    }

    fn create(&self, store: &mut Store, send: &SendMessage, view: &View) -> Result<Reply, Box<dyn Error>> {
        let message = store.create(send, self.credentials.user())?;
        let reply = view.message(message)?.with_status(201);
        if let (Some(secret), Some(url)) = (&self.calls_back, send.param("StatusCallback")) {
            callback::report(url, message, secret);
            (message.status, message.date_sent) = (Some(Status::Delivered), now());
        }
        Ok(reply)
    }
}

/// Returns whether this is the number that Twilio reserves for tests with an invalid recipient.
fn is_invalid(to: &Recipient) -> bool {
    to.as_str() == PhoneNumber::TEST_INVALID.as_str()
}
