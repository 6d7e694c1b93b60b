//! The control API under `/_fake`, and the page at `/`, which uses it.
//!
//! It needs no credentials. So it answers only requests to a host of this server, from a page of this server or from no
//! page, and reads only JSON: a page of another origin can neither read messages nor post them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::stream;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::http::request::Parts;
use hyper::{Method, Response, header};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use twilio_sms::segments::{Segments, split_segments, ucs2_chars};
use twilio_sms::server::ApiError;
use twilio_sms::{Address, ErrorCode, Format, Message, PhoneNumber, Sid, Status, form};

use crate::answer::Answer;
use crate::fake::Fake;
use crate::refusal::with_sentence;
use crate::serve::{AnswerBody, Shared, host_of, is_this_machine, move_on, post, post_all, read, response};
use crate::settings::Fault;
use crate::store::{Exchange, Record, number};

/// How many redirects of a webhook are followed.
const MAX_REDIRECTS: usize = 10;

/// How many faults can be set at once.
const MAX_FAULTS: usize = 1000;

/// How many messages an event has. If more have changed, then the next event has them.
const MAX_EVENT: usize = 200;

/// How long changes are collected before an event reports them.
const EVENT_WAIT: Duration = Duration::from_millis(50);

/// How long a stream of events is silent before it sends a comment, by which the server notices that the client has gone.
const SILENCE: Duration = Duration::from_secs(10);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A status and a sentence for an answer that refuses a request.
struct Refusal(u16, String);

fn refused<T>(status: u16, sentence: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(status, sentence.into()))
}

/// Returns the answer in the shape of Twilio's errors.
fn refusal(Refusal(status, sentence): Refusal) -> Answer {
    let code = match status {
        403 => ErrorCode::FORBIDDEN,
        404 => ErrorCode::NOT_FOUND,
        405 => ErrorCode::METHOD_NOT_ALLOWED,
        413 => ErrorCode::REQUEST_TOO_LARGE,
        _ => ErrorCode::UNKNOWN_PARAMETERS,
    };
    with_sentence(&ApiError::new(status, code, Format::Json), sentence, None).into()
}

/// Returns whether a path belongs to the control API or to the page.
pub(crate) fn has_path(path: &str) -> bool {
    path == "/" || path == "/_fake" || path.starts_with("/_fake/")
}

/// Answers a request to the control API or for the page. `local` is the address at which the request arrived.
pub(crate) async fn respond(
    shared: Arc<Shared>,
    local: Option<IpAddr>,
    ended: watch::Receiver<bool>,
    head: Parts,
    body: Incoming,
) -> Result<Response<AnswerBody>, io::Error> {
    let secured = |answer: Answer| {
        let answer = answer.with_header("Cache-Control", "no-store").with_header("X-Content-Type-Options", "nosniff");
        // Without this, a page of another origin could show the answer as an image or run it as a script.
        response(answer.with_header("Cross-Origin-Resource-Policy", "same-origin"))
    };
    if let Err(error) = check_origin(&shared, local, &head) {
        return secured(refusal(error));
    }
    let answer = async {
        let is_get = head.method == Method::GET || head.method == Method::HEAD;
        if is_get && head.uri.path() == "/_fake/events" {
            return Ok(None);
        }
        let body = read_json(&shared, &head, body).await?;
        let method = if is_get { "GET" } else { head.method.as_str() };
        let query = head.uri.query().unwrap_or_default();
        route(&shared, method, head.uri.path(), query, &body).await.map(Some)
    };
    match answer.await {
        Ok(Some(answer)) => secured(answer),
        Ok(None) => {
            let events = Answer::new(200, "text/event-stream", "").with_header("Cache-Control", "no-store");
            let (head, _) = response(events)?.into_parts();
            Ok(Response::from_parts(head, events_body(shared, ended)))
        }
        Err(error) => secured(refusal(error)),
    }
}

