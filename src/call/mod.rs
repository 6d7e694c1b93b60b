//! Calls: each request together with its answer, and the pages of a list one after the other.
//!
//! This is the only module that knows both requests and responses.

mod pager;

pub use pager::Pager;

#[cfg(feature = "csv")]
use crate::request::ListMessagesCsv;
use crate::request::endpoint::{Endpoint, Request};
use crate::request::list::{ListMessages, NextPage};
use crate::request::message::{
    DeleteMedia, DeleteMessage, FetchMedia, FetchMessage, ListMedia, SendFeedback, UpdateMessage,
};
use crate::request::send_message::SendMessage;
use crate::request::send_sms::SendSms;
use crate::response::media::{Deleted, Feedback, Media};
use crate::response::message::Message;
use crate::response::outcome::{IntoOwned, Outcome};
use crate::response::page::{MediaPage, Page};

mod sealed {
    pub trait Sealed {
        /// Whether the request may be done twice without harm.
        const IDEMPOTENT: bool;
    }
}

/// A request together with its answer. Every request of this crate implements it, and no other type can.
///
/// With it, one function of your program can do every call:
///
/// ```
/// use twilio_sms::request::{FetchMessage, UpdateMessage};
/// use twilio_sms::{Call, Endpoint, Failure, Request};
///
/// struct Client<H> {
///     endpoint: Endpoint,
///     // Sends a request and returns the status and the body of the answer, or `None` if there is no answer.
///     http: H,
/// }
///
/// impl<H: Fn(&Request) -> Option<(u16, Vec<u8>)>> Client<H> {
///     fn call<C: Call>(&self, call: &C) -> Result<C::Answer<'static>, Failure> {
///         match (self.http)(&call.request(&self.endpoint)) {
///             Some((status, body)) => C::answer_owned(status, &body).into_result(),
///             None => C::no_answer().into_result(),
///         }
///     }
/// }
///
/// let http = |_: &Request| Some((200, br#"{"sid": "SM1", "body": ""}"#.to_vec()));
/// let client = Client { endpoint: Endpoint::new("AC1".parse()?), http };
/// let fetched = client.call(&FetchMessage::new("SM1".parse()?))?;
/// let redacted = client.call(&UpdateMessage::redact(fetched.sid))?;
/// assert_eq!(redacted.body.as_deref(), Some(""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Call: sealed::Sealed {
    /// The answer to the request if it is done. It borrows from the body.
    type Answer<'a>: IntoOwned<Owned = Self::Answer<'static>>;

    /// Encodes the request.
    fn request(&self, endpoint: &Endpoint) -> Request;

    /// Decodes the answer, from its HTTP status and its body in XML or JSON.
    fn answer(status: u16, body: &[u8]) -> Outcome<'_, Self::Answer<'_>>;

    /// Decodes the answer like [`answer`](Self::answer), into a value that borrows nothing.
    fn answer_owned(status: u16, body: &[u8]) -> Outcome<'static, Self::Answer<'static>> {
        Self::answer(status, body).into_owned()
    }

    /// Decodes the answer that an HTTP client received. Needs the feature `http`. The response must have its complete
    /// body. [`retry_after_header`](crate::response::retry_after_header) reads how long to wait from the same response.
    ///
    /// ```
    /// use twilio_sms::{Call, Resend, SendMessage};
    ///
    /// let response = http::Response::builder().status(429).body(r#"{"code": 20429}"#)?;
    /// assert_eq!(SendMessage::answer_http(&response).resend(), Some(Resend::Safe));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[cfg(feature = "http")]
    fn answer_http<B: AsRef<[u8]>>(response: &http::Response<B>) -> Outcome<'_, Self::Answer<'_>> {
        Self::answer(response.status().as_u16(), response.body().as_ref())
    }

    /// Returns the outcome of a request to which no answer came: the connection failed, or it was closed too early.
    fn no_answer<'a>() -> Outcome<'a, Self::Answer<'a>> {
        let outcome = Outcome::no_answer();
        if Self::IDEMPOTENT { outcome.idempotent() } else { outcome }
    }
}

/// Implements [`Call`]. Each row has a request, whether it may be done twice without harm, its answer, and the decoder of
/// the answer.
macro_rules! calls {
    ($($(#[$meta:meta])* $Request:ty, $idempotent:literal => $Answer:ty, $decode:expr;)+) => {$(
        $(#[$meta])*
        impl sealed::Sealed for $Request {
            const IDEMPOTENT: bool = $idempotent;
        }

        $(#[$meta])*
        impl Call for $Request {
            type Answer<'a> = $Answer;

            fn request(&self, endpoint: &Endpoint) -> Request {
                self.encode(endpoint)
            }

            fn answer(status: u16, body: &[u8]) -> Outcome<'_, Self::Answer<'_>> {
                $decode(status, body)
            }
        }
    )+};
}

calls! {
    SendMessage, false => Message<'a>, Message::decode;
    SendSms, false => Message<'a>, Message::decode;
    FetchMessage, true => Message<'a>, |status, body| Message::decode(status, body).idempotent();
    UpdateMessage, true => Message<'a>, |status, body| Message::decode(status, body).idempotent();
    DeleteMessage, true => Deleted, Deleted::decode_any;
    ListMessages, true => Page<'a>, Page::decode;
    #[cfg(feature = "csv")]
    ListMessagesCsv, true => Page<'a>, Page::decode_csv;
    NextPage, true => Page<'a>, Page::decode;
    ListMedia, true => MediaPage<'a>, MediaPage::decode;
    FetchMedia, true => Media<'a>, Media::decode;
    DeleteMedia, true => Deleted, Deleted::decode_any;
    SendFeedback, false => Feedback<'a>, Feedback::decode;
}
