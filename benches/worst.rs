//! Benchmarks of the worst inputs: every byte escaped, every byte an entity, recovery from `<` after `<`.

mod shared;

use criterion::Criterion;
use shared::peers::{JsonMessage, StatusForm, XmlReply, xml_events};
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

    let entities = xml(&"&amp;".repeat(2000));
    assert_eq!(message(&entities), "&".repeat(2000));
    assert_eq!(xml_serde(&entities), Some("&".repeat(2000)));
    compare!(c, "worst xml, all entities", &entities, {
        "twilio-sms" => message,
        "quick_xml::de" => xml_serde,
        "quick-xml events" => xml_events,
    });

    let recovered = xml(&"<3 ".repeat(2000));
    assert_eq!(message(&recovered), "<3 ".repeat(2000));
    compare!(c, "worst xml, recovery", &recovered, {
        "twilio-sms" => message,
    });

    let escapes = format!("{{\"sid\":\"SM1\",\"body\":\"{}\"}}", "\\u00e9\\n".repeat(1000));
    let json_serde = |document| serde_json::from_str::<JsonMessage>(document).expect("a message").body;
    assert_eq!(message(&escapes), "é\n".repeat(1000));
    assert_eq!(json_serde(&escapes), Some("é\n".repeat(1000)));
    compare!(c, "worst json, all escapes", &escapes, {
        "twilio-sms" => message,
        "serde_json" => json_serde,
    });

    let form = format!("MessageSid=SM1&MessageStatus=sent&To={}", "%C3%A9+".repeat(1000));
    let status = |form| StatusUpdate::decode_unverified(str::as_bytes(form)).expect("a callback").to;
    let form_serde = |form| serde_urlencoded::from_str::<StatusForm>(form).expect("a callback").to;
    assert_eq!(status(&form).as_deref(), form_serde(&form).as_deref());
    compare!(c, "worst form, all escapes", &form, {
        "twilio-sms" => status,
        "serde_urlencoded" => form_serde,
    });
    c.final_summary();
}
