//! The library in process, without a port: the clock, the seed, callbacks, test numbers, faults and inbound messages.

use std::error::Error;
use std::time::Duration;

use fake_twilio::{Answer, Callbacks, Delivery, Fake, Fault, HttpRequest, Order, Webhook};
use twilio_sms::request::{DeleteMessage, ListMessages, SendAt, Service, UpdateMessage};
use twilio_sms::signature::AuthToken;
use twilio_sms::webhook::StatusUpdate;
use twilio_sms::{
    Body, Call as _, Credentials, Direction, ErrorCode, Format, Message, Outcome, Page, PhoneNumber, SendMessage, Sid,
    Status,
};

const TOKEN: &str = "00112233445566778899aabbccddeeff";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::normalize(text).unwrap()
}

fn message(from: &str, to: &str) -> SendMessage {
    let send = SendMessage::to(number(to)).from(number(from)).body(Body::new("Jenny please?!").unwrap());
    send.status_callback("http://127.0.0.1/status".parse().unwrap()).build().unwrap()
}

fn usual() -> SendMessage {
    message("+14155550100", "+14155550199")
}

fn send(fake: &mut Fake, send: &SendMessage) -> Answer {
    fake.call(&send.request(fake.endpoint()))
}

fn sid(answer: &Answer) -> Sid<'static> {
    match Message::decode(answer.status(), answer.body().as_bytes()) {
        Outcome::Done(message) => message.sid.into_owned(),
        other => panic!("{other:?}"),
    }
}

fn statuses(callbacks: &[Webhook]) -> Vec<String> {
    let status = |callback: &Webhook| {
        let update = StatusUpdate::decode_unverified(callback.body.as_bytes()).unwrap();
        update.status().unwrap().as_str().to_owned()
    };
    callbacks.iter().map(status).collect()
}

fn is_signed(request: &Webhook) -> bool {
    request.incoming().verify(&[AuthToken::new(TOKEN).unwrap().into()]).is_ok()
}

