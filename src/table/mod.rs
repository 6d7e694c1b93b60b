//! The one idea: a document is a table of named texts.
//!
//! [`document!`] takes the fields of a document, one row each, and makes the struct, its decoding from every format, its
//! encoding into every format, `Debug`, equality and the way from borrowed to owned. This module is where the
//! two wings meet: `value` says what a text means, `wire` how it travels.

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::wire::xml::write::{pascal, snake};
use crate::wire::{Ordered, Put, Spelling, Value};

mod cell;
mod document;
mod field;
mod order;
mod request;
mod sink;
mod slot;

pub(crate) use cell::{Cell, Parameter};
pub(crate) use document::{document, marks, name};
pub(crate) use field::{Scalar, debug, owned, put};
pub(crate) use order::{Progress, take};
pub(crate) use request::{Form, request};
pub(crate) use sink::{List, Many, One};
pub(crate) use slot::{Required, fill};

/// A field that a document's type does not know, kept as it came.
///
/// Replies spell the name as JSON does (`connect_app_sid`), whatever the format, so that one message decodes alike from
/// both; webhooks spell it as it was sent. A field that is known, but whose type cannot hold the value, is kept here too.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// let reply = br#"{"sid": "SM1", "connect_app_sid": "CN1", "num_segments": "many"}"#;
/// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
/// assert_eq!(message.extra[0].name, "connect_app_sid");
/// assert_eq!((message.num_segments, &*message.extra[1].value), (None, "many"));
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Extra<'a> {
    /// The name of the field.
    pub name: Cow<'a, str>,
    /// Its value as text; empty where it has none.
    pub value: Cow<'a, str>,
}

impl Extra<'_> {
    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Extra<'static> {
        Extra { name: owned_text(self.name), value: owned_text(self.value) }
    }
}

/// How a document was read: what was accepted that is not quite right, and what was not read at all.
///
/// No part of a document's value: two documents that say the same are equal, however they came.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// // Twilio's own documentation prints this, which is not XML.
/// let reply = b"<TwilioResponse><SMSMessage><Sid>SM1</Sid><Body>I love you <3</Body></SMSMessage></TwilioResponse>";
/// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
/// assert_eq!(message.body.as_deref(), Some("I love you <3"));
/// assert_eq!(message.reading.recovered, 1);
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Reading<'a> {
    /// How many deviations were accepted: a `<` in XML text that begins nothing; a JSON value of a kind that its field
    /// never has. 0 for everything that a conforming parser reads as the document it is.
    pub recovered: u32,
    /// The names of structures that were not read, as they stood in the document.
    pub skipped: Vec<Cow<'a, str>>,
}

impl Reading<'_> {
    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Reading<'static> {
        Reading { recovered: self.recovered, skipped: self.skipped.into_iter().map(owned_text).collect() }
    }
}

/// A text that borrows from nothing.
pub(crate) fn owned_text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// A document that can be read and written: what [`document!`] implements.
///
/// It is filled where it is to stay, field by field: it is too large to be moved for nothing.
pub(crate) trait Document<'a>: Sized + 'a {
    /// The elements that hold one. The first is also its name in errors.
    const ELEMENTS: &'static [&'static str];

    /// One of which nothing has been read yet.
    fn blank() -> Self;

    /// The name of a field that it must have, and has not.
    fn missing(&self) -> Option<&'static str>;

    /// Which field has this name in XML and forms.
    fn by_xml(name: &str) -> Option<usize>;

    /// Which field has this name in JSON.
    fn by_json(name: &str) -> Option<usize>;

    /// Takes the fields that come next for as long as they come in order, from the one after the last that was filled.
    fn in_order(&mut self, progress: &mut Progress, from: &mut impl Ordered<'a>) -> Result<(), DecodeError>;

    /// Fills a field.
    fn set(
        &mut self,
        progress: &mut Progress,
        spelling: Spelling,
        column: usize,
        value: Value<'a>,
    ) -> Result<(), DecodeError>;

    fn extra(&mut self) -> &mut Vec<Extra<'a>>;

    fn reading(&mut self) -> &mut Reading<'a>;

    /// Hands its fields over, in the order of the live service.
    fn put(&self, to: &mut impl Put) -> Result<(), EncodeError>;

    /// Whether it has all that it must have.
    #[inline]
    fn complete(&self) -> Result<(), DecodeError> {
        match self.missing() {
            Some(field) => Err(DecodeError::new(DecodeErrorKind::Missing { field })),
            None => Ok(()),
        }
    }

    /// Fills the field of a name, or keeps the pair beside the fields.
    #[inline]
    fn named(
        &mut self,
        progress: &mut Progress,
        spelling: Spelling,
        name: Cow<'a, str>,
        value: Value<'a>,
    ) -> Result<(), DecodeError> {
        let column = match spelling {
            Spelling::Attribute | Spelling::Element | Spelling::Pair => Self::by_xml(&name),
            Spelling::Key => Self::by_json(&name).or_else(|| Self::by_xml(&name)),
        };
        match column {
            Some(column) => self.set(progress, spelling, column, value),
            None => self.unknown(progress, spelling, name, value),
        }
    }

    /// Keeps what has no field.
    #[cold]
    fn unknown(
        &mut self,
        progress: &mut Progress,
        spelling: Spelling,
        name: Cow<'a, str>,
        value: Value<'a>,
    ) -> Result<(), DecodeError> {
        let name = match spelling {
            Spelling::Pair => name,
            Spelling::Attribute | Spelling::Key => snake(&name).map_or(name, Cow::Owned),
            // JSON's spelling has no place in XML: it would be taken for the field that it is not.
            Spelling::Element if pascal(&name).is_some() => {
                self.reading().skipped.push(name);
                return Ok(());
            }
            Spelling::Element => snake(&name).map_or(name, Cow::Owned),
        };
        // It is written in JSON's spelling: what has a field there is that field (`page_size` in XML, `PageSize` in JSON).
        if spelling != Spelling::Pair
            && let Some(column) = Self::by_json(&name).or_else(|| Self::by_xml(&name))
        {
            return self.set(progress, spelling, column, value);
        }
        let value = match value {
            Value::Text(text) => text,
            Value::Number(text) | Value::Word(text) => Cow::Borrowed(text),
            Value::Null => Cow::Borrowed(""),
            Value::Raw(_) => {
                self.reading().skipped.push(name);
                return Ok(());
            }
        };
        self.extra().push(Extra { name, value });
        Ok(())
    }
}
