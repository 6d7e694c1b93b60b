//! Implementations of `Serialize` and `Deserialize`.
//!
//! Requests and webhooks serialize as maps of their form parameters, and replies as Twilio's JSON objects. Values
//! serialize as texts, and they are the only types that also deserialize: documents have decoders of their own.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::error::EncodeError;
use crate::request::list::ListMessages;
use crate::request::send_message::SendMessage;
use crate::request::send_sms::SendSms;
use crate::response::media::{Feedback, Media};
use crate::response::message::Message;
use crate::response::page::{Page, Paging};
use crate::response::rejection::Rejection;
use crate::schema::{Document, Params};
use crate::value::address::{Address, AlphaSender, ChannelAddress, ShortCode};
use crate::value::body::{Body, SmsBody};
use crate::value::phone::PhoneNumber;
use crate::value::price::Price;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::{SendAt, Timestamp};
use crate::value::url::{CallbackUrl, MediaUrl};
use crate::webhook::inbound::InboundMessage;
use crate::webhook::status::StatusUpdate;
use crate::wire::{FieldOut, FieldWriter, LINKS, Name, form};

/// Implements `Serialize` for requests, as a map from Twilio's parameter names to texts.
///
/// This is what the method `.form(&sms)` of an HTTP client expects. A parameter with several values appears once for
/// each value.
macro_rules! requests {
    ($($Request:ty)+) => {$(
        impl Serialize for $Request {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                // The closure cannot return an error, so the first one is kept here.
                let mut result = Ok(());
                self.for_each_text(|name, value| {
                    if result.is_ok() {
                        result = map.serialize_entry(name, value);
                    }
                });
                result?;
                map.end()
            }
        }
    )+};
}

requests! { ListMessages SendMessage SendSms }

/// Implements `Serialize` for webhooks, as a map of their parameters with the names and the order of the form.
///
/// A webhook that is serialized to JSON can be decoded from that JSON to the same value.
macro_rules! webhooks {
    ($($Webhook:ident)+) => {$(
        impl Serialize for $Webhook<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // The encoded form already has the right names in the right order, so the map is built from its pairs.
                let form = self.encode();
                let mut map = serializer.serialize_map(None)?;
                for pair in form::pairs(form.as_bytes()).map_err(S::Error::custom)? {
                    let (name, value) = pair.map_err(S::Error::custom)?;
                    map.serialize_entry(&name, &value)?;
                }
                map.end()
            }
        }
    )+};
}

webhooks! { InboundMessage StatusUpdate }

/// A field writer that passes the fields of a document to a serializer.
struct MapWriter<M: SerializeMap> {
    map: M,
    /// Whether counts are serialized as numbers, as in a page and a rejection, or as texts, as in a message.
    numbers: bool,
    /// The links that have been written since `begin_links`. They are collected because a serializer takes the object
    /// of links as one value.
    links: Option<Vec<(&'static str, String)>>,
    /// The first error of the serializer. The methods of `FieldWriter` cannot return it.
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> MapWriter<M> {
    fn new(map: M, numbers: bool) -> Self {
        Self { map, numbers, links: None, result: Ok(()) }
    }

    fn entry(&mut self, name: &str, value: &impl Serialize) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(name, value);
        }
    }
}

impl<M: SerializeMap> FieldWriter for MapWriter<M> {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        match (value, &mut self.links) {
            (FieldOut::Text(text), Some(links)) => links.push((name.json, text.to_owned())),
            (FieldOut::Absent, _) => self.entry(name.json, &None::<()>),
            (FieldOut::Text(text), None) => self.entry(name.json, &text),
            (FieldOut::Count(number), _) if !self.numbers => self.entry(name.json, &number.to_string()),
            (FieldOut::Count(number) | FieldOut::Integer(number), _) => self.entry(name.json, &number),
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
    numbers: bool,
) -> Result<S::Ok, S::Error> {
    let mut fields = MapWriter::new(serializer.serialize_map(None)?, numbers);
    write_fields(document, &mut fields)?;
    fields.map.end()
}

/// Serializes the fields of a document into an open map, and returns the first error of the serializer.
fn write_fields<'a, M: SerializeMap>(document: &impl Document<'a>, fields: &mut MapWriter<M>) -> Result<(), M::Error> {
    // The result says nothing here: an `EncodeError` is about characters that XML does not allow, and `MapWriter`
    // returns none.
    let _ = document.write_fields(fields);
    std::mem::replace(&mut fields.result, Ok(()))
}

/// Implements `Serialize` for replies, as Twilio's JSON objects. The literal says whether counts are numbers.
macro_rules! replies {
    ($($Document:ident $numbers:literal)+) => {$(
        impl Serialize for $Document<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_document(serializer, self, $numbers)
            }
        }
    )+};
}

replies! { Feedback false Media false Message false Paging true Rejection true }

/// Serializes a page as an object: first the fields of its paging, then the messages under the key `messages`.
impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = MapWriter::new(serializer.serialize_map(None)?, true);
        write_fields(&self.paging, &mut fields)?;
        fields.map.serialize_entry("messages", &self.messages)?;
        fields.map.end()
    }
}

/// Implements `Serialize` and `Deserialize` for values, as texts that `FromStr` parses.
macro_rules! text_values {
    ($($Value:ty)+) => {$(
        impl Serialize for $Value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $Value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(FromStrVisitor(PhantomData))
            }
        }
    )+};
}

text_values! {
    Address AlphaSender Body CallbackUrl ChannelAddress Direction<'static> MediaUrl PhoneNumber
    Price<'static> SendAt ShortCode Sid<'static> SmsBody Status<'static>
}

impl Serialize for Timestamp<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Timestamp<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'_, str>::deserialize(deserializer).map(|text| Self::new(text.into_owned()))
    }
}

/// A visitor that parses a value from its text. The text may be borrowed or owned.
struct FromStrVisitor<T>(PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for FromStrVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
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
        let error = serde_json::from_str::<PhoneNumber>("14155550100").unwrap_err();
        assert!(error.to_string().contains("expected a text"), "{error}");
    }
}
