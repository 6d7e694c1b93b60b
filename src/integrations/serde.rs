//! Implementations of `Serialize` and `Deserialize`.
//!
//! Requests and webhooks serialize as maps of their form parameters, and replies as Twilio's JSON objects. Values
//! serialize as texts or numbers. What serializes also deserializes, into owned values, except for what is computed from
//! a text. `deserialize.rs` has the documents and requests.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::deserialize::NUMBER;
use crate::error::{EncodeError, ParseError, ParseErrorKind};
use crate::request::content::ContentVariables;
use crate::request::list::{DateFilter, ListMessages};
use crate::request::message::{
    DeleteMedia, DeleteMessage, FetchMedia, FetchMessage, ListMedia, SendFeedback, UpdateMessage,
};
use crate::request::send_message::SendMessage;
use crate::request::send_sms::SendSms;
use crate::request::sender::{Sender, Service};
use crate::response::media::{Feedback, Media};
use crate::response::message::Message;
use crate::response::page::{MediaPage, Page, Paging};
use crate::response::rejection::Rejection;
use crate::schema::{Document, ParamValue, canonical_number};
use crate::segments::Segments;
use crate::twiml::{self, ReplyMethod};
use crate::value::address::{Address, AlphaSender, ChannelAddress, OtherAddress, Recipient, ShortCode};
use crate::value::body::{Body, SmsBody};
use crate::value::code::ErrorCode;
use crate::value::enums::{
    AddressRetention, ContentRetention, FeedbackOutcome, MessageIntent, RiskCheck, ScheduleType, TrafficType,
    UpdateStatus,
};
use crate::value::number::{PageSize, ValidityPeriod};
use crate::value::phone::PhoneNumber;
use crate::value::price::Price;
use crate::value::raw_json::RawJson;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::{SendAt, Timestamp};
use crate::value::url::{CallbackUrl, MediaUrl};
use crate::webhook::event::{ErrorLog, Event, InboundEvent, LinkEvent, StatusEvent};
use crate::webhook::inbound::InboundMessage;
use crate::webhook::status::StatusUpdate;
use crate::wire::{FieldOut, FieldWriter, LINKS, Name};

/// Implements `Serialize` for requests, as a map from Twilio's parameter names to texts.
///
/// This is what the method `.form(&sms)` of an HTTP client expects.
macro_rules! requests {
    ($($Request:ident: |$request:ident| $params:expr;)+) => {$(
        impl Serialize for $Request {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $request = self;
                serialize_params(serializer, &$params)
            }
        }
    )+};
}

requests! {
    DeleteMedia: |request| [("MessageSid", request.message().as_str()), ("Sid", request.sid().as_str())];
    DeleteMessage: |request| [("Sid", request.sid().as_str())];
    FetchMedia: |request| [("MessageSid", request.message().as_str()), ("Sid", request.sid().as_str())];
    FetchMessage: |request| [("Sid", request.sid().as_str())];
    ListMedia: |request| [("MessageSid", request.message().as_str())];
    ListMessages: |request| request.params();
    SendFeedback: |request| [("MessageSid", request.sid().as_str()), ("Outcome", request.outcome().as_str())];
    SendMessage: |request| request.params();
    SendSms: |request| request.params();
    UpdateMessage: |request| {
        let body = request.redacts().then_some(("Body", ""));
        let status = request.cancels().then_some(("Status", UpdateStatus::Canceled.as_str()));
        [("Sid", request.sid().as_str())].into_iter().chain(body).chain(status).collect::<Vec<_>>()
    };
}

/// Serializes parameters as a map. A parameter with several values has a list of them.
///
/// A format that does not describe its values gets a list of pairs.
fn serialize_params<S: Serializer, N: AsRef<str> + Serialize, V: AsRef<str> + Serialize>(
    serializer: S,
    params: &[(N, V)],
) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.collect_seq(params);
    }
    let mut map = serializer.serialize_map(None)?;
    for run in params.chunk_by(|(left, _), (right, _)| left.as_ref() == right.as_ref()) {
        let Some((name, first)) = run.first() else { continue };
        let values: Vec<&V> = run.iter().map(|(_, value)| value).collect();
        // A list keeps all values where a map has each name once, as a `serde_json::Value` has. A form has no lists:
        // `serde_urlencoded` refuses the list and has written nothing, and then gets the name once for each value.
        if values.len() == 1 || map.serialize_entry(name, &values).is_err() {
            map.serialize_entry(name, first)?;
            run.iter().skip(1).try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        }
    }
    map.end()
}

