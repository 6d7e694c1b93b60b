//! The messages, in the order in which they were created.

use std::collections::BTreeMap;

use twilio_sms::media::Media;
use twilio_sms::request::ListMessages;
use twilio_sms::segments::Segments;
use twilio_sms::{Direction, Message, ParseError, SendMessage, Sid, Status, Timestamp};

use crate::webhook::Webhook;

/// A message, its media files, the URL that receives its status callbacks, and the HTTP requests that it is part of.
pub(crate) struct Record {
    pub(crate) message: Message<'static>,
    pub(crate) media: Vec<Media<'static>>,
    /// The URLs of the media files, as the sender gave them.
    pub(crate) media_urls: Vec<String>,
    pub(crate) callback: Option<String>,
    /// The request that created the message, if it came over HTTP.
    pub(crate) request: Option<RawRequest>,
    /// The webhooks that were posted about the message, in the order in which they were answered.
    pub(crate) exchanges: Vec<Exchange>,
    /// The revision of the store in which the message changed last.
    pub(crate) revision: u64,
}

impl Record {
    /// Returns the address of the phone: the sender of an inbound message, and the recipient of any other.
    pub(crate) fn phone(&self) -> &str {
        let message = &self.message;
        let phone = if message.direction == Some(Direction::Inbound) { &message.from } else { &message.to };
        phone.as_deref().unwrap_or_default()
    }

    /// Returns the number of the message, by which the store orders messages.
    pub(crate) fn number(&self) -> u64 {
        number(self.message.sid.as_str()).unwrap_or_default()
    }
}

/// A request as the client sent it, without its credentials.
pub(crate) struct RawRequest {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) content_type: Option<String>,
    pub(crate) body: String,
}

/// A webhook that was posted, and what its receiver answered.
pub(crate) struct Exchange {
    pub(crate) webhook: Webhook,
    /// The status of the answer, if one came.
    pub(crate) status: Option<u16>,
    /// The body of the answer.
    pub(crate) reply: String,
    /// Why the webhook was not delivered, or why its reply is not carried out.
    pub(crate) error: Option<String>,
}

/// The messages by their number, which is the second half of their SID. So the order of the numbers is the order of
/// the messages, whether the SID begins with `SM` or `MM`.
pub(crate) struct Store {
    records: BTreeMap<u64, Record>,
    /// The first half of every SID.
    seed: u64,
    count: u64,
    /// How many messages are kept. The oldest ones are forgotten first.
    keep: usize,
    /// The number of changes so far.
    revision: u64,
    /// The number of times that messages were deleted. Messages that are forgotten because of `keep` do not count.
    deletions: u64,
}

impl Store {
    pub(crate) fn new(seed: u64) -> Self {
        Self { records: BTreeMap::new(), seed, count: 0, keep: usize::MAX, revision: 0, deletions: 0 }
    }

    pub(crate) fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    pub(crate) fn set_keep(&mut self, keep: usize) {
        self.keep = keep.max(1);
        self.forget();
    }

    pub(crate) fn keep(&self) -> usize {
        self.keep
    }

    /// Returns the number of changes so far.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns the number of times that messages were deleted.
    pub(crate) fn deletions(&self) -> u64 {
        self.deletions
    }

