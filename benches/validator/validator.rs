//! A benchmark that verifies and decodes an inbound message, compared with the validator of the crate `twilio`.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use criterion::{BatchSize, Criterion, Throughput};
use hyper::{Body, Request};
use twilio::{Client, FromMap, TwilioError};
use twilio_sms::signature::{AuthToken, Incoming, Secret};

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const FORM: &str = include_str!("../../tests/data/webhook/inbound-plain.form");

/// What the peer returns: the parameters that it verified.
struct Params(BTreeMap<String, String>);

impl FromMap for Params {
    fn from_map(params: BTreeMap<String, String>) -> Result<Box<Self>, TwilioError> {
        Ok(Box::new(Self(params)))
    }
}

fn incoming<'r>(url: &'r str, signature: Option<&'r str>) -> Incoming<'r, 'static> {
    Incoming {
        method: "POST",
        url,
        content_type: Some("application/x-www-form-urlencoded"),
        signature,
        settings: None,
        body: FORM.trim_end().as_bytes(),
    }
}

/// The request as a server receives it. The peer accepts no other type.
fn request(url: &str, signature: &str) -> Request<Body> {
    Request::post(url)
        .header("Host", "example.com")
        .header("X-Twilio-Signature", signature)
        .body(Body::from(FORM.trim_end()))
        .expect("a request")
}

/// Runs the peer. The body is complete, so one call of `poll` is enough.
fn peer(client: &Client, request: Request<Body>) -> Option<String> {
    let Poll::Ready(params) =
        pin!(client.parse_request::<Params>(request)).poll(&mut Context::from_waker(Waker::noop()))
    else {
        panic!("the body is complete")
    };
    params.ok().and_then(|mut params| params.0.remove("Body"))
}

fn main() {
    let secrets: [Secret; 1] = [AuthToken::new(TOKEN).expect("a token").into()];
    let client = Client::new(ACCOUNT, TOKEN);
    let url = "https://example.com/sms/inbound";
    let signature = incoming(url, None).sign(&secrets[0]).expect("a form");
    let ours = |url, signature| {
        let verified = incoming(url, Some(signature)).verify(&secrets).ok()?;
        Some(verified.inbound().ok()?.body?.into_owned())
    };

    assert!(ours(url, &signature).is_some());
    assert_eq!(peer(&client, request(url, &signature)), ours(url, &signature));
    assert_eq!(peer(&client, request(url, "AAAA")), None);
    // Twilio signs the whole URL. The peer signs it without its query, so it refuses a genuine request.
    let query = "https://example.com/sms/inbound?key=1";
    let signed = incoming(query, None).sign(&secrets[0]).expect("a form");
    assert!(ours(query, &signed).is_some());
    assert_eq!(peer(&client, request(query, &signed)), None);

    let mut c = Criterion::default().configure_from_args();
    let mut group = c.benchmark_group("verify and decode a message, URL without a query");
    group.throughput(Throughput::Bytes(FORM.len() as u64));
    group.bench_function("twilio-sms", |b| b.iter(|| ours(url, &signature)));
    group.bench_function("twilio", |b| {
        b.iter_batched(|| request(url, &signature), |request| peer(&client, request), BatchSize::SmallInput);
    });
    group.finish();
    c.final_summary();
}
