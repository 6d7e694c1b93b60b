//! Benchmarks of decoding replies and webhooks, compared with what a user would write without this crate.

mod shared;

use criterion::Criterion;
use shared::peers::{
    BorrowedMessage, BorrowedPage, BorrowedXmlPage, BorrowedXmlPageReply, BorrowedXmlRejectionReply, BorrowedXmlReply,
    JsonMessage, JsonPage, STATUS_NAMES, StatusForm, Text, XmlPageReply, XmlRejectionReply, XmlReply, form_loop, touch,
    xml_events, xml_tree,
};
use shared::{
    CURRENT_JSON, CURRENT_XML, PAGE, PAGE_COMPACT, PAGE_PRINTED, REJECTION, SORTED_JSON, STATUS, json_page,
    json_page_sorted, json_shape, xml_page, xml_shape,
};
use twilio_sms::webhook::StatusUpdate;
use twilio_sms::{Message, Outcome, Page};

fn main() {
    let mut c = Criterion::default().configure_from_args();
    xml(&mut c);
    json(&mut c);
    shapes(&mut c);
    pages(&mut c);
    forms(&mut c);
    c.final_summary();
}

fn message(document: &str) -> Outcome<'_, Message<'_>> {
    Message::decode(201, document.as_bytes())
}

fn xml_serde(document: &str) -> XmlReply {
    quick_xml::de::from_str(document).expect("a reply")
}

fn xml_borrowed(document: &str) -> BorrowedXmlReply<'_> {
    quick_xml::de::from_str(document).expect("a reply")
}

fn json_borrowed(document: &str) -> BorrowedMessage<&str> {
    serde_json::from_str(document).expect("a message")
}

fn sonic_borrowed(document: &str) -> BorrowedMessage<&str> {
    sonic_rs::from_str(document).expect("a message")
}

/// The current reply in every shape that means the same, beside structs that borrow.
fn shapes(c: &mut Criterion) {
    let Outcome::Done(current) = message(CURRENT_XML) else { panic!("a message") };
    let xml = [
        "byte order mark",
        "cr lf",
        "comment",
        "cdata",
        "standalone",
        "attribute",
        "attribute everywhere",
        "other root",
        "indented",
        "other order",
    ];
    let xml = xml.map(|shape| (shape, xml_shape(shape)));
    let json =
        ["sorted", "sorted compact", "sorted indented", "shuffled", "indented"].map(|shape| (shape, json_shape(shape)));
    for (shape, document) in &xml {
        let Outcome::Done(message) = message(document) else { panic!("{shape}") };
        assert_eq!(message, current, "{shape}");
    }
    for (shape, document) in &json {
        let Outcome::Done(message) = message(document) else { panic!("{shape}") };
        assert_eq!((message.sid.as_str(), message.unknown_fields.len()), (json_borrowed(document).sid, 0), "{shape}");
    }
    for (shape, document) in &xml {
        compare!(c, &format!("any legal shape, xml {shape}"), document, {
            "twilio-sms" => message,
            "quick-xml events" => xml_events,
            "quick_xml::de borrowed" => xml_borrowed,
        });
    }
    for (shape, document) in &json {
        compare!(c, &format!("any legal shape, json {shape}"), document, {
            "twilio-sms" => message,
            "serde_json borrowed" => json_borrowed,
            "sonic-rs borrowed" => sonic_borrowed,
        });
    }
}

