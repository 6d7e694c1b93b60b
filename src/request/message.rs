//! Requests about one message: fetching, updating or deleting it, giving feedback on it, and reading its media files.

use super::endpoint::{Endpoint, Request};
use crate::error::{DecodeError, DecodeErrorKind, ParseError, ParseErrorKind};
use crate::schema::ParamField;
use crate::value::enums::{FeedbackOutcome, UpdateStatus};
use crate::value::resource::Method;
use crate::value::sid::Sid;
use crate::wire::form;

/// A request to fetch a message. The answer is a [`Message`](crate::Message).
///
/// ```
/// use twilio_sms::request::FetchMessage;
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = FetchMessage::new("SM1".parse()?).request(&endpoint);
/// assert_eq!((request.method().as_str(), request.target()), ("GET", "/2010-04-01/Accounts/AC1/Messages/SM1.json"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FetchMessage {
    sid: Sid<'static>,
}

/// A request to delete a message. The answer is [`Deleted`](crate::response::Deleted).
///
/// [`Call::answer`](crate::Call::answer) takes any message in the answer for the deleted one, because it does not know the
/// SID of the request. [`Deleted::decode`](crate::response::Deleted::decode) compares the SIDs.
///
/// ```
/// use twilio_sms::request::DeleteMessage;
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = DeleteMessage::new("SM1".parse()?).request(&endpoint.sms());
/// assert_eq!(
///     (request.method().as_str(), request.target()),
///     ("DELETE", "/2010-04-01/Accounts/AC1/SMS/Messages/SM1.json")
/// );
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DeleteMessage {
    sid: Sid<'static>,
}

/// Implements the requests whose only parameter is the SID of a message.
macro_rules! message_requests {
    ($($Request:ident $method:ident)+) => {$(
        impl $Request {
            /// Creates a request about the message with this SID.
            #[must_use]
            pub const fn new(sid: Sid<'static>) -> Self {
                Self { sid }
            }

            /// Returns the SID of the message.
            #[must_use]
            pub const fn sid(&self) -> &Sid<'static> {
                &self.sid
            }

            pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
                let tail = [endpoint.resource().path(), self.sid.as_str()];
                Request::without_body(Method::$method, endpoint.target(&tail))
            }
        }
    )+};
}

message_requests! { FetchMessage Get DeleteMessage Delete }

/// A request to update a message: to redact it, which removes its text, or to cancel it. The answer is a
/// [`Message`](crate::Message).
///
/// A request that a server decodes can do both.
///
/// ```
/// use twilio_sms::request::UpdateMessage;
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = UpdateMessage::redact("SM1".parse()?).request(&endpoint);
/// assert_eq!((request.target(), request.body()), ("/2010-04-01/Accounts/AC1/Messages/SM1.json", "Body="));
/// let request = UpdateMessage::cancel("SM1".parse()?).request(&endpoint);
/// assert_eq!(request.body(), "Status=canceled");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct UpdateMessage {
    sid: Sid<'static>,
    redacts: bool,
    cancels: bool,
}

impl UpdateMessage {
    /// Creates a request that removes the text of a message and keeps the rest. A new text cannot be set, because
    /// Twilio accepts only an empty one.
    #[must_use]
    pub const fn redact(sid: Sid<'static>) -> Self {
        Self { sid, redacts: true, cancels: false }
    }

    /// Creates a request that cancels a message that is scheduled or waiting to be sent.
    #[must_use]
    pub const fn cancel(sid: Sid<'static>) -> Self {
        Self { sid, redacts: false, cancels: true }
    }

    /// Returns the SID of the message.
    #[must_use]
    pub const fn sid(&self) -> &Sid<'static> {
        &self.sid
    }

    /// Returns whether the request removes the text of the message.
    #[must_use]
    pub const fn redacts(&self) -> bool {
        self.redacts
    }

    /// Returns whether the request cancels the message.
    #[must_use]
    pub const fn cancels(&self) -> bool {
        self.cancels
    }

    pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
        let pairs = [("Body", "", self.redacts), ("Status", UpdateStatus::Canceled.as_str(), self.cancels)];
        let capacity = pairs.iter().map(|(name, value, _)| form::Writer::max_pair_len(name, value.len())).sum();
        Request::with_form(endpoint, &[endpoint.resource().path(), self.sid.as_str()], capacity, |out| {
            let mut writer = form::Writer::new(out);
            for (name, value, _) in pairs.iter().filter(|(_, _, set)| *set) {
                writer.pair(name, value);
            }
        })
    }

    /// Decodes the form of such a request about a message. Returns the names of unknown parameters as well.
    pub(crate) fn read_form(sid: Sid<'static>, bytes: &[u8]) -> Result<(Self, Vec<String>), DecodeError> {
        let (mut update, mut unknown) = (Self { sid, redacts: false, cancels: false }, Vec::new());
        for pair in form::pairs(bytes)? {
            let (name, value) = pair?;
            let (field, done) = match &*name {
                "Body" if value.is_empty() => ("Body", &mut update.redacts),
                "Body" => {
                    let error = ParseError::new("new message body", ParseErrorKind::UnknownWord);
                    return Err(DecodeError::new(DecodeErrorKind::Invalid { field: "Body", error }));
                }
                "Status" => {
                    value
                        .parse::<UpdateStatus>()
                        .map_err(|error| DecodeError::new(DecodeErrorKind::Invalid { field: "Status", error }))?;
                    ("Status", &mut update.cancels)
                }
                _ => {
                    unknown.push(name.into_owned());
                    continue;
                }
            };
            if std::mem::replace(done, true) {
                return Err(DecodeError::new(DecodeErrorKind::Duplicate { field }));
            }
        }
        Ok((update, unknown))
    }
}

