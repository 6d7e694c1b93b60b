//! Requests about the media of a message.

use super::Request;
use super::endpoint::Endpoint;
use crate::value::resource::{Format, Method};
use crate::value::sid::Sid;

/// Asks for the media of a message. The answer is a [`MediaPage`](crate::MediaPage).
///
/// ```
/// use twilio_sms::{Format, ListMedia, Sid};
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
        Request::bare(Method::Get, endpoint.into().target(&["Messages", self.message.as_str(), "Media"], format))
    }
}

/// Asks what a medium is. The answer is a [`Media`](crate::Media). Without an extension Twilio answers with the file itself.
///
/// ```
/// use twilio_sms::{FetchMedia, Format, Sid};
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

/// Deletes a medium. The answer is [`Deleted`](crate::Deleted).
///
/// ```
/// use twilio_sms::{DeleteMedia, Format, Sid};
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
macro_rules! plain {
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
                Request::bare(Method::$method, endpoint.into().target(&tail, format))
            }
        }
    )+};
}

plain! { FetchMedia Get DeleteMedia Delete }
