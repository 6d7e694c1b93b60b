//! The example `bridge`, asked as another language would ask it.
#![cfg(feature = "signature")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// Asks the bridge, a line for each question, and returns its answers in order.
fn ask(questions: &[Value]) -> Vec<Value> {
    // Tests lie in `deps`, examples beside it.
    let test = std::env::current_exe().unwrap();
    let path = test.parent().unwrap().parent().unwrap().join("examples/bridge");
    let mut process = Command::new(&path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}: run cargo build --example bridge", path.display()));
    let mut input = process.stdin.take().unwrap();
    for question in questions {
        writeln!(input, "{question}").unwrap();
    }
    drop(input);
    let output = String::from_utf8(process.wait_with_output().unwrap().stdout).unwrap();
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn tells_what_a_code_is() {
    let cases = [
        (21619, json!({ "title": "A Message Body, Media URL or Content SID is required", "classes": ["body"] })),
        (21266, {
            let title = "'To' and 'From' numbers cannot be the same";
            json!({ "title": title, "classes": ["invalid_recipient", "invalid_sender"] })
        }),
        (63014, json!({ "title": "Channel message blocked by user action", "classes": ["channel", "opt_out"] })),
        // A title of the crate's own, and codes without one.
        (30047, json!({ "title": null, "classes": ["delivery", "transient"] })),
        (11999, json!({ "title": null, "classes": ["webhook"] })),
        (1, json!({ "title": null, "classes": [] })),
    ];
    let questions: Vec<_> = cases.iter().map(|(code, _)| json!({ "op": "code", "code": code })).collect();
    for ((code, expected), answer) in cases.iter().zip(ask(&questions)) {
        assert_eq!(answer, json!({ "ok": expected }), "{code}");
    }
    let wrong = [json!({ "op": "code" }), json!({ "op": "code", "code": -1 }), json!({ "op": "code", "code": "1" })];
    for answer in ask(&wrong) {
        assert_eq!(answer["err"]["kind"], "usage");
    }
}

#[test]
fn tells_whether_to_send_again() {
    let message = r#"{"sid": "SM1"}"#;
    let page = r#"{"messages": []}"#;
    let cases = [
        ("POST", 201, message, json!(null)),
        ("POST", 201, r#"{"sid": "SM1"#, json!("unknown")),
        ("POST", 200, page, json!("unknown")),
        ("POST", 303, "", json!("unknown")),
        ("POST", 425, "", json!("safe")),
        ("POST", 429, "", json!("safe")),
        ("POST", 429, r#"{"code": 63038}"#, json!("later")),
        ("POST", 409, r#"{"code": 20409}"#, json!("later")),
        ("POST", 400, r#"{"code": 21211}"#, json!("pointless")),
        ("POST", 503, "", json!("unknown")),
        ("GET", 200, message, json!(null)),
        ("GET", 200, page, json!(null)),
        ("GET", 200, "<html>", json!("safe")),
        ("GET", 503, "", json!("safe")),
        ("GET", 404, "", json!("pointless")),
        ("DELETE", 204, "", json!(null)),
        ("DELETE", 502, "", json!("safe")),
        ("DELETE", 409, r#"{"code": 20009}"#, json!("later")),
    ];
    let question = |(method, status, body, _): &(&str, u16, &str, Value)| json!({ "op": "resend", "method": method, "status": status, "body_base64": STANDARD.encode(body) });
    let answers = ask(&cases.iter().map(question).collect::<Vec<_>>());
    for (case, answer) in cases.iter().zip(answers) {
        assert_eq!(answer, json!({ "ok": case.3 }), "{case:?}");
    }
    let wrong = json!({ "op": "resend", "method": "PATCH", "status": 200, "body_base64": "" });
    assert_eq!(ask(&[wrong])[0]["err"]["kind"], "usage");
}

#[test]
fn tells_what_an_address_and_a_sender_are() {
    let service = "MG0123456789abcdef0123456789abcdef";
    let cases = [
        ("address", "(415) 555-0199", json!({ "ok": { "kind": "phone", "text": "+14155550199" } })),
        ("address", "384387", json!({ "ok": { "kind": "short_code", "text": "384387" } })),
        ("address", "Owl Post", json!({ "ok": { "kind": "alphanumeric", "text": "Owl Post" } })),
        ("address", "messenger:1", json!({ "ok": { "kind": "channel", "text": "messenger:1" } })),
        ("address", service, json!("UnexpectedSid")),
        ("address", "whatsapp: 14155550199", json!("SurroundingWhitespace")),
        ("address", "\u{202a}+14155550199", json!("NonAscii")),
        ("address", "Zeus The Mighty", json!("TooLong")),
        ("sender", service, json!({ "ok": { "kind": "service", "text": service } })),
        ("sender", "+14155550199", json!({ "ok": { "kind": "phone", "text": "+14155550199" } })),
        ("sender", "PN0123456789abcdef0123456789abcdef", json!("UnexpectedSid")),
    ];
    let questions: Vec<_> = cases.iter().map(|(op, text, _)| json!({ "op": op, "text": text })).collect();
    for ((op, text, expected), answer) in cases.iter().zip(ask(&questions)) {
        let answer = if expected.is_string() { answer["err"]["kind"].clone() } else { answer };
        assert_eq!(&answer, expected, "{op} {text:?}");
    }
}

#[test]
fn encodes_what_a_client_can_build_and_refuses_the_rest() {
    let cases = [
        (json!({ "To": "whatsapp: 14155550199", "From": "whatsapp:+14155550100" }), "SurroundingWhitespace"),
        (json!({ "To": "\u{202a}+14155550199\u{202c}", "From": "+14155550100" }), "NonAscii"),
        (json!({ "To": "+14155550199", "From": "Zeus The Mighty" }), "TooLong"),
        (json!({ "To": "null", "From": "+14155550100" }), "NotARecipient"),
        (json!({ "To": "whatsapp:+14155550199", "From": "+14155550100" }), "Combination"),
        (json!({ "To": "whatsapp:+14155550100", "From": "whatsapp:+14155550100" }), "Combination"),
        (json!({ "To": "+14155550199", "From": "+14155550100", "ValidityPeriod": "172801" }), "Invalid"),
        (json!({ "To": "+14155550199", "From": "+14155550100", "ValidityPeriod": "172800" }), ""),
        (json!({ "To": "+14155550199", "From": "MG0123456789abcdef0123456789abcdef" }), ""),
    ];
    let question = |params: &Value| {
        let mut params = params.clone();
        params["Body"] = json!("hi");
        json!({ "op": "encode_send", "resource": "messages", "format": "json", "account_sid": "AC1", "params": params })
    };
    let scheduled = json!({ "To": "+14155550199", "From": "MG0123456789abcdef0123456789abcdef",
        "ScheduleType": "fixed", "SendAt": "2026-12-24T18:00:00+01:00" });
    let [answer] = ask(&[question(&scheduled)]).try_into().unwrap();
    let body = answer["ok"]["body"].as_str().unwrap().to_owned();
    assert!(body.ends_with("&SendAt=2026-12-24T17%3A00%3A00Z"), "a client writes the time in UTC: {body}");
    let questions: Vec<_> = cases.iter().map(|(params, _)| question(params)).collect();
    for ((params, kind), answer) in cases.iter().zip(ask(&questions)) {
        assert_eq!(answer["err"]["kind"].as_str().unwrap_or_default(), *kind, "{params}: {answer}");
    }
}

#[cfg(feature = "serde")]
#[test]
fn deserializes_and_serializes_a_value() {
    let cases = [
        ("Address", r#""9812345678""#, json!({ "ok": "\"9812345678\"" })),
        ("Address", r#""+14155550199""#, json!({ "ok": "\"+14155550199\"" })),
        ("SendAt", r#""2026-12-24T18:00:00+01:00""#, json!({ "ok": "\"2026-12-24T18:00:00+01:00\"" })),
        ("PhoneNumber", r#""9812345678""#, json!("Refused")),
        ("PhoneNumber", "14155550199", json!("Refused")),
        ("Segments", "1", json!("usage")),
    ];
    let questions: Vec<_> =
        cases.iter().map(|(name, text, _)| json!({ "op": "serde", "type": name, "json": text })).collect();
    for ((name, text, expected), answer) in cases.iter().zip(ask(&questions)) {
        assert!(!answer.to_string().contains("14155550199\"") || text.starts_with('"'), "{answer}");
        let answer = if expected.is_string() { answer["err"]["kind"].clone() } else { answer };
        assert_eq!(&answer, expected, "{name} {text}");
    }
}
