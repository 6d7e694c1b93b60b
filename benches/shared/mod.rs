//! The documents that are measured. They are files of the tests. Their values are made up, except for those of Twilio's
//! documentation page.

#![allow(dead_code)] // each benchmark uses a part of this module

pub mod peers;

use std::time::Duration;

/// Measures several ways to do the same with one input, in one group with its throughput.
#[macro_export]
macro_rules! compare {
    ($c:expr, $group:expr, $input:expr, { $($name:literal => $run:expr,)+ }) => {{
        let (group, input): (&str, &str) = ($group, $input);
        if $crate::shared::is_interleaved() {
            $crate::shared::interleave(group, input.len(), &[$(($name, &{
                let run = $run;
                move |count| {
                    let start = std::time::Instant::now();
                    for _ in 0..count {
                        let _ = std::hint::black_box(run(std::hint::black_box(input)));
                    }
                    start.elapsed()
                }
            }),)+]);
        } else {
            let mut group = $c.benchmark_group(group);
            group.throughput(criterion::Throughput::Bytes(input.len() as u64));
            $(
                let run = $run;
                group.bench_function($name, |b| b.iter(|| run(std::hint::black_box(input))));
            )+
            group.finish();
        }
    }};
}

/// Whether the ways of a group are measured in turn, as `benches/ratios.py` asks for.
pub fn is_interleaved() -> bool {
    std::env::var_os("INTERLEAVED").is_some()
}

/// Does something so many times, and returns how long it took.
pub type Batch<'r> = &'r dyn Fn(u32) -> Duration;

/// Measures the ways of a group in turn, in short batches, and prints the time of each in nanoseconds as JSON. The time
/// is that of the batch than which a tenth of the batches is faster, because other programs only make batches slower.
///
/// Criterion measures one way for a second and then the next. If other programs use the machine in one of these
/// seconds, the ratio of the two times is wrong. A batch is shorter than the time that the system gives to a program at
/// once, so nearly all batches run undisturbed, and both ways meet the same disturbances.
pub fn interleave(group: &str, bytes: usize, ways: &[(&str, Batch<'_>)]) {
    const BATCH: Duration = Duration::from_millis(1);
    const ROUNDS: usize = 50;
    let count = |run: Batch<'_>| {
        let one = run(10).min(run(10)) / 10;
        u32::try_from(BATCH.as_nanos() / one.as_nanos().max(1)).unwrap_or(u32::MAX).max(1)
    };
    let counts: Vec<u32> = ways.iter().map(|(_, run)| count(*run)).collect();
    let mut times = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for (((_, run), count), times) in ways.iter().zip(&counts).zip(&mut times) {
            times.push(run(*count).as_secs_f64() * 1e9 / f64::from(*count));
        }
    }
    let undisturbed = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 10]
    };
    let times: serde_json::Map<_, _> =
        ways.iter().zip(&mut times).map(|((name, _), times)| ((*name).to_owned(), undisturbed(times).into())).collect();
    println!("{}", serde_json::json!({ "group": group, "bytes": bytes, "times": times }));
}

/// The reply of Twilio's documentation page as it is printed. It contains `<3`, so it is not well-formed XML.
pub const PAGE_PRINTED: &str = include_str!("../../tests/data/reply/page-printed.xml");
/// The same reply with `&lt;3`.
pub const PAGE: &str = include_str!("../../tests/data/reply/page.xml");
/// The same reply without white space between elements.
pub const PAGE_COMPACT: &str = include_str!("../../tests/data/reply/page-compact.xml");
/// A reply as Twilio sends it today.
pub const CURRENT_XML: &str = include_str!("../../tests/data/reply/current.xml");
/// The same reply in JSON.
pub const CURRENT_JSON: &str = include_str!("../../tests/data/reply/current.json");
/// The same reply in JSON, in the order and with the white space of the documentation.
pub const SORTED_JSON: &str = include_str!("../../tests/data/reply/current-sorted.json");
/// A rejection.
pub const REJECTION: &str = include_str!("../../tests/data/reply/rejection.xml");
/// A status callback.
pub const STATUS: &str = include_str!("../../tests/data/webhook/status.form");
/// An inbound message without escapes.
pub const INBOUND_PLAIN: &str = include_str!("../../tests/data/webhook/inbound-plain.form");
/// An inbound message with escapes and with add-ons.
pub const INBOUND_ESCAPES: &str = include_str!("../../tests/data/webhook/inbound-escapes.form");

/// A phone number as people type it.
pub const NUMBER: &str = "(415) 555-1212";

/// Returns a page of `count` current messages in XML, each with its own SID.
pub fn xml_page(count: usize) -> String {
    let start = CURRENT_XML.find("<Message>").expect("a message");
    let end = CURRENT_XML.find("</TwilioResponse>").expect("its end");
    let mut page = String::from("<?xml version='1.0' encoding='UTF-8'?>\n<TwilioResponse>");
    page.push_str("<Messages page=\"0\" pagesize=\"1000\" uri=\"/2010-04-01/Accounts/AC1/Messages?PageSize=1000\">");
    append_messages(&mut page, &CURRENT_XML[start..end], count, "");
    page.push_str("</Messages></TwilioResponse>");
    page
}

/// Returns the same page in JSON.
pub fn json_page(count: usize) -> String {
    let mut page =
        String::from("{\"first_page_uri\": \"/2010-04-01/Accounts/AC1/Messages.json?PageSize=1000&Page=0\", ");
    page.push_str("\"end\": 999, \"previous_page_uri\": null, \"messages\": [");
    append_messages(&mut page, CURRENT_JSON, count, ", ");
    page.push_str("], \"uri\": \"/2010-04-01/Accounts/AC1/Messages.json?PageSize=1000&Page=0\", \"page_size\": 1000, ");
    page.push_str("\"start\": 0, \"next_page_uri\": null, \"page\": 0}");
    page
}

