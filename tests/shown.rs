//! What a program shows of its values: whole where they are public, nothing where they are private.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::borrow::Borrow;
#[cfg(feature = "signature")]
use std::error::Error as _;

use twilio_sms::*;

#[test]
fn a_number_is_its_text() {
    let number: PhoneNumber = "+14155550100".parse().unwrap();
    let other: PhoneNumber = "+14155550101".parse().unwrap();
    assert_eq!((number.as_ref(), Borrow::<str>::borrow(&number)), ("+14155550100", "+14155550100"));
    assert_eq!(number.to_string(), "+14155550100");
    assert!(number == { number } && number != other);
    assert!(number < other && number.partial_cmp(&number) == Some(std::cmp::Ordering::Equal));
    // An exchange may begin with 2, an area code as well.
    assert_eq!(PhoneNumber::normalize("212-255-0100").unwrap().as_str(), "+12122550100");
    // The strict door reads up to 64 bytes.
    for (length, kind) in
        [(64, ParseErrorKind::InvalidCharacter { at: 0 }), (65, ParseErrorKind::TooLong { got: 65, max: 64 })]
    {
        assert_eq!("1".repeat(length).parse::<PhoneNumber>().unwrap_err().kind(), kind);
    }
}

#[test]
fn a_form_is_allocated_once() {
    let number = || PhoneNumber::normalize("415-555-0100").unwrap();
    // Longer than what is gathered before the first byte is handed over.
    let sms = SendSms::new(number(), number(), "é".repeat(160).parse().unwrap());
    let mut out = String::new();
    sms.encode_into(&mut out);
    // Room for each name, its separators, and a value that is all escapes.
    let room: usize = sms.params().iter().map(|(name, value)| name.len() + 3 * value.len() + 2).sum();
    assert_eq!(out.capacity(), room);
    let (capacity, before) = (out.capacity(), out.clone());
    out.clear();
    sms.encode_into(&mut out);
    assert_eq!((out.capacity(), out), (capacity, before));
}

#[test]
fn a_parameter_is_found_by_its_name() {
    let form =
        b"To=%2B14155550199&From=%2B14155550100&MediaUrl=http://a/1&MediaUrl=http://a/2&X=1&StatusCallback=http://b/";
    let message = SendMessage::decode(form).unwrap();
    for (name, value) in [
        ("To", Some("+14155550199")),
        ("MediaUrl", Some("http://a/1")),
        ("StatusCallback", Some("http://b/")),
        ("X", Some("1")),
        ("Body", None),
        ("to", None),
    ] {
        assert_eq!(message.param(name).as_deref(), value, "{name}");
    }
}

#[test]
fn pairs_and_their_writer_show_nothing_that_they_hold() {
    let mut out = String::from("To=secret");
    for text in [format!("{:?}", form::pairs(b"Body=secret").unwrap()), format!("{:?}", form::Writer::new(&mut out))] {
        assert!(!text.contains("secret") && !text.is_empty(), "{text}");
    }
}

