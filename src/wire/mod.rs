//! The wire layer: one reader and one writer for each format.
//!
//! A reader turns bytes into names and values and hands them to a [`Target`], one at a time. A writer is a
//! [`FieldWriter`]: it takes names and values and appends bytes to a buffer. What a name or a value means is decided in
//! the layers above, so nothing in this module knows what a message is.
//!
//! | module | what it holds |
//! |---|---|
//! | [`json`], [`xml`], [`form`], `csv` | the formats |
//! | [`base64`] | the encoding of credentials and signatures |
//! | [`swar`] | searching for bytes, eight at a time |
//! | [`scratch`] | where texts are written whose escapes are resolved |
//! | [`stack_string`] | short texts that are formatted without an allocation |
//!
//! The readers share one idea. Servers write the fields of a document in one order, so names are not read: the schema
//! layer asks the reader, through [`FieldReader::next_if`], whether the field that it expects comes next, and the answer
//! is a comparison with a constant. In a document with another order the schema layer looks the first eight bytes of the
//! next name up, and asks for that field. Only a name that it does not find, and a construct that is not plain, are read
//! in the general way and handed over through [`Target::assign`].

use std::borrow::Cow;

use crate::error::{DecodeError, EncodeError};

pub(crate) mod base64;
#[cfg(feature = "csv")]
pub(crate) mod csv;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod scratch;
pub(crate) mod stack_string;
mod swar;
pub(crate) mod xml;

/// The largest reply that is read, in bytes: 4 MiB.
///
/// A page of 1,000 messages with long bodies is under 3 MiB.
pub const MAX_DOCUMENT: usize = 4 * 1024 * 1024;

/// The largest form that is read, in bytes: 1 MiB.
pub const MAX_FORM: usize = 1024 * 1024;

/// The most pairs that are read from one form: 1,000.
pub const MAX_PAIRS: usize = 1000;

/// The deepest nesting of elements, objects and arrays that is read: 16 levels.
pub const MAX_DEPTH: usize = 16;

/// The most items that are read from one list: 1,000 messages of a page, which is Twilio's own largest page size, and as
/// many events of a batch.
pub const MAX_ITEMS: usize = 1000;

/// The most unknown fields and skipped structures that are recorded from one reply: 16,000.
///
/// That is 16 for each of 1,000 messages.
pub const MAX_UNKNOWN: usize = 16 * MAX_ITEMS;

/// The most attributes that are read from one XML element: 64.
pub const MAX_ATTRIBUTES: usize = 64;

/// The name of a field in every format, alone and with the characters around a value. [`FieldReader`]s compare
/// documents with these constants, and [`FieldWriter`]s write them.
///
/// XML and forms spell `DateSent`, JSON `date_sent`. Only events have JSON keys of another spelling, such as `dateUpdated`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Name {
    pub(crate) xml: &'static str,
    pub(crate) json: &'static str,
    /// The start tag without its end: `<DateSent`.
    pub(crate) open: &'static str,
    /// The end tag: `</DateSent>`.
    pub(crate) close: &'static str,
    /// The JSON key and its colon: `"date_sent":`.
    pub(crate) key: &'static str,
    /// The name of a form's pair and its equals sign: `DateSent=`.
    pub(crate) pair: &'static str,
    /// Whether the value is kept with the white space around it.
    pub(crate) verbatim: bool,
}

/// Makes a [`Name`] from its two spellings. If `$literal_key` is true, JSON spells it as the literal, too.
macro_rules! name {
    ($xml:literal, $json:ident, literal key: $literal_key:expr) => {
        const {
            &$crate::wire::Name {
                xml: $xml,
                json: if $literal_key { $xml } else { stringify!($json) },
                open: concat!("<", $xml),
                close: concat!("</", $xml, ">"),
                key: if $literal_key { concat!("\"", $xml, "\":") } else { concat!("\"", stringify!($json), "\":") },
                pair: concat!($xml, "="),
                verbatim: $crate::wire::is_verbatim($xml),
            }
        }
    };
}

pub(crate) use name;

/// Where a name stands, which says how it is spelled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Spelling {
    /// The name of an XML element.
    Element,
    /// The name of an XML attribute.
    Attribute,
    /// A key of a JSON object. It has JSON's spelling, and in old replies XML's.
    Key,
    /// The name in a pair of a form.
    Pair,
}

