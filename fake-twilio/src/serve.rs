//! A fake on a port. `hyper` speaks HTTP, and `multer` reads multipart forms.

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use futures_util::stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use twilio_sms::form::Writer;
use twilio_sms::limits::MAX_FORM;

use crate::answer::{Answer, Delivery, HttpRequest};
use crate::control;
use crate::fake::{Fake, PlannedChanges};
use crate::store::Exchange;
use crate::webhook::Webhook;

/// How long a message waits after the answer to its sender before its status changes, so that the sender has time to read
/// the answer.
const CALLBACK_WAIT: Duration = Duration::from_millis(50);

/// How long connections may take to finish when the server ends.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(3);

pub(crate) type AnswerBody = BoxBody<Bytes, io::Error>;

/// How [`serve_on`] listens and where it posts callbacks to.
///
/// ```
/// use fake_twilio::ServeOptions;
///
/// let quiet = ServeOptions { callbacks: false, ..ServeOptions::default() };
/// assert_eq!(quiet.address.to_string(), "127.0.0.1:0");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServeOptions {
    /// The address to listen on. The port 0 is any free port, and the default is port 0 of 127.0.0.1.
    pub address: SocketAddr,
    /// Whether status callbacks are posted. They are by default.
    pub callbacks: bool,
    /// The hosts that callbacks are posted to besides this machine. No callback reaches any other host.
    pub callback_hosts: Vec<String>,
    /// The names, besides those of this machine, by which the page and the control API may be reached. A request whose
    /// header `Host` has any other name is refused.
    pub allowed_hosts: Vec<String>,
    /// How long a client may take to send a head or a body, and a receiver of callbacks to answer. It is 15 seconds by
    /// default. A head that takes longer closes the connection, and a body gets status 408.
    pub time_limit: Duration,
}

impl Default for ServeOptions {
    fn default() -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            address,
            callbacks: true,
            callback_hosts: Vec::new(),
            allowed_hosts: Vec::new(),
            time_limit: Duration::from_secs(15),
        }
    }
}

/// A running server. It stops at once when it is dropped, and gracefully with [`stop`](Self::stop).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let server = fake_twilio::serve(fake_twilio::Fake::default()).await?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// assert!(server.fake().messages().is_empty());
/// server.stop().await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    end: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    posting: JoinHandle<()>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    fake: Mutex<Fake>,
    /// Wakes the task that posts callbacks, because messages may have to change.
    pub(crate) planned: Notify,
    /// The revision of the fake, for the pages that show it.
    pub(crate) changed: watch::Sender<u64>,
    /// The seconds by which the clock of the fake is ahead of the clock of the system.
    pub(crate) clock_offset: AtomicI64,
    /// The changes that wait until the answers to the senders of their messages have been sent.
    waiting: Mutex<Vec<Weak<AfterAnswer>>>,
    /// The client that posts webhooks.
    client: Client<HttpConnector, Full<Bytes>>,
    pub(crate) options: ServeOptions,
}

impl Shared {
    /// Returns the fake. A test that panicked while it held the fake does not stop the server.
    pub(crate) fn fake(&self) -> FakeGuard<'_> {
        let fake = self.fake.lock().unwrap_or_else(PoisonError::into_inner);
        FakeGuard { fake, changed: &self.changed, planned: None }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Weak<AfterAnswer>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for_answer(&self, changes: &Arc<AfterAnswer>) {
        let mut waiting = self.waiting();
        waiting.retain(|changes| changes.strong_count() > 0);
        waiting.push(Arc::downgrade(changes));
    }

    /// Plans the changes that wait for answers, so that a request which moves messages on moves those, too.
    pub(crate) fn plan_waiting(&self) {
        let waiting = std::mem::take(&mut *self.waiting());
        waiting.iter().filter_map(Weak::upgrade).for_each(|after| after.plan());
    }

    /// Returns the time of the fake, in Unix seconds.
    pub(crate) fn now(&self) -> i64 {
        let elapsed = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let now = i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX);
        now.saturating_add(self.clock_offset.load(Ordering::Relaxed))
    }
}

