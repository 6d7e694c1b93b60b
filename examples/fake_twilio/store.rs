//! The messages that clients have sent, which are kept until the program ends.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::time::SystemTime;

use twilio_sms::media::Media;
use twilio_sms::request::ListMessages;
use twilio_sms::segments::Segments;
use twilio_sms::{Direction, Message, ParseError, SendMessage, Sid, Status, Timestamp};

/// The messages by SID. The SIDs are ascending, so the messages are in the order in which they were sent.
pub(crate) struct Store {
    messages: BTreeMap<Sid<'static>, Message<'static>>,
    media: Vec<Media<'static>>,
    /// The first part of every SID. It differs in each run of the program, and so do the SIDs.
    seed: u64,
    count: u64,
}

impl Store {
    pub(crate) fn new() -> Self {
        Self { messages: BTreeMap::new(), media: Vec::new(), seed: RandomState::new().hash_one(()), count: 0 }
    }

    fn sid(&mut self, prefix: &str) -> Result<Sid<'static>, ParseError> {
        self.count += 1;
        format!("{prefix}{:016x}{:016x}", self.seed, self.count).parse()
    }

    /// Creates a message from a send.
    pub(crate) fn create(
        &mut self,
        send: &SendMessage,
        account: &Sid<'_>,
    ) -> Result<&mut Message<'static>, ParseError> {
        let mut message = Message::new(self.sid("SM")?);
        for url in send.media_url() {
            let mut medium = Media::new(self.sid("ME")?);
            medium.account_sid = Some(account.clone().into_owned());
            medium.parent_sid = Some(message.sid.clone());
            medium.content_type = content_type(url.as_str()).map(Into::into);
            (medium.date_created, medium.date_updated) = (now(), now());
            self.media.push(medium);
        }
        let body = send.body().map_or("", |body| body.as_str());
        let service = send.messaging_service_sid();
        message.account_sid = Some(account.clone().into_owned());
        message.to = Some(send.recipient().to_string().into());
        message.from = send.sender().map(|from| from.to_string().into());
        message.messaging_service_sid = service.cloned();
        message.body = Some(body.to_owned().into());
        message.status = Some(match (send.scheduled_for(), service) {
            (Some(_), _) => Status::Scheduled,
            (None, Some(_)) => Status::Accepted,
            (None, None) => Status::Queued,
        });
        // A message of a service is not counted until the service sends it.
        let segments = if service.is_some() { 0 } else { Segments::of(body).count() };
        message.num_segments = u32::try_from(segments).ok();
        message.num_media = u32::try_from(send.media_url().len()).ok();
        message.direction = Some(Direction::OutboundApi);
        message.api_version = Some("2010-04-01".into());
        message.price_unit = Some("USD".into());
        (message.date_created, message.date_updated) = (now(), now());
        Ok(self.messages.entry(message.sid.clone()).or_insert(message))
    }

    pub(crate) fn find(&mut self, sid: &Sid<'static>) -> Option<&mut Message<'static>> {
        self.messages.get_mut(sid)
    }

    pub(crate) fn delete(&mut self, sid: &Sid<'static>) -> Option<Message<'static>> {
        self.media.retain(|medium| medium.parent_sid.as_ref() != Some(sid));
        self.messages.remove(sid)
    }

    /// Returns the messages that match a list, newest first, and the position at which its page begins.
    pub(crate) fn list(&self, list: &ListMessages) -> (Vec<&Message<'static>>, usize) {
        let all: Vec<_> = self.messages.values().rev().filter(|message| list.matches(message)).collect();
        let start = match list.token() {
            // Messages sent or deleted after the previous page have changed the positions, but not the order.
            Some(last) => all.partition_point(|message| message.sid.as_str() >= last.trim_start_matches("PA")),
            None => list.number() as usize * list.size().get() as usize,
        };
        (all, start)
    }

    pub(crate) fn media(&self, message: &Sid<'static>) -> impl Iterator<Item = &Media<'static>> {
        self.media.iter().filter(move |medium| medium.parent_sid.as_ref() == Some(message))
    }

    pub(crate) fn delete_medium(&mut self, message: &Sid<'static>, sid: &Sid<'static>) -> Option<Media<'static>> {
        let is_it = |medium: &Media<'_>| medium.sid == *sid && medium.parent_sid.as_ref() == Some(message);
        self.media.iter().position(is_it).map(|at| self.media.remove(at))
    }
}

pub(crate) fn now() -> Option<Timestamp<'static>> {
    let seconds = SystemTime::UNIX_EPOCH.elapsed().ok()?.as_secs();
    Timestamp::from_unix_seconds(seconds.try_into().ok()?).ok()
}

/// Returns the media type that belongs to the extension of a URL. The file is not downloaded.
fn content_type(url: &str) -> Option<&'static str> {
    let types = [(".gif", "image/gif"), (".jpg", "image/jpeg"), (".jpeg", "image/jpeg"), (".png", "image/png")];
    types.into_iter().find(|(extension, _)| url.ends_with(extension)).map(|(_, content_type)| content_type)
}
