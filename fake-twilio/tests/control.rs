//! The control API over a socket: each row of its table in the README, with bad input.

#![cfg(feature = "server")]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use fake_twilio::{Fake, ServeOptions, Server, serve, serve_on};
use serde_json::{Value, json};
use twilio_sms::limits::MAX_FORM;
use twilio_sms::request::SendAt;
use twilio_sms::signature::{AuthToken, Incoming};
use twilio_sms::webhook::InboundMessage;

const ACCOUNT: &str = "AC5ef872f6da5a21de157d80997a64bd33";
const TOKEN: &str = "00112233445566778899aabbccddeeff";
const AUTHORIZATION: &str =
    "Basic QUM1ZWY4NzJmNmRhNWEyMWRlMTU3ZDgwOTk3YTY0YmQzMzowMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZg==";

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn authority(server: &Server) -> String {
    server.url().trim_start_matches("http://").to_owned()
}

/// Sends bytes, and returns the status, the head and the body of the answer.
fn exchange(server: &Server, request: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(authority(server)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, head.to_owned(), body.to_owned())
}

/// Sends a request to the control API from this machine, with more headers.
fn raw(server: &Server, request_line: &str, headers: &str, body: &str) -> (u16, String, String) {
    let length = body.len();
    let host = authority(server);
    let head = format!("{request_line} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{headers}\r\n");
    exchange(server, &(head + body))
}

/// Calls the control API, and returns the status and the JSON that it answers.
fn call(server: &Server, request_line: &str, body: Option<Value>) -> (u16, Value) {
    let headers = if body.is_some() { "Content-Type: application/json; charset=utf-8\r\n" } else { "" };
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let (status, head, text) = raw(server, request_line, headers, &body);
    assert!(head.contains("Cache-Control: no-store"), "{head}");
    let answer = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap() };
    if status >= 400 {
        assert!(head.contains("Content-Type: application/json"), "{head}");
        let mut keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["code", "message", "more_info", "status"], "{answer}");
        assert_eq!(answer["status"], status, "{answer}");
        assert!(answer["code"].is_u64() && answer["message"].as_str().unwrap().ends_with('.'), "{answer}");
    }
    (status, answer)
}

/// Sends a message to a phone as a program does, and returns its SID or the status that refuses it.
fn send(server: &Server, form: &str) -> Result<String, u16> {
    send_form(server, &format!("From=%2B14155550100&To=%2B14155550199&{form}"))
}

fn send_form(server: &Server, form: &str) -> Result<String, u16> {
    let head = format!("Authorization: {AUTHORIZATION}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    let target = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    let (status, _, body) = raw(server, &format!("POST {target}"), &head, form);
    let body: Value = serde_json::from_str(&body).map_err(|_| status)?;
    if status == 201 { Ok(body["sid"].as_str().unwrap().to_owned()) } else { Err(status) }
}

/// A receiver of webhooks on a free port. It answers each with the next of the answers, and returns what it received.
fn receiver(answers: Vec<(u16, String)>) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sms", listener.local_addr().unwrap());
    let received = thread::spawn(move || {
        let mut received = Vec::new();
        for (status, body) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = String::new();
            let mut bytes = [0; 4096];
            loop {
                let length = stream.read(&mut bytes).unwrap();
                request.push_str(&String::from_utf8_lossy(&bytes[..length]));
                let Some((head, body)) = request.split_once("\r\n\r\n") else { continue };
                let wanted =
                    head.split("Content-Length: ").nth(1).map_or("0", |rest| rest.split("\r\n").next().unwrap());
                if body.len() >= wanted.parse::<usize>().unwrap() {
                    break;
                }
            }
            let length = body.len();
            let head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
            stream.write_all((head + &body).as_bytes()).unwrap();
            received.push(request);
        }
        received
    });
    (url, received)
}

