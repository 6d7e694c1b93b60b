//! Runs each client and each server of `examples/stacks` against `fake-twilio`, over real sockets.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use twilio_sms::signature::{AuthToken, Incoming};

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

/// A server that answers every request with a redirect, and counts the requests.
fn redirecting(status: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut length, mut line) = (0, String::new());
            while stream.read_line(&mut line).unwrap() > 2 {
                if let Some((name, value)) = line.split_once(':')
                    && name.eq_ignore_ascii_case("content-length")
                {
                    length = value.trim().parse().unwrap();
                }
                line.clear();
            }
            stream.read_exact(&mut vec![0; length]).unwrap();
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
const SERVERS: [(&str, &str, &str); 3] =
    [("stack-axum", "/status", "/sms"), ("stack-actix-web", "/status", "/sms"), ("stack-tiny-http", "/", "/")];

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
    let secret = AuthToken::new(TOKEN).unwrap().into();
    let body =
        b"MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B14155550199&Body=%3C3+%26+%F0%9F%A6%89&NumMedia=0";
    for (server, _, path) in SERVERS {
        let program = Program::start(server, &[], &[("PUBLIC_ORIGIN", "https://example.com")]);
        let address = program.address();
        let url = format!("https://example.com{path}?tenant=7");
        let incoming = Incoming {
            method: "POST",
            url: &url,
            content_type: Some("application/x-www-form-urlencoded"),
            signature: None,
            settings: None,
            body,
        };
        let signature = incoming.sign(&secret).unwrap();
        let target = format!("{path}?tenant=7");

        let (status, answer) = post(&address, &target, Some(&signature), body);
        assert_eq!(status, 200, "{server}: {answer}");
        let reply = "<Response><Message>You said: &lt;3 &amp; 🦉</Message></Response>";
        assert!(answer.contains(reply), "{server}: {answer}");
        assert!(answer.to_lowercase().contains("content-type: text/xml"), "{server}: {answer}");
        assert_eq!(program.line(), "message of 6 characters from +14155550199", "{server}");

        let altered = [body.as_slice(), b"&Body2=x"].concat();
        for (signature, body) in [(None, body.as_slice()), (Some("AAAA"), body), (Some(&signature), &altered)] {
            let (status, answer) = post(&address, &target, signature, body);
            assert_eq!(status, 403, "{server}: {answer}");
        }
    }
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
