//! Benchmarks of the worst inputs: every byte escaped, every byte an entity, recovery from `<` after `<`.

mod shared;

use criterion::Criterion;
use shared::peers::{
    BorrowedMessage, BorrowedXmlReply, JsonMessage, STATUS_NAMES, StatusForm, Text, XmlReply, form_loop, xml_events,
};
use twilio_sms::webhook::StatusUpdate;
use twilio_sms::{Message, Outcome};

fn main() {
    let mut c = Criterion::default().configure_from_args();
    let message = |document| {
        let Outcome::Done(message) = Message::decode(200, str::as_bytes(document)) else { panic!("a message") };
        message.body.expect("a body")
    };
    let xml =
        |body: &str| format!("<TwilioResponse><Message><Sid>SM1</Sid><Body>{body}</Body></Message></TwilioResponse>");
    let xml_serde = |document| quick_xml::de::from_str::<XmlReply>(document).expect("a reply").message.body;

    let xml_borrowed =
        |document| quick_xml::de::from_str::<BorrowedXmlReply<'_>>(document).expect("a reply").message.body;

    let entities = xml(&"&amp;".repeat(2000));
    assert_eq!(message(&entities), "&".repeat(2000));
    assert_eq!(xml_serde(&entities), Some("&".repeat(2000)));
    assert_eq!(xml_borrowed(&entities).map(|text| text.0.len()), Some(2000));
    compare!(c, "worst xml, all entities", &entities, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_borrowed,
        "quick-xml events" => xml_events,
    });

    let recovered = xml(&"<3 ".repeat(2000));
    assert_eq!(message(&recovered), "<3 ".repeat(2000));
    compare!(c, "worst xml, recovery", &recovered, {
        "twilio-sms" => message,
    });

    let numbers = xml(&"&#233;".repeat(2000));
    assert_eq!(message(&numbers), "é".repeat(2000));
    assert_eq!(xml_serde(&numbers), Some("é".repeat(2000)));
    compare!(c, "worst xml, all numeric references", &numbers, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_borrowed,
        "quick-xml events" => xml_events,
    });

    let sections = xml(&"<![CDATA[ab]]>".repeat(2000));
    assert_eq!(message(&sections), "ab".repeat(2000));
    assert_eq!(xml_serde(&sections), Some("ab".repeat(2000)));
    compare!(c, "worst xml, all cdata", &sections, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick_xml::de borrowed" => xml_borrowed,
        "quick-xml events" => xml_events,
    });

    let json = |escape: &str| format!("{{\"sid\":\"SM1\",\"body\":\"{}\"}}", escape.repeat(1000));
    let json_serde = |document| serde_json::from_str::<JsonMessage>(document).expect("a message").body;
    let json_borrowed = |document| serde_json::from_str::<BorrowedMessage<Text<'_>>>(document).expect("a message").body;
    let sonic_borrowed = |document| sonic_rs::from_str::<BorrowedMessage<Text<'_>>>(document).expect("a message").body;
    macro_rules! escapes {
        ($($group:literal $escape:literal $text:literal;)+) => {$(
            let document = json($escape);
            assert_eq!(message(&document), $text.repeat(1000));
            assert_eq!(json_serde(&document), Some($text.repeat(1000)));
            compare!(c, $group, &document, {
                "twilio-sms" => message,
                "serde_json" => json_serde,
                "serde_json borrowed" => json_borrowed,
                "sonic-rs borrowed" => sonic_borrowed,
            });
        )+};
    }
    escapes! {
        "worst json, all escapes" "\\u00e9\\n" "é\n";
        "worst json, all quotes" "\\\"" "\"";
        "worst json, all surrogates" "\\ud83d\\ude00" "😀";
    }

    let status = |form| StatusUpdate::decode_unverified(str::as_bytes(form)).expect("a callback").to;
    let form_serde = |form| serde_urlencoded::from_str::<StatusForm>(form).expect("a callback").to;
    let urlencoded = |form| form_loop(form, STATUS_NAMES);
    macro_rules! percents {
        ($($group:literal $escape:literal;)+) => {$(
            let form = format!("MessageSid=SM1&MessageStatus=sent&To={}", $escape.repeat(1000));
            assert_eq!(status(&form).as_deref(), form_serde(&form).as_deref());
            assert_eq!(urlencoded(&form), 3);
            compare!(c, $group, &form, {
                "twilio-sms" => status,
                "serde_urlencoded" => form_serde,
                "form_urlencoded loop" => urlencoded,
            });
        )+};
    }
    percents! {
        "worst form, all escapes" "%C3%A9+";
        "worst form, all emoji" "%F0%9F%98%80";
    }
    c.final_summary();
}