#[test]
fn health_says_what_the_server_is() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default().inbound_url("http://127.0.0.1:1/sms"))).unwrap();
    send(&server, "Body=Hi").unwrap();
    let (status, health) = call(&server, "GET /_fake/health", None);
    assert_eq!(status, 200);
    assert_eq!(
        (&health["status"], &health["account"], &health["messages"]),
        (&json!("ok"), &json!(ACCOUNT), &json!(1))
    );
    assert_eq!((&health["token"], &health["inbound_url"]), (&json!(TOKEN), &json!("http://127.0.0.1:1/sms")));
    assert_eq!(call(&server, "HEAD /_fake/health", None), (200, Value::Null));
    // A token that is not the public one is secret.
    let fake = Fake::new(ACCOUNT.parse().unwrap(), "secret").unwrap();
    let server = runtime.block_on(serve(fake)).unwrap();
    let (_, health) = call(&server, "GET /_fake/health", None);
    assert!(health["token"].is_null() && !health.to_string().contains("secret"), "{health}");
}

#[test]
fn messages_are_listed_newest_first_in_pages() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let sids: Vec<String> = (0..5).map(|number| send(&server, &format!("Body=Text+{number}")).unwrap()).collect();
    send_form(&server, "Body=Other&From=%2B14155550100&To=%2B14155550123").unwrap();
    let get = |query: &str| call(&server, &format!("GET /_fake/messages{query}"), None);
    let list = |query: &str| -> Vec<String> {
        let (status, answer) = get(query);
        assert_eq!(status, 200, "{answer}");
        let messages = answer["messages"].as_array().unwrap();
        messages.iter().map(|message| message["sid"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(list("").len(), 6);
    let (_, first) = get("?limit=2&phone=%2B14155550199");
    assert_eq!(first["messages"][0]["body"], "Text 4");
    assert_eq!(first["messages"][0]["direction"], "outbound-api");
    assert_eq!(first["next"], sids[3].as_str());
    assert_eq!(list(&format!("?limit=2&phone=%2B14155550199&before={}", sids[3])), [sids[2].clone(), sids[1].clone()]);
    let (_, last) = get(&format!("?limit=1&before={}", sids[1]));
    assert_eq!((&last["messages"][0]["sid"], &last["next"]), (&json!(sids[0]), &Value::Null));
    assert_eq!(list("?search=TEXT+3"), [sids[3].clone()]);
    assert_eq!(list(&format!("?search={}", sids[1])), [sids[1].clone()]);
    assert_eq!(list("?search=nothing"), Vec::<String>::new());
    for bad in
        ["?limit=0", "?limit=1001", "?limit=x", "?before=", "?before=%20", "?other=1", "?search=%zz", "?phone=%FF"]
    {
        assert_eq!(get(bad).0, 400, "{bad}");
    }
    let (_, phones) = call(&server, "GET /_fake/phones?limit=1", None);
    assert_eq!(phones["total"], 2);
    assert_eq!((&phones["phones"][0]["phone"], &phones["phones"][0]["messages"]), (&json!("+14155550123"), &json!(1)));
    let next = phones["next"].as_str().unwrap();
    let (_, phones) = call(&server, &format!("GET /_fake/phones?before={next}"), None);
    assert_eq!((&phones["phones"][0]["messages"], &phones["next"]), (&json!(5), &Value::Null));
    assert_eq!(call(&server, "GET /_fake/phones?limit=-1", None).0, 400);
}

#[test]
fn a_message_has_its_segments_its_request_and_its_callbacks() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let (url, received) = receiver(vec![(204, String::new()), (500, "no".to_owned())]);
    let form = format!("Body=It%E2%80%99s+{}&MediaUrl=http://127.0.0.1/a.png&StatusCallback={url}", "x".repeat(70));
    let sid = send(&server, &form).unwrap();
    assert_eq!(received.join().unwrap().len(), 2);
    let mut detail = Value::Null;
    for _ in 0..100 {
        detail = call(&server, &format!("GET /_fake/messages/{sid}"), None).1;
        if detail["webhooks"].as_array().unwrap().len() == 2 {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(detail["message"]["webhook_statuses"], json!([204, 500]));
    assert_eq!(detail["message"]["media_urls"], json!(["http://127.0.0.1/a.png"]));
    assert_eq!((&detail["segments"]["encoding"], &detail["segments"]["units"]), (&json!("UCS-2"), &json!(75)));
    let segments = detail["segments"]["segments"].as_array().unwrap();
    assert_eq!((segments.len(), &segments[0]["units"], &segments[0]["capacity"]), (2, &json!(67), &json!(67)));
    assert_eq!(segments[0]["parts"][1], json!({ "text": "\u{2019}", "forces_ucs2": true }));
    assert_eq!(detail["request"]["method"], "POST");
    assert!(detail["request"]["body"].as_str().unwrap().contains("Body=It%E2%80%99s"));
    assert_eq!(detail["webhooks"][0]["error"], Value::Null);
    assert_eq!(detail["webhooks"][1]["reply"], "no");
    assert!(detail["webhooks"][1]["error"].as_str().unwrap().contains("500"));
    assert!(!detail.to_string().contains("Basic "));
    for unknown in ["SM00000000000000000000000000000000", "x%20y", ""] {
        assert_eq!(call(&server, &format!("GET /_fake/messages/{unknown}"), None).0, 404, "{unknown}");
    }
}

#[test]
fn requests_are_listed_newest_first() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    send(&server, "Body=Hi").unwrap();
    assert_eq!(send(&server, ""), Err(400));
    let (status, answer) = call(&server, "GET /_fake/requests", None);
    let statuses: Vec<_> = answer["requests"].as_array().unwrap().iter().map(|request| &request["status"]).collect();
    assert_eq!((status, statuses), (200, vec![&json!(400), &json!(201)]));
    assert_eq!(answer["requests"][0]["method"], "POST");
    // Requests to the control API are not among them.
    assert_eq!(call(&server, "GET /_fake/requests?limit=1", None).0, 400);
}

#[test]
fn receive_posts_a_signed_webhook_and_carries_out_its_reply() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let twiml = "<Response><Message>Hello</Message><Redirect>next?a=1</Redirect></Response>";
    let next = "<Response><Message>Again</Message></Response>";
    let (url, received) = receiver(vec![(200, twiml.to_owned()), (200, next.to_owned())]);
    let message = json!({
        "from": "+14155550199", "to": "+14155550100", "body": "Hi \u{1F600}", "media": ["http://127.0.0.1/a.png"], "url": url,
    });
    let (status, answer) = call(&server, "POST /_fake/receive", Some(message));
    assert_eq!(status, 201, "{answer}");
    assert_eq!(
        (&answer["message"]["direction"], &answer["message"]["body"]),
        (&json!("inbound"), &json!("Hi \u{1F600}"))
    );
    assert_eq!((&answer["webhooks"][0]["status"], &answer["webhooks"][0]["reply"]), (&json!(200), &json!(twiml)));
    assert_eq!(answer["webhooks"][1]["url"], url.replace("/sms", "/next?a=1"));
    let bodies: Vec<_> = answer["messages"].as_array().unwrap().iter().map(|message| &message["body"]).collect();
    assert_eq!(bodies, [&json!("Hello"), &json!("Again")]);
    assert_eq!(answer["messages"][0]["to"], "+14155550199");
    let received = received.join().unwrap();
    for (request, webhook) in received.iter().zip(answer["webhooks"].as_array().unwrap()) {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let signature = head.split("X-Twilio-Signature: ").nth(1).unwrap().split("\r\n").next().unwrap();
        assert_eq!(webhook["signature"], signature);
        let incoming = Incoming {
            method: "POST",
            url: webhook["url"].as_str().unwrap(),
            content_type: Some("application/x-www-form-urlencoded"),
            signature: Some(signature),
            settings: None,
            body: body.as_bytes(),
        };
        incoming.verify(&[AuthToken::new(TOKEN).unwrap().into()]).unwrap();
        let inbound = InboundMessage::decode_unverified(body.as_bytes()).unwrap();
        assert_eq!(inbound.body.as_deref(), Some("Hi \u{1F600}"));
    }

    // The message is received, whatever becomes of its webhook.
    let to = |url: &str| json!({ "from": "+14155550199", "to": "+14155550100", "body": "Hi", "url": url });
    let (wrong, received) = receiver(vec![(200, "{}".to_owned()), (403, String::new()), (204, String::new())]);
    for (url, status, error) in [
        (wrong.as_str(), json!(200), "the reply is not TwiML: "),
        (&wrong, json!(403), "its receiver answered with status 403"),
        ("http://127.0.0.1:1/", json!(null), "the connection to its receiver failed"),
        ("http://example.com/", json!(null), "its host is neither this machine nor allowed by name"),
    ] {
        let (created, answer) = call(&server, "POST /_fake/receive", Some(to(url)));
        assert_eq!((created, &answer["webhooks"][0]["status"]), (201, &status), "{answer}");
        assert!(answer["webhooks"][0]["error"].as_str().unwrap().starts_with(error), "{answer}");
        assert_eq!(answer["messages"], json!([]));
    }
    let (_, answer) = call(&server, "POST /_fake/receive", Some(to(&wrong)));
    assert_eq!((&answer["webhooks"][0]["status"], &answer["webhooks"][0]["error"]), (&json!(204), &Value::Null));
    received.join().unwrap();
    // Without a URL, there is no webhook.
    let plain = json!({ "from": "+14155550199", "to": "+14155550100", "body": "Hi" });
    let (status, answer) = call(&server, "POST /_fake/receive", Some(plain));
    assert_eq!((status, &answer["webhooks"]), (201, &json!([])));
    let before = server.fake().messages().len();
    for bad in [
        json!({}),
        json!({ "from": "+14155550199", "to": "+14155550100" }),
        json!({ "from": "+14155550199", "to": "+14155550100", "body": "" }),
        json!({ "from": "nobody at all", "to": "+14155550100", "body": "Hi" }),
        json!({ "from": "+14155550199", "to": "", "body": "Hi" }),
        json!({ "from": "+14155550199", "to": "+14155550100", "body": 1 }),
        json!({ "from": "+14155550199", "to": "+14155550100", "body": "Hi", "media": vec!["http://127.0.0.1/"; 11] }),
        json!({ "from": "+14155550199", "to": "+14155550100", "body": "Hi", "unknown": 1 }),
        json!([]),
    ] {
        assert_eq!(call(&server, "POST /_fake/receive", Some(bad.clone())).0, 400, "{bad}");
    }
    assert_eq!(server.fake().messages().len(), before);
}

#[test]
fn a_webhook_that_redirects_to_itself_ends() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let (url, received) = receiver(vec![(200, "<Response><Redirect>/sms</Redirect></Response>".to_owned()); 11]);
    let message = json!({ "from": "+14155550199", "to": "+14155550100", "body": "Hi", "url": url });
    let (status, answer) = call(&server, "POST /_fake/receive", Some(message));
    let webhooks = answer["webhooks"].as_array().unwrap();
    assert_eq!((status, webhooks.len(), &webhooks[10]["error"]), (201, 11, &json!("more than 10 redirects")));
    received.join().unwrap();
}