fn xml(c: &mut Criterion) {
    for (document, sid) in [
        (PAGE_PRINTED, "SM90c6fc909d8504d45ecdb3a3d5b3556e"),
        (PAGE, "SM90c6fc909d8504d45ecdb3a3d5b3556e"),
        (PAGE_COMPACT, "SM90c6fc909d8504d45ecdb3a3d5b3556e"),
        (CURRENT_XML, "SMfedcba9876543210fedcba9876543210"),
    ] {
        let Outcome::Done(message) = message(document) else { panic!("{document}") };
        assert_eq!((message.sid.as_str(), message.unknown_fields.len(), message.notes.skipped.len()), (sid, 0, 0));
        if document != PAGE_PRINTED {
            assert_eq!(xml_serde(document).message.sid, sid);
            assert_eq!(xml_serde(document).message.body.as_deref(), message.body.as_deref());
        }
    }
    // The printed reply is not well-formed, so the peers read the corrected one, which is a few bytes longer.
    compare!(c, "decode xml, the page's reply as printed", PAGE_PRINTED, {
        "twilio-sms" => message,
        "quick_xml::de" => |_| xml_serde(std::hint::black_box(PAGE)),
        "quick_xml::de borrowed" => |_| xml_borrowed(std::hint::black_box(PAGE)),
        "quick-xml events" => xml_events,
        "roxmltree" => |_| xml_tree(std::hint::black_box(PAGE)),
        "memchr" => touch,
    });
    compare!(c, "decode xml, the page's reply well-formed", PAGE, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_borrowed,
        "quick-xml events" => xml_events,
        "roxmltree" => xml_tree,
        "memchr" => touch,
    });
    compare!(c, "decode xml, the page's reply compact", PAGE_COMPACT, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_borrowed,
        "quick-xml events" => xml_events,
        "roxmltree" => xml_tree,
        "memchr" => touch,
    });
    compare!(c, "decode xml, a current reply", CURRENT_XML, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_borrowed,
        "quick-xml events" => xml_events,
        "roxmltree" => xml_tree,
        "memchr" => touch,
    });

    let reject = |document| Message::decode(400, str::as_bytes(document));
    let Outcome::Rejected(rejection) = reject(REJECTION) else { panic!("a rejection") };
    assert_eq!(rejection.code.map(|code| code.get()), Some(21211));
    let serde = |document| quick_xml::de::from_str::<XmlRejectionReply>(document).expect("a rejection").rejection;
    let borrowed = |document| quick_xml::de::from_str::<BorrowedXmlRejectionReply<'_>>(document).expect("a rejection");
    assert_eq!((serde(REJECTION).code, borrowed(REJECTION).rejection.code), (Some(21211), Some(21211)));
    compare!(c, "decode xml, a rejection", REJECTION, {
        "twilio-sms" => reject,
        "quick_xml::de" => serde,
        "quick_xml::de borrowed" => borrowed,
        "quick-xml events" => xml_events,
        "roxmltree" => xml_tree,
        "memchr" => touch,
    });
}

fn simd<T: serde::de::DeserializeOwned>(document: &str) -> T {
    // It works in place, so a user who keeps the bytes has to copy them first.
    simd_json::serde::from_slice(&mut document.as_bytes().to_vec()).expect("a reply")
}

fn json(c: &mut Criterion) {
    let serde = |document| serde_json::from_str::<JsonMessage>(document).expect("a message");
    let sonic = |document| sonic_rs::from_str::<JsonMessage>(document).expect("a message");
    for document in [CURRENT_JSON, SORTED_JSON] {
        let Outcome::Done(message) = message(document) else { panic!("{document}") };
        assert_eq!((message.unknown_fields.len(), message.notes.skipped.len(), message.num_segments), (0, 0, Some(1)));
        assert_eq!(message.media.as_deref(), serde(document).subresource_uris.and_then(|links| links.media).as_deref());
        assert_eq!(
            (sonic(document).sid, simd::<JsonMessage>(document).sid),
            (message.sid.to_string(), message.sid.to_string())
        );
    }
    compare!(c, "decode json, a message", CURRENT_JSON, {
        "twilio-sms" => message,
        "serde_json" => serde,
        "serde_json borrowed" => json_borrowed,
        "sonic-rs" => sonic,
        "sonic-rs borrowed" => sonic_borrowed,
        "simd-json" => simd::<JsonMessage>,
        "memchr" => touch,
    });
    compare!(c, "decode json, a message in another order", SORTED_JSON, {
        "twilio-sms" => message,
        "serde_json" => serde,
        "serde_json borrowed" => json_borrowed,
        "sonic-rs" => sonic,
        "sonic-rs borrowed" => sonic_borrowed,
        "simd-json" => simd::<JsonMessage>,
        "memchr" => touch,
    });
}

fn page(document: &str) -> Outcome<'_, Page<'_>> {
    Page::decode(200, document.as_bytes())
}

fn page_borrowed(document: &str) -> BorrowedPage<Text<'_>> {
    serde_json::from_str(document).expect("a page")
}

fn page_sonic_borrowed(document: &str) -> BorrowedPage<Text<'_>> {
    sonic_rs::from_str(document).expect("a page")
}

fn xml_page_borrowed(document: &str) -> BorrowedXmlPage<'_> {
    quick_xml::de::from_str::<BorrowedXmlPageReply<'_>>(document).expect("a page").messages
}

