//! Requests about one message: fetch, change, delete, and what users say about it.

use super::endpoint::{Endpoint, Request};
use crate::error::{DecodeError, DecodeErrorKind, ParseError, ParseErrorKind};
use crate::schema::ParamField;
use crate::value::enums::{FeedbackOutcome, UpdateStatus};
use crate::value::resource::{Format, Method, Resource};
use crate::value::sid::Sid;
use crate::wire::form;

/// Reads one message. The answer is a [`Message`](crate::Message).
///
/// ```
/// use twilio_sms::request::FetchMessage;
/// use twilio_sms::{Format, Resource, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = FetchMessage::new("SM1".parse()?).encode(&account, Resource::Messages, Format::Json);
/// assert_eq!((request.method().as_str(), request.target()), ("GET", "/2010-04-01/Accounts/AC1/Messages/SM1.json"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FetchMessage {
    sid: Sid<'static>,
}

/// Deletes one message. The answer is [`Deleted`](crate::response::Deleted).
///
/// ```
/// use twilio_sms::request::DeleteMessage;
/// use twilio_sms::{Format, Resource, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = DeleteMessage::new("SM1".parse()?).encode(&account, Resource::SmsMessages, Format::Json);
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

/// Requests that say no more than which message.
macro_rules! message_requests {
    ($($Request:ident $method:ident)+) => {$(
        impl $Request {
            /// The request about the message with this SID.
            #[must_use]
            pub const fn new(sid: Sid<'static>) -> Self {
                Self { sid }
            }

            /// The SID of the message.
            #[must_use]
            pub const fn sid(&self) -> &Sid<'static> {
                &self.sid
            }

            /// The request.
            pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, resource: Resource, format: Format) -> Request {
                let endpoint = endpoint.into();
                Request::without_body(Method::$method, endpoint.target(&[resource.path(), self.sid.as_str()], format))
            }
        }
    )+};
}

message_requests! { FetchMessage Get DeleteMessage Delete }

/// Changes one message: takes its text away, or cancels it; one that a server reads may do both. The answer is a [`Message`](crate::Message).
///
/// ```
/// use twilio_sms::request::UpdateMessage;
/// use twilio_sms::{Format, Resource, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = UpdateMessage::redact("SM1".parse()?).encode(&account, Resource::Messages, Format::Json);
/// assert_eq!((request.target(), request.body()), ("/2010-04-01/Accounts/AC1/Messages/SM1.json", "Body="));
/// let request = UpdateMessage::cancel("SM1".parse()?).encode(&account, Resource::Messages, Format::Json);
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
    /// Takes the text away and leaves the rest. Twilio takes no other text than the empty one.
    #[must_use]
    pub const fn redact(sid: Sid<'static>) -> Self {
        Self { sid, redacts: true, cancels: false }
    }

    /// Cancels a message that is scheduled or waits.
    #[must_use]
    pub const fn cancel(sid: Sid<'static>) -> Self {
        Self { sid, redacts: false, cancels: true }
    }

    /// The SID of the message.
    #[must_use]
    pub const fn sid(&self) -> &Sid<'static> {
        &self.sid
    }

    /// Whether it takes the text away.
    #[must_use]
    pub const fn redacts(&self) -> bool {
        self.redacts
    }

    /// Whether it cancels the message.
    #[must_use]
    pub const fn cancels(&self) -> bool {
        self.cancels
    }

    /// The request.
    pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, resource: Resource, format: Format) -> Request {
        let pairs = [("Body", "", self.redacts), ("Status", UpdateStatus::Canceled.as_str(), self.cancels)];
        let capacity = pairs.iter().map(|(name, value, _)| form::Writer::max_pair_len(name, value.len())).sum();
        Request::with_form(&endpoint.into(), &[resource.path(), self.sid.as_str()], format, capacity, |out| {
            let mut writer = form::Writer::new(out);
            for (name, value, _) in pairs.iter().filter(|(_, _, set)| *set) {
                writer.pair(name, value);
            }
        })
    }

    /// Reads the form of such a request about a message; gives the names that it does not know as well.
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

