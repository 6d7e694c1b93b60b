//! What each path costs in instructions, which no busy neighbour changes. `counts.py` runs this under valgrind.
//!
//! Alone it only proves that every path does its work. `cargo bench --bench counts -- repeat NAME TIMES` repeats one path, for a
//! profiler.

mod shared;

use std::hint::black_box;

use shared::peers::{JsonMessage, JsonPage, SendForm, StatusForm, XmlPageReply, XmlReply, xml_events};
use shared::{
    CURRENT_JSON, CURRENT_XML, INBOUND_ESCAPES, INBOUND_PLAIN, NUMBER, PAGE, PAGE_COMPACT, PAGE_PRINTED, REJECTION,
    SORTED_JSON, STATUS, json_page, xml_page,
};
use twilio_sms::{
    AuthToken, InboundMessage, Incoming, Message, Outcome, Page, PhoneNumber, Secret, Segments, SendSms, StatusUpdate,
    twiml,
};

/// A path: its name, and what it does, which says whether it did its work.
type Path = (String, Box<dyn Fn() -> bool>);

fn main() {
    let arguments: Vec<String> = std::env::args().skip_while(|argument| argument != "repeat").skip(1).take(2).collect();
    let mut paths = Vec::new();
    usual(&mut paths);
    peers(&mut paths);
    trouble(&mut paths);
    if let [name, times] = arguments.as_slice() {
        let (_, path) = paths.iter().find(|(known, _)| known == name).expect("a name of a path");
        (0..times.parse().expect("how often")).for_each(|_: u32| assert!(measured(path)));
        return;
    }
    for (name, path) in &paths {
        // Once before, so that what happens only the first time is not counted.
        assert!(path(), "{name}");
        println!("{name}");
        assert!(measured(path), "{name}");
    }
}

/// Valgrind counts what happens between its entry and its exit, and writes the sum down at the exit.
#[inline(never)]
fn measured(path: &dyn Fn() -> bool) -> bool {
    black_box(path())
}

fn message(document: &str) -> bool {
    matches!(black_box(Message::decode(200, black_box(document.as_bytes()))), Outcome::Done(_))
}

fn page(document: &str) -> bool {
    matches!(black_box(Page::decode(200, black_box(document.as_bytes()))), Outcome::Done(_))
}

fn status(form: &str) -> bool {
    black_box(StatusUpdate::decode_unverified(black_box(form.as_bytes()))).is_ok()
}

/// A path that verifies a form which was signed before.
fn verify(form: String) -> Box<dyn Fn() -> bool> {
    fn incoming<'b>(form: &'b str, signature: Option<&'b str>) -> Incoming<'b, 'b> {
        Incoming {
            method: "POST",
            url: "https://example.com/sms",
            content_type: Some("application/x-www-form-urlencoded"),
            signature,
            settings: None,
            body: form.as_bytes(),
        }
    }
    let secrets: [Secret; 1] = [AuthToken::new("0123456789abcdef0123456789abcdef").expect("a token").into()];
    let signature = incoming(&form, None).sign(&secrets[0]).expect("a form");
    Box::new(move || black_box(incoming(black_box(&form), Some(&signature)).verify(&secrets)).is_ok())
}

fn usual(paths: &mut Vec<Path>) {
    let mut add = |name: &str, path: Box<dyn Fn() -> bool>| paths.push((name.to_owned(), path));
    for (name, document) in [
        ("xml/page-printed", PAGE_PRINTED),
        ("xml/page", PAGE),
        ("xml/page-compact", PAGE_COMPACT),
        ("xml/current", CURRENT_XML),
        ("json/current", CURRENT_JSON),
        ("json/sorted", SORTED_JSON),
    ] {
        add(name, Box::new(move || message(document)));
    }
    let general = CURRENT_XML.replace("<Body>", "<!-- --><Body>");
    add("xml/general-reader", Box::new(move || message(&general)));
    add("xml/rejection", Box::new(|| matches!(Message::decode(400, REJECTION.as_bytes()), Outcome::Rejected(_))));
    let (xml, json) = (xml_page(50), json_page(50));
    add("xml/list-of-50", Box::new(move || page(&xml)));
    add("json/list-of-50", Box::new(move || page(&json)));
    let (xml, json) = (xml_page(1), json_page(1));
    add("xml/list-of-1", Box::new(move || page(&xml)));
    add("json/list-of-1", Box::new(move || page(&json)));
    add("form/status", Box::new(|| status(STATUS)));
    for (name, form) in [("form/inbound", INBOUND_PLAIN), ("form/inbound-escapes", INBOUND_ESCAPES)] {
        add(name, Box::new(move || black_box(InboundMessage::decode_unverified(black_box(form.as_bytes()))).is_ok()));
    }
    add("signature/verify", verify(INBOUND_ESCAPES.to_owned()));
    let text = twiml::Text::new("Your table is booked: 19:30 <tonight> & on time.").expect("a text");
    let reply = twiml::Response::new([twiml::Message::new(text)]).expect("a reply");
    add("twiml/write", Box::new(move || !black_box(black_box(&reply).encode()).is_empty()));
    let text = "Your table for four is ready. ".repeat(6);
    add("value/segments", Box::new(move || Segments::of(black_box(&text)).count() == 2));
    add("value/normalize", Box::new(|| PhoneNumber::normalize(black_box(NUMBER)).is_ok()));
    let number = PhoneNumber::normalize(NUMBER).expect("a number");
    let sms = SendSms::new(number, number, "Jenny please?! I love you <3".parse().expect("a body"));
    add(
        "form/send",
        Box::new(move || {
            let mut out = String::with_capacity(1024);
            black_box(&sms).encode_into(&mut out);
            !black_box(out).is_empty()
        }),
    );
}

