//! Servers that differ from Twilio. Each test is named after the server and its difference.

// A panic fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use twilio_sms::address::Recipient;
use twilio_sms::request::*;
use twilio_sms::server::*;
use twilio_sms::webhook::*;
use twilio_sms::*;

fn message(status: u16, body: &str) -> Message<'_> {
    match Message::decode(status, body.as_bytes()) {
        Outcome::Done(message) => message,
        other => panic!("{body}: {other:?}"),
    }
}

fn page(body: &str) -> Page<'_> {
    match Page::decode(200, body.as_bytes()) {
        Outcome::Done(page) => page,
        other => panic!("{body}: {other:?}"),
    }
}

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

fn sms(text: &str) -> SendSms {
    SendSms::to(number("+14155550199")).from(number("+14155550100")).body(text.parse().unwrap()).build().unwrap()
}

#[test]
fn signalwire_has_numbers_as_counts_and_uuids_as_sids() {
    let account: Sid<'_> = "b1c7e2a4-0d7c-4f7e-9a31-5b1f0c2d3e4f".parse().unwrap();
    let endpoint = Endpoint::new(&account).with_prefix("/api/laml/2010-04-01").unwrap();
    let request = SendMessage::to(number("+14155550199"))
        .from(number("+14155550100"))
        .body(Body::new("Hi").unwrap())
        .build()
        .unwrap()
        .encode(endpoint, Format::Json);
    assert_eq!(request.target(), "/api/laml/2010-04-01/Accounts/b1c7e2a4-0d7c-4f7e-9a31-5b1f0c2d3e4f/Messages.json");

    let page = page(
        r#"{"uri": "/api/laml/2010-04-01/Accounts/b1c7e2a4/Messages?Page=0&PageSize=1", "page": 0, "page_size": 1,
        "next_page_uri": "/api/laml/2010-04-01/Accounts/b1c7e2a4-0d7c-4f7e-9a31-5b1f0c2d3e4f/Messages?Page=1&PageToken=PA1",
        "messages": [{"account_sid": "b1c7e2a4", "body": "Hi", "num_segments": 1, "num_media": 0, "status": "initiated",
            "price": 0.00700, "price_unit": "USD", "error_code": "30003", "sid": "0a1b2c3d-1111-2222-3333-444455556666"}]}"#,
    );
    let message = &page.messages[0];
    assert_eq!((message.num_segments, message.num_media), (Some(1), Some(0)));
    assert_eq!(message.price.as_ref().unwrap().as_str(), "0.00700");
    assert!(!message.price.as_ref().unwrap().is_negative());
    assert_eq!(message.status, Some(Status::Other("initiated".into())));
    assert_eq!(message.error_code, Some(ErrorCode::new(30003)));
    assert_eq!(page.recovered(), 0);
    assert!(NextPage::resume(page.paging.next_page_uri.as_deref().unwrap(), endpoint).is_ok());

    let rejection = Rejection::decode(422, br#"{"errors": ["Body is required", "To is required"]}"#);
    assert_eq!(rejection.message.as_deref(), Some("Body is required"));
}

