//! Counts allocations: decoding a document without escapes and encoding into a reused buffer make none. Measures
//! memory: decoding uses at most three times the input.

use allocation_counter::measure;
use twilio_sms::media::{Feedback, Media, MediaPage};
use twilio_sms::request::FetchMessage;
use twilio_sms::response::{Paging, UnknownField};
use twilio_sms::segments::Segments;
use twilio_sms::server::ApiRequest;
use twilio_sms::webhook::{Callback, Event, InboundMedia, InboundMessage, StatusUpdate};
use twilio_sms::{
    Call as _, Endpoint, Format, Message, Outcome, Page, PhoneNumber, Rejection, Resource, SendSms, Sid, form, twiml,
};

const PAGE_PRINTED: &[u8] = include_bytes!("data/reply/page-printed.xml");
const PAGE: &[u8] = include_bytes!("data/reply/page.xml");
const PAGE_COMPACT: &[u8] = include_bytes!("data/reply/page-compact.xml");
const CURRENT_XML: &[u8] = include_bytes!("data/reply/current.xml");
const CURRENT_JSON: &[u8] = include_bytes!("data/reply/current.json");
const SORTED_JSON: &[u8] = include_bytes!("data/reply/current-sorted.json");
const STATUS: &[u8] = include_bytes!("data/webhook/status.form");
const INBOUND: &[u8] = include_bytes!("data/webhook/inbound-plain.form");
const INBOUND_ESCAPES: &[u8] = include_bytes!("data/webhook/inbound-escapes.form");

/// Returns how many allocations a function makes. The function has to return true.
fn allocations(run: impl FnOnce() -> bool) -> u64 {
    let mut done = false;
    let counted = measure(|| done = run()).count_total;
    assert!(done, "the function succeeds");
    counted
}

#[test]
fn decoding_a_document_without_escapes_allocates_nothing() {
    let done = |document: &[u8]| allocations(|| matches!(Message::decode(201, document), Outcome::Done(_)));
    let xml = String::from_utf8_lossy(CURRENT_XML);
    // The same reply in other shapes that are well-formed.
    let shapes = [
        format!("\u{FEFF}{xml}"),
        xml.replace("><", ">\r\n<"),
        xml.replace("<Message>", "<!-- x --><Message a='b'>"),
        xml.replace("<Body>", "<Body a='b'><![CDATA[").replace("</Body>", "]]></Body >"),
        xml.replace("TwilioResponse", "RestcommResponse")
            .replace("encoding='UTF-8'", "encoding='UTF-8' standalone='yes'"),
    ];
    for document in
        [PAGE_PRINTED, CURRENT_XML, CURRENT_JSON, SORTED_JSON].into_iter().chain(shapes.iter().map(String::as_bytes))
    {
        assert_eq!(done(document), 0, "{}", String::from_utf8_lossy(document));
    }
    // `&lt;3` is an escape, so its text is copied, and nothing else.
    for document in [PAGE, PAGE_COMPACT] {
        assert_eq!(done(document), 1);
        let plain = String::from_utf8_lossy(document).replace("&lt;3", "you");
        assert_eq!(done(plain.as_bytes()), 0, "{plain}");
    }
    assert_eq!(allocations(|| InboundMessage::decode_unverified(INBOUND).is_ok()), 0);
    // `To` and `From` have the escape `%2B`.
    assert_eq!(allocations(|| StatusUpdate::decode_unverified(STATUS).is_ok()), 2);
}