fn pages(c: &mut Criterion) {
    let xml_serde = |document| quick_xml::de::from_str::<XmlPageReply>(document).expect("a page").messages;
    let json_serde = |document| serde_json::from_str::<JsonPage>(document).expect("a page");
    let documents = [1, 50, 1000].map(|count| (count, xml_page(count), json_page(count)));
    for (count, xml, json) in &documents {
        let (Outcome::Done(from_xml), Outcome::Done(from_json)) = (page(xml), page(json)) else { panic!("{count}") };
        assert_eq!((from_xml.messages.len(), from_json.messages.len()), (*count, *count));
        assert_eq!((xml_serde(xml).messages.len(), json_serde(json).messages.len()), (*count, *count));
        assert_eq!((xml_page_borrowed(xml).messages.len(), page_borrowed(json).messages.len()), (*count, *count));
    }
    let [(_, xml_1, json_1), (_, xml_50, json_50), (_, xml_1000, json_1000)] = &documents;
    compare!(c, "decode xml, a page of 1", xml_1, {
        "twilio-sms" => page,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_page_borrowed,
        "quick-xml events" => xml_events,
        "memchr" => touch,
    });
    compare!(c, "decode xml, a page of 50", xml_50, {
        "twilio-sms" => page,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_page_borrowed,
        "quick-xml events" => xml_events,
        "memchr" => touch,
    });
    compare!(c, "decode xml, a page of 1000", xml_1000, {
        "twilio-sms" => page,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_page_borrowed,
        "quick-xml events" => xml_events,
        "memchr" => touch,
    });
    compare!(c, "decode json, a page of 1", json_1, {
        "twilio-sms" => page,
        "serde_json" => json_serde,
        "serde_json borrowed" => page_borrowed,
        "sonic-rs" => |document| sonic_rs::from_str::<JsonPage>(document).expect("a page"),
        "sonic-rs borrowed" => page_sonic_borrowed,
        "simd-json" => simd::<JsonPage>,
        "memchr" => touch,
    });
    compare!(c, "decode json, a page of 50", json_50, {
        "twilio-sms" => page,
        "serde_json" => json_serde,
        "serde_json borrowed" => page_borrowed,
        "sonic-rs" => |document| sonic_rs::from_str::<JsonPage>(document).expect("a page"),
        "sonic-rs borrowed" => page_sonic_borrowed,
        "simd-json" => simd::<JsonPage>,
        "memchr" => touch,
    });
    let sorted = json_page_sorted(50);
    compare!(c, "decode json, a page of 50 in another order", &sorted, {
        "twilio-sms" => page,
        "serde_json borrowed" => page_borrowed,
        "sonic-rs borrowed" => page_sonic_borrowed,
    });
    compare!(c, "decode json, a page of 1000", json_1000, {
        "twilio-sms" => page,
        "serde_json" => json_serde,
        "serde_json borrowed" => page_borrowed,
        "sonic-rs" => |document| sonic_rs::from_str::<JsonPage>(document).expect("a page"),
        "sonic-rs borrowed" => page_sonic_borrowed,
        "simd-json" => simd::<JsonPage>,
        "memchr" => touch,
    });
}

fn forms(c: &mut Criterion) {
    let status = |form| StatusUpdate::decode_unverified(str::as_bytes(form)).expect("a callback");
    let serde = |form| serde_urlencoded::from_str::<StatusForm>(form).expect("a callback");
    assert_eq!((status(STATUS).to.as_deref(), status(STATUS).unknown_fields.len()), (Some("+14155550123"), 0));
    assert_eq!(status(STATUS).sid().map(|sid| sid.as_str()), serde(STATUS).message_sid.as_deref());
    let urlencoded = |form| form_loop(form, STATUS_NAMES);
    assert_eq!(urlencoded(STATUS), 8);
    compare!(c, "decode form, a status callback", STATUS, {
        "twilio-sms" => status,
        "serde_urlencoded" => serde,
        "form_urlencoded loop" => urlencoded,
        "memchr" => touch,
    });
    let into_buffer = |form| {
        let mut scratch = [0; 256];
        let update = StatusUpdate::decode_unverified_in(str::as_bytes(form), &mut scratch);
        std::hint::black_box(&update).is_ok()
    };
    assert!(into_buffer(STATUS));
    compare!(c, "decode form, a status callback into a buffer of the caller", STATUS, {
        "twilio-sms" => into_buffer,
        "serde_urlencoded" => serde,
        "form_urlencoded loop" => urlencoded,
    });
}