/// Says what a user did with a message that was delivered. The answer is a [`Feedback`](crate::media::Feedback).
///
/// The message must have been sent with `ProvideFeedback`.
///
/// ```
/// use twilio_sms::media::{FeedbackOutcome, SendFeedback};
/// use twilio_sms::{Format, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = SendFeedback::new("SM1".parse()?, FeedbackOutcome::Confirmed).encode(&account, Format::Json);
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
    /// What a user says about the message with this SID.
    #[must_use]
    pub const fn new(sid: Sid<'static>, outcome: FeedbackOutcome) -> Self {
        Self { sid, outcome }
    }

    /// The SID of the message.
    #[must_use]
    pub const fn sid(&self) -> &Sid<'static> {
        &self.sid
    }

    /// What the user says.
    #[must_use]
    pub const fn outcome(&self) -> FeedbackOutcome {
        self.outcome
    }

    /// The request.
    pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
        let word = self.outcome.as_str();
        let (tail, capacity) =
            (["Messages", self.sid.as_str(), "Feedback"], form::Writer::max_pair_len("Outcome", word.len()));
        Request::with_form(&endpoint.into(), &tail, format, capacity, |out| {
            form::Writer::new(out).pair("Outcome", word)
        })
    }

    /// Reads the form of such a request about a message; gives the names that it does not know as well. Without an
    /// outcome it is Twilio's default, confirmed.
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

/// Asks for the media of a message. The answer is a [`MediaPage`](crate::media::MediaPage).
///
/// ```
/// use twilio_sms::media::ListMedia;
/// use twilio_sms::{Format, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = ListMedia::new("MM1".parse()?).encode(&account, Format::Json);
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC1/Messages/MM1/Media.json");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ListMedia {
    message: Sid<'static>,
}

impl ListMedia {
    /// The media of the message with this SID.
    #[must_use]
    pub const fn new(message: Sid<'static>) -> Self {
        Self { message }
    }

    /// The SID of the message.
    #[must_use]
    pub const fn message(&self) -> &Sid<'static> {
        &self.message
    }

    /// The request.
    pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
        Request::without_body(
            Method::Get,
            endpoint.into().target(&["Messages", self.message.as_str(), "Media"], format),
        )
    }
}

/// Asks what a medium is. The answer is a [`Media`](crate::media::Media). Without an extension Twilio answers with the file itself.
///
/// ```
/// use twilio_sms::media::FetchMedia;
/// use twilio_sms::{Format, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = FetchMedia::new("MM1".parse()?, "ME1".parse()?).encode(&account, Format::Json);
/// assert_eq!(request.target(), "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1.json");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FetchMedia {
    message: Sid<'static>,
    sid: Sid<'static>,
}

/// Deletes a medium. The answer is [`Deleted`](crate::response::Deleted).
///
/// ```
/// use twilio_sms::media::DeleteMedia;
/// use twilio_sms::{Format, Sid};
///
/// let account: Sid = "AC1".parse()?;
/// let request = DeleteMedia::new("MM1".parse()?, "ME1".parse()?).encode(&account, Format::Json);
/// assert_eq!(request.method().as_str(), "DELETE");
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DeleteMedia {
    message: Sid<'static>,
    sid: Sid<'static>,
}

/// Requests that say no more than which medium.
macro_rules! media_requests {
    ($($Request:ident $method:ident)+) => {$(
        impl $Request {
            /// The request about the medium with this SID, of the message with that one.
            #[must_use]
            pub const fn new(message: Sid<'static>, sid: Sid<'static>) -> Self {
                Self { message, sid }
            }

            /// The SID of the message.
            #[must_use]
            pub const fn message(&self) -> &Sid<'static> {
                &self.message
            }

            /// The SID of the medium.
            #[must_use]
            pub const fn sid(&self) -> &Sid<'static> {
                &self.sid
            }

            /// The request.
            pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
                let tail = ["Messages", self.message.as_str(), "Media", self.sid.as_str()];
                Request::without_body(Method::$method, endpoint.into().target(&tail, format))
            }
        }
    )+};
}

media_requests! { FetchMedia Get DeleteMedia Delete }