/// Serves a fake on a free port of this machine, and posts its status callbacks to URLs of this machine.
///
/// The time of the fake is that of the system.
///
/// # Errors
///
/// Returns an error if the port cannot be opened.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let server = fake_twilio::serve(fake_twilio::Fake::default()).await?;
/// println!("{} answers as Twilio does", server.url());
/// # Ok(())
/// # }
/// ```
pub async fn serve(fake: Fake) -> io::Result<Server> {
    serve_on(fake, ServeOptions::default()).await
}

/// Serves a fake on a port.
///
/// # Errors
///
/// Returns an error if the port cannot be opened, for example because another program uses it.
///
/// ```
/// use fake_twilio::{Fake, ServeOptions, serve_on};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let server = serve_on(Fake::default(), ServeOptions { callbacks: false, ..ServeOptions::default() }).await?;
/// let other = ServeOptions { address: server.url()[7..].parse().unwrap(), ..ServeOptions::default() };
/// assert!(serve_on(Fake::default(), other).await.is_err());
/// # Ok(())
/// # }
/// ```
pub async fn serve_on(fake: Fake, options: ServeOptions) -> io::Result<Server> {
    let listener = TcpListener::bind(options.address).await?;
    let address = listener.local_addr()?;
    let shared = Arc::new(Shared {
        fake: Mutex::new(fake),
        planned: Notify::new(),
        changed: watch::channel(0).0,
        clock_offset: AtomicI64::new(0),
        waiting: Mutex::default(),
        client: Client::builder(TokioExecutor::new()).http1_title_case_headers(true).build_http(),
        options,
    });
    let (end, ended) = watch::channel(false);
    let accepting = tokio::spawn(accept(listener, Arc::clone(&shared), ended));
    let posting = tokio::spawn(post_callbacks(Arc::clone(&shared)));
    Ok(Server { address, shared, end, accepting, posting })
}

impl Server {
    /// Returns the URL of the server: `http://`, its address and its port.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the fake, to look at its messages and to change its settings. Requests wait until the guard is dropped.
    pub fn fake(&self) -> impl DerefMut<Target = Fake> {
        let mut fake = self.shared.fake();
        fake.planned = Some(&self.shared.planned);
        fake
    }

    /// Stops accepting connections, and waits until open requests are answered, for at most three seconds.
    pub async fn stop(mut self) {
        let _ = self.end.send(true);
        let _ = (&mut self.accepting).await;
        // Each connection has a receiver.
        let _ = timeout(SHUTDOWN_LIMIT, self.end.closed()).await;
    }
}

/// The fake while nobody else uses it. When it is dropped, the pages that show the fake learn whether it has changed.
pub(crate) struct FakeGuard<'s> {
    fake: MutexGuard<'s, Fake>,
    changed: &'s watch::Sender<u64>,
    /// What wakes the task that posts callbacks, if messages may have to change.
    planned: Option<&'s Notify>,
}

impl Deref for FakeGuard<'_> {
    type Target = Fake;

    fn deref(&self) -> &Fake {
        &self.fake
    }
}

impl DerefMut for FakeGuard<'_> {
    fn deref_mut(&mut self) -> &mut Fake {
        &mut self.fake
    }
}

impl Drop for FakeGuard<'_> {
    fn drop(&mut self) {
        let revision = self.fake.revision();
        self.changed.send_if_modified(|known| std::mem::replace(known, revision) != revision);
        if let Some(planned) = self.planned {
            planned.notify_one();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
        self.posting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, mut ended: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(tokio::spawn(serve_connection(stream, Arc::clone(&shared), ended.clone()))),
                // The process may have no file descriptor left, so it waits until a connection has ended.
                Err(_) => sleep(Duration::from_millis(20)).await,
            },
            _ = ended.changed() => return,
        }
    }
}