#[test]
fn decoding_into_a_buffer_allocates_nothing() {
    let escaped =
        CURRENT_JSON.iter().flat_map(|byte| if *byte == b'/' { &b"\\/"[..] } else { std::slice::from_ref(byte) });
    let escaped: Vec<u8> = escaped.copied().collect();
    assert_ne!(escaped, CURRENT_JSON);
    let xml = String::from_utf8_lossy(CURRENT_XML);
    let pieces = xml.replace("<Body>", "<Body>a&amp;b<![CDATA[c\r\n]]><!-- d -->").replace("<To>", "<To a='b'>&#43;");
    let crlf = xml.replace("><", ">\r\n<").replace("<Body>", "<Body>a\r\nb");
    for document in [PAGE, PAGE_COMPACT, CURRENT_JSON, &escaped, pieces.as_bytes(), crlf.as_bytes()] {
        let mut scratch = vec![0; document.len()];
        let done = || matches!(Message::decode_in(201, document, &mut scratch), Outcome::Done(_));
        assert_eq!(allocations(done), 0, "{}", String::from_utf8_lossy(document));
    }
    let mut scratch = vec![0; STATUS.len()];
    assert_eq!(allocations(|| StatusUpdate::decode_unverified_in(STATUS, &mut scratch).is_ok()), 0);
    let mut scratch = vec![0; INBOUND_ESCAPES.len()];
    assert_eq!(allocations(|| InboundMessage::decode_unverified_in(INBOUND_ESCAPES, &mut scratch).is_ok()), 0);
}

#[test]
fn a_page_allocates_only_for_its_list() {
    let message = CURRENT_JSON.strip_suffix(b"\n").unwrap_or(CURRENT_JSON);
    let page = [b"{\"messages\": [".as_slice(), &[message; 64].join(b", ".as_slice()), b"]}"].concat();
    let count = allocations(|| matches!(Page::decode(200, &page), Outcome::Done(page) if page.messages.len() == 64));
    // The `Vec` grows to 64 in these steps: 4, 8, 16, 32, 64.
    assert!(count <= 5, "{count}");
}

#[test]
fn encoding_allocates_at_most_once_and_never_into_a_reused_buffer() {
    let number = PhoneNumber::normalize("(415) 555-0100").unwrap();
    for text in ["Jenny please?! I love you <3".to_owned(), "é😀".repeat(80)] {
        let sms = SendSms::to(number)
            .from(PhoneNumber::TEST_VALID)
            .body(text.parse().unwrap())
            .status_callback("https://example.com/sms/status".parse().unwrap())
            .build()
            .unwrap();
        let mut buffer = String::new();
        assert_eq!(
            allocations(|| {
                sms.encode_into(&mut buffer);
                !buffer.is_empty()
            }),
            1,
            "{text}"
        );
        buffer.clear();
        assert_eq!(
            allocations(|| {
                sms.encode_into(&mut buffer);
                !buffer.is_empty()
            }),
            0,
            "{text}"
        );
    }
}