/// Refuses a request to the host of another server, or from a page of another origin. A page of an attacker can have a
/// name whose address is this machine, and then only the name tells it from the page of this server.
fn check_origin(shared: &Shared, local: Option<IpAddr>, head: &Parts) -> Result<(), Refusal> {
    let mut hosts = head.headers.get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let (host, another) = (hosts.next().unwrap_or_default(), hosts.next());
    let authority = head.uri.authority().map_or(host, |authority| authority.as_str());
    let name = host_of(authority);
    let is_own = is_this_machine(name)
        || name.parse().is_ok_and(|ip: IpAddr| Some(ip) == local)
        || shared.options.allowed_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(name));
    if another.is_some() || !is_own || authority.contains('@') {
        return refused(403, "The header `Host` does not name this server. `--allowed-host` adds a name.");
    }
    let own = format!("http://{authority}");
    let is_foreign = |origin: &header::HeaderValue| !origin.as_bytes().eq_ignore_ascii_case(own.as_bytes());
    if head.headers.get_all(header::ORIGIN).iter().any(is_foreign) {
        return refused(403, "The header `Origin` names another server.");
    }
    Ok(())
}

/// Reads a body, which must be JSON if there is one.
async fn read_json(shared: &Shared, head: &Parts, body: Incoming) -> Result<Bytes, Refusal> {
    let body = match timeout(shared.options.time_limit, read(body)).await {
        Ok(Ok(Some(body))) => body,
        Ok(Ok(None)) => return refused(413, "The body is too long."),
        Ok(Err(_)) => return refused(400, "The body is not well-formed HTTP."),
        Err(_) => return refused(408, "The body did not arrive in time."),
    };
    let content_type = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if (head.method == Method::POST || !body.is_empty()) && !media_type.eq_ignore_ascii_case("application/json") {
        return refused(415, "The body must be JSON, and the header `Content-Type` must say `application/json`.");
    }
    Ok(body)
}

async fn route(shared: &Arc<Shared>, method: &str, path: &str, query: &str, body: &[u8]) -> Result<Answer, Refusal> {
    let json = |status, value: Value| Ok(Answer::new(status, "application/json", value.to_string()));
    let page = |content_type: &str, text: &str| Ok(Answer::new(200, content_type, text));
    let allowed = match path {
        "/" | "/_fake/page.css" | "/_fake/page.js" => "GET",
        "/_fake" => "DELETE",
        "/_fake/events" | "/_fake/health" | "/_fake/messages" | "/_fake/phones" | "/_fake/requests" => "GET",
        "/_fake/faults" => "GET, POST, DELETE",
        "/_fake/receive" | "/_fake/status" | "/_fake/time" => "POST",
        _ if path.starts_with("/_fake/messages/") => "GET",
        _ => return refused(404, "The control API has no such path."),
    };
    if !allowed.split(", ").any(|allowed| allowed == method) {
        let answer = refusal(Refusal(405, format!("This path has the methods: {allowed}.")));
        return Ok(answer.with_header("Allow", allowed));
    }
    let has_query = matches!(path, "/" | "/_fake/messages" | "/_fake/phones");
    if !has_query && !query.is_empty() {
        return refused(400, "This path has no parameters.");
    }
    match (method, path) {
        (_, "/") => {
            let page = Answer::new(200, "text/html; charset=utf-8", include_str!("page/index.html"));
            Ok(page.with_header("Content-Security-Policy", POLICY).with_header("Referrer-Policy", "no-referrer"))
        }
        (_, "/_fake/page.css") => page("text/css; charset=utf-8", include_str!("page/page.css")),
        (_, "/_fake/page.js") => page("text/javascript; charset=utf-8", include_str!("page/page.js")),
        (_, "/_fake/health") => json(200, health(&shared.fake())),
        (_, "/_fake/messages") => json(200, messages(&shared.fake(), &Query::parse(query)?)),
        (_, "/_fake/phones") => json(200, phones(&shared.fake(), &Query::parse(query)?)),
        (_, "/_fake/requests") => {
            let fake = shared.fake();
            let requests = fake.requests().rev().map(|request| {
                json!({
                    "time": request.time, "method": request.method, "target": request.target, "status": request.status,
                })
            });
            json(200, json!({ "requests": requests.collect::<Vec<_>>() }))
        }
        ("GET", "/_fake/faults") => json(200, faults(&shared.fake())),
        ("POST", "/_fake/faults") => {
            let mut fake = shared.fake();
            set_fault(&mut fake, parse(body)?)?;
            json(200, faults(&fake))
        }
        ("DELETE", "/_fake/faults") => {
            shared.fake().clear_faults();
            Ok(Answer::new(204, "application/json", ""))
        }
        (_, "/_fake/receive") => json(201, receive(shared, parse(body)?).await?),
        (_, "/_fake/status") => json(200, set_status(shared, parse(body)?).await?),
        (_, "/_fake/time") => json(200, set_time(shared, parse(body)?).await?),
        (_, "/_fake") => {
            let mut fake = shared.fake();
            fake.reset();
            shared.clock_offset.store(0, Ordering::Relaxed);
            fake.at(shared.now());
            Ok(Answer::new(204, "application/json", ""))
        }
        _ => {
            let sid = path.trim_start_matches("/_fake/messages/").parse();
            let fake = shared.fake();
            let record = sid.ok().and_then(|sid: Sid<'_>| fake.store().find(&sid));
            json(200, record.map_or_else(unknown_message, |record| Ok(detail(record)))?)
        }
    }
}

fn unknown_message<T>() -> Result<T, Refusal> {
    refused(404, "There is no message with this SID.")
}

fn parse<'b, T: Deserialize<'b>>(body: &'b [u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).or_else(|error| refused(400, format!("The body is not what is expected: {error}.")))
}

fn health(fake: &Fake) -> Value {
    let token = fake.has_default_token().then_some(crate::fake::DEFAULT_TOKEN);
    json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "account": fake.endpoint().account().as_str(),
        // The token is shown if it is the public one.
        "token": token,
        "messages": fake.store().records().len(),
        "time": fake.now(),
        "inbound_url": fake.inbound(),
    })
}

