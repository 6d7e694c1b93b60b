//! Runs each client and each server of `examples/stacks` against `fake-twilio`, and the function of Lambda against a
//! service of this file, over real sockets.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use twilio_sms::signature::AuthToken;
use twilio_sms::webhook::InboundMessage;

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "a made-up token";
const TIMEOUT: Duration = Duration::from_secs(30);

/// A running program of this repository. It is stopped when it is dropped.
struct Program {
    process: Child,
    lines: Receiver<String>,
}

impl Program {
    fn start(name: &str, args: &[&str], env: &[(&str, &str)]) -> Self {
        // The program of a test is in `deps`, and the other programs are in the folder above.
        let test = std::env::current_exe().unwrap();
        let path: PathBuf = test.parent().unwrap().parent().unwrap().join(name);
        let mut process = Command::new(&path)
            .args(args)
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("TWILIO_AUTH_TOKEN", TOKEN)
            .env("PORT", "0")
            .envs(env.iter().copied())
            .env("NO_PROXY", "127.0.0.1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}: `.ci/run stacks` builds it", path.display()));
        let (send, lines) = channel();
        let output = BufReader::new(process.stdout.take().unwrap());
        thread::spawn(move || output.lines().map_while(Result::ok).all(|line| send.send(line).is_ok()));
        Self { process, lines }
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(TIMEOUT).expect("the program prints a line")
    }

    /// Returns the address of a server, which is the first word of its output.
    fn address(&self) -> String {
        self.line().split_whitespace().next().unwrap().to_owned()
    }

    /// Waits for a client to end, and returns its output.
    fn output(mut self) -> Vec<String> {
        assert!(self.process.wait().unwrap().success());
        self.lines.iter().collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn fake() -> (Program, String) {
    let fake = Program::start("fake-twilio", &[], &[]);
    let address = fake.address();
    (fake, address)
}

/// Returns the SID in a line.
fn sid(line: &str) -> &str {
    line.split_whitespace().find(|word| word.len() == 34 && word.starts_with("SM")).expect("a SID")
}

#[test]
fn clients_send_and_understand_the_answer() {
    let (_fake, api) = fake();
    for client in ["stack-ureq", "stack-reqwest", "stack-hyper"] {
        let args = ["(415) 555-0100", "+14155550199", "Jenny please?! I love you <3"];
        let output = Program::start(client, &args, &[("TWILIO_API", &api)]).output();
        assert!(output[0].starts_with("sent as SM"), "{client}: {output:?}");
        if client == "stack-hyper" {
            // The message may be delivered before the client fetches it.
            assert!(output[1].starts_with(&format!("{} is ", sid(&output[0]))), "{output:?}");
        }
    }
}

#[test]
fn the_readme_shows_parts_of_these_programs() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../");
    let readme = std::fs::read_to_string(format!("{root}README.md")).unwrap();
    let mut parts = 0;
    for part in readme.split("<!-- examples/stacks/").skip(1) {
        let (file, rest) = part.split_once(" -->\n```rust,ignore\n").unwrap();
        let code = rest.split_once("```").unwrap().0;
        let program = std::fs::read_to_string(format!("{root}examples/stacks/{file}")).unwrap();
        assert!(program.contains(code), "README.md shows code that is not in examples/stacks/{file}:\n{code}");
        parts += 1;
    }
    assert!(parts >= 2);
}

#[test]
fn one_function_does_every_call() {
    let (_fake, api) = fake();
    for client in ["stack-ureq", "stack-reqwest"] {
        let args = ["tour", "+14155550100", "+14155550199", "Hello"];
        let output = Program::start(client, &args, &[("TWILIO_API", &api)]).output();
        let [sent, rest @ ..] = output.as_slice() else { panic!("{client}: {output:?}") };
        assert!(sent.starts_with("sent as SM"), "{client}: {output:?}");
        assert_eq!(rest, ["fetched: queued", "listed: true", "redacted: 0 characters left", "deleted"], "{client}");
    }
}

