//! Benchmarks of webhooks: decoding an inbound message, verifying its signature, encoding the reply, and all of them
//! together.

mod shared;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use criterion::Criterion;
use hmac::Mac as _;
use quick_xml::events::BytesText;
use shared::peers::{BorrowedEvent, INBOUND_NAMES, InboundForm, form_loop, touch};
use shared::{INBOUND_ESCAPES, INBOUND_PLAIN, event_batch};
use sms_splitter::SplitSms;
use sms_splitter::splitter_options::SplitterOptions;
use twilio_sms::segments::{Segments, split_segments};
use twilio_sms::signature::{AuthToken, Incoming, Secret};
use twilio_sms::twiml;
use twilio_sms::webhook::{Event, EventData, InboundMessage};

const URL: &str = "https://example.com/sms/inbound?key=1";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const REPLY: &str = "Thanks! Your table for four is booked: 19:30 <tonight> & on time.";

fn main() {
    let mut c = Criterion::default().configure_from_args();
    inbound(&mut c);
    events(&mut c);
    signature(&mut c);
    reply(&mut c);
    whole(&mut c);
    segments(&mut c);
    c.final_summary();
}

fn ours(form: &str) -> InboundMessage<'_> {
    InboundMessage::decode_unverified(form.as_bytes()).expect("a message")
}

fn serde(form: &str) -> InboundForm {
    serde_urlencoded::from_str(form).expect("a message")
}

fn inbound(c: &mut Criterion) {
    for form in [INBOUND_PLAIN, INBOUND_ESCAPES] {
        assert_eq!((ours(form).body.as_deref(), ours(form).unknown_fields.len()), (Some(&*serde(form).body), 0));
        assert_eq!(ours(form).message_sid.map(String::from).as_deref(), Some(&*serde(form).message_sid));
    }
    let urlencoded = |form| form_loop(form, INBOUND_NAMES);
    assert_eq!((urlencoded(INBOUND_PLAIN), urlencoded(INBOUND_ESCAPES)), (19, 21));
    compare!(c, "decode form, an inbound message", INBOUND_PLAIN, {
        "twilio-sms" => ours,
        "serde_urlencoded" => serde,
        "form_urlencoded loop" => urlencoded,
        "memchr" => touch,
    });
    compare!(c, "decode form, an inbound message with escapes and add-ons", INBOUND_ESCAPES, {
        "twilio-sms" => ours,
        "serde_urlencoded" => serde,
        "form_urlencoded loop" => urlencoded,
        "memchr" => touch,
    });
}

/// Decodes a batch and the data of each event, and counts the events that have the SID of a message.
fn batch(json: &str) -> usize {
    let events = Event::decode_unverified(json.as_bytes()).expect("a batch");
    let has_sid = |event: &&Event<'_>| match event.decode_data() {
        Ok(EventData::Status(update)) => update.message_sid.is_some(),
        _ => false,
    };
    events.iter().filter(has_sid).count()
}

fn events(c: &mut Criterion) {
    let json = event_batch(100);
    let borrowed = |json| {
        let events: Vec<BorrowedEvent<'_>> = serde_json::from_str(json).expect("a batch");
        events.iter().filter(|event| event.data.message_sid.is_some()).count()
    };
    assert_eq!((batch(&json), borrowed(&json)), (100, 100));
    compare!(c, "decode json, a batch of 100 events", &json, {
        "twilio-sms" => batch,
        "serde_json borrowed" => borrowed,
        "memchr" => touch,
    });
}

fn incoming<'r, 'b>(form: &'b str, signature: Option<&'r str>) -> Incoming<'r, 'b> {
    Incoming {
        method: "POST",
        url: URL,
        content_type: Some("application/x-www-form-urlencoded"),
        signature,
        settings: None,
        body: form.as_bytes(),
    }
}

