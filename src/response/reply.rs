//! The replies that a server sends, and how documents are written into their bodies.

use std::fmt;

use crate::error::EncodeError;
use crate::schema::Document;
use crate::value::resource::{Format, Resource};
#[cfg(feature = "csv")]
use crate::wire::csv;
use crate::wire::{ReplyKind, json, xml};

/// A reply of Twilio's API, ready to be sent by any HTTP server: a status, a content type and a body.
///
/// ```
/// use twilio_sms::{Format, Message, Resource};
///
/// let message = Message::new("SM0123456789abcdef0123456789abcdef".parse()?);
/// let reply = message.encode(Resource::Messages, Format::Json)?;
/// assert_eq!((reply.status(), reply.content_type()), (200, Some("application/json")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Reply {
    status: u16,
    content_type: Option<&'static str>,
    body: String,
}

impl Reply {
    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns the value of the header `Content-Type`, if the reply has a body.
    #[must_use]
    pub const fn content_type(&self) -> Option<&'static str> {
        self.content_type
    }

    /// Returns the value of the header `WWW-Authenticate`, if the status is 401.
    ///
    /// Old clients send their credentials only after they have received this challenge.
    #[must_use]
    pub fn www_authenticate(&self) -> Option<&'static str> {
        (self.status == 401).then_some("Basic realm=\"Twilio API\"")
    }

    /// Returns the body. It is empty for a 204.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Converts the reply into its body.
    #[must_use]
    pub fn into_body(self) -> String {
        self.body
    }

    /// Sets the HTTP status: 201 for the reply that reports what has just been created.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Creates the answer to a delete: status 204 and no body.
    #[must_use]
    pub const fn deleted() -> Self {
        Self { status: 204, content_type: None, body: String::new() }
    }

    pub(super) fn new(status: u16, content_type: &'static str, body: String) -> Self {
        Self { status, content_type: Some(content_type), body }
    }
}

/// Shows the length of the body and not its text, which can be private.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .finish()
    }
}

/// Implements `encode` and `encode_into` for a document that a server sends.
///
/// `$doc` is the first sentence of `encode`. The closure writes the document into a buffer and returns its media type.
/// It takes `$resource` if the two resources give the document different names.
macro_rules! encode_methods {
    ($Document:ident, $doc:literal, |$this:ident, $out:ident, $format:ident $(, $resource:ident)?| $write:expr) => {
        impl $Document<'_> {
            #[doc = $doc]
            ///
            /// # Errors
            ///
            /// Returns the errors of [`encode_into`](Self::encode_into).
            pub fn encode(
                &self,
                $($resource: $crate::value::resource::Resource,)?
                format: $crate::value::resource::Format,
            ) -> Result<$crate::response::reply::Reply, $crate::error::EncodeError> {
                let mut body = String::new();
                let content_type = self.write_body(&mut body, $($resource,)? format)?;
                Ok($crate::response::reply::Reply::new(self.status_code(), content_type, body))
            }

            /// Appends the body of that reply to a buffer. After an error the buffer holds what was written before it.
            ///
            /// # Errors
            ///
            /// - XML is asked for, and a field contains a character that XML cannot carry.
            /// - A list is asked for in CSV, and the feature `csv` is off.
            pub fn encode_into(
                &self,
                out: &mut String,
                $($resource: $crate::value::resource::Resource,)?
                format: $crate::value::resource::Format,
            ) -> Result<(), $crate::error::EncodeError> {
                self.write_body(out, $($resource,)? format).map(drop)
            }

            fn write_body(
                &self,
                $out: &mut String,
                $($resource: $crate::value::resource::Resource,)?
                $format: $crate::value::resource::Format,
            ) -> Result<&'static str, $crate::error::EncodeError> {
                let $this = self;
                $write
            }
        }
    };
}

pub(super) use encode_methods;

/// The bytes that are reserved for each document before it is written. Most documents are shorter. To measure a
/// document first took a third to a half of the time of writing it.
const USUAL_LEN: usize = 1024;

/// Appends one document as the body of a reply, and returns its media type. `element` is its name in XML.
pub(super) fn write_document<'a>(
    out: &mut String,
    document: &impl Document<'a>,
    element: &str,
    format: Format,
    kind: ReplyKind,
) -> Result<&'static str, EncodeError> {
    out.reserve(USUAL_LEN);
    if format == Format::Json {
        json::write::JsonWriter::new(out, kind).object(|writer| document.write_fields(writer))?;
        Ok(json::CONTENT_TYPE)
    } else {
        let mut writer = xml::write::XmlWriter::new(out, kind);
        writer.reply(|writer| writer.element(element, |writer| document.write_fields(writer)))?;
        Ok(xml::CONTENT_TYPE)
    }
}

/// The names of a list and of its items.
#[derive(Clone, Copy)]
pub(super) struct ListNames {
    /// The XML element of an item.
    pub(super) element: &'static str,
    /// The XML element of the list.
    pub(super) list: &'static str,
    /// The JSON key of the list.
    pub(super) key: &'static str,
}

/// Appends a page of a list as the body of a reply, and returns its media type.
pub(super) fn write_list<'a, D: Document<'a>>(
    out: &mut String,
    paging: &impl Document<'a>,
    items: &[D],
    names: ListNames,
    format: Format,
) -> Result<&'static str, EncodeError> {
    out.reserve(USUAL_LEN * (1 + items.len()));
    if format == Format::Json {
        json::write::JsonWriter::new(out, ReplyKind::Page).object(|writer| {
            paging.write_fields(writer)?;
            writer.array(names.key, |writer| {
                // Counts are JSON numbers in the paging, and in quotes in the messages.
                writer.kind = ReplyKind::Message;
                items.iter().try_for_each(|item| writer.object(|writer| item.write_fields(writer)))
            })
        })?;
        return Ok(json::CONTENT_TYPE);
    }
    if format == Format::Csv {
        #[cfg(feature = "csv")]
        return write_csv(out, items);
        #[cfg(not(feature = "csv"))]
        return Err(EncodeError::CSV);
    }
    xml::write::XmlWriter::new(out, ReplyKind::Message).reply(|writer| {
        writer.list(
            names.list,
            |attributes| paging.write_fields(attributes),
            |writer| {
                items.iter().try_for_each(|item| writer.element(names.element, |writer| item.write_fields(writer)))
            },
        )
    })?;
    Ok(xml::CONTENT_TYPE)
}

/// Appends a list in CSV. It has a column for each field of the schema, and for each field that only some items have.
#[cfg(feature = "csv")]
fn write_csv<'a, D: Document<'a>>(out: &mut String, items: &[D]) -> Result<&'static str, EncodeError> {
    let mut writer = csv::CsvWriter::default();
    // The first pass finds the columns.
    D::empty().write_fields(&mut writer)?;
    for item in items {
        writer.clear();
        item.write_fields(&mut writer)?;
    }
    writer.write_header(out);
    for item in items {
        writer.clear();
        item.write_fields(&mut writer)?;
        writer.write_values(out);
    }
    Ok(csv::CONTENT_TYPE)
}

impl Resource {
    /// Returns the names that this resource gives its list of messages.
    pub(super) const fn list_names(self) -> ListNames {
        match self {
            Self::Messages => ListNames { element: "Message", list: "Messages", key: "messages" },
            Self::SmsMessages => ListNames { element: "SMSMessage", list: "SMSMessages", key: "sms_messages" },
        }
    }
}
