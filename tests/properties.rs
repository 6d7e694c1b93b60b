//! Properties that hold for every message, page, rejection and request, hostile texts included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
#[cfg(feature = "serde")]
use twilio_sms::media::{Feedback, Media, MediaPage};
use twilio_sms::request::ListMessages;
use twilio_sms::response::{Paging, UnknownField};
use twilio_sms::server::{ApiRequest, Operation};
use twilio_sms::webhook::{InboundMessage, StatusUpdate};
use twilio_sms::{
    Address, Call as _, Direction, Endpoint, ErrorCode, Format, Message, Outcome, Page, PhoneNumber, Price, Rejection,
    Resource, SendSms, Sid, SmsBody, Status, Timestamp,
};

#[path = "../fuzz/properties.rs"]
#[allow(dead_code, unreachable_pub)]
mod fuzz;

/// Pieces of text that parsers often handle wrongly.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 ]{0,6}",
        2 => any::<char>().prop_map(String::from),
        1 => "[<>&\"'\\\\;#\\]\\[!/=?%+-]{1,3}",
        2 => prop::sample::select(vec![
            "<", "<3", "</Body>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&", "&#13;", "<?x?>", "<!DOCTYPE x>",
            "\r", "\r\n", "\n", "\t", " ", "\"", "\\", "\\u0041", "\\ud83d", "{", "}", "\"sid\": \"SM2\"",
            "<Sid>SM2</Sid>", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{FFFD}", "\u{1F600}", "\u{10FFFF}", "%zz", "%2B", "&a=b",
        ]).prop_map(String::from),
    ]
}

/// Any text, control characters included. JSON and forms can carry it.
fn text() -> impl Strategy<Value = String> {
    vec(piece(), 0..6).prop_map(|pieces| pieces.concat())
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// A text that XML can carry too.
fn xml_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.chars().filter(|c| is_xml(*c)).collect())
}

/// An optional text that is not empty. An empty field decodes as an absent one.
fn present(text: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    option::of(text).prop_map(|text| text.filter(|text| !text.is_empty()))
}

fn sid() -> impl Strategy<Value = Sid<'static>> {
    prop_oneof!["(SM|MM)[0-9a-f]{32}", "[A-Za-z0-9_-]{1,64}"].prop_map(|text| text.parse().unwrap())
}

fn price() -> impl Strategy<Value = Price<'static>> {
    "-?[0-9]{1,4}(\\.[0-9]{1,5})?".prop_map(|text| text.parse().unwrap())
}

/// Unknown fields, with names in JSON's spelling.
fn unknown_fields(text: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<UnknownField<'static>>> {
    vec(("z[a-z]{1,5}(_[a-z]{1,4})?", text), 0..3).prop_map(|pairs| {
        pairs.into_iter().map(|(name, value)| UnknownField { name: name.into(), value: value.into() }).collect()
    })
}

fn message_of<S: Strategy<Value = String> + 'static>(text: fn() -> S) -> impl Strategy<Value = Message<'static>> {
    let texts = (
        present(text()),
        present(text()),
        option::of(text()),
        present(text()),
        present(text()),
        present(text()),
        present(text()),
        present(text()),
        present(text()),
    );
    let numbers = (option::of(any::<u32>()), option::of(any::<u32>()), option::of(any::<u32>()), option::of(price()));
    (sid(), option::of(sid()), texts, numbers, unknown_fields(text())).prop_map(
        |(sid, account, texts, numbers, unknown)| {
            let mut message = Message::new(sid);
            message.account_sid = account;
            message.to = texts.0.map(Into::into);
            message.from = texts.1.map(Into::into);
            message.body = texts.2.map(Into::into);
            message.date_created = texts.3.map(Timestamp::from);
            message.status = texts.4.map(Status::from);
            message.direction = texts.5.map(Direction::from);
            message.error_message = texts.6.map(Into::into);
            message.uri = texts.7.map(Into::into);
            message.media = texts.8.map(Into::into);
            message.num_segments = numbers.0;
            message.num_media = numbers.1;
            message.error_code = numbers.2.map(ErrorCode::new);
            message.price = numbers.3;
            message.unknown_fields = unknown;
            message
        },
    )
}