#[test]
fn faults_are_set_listed_and_switched_off() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let set = |body: Value| call(&server, "POST /_fake/faults", Some(body));
    assert_eq!(set(json!({ "fault": "too_many_requests", "retry_after": 5, "times": 2 })).0, 200);
    let (status, answer) = set(json!({ "fault": "server_error", "every": true }));
    let limited = json!({ "fault": "too_many_requests", "retry_after": 5 });
    assert_eq!((status, &answer["next"]), (200, &json!([limited, limited])));
    assert_eq!(answer["every"], json!({ "fault": "server_error" }));
    let sent: Vec<_> = (0..4).map(|_| send(&server, "Body=Hi").unwrap_err()).collect();
    assert_eq!(sent, [429, 429, 500, 500]);
    assert_eq!(set(json!({ "fault": "refuse", "number": "+1 415 555 0199", "code": 21610 })).0, 200);
    assert_eq!(call(&server, "DELETE /_fake/faults", None), (204, Value::Null));
    let (_, answer) = call(&server, "GET /_fake/faults", None);
    assert_eq!((&answer["next"], &answer["every"], &answer["fail"]), (&json!([]), &Value::Null, &json!({})));
    assert!(send(&server, "Body=Hi").is_ok());
    // The numbers for tests are refused again.
    assert_eq!(answer["refuse"]["+15005550001"], 21211);
    assert_eq!(answer["refuse"].as_object().unwrap().len(), 5);

    let (_, answer) = set(json!({ "fault": "refuse", "number": "+14155550199", "code": 21610 }));
    assert_eq!(answer["refuse"]["+14155550199"], 21610);
    assert_eq!(send(&server, "Body=Hi"), Err(400));
    call(&server, "DELETE /_fake", None);
    set(json!({ "fault": "fail", "number": "+14155550199", "code": 30003 }));
    let sid = send(&server, "Body=Hi").unwrap();
    let status = || call(&server, &format!("GET /_fake/messages/{sid}"), None).1["message"]["status"].clone();
    while status() != "undelivered" {
        thread::sleep(Duration::from_millis(10));
    }
    for fault in ["cut_off", "no_answer", "unavailable"] {
        assert_eq!(set(json!({ "fault": fault })).0, 200, "{fault}");
    }
    let (_, answer) = set(json!({ "fault": "delay", "milliseconds": 10 }));
    assert_eq!(answer["next"][3], json!({ "fault": "delay", "milliseconds": 10 }));
    assert_eq!(send(&server, "Body=Hi"), Err(201));
    assert_eq!(send(&server, "Body=Hi"), Err(0));
    assert_eq!(send(&server, "Body=Hi"), Err(503));
    assert!(send(&server, "Body=Hi").is_ok());
    for bad in [
        json!({}),
        json!({ "fault": "other" }),
        json!({ "fault": "server_error", "retry_after": 5 }),
        json!({ "fault": "too_many_requests", "retry_after": -1 }),
        json!({ "fault": "too_many_requests", "milliseconds": 1 }),
        json!({ "fault": "server_error", "times": 0 }),
        json!({ "fault": "server_error", "times": 1001 }),
        json!({ "fault": "server_error", "times": 1, "every": true }),
        json!({ "fault": "delay" }),
        json!({ "fault": "delay", "milliseconds": 0 }),
        json!({ "fault": "delay", "milliseconds": 600_001 }),
        json!({ "fault": "refuse", "number": "+14155550199" }),
        json!({ "fault": "refuse", "code": 21610 }),
        json!({ "fault": "refuse", "number": "x", "code": 21610 }),
        json!({ "fault": "fail", "number": "+14155550199", "code": 0 }),
        json!({ "fault": "fail", "number": "+14155550199", "code": 30003, "times": 1 }),
    ] {
        assert_eq!(set(bad.clone()).0, 400, "{bad}");
    }
}

