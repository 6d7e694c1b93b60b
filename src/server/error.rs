//! No, in Twilio's words.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::error::{DecodeError, DecodeErrorKind, ParseErrorKind};
use crate::response::rejection::Rejection;
use crate::response::reply::Reply;
use crate::value::code::ErrorCode;
use crate::value::resource::{Format, Resource};

/// Why a server refuses a request: the status and code that Twilio would answer, and what was wrong.
///
/// ```
/// use twilio_sms::server::{ApiError, ApiRequest};
/// use twilio_sms::ErrorCode;
///
/// let target = "/2010-04-01/Accounts/AC1/Messages.json";
/// let error = ApiRequest::decode("POST", target, None, b"To=%2B14155550199&Body=Hi").unwrap_err();
/// assert_eq!((error.status(), error.code()), (400, ErrorCode::FROM_REQUIRED));
/// assert_eq!(error.reply().status(), 400);
/// assert!(error.reply().body().contains("\"code\": 21603"));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiError {
    status: u16,
    code: ErrorCode,
    format: Format,
    cause: Option<DecodeError>,
}

impl ApiError {
    /// A refusal with this status and code, in the format that was asked for. A server's own reasons: a message that it does
    /// not have (404, [`ErrorCode::NOT_FOUND`]), credentials that are wrong (401, [`ErrorCode::PERMISSION_DENIED`]).
    #[must_use]
    pub const fn new(status: u16, code: ErrorCode, format: Format) -> Self {
        Self { status, code, format, cause: None }
    }

    /// The refusal of parameters that cannot be read.
    pub(super) fn of(cause: DecodeError, resource: Resource, format: Format) -> Self {
        let code = match cause.kind() {
            DecodeErrorKind::Missing { field } => match field {
                "To" => ErrorCode::TO_REQUIRED,
                "From" => ErrorCode::FROM_REQUIRED,
                "Body" if resource == Resource::SmsMessages => ErrorCode::BODY_REQUIRED,
                "Body" => ErrorCode::EMPTY_MESSAGE,
                "ContentSid" => ErrorCode::CONTENT_SID_REQUIRED,
                "SendAt" => ErrorCode::SEND_AT_MISSING,
                // Only a schedule needs one.
                "MessagingServiceSid" => ErrorCode::SCHEDULE_NEEDS_SERVICE,
                _ => ErrorCode::INVALID_PARAMETER,
            },
            DecodeErrorKind::Invalid { field, error } => match (field, error.kind()) {
                ("To", _) => ErrorCode::INVALID_TO,
                ("From", _) => ErrorCode::INVALID_FROM,
                ("FallbackFrom", _) => ErrorCode::INVALID_FALLBACK_FROM,
                ("Body", ParseErrorKind::TooLong { .. }) if resource == Resource::SmsMessages => {
                    ErrorCode::BODY_OVER_160
                }
                ("Body", ParseErrorKind::TooLong { .. }) => ErrorCode::BODY_OVER_1600,
                ("MediaUrl", ParseErrorKind::TooLong { max: 10, .. }) => ErrorCode::TOO_MANY_MEDIA,
                ("MediaUrl", _) => ErrorCode::INVALID_MEDIA_URL,
                ("StatusCallback", _) => ErrorCode::INVALID_STATUS_CALLBACK,
                ("ApplicationSid", _) => ErrorCode::INVALID_APPLICATION_SID,
                ("ValidityPeriod", _) => ErrorCode::INVALID_VALIDITY_PERIOD,
                ("MaxPrice", _) => ErrorCode::INVALID_MAX_PRICE,
                ("ContentSid", _) => ErrorCode::INVALID_CONTENT_SID,
                ("ContentVariables", _) => ErrorCode::INVALID_CONTENT_VARIABLES,
                ("MessagingServiceSid", _) => ErrorCode::INVALID_SERVICE,
                ("PageSize", _) => ErrorCode::PAGE_SIZE_TOO_LARGE,
                _ => ErrorCode::INVALID_PARAMETER,
            },
            _ => ErrorCode::INVALID_PARAMETER,
        };
        Self { status: 400, code, format, cause: Some(cause) }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Twilio's number for it.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The format that was asked for, and in which the reply comes.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// What could not be read, if that was it.
    #[must_use]
    pub const fn cause(&self) -> Option<&DecodeError> {
        self.cause.as_ref()
    }

    /// The rejection that says so: status, code, Twilio's words for it and the page about it.
    #[must_use]
    pub fn rejection(&self) -> Rejection<'static> {
        let mut rejection = Rejection::new();
        rejection.code = Some(self.code);
        // Where Twilio's title is not known, the cause says what is wrong.
        let cause = || self.cause.as_ref().map_or(Cow::Borrowed("Error"), |cause| Cow::Owned(cause.to_string()));
        rejection.message = Some(self.code.description().map_or_else(cause, Cow::Borrowed));
        rejection.more_info = Some(Cow::Owned(self.code.more_info().to_string()));
        rejection.status = Some(u32::from(self.status));
        rejection.detail = self.cause.as_ref().map(|cause| Cow::Owned(cause.to_string()));
        rejection
    }

    /// The reply, in the format that was asked for.
    #[must_use]
    pub fn reply(&self) -> Reply {
        // Our own sentences hold nothing that XML cannot carry.
        self.rejection().encode(self.format).unwrap_or_else(|_| Reply::deleted().with_status(self.status))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused with status {}, code {}", self.status, self.code)?;
        match (&self.cause, self.code.description()) {
            (Some(cause), _) => write!(f, ": {cause}"),
            (None, Some(description)) => write!(f, ": {description}"),
            (None, None) => Ok(()),
        }
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
