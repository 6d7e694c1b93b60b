//! Counts the instructions of each path, which do not depend on what else the machine does. `counts.py` compares them
//! with `counts.txt`.
//!
//! It needs valgrind, and gungraun-runner in the version of the package gungraun.

mod shared;

use gungraun::Callgrind;
use gungraun::prelude::*;
use shared::peers::{
    BorrowedEvent, BorrowedMessage, BorrowedPage, BorrowedXmlReply, INBOUND_NAMES, JsonMessage, JsonPage, STATUS_NAMES,
    SendForm, StatusForm, Text, XmlPageReply, XmlReply, form_loop, xml_events,
};
use shared::{
    CURRENT_JSON, CURRENT_XML, INBOUND_ESCAPES, INBOUND_PLAIN, NUMBER, PAGE, PAGE_COMPACT, PAGE_PRINTED, REJECTION,
    SORTED_JSON, STATUS, event_batch, json_page, json_page_sorted, json_shape, xml_page, xml_shape,
};
use std::hint::black_box;
use twilio_sms::segments::Segments;
use twilio_sms::signature::{AuthToken, Incoming, Secret};
use twilio_sms::webhook::{Event, InboundMessage, StatusUpdate};
use twilio_sms::{Format, Message, Outcome, Page, PhoneNumber, Resource, SendSms, twiml};

/// A function that is measured. It returns whether it succeeded.
type Path = &'static dyn Fn() -> bool;

/// Calls the function once, so that what happens only the first time is not counted.
fn path(run: impl Fn() -> bool + 'static) -> Path {
    assert!(run());
    Box::leak(Box::new(run))
}

fn message(document: impl Into<String>) -> Path {
    let document = document.into();
    path(move || matches!(black_box(Message::decode(200, black_box(document.as_bytes()))), Outcome::Done(_)))
}

fn rejection() -> Path {
    path(|| matches!(black_box(Message::decode(400, black_box(REJECTION.as_bytes()))), Outcome::Rejected(_)))
}

fn page(document: String) -> Path {
    path(move || matches!(black_box(Page::decode(200, black_box(document.as_bytes()))), Outcome::Done(_)))
}

/// Decodes a batch and the data of each event.
fn batch(document: String) -> Path {
    path(move || {
        let events = Event::decode_unverified(black_box(document.as_bytes()));
        events.is_ok_and(|events| events.iter().all(|event| black_box(event.decode_data()).is_ok()))
    })
}

fn status(form: impl Into<String>) -> Path {
    let form = form.into();
    path(move || black_box(StatusUpdate::decode_unverified(black_box(form.as_bytes()))).is_ok())
}

fn inbound(form: &'static str) -> Path {
    path(move || black_box(InboundMessage::decode_unverified(black_box(form.as_bytes()))).is_ok())
}

/// Verifies a form that was signed before.
fn verify(form: String) -> Path {
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
    path(move || black_box(incoming(black_box(&form), Some(&signature)).verify(&secrets)).is_ok())
}

fn write() -> Path {
    let text = twiml::Text::new("Your table is booked: 19:30 <tonight> & on time.").expect("a text");
    let reply = twiml::Response::new([twiml::Message::new(text)]).expect("a reply");
    path(move || !black_box(black_box(&reply).encode()).is_empty())
}

fn segments(piece: &str) -> Path {
    let text = piece.repeat(6);
    path(move || Segments::of(black_box(&text)).count() == 2)
}

fn escaped_xml(escape: &str) -> String {
    let body = escape.repeat(2000);
    format!("<TwilioResponse><Message><Sid>SM1</Sid><Body>{body}</Body></Message></TwilioResponse>")
}

fn escaped_json(escape: &str) -> String {
    format!("{{\"sid\":\"SM1\",\"body\":\"{}\"}}", escape.repeat(1000))
}

fn escaped_form(escape: &str) -> String {
    format!("MessageSid=SM1&MessageStatus=sent&To={}", escape.repeat(1000))
}

