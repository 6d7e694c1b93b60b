//! Measures how many messages per second the server takes from 50 connections, beside a bare handler of `hyper` in the
//! same run. It uses this machine's loopback only.
//!
//! ```text
//! cargo run --release --package fake-twilio --example throughput
//! ```

use std::convert::Infallible;
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Instant;

use fake_twilio::{Fake, serve};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

const CONNECTIONS: usize = 50;
const REQUESTS: usize = 400;
const ROUNDS: usize = 5;
const REQUEST: &str = "POST /2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages.json HTTP/1.1\r\nHost: x\r\n\
    Authorization: Basic \
    QUM1ZWY4NzJmNmRhNWEyMWRlMTU3ZDgwOTk3YTY0YmQzMzowMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZg==\r\n\
    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 45\r\n\r\n\
    From=%2B14158141829&To=%2B14159352345&Body=Hi";

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let server = runtime.block_on(serve(Fake::default().keep(1000)))?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let bare = listener.local_addr()?.to_string();
    runtime.spawn(serve_bare(listener));
    for _ in 0..ROUNDS {
        let fake = sends_per_second(server.url().trim_start_matches("http://"));
        let bare = sends_per_second(&bare);
        println!("fake-twilio {fake:.0} sends per second, bare handler {bare:.0}, ratio {:.2}", fake / bare);
    }
    Ok(())
}

/// Reads each body, and answers it with a text that is as long as a message.
async fn serve_bare(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let service = service_fn(|request: Request<Incoming>| async {
            let _ = request.into_body().collect().await;
            Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("x".repeat(900)))))
        });
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

fn sends_per_second(address: &str) -> f64 {
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut stream = TcpStream::connect(address).expect("the server runs");
                let mut answer = [0; 4096];
                for _ in 0..REQUESTS {
                    stream.write_all(REQUEST.as_bytes()).expect("the server reads");
                    let length = stream.read(&mut answer).expect("the server answers");
                    assert!(answer[..length].starts_with(b"HTTP/1.1 20"), "the server accepts the message");
                }
            });
        }
    });
    (CONNECTIONS * REQUESTS) as f64 / began.elapsed().as_secs_f64()
}
