//! The example `bridge`, asked as another language would ask it.
#![cfg(feature = "signature")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

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
fn tells_which_status_is_later() {
    let cases = [
        ("delivered", "sent", json!("a")),
        ("sent", "delivered", json!("b")),
        ("READ", "Delivered", json!("a")),
        ("queued", "failed", json!("b")),
        ("receiving", "received", json!("b")),
        ("failed", "delivered", Value::Null),
        ("sent", "sent", Value::Null),
        ("initiated", "sent", Value::Null),
        ("receiving", "sent", Value::Null),
    ];
    let questions: Vec<_> = cases.iter().map(|(a, b, _)| json!({ "op": "later_status", "a": a, "b": b })).collect();
    for ((a, b, expected), answer) in cases.iter().zip(ask(&questions)) {
        assert_eq!(answer, json!({ "ok": expected }), "{a} {b}");
    }
}

#[test]
fn decodes_a_batch_of_events() {
    let batch = r#"[{"type": "com.twilio.messaging.message.failed", "id": "EZ1", "time": "2026-11-28T09:00:00Z",
        "data": {"messageSid": "SM1", "messageStatus": "FAILED", "errorCode": 30003, "statusCallBackUrl": "x",
        "tags": {"aB": "c"}}}, {"type": "x", "data": {"aB": 1}}, {"type": "y"}]"#;
    let expected = json!([
        { "type": "com.twilio.messaging.message.failed", "data": { "message_sid": "SM1", "message_status": "FAILED",
            "error_code": 30003, "status_call_back_url": "x", "tags": { "aB": "c" } } },
        { "type": "x", "data": { "a_b": 1 } },
        { "type": "y", "data": null },
    ]);
    let question = |batch: &str| json!({ "op": "decode_events", "body_base64": STANDARD.encode(batch) });
    let wrong = r#"{"type": "com.twilio.messaging.message.sent", "data": []}"#;
    let answers = ask(&[question(batch), question("[]"), question("{}"), question("MessageSid=SM1"), question(wrong)]);
    assert_eq!(answers[0], json!({ "ok": expected }));
    assert_eq!(answers[1], json!({ "ok": [] }));
    for (answer, kind) in answers[2..].iter().zip(["Missing", "Malformed", "NotADocument"]) {
        assert_eq!(answer["err"]["kind"], kind, "{answer}");
    }
}

#[test]
fn tells_which_keyword_a_message_is() {
    let cases = [
        (json!({ "op": "keyword", "text": " Revoke\n" }), json!("stop")),
        (json!({ "op": "keyword", "text": "unstop" }), json!("start")),
        (json!({ "op": "keyword", "text": "INFO", "opt_out_type": null }), json!("help")),
        (json!({ "op": "keyword", "text": "Hola", "opt_out_type": "HELP" }), json!("help")),
        (json!({ "op": "keyword", "text": "stop it" }), Value::Null),
    ];
    let questions: Vec<_> = cases.iter().map(|(question, _)| question.clone()).collect();
    for ((question, expected), answer) in cases.iter().zip(ask(&questions)) {
        assert_eq!(answer, json!({ "ok": expected }), "{question}");
    }
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

#[test]
fn decodes_webhooks_in_json_and_refuses_those_of_other_products() {
    let ask_about = |op: &str, body: &str| json!({ "op": op, "method": "POST", "url": "https://example.com/", "body_base64": STANDARD.encode(body) });
    let answers = ask(&[
        ask_about("decode_inbound", r#"{"MessageSid": "SM1", "Body": "Y1", "NumMedia": "0", "From": null}"#),
        ask_about("decode_status", r#"{"SmsSid": "SM1", "MessageStatus": "sent"}"#),
        ask_about("decode_inbound", "CallSid=CA1&CallStatus=ringing&AccountSid=AC1&From=%2B14155550100"),
        ask_about("decode_inbound", "TWVzc2FnZVNpZD1TTTAxMjM0NTY3ODlhYmNkZWY="),
    ]);
    assert_eq!(answers[0]["ok"]["message"]["message_sid"], "SM1");
    assert_eq!(answers[0]["ok"]["params"], json!([["NumMedia", "0"], ["Body", "Y1"], ["MessageSid", "SM1"]]));
    assert_eq!(answers[1]["ok"]["message"]["message_status"], "sent");
    for (answer, found) in answers[2..].iter().zip(["a voice call", "a body in base64"]) {
        let expected = json!({ "kind": "OtherDocument", "message": format!("expected a message, found {found}") });
        assert_eq!(answer["err"], expected);
    }
}

#[test]
fn verifies_a_url_with_a_user_as_twilio_signs_it() {
    // The signature of `https://mycompany.com/myapp.php?foo=1&bar=2`, in Twilio's documentation.
    let body = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    let verify = |url: &str| {
        json!({
            "op": "verify", "token": "12345", "method": "POST", "url": url,
            "content_type": "application/x-www-form-urlencoded",
            "body_base64": STANDARD.encode(body), "signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        })
    };
    let answers = ask(&[
        verify("https://mycompany.com/myapp.php?foo=1&bar=2"),
        verify("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2"),
        verify("https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2"),
        verify("https://other.com/myapp.php?foo=1&bar=2"),
    ]);
    let valid: Vec<_> = answers.iter().map(|answer| answer["ok"]["valid"].as_bool().unwrap()).collect();
    assert_eq!(valid, [true, true, true, false]);
}