/// The parameters of a list.
#[derive(Default)]
struct Query {
    phone: Option<String>,
    search: Option<String>,
    /// The number of the message before which the list begins.
    before: Option<u64>,
    limit: usize,
}

impl Query {
    fn parse(query: &str) -> Result<Self, Refusal> {
        let mut parsed = Self { limit: 50, ..Self::default() };
        let pairs = form::pairs(query.as_bytes()).ok().into_iter().flatten();
        for pair in pairs {
            let Ok((name, value)) = pair else { return refused(400, "The query is not well-formed.") };
            match name.as_ref() {
                "phone" => parsed.phone = Some(value.into_owned()),
                "search" => parsed.search = Some(value.to_lowercase()).filter(|search| !search.is_empty()),
                "before" => {
                    let before = value.parse().ok().and_then(|sid: Sid<'_>| number(sid.as_str()));
                    parsed.before = Some(before.map_or_else(|| refused(400, "`before` is not a SID."), Ok)?);
                }
                "limit" => match value.parse() {
                    Ok(limit @ 1..=1000) => parsed.limit = limit,
                    _ => return refused(400, "`limit` is not a number from 1 to 1000."),
                },
                _ => return refused(400, "The parameters are `phone`, `search`, `before` and `limit`."),
            }
        }
        Ok(parsed)
    }

    /// Returns whether the text, a number or the SID of a message contains the text that is searched for.
    fn matches(&self, record: &Record) -> bool {
        let Some(search) = &self.search else { return true };
        let message = &record.message;
        let contains = |text: &str| text.to_lowercase().contains(search);
        [&message.body, &message.from, &message.to].into_iter().flatten().any(|text| contains(text))
            || contains(message.sid.as_str())
    }
}

fn messages(fake: &Fake, query: &Query) -> Value {
    let mut found = fake.store().records().rev().filter(|record| {
        query.before.is_none_or(|before| record.number() < before)
            && query.phone.as_deref().is_none_or(|phone| phone == record.phone())
            && query.matches(record)
    });
    let page: Vec<&Record> = found.by_ref().take(query.limit).collect();
    let next = found.next().and(page.last()).map(|record| record.message.sid.as_str());
    json!({ "messages": page.iter().map(|record| MessageView::of(record)).collect::<Vec<_>>(), "next": next })
}

/// Lists the phones, the one with the newest message first.
fn phones(fake: &Fake, query: &Query) -> Value {
    let phones = by_phone(fake.store().records().rev().filter(|record| query.matches(record)));
    let total = phones.len();
    let mut found = phones.into_iter().filter(|(record, _)| {
        query.before.is_none_or(|before| record.number() < before)
            && query.phone.as_deref().is_none_or(|phone| phone == record.phone())
    });
    let page: Vec<_> = found.by_ref().take(query.limit).collect();
    let next = found.next().and(page.last()).map(|(record, _)| record.message.sid.as_str());
    json!({ "phones": page.iter().map(phone).collect::<Vec<_>>(), "total": total, "next": next })
}

/// Returns the newest message of each phone, and how many messages the phone has. The messages come newest first.
fn by_phone<'r>(messages: impl Iterator<Item = &'r Record>) -> Vec<(&'r Record, usize)> {
    let (mut phones, mut positions) = (Vec::<(&Record, usize)>::new(), HashMap::new());
    for record in messages {
        let position = *positions.entry(record.phone()).or_insert(phones.len());
        match phones.get_mut(position) {
            Some((_, count)) => *count += 1,
            None => phones.push((record, 1)),
        }
    }
    phones
}