#[cfg(feature = "signature")]
#[test]
fn what_proves_a_request_shows_no_secret() {
    let token = AuthToken::new("very-secret").unwrap();
    let shared = SharedKey::new("very-secret").unwrap();
    assert_eq!((format!("{token:?}"), format!("{shared:?}")), ("AuthToken(..)".into(), "SharedKey(..)".into()));
    let secrets: [Secret; 2] = [token.into(), shared.into()];
    assert_eq!(secrets.each_ref().map(Secret::settings), [None, Some("algorithm=HMAC_SHA256")]);

    let url = PublicUrl::new("https", "u:very-secret@example.com", "/sms?Body=very-secret").unwrap();
    assert_eq!(url.as_ref(), "https://u:very-secret@example.com/sms?Body=very-secret");
    assert_eq!(url.to_string(), url.as_str());
    assert_eq!(format!("{url:?}"), format!("PublicUrl({} bytes)", url.as_str().len()));

    let request = Incoming {
        method: "POST",
        url: url.as_str(),
        content_type: Some("application/x-www-form-urlencoded"),
        signature: Some("AAAA"),
        settings: None,
        body: b"MessageSid=SM1&Body=very-secret",
    };
    let signature = request.sign(&secrets[0]).unwrap();
    let signed = Incoming { signature: Some(&signature), ..request };
    let verified = signed.verify(&secrets).unwrap();
    for text in [format!("{request:?}"), format!("{signed:?}"), format!("{verified:?}"), format!("{secrets:?}")] {
        assert!(!text.contains("very-secret") && !text.contains(&signature) && !text.is_empty(), "{text}");
    }
    assert!(format!("{signed:?}").contains("signed: true"));
    assert!(format!("{verified:?}").contains("secret: 0"));

    let form = DecodeErrorKind::Malformed { at: 2 };
    for (refusal, sentence, source) in [
        (request.verify(&secrets[..1]).unwrap_err(), "the signature belongs to no secret with this URL and body", None),
        (request.verify(&[]).unwrap_err(), "there is no secret to check the signature with", None),
        (Incoming { signature: None, ..request }.verify(&secrets).unwrap_err(), "the request has no signature", None),
        (
            Incoming { body: b"a=%", ..request }.verify(&secrets).unwrap_err(),
            "the signed form does not decode: malformed document at byte 2, in parameter `a`",
            Some(form),
        ),
        (
            Incoming { settings: Some("algorithm=MD5"), ..request }.verify(&secrets).unwrap_err(),
            "the request names an unknown algorithm",
            None,
        ),
        (
            request.verify(&secrets[1..]).unwrap_err(),
            "the request is signed with an algorithm that no secret is for",
            None,
        ),
        (
            Incoming { content_type: Some("text/plain"), ..request }.verify(&secrets).unwrap_err(),
            "the body is neither a form nor covered by a hash in the URL",
            None,
        ),
        (
            Incoming { content_type: None, url: "https://example.com/?bodySHA256=00", ..request }
                .verify(&secrets)
                .unwrap_err(),
            "the body is not the one whose hash is in the URL",
            None,
        ),
    ] {
        assert_eq!(refusal.to_string(), sentence);
        let found = refusal.source().and_then(|source| source.downcast_ref::<DecodeError>());
        assert_eq!(found.map(DecodeError::kind), source, "{refusal}");
    }
}

#[test]
fn an_error_is_one_sentence() {
    let unknown = |status, body: &'static str| Message::decode(status, body.as_bytes()).into_result().unwrap_err();
    for (error, sentence) in [
        (
            SendAt::from_unix_seconds(i64::MAX).unwrap_err().to_string(),
            "invalid year: expected a number from 1 to 9999",
        ),
        (
            "soon".parse::<SendAt>().unwrap_err().to_string(),
            "invalid time to send at: expected a date and a time with a zone, such as 2021-11-30T20:36:27Z",
        ),
        (
            "12345".parse::<AlphaSender>().unwrap_err().to_string(),
            "invalid alphanumeric sender: expected a letter, found none",
        ),
        (
            ListMessages::new().other("To", "x").unwrap_err().to_string(),
            "invalid name of another parameter: this parameter has a method of its own",
        ),
        (
            PhoneNumber::normalize("555-1212").unwrap_err().to_string(),
            "invalid phone number: expected a length of at least 10, found 7",
        ),
        (
            unknown(200, "<html>").to_string(),
            "unknown outcome with status 200: found something other than the expected document at byte 0",
        ),
        (unknown(503, "").to_string(), "unknown outcome with status 503"),
        (
            unknown(500, r#"{"code": 20500, "message": "Internal Server Error", "sid": "SM1"}"#).to_string(),
            "unknown outcome with status 500, message SM1, code 20500: Internal Server Error",
        ),
    ] {
        assert_eq!(error, sentence);
    }
}

#[test]
fn no_debug_output_shows_a_text() {
    let (account, number): (Sid<'_>, _) = ("AC1".parse().unwrap(), PhoneNumber::normalize("415-555-0100").unwrap());
    let request = SendMessage::new(number, number, Body::new("private").unwrap()).encode(&account, Format::Json);
    let mut message = Message::new("SM1".parse().unwrap());
    message.body = Some("private".into());
    let reply = message.encode(Resource::Messages, Format::Json).unwrap();
    let segments = split_segments("private");
    for text in [
        format!("{request:?}"),
        format!("{message:?} {reply:?}"),
        format!("{segments:?} {:?}", segments.clone().next()),
        format!("{:?}", smart_encode("private…", SmartOptions::default())),
    ] {
        assert!(!text.contains("private"), "{text}");
    }
    assert!(format!("{request:?}").contains("Accounts/AC1/Messages.json\", body: (50 bytes)"), "{request:?}");
}