#[test]
fn a_test_sends_checks_refuses_and_receives_a_callback() -> Result<(), Box<dyn Error>> {
    let mut fake = Fake::default();
    assert_eq!(send(&mut fake, &usual()).status(), 201);
    assert_eq!(fake.messages()[0].body.as_deref(), Some("Jenny please?!"));
    let callbacks = fake.tick(fake.now());
    assert!(statuses(&callbacks) == ["sent", "delivered"] && callbacks.iter().all(is_signed));
    fake.refuse(&number("+14155550199"), ErrorCode::new(21610));
    assert_eq!(send(&mut fake, &usual()).status(), 400);
    Ok(())
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let run = |seed| {
        let mut fake =
            Fake::default().seed(seed).callbacks(Callbacks { order: Order::Shuffled, ..Callbacks::default() });
        fake.at(1_800_000_000);
        let mut bytes: Vec<String> = (0..5).map(|_| send(&mut fake, &usual()).body().to_owned()).collect();
        bytes.extend(fake.tick(1_800_000_000).iter().map(|callback| callback.body.to_owned() + callback.signature()));
        bytes
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn every_number_for_tests_is_refused_with_its_code_and_sentence() {
    let fine = "+14155550100";
    for (from, to, code, sentence) in [
        (
            "+15005550001",
            fine,
            21212,
            "The 'From' number +15005550001 is not a valid phone number, shortcode, or alphanumeric sender ID.",
        ),
        (
            "+15005550007",
            fine,
            21606,
            "The From phone number +15005550007 is not a valid, SMS-capable inbound phone number or short code for your account.",
        ),
        ("+15005550008", fine, 21611, "SMS queue is full."),
        (fine, "+15005550001", 21211, "The 'To' number +15005550001 is not a valid phone number."),
        (
            fine,
            "+15005550002",
            21612,
            "The 'To' phone number: +15005550002, is not currently reachable using the 'From' phone number: +14155550100 via SMS.",
        ),
        (
            fine,
            "+15005550003",
            21408,
            "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: +15005550003.",
        ),
        (fine, "+15005550004", 21610, "Attempt to send to unsubscribed recipient"),
        (fine, "+15005550009", 21614, "To number: +15005550009, is not a mobile number"),
    ] {
        let mut fake = Fake::default();
        let answer = send(&mut fake, &message(from, to));
        let Outcome::Rejected(rejection) = Message::decode(answer.status(), answer.body().as_bytes()) else {
            panic!("{from} {to}")
        };
        let got = (answer.status(), rejection.code.map(ErrorCode::get), rejection.message.as_deref());
        assert_eq!(got, (400, Some(code), Some(sentence)));
        assert!(fake.messages().is_empty());
    }
    assert_eq!(send(&mut Fake::default(), &message("+15005550006", fine)).status(), 201);
}

/// Answers a request with the right credentials.
fn ask(fake: &mut Fake, method: &str, tail: &str, body: &str) -> Answer {
    let authorization = Credentials::new(fake.endpoint().account().clone(), TOKEN).unwrap().authorization();
    let target = format!("/2010-04-01/Accounts/{}{tail}", fake.endpoint().account());
    let (authorization, content_type) = (Some(authorization.as_str()), (method == "POST").then_some(FORM_TYPE));
    fake.handle(&HttpRequest { method, target: &target, authorization, content_type, body: body.as_bytes() })
}

#[test]
fn a_refusal_has_the_sentence_of_the_api() {
    let mut fake = Fake::default();
    for (method, tail, body, code, sentence) in [
        ("POST", "/Messages.json", "To=nobody&From=123456&Body=Hi", 21211, "The 'To' number nobody is not a valid"),
        ("POST", "/Messages.json", "From=123456&Body=Hi", 21604, "A 'To' phone number is required."),
        ("POST", "/Messages.json", "To=%2B14155550199&Body=Hi", 21603, "A 'From' phone number is required."),
        ("POST", "/Messages.json", "To=%2B14155550199&From=123456", 21619, "A text message body or media urls must be"),
        ("POST", "/SMS/Messages.json", "To=%2B14155550199&From=123456", 21602, "Message body is required."),
        (
            "GET",
            "/Messages/SM1.json?x",
            "",
            20404,
            "The requested resource /2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages/SM1.json was not found",
        ),
    ] {
        let answer = ask(&mut fake, method, tail, body);
        let Outcome::Rejected(rejection) = Message::decode(answer.status(), answer.body().as_bytes()) else { panic!() };
        assert_eq!(rejection.code.map(ErrorCode::get), Some(code), "{tail} {body}");
        assert!(rejection.message.as_deref().unwrap().starts_with(sentence), "{rejection:?}");
    }
    let list = |authorization| HttpRequest {
        method: "GET",
        target: "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages.json",
        authorization,
        content_type: None,
        body: b"",
    };
    let answer = fake.handle(&list(None));
    assert!(answer.body().contains("\"Authentication Error - No credentials provided\""), "{}", answer.body());
    let answer = fake.handle(&list(Some("Basic eDp5")));
    assert!(answer.status() == 401 && answer.body().contains("\"message\": \"Authenticate\""), "{}", answer.body());
    assert_eq!(answer.header("WWW-Authenticate"), Some("Basic realm=\"Twilio API\""));
}

#[test]
fn a_formatted_number_is_echoed_as_twilio_writes_it_and_any_other_text_as_it_is() {
    let mut fake = Fake::default();
    for (sent, echoed) in [
        ("%2B1415-555-0199", "+14155550199"),
        ("%28415%29+555-0199", "+14155550199"),
        ("4155550199", "+14155550199"),
        ("%2B14155550199", "+14155550199"),
        ("whatsapp:%2B14155550199", "whatsapp:+14155550199"),
    ] {
        let from = if sent.starts_with("what") { "whatsapp:%2B14155550100" } else { "Owl+Post" };
        let answer = ask(&mut fake, "POST", "/Messages.json", &format!("To={sent}&From={from}&Body=++Hi+"));
        assert_eq!(answer.status(), 201, "{sent}: {}", answer.body());
        let message = fake.messages()[fake.messages().len() - 1];
        assert_eq!((message.to.as_deref(), message.body.as_deref()), (Some(echoed), Some("  Hi ")), "{sent}");
    }
    assert_eq!(fake.messages()[0].from.as_deref(), Some("Owl Post"));
}

#[test]
fn an_api_key_authenticates_as_the_account_does() {
    let key = |secret| Credentials::new("SK0123456789abcdef0123456789abcdef".parse().unwrap(), secret).unwrap();
    let mut fake = Fake::default().api_key(key("secret"));
    let request = usual().request(fake.endpoint());
    for (secret, status) in [("secret", 201), ("Secret", 401)] {
        let answer = fake.handle(&HttpRequest {
            method: "POST",
            target: request.target(),
            authorization: Some(&key(secret).authorization()),
            content_type: request.content_type(),
            body: request.body().as_bytes(),
        });
        assert_eq!(answer.status(), status);
    }
    // Webhooks are signed with the token of the account.
    assert!(fake.tick(fake.now()).iter().all(is_signed));
}

#[test]
fn a_scheduled_message_waits_for_its_time_and_can_be_canceled() {
    let mut fake = Fake::default();
    let at = fake.now() + 3600;
    let scheduled = SendMessage::to(number("+14155550199"))
        .service(Service::new(format!("MG{:032x}", 1).parse().unwrap()))
        .body(Body::new("Later").unwrap())
        .send_at(SendAt::from_unix_seconds(at).unwrap())
        .status_callback("http://127.0.0.1/status".parse().unwrap())
        .build()
        .unwrap();
    let (first, second) = (send(&mut fake, &scheduled), send(&mut fake, &scheduled));
    assert!(fake.tick(at - 1).is_empty());
    assert_eq!(fake.messages()[0].status, Some(Status::Scheduled));
    assert_eq!(fake.messages()[0].date_sent, None);
    let cancel = UpdateMessage::cancel(sid(&second)).request(fake.endpoint());
    assert_eq!(fake.call(&cancel).status(), 200);
    let callbacks = fake.tick(at);
    assert_eq!(statuses(&callbacks), ["sent", "delivered"]);
    assert!(callbacks[0].body.contains(sid(&first).as_str()));
    assert_eq!(fake.messages()[0].date_sent.as_ref().unwrap().unix_seconds(), Some(at));
    assert_eq!(fake.messages()[1].status, Some(Status::Canceled));
}

#[test]
fn webhooks_have_the_parameters_in_the_order_of_twilio() {
    let names = |request: &Webhook| -> Vec<String> {
        request.body.split('&').map(|pair| pair.split('=').next().unwrap().to_owned()).collect()
    };
    let mut fake = Fake::default().inbound_url("http://127.0.0.1/sms");
    ask(
        &mut fake,
        "POST",
        "/Messages.json",
        &format!("To=%2B14155550199&MessagingServiceSid=MG{:032x}&Body=Hi&StatusCallback=http://127.0.0.1/", 1),
    );
    let status = "SmsSid SmsStatus MessageStatus To MessagingServiceSid MessageSid AccountSid From ApiVersion";
    let without_from = status.replace("From ", "");
    assert_eq!(names(&fake.tick(fake.now())[0]), without_from.split(' ').collect::<Vec<_>>());
    send(&mut fake, &usual());
    let without_service = status.replace("MessagingServiceSid ", "");
    assert_eq!(names(&fake.tick(fake.now())[0]), without_service.split(' ').collect::<Vec<_>>());
    let inbound = "SmsMessageSid NumMedia SmsSid SmsStatus Body To NumSegments MessageSid AccountSid From ApiVersion";
    let webhook = fake.receive("+14155550199", "+14155550100", "Hi", &[]).unwrap();
    assert_eq!(names(&webhook), inbound.split(' ').collect::<Vec<_>>());
}

#[test]
fn callbacks_can_be_delayed_duplicated_and_reordered() {
    let mut fake = Fake::default().callbacks(Callbacks { delay: 10, ..Callbacks::default() });
    let start = fake.now();
    send(&mut fake, &usual());
    for (seconds, expected) in [(9, [].as_slice()), (10, &["sent"]), (19, &[]), (20, &["delivered"]), (99, &[])] {
        assert_eq!(statuses(&fake.tick(start + seconds)), expected, "{seconds}");
    }
    let mut fake = Fake::default().callbacks(Callbacks { copies: 2, order: Order::Reversed, delay: 0 });
    send(&mut fake, &usual());
    assert_eq!(statuses(&fake.tick(start)), ["delivered", "delivered", "sent", "sent"]);
    let mut fake = Fake::default().callbacks(Callbacks { order: Order::Shuffled, ..Callbacks::default() });
    (0..20).for_each(|_| drop(send(&mut fake, &usual())));
    let mut shuffled = statuses(&fake.tick(start));
    assert_ne!(shuffled, ["sent", "delivered"].repeat(20));
    shuffled.sort();
    assert_eq!(shuffled, [["delivered"; 20], ["sent"; 20]].concat());
    let mut fake = Fake::default().callbacks(Callbacks { copies: 0, ..Callbacks::default() });
    send(&mut fake, &usual());
    assert!(fake.tick(start).is_empty());
    assert_eq!(fake.messages()[0].status, Some(Status::Delivered));
}

#[test]
fn a_deleted_message_has_no_callbacks() {
    let mut fake = Fake::default();
    let answer = send(&mut fake, &usual());
    let delete = DeleteMessage::new(sid(&answer)).request(fake.endpoint());
    assert_eq!(fake.call(&delete).status(), 204);
    assert!(fake.tick(fake.now()).is_empty());
}

#[test]
fn a_message_fails_with_the_status_that_belongs_to_the_code() {
    for (code, expected) in [(30003, ["sent", "undelivered"].as_slice()), (21617, &["failed"])] {
        let mut fake = Fake::default();
        fake.fail(&number("+14155550199"), ErrorCode::new(code));
        assert_eq!(send(&mut fake, &usual()).status(), 201);
        let callbacks = fake.tick(fake.now());
        assert_eq!(statuses(&callbacks), expected);
        assert!(callbacks.last().unwrap().body.contains(&format!("ErrorCode={code}")));
        assert_eq!(fake.messages()[0].error_code, Some(ErrorCode::new(code)));
    }
}

#[test]
fn each_fault_is_for_one_request() {
    let mut fake = Fake::default();
    let list = ListMessages::new().request(fake.endpoint());
    for (fault, status, delivery) in [
        (Fault::TooManyRequests { retry_after: Some(3) }, 429, Delivery::Whole),
        (Fault::TooManyRequests { retry_after: None }, 429, Delivery::Whole),
        (Fault::ServerError, 500, Delivery::Whole),
        (Fault::Unavailable, 503, Delivery::Whole),
        (Fault::CutOff, 200, Delivery::CutOff),
        (Fault::NoAnswer, 200, Delivery::Nothing),
        (Fault::Delay(Duration::from_secs(2)), 200, Delivery::Whole),
    ] {
        fake.next(fault);
        let answer = fake.call(&list);
        assert_eq!((answer.status(), answer.delivery()), (status, delivery), "{fault:?}");
        assert_eq!(answer.header("retry-after").is_some(), fault == Fault::TooManyRequests { retry_after: Some(3) });
        assert_eq!(answer.delay().is_zero(), !matches!(fault, Fault::Delay(_)));
        assert_eq!(fake.call(&list).status(), 200);
    }
    assert_eq!(fake.requests().map(|request| request.status).take(3).collect::<Vec<_>>(), [429, 200, 429]);
    fake.next(Fault::ServerError);
    let challenged =
        HttpRequest { method: "GET", target: list.target(), authorization: None, content_type: None, body: b"" };
    assert_eq!(fake.handle(&challenged).status(), 401);
    assert_eq!(fake.call(&list).status(), 500);
}

#[test]
fn an_inbound_message_is_signed_and_its_twiml_is_carried_out() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut fake = Fake::default().inbound_url("http://127.0.0.1/sms/in?x=1");
    let webhook = fake.receive("+14155550199", "+14155550100", "STATUS", &["http://127.0.0.1/owl.png"])?;
    assert!(is_signed(&webhook) && webhook.body.contains("MediaContentType0=image%2Fpng"));
    let redirect = fake
        .reply(
            &webhook,
            b"<Response><Message statusCallback=\"status\">Fine<Media>http://127.0.0.1/a.gif</Media></Message>\
              <Message to=\"+14155550123\"><Body>Copy</Body></Message><Redirect method=\"GET\">../next?y=2</Redirect>\
              <Message>never</Message></Response>",
        )?
        .unwrap();
    assert!(redirect.url.starts_with("http://127.0.0.1/sms/../next?y=2&") && redirect.method == "GET");
    assert!(is_signed(&redirect) && redirect.body.is_empty());
    assert!(fake.reply(&redirect, b"<Response><Redirect>/a</Redirect></Response>")?.unwrap().body.contains("STATUS"));
    assert_eq!(fake.reply(&redirect, b"")?, None);
    assert!(fake.reply(&webhook, b"<Html/>").is_err());

    let callbacks = fake.tick(fake.now());
    assert_eq!(
        callbacks.iter().map(|webhook| webhook.url.as_str()).collect::<Vec<_>>(),
        ["http://127.0.0.1/sms/status"; 2]
    );
    let messages = fake.messages();
    let parts = |message: &Message<'static>| {
        let text = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().unwrap_or_default().to_owned();
        (message.direction.clone().unwrap(), text(&message.from), text(&message.to), text(&message.body))
    };
    let (ours, phone) = ("+14155550100".to_owned(), "+14155550199".to_owned());
    let reply = Direction::OutboundReply;
    assert_eq!(messages.len(), 3);
    assert_eq!(parts(messages[0]), (Direction::Inbound, phone.clone(), ours.clone(), "STATUS".to_owned()));
    assert_eq!(parts(messages[1]), (reply.clone(), ours.clone(), phone, "Fine".to_owned()));
    assert_eq!(parts(messages[2]), (reply, ours, "+14155550123".to_owned(), "Copy".to_owned()));
    assert!(messages[1].sid.as_str().starts_with("MM") && messages[2].sid.as_str().starts_with("SM"));
    Ok(())
}