async fn serve_connection(stream: TcpStream, shared: Arc<Shared>, mut ended: watch::Receiver<bool>) {
    // Small answers are not held back to be sent together.
    let _ = stream.set_nodelay(true);
    let time_limit = shared.options.time_limit;
    let events_ended = ended.clone();
    let unsent = Unsent::default();
    let local = stream.local_addr().ok().map(|address| address.ip());
    let socket = Socket { stream, unsent: unsent.clone() };
    let service = service_fn(|request: Request<Incoming>| {
        let (shared, unsent, ended) = (Arc::clone(&shared), unsent.clone(), events_ended.clone());
        async move {
            if control::has_path(request.uri().path()) {
                let (head, body) = request.into_parts();
                control::respond(shared, local, ended, head, body).await
            } else {
                respond(shared, unsent, request).await
            }
        }
    });
    let mut connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(time_limit)
        .half_close(true)
        .title_case_headers(true)
        .serve_connection(TokioIo::new(socket), service);
    // An error only closes the connection: the client broke it off, or sent something other than HTTP.
    tokio::select! {
        _ = &mut connection => {}
        _ = ended.changed() => {
            Pin::new(&mut connection).graceful_shutdown();
            let _ = (&mut connection).await;
        }
    }
    unsent.release();
    let mut stream = connection.into_parts().io.into_inner().stream;
    // A socket that is closed before its client has sent everything is reset, and the client may lose the answer. So
    // what the client still sends is read, and ignored.
    let _ = stream.shutdown().await;
    let ignored = async { while stream.read(&mut [0; 4096]).await.is_ok_and(|length| length > 0) {} };
    drop((ended, events_ended));
    let _ = timeout(time_limit, ignored).await;
}

/// The changes that messages get after the answers to their senders, which are not sent yet.
#[derive(Clone, Default)]
struct Unsent(Arc<Mutex<Vec<Arc<AfterAnswer>>>>);

impl Unsent {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<AfterAnswer>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Plans the changes, because the answers have been sent or never will be.
    fn release(&self) {
        let changes = std::mem::take(&mut *self.lock());
        if !changes.is_empty() {
            tokio::spawn(async {
                sleep(CALLBACK_WAIT).await;
                drop(changes);
            });
        }
    }
}

/// The changes that a message gets after the answer to its sender. They are planned when this value is dropped.
#[derive(Debug)]
struct AfterAnswer {
    shared: Arc<Shared>,
    changes: Mutex<PlannedChanges>,
}

impl AfterAnswer {
    fn plan(&self) {
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        if !changes.is_empty() {
            self.shared.fake().plan(changes);
            self.shared.planned.notify_one();
        }
    }
}

impl Drop for AfterAnswer {
    fn drop(&mut self) {
        self.plan();
    }
}

/// The socket of a client. hyper flushes it when everything that it has of an answer is written, so the changes that
/// wait for an answer are released then.
struct Socket {
    stream: TcpStream,
    unsent: Unsent,
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A TCP socket has no buffer of its own to flush.
        self.unsent.release();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Answers a request. The error closes the connection without an answer.
async fn respond(
    shared: Arc<Shared>,
    unsent: Unsent,
    request: Request<Incoming>,
) -> Result<Response<AnswerBody>, io::Error> {
    let (head, body) = request.into_parts();
    let body = match timeout(shared.options.time_limit, read(body)).await {
        Ok(Ok(Some(body))) => body,
        Ok(Ok(None)) => return response(plain(413, format!("The body is longer than {MAX_FORM} bytes."))),
        Ok(Err(_)) => return response(plain(400, "The body is not well-formed HTTP.")),
        Err(_) => return response(plain(408, "The body did not arrive in time.")),
    };
    let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
    let (content_type, body) = match text(header::CONTENT_TYPE).map(multer::parse_boundary) {
        Some(Ok(boundary)) => match form_of_multipart(body, boundary).await {
            Ok(form) => (Some(FORM), Bytes::from(form)),
            Err(_) => return response(plain(400, "The multipart form is not well-formed.")),
        },
        _ => (text(header::CONTENT_TYPE), body),
    };
    let request = HttpRequest {
        // The answer to HEAD has the head of the answer to GET, and hyper leaves the body out.
        method: if head.method == Method::HEAD { "GET" } else { head.method.as_str() },
        target: head.uri.path_and_query().map_or("/", |target| target.as_str()),
        authorization: text(header::AUTHORIZATION),
        content_type,
        body: &body,
    };
    let (answer, changes) = {
        let mut fake = shared.fake();
        fake.at(shared.now());
        fake.process(&request)
    };
    // If the client breaks off while the answer is delayed, the changes are planned when this value is dropped.
    let after = (!changes.is_empty())
        .then(|| Arc::new(AfterAnswer { shared: Arc::clone(&shared), changes: Mutex::new(changes) }));
    sleep(answer.delay()).await;
    if let Some(after) = after {
        shared.wait_for_answer(&after);
        // hyper writes the answer before it flushes the socket for the next time.
        unsent.lock().push(after);
    }
    response(answer)
}

/// Reads a body. Returns `None` if it is over the limit. A client that waits for the server's consent gets it by the
/// first read, so it sends no body whose length is over the limit.
pub(crate) async fn read(mut body: Incoming) -> Result<Option<Bytes>, hyper::Error> {
    let mut bytes = Vec::new();
    if body.size_hint().lower() > MAX_FORM as u64 {
        return Ok(None);
    }
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > MAX_FORM {
            return Ok(None);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Some(bytes.into()))
}

/// Converts a multipart form, which two clients send, into the form that Twilio documents.
async fn form_of_multipart(body: Bytes, boundary: String) -> multer::Result<String> {
    let mut parts = multer::Multipart::new(stream::once(async { Ok::<_, Infallible>(body) }), boundary);
    let mut form = String::new();
    let mut writer = Writer::new(&mut form);
    while let Some(part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        writer.pair(&name, &part.text().await?);
    }
    Ok(form)
}

fn plain(status: u16, sentence: impl Into<String>) -> Answer {
    Answer::new(status, "text/plain", sentence.into() + "\n")
}

pub(crate) fn response(answer: Answer) -> Result<Response<AnswerBody>, io::Error> {
    let mut builder = Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        builder = builder.header(*name, value);
    }
    let whole = Bytes::copy_from_slice(answer.body().as_bytes());
    let body = match answer.delivery() {
        Delivery::Whole => Full::new(whole).map_err(|never: Infallible| match never {}).boxed(),
        Delivery::CutOff => {
            builder = builder.header(header::CONTENT_LENGTH, whole.len());
            cut_off(whole.slice(..whole.len() / 2))
        }
        Delivery::Nothing => return Err(broken_off()),
    };
    builder.body(body).map_err(io::Error::other)
}