/// Signs as Twilio's page describes it: decode the form into a sorted map, concatenate, sign.
fn sign_straight(form: &str) -> String {
    let params: BTreeMap<String, String> = serde_urlencoded::from_str(form).expect("a form");
    let mut text = URL.to_owned();
    for (name, value) in params {
        text.push_str(&name);
        text.push_str(&value);
    }
    let mut mac = hmac::Hmac::<sha1::Sha1>::new_from_slice(TOKEN.as_bytes()).expect("a key");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn signature(c: &mut Criterion) {
    let secrets: [Secret; 1] = [AuthToken::new(TOKEN).expect("a token").into()];
    let signature = sign_straight(INBOUND_ESCAPES);
    assert_eq!(incoming(INBOUND_ESCAPES, None).sign(&secrets[0]).as_ref(), Ok(&signature));
    let verify = |form| incoming(form, Some(&signature)).verify(&secrets).is_ok();
    let straight = |form| sign_straight(form) == signature;
    assert!(verify(INBOUND_ESCAPES) && straight(INBOUND_ESCAPES) && !verify(INBOUND_PLAIN));
    compare!(c, "verify an inbound signature", INBOUND_ESCAPES, {
        "twilio-sms" => verify,
        "straight-line" => straight,
    });
}

fn ours_reply(text: &str) -> String {
    let text = twiml::Text::new(text).expect("a text");
    twiml::Response::new([twiml::Message::new(text)]).expect("a reply").encode()
}

fn quick_xml_reply(text: &str) -> String {
    let mut writer = quick_xml::Writer::new(Vec::new());
    writer
        .create_element("Response")
        .write_inner_content(|writer| {
            writer.create_element("Message").write_text_content(BytesText::new(text)).map(|_| ())
        })
        .expect("a reply");
    String::from_utf8(writer.into_inner()).expect("a text")
}

fn reply(c: &mut Criterion) {
    assert!(ours_reply(REPLY).contains("&lt;tonight&gt; &amp; on time"));
    assert!(quick_xml_reply(REPLY).contains("&lt;tonight&gt; &amp; on time"));
    let text = twiml::Text::new(REPLY).expect("a text");
    let built = twiml::Response::new([twiml::Message::new(text)]).expect("a reply");
    compare!(c, "write a TwiML reply", REPLY, {
        "twilio-sms" => |_| std::hint::black_box(&built).encode(),
        "twilio-sms, built and written" => ours_reply,
        "quick-xml writer" => quick_xml_reply,
    });
}

fn whole(c: &mut Criterion) {
    let secrets: [Secret; 1] = [AuthToken::new(TOKEN).expect("a token").into()];
    let signature = sign_straight(INBOUND_ESCAPES);
    let ours = |form| {
        let verified = incoming(form, Some(&signature)).verify(&secrets).expect("genuine");
        let message = verified.inbound().expect("a message");
        assert!(message.body.is_some());
        ours_reply(REPLY)
    };
    let straight = |form| {
        assert!(sign_straight(form) == signature);
        let message: InboundForm = serde(form);
        assert!(!message.body.is_empty());
        quick_xml_reply(REPLY)
    };
    assert!(ours(INBOUND_ESCAPES).ends_with("</Response>") && straight(INBOUND_ESCAPES).ends_with("</Response>"));
    compare!(c, "whole webhook", INBOUND_ESCAPES, {
        "twilio-sms" => ours,
        "straight-line" => straight,
    });
}

/// Returns how many septets a character takes, by a `match`.
fn septets(c: char) -> Option<usize> {
    match c {
        '\n' | '\r' | ' '..='#' | '%'..='?' | 'A'..='Z' | 'a'..='z' | '@' | '$' | '_' => Some(1),
        '¡' | '£' | '¤' | '¥' | '§' | '¿' | 'Ä' | 'Å' | 'Æ' | 'Ç' | 'É' | 'Ñ' | 'Ö' | 'Ø' | 'Ü' => {
            Some(1)
        }
        'ß' | 'à' | 'ä' | 'å' | 'æ' | 'è' | 'é' | 'ì' | 'ñ' | 'ò' | 'ö' | 'ø' | 'ù' | 'ü' => Some(1),
        'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω' => Some(1),
        '\x0C' | '[' | '\\' | ']' | '^' | '{' | '|' | '}' | '~' | '€' => Some(2),
        _ => None,
    }
}

/// Counts segments in the straightforward way: the units of all characters, then segment by segment if they need more
/// than one.
fn straight_count(text: &str) -> usize {
    match text.chars().map(septets).sum() {
        Some(0..=160) => 1,
        Some(_) => straight_fill(text.chars().map(|c| septets(c).unwrap_or(0)), 153),
        None if text.encode_utf16().count() <= 70 => 1,
        None => straight_fill(text.chars().map(char::len_utf16), 67),
    }
}

fn straight_fill(costs: impl Iterator<Item = usize>, capacity: usize) -> usize {
    let (mut count, mut filled) = (1, 0);
    for cost in costs {
        if filled + cost > capacity {
            (count, filled) = (count + 1, 0);
        }
        filled += cost;
    }
    count
}

fn segments(c: &mut Criterion) {
    let ascii = "Your table for four is ready at 19:30. ".repeat(42);
    let extended = "[Größe: 12 €] ~ {à la carte} | ".repeat(8);
    let emoji = "🦉".repeat(70);
    let [ascii_160, ascii_1600] = [&ascii[..160], &ascii[..1600]];
    let extended: String = extended.chars().take(160).collect();

    // Both split each text at the same positions. What is timed returns counts only, without the texts of the segments.
    let splitter = |summary| SplitSms::new(SplitterOptions::new(false, summary));
    let (cutter, counter) = (splitter(false), splitter(true));
    let peer = |text: &str| counter.split(String::from(text)).parts.len();
    for (text, units, count) in [(ascii_160, 160, 1), (&extended, 196, 2), (&emoji, 140, 3), (ascii_1600, 1600, 11)] {
        assert_eq!((Segments::of(text).units(), Segments::of(text).count()), (units, count), "{text}");
        assert_eq!((straight_count(text), peer(text)), (count, count), "{text}");
        let parts = cutter.split(String::from(text)).parts;
        assert!(parts.iter().map(|part| &*part.content).eq(split_segments(text).map(|segment| segment.text)), "{text}");
    }
    macro_rules! count {
        ($($group:literal $text:expr;)+) => {$(
            compare!(c, $group, $text, {
                "twilio-sms" => |text| Segments::of(text),
                "straight-line" => straight_count,
                "sms_splitter" => peer,
                "memchr" => touch,
            });
        )+};
    }
    count! {
        "count segments of 160 characters" ascii_160;
        "count segments of 160 characters, some of the extension table" &extended;
        "count segments of 70 emoji" &emoji;
        "count segments of 1,600 characters" ascii_1600;
    }
}
