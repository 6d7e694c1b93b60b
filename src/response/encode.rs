//! Replies, as a server writes them.

use std::fmt;

use super::message::Message;
use super::page::{Page, Paging};
use super::rejection::Rejection;
use super::resources::{Feedback, Media, MediaPage};
use crate::error::EncodeError;
use crate::table::Document;
use crate::value::resource::{Format, Resource};
use crate::wire::room::{self, Room};
use crate::wire::{Style, json, xml};

/// A reply, ready for any HTTP server.
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
    pub(crate) status: u16,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: String,
}

impl Reply {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The `Content-Type`, if there is a body.
    #[must_use]
    pub const fn content_type(&self) -> Option<&'static str> {
        self.content_type
    }

    /// The challenge that goes with a 401, for the header `WWW-Authenticate`. Old clients send credentials only after it.
    #[must_use]
    pub fn www_authenticate(&self) -> Option<&'static str> {
        (self.status == 401).then_some("Basic realm=\"Twilio API\"")
    }

    /// The body; empty for a 204.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The body, by itself.
    #[must_use]
    pub fn into_body(self) -> String {
        self.body
    }

    /// The same with another status: 201 for what has just been created.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The answer to a delete: 204, and no body.
    #[must_use]
    pub const fn deleted() -> Self {
        Self { status: 204, content_type: None, body: String::new() }
    }

    pub(crate) fn new(
        status: u16,
        format: Format,
        write: impl FnOnce(&mut String) -> Result<(), EncodeError>,
    ) -> Result<Self, EncodeError> {
        let content_type = if format == Format::Json { json::CONTENT_TYPE } else { xml::CONTENT_TYPE };
        let mut body = String::new();
        write(&mut body)?;
        Ok(Self { status, content_type: Some(content_type), body })
    }
}

/// Shows how long the body is, never what it says.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .finish()
    }
}

/// What stands around the documents of a reply.
const AROUND: usize = 160;

fn room<'a>(document: &impl Document<'a>, element: &str) -> usize {
    let mut room = Room::new(room::marked);
    // What cannot be written is found when it is.
    let _ = document.put(&mut room);
    room.bytes() + 2 * element.len() + 8
}

/// Writes one document as a whole reply; `element` is what XML calls it.
pub(crate) fn write<'a>(
    out: &mut String,
    document: &impl Document<'a>,
    element: &str,
    format: Format,
    style: Style,
) -> Result<(), EncodeError> {
    out.reserve(AROUND + room(document, element));
    if format == Format::Json {
        json::write::Writer::new(out, style).object(|writer| document.put(writer))
    } else {
        let mut writer = xml::write::Writer::new(out, style);
        writer.reply(|writer| writer.element(element, |writer| document.put(writer)))
    }
}

/// What the items of a list are called.
struct Names {
    /// XML's element for one.
    element: &'static str,
    /// XML's element for the list.
    list: &'static str,
    /// JSON's key for the list.
    key: &'static str,
}

/// Writes a page of a list as a whole reply.
fn write_page<'a>(
    out: &mut String,
    paging: &Paging<'_>,
    items: &[impl Document<'a>],
    names: &Names,
    format: Format,
) -> Result<(), EncodeError> {
    let room_of_items: usize = items.iter().map(|item| room(item, names.element)).sum();
    out.reserve(AROUND + room(paging, names.list) + room_of_items);
    let mut items = items.iter();
    if format == Format::Json {
        json::write::Writer::new(out, Style::Page).object(|writer| {
            paging.put(writer)?;
            writer.array(names.key, |writer| {
                writer.style = Style::Message;
                items.try_for_each(|item| writer.object(|writer| item.put(writer)))
            })
        })
    } else {
        xml::write::Writer::new(out, Style::Message).reply(|writer| {
            writer.list(
                names.list,
                |attributes| paging.put(attributes),
                |writer| items.try_for_each(|item| writer.element(names.element, |writer| item.put(writer))),
            )
        })
    }
}

impl Resource {
    const fn names(self) -> Names {
        match self {
            Self::Messages => Names { element: "Message", list: "Messages", key: "messages" },
            Self::SmsMessages => Names { element: "SMSMessage", list: "SMSMessages", key: "sms_messages" },
        }
    }
}