/// Encodes the current reply into a new buffer.
fn reply(format: Format) -> Path {
    let Outcome::Done(message) = Message::decode(200, CURRENT_JSON.as_bytes()) else { panic!("a message") };
    path(move || {
        let mut out = String::new();
        let encoded = black_box(&message).encode_into(&mut out, Resource::Messages, format);
        encoded.is_ok() && !black_box(out).is_empty()
    })
}

fn callback() -> Path {
    let update = StatusUpdate::decode_unverified(STATUS.as_bytes()).expect("a callback");
    path(move || !black_box(black_box(&update).encode()).is_empty())
}

fn normalize() -> Path {
    path(|| PhoneNumber::normalize(black_box(NUMBER)).is_ok())
}

fn send() -> Path {
    let sms = SendSms::to(PhoneNumber::normalize(NUMBER).expect("a number"))
        .from(PhoneNumber::TEST_VALID)
        .body("Jenny please?! I love you <3".parse().expect("a body"))
        .build()
        .expect("a request");
    path(move || {
        let mut out = String::with_capacity(1024);
        black_box(&sms).encode_into(&mut out);
        !black_box(out).is_empty()
    })
}

#[library_benchmark]
#[bench::page_printed(message(PAGE_PRINTED))]
#[bench::page(message(PAGE))]
#[bench::page_compact(message(PAGE_COMPACT))]
#[bench::current(message(CURRENT_XML))]
#[bench::rejection(rejection())]
#[bench::list_of_1(page(xml_page(1)))]
#[bench::list_of_50(page(xml_page(50)))]
fn xml(path: Path) -> bool {
    path()
}

// The current reply in other shapes that mean the same.
#[library_benchmark]
#[bench::xml_byte_order_mark(message(xml_shape("byte order mark")))]
#[bench::xml_cr_lf(message(xml_shape("cr lf")))]
#[bench::xml_comment(message(xml_shape("comment")))]
#[bench::xml_cdata(message(xml_shape("cdata")))]
#[bench::xml_standalone(message(xml_shape("standalone")))]
#[bench::xml_attribute(message(xml_shape("attribute")))]
#[bench::xml_attribute_everywhere(message(xml_shape("attribute everywhere")))]
#[bench::xml_other_root(message(xml_shape("other root")))]
#[bench::xml_indented(message(xml_shape("indented")))]
#[bench::xml_other_order(message(xml_shape("other order")))]
#[bench::json_sorted(message(json_shape("sorted")))]
#[bench::json_sorted_compact(message(json_shape("sorted compact")))]
#[bench::json_sorted_indented(message(json_shape("sorted indented")))]
#[bench::json_shuffled(message(json_shape("shuffled")))]
#[bench::json_indented(message(json_shape("indented")))]
fn shape(path: Path) -> bool {
    path()
}

// Texts of one or two thousand escapes.
#[library_benchmark]
#[bench::xml_amp(message(escaped_xml("&amp;")))]
#[bench::xml_number(message(escaped_xml("&#233;")))]
#[bench::xml_cdata(message(escaped_xml("<![CDATA[ab]]>")))]
#[bench::json_e_acute(message(escaped_json("\\u00e9\\n")))]
#[bench::json_quote(message(escaped_json("\\\"")))]
#[bench::json_surrogates(message(escaped_json("\\ud83d\\ude00")))]
#[bench::form_e_acute(status(escaped_form("%C3%A9+")))]
#[bench::form_emoji(status(escaped_form("%F0%9F%98%80")))]
fn escape(path: Path) -> bool {
    path()
}

#[library_benchmark]
#[bench::current(message(CURRENT_JSON))]
#[bench::sorted(message(SORTED_JSON))]
#[bench::list_of_1(page(json_page(1)))]
#[bench::list_of_50(page(json_page(50)))]
#[bench::list_of_1_sorted(page(json_page_sorted(1)))]
#[bench::list_of_50_sorted(page(json_page_sorted(50)))]
#[bench::events(batch(event_batch(100)))]
fn json(path: Path) -> bool {
    path()
}