#[test]
fn a_reset_forgets_faults_and_numbers_but_not_the_numbers_for_tests() {
    let mut fake = Fake::default();
    let phone = PhoneNumber::normalize("+14155550199").unwrap();
    fake.refuse(&phone, ErrorCode::UNSUBSCRIBED_RECIPIENT);
    fake.refuse(&PhoneNumber::TEST_INVALID, ErrorCode::UNSUBSCRIBED_RECIPIENT);
    fake.fail(&phone, ErrorCode::new(30003));
    fake.next(Fault::ServerError);
    fake.reset();
    assert_eq!(send(&mut fake, &usual()).status(), 201);
    fake.tick(fake.now());
    assert_eq!(fake.messages()[0].status, Some(Status::Delivered));
    let refused = send(&mut fake, &message("+14155550100", "+15005550001"));
    assert!(refused.status() == 400 && refused.body().contains("21211"), "{}", refused.body());
}

#[test]
fn a_bounded_store_forgets_the_oldest_messages() {
    let mut fake = Fake::default().keep(2);
    let sids: Vec<_> = (0..5).map(|_| sid(&send(&mut fake, &usual()))).collect();
    assert_eq!(fake.messages().iter().map(|message| message.sid.clone()).collect::<Vec<_>>(), sids[3..]);
    assert_eq!(statuses(&fake.tick(fake.now())).len(), 4);
    fake.reset();
    assert!(fake.messages().is_empty() && fake.requests().next().is_none());
    assert!(!sids.contains(&sid(&send(&mut fake, &usual()))));

    // Nor does it keep what forgotten messages were scheduled for.
    let mut fake = Fake::default().keep(2);
    for seconds in 1..=5 {
        let at = SendAt::from_unix_seconds(fake.now() + seconds).unwrap();
        let form = format!("To=%2B14155550199&From=MG{:032x}&Body=Hi&ScheduleType=fixed&SendAt={at}", 1);
        assert_eq!(ask(&mut fake, "POST", "/Messages.json", &form).status(), 201);
    }
    assert_eq!(fake.next_change(), Some(fake.now() + 4));
}

