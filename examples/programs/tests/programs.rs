//! Runs each program: those that send against `fake-twilio` on a port, and those that receive with its signed webhooks.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use fake_twilio::{Fake, Fault, Server, Webhook};
use rusqlite::Connection;
use tokio::runtime::Runtime;
use twilio_sms::{Call as _, Message, SendMessage, Status};

const ACCOUNT: &str = "AC5ef872f6da5a21de157d80997a64bd33";
const TOKEN: &str = "00112233445566778899aabbccddeeff";
const FROM: &str = "+14155550100";
const TO: &str = "+14155550199";
/// The origin of the URLs that Twilio knows. The programs are behind a proxy.
const ORIGIN: &str = "https://example.com";

/// Returns a program with the environment of an account at a server.
macro_rules! program {
    ($name:literal, $api:expr, $args:expr) => {{
        let mut command = Command::new(env!(concat!("CARGO_BIN_EXE_", $name)));
        command.envs([("TWILIO_ACCOUNT_SID", ACCOUNT), ("TWILIO_AUTH_TOKEN", TOKEN), ("TWILIO_API", $api)]);
        command.envs([("PORT", "0"), ("PUBLIC_ORIGIN", ORIGIN), ("FORWARD_TO", TO), ("NO_PROXY", "127.0.0.1")]);
        command.args($args);
        command
    }};
}

/// Serves a fake until the runtime is dropped.
fn serve(fake: Fake) -> (Runtime, Server) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(fake_twilio::serve(fake)).unwrap();
    (runtime, server)
}

/// Returns the lines that a program prints, whether it succeeds, and its errors.
fn run(mut command: Command) -> (Vec<String>, bool, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let lines = String::from_utf8(stdout).unwrap().lines().map(str::to_owned).collect();
    (lines, status.success(), String::from_utf8(stderr).unwrap())
}

/// Returns an empty folder for the files of a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn message(body: &str) -> SendMessage {
    let from: twilio_sms::PhoneNumber = FROM.parse().unwrap();
    let to: twilio_sms::PhoneNumber = TO.parse().unwrap();
    let callback = format!("{ORIGIN}/status").parse().unwrap();
    SendMessage::to(to).from(from).body(body.parse().unwrap()).status_callback(callback).build().unwrap()
}

fn bodies(server: &Server) -> Vec<String> {
    server.fake().messages().iter().map(|message| message.body.as_deref().unwrap_or_default().to_owned()).collect()
}

/// A program that serves webhooks. It is stopped when it is dropped.
struct Receiver(Child, String);

impl Receiver {
    fn start(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let address = line(&mut BufReader::new(process.stdout.take().unwrap()));
        Self(process, address)
    }

    /// Posts a webhook through the proxy, and returns the status and the body of the answer.
    fn post(&self, webhook: &Webhook, signature: &str) -> (u16, String) {
        let target = webhook.url.strip_prefix(ORIGIN).unwrap();
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = agent.post(format!("{}{target}", self.1)).header("X-Twilio-Signature", signature);
        let mut response = request.content_type(&webhook.headers[0].1).send(&webhook.body).unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    }