#[test]
fn status_moves_a_message_on_and_answers_after_the_callback() {
    let runtime = runtime();
    // The statuses that are planned come in an hour, so only those of the test come.
    let fake = Fake::default().callbacks(fake_twilio::Callbacks { delay: 3600, ..Default::default() });
    let server = runtime.block_on(serve(fake)).unwrap();
    let (url, received) = receiver(vec![(204, String::new()), (204, String::new())]);
    let sid = send(&server, &format!("Body=Hi&StatusCallback={url}")).unwrap();
    let set = |status: &str, code: Option<u32>| {
        call(&server, "POST /_fake/status", Some(json!({ "sid": sid, "status": status, "error_code": code })))
    };
    assert_eq!(set("sent", None).1["message"]["status"], "sent");
    let (status, answer) = set("undelivered", Some(30003));
    assert_eq!((status, &answer["message"]["error_code"]), (200, &json!(30003)));
    assert_eq!(answer["message"]["webhook_statuses"], json!([204, 204]));
    let received = received.join().unwrap();
    assert!(received[0].contains("MessageStatus=sent"));
    assert!(received[1].contains("MessageStatus=undelivered") && received[1].contains("ErrorCode=30003"));
    // The statuses that were planned do not come any more.
    call(&server, "POST /_fake/time", Some(json!({ "advance": 10_000 })));
    assert_eq!(call(&server, &format!("GET /_fake/messages/{sid}"), None).1["message"]["status"], "undelivered");
    for (bad, expected) in [
        (json!({ "sid": sid }), 400),
        (json!({ "sid": sid, "status": "nowhere" }), 400),
        (json!({ "sid": sid, "status": "sent", "error_code": 0 }), 400),
        (json!({ "sid": "no SID", "status": "sent" }), 400),
        (json!({ "sid": "SM00000000000000000000000000000000", "status": "sent" }), 404),
    ] {
        assert_eq!(call(&server, "POST /_fake/status", Some(bad.clone())).0, expected, "{bad}");
    }
}