#[library_benchmark]
#[bench::status(status(STATUS))]
#[bench::inbound(inbound(INBOUND_PLAIN))]
#[bench::inbound_escapes(inbound(INBOUND_ESCAPES))]
#[bench::verify(verify(INBOUND_ESCAPES.to_owned()))]
#[bench::send(send())]
fn form(path: Path) -> bool {
    path()
}

#[library_benchmark]
#[bench::twiml(write())]
#[bench::segments(segments("Your table for four is ready. "))]
#[bench::segments_extension(segments("[Your] table {for} 4 is ready "))]
#[bench::reply_json(reply(Format::Json))]
#[bench::reply_xml(reply(Format::Xml))]
#[bench::callback(callback())]
#[bench::normalize(normalize())]
fn value(path: Path) -> bool {
    path()
}

/// The peer's side of a path. It is printed for the ratio, and not kept in the file.
fn xml_peer(document: &'static str) -> Path {
    path(move || quick_xml::de::from_str::<XmlReply>(black_box(document)).is_ok())
}

fn events(document: &'static str) -> Path {
    path(move || xml_events(black_box(document)) > 0)
}

fn xml_page_peer() -> Path {
    let document = xml_page(50);
    path(move || quick_xml::de::from_str::<XmlPageReply>(black_box(&document)).is_ok())
}

fn json_peer(document: &'static str) -> Path {
    path(move || serde_json::from_str::<JsonMessage>(black_box(document)).is_ok())
}

fn json_page_peer() -> Path {
    let document = json_page(50);
    path(move || serde_json::from_str::<JsonPage>(black_box(&document)).is_ok())
}

/// Structs that borrow, which is the best that a user could write.
fn json_borrowed(document: String) -> Path {
    path(move || serde_json::from_str::<BorrowedMessage<&str>>(black_box(&document)).is_ok())
}