    fn deliver(&self, webhook: &Webhook) -> (u16, String) {
        self.post(webhook, webhook.signature())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn line(output: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

#[test]
fn each_program_has_less_than_60_lines() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> =
        fs::read_dir(package.join("src/bin")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 9);
    files.push(package.join("src/lib.rs"));
    files.push(package.join("../stacks/lambda_http/src/main.rs"));
    for file in files {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines < 60, "{} has {lines} lines", file.display());
    }
}

#[test]
fn retry_sends_a_message_once() {
    // The program sends again at once only what was not processed. Otherwise it looks into the list first.
    for (fault, requests) in [
        (Fault::TooManyRequests { retry_after: Some(2) }, ["POST", "POST"].as_slice()),
        (Fault::TooManyRequests { retry_after: None }, &["POST", "POST"]),
        (Fault::Unavailable, &["POST", "GET", "POST"]),
        (Fault::ServerError, &["POST", "GET", "POST"]),
        (Fault::NoAnswer, &["POST", "GET"]),
        (Fault::CutOff, &["POST", "GET"]),
    ] {
        let mut fake = Fake::default();
        fake.next(fault);
        let (_runtime, server) = serve(fake);
        let (lines, success, errors) = run(program!("retry", &server.url(), [FROM, TO, "Hello"]));
        assert!(success, "{fault:?}: {errors}");
        let fake = server.fake();
        let [message] = fake.messages()[..] else { panic!("{fault:?}: {} messages", fake.messages().len()) };
        assert_eq!(lines, [format!("sent as {}", message.sid)], "{fault:?}");
        let methods: Vec<&str> = fake.requests().map(|request| request.method.as_str()).collect();
        assert_eq!(methods, requests, "{fault:?}");
    }
}

#[test]
fn retry_waits_as_long_as_the_server_asks_and_reports_a_refusal_once() {
    let mut fake = Fake::default();
    fake.next(Fault::TooManyRequests { retry_after: Some(3) });
    let (_runtime, server) = serve(fake);
    let start = SystemTime::now();
    assert!(run(program!("retry", &server.url(), [FROM, TO, "Hello"])).1);
    assert!(start.elapsed().unwrap() >= Duration::from_secs(3));

    server.fake().reset();
    let (lines, success, errors) = run(program!("retry", &server.url(), [FROM, "+15005550001", "Hello"]));
    assert!(lines.is_empty() && !success && errors.contains("21211"), "{errors}");
    assert_eq!(server.fake().requests().count(), 1);
}

#[test]
fn one_time_code_sends_one_code_and_compares_it() {
    let mut fake = Fake::default();
    fake.next(Fault::TooManyRequests { retry_after: Some(1) });
    fake.next(Fault::NoAnswer);
    let (_runtime, server) = serve(fake);
    let mut command = program!("one_time_code", &server.url(), [FROM, TO]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(process.stdout.take().unwrap());
    assert_eq!(line(&mut output), "Enter the code that we sent you:");

    let bodies = bodies(&server);
    assert!(bodies.len() == 2 && bodies[0] == bodies[1], "{bodies:?}");
    let (code, _) = bodies[0].split_once(' ').unwrap();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
    process.stdin.take().unwrap().write_all(format!("x{code}\n {code}\n").as_bytes()).unwrap();
    assert_eq!((line(&mut output), line(&mut output)), ("This is another code.".into(), "Welcome".into()));
    assert!(process.wait().unwrap().success());

    let mut command = program!("one_time_code", &server.url(), [FROM, TO]);
    let (_, success, errors) = run({
        command.stdin(Stdio::null());
        command
    });
    assert!(!success && errors.contains("the code was not entered"), "{errors}");
    let (_, success, errors) = run(program!("one_time_code", &server.url(), [FROM, "+15005550001"]));
    assert!(!success && errors.contains("this number cannot receive a code"), "{errors}");
}

#[test]
fn yesterday_csv_writes_the_messages_of_yesterday() {
    const DAY: i64 = 24 * 60 * 60;
    let time = || i64::try_from(SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    let now = time();
    let mut fake = Fake::default();
    // A page has at most 1000 messages.
    for (days, count) in [(2, 3), (1, 1001), (0, 2)] {
        fake.at(now - days * DAY);
        for number in 0..count {
            fake.call(&message(&format!("{days} days, \"{number}\"\nold")).request(fake.endpoint()));
        }
        fake.tick(fake.now());
    }
    let (_runtime, server) = serve(fake);
    let output = program!("yesterday_csv", &server.url(), [""; 0]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    if time() / DAY != now / DAY {
        return; // A new day began during the test.
    }

    let mut table = csv::Reader::from_reader(output.stdout.as_slice());
    let columns = ["sid", "sent", "direction", "from", "to", "status", "error", "price", "body"];
    assert_eq!(table.headers().unwrap(), columns.as_slice());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1001);
    for (row, number) in rows.iter().zip((0..1001).rev()) {
        assert!(row[0].starts_with("SM") && row[1].ends_with('Z'), "{row:?}");
        let expected = ["outbound-api", FROM, TO, "delivered", "", ""];
        assert!(row.iter().skip(2).take(6).eq(expected), "{row:?}");
        assert_eq!(row[8], format!("1 days, \"{number}\"\nold"));
    }
}

#[test]
fn schedule_schedules_and_cancels() {
    const SERVICE: &str = "MG0123456789abcdef0123456789abcdef";
    let (_runtime, server) = serve(Fake::default());
    let (lines, success, errors) = run(program!("schedule", &server.url(), [SERVICE, TO, "90", "It begins"]));
    assert!(success, "{errors}");
    let sid = lines[0].strip_suffix(" is scheduled").unwrap();
    let (lines, ..) = run(program!("schedule", &server.url(), ["cancel", sid]));
    assert_eq!(lines, [format!("{sid} is canceled")]);
    assert_eq!(server.fake().messages()[0].status, Some(Status::Canceled));

    let requests = server.fake().requests().count();
    for minutes in ["4", "50401", "4294967295", "-1", "soon"] {
        let (lines, success, _) = run(program!("schedule", &server.url(), [SERVICE, TO, minutes, "It begins"]));
        assert!(lines.is_empty() && !success, "{minutes}");
    }
    assert_eq!(server.fake().requests().count(), requests);
}

#[test]
fn notify_sends_to_everybody_from_the_sender_in_the_file() {
    let (_runtime, server) = serve(Fake::default());
    let file = folder("notify").join("notify.toml");
    let notify = |sender: &str, recipients: &str| {
        fs::write(&file, format!("sender = {sender:?}\nrecipients = [{recipients}]\n")).unwrap();
        run(program!("notify", &server.url(), [file.to_str().unwrap(), "The database is down"]))
    };
    for sender in [FROM, "12345", "Owl Post", "MG0123456789abcdef0123456789abcdef"] {
        server.fake().reset();
        let (lines, success, errors) = notify(sender, "'+14155550199', '+15005550004', '+14155550198'");
        assert!(success, "{sender}: {errors}");
        assert!(lines[0].starts_with("+14155550199: sent as SM"), "{lines:?}");
        assert_eq!(lines[1], "+15005550004: does not want messages");
        assert!(lines[2].starts_with("+14155550198: sent as SM"), "{lines:?}");
        assert_eq!(bodies(&server), ["The database is down"; 2]);
    }

    let (lines, success, _) = notify(FROM, "'+15005550001', '+14155550199'");
    assert!(!success && lines[0].contains("21211") && lines[1].contains("sent as SM"), "{lines:?}");

    // A mistake in the file sends nothing.
    server.fake().reset();
    for (sender, recipients) in [
        ("Owl Post Office", "'+14155550199'"),
        (FROM, "'+14155550199', '5'"),
        ("Owl", "'+14155550199', 'whatsapp:+14155550198'"),
    ] {
        assert!(!notify(sender, recipients).1, "{sender} {recipients}");
    }
    assert_eq!(server.fake().requests().count(), 0);
}

#[test]
fn reminders_tell_whom_to_call() {
    let (_runtime, server) = serve(Fake::default());
    let args = [FROM, "+14155550199=9:30", "+15005550009=10:15"];
    let (lines, success, errors) = run(program!("reminders", &server.url(), args));
    assert!(success, "{errors}");
    assert_eq!(lines[0], "+14155550199 was reminded");
    assert!(lines[1].starts_with("call +15005550009: rejected with status 400, code 21614"), "{lines:?}");
    assert_eq!(bodies(&server), ["Your appointment is at 9:30 tomorrow."]);
}

#[test]
fn opt_out_keeps_stop_and_start_and_answers_the_rest() {
    let file = folder("opt_out").join("opt_outs.txt");
    let receiver = Receiver::start(program!("opt_out", "", [&file]));
    let mut fake = Fake::default().inbound_url(format!("{ORIGIN}/sms?tenant=7"));
    for (body, replies) in [("Is it open today?", 1), ("Stop ", 0), ("STOP it", 1), ("unstop", 0), ("help", 0)] {
        let webhook = fake.receive(TO, FROM, body, &[]).unwrap();
        let (status, reply) = receiver.deliver(&webhook);
        assert_eq!(status, 200, "{body}");
        assert_eq!(reply.matches("<Message>").count(), replies, "{body}: {reply}");
        assert_eq!(fake.reply(&webhook, reply.as_bytes()).unwrap(), None);
    }
    let webhook = fake.receive(TO, FROM, "Stop", &[]).unwrap();
    assert_eq!(receiver.post(&webhook, "AAAA").0, 403);
    assert_eq!(fs::read_to_string(file).unwrap(), format!("stop {TO}\nstart {TO}\n"));
}

#[test]
fn status_store_keeps_each_status_once() {
    let file = folder("status_store").join("statuses.db");
    let receiver = Receiver::start(program!("status_store", "", [&file]));
    let mut fake = Fake::default();
    fake.fail(&"+14155550198".parse().unwrap(), twilio_sms::ErrorCode::new(30003));
    let sid = |fake: &mut Fake, send: &SendMessage| {
        let answer = fake.call(&send.request(fake.endpoint()));
        Message::decode(answer.status(), answer.body().as_bytes()).done().unwrap().sid.to_string()
    };
    let delivered = sid(&mut fake, &message("Hello"));
    let to: twilio_sms::PhoneNumber = "+14155550198".parse().unwrap();
    let failed = SendMessage::to(to).from(FROM.parse::<twilio_sms::PhoneNumber>().unwrap());
    let failed = failed.body("Hi".parse().unwrap()).status_callback(format!("{ORIGIN}/status").parse().unwrap());
    let failed = sid(&mut fake, &failed.build().unwrap());

    let callbacks = fake.tick(fake.now());
    assert_eq!(receiver.post(&callbacks[0], "AAAA").0, 403);
    // The callbacks come twice, and in the wrong order.
    for callback in callbacks.iter().rev().chain(&callbacks) {
        assert_eq!(receiver.deliver(callback).0, 204);
    }
    let database = Connection::open(file).unwrap();
    let mut query = database.prepare("SELECT sid, status, error_code FROM statuses ORDER BY sid, status").unwrap();
    let rows = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let rows: Vec<(String, String, Option<u32>)> = rows.map(Result::unwrap).collect();
    let row = |sid: &str, status: &str, code| (sid.to_owned(), status.to_owned(), code);
    let mut expected = vec![
        row(&delivered, "sent", None),
        row(&delivered, "delivered", None),
        row(&failed, "sent", None),
        row(&failed, "undelivered", Some(30003)),
    ];
    expected.sort();
    assert_eq!(rows, expected);
}

#[test]
fn worker_forwards_messages_that_are_signed() {
    let (_runtime, server) = serve(Fake::default().inbound_url(format!("{ORIGIN}/sms")));
    let receiver = Receiver::start(program!("worker", &server.url(), [""; 0]));
    let webhook = server.fake().receive("+14155550198", FROM, "Is it open <3?", &[]).unwrap();
    assert_eq!(receiver.post(&webhook, "AAAA").0, 403);
    assert_eq!(receiver.deliver(&webhook).0, 204);
    {
        let fake = server.fake();
        let [_, forwarded] = fake.messages()[..] else { panic!() };
        assert_eq!((forwarded.from.as_deref(), forwarded.to.as_deref()), (Some(FROM), Some(TO)));
        assert_eq!(forwarded.body.as_deref(), Some("+14155550198: Is it open <3?"));
    }
    for fault in [Fault::ServerError, Fault::NoAnswer] {
        server.fake().next(fault);
        assert_eq!(receiver.deliver(&webhook).0, 502, "{fault:?}");
    }
}