/// Returns a batch of so many events about statuses.
pub fn event_batch(count: usize) -> String {
    let event = |number: usize| {
        format!(
            "{{\"specversion\":\"1.0\",\"type\":\"com.twilio.messaging.message.delivered\",\"source\":\"/2010-04-01/Accounts\
             /AC0123456789abcdef0123456789abcdef/Messages/SM0123456789abcdef{number:016x}.json\",\"id\":\"EZ0123456789abcdef\
             {number:016x}\",\"dataschema\":\"https://events-schemas.twilio.com/Messaging.MessageStatus/8\",\
             \"datacontenttype\":\"application/json\",\"time\":\"2026-11-28T09:00:00.000Z\",\"data\":{{\"messageSid\":\
             \"SM0123456789abcdef{number:016x}\",\"timestamp\":\"2026-11-28T09:00:00.000Z\",\"accountSid\":\
             \"AC0123456789abcdef0123456789abcdef\",\"eventName\":\"com.twilio.messaging.message.delivered\",\
             \"apiVersion\":\"2010-04-01\",\"from\":\"+14155550100\",\"to\":\"+14155550199\",\"messageStatus\":\"DELIVERED\",\
             \"messagingServiceSid\":\"MG0123456789abcdef0123456789abcdef\",\"body\":\"Your table for four is booked: 19:30.\",\
             \"statusCallBackUrl\":\"https://example.com/status\",\"mnc\":\"090\",\"mcc\":\"310\",\"rawDlrDoneDate\":\
             \"2611280900\",\"numberOfSegments\":1,\"dateUpdated\":\"2026-11-28T09:00:00.000Z\"}}}}"
        )
    };
    format!("[{}]", (0..count).map(event).collect::<Vec<_>>().join(","))
}

fn append_messages(page: &mut String, message: &str, count: usize, separator: &str) {
    for number in 0..count {
        if number > 0 {
            page.push_str(separator);
        }
        page.push_str(&message.replace("SMfedcba9876543210", &format!("SM{number:016x}")));
    }
}

/// The current reply in another shape that is well-formed XML and means the same.
pub fn xml_shape(shape: &str) -> String {
    let xml = CURRENT_XML;
    match shape {
        "byte order mark" => format!("\u{FEFF}{xml}"),
        "cr lf" => xml.replace("><", ">\r\n<"),
        "comment" => xml.replace("<Body>", "<!-- --><Body>"),
        "cdata" => xml.replace("<Body>", "<Body><![CDATA[").replace("</Body>", "]]></Body>"),
        "standalone" => xml.replace("encoding='UTF-8'", "encoding='UTF-8' standalone='yes'"),
        "attribute" => xml.replace("<TwilioResponse>", "<TwilioResponse xmlns='urn:x' a='b'>"),
        "attribute everywhere" => {
            let tag = |piece: &str| match piece.find(['>', '/']) {
                Some(end) if piece.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    format!("{} a='b'{}", &piece[..end], &piece[end..])
                }
                _ => piece.to_owned(),
            };
            xml.split('<').map(tag).collect::<Vec<_>>().join("<")
        }
        "other root" => xml.replace("TwilioResponse", "RestcommResponse"),
        "indented" => xml.replace("><", ">\n    <"),
        "other order" => {
            let (start, end) = (xml.find("<Sid>").expect("a SID"), xml.find("<SubresourceUris>").expect("links"));
            let mut fields: Vec<&str> = Vec::new();
            let mut rest = &xml[start..end];
            while !rest.is_empty() {
                let name = &rest[1..rest.find(['/', '>']).expect("a tag")];
                let empty = rest[1 + name.len()..].starts_with('/');
                let close = if empty { "/>".to_owned() } else { format!("</{name}>") };
                let (field, after) = rest.split_at(rest.find(&close).expect("its end") + close.len());
                fields.push(field);
                rest = after;
            }
            fields.sort_unstable();
            format!("{}{}{}", &xml[..start], fields.concat(), &xml[end..])
        }
        _ => panic!("no such shape: {shape}"),
    }
}

/// The current reply in JSON in another shape that means the same.
pub fn json_shape(shape: &str) -> String {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(CURRENT_JSON).expect("an object");
    let pairs: Vec<String> = object.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
    match shape {
        "sorted" => format!("{{{}}}", pairs.join(", ")),
        "sorted compact" => serde_json::to_string(&object).expect("an object"),
        "sorted indented" => SORTED_JSON.to_owned(),
        "shuffled" => {
            let count = pairs.len();
            let step = [7, 11, 13].into_iter().find(|step| !count.is_multiple_of(*step)).expect("a step");
            let shuffled: Vec<&str> = (0..count).map(|at| &*pairs[(at * step + 3) % count]).collect();
            format!("{{{}}}", shuffled.join(", "))
        }
        "indented" => CURRENT_JSON.replace(", \"", ",\n    \""),
        _ => panic!("no such shape: {shape}"),
    }
}

/// A page of so many messages whose keys are sorted.
pub fn json_page_sorted(count: usize) -> String {
    let mut page = String::from("{\"end\": 999, \"messages\": [");
    append_messages(&mut page, &json_shape("sorted"), count, ", ");
    page.push_str(
        "], \"page\": 0, \"page_size\": 1000, \"start\": 0, \"uri\": \"/2010-04-01/Accounts/AC1/Messages.json\"}",
    );
    page
}
