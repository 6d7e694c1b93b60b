//! Measures the memory of a server with a bounded store. The test is alone in its process, because other tests would
//! change what it measures. `FAKE_TWILIO_MESSAGES` sets how many messages it sends.

#![cfg(feature = "server")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use fake_twilio::{Fake, serve};

const REQUEST: &str = "POST /2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages.json HTTP/1.1\r\nHost: x\r\n\
    Authorization: Basic \
    QUM1ZWY4NzJmNmRhNWEyMWRlMTU3ZDgwOTk3YTY0YmQzMzowMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZg==\r\n\
    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 45\r\n\r\n\
    From=%2B14158141829&To=%2B14159352345&Body=Hi";

#[test]
fn memory_stays_flat_with_a_bounded_store() {
    const SENDERS: usize = 20;
    let count: usize = std::env::var("FAKE_TWILIO_MESSAGES").map_or(50_000, |count| count.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = runtime.block_on(serve(Fake::default().keep(1000))).unwrap();
    let send_many = |count: usize| {
        thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| {
                    let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
                    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
                    let mut answer = [0; 4096];
                    for _ in 0..count / SENDERS {
                        stream.write_all(REQUEST.as_bytes()).unwrap();
                        let length = stream.read(&mut answer).unwrap();
                        assert!(answer[..length].starts_with(b"HTTP/1.1 201 "));
                    }
                });
            }
        });
    };
    send_many(5000);
    let before = resident_kilobytes();
    send_many(count);
    assert_eq!(server.fake().messages().len(), 1000);
    if let (Some(before), Some(after)) = (before, resident_kilobytes()) {
        assert!(after < before + 8 * 1024, "{before} kB, and then {after} kB");
    }
}

/// Returns the memory of this process, where the system tells it.
fn resident_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmRSS:"))?.split_whitespace().nth(1)?.parse().ok()
}
