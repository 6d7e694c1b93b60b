//! Tests of `Display`, `Debug` and `AsRef`: public values are shown whole, and private ones are not shown.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::borrow::Borrow;
#[cfg(feature = "signature")]
use std::error::Error as _;

use twilio_sms::address::*;
use twilio_sms::media::*;
use twilio_sms::request::*;
use twilio_sms::response::*;
use twilio_sms::segments::*;
use twilio_sms::server::*;
#[cfg(feature = "signature")]
use twilio_sms::signature::*;
use twilio_sms::webhook::*;
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
    // `parse` reads at most 64 bytes.
    for (length, kind) in [
        (64, ParseErrorKind::InvalidCharacter { at: 0 }),
        (65, ParseErrorKind::TooLong { got: 65, max: 64, unit: LengthUnit::Bytes }),
    ] {
        assert_eq!("1".repeat(length).parse::<PhoneNumber>().unwrap_err().kind(), kind);
    }
}

/// Returns a message without content.
fn message_to_test() -> SendMessageBuilder {
    SendMessage::to(PhoneNumber::TEST_NOT_MOBILE).from(PhoneNumber::TEST_VALID)
}

fn sms(text: &str) -> SendSms {
    SendSms::to(PhoneNumber::TEST_NOT_MOBILE).from(PhoneNumber::TEST_VALID).body(text.parse().unwrap()).build().unwrap()
}