fn phone((record, count): &(&Record, usize)) -> Value {
    json!({ "phone": record.phone(), "messages": count, "last": MessageView::of(record) })
}

/// A message as a list and an event have it: Twilio's fields, and what the server knows besides.
#[derive(Serialize)]
struct MessageView<'r> {
    #[serde(flatten)]
    message: &'r Message<'static>,
    phone: &'r str,
    media_urls: &'r [String],
    /// The status of the answer to each webhook about the message, or `null` where none came.
    webhook_statuses: Vec<Option<u16>>,
}

impl<'r> MessageView<'r> {
    fn of(record: &'r Record) -> Self {
        Self {
            message: &record.message,
            phone: record.phone(),
            media_urls: &record.media_urls,
            webhook_statuses: record.exchanges.iter().map(|exchange| exchange.status).collect(),
        }
    }
}

/// Returns everything about a message.
fn detail(record: &Record) -> Value {
    let text = record.message.body.as_deref().unwrap_or_default();
    let request = record.request.as_ref().map(|request| {
        json!({
            "method": request.method, "target": request.target, "content_type": request.content_type,
            "body": request.body,
        })
    });
    json!({
        "message": MessageView::of(record),
        "segments": segments(text),
        "request": request,
        "status_callback": record.callback,
        "webhooks": record.exchanges.iter().map(webhook).collect::<Vec<_>>(),
    })
}

/// Returns the segments of a text. The text of each is in parts, to tell the characters that force UCS-2 from others.
fn segments(text: &str) -> Value {
    let size = Segments::of(text);
    let marked: BTreeSet<usize> = ucs2_chars(text).map(|found| found.at()).collect();
    let segments = split_segments(text).map(|segment| {
        let mut parts: Vec<(bool, String)> = Vec::new();
        for (at, c) in segment.text.char_indices() {
            let is_marked = marked.contains(&(segment.range.start + at));
            match parts.last_mut().filter(|(last, _)| *last == is_marked) {
                Some((_, part)) => part.push(c),
                None => parts.push((is_marked, c.to_string())),
            }
        }
        let parts = parts.iter().map(|(marked, text)| json!({ "text": text, "forces_ucs2": marked }));
        json!({ "parts": parts.collect::<Vec<_>>(), "units": segment.units, "capacity": segment.capacity })
    });
    json!({
        "encoding": size.encoding().to_string(),
        "units": size.units(),
        "units_left": size.units_left(),
        "segments": segments.collect::<Vec<_>>(),
    })
}