#[test]
fn clients_print_why_a_message_was_rejected() {
    let (_fake, api) = fake();
    for client in ["stack-ureq", "stack-reqwest"] {
        let args = ["+14155550100", "+15005550001", "Hello"];
        let output = Program::start(client, &args, &[("TWILIO_API", &api)]).output();
        assert!(output[0].starts_with("not sent: rejected with status 400, code 21211"), "{client}: {output:?}");
        if client == "stack-reqwest" {
            assert_eq!(output[1], "sending it again would not help");
        }
        let args = ["+14155550100", "+14155550199", "Hello"];
        let wrong = [("TWILIO_API", api.as_str()), ("TWILIO_AUTH_TOKEN", "wrong")];
        let output = Program::start(client, &args, &wrong).output();
        assert!(output[0].starts_with("not sent: rejected with status 401, code 20003"), "{client}: {output:?}");
    }
}

/// Reads a request, and returns its first line and its body.
fn read_request(stream: &mut BufReader<TcpStream>) -> (String, Vec<u8>) {
    let (mut first, mut length, mut line) = (String::new(), 0, String::new());
    stream.read_line(&mut first).unwrap();
    while stream.read_line(&mut line).unwrap() > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    (first, body)
}

/// A server that answers every request with a redirect, and counts the requests.
fn redirecting(status: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            read_request(&mut stream);
            counter.fetch_add(1, Ordering::SeqCst);
            let headers = "Location: /elsewhere\r\nContent-Length: 0\r\nConnection: close";
            write!(stream.get_mut(), "HTTP/1.1 {status}\r\n{headers}\r\n\r\n").unwrap();
        }
    });
    (address, count)
}

#[test]
fn clients_follow_no_redirect() {
    for (status, says) in
        [("302 Found", "rejected with status 302"), ("303 See Other", "unknown outcome with status 303")]
    {
        for client in ["stack-ureq", "stack-reqwest", "stack-hyper"] {
            let (api, count) = redirecting(status);
            let args = ["+14155550100", "+14155550199", "Hello"];
            let mut program = Program::start(client, &args, &[("TWILIO_API", &api)]);
            if client == "stack-hyper" {
                // This program ends with an error.
                assert!(!program.process.wait().unwrap().success());
            } else {
                let output = program.output();
                assert!(output[0].contains(says), "{client}: {output:?}");
            }
            assert_eq!(count.load(Ordering::SeqCst), 1, "{client} follows a {status}");
        }
    }
}

/// The servers, with their paths for callbacks and for messages.
const SERVERS: [(&str, &str, &str); 4] = [
    ("stack-axum", "/status", "/sms"),
    ("stack-actix-web", "/status", "/sms"),
    ("stack-tiny-http", "/", "/"),
    ("stack-warp", "/", "/"),
];

#[test]
fn servers_receive_status_callbacks() {
    let (_fake, api) = fake();
    for (server, path, _) in SERVERS {
        let program = Program::start(server, &[], &[]);
        let callback = format!("{}{path}", program.address());
        let args = ["+14155550100", "+14155550199", "Hello", &callback];
        let sent = Program::start("stack-reqwest", &args, &[("TWILIO_API", &api)]).output();
        for status in ["sent", "delivered"] {
            assert_eq!(program.line(), format!("{} is {status}", sid(&sent[0])), "{server}");
        }
    }
}

#[test]
fn servers_answer_only_messages_that_are_signed() {
    for (server, _, path) in SERVERS {
        let program = Program::start(server, &[], &[("PUBLIC_ORIGIN", "https://example.com")]);
        let address = program.address();
        let target = format!("{path}?tenant=7");
        let signature = sign(&target);

        let (status, answer) = post(&address, &target, Some(&signature), MESSAGE);
        assert_eq!(status, 200, "{server}: {answer}");
        assert!(answer.contains(REPLY), "{server}: {answer}");
        assert!(answer.to_lowercase().contains("content-type: text/xml"), "{server}: {answer}");
        assert_eq!(program.line(), "message of 6 characters from +14155550199", "{server}");

        let altered = [MESSAGE, b"&Body2=x"].concat();
        for (signature, body) in [(None, MESSAGE), (Some("AAAA"), MESSAGE), (Some(&signature), &altered)] {
            let (status, answer) = post(&address, &target, signature, body);
            assert_eq!(status, 403, "{server}: {answer}");
        }
    }
}

