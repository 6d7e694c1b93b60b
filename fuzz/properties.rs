//! Properties that hold for every input: one function for each fuzz target.
//!
//! They use the public API only. The fuzzer calls them, and `tests/corpus.rs` calls them on every file of `tests/data`
//! with a stable toolchain. A property that does not hold panics.

use twilio_sms::limits::MAX_PAIRS;
use twilio_sms::media::{Media, MediaPage};
use twilio_sms::request::{DateFilter, ListMessages};
use twilio_sms::response::UnknownField;
use twilio_sms::segments::{Encoding, Segments, SmartOptions, smart_encode, split_segments, ucs2_chars};
use twilio_sms::server::{ApiRequest, Operation};
use twilio_sms::twiml::Response;
use twilio_sms::webhook::{Callback, Event, EventData, InboundMessage, StatusUpdate};
use twilio_sms::{
    Address, Call as _, DecodeError, DecodeErrorKind, Endpoint, Format, Message, Outcome, Page, ParseError,
    PhoneNumber, Rejection, Resource, SendMessage, SendSms, form,
};

/// A property of all inputs.
pub type Property = fn(&[u8]);

/// The fuzz targets that take bytes: the name of each, and its property.
pub const PROPERTIES: &[(&str, Property)] = &[
    ("events", events),
    ("form", form_round_trip),
    ("inbound", inbound),
    ("json_reply", json_reply),
    ("json_round_trip", json_round_trip),
    ("phone", phone),
    ("recovery", recovery),
    ("request", request),
    ("segments", segments),
    ("status", status),
    ("twiml", twiml),
    ("xml_comments", xml_comments),
    ("xml_json_agree", xml_json_agree),
    ("xml_reply", xml_reply),
    ("xml_round_trip", xml_round_trip),
];

const FORMATS: [Format; 2] = [Format::Xml, Format::Json];
const RESOURCES: [Resource; 2] = [Resource::Messages, Resource::SmsMessages];

/// Checks that what an error says is true of the input and can be logged.
fn check_error(error: &DecodeError, bytes: &[u8]) {
    if let Some(at) = error.at() {
        assert!(at <= bytes.len(), "the offset is inside the input: {error}");
    }
    if let DecodeErrorKind::Encoding { at } = error.kind()
        && let Err(utf8) = std::str::from_utf8(bytes)
        && error.name().is_none()
    {
        assert!(at == utf8.valid_up_to() || at == 0, "the offset of the first byte that is not UTF-8, or 0: {error}");
    }
    let text = error.to_string();
    assert!(!text.contains(char::is_control) && text.len() < 1000, "the message is one short line: {text:?}");
}

fn message(bytes: &[u8]) -> Result<Message<'_>, DecodeError> {
    match Message::decode(201, bytes) {
        Outcome::Done(message) => Ok(message),
        Outcome::Unknown(unknown) => {
            assert!(unknown.rejection.is_none_or(|rejection| rejection.code.is_some() || rejection.message.is_some()));
            Err(unknown.error.unwrap())
        }
        Outcome::Rejected(_) => panic!("201 is not the status of a rejection"),
    }
}

fn page(bytes: &[u8]) -> Result<Page<'_>, DecodeError> {
    match Page::decode(200, bytes) {
        Outcome::Done(page) => Ok(page),
        Outcome::Unknown(unknown) => Err(unknown.error.unwrap()),
        Outcome::Rejected(_) => panic!("200 is not the status of a rejection"),
    }
}

fn media_page(bytes: &[u8]) -> Result<MediaPage<'_>, DecodeError> {
    match MediaPage::decode(200, bytes) {
        Outcome::Done(page) => Ok(page),
        Outcome::Unknown(unknown) => Err(unknown.error.unwrap()),
        Outcome::Rejected(_) => panic!("200 is not the status of a rejection"),
    }
}