fn page_of<S: Strategy<Value = String> + 'static>(text: fn() -> S) -> impl Strategy<Value = Page<'static>> {
    let links = (present(text()), present(text()), present(text()));
    let numbers = (option::of(any::<u32>()), option::of(any::<u32>()), option::of(any::<u32>()));
    let unknown = unknown_fields(text()).prop_map(|mut fields| {
        // An XML element has each attribute once.
        fields.sort_by(|left, right| left.name.cmp(&right.name));
        fields.dedup_by(|left, right| left.name == right.name);
        fields
    });
    (vec(message_of(text), 0..3), links, numbers, unknown).prop_map(|(messages, links, numbers, unknown)| {
        let mut paging = Paging::new();
        // Restcomm writes `null` for a page that does not exist, so this text decodes as an absent link.
        let link = |text: Option<String>| text.filter(|text| text != "null").map(Into::into);
        paging.uri = links.0.map(Into::into);
        paging.next_page_uri = link(links.1);
        paging.last_page_uri = link(links.2);
        paging.page = numbers.0;
        paging.num_pages = numbers.1;
        paging.total = numbers.2;
        paging.unknown_fields = unknown;
        Page::new(messages, paging)
    })
}

fn rejection() -> impl Strategy<Value = Rejection<'static>> {
    let texts = (present(xml_text()), present(xml_text()), present(xml_text()));
    (400_u16..500, option::of(any::<u32>()), texts, unknown_fields(xml_text())).prop_map(
        |(status, code, texts, unknown)| {
            let mut rejection = Rejection::new(status);
            rejection.code = code.map(ErrorCode::new);
            rejection.message = texts.0.map(Into::into);
            rejection.detail = texts.1.map(Into::into);
            rejection.more_info = texts.2.map(Into::into);
            rejection.unknown_fields = unknown;
            rejection
        },
    )
}

/// A form with the parameters of webhooks.
#[cfg(feature = "serde")]
fn form() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "From",
        "To",
        "Body",
        "SmsStatus",
        "MessageStatus",
        "ErrorCode",
        "NumMedia",
        "NumSegments",
        "MediaUrl0",
        "MediaContentType0",
        "MediaUrl1",
        "AddOns",
        "ProfileName",
        "Zebra",
        "Zebra",
    ]);
    let value = prop_oneof!["[0-9]{1,3}", "\\{\"a\": [1]\\}", text()];
    vec((name, value), 0..8).prop_map(|pairs| {
        let mut form = String::from("MessageSid=SM1&");
        let mut writer = twilio_sms::form::Writer::new(&mut form);
        pairs.iter().for_each(|(name, value)| writer.pair(name, value));
        form
    })
}

fn done<T>(outcome: Outcome<'_, T>) -> T {
    match outcome {
        Outcome::Done(done) => done,
        Outcome::Rejected(rejection) => panic!("{rejection}"),
        Outcome::Unknown(unknown) => panic!("{unknown}"),
    }
}

fn resource() -> impl Strategy<Value = Resource> {
    prop::sample::select(vec![Resource::Messages, Resource::SmsMessages])
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Xml, Format::Json])
}

