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
