//! Encoding of answers, with the paths of the resource and in the format that the client asked for.

use std::borrow::Cow;

use twilio_sms::media::{Feedback, FetchMedia, ListMedia, Media, MediaPage, SendFeedback};
use twilio_sms::request::{FetchMessage, ListMessages};
use twilio_sms::response::Paging;
use twilio_sms::server::{ApiRequest, Reply};
use twilio_sms::{Call as _, EncodeError, Endpoint, Format, Message, Page, Request, Resource, Timestamp};

use crate::store::Store;

pub(crate) struct View {
    /// The endpoint of paths, whose format decides the extension.
    endpoint: Endpoint,
    resource: Resource,
    format: Format,
    now: Option<Timestamp<'static>>,
}

impl View {
    pub(crate) fn of(request: &ApiRequest<'_>, now: Option<Timestamp<'static>>) -> Self {
        let (resource, format) = (request.resource(), request.format());
        let extension = if format == Format::Json { Format::Json } else { Format::Default };
        let endpoint = Endpoint::new(request.account().clone()).with_resource(resource).with_format(extension);
        Self { endpoint, resource, format, now }
    }

    pub(crate) fn message(&self, message: &Message<'static>) -> Result<Reply, EncodeError> {
        self.linked(message).encode(self.resource, self.format)
    }

    pub(crate) fn page(&self, store: &Store, list: &ListMessages) -> Result<Reply, EncodeError> {
        let (all, start) = store.list(list);
        let messages: Vec<_> = all.iter().copied().skip(start).take(list.size().get() as usize).collect();
        let end = start + messages.len();
        let link = |list: &ListMessages| path(&list.request(&self.endpoint));

        let mut paging = Paging::new();
        paging.page = Some(list.number());
        paging.page_size = Some(list.size().get());
        paging.num_pages = u32::try_from(all.len()).ok().map(|total| total.div_ceil(list.size().get()));
        paging.total = u32::try_from(all.len()).ok();
        paging.start = u32::try_from(start).ok();
        paging.end = u32::try_from(end.saturating_sub(1)).ok();
        paging.uri = link(list);
        if let (Some(last), true) = (messages.last(), end < all.len()) {
            // The next page has the same filters. The token gives its beginning, which does not change when messages
            // are sent or deleted before it is requested.
            let next = list.clone().page(list.number().saturating_add(1)).page_size(list.size());
            paging.next_page_uri = link(&next.page_token(format!("PA{}", last.sid)));
        }
        let messages = messages.into_iter().map(|message| self.linked(message)).collect();
        Page::new(messages, paging).encode(self.resource, self.format)
    }

    fn linked(&self, message: &Message<'static>) -> Message<'static> {
        let mut message = message.clone();
        let (sid, endpoint) = (message.sid.clone(), &self.endpoint);
        message.uri = path(&FetchMessage::new(sid.clone()).request(endpoint));
        message.media = path(&ListMedia::new(sid).request(endpoint));
        message
    }

    pub(crate) fn medium(&self, medium: &Media<'static>) -> Result<Reply, EncodeError> {
        self.linked_medium(medium).encode(self.format)
    }

    pub(crate) fn media<'m>(&self, media: impl Iterator<Item = &'m Media<'static>>) -> Result<Reply, EncodeError> {
        let mut paging = Paging::new();
        (paging.page, paging.page_size) = (Some(0), Some(50));
        MediaPage::new(media.map(|medium| self.linked_medium(medium)).collect(), paging).encode(self.format)
    }

    fn linked_medium(&self, medium: &Media<'static>) -> Media<'static> {
        let mut medium = medium.clone();
        if let Some(message) = &medium.parent_sid {
            let fetch = FetchMedia::new(message.clone(), medium.sid.clone());
            medium.uri = path(&fetch.request(&self.endpoint));
        }
        medium
    }

    pub(crate) fn feedback(&self, request: &SendFeedback) -> Result<Reply, EncodeError> {
        let mut feedback = Feedback::new(request.sid().clone());
        feedback.account_sid = Some(self.endpoint.account().clone());
        feedback.outcome = Some(request.outcome().as_str().into());
        (feedback.date_created, feedback.date_updated) = (self.now.clone(), self.now.clone());
        feedback.uri = path(&request.request(&self.endpoint));
        feedback.encode(self.format)
    }
}

fn path(request: &Request) -> Option<Cow<'static, str>> {
    Some(request.target().to_owned().into())
}
