//! Sends requests byte by byte: the cases of RFC 9112, slow clients, and many clients at once.

#![cfg(feature = "server")]

use std::collections::{HashMap, HashSet};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use fake_twilio::{Fake, Fault, ServeOptions, Server, serve, serve_on};
use twilio_sms::limits::MAX_FORM;
use twilio_sms::request::SendAt;
use twilio_sms::{Message, Outcome, Status};

const AUTHORIZATION: &str =
    "Basic QUM1ZWY4NzJmNmRhNWEyMWRlMTU3ZDgwOTk3YTY0YmQzMzowMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZg==";
const TARGET: &str = "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages.json";
const FORM: &str = "From=%2B14158141829&To=%2B14159352345&Body=Hi";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Returns a POST that sends a message. The content type and the headers that frame the body are added.
fn post(target: &str, version: &str, headers: &str, body: &str) -> String {
    format!("POST {target} {version}\r\nHost: x\r\nAuthorization: {AUTHORIZATION}\r\n{headers}\r\n{body}")
}

/// Returns a POST of a form with its length.
fn send(form: &str) -> String {
    let headers = format!("Content-Type: {FORM_TYPE}\r\nContent-Length: {}\r\nConnection: close\r\n", form.len());
    post(TARGET, "HTTP/1.1", &headers, form)
}

