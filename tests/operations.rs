//! Both sides of every operation: a server decodes what a client encodes, and a client decodes what a server answers.

// A panic fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use proptest::prelude::*;
use proptest::{collection, option};
use twilio_sms::address::Recipient;
use twilio_sms::media::*;
use twilio_sms::request::*;
use twilio_sms::server::*;
use twilio_sms::*;

fn sid(prefix: &'static str) -> impl Strategy<Value = Sid<'static>> {
    "[0-9a-f]{32}".prop_map(move |hex| format!("{prefix}{hex}").parse().unwrap())
}

fn phone() -> impl Strategy<Value = PhoneNumber> {
    prop_oneof!["\\+1[2-9]0[0-9][2-9][0-9]{6}", "\\+44[1-9][0-9]{9}"].prop_map(|text| text.parse().unwrap())
}

/// An address that can send: one of few, so that senders and recipients are sometimes equal or on different channels.
fn sender() -> impl Strategy<Value = Address> {
    prop_oneof![
        phone().prop_map(Address::from),
        prop::sample::select(vec![
            "+14155550100",
            "384387",
            "Owl Post",
            "whatsapp:+14155550100",
            "whatsapp:US.13491208655302741918",
            "messenger:1234",
            "rcs:agent",
            "sms:+14155550100",
        ])
        .prop_map(|text| text.parse().unwrap()),
    ]
}

fn recipient() -> impl Strategy<Value = Recipient> {
    sender().prop_filter_map("an address that can receive", |address| address.try_into().ok())
}

fn format() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Default), Just(Format::Json), Just(Format::Xml)]
}

fn resource() -> impl Strategy<Value = Resource> {
    prop_oneof![Just(Resource::Messages), Just(Resource::SmsMessages)]
}

fn url() -> impl Strategy<Value = String> {
    "https://example\\.com/[a-z0-9/?&=%+~-]{0,20}"
}

prop_compose! {
    fn sms_builder()(
        from in sender(),
        to in recipient(),
        body in "\\PC{1,160}",
        callback in option::of(url()),
        application in option::of(sid("AP")),
        other in option::of("\\PC{0,8}"),
    ) -> SendSmsBuilder {
        let mut sms = SendSms::to(to).from(from).body(SmsBody::new(body).unwrap());
        if let Some(url) = callback {
            sms = sms.status_callback(url.parse().unwrap());
        }
        if let Some(sid) = application {
            sms = sms.application_sid(sid);
        }
        if let Some(value) = other {
            sms = sms.other("Color", value);
        }
        sms
    }
}

/// The parameters that are in rules about several of them.
#[derive(Clone, Debug)]
struct Parts {
    to: Recipient,
    from: Option<Address>,
    service: Option<Sid<'static>>,
    fallback: Option<Address>,
    body: Option<Body>,
    media: Vec<MediaUrl>,
    template: Option<(Sid<'static>, Option<ContentVariables>)>,
    send_at: Option<SendAt>,
}

prop_compose! {
    fn parts()(
        to in recipient(),
        from in option::weighted(0.8, sender()),
        service in option::of(sid("MG")),
        fallback in option::weighted(0.2, sender()),
        body in option::of("(?s).{1,1600}"),
        media in prop_oneof![4 => 0..=3_usize, 1 => 9..=11_usize],
        template in option::weighted(0.3, (sid("HX"), option::of(collection::btree_map("[a-z0-9]{1,4}", ".{1,9}", 0..3)))),
        send_at in option::weighted(0.3, 1_700_000_000_i64..2_000_000_000),
    ) -> Parts {
        Parts {
            to,
            from,
            service,
            fallback,
            body: body.map(|body| Body::new(body).unwrap()),
            media: (0..media).map(|number| format!("https://example.com/{number}").parse().unwrap()).collect(),
            template: template
                .map(|(sid, variables)| (sid, variables.map(|pairs| ContentVariables::from_pairs(pairs).unwrap()))),
            send_at: send_at.map(|seconds| SendAt::from_unix_seconds(seconds).unwrap()),
        }
    }
}

impl Parts {
    fn builder(&self) -> SendMessageBuilder {
        let mut message = SendMessage::to(self.to.clone());
        if let Some(from) = &self.from {
            message = message.from(from.clone());
        }
        if let Some(service) = &self.service {
            message = message.service(Service::new(service.clone()));
        }
        if let Some(fallback) = &self.fallback {
            message = message.fallback_from(fallback.clone());
        }
        if let Some(body) = &self.body {
            message = message.body(body.clone());
        }
        message = self.media.iter().fold(message, |message, url| message.media(url.clone()));
        if let Some((sid, variables)) = &self.template {
            let template = Template::new(sid.clone());
            message = message.template(match variables {
                Some(variables) => template.variables(variables.clone()),
                None => template,
            });
        }
        if let Some(at) = &self.send_at {
            message = message.send_at(at.clone());
        }
        message
    }