#[test]
fn restcomm_has_a_root_of_its_own_and_answers_200() {
    let account: Sid<'_> = "AC00000000000000000000000000000000".parse().unwrap();
    let endpoint = Endpoint::new(&account).with_prefix("/restcomm/2012-04-24").unwrap();
    let request = sms("Hi").encode(endpoint, Format::Default);
    assert_eq!(request.target(), "/restcomm/2012-04-24/Accounts/AC00000000000000000000000000000000/SMS/Messages");

    let message = message(
        200,
        "<RestcommResponse>\n  <SMSMessage>\n    <Sid>SM00000000000000000000000000000001</Sid>\n    \
         <DateCreated>Wed, 8 May 2019 10:57:45 +0900</DateCreated>\n    <DateSent/>\n    <From>14155550100</From>\n    \
         <To>14155550199</To>\n    <Body>Hello</Body>\n    <Status>queued</Status>\n    <Price>0</Price>\n    \
         <PriceUnit>USD</PriceUnit>\n    <ApiVersion>2012-04-24</ApiVersion>\n    \
         <Error><ErrorCode/><ErrorMessage/></Error>\n  </SMSMessage>\n</RestcommResponse>\n",
    );
    assert_eq!(message.date_created.as_ref().and_then(Timestamp::unix_seconds), Some(1_557_280_665));
    assert!(message.price.as_ref().unwrap().is_zero());
    assert_eq!(message.notes.skipped, ["Error"]);

    let page = page(r#"{"page": 0, "start": "0", "end": "1", "next_page_uri": "null", "messages": [{"sid": "SM1"}]}"#);
    assert_eq!((page.paging.start, page.paging.end), (Some(0), Some(1)));
    assert_eq!(page.paging.next_page_uri, None);

    let no =
        "<RestcommResponse><RestException><Status>400</Status><Message>No</Message></RestException></RestcommResponse>";
    assert_eq!(Rejection::decode(400, no.as_bytes()).message.as_deref(), Some("No"));
}

#[test]
fn zang_and_telapi_have_a_version_as_prefix() {
    let account: Sid<'_> = "AC00000000000000000000000000000000".parse().unwrap();
    let endpoint = Endpoint::new(&account).with_prefix("/v2").unwrap();
    let request = sms("Hi").encode(endpoint, Format::Json);
    assert_eq!(request.target(), "/v2/Accounts/AC00000000000000000000000000000000/SMS/Messages.json");

    let page = page(r#"{"page": 0, "num_pages": 1, "total": 1, "sms_messages": [{"sid": "SM1", "status": "sent"}]}"#);
    assert_eq!(page.messages[0].status, Some(Status::Sent));
}

#[test]
fn exotel_has_bare_sids_dates_without_a_zone_and_a_wrapper() {
    let message = message(
        200,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><SMSMessage>\
         <Sid>00112233445566778899aabbccddeeff</Sid><AccountSid>acme1</AccountSid><From>/ACMECO</From><To>04155550199</To>\
         <DateCreated>2023-11-08 10:59:38</DateCreated><DateSent>1970-01-01 05:30:00</DateSent>\
         <Body>Your code is 0000.&#xA;Thanks</Body><ApiVersion></ApiVersion><Status>failed_dnd</Status>\
         <SmsUnits></SmsUnits><DetailedStatusCode>21010</DetailedStatusCode></SMSMessage></TwilioResponse>",
    );
    assert_eq!(message.sid.kind(), None);
    assert_eq!(message.body.as_deref(), Some("Your code is 0000.\nThanks"));
    assert_eq!(message.date_created.as_ref().unwrap().as_str(), "2023-11-08 10:59:38");
    assert_eq!(message.date_created.as_ref().unwrap().unix_seconds(), None);
    assert_eq!(message.status, Some(Status::Other("failed_dnd".into())));
    let unknown: Vec<_> = message.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
    assert_eq!(unknown, [("sms_units", ""), ("detailed_status_code", "21010")]);

    let wrapped = r#"{"SMSMessage": {"Sid": "0011", "Status": "submitted", "Body": "Hi", "DateSent": null}}"#;
    let wrapped = match Message::decode(200, wrapped.as_bytes()) {
        Outcome::Done(message) => message,
        other => panic!("{other:?}"),
    };
    assert_eq!((wrapped.sid.as_str(), wrapped.body.as_deref()), ("0011", Some("Hi")));

    let no = br#"{"RestException": {"Status": 403, "Message": "Forbidden"}}"#;
    assert_eq!(Rejection::decode(403, no).message.as_deref(), Some("Forbidden"));

    let update =
        StatusUpdate::decode_unverified(b"SmsSid=0011&To=04155550199&Status=sent&DetailedStatus=DELIVERED").unwrap();
    assert_eq!(update.status(), Some(&Status::Sent));

    let sent =
        ApiRequest::decode("POST", "/v1/Accounts/acme1/Sms/send.json", None, b"From=ACMECO&To=04155550199&Body=Hi");
    assert!(sent.is_err(), "Exotel accepts a number with a trunk prefix, which is not E.164");
}

/// The account, and an identifier of a message or a service, of each compatible server.
const IDENTIFIERS: [(&str, &str); 4] = [
    ("b1c7e2a4-0d7c-4f7e-9a31-5b1f0c2d3e4f", "0a1b2c3d-1111-2222-3333-444455556666"), // SignalWire
    ("ACae6e420f425248d6a26948c17a9e2acf", "SM0123456789abcdef0123456789abcdef"),     // Restcomm
    ("acme1", "00112233445566778899aabbccddeeff"),                                    // Exotel
    ("AC00000000000000000000000000000000", "SM00000000000000000000000000000001"),     // Zang
];

#[test]
fn compatible_servers_stay_usable_under_the_rules_of_twilio() {
    for (account, identifier) in IDENTIFIERS {
        let account: Sid<'_> = account.parse().unwrap();
        let sid = || identifier.parse::<Sid<'static>>().unwrap();
        let hi = || Body::new("Hi").unwrap();
        let send = |message: SendMessage| {
            let request = message.encode(&account, Format::Json);
            let received =
                ApiRequest::decode("POST", request.target(), request.content_type(), request.body().as_bytes());
            assert_eq!(received.unwrap().operation(), &Operation::SendMessage(Box::new(message)), "{account}");
        };
        // Addresses are strict, and any text that a server takes can be sent.
        for text in ["/ACMECO", "04155550199", "Zeus The Mighty", "jenny@example.com"] {
            let address = Address::other(text).unwrap();
            send(SendMessage::to(number("+14155550199")).from(address.clone()).body(hi()).build().unwrap());
            assert_eq!(Recipient::try_from(address).unwrap().as_str(), text);
        }
        // Only the SID of a service at Twilio is one in `From`. Any other is given to `Service::new`.
        let service = SendMessage::to(number("+14155550199")).service(Service::new(sid())).body(hi());
        send(service.clone().build().unwrap());
        // Schedules, fallbacks and templates need a service or a template, whatever its SID looks like.
        let at: SendAt = "2026-12-24T18:00:00Z".parse().unwrap();
        send(service.clone().send_at(at).build().unwrap());
        send(service.clone().fallback_from(number("+14155550100")).build().unwrap());
        let variables = ContentVariables::from_pairs([("1", "Jo")]).unwrap();
        let template = Template::new(sid()).variables(variables);
        send(SendMessage::to(number("+14155550199")).from(number("+14155550100")).template(template).build().unwrap());
        // A sender that looks like an identifier is a text to these rules, and equals no recipient.
        let from = Address::other(identifier).unwrap();
        send(SendMessage::to(number("+14155550199")).from(from).body(hi()).build().unwrap());
        // Parameters of their own, also without a value.
        send(service.other("DltEntityId", "").other("Encoding", "UCS-2").build().unwrap());
        // Filters by day, which all of them have.
        let list = ListMessages::new().date_sent(DateFilter::day(2026, 11, 25).unwrap());
        let request = list.encode(&account, Resource::SmsMessages, Format::Json);
        let received = ApiRequest::decode("GET", request.target(), None, b"").unwrap();
        assert_eq!(received.operation(), &Operation::List(list));
    }
    // SignalWire keeps a message for two days, which its own server has to check.
    let period = ValidityPeriod::signalwire(172_800).unwrap();
    let message = SendMessage::to(number("+14155550199")).from(number("+14155550100")).body(Body::new("Hi").unwrap());
    let message = message.validity_period(period).build().unwrap();
    let mut form = String::new();
    message.encode_into(&mut form);
    assert_eq!(SendMessage::decode(form.as_bytes()), Ok(message));
    // Exotel has a path and a length of its own.
    let account: Sid<'_> = "acme1".parse().unwrap();
    let sms = SendSms::to(number("+917400123456")).from(Address::other("/ACMECO").unwrap());
    let sms = sms.body(SmsBody::exotel("x".repeat(2000)).unwrap()).build().unwrap();
    let request = sms.encode(Endpoint::exotel(&account), Format::Default);
    assert_eq!(request.target(), "/v1/Accounts/acme1/Sms/send");
    let received = ApiRequest::decode("POST", request.target(), request.content_type(), request.body().as_bytes());
    assert_eq!(received.unwrap().operation(), &Operation::SendSms(Box::new(sms)));
    assert!(SmsBody::exotel("x".repeat(2001)).is_err() && SmsBody::exotel("").is_err());
}