/// Sends bytes, closes the writing half of the connection, and returns everything that the server answers.
fn exchange(server: &Server, request: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(request.as_bytes()).unwrap();
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = String::new();
    // The server may break the connection off after its answer.
    let _ = stream.read_to_string(&mut answer);
    answer
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

#[test]
fn requests_are_framed_as_rfc_9112_says() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let typed = format!("Content-Type: {FORM_TYPE}\r\n");
    let length = "Content-Length: 45\r\n";
    let chunks = "2d\r\nFrom=%2B14158141829&To=%2B14159352345&Body=Hi\r\n0\r\n";
    let multipart = "--B\r\nContent-Disposition: form-data; name=\"From\"\r\n\r\n+14158141829\r\n--B\r\n\
        Content-Disposition: form-data; name=\"To\"\r\n\r\n+14159352345\r\n--B\r\n\
        Content-Disposition: form-data; name=\"Body\"\r\n\r\nHi\r\n--B--\r\n";
    let multipart_headers =
        format!("Content-Type: multipart/form-data; boundary=B\r\nContent-Length: {}\r\n", multipart.len());
    let absolute = format!("http://api.twilio.com{TARGET}");
    let many = format!("{typed}{length}X: {}\r\n", "x".repeat(1 << 20));
    for (name, request, expected) in [
        ("plain", post(TARGET, "HTTP/1.1", &format!("{typed}{length}"), FORM), 201),
        (
            "chunked",
            post(TARGET, "HTTP/1.1", &format!("{typed}Transfer-Encoding: chunked\r\n"), &format!("{chunks}\r\n")),
            201,
        ),
        (
            "chunked with trailers",
            post(
                TARGET,
                "HTTP/1.1",
                &format!("{typed}Transfer-Encoding: chunked\r\n"),
                &format!("{chunks}X: y\r\n\r\n"),
            ),
            201,
        ),
        ("absolute form", post(&absolute, "HTTP/1.1", &format!("{typed}{length}"), FORM), 201),
        ("multipart", post(TARGET, "HTTP/1.1", &multipart_headers, multipart), 201),
        (
            "multipart that ends early",
            post(TARGET, "HTTP/1.1", &multipart_headers.replace("boundary=B", "boundary=C"), multipart),
            400,
        ),
        ("two lengths", post(TARGET, "HTTP/1.1", &format!("{typed}{length}Content-Length: 5\r\n"), FORM), 400),
        ("length with a sign", post(TARGET, "HTTP/1.1", &format!("{typed}Content-Length: +45\r\n"), FORM), 400),
        ("obsolete folding", post(TARGET, "HTTP/1.1", &format!("{typed}{length}X: a\r\n b\r\n"), FORM), 400),
        ("space before the colon", post(TARGET, "HTTP/1.1", &format!("{typed}{length}X : a\r\n"), FORM), 400),
        ("bad request line", "nonsense\r\n\r\n".to_owned(), 400),
        ("large head", post(TARGET, "HTTP/1.1", &many, FORM), 431),
        ("HTTP/1.0", post(TARGET, "HTTP/1.0", &format!("{typed}{length}"), FORM), 201),
        (
            "HTTP/1.0 that expects",
            post(TARGET, "HTTP/1.0", &format!("{typed}{length}Expect: 100-continue\r\n"), FORM),
            201,
        ),
        ("basic", post(TARGET, "HTTP/1.1", &format!("{typed}{length}"), FORM).replace("Basic", "basic"), 201),
        ("HEAD", format!("HEAD {TARGET} HTTP/1.1\r\nHost: x\r\nAuthorization: {AUTHORIZATION}\r\n\r\n"), 200),
    ] {
        let answer = exchange(&server, &request);
        assert_eq!(status(&answer), expected, "{name}: {answer}");
        if name == "HEAD" {
            assert!(answer.ends_with("\r\n\r\n"), "{name}: {answer}");
        }
    }
    let expects = post(TARGET, "HTTP/1.1", &format!("{typed}{length}Expect: 100-continue\r\n"), FORM);
    assert!(exchange(&server, &expects).starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 "));

    // A list that contains `close` closes the connection, although the client keeps its half open.
    let list = post(TARGET, "HTTP/1.1", &format!("{typed}{length}Connection: keep-alive, close\r\n"), FORM);
    let (mut stream, mut answer) = (connect(&server), String::new());
    stream.write_all(list.as_bytes()).unwrap();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), 201);

    // Requests that are sent together are answered in order.
    let fetch = format!("GET {TARGET}?To=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    let answers = exchange(&server, &(send(FORM).replace("Connection: close\r\n", "") + &fetch + &send(FORM)));
    let statuses: Vec<u16> =
        answers.split("HTTP/1.1 ").skip(1).map(|answer| answer.split(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!(statuses, [201, 401, 201]);
}

#[test]
fn a_malformed_chunk_is_answered_although_more_follows() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let headers = format!("Content-Type: {FORM_TYPE}\r\nTransfer-Encoding: chunked\r\n");
    for chunks in ["zz\r\nFrom\r\n0\r\n\r\n", "4\r\nFromX", "ffffffffffffffffff\r\n", "4\r\nFro"] {
        assert_eq!(status(&exchange(&server, &post(TARGET, "HTTP/1.1", &headers, chunks))), 400, "{chunks:?}");
    }
    let long = format!("zz\r\n{}", "x".repeat(8 << 20));
    assert_eq!(status(&exchange(&server, &post(TARGET, "HTTP/1.1", &headers, &long))), 400);
}

#[test]
fn a_body_is_read_up_to_its_limit() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let form = |length: usize| format!("{FORM}&X={}", "a".repeat(length - FORM.len() - 3));
    assert_eq!(status(&exchange(&server, &send(&form(MAX_FORM)))), 201);
    // A client that reads the answer only after it has sent everything receives it, too.
    for length in [MAX_FORM + 1, 20 * MAX_FORM] {
        assert_eq!(status(&exchange(&server, &send(&form(length)))), 413, "{length}");
        let chunked = format!("Content-Type: {FORM_TYPE}\r\nTransfer-Encoding: chunked\r\n");
        let chunks = format!("{length:x}\r\n{}\r\n0\r\n\r\n", form(length));
        assert_eq!(status(&exchange(&server, &post(TARGET, "HTTP/1.1", &chunked, &chunks))), 413, "{length}");
    }
    // A client that waits for the server's consent sends no body that is too large.
    let head = format!("Content-Type: {FORM_TYPE}\r\nContent-Length: {}\r\nExpect: 100-continue\r\n", MAX_FORM + 1);
    assert!(exchange(&server, &post(TARGET, "HTTP/1.1", &head, "")).starts_with("HTTP/1.1 413 "));
}

#[test]
fn slow_clients_do_not_delay_others() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let slow: Vec<_> = (0..50)
        .map(|number| {
            let mut stream = connect(&server);
            stream.write_all(&send(FORM).as_bytes()[..10 + 4 * number]).unwrap();
            stream
        })
        .collect();
    let began = Instant::now();
    assert_eq!(status(&exchange(&server, &send(FORM))), 201);
    assert!(began.elapsed() < Duration::from_secs(5));
    drop(slow);
}

#[test]
fn a_head_and_a_body_have_a_time_limit() {
    let runtime = runtime();
    let options = ServeOptions { time_limit: Duration::from_millis(200), ..ServeOptions::default() };
    let server = runtime.block_on(serve_on(Fake::default(), options)).unwrap();
    let request = send(FORM);
    for (sent, expected) in [(60, 0), (request.len() - 1, 408)] {
        let (began, mut stream, mut answer) = (Instant::now(), connect(&server), String::new());
        stream.write_all(&request.as_bytes()[..sent]).unwrap();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(status(&answer), expected, "{answer}");
        assert!((Duration::from_millis(200)..Duration::from_secs(10)).contains(&began.elapsed()));
    }
}

