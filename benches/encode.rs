//! Benchmarks of requests and replies: a form, a phone number, a whole send with its answer, and a reply.

mod shared;

use std::cell::RefCell;

use criterion::Criterion;
use shared::peers::{BorrowedMessage, BorrowedXmlReply, SendForm, XmlReply};
use shared::{CURRENT_JSON, CURRENT_XML, NUMBER};
use twilio_sms::{Call as _, Endpoint, Format, Message, Outcome, PhoneNumber, Resource, SendSms};

fn main() {
    let mut c = Criterion::default().configure_from_args();
    send(&mut c);
    normalize(&mut c);
    whole(&mut c);
    reply(&mut c);
    c.final_summary();
}

const FROM: &str = "+14158141829";
const TO: &str = "+14159352345";
const BODY: &str = "Jenny please?! I love you <3";
const CALLBACK: &str = "https://example.com/sms/status";
const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";

fn sms() -> SendSms {
    let (from, to) = (PhoneNumber::normalize(FROM).expect("a number"), PhoneNumber::normalize(TO).expect("a number"));
    let sms = SendSms::to(to).from(from).body(BODY.parse().expect("a body"));
    sms.status_callback(CALLBACK.parse().expect("a URL")).build().expect("a request")
}

fn send(c: &mut Criterion) {
    let (sms, peer) = (sms(), SendForm { to: TO, from: FROM, body: BODY, status_callback: Some(CALLBACK) });
    let serde = |_: &str| serde_urlencoded::to_string(std::hint::black_box(&peer)).expect("a form");
    let form = serde("");
    let buffer = RefCell::new(String::new());
    let encode = |_: &str| {
        let mut buffer = buffer.borrow_mut();
        buffer.clear();
        std::hint::black_box(&sms).encode_into(&mut buffer);
        buffer.len()
    };
    assert_eq!(encode(""), form.len());
    assert_eq!(*buffer.borrow(), form);
    compare!(c, "encode form, a send into a reused buffer", &form, {
        "twilio-sms" => encode,
        "serde_urlencoded" => serde,
    });
}

fn normalize(c: &mut Criterion) {
    let ours = |text| PhoneNumber::normalize(text).expect("a number");
    let peer = |text| {
        let number = phonenumber::parse(Some(phonenumber::country::US), text).expect("a number");
        assert!(phonenumber::is_valid(&number));
        number.format().mode(phonenumber::Mode::E164).to_string()
    };
    assert_eq!(ours(NUMBER).as_str(), peer(NUMBER));
    compare!(c, "normalize a number", NUMBER, {
        "twilio-sms" => ours,
        "phonenumber" => peer,
    });
}

fn whole(c: &mut Criterion) {
    let endpoint = Endpoint::new(ACCOUNT.parse().expect("a SID")).xml();
    let (sms, peer) = (sms(), SendForm { to: TO, from: FROM, body: BODY, status_callback: Some(CALLBACK) });
    let ours = |reply| {
        let request = std::hint::black_box(&sms).request(&endpoint);
        let Outcome::Done(message) = Message::decode(201, str::as_bytes(reply)) else { panic!("a message") };
        (request, message)
    };
    let straight = |reply| {
        let target = format!("/2010-04-01/Accounts/{ACCOUNT}/SMS/Messages.xml");
        let body = serde_urlencoded::to_string(std::hint::black_box(&peer)).expect("a form");
        let reply: XmlReply = quick_xml::de::from_str(reply).expect("a reply");
        (target, body, reply)
    };
    let ((request, message), (target, body, reply)) = (ours(CURRENT_XML), straight(CURRENT_XML));
    assert_eq!((request.target(), request.body()), (&*target, &*body));
    assert_eq!(message.sid.as_str(), reply.message.sid);
    compare!(c, "whole send", CURRENT_XML, {
        "twilio-sms" => ours,
        "straight-line" => straight,
    });
}

/// The current reply, written as a server writes it.
fn reply(c: &mut Criterion) {
    let Outcome::Done(message) = Message::decode(201, CURRENT_JSON.as_bytes()) else { panic!("a message") };
    let encode = |format| {
        let message = std::hint::black_box(&message);
        message.encode(Resource::Messages, format).expect("a reply")
    };
    let json: BorrowedMessage<&str> = serde_json::from_str(CURRENT_JSON).expect("a message");
    let xml: BorrowedXmlReply<'_> = quick_xml::de::from_str(CURRENT_XML).expect("a reply");
    let serde = |_: &str| serde_json::to_string(std::hint::black_box(&json)).expect("a message");
    let sonic = |_: &str| sonic_rs::to_string(std::hint::black_box(&json)).expect("a message");
    let quick =
        |_: &str| quick_xml::se::to_string_with_root("TwilioResponse", std::hint::black_box(&xml)).expect("a reply");
    for written in [serde(""), sonic(""), quick(""), encode(Format::Xml).body().to_owned()] {
        let Outcome::Done(decoded) = Message::decode(201, written.as_bytes()) else { panic!("{written}") };
        assert_eq!((decoded.sid, decoded.body), (message.sid.clone(), message.body.clone()));
    }
    compare!(c, "encode json, a reply", CURRENT_JSON, {
        "twilio-sms" => |_| encode(Format::Json),
        "serde_json" => serde,
        "sonic-rs" => sonic,
    });
    compare!(c, "encode xml, a reply", CURRENT_XML, {
        "twilio-sms" => |_| encode(Format::Xml),
        "quick_xml::se" => quick,
    });
}
