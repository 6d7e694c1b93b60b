//! How a document travels. Knows bytes and names, and no meaning.
//!
//! Each format turns bytes into named texts, pushed one at a time into a [`Sink`], and named texts into
//! bytes. Nothing here knows what a message is.

use std::borrow::Cow;

use crate::error::{DecodeError, EncodeError};

pub(crate) mod base64;
#[cfg(feature = "csv")]
pub(crate) mod csv;
pub(crate) mod form;
pub(crate) mod json;
mod percent;
pub(crate) mod room;
pub(crate) mod scratch;
mod seek;
pub(crate) mod short;
pub(crate) mod xml;

/// The most bytes that are read of one reply: 4 MiB.
///
/// A page of 1,000 messages with long bodies is under 3 MiB.
pub const MAX_DOCUMENT: usize = 4 * 1024 * 1024;

/// The most bytes that are read of one form: 1 MiB.
pub const MAX_FORM: usize = 1024 * 1024;

/// The most pairs that are read of one form: 1,000.
pub const MAX_PAIRS: usize = 1000;

/// The deepest nesting of elements, objects and arrays that is read: 16 levels.
pub const MAX_DEPTH: usize = 16;

/// The most messages that are read of one page: 1,000, Twilio's own largest page size.
pub const MAX_ITEMS: usize = 1000;

/// The most fields and structures of one reply that are kept, or named, without its type knowing them: 16,000.
///
/// That is 16 in each of 1,000 messages.
pub const MAX_UNKNOWN: usize = 16 * MAX_ITEMS;

/// The most attributes that are read of one XML element: 64.
pub const MAX_ATTRIBUTES: usize = 64;

/// What a name stands for, in words of the wire: XML and forms spell `DateSent`, JSON `date_sent`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Name {
    pub(crate) xml: &'static str,
    pub(crate) json: &'static str,
}

/// Where a name stands, which says how it is spelled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Spelling {
    /// The name of an XML element.
    Element,
    /// The name of an XML attribute.
    Attribute,
    /// A key of a JSON object: JSON's spelling, in old replies XML's.
    Key,
    /// The name of a form's pair.
    Pair,
}

/// The value of a field as it came: XML and forms have texts only.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A JSON number, as its digits stand.
    Number(&'a str),
    /// JSON's `true` or `false`.
    Word(&'a str),
    /// JSON's `null`.
    Null,
    /// A JSON object or array, as it stands.
    Raw(&'a str),
}

/// What an element or key above the fields holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Holds {
    /// The fields of one document.
    Fields,
    /// A list of documents.
    List,
    /// The fields of one document in a list.
    Item,
    /// Nothing that this sink reads.
    Other,
}

/// A name as it stands before its value, in every format: the texts that [`Ordered`] looks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks {
    /// The name itself, as XML and forms spell it.
    pub(crate) name: &'static str,
    /// An element begins, `<DateSent`, and ends, `</DateSent>`.
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    /// A key, `"date_sent":`.
    pub(crate) key: &'static str,
    /// The name of a pair, `DateSent=`.
    pub(crate) pair: &'static str,
    /// Whether the value is kept with the white space around it.
    pub(crate) verbatim: bool,
}

/// A document that is asked for its fields by name, in the order in which servers write them.
///
/// Looking whether a given name comes next is a comparison with a constant. That is why it is fast, and why what is asked
/// has to be written once a field: the table does it.
pub(crate) trait Ordered<'a> {
    /// Where the names stand.
    const SPELLING: Spelling;

    /// The value of the field with this name, if it comes next.
    fn ask(&mut self, marks: Marks) -> Result<Option<Value<'a>>, DecodeError>;
}

/// Where the named texts of a document go.
pub(crate) trait Sink<'a> {
    /// What an XML resource element (or a JSON key around an object or array) of this name holds.
    fn holds(name: &str) -> Holds;

    /// The name under which to report a resource that is there twice.
    const RESOURCE: &'static str;

    /// Whether a document without a list of this sink's is none of its documents.
    const LIST: bool = false;

    /// Forgets what it has been given.
    fn reset(&mut self);

    /// Takes the fields that come next for as long as they come in the order of the table.
    fn in_order(&mut self, from: &mut impl Ordered<'a>) -> Result<(), DecodeError>;

    /// Fills the field of this name.
    fn fill(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError>;

    /// A structure that is not read.
    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError>;

    /// An item of a list begins: fields are its own from now on. What is no list has none.
    fn begin(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// The item ends.
    fn end(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// So many deviations from the grammar were accepted.
    fn recovered(&mut self, count: u32);
}

/// What a field is written as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Out<'v> {
    /// Nothing: an empty element, `null`, no pair.
    Absent,
    /// A text.
    Text(&'v str),
    /// A number that JSON writes in quotes, as Twilio does with counts of segments.
    Count(u32),
    /// A number that JSON writes as a number.
    Integer(u32),
}

/// How a document is written where it could be written in two ways.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Style {
    /// What is absent is written as absent; JSON puts counts in quotes.
    Message,
    /// What is absent is written as absent; counts are numbers.
    Page,
    /// What is absent is not written; counts are numbers.
    Rejection,
}

/// Where the fields of a document go when it is written.
pub(crate) trait Put {
    /// A field that the document knows.
    fn put(&mut self, name: Name, value: Out<'_>) -> Result<(), EncodeError>;

    /// A field that it does not, under JSON's spelling or the one that it came with.
    fn extra(&mut self, name: &str, value: &str) -> Result<(), EncodeError>;

    /// The group of links begins, or ends, where it shows.
    fn group(&mut self, _begins: bool) {}
}

/// The group of links at the end of a message. Both formats see through it: its children are fields
/// of the message itself.
pub(crate) const GROUP: Name = Name { xml: "SubresourceUris", json: "subresource_uris" };

/// The field whose white space means something.
pub(crate) const VERBATIM: &str = "Body";

/// Whether an XML name is that field's.
pub(crate) const fn is_verbatim(name: &str) -> bool {
    matches!(name.as_bytes(), b"Body")
}