/// Implements `Serialize` for webhooks, as a map of their parameters with the names and the order of the form.
///
/// A webhook that is serialized to JSON can be decoded from that JSON to the same value. A parameter that came twice is
/// in the map twice.
macro_rules! webhooks {
    ($($Webhook:ident)+) => {$(
        impl Serialize for $Webhook<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut params = MapWriter::new(serializer.serialize_map(None)?, MapStyle::Params);
                write_fields(self, &mut params)?;
                self.write_lists(|name, value| params.entry(name, &value));
                params.end()
            }
        }
    )+};
}

webhooks! { ErrorLog InboundMessage StatusUpdate }

/// How the fields of a document are named and which of them are numbers.
#[derive(Clone, Copy, PartialEq)]
enum MapStyle {
    /// A message in Twilio's JSON: counts are texts.
    Message,
    /// Another reply in Twilio's JSON, such as a page: counts are numbers.
    Reply,
    /// A webhook: parameters with the names of the form, whose values are texts. An absent field is left out.
    Params,
}

/// A field writer that passes the fields of a document to a serializer.
struct MapWriter<M: SerializeMap> {
    map: M,
    style: MapStyle,
    /// The links that have been written since `begin_links`. They are collected because a serializer takes the object
    /// of links as one value.
    links: Option<Vec<(&'static str, String)>>,
    /// The first error of the serializer. The methods of `FieldWriter` cannot return it.
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> MapWriter<M> {
    fn new(map: M, style: MapStyle) -> Self {
        Self { map, style, links: None, result: Ok(()) }
    }

    fn entry(&mut self, name: &str, value: &impl Serialize) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(name, value);
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.result?;
        self.map.end()
    }
}

impl<M: SerializeMap> FieldWriter for MapWriter<M> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        let key = if self.style == MapStyle::Params { name.xml } else { name.json };
        match (value, &mut self.links) {
            (FieldOut::Text(text) | FieldOut::Json(text), Some(links)) => links.push((key, text.to_owned())),
            (FieldOut::Absent, _) if self.style == MapStyle::Params => {}
            (FieldOut::Absent, _) => self.entry(key, &None::<()>),
            (FieldOut::Text(text) | FieldOut::Json(text), None) => self.entry(key, &text),
            (FieldOut::Count(number), _) if self.style == MapStyle::Message => self.entry(key, &number.to_string()),
            (FieldOut::Count(number) | FieldOut::Integer(number), _) if self.style == MapStyle::Params => {
                self.entry(key, &number.to_string());
            }
            (FieldOut::Count(number) | FieldOut::Integer(number), _) => self.entry(key, &number),
        }
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.entry(name, &value);
        Ok(())
    }

    fn begin_links(&mut self) {
        self.links = Some(Vec::new());
    }

    fn end_links(&mut self) {
        if let Some(links) = self.links.take() {
            let links: std::collections::BTreeMap<_, _> = links.into_iter().collect();
            self.entry(LINKS.json, &links);
        }
    }
}

/// Serializes a document as a map of its fields.
fn serialize_document<'a, S: Serializer>(
    serializer: S,
    document: &impl Document<'a>,
    style: MapStyle,
) -> Result<S::Ok, S::Error> {
    let mut fields = MapWriter::new(serializer.serialize_map(None)?, style);
    write_fields(document, &mut fields)?;
    fields.end()
}

/// Serializes the fields of a document into an open map, and returns the first error of the serializer.
fn write_fields<'a, M: SerializeMap>(document: &impl Document<'a>, fields: &mut MapWriter<M>) -> Result<(), M::Error> {
    // The result says nothing here: an `EncodeError` is about characters that XML does not allow, and `MapWriter`
    // returns none.
    let _ = document.write_fields(fields);
    std::mem::replace(&mut fields.result, Ok(()))
}

/// Implements `Serialize` for replies, as Twilio's JSON objects.
macro_rules! replies {
    ($($Document:ident $Style:ident)+) => {$(
        impl Serialize for $Document<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_document(serializer, self, MapStyle::$Style)
            }
        }
    )+};
}

replies! {
    Event Reply Feedback Message InboundEvent Reply LinkEvent Reply Media Message Message Message Paging Reply
    Rejection Reply StatusEvent Reply
}

/// Implements `Serialize` for pages, as an object: first the fields of its paging, then the items under their key.
macro_rules! pages {
    ($($Page:ident $items:ident $key:literal)+) => {$(
        impl Serialize for $Page<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut fields = MapWriter::new(serializer.serialize_map(None)?, MapStyle::Reply);
                write_fields(&self.paging, &mut fields)?;
                fields.map.serialize_entry($key, &self.$items)?;
                fields.map.end()
            }
        }
    )+};
}

