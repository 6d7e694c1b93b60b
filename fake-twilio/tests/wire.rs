//! Runs the program and talks to it over a socket, as any client does.

#![cfg(feature = "server")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use twilio_sms::request::NextPage;
use twilio_sms::signature::{AuthToken, Incoming};
use twilio_sms::{Credentials, Endpoint, Message, Outcome, Page, Sid, Status};

const TO: &str = "%2B14155550199";
const FROM: &str = "%2B14155550100";
const FORMATS: [&str; 3] = ["", ".json", ".xml"];
const RESOURCES: [&str; 2] = ["SMS/Messages", "Messages"];

/// A running server with its own port. It is stopped when it is dropped.
struct Server {
    process: Child,
    address: String,
    account: Sid<'static>,
    authorization: String,
}

impl Server {
    fn start() -> Self {
        Self::start_with(&[])
    }

    fn start_with(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fake-twilio"));
        command.args(args);
        let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse().unwrap();
        command.env("PORT", "0").env("TWILIO_ACCOUNT_SID", account.as_str()).env("TWILIO_AUTH_TOKEN", "secret");
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().next().unwrap().strip_prefix("http://").unwrap().to_owned();
        let authorization = Credentials::new(account.clone(), "secret").unwrap().authorization();
        Self { process, address, account, authorization }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    fn path(&self, tail: &str) -> String {
        format!("/2010-04-01/Accounts/{}/{tail}", self.account)
    }

    /// Returns a request with the right credentials.
    fn request(&self, method: &str, target: &str, body: &str) -> String {
        let mut out = format!("{method} {target} HTTP/1.1\r\nhost: x\r\nauthorization: {}\r\n", self.authorization);
        if method == "POST" {
            out += "CONTENT-TYPE: application/x-www-form-urlencoded; charset=utf-8\r\n";
        }
        if method != "GET" {
            out += &format!("content-length: {}\r\n", body.len());
        }
        out + "\r\n" + body
    }

    /// Sends one request on a new connection, and returns the response.
    fn ask(&self, method: &str, tail: &str, body: &str) -> Response {
        let mut stream = self.connect();
        stream.write_all(self.request(method, &self.path(tail), body).as_bytes()).unwrap();
        Response::read(&mut BufReader::new(stream))
    }

    fn send(&self, tail: &str, body: &str) -> Message<'static> {
        self.ask("POST", tail, &format!("From={FROM}&To={TO}&{body}")).message(201)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A response, or the request of a status callback.
struct Response {
    line: String,
    /// The HTTP status. It is 0 for a request.
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Response {
    fn read(stream: &mut impl BufRead) -> Self {
        let mut line = || {
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            line.trim_end().to_owned()
        };
        let first = line();
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let mut headers = Vec::new();
        loop {
            let line = line();
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_owned(), value.to_owned()));
        }
        let mut response = Self { line: first, status, headers, body: String::new() };
        let length = response.header("Content-Length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        response.body = String::from_utf8(body).unwrap();
        response
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Value {
        assert_eq!(self.header("Content-Type"), Some("application/json"));
        serde_json::from_str(&self.body).unwrap()
    }

    fn message(&self, status: u16) -> Message<'static> {
        assert_eq!(self.status, status, "{}", self.body);
        match Message::decode(self.status, self.body.as_bytes()) {
            Outcome::Done(message) => message.into_owned(),
            other => panic!("{other:?}: {}", self.body),
        }
    }

    fn page(&self) -> Page<'static> {
        assert_eq!(self.status, 200, "{}", self.body);
        match Page::decode(self.status, self.body.as_bytes()) {
            Outcome::Done(page) => page.into_owned(),
            other => panic!("{other:?}: {}", self.body),
        }
    }

    /// Returns the status and the code of a rejection in XML or JSON.
    fn refusal(&self) -> (u16, u32) {
        match Message::decode(self.status, self.body.as_bytes()) {
            Outcome::Rejected(rejection) => {
                assert!(rejection.message.is_some_and(|message| !message.is_empty()));
                let said = format!("\"status\": {}", self.status);
                assert!(self.body.contains(&said) || self.body.contains(&format!("<Status>{}</Status>", self.status)));
                (self.status, rejection.code.unwrap().get())
            }
            other => panic!("{other:?}: {}", self.body),
        }
    }
}

#[test]
fn hostile_bodies_are_returned_unchanged_on_both_resources_in_both_formats() {
    let server = Server::start();
    for (sent, text) in [
        ("Hello", "Hello"),
        ("+%20a++b%20%20", "  a  b  "),
        ("a b", "a b"),
        ("%0d%0Aa%0Db%0Ac%09d%0d", "\r\na\rb\nc\td\r"),
        ("%3C%2FBody%3E%26amp;<b>]]>", "</Body>&amp;<b>]]>"),
        ("'\"\\/;:@$,?!*()~", "'\"\\/;:@$,?!*()~"),
        ("%f0%9f%98%80😀e%CC%81", "😀😀e\u{301}"),
        ("%25zz%2B%3D", "%zz+="),
        ("%7F%C2%85%E2%80%A8%EF%BB%BF", "\u{7F}\u{85}\u{2028}\u{FEFF}"),
    ] {
        for resource in RESOURCES {
            for format in FORMATS {
                let message = server.send(&format!("{resource}{format}"), &format!("&Color=blue&&Body={sent}&"));
                assert_eq!(message.body.as_deref(), Some(text), "{resource}{format}");
                assert_eq!(message.to.as_deref(), Some("+14155550199"));
                assert_eq!(message.from.as_deref(), Some("+14155550100"));
                assert_eq!(message.status, Some(Status::Queued));
                for (format, extension) in [("", ""), (".json", ".json"), (".xml", "")] {
                    let reply = server.ask("GET", &format!("{resource}/{}{format}", message.sid), "");
                    let fetched = reply.message(200);
                    assert_eq!((&fetched.sid, &fetched.body), (&message.sid, &message.body));
                    assert_eq!(fetched.date_created, message.date_created);
                    let uri = server.path(&format!("{resource}/{}{extension}", message.sid));
                    assert_eq!(fetched.uri.as_deref(), Some(uri.as_str()));
                    let fine = ["application/json", "application/xml"][usize::from(format != ".json")];
                    assert_eq!(reply.header("Content-Type"), Some(fine));
                    assert!(format == ".json" || !reply.body.contains('\r'), "a CR is written as a reference");
                }
            }
        }
    }
}

#[test]
fn a_message_has_all_fields_of_the_published_description_in_their_types() {
    let server = Server::start();
    let form = format!("To={TO}&Body=Hi&MediaUrl=https://example.com/owl.png&MessagingServiceSid=MG{:032x}", 7);
    let reply = server.ask("POST", "Messages.json", &form);
    let Value::Object(message) = reply.json() else { panic!("{}", reply.body) };
    let sid = message["sid"].as_str().unwrap();
    assert!(sid.len() == 34 && sid.starts_with("MM") && sid[2..].bytes().all(|byte| byte.is_ascii_hexdigit()));
    for (name, fine) in [
        ("account_sid", message["account_sid"] == server.account.as_str()),
        ("api_version", message["api_version"] == "2010-04-01"),
        ("body", message["body"] == "Hi"),
        ("date_created", message["date_created"].as_str().unwrap().ends_with(" +0000")),
        ("date_sent", message["date_sent"].is_null()),
        ("date_updated", message["date_updated"].as_str().unwrap().ends_with(" +0000")),
        ("direction", message["direction"] == "outbound-api"),
        ("error_code", message["error_code"].is_null()),
        ("error_message", message["error_message"].is_null()),
        ("from", message["from"].is_null()),
        ("messaging_service_sid", message["messaging_service_sid"] == format!("MG{:032x}", 7)),
        ("num_media", message["num_media"] == "1"),
        ("num_segments", message["num_segments"] == "0"),
        ("price", message["price"].is_null()),
        ("price_unit", message["price_unit"] == "USD"),
        ("sid", true),
        ("status", message["status"] == "accepted"),
        ("subresource_uris", message["subresource_uris"]["media"].as_str().unwrap().ends_with("/Media.json")),
        ("to", message["to"] == "+14155550199"),
        ("uri", message["uri"] == server.path(&format!("Messages/{sid}.json"))),
    ] {
        assert!(message.contains_key(name) && fine, "{name}: {}", reply.body);
    }
    assert_eq!(message.len(), 20);

    let media = server.ask("GET", &format!("Messages/{sid}/Media.json"), "").json();
    let medium = &media["media_list"][0];
    assert_eq!(medium["content_type"], "image/png");
    let tail = format!("Messages/{sid}/Media/{}.json", medium["sid"].as_str().unwrap());
    assert_eq!(server.ask("GET", &tail, "").json(), *medium);
    assert_eq!(server.ask("DELETE", &tail, "").status, 204);
    assert_eq!(server.ask("GET", &tail, "").refusal(), (404, 20404));
    let feedback = server.ask("POST", &format!("Messages/{sid}/Feedback.json"), "Outcome=unconfirmed");
    assert_eq!((feedback.status, &feedback.json()["outcome"]), (201, &"unconfirmed".into()));
}

#[test]
fn pages_give_every_message_once_newest_first_and_keep_the_filters() {
    let server = Server::start();
    let sids: Vec<_> = (0..25)
        .map(|number| {
            server.send("Messages.json", &format!("Body={number}"));
            let other = ["To=%2B14155550123&", "From=%2B14155550124&"][number % 2];
            let form = format!("{other}{}={TO}&Body=x", ["From", "To"][number % 2]);
            server.ask("POST", "Messages.json", &form).message(201);
            server.send("SMS/Messages", &format!("Body={number}")).sid
        })
        .collect();
    for resource in RESOURCES {
        for format in FORMATS {
            let (mut seen, mut pages) = (Vec::new(), 0);
            let tail = format!("{resource}{format}?PageSize=11&From={FROM}&To={TO}&");
            let mut target = server.path(&tail);
            let stream = server.connect();
            let mut answers = BufReader::new(&stream);
            loop {
                (&stream).write_all(server.request("GET", &target, "").as_bytes()).unwrap();
                let reply = Response::read(&mut answers);
                let page = reply.page();
                assert_eq!((page.paging.page, page.paging.page_size), (Some(pages), Some(11)));
                seen.extend(page.messages.into_iter().map(|message| message.sid));
                pages += 1;
                // A message that is sent now is newer, so it is on no later page.
                server.send("Messages.json", "Body=meanwhile");
                if format == ".json" {
                    assert_only_known_keys(&reply.json(), resource);
                } else {
                    assert!(reply.body.contains(" nextpageuri=\"") && reply.body.contains(" pagesize=\"11\""));
                }
                let Some(next) = page.paging.next_page_uri else { break };
                target = NextPage::resume(&next, &Endpoint::new(server.account.clone())).unwrap().to_string();
            }
            let mut unique = seen.clone();
            unique.sort();
            unique.dedup();
            assert_eq!(unique.len(), seen.len(), "{resource}{format}");
            assert!(unique.iter().eq(seen.iter().rev()), "newest first");
            assert!(sids.iter().all(|sid| seen.contains(sid)));
            assert_eq!(pages as usize, seen.len().div_ceil(11));
            // The oldest clients request a page by its number only.
            let second = server.ask("GET", &format!("{tail}Page=1"), "").page();
            assert_eq!(second.messages.len(), 11);
            let none = server.ask("GET", &format!("{resource}{format}?To=%2B14155550177"), "").page();
            assert!(none.messages.is_empty() && none.paging.next_page_uri.is_none());
        }
    }
    assert_eq!(server.ask("GET", "Messages.json", "").page().messages.len(), 50);
}

/// Checks that a page has one key besides those of the paging, because current clients take that key for the list.
fn assert_only_known_keys(page: &Value, resource: &str) {
    let known = [
        "end",
        "first_page_uri",
        "last_page_uri",
        "next_page_uri",
        "num_pages",
        "page",
        "page_size",
        "previous_page_uri",
        "start",
        "total",
        "uri",
    ];
    let unknown: Vec<_> = page.as_object().unwrap().keys().filter(|key| !known.contains(&key.as_str())).collect();
    assert_eq!(unknown, [if resource == "Messages" { "messages" } else { "sms_messages" }]);
    assert!(page["next_page_uri"].is_null() || page["next_page_uri"].as_str().unwrap().starts_with('/'));
    assert!(page["page"].is_u64() && page["page_size"].is_u64());
}

#[test]
fn messages_can_be_redacted_canceled_and_deleted() {
    let server = Server::start();
    for resource in RESOURCES {
        for format in FORMATS {
            let sid = server.send(resource, "Body=Secret").sid;
            let tail = format!("{resource}/{sid}{format}");
            assert_eq!(server.ask("POST", &tail, "Body=").message(200).body.as_deref(), Some(""));
            assert_eq!(server.ask("POST", &tail, "Status=canceled").message(200).status, Some(Status::Canceled));
            let changed = server.ask("GET", &tail, "").message(200);
            assert_eq!((changed.body.as_deref(), changed.status), (Some(""), Some(Status::Canceled)));
            let deleted = server.ask("DELETE", &tail, "");
            assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
            for method in ["GET", "POST", "DELETE"] {
                assert_eq!(server.ask(method, &tail, "").refusal(), (404, 20404), "{method} {tail}");
            }
        }
    }
}

#[test]
fn bad_requests_are_rejected_with_twilios_statuses_and_codes() {
    let server = Server::start();
    let service = format!("MessagingServiceSid=MG{:032x}", 1);
    for resource in RESOURCES {
        let empty = if resource == "Messages" { 21619 } else { 21602 };
        for format in FORMATS {
            let tail = format!("{resource}{format}");
            for (form, code) in [
                (format!("From={FROM}&Body=Hi"), 21604),
                (format!("To=&From={FROM}&Body=Hi"), 21604),
                (format!("To={TO}&Body=Hi"), 21603),
                (format!("To={TO}&From={FROM}"), empty),
                (format!("To={TO}&From={FROM}&Body="), empty),
                (format!("To=%2B15005550001&From={FROM}&Body=Hi"), 21211),
            ] {
                assert_eq!(server.ask("POST", &tail, &form).refusal(), (400, code), "{tail} {form}");
            }
            assert_eq!(server.ask("GET", &format!("{resource}/SM{:032x}{format}", 9), "").refusal(), (404, 20404));
            assert_eq!(server.ask("PUT", &tail, "").refusal(), (405, 20004));
        }
    }
    let form = format!("To=%2B15005550001&{service}&Body=Hi");
    assert_eq!(server.ask("POST", "Messages.json", &form).refusal(), (400, 21211));
    assert_eq!(server.ask("POST", "Messages", &form.replace("0001&", "0006&")).status, 201);
    for (form, code) in [
        (format!("From={FROM}&To={FROM}&Body=Hi"), 21266),
        (format!("From={FROM}&To=whatsapp:{TO}&Body=Hi"), 21910),
        (format!("From=Hogwarts+School&To={TO}&Body=Hi"), 21212),
        (format!("From={FROM}&To={TO}&Body=Hi&MediaUrl="), 21620),
        (format!("From={FROM}&To={TO}&ContentSid=HX{:032x}&ContentVariables=%7B%221%22:null%7D", 1), 21656),
        (format!("From={FROM}&{service}&To={TO}&Body=Hi&FallbackFrom=384387"), 21664),
        (format!("{service}&To={TO}&Body=Hi&FallbackFrom=rcs:agent"), 21665),
        (format!("From={FROM}&To={TO}&Body=Hi&FallbackFrom=384387"), 21666),
        (format!("{service}&To={TO}&Body=Hi&ScheduleType=fixed"), 35111),
        (format!("From={FROM}&To={TO}&Body=Hi&ScheduleType=fixed&SendAt=2099-01-01T00:00:00Z"), 35118),
    ] {
        for format in FORMATS {
            assert_eq!(server.ask("POST", &format!("Messages{format}"), &form).refusal(), (400, code), "{form}");
        }
    }
    for (query, code) in [("DateSent=yesterday", 20001), ("DateSent%3E=2026-13-01", 20001), ("PageSize=1001", 20007)] {
        assert_eq!(server.ask("GET", &format!("Messages.json?{query}"), "").refusal(), (400, code), "{query}");
    }
    // `From` can be the SID of a service, and the time of a schedule can lack its offset.
    let scheduled = format!("From=MG{:032x}&To={TO}&Body=Hi&ScheduleType=fixed&SendAt=2099-01-01T00:00:00", 1);
    let scheduled = server.ask("POST", "Messages.json", &scheduled).message(201);
    assert_eq!((&scheduled.status, &scheduled.from), (&Some(Status::Scheduled), &None));
    assert_eq!(server.ask("DELETE", &format!("Messages/{}", scheduled.sid), "").status, 204);
    assert_eq!(server.ask("GET", "Calls.json", "").refusal(), (404, 20404));
    // Only the accepted message has been sent.
    assert_eq!(server.ask("GET", "Messages", "").page().messages.len(), 1);
}

#[test]
fn a_request_without_credentials_is_challenged_and_the_connection_stays_open() {
    let server = Server::start();
    let stream = server.connect();
    let mut answers = BufReader::new(&stream);
    let wrong = Credentials::new(server.account.clone(), "wrong").unwrap().authorization();
    for resource in RESOURCES {
        for format in FORMATS {
            let right = server.request("POST", &server.path(&format!("{resource}{format}")), "To=1&Body=x");
            let header = format!("authorization: {}", server.authorization);
            for request in [right.replace(&header, "x: y"), right.replace(&header, &format!("authorization: {wrong}"))]
            {
                (&stream).write_all(request.as_bytes()).unwrap();
                let reply = Response::read(&mut answers);
                assert_eq!(reply.refusal(), (401, 20003));
                assert_eq!(reply.header("WWW-Authenticate"), Some("Basic realm=\"Twilio API\""));
            }
            (&stream).write_all(right.as_bytes()).unwrap();
            assert_eq!(Response::read(&mut answers).status, 400);
        }
    }
}

#[test]
fn idle_and_empty_connections_do_not_block_other_clients() {
    let server = Server::start();
    for _ in 0..20 {
        drop(server.connect());
    }
    let request = server.request("GET", &server.path("Messages.json"), "");
    let mut idle: Vec<_> = (0..40).map(|_| BufReader::new(server.connect())).collect();
    for _ in 0..2 {
        for connection in idle.iter_mut().rev() {
            connection.get_mut().write_all(request.as_bytes()).unwrap();
            assert_eq!(Response::read(connection).status, 200);
        }
        let mut broken = server.connect();
        broken.write_all(b"GET / HT").unwrap();
        drop(broken);
        assert_eq!(server.ask("GET", "Messages", "").status, 200);
    }
    let mut last = server.connect();
    last.write_all(request.replace("host: x", "Connection: close").as_bytes()).unwrap();
    let mut all = String::new();
    last.read_to_string(&mut all).unwrap();
    assert!(all.starts_with("HTTP/1.1 200 OK\r\n") && all.contains("\r\nConnection: close\r\n") && all.ends_with('}'));
}

#[test]
fn status_callbacks_are_signed() {
    let server = Server::start();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/status?x=1", listener.local_addr().unwrap());
    for resource in RESOURCES {
        let sent = server.send(resource, &format!("Body=Hi&StatusCallback={}", url.replace('?', "%3F")));
        assert_eq!(sent.status, Some(Status::Queued));
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        for status in [Status::Sent, Status::Delivered] {
            let callback = Response::read(&mut stream);
            assert_eq!(callback.line, "POST /status?x=1 HTTP/1.1");
            let (content_type, signature) = (callback.header("Content-Type"), callback.header(Incoming::SIGNATURE));
            let body = callback.body.as_bytes();
            let incoming = Incoming { method: "POST", url: &url, content_type, signature, settings: None, body };
            let verified = incoming.verify(&[AuthToken::new("secret").unwrap().into()]).unwrap();
            let update = verified.status().unwrap();
            assert_eq!((update.sid(), update.status()), (Some(&sent.sid), Some(&status)));
            stream.get_mut().write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        }
        let fetched = server.ask("GET", &format!("{resource}/{}", sent.sid), "").message(200);
        assert!(fetched.status == Some(Status::Delivered) && fetched.date_sent.is_some());
    }
    // A URL of another machine is never called, but the message is accepted.
    let sent = server.send("Messages", "Body=Hi&StatusCallback=https://example.com/status");
    assert_eq!(sent.status, Some(Status::Queued));
}
