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
    let endpoint = Endpoint::new(account).with_prefix("/api/laml/2010-04-01").unwrap();
    let request = SendMessage::to(number("+14155550199"))
        .from(number("+14155550100"))
        .body(Body::new("Hi").unwrap())
        .build()
        .unwrap()
        .request(&endpoint);
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
    assert!(NextPage::resume(page.paging.next_page_uri.as_deref().unwrap(), &endpoint).is_ok());

    let rejection = Rejection::decode(422, br#"{"errors": ["Body is required", "To is required"]}"#);
    assert_eq!(rejection.message.as_deref(), Some("Body is required"));
}

#[test]
fn restcomm_has_a_root_of_its_own_and_answers_200() {
    let account: Sid<'_> = "AC00000000000000000000000000000000".parse().unwrap();
    let endpoint = Endpoint::new(account).with_prefix("/restcomm/2012-04-24").unwrap();
    let request = sms("Hi").request(&endpoint.with_format(Format::Default));
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
    let endpoint = Endpoint::new(account).with_prefix("/v2").unwrap();
    let request = sms("Hi").request(&endpoint);
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

/// Runs a test with the account and the identifier of each server.
fn on_each_server(test: impl Fn(&Sid<'static>, &Sid<'static>)) {
    for (account, identifier) in IDENTIFIERS {
        test(&account.parse().unwrap(), &identifier.parse().unwrap());
    }
}

/// Builds a message, and checks that a server decodes it to the same.
fn accepted(account: &Sid<'static>, message: &SendMessageBuilder) {
    let message = message.clone().build().unwrap();
    let request = message.request(&Endpoint::new(account.clone()));
    let received = ApiRequest::decode("POST", request.target(), request.content_type(), request.body().as_bytes());
    assert_eq!(received.unwrap().operation(), &Operation::SendMessage(Box::new(message)), "{account}");
}

/// Checks that a message cannot be built, for a reason for which Twilio has this code.
fn refused(message: &SendMessageBuilder, code: u32) {
    let error = message.clone().build().unwrap_err();
    assert_eq!(error.code().map(ErrorCode::get), Some(code), "{message:?}");
}

/// Returns a message without a sender.
fn hi() -> SendMessageBuilder {
    SendMessage::to(number("+14155550199")).body(Body::new("Hi").unwrap())
}

/// Returns the identifier as a sender.
fn sender(identifier: &Sid<'_>) -> Address {
    Address::other(identifier.as_str()).unwrap()
}

#[test]
fn any_text_that_a_compatible_server_takes_is_an_address() {
    on_each_server(|account, identifier| {
        for text in ["/ACMECO", "04155550199", "Zeus The Mighty", "jenny@example.com", identifier.as_str()] {
            let address = Address::other(text).unwrap();
            accepted(account, &hi().from(address.clone()));
            assert_eq!(Recipient::try_from(address).unwrap().as_str(), text);
        }
    });
}

#[test]
fn an_identifier_in_from_is_a_sender_and_a_service_is_given_as_one() {
    on_each_server(|account, identifier| {
        accepted(account, &hi().from(sender(identifier)));
        accepted(account, &hi().service(Service::new(identifier.clone())));
        let form = format!("To=%2B14155550199&From={identifier}&Body=Hi");
        let message = SendMessage::decode(form.as_bytes()).unwrap();
        assert_eq!((message.sender(), message.messaging_service_sid()), (Some(&sender(identifier)), None));
    });
}

#[test]
fn an_identifier_is_equal_to_itself_only() {
    on_each_server(|account, identifier| {
        accepted(account, &hi().from(sender(identifier)));
        let to = Recipient::try_from(sender(identifier)).unwrap();
        refused(&SendMessage::to(to).from(sender(identifier)).body(Body::new("Hi").unwrap()), 21266);
    });
}

#[test]
fn an_identifier_has_no_channel() {
    on_each_server(|account, identifier| {
        let whatsapp: Recipient = "whatsapp:+14155550199".parse().unwrap();
        let message = SendMessage::to(whatsapp.clone()).body(Body::new("Hi").unwrap());
        refused(&message.clone().from(sender(identifier)), 21910);
        refused(&message.clone().from(Address::from(whatsapp)), 63031);
        // A service chooses a sender on the right channel.
        accepted(account, &message.service(Service::new(identifier.clone())));
    });
}

#[test]
fn a_fallback_needs_a_service_with_any_identifier() {
    on_each_server(|account, identifier| {
        let fallback = hi().fallback_from(number("+14155550100"));
        accepted(account, &fallback.clone().service(Service::new(identifier.clone())));
        refused(&fallback.clone().from(sender(identifier)), 21666);
        refused(&fallback.service(Service::new(identifier.clone())).from(sender(identifier)), 21664);
        refused(&hi().service(Service::new(identifier.clone())).fallback_from(sender(identifier)), 21665);
    });
}

#[test]
fn a_template_and_its_variables_have_any_identifier() {
    on_each_server(|account, identifier| {
        let template = Template::new(identifier.clone());
        let variables = ContentVariables::from_pairs([("1", "Jo")]).unwrap();
        let message = SendMessage::to(number("+14155550199")).from(sender(identifier));
        accepted(account, &message.clone().template(template.clone()));
        accepted(account, &message.template(template.clone().variables(variables.clone())));
        accepted(account, &hi().from(sender(identifier)).template(template.clone()));
        refused(&hi().from(sender(identifier)).template(template.variables(variables)), 35127);
        for (variables, code) in [("%7B%7D", None), ("%7B%221%22:null%7D", Some(21656))] {
            let target = format!("/2010-04-01/Accounts/{account}/Messages");
            let form =
                format!("To=%2B14155550199&From={identifier}&ContentSid={identifier}&ContentVariables={variables}");
            let received = ApiRequest::decode("POST", &target, None, form.as_bytes());
            assert_eq!(received.err().map(|error| error.code().get()), code, "{form}");
        }
    });
}

#[test]
fn an_empty_media_url_is_refused_on_each_server() {
    on_each_server(|account, identifier| {
        for (media, code) in [("", None), ("&MediaUrl=https://example.com/a", None), ("&MediaUrl=", Some(21620))] {
            let target = format!("/2010-04-01/Accounts/{account}/Messages");
            let form = format!("To=%2B14155550199&From={identifier}&Body=Hi{media}");
            let received = ApiRequest::decode("POST", &target, None, form.as_bytes());
            assert_eq!(received.err().map(|error| error.code().get()), code, "{form}");
        }
    });
}

#[test]
fn a_schedule_needs_a_service_with_any_identifier() {
    on_each_server(|account, identifier| {
        let later = hi().send_at("2026-12-24T18:00:00Z".parse().unwrap());
        accepted(account, &later.clone().service(Service::new(identifier.clone())));
        refused(&later.from(sender(identifier)), 35118);
        let target = format!("/2010-04-01/Accounts/{account}/Messages");
        let form = format!("To=%2B14155550199&MessagingServiceSid={identifier}&Body=Hi&ScheduleType=fixed");
        assert_eq!(ApiRequest::decode("POST", &target, None, form.as_bytes()).unwrap_err().code().get(), 35111);
    });
}

#[test]
fn parameters_of_a_servers_own_are_sent_also_without_a_value() {
    on_each_server(|account, identifier| {
        accepted(account, &hi().from(sender(identifier)).other("DltEntityId", "").other("Encoding", "UCS-2"));
        let known = hi().from(sender(identifier)).other("MediaUrl", "https://example.com/a").build();
        assert_eq!(known.unwrap_err().kind(), RequestErrorKind::KnownParameter);
    });
}

#[test]
fn a_list_is_filtered_by_days_and_refuses_other_texts() {
    on_each_server(|account, _| {
        let list = ListMessages::new().date_sent(DateFilter::day(2026, 11, 25).unwrap());
        let request = list.request(&Endpoint::new(account.clone()).sms());
        assert_eq!(ApiRequest::decode("GET", request.target(), None, b"").unwrap().operation(), &Operation::List(list));
        let target = request.target().replace("2026-11-25", "yesterday");
        assert_eq!(ApiRequest::decode("GET", &target, None, b"").unwrap_err().code().get(), 20001);
    });
}

#[test]
fn signalwire_keeps_a_message_for_two_days() {
    let message = hi().from(number("+14155550100")).validity_period(ValidityPeriod::signalwire(172_800).unwrap());
    let message = message.build().unwrap();
    let mut form = String::new();
    message.encode_into(&mut form);
    // Its own server has to check the limit: `ApiRequest` checks that of Twilio.
    assert_eq!(SendMessage::decode(form.as_bytes()), Ok(message));
}

#[test]
fn exotel_has_a_path_and_a_length_of_its_own() {
    let account: Sid<'_> = "acme1".parse().unwrap();
    let sms = SendSms::to(number("+917400123456")).from(Address::other("/ACMECO").unwrap());
    let sms = sms.body(SmsBody::exotel("x".repeat(2000)).unwrap()).build().unwrap();
    let request = sms.request(&Endpoint::exotel(account).with_format(Format::Default));
    assert_eq!(request.target(), "/v1/Accounts/acme1/Sms/send");
    let received = ApiRequest::decode("POST", request.target(), request.content_type(), request.body().as_bytes());
    assert_eq!(received.unwrap().operation(), &Operation::SendSms(Box::new(sms.clone())));
    assert!(SmsBody::exotel("x".repeat(2001)).is_err() && SmsBody::exotel("").is_err());
    // `Messages` takes 1,600 characters.
    assert!(matches!(SendMessage::try_from(sms).unwrap_err().kind(), DecodeErrorKind::Invalid { field: "Body", .. }));
}
