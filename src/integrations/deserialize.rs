//! Implementations of `Deserialize` for documents and requests, into owned values.
//!
//! A document is read by its own decoder: what the deserializer gives is written as JSON first. So a document has one
//! meaning, wherever it comes from.

use std::convert::Infallible;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::serde::{deserialize_text, refused};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::request::list::ListMessages;
use crate::request::message::{
    DeleteMedia, DeleteMessage, FetchMedia, FetchMessage, ListMedia, SendFeedback, UpdateMessage,
};
use crate::request::send_message::SendMessage;
use crate::request::send_sms::SendSms;
use crate::response;
use crate::response::media::{Feedback, Media};
use crate::response::message::Message;
use crate::response::page::{MediaPage, Page, Paging};
use crate::response::rejection::Rejection;
use crate::schema::Params;
use crate::value::enums::FeedbackOutcome;
use crate::value::sid::Sid;
use crate::webhook::event::{ErrorLog, Event, InboundEvent, LinkEvent, StatusEvent};
use crate::webhook::inbound::InboundMessage;
use crate::webhook::status::StatusUpdate;
use crate::wire::json::write::write_string;
use crate::wire::{MAX_DEPTH, MAX_PAIRS};

/// Implements `Deserialize` for documents, with the decoder of the JSON text.
macro_rules! documents {
    ($($Document:ident: $decode:expr;)+) => {$(
        impl<'de> Deserialize<'de> for $Document<'static> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut text = String::new();
                JsonText { out: &mut text, depth: 0 }.deserialize(deserializer)?;
                let decode: fn(&str) -> Result<$Document<'_>, DecodeError> = $decode;
                decode(&text).map($Document::into_owned).map_err(Error::custom)
            }
        }
    )+};
}

documents! {
    ErrorLog: |text| ErrorLog::decode_unverified(text.as_bytes());
    Event: |text| response::from_json(text);
    Feedback: |text| response::from_json(text);
    InboundEvent: |text| response::from_json(text);
    InboundMessage: |text| InboundMessage::decode_unverified(text.as_bytes());
    LinkEvent: |text| response::from_json(text);
    Media: |text| response::from_json(text);
    MediaPage: |text| response::list_from_json(text).map(|(paging, media)| MediaPage::new(media, paging));
    Message: |text| response::from_json(text).and_then(|message: Message<'_>| message.sid.check_is_message().map(|()| message));
    Page: |text| response::list_from_json(text).map(|(paging, messages)| Page::new(messages, paging));
    Paging: |text| response::from_json(text);
    Rejection: |text| Rejection::from_json(text);
    StatusEvent: |text| response::from_json(text);
    StatusUpdate: |text| StatusUpdate::decode_unverified(text.as_bytes());
}

/// Writes any value that a deserializer gives as JSON.
struct JsonText<'b> {
    out: &'b mut String,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for JsonText<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Implements the methods of [`JsonText`] for values whose `Display` is their JSON.
macro_rules! displayed {
    ($($method:ident: $Type:ty;)+) => {$(
        fn $method<E: Error>(self, value: $Type) -> Result<(), E> {
            self.out.push_str(&value.to_string());
            Ok(())
        }
    )+};
}

impl<'de> Visitor<'de> for JsonText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        write_string(self.out, text);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.out.push_str("null");
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    displayed! {
        visit_bool: bool;
        visit_i64: i64;
        visit_i128: i128;
        visit_u64: u64;
        visit_u128: u128;
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if !number.is_finite() {
            return Err(E::custom("a number is not finite"));
        }
        self.out.push_str(&number.to_string());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let depth = deeper(self.depth)?;
        self.out.push('[');
        let start = self.out.len();
        loop {
            let before = self.out.len();
            if before > start {
                self.out.push(',');
            }
            if items.next_element_seed(JsonText { out: self.out, depth })?.is_none() {
                self.out.truncate(before);
                break;
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let depth = deeper(self.depth)?;
        let start = self.out.len();
        self.out.push('{');
        let mut separator = "";
        while let Some(key) = entries.next_key::<String>()? {
            if key == NUMBER {
                self.out.truncate(start);
                self.out.push_str(&entries.next_value::<String>()?);
                return Ok(());
            }
            self.out.push_str(separator);
            separator = ",";
            write_string(self.out, &key);
            self.out.push(':');
            entries.next_value_seed(JsonText { out: self.out, depth })?;
        }
        self.out.push('}');
        Ok(())
    }
}

/// The key of the map as which `serde_json` gives a number if its feature `arbitrary_precision` is on. Any package of a
/// program can turn it on.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Returns the depth of what is in an object or array, or an error where JSON may not be nested deeper.
fn deeper<E: Error>(depth: usize) -> Result<usize, E> {
    if depth == MAX_DEPTH {
        return Err(E::custom(DecodeError::new(DecodeErrorKind::Limit { what: "levels of nesting", max: MAX_DEPTH })));
    }
    Ok(depth + 1)
}

/// The parameters of a request: a map from names to texts, or to lists of texts.
///
/// In a format that does not describe its values, it is a list of pairs.
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = match deserializer.is_human_readable() {
            true => deserializer.deserialize_any(PairsVisitor)?,
            false => Vec::deserialize(deserializer)?,
        };
        if pairs.len() > MAX_PAIRS {
            let limit = DecodeErrorKind::Limit { what: "parameters", max: MAX_PAIRS };
            return Err(Error::custom(DecodeError::new(limit)));
        }
        Ok(Self(pairs))
    }
}