    /// Returns the number of the newest message or media file.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn clear(&mut self) {
        self.revision += 1;
        self.deletions += 1;
        // The count stays, so that a SID from before never names a new message.
        self.records.clear();
    }

    fn forget(&mut self) {
        while self.records.len() > self.keep {
            self.records.pop_first();
        }
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
        now: Option<&Timestamp<'static>>,
    ) -> Result<&mut Record, ParseError> {
        let urls: Vec<&str> = send.media_url().iter().map(|url| url.as_str()).collect();
        let body = send.body().map_or("", |body| body.as_str());
        let record = self.add(body, &urls, account, now)?;
        let service = send.messaging_service_sid();
        let message = &mut record.message;
        message.to = Some(send.recipient().to_string().into());
        message.from = send.sender().map(|from| from.to_string().into());
        message.messaging_service_sid = service.cloned();
        message.status = Some(match (send.scheduled_for(), service) {
            (Some(_), _) => Status::Scheduled,
            (None, Some(_)) => Status::Accepted,
            (None, None) => Status::Queued,
        });
        if service.is_some() {
            // A message of a service is not counted until the service sends it.
            message.num_segments = Some(0);
        }
        record.callback = send.param("StatusCallback");
        Ok(record)
    }

    /// Creates a message with a text and media files.
    pub(crate) fn add(
        &mut self,
        body: &str,
        media: &[&str],
        account: &Sid<'_>,
        now: Option<&Timestamp<'static>>,
    ) -> Result<&mut Record, ParseError> {
        let mut files = Vec::new();
        for url in media {
            let mut medium = Media::new(self.sid("ME")?);
            medium.account_sid = Some(account.clone().into_owned());
            medium.content_type = content_type(url).map(Into::into);
            (medium.date_created, medium.date_updated) = (now.cloned(), now.cloned());
            files.push(medium);
        }
        let mut message = Message::new(self.sid(if media.is_empty() { "SM" } else { "MM" })?);
        for medium in &mut files {
            medium.parent_sid = Some(message.sid.clone());
        }
        message.account_sid = Some(account.clone().into_owned());
        message.body = Some(body.to_owned().into());
        message.num_segments = u32::try_from(Segments::of(body).count()).ok();
        message.num_media = u32::try_from(media.len()).ok();
        let media_urls = media.iter().map(|url| (*url).to_owned()).collect();
        message.direction = Some(Direction::OutboundApi);
        message.api_version = Some("2010-04-01".into());
        message.price_unit = Some("USD".into());
        (message.date_created, message.date_updated) = (now.cloned(), now.cloned());
        let number = self.count;
        // `keep` is never 0, so the new message has a place after the oldest one has gone.
        if self.records.len() >= self.keep {
            self.records.pop_first();
        }
        self.revision += 1;
        Ok(self.records.entry(number).or_insert(Record {
            message,
            media: files,
            media_urls,
            callback: None,
            request: None,
            exchanges: Vec::new(),
            revision: self.revision,
        }))
    }

    pub(crate) fn find(&self, sid: &Sid<'_>) -> Option<&Record> {
        self.records.get(&number(sid.as_str())?).filter(|record| record.message.sid == *sid)
    }

    /// Returns a message that is about to change.
    pub(crate) fn find_mut(&mut self, sid: &Sid<'_>) -> Option<&mut Record> {
        let record = self.records.get_mut(&number(sid.as_str())?).filter(|record| record.message.sid == *sid)?;
        self.revision += 1;
        record.revision = self.revision;
        Some(record)
    }

    /// Returns the newest message if it was created after the one with this number.
    pub(crate) fn newest_mut(&mut self, number: u64) -> Option<&mut Record> {
        self.records.range_mut(number.saturating_add(1)..).next_back().map(|(_, record)| record)
    }

    /// Returns the messages that were created after the one with this number, the oldest first.
    pub(crate) fn created_after(&self, number: u64) -> impl Iterator<Item = &Record> {
        self.records.range(number.saturating_add(1)..).map(|(_, record)| record)
    }

    /// Returns the messages, the oldest first.
    pub(crate) fn records(&self) -> impl DoubleEndedIterator<Item = &Record> + ExactSizeIterator {
        self.records.values()
    }

    pub(crate) fn contains(&self, sid: &Sid<'_>) -> bool {
        number(sid.as_str()).is_some_and(|number| self.records.contains_key(&number))
    }

    pub(crate) fn delete(&mut self, sid: &Sid<'_>) -> Option<Record> {
        self.find(sid)?;
        self.revision += 1;
        self.deletions += 1;
        self.records.remove(&number(sid.as_str())?)
    }

    /// Returns the messages that match a list, newest first, and the position at which its page begins.
    pub(crate) fn list(&self, list: &ListMessages) -> (Vec<&Message<'static>>, usize) {
        let all: Vec<_> = self.messages().rev().filter(|message| list.matches(message)).collect();
        let start = match list.token().and_then(number) {
            // Messages sent or deleted after the previous page have changed the positions, but not the order.
            Some(last) => all.partition_point(|message| number(message.sid.as_str()) >= Some(last)),
            None => list.number() as usize * list.size().get() as usize,
        };
        (all, start)
    }

    pub(crate) fn messages(&self) -> impl DoubleEndedIterator<Item = &Message<'static>> {
        self.records.values().map(|record| &record.message)
    }
}

/// Returns the number of a message, which is the second half of its SID.
pub(crate) fn number(sid: &str) -> Option<u64> {
    let digits = sid.get(sid.len().checked_sub(16)?..)?;
    u64::from_str_radix(digits, 16).ok()
}

/// Returns the media type that belongs to the extension of a URL. The file is not downloaded.
pub(crate) fn content_type(url: &str) -> Option<&'static str> {
    let types = [(".gif", "image/gif"), (".jpg", "image/jpeg"), (".jpeg", "image/jpeg"), (".png", "image/png")];
    types.into_iter().find(|(extension, _)| url.ends_with(extension)).map(|(_, content_type)| content_type)
}
