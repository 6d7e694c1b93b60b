//! What a refusal means, and whether the same request may be sent again.

use proptest::prelude::*;
use twilio_sms::media::{Feedback, Media, MediaPage};
use twilio_sms::response::Deleted;
use twilio_sms::webhook::Callback;
use twilio_sms::{ErrorCode, Message, Outcome, Page, Resend};

/// A refusal as Twilio writes it.
fn refusal(code: u32) -> String {
    format!("{{\"code\": {code}, \"message\": \"No\", \"status\": 400}}")
}

#[test]
fn an_empty_message_is_about_the_body_and_was_not_sent() {
    let body = br#"{"code": 21619, "message": "A text, media or content is missing.", "status": 400}"#;
    let Outcome::Rejected(rejection) = Message::decode(400, body) else { panic!() };
    let code = rejection.code.unwrap();
    assert_eq!((code, code.classes().collect::<Vec<_>>()), (ErrorCode::EMPTY_MESSAGE, vec!["body"]));
    assert_eq!(code.description(), Some("A Message Body, Media URL or Content SID is required"));
    assert_eq!(rejection.resend(), Resend::Pointless);
}

#[test]
fn a_landline_is_an_invalid_recipient() {
    let body = br#"{"code": 21635, "message": "'To' number is a landline", "status": 400}"#;
    let Outcome::Rejected(rejection) = Message::decode(400, body) else { panic!() };
    let code = rejection.code.unwrap();
    assert!(code.is_invalid_recipient() && code.description().is_some() && rejection.advice().is_some());
    assert_eq!(code, ErrorCode::TO_IS_LANDLINE);
}

#[test]
fn a_user_who_blocked_the_sender_has_opted_out() {
    let form = b"MessageStatus=undelivered&MessageSid=SM00112233445566778899aabbccddeeff&ErrorCode=63014\
        &To=whatsapp%3A%2B14155550123&From=whatsapp%3A%2B14155550145";
    let Callback::Status(update) = Callback::decode_unverified(form).unwrap() else { panic!() };
    let code = update.error_code.unwrap();
    assert!(code.is_opt_out() && code.is_channel() && code.advice().is_some());
}

