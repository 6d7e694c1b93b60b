//! Documents that are not the answer to a request: those of other products, lists, errors with a status of success, and
//! answers that were cut off.

// A panic fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use proptest::prelude::*;
use twilio_sms::media::MediaPage;
use twilio_sms::response::Deleted;
use twilio_sms::*;

fn unknown(outcome: Outcome<'_, Message<'_>>) -> Unknown<'static> {
    match outcome {
        Outcome::Unknown(unknown) => unknown.into_owned(),
        other => panic!("{other:?}"),
    }
}

const HEX: &str = "0123456789abcdef0123456789ABCDEF";

#[test]
fn a_resource_of_another_product_is_not_a_message() {
    let others = ["AC", "AP", "CA", "CF", "CH", "HX", "IM", "IS", "ME", "MG", "NO", "PN", "RE", "SC", "SK", "VE"];
    for prefix in others {
        let sid = format!("{prefix}{HEX}");
        let json = format!(r#"{{"sid": "{sid}", "status": "active"}}"#);
        let xml = format!("<TwilioResponse><Message><Sid>{sid}</Sid></Message></TwilioResponse>");
        for body in [&json, &xml] {
            let unknown = unknown(Message::decode(200, body.as_bytes()));
            let error = unknown.error.as_ref().unwrap();
            assert_eq!((unknown.sid.as_ref(), error.name()), (None, Some("Sid")), "{body}");
            assert!(
                matches!(error.kind(), DecodeErrorKind::Invalid { error, .. }
                if error.kind() == ParseErrorKind::OtherResource),
                "{body}"
            );
            // Cut off, its SID is not salvaged either, whatever the status is.
            for (status, length) in [(201, body.len() - 2), (503, body.len())] {
                assert_eq!(self::unknown(Message::decode(status, &body.as_bytes()[..length])).sid, None, "{body}");
            }
        }
        let page = format!(r#"{{"messages": [{{"sid": "SM1"}}, {json}]}}"#);
        assert!(matches!(Page::decode(200, page.as_bytes()), Outcome::Unknown(_)), "{page}");
    }
    // Every other SID can be a message's at some server.
    for sid in [
        &format!("SM{HEX}"),
        &format!("MM{HEX}"),
        &format!("XX{HEX}"),
        &format!("ac{HEX}"),
        HEX,
        "SM123",
        "AC123",
        "0a1b2c3d-1111-2222-3333-444455556666",
    ] {
        let json = format!(r#"{{"sid": "{sid}"}}"#);
        assert!(matches!(Message::decode(200, json.as_bytes()), Outcome::Done(_)), "{sid}");
    }
    // The media of a message have SIDs of their own.
    let media = format!(r#"{{"media_list": [{{"sid": "ME{HEX}"}}]}}"#);
    assert!(matches!(MediaPage::decode(200, media.as_bytes()), Outcome::Done(_)));
}

#[test]
fn a_sid_is_salvaged_from_the_resource_itself_only() {
    for (body, expected) in [
        (r#"{"sid": "SM1", "status": "que"#, Some("SM1")),
        (r#"{"body": "\"sid\": \"SM9\"", "sid":"SM1","#, Some("SM1")),
        (r#"{"body": "a\\", "sid" : "SM1", x"#, Some("SM1")),
        (r#"{"subresource_uris": {"sid": "SM9"}, "tags": [{"sid": "SM8"}], "sid": "SM1""#, Some("SM1")),
        (r#"{"TwilioResponse": {"SMSMessage": {"Sid": "SM1", "Body": "#, Some("SM1")),
        // In another object, in a list, after the object, as a value, or cut off.
        (r#"{"subresource_uris": {"sid": "SM9"}, "#, None),
        (r#"{"messages": [{"sid": "SM1"}, {"sid": "#, None),
        (r#"{"data": {"sid": "SM1"}, x"#, None),
        (r#"[{"sid": "SM1"}, "#, None),
        (r#"{"status": "x"} {"sid": "SM1"}"#, None),
        (r#"{"body": "sid", "to": "SM1", x"#, None),
        (r#"{"sid": "SM1"#, None),
        (r#"{"sid": 1, x"#, None),
        ("<TwilioResponse><Message><Sid>SM1</Sid><Body>a", Some("SM1")),
        ("<?xml version=\"1.0\"?>\n<RestcommResponse><SMSMessage a=\"1\"><Body/><Sid> SM1 </Sid>", Some("SM1")),
        ("<TwilioResponse><SMSMessage><Body>I love you <3</Body><Sid>SM1</Sid>", Some("SM1")),
        ("<TwilioResponse><Messages page=\"0\"><Message><Sid>SM1</Sid></Message>", None),
        ("<TwilioResponse><Message><Error><Sid>SM9</Sid></Error>", None),
        ("<TwilioResponse><Sid>SM1</Sid>", None),
        ("<TwilioResponse><Call><Sid>SM1</Sid>", None),
        ("<TwilioResponse><Message><!-- <Sid>SM9</Sid>", None),
        ("<TwilioResponse><Message><Body><![CDATA[<Sid>SM9</Sid>", None),
        ("<TwilioResponse><Message><Sid>SM1", None),
        ("</Message><Sid>SM1</Sid>", None),
    ] {
        let unknown = unknown(Message::decode(201, body.as_bytes()));
        assert_eq!(unknown.sid.as_ref().map(Sid::as_str), expected, "{body}");
    }
}

#[test]
fn a_list_is_not_the_message_that_was_sent() {
    // A client that follows the redirect of a POST asks for the list of messages.
    for body in [
        r#"{"messages": [{"sid": "SM1"}], "page": 0}"#,
        "<TwilioResponse><Messages page=\"0\"><Message><Sid>SM1</Sid></Message></Messages></TwilioResponse>",
    ] {
        let unknown = unknown(Message::decode(200, body.as_bytes()));
        assert_eq!((unknown.sid, unknown.rejection), (None, None), "{body}");
    }
}

#[test]
fn an_error_with_a_status_of_success_keeps_its_code_and_its_sentence() {
    for (body, code, message) in [
        (r#"{"code": 21211, "message": "Invalid", "status": 400}"#, Some(21211), Some("Invalid")),
        ("<TwilioResponse><RestException><Code>21211</Code></RestException></TwilioResponse>", Some(21211), None),
        (r#"{"error": "invalid_request"}"#, None, Some("invalid_request")),
    ] {
        let unknown = unknown(Message::decode(200, body.as_bytes()));
        let rejection = unknown.rejection.as_ref().unwrap();
        assert_eq!(rejection.code.map(ErrorCode::get), code, "{body}");
        assert_eq!(rejection.message.as_deref(), message, "{body}");
        assert!(unknown.error.is_some() && unknown.sid.is_none());
        assert!(!unknown.to_string().contains("malformed"), "{unknown}");
    }
    // These say nothing about a rejection.
    for body in ["", "OK", "<html>Log in</html>", "{}", r#"{"sid": "SM1", "#, "[]\n"] {
        assert_eq!(unknown(Message::decode(200, body.as_bytes())).rejection, None, "{body:?}");
    }
}

#[test]
fn the_sentence_of_a_rejection_is_kept_in_every_envelope() {
    let line = "x".repeat(200);
    let too_long = "x".repeat(201);
    for (body, message) in [
        (
            r#"{"error": "invalid_request", "error_description": "The access token expired"}"#,
            Some("The access token expired"),
        ),
        (r#"{"error_description": "Expired", "error": "x"}"#, Some("Expired")),
        (r#"{"error": "invalid_request"}"#, Some("invalid_request")),
        (r#"{"message": "No", "error": "Bad Request"}"#, Some("No")),
        (r#"{"errors": [{"title": "Bad recipient"}]}"#, Some("Bad recipient")),
        (r#"{"errors": [{"message": "No", "title": "Bad recipient"}]}"#, Some("No")),
        ("Too many requests\n", Some("Too many requests")),
        (&line, Some(line.as_str())),
        (&too_long, None),
        ("two\nlines", None),
        ("<html>No</html>", None),
        ("a < b", None),
        ("{\"message\": ", None),
        ("", None),
        (" ", None),
    ] {
        assert_eq!(Rejection::decode(400, body.as_bytes()).message.as_deref(), message, "{body:?}");
    }
    let error = r#"{"error": "invalid_request", "error_description": "The access token expired"}"#;
    let Outcome::Rejected(rejection) = Message::decode(400, error.as_bytes()) else { panic!() };
    assert_eq!(rejection.to_string(), "rejected with status 400: The access token expired");
    assert_eq!(rejection.unknown_fields.len(), 1, "the word is kept as well");
}

#[test]
fn a_delete_is_done_only_if_the_answer_says_so() {
    let sid: Sid<'_> = "SM1".parse().unwrap();
    for (status, body, done) in [
        (204, "", true),
        (200, " \r\n", true),
        (200, r#"{"sid": "SM1", "status": "sent"}"#, true),
        (200, "<TwilioResponse><SMSMessage><Sid>SM1</Sid></SMSMessage></TwilioResponse>", true),
        (200, r#"{"sid": "SM2", "status": "sent"}"#, false),
        (200, "<html>Log in</html>", false),
        (200, "OK", false),
        (200, r#"{"messages": [{"sid": "SM1"}]}"#, false),
        (200, r#"{"code": 20404, "message": "Not found"}"#, false),
    ] {
        match Deleted::decode(status, body.as_bytes(), &sid) {
            Outcome::Done(Deleted) => assert!(done, "{body}"),
            Outcome::Unknown(unknown) => assert!(!done && unknown.resend() == Resend::Safe, "{body}"),
            other => panic!("{other:?}"),
        }
    }
    let media: Sid<'_> = "ME1".parse().unwrap();
    let xml = b"<TwilioResponse><Media><Sid>ME1</Sid></Media></TwilioResponse>";
    assert_eq!(Deleted::decode(200, xml, &media), Outcome::Done(Deleted));
}

#[test]
fn json_that_is_not_an_object_is_well_formed() {
    for (body, malformed) in [("[]", false), ("[]\n", false), ("[] x", true), ("[]]", true)] {
        let error = unknown(Message::decode(200, body.as_bytes())).error.unwrap();
        assert_eq!(matches!(error.kind(), DecodeErrorKind::Malformed { .. }), malformed, "{body:?}");
    }
}

proptest! {
    #[test]
    fn a_salvaged_sid_is_the_one_that_the_whole_answer_has(
        status in "[a-z]{1,9}", body in "[ -~\u{e9}]{0,20}", cut in 0_usize..200,
    ) {
        let json = serde_json::json!({ "body": body, "tags": { "sid": "SM9" }, "sid": "SM1", "status": status }).to_string();
        let cut = (0..=cut.min(json.len())).rev().find(|at| json.is_char_boundary(*at)).unwrap_or_default();
        match Message::decode(201, &json.as_bytes()[..cut]) {
            Outcome::Done(message) => prop_assert_eq!(message.sid.as_str(), "SM1"),
            Outcome::Unknown(unknown) => {
                prop_assert!(unknown.sid.is_none_or(|sid| sid.as_str() == "SM1"));
            }
            Outcome::Rejected(rejection) => prop_assert!(false, "{}", rejection),
        }
    }
}