/// Checks that two messages have the same value and were decoded with the same notes.
fn assert_same_message(left: &Message<'_>, right: &Message<'_>) {
    assert_eq!(left, right);
    assert_eq!(left.notes, right.notes);
}

fn is_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Any bytes that are not JSON decode without a panic. An error has an offset inside them, and an owned copy of the
/// value equals it.
pub fn xml_reply(bytes: &[u8]) {
    if !is_json(bytes) {
        reply(bytes);
    }
}

/// Calls `check` with a scratch buffer that is too small for all texts, and with one that is large enough. The buffer
/// must not change what is decoded.
fn with_buffers(bytes: &[u8], check: impl Fn(&mut [u8])) {
    for size in [bytes.len() / 32, bytes.len()] {
        check(&mut vec![0; size]);
    }
}

fn reply(bytes: &[u8]) {
    match message(bytes) {
        Ok(message) => {
            assert_same_message(&message.clone().into_owned(), &message);
            let debug = format!("{message:?}");
            if let Some(body) = message.body.as_deref().filter(|body| body.len() > 20) {
                let without_body = {
                    let mut message = message.clone();
                    message.body = None;
                    format!("{message:?}")
                };
                assert!(!debug.contains(body) || without_body.contains(body), "a body is private");
            }
        }
        Err(error) => check_error(&error, bytes),
    }
    match page(bytes) {
        Ok(page) => assert_eq!(page.clone().into_owned(), page),
        Err(error) => check_error(&error, bytes),
    }
    with_buffers(bytes, |scratch| {
        assert_eq!(Message::decode_in(201, bytes, scratch), Message::decode(201, bytes));
    });
    with_buffers(bytes, |scratch| assert_eq!(Page::decode_in(200, bytes, scratch), Page::decode(200, bytes)));
    let rejection = Rejection::decode(400, bytes);
    assert_eq!(rejection.status, 400);
    let text = rejection.to_string();
    assert!(
        text.starts_with("rejected with status 400") && !text.contains(char::is_control),
        "the message is one short line: {text:?}"
    );
    // A 5xx never counts as done or rejected.
    assert!(matches!(Message::decode(500, bytes), Outcome::Unknown(_)));
}

/// What is accepted as JSON is JSON, and another parser reads the same values.
pub fn json_reply(bytes: &[u8]) {
    if !is_json(bytes) {
        return;
    }
    reply(bytes);
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    if let Ok(message) = message(bytes) {
        serde_json::from_slice::<serde::de::IgnoredAny>(text).expect("JSON");
        // This fails for numbers that are out of the other parser's range.
        if let Ok(serde_json::Value::Object(object)) = serde_json::from_slice(text) {
            let sid = object.get("sid").and_then(|sid| sid.as_str());
            assert!(sid.is_none_or(|sid| sid == message.sid.as_str()));
            if let Some(serde_json::Value::String(body)) = object.get("body") {
                assert_eq!(message.body.as_deref(), Some(&**body));
            }
        }
    }
    if page(bytes).is_ok() {
        serde_json::from_slice::<serde::de::IgnoredAny>(text).expect("JSON");
    }
}

/// A comment at the end of every element changes nothing, although the reader then takes no element as a whole.
pub fn xml_comments(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // In these constructs, `</` closes no element.
    if is_json(bytes) || text.contains("<!") || text.matches("<?").count() > usize::from(text.starts_with("<?")) {
        return;
    }
    let commented = text.replace("</", "<!----></");
    match (message(bytes), message(commented.as_bytes())) {
        (Ok(plain), Ok(commented)) => assert_same_message(&plain, &commented),
        (plain, commented) => assert_eq!(plain.is_ok(), commented.is_ok(), "{plain:?} {commented:?}"),
    }
    match (page(bytes), page(commented.as_bytes())) {
        (Ok(plain), Ok(commented)) => {
            assert_eq!(plain, commented);
            assert_eq!(plain.recovered(), commented.recovered());
            assert_eq!(plain.paging.notes, commented.paging.notes);
            for (plain, commented) in plain.messages.iter().zip(&commented.messages) {
                assert_same_message(plain, commented);
            }
        }
        (plain, commented) => assert_eq!(plain.is_ok(), commented.is_ok(), "{plain:?} {commented:?}"),
    }
}