    /// The form that a client would send which checks nothing.
    fn form(&self) -> String {
        let mut form = String::new();
        let mut writer = form::Writer::new(&mut form);
        writer.pair("To", self.to.as_str());
        let mut add = |name, value: Option<&str>| {
            if let Some(value) = value {
                writer.pair(name, value)
            }
        };
        add("From", self.from.as_ref().map(Address::as_str));
        add("MessagingServiceSid", self.service.as_ref().map(Sid::as_str));
        add("FallbackFrom", self.fallback.as_ref().map(Address::as_str));
        add("Body", self.body.as_ref().map(Body::as_str));
        self.media.iter().for_each(|url| add("MediaUrl", Some(url.as_str())));
        add("ContentSid", self.template.as_ref().map(|(sid, _)| sid.as_str()));
        add("ContentVariables", self.template.as_ref().and_then(|(_, variables)| Some(variables.as_ref()?.as_str())));
        add("ScheduleType", self.send_at.as_ref().map(|_| "fixed"));
        add("SendAt", self.send_at.as_ref().map(SendAt::as_str));
        form
    }
}

prop_compose! {
    fn message_builder()(
        parts in parts(),
        flags in any::<[Option<bool>; 4]>(),
        validity in option::of(1_u32..=36_000),
        actions in collection::vec("[a-z:]{0,9}", 0..3),
        other in option::of("\\PC{0,8}"),
    ) -> SendMessageBuilder {
        let mut message = parts.builder();
        for action in actions {
            message = message.persistent_action(action);
        }
        let [feedback, smart, shorten, force] = flags;
        if let Some(flag) = feedback { message = message.provide_feedback(flag); }
        if let Some(flag) = smart { message = message.smart_encoded(flag); }
        if let Some(flag) = shorten { message = message.shorten_urls(flag); }
        if let Some(flag) = force { message = message.force_delivery(flag); }
        if let Some(value) = other { message = message.other("Color", value); }
        if let Some(seconds) = validity {
            message = message.validity_period(ValidityPeriod::new(seconds).unwrap());
        }
        message
            .content_retention(ContentRetention::Discard)
            .address_retention(AddressRetention::Obfuscate)
            .risk_check(RiskCheck::Disable)
            .traffic_type(TrafficType::Free)
            .message_intent(MessageIntent::Otp)
    }
}

fn send_sms() -> impl Strategy<Value = SendSms> {
    sms_builder().prop_filter_map("a request that is not refused", |sms| sms.build().ok())
}

fn send_message() -> impl Strategy<Value = SendMessage> {
    message_builder().prop_filter_map("a request that is not refused", |message| message.build().ok())
}

prop_compose! {
    fn list()(
        to in option::of(recipient()),
        from in option::of(sender()),
        size in option::of(1_u32..=1000),
        day in option::of("20[0-9]{2}-1[0-2]-[12][0-9]"),
    ) -> ListMessages {
        let mut list = ListMessages::new();
        if let Some(to) = to {
            list = list.to(to.into());
        }
        if let Some(from) = from {
            list = list.from(from);
        }
        if let Some(size) = size {
            list = list.page_size(PageSize::new(size).unwrap());
        }
        if let Some(day) = day {
            let day: DateFilter = day.parse().unwrap();
            list = list.date_sent_before(day.clone()).date_sent_after(day.clone()).date_sent(day);
        }
        list
    }
}

/// Serializes a request and deserializes it again: from the text of JSON, from a JSON value, from a form if it is one, and
/// from a format that does not describe its values.
#[cfg(feature = "serde")]
fn survives<T>(request: &T, is_form: bool) -> Result<(), TestCaseError>
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let json = serde_json::to_string(request).unwrap();
    prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), request, "{}", json);
    let value = serde_json::to_value(request).unwrap();
    prop_assert_eq!(&serde_json::from_value::<T>(value).unwrap(), request, "{}", json);
    let bytes = postcard::to_stdvec(request).unwrap();
    prop_assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), request, "{:?}", bytes);
    if is_form {
        let form = serde_urlencoded::to_string(request).unwrap();
        prop_assert_eq!(&serde_urlencoded::from_str::<T>(&form).unwrap(), request, "{}", form);
    }
    Ok(())
}