#[test]
fn a_reply_is_allocated_once_and_never_into_a_reused_buffer() {
    let Outcome::Done(message) = Message::decode(200, CURRENT_JSON) else { panic!("a message") };
    let page = Page::new(vec![message.clone(); 3], Paging::new());
    let rejection = Rejection::decode(400, br#"{"code": 21211, "message": "It's \"no\" number.", "status": 400}"#);
    let mut media = Media::new("ME0123456789abcdef0123456789abcdef".parse().unwrap());
    media.content_type = Some("image/png".into());
    let list = MediaPage::new(vec![media.clone(); 3], Paging::new());
    let mut feedback = Feedback::new(message.sid.clone());
    feedback.outcome = Some("confirmed".into());
    type Encode<'v> = Box<dyn Fn(&mut String, Format) -> bool + 'v>;
    let documents: [(&str, Encode<'_>); 6] = [
        ("message", Box::new(|out, format| message.encode_into(out, Resource::Messages, format).is_ok())),
        ("page", Box::new(|out, format| page.encode_into(out, Resource::SmsMessages, format).is_ok())),
        ("rejection", Box::new(|out, format| rejection.encode_into(out, format).is_ok())),
        ("media", Box::new(|out, format| media.encode_into(out, format).is_ok())),
        ("media page", Box::new(|out, format| list.encode_into(out, format).is_ok())),
        ("feedback", Box::new(|out, format| feedback.encode_into(out, format).is_ok())),
    ];
    for format in [Format::Xml, Format::Json] {
        for (name, encode) in &documents {
            let mut out = String::new();
            assert_eq!(allocations(|| encode(&mut out, format)), 1, "{name} {format:?}");
            let first = out.clone();
            out.clear();
            assert_eq!(allocations(|| encode(&mut out, format)), 0, "{name} {format:?}");
            assert_eq!(out, first);
        }
    }
}

/// Encodes into a new buffer, which grows by doubling and has at most 7 bytes for each that is written, and a few
/// thousand. Encodes into the same buffer again, which allocates nothing.
fn assert_capacity(name: &str, encode: impl Fn(&mut String)) {
    let mut out = String::new();
    let counted = measure(|| encode(&mut out));
    let doublings = u64::from((out.len() / 1024 + 1).ilog2()) + 2;
    assert!(counted.count_total <= doublings, "{name}: {} allocations, {} bytes", counted.count_total, out.len());
    assert!(out.capacity() <= 7 * out.len() + 7000, "{name}: capacity of {} for {} bytes", out.capacity(), out.len());
    out.clear();
    assert_eq!(measure(|| encode(&mut out)).count_total, 0, "{name} into a reused buffer of {} bytes", out.capacity());
}

#[test]
fn whatever_is_escaped_the_buffer_has_not_much_more_room_than_it_needs() {
    let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse().unwrap();
    for piece in ["a", "<", ">", "&", "\"", "\\", "\n", " ", "a<", "é", "\u{1}", "😀", "Sid_"] {
        let text = piece.repeat(400);
        let mut message = Message::new("SM1".parse().unwrap());
        let unknown = |name: &str| UnknownField { name: name.to_owned().into(), value: text.clone().into() };
        (message.body, message.media) = (Some(text.clone().into()), Some(text.clone().into()));
        message.num_segments = Some(u32::MAX);
        let mut page = Page::new(vec![message.clone(); 5], Paging::new());
        page.paging.total = Some(u32::MAX);
        // A line break in an attribute costs an allocation of its own.
        page.paging.uri = (piece != "\n").then(|| text.clone().into());
        let mut media = Media::new("ME0123456789abcdef0123456789abcdef".parse().unwrap());
        media.content_type = Some(text.clone().into());
        let list = MediaPage::new(vec![media.clone(); 5], Paging::new());
        let mut rejection = Rejection::new(400);
        rejection.message = Some(text.clone().into());
        for format in [Format::Xml, Format::Json] {
            // XML cannot carry U+0001.
            if format == Format::Xml && piece == "\u{1}" {
                continue;
            }
            let name = |what: &str| format!("{what} of {piece:?} in {format:?}");
            assert_capacity(&name("message"), |out| message.encode_into(out, Resource::Messages, format).unwrap());
            assert_capacity(&name("page"), |out| page.encode_into(out, Resource::Messages, format).unwrap());
            assert_capacity(&name("media"), |out| media.encode_into(out, format).unwrap());
            assert_capacity(&name("list of media"), |out| list.encode_into(out, format).unwrap());
            assert_capacity(&name("rejection"), |out| rejection.encode_into(out, format).unwrap());
        }
        // XML spells the name of an unknown field differently, which costs an allocation.
        message.unknown_fields = vec![unknown("new_one"); 4];
        assert_capacity(&format!("unknown fields of {piece:?}"), |out| {
            message.encode_into(out, Resource::Messages, Format::Json).unwrap();
        });
        let mut inbound = InboundMessage::new();
        (inbound.body, inbound.num_media) = (Some(text.clone().into()), Some(10));
        inbound.unknown_fields = vec![unknown(&text)];
        let name = |what: &str| format!("{what} of {piece:?}");
        assert_capacity(&name("inbound message"), |out| inbound.encode_into(out));
        let medium = InboundMedia { url: text.clone().into(), content_type: Some(text.clone().into()) };
        inbound.media = vec![medium; 60];
        assert_capacity(&name("inbound message with media"), |out| inbound.encode_into(out));
        let mut status = StatusUpdate::new();
        (status.body, status.unknown_fields) = (Some(text.clone().into()), vec![unknown(&text)]);
        assert_capacity(&name("status"), |out| status.encode_into(out));
        if let Ok(text) = twiml::Text::new(text.clone()) {
            let message = twiml::Message::new(text);
            let reply = twiml::Response::new(vec![message.clone(), message.clone(), message]).unwrap();
            assert_capacity(&name("reply"), |out| reply.encode_into(out));
        }
    }
    // The target of a request.
    let sid: Sid<'_> = "SM0123456789abcdef0123456789abcdef".parse().unwrap();
    for format in [Format::Default, Format::Xml, Format::Json] {
        let endpoint = Endpoint::new(account.clone()).with_prefix("/api/laml/2010-04-01").unwrap().with_format(format);
        let fetch = FetchMessage::new(sid.clone());
        let counted = measure(|| assert!(!fetch.request(&endpoint).target().is_empty()));
        let length = fetch.request(&endpoint).target().len();
        assert_eq!(counted.count_total, 1, "{format:?}");
        assert!(counted.bytes_max <= length as u64 + 5, "{format:?}: {} for {length}", counted.bytes_max);
    }
}

#[test]
fn values_allocate_nothing() {
    assert_eq!(allocations(|| PhoneNumber::normalize("(415) 555-0100").is_ok()), 0);
    assert_eq!(allocations(|| Segments::of("Ünïcödé ☺ and [brackets] ").count() > 0), 0);
}

/// Returns about a megabyte of a piece.
fn megabyte(piece: &str) -> String {
    piece.repeat(1_000_000 / piece.len())
}

/// Returns the largest amount of memory that any of these functions uses at once.
fn peak(functions: &[&dyn Fn()]) -> u64 {
    functions.iter().map(|run| measure(run).bytes_max).max().unwrap_or_default()
}

fn assert_three_times(document: &str, functions: &[&dyn Fn()]) {
    let (peak, len) = (peak(functions), document.len() as u64);
    assert!(
        len > 900_000 && peak <= 3 * len,
        "{peak} bytes for {len}: {}…",
        document.chars().take(80).collect::<String>()
    );
}

#[test]
fn a_reply_takes_at_most_three_times_its_size() {
    let xml = |fields: &str| format!("<TwilioResponse><Message><Sid>SM1</Sid>{fields}</Message></TwilioResponse>");
    let json = |fields: &str| format!("{{\"sid\":\"SM1\"{fields}}}");
    let (one_xml, one_json) = ("<Message><Sid>SM1</Sid><Body>", "{\"sid\":\"SM1\",\"body\":\"");
    let text = "x".repeat(940);
    for document in [
        xml(&format!("<Body>{}</Body>", megabyte("x"))),
        xml(&format!("<Body>{}&lt;</Body>", megabyte("x"))),
        xml(&format!("<Body>{}</Body>", megabyte("&lt;"))),
        xml(&format!("<Body>{}</Body>", megabyte("\r\n"))),
        xml(&format!("<Body>{}</Body>", megabyte("<"))),
        xml(&format!("<Body>{}</Body>", megabyte("<3"))),
        xml(&format!("<Body>{}</Body>", megabyte("<![CDATA[x]]>"))),
        xml(&format!("<To>{}</To>", megabyte("&#9; "))),
        xml(&format!("<Price>&lt;{}</Price>", megabyte("x"))),
        xml(&format!("<DateSent>&lt;{}</DateSent>", megabyte("x"))),
        xml(&megabyte("<A/>")),
        xml(&megabyte("<AnUnknownField>x</AnUnknownField>")),
        xml(&megabyte("<a/>")),
        xml(&megabyte("<A><B/></A>")),
        xml(&megabyte("<!---->")),
        xml(&megabyte("<")),
        megabyte("<"),
        megabyte("<a>"),
        format!(
            "<TwilioResponse><Messages>{}</Messages></TwilioResponse>",
            format!("{one_xml}{text}&lt;</Body></Message>").repeat(1000)
        ),
        format!(
            "<TwilioResponse><Messages>{}</Messages></TwilioResponse>",
            format!("{one_xml}</Body>{}</Message>", "<A/>".repeat(240)).repeat(1000)
        ),
        json(&format!(",\"body\":\"{}\"", megabyte("x"))),
        json(&format!(",\"body\":\"\\n{}\"", megabyte("x"))),
        json(&format!(",\"body\":\"{}\"", megabyte("\\n"))),
        json(&format!(",\"body\":\"{}\"", megabyte("\\u20ac"))),
        json(&format!(",\"body\":[0{}]", megabyte(",0"))),
        json(&format!(",\"{}\":0", megabyte("\\n"))),
        json(&megabyte(",\"\":0")),
        json(&megabyte(",\"a\":[]")),
        megabyte("["),
        format!("{{\"messages\":[{}]}}", vec![format!("{one_json}{text}\\n\"}}"); 1000].join(",")),
        format!("{{\"messages\":[{}]}}", vec![format!("{one_json}\"{}}}", ",\"\":0".repeat(190)); 1000].join(",")),
    ] {
        let bytes = document.as_bytes();
        let rejection = document.replace("Message>", "RestException>");
        assert_three_times(
            &document,
            &[&|| drop(Message::decode(201, bytes)), &|| drop(Page::decode(200, bytes)), &|| {
                drop(Rejection::decode(400, rejection.as_bytes()))
            }],
        );
    }
}

#[test]
fn a_webhook_takes_at_most_three_times_its_size() {
    let form = |pairs: &str| format!("MessageSid=SM1&{pairs}");
    let json = |fields: &str| format!("{{\"MessageSid\":\"SM1\"{fields}}}");
    let event = |data: &str| {
        let event_type = "com.twilio.messaging.message.sent";
        format!("{{\"type\":\"{event_type}\",\"source\":\"\\u0041{}\",\"data\":{data}}}", "x".repeat(400))
    };
    let long = "x".repeat(480);
    for document in [
        form(&format!("Body={}", megabyte("x"))),
        form(&format!("Body={}", megabyte("+"))),
        form(&format!("Body=+{}", megabyte("x"))),
        form(&format!("Body={}", megabyte("%41"))),
        form(&format!("Body={}", megabyte("%"))),
        form(&format!("{}=1", megabyte("%41"))),
        form(&megabyte("a&")),
        form(&megabyte("&")),
        form(&format!("{long}{long}=x&").repeat(990)),
        form(&format!("+{long}=+{long}&").repeat(990)),
        form(
            &(0..490)
                .map(|at| format!("MediaUrl{at}=+{long}{long}&MediaContentType{at}=+{long}{long}&"))
                .collect::<String>(),
        ),
        json(&format!(",\"Body\":\"{}\"", megabyte("\\n"))),
        json(&format!(",\"Body\":[0{}]", megabyte(",0"))),
        json(&megabyte(",\"\":0")),
        event(&format!("{{\"body\":\"{}\"}}", megabyte("\\n"))),
        event(&format!("{{\"a\":0{}}}", megabyte(",\"\":0"))),
        event(&format!("[0{}]", megabyte(",0"))),
        format!("[{}]", vec![event(&format!("{{\"body\":\"{long}\\n\"}}")); 1000].join(",")),
    ] {
        let bytes = document.as_bytes();
        let target = "/2010-04-01/Accounts/AC1/Messages";
        assert_three_times(
            &document,
            &[
                &|| drop(InboundMessage::decode_unverified(bytes)),
                &|| drop(StatusUpdate::decode_unverified(bytes)),
                &|| drop(Callback::decode_unverified(bytes)),
                &|| decode_events(bytes),
                &|| drop(ApiRequest::decode("POST", target, Some("application/x-www-form-urlencoded"), bytes)),
                &|| drop(form::pairs(bytes).map(Iterator::count)),
                &|| drop(twiml::Response::decode(bytes)),
            ],
        );
    }
}

#[cfg(feature = "signature")]
#[test]
fn verifying_takes_at_most_three_times_the_body() {
    use twilio_sms::signature::{AuthToken, Incoming};

    let long = "x".repeat(480);
    let secrets = [AuthToken::new("1").unwrap().into(), AuthToken::new("2").unwrap().into()];
    for (content_type, document) in [
        ("application/x-www-form-urlencoded", format!("MessageSid=SM1&Body={}", megabyte("x"))),
        ("application/x-www-form-urlencoded", format!("MessageSid=SM1&Body={}", megabyte("+"))),
        ("application/x-www-form-urlencoded", format!("MessageSid=SM1&{}", format!("+{long}=+{long}&").repeat(990))),
        ("application/json", format!("{{\"MessageSid\":\"SM1\",\"Body\":\"{}\"}}", megabyte("\\n"))),
    ] {
        let url = Incoming::url_with_body_hash("https://example.com/sms", document.as_bytes());
        let request = Incoming {
            method: "POST",
            url: &url,
            content_type: Some(content_type),
            signature: None,
            settings: None,
            body: document.as_bytes(),
        };
        let signature = request.sign(&secrets[1]).unwrap();
        let request = Incoming { signature: Some(&signature), ..request };
        assert_three_times(
            &document,
            &[
                &|| assert!(request.verify(&secrets).unwrap().callback().is_ok()),
                &|| assert!(request.verify_for(|_| &secrets).unwrap().inbound().is_ok()),
                &|| assert!(request.verify(&secrets[..1]).is_err()),
            ],
        );
    }
}

#[test]
fn a_reply_to_a_message_takes_less_than_a_megabyte() {
    for piece in ["<A/>", "<Sms>x</Sms>", "<Redirect>x</Redirect>", "<Message><Body>x</Body></Message>"] {
        for (before, after) in [("<Response>", "</Response>"), ("<Response><Message>", "</Message></Response>")] {
            let most = (twiml::MAX_DOCUMENT - before.len() - after.len()) / piece.len();
            let document = format!("{before}{}{after}", piece.repeat(most));
            let peak = peak(&[&|| drop(twiml::Response::decode(document.as_bytes()))]);
            assert!(peak < 1_000_000, "{peak} bytes for {before}{piece}…");
        }
    }
}

#[cfg(feature = "csv")]
#[test]
fn a_list_in_csv_takes_at_most_three_times_its_size() {
    for document in [
        format!("Sid,Body\nSM1,{}\n", megabyte("x")),
        // One byte more than a power of two, where a buffer that doubles is largest in proportion.
        format!("Sid,Body\nSM1,{}\n", "x".repeat((1 << 20) + 1)),
        format!("Sid,Body\nSM1,\"{}\"\n", megabyte("\"\"")),
        format!("Sid,Body\n{}", format!("SM1,{}\n", "x".repeat(990)).repeat(1000)),
        format!("Sid,{}\n{}", megabyte("a"), "SM1,\n".repeat(990)),
        format!("Sid{}\nSM1,\n", megabyte(",a")),
        format!("Sid{}\n{}", ",a".repeat(990), format!("SM1{}\n", ",".repeat(990)).repeat(1000)),
        format!(
            "Sid{}\n{}",
            format!(",{}", "a".repeat(64)).repeat(990),
            format!("SM1{}\n", ",".repeat(990)).repeat(1000)
        ),
    ] {
        assert_three_times(&document, &[&|| drop(Page::decode_csv(200, document.as_bytes()))]);
    }
}

/// Documents that are short and have as many parts as the limits allow: unknown fields, messages, pairs, media.
fn just_below_the_limits() -> Vec<(&'static str, String)> {
    use twilio_sms::limits::{MAX_ITEMS, MAX_PAIRS, MAX_UNKNOWN};

    let xml = |fields: &str| format!("<TwilioResponse><Message><Sid>S</Sid>{fields}</Message></TwilioResponse>");
    let json = |fields: &str| format!("{{\"sid\":\"S\"{fields}}}");
    let page =
        |message: &str| format!("<TwilioResponse><Messages>{}</Messages></TwilioResponse>", message.repeat(MAX_ITEMS));
    let list = |message: &str| format!("{{\"messages\":[{}]}}", vec![message; MAX_ITEMS].join(","));
    let each = MAX_UNKNOWN / MAX_ITEMS;
    vec![
        ("unknown elements", xml(&"<A/>".repeat(MAX_UNKNOWN))),
        ("unknown elements with texts", xml(&"<Ab>&lt;</Ab>".repeat(MAX_UNKNOWN))),
        ("skipped elements", xml(&"<a/>".repeat(MAX_UNKNOWN))),
        ("unknown keys", json(&",\"\":0".repeat(MAX_UNKNOWN))),
        ("unknown keys with escapes", json(&",\"\\n\":\"\\n\"".repeat(MAX_UNKNOWN))),
        ("skipped keys", json(&",\"A\":[]".repeat(MAX_UNKNOWN))),
        ("messages in XML", page("<Message><Sid>S</Sid></Message>")),
        ("messages in JSON", list("{\"sid\":\"S\"}")),
        ("unknown elements of messages", page(&format!("<Message><Sid>S</Sid>{}</Message>", "<A/>".repeat(each)))),
        ("unknown keys of messages", list(&format!("{{\"sid\":\"S\"{}}}", ",\"A\":0".repeat(each)))),
        ("events", format!("[{}]", vec!["{\"type\":\"a\"}"; MAX_ITEMS].join(","))),
        (
            "unknown keys of events",
            format!("[{}]", vec![format!("{{\"type\":\"a\"{}}}", ",\"a\":0".repeat(each)); MAX_ITEMS].join(",")),
        ),
        ("pairs", "a&".repeat(MAX_PAIRS - 1) + "MessageSid=S"),
        ("escaped pairs", "%41=%41&".repeat(MAX_PAIRS - 1) + "MessageSid=S"),
        ("media", (0..MAX_PAIRS - 1).map(|at| format!("MediaUrl{at}=%41&")).collect::<String>() + "MessageSid=S"),
    ]
}

/// Decodes a batch of events, and the data of each.
fn decode_events(bytes: &[u8]) {
    for event in Event::decode_unverified(bytes).into_iter().flatten() {
        drop(event.decode_data());
    }
}

/// How many bytes an allocator uses for an allocation beside those that were asked for, or more.
const OVERHEAD: u64 = 32;

#[test]
fn a_document_just_below_the_limits_takes_two_megabytes_more_than_three_times_its_size() {
    for (name, document) in just_below_the_limits() {
        let bytes = document.as_bytes();
        let functions: [&dyn Fn(); 6] = [
            &|| drop(Message::decode(201, bytes)),
            &|| drop(Page::decode(200, bytes)),
            &|| drop(Rejection::decode(400, bytes)),
            &|| drop(InboundMessage::decode_unverified(bytes)),
            &|| drop(Callback::decode_unverified(bytes)),
            &|| decode_events(bytes),
        ];
        let measured = functions.map(measure);
        let taken = measured.iter().map(|info| info.bytes_max + OVERHEAD * info.count_max).max().unwrap_or_default();
        assert!(taken <= 2_000_000 + 3 * bytes.len() as u64, "{name}: {} bytes take {taken}", bytes.len());
    }
    // The limit says no more than is true: a short document can take more than a megabyte.
    let (_, document) = just_below_the_limits().swap_remove(8);
    assert!(document.len() < 100_000 && measure(|| drop(Page::decode(200, document.as_bytes()))).bytes_max > 1_300_000);
}