#[test]
fn two_hundred_connections_at_once_lose_and_repeat_no_message() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let barrier = Barrier::new(200);
    let sids: HashSet<String> = thread::scope(|scope| {
        let (server, barrier) = (&server, &barrier);
        let clients: Vec<_> = (0..200)
            .map(|_| {
                scope.spawn(move || {
                    barrier.wait();
                    sid(&exchange(server, &send(FORM)))
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    assert_eq!(sids.len(), 200);
    let kept: HashSet<String> = server.fake().messages().iter().map(|message| message.sid.to_string()).collect();
    assert_eq!(kept, sids);
}

fn sid(answer: &str) -> String {
    let body = answer.split("\r\n\r\n").nth(1).unwrap();
    match Message::decode(201, body.as_bytes()) {
        Outcome::Done(message) => message.sid.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn faults_reach_the_client() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let ask = |fault| {
        server.fake().next(fault);
        exchange(&server, &send(FORM))
    };
    let answer = ask(Fault::TooManyRequests { retry_after: Some(7) });
    assert!(status(&answer) == 429 && answer.contains("Retry-After: 7\r\n"), "{answer}");
    assert!(!ask(Fault::TooManyRequests { retry_after: None }).contains("Retry-After"));
    assert_eq!(status(&ask(Fault::ServerError)), 500);
    let answer = ask(Fault::Unavailable);
    assert!(status(&answer) == 503 && answer.contains("text/html") && answer.contains("<h1>"), "{answer}");
    assert_eq!(server.fake().messages().len(), 0);
    assert_eq!(ask(Fault::NoAnswer), "");
    let answer = ask(Fault::CutOff);
    let body = answer.split("\r\n\r\n").nth(1).unwrap();
    assert!(status(&answer) == 201 && body.starts_with('{') && !body.ends_with('}'), "{answer}");
    let began = Instant::now();
    assert_eq!(status(&ask(Fault::Delay(Duration::from_millis(300)))), 201);
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert_eq!(server.fake().messages().len(), 3);
}

/// Accepts one callback, and returns its request line. It is answered with 204.
fn callback(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut bytes = [0; 4096];
    let length = stream.read(&mut bytes).unwrap();
    stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").unwrap();
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

#[test]
fn callbacks_are_posted_to_every_spelling_of_a_url_of_this_machine() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    for (url, target) in [
        (format!("http://127.0.0.1:{port}"), "/"),
        (format!("HTTP://127.0.0.1:{port}/"), "/"),
        (format!("http://u:p@127.0.0.1:{port}/a"), "/a"),
        (format!("http://127.0.0.2:{port}/a?b=1#rc=2&rp=all"), "/a?b=1"),
        (format!("http://0.0.0.0:{port}?x"), "/?x"),
    ] {
        let escaped = url.replace('&', "%26").replace('#', "%23");
        assert_eq!(status(&exchange(&server, &send(&format!("{FORM}&StatusCallback={escaped}")))), 201, "{url}");
        for _ in 0..2 {
            let callback = callback(&listener);
            assert!(callback.starts_with(&format!("POST {target} HTTP/1.1\r\n")), "{url}: {callback}");
            assert_eq!(callback.contains("Authorization: Basic dTpw\r\n"), url.contains("u:p@"), "{callback}");
        }
    }
}

#[test]
fn a_callback_comes_after_the_answer_to_its_sender() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let form = format!("{FORM}&StatusCallback=http://{}/", listener.local_addr().unwrap());
    let (arrived, arrivals) = mpsc::channel();
    thread::spawn(move || {
        while !callback(&listener).is_empty() {
            let _ = arrived.send(Instant::now());
        }
    });
    let next = || arrivals.recv_timeout(Duration::from_secs(10)).unwrap();

    // The answer is delayed, and the message is created at once. Its status changes only after the answer.
    server.fake().next(Fault::Delay(Duration::from_millis(1500)));
    let mut stream = connect(&server);
    stream.write_all(send(&form).as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(server.fake().messages()[0].status, Some(Status::Queued));
    // The callbacks of other messages do not wait for it.
    exchange(&server, &send(&form));
    let others = [next(), next()];
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let answered = Instant::now();
    assert_eq!(status(&answer), 201);
    assert!(others.iter().all(|arrived| *arrived < answered));
    assert!(next() > answered && next() > answered);
    assert_eq!(server.fake().messages()[0].status, Some(Status::Delivered));

    // If the connection breaks off, the callbacks come without an answer.
    for fault in [Fault::NoAnswer, Fault::CutOff] {
        server.fake().next(fault);
        exchange(&server, &send(&form));
        let _ = (next(), next());
    }
    server.fake().next(Fault::Delay(Duration::from_millis(200)));
    let mut stream = connect(&server);
    stream.write_all(send(&form).as_bytes()).unwrap();
    drop(stream);
    let _ = (next(), next());
}

#[test]
fn many_senders_receive_their_callbacks_after_their_answers() {
    const SENDERS: usize = 40;
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let form = format!("{FORM}&StatusCallback=http://{}/", listener.local_addr().unwrap());
    let counted = thread::spawn(move || {
        let mut counts = HashMap::<String, usize>::new();
        for _ in 0..2 * SENDERS {
            let callback = callback(&listener);
            let sid = callback.split("MessageSid=").nth(1).unwrap()[..34].to_owned();
            *counts.entry(sid).or_default() += 1;
        }
        counts
    });
    let sids: HashSet<String> = thread::scope(|scope| {
        let clients: Vec<_> = (0..SENDERS).map(|_| scope.spawn(|| sid(&exchange(&server, &send(&form))))).collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    let counts = counted.join().unwrap();
    assert!(counts.len() == SENDERS && counts.iter().all(|(sid, count)| sids.contains(sid) && *count == 2));
}

#[test]
fn a_server_and_a_receiver_can_have_ipv6_addresses() {
    // A system can be without IPv6.
    let Ok(listener) = TcpListener::bind("[::1]:0") else { return };
    let runtime = runtime();
    let options = ServeOptions { address: "[::1]:0".parse().unwrap(), ..ServeOptions::default() };
    let server = runtime.block_on(serve_on(Fake::default(), options)).unwrap();
    assert!(server.url().starts_with("http://[::1]:"));
    let url = format!("http://[::1]:{}/a", listener.local_addr().unwrap().port());
    assert_eq!(status(&exchange(&server, &send(&format!("{FORM}&StatusCallback={url}")))), 201);
    for _ in 0..2 {
        assert!(callback(&listener).starts_with("POST /a HTTP/1.1\r\n"));
    }
}

#[test]
fn a_scheduled_message_is_sent_at_its_time_or_canceled() {
    let runtime = runtime();
    let server = runtime.block_on(serve(Fake::default())).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64;
    let scheduled = |at: i64| {
        let form = format!(
            "To=%2B14159352345&MessagingServiceSid=MG{:032x}&Body=Hi&ScheduleType=fixed&SendAt={}&StatusCallback=http://{}/",
            1,
            SendAt::from_unix_seconds(at).unwrap(),
            listener.local_addr().unwrap(),
        );
        exchange(&server, &send(&form))
    };
    let later = scheduled(now + 1_000_000);
    assert!(later.contains("\"status\": \"scheduled\""), "{later}");
    let soon = sid(&scheduled(now + 2));
    assert!(callback(&listener).contains(&soon) && callback(&listener).contains(&soon));
    assert!(SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64 >= now + 2);
    let statuses = || server.fake().messages().iter().map(|message| message.status.clone()).collect::<Vec<_>>();
    assert_eq!(statuses(), [Some(Status::Scheduled), Some(Status::Delivered)]);

    let target = TARGET.replace(".json", &format!("/{}.json", sid(&later)));
    let headers = format!("Content-Type: {FORM_TYPE}\r\nContent-Length: 15\r\nConnection: close\r\n");
    let canceled = exchange(&server, &post(&target, "HTTP/1.1", &headers, "Status=canceled"));
    assert!(canceled.contains("\"status\": \"canceled\""), "{canceled}");
    assert_eq!(statuses(), [Some(Status::Canceled), Some(Status::Delivered)]);
}

#[test]
fn a_server_without_callbacks_posts_none() {
    let runtime = runtime();
    let options = ServeOptions { callbacks: false, ..ServeOptions::default() };
    let server = runtime.block_on(serve_on(Fake::default(), options)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    exchange(&server, &send(&format!("{FORM}&StatusCallback={url}")));
    while server.fake().messages()[0].status != Some(Status::Delivered) {
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(100));
    assert!(listener.accept().is_err());
}