const MESSAGE: &[u8] =
    b"MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B14155550199&Body=%3C3+%26+%F0%9F%A6%89&NumMedia=0";

const REPLY: &str = "<Response><Message>You said: &lt;3 &amp; 🦉</Message></Response>";

/// Signs the message, which is sent to a target below `https://example.com`.
fn sign(target: &str) -> String {
    let message = InboundMessage::decode_unverified(MESSAGE).unwrap();
    let secret = AuthToken::new(TOKEN).unwrap().into();
    let request = message.signed(&format!("https://example.com{target}"), &secret).unwrap();
    request.incoming().signature.unwrap().to_owned()
}

/// Stands for the service that runs functions: it passes one event after the other to a function, and returns its
/// answers.
fn function_service(events: Vec<String>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (send, answers) = channel();
    thread::spawn(move || {
        let (mut events, mut waiting) = (events.into_iter(), Vec::new());
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (first, body) = read_request(&mut stream);
            let (status, answer) = if first.starts_with("GET") {
                match events.next() {
                    Some(event) => ("200 OK", event),
                    // There is no further event, so the function waits.
                    None => {
                        waiting.push(stream);
                        continue;
                    }
                }
            } else {
                send.send(String::from_utf8(body).unwrap()).unwrap();
                ("202 Accepted", "{}".to_owned())
            };
            let headers = "Lambda-Runtime-Aws-Request-Id: 1\r\nLambda-Runtime-Deadline-Ms: 9999999999999\r\n\
                Lambda-Runtime-Invoked-Function-Arn: arn\r\nConnection: close";
            let length = answer.len();
            write!(stream.get_mut(), "HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{answer}")
                .unwrap();
        }
    });
    (address, answers)
}

#[test]
fn a_function_of_lambda_answers_only_messages_that_are_signed() {
    let event = |signature: &str, body: &[u8]| {
        let headers = json!({ "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature });
        let http = json!({ "method": "POST", "path": "/sms", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1" });
        let context = json!({ "accountId": "1", "apiId": "x", "domainName": "x.lambda-url.example", "http": http,
            "requestId": "1", "routeKey": "$default", "stage": "$default", "timeEpoch": 0 });
        let event = json!({ "version": "2.0", "routeKey": "$default", "rawPath": "/sms", "rawQueryString": "tenant=7",
            "headers": headers, "requestContext": context, "body": STANDARD.encode(body), "isBase64Encoded": true });
        event.to_string()
    };
    let signature = sign("/sms?tenant=7");
    let altered = [MESSAGE, b"&Body2=x"].concat();
    let events = vec![event(&signature, MESSAGE), event("AAAA", MESSAGE), event(&signature, &altered)];
    let (service, answers) = function_service(events);
    let environment = [
        ("AWS_LAMBDA_RUNTIME_API", service.as_str()),
        ("AWS_LAMBDA_FUNCTION_NAME", "sms"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("PUBLIC_ORIGIN", "https://example.com"),
    ];
    let program = Program::start("stack-lambda-http", &[], &environment);
    let answers: Vec<Value> = std::iter::from_fn(|| answers.recv_timeout(TIMEOUT).ok())
        .take(3)
        .map(|answer| serde_json::from_str(&answer).unwrap())
        .collect();
    let statuses: Vec<_> = answers.iter().map(|answer| answer["statusCode"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [200, 403, 403]);
    assert!(answers[0]["body"].as_str().unwrap().contains(REPLY), "{}", answers[0]);
    assert_eq!(program.line(), "message of 6 characters from +14155550199");
}

/// Posts a form as Twilio does, and returns the status and the whole answer.
fn post(address: &str, target: &str, signature: Option<&str>, body: &[u8]) -> (u16, String) {
    let host = address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(TIMEOUT)).unwrap();
    let signature = signature.map_or(String::new(), |value| format!("X-Twilio-Signature: {value}\r\n"));
    let head = format!(
        "POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n{signature}\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
}
