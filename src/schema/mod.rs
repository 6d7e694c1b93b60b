//! The schema layer: which fields each document has, and which parameters each request.
//!
//! [`document!`] takes the fields of a document, one row each, and generates the struct, its decoding from every format, its
//! encoding into every format, `Debug`, equality and the conversion into an owned value. [`params!`] does the same for the
//! parameters of a request. This is the lowest layer that knows both `value` (what a text means) and `wire` (how it travels).
//!
//! | file | what it holds |
//! |---|---|
//! | `document.rs` | the trait [`Document`], the macro that implements it, and the targets that readers fill |
//! | `field.rs` | the trait [`FieldValue`]: the types that a field can have, and how a field is assigned |
//! | `params.rs` | the traits and the macro of requests |

use std::borrow::Cow;

mod document;
mod field;
mod params;

pub(crate) use document::{Document, ListTarget, SingleTarget, assign_fields, document, field_spec};
pub(crate) use field::{
    FieldSpec, FieldValue, PrefixTable, Progress, Unassigned, canonical_number, debug_field, decode_value, into_owned,
    write_field,
};
pub(crate) use params::{ParamField, ParamValue, Params, param_getter, param_type, params};

/// A field that a document's type does not know, kept as it came.
///
/// Replies spell the name as JSON does (`connect_app_sid`) in both formats, so that a message decodes alike from XML and
/// JSON; webhooks spell it as it was sent. A known field whose type refuses the value is kept here too.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// let reply = br#"{"sid": "SM1", "connect_app_sid": "CN1", "num_segments": "many"}"#;
/// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
/// assert_eq!(message.unknown_fields[0].name, "connect_app_sid");
/// assert_eq!((message.num_segments, &*message.unknown_fields[1].value), (None, "many"));
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct UnknownField<'a> {
    /// The name of the field.
    pub name: Cow<'a, str>,
    /// Its value as text; empty where it has none.
    pub value: Cow<'a, str>,
}

impl UnknownField<'_> {
    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> UnknownField<'static> {
        UnknownField { name: owned_text(self.name), value: owned_text(self.value) }
    }
}

/// How a document was decoded: how many deviations were accepted, and which structures were skipped.
///
/// The notes are no part of a document's value: two documents with the same fields are equal, however they were written.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// // Twilio's own documentation prints this reply, which is not well-formed XML.
/// let reply = b"<TwilioResponse><SMSMessage><Sid>SM1</Sid><Body>I love you <3</Body></SMSMessage></TwilioResponse>";
/// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
/// assert_eq!(message.body.as_deref(), Some("I love you <3"));
/// assert_eq!(message.notes.recovered, 1);
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct DecodeNotes<'a> {
    /// How many deviations were accepted: a `<` in XML text that begins no markup, or a JSON value of a type that its field
    /// never has. 0 if the document is well-formed and each value has a type that its field may have.
    pub recovered: u32,
    /// The names of the structures that were skipped, as they stood in the document.
    pub skipped: Vec<Cow<'a, str>>,
}

impl DecodeNotes<'_> {
    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> DecodeNotes<'static> {
        DecodeNotes { recovered: self.recovered, skipped: self.skipped.into_iter().map(owned_text).collect() }
    }
}

/// Converts a text into an owned one.
pub(crate) fn owned_text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