#[test]
fn time_moves_on_and_answers_after_the_callbacks() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let (url, received) = receiver(vec![(204, String::new()), (204, String::new())]);
    let (_, answer) = call(&server, "POST /_fake/time", Some(json!({ "advance": 0 })));
    let now = answer["time"].as_i64().unwrap();
    let service = format!("To=%2B14155550199&MessagingServiceSid=MG{:032x}", 1);
    let at = SendAt::from_unix_seconds(now + 86_400).unwrap();
    let form = format!("{service}&Body=Hi&ScheduleType=fixed&SendAt={at}&StatusCallback={url}");
    let sid = send_form(&server, &form).unwrap();
    let message = || call(&server, &format!("GET /_fake/messages/{sid}"), None).1["message"].clone();
    call(&server, "POST /_fake/time", Some(json!({ "time": now + 86_000 })));
    assert_eq!(message()["status"], "scheduled");
    let (status, answer) = call(&server, "POST /_fake/time", Some(json!({ "advance": 500 })));
    assert!(status == 200 && answer["time"].as_i64().unwrap() >= now + 86_500, "{answer}");
    assert_eq!((&message()["status"], &message()["webhook_statuses"]), (&json!("delivered"), &json!([204, 204])));
    received.join().unwrap();

    // The clock runs on, and a change comes at its time although no request asks for it.
    let (_, answer) = call(&server, "POST /_fake/time", Some(json!({ "advance": 0 })));
    let at = SendAt::from_unix_seconds(answer["time"].as_i64().unwrap() + 1000).unwrap();
    let sid = send_form(&server, &format!("{service}&Body=Hi&ScheduleType=fixed&SendAt={at}")).unwrap();
    thread::sleep(Duration::from_millis(200));
    call(&server, "POST /_fake/time", Some(json!({ "advance": 998 })));
    let began = Instant::now();
    while call(&server, &format!("GET /_fake/messages/{sid}"), None).1["message"]["status"] != "delivered" {
        assert!(began.elapsed() < Duration::from_secs(10));
        thread::sleep(Duration::from_millis(50));
    }
    for bad in [
        json!({}),
        json!({ "advance": -1 }),
        json!({ "advance": 1.5 }),
        json!({ "advance": i64::MAX }),
        json!({ "time": now }),
        json!({ "time": 253_402_300_800_i64 }),
        json!({ "advance": 1, "time": now + 100_000 }),
        json!({ "advance": "1" }),
    ] {
        assert_eq!(call(&server, "POST /_fake/time", Some(bad.clone())).0, 400, "{bad}");
    }
    // A reset goes back to the time of the system.
    assert_eq!(call(&server, "DELETE /_fake", None), (204, Value::Null));
    let (_, answer) = call(&server, "POST /_fake/time", Some(json!({ "advance": 0 })));
    assert!(answer["time"].as_i64().unwrap() < now + 1000, "{answer}");
}