/// What was decoded from XML can be encoded in each format, and decodes to the same value.
pub fn xml_round_trip(bytes: &[u8]) {
    if !is_json(bytes) {
        round_trip(bytes);
    }
}

/// What was decoded from JSON can be encoded in each format, and decodes to the same value.
pub fn json_round_trip(bytes: &[u8]) {
    if is_json(bytes) {
        round_trip(bytes);
    }
}

fn round_trip(bytes: &[u8]) {
    if let Ok(message) = message(bytes) {
        message_round_trip(&message);
    }
    if let Ok(page) = page(bytes) {
        for resource in RESOURCES {
            for format in FORMATS {
                let reply = page.encode(resource, format);
                let Ok(reply) = reply else {
                    assert_eq!(format, Format::Xml, "JSON can carry every text");
                    continue;
                };
                let again = self::page(reply.body().as_bytes());
                let again = again.unwrap_or_else(|error| panic!("{error}\n{}", reply.body()));
                assert_eq!(again, page, "{}", reply.body());
                assert_eq!(again.recovered(), 0);
            }
        }
    }
    if let Ok(page) = media_page(bytes) {
        assert_eq!(page.paging.clone().into_owned(), page.paging);
    }
    if let Outcome::Done(media) = Media::decode(200, bytes) {
        assert_eq!(media.clone().into_owned(), media);
    }
    let rejection = Rejection::decode(404, bytes);
    for format in FORMATS {
        if let Ok(reply) = rejection.encode(format) {
            assert_eq!(reply.status(), 404);
            assert_eq!(Rejection::decode(404, reply.body().as_bytes()), rejection, "{}", reply.body());
        } else {
            assert_eq!(format, Format::Xml, "JSON can carry every text");
        }
    }
}

/// A message that is encoded in each format decodes to the same value, and other parsers accept the encoded document.
pub fn message_round_trip(message: &Message<'_>) {
    for resource in RESOURCES {
        for format in FORMATS {
            let Ok(reply) = message.encode(resource, format) else {
                assert_eq!(format, Format::Xml, "JSON can carry every text");
                continue;
            };
            let again = self::message(reply.body().as_bytes());
            let again = again.unwrap_or_else(|error| panic!("{error}\n{}", reply.body()));
            assert_eq!(&again, message, "{}", reply.body());
            assert_eq!((again.notes.recovered, again.notes.skipped.len()), (0, 0), "{}", reply.body());
            match format {
                Format::Json => {
                    serde_json::from_str::<serde::de::IgnoredAny>(reply.body()).expect("JSON");
                }
                _ => {
                    roxmltree::Document::parse(reply.body()).expect("XML");
                }
            }
        }
    }
}

/// A message that was decoded from one format survives both. The fuzz target of this name generates messages instead of
/// decoding them.
pub fn xml_json_agree(bytes: &[u8]) {
    if let Ok(message) = message(bytes) {
        message_round_trip(&message);
    }
}

/// Recovery does not change a document that another parser accepts, and that parser accepts what needs no recovery.
pub fn recovery(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if is_json(bytes) || text.len() > 1 << 16 {
        return;
    }
    let ours = message(bytes);
    match (roxmltree::Document::parse(text), ours) {
        (Ok(tree), Ok(message)) => {
            assert_eq!(message.notes.recovered, 0, "well-formed input needs no recovery");
            let root = tree.root_element();
            let resource = root.children().find(|node| node.is_element()).expect("a resource");
            let body = resource.children().find(|node| node.tag_name().name() == "Body" && plain(node));
            if let (Some(body), Some(ours)) = (body, &message.body) {
                let theirs: String =
                    body.children().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
                // The other parser does not replace a CR before a reference.
                assert_eq!(ours.replace('\r', "\n"), theirs.replace('\r', "\n"), "the same text");
            }
        }
        (Err(error), Ok(message)) => {
            assert!(message.notes.recovered > 0 || is_namespace_error(&error), "{error}");
        }
        (_, Err(_)) => {}
    }
}