/// Returns a body that breaks off. It waits before it does, because hyper sends what it has while it waits.
fn cut_off(half: Bytes) -> AnswerBody {
    let frames = stream::unfold(Some(half), |half| async {
        if let Some(half) = half {
            return Some((Ok(Frame::data(half)), None));
        }
        sleep(Duration::from_millis(20)).await;
        Some((Err(broken_off()), None))
    });
    StreamBody::new(Box::pin(frames)).boxed()
}

fn broken_off() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the fault breaks the connection off")
}

/// Moves messages on and posts their callbacks for as long as the server runs.
async fn post_callbacks(shared: Arc<Shared>) {
    loop {
        let next = shared.fake().next_change();
        let wait = next.map_or(3600, |next| next.saturating_sub(shared.now()).clamp(0, 3600));
        if wait > 0 {
            tokio::select! {
                () = shared.planned.notified() => {}
                () = sleep(Duration::from_secs(wait.unsigned_abs())) => {}
            }
        }
        drop(move_on(&shared));
    }
}

/// Moves the messages on to the present time, and starts to post their callbacks. Callbacks to one URL are posted one
/// after the other, so that they arrive in order. A URL that answers slowly does not delay the others.
pub(crate) fn move_on(shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    let mut by_url: HashMap<String, Vec<Webhook>> = HashMap::new();
    for callback in shared.fake().tick(shared.now()) {
        by_url.entry(callback.url.clone()).or_default().push(callback);
    }
    let task = |callbacks| {
        let shared = Arc::clone(shared);
        tokio::spawn(async move { post_all(&shared, callbacks).await })
    };
    by_url.into_values().map(task).collect()
}

/// Posts status callbacks one after the other, if the options say that callbacks are posted.
pub(crate) async fn post_all(shared: &Shared, callbacks: Vec<Webhook>) {
    if !shared.options.callbacks {
        return;
    }
    for callback in callbacks {
        let exchange = post(shared, callback).await;
        if let (Some(error), None) = (&exchange.error, exchange.status) {
            // The URL is left out, because it can contain a password.
            eprintln!("A status callback was not delivered: {error}.");
        }
        shared.fake().answered(exchange);
    }
}

/// Posts a webhook.
pub(crate) async fn post(shared: &Shared, webhook: Webhook) -> Exchange {
    let mut exchange = Exchange { webhook, status: None, reply: String::new(), error: None };
    if let Err(error) = post_into(shared, &mut exchange).await {
        exchange.error = Some(error.to_string());
    }
    exchange
}