#[test]
fn a_list_can_be_fetched_in_csv() {
    let mut fake = Fake::default();
    let sid = sid(&send(&mut fake, &usual()));
    let answer = fake.call(&ListMessages::new().request(&fake.endpoint().clone().with_format(Format::Csv)));
    assert_eq!((answer.status(), answer.header("Content-Type")), (200, Some("text/csv")), "{}", answer.body());
    let Outcome::Done(page) = Page::decode_csv(200, answer.body().as_bytes()) else { panic!("{}", answer.body()) };
    assert_eq!((&page.messages[0].sid, page.messages[0].body.as_deref()), (&sid, Some("Jenny please?!")));
}

#[test]
fn the_account_can_be_fetched() {
    let mut fake = Fake::default();
    for (extension, content_type) in [(".json", "application/json"), ("", "application/xml")] {
        let answer = ask(&mut fake, "GET", extension, "");
        assert_eq!((answer.status(), answer.header("Content-Type")), (200, Some(content_type)));
        assert!(answer.body().contains("fake-twilio"));
    }
}

#[test]
fn debug_forms_show_no_text_of_a_message_and_no_number() {
    let mut fake = Fake::default().inbound_url("http://127.0.0.1/");
    let answer = send(&mut fake, &usual());
    let webhook = fake.receive("+14155550199", "+14155550100", "Jenny", &[]).unwrap();
    let list = ListMessages::new().to(number("+14155550199").into());
    fake.call(&list.request(fake.endpoint()));
    let shown = format!("{fake:?} {answer:?} {webhook:?} {:?}", fake.requests().collect::<Vec<_>>());
    assert!(!shown.contains("Jenny") && !shown.contains("415555") && !shown.contains(TOKEN), "{shown}");
}