/// Returns whether an element has no namespace and contains no element.
fn plain(node: &roxmltree::Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_none() && !node.children().any(|child| child.is_element())
}

/// Returns whether the document breaks only the rules for namespaces, some of which this crate does not check.
fn is_namespace_error(error: &roxmltree::Error) -> bool {
    use roxmltree::Error as E;
    matches!(
        error,
        E::InvalidXmlPrefixUri(_)
            | E::UnexpectedXmlUri(_)
            | E::UnexpectedXmlnsUri(_)
            | E::InvalidElementNamePrefix(_)
            | E::DuplicatedNamespace(..)
            | E::DuplicatedAttribute(..)
            | E::UnknownNamespace(..)
    )
}

/// A form is read as another parser reads it, or refused. It is written as another writer writes it.
pub fn form_round_trip(bytes: &[u8]) {
    let reference = || form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned()));
    let pairs = form::pairs(bytes).and_then(|pairs| pairs.collect::<Result<Vec<_>, _>>());
    if let Ok(pairs) = form::pairs(bytes) {
        assert_eq!(format!("{pairs:?}"), "Pairs { at: 0, .. }", "the form is private");
    }
    match pairs {
        Ok(pairs) => {
            let pairs: Vec<(String, String)> =
                pairs.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
            assert_eq!(pairs, reference().collect::<Vec<_>>());
            let mut out = String::new();
            let mut writer = form::Writer::new(&mut out);
            for (name, value) in &pairs {
                writer.pair(name, value);
            }
            assert_eq!(format!("{writer:?}"), "Writer { .. }", "the form is private");
            assert_eq!(out, serde_urlencoded::to_string(&pairs).expect("pairs of texts"));
            let again =
                form::pairs(out.as_bytes()).and_then(|pairs| pairs.collect::<Result<Vec<_>, _>>()).expect("ours");
            assert!(again.iter().zip(&pairs).all(|(again, pair)| again.0 == pair.0 && again.1 == pair.1));
            assert_eq!(again.len(), pairs.len());
        }
        Err(error) => {
            check_error(&error, bytes);
            match error.kind() {
                DecodeErrorKind::Malformed { at } => {
                    let digits = bytes.get(at + 1..at + 3);
                    assert_eq!(bytes[at], b'%');
                    assert!(digits.is_none_or(|digits| !digits.iter().all(u8::is_ascii_hexdigit)));
                }
                // A form that is not UTF-8 before its escapes are resolved is refused, even if it is UTF-8 afterwards.
                DecodeErrorKind::Encoding { .. } if std::str::from_utf8(bytes).is_ok() => {
                    assert!(reference().any(|(name, value)| name.contains('\u{FFFD}') || value.contains('\u{FFFD}')));
                }
                DecodeErrorKind::Encoding { .. } => {}
                DecodeErrorKind::Limit { max, .. } => assert!(max == MAX_PAIRS && bytes.len() > max),
                kind => panic!("unexpected error: {kind:?}"),
            }
        }
    }
}