pages! { MediaPage media "media_list" Page messages "messages" }

/// Implements `Serialize` and `Deserialize` for values, as texts. A text that was serialized becomes the same value: each
/// type is read with the function that keeps its text.
macro_rules! text_values {
    ($($parse:expr => $($Value:ty)+;)+) => {$($(
        impl Serialize for $Value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $Value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let parse: fn(&str) -> Result<Self, ParseError> = $parse;
                deserialize_text(deserializer, parse)
            }
        }
    )+)+};
}

text_values! {
    |text| text.parse() =>
        AddressRetention AlphaSender Body CallbackUrl ChannelAddress ContentRetention ContentVariables FeedbackOutcome
        MediaUrl PhoneNumber Price<'static> ReplyMethod RiskCheck ScheduleType ShortCode Sid<'static> TrafficType
        UpdateStatus twiml::Link twiml::Text;
    // An address is never normalized: what was one in its written form becomes that kind again.
    |text| Address::other(text) => Address;
    |text| Address::other(text)?.try_into() => Recipient;
    |text| match Address::other(text)? {
        Address::Other(other) => Ok(other),
        _ => Err(ParseError::new("address of another kind", ParseErrorKind::UnknownWord)),
    } => OtherAddress;
    // A server keeps other forms of dates than a client can write.
    |text| ParamValue::parse_value(text) => DateFilter;
    |text| text.parse().map(Service::new) => Service;
    // A sender that cannot be parsed is an address of another kind.
    |text| text.parse().or_else(|_| Address::other(text).map(Sender::Address)) => Sender;
    |text| SendAt::decode(text) => SendAt;
    |text| SmsBody::exotel(text) => SmsBody;
    |text| Ok(text.to_owned().into()) =>
        Direction<'static> MessageIntent<'static> RawJson<'static> Status<'static> Timestamp<'static>;
}