fn json_borrowed_where_possible(document: String) -> Path {
    path(move || serde_json::from_str::<BorrowedMessage<Text<'_>>>(black_box(&document)).is_ok())
}

fn sonic_borrowed(document: String) -> Path {
    path(move || sonic_rs::from_str::<BorrowedMessage<&str>>(black_box(&document)).is_ok())
}

fn json_page_borrowed(document: String) -> Path {
    path(move || serde_json::from_str::<BorrowedPage<Text<'_>>>(black_box(&document)).is_ok())
}

fn batch_borrowed(document: String) -> Path {
    path(move || serde_json::from_str::<Vec<BorrowedEvent<'_>>>(black_box(&document)).is_ok())
}

fn xml_borrowed(document: &'static str) -> Path {
    path(move || quick_xml::de::from_str::<BorrowedXmlReply<'_>>(black_box(document)).is_ok())
}

fn shape_events(shape: &'static str) -> Path {
    let document = xml_shape(shape);
    path(move || xml_events(black_box(&document)) > 0)
}

fn shape_borrowed(shape: &'static str) -> Path {
    let document = xml_shape(shape);
    path(move || quick_xml::de::from_str::<BorrowedXmlReply<'_>>(black_box(&document)).is_ok())
}

fn escape_events(escape: &str) -> Path {
    let document = escaped_xml(escape);
    path(move || xml_events(black_box(&document)) < usize::MAX)
}

fn status_loop(form: String) -> Path {
    path(move || form_loop(black_box(&form), STATUS_NAMES) > 0)
}

fn inbound_loop(form: &'static str) -> Path {
    path(move || form_loop(black_box(form), INBOUND_NAMES) > 0)
}

fn reply_peer() -> Path {
    let value: BorrowedMessage<&str> = serde_json::from_str(CURRENT_JSON).expect("a message");
    path(move || serde_json::to_string(black_box(&value)).is_ok())
}

fn status_peer() -> Path {
    path(|| serde_urlencoded::from_str::<StatusForm>(black_box(STATUS)).is_ok())
}

fn send_peer() -> Path {
    let (to, from, body) = ("+14155551212", "+14155551212", "Jenny please?! I love you <3");
    let form = SendForm { to, from, body, status_callback: None };
    path(move || serde_urlencoded::to_string(black_box(&form)).is_ok())
}

#[library_benchmark]
#[bench::xml_page(xml_peer(PAGE))]
#[bench::xml_page_events(events(PAGE))]
#[bench::xml_page_compact(xml_peer(PAGE_COMPACT))]
#[bench::xml_page_compact_events(events(PAGE_COMPACT))]
#[bench::xml_current(xml_peer(CURRENT_XML))]
#[bench::xml_current_events(events(CURRENT_XML))]
#[bench::xml_list_of_50(xml_page_peer())]
#[bench::json_current(json_peer(CURRENT_JSON))]
#[bench::json_sorted(json_peer(SORTED_JSON))]
#[bench::json_list_of_50(json_page_peer())]
#[bench::xml_current_borrowed(xml_borrowed(CURRENT_XML))]
#[bench::json_current_borrowed(json_borrowed(CURRENT_JSON.to_owned()))]
#[bench::json_current_sonic(sonic_borrowed(CURRENT_JSON.to_owned()))]
#[bench::json_list_of_1_borrowed(json_page_borrowed(json_page(1)))]
#[bench::json_list_of_50_borrowed(json_page_borrowed(json_page(50)))]
#[bench::json_list_of_1_sorted_borrowed(json_page_borrowed(json_page_sorted(1)))]
#[bench::json_list_of_50_sorted_borrowed(json_page_borrowed(json_page_sorted(50)))]
#[bench::json_events_borrowed(batch_borrowed(event_batch(100)))]
#[bench::shape_json_sorted_borrowed(json_borrowed(json_shape("sorted")))]
#[bench::shape_json_sorted_cow(json_borrowed_where_possible(json_shape("sorted")))]
#[bench::shape_json_sorted_sonic(sonic_borrowed(json_shape("sorted")))]
#[bench::shape_json_sorted_indented_borrowed(json_borrowed(json_shape("sorted indented")))]
#[bench::shape_json_sorted_indented_sonic(sonic_borrowed(json_shape("sorted indented")))]
#[bench::shape_json_shuffled_borrowed(json_borrowed(json_shape("shuffled")))]
#[bench::shape_json_indented_borrowed(json_borrowed(json_shape("indented")))]
#[bench::shape_xml_cr_lf_events(shape_events("cr lf"))]
#[bench::shape_xml_comment_events(shape_events("comment"))]
#[bench::shape_xml_cdata_events(shape_events("cdata"))]
#[bench::shape_xml_standalone_events(shape_events("standalone"))]
#[bench::shape_xml_attribute_events(shape_events("attribute"))]
#[bench::shape_xml_attribute_everywhere_events(shape_events("attribute everywhere"))]
#[bench::shape_xml_attribute_everywhere_borrowed(shape_borrowed("attribute everywhere"))]
#[bench::shape_xml_other_order_events(shape_events("other order"))]
#[bench::escape_xml_amp_events(escape_events("&amp;"))]
#[bench::escape_json_e_acute_cow(json_borrowed_where_possible(escaped_json("\\u00e9\\n")))]
#[bench::escape_json_quote_cow(json_borrowed_where_possible(escaped_json("\\\"")))]
#[bench::escape_json_surrogates_cow(json_borrowed_where_possible(escaped_json("\\ud83d\\ude00")))]
#[bench::escape_form_e_acute_loop(status_loop(escaped_form("%C3%A9+")))]
#[bench::escape_form_emoji_loop(status_loop(escaped_form("%F0%9F%98%80")))]
#[bench::value_reply_json(reply_peer())]
#[bench::form_status_loop(status_loop(STATUS.to_owned()))]
#[bench::form_inbound_loop(inbound_loop(INBOUND_PLAIN))]
#[bench::form_inbound_escapes_loop(inbound_loop(INBOUND_ESCAPES))]
#[bench::form_status(status_peer())]
#[bench::form_send(send_peer())]
fn peer(path: Path) -> bool {
    path()
}

/// Inputs that a careless reader would read again and again, each with half a megabyte and with a megabyte.
fn trouble((name, size): (&str, usize)) -> Path {
    let many = |unit: &str| unit.repeat(size / unit.len());
    let xml =
        |inside: &str| message(format!("<TwilioResponse><Message><Sid>SM1</Sid>{inside}</Message></TwilioResponse>"));
    let body = |before: &str, unit: &str| xml(&format!("{before}<Body>{}</Body>", many(unit)));
    let json = |inside: &str| message(format!("{{\"sid\":\"SM1\",{inside}}}"));
    let form = |pairs: &str| status(format!("MessageSid=SM1{pairs}"));
    // As many unknown fields as one reply may have.
    let fields =
        |field: fn(usize, &str) -> String| (0..size / 64).map(|n| field(n, &"x".repeat(46))).collect::<String>();
    // As many pairs as one form may have.
    let pairs = || (0..size / 1_005).map(|n| format!("p{n}={}&", "a".repeat(990))).collect::<String>();
    match name {
        "xml_fields" => xml(&fields(|n, text| format!("<F{n}>{text}</F{n}>"))),
        "xml_text" => body("", "a"),
        "xml_entities" => body("", "&amp;"),
        "xml_less_than" => body("", "< "),
        "xml_comments" => xml(&many("<!---->")),
        "xml_less_than_pieces" => body("", "<!---->< "),
        "xml_entities_pieces" => body("", "<!---->&amp;"),
        "xml_nested" => xml(&many(&format!("{}{}", "<a>".repeat(10), "</a>".repeat(10)))),
        "xml_white_space" => xml(&many("\n")),
        "json_fields" => json(&format!("{}\"z\":0", fields(|n, text| format!("\"f{n}\":\"{text}\",")))),
        "json_text" => json(&format!("\"body\":\"{}\"", many("a"))),
        "json_escapes" => json(&format!("\"body\":\"{}\"", many("\\u00e9"))),
        "json_nested" => json(&format!("\"x\":[{}0]", many("[[[[[[[[]]]]]]]],"))),
        "json_white_space" => json(&format!("\"body\":{}\"\"", many(" "))),
        "form_text" => form(&format!("&Body={}", many("a"))),
        "form_escapes" => form(&format!("&Body={}", many("%41"))),
        "form_empty_pairs" => form(&many("&")),
        "form_pairs" => form(&format!("&{}", pairs())),
        "verify" => verify(pairs()),
        _ => panic!("no such trouble: {name}"),
    }
}

fn both(name: &'static str) -> [(&'static str, usize); 2] {
    [(name, 500_000), (name, 1_000_000)]
}

#[library_benchmark(setup = trouble)]
#[benches::xml_fields(iter = both("xml_fields"))]
#[benches::xml_text(iter = both("xml_text"))]
#[benches::xml_entities(iter = both("xml_entities"))]
#[benches::xml_less_than(iter = both("xml_less_than"))]
#[benches::xml_comments(iter = both("xml_comments"))]
#[benches::xml_less_than_pieces(iter = both("xml_less_than_pieces"))]
#[benches::xml_entities_pieces(iter = both("xml_entities_pieces"))]
#[benches::xml_nested(iter = both("xml_nested"))]
#[benches::xml_white_space(iter = both("xml_white_space"))]
#[benches::json_fields(iter = both("json_fields"))]
#[benches::json_text(iter = both("json_text"))]
#[benches::json_escapes(iter = both("json_escapes"))]
#[benches::json_nested(iter = both("json_nested"))]
#[benches::json_white_space(iter = both("json_white_space"))]
#[benches::form_text(iter = both("form_text"))]
#[benches::form_escapes(iter = both("form_escapes"))]
#[benches::form_empty_pairs(iter = both("form_empty_pairs"))]
#[benches::form_pairs(iter = both("form_pairs"))]
#[benches::verify(iter = both("verify"))]
fn linear(path: Path) -> bool {
    path()
}

library_benchmark_group!(name = counts, benchmarks = [xml, json, shape, escape, form, value, peer, linear]);

// Only instructions are counted, so caches are not simulated.
main!(
    config = LibraryBenchmarkConfig::default().tool(Callgrind::with_args(["--cache-sim=no"])),
    library_benchmark_groups = counts
);