fn webhook(exchange: &Exchange) -> Value {
    let webhook = &exchange.webhook;
    json!({
        "method": webhook.method,
        "url": webhook.url,
        "body": webhook.body,
        "signature": webhook.signature(),
        "status": exchange.status,
        "reply": exchange.reply,
        "error": exchange.error,
    })
}

/// A message that somebody writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Receive {
    from: String,
    to: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    media: Vec<String>,
    /// The URL that the webhook is posted to, if it is not the one of the settings.
    url: Option<String>,
}

/// Receives a message, posts the webhook about it, and carries out the TwiML that comes back.
async fn receive(shared: &Arc<Shared>, request: Receive) -> Result<Value, Refusal> {
    for (name, address) in [("from", &request.from), ("to", &request.to)] {
        if let Err(error) = address.parse::<Address>() {
            return refused(400, format!("`{name}` is not an address: {error}."));
        }
    }
    if request.body.is_empty() && request.media.is_empty() {
        return refused(400, "A message needs `body` or `media`.");
    }
    if request.media.len() > 10 {
        return refused(400, "A message has at most 10 media files.");
    }
    let media: Vec<&str> = request.media.iter().map(String::as_str).collect();
    let (sid, mut next) = {
        let mut fake = shared.fake();
        fake.at(shared.now());
        let url = request.url.unwrap_or_else(|| fake.inbound().to_owned());
        let received = fake.receive_at(&url, (&request.from, &request.to), &request.body, &media);
        match received {
            Ok((sid, None)) => (sid, None),
            Ok((sid, Some(Ok(webhook)))) => (sid, Some(webhook)),
            Ok((_, Some(Err(error)))) => return refused(400, format!("`url` cannot be signed: {error}.")),
            Err(error) => return refused(400, format!("The message cannot be received: {error}.")),
        }
    };
    let (mut webhooks, mut created) = (Vec::new(), Vec::new());
    for redirects in 0..=MAX_REDIRECTS {
        let Some(posted) = next.take() else { break };
        let mut exchange = post(shared, posted).await;
        if exchange.error.is_none() {
            let mut fake = shared.fake();
            fake.at(shared.now());
            let newest = fake.store().count();
            match fake.reply(&exchange.webhook, exchange.reply.as_bytes()) {
                Ok(Some(_)) if redirects == MAX_REDIRECTS => {
                    exchange.error = Some(format!("more than {MAX_REDIRECTS} redirects"));
                }
                Ok(redirect) => next = redirect,
                Err(error) => exchange.error = Some(format!("the reply is not TwiML: {error}")),
            }
            created.extend(fake.store().created_after(newest).map(|record| record.message.sid.clone()));
            drop(fake);
            shared.planned.notify_one();
        }
        webhooks.push(webhook(&exchange));
        shared.fake().answered(exchange);
    }
    let fake = shared.fake();
    let view = |sid: &Sid<'_>| fake.store().find(sid).map(|record| json!(MessageView::of(record)));
    let created: Vec<Value> = created.iter().filter_map(view).collect();
    Ok(json!({ "message": view(&sid), "webhooks": webhooks, "messages": created }))
}

/// A fault to set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFault {
    fault: String,
    times: Option<usize>,
    #[serde(default)]
    every: bool,
    retry_after: Option<u32>,
    milliseconds: Option<u64>,
    number: Option<String>,
    code: Option<u32>,
}

