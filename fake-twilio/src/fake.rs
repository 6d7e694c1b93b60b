//! The fake itself: it answers requests, and moves messages on when the test moves the clock.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::error::Error;
use std::fmt;

use twilio_sms::server::{ApiError, ApiRequest, Operation, Reply};
use twilio_sms::signature::{AuthToken, Secret};
use twilio_sms::webhook::{InboundMedia, InboundMessage, StatusUpdate};
use twilio_sms::{
    Address, Credentials, DecodeError, Direction, Endpoint, ErrorCode, Format, Message, ParseError, PhoneNumber,
    Request, SendMessage, Sid, Status, Timestamp, form, twiml,
};

use crate::answer::{Answer, HttpRequest};
use crate::refusal::{Sent, refusal, unauthorized};
use crate::settings::{Callbacks, Fault, Order};
#[cfg(feature = "server")]
use crate::store::Exchange;
use crate::store::{RawRequest, Record, Store, content_type};
use crate::view::View;
use crate::webhook::Webhook;

const DEFAULT_ACCOUNT: &str = "AC5ef872f6da5a21de157d80997a64bd33";
pub(crate) const DEFAULT_TOKEN: &str = "00112233445566778899aabbccddeeff";

/// How many requests [`Fake::requests`] remembers.
const MAX_REQUESTS: usize = 1000;

/// What a client asked for, and how it was answered.
///
/// ```
/// use fake_twilio::Fake;
/// use twilio_sms::{Call as _, request::ListMessages};
///
/// let mut fake = Fake::default();
/// fake.call(&ListMessages::new().request(fake.endpoint()));
/// let request = fake.requests().last().unwrap();
/// assert_eq!((request.method.as_str(), request.status), ("GET", 200));
/// ```
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// When the request came, in Unix seconds.
    pub time: i64,
    /// The method.
    pub method: String,
    /// The path and the query.
    pub target: String,
    /// The status of the answer.
    pub status: u16,
}

impl fmt::Debug for RequestRecord {
    /// Leaves the query out, because its filters are phone numbers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        write!(f, "{} {} {path}: {}", self.time, self.method, self.status)
    }
}

/// A status that a message gets later.
#[derive(Debug)]
pub(crate) struct Change {
    sid: Sid<'static>,
    status: Status<'static>,
    error: Option<ErrorCode>,
}

/// The changes that a request plans, each with the time at which it is due and its number.
pub(crate) type PlannedChanges = Vec<((i64, u64), Change)>;

/// A Twilio that keeps its messages in memory. See the [crate's documentation](crate).
///
/// Twilio's numbers for tests are refused as Twilio refuses them: as recipient, +15005550001 with code 21211, 0002 with
/// 21612, 0003 with 21408, 0004 with 21610 and 0009 with 21614; as sender, 0001 with 21212, 0007 with 21606 and 0008
/// with 21611.
///
/// ```
/// let fake = fake_twilio::Fake::new("AC0123456789abcdef0123456789abcdef".parse()?, "token")?;
/// assert!(fake.messages().is_empty());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
pub struct Fake {
    endpoint: Endpoint,
    credentials: Credentials,
    keys: Vec<Credentials>,
    secret: Secret,
    store: Store,
    seed: u64,
    now: i64,
    callbacks: Callbacks,
    inbound_url: String,
    refused: HashMap<String, ErrorCode>,
    failing: HashMap<String, ErrorCode>,
    faults: VecDeque<Fault>,
    /// The fault of every request for which `faults` has none.
    every: Option<Fault>,
    requests: VecDeque<RequestRecord>,
    /// The number of changes that the store does not count: of faults, and of requests.
    revision: u64,
    /// The changes by the time at which they are due, and then by their number.
    changes: BTreeMap<(i64, u64), Change>,
    change_count: u64,
    /// The changes that the request which is being processed has planned.
    planned: PlannedChanges,
}

impl Default for Fake {
    /// Creates a fake with a made-up account, whose SID is `AC5ef872f6da5a21de157d80997a64bd33` and whose token is
    /// `00112233445566778899aabbccddeeff`.
    fn default() -> Self {
        let fake = DEFAULT_ACCOUNT.parse().and_then(|account| Self::new(account, DEFAULT_TOKEN));
        fake.unwrap_or_else(|error| unreachable!("the default account and token are valid: {error}"))
    }
}

impl Fake {
    /// Creates a fake with one account.
    ///
    /// # Errors
    ///
    /// Returns an error if the account cannot be a user name, or the token is empty.
    ///
    /// ```
    /// use fake_twilio::Fake;
    ///
    /// let fake = Fake::new("AC0123456789abcdef0123456789abcdef".parse()?, "token")?;
    /// assert_eq!(fake.endpoint().account().as_str(), "AC0123456789abcdef0123456789abcdef");
    /// assert!(Fake::new("AC1".parse()?, "").is_err());
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn new(account: Sid<'static>, token: &str) -> Result<Self, ParseError> {
        Ok(Self {
            endpoint: Endpoint::new(account.clone()),
            secret: AuthToken::new(token)?.into(),
            credentials: Credentials::new(account, token)?,
            keys: Vec::new(),
            store: Store::new(mix(0)),
            seed: 0,
            now: 1_767_225_600,
            callbacks: Callbacks::default(),
            inbound_url: String::new(),
            refused: refused_recipients(),
            failing: HashMap::new(),
            faults: VecDeque::new(),
            every: None,
            requests: VecDeque::new(),
            revision: 0,
            changes: BTreeMap::new(),
            change_count: 0,
            planned: Vec::new(),
        })
    }