async fn post_into(shared: &Shared, exchange: &mut Exchange) -> Result<(), Box<dyn Error + Send + Sync>> {
    let (webhook, options) = (&exchange.webhook, &shared.options);
    let url = CallbackUrl::parse(&webhook.url).ok_or("its URL does not begin with http://")?;
    if !url.is_allowed(&options.callback_hosts) {
        return Err("its host is neither this machine nor allowed by name".into());
    }
    let mut request = Request::builder()
        .method(webhook.method)
        .uri(format!("http://{}{}", url.authority, url.target()))
        .header(header::USER_AGENT, "TwilioProxy/1.1");
    for (name, value) in &webhook.headers {
        request = request.header(*name, value);
    }
    if let Some(user) = url.user {
        let user = base64::engine::general_purpose::STANDARD.encode(user);
        request = request.header(header::AUTHORIZATION, format!("Basic {user}"));
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(webhook.body.as_bytes())))?;
    let response =
        timeout(options.time_limit, shared.client.request(request)).await.map_err(|_| "its receiver did not answer")?;
    let response = response.map_err(|_| "the connection to its receiver failed")?;
    let status = response.status();
    exchange.status = Some(status.as_u16());
    let body = timeout(options.time_limit, read(response.into_body())).await;
    let body = body.map_err(|_| "the answer did not arrive in time")?.map_err(|_| "the answer broke off")?;
    let body = body.ok_or_else(|| format!("the answer is longer than {MAX_FORM} bytes"))?;
    exchange.reply = String::from_utf8_lossy(&body).into_owned();
    if !status.is_success() {
        return Err(format!("its receiver answered with status {}", status.as_u16()).into());
    }
    Ok(())
}

/// The content type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// The parts of a URL that a callback is posted to. The `url` crate would change the spelling of the target, and the
/// receiver verifies the signature of the spelling that it receives.
#[derive(Debug, Eq, PartialEq)]
struct CallbackUrl<'u> {
    user: Option<&'u str>,
    authority: &'u str,
    rest: &'u str,
}

impl<'u> CallbackUrl<'u> {
    fn parse(url: &'u str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let rest = rest.split('#').next()?;
        let (authority, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (user, authority) = match authority.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, authority),
        };
        Some(Self { user, authority, rest })
    }

    fn target(&self) -> String {
        if self.rest.starts_with('/') { self.rest.to_owned() } else { format!("/{}", self.rest) }
    }

    /// Returns whether the host is this machine or one of the allowed names.
    fn is_allowed(&self, allowed: &[String]) -> bool {
        let host = host_of(self.authority);
        is_this_machine(host) || allowed.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

/// Returns the host of an authority, without the port and without the brackets of an IPv6 address.
pub(crate) fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Returns whether a host is this machine, whoever asks.
pub(crate) fn is_this_machine(host: &str) -> bool {
    host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback() || ip.is_unspecified())
        || host.eq_ignore_ascii_case("localhost")
}

/// Returns a number that differs from run to run, for the SIDs of a server without a seed.
///
/// ```
/// let fake = fake_twilio::Fake::default().seed(fake_twilio::random_seed());
/// ```
#[must_use]
pub fn random_seed() -> u64 {
    RandomState::new().hash_one(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callbacks_reach_this_machine_and_allowed_hosts_only() {
        let allowed = ["receiver".to_owned()];
        for (url, host, target) in [
            ("http://127.0.0.1:1", true, "/"),
            ("HTTP://127.0.0.1:1/", true, "/"),
            ("http://u:p@127.0.0.2/a?b=1#c", true, "/a?b=1"),
            ("http://[::1]:80?x", true, "/?x"),
            ("http://LOCALHOST/#rc=2", true, "/"),
            ("http://0.0.0.0:9/", true, "/"),
            ("http://Receiver:9/x", true, "/x"),
            ("http://127.0.0.1@example.com/", false, "/"),
            ("http://example.com/", false, "/"),
            ("http://127.0.0.1.example.com/", false, "/"),
        ] {
            let parsed = CallbackUrl::parse(url).unwrap();
            assert_eq!((parsed.is_allowed(&allowed), parsed.target().as_str()), (host, target), "{url}");
        }
        assert_eq!(CallbackUrl::parse("https://127.0.0.1/"), None);
    }
}