impl Pairs {
    /// Returns the value of a parameter.
    fn get(&self, name: &'static str) -> Result<&str, DecodeError> {
        let found = self.0.iter().find(|(set, _)| set == name);
        found.map(|(_, value)| value.as_str()).ok_or(DecodeError::new(DecodeErrorKind::Missing { field: name }))
    }

    fn sid(&self, name: &'static str) -> Result<Sid<'static>, DecodeError> {
        self.get(name)?.parse().map_err(DecodeError::invalid(name))
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of parameters")
    }

    refused! { "a map of parameters":
        visit_bool: bool, "a boolean";
        visit_f64: f64, "a number";
        visit_i64: i64, "a number";
        visit_i128: i128, "a number";
        visit_str: &str, "a text";
        visit_u64: u64, "a number";
        visit_u128: u128, "a number";
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            let Texts(values) = entries.next_value()?;
            pairs.extend(values.into_iter().map(|value| (name.clone(), value)));
        }
        Ok(pairs)
    }
}

/// A text, or a list of texts. A number or a boolean that is not in a list is a text too.
struct Texts(Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor)
    }
}

struct TextsVisitor;

/// A text in a list.
struct OneText(String);

impl<'de> Deserialize<'de> for OneText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer, |text| Ok::<_, Infallible>(Self(text.to_owned())))
    }
}

/// Implements the methods of [`TextsVisitor`] for single values.
macro_rules! single_texts {
    ($($method:ident: $Type:ty;)+) => {$(
        fn $method<E: Error>(self, value: $Type) -> Result<Texts, E> {
            Ok(Texts(vec![value.to_string()]))
        }
    )+};
}

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    single_texts! {
        visit_bool: bool;
        visit_f64: f64;
        visit_i64: i64;
        visit_i128: i128;
        visit_u128: u128;
        visit_str: &str;
        visit_u64: u64;
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some(OneText(text)) = items.next_element()? {
            texts.push(text);
        }
        Ok(Texts(texts))
    }
}

/// Implements `Deserialize` for requests with the function that makes each out of its parameters.
macro_rules! requests {
    ($($Request:ident: $read:expr;)+) => {$(
        impl<'de> Deserialize<'de> for $Request {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read: fn(&Pairs) -> Result<$Request, DecodeError> = $read;
                read(&Pairs::deserialize(deserializer)?).map_err(Error::custom)
            }
        }
    )+};
}

requests! {
    DeleteMedia: |pairs| Ok(DeleteMedia::new(pairs.sid("MessageSid")?, pairs.sid("Sid")?));
    DeleteMessage: |pairs| pairs.sid("Sid").map(DeleteMessage::new);
    FetchMedia: |pairs| Ok(FetchMedia::new(pairs.sid("MessageSid")?, pairs.sid("Sid")?));
    FetchMessage: |pairs| pairs.sid("Sid").map(FetchMessage::new);
    ListMedia: |pairs| pairs.sid("MessageSid").map(ListMedia::new);
    ListMessages: read_params;
    SendFeedback: |pairs| {
        let outcome: FeedbackOutcome = pairs.get("Outcome")?.parse().map_err(DecodeError::invalid("Outcome"))?;
        Ok(SendFeedback::new(pairs.sid("MessageSid")?, outcome))
    };
    SendMessage: read_params;
    SendSms: read_params;
    UpdateMessage: |pairs| {
        let mut form = String::new();
        crate::wire::form::Writer::new(&mut form).write_pairs(&|| 0, |add| {
            for (name, value) in pairs.0.iter().filter(|(name, _)| name != "Sid") {
                add(name, value.as_bytes());
            }
        });
        UpdateMessage::read_form(pairs.sid("Sid")?, form.as_bytes()).map(|(update, _)| update)
    };
}

/// Reads a request that is a form from its parameters, as a server does.
fn read_params<P: Params>(pairs: &Pairs) -> Result<P, DecodeError> {
    let mut partial = P::Partial::default();
    for (name, value) in &pairs.0 {
        P::add(&mut partial, name, value)?;
    }
    P::finish(partial)
}