fn set_fault(fake: &mut Fake, set: SetFault) -> Result<(), Refusal> {
    let foreign = [
        ("retry_after", set.retry_after.is_some(), &["too_many_requests"][..]),
        ("milliseconds", set.milliseconds.is_some(), &["delay"]),
        ("number", set.number.is_some(), &["refuse", "fail"]),
        ("code", set.code.is_some(), &["refuse", "fail"]),
    ];
    let is_number = ["refuse", "fail"].contains(&set.fault.as_str());
    if let Some((name, ..)) = foreign.iter().find(|(_, given, faults)| *given && !faults.contains(&set.fault.as_str()))
    {
        return refused(400, format!("`{name}` does not belong to this fault."));
    }
    if is_number {
        if set.every || set.times.is_some() {
            return refused(400, "`times` and `every` do not belong to this fault.");
        }
        let Some(number) = set.number.and_then(|number| PhoneNumber::normalize(&number).ok()) else {
            return refused(400, "`number` is not a phone number.");
        };
        let Some(code) = set.code.filter(|code| (1..=99_999).contains(code)) else {
            return refused(400, "`code` is not a code of an error.");
        };
        let set_number = if set.fault == "fail" { Fake::fail } else { Fake::refuse };
        set_number(fake, &number, ErrorCode::new(code));
        return Ok(());
    }
    let fault = match set.fault.as_str() {
        "cut_off" => Fault::CutOff,
        "delay" => match set.milliseconds {
            Some(milliseconds @ 1..=600_000) => Fault::Delay(Duration::from_millis(milliseconds)),
            _ => return refused(400, "`milliseconds` is not a number from 1 to 600000."),
        },
        "no_answer" => Fault::NoAnswer,
        "server_error" => Fault::ServerError,
        "too_many_requests" => Fault::TooManyRequests { retry_after: set.retry_after },
        "unavailable" => Fault::Unavailable,
        _ => {
            return refused(
                400,
                "`fault` is not one of `cut_off`, `delay`, `no_answer`, `server_error`, `too_many_requests`, \
                 `unavailable`, `refuse` and `fail`.",
            );
        }
    };
    if set.every {
        if set.times.is_some() {
            return refused(400, "`times` and `every` cannot be given together.");
        }
        fake.every(fault);
        return Ok(());
    }
    let times = set.times.unwrap_or(1);
    if times == 0 || fake.faults().0.len().saturating_add(times) > MAX_FAULTS {
        return refused(400, format!("`times` is 0, or there would be more than {MAX_FAULTS} faults."));
    }
    (0..times).for_each(|_| fake.next(fault));
    Ok(())
}

fn faults(fake: &Fake) -> Value {
    let view = |fault: &Fault| match fault {
        Fault::CutOff => json!({ "fault": "cut_off" }),
        Fault::Delay(time) => json!({ "fault": "delay", "milliseconds": time.as_millis() }),
        Fault::NoAnswer => json!({ "fault": "no_answer" }),
        Fault::ServerError => json!({ "fault": "server_error" }),
        Fault::TooManyRequests { retry_after } => json!({ "fault": "too_many_requests", "retry_after": retry_after }),
        Fault::Unavailable => json!({ "fault": "unavailable" }),
    };
    let (next, every) = fake.faults();
    let [refused, failing] = fake.numbers().map(|numbers| {
        numbers.iter().map(|(number, code)| (number.clone(), json!(code.get()))).collect::<serde_json::Map<_, _>>()
    });
    json!({
        "next": next.iter().map(view).collect::<Vec<_>>(),
        "every": every.as_ref().map(view),
        "refuse": refused,
        "fail": failing,
    })
}

/// A status that a message gets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetStatus {
    sid: String,
    status: String,
    error_code: Option<u32>,
}

/// Gives a message a status, and posts the callback about it.
async fn set_status(shared: &Arc<Shared>, request: SetStatus) -> Result<Value, Refusal> {
    let status = Status::from(request.status.as_str()).into_owned();
    if matches!(status, Status::Other(_)) {
        return refused(400, "`status` is not a status of Twilio's.");
    }
    if request.error_code.is_some_and(|code| !(1..=99_999).contains(&code)) {
        return refused(400, "`error_code` is not a code of an error.");
    }
    let Ok(sid) = request.sid.parse::<Sid<'static>>() else { return refused(400, "`sid` is not a SID.") };
    shared.plan_waiting();
    let callbacks = {
        let mut fake = shared.fake();
        fake.at(shared.now());
        fake.set_status(sid.clone(), status, request.error_code.map(ErrorCode::new))
    };
    let Some(callbacks) = callbacks else { return unknown_message() };
    post_all(shared, callbacks).await;
    let fake = shared.fake();
    fake.store().find(&sid).map_or_else(unknown_message, |record| Ok(detail(record)))
}