    /// Sets the seed of the SIDs and of the shuffled order. It is 0 by default.
    ///
    /// ```
    /// use fake_twilio::Fake;
    ///
    /// let sid = |seed| -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
    ///     let mut fake = Fake::default().seed(seed).inbound_url("http://127.0.0.1/sms");
    ///     fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
    ///     Ok(fake.messages()[0].sid.clone())
    /// };
    /// assert_eq!(sid(1)?, sid(1)?);
    /// assert_ne!(sid(1)?, sid(2)?);
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        // The SIDs of the seeds 0, 1 and 2 should not look alike.
        self.store.set_seed(mix(seed));
        self
    }

    /// Sets how many messages are kept. The oldest ones are forgotten first. 0 counts as 1. By default all are
    /// kept.
    ///
    /// ```
    /// use fake_twilio::Fake;
    ///
    /// let mut fake = Fake::default().keep(1).inbound_url("http://127.0.0.1/sms");
    /// for text in ["one", "two"] {
    ///     fake.receive("+14155550199", "+14155550100", text, &[])?;
    /// }
    /// assert_eq!(fake.messages().len(), 1);
    /// assert_eq!(fake.messages()[0].body.as_deref(), Some("two"));
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    #[must_use]
    pub fn keep(mut self, messages: usize) -> Self {
        self.store.set_keep(messages);
        self
    }

    /// Sets how status callbacks arrive.
    ///
    /// ```
    /// use fake_twilio::{Callbacks, Fake};
    ///
    /// let fake = Fake::default().callbacks(Callbacks { copies: 2, ..Callbacks::default() });
    /// ```
    #[must_use]
    pub fn callbacks(mut self, callbacks: Callbacks) -> Self {
        self.callbacks = callbacks;
        self
    }

    /// Sets the URL that inbound messages are posted to.
    ///
    /// ```
    /// let mut fake = fake_twilio::Fake::default().inbound_url("http://127.0.0.1/sms");
    /// let webhook = fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
    /// assert_eq!(webhook.url, "http://127.0.0.1/sms");
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    #[must_use]
    pub fn inbound_url(mut self, url: impl Into<String>) -> Self {
        self.inbound_url = url.into();
        self
    }

    /// Adds an API key that clients can authenticate with.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::Credentials;
    ///
    /// let key = Credentials::new("SK0123456789abcdef0123456789abcdef".parse()?, "secret")?;
    /// let fake = Fake::default().api_key(key);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn api_key(mut self, key: Credentials) -> Self {
        self.keys.push(key);
        self
    }

    /// Returns the endpoint of the account, for the resource `Messages` in JSON.
    ///
    /// ```
    /// let fake = fake_twilio::Fake::default();
    /// assert_eq!(fake.endpoint().account().as_str(), "AC5ef872f6da5a21de157d80997a64bd33");
    /// ```
    #[must_use]
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Returns the time, in Unix seconds. It is the beginning of 2026 until [`at`](Self::at) or [`tick`](Self::tick)
    /// sets it.
    ///
    /// ```
    /// assert_eq!(fake_twilio::Fake::default().now(), 1_767_225_600);
    /// ```
    #[must_use]
    pub const fn now(&self) -> i64 {
        self.now
    }

    /// Sets the time, in Unix seconds, without changing any message.
    ///
    /// ```
    /// let mut fake = fake_twilio::Fake::default();
    /// fake.at(1_800_000_000);
    /// assert_eq!(fake.now(), 1_800_000_000);
    /// ```
    pub fn at(&mut self, unix_seconds: i64) {
        self.now = unix_seconds;
    }

    /// Returns the messages, the oldest first.
    ///
    /// ```
    /// let mut fake = fake_twilio::Fake::default().inbound_url("http://127.0.0.1/sms");
    /// fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
    /// assert_eq!(fake.messages()[0].from.as_deref(), Some("+14155550199"));
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    #[must_use]
    pub fn messages(&self) -> Vec<&Message<'static>> {
        self.store.messages().collect()
    }

    /// Returns the last 1000 requests, the oldest first.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::{Call as _, request::ListMessages};
    ///
    /// let mut fake = Fake::default();
    /// fake.call(&ListMessages::new().request(fake.endpoint()));
    /// assert_eq!(fake.requests().count(), 1);
    /// ```
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = &RequestRecord> {
        self.requests.iter()
    }

    /// Forgets messages, requests, callbacks, faults, and the numbers of [`refuse`](Self::refuse) and
    /// [`fail`](Self::fail). Settings stay.
    ///
    /// ```
    /// let mut fake = fake_twilio::Fake::default().inbound_url("http://127.0.0.1/sms");
    /// fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
    /// fake.reset();
    /// assert!(fake.messages().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    pub fn reset(&mut self) {
        self.store.clear();
        self.requests.clear();
        self.changes.clear();
        self.clear_faults();
    }

    /// Refuses messages to a number with a code of Twilio's.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::{Call as _, ErrorCode, PhoneNumber, SendMessage};
    ///
    /// let mut fake = Fake::default();
    /// let phone = PhoneNumber::normalize("+14155550199")?;
    /// fake.refuse(&phone, ErrorCode::UNSUBSCRIBED_RECIPIENT);
    /// let send = SendMessage::to(phone).from(PhoneNumber::TEST_VALID).body("Hello".parse()?).build()?;
    /// let answer = fake.call(&send.request(fake.endpoint()));
    /// assert!(answer.status() == 400 && answer.body().contains("unsubscribed recipient"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refuse(&mut self, number: &PhoneNumber, code: ErrorCode) {
        self.revision += 1;
        self.refused.insert(number.to_string(), code);
    }

    /// Accepts messages to a number, and then fails them with a code: `undelivered` for a code that arrives with a
    /// delivery, and `failed` for any other.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::{Call as _, ErrorCode, PhoneNumber, SendMessage, Status};
    ///
    /// let mut fake = Fake::default();
    /// let phone = PhoneNumber::normalize("+14155550199")?;
    /// fake.fail(&phone, ErrorCode::new(30003));
    /// let send = SendMessage::to(phone).from(PhoneNumber::TEST_VALID).body("Hello".parse()?).build()?;
    /// assert_eq!(fake.call(&send.request(fake.endpoint())).status(), 201);
    /// fake.tick(fake.now());
    /// assert_eq!(fake.messages()[0].status, Some(Status::Undelivered));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fail(&mut self, number: &PhoneNumber, code: ErrorCode) {
        self.revision += 1;
        self.failing.insert(number.to_string(), code);
    }

    /// Makes the next request with the right credentials fail. Each fault is for one request, in the order of the calls.
    ///
    /// ```
    /// use fake_twilio::{Fake, Fault};
    /// use twilio_sms::{Call as _, request::ListMessages};
    ///
    /// let mut fake = Fake::default();
    /// fake.next(Fault::ServerError);
    /// let list = ListMessages::new().request(fake.endpoint());
    /// assert_eq!(fake.call(&list).status(), 500);
    /// assert_eq!(fake.call(&list).status(), 200);
    /// ```
    pub fn next(&mut self, fault: Fault) {
        self.revision += 1;
        self.faults.push_back(fault);
    }

    /// Answers a request that the codec encoded, with the right credentials.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::{Call as _, PhoneNumber, SendMessage};
    ///
    /// let mut fake = Fake::default();
    /// let send = SendMessage::to(PhoneNumber::normalize("+14155550199")?)
    ///     .from(PhoneNumber::TEST_VALID)
    ///     .body("Hello".parse()?)
    ///     .build()?;
    /// let answer = fake.call(&send.request(fake.endpoint()));
    /// assert!(answer.status() == 201 && answer.body().contains("\"body\": \"Hello\""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn call(&mut self, request: &Request) -> Answer {
        let authorization = self.credentials.authorization();
        self.handle(&HttpRequest {
            method: request.method().as_str(),
            target: request.target(),
            authorization: Some(&authorization),
            content_type: request.content_type(),
            body: request.body().as_bytes(),
        })
    }

    /// Answers a request: checks the credentials, decodes it, answers it, and applies the next fault.
    ///
    /// ```
    /// use fake_twilio::{Fake, HttpRequest};
    /// use twilio_sms::Credentials;
    ///
    /// let mut fake = Fake::default();
    /// let authorization = Credentials::new(fake.endpoint().account().clone(), "00112233445566778899aabbccddeeff")?.authorization();
    /// let answer = fake.handle(&HttpRequest {
    ///     method: "POST",
    ///     target: "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages.json",
    ///     authorization: Some(&authorization),
    ///     content_type: Some("application/x-www-form-urlencoded"),
    ///     body: b"To=%2B14155550199&From=%2B14155550100&Body=Hello",
    /// });
    /// assert_eq!(answer.status(), 201);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub fn handle(&mut self, request: &HttpRequest<'_>) -> Answer {
        let (answer, changes) = self.process(request);
        self.plan(changes);
        answer
    }

    /// Answers a request. Returns the changes that are to be planned when the answer has been sent: a callback about a
    /// message must not come before the answer that gives its SID.
    pub(crate) fn process(&mut self, request: &HttpRequest<'_>) -> (Answer, PlannedChanges) {
        let newest = self.store.count();
        let answer = self.answer_http(request);
        if self.requests.len() >= MAX_REQUESTS {
            self.requests.pop_front();
        }
        let (method, target) = (request.method.to_owned(), request.target.to_owned());
        self.requests.push_back(RequestRecord { time: self.now, method, target, status: answer.status() });
        self.revision += 1;
        if let Some(record) = self.store.newest_mut(newest) {
            record.request = Some(RawRequest {
                method: request.method.to_owned(),
                target: request.target.to_owned(),
                content_type: request.content_type.map(str::to_owned),
                body: String::from_utf8_lossy(request.body).into_owned(),
            });
        }
        (answer, std::mem::take(&mut self.planned))
    }

    /// Plans changes: [`tick`](Self::tick) makes them when they are due.
    pub(crate) fn plan(&mut self, changes: PlannedChanges) {
        self.changes.extend(changes);
        // A message has at most two changes. If there are more, then some belong to messages that were forgotten.
        if self.changes.len() > self.store.keep().saturating_mul(4) {
            self.changes.retain(|_, change| self.store.contains(&change.sid));
        }
    }

    fn answer_http(&mut self, request: &HttpRequest<'_>) -> Answer {
        let decoded = ApiRequest::decode(request.method, request.target, request.content_type, request.body);
        let format = decoded.as_ref().map_or_else(ApiError::format, ApiRequest::format);
        if !self.accepts(request.authorization) {
            return unauthorized(format, request.authorization.is_some()).into();
        }
        // A client that waits for the challenge before it sends credentials meets the fault with its second request.
        let fault = self.faults.pop_front().or(self.every);
        let error = |status, code| ApiError::new(status, code, format).reply().into();
        if let Some(answer) = fault.and_then(|fault| fault.answer(error)) {
            return answer;
        }
        let mut answer = self.account_answer(request).unwrap_or_else(|| self.resource_answer(request, decoded));
        if let Some(fault) = fault {
            fault.apply(&mut answer);
        }
        answer
    }

    /// Answers a request for messages, media or feedback.
    fn resource_answer(&mut self, request: &HttpRequest<'_>, decoded: Result<ApiRequest<'_>, ApiError>) -> Answer {
        let path = request.target.split('?').next().unwrap_or_default();
        match decoded {
            Ok(request) => self.reply_to(&request, path).into(),
            Err(error) => {
                let parameter = |name| parameter(request.body, name).unwrap_or_default();
                refusal(&error, Sent { from: &parameter("From"), to: &parameter("To"), path }).into()
            }
        }
    }

    /// Returns whether credentials are those of the account or of an API key. The scheme can be in any case.
    fn accepts(&self, authorization: Option<&str>) -> bool {
        let token = |value: &str| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("basic").then(|| token.trim().to_owned())
        };
        let Some(given) = authorization.and_then(token) else { return false };
        let mut known = self.keys.iter().chain([&self.credentials]);
        known.any(|known| token(&known.authorization()).is_some_and(|known| known == given))
    }

    /// Answers a request for the account itself, which clients make to check their credentials.
    fn account_answer(&self, request: &HttpRequest<'_>) -> Option<Answer> {
        let path = request.target.split('?').next()?;
        let account = path.strip_prefix("/2010-04-01/Accounts/")?;
        let (account, extension) = account.split_once('.').unwrap_or((account, ""));
        if request.method != "GET" || account != self.endpoint.account().as_str() {
            return None;
        }
        let uri = format!("/2010-04-01/Accounts/{account}");
        Some(if extension.eq_ignore_ascii_case("json") {
            let body = format!(
                "{{\"sid\": \"{account}\", \"friendly_name\": \"fake-twilio\", \"status\": \"active\", \
                 \"type\": \"Full\", \"owner_account_sid\": \"{account}\", \"uri\": \"{uri}.json\"}}"
            );
            Answer::new(200, "application/json", body)
        } else {
            let body = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><Account><Sid>{account}</Sid>\
                 <FriendlyName>fake-twilio</FriendlyName><Status>active</Status><Type>Full</Type>\
                 <OwnerAccountSid>{account}</OwnerAccountSid><Uri>{uri}</Uri></Account></TwilioResponse>"
            );
            Answer::new(200, "application/xml", body)
        })
    }

    /// Answers a decoded request. Credentials are not checked, and faults are not applied.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::server::ApiRequest;
    ///
    /// let target = "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/Messages";
    /// let request = ApiRequest::decode("POST", target, None, b"To=%2B14155550199&From=%2B14155550100&Body=Hi")?;
    /// let reply = Fake::default().answer(&request);
    /// assert!(reply.status() == 201 && reply.body().contains("<Body>Hi</Body>"));
    /// # Ok::<(), twilio_sms::server::ApiError>(())
    /// ```
    pub fn answer(&mut self, request: &ApiRequest<'_>) -> Reply {
        let reply = self.reply_to(request, "");
        let changes = std::mem::take(&mut self.planned);
        self.plan(changes);
        reply
    }

    fn reply_to(&mut self, request: &ApiRequest<'_>, path: &str) -> Reply {
        let error = |status, code| ApiError::new(status, code, request.format());
        self.perform(request).unwrap_or_else(|cause| {
            // If the cause is not a refusal, then the client asked for XML, and XML cannot carry a text of the reply.
            let error = cause.downcast().map_or_else(|_| error(500, ErrorCode::INTERNAL_SERVER_ERROR), |error| *error);
            let (from, to) = match request.operation() {
                Operation::SendMessage(send) => (send.param("From"), send.param("To")),
                Operation::SendSms(send) => (send.param("From"), send.param("To")),
                _ => (None, None),
            };
            refusal(&error, Sent { from: &from.unwrap_or_default(), to: &to.unwrap_or_default(), path })
        })
    }

    fn perform(&mut self, request: &ApiRequest<'_>) -> Result<Reply, Box<dyn Error>> {
        let now = self.timestamp();
        let (view, format) = (View::of(request, now.clone()), request.format());
        let missing = || -> Box<dyn Error> { Box::new(ApiError::new(404, ErrorCode::NOT_FOUND, format)) };
        if request.account() != self.endpoint.account() {
            return Err(missing());
        }
        let store = &mut self.store;
        Ok(match request.operation() {
            Operation::SendMessage(send) => view.message(self.create(send, format)?)?.with_status(201),
            Operation::SendSms(send) => {
                let send = SendMessage::try_from((**send).clone())?;
                view.message(self.create(&send, format)?)?.with_status(201)
            }
            Operation::List(list) => view.page(store, list)?,
            Operation::Fetch(fetch) => view.message(&store.find(fetch.sid()).ok_or_else(missing)?.message)?,
            Operation::Update(update) => {
                let message = &mut store.find_mut(update.sid()).ok_or_else(missing)?.message;
                if update.redacts() {
                    message.body = Some("".into());
                }
                if update.cancels() {
                    message.status = Some(Status::Canceled);
                }
                message.date_updated = now;
                view.message(message)?
            }
            Operation::Delete(delete) => {
                store.delete(delete.sid()).ok_or_else(missing)?;
                Reply::deleted()
            }
            Operation::ListMedia(list) => view.media(store.find(list.message()).ok_or_else(missing)?.media.iter())?,
            Operation::FetchMedia(fetch) => {
                let mut media = store.find(fetch.message()).ok_or_else(missing)?.media.iter();
                view.medium(media.find(|medium| medium.sid == *fetch.sid()).ok_or_else(missing)?)?
            }
            Operation::DeleteMedia(delete) => {
                let media = &mut store.find_mut(delete.message()).ok_or_else(missing)?.media;
                let position = media.iter().position(|medium| medium.sid == *delete.sid()).ok_or_else(missing)?;
                media.remove(position);
                Reply::deleted()
            }
            Operation::Feedback(feedback) => {
                store.find(feedback.sid()).ok_or_else(missing)?;
                view.feedback(feedback)?.with_status(201)
            }
            _ => return Err(missing()),
        })
    }

    fn create(&mut self, send: &SendMessage, format: Format) -> Result<&Message<'static>, Box<dyn Error>> {
        let refused_sender = send.sender().and_then(refused_sender);
        let refused = self.refused.get(send.recipient().as_str()).copied();
        if let Some(code) = refused_sender.or(refused) {
            return Err(Box::new(ApiError::new(400, code, format)));
        }
        let now = self.timestamp();
        let record = self.store.create(send, self.credentials.user(), now.as_ref())?;
        let due = send.scheduled_for().map_or(self.now, |at| at.unix_seconds().max(self.now));
        let (sid, to) = (record.message.sid.clone(), send.recipient().to_string());
        self.deliver(&sid, &to, due);
        Ok(&self.store.find(&sid).ok_or("the message was just created")?.message)
    }

    /// Plans the statuses that a new message gets.
    fn deliver(&mut self, sid: &Sid<'static>, to: &str, mut due: i64) {
        let (first, last) = match self.failing.get(to) {
            Some(code) if code.arrives_with_delivery() => (Some(Status::Sent), (Status::Undelivered, Some(*code))),
            Some(code) => (None, (Status::Failed, Some(*code))),
            None => (Some(Status::Sent), (Status::Delivered, None)),
        };
        for (status, error) in first.into_iter().map(|status| (status, None)).chain([last]) {
            due += i64::from(self.callbacks.delay);
            self.change_count += 1;
            self.planned.push(((due, self.change_count), Change { sid: sid.clone(), status, error }));
        }
    }

    /// Moves the time to `until`, changes the statuses that are due, and returns the callbacks about them.
    ///
    /// A message that was deleted or canceled does not change. A message without a `StatusCallback` changes without a
    /// callback, as does one whose URL cannot be signed.
    ///
    /// ```
    /// use fake_twilio::Fake;
    /// use twilio_sms::{Call as _, PhoneNumber, SendMessage};
    ///
    /// let mut fake = Fake::default();
    /// let send = SendMessage::to(PhoneNumber::normalize("+14155550199")?)
    ///     .from(PhoneNumber::TEST_VALID)
    ///     .body("Hello".parse()?)
    ///     .status_callback("http://127.0.0.1/status".parse()?)
    ///     .build()?;
    /// fake.call(&send.request(fake.endpoint()));
    /// let callbacks = fake.tick(fake.now() + 60);
    /// assert!(callbacks[0].body.contains("MessageStatus=sent"));
    /// assert!(callbacks[1].body.contains("MessageStatus=delivered"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tick(&mut self, until: i64) -> Vec<Webhook> {
        let mut callbacks = Vec::new();
        while let Some(entry) = self.changes.first_entry().filter(|entry| entry.key().0 <= until) {
            let ((due, _), change) = entry.remove_entry();
            self.now = due.max(self.now);
            let record = self.store.find(&change.sid);
            if record.is_some_and(|record| record.message.status != Some(Status::Canceled)) {
                callbacks.extend(self.apply(&change));
            }
        }
        self.now = until.max(self.now);
        match self.callbacks.order {
            Order::InOrder => {}
            Order::Reversed => callbacks.reverse(),
            Order::Shuffled => {
                let mut number = self.seed ^ self.change_count;
                for last in (1..callbacks.len()).rev() {
                    number = mix(number);
                    callbacks.swap(last, usize::try_from(number % (last as u64 + 1)).unwrap_or(0));
                }
            }
        }
        callbacks
    }

    /// Changes the status of a message, and returns the callbacks about it.
    fn apply(&mut self, change: &Change) -> Vec<Webhook> {
        let now = self.timestamp();
        let Some(record) = self.store.find_mut(&change.sid) else { return Vec::new() };
        let message = &mut record.message;
        let is_sent = matches!(change.status, Status::Sent | Status::Delivered | Status::Undelivered | Status::Read);
        if is_sent && message.date_sent.is_none() {
            message.date_sent.clone_from(&now);
        }
        (message.status, message.error_code) = (Some(change.status.clone()), change.error);
        message.error_message = change.error.and_then(ErrorCode::description).map(Into::into);
        message.date_updated = now;
        let signed = callback(record, change, &self.secret);
        signed.into_iter().flat_map(|signed| vec![signed; self.callbacks.copies]).collect()
    }

    /// Returns the time of the next change, in Unix seconds, or `None` if no message is going to change.
    ///
    /// ```
    /// assert_eq!(fake_twilio::Fake::default().next_change(), None);
    /// ```
    #[must_use]
    pub fn next_change(&self) -> Option<i64> {
        self.changes.first_key_value().map(|((due, _), _)| *due)
    }

    /// Receives a message that somebody writes to a number of the account, and returns the webhook about it.
    ///
    /// # Errors
    ///
    /// Returns an error if the URL of [`inbound_url`](Self::inbound_url) cannot be signed.
    ///
    /// ```
    /// let mut fake = fake_twilio::Fake::default().inbound_url("http://127.0.0.1/sms");
    /// let webhook = fake.receive("+14155550199", "+14155550100", "Hi", &["http://127.0.0.1/owl.png"])?;
    /// assert!(webhook.body.contains("&Body=Hi&") && webhook.body.contains("MediaUrl0="));
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    pub fn receive(
        &mut self,
        from: &str,
        to: &str,
        body: &str,
        media: &[&str],
    ) -> Result<Webhook, Box<dyn Error + Send + Sync>> {
        let form = self.write(from, to, body, media)?;
        Ok(Webhook::post(&self.inbound_url, form, &self.secret)?)
    }

    /// Keeps a message that somebody writes, and returns the form of the webhook about it.
    fn write(&mut self, from: &str, to: &str, body: &str, media: &[&str]) -> Result<String, ParseError> {
        let now = self.timestamp();
        let record = self.store.add(body, media, self.credentials.user(), now.as_ref())?;
        let message = &mut record.message;
        (message.from, message.to) = (Some(from.to_owned().into()), Some(to.to_owned().into()));
        (message.direction, message.status) = (Some(Direction::Inbound), Some(Status::Received));
        message.date_sent.clone_from(&now);
        let mut inbound = InboundMessage::new();
        let sid = Some(message.sid.clone());
        (inbound.message_sid, inbound.sms_sid, inbound.sms_message_sid) = (sid.clone(), sid.clone(), sid);
        inbound.account_sid.clone_from(&message.account_sid);
        inbound.sms_status = Some(Status::Received);
        (inbound.from, inbound.to) = (message.from.clone(), message.to.clone());
        inbound.body.clone_from(&message.body);
        (inbound.num_segments, inbound.num_media) = (message.num_segments, message.num_media);
        inbound.api_version.clone_from(&message.api_version);
        inbound.media = media.iter().map(|url| inbound_media(url)).collect();
        Ok(inbound.encode())
    }

    /// Carries out the TwiML that a webhook was answered with: sends its messages, and returns the request that a
    /// `<Redirect>` asks for. Twilio carries out nothing that follows a redirect.
    ///
    /// # Errors
    ///
    /// Returns an error if the document is not TwiML, or the URL of the redirect cannot be signed. An empty document
    /// is a reply without verbs.
    ///
    /// ```
    /// let mut fake = fake_twilio::Fake::default().inbound_url("http://127.0.0.1/sms");
    /// let webhook = fake.receive("+14155550199", "+14155550100", "Hi", &[])?;
    /// let redirect = fake.reply(&webhook, b"<Response><Message>Hello</Message></Response>")?;
    /// assert_eq!(redirect, None);
    /// assert_eq!(fake.messages()[1].to.as_deref(), Some("+14155550199"));
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    pub fn reply(
        &mut self,
        webhook: &Webhook,
        document: &[u8],
    ) -> Result<Option<Webhook>, Box<dyn Error + Send + Sync>> {
        if document.trim_ascii().is_empty() {
            return Ok(None);
        }
        let response = twiml::Response::decode(document)?;
        let inbound = InboundMessage::decode_unverified(webhook.form().as_bytes())?;
        for verb in response.verbs() {
            match verb {
                twiml::Verb::Message(message) => {
                    let (mut text, mut media) =
                        (message.text().map_or("", |text| text.as_str()).to_owned(), Vec::new());
                    for noun in message.nouns() {
                        match noun {
                            twiml::Noun::Body(body) => text.push_str(body.as_str()),
                            twiml::Noun::Media(url) => media.push(url.as_str()),
                            _ => {}
                        }
                    }
                    self.send_reply(&inbound, (&text, &media), &webhook.url, |name| message.attribute(name))?;
                }
                twiml::Verb::Sms(sms) => {
                    self.send_reply(&inbound, (sms.text().as_str(), &[]), &webhook.url, |name| sms.attribute(name))?;
                }
                twiml::Verb::Redirect(redirect) => {
                    let url = resolve(&webhook.url, redirect.url().as_str());
                    let sign = if redirect.attribute("method") == Some("GET") { Webhook::get } else { Webhook::post };
                    return Ok(Some(sign(&url, webhook.form().to_owned(), &self.secret)?));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Sends a text with media files from the recipient of an inbound message to its sender, unless attributes say
    /// otherwise.
    fn send_reply<'v>(
        &mut self,
        inbound: &InboundMessage<'_>,
        (text, media): (&str, &[&str]),
        base: &str,
        attribute: impl Fn(&str) -> Option<&'v str>,
    ) -> Result<(), ParseError> {
        let now = self.timestamp();
        let record = self.store.add(text, media, self.credentials.user(), now.as_ref())?;
        let to = attribute("to").or(inbound.from.as_deref()).unwrap_or_default().to_owned();
        let from = attribute("from").or(inbound.to.as_deref()).unwrap_or_default().to_owned();
        let message = &mut record.message;
        (message.to, message.from) = (Some(to.clone().into()), Some(from.into()));
        (message.direction, message.status) = (Some(Direction::OutboundReply), Some(Status::Queued));
        record.callback = attribute("statusCallback").or(attribute("action")).map(|url| resolve(base, url));
        let sid = message.sid.clone();
        self.deliver(&sid, &to, self.now);
        let changes = std::mem::take(&mut self.planned);
        self.plan(changes);
        Ok(())
    }

    /// Forgets the faults, and the numbers of [`refuse`](Self::refuse) and [`fail`](Self::fail).
    pub(crate) fn clear_faults(&mut self) {
        self.revision += 1;
        self.faults.clear();
        self.every = None;
        self.failing.clear();
        self.refused = refused_recipients();
    }

    fn timestamp(&self) -> Option<Timestamp<'static>> {
        Timestamp::from_unix_seconds(self.now).ok()
    }
}

/// What the control API of the server uses.
#[cfg(feature = "server")]
impl Fake {
    /// Makes every request with the right credentials fail.
    pub(crate) fn every(&mut self, fault: Fault) {
        self.revision += 1;
        self.every = Some(fault);
    }

    /// Returns the faults of the next requests, and that of every request after them.
    pub(crate) fn faults(&self) -> (&VecDeque<Fault>, Option<Fault>) {
        (&self.faults, self.every)
    }

    /// Returns the numbers that are refused and those that fail, with their codes.
    pub(crate) fn numbers(&self) -> [&HashMap<String, ErrorCode>; 2] {
        [&self.refused, &self.failing]
    }

    /// Returns the number of changes of messages, faults and requests so far.
    pub(crate) fn revision(&self) -> u64 {
        self.revision.wrapping_add(self.store.revision())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the URL that inbound messages are posted to, or an empty text.
    pub(crate) fn inbound(&self) -> &str {
        &self.inbound_url
    }

    /// Returns whether the token is the one of [`Fake::default`], which is public.
    pub(crate) fn has_default_token(&self) -> bool {
        Credentials::new(self.credentials.user().clone(), DEFAULT_TOKEN).is_ok_and(|known| known == self.credentials)
    }

    /// Receives a message, as [`receive`](Self::receive) does, but without an answer from your code if the URL is
    /// empty. Returns the SID of the message and the webhook, or the reason why there is none.
    pub(crate) fn receive_at(
        &mut self,
        url: &str,
        (from, to): (&str, &str),
        body: &str,
        media: &[&str],
    ) -> Result<(Sid<'static>, Option<Result<Webhook, String>>), ParseError> {
        let form = self.write(from, to, body, media)?;
        let sid = parameter(form.as_bytes(), "MessageSid").unwrap_or_default().parse()?;
        let webhook = Webhook::post(url, form, &self.secret).map_err(|error| error.to_string());
        Ok((sid, (!url.is_empty()).then_some(webhook)))
    }

    /// Keeps what came of a webhook with the message that it is about.
    pub(crate) fn answered(&mut self, exchange: Exchange) {
        let sid = parameter(exchange.webhook.form().as_bytes(), "MessageSid").and_then(|sid| sid.parse().ok());
        if let Some(record) = sid.and_then(|sid: Sid<'_>| self.store.find_mut(&sid)) {
            record.exchanges.push(exchange);
        }
    }

    /// Gives a message a status in place of the ones that are planned for it, and returns the callbacks about it, or
    /// `None` if there is no such message.
    pub(crate) fn set_status(
        &mut self,
        sid: Sid<'static>,
        status: Status<'static>,
        error: Option<ErrorCode>,
    ) -> Option<Vec<Webhook>> {
        self.store.find(&sid)?;
        self.changes.retain(|_, change| change.sid != sid);
        Some(self.apply(&Change { sid, status, error }))
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages = self.store.messages().count();
        f.debug_struct("Fake")
            .field("account", self.endpoint.account())
            .field("messages", &messages)
            .finish_non_exhaustive()
    }
}

/// Returns Twilio's numbers for tests that are refused as recipients, with their codes.
fn refused_recipients() -> HashMap<String, ErrorCode> {
    let numbers = [
        (PhoneNumber::TEST_INVALID, ErrorCode::INVALID_TO),
        (PhoneNumber::TEST_NOT_REACHABLE, ErrorCode::TO_NOT_REACHABLE_FROM_SENDER),
        (PhoneNumber::TEST_REGION_NOT_ENABLED, ErrorCode::REGION_NOT_ENABLED),
        (PhoneNumber::TEST_UNSUBSCRIBED, ErrorCode::UNSUBSCRIBED_RECIPIENT),
        (PhoneNumber::TEST_NOT_MOBILE, ErrorCode::TO_NOT_MOBILE),
    ];
    numbers.map(|(number, code)| (number.to_string(), code)).into()
}

/// Returns the code that refuses a sender: a number for tests, or a name that is not an alphanumeric sender.
fn refused_sender(from: &Address) -> Option<ErrorCode> {
    let numbers = [
        (PhoneNumber::TEST_INVALID, ErrorCode::INVALID_FROM),
        (PhoneNumber::TEST_NOT_OWNED, ErrorCode::FROM_NOT_MESSAGE_CAPABLE),
        (PhoneNumber::TEST_QUEUE_FULL, ErrorCode::FROM_QUEUE_FULL),
    ];
    let is_name = from.as_str().contains(char::is_alphabetic) && !from.as_str().contains(':');
    match numbers.into_iter().find(|(number, _)| number.as_str() == from.as_str()) {
        Some((_, code)) => Some(code),
        None => (is_name && from.as_str().parse::<Address>().is_err()).then_some(ErrorCode::INVALID_FROM),
    }
}

/// Returns the status callback of a change, if the message has a URL for it.
fn callback(record: &Record, change: &Change, secret: &Secret) -> Option<Webhook> {
    let (url, message) = (record.callback.as_deref()?, &record.message);
    let mut update = StatusUpdate::new();
    (update.message_sid, update.sms_sid) = (Some(message.sid.clone()), Some(message.sid.clone()));
    (update.message_status, update.sms_status) = (Some(change.status.clone()), Some(change.status.clone()));
    update.error_code = change.error;
    update.error_message.clone_from(&message.error_message);
    update.account_sid.clone_from(&message.account_sid);
    update.messaging_service_sid.clone_from(&message.messaging_service_sid);
    (update.to, update.from) = (message.to.clone(), message.from.clone());
    update.api_version.clone_from(&message.api_version);
    let form = update.encode();
    let mut pairs: Vec<&str> = form.split('&').collect();
    let position = |pairs: &[&str], name| pairs.iter().position(|pair| pair.starts_with(name));
    // Twilio writes the service after the recipient, and the codec writes it at the end.
    if let Some(service) = position(&pairs, "MessagingServiceSid=").map(|at| pairs.remove(at)) {
        pairs.insert(position(&pairs, "MessageSid=").unwrap_or(0), service);
    }
    Webhook::post(url, pairs.join("&"), secret).ok()
}

fn inbound_media(url: &str) -> InboundMedia<'static> {
    InboundMedia { url: url.to_owned().into(), content_type: content_type(url).map(Into::into) }
}

/// Returns the first value of a parameter of a form.
fn parameter(body: &[u8], name: &str) -> Option<String> {
    let pairs = form::pairs(body).ok()?;
    pairs.filter_map(Result::<_, DecodeError>::ok).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// Resolves a link of TwiML, which can be relative to the URL of the webhook.
fn resolve(base: &str, link: &str) -> String {
    if link.contains("://") {
        return link.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let path = base.find("://").and_then(|at| base[at + 3..].find('/').map(|slash| at + 3 + slash));
    let (origin, path) = base.split_at(path.unwrap_or(base.len()));
    match link {
        "" => base.to_owned(),
        _ if link.starts_with('/') => format!("{origin}{link}"),
        _ => format!("{origin}{}/{link}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    }
}

/// Mixes the bits of a number: the function `splitmix64`, whose outputs look random for inputs that follow each other.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