#[test]
fn a_reset_forgets_messages_requests_and_faults() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    send(&server, "Body=Hi").unwrap();
    call(&server, "POST /_fake/faults", Some(json!({ "fault": "server_error" })));
    assert_eq!(call(&server, "DELETE /_fake", None), (204, Value::Null));
    assert_eq!(call(&server, "GET /_fake/messages", None).1, json!({ "messages": [], "next": null }));
    assert_eq!(call(&server, "GET /_fake/requests", None).1, json!({ "requests": [] }));
    assert!(send(&server, "Body=Hi").is_ok());
}

#[test]
fn events_report_changes_as_they_happen() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let mut stream = TcpStream::connect(authority(&server)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!("GET /_fake/events HTTP/1.1\r\nHost: {}\r\n\r\n", authority(&server));
    stream.write_all(request.as_bytes()).unwrap();
    let mut read = String::new();
    let mut wait = |wanted: &str| {
        let mut bytes = [0; 4096];
        while !read.contains(wanted) {
            let length = stream.read(&mut bytes).unwrap();
            assert!(length > 0, "{read}");
            read.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
        std::mem::take(&mut read)
    };
    assert!(wait("event: state").contains("Content-Type: text/event-stream"));
    let sid = send(&server, "Body=Line+1%0ALine+2").unwrap();
    let event = wait("\"status\":\"delivered\"");
    assert!(event.contains("event: messages") && event.contains(&sid) && event.contains("Line 1\\nLine 2"), "{event}");
    call(&server, "POST /_fake/faults", Some(json!({ "fault": "no_answer" })));
    wait("no_answer");
    call(&server, "DELETE /_fake", None);
    wait("event: reload");
    // A library that uses the fake directly is seen, too.
    let _ = server.fake().receive("+14155550199", "+14155550100", "Direct", &[]);
    wait("Direct");
    // An open stream does not delay the end of the server.
    let began = Instant::now();
    runtime.block_on(server.stop());
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[test]
fn other_hosts_and_origins_are_refused() {
    let runtime = runtime();
    let options = ServeOptions { allowed_hosts: vec!["twilio.test".to_owned()], ..ServeOptions::default() };
    let server = runtime.block_on(serve_on(Fake::default(), options)).unwrap();
    send(&server, "Body=secret").unwrap();
    let own = authority(&server);
    let port = own.split(':').nth(1).unwrap();
    let ask = |headers: &str, path: &str| exchange(&server, &format!("GET {path} HTTP/1.1\r\n{headers}\r\n"));
    for (headers, expected) in [
        (format!("Host: {own}\r\n"), 200),
        (format!("Host: localhost:{port}\r\n"), 200),
        ("Host: LOCALHOST\r\n".to_owned(), 200),
        (format!("Host: [::1]:{port}\r\n"), 200),
        ("Host: Twilio.Test\r\n".to_owned(), 200),
        (format!("Host: {own}\r\nOrigin: http://{own}\r\n"), 200),
        (String::new(), 403),
        ("Host: \r\n".to_owned(), 403),
        (format!("Host: evil.test:{port}\r\n"), 403),
        (format!("Host: localhost.evil.test:{port}\r\n"), 403),
        (format!("Host: 192.0.2.1:{port}\r\n"), 403),
        (format!("Host: user@localhost:{port}\r\n"), 403),
        (format!("Host: {own}\r\nHost: {own}\r\n"), 403),
        (format!("Host: {own}\r\nOrigin: null\r\n"), 403),
        (format!("Host: {own}\r\nOrigin: http://evil.test\r\n"), 403),
        (format!("Host: {own}\r\nOrigin: http://127.0.0.1:1\r\n"), 403),
        (format!("Host: {own}\r\nOrigin: https://{own}\r\n"), 403),
        (format!("Host: {own}\r\nOrigin: http://{own}\r\nOrigin: http://evil.test\r\n"), 403),
    ] {
        for path in ["/", "/_fake/messages", "/_fake/page.js", "/_fake/nothing"] {
            let (status, head, body) = ask(&headers, path);
            // hyper refuses some heads before the server sees them.
            let is_expected =
                if path == "/_fake/nothing" && expected == 200 { status == 404 } else { status == expected };
            assert!(is_expected || (status == 400 && expected == 403), "{headers}{path}: {head}");
            assert!(expected == 200 || !body.contains("secret"), "{headers}{path}");
            assert!(!head.contains("Access-Control-"), "{head}");
        }
    }
    let (status, ..) = exchange(&server, &format!("GET http://evil.test/_fake/health HTTP/1.1\r\nHost: {own}\r\n\r\n"));
    assert_eq!(status, 403);
    let (status, ..) = ask(&format!("Host: {own}\r\nOrigin: http://evil.test\r\n"), "/_fake/events");
    assert_eq!(status, 403);
    // The API itself has credentials, and any name.
    let target = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    assert_eq!(ask(&format!("Host: api.twilio.com\r\nAuthorization: {AUTHORIZATION}\r\n"), &target).0, 200);
}

#[test]
fn bodies_are_json_and_paths_have_methods() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    send(&server, "Body=Hi").unwrap();
    let body = json!({ "from": "+14155550199", "to": "+14155550100", "body": "Hi" }).to_string();
    for content_type in
        ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"]
    {
        let header = if content_type.is_empty() { String::new() } else { format!("Content-Type: {content_type}\r\n") };
        for line in ["POST /_fake/receive", "POST /_fake/time", "DELETE /_fake"] {
            let (status, _, answer) = raw(&server, line, &header, &body);
            assert!(status == 415 && answer.contains("\"code\": 20001"), "{line} {content_type}: {answer}");
        }
    }
    assert_eq!(server.fake().messages().len(), 1);
    for body in ["", "{", "nonsense", "{}{}", "\u{FEFF}{}"] {
        assert_eq!(raw(&server, "POST /_fake/receive", "Content-Type: application/json\r\n", body).0, 400, "{body}");
    }
    let long = format!("\"{}\"", "x".repeat(MAX_FORM));
    assert_eq!(raw(&server, "POST /_fake/receive", "Content-Type: application/json\r\n", &long).0, 413);
    for (line, allowed) in [
        ("POST /", "GET"),
        ("POST /_fake/health", "GET"),
        ("DELETE /_fake/messages", "GET"),
        ("DELETE /_fake/messages/SM1", "GET"),
        ("POST /_fake/phones", "GET"),
        ("POST /_fake/requests", "GET"),
        ("POST /_fake/events", "GET"),
        ("GET /_fake/receive", "POST"),
        ("PUT /_fake/faults", "GET, POST, DELETE"),
        ("GET /_fake/status", "POST"),
        ("GET /_fake/time", "POST"),
        ("GET /_fake", "DELETE"),
        ("OPTIONS /_fake/messages", "GET"),
    ] {
        let (status, head, body) = raw(&server, line, "Content-Type: application/json\r\n", "");
        assert!(status == 405 && head.contains(&format!("Allow: {allowed}\r\n")), "{line}: {head}");
        assert!(body.contains("\"code\": 20004"), "{line}: {body}");
    }
    for path in ["/_fake/", "/_fake/nothing", "/_fake/health/"] {
        assert_eq!(call(&server, &format!("GET {path}"), None).0, 404, "{path}");
    }
}

#[test]
fn a_body_has_a_time_limit() {
    let runtime = runtime();
    let options = ServeOptions { time_limit: Duration::from_millis(200), ..ServeOptions::default() };
    let server = runtime.block_on(serve_on(Fake::default(), options)).unwrap();
    let mut stream = TcpStream::connect(authority(&server)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!("Host: {}\r\nContent-Type: application/json\r\nContent-Length: 9", authority(&server));
    stream.write_all(format!("POST /_fake/time HTTP/1.1\r\n{head}\r\n\r\n{{").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("\"status\": 408"), "{answer}");
}

#[test]
fn the_page_has_a_policy_that_stops_scripts_of_others() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let (status, head, page) = raw(&server, "GET /?from=somewhere", "", "");
    assert!(status == 200 && head.contains("Content-Type: text/html; charset=utf-8\r\n"), "{head}");
    assert!(head.contains("Content-Security-Policy: default-src 'none'; script-src 'self'; "), "{head}");
    for file in ["/_fake/page.css", "/_fake/page.js"] {
        assert!(page.contains(file) && raw(&server, &format!("GET {file}"), "", "").0 == 200, "{file}");
    }
    // Nothing of the page comes from another server.
    assert!(!page.replace("http://www.w3.org/2000/svg", "").replace("http://127.0.0.1:3000/sms", "").contains("://"));
}

#[test]
fn the_readme_lists_every_path() {
    let readme = include_str!("../README.md");
    let listed = |row: &str| readme.lines().any(|line| line.starts_with(&format!("| `{row}` |")));
    for row in [
        "GET /_fake/health",
        "GET /_fake/messages",
        "GET /_fake/messages/{sid}",
        "GET /_fake/phones",
        "GET /_fake/requests",
        "GET /_fake/events",
        "POST /_fake/receive",
        "GET /_fake/faults",
        "POST /_fake/faults",
        "DELETE /_fake/faults",
        "POST /_fake/status",
        "POST /_fake/time",
        "DELETE /_fake",
    ] {
        assert!(listed(row), "{row}");
    }
}