/// The same by the peers: shown for the ratio, and not kept.
fn peers(paths: &mut Vec<Path>) {
    let mut add = |name: &str, path: Box<dyn Fn() -> bool>| paths.push((format!("peer/{name}"), path));
    for (name, document) in [("xml/page", PAGE), ("xml/page-compact", PAGE_COMPACT), ("xml/current", CURRENT_XML)] {
        add(name, Box::new(move || quick_xml::de::from_str::<XmlReply>(black_box(document)).is_ok()));
        add(&format!("{name}/events"), Box::new(move || xml_events(black_box(document)) > 0));
    }
    for (name, document) in [("json/current", CURRENT_JSON), ("json/sorted", SORTED_JSON)] {
        add(name, Box::new(move || serde_json::from_str::<JsonMessage>(black_box(document)).is_ok()));
    }
    let (xml, json) = (xml_page(50), json_page(50));
    add("xml/list-of-50", Box::new(move || quick_xml::de::from_str::<XmlPageReply>(black_box(&xml)).is_ok()));
    add("json/list-of-50", Box::new(move || serde_json::from_str::<JsonPage>(black_box(&json)).is_ok()));
    add("form/status", Box::new(|| serde_urlencoded::from_str::<StatusForm>(black_box(STATUS)).is_ok()));
    let form = SendForm {
        to: "+14155551212",
        from: "+14155551212",
        body: "Jenny please?! I love you <3",
        status_callback: None,
    };
    add("form/send", Box::new(move || serde_urlencoded::to_string(black_box(&form)).is_ok()));
}

/// Pairs of a thousand bytes, as many as fit.
fn pairs(size: usize) -> String {
    let value = "a".repeat(990);
    (0..size / 1_005).map(|number| format!("p{number}={value}&")).collect()
}

/// Inputs that a careless reader would read again and again: half a megabyte, and a megabyte, of each.
fn trouble(paths: &mut Vec<Path>) {
    for (half, size) in [(true, 500_000), (false, 1_000_000)] {
        let mut add = |name: &str, path: Box<dyn Fn() -> bool>| {
            paths.push((format!("linear/{name}/{}", if half { "half" } else { "whole" }), path));
        };
        let xml =
            |inside: String| format!("<TwilioResponse><Message><Sid>SM1</Sid>{inside}</Message></TwilioResponse>");
        let json = |inside: String| format!("{{\"sid\":\"SM1\",{inside}}}");
        let many = |unit: &str| unit.repeat(size / unit.len());
        // As many fields as are read of one reply.
        let long = "x".repeat(46);

        for (name, document) in [
            ("xml-fields", xml((0..size / 64).map(|number| format!("<F{number}>{long}</F{number}>")).collect())),
            ("xml-text", xml(format!("<Body>{}</Body>", many("a")))),
            ("xml-entities", xml(format!("<Body>{}</Body>", many("&amp;")))),
            ("xml-less-than", xml(format!("<Body>{}</Body>", many("< ")))),
            ("xml-comments", xml(many("<!---->"))),
            ("xml-less-than-general", xml(format!("<!-- --><Body>{}</Body>", many("< ")))),
            ("xml-entities-general", xml(format!("<!-- --><Body>{}</Body>", many("&amp;")))),
            ("xml-nested", xml(many(&format!("{}{}", "<a>".repeat(10), "</a>".repeat(10))))),
            ("xml-white-space", xml(many("\n"))),
            (
                "json-fields",
                json(format!(
                    "{}\"z\":0",
                    (0..size / 64).map(|number| format!("\"f{number}\":\"{long}\",")).collect::<String>()
                )),
            ),
            ("json-text", json(format!("\"body\":\"{}\"", many("a")))),
            ("json-escapes", json(format!("\"body\":\"{}\"", many("\\u00e9")))),
            ("json-nested", json(format!("\"x\":[{}0]", many("[[[[[[[[]]]]]]]],")))),
            ("json-white-space", json(format!("\"body\":{}\"\"", many(" ")))),
        ] {
            add(name, Box::new(move || message(&document)));
        }
        for (name, form) in [
            ("form-text", format!("MessageSid=SM1&Body={}", many("a"))),
            ("form-escapes", format!("MessageSid=SM1&Body={}", many("%41"))),
            ("form-empty-pairs", format!("MessageSid=SM1{}", many("&"))),
            ("form-pairs", format!("MessageSid=SM1&{}", pairs(size))),
        ] {
            add(name, Box::new(move || status(&form)));
        }
        add("signature-params", verify(pairs(size)));
    }
}