/// Implements `Serialize` and `Deserialize` for numbers. A text of digits is a number too, except in a format that does
/// not describe its values.
macro_rules! numbers {
    ($($Number:ident: $new:expr;)+) => {$(
        impl Serialize for $Number {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.get())
            }
        }

        impl<'de> Deserialize<'de> for $Number {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = match deserializer.is_human_readable() {
                    true => deserializer.deserialize_any(NumberVisitor)?,
                    false => u32::deserialize(deserializer)?,
                };
                let new: fn(u32) -> Result<$Number, ParseError> = $new;
                new(number).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

numbers! {
    ErrorCode: |number| Ok(ErrorCode::new(number));
    PageSize: PageSize::new;
    ValidityPeriod: ValidityPeriod::signalwire;
}

/// A visitor that reads a number, or a text of digits. An error contains nothing of the input.
struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<u32, E> {
        number.try_into().map_err(|_| E::custom("expected a number of at most 32 bits"))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<u32, E> {
        number.try_into().map_err(|_| E::custom("expected a number of at most 32 bits"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u32, E> {
        canonical_number(text).ok_or_else(|| E::custom("expected a number, found another text"))
    }

    refused! { "a number":
        visit_bool: bool, "a boolean";
        visit_f64: f64, "another number";
        visit_i128: i128, "another number";
        visit_u128: u128, "another number";
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<u32, A::Error> {
        match entries.next_key::<String>()? {
            Some(key) if key == NUMBER => self.visit_str(&entries.next_value::<String>()?),
            _ => Err(serde::de::Error::custom("expected a number, found a map")),
        }
    }
}

/// Segments are computed from a text, so they only serialize.
impl Serialize for Segments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("encoding", &self.encoding().to_string())?;
        map.serialize_entry("count", &self.count())?;
        map.serialize_entry("units", &self.units())?;
        map.serialize_entry("units_left", &self.units_left())?;
        map.end()
    }
}

/// A TwiML reply is its document.
impl Serialize for twiml::Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for twiml::Response {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer, |text| Self::decode(text.as_bytes()))
    }
}

/// Deserializes a value from a text.
///
/// An error contains nothing of the input. Formats such as JSON would put a number into the error if they were asked for a
/// text, so they are asked for any value. Formats that do not describe their values, which are not for people, can only
/// be asked for a text.
pub(super) fn deserialize_text<'de, D: Deserializer<'de>, T, E: fmt::Display>(
    deserializer: D,
    parse: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    let visitor = TextVisitor(parse);
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_str(visitor)
    }
}

/// A visitor that parses a value from its text. The text may be borrowed or owned.
struct TextVisitor<T, E>(fn(&str) -> Result<T, E>);

/// Refuses values of other types without showing them.
macro_rules! refused {
    ($expected:literal: $($method:ident: $Type:ty, $found:literal;)+) => {$(
        fn $method<E: serde::de::Error>(self, _: $Type) -> Result<Self::Value, E> {
            Err(E::custom(concat!("expected ", $expected, ", found ", $found)))
        }
    )+};
}

pub(super) use refused;

impl<T, F: fmt::Display> Visitor<'_> for TextVisitor<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }

    refused! { "a text":
        visit_bool: bool, "a boolean";
        visit_bytes: &[u8], "bytes";
        visit_f64: f64, "a number";
        visit_i64: i64, "a number";
        visit_i128: i128, "a number";
        visit_u64: u64, "a number";
        visit_u128: u128, "a number";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Outcome, Resource};

    const MESSAGE: &str = r#"{"sid": "SM1", "num_segments": "1", "price": "-0.00750", "error_code": 30003,
        "subresource_uris": {"media": "/Media.json"}, "tags": "x"}"#;

    #[test]
    fn a_message_serializes_as_its_json_reply() {
        let Outcome::Done(message) = Message::decode(200, MESSAGE.as_bytes()) else { panic!() };
        let reply = message.encode(Resource::Messages, Format::Json).unwrap();
        let expected: serde_json::Value = serde_json::from_str(reply.body()).unwrap();
        assert_eq!(serde_json::to_value(&message).unwrap(), expected);
        assert_eq!(expected["error_code"], 30003);
        assert_eq!(expected["subresource_uris"]["media"], "/Media.json");
    }

    #[test]
    fn a_page_serializes_as_its_json_reply() {
        let text = format!(r#"{{"messages": [{MESSAGE}, {{"sid": "SM2"}}], "page": 0, "next_page_uri": null}}"#);
        let Outcome::Done(page) = Page::decode(200, text.as_bytes()) else { panic!() };
        let reply = page.encode(Resource::Messages, Format::Json).unwrap();
        let expected: serde_json::Value = serde_json::from_str(reply.body()).unwrap();
        assert_eq!(serde_json::to_value(&page).unwrap(), expected);
    }

    #[test]
    fn a_request_serializes_as_its_form() {
        let message = SendMessage::to(PhoneNumber::normalize("415-555-0100").unwrap())
            .from(PhoneNumber::TEST_VALID)
            .body(Body::new("Hi & bye").unwrap())
            .media("https://example.com/a".parse().unwrap())
            .media("https://example.com/b".parse().unwrap())
            .build()
            .unwrap();
        let mut form = String::new();
        message.encode_into(&mut form);
        assert_eq!(serde_urlencoded::to_string(&message).unwrap(), form);
    }

    #[test]
    fn a_webhook_serializes_as_its_parameters_and_decodes_again() {
        let form = b"Body=caf%C3%A9+%22%26&NumMedia=1&MessageSid=SM1&From=%2B14155550100&New=\
            &MediaUrl0=https%3A%2F%2Fa.example";
        let message = InboundMessage::decode_unverified(form).unwrap();
        let json = serde_json::to_string(&message).unwrap();
        assert!(
            json.starts_with(r#"{"NumMedia":"1","Body":"café \"&","MessageSid":"SM1","From":"+14155550100""#),
            "{json}"
        );
        assert_eq!(InboundMessage::decode_unverified(json.as_bytes()).unwrap(), message);

        let form = b"ErrorCode=30003&MessageStatus=undelivered&MessageSid=SM1&b=2&a=1&b=3";
        let update = StatusUpdate::decode_unverified(form).unwrap();
        let json = serde_json::to_string(&update).unwrap();
        assert_eq!(StatusUpdate::decode_unverified(json.as_bytes()).unwrap(), update);
    }

    #[test]
    fn values_serialize_as_texts_and_parse_again() {
        let number: PhoneNumber = serde_json::from_str("\"+14155550100\"").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"+14155550100\"");
        assert!(serde_json::from_str::<PhoneNumber>("\"415-555-0100\"").is_err());
        assert!(serde_json::from_str::<SmsBody>("\"\"").is_err());
        let status: Status<'static> = serde_json::from_str("\"queued\"").unwrap();
        assert_eq!(status, Status::Queued);
        let date: Timestamp<'static> = serde_json::from_str("\"Thu, 24 Dec 2026 18:00:00 +0000\"").unwrap();
        assert_eq!(date.unix_seconds(), Some(1_798_135_200));
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"Thu, 24 Dec 2026 18:00:00 +0000\"");
    }

    /// Serializes a value, deserializes the text, and expects the same value.
    fn survives<T: Serialize + for<'de> Deserialize<'de> + PartialEq + fmt::Debug>(value: &T) {
        let json = serde_json::to_string(value).unwrap();
        assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
    }

    #[test]
    fn an_address_and_a_time_survive_json_as_they_are() {
        for text in [
            "9812345678",
            "(415) 555-0199",
            "+14155550199",
            "384387",
            "MyCompany",
            "whatsapp:+14155550199",
            "whatsapp: 14155550199",
            "jenny@example.com",
            "MG0123456789abcdef0123456789abcdef",
        ] {
            let address = Address::other(text).unwrap();
            survives(&address);
            // Any text stays as it is: no number is made of it.
            let read: Address = serde_json::from_value(text.into()).unwrap();
            assert_eq!((read.as_str(), &read), (text, &address));
            if let Ok(recipient) = Recipient::try_from(address) {
                survives(&recipient);
            }
        }
        // A time that a server received keeps its offset.
        survives(&SendAt::decode("2026-12-24T18:00:00+01:00").unwrap());
        survives(&"2026-12-24T18:00:00+01:00".parse::<SendAt>().unwrap());
    }

    #[test]
    fn no_error_contains_what_was_given() {
        fn errors<T: for<'de> Deserialize<'de> + fmt::Debug>() {
            for json in [
                "14155550199",
                "-14155550199",
                "1415555.0199",
                "14155550199000000000000000",
                "true",
                "null",
                "[14155550199]",
                "{\"14155550199\": 14155550199}",
            ] {
                let error = serde_json::from_str::<T>(json).unwrap_err().to_string();
                assert!(!error.contains("415555") && error.contains("text"), "{json}: {error}");
            }
        }

        /// The same for types that are not texts, some of which accept some of these values.
        fn other_errors<T: for<'de> Deserialize<'de> + fmt::Debug>() {
            for json in [
                "14155550199",
                "-14155550199",
                "1415555.0199",
                "14155550199000000000000000",
                "\"+14155550199\"",
                "true",
                "null",
                "[14155550199]",
                "{\"To\": 14155550199, \"To\": \"14155550199\"}",
                "{\"To\": {\"a\": 14155550199}}",
                "{\"Sid\": 1415555.0199, \"sid\": \"+1415555\"}",
            ] {
                if let Err(error) = serde_json::from_str::<T>(json) {
                    assert!(!error.to_string().contains("415555"), "{json}: {error}");
                }
            }
        }
        other_errors::<ErrorCode>();
        other_errors::<PageSize>();
        other_errors::<FetchMessage>();
        other_errors::<InboundMessage<'static>>();
        other_errors::<ListMessages>();
        other_errors::<Message<'static>>();
        other_errors::<Page<'static>>();
        other_errors::<Rejection<'static>>();
        other_errors::<SendMessage>();
        other_errors::<SendSms>();
        other_errors::<StatusUpdate<'static>>();
        other_errors::<UpdateMessage>();
        other_errors::<twiml::Response>();
        errors::<Address>();
        errors::<Recipient>();
        errors::<PhoneNumber>();
        errors::<Sid<'static>>();
        errors::<Timestamp<'static>>();
        errors::<Status<'static>>();
        for json in ["\"+1415555019\"", "\"+1415555019x\"", "\"415-555-0199\""] {
            let error = serde_json::from_str::<PhoneNumber>(json).unwrap_err().to_string();
            assert!(!error.contains("415"), "{json}: {error}");
        }
        let error = serde_json::from_str::<PhoneNumber>("14155550100").unwrap_err();
        assert!(error.to_string().contains("expected a text, found a number"), "{error}");
    }

    #[test]
    fn a_webhook_of_any_size_serializes() {
        // The form of this text is longer than a form can be.
        let json = serde_json::json!({ "MessageSid": "SM1", "Body": "\u{1F600}".repeat(200_000) }).to_string();
        let message = InboundMessage::decode_unverified(json.as_bytes()).unwrap();
        assert!(message.encode().len() > crate::limits::MAX_FORM);
        let again = serde_json::to_string(&message).unwrap();
        assert_eq!(InboundMessage::decode_unverified(again.as_bytes()).unwrap(), message);
        // Parameters that repeat survive.
        let update = StatusUpdate::decode_unverified(b"MessageSid=SM1&b=2&b=3&b=2").unwrap();
        let json = serde_json::to_string(&update).unwrap();
        assert_eq!(StatusUpdate::decode_unverified(json.as_bytes()).unwrap(), update);
        assert_eq!(update.unknown_fields.len(), 3);
    }
}
