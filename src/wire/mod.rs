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
//! | [`size_hint`] | how many bytes a document needs before it is written |
//! | [`stack_string`] | short texts that are formatted without an allocation |
//!
//! The fast readers share one idea. Servers write the fields of a document in one order, so names are not read and
//! looked up: the schema layer asks the reader, through [`FieldReader::next_if`], whether the field that it expects
//! comes next, and the answer is a comparison with a constant. Only when no expected field comes next does the reader
//! read a name, and hand it over through [`Target::assign`].

use std::borrow::Cow;

use crate::error::{DecodeError, EncodeError};

pub(crate) mod base64;
#[cfg(feature = "csv")]
pub(crate) mod csv;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod scratch;
pub(crate) mod size_hint;
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

/// The most messages that are read from one page: 1,000, which is Twilio's own largest page size.
pub const MAX_ITEMS: usize = 1000;

/// The most unknown fields and skipped structures that are recorded from one reply: 16,000.
///
/// That is 16 for each of 1,000 messages.
pub const MAX_UNKNOWN: usize = 16 * MAX_ITEMS;

/// The most attributes that are read from one XML element: 64.
pub const MAX_ATTRIBUTES: usize = 64;

/// A field's name in its two spellings: XML and forms have `DateSent`, JSON has `date_sent`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Name {
    pub(crate) xml: &'static str,
    pub(crate) json: &'static str,
}

/// The place in a document where a name was found, which determines how the name is spelled.
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

/// The constants that stand before and after a field's value in each format.
///
/// [`FieldReader::next_if`] compares the document with them. Their lengths are known when the crate is compiled, so a
/// comparison takes a few machine instructions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldTokens {
    /// The field's name, as XML and forms spell it.
    pub(crate) name: &'static str,
    /// The start tag without its `>`: `<DateSent`.
    pub(crate) open: &'static str,
    /// The end tag: `</DateSent>`.
    pub(crate) close: &'static str,
    /// The JSON key and its colon: `"date_sent":`.
    pub(crate) key: &'static str,
    /// The name in a pair of a form, with its equals sign: `DateSent=`.
    pub(crate) pair: &'static str,
    /// Whether white space at both ends of the value is kept.
    pub(crate) verbatim: bool,
}

/// A document that can be asked for one field after the other, in the order in which servers write them.
///
/// Testing whether a given field comes next is a comparison with a constant, which is why decoding is fast. The schema
/// layer makes one test for each field. The idea is that of [`Peekable::next_if`](std::iter::Peekable::next_if): a
/// value is taken only if it is the expected one, and otherwise the reader stays where it is.
pub(crate) trait FieldReader<'a> {
    /// How this format spells the names of fields.
    const SPELLING: Spelling;

    /// Returns the value of the field with these tokens and advances past it, if that field comes next.
    ///
    /// `None` only means that this fast check failed. The field may still come next, for example with white space before
    /// its colon. The caller then reads the next name and looks it up.
    fn next_if(&mut self, tokens: FieldTokens) -> Result<Option<Value<'a>>, DecodeError>;
}

/// The receiver of a document's fields. A reader hands it their names and values, one at a time.
pub(crate) trait Target<'a> {
    /// Returns what the XML element with this name, or the object or array under this JSON key, contains.
    fn element_kind(name: &str) -> ElementKind;

    /// The name under which a second resource in the same document is reported.
    const RESOURCE: &'static str;

    /// Whether a JSON document has to contain a list of this target's items.
    const REQUIRES_LIST: bool = false;

    /// Makes the target empty again, before another reader starts from the beginning of the document.
    fn reset(&mut self);

    /// Assigns the fields that come next, for as long as they come in the order of the schema.
    fn assign_in_order(&mut self, reader: &mut impl FieldReader<'a>) -> Result<(), DecodeError>;

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
    /// Absent fields are left out. Counts are numbers.
    Rejection,
}

/// The writer of one format, to which a document hands its fields in order.
pub(crate) trait FieldWriter {
    /// Writes a field that the document's type declares.
    fn write_field(&mut self, name: Name, value: FieldOut<'_>) -> Result<(), EncodeError>;

    /// Writes an unknown field. Its name has JSON's spelling, or the spelling in which it was received.
    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError>;

    /// Begins the group of links, in formats that have one.
    fn begin_links(&mut self) {}

    /// Ends the group of links.
    fn end_links(&mut self) {}
}

/// The group of links at the end of a message. Readers treat its children as fields of the message itself.
pub(crate) const LINKS: Name = Name { xml: "SubresourceUris", json: "subresource_uris" };

/// The field whose white space is kept, because it is part of the message.
pub(crate) const VERBATIM: &str = "Body";

/// Returns whether an XML name is [`VERBATIM`]. A `match` on bytes can run in a constant, where `==` on texts cannot.
pub(crate) const fn is_verbatim(name: &str) -> bool {
    matches!(name.as_bytes(), b"Body")
}
