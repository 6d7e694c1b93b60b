//! The error that a server answers to a request, with the status and the code of Twilio.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::error::{DecodeError, DecodeErrorKind, ParseErrorKind};
use crate::response::rejection::Rejection;
use crate::response::reply::Reply;
use crate::value::code::ErrorCode;
use crate::value::resource::{Format, Resource};

/// The reason why a server refuses a request: the status and the code that Twilio would answer, and the cause.
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
    /// Creates an error with a status, a code and the format of the reply.
    ///
    /// A server uses it for reasons of its own, such as a message that does not exist (404, [`ErrorCode::NOT_FOUND`])
    /// or wrong credentials (401, [`ErrorCode::PERMISSION_DENIED`]).
    #[must_use]
    pub const fn new(status: u16, code: ErrorCode, format: Format) -> Self {
        Self { status, code, format, cause: None }
    }

    /// Creates the error for parameters that cannot be decoded, with the code that Twilio has for the cause.
    pub(super) fn of(cause: DecodeError, resource: Resource, format: Format) -> Self {
        let code = match cause.kind() {
            DecodeErrorKind::Combination { error } => error.code().unwrap_or(ErrorCode::INVALID_PARAMETER),
            DecodeErrorKind::Missing { field } => match field {
                "To" => ErrorCode::TO_REQUIRED,
                "From" => ErrorCode::FROM_REQUIRED,
                "Body" if resource == Resource::SmsMessages => ErrorCode::BODY_REQUIRED,
                "Body" => ErrorCode::EMPTY_MESSAGE,
                "ContentSid" => ErrorCode::CONTENT_SID_REQUIRED,
                "SendAt" => ErrorCode::SEND_AT_MISSING,
                // A messaging service is missing only if the message is scheduled.
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
                (_, ParseErrorKind::NotADate) => ErrorCode::UNKNOWN_PARAMETERS,
                _ => ErrorCode::INVALID_PARAMETER,
            },
            _ => ErrorCode::INVALID_PARAMETER,
        };
        Self { status: 400, code, format, cause: Some(cause) }
    }

    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns Twilio's error code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// Returns the format of the reply, which is the one that the request asks for.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Returns the error of decoding the parameters, if it is the cause.
    #[must_use]
    pub const fn cause(&self) -> Option<&DecodeError> {
        self.cause.as_ref()
    }

    /// Returns the content of the reply: the status, the code, Twilio's description of the code and the URL of the page
    /// about it.
    #[must_use]
    pub fn rejection(&self) -> Rejection<'static> {
        let mut rejection = Rejection::new(self.status);
        rejection.code = Some(self.code);
        // If the code has no description, the message is the text of the cause, or `Error` if there is no cause.
        let cause = || self.cause.as_ref().map_or(Cow::Borrowed("Error"), |cause| Cow::Owned(cause.to_string()));
        rejection.message = Some(match self.cause.as_ref().map(DecodeError::kind) {
            // The title of the code, `Unknown parameters`, says something else.
            Some(DecodeErrorKind::Invalid { error, .. }) if error.kind() == ParseErrorKind::NotADate => {
                Cow::Borrowed("Invalid date value.")
            }
            _ => self.code.description().map_or_else(cause, Cow::Borrowed),
        });
        rejection.more_info = Some(Cow::Owned(self.code.more_info().to_string()));
        rejection.detail = self.cause.as_ref().map(|cause| Cow::Owned(cause.to_string()));
        rejection
    }

    /// Returns the reply, in the format that the request asks for.
    #[must_use]
    pub fn reply(&self) -> Reply {
        // The texts of this crate contain only characters that XML can carry, and names from the request are escaped.
        // So encoding does not fail, and the empty reply is never used.
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