/// A request to report whether a message had the effect for which it was sent. The answer is a
/// [`Feedback`](crate::media::Feedback).
///
/// The message must have been sent with the parameter `ProvideFeedback` set to true.
///
/// ```
/// use twilio_sms::media::{FeedbackOutcome, SendFeedback};
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = SendFeedback::new("SM1".parse()?, FeedbackOutcome::Confirmed).request(&endpoint);
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC1/Messages/SM1/Feedback.json");
/// assert_eq!(request.body(), "Outcome=confirmed");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct SendFeedback {
    sid: Sid<'static>,
    outcome: FeedbackOutcome,
}

impl SendFeedback {
    /// Creates a request that reports an outcome for the message with this SID.
    #[must_use]
    pub const fn new(sid: Sid<'static>, outcome: FeedbackOutcome) -> Self {
        Self { sid, outcome }
    }

    /// Returns the SID of the message.
    #[must_use]
    pub const fn sid(&self) -> &Sid<'static> {
        &self.sid
    }

    /// Returns the outcome that is reported.
    #[must_use]
    pub const fn outcome(&self) -> FeedbackOutcome {
        self.outcome
    }

    pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
        let word = self.outcome.as_str();
        let (tail, capacity) =
            (["Messages", self.sid.as_str(), "Feedback"], form::Writer::max_pair_len("Outcome", word.len()));
        Request::with_form(endpoint, &tail, capacity, |out| form::Writer::new(out).pair("Outcome", word))
    }

    /// Decodes the form of such a request about a message. Returns the names of unknown parameters as well. If the form
    /// has no outcome, the outcome is Twilio's default, `confirmed`.
    pub(crate) fn read_form(sid: Sid<'static>, bytes: &[u8]) -> Result<(Self, Vec<String>), DecodeError> {
        let (mut outcome, mut unknown) = (None, Vec::new());
        for pair in form::pairs(bytes)? {
            let (name, value) = pair?;
            if name == "Outcome" {
                <Option<FeedbackOutcome> as ParamField>::add(&mut outcome, "Outcome", &value)?;
            } else {
                unknown.push(name.into_owned());
            }
        }
        Ok((Self { sid, outcome: outcome.flatten().unwrap_or(FeedbackOutcome::Confirmed) }, unknown))
    }
}

/// A request for the list of a message's media files. The answer is a [`MediaPage`](crate::media::MediaPage).
///
/// ```
/// use twilio_sms::media::ListMedia;
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = ListMedia::new("MM1".parse()?).request(&endpoint);
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC1/Messages/MM1/Media.json");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ListMedia {
    message: Sid<'static>,
}

impl ListMedia {
    /// Creates a request for the media files of the message with this SID.
    #[must_use]
    pub const fn new(message: Sid<'static>) -> Self {
        Self { message }
    }

    /// Returns the SID of the message.
    #[must_use]
    pub const fn message(&self) -> &Sid<'static> {
        &self.message
    }

    pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
        Request::without_body(Method::Get, endpoint.target(&["Messages", self.message.as_str(), "Media"]))
    }
}

/// A request for the description of a media file. The answer is a [`Media`](crate::media::Media).
///
/// With [`Format::Default`](crate::Format::Default), the path has no extension, and Twilio answers with the file itself.
///
/// ```
/// use twilio_sms::media::FetchMedia;
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = FetchMedia::new("MM1".parse()?, "ME1".parse()?).request(&endpoint);
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1.json");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FetchMedia {
    message: Sid<'static>,
    sid: Sid<'static>,
}

/// A request to delete a media file. The answer is [`Deleted`](crate::response::Deleted).
///
/// ```
/// use twilio_sms::media::DeleteMedia;
/// use twilio_sms::{Call, Endpoint};
///
/// let endpoint = Endpoint::new("AC1".parse()?);
/// let request = DeleteMedia::new("MM1".parse()?, "ME1".parse()?).request(&endpoint);
/// assert_eq!(request.method().as_str(), "DELETE");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DeleteMedia {
    message: Sid<'static>,
    sid: Sid<'static>,
}

/// Implements the requests whose only parameters are the SIDs of a message and of a media file.
macro_rules! media_requests {
    ($($Request:ident $method:ident)+) => {$(
        impl $Request {
            /// Creates a request about the media file `sid` of the message `message`.
            #[must_use]
            pub const fn new(message: Sid<'static>, sid: Sid<'static>) -> Self {
                Self { message, sid }
            }

            /// Returns the SID of the message.
            #[must_use]
            pub const fn message(&self) -> &Sid<'static> {
                &self.message
            }

            /// Returns the SID of the media file.
            #[must_use]
            pub const fn sid(&self) -> &Sid<'static> {
                &self.sid
            }

            pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
                let tail = ["Messages", self.message.as_str(), "Media", self.sid.as_str()];
                Request::without_body(Method::$method, endpoint.target(&tail))
            }
        }
    )+};
}

media_requests! { FetchMedia Get DeleteMedia Delete }