/// Decodes a client's request as a server does, and returns its account, its format and its operation.
fn received(request: &Request) -> Result<(Sid<'static>, Format, Operation), TestCaseError> {
    let content_type = request.content_type();
    let decoded =
        ApiRequest::decode(request.method().as_str(), request.target(), content_type, request.body().as_bytes());
    let decoded = decoded.map_err(|error| TestCaseError::fail(error.to_string()))?;
    Ok((decoded.account().clone(), decoded.format(), decoded.operation().clone()))
}

proptest! {
    #[test]
    fn a_server_reads_the_sms_that_was_sent(sms in send_sms(), account in sid("AC"), format in format()) {
        let operation = Operation::SendSms(Box::new(sms.clone()));
        prop_assert_eq!(received(&sms.request(&Endpoint::new(account.clone()).with_format(format)))?, (account, format, operation));
    }

    #[test]
    fn what_a_client_cannot_build_a_server_refuses_with_the_same_code(parts in parts(), account in sid("AC")) {
        let target = format!("/2010-04-01/Accounts/{account}/Messages.json");
        let received = ApiRequest::decode("POST", &target, None, parts.form().as_bytes());
        match (parts.builder().build(), received) {
            (Ok(message), Ok(request)) => {
                prop_assert_eq!(request.operation(), &Operation::SendMessage(Box::new(message)));
            }
            (Err(error), Err(refused)) => {
                prop_assert_eq!((error.code(), 400), (Some(refused.code()), refused.status()));
                prop_assert!(!error.params().is_empty());
            }
            (built, received) => prop_assert!(false, "{:?}, {:?}", built, received),
        }
    }

    #[test]
    fn the_old_resource_has_the_same_rules_about_addresses(from in sender(), to in recipient(), account in sid("AC")) {
        let built = SendSms::to(to.clone()).from(from.clone()).body(SmsBody::new("Hi").unwrap()).build();
        let mut form = String::new();
        let mut writer = form::Writer::new(&mut form);
        for (name, value) in [("To", to.as_str()), ("From", from.as_str()), ("Body", "Hi")] {
            writer.pair(name, value);
        }
        let target = format!("/2010-04-01/Accounts/{account}/SMS/Messages");
        let received = ApiRequest::decode("POST", &target, None, form.as_bytes());
        prop_assert_eq!(built.err().and_then(|error| error.code()), received.err().map(|error| error.code()));
    }

    #[test]
    fn a_server_reads_the_message_that_was_sent(message in send_message(), account in sid("AC"), format in format()) {
        let operation = Operation::SendMessage(Box::new(message.clone()));
        prop_assert_eq!(received(&message.request(&Endpoint::new(account.clone()).with_format(format)))?, (account, format, operation));
    }

    #[test]
    fn the_form_is_what_serde_urlencoded_writes(sms in send_sms(), message in send_message()) {
        for (params, form) in [
            (sms.params(), { let mut form = String::new(); sms.encode_into(&mut form); form }),
            (message.params(), { let mut form = String::new(); message.encode_into(&mut form); form }),
        ] {
            prop_assert_eq!(serde_urlencoded::to_string(params).unwrap(), form);
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn requests_survive_json_forms_and_a_format_that_describes_nothing(
        sms in send_sms(), message in send_message(), list in list(), sid in sid("SM"), medium in sid("ME"),
    ) {
        survives(&sms, true)?;
        survives(&message, true)?;
        survives(&list, true)?;
        survives(&FetchMessage::new(sid.clone()), false)?;
        survives(&DeleteMessage::new(sid.clone()), false)?;
        survives(&UpdateMessage::redact(sid.clone()), false)?;
        survives(&UpdateMessage::cancel(sid.clone()), false)?;
        survives(&ListMedia::new(sid.clone()), false)?;
        survives(&FetchMedia::new(sid.clone(), medium.clone()), false)?;
        survives(&DeleteMedia::new(sid.clone(), medium), false)?;
        survives(&SendFeedback::new(sid, FeedbackOutcome::Unconfirmed), false)?;
    }

    #[test]
    fn an_sms_is_a_message_with_the_same_parameters(sms in send_sms()) {
        prop_assert_eq!(SendMessage::try_from(sms.clone()).unwrap().params(), sms.params());
    }

    #[test]
    fn a_server_reads_what_is_asked_of_a_message(
        account in sid("AC"), message in sid("SM"), medium in sid("ME"), resource in resource(), format in format(),
    ) {
        let media = message.clone();
        let endpoint = Endpoint::new(account.clone()).with_resource(resource).with_format(format);
        for (request, operation) in [
            (FetchMessage::new(message.clone()).request(&endpoint),
                Operation::Fetch(FetchMessage::new(message.clone()))),
            (DeleteMessage::new(message.clone()).request(&endpoint),
                Operation::Delete(DeleteMessage::new(message.clone()))),
            (UpdateMessage::redact(message.clone()).request(&endpoint),
                Operation::Update(UpdateMessage::redact(message.clone()))),
            (UpdateMessage::cancel(message.clone()).request(&endpoint),
                Operation::Update(UpdateMessage::cancel(message.clone()))),
            (ListMedia::new(media.clone()).request(&endpoint), Operation::ListMedia(ListMedia::new(media.clone()))),
            (FetchMedia::new(media.clone(), medium.clone()).request(&endpoint),
                Operation::FetchMedia(FetchMedia::new(media.clone(), medium.clone()))),
            (DeleteMedia::new(media.clone(), medium.clone()).request(&endpoint),
                Operation::DeleteMedia(DeleteMedia::new(media.clone(), medium.clone()))),
            (SendFeedback::new(media.clone(), FeedbackOutcome::Unconfirmed).request(&endpoint),
                Operation::Feedback(SendFeedback::new(media.clone(), FeedbackOutcome::Unconfirmed))),
        ] {
            prop_assert_eq!(received(&request)?, (account.clone(), format, operation));
        }
    }

    #[test]
    fn a_server_reads_the_list_that_is_asked_for(
        account in sid("AC"), list in list(), resource in resource(), format in format(),
    ) {
        let operation = Operation::List(list.clone());
        prop_assert_eq!(received(&list.request(&Endpoint::new(account.clone()).with_resource(resource).with_format(format)))?, (account, format, operation));
    }
}

const ACCOUNT: &str = "/2010-04-01/Accounts/AC1";

/// Returns the status and the code with which a server rejects a request.
fn refusal(method: &str, path: &str, content_type: Option<&str>, body: &str) -> (u16, u32) {
    let target = format!("{ACCOUNT}{path}");
    let error = ApiRequest::decode(method, &target, content_type, body.as_bytes()).expect_err(body);
    let reply = error.reply();
    assert_eq!(reply.status(), error.status());
    // A client decodes the reply.
    let rejection = Rejection::decode(reply.status(), reply.body().as_bytes());
    assert_eq!(rejection.code, Some(error.code()), "{body:?}");
    assert!(rejection.message.is_some_and(|message| !message.is_empty()));
    (error.status(), error.code().get())
}

#[test]
fn a_server_refuses_as_twilio_does() {
    let form = Some("application/x-www-form-urlencoded; charset=UTF-8");
    let long = |count: usize| format!("To=%2B14155550199&From=%2B14155550100&Body={}", "x".repeat(count));
    for (path, body, code) in [
        ("/Messages.json", "From=%2B14155550100&Body=Hi", 21604),
        ("/Messages.json", "", 21604),
        ("/Messages.json", "To=%2B14155550199&Body=Hi", 21603),
        ("/SMS/Messages", "To=%2B14155550199&Body=Hi", 21603),
        ("/SMS/Messages", "To=%2B14155550199&MessagingServiceSid=MG1&Body=Hi", 21603),
        ("/Messages.json", "To=%2B14155550199&From=%2B14155550100", 21619),
        ("/SMS/Messages.json", "To=%2B14155550199&From=%2B14155550100", 21602),
        ("/SMS/Messages.Xml", "To=%2B14155550199&From=%2B14155550100&Body=", 21602),
        ("/SMS/Messages.json", &long(161), 21605),
        ("/Messages.json", &long(1601), 21617),
        ("/Messages.json", "To=asd&From=%2B14155550100&Body=Hi", 21211),
        ("/Messages.json", "To=+14155550199&From=%2B14155550100&Body=Hi", 21211),
        ("/Messages.json", "To=%2B14155550199&From=+14155550100&Body=Hi", 21212),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=Hi&StatusCallback=nowhere", 21609),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=Hi&ApplicationSid=../x", 21218),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=Hi&ValidityPeriod=0", 21624),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=Hi&MaxPrice=much", 21627),
        ("/Messages.json", "To=%2B14155550199&From=1234&MediaUrl=ftp://a/", 21620),
        (
            "/Messages.json",
            &format!("To=%2B14155550199&From=1234{}", "&MediaUrl=https://example.com/a".repeat(11)),
            21623,
        ),
        ("/Messages.json", "To=%2B14155550199&From=1234&ContentSid=../x", 21655),
        ("/Messages.json", "To=%2B14155550199&MessagingServiceSid=../x&Body=Hi", 21705),
        ("/SMS/Messages", "To=%20%2B14155550199&From=1234&Body=Hi", 21211),
        ("/SMS/Messages", "To=%2B12&From=1234&Body=Hi", 21211),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=Hi&ContentVariables={}", 21654),
        ("/Messages.json", "To=%2B14155550199&From=1234&ContentSid=HX1&ContentVariables=Jo", 21656),
        ("/Messages.json", "To=%2B14155550199&From=1234&ContentSid=HX1&ContentVariables=[1]", 21656),
        ("/Messages.json", "To=%2B14155550199&From=1234&ContentSid=HX1&ContentVariables={\"1\"", 21656),
        ("/Messages.json", "To=%2B14155550199&MessagingServiceSid=MG1&Body=Hi&ScheduleType=fixed", 35111),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=Hi&ScheduleType=fixed&SendAt=2026-12-24T12:00:00Z", 35118),
        ("/Messages.json", "To=%2B14155550199&MessagingServiceSid=MG1&Body=Hi&SendAt=2026-12-24T12:00:00Z", 20422),
        ("/Messages.json", "To=%2B14155550199&MessagingServiceSid=MG1&FallbackFrom=+1&Body=Hi", 21665),
        ("/Messages.json", "To=%2B14155550199&From=1234&Body=%zz", 20422),
        ("/Messages.json", "To=%2B14155550199&To=%2B14155550199&From=1234&Body=Hi", 20422),
        ("/Messages/SM1.json", "Body=New+text", 20422),
        ("/Messages/SM1.json", "Status=sent", 20422),
        ("/Messages/SM1.json", "Body=&Body=", 20422),
        ("/Messages/SM1.json", "Status=canceled&Status=canceled", 20422),
    ] {
        assert_eq!(refusal("POST", path, form, body), (400, code), "{body:?}");
    }
    assert_eq!(refusal("POST", "/Messages.json", Some("application/json"), "{}"), (400, 21604));
    assert_eq!(refusal("GET", "/Messages.json?PageSize=1001", None, ""), (400, 20007));
    for (method, path, expected) in [
        ("PUT", "/Messages.json", (405, 20004)),
        ("DELETE", "/Messages.json", (405, 20004)),
        ("POST", "/Messages/MM1/Media.json", (405, 20004)),
        ("GET", "/Calls.json", (404, 20404)),
        ("GET", "/messages.json", (404, 20404)),
    ] {
        assert_eq!(refusal(method, path, None, ""), expected, "{method} {path}");
    }
}