#[test]
fn the_request_decides_what_becomes_of_unknown() {
    let body = b"<html>Bad Gateway</html>";
    assert_eq!(Message::decode(502, body).resend(), Some(Resend::Unknown));
    assert_eq!(Feedback::decode(502, body).resend(), Some(Resend::Unknown));
    assert_eq!(Message::decode(502, body).idempotent().resend(), Some(Resend::Safe));
    assert_eq!(Page::decode(502, body).resend(), Some(Resend::Safe));
    assert_eq!(Page::decode_in(502, body, &mut []).resend(), Some(Resend::Safe));
    #[cfg(feature = "csv")]
    assert_eq!(Page::decode_csv(502, body).resend(), Some(Resend::Safe));
    assert_eq!(Media::decode(502, body).resend(), Some(Resend::Safe));
    assert_eq!(MediaPage::decode(502, body).resend(), Some(Resend::Safe));
    assert_eq!(Deleted::decode(502, body, &"SM1".parse().unwrap()).resend(), Some(Resend::Safe));
    // An answer that was cut off is no different.
    let cut = br#"{"sid": "SM0123", "status": "que"#;
    assert_eq!(Message::decode(201, cut).resend(), Some(Resend::Unknown));
    assert_eq!(Message::decode(200, cut).idempotent().resend(), Some(Resend::Safe));
    assert_eq!(Page::decode(200, cut).resend(), Some(Resend::Safe));
    // What is done is not asked for again, and what was refused would be refused again.
    assert_eq!(Message::decode(201, br#"{"sid": "SM0123"}"#).idempotent().resend(), None);
    assert_eq!(Page::decode(404, b"").resend(), Some(Resend::Pointless));
    assert_eq!(Deleted::decode(409, refusal(20009).as_bytes(), &"SM1".parse().unwrap()).resend(), Some(Resend::Later));
    assert_eq!(Page::decode(429, b"").resend(), Some(Resend::Safe));
}

#[test]
fn a_redirect_with_303_may_follow_a_message_that_was_sent() {
    for (status, unknown) in [(302, false), (303, true), (304, false), (307, false), (308, false)] {
        let outcome = Message::decode(status, b"");
        assert_eq!(matches!(outcome, Outcome::Unknown(_)), unknown, "{status}");
        let resend = if unknown { Resend::Unknown } else { Resend::Pointless };
        assert_eq!(outcome.resend(), Some(resend), "{status}");
    }
    // An update is a POST that may be done twice.
    assert_eq!(Message::decode(303, b"").idempotent().resend(), Some(Resend::Safe));
}

#[test]
fn a_failure_of_the_server_is_unknown_under_any_status() {
    for status in [400, 409, 429, 500, 503] {
        let body = refusal(20500);
        let outcome = Message::decode(status, body.as_bytes());
        let Outcome::Unknown(unknown) = &outcome else { panic!("{status}") };
        assert_eq!(
            unknown.rejection.as_ref().and_then(|rejection| rejection.code),
            Some(ErrorCode::INTERNAL_SERVER_ERROR)
        );
        assert_eq!(outcome.resend(), Some(Resend::Unknown), "{status}");
    }
}

#[test]
fn a_status_of_failure_is_unknown_and_its_code_may_say_that_nothing_was_done() {
    for (code, resend) in
        [(21730, Resend::Later), (20429, Resend::Safe), (21211, Resend::Unknown), (20503, Resend::Unknown)]
    {
        let body = refusal(code);
        let outcome = Message::decode(503, body.as_bytes());
        assert!(matches!(outcome, Outcome::Unknown(_)), "{code}");
        assert_eq!(outcome.resend(), Some(resend), "{code}");
    }
}

#[test]
fn a_rate_limit_that_answers_a_request_is_never_pointless() {
    for &code in ErrorCode::ALL.iter().filter(|code| code.is_rate_limit() && code.answers_request()) {
        for status in [400, 403, 409, 429, 503] {
            let body = refusal(code.get());
            let resend = Message::decode(status, body.as_bytes()).resend();
            assert!(matches!(resend, Some(Resend::Safe | Resend::Later)), "{code} {status}");
        }
    }
}

proptest! {
    #[test]
    fn an_outcome_is_rejected_where_nothing_was_done(status in 100..600_u16, at in 0..ErrorCode::ALL.len(), with in any::<bool>()) {
        let code = ErrorCode::ALL[at];
        let body = if with { refusal(code.get()) } else { String::new() };
        let outcome = Message::decode(status, body.as_bytes());
        let expected = Resend::after(status, with.then_some(code));
        prop_assert_eq!(outcome.resend(), Some(expected));
        // What was rejected was not done, and what may have been done is no rejection.
        let refuses = (300..500).contains(&status) && status != 303 && status != 408;
        prop_assert_eq!(matches!(outcome, Outcome::Rejected(_)), refuses && expected != Resend::Unknown);

        // The request is remembered by whatever the outcome becomes.
        let repeatable = outcome.clone().idempotent();
        let expected = if expected == Resend::Unknown { Resend::Safe } else { expected };
        prop_assert_eq!(repeatable.resend(), Some(expected));
        prop_assert_eq!(repeatable.clone().map(drop).resend(), Some(expected));
        if let Outcome::Unknown(unknown) = repeatable.clone() {
            prop_assert_eq!(unknown.resend(), expected);
            prop_assert_eq!(unknown.into_owned().resend(), expected);
            prop_assert!(repeatable != outcome);
        } else {
            prop_assert!(repeatable == outcome);
        }
        prop_assert_eq!(repeatable.into_result().unwrap_err().resend(), expected);
    }
}