fn sms() -> impl Strategy<Value = SendSms> {
    let number = || "\\+1[2-9]0[0-9][2-9][0-9]{6}".prop_map(|text| text.parse::<PhoneNumber>().unwrap());
    let body = text().prop_filter_map("a body", |text| SmsBody::truncate(&text));
    let callback = option::of("https://[a-z]{1,8}\\.example/[!-~]{0,12}");
    let numbers = (number(), number()).prop_filter("two numbers", |(from, to)| from != to);
    (numbers, body, callback, option::of(sid())).prop_map(|((from, to), body, callback, application)| {
        let mut sms = SendSms::to(to).from(from).body(body);
        if let Some(callback) = callback.and_then(|text| text.parse().ok()) {
            sms = sms.status_callback(callback);
        }
        if let Some(application) = application {
            sms = sms.application_sid(application);
        }
        sms.build().unwrap()
    })
}

/// The configuration with this number of cases, or with the number in the environment, which mutation testing lowers.
fn cases(count: u32) -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: given.unwrap_or(count), failure_persistence: None, ..ProptestConfig::default() }
}

/// Returns the result of a function and how many allocations it made.
fn counted<T>(run: impl FnOnce() -> T) -> (T, u64) {
    let mut result = None;
    let count = allocation_counter::measure(|| result = Some(run())).count_total;
    (result.unwrap(), count)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_message_survives_both_formats(message in message_of(xml_text), resource in resource()) {
        let mut replies = Vec::new();
        for format in [Format::Xml, Format::Json] {
            let (reply, count) = counted(|| message.encode(resource, format).unwrap());
            // One allocation for the reply, and in XML one for the name of each unknown field.
            prop_assert!(count <= 1 + message.unknown_fields.len() as u64, "{}", reply.body());
            let read = done(Message::decode(201, reply.body().as_bytes())).into_owned();
            prop_assert_eq!(&read, &message, "{}", reply.body());
            prop_assert_eq!(read.notes.recovered, 0);
            replies.push(read);
        }
        prop_assert_eq!(&replies[0], &replies[1]);
    }

    #[test]
    fn a_message_of_any_text_survives_json(message in message_of(text), resource in resource()) {
        let (reply, count) = counted(|| message.encode(resource, Format::Json).unwrap());
        prop_assert_eq!(count, 1);
        prop_assert_eq!(done(Message::decode(201, reply.body().as_bytes())), message.clone(), "{}", reply.body());
        // XML can carry the text, or encoding fails.
        if let Ok(reply) = message.encode(resource, Format::Xml) {
            prop_assert_eq!(done(Message::decode(201, reply.body().as_bytes())), message, "{}", reply.body());
        }
    }

    #[test]
    fn a_page_survives_both_formats(page in page_of(xml_text), resource in resource()) {
        for format in [Format::Xml, Format::Json] {
            let (reply, count) = counted(|| page.encode(resource, format).unwrap());
            prop_assert!(count == 1 || format == Format::Xml);
            let read = done(Page::decode(200, reply.body().as_bytes()));
            prop_assert_eq!(&read, &page, "{}", reply.body());
            prop_assert_eq!(read.recovered(), 0);
        }
    }

    #[cfg(feature = "csv")]
    #[test]
    fn the_messages_of_a_page_survive_csv(page in page_of(text), resource in resource()) {
        let reply = page.encode(resource, Format::Csv).unwrap();
        prop_assert_eq!((reply.status(), reply.content_type()), (200, Some("text/csv")));
        let mut expected = page.messages;
        for message in &mut expected {
            // In CSV an empty text is an absent one, and every item has the same columns.
            message.body = message.body.take().filter(|body| !body.is_empty());
            message.unknown_fields.sort();
            message.unknown_fields.retain(|field| !field.value.is_empty());
        }
        let mut read = done(Page::decode_csv(200, reply.body().as_bytes())).into_owned().messages;
        for message in &mut read {
            message.unknown_fields.sort();
            message.unknown_fields.retain(|field| !field.value.is_empty());
        }
        prop_assert_eq!(read, expected, "{}", reply.body());
    }

    #[test]
    fn a_rejection_survives_both_formats(rejection in rejection()) {
        for format in [Format::Xml, Format::Json] {
            let reply = rejection.encode(format).unwrap();
            prop_assert_eq!(reply.status(), rejection.status);
            let read = Rejection::decode(reply.status(), reply.body().as_bytes());
            prop_assert_eq!(read, rejection.clone(), "{}", reply.body());
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn documents_survive_serde(message in message_of(text), page in page_of(text), rejection in rejection(), form in form()) {
        fn survives<T>(document: &T) -> Result<(), TestCaseError>
        where
            T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
        {
            let json = serde_json::to_string(document).unwrap();
            prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), document, "{}", json);
            Ok(())
        }
        survives(&message)?;
        survives(&page)?;
        survives(&page.paging)?;
        survives(&rejection)?;
        if let Ok(inbound) = InboundMessage::decode_unverified(form.as_bytes()) {
            survives(&inbound.into_owned())?;
        }
        if let Ok(update) = StatusUpdate::decode_unverified(form.as_bytes()) {
            survives(&update.into_owned())?;
        }
        let mut media = Media::new(message.sid.clone());
        media.content_type = message.to.clone();
        survives(&media)?;
        survives(&MediaPage::new(vec![media.clone(), media], page.paging))?;
        let mut feedback = Feedback::new(message.sid);
        feedback.outcome = message.to;
        survives(&feedback)?;
    }

    #[test]
    fn a_comment_in_an_element_changes_nothing(message in message_of(xml_text), page in page_of(xml_text)) {
        fuzz::xml_comments(message.encode(Resource::Messages, Format::Xml).unwrap().body().as_bytes());
        fuzz::xml_comments(page.encode(Resource::SmsMessages, Format::Xml).unwrap().body().as_bytes());
    }

    #[test]
    fn a_send_is_the_form_that_serde_urlencoded_writes(sms in sms(), format in format(), account in sid()) {
        let request = sms.request(&Endpoint::new(account.clone()).with_format(format));
        prop_assert_eq!(request.body(), serde_urlencoded::to_string(sms.params()).unwrap());
        let mut buffer = String::from("before");
        sms.encode_into(&mut buffer);
        prop_assert_eq!(buffer.strip_prefix("before"), Some(request.body()));
    }

    #[test]
    fn a_server_reads_what_a_client_sends(sms in sms(), format in format(), account in sid()) {
        let request = sms.request(&Endpoint::new(account.clone()).with_format(format));
        prop_assert_eq!(SendSms::decode(request.body().as_bytes()), Ok(sms.clone()));
        let (method, body) = (request.method().as_str(), request.body().as_bytes());
        let read = ApiRequest::decode(method, request.target(), request.content_type(), body).unwrap();
        prop_assert_eq!(read.operation(), &Operation::SendSms(Box::new(sms)));
        prop_assert_eq!((read.account(), read.resource()), (&account, Resource::SmsMessages));
        prop_assert_eq!((read.format(), read.unknown().len()), (format, 0));
    }

    #[test]
    fn a_server_reads_what_a_client_asks_for(
        to in option::of("[A-Za-z]{1,11}|\\+4930[0-9]{6}|whatsapp:\\+4930[0-9]{6}"), token in present(text()), resource in resource(),
        size in option::of(1_u32..=1000), account in sid(),
    ) {
        let mut list = ListMessages::new();
        if let Some(to) = to {
            list = list.to(to.parse::<Address>().unwrap());
        }
        if let Some(token) = token {
            list = list.page_token(token);
        }
        if let Some(size) = size {
            list = list.page_size(twilio_sms::request::PageSize::new(size).unwrap());
        }
        let request = list.request(&Endpoint::new(account.clone()).with_resource(resource));
        let read = ApiRequest::decode("GET", request.target(), None, b"").unwrap();
        prop_assert_eq!(read.operation(), &Operation::List(list));
        prop_assert_eq!(read.resource(), resource);
    }

    #[test]
    fn legacy_and_current_names_give_one_value(sid in sid(), status in text(), to in text()) {
        let form = |pairs: [(&str, &str); 3]| serde_urlencoded::to_string(pairs).unwrap();
        let legacy = form([("SmsSid", sid.as_str()), ("SmsStatus", &status), ("To", &to)]);
        let current = form([("MessageSid", sid.as_str()), ("MessageStatus", &status), ("To", &to)]);
        let legacy = StatusUpdate::decode_unverified(legacy.as_bytes()).unwrap();
        let current = StatusUpdate::decode_unverified(current.as_bytes()).unwrap();
        prop_assert_eq!(legacy.sid(), Some(&sid));
        prop_assert_eq!(legacy.key(), current.key());
        prop_assert_eq!(legacy.status(), current.status());
        prop_assert_eq!(&legacy.to, &current.to);
        prop_assert!(!legacy.has_conflicting_names() && !current.has_conflicting_names());
    }

    #[test]
    fn no_text_of_a_message_is_in_its_debug_or_in_errors(body in "[A-Z]{12,20}", sid in sid()) {
        let mut message = Message::new(sid);
        message.body = Some(body.as_str().into());
        let debug = format!("{message:?}");
        prop_assert!(!debug.contains(&body));
        for format in [Format::Xml, Format::Json] {
            let reply = message.encode(Resource::Messages, format).unwrap();
            let cut = &reply.body().as_bytes()[..reply.body().len() - 1];
            let outcome = Message::decode(201, cut);
            let debug = format!("{outcome:?}");
            prop_assert!(!debug.contains(&body));
            prop_assert!(!outcome.into_result().unwrap_err().to_string().contains(&body));
        }
    }

    #[test]
    fn fuzzed_properties_hold_for_any_bytes(bytes: Vec<u8>, text in text()) {
        for (_, property) in fuzz::PROPERTIES {
            property(&bytes);
            property(text.as_bytes());
        }
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn every_strict_prefix_of_a_message_is_refused_with_an_offset(
        message in message_of(xml_text), resource in resource(), format in format(),
    ) {
        let reply = message.encode(resource, format).unwrap();
        let bytes = reply.body().as_bytes();
        let field = match format {
            Format::Json => format!("{{\"sid\": \"{}\"", message.sid),
            _ => format!("<Sid>{}</Sid>", message.sid),
        };
        let saved = reply.body().find(&field).unwrap() + field.len();
        for end in 0..bytes.len() {
            let Outcome::Unknown(unknown) = Message::decode(201, &bytes[..end]) else { panic!("{end}") };
            let error = unknown.error.unwrap();
            prop_assert!(error.at().is_some_and(|at| at <= end), "{end}: {error}");
            // The SID is reported as soon as it is complete, and not before.
            prop_assert_eq!(unknown.sid.as_ref(), (end >= saved).then_some(&message.sid), "{}", end);
        }
    }

    #[test]
    fn every_strict_prefix_of_a_page_is_refused_with_an_offset(page in page_of(xml_text), format in format()) {
        let reply = page.encode(Resource::Messages, format).unwrap();
        let bytes = reply.body().as_bytes();
        for end in 0..bytes.len() {
            let Outcome::Unknown(unknown) = Page::decode(200, &bytes[..end]) else { panic!("{end}") };
            prop_assert!(unknown.error.unwrap().at().is_some_and(|at| at <= end), "{end}");
        }
    }
}

proptest! {
    #![proptest_config(cases(5_000))]

    /// The input is pieces of markup in a message. Most of it is malformed, some of it is well-formed.
    #[test]
    fn fuzzed_properties_hold_for_xml(pieces in vec(prop::sample::select(vec![
        "<Body>", "</Body>", "<Body/>", "<To>", "</To>", "<Price/>", "<Foo>", "</Foo>", "<Feedback>x</Feedback>", "<SubresourceUris>",
        "</SubresourceUris>", " ", "x", "<3", "<", ">", "&amp;", "&#13;", "&", "]]>", "<![CDATA[", "<!--", "-->", "<?p", "?>",
        "\r\n", "\u{E9}", "<x:a xmlns:x='u'/>", "<a b='c'>", "</a>", "\u{FEFF}", "<NumSegments>01</NumSegments>",
    ]), 0..8), list: bool) {
        let fields = pieces.concat();
        let message = format!("<Message><Sid>SM1</Sid>{fields}</Message>");
        let doc = match list {
            false => format!("<TwilioResponse>{message}</TwilioResponse>"),
            true => format!("<TwilioResponse><Messages page='0'>{message}</Messages></TwilioResponse>"),
        };
        for property in [fuzz::xml_reply, fuzz::xml_comments, fuzz::xml_round_trip, fuzz::recovery] {
            property(doc.as_bytes());
        }
    }

    #[test]
    fn fuzzed_properties_hold_for_json(pieces in vec(prop::sample::select(vec![
        "\"body\":", "\"to\":", "\"price\":", "\"num_segments\":", "\"zzz\":", "\"Body\":", "\"subresource_uris\":", "\"errors\":",
        "\"\":", "\"feedback\":", "null", "true", "1.50", "-0", "01", "\"x\"", "\"\\u0041\"", "\"\\ud83d\"", "{", "}", "[", "]", ",", ":", " ",
        "\"\"", "\u{E9}",
    ]), 0..10), list: bool) {
        let fields = pieces.concat();
        let message = format!("{{\"sid\":\"SM1\",{fields}}}");
        let doc = if list { format!("{{\"messages\":[{message}],\"page\":0}}") } else { message };
        for property in [fuzz::json_reply, fuzz::json_round_trip] {
            property(doc.as_bytes());
        }
    }

    #[test]
    fn fuzzed_properties_hold_for_forms(pieces in vec(prop::sample::select(vec![
        "MessageSid=SM1", "&", "=", "SmsSid=SM1", "SmsStatus=sent", "Body", "To=", "+", "%2B", "%", "%C3", "%A9", "%zz", "\u{E9}", "x", ";",
        "Status=sent", "ErrorCode=30003", "From=", "4155550100",
    ]), 0..10)) {
        let form = pieces.concat();
        for property in [fuzz::form_round_trip, fuzz::status, fuzz::request] {
            property(form.as_bytes());
        }
    }
}

#[test]
fn a_scratch_buffer_of_any_size_changes_nothing() {
    const XML: &[u8] =
        b"<TwilioResponse><Message><Sid>SM1</Sid><To>a&amp;b</To><Body>&lt;3 &gt; &#233;</Body><Uri>/a?b&amp;c</Uri>\
        </Message></TwilioResponse>";
    const JSON: &[u8] =
        br#"{"sid": "SM1", "to": "a\/b", "body": "\u263A \\\" \n", "new": "\t", "uri": "\/a", "deep": {"x": "\r"}}"#;
    const FORM: &[u8] = b"MessageSid=SM1&To=%2B14155550123&Bo%64y=Hi+there%21+%E2%98%BA&New=%2F&From=%2B14155550199";
    for document in [XML, JSON] {
        let Outcome::Done(whole) = Message::decode(200, document) else { panic!("a message") };
        for size in 0..=document.len() {
            let mut scratch = vec![0; size];
            let Outcome::Done(message) = Message::decode_in(200, document, &mut scratch) else { panic!("{size}") };
            assert_eq!(message, whole, "{size}");
        }
    }
    for size in 0..=FORM.len() {
        let (mut one, mut two) = (vec![0; size], vec![0; size]);
        assert_eq!(StatusUpdate::decode_unverified_in(FORM, &mut one), StatusUpdate::decode_unverified(FORM), "{size}");
        assert_eq!(
            InboundMessage::decode_unverified_in(FORM, &mut two),
            InboundMessage::decode_unverified(FORM),
            "{size}"
        );
    }
}