#[test]
fn only_a_post_has_a_body_and_a_content_type() {
    let account: Sid<'_> = "AC0123456789abcdef0123456789abcdef".parse().unwrap();
    let fetch = FetchMessage::new("SM1".parse().unwrap()).request(&Endpoint::new(account.clone()));
    assert_eq!((fetch.method().as_str(), fetch.content_type(), fetch.body()), ("GET", None, ""));
    let redact = UpdateMessage::redact("SM1".parse().unwrap()).request(&Endpoint::new(account.clone()));
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!((redact.method().as_str(), redact.content_type(), redact.body()), ("POST", form, "Body="));
    // The content type of a body that is not sent changes nothing.
    assert!(ApiRequest::decode("GET", fetch.target(), Some("application/json"), b"").is_ok());
}

#[test]
fn a_server_sees_the_prefix_of_the_path_and_the_unknown_parameters() {
    let target = format!("/proxy{ACCOUNT}/Messages.json");
    let form = "To=%2B14155550199&From=1234&Body=Hi&Colour=red&Size=2&Colour=blue";
    let decoded = ApiRequest::decode("POST", &target, None, form.as_bytes()).unwrap();
    assert_eq!(
        (decoded.prefix(), decoded.unknown()),
        ("/proxy/2010-04-01", ["Colour", "Size", "Colour"].map(String::from).as_slice())
    );
    let target = format!("{ACCOUNT}/Messages?To=1234&Shape=round");
    let listed = ApiRequest::decode("GET", &target, None, b"").unwrap();
    assert_eq!((listed.prefix(), listed.unknown()), ("/2010-04-01", ["Shape".to_owned()].as_slice()));
}