/// The value of a field as a reader found it. XML and forms have texts only.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A JSON number, with the digits of the document.
    Number(&'a str),
    /// JSON's `true` or `false`.
    Word(&'a str),
    /// JSON's `null`.
    Null,
    /// The text of a JSON object or array.
    Raw(&'a str),
}

/// What an XML element, or the object or array under a JSON key, contains.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ElementKind {
    /// The fields of one document.
    Fields,
    /// A list of documents.
    List,
    /// The fields of one document in a list.
    Item,
    /// Something that the target ignores or refuses.
    Other,
}

/// What comes next in a document, compared with a field.
///
/// The usual values are separate from all others, so that the code for the others exists once and not once for each
/// field. That makes a small program 3 kB smaller, and a message in JSON takes 6 % fewer instructions.
pub(crate) enum Next<'a> {
    /// The field, with a text that stands in the document as it is.
    Text(&'a str),
    /// The field, without a value.
    Null,
    /// The field, with any other value.
    Value,
    /// Something else.
    Other,
}

/// A document that can be asked whether a given field comes next.
///
/// The question is a comparison with constants, which is why decoding is fast. The schema layer asks it in the order in
/// which servers write the fields. Where a document has an order of its own, the schema layer looks up which field
/// comes next.
pub(crate) trait FieldReader<'a> {
    /// How this format spells the names of fields.
    const SPELLING: Spelling;

    /// Returns what comes next, compared with the field of this name.
    fn next_if(&mut self, name: &'static Name) -> Next<'a>;

    /// Reads the value of the field with this name, for which [`next_if`](Self::next_if) returned [`Next::Value`].
    ///
    /// Returns `None` if this takes the general path of the format. Then the reader stays where it is.
    fn next_value(&mut self, name: &'static Name) -> Result<Option<Value<'a>>, DecodeError>;

    /// Goes on behind a field whose value was taken, to the next name or to the end.
    ///
    /// This is a step of its own so that the first error of a document is the one that is reported: the schema layer
    /// may refuse a value, and what follows the value comes after it.
    fn end_field(&mut self) -> Result<(), DecodeError>;

    /// Returns the [prefix](name_prefix) of the name that comes next. A name that is not plain may have any other
    /// prefix.
    fn next_prefix(&self) -> Option<u64>;
}

/// The first eight bytes of a name as a number, with zeros after a shorter name.
pub(crate) const fn name_prefix(name: &str) -> u64 {
    let (mut word, mut rest, mut shift) = (0, name.as_bytes(), 0);
    while let [first, tail @ ..] = rest
        && shift < 64
    {
        word |= (*first as u64) << shift;
        (rest, shift) = (tail, shift + 8);
    }
    word
}

/// The receiver of a document's fields. A reader hands it their names and values, one at a time.
pub(crate) trait Target<'a> {
    /// Returns what the XML element with this name, or the object or array under this JSON key, contains.
    fn element_kind(name: &str) -> ElementKind;

    /// The name under which a second resource in the same document is reported.
    const RESOURCE: &'static str;

    /// Whether a JSON document has to contain a list of this target's items.
    const REQUIRES_LIST: bool = false;

    /// Assigns the fields that come next, as long as they are plain ones that the schema knows.
    fn assign_next(&mut self, reader: &mut impl FieldReader<'a>) -> Result<(), DecodeError>;

    /// Assigns the field with this name.
    fn assign(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError>;

    /// Records the name of a structure that was skipped.
    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError>;

    /// Begins an item of a list: the fields that follow belong to the item. Only lists have items.
    fn begin_item(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// Ends the item.
    fn end_item(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// Records how many deviations from the grammar were accepted.
    fn recovered(&mut self, count: u32);
}

/// The value of a field, as a writer takes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum FieldOut<'v> {
    /// The field is absent: XML has an empty element, JSON has `null`, and a form has no pair.
    Absent,
    /// A text.
    Text(&'v str),
    /// The text of a JSON value, which JSON contains as it is if it is an object or an array.
    Json(&'v str),
    /// A number that is in quotes in a JSON message, as Twilio writes the number of segments.
    Count(u32),
    /// A number that is without quotes in JSON.
    Integer(u32),
}

/// The kinds of replies, which differ in how they write absent fields and counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ReplyKind {
    /// Absent fields are written as absent. Counts are in quotes in JSON.
    Message,
    /// Absent fields are written as absent. Counts are numbers.
    Page,
    /// Absent fields are left out. Counts are numbers. Events are written like this, too.
    Rejection,
}

/// The writer of one format, to which a document hands its fields in order.
pub(crate) trait FieldWriter {
    /// Writes a field that the document knows.
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError>;

    /// Writes an unknown field. Its name has JSON's spelling, or the spelling in which it was received.
    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError>;

    /// Begins the group of links, in formats that have one.
    fn begin_links(&mut self) {}

    /// Ends the group of links.
    fn end_links(&mut self) {}
}

/// The group of links at the end of a message. Both formats see through it: its children are fields
/// of the message itself.
pub(crate) const LINKS: &Name = name!("SubresourceUris", subresource_uris, literal key: false);

/// Whether an XML name is that of the field whose white space means something.
pub(crate) const fn is_verbatim(name: &str) -> bool {
    matches!(name.as_bytes(), b"Body" | b"body")
}