/// A request that was decoded is encoded and decoded to the same value. The input is a line with method and target, and
/// then a body.
pub fn request(bytes: &[u8]) {
    let (line, body) = match bytes.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (b"".as_slice(), bytes),
    };
    if let Ok(sms) = SendSms::decode(body) {
        let mut out = String::new();
        sms.encode_into(&mut out);
        assert_eq!(out, serde_urlencoded::to_string(sms.params()).expect("pairs of texts"));
        assert_eq!(SendSms::decode(out.as_bytes()).as_ref(), Ok(&sms));
    }
    match SendMessage::decode(body) {
        Ok(message) => {
            let mut out = String::new();
            message.encode_into(&mut out);
            assert_eq!(out, serde_urlencoded::to_string(message.params()).expect("pairs of texts"));
            assert_eq!(SendMessage::decode(out.as_bytes()).as_ref(), Ok(&message));
        }
        Err(error) => check_error(&error, body),
    }
    if let Ok(list) = ListMessages::decode(body) {
        let mut out = String::new();
        list.encode_into(&mut out);
        assert_eq!(ListMessages::decode(out.as_bytes()).as_ref(), Ok(&list));
    }
    let Ok(line) = std::str::from_utf8(line) else { return };
    let Some((method, target)) = line.split_once(' ') else { return };
    match ApiRequest::decode(method, target, None, body) {
        Ok(request) => {
            let account = request.account().clone();
            let (resource, format) = (request.resource(), request.format());
            let endpoint = Endpoint::new(account.clone()).with_resource(resource).with_format(format);
            let Ok(endpoint) = endpoint.with_prefix(request.prefix()) else { return };
            let again = match request.operation() {
                Operation::SendMessage(message) => message.request(&endpoint),
                Operation::SendSms(sms) => sms.request(&endpoint),
                Operation::List(list) => list.request(&endpoint),
                _ => return,
            };
            let body = again.body().as_bytes();
            let read = ApiRequest::decode(again.method().as_str(), again.target(), again.content_type(), body);
            let read = read.unwrap_or_else(|error| panic!("{error:?} of {again:?}"));
            assert_eq!(read.operation(), request.operation());
            assert_eq!((read.account(), read.resource(), read.format()), (&account, resource, format));
        }
        Err(error) => {
            assert!((400..500).contains(&error.status()), "a server refuses with a 4xx: {error:?}");
            assert_eq!(error.reply().status(), error.status());
        }
    }
    let _: Result<DateFilter, ParseError> = target.parse();
}

/// A callback that was decoded has a SID, and each of its texts is in the form.
pub fn status(bytes: &[u8]) {
    with_buffers(bytes, |scratch| {
        assert_eq!(StatusUpdate::decode_unverified_in(bytes, scratch), StatusUpdate::decode_unverified(bytes));
    });
    match StatusUpdate::decode_unverified(bytes) {
        Ok(update) => {
            assert!(update.sid().is_some());
            assert_eq!(update.key().0, update.sid().map_or("", |sid| sid.as_str()));
            assert_eq!(update.clone().into_owned(), update);
            let pairs: Vec<_> = form_urlencoded::parse(bytes).collect();
            let has = |name: &str, text: &str| {
                is_json(bytes) || pairs.iter().any(|(key, value)| key == name && value == text)
            };
            assert!(update.sid().is_none_or(|sid| {
                ["MessageSid", "SmsSid", "SmsMessageSid"].iter().any(|name| has(name, sid.as_str()))
            }));
            for (name, text) in [("To", &update.to), ("From", &update.from), ("Body", &update.body)] {
                assert!(text.as_deref().is_none_or(|text| has(name, text)), "{name}");
            }
            for UnknownField { name, value, .. } in &update.unknown_fields {
                assert!(has(name, value), "{name}");
            }
            let form = update.encode();
            assert_eq!(StatusUpdate::decode_unverified(form.as_bytes()).as_ref(), Ok(&update), "{form}");
            // The current names without the legacy ones give the same value as the legacy names without the current
            // ones.
            if let (Some(sid), Some(status)) = (update.sid(), update.status())
                && !update.has_conflicting_names()
            {
                let current = format!("MessageSid={sid}&{}", form_pair("MessageStatus", status.as_str()));
                let legacy = format!("SmsSid={sid}&{}", form_pair("SmsStatus", status.as_str()));
                let current = StatusUpdate::decode_unverified(current.as_bytes()).expect("ours");
                let legacy = StatusUpdate::decode_unverified(legacy.as_bytes()).expect("ours");
                assert_eq!((current.key(), current.key()), (legacy.key(), update.key()));
            }
        }
        Err(error) => check_error(&error, bytes),
    }
}