impl Message<'_> {
    /// The reply that reports this message: 200, or [`with_status`](Reply::with_status) 201. CSV is for lists: it gives XML.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode(&self, resource: Resource, format: Format) -> Result<Reply, EncodeError> {
        Reply::new(200, format, |out| self.encode_into(out, resource, format))
    }

    /// The same, appended to a buffer. On an error the buffer holds what was written so far.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode_into(&self, out: &mut String, resource: Resource, format: Format) -> Result<(), EncodeError> {
        write(out, self, resource.names().element, format, Style::Message)
    }
}

impl Page<'_> {
    /// The reply that gives this page: 200.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode(&self, resource: Resource, format: Format) -> Result<Reply, EncodeError> {
        Reply::new(200, format, |out| self.encode_into(out, resource, format))
    }

    /// The same, appended to a buffer. On an error the buffer holds what was written so far.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode_into(&self, out: &mut String, resource: Resource, format: Format) -> Result<(), EncodeError> {
        write_page(out, &self.paging, &self.messages, &resource.names(), format)
    }
}

impl Media<'_> {
    /// The reply that describes this medium: 200.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode(&self, format: Format) -> Result<Reply, EncodeError> {
        Reply::new(200, format, |out| self.encode_into(out, format))
    }

    /// The same, appended to a buffer. On an error the buffer holds what was written so far.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode_into(&self, out: &mut String, format: Format) -> Result<(), EncodeError> {
        write(out, self, MEDIA.element, format, Style::Message)
    }
}

const MEDIA: Names = Names { element: "Media", list: "MediaList", key: "media_list" };

impl MediaPage<'_> {
    /// The reply that gives this page: 200.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode(&self, format: Format) -> Result<Reply, EncodeError> {
        Reply::new(200, format, |out| self.encode_into(out, format))
    }

    /// The same, appended to a buffer. On an error the buffer holds what was written so far.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode_into(&self, out: &mut String, format: Format) -> Result<(), EncodeError> {
        write_page(out, &self.paging, &self.media, &MEDIA, format)
    }
}

impl Feedback<'_> {
    /// The reply that reports this feedback: 200, or [`with_status`](Reply::with_status) 201.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode(&self, format: Format) -> Result<Reply, EncodeError> {
        Reply::new(200, format, |out| self.encode_into(out, format))
    }

    /// The same, appended to a buffer. On an error the buffer holds what was written so far.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode_into(&self, out: &mut String, format: Format) -> Result<(), EncodeError> {
        write(out, self, "Feedback", format, Style::Message)
    }
}

impl Rejection<'_> {
    /// The reply that says no, with this rejection's own status, or 400 if it has none that HTTP knows.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode(&self, format: Format) -> Result<Reply, EncodeError> {
        let status =
            self.status.and_then(|status| u16::try_from(status).ok()).filter(|status| (300..600).contains(status));
        Reply::new(status.unwrap_or(400), format, |out| self.encode_into(out, format))
    }

    /// The same, appended to a buffer. On an error the buffer holds what was written so far.
    ///
    /// # Errors
    ///
    /// In XML, a field that holds a character XML cannot carry.
    pub fn encode_into(&self, out: &mut String, format: Format) -> Result<(), EncodeError> {
        write(out, self, "RestException", format, Style::Rejection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::outcome::Outcome;

    #[test]
    fn media_and_feedback_come_back_in_either_format() {
        let mut media = Media::new("ME1".parse().unwrap());
        media.content_type = Some("image/png".into());
        let mut feedback = Feedback::new("SM1".parse().unwrap());
        feedback.outcome = Some("confirmed".into());
        let page = MediaPage::new(vec![media.clone(), media.clone()], Paging::new());
        for format in [Format::Default, Format::Json, Format::Xml] {
            let reply = media.encode(format).unwrap();
            assert_eq!(Media::decode(200, reply.body().as_bytes()), Outcome::Done(media.clone()));
            let reply = feedback.encode(format).unwrap();
            assert_eq!(Feedback::decode(200, reply.body().as_bytes()), Outcome::Done(feedback.clone()));
            let reply = page.encode(format).unwrap();
            assert_eq!(MediaPage::decode(200, reply.body().as_bytes()), Outcome::Done(page.clone()));
        }
    }
}