#[test]
fn a_form_is_allocated_once() {
    // This form is longer than the buffer on the stack.
    let sms = sms(&"é".repeat(160));
    let mut out = String::new();
    sms.encode_into(&mut out);
    // What is reserved: each name, its separators, and a value in which every byte is escaped.
    let reserved: usize = sms.params().iter().map(|(name, value)| name.len() + 3 * value.len() + 2).sum();
    assert_eq!(out.capacity(), reserved);
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
fn pairs_and_their_writer_do_not_show_their_content() {
    let mut out = String::from("To=secret");
    for text in [format!("{:?}", form::pairs(b"Body=secret").unwrap()), format!("{:?}", form::Writer::new(&mut out))] {
        assert!(!text.contains("secret") && !text.is_empty(), "{text}");
    }
}

#[cfg(feature = "signature")]
#[test]
fn nothing_about_signatures_shows_a_secret() {
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
    for (error, sentence, source) in [
        (request.verify(&secrets[..1]).unwrap_err(), "no secret makes this signature for this URL and body", None),
        (request.verify(&[]).unwrap_err(), "there is no secret to verify the signature with", None),
        (Incoming { signature: None, ..request }.verify(&secrets).unwrap_err(), "the request has no signature", None),
        (
            Incoming { body: b"a=%", ..request }.verify(&secrets).unwrap_err(),
            "the signed form does not decode: malformed document at byte 2, in parameter `a`",
            Some(form),
        ),
        (
            Incoming { settings: Some("algorithm=MD5"), ..request }.verify(&secrets).unwrap_err(),
            "the request is signed with an unknown algorithm",
            None,
        ),
        (
            request.verify(&secrets[1..]).unwrap_err(),
            "the request is signed with an algorithm that no secret accepts",
            None,
        ),
        (
            Incoming { content_type: Some("text/plain"), ..request }.verify(&secrets).unwrap_err(),
            "the body is not a form, and the URL holds no hash of it",
            None,
        ),
        (
            Incoming { content_type: None, url: "https://example.com/?bodySHA256=00", ..request }
                .verify(&secrets)
                .unwrap_err(),
            "the hash in the URL is not the hash of the body",
            None,
        ),
    ] {
        assert_eq!(error.to_string(), sentence);
        let found = error.source().and_then(|source| source.downcast_ref::<DecodeError>());
        assert_eq!(found.map(DecodeError::kind), source, "{error}");
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
            "invalid time to send at: expected a date and a time with an offset, such as 2021-11-30T20:36:27Z",
        ),
        (
            "12345".parse::<AlphaSender>().unwrap_err().to_string(),
            "invalid alphanumeric sender: expected at least one letter, found none",
        ),
        (
            ListMessages::new().other("To", "x").unwrap_err().to_string(),
            "invalid name of another parameter: this parameter has its own method, which must be used instead",
        ),
        (
            PhoneNumber::normalize("555-1212").unwrap_err().to_string(),
            "invalid phone number: expected at least 10 digits, found 7",
        ),
        (
            unknown(200, "<html>").to_string(),
            "unknown outcome with status 200: the input differs from the expected document at byte 0",
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
    let endpoint = Endpoint::new("AC1".parse().unwrap());
    let request = message_to_test().body(Body::new("private").unwrap()).build().unwrap().request(&endpoint);
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
    let inbound =
        InboundMessage::decode_unverified(b"MessageSid=SM1&MediaUrl0=/private&MediaContentType0=a/b").unwrap();
    for (shown, expected) in [
        (format!("{segments:?}"), "SplitSegments { at: 0, remaining: 1, .. }"),
        (format!("{:?}", segments.clone().next()), "Some(Segment { range: 0..7, units: 7, capacity: 160, .. })"),
        (
            format!("{:?}", smart_encode("private…", SmartOptions::default())),
            "SmartEncoded { replacements: [Replacement { ",
        ),
        (format!("{:?}", inbound.media), "[InboundMedia { content_type: Some(\"a/b\"), .. }]"),
    ] {
        assert!(shown.starts_with(expected) && !shown.contains("private"), "{shown}");
    }
    // A field that is present is shown, a message text by its length. An absent field is not shown.
    message.to = Some("+14155550100".into());
    message.status = Some(Status::Queued);
    let shown = format!("{message:?}");
    for field in
        ["sid: Sid(\"SM1\")", "body: (7 characters)", "to: \"+14155550100\"", "status: Queued", "unknown_fields: []"]
    {
        assert!(shown.contains(field), "{field}: {shown}");
    }
    assert!(!shown.contains("from") && !shown.contains("price"), "{shown}");
}

#[test]
fn an_absent_field_is_written_as_absent_and_a_refused_value_as_it_was() {
    let document = br#"{"sid": "SM1", "error_code": "none", "price": "dear", "Body": null}"#;
    let Outcome::Done(message) = Message::decode(200, document) else { panic!("a message") };
    let reply = message.encode(Resource::Messages, Format::Json).unwrap();
    let once = |key: &str| reply.body().matches(&format!("\"{key}\":")).count() == 1;
    for key in ["sid", "to", "from", "body", "status", "price", "price_unit", "error_code", "date_sent", "num_segments"]
    {
        assert!(once(key), "{key}: {}", reply.body());
    }
    let xml = message.encode(Resource::Messages, Format::Xml).unwrap();
    for (element, written) in [("<To/>", true), ("<Status/>", true), ("<PriceUnit/>", true), ("<Body/>", false)] {
        assert_eq!(xml.body().contains(element), written, "{element}: {}", xml.body());
    }
    assert!(
        !Rejection::new(400).encode(Format::Xml).unwrap().body().contains("<Detail"),
        "an absent field of a rejection is left out"
    );
    for (key, value) in [("error_code", "\"none\""), ("price", "\"dear\""), ("body", "null"), ("status", "null")] {
        assert!(reply.body().contains(&format!("\"{key}\": {value}")), "{key}: {}", reply.body());
    }
}

#[test]
fn requests_show_no_text_of_a_message() {
    let template = Template::new("HX1".parse().unwrap()).variables(r#"{"1": "secret"}"#.parse().unwrap());
    let credentials = Credentials::new("AC1".parse().unwrap(), "secret").unwrap();
    assert_eq!(credentials.user().as_str(), "AC1");
    let body = Body::new("secret").unwrap();
    for text in [
        format!("{:?}", sms("secret")),
        format!("{:?}", message_to_test().body(body)),
        format!("{:?} {template:?}", message_to_test().template(template.clone())),
        format!("{:?}", "{\"1\": \"secret\"}".parse::<ContentVariables>().unwrap()),
        format!("{credentials:?}"),
        format!("{:?}", RawJson::from("[\"secret\"]")),
    ] {
        assert!(!text.contains("secret") && !text.is_empty(), "{text}");
    }
    assert!(format!("{:?}", sms("é")).contains("Body: (1 characters)"));
}

#[test]
fn a_value_is_shown_as_it_is_written() {
    let number: PhoneNumber = "+14155550100".parse().unwrap();
    let url: CallbackUrl = "https://example.com/a".parse().unwrap();
    let json = RawJson::from("[1]");
    let link = "/2010-04-01/Accounts/AC1/Messages.json?Page=1";
    let endpoint = Endpoint::new("AC1".parse().unwrap());
    let next = NextPage::resume(link, &endpoint).unwrap();
    let about = "https://www.twilio.com/docs/errors/20410";
    for (shown, written, text) in [
        (ContentRetention::Discard.to_string(), ContentRetention::Discard.as_str(), "discard"),
        (Method::Delete.to_string(), Method::Delete.as_str(), "DELETE"),
        (Encoding::Gsm7.to_string(), "GSM-7", "GSM-7"),
        (Encoding::Ucs2.to_string(), "UCS-2", "UCS-2"),
        (json.to_string(), json.as_ref(), "[1]"),
        (url.to_string(), url.as_ref(), "https://example.com/a"),
        (Status::Queued.to_string(), Status::Queued.as_ref(), "queued"),
        (Status::Queued.as_borrowed().to_string(), Status::Queued.as_str(), "queued"),
        (Address::from(number).to_string(), Address::from(number).as_ref(), "+14155550100"),
        (PageSize::new(7).unwrap().to_string(), "7", "7"),
        (ErrorCode::GONE.more_info().to_string(), about, about),
        (next.to_string(), next.as_str(), link),
        (next.to_string(), next.as_ref(), link),
    ] {
        assert_eq!((shown.as_str(), written), (text, text));
    }
    assert_eq!(Credentials::new("AC1".parse().unwrap(), "x").unwrap().authorization(), "Basic QUMxOng=");
    assert_eq!(format!("{:?}", Reply::deleted()), "Reply { status: 204, content_type: None, body: (0 bytes) }");
    // Values are parsed from borrowed and from owned texts.
    assert_eq!(PhoneNumber::try_from("+14155550100".to_owned()), Ok(number));
    assert_eq!(PhoneNumber::try_from(String::from("+14155550100")), Ok(number));
    assert_eq!(Address::try_from("+14155550100".to_owned()), Ok(number.into()));
    assert_eq!(Address::try_from(String::from("+14155550100")), Ok(number.into()));
    assert!(PageSize::new(1001).is_err());
    let date = std::borrow::Cow::Borrowed("2026-12-24T18:00:00Z");
    assert_eq!(Timestamp::from(date).unix_seconds(), Some(1_798_135_200));
    // The segments of a text are the same in every document.
    let Outcome::Done(message) = Message::decode(200, br#"{"sid": "SM1", "body": "\u263A"}"#) else { panic!() };
    assert_eq!(message.segments(), Segments::of("\u{263A}"));
    let inbound = InboundMessage::decode_unverified(b"MessageSid=SM1&Body=%E2%98%BA").unwrap();
    assert_eq!(inbound.segments(), Segments::of("\u{263A}"));
    assert_eq!(Body::new("\u{263A}").unwrap().segments(), Segments::of("\u{263A}"));
}

#[test]
fn an_error_has_one_sentence_and_its_source() {
    use std::error::Error;

    for (error, sentence) in [
        ("+1 415".parse::<PhoneNumber>().unwrap_err(), None),
        (PhoneNumber::normalize("+1  415 555 0100").unwrap_err(), Some("expected digits after '+', in groups")),
        (PhoneNumber::normalize("415 155 0100").unwrap_err(), Some("no US exchange starts with 0 or 1")),
        ("".parse::<ContentVariables>().unwrap_err(), Some("the text is empty")),
        ("".parse::<DateFilter>().unwrap_err(), Some("the text is empty")),
        (twiml::Text::new("").unwrap_err(), Some("the text is empty")),
    ] {
        let text = error.to_string();
        assert!(sentence.is_none_or(|sentence| text.contains(sentence)), "{text}");
        assert!(error.source().is_none() && !text.contains("415"), "{text}");
    }
    // The source of an error of a document is the error of the field's type.
    let error = SendSms::decode(b"To=%20&From=1234&Body=Hi").unwrap_err();
    assert!(matches!(error.kind(), DecodeErrorKind::Invalid { field: "To", .. }));
    assert!(error.source().and_then(|source| source.downcast_ref::<ParseError>()).is_some());
    let error = SendSms::decode(b"To=%").unwrap_err();
    assert!(error.source().is_none());

    let fetch = |status, body| Message::decode(status, body).into_result().unwrap_err();
    let (rejected, unreadable, unknown): (_, _, _) = (fetch(404, b"{}"), fetch(200, b"{}"), fetch(500, b""));
    assert!(rejected.source().is_none() && rejected.to_string().starts_with("rejected with status 404"));
    assert!(unreadable.source().and_then(|source| source.downcast_ref::<DecodeError>()).is_some(), "{unreadable}");
    assert!(
        unknown.source().is_none() && unknown.to_string().starts_with("unknown outcome with status 500"),
        "{unknown}"
    );
    let Outcome::Unknown(unknown) = Message::decode(200, b"{}") else { panic!() };
    assert!(unknown.source().is_some());

    // A server rejects with Twilio's title of the code. The source is the reason why the request could not be decoded.
    let path = "/2010-04-01/Accounts/AC1/Messages.json";
    for (body, sentence, has_source) in [
        ("", "refused with status 400, code 21604: ", true),
        ("To=%2B14155550199&Body=Hi", "refused with status 400, code 21603: ", true),
    ] {
        let error = ApiRequest::decode("POST", path, None, body.as_bytes()).unwrap_err();
        assert_eq!((error.source().is_some(), error.cause().is_some()), (has_source, has_source), "{error}");
        assert!(error.to_string().starts_with(sentence) && error.to_string().len() > sentence.len(), "{error}");
        assert_eq!(error.format(), Format::Json);
    }
    let (known, foreign) = (ErrorCode::TOO_MANY_REQUESTS, ErrorCode::new(99_999));
    let known = ApiError::new(429, known, Format::Xml);
    assert!(known.source().is_none() && known.to_string().starts_with("refused with status 429, code 20429: "));
    assert_eq!(ApiError::new(400, foreign, Format::Xml).to_string(), "refused with status 400, code 99999");
    // XML cannot carry every character. The error names the field.
    let Outcome::Done(message) = Message::decode(200, br#"{"sid": "SM1", "body": "\u0001"}"#) else { panic!() };
    let error = message.encode(Resource::Messages, Format::Xml).unwrap_err();
    assert_eq!((error.field(), error.to_string().contains("`Body`")), (Some("Body"), true), "{error}");
}

#[test]
fn some_rejections_have_advice() {
    for (code, status, advised, resend) in [
        (20410, 410, true, Resend::Pointless),
        (20003, 401, true, Resend::Pointless),
        (20429, 429, true, Resend::Safe),
        (21211, 400, true, Resend::Pointless),
        (20426, 426, false, Resend::Pointless),
    ] {
        let body = format!("{{\"code\": {code}}}");
        let outcome = Message::decode(status, body.as_bytes());
        assert_eq!(outcome.resend(), Some(resend), "{code}");
        let Outcome::Rejected(rejection) = outcome else { panic!("{code}") };
        assert_eq!((rejection.advice().is_some(), rejection.resend()), (advised, resend), "{code}");
    }
}

#[test]
fn a_page_counts_the_deviations_in_its_messages() {
    let body =
        b"<TwilioResponse><Messages><Message><Sid>SM1</Sid><Body><3 <3</Body></Message></Messages></TwilioResponse>";
    let Outcome::Done(page) = Page::decode(200, body) else { panic!() };
    assert_eq!(page.recovered(), 2);
}

#[test]
fn a_request_returns_the_values_that_it_was_built_from() {
    let sid = || -> Sid<'static> { "SM1".parse().unwrap() };
    let medium: Sid<'static> = "ME1".parse().unwrap();
    let account: Sid<'static> = "AC1".parse().unwrap();
    let endpoint = Endpoint::new(account.clone()).with_prefix("/proxy").unwrap();
    assert_eq!((endpoint.account(), endpoint.prefix()), (&account, "/proxy"));
    assert_eq!(FetchMessage::new(sid()).sid(), &sid());
    for (update, redacts, cancels) in
        [(UpdateMessage::redact(sid()), true, false), (UpdateMessage::cancel(sid()), false, true)]
    {
        assert_eq!((update.sid(), update.redacts(), update.cancels()), (&sid(), redacts, cancels));
    }
    let feedback = SendFeedback::new(sid(), FeedbackOutcome::Confirmed);
    assert_eq!((feedback.sid(), feedback.outcome()), (&sid(), FeedbackOutcome::Confirmed));
    assert_eq!(ListMedia::new(sid()).message(), &sid());
    let (fetch, delete) = (FetchMedia::new(sid(), medium.clone()), DeleteMedia::new(sid(), medium.clone()));
    assert_eq!((fetch.message(), fetch.sid(), delete.message(), delete.sid()), (&sid(), &medium, &sid(), &medium));

    let list = ListMessages::new();
    assert_eq!((list.size(), list.number(), list.token()), (PageSize::DEFAULT, 0, None));
    let list = ListMessages::decode(b"PageSize=7&Page=2&PageToken=PA1").unwrap();
    assert_eq!((list.size().get(), list.number(), list.token()), (7, 2, Some("PA1")));
    assert_eq!("2026-12-24".parse::<DateFilter>().unwrap().as_str(), "2026-12-24");

    // `other` refuses a parameter that has a method.
    assert_eq!(ListMessages::new().other("To", "x").unwrap_err().kind(), ParseErrorKind::KnownParameter);
    assert!(ListMessages::new().other("Color", "x").is_ok());
    // A service can have another sender, for an SMS where RCS cannot be sent.
    let message = SendMessage::to(PhoneNumber::TEST_NOT_MOBILE)
        .service(Service::new("MG1".parse().unwrap()))
        .fallback_from(PhoneNumber::TEST_VALID)
        .body(Body::new("Hi").unwrap())
        .build()
        .unwrap();
    assert_eq!(message.param("FallbackFrom").as_deref(), Some("+15005550006"));
}

#[test]
fn a_twiml_reply_returns_the_values_that_it_was_built_from() {
    use twiml::{Link, MAX_MEDIA, Noun, Redirect, Sms, Text};

    let (text, link) = (|text: &str| Text::new(text).unwrap(), || Link::new("https://example.com/a").unwrap());
    let message = twiml::Message::of(Noun::Body(text("Hi"))).to("+14155550100".parse().unwrap());
    assert_eq!((message.text(), message.nouns().len(), message.attribute("to")), (None, 1, Some("+14155550100")));
    assert_eq!((message.attribute("from"), message.attribute("nothing")), (None, None));
    assert_eq!(twiml::Message::new(text("Hi")).text().map(Text::as_str), Some("Hi"));
    assert_eq!(Sms::new(text("Hi")).unwrap().text().as_str(), "Hi");
    assert_eq!(Redirect::new(link()).url().as_str(), "https://example.com/a");
    assert_eq!(Link::from("https://example.com/a".parse::<MediaUrl>().unwrap()), link());
    assert_eq!(twiml::Response::empty().encode(), twiml::Response::decode(b"<Response/>").unwrap().encode());

    // The lengths of the text and of the bodies are added up, and so are the media.
    let long = twiml::Message::new(text(&"x".repeat(Text::MAX_CHARS)));
    let kind = ParseErrorKind::TooLong { got: Text::MAX_CHARS + 1, max: Text::MAX_CHARS, unit: LengthUnit::Characters };
    assert_eq!(long.clone().body(text("x")).unwrap_err().kind(), kind);
    let full = (0..MAX_MEDIA).try_fold(long, |message, _| message.media(link())).unwrap();
    let kind = ParseErrorKind::TooLong { got: MAX_MEDIA + 1, max: MAX_MEDIA, unit: LengthUnit::Items };
    assert_eq!(full.media(link()).unwrap_err().kind(), kind);
}

#[cfg(feature = "http")]
#[test]
fn requests_and_replies_convert_into_types_of_http() {
    let endpoint = Endpoint::new("AC1".parse().unwrap());
    let credentials = || Credentials::new("AC1".parse().unwrap(), "secret").unwrap();
    let sid = || "SM1".parse().unwrap();
    for (request, method) in [
        (sms("Hi").request(&endpoint), "POST"),
        (FetchMessage::new(sid()).request(&endpoint), "GET"),
        (DeleteMessage::new(sid()).request(&endpoint), "DELETE"),
    ] {
        let (target, body, content_type) =
            (request.target().to_owned(), request.body().to_owned(), request.content_type());
        let sent = request.into_http("https://api.example.com/", &credentials()).unwrap();
        assert_eq!((sent.method().as_str(), sent.body()), (method, &body));
        assert_eq!(sent.uri(), format!("https://api.example.com{target}").as_str());
        let header = |name: &str| sent.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header("content-type"), content_type);
        assert_eq!(header("authorization"), Some(credentials().authorization().as_str()));
        // A server decodes the request.
        assert!(ApiRequest::from_http(&sent).is_ok());
    }
    let rejection = |status| Rejection::decode(status, b"{}").encode(Format::Json).unwrap();
    for (reply, status, content_type, challenged) in [
        (rejection(404), 404, Some("application/json"), false),
        (rejection(401), 401, Some("application/json"), true),
        (Reply::deleted(), 204, None, false),
        // 99 is not an HTTP status, so the response is a 500.
        (Reply::deleted().with_status(99), 500, None, false),
    ] {
        let body = reply.body().to_owned();
        let answer = http::Response::from(reply);
        assert_eq!((answer.status().as_u16(), answer.body()), (status, &body));
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap());
        assert!(header("content-type").map(|text| text.split(';').next().unwrap()) == content_type);
        assert_eq!(header("www-authenticate").is_some(), challenged, "{status}");
    }
    // A header that is not text is ignored.
    let request = http::Request::post("/x").header("Content-Type", &b"\xFF"[..]).body("").unwrap();
    assert!(ApiRequest::from_http(&request).is_err());
}

#[cfg(all(feature = "http", feature = "signature"))]
#[test]
fn a_request_of_http_can_be_verified() {
    let verify = |content_type: &[u8], signature: &[u8], settings: &[u8]| {
        let request = http::Request::post("/sms")
            .header("Content-Type", content_type)
            .header(Incoming::SIGNATURE, signature)
            .header(Incoming::SETTINGS, settings)
            .body("MessageSid=SM1&Body=Hi")
            .unwrap();
        let secrets = [AuthToken::new("12345").unwrap().into()];
        Incoming::from_http(&request, "https://example.com/sms").verify(&secrets).err()
    };
    let (form, signature, settings) =
        (&b"application/x-www-form-urlencoded"[..], &b"vPUxaFRwEqpKBowGLttLHVfSdHs="[..], &b"algorithm=HMAC_SHA1"[..]);
    assert_eq!(verify(form, signature, settings), None);
    assert_eq!(verify(form, signature, b"algorithm=HMAC_SHA256"), Some(SignatureError::AlgorithmNotAccepted));
    // A signature that is not text is not taken for an absent one.
    assert_eq!(verify(form, b"\xFF", settings), Some(SignatureError::Mismatch));
    assert!(verify(b"\xFF", signature, settings).is_some());

    // Of a header that is repeated, the first is taken.
    let wrong = (&b"text/plain"[..], &b"AAAAAAAAAAAAAAAAAAAAAAAAAAA="[..], &b"algorithm=HMAC_SHA256"[..]);
    let twice = |first: (&[u8], &[u8], &[u8]), second: (&[u8], &[u8], &[u8])| {
        let mut builder = http::Request::post("/sms");
        for (content_type, signature, settings) in [first, second] {
            builder = builder
                .header("Content-Type", content_type)
                .header(Incoming::SIGNATURE, signature)
                .header(Incoming::SETTINGS, settings);
        }
        let request = builder.body("MessageSid=SM1&Body=Hi").unwrap();
        let secrets = [AuthToken::new("12345").unwrap().into()];
        Incoming::from_http(&request, "https://example.com/sms").verify(&secrets).err()
    };
    let right = (form, signature, settings);
    assert_eq!(twice(right, wrong), None);
    for (content_type, signature, settings, error) in [
        (wrong.0, right.1, right.2, SignatureError::UnsignedBody),
        (right.0, wrong.1, right.2, SignatureError::Mismatch),
        (right.0, right.1, wrong.2, SignatureError::AlgorithmNotAccepted),
    ] {
        assert_eq!(twice((content_type, signature, settings), right), Some(error));
    }
}
