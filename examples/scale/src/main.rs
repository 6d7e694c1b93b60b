//! Decodes a million generated webhooks and replies on all cores.
//!
//! The output shows that the time is proportional to the number of documents and shrinks with the number of cores, and
//! that the memory does not grow: documents are generated, decoded and dropped in batches. Run it with `--release`. The
//! argument is the number of documents.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use twilio_sms::webhook::{InboundMessage, StatusUpdate};
use twilio_sms::{Message, Outcome, Status};

/// How many documents one core takes at a time.
const BATCH: usize = 1000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let total: usize = std::env::args().nth(1).map_or(Ok(1_000_000), |argument| argument.parse())?;
    let cores = std::thread::available_parallelism()?.get();
    println!(
        "{:>10} {:>6} {:>9} {:>12} {:>10} {:>9}",
        "documents", "cores", "seconds", "documents/s", "MB/s", "memory"
    );
    // First more and more documents on all cores, then the same documents on fewer cores.
    for count in [total / 4, total / 2, total] {
        report(count, cores, decode(count, cores)?);
    }
    let mut fewer = 1;
    while fewer < cores {
        report(total, fewer, decode(total, fewer)?);
        fewer *= 2;
    }
    Ok(())
}

/// The totals of a run.
#[derive(Clone, Copy, Default)]
struct Sum {
    documents: usize,
    bytes: usize,
    delivered: usize,
}

impl Sum {
    fn plus(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            bytes: self.bytes + other.bytes,
            delivered: self.delivered + other.delivered,
        }
    }
}

fn decode(count: usize, cores: usize) -> Result<(Sum, Duration), rayon::ThreadPoolBuildError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build()?;
    let (done, start) = (AtomicUsize::new(0), Instant::now());
    let sum = pool.install(|| {
        (0..count.div_ceil(BATCH))
            .into_par_iter()
            .map_init(String::new, |document, batch| {
                let numbers = batch * BATCH..count.min((batch + 1) * BATCH);
                let length = numbers.len();
                let sum = numbers.map(|number| one(document, number)).fold(Sum::default(), Sum::plus);
                progress(done.fetch_add(length, Relaxed) + length, count);
                sum
            })
            .reduce(Sum::default, Sum::plus)
    });
    Ok((sum, start.elapsed()))
}

/// Writes a document into a reused buffer, and decodes it.
fn one(document: &mut String, number: usize) -> Sum {
    document.clear();
    let sid = format_args!("SM{number:032x}").to_string();
    let account = "AC0123456789abcdef0123456789abcdef";
    let delivered = match number % 4 {
        0 => {
            // Writing to a `String` cannot fail.
            let _ = write!(
                document,
                "SmsSid={sid}&SmsStatus=delivered&MessageStatus=delivered&To=%2B14155550123&MessageSid={sid}\
                 &AccountSid={account}&From=%2B14155550199&ApiVersion=2010-04-01"
            );
            let update = StatusUpdate::decode_unverified(document.as_bytes()).expect("a callback");
            assert_eq!(update.sid().map(|sid| sid.as_str()), Some(&*sid));
            update.status() == Some(&Status::Delivered)
        }
        1 => {
            let _ = write!(
                document,
                "ToCountry=US&ToState=CA&SmsMessageSid={sid}&NumMedia=0&ToCity=&SmsSid={sid}&SmsStatus=received\
                 &Body=Table+for+{}%2C+please%21&To=%2B14155550123&NumSegments=1&MessageSid={sid}\
                 &AccountSid={account}&From=%2B14155550199&ApiVersion=2010-04-01",
                number % 9
            );
            let message = InboundMessage::decode_unverified(document.as_bytes()).expect("a message");
            assert_eq!(message.sid().map(|sid| sid.as_str()), Some(&*sid));
            false
        }
        2 => {
            let _ = write!(
                document,
                "<?xml version='1.0' encoding='UTF-8'?>\n<TwilioResponse><Message><Sid>{sid}</Sid>\
                 <DateCreated>Tue, 04 Nov 2025 09:15:27 +0000</DateCreated><DateSent/><AccountSid>{account}</AccountSid>\
                 <To>+14155550123</To><From>+14155550199</From><Body>Table {} is ready &amp; waiting</Body>\
                 <Status>queued</Status><NumSegments>1</NumSegments></Message></TwilioResponse>",
                number % 50
            );
            reply(document, &sid)
        }
        _ => {
            let _ = write!(
                document,
                "{{\"sid\": \"{sid}\", \"date_created\": \"Tue, 04 Nov 2025 09:15:27 +0000\", \"date_sent\": null, \
                 \"account_sid\": \"{account}\", \"to\": \"+14155550123\", \"from\": \"+14155550199\", \
                 \"body\": \"Table {} is ready\", \"status\": \"delivered\", \"num_segments\": \"1\"}}",
                number % 50
            );
            reply(document, &sid)
        }
    };
    Sum { documents: 1, bytes: document.len(), delivered: usize::from(delivered) }
}

fn reply(document: &str, sid: &str) -> bool {
    let Outcome::Done(message) = Message::decode(201, document.as_bytes()) else { panic!("not decoded: {document}") };
    assert_eq!(message.sid.as_str(), sid);
    message.status == Some(Status::Delivered)
}

/// Prints the progress a few times, always on the same line.
fn progress(done: usize, count: usize) {
    if done * 20 / count != (done - BATCH.min(done)) * 20 / count {
        eprint!("\r{:>3} %", done * 100 / count);
        let _ = io::stderr().flush();
    }
}

fn report(count: usize, cores: usize, (sum, time): (Sum, Duration)) {
    assert_eq!(sum.documents, count);
    assert_eq!(sum.delivered, (0..count).filter(|number| matches!(number % 4, 0 | 3)).count());
    let seconds = time.as_secs_f64();
    eprint!("\r     \r");
    println!(
        "{count:>10} {cores:>6} {seconds:>9.3} {:>12.0} {:>10.0} {:>9}",
        count as f64 / seconds,
        sum.bytes as f64 / 1e6 / seconds,
        memory().map_or_else(|| "-".to_owned(), |kilobytes| format!("{:.1} MB", kilobytes as f64 / 1e3))
    );
}

/// Returns the memory that this process uses in kilobytes, if the system reports it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