fn form_pair(name: &str, value: &str) -> String {
    let mut out = String::new();
    form::Writer::new(&mut out).pair(name, value);
    out
}

/// An inbound message that was decoded survives encoding, and each of its texts is in the form that was decoded.
pub fn inbound(bytes: &[u8]) {
    with_buffers(bytes, |scratch| {
        assert_eq!(InboundMessage::decode_unverified_in(bytes, scratch), InboundMessage::decode_unverified(bytes));
    });
    match InboundMessage::decode_unverified(bytes) {
        Ok(message) => {
            let is_of_2008 = message.account_sid.is_some() && message.from.is_some() && message.body.is_some();
            assert!(message.sid().is_some() || is_of_2008);
            assert_eq!(message.clone().into_owned(), message);
            let form = message.encode();
            let again = InboundMessage::decode_unverified(form.as_bytes());
            let again = again.unwrap_or_else(|error| panic!("{error}: {form}"));
            assert_eq!(again, message, "{form}");
            assert_eq!(again.has_conflicting_media(), message.has_conflicting_media());
            if !is_json(bytes) {
                let pairs: Vec<_> = form_urlencoded::parse(bytes).collect();
                let has = |name: &str, text: &str| pairs.iter().any(|(key, value)| key == name && value == text);
                for (name, text) in [("To", &message.to), ("From", &message.from), ("Body", &message.body)] {
                    assert!(text.as_deref().is_none_or(|text| has(name, text)), "{name}");
                }
                for (at, media) in message.media.iter().enumerate() {
                    assert!(has(&format!("MediaUrl{at}"), &media.url));
                }
                for (at, recipient) in message.other_recipients.iter().enumerate() {
                    assert!(has(&format!("OtherRecipients{at}"), recipient));
                }
                let known = pairs.len() - message.unknown_fields.len();
                assert!(
                    message.unknown_fields.len() <= pairs.len()
                        && message.media.len() + message.other_recipients.len() <= known,
                    "every value comes from a pair"
                );
                for UnknownField { name, value, .. } in &message.unknown_fields {
                    assert!(has(name, value), "{name}");
                }
            }
        }
        Err(error) => check_error(&error, bytes),
    }
    match Callback::decode_unverified(bytes) {
        Ok(Callback::Inbound(message)) => assert_eq!(InboundMessage::decode_unverified(bytes), Ok(message)),
        Ok(Callback::Status(update)) => assert_eq!(StatusUpdate::decode_unverified(bytes), Ok(update)),
        Err(error) => check_error(&error, bytes),
    }
}

/// Events that were decoded survive encoding, another parser finds the same values, and data of a known type survive
/// being put into another event.
pub fn events(bytes: &[u8]) {
    let events = match Event::decode_unverified(bytes) {
        Ok(events) => events,
        Err(error) => return check_error(&error, bytes),
    };
    let encoded = Event::encode(&events);
    assert_eq!(Event::decode_unverified(encoded.as_bytes()).as_ref(), Ok(&events), "{encoded}");
    // `serde_json` refuses numbers that are out of its range.
    if let Ok(serde_json::Value::Array(values)) = serde_json::from_str(&encoded) {
        assert_eq!(values.len(), events.len());
        for (value, event) in values.iter().zip(&events) {
            assert_eq!(value["type"].as_str(), event.event_type.as_deref());
            assert_eq!(value["id"].as_str(), event.id.as_deref());
            if let (value @ serde_json::Value::Object(_), Some(data)) = (&value["data"], &event.data) {
                assert_eq!(Some(value), serde_json::from_str(data.as_str()).ok().as_ref());
            }
        }
    }
    for event in events {
        assert_eq!(event.clone().into_owned(), event);
        match event.decode_data() {
            Ok(EventData::Other) => {}
            Ok(data) => {
                let made = Event::with_data("EZ1", &data);
                assert_eq!(made.decode_data().as_ref(), Ok(&data), "{}", Event::encode(std::slice::from_ref(&made)));
            }
            Err(error) => check_error(&error, event.data.as_ref().map_or("", |data| data.as_str()).as_bytes()),
        }
    }
}