/// A time to move to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetTime {
    /// Seconds from now.
    advance: Option<i64>,
    /// Unix seconds.
    time: Option<i64>,
}

/// Moves the clock on, and posts the callbacks that are due. The clock runs on from there.
async fn set_time(shared: &Arc<Shared>, request: SetTime) -> Result<Value, Refusal> {
    let now = shared.now();
    let time = match (request.advance, request.time) {
        (Some(seconds), None) => now.saturating_add(seconds),
        (None, Some(time)) => time,
        _ => return refused(400, "The body has `advance` or `time`."),
    };
    // The last second of the year 9999 is the last one that a date of Twilio's can express.
    if !(now..=253_402_300_799).contains(&time) {
        return refused(400, "The time is before the present time, or after the year 9999.");
    }
    shared.plan_waiting();
    shared.clock_offset.fetch_add(time - now, Ordering::Relaxed);
    // The task that posts callbacks waits for the next change, which is nearer now.
    shared.planned.notify_one();
    let posted = move_on(shared);
    for task in posted {
        let _ = task.await;
    }
    Ok(json!({ "time": shared.now() }))
}

/// What a stream of events has reported.
struct Events {
    shared: Arc<Shared>,
    changed: watch::Receiver<u64>,
    ended: watch::Receiver<bool>,
    /// The revision of the messages up to which all changes are reported.
    revision: u64,
    deletions: u64,
    is_new: bool,
}

fn events_body(shared: Arc<Shared>, ended: watch::Receiver<bool>) -> AnswerBody {
    let (revision, deletions) = {
        let fake = shared.fake();
        (fake.store().revision(), fake.store().deletions())
    };
    let changed = shared.changed.subscribe();
    let events = Events { shared, changed, ended, revision, deletions, is_new: true };
    let frames = stream::unfold(events, |mut events| async {
        let text = events.next().await?;
        Some((Ok(Frame::data(Bytes::from(text))), events))
    });
    StreamBody::new(Box::pin(frames)).boxed()
}

impl Events {
    /// Waits for the next change, and returns the events about it. Returns `None` when the server ends.
    async fn next(&mut self) -> Option<String> {
        if std::mem::take(&mut self.is_new) {
            return Some(self.report());
        }
        if self.revision == self.shared.fake().store().revision() {
            tokio::select! {
                changed = self.changed.changed() => changed.ok()?,
                _ = self.ended.changed() => return None,
                () = sleep(SILENCE) => return Some(":\n\n".to_owned()),
            }
        }
        sleep(EVENT_WAIT).await;
        self.changed.mark_unchanged();
        Some(self.report())
    }

    fn report(&mut self) -> String {
        let fake = self.shared.fake();
        let store = fake.store();
        let mut events = format!("event: state\ndata: {}\n\n", json!({ "faults": faults(&fake) }));
        if self.deletions != store.deletions() {
            (self.deletions, self.revision) = (store.deletions(), store.revision());
            events.push_str("event: reload\ndata: {}\n\n");
            return events;
        }
        let mut changed: Vec<&Record> = store.records().filter(|record| record.revision > self.revision).collect();
        changed.sort_unstable_by_key(|record| record.revision);
        let is_complete = changed.len() <= MAX_EVENT;
        changed.truncate(MAX_EVENT);
        self.revision = match changed.last() {
            Some(last) if !is_complete => last.revision,
            _ => store.revision(),
        };
        if !changed.is_empty() {
            let numbers: HashSet<&str> = changed.iter().map(|record| record.phone()).collect();
            let phones = by_phone(store.records().rev());
            let total = phones.len();
            let is_changed = |(record, _): &&(&Record, usize)| numbers.contains(record.phone());
            let data = json!({
                "phones": phones.iter().filter(is_changed).map(phone).collect::<Vec<_>>(),
                "total": total,
                "messages": changed.iter().map(|record| MessageView::of(record)).collect::<Vec<_>>(),
            });
            events.push_str(&format!("event: messages\ndata: {data}\n\n"));
        }
        events
    }
}