#[test]
fn a_server_accepts_what_clients_of_sixteen_years_send() {
    for (target, body) in [
        ("SMS/Messages.Xml", "From=%2B14155550100&To=%2B14155550199&Body=Jenny%20please%3F%21"),
        ("SMS/Messages", "Body=Hi&From=415-555-0100&To=(415)%20555-0199"),
        ("SMS/Messages.json", "&&Body=a+b&&To=4155550199&From=Acme&Unknown=1&"),
        ("SMS/Messages.json", "To=%2B14155550199&From=Acme+%26+Sons,+since+1898&Body=Hi"),
        // Any text can be a sender, because the server decides who can send. A recipient has to be valid.
        ("SMS/Messages.json", "To=%2B14155550199&From=%2B12&Body=Hi"),
        ("Messages.json", "To=%2b14155550199&MessagingServiceSid=MG0123456789abcdef0123456789abcdef&Body=!'()*~"),
        ("Messages", "To=%2B14155550199&From=1234&Body=Hi&ProvideFeedback=True&SmartEncoded=False"),
        (
            "Messages.json",
            "To=whatsapp%3A%2B14155550199&From=whatsapp%3A%2B14155550100&MediaUrl=http://example.com/a b"
                .split(" b")
                .next()
                .unwrap_or_default(),
        ),
    ] {
        let target = format!("{ACCOUNT}/{target}");
        let decoded = ApiRequest::decode("POST", &target, None, body.as_bytes());
        assert!(decoded.is_ok(), "{body:?}: {decoded:?}");
    }
}
