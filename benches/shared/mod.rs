//! The documents that are measured, the same files that the tests read; all values in them are made up, but for the
//! documentation page's own.

#![allow(dead_code)] // every bench takes what it needs

pub mod peers;

/// Measures ways to do one thing to one input, side by side, in one group with its throughput.
#[macro_export]
macro_rules! compare {
    ($c:expr, $group:literal, $input:expr, { $($name:literal => $run:expr,)+ }) => {{
        let input: &str = $input;
        let mut group = $c.benchmark_group($group);
        group.throughput(criterion::Throughput::Bytes(input.len() as u64));
        $(
            let run = $run;
            group.bench_function($name, |b| b.iter(|| run(std::hint::black_box(input))));
        )+
        group.finish();
    }};
}

/// The documentation page's reply as it is printed: `<3` is in it, so it is not XML.
pub const PAGE_PRINTED: &str = include_str!("../../tests/data/reply/page-printed.xml");
/// The same with `&lt;3`.
pub const PAGE: &str = include_str!("../../tests/data/reply/page.xml");
/// The same without white space.
pub const PAGE_COMPACT: &str = include_str!("../../tests/data/reply/page-compact.xml");
/// A reply as Twilio gives it today.
pub const CURRENT_XML: &str = include_str!("../../tests/data/reply/current.xml");
/// The same in JSON.
pub const CURRENT_JSON: &str = include_str!("../../tests/data/reply/current.json");
/// The same in the order and with the white space of the documentation.
pub const SORTED_JSON: &str = include_str!("../../tests/data/reply/current-sorted.json");
/// Twilio says no.
pub const REJECTION: &str = include_str!("../../tests/data/reply/rejection.xml");
/// A status callback.
pub const STATUS: &str = include_str!("../../tests/data/webhook/status.form");
/// An inbound message without an escape in it.
pub const INBOUND_PLAIN: &str = include_str!("../../tests/data/webhook/inbound-plain.form");
/// An inbound message with escapes, and with add-ons.
pub const INBOUND_ESCAPES: &str = include_str!("../../tests/data/webhook/inbound-escapes.form");

/// What a sender types for a number.
pub const NUMBER: &str = "(415) 555-1212";

/// A page of so many current messages, each with a SID of its own.
pub fn xml_page(count: usize) -> String {
    let start = CURRENT_XML.find("<Message>").expect("a message");
    let end = CURRENT_XML.find("</TwilioResponse>").expect("its end");
    let mut page = String::from("<?xml version='1.0' encoding='UTF-8'?>\n<TwilioResponse>");
    page.push_str("<Messages page=\"0\" pagesize=\"1000\" uri=\"/2010-04-01/Accounts/AC1/Messages?PageSize=1000\">");
    each(&mut page, &CURRENT_XML[start..end], count, "");
    page.push_str("</Messages></TwilioResponse>");
    page
}

/// The same in JSON.
pub fn json_page(count: usize) -> String {
    let mut page =
        String::from("{\"first_page_uri\": \"/2010-04-01/Accounts/AC1/Messages.json?PageSize=1000&Page=0\", ");
    page.push_str("\"end\": 999, \"previous_page_uri\": null, \"messages\": [");
    each(&mut page, CURRENT_JSON, count, ", ");
    page.push_str("], \"uri\": \"/2010-04-01/Accounts/AC1/Messages.json?PageSize=1000&Page=0\", \"page_size\": 1000, ");
    page.push_str("\"start\": 0, \"next_page_uri\": null, \"page\": 0}");
    page
}

fn each(page: &mut String, message: &str, count: usize, separator: &str) {
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
            let step = [7, 11, 13].into_iter().find(|step| count % step != 0).expect("a step");
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
    each(&mut page, &json_shape("sorted"), count, ", ");
    page.push_str(
        "], \"page\": 0, \"page_size\": 1000, \"start\": 0, \"uri\": \"/2010-04-01/Accounts/AC1/Messages.json\"}",
    );
    page
}