/// A TwiML reply that was decoded survives encoding, and another parser finds the same elements in the document.
pub fn twiml(bytes: &[u8]) {
    match Response::decode(bytes) {
        Ok(response) => {
            let document = response.encode();
            let again = Response::decode(document.as_bytes()).unwrap_or_else(|error| panic!("{error}: {document}"));
            assert_eq!(again, response, "{document}");
            assert_eq!((again.notes().recovered, again.notes().skipped.len()), (0, 0));
            let tree = roxmltree::Document::parse(&document).expect("XML");
            let verbs = tree.root_element().children().filter(roxmltree::Node::is_element).count();
            assert_eq!(verbs, response.verbs().len(), "no text adds an element");
        }
        Err(error) => check_error(&error, bytes),
    }
}

/// The digits of a number are those of the text, and normalising the number again changes nothing.
pub fn phone(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match PhoneNumber::normalize(text) {
        Ok(number) => {
            let plain = number.as_str().strip_prefix('+').expect("a plus");
            assert!((PhoneNumber::MIN_DIGITS..=PhoneNumber::MAX_DIGITS).contains(&plain.len()));
            assert!(plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.starts_with('0'));
            assert!(plain == digits || plain == format!("1{digits}"), "digits are copied");
            assert!(text.starts_with('+') || plain.len() == 11 && plain.starts_with('1'));
            assert_eq!(PhoneNumber::normalize(number.as_str()), Ok(number));
            assert_eq!(number.as_str().parse(), Ok(number));
        }
        Err(error) => assert!(digits.len() < 7 || !error.to_string().contains(&digits), "a number is private"),
    }
    if let Ok(number) = text.parse::<PhoneNumber>() {
        assert_eq!(number.as_str(), text, "`parse` changes nothing");
    }
    if let Ok(address) = text.parse::<Address>() {
        assert_eq!(address.as_str().parse(), Ok(address.clone()));
        assert!(address.phone().is_some() || address.as_str() == text);
    }
}

/// The segments join to the text, none is larger than its capacity, and a second smart encoding changes nothing.
pub fn segments(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let size = Segments::of(text);
    let (mut joined, mut units, mut count) = (String::new(), 0, 0);
    for segment in split_segments(text) {
        assert_eq!(text.get(segment.range.clone()), Some(segment.text));
        assert!(segment.units <= segment.capacity);
        joined.push_str(segment.text);
        units += segment.units;
        count += 1;
    }
    assert_eq!((joined.as_str(), units, count), (text, size.units(), size.count()));
    assert!(size.count() >= 1 && size.units_left() <= size.capacity());
    let utf16 = text.encode_utf16().count();
    match size.encoding() {
        Encoding::Gsm7 => assert!(ucs2_chars(text).next().is_none() && size.units() <= 2 * utf16),
        _ => {
            assert!(ucs2_chars(text).next().is_some());
            assert_eq!(size.units(), utf16);
        }
    }
    if let Some((at, _)) = text.char_indices().next_back() {
        let shorter = Segments::of(&text[..at]);
        assert!(shorter.count() <= size.count(), "one more character never takes fewer segments");
    }
    for found in ucs2_chars(text) {
        assert!(text[found.at()..].starts_with(found.char()));
    }
    for options in [SmartOptions::default(), SmartOptions::default().only_to_gsm7(true).delete_joiners(true)] {
        let smart = smart_encode(text, options);
        assert_eq!((smart.before, smart.after), (size, Segments::of(&smart.text)));
        let again = smart_encode(&smart.text, options);
        assert_eq!((&again.text, again.replacements.len()), (&smart.text, 0), "encoding again changes nothing");
    }
}
