//! Twilio's error codes: for each its number, its title, the kinds of trouble that it belongs to, and where it is met.
//!
//! Everything that this crate knows about a code is in one row of `with_rows`: the constants, the titles and the
//! classifiers are derived from the rows. The numbers are Twilio's to add to, so any number is a code.

use std::fmt;
use std::str::FromStr;

use crate::error::{ParseError, ParseErrorKind as K};

/// Hands all rows to the macro `$then`, before its other arguments.
///
/// A row is `NAME = number, where it is met, [its classes], "its title";`. To add a code is to add a row, in its group, in
/// ascending order. Where a code is met is one of the variants of `Met`, and a class is one of those in `classes` below.
macro_rules! with_rows {
    ($then:ident! $($args:tt)*) => { $then! { {
        // Answers to any request: API and authentication.
        UNKNOWN_PARAMETERS = 20001, Request, [invalid_request], "Unknown parameters";
        PERMISSION_DENIED = 20003, Request, [authentication], "Permission Denied";
        METHOD_NOT_ALLOWED = 20004, Request, [invalid_request], "Method not allowed";
        ACCOUNT_NOT_ACTIVE = 20005, Request, [permission], "Account not active";
        ACCESS_DENIED = 20006, Request, [permission], "Access Denied";
        PAGE_SIZE_TOO_LARGE = 20007, Request, [invalid_request], "Page size too large";
        TEST_CREDENTIALS = 20008, Request, [permission], "Test Credentials";
        FORBIDDEN = 20403, Request, [permission], "403 Forbidden";
        NOT_FOUND = 20404, Request, [invalid_request], "Not Found";
        CONFLICT = 20409, Request, [invalid_request], "Conflict";
        GONE = 20410, Request, [gone], "Gone";
        INVALID_PARAMETER = 20422, Request, [invalid_request], "Invalid Parameter";
        UPGRADE_REQUIRED = 20426, Request, [invalid_request], "Upgrade Required";
        TOO_MANY_REQUESTS = 20429, Request, [rate_limit], "Too Many Requests";
        INTERNAL_SERVER_ERROR = 20500, Request, [server_error], "Internal Server Error";
        SERVICE_UNAVAILABLE = 20503, Request, [server_error], "Service unavailable";

        // Answers to a request that sends, HTTP status 400.
        NO_CALLED_NUMBER = 21201, Request, [invalid_recipient], "No Called number specified";
        FROM_NOT_VERIFIED = 21210, Request, [invalid_sender], "'From' phone number not verified";
        INVALID_TO = 21211, Request, [invalid_recipient], "Invalid 'To' Phone Number";
        INVALID_FROM = 21212, Request, [invalid_sender], "Invalid From Number (caller ID)";
        CALLER_REQUIRED = 21213, Request, [invalid_sender], "Caller phone number is required";
        NUMBER_NOT_VALID = 21217, Request, [invalid_recipient], "Phone number does not appear to be valid";
        INVALID_APPLICATION_SID = 21218, Request, [invalid_request], "Invalid ApplicationSid";
        TO_NOT_VERIFIED = 21219, Request, [invalid_recipient], "'To' phone number not verified";
        REGION_NOT_ENABLED = 21408, Request, [permission],
            "Permission to send an SMS has not been enabled for the region indicated by the 'To' number";
        INVALID_PAGE_TOKEN = 21481, Request, [invalid_request], "Invalid PageToken";
        NOT_SMS_CAPABLE_INBOUND = 21601, Request, [invalid_sender],
            "Phone number is not a valid SMS-capable inbound phone number";
        BODY_REQUIRED = 21602, Request, [body], "Message body is required";
        FROM_REQUIRED = 21603, Request, [invalid_sender],
            "A 'From' or 'MessagingServiceSid' parameter is required to send a message";
        TO_REQUIRED = 21604, Request, [invalid_recipient],
            "The destination 'To' phone number is required to send an SMS";
        BODY_OVER_160 = 21605, Request, [body], "Maximum body length is 160 characters (old API endpoint)";
        FROM_NOT_MESSAGE_CAPABLE = 21606, Request, [invalid_sender],
            "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.";
        FROM_NOT_SANDBOX = 21607, Request, [invalid_sender],
            "The 'from' phone number must be the sandbox phone number for trial accounts.";
        TO_NOT_VERIFIED_FOR_TRIAL = 21608, Request, [invalid_recipient],
            "The 'to' phone number provided is not yet verified for this account.";
        INVALID_STATUS_CALLBACK = 21609, Request, [invalid_request], "Invalid 'StatusCallback'";
        UNSUBSCRIBED_RECIPIENT = 21610, Request, [opt_out], "Attempt to send to unsubscribed recipient";
        FROM_QUEUE_FULL = 21611, Request, [rate_limit],
            "This 'From' number has exceeded the maximum number of queued messages";
        TO_NOT_REACHABLE = 21612, Request, [unreachable], "The 'To' phone number is not currently reachable via SMS";
        TO_NOT_MOBILE = 21614, Request, [invalid_recipient], "'To' number is not a valid mobile number";
        FROM_AMBIGUOUS = 21616, Request, [invalid_sender],
            "The 'From' number matches multiple numbers for your account";
        BODY_OVER_1600 = 21617, Request, [body], "The concatenated message body exceeds the 1600 character limit";
        BODY_NOT_SENDABLE = 21618, Request, [body], "The message body cannot be sent";
        RECORD_NOT_CREATED = 21619, Request, [server_error], "Unable to create record";
        INVALID_MEDIA_URL = 21620, Request, [media], "Invalid media URL(s)";
        FROM_NOT_ENABLED_FOR_MMS = 21621, Request, [invalid_sender media],
            "The 'From' number has not been enabled for MMS";
        ACCOUNT_NOT_ENABLED_FOR_MMS = 21622, Request, [media permission], "MMS has not been enabled for your account";
        TOO_MANY_MEDIA = 21623, Request, [media], "Number of media files exceeds allowed limit";
        INVALID_VALIDITY_PERIOD = 21624, Request, [invalid_request], "Invalid validity period value";
        INVALID_STATUS_CALLBACK_EVENT = 21626, Request, [invalid_request], "Invalid 'StatusCallbackEvent'";
        INVALID_MAX_PRICE = 21627, Request, [invalid_request], "Max Price must be a valid float";
        SUBJECT_TOO_LONG = 21652, Request, [body], "Maximum subject length is 40 characters";
        TOO_MANY_RECIPIENTS = 21653, Request, [invalid_recipient], "There are more recipient addresses than allowed";
        CONTENT_SID_REQUIRED = 21654, Request, [body], "ContentSid Required";
        INVALID_CONTENT_SID = 21655, Request, [body], "The ContentSid is Invalid";
        INVALID_CONTENT_VARIABLES = 21656, Request, [body], "The ContentVariables Parameter is invalid";
        INVALID_SENDER_ID = 21657, Request, [invalid_sender], "The Sender ID is invalid";
        PARAMETER_TOO_LONG = 21658, Request, [body invalid_request], "Parameter exceeded character limit";
        SERVICE_NOT_FOUND = 21701, Request, [messaging_service], "The Messaging Service does not exist";
        SERVICE_NOT_AVAILABLE = 21702, Request, [messaging_service],
            "The Messaging Service is not available to send new messages";
        SERVICE_WITHOUT_AVAILABLE_NUMBER = 21703, Request, [messaging_service],
            "The Messaging Service does not have a phone number available to send a message";
        SERVICE_WITHOUT_NUMBERS = 21704, Request, [messaging_service],
            "The Messaging Service contains no phone numbers";
        INVALID_SERVICE = 21705, Request, [messaging_service], "The Messaging Service is invalid";
        ALPHA_SENDER_MISSING = 21708, Request, [invalid_sender messaging_service],
            "Alpha Sender ID Missing from the request";
        INVALID_ALPHA_SENDER = 21709, Request, [invalid_sender messaging_service],
            "Alpha Sender ID is Invalid or Not Authorized for this Messaging Service";
        SENDER_NOT_IN_SERVICE = 21711, Request, [invalid_sender messaging_service],
            "Phone Number, Shortcode, or AlphaSender is not associated to the specified Messaging Service.";
        SENDER_IN_OTHER_SERVICE = 21712, Request, [invalid_sender messaging_service],
            "Phone Number or Short Code is associated with another Messaging Service.";

        // Delivery: in the message and its status callback, later.
        QUEUE_OVERFLOW = 30001, Delivery, [rate_limit], "Queue overflow";
        ACCOUNT_SUSPENDED = 30002, Delivery, [permission], "Account suspended";
        UNREACHABLE_HANDSET = 30003, Delivery, [unreachable], "Unreachable destination handset";
        MESSAGE_BLOCKED = 30004, Delivery, [filtered], "Message blocked";
        UNKNOWN_HANDSET = 30005, Delivery, [unreachable], "Unknown destination handset";
        LANDLINE_OR_UNREACHABLE_CARRIER = 30006, Delivery, [unreachable], "Landline or unreachable carrier";
        MESSAGE_FILTERED = 30007, Delivery, [filtered], "Message filtered";
        UNKNOWN_ERROR = 30008, Delivery, [], "Unknown error";
        MISSING_INBOUND_SEGMENT = 30009, Delivery, [], "Missing inbound segment";
        PRICE_EXCEEDS_MAX = 30010, Delivery, [invalid_request], "Message price exceeds max price";
        MMS_NOT_SUPPORTED_BY_RECIPIENT = 30011, Delivery, [media],
            "MMS not supported by the receiving phone number in this region";
        TTL_TOO_SMALL = 30012, Delivery, [invalid_request], "TTL is too small";
        TTL_TOO_BIG = 30013, Delivery, [invalid_request], "TTL is too big";
        INVALID_TO_ATTRIBUTES = 30014, Delivery, [invalid_recipient], "'To' attributes are Invalid";
        CHANNEL_TYPE_NOT_SUPPORTED = 30015, Delivery, [], "Non-supported channel type is used";
        CHANNEL_TYPES_INCOMPATIBLE = 30016, Delivery, [invalid_recipient invalid_sender],
            "'To' and 'From' channel types are incompatible";
        CARRIER_CONGESTION = 30017, Delivery, [unreachable], "Carrier network congestion";
        SENDER_REGISTRATION_REQUIRED = 30018, Delivery, [invalid_sender],
            "Destination carrier requires sender ID pre-registration";
        CONTENT_SIZE_EXCEEDS_CARRIER_LIMIT = 30019, Delivery, [body], "Content size exceeds carrier limit";
        A2P_RATE_LIMIT = 30022, Delivery, [rate_limit], "US A2P 10DLC - Rate Limits Exceeded";
        A2P_DAILY_CAP = 30023, Delivery, [rate_limit], "US A2P 10DLC - Daily Message Cap Reached";
        SENDER_NOT_PROVISIONED_ON_CARRIER = 30024, Delivery, [invalid_sender],
            "Numeric Sender ID Not Provisioned on Carrier";
        T_MOBILE_DAILY_LIMIT = 30027, Delivery, [rate_limit], "US A2P 10DLC - T-Mobile Daily Message Limit Reached";
        INVALID_CONTENT_RETENTION = 30029, Request, [invalid_request], "Invalid ContentRetention";
        INVALID_ADDRESS_RETENTION = 30030, Request, [invalid_request], "Invalid AddressRetention";
        INVALID_MAX_RATE = 30031, Request, [invalid_request], "Invalid MaxRate";
        TOLL_FREE_NOT_VERIFIED = 30032, Delivery, [invalid_sender], "Toll-Free Number Has Not Been Verified";
        A2P_CAMPAIGN_SUSPENDED = 30033, Delivery, [permission], "US A2P 10DLC - Campaign Suspended";
        A2P_UNREGISTERED_NUMBER = 30034, Delivery, [invalid_sender],
            "US A2P 10DLC - Message from an Unregistered Number";
        A2P_NUMBER_BEING_CONFIGURED = 30035, Delivery, [invalid_sender],
            "US A2P 10DLC - Message from a number still being configured";
        DELIVERY_NOT_FOUND = 30404, Request, [invalid_request], "Not Found";
        NOT_CANCELABLE = 30409, Request, [invalid_request], "This message cannot be canceled";
        PROVIDER_TIMEOUT = 30410, Delivery, [server_error], "Provider Timeout Error";
        DELIVERY_BLOCKED = 30450, Delivery, [filtered], "Message delivery blocked";

        // Channels other than SMS: in the message and its status callback, later.
        CHANNEL_AUTHENTICATION = 63001, Delivery, [],
            "Channel could not authenticate the request. Please see Channel specific error message for more \
            information";
        CHANNEL_FROM_NOT_FOUND = 63002, Delivery, [invalid_sender], "Channel could not find the From address";
        CHANNEL_TO_NOT_FOUND = 63003, Delivery, [invalid_recipient], "Channel could not find To address";
        CHANNEL_CONTENT_REFUSED = 63005, Delivery, [body],
            "Channel did not accept given content. Please see Channel specific error message for more information";
        CHANNEL_SENDER_UNKNOWN = 63007, Both, [invalid_sender],
            "Twilio could not find a Channel with the specified From address";
        CHANNEL_PROVIDER_5XX = 63009, Delivery, [server_error],
            "Channel provider returned an internal service error (HTTP 5xx). Please see Channel specific error message \
            for more information";
        CHANNEL_PROVIDER_ERROR = 63012, Delivery, [server_error], "Channel provider returned an internal service error";
        CHANNEL_POLICY_VIOLATION = 63013, Delivery, [filtered], "Channel policy violation";
        CHANNEL_BLOCKED_BY_USER = 63014, Delivery, [], "Channel message blocked by user action";
        CHANNEL_SANDBOX_NOT_JOINED = 63015, Delivery, [invalid_recipient],
            "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox";
        CHANNEL_OUTSIDE_WINDOW = 63016, Delivery, [body],
            "Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, \
            please use a Message Template.";
        CHANNEL_RATE_LIMIT = 63018, Both, [rate_limit], "Rate limit exceeded for Channel";
        CHANNEL_MEDIA_DOWNLOAD = 63019, Delivery, [media], "Media failed to download";
        CHANNEL_INVALID_RECIPIENT = 63024, Delivery, [invalid_recipient], "Invalid message recipient";
        CHANNEL_SAME_FROM_AND_TO = 63031, Both, [invalid_recipient invalid_sender],
            "Channels message cannot have same From and To";
        CHANNEL_WHATSAPP_LIMITATION = 63032, Delivery, [],
            "We cannot send this message to this user because of a WhatsApp limitation.";
        CHANNEL_DAILY_LIMIT = 63038, Both, [rate_limit], "Account exceeded the daily messages limit";

        // TwiML and webhooks: in the debugger of the console only.
        HTTP_RETRIEVAL_FAILURE = 11200, Debugger, [], "HTTP retrieval failure";
        HTTP_CONNECTION_FAILURE = 11205, Debugger, [], "HTTP connection failure";
        HTTP_PROTOCOL_VIOLATION = 11206, Debugger, [], "HTTP protocol violation";
        HTTP_BAD_HOST = 11210, Debugger, [], "HTTP bad host name";
        HTTP_TOO_MANY_REDIRECTS = 11215, Debugger, [], "HTTP too many redirects";
        TLS_HANDSHAKE = 11220, Debugger, [], "SSL/TLS Handshake Error";
        CERTIFICATE_DOMAIN_MISMATCH = 11235, Debugger, [], "Certificate Invalid - Domain Mismatch";
        CERTIFICATE_EXPIRED = 11236, Debugger, [], "Certificate Invalid - Certificate Expired";
        CERTIFICATE_PATH_NOT_FOUND = 11237, Debugger, [], "Certificate Invalid - Could not find path to certificate";
        TWIML_TOO_LARGE = 11750, Debugger, [], "TwiML response body too large";
        MEDIA_EXCEEDS_PROVIDER_LIMIT = 11751, Debugger, [media],
            "Media Message - Media exceeds messaging provider size limit";
        TWIML_PARSE_FAILURE = 12100, Debugger, [], "Document parse failure";
        INVALID_TWIML_VERSION = 12101, Debugger, [], "Invalid Twilio Markup XML version";
        TWIML_SCHEMA_WARNING = 12200, Debugger, [], "Schema validation warning";
        INVALID_CONTENT_TYPE = 12300, Debugger, [], "Invalid Content-Type";
        TWIML_INTERNAL_FAILURE = 12400, Debugger, [server_error], "Internal Failure";
        TWIML_INVALID_TO = 14101, Debugger, [invalid_recipient], "Invalid \"To\" attribute";
        TWIML_INVALID_FROM = 14102, Debugger, [invalid_sender], "Invalid \"From\" attribute";
        TWIML_INVALID_BODY = 14103, Debugger, [body], "Invalid Body";
        TWIML_INVALID_METHOD = 14104, Debugger, [], "Invalid Method attribute";
        TWIML_INVALID_STATUS_CALLBACK = 14105, Debugger, [], "Invalid statusCallback attribute";
        TWIML_DOCUMENT_LIMIT = 14106, Debugger, [], "Document retrieval limit reached";
        TWIML_SEND_RATE_LIMIT = 14107, Debugger, [rate_limit], "SMS send rate limit exceeded";
        TWIML_FROM_NOT_SMS_CAPABLE = 14108, Debugger, [invalid_sender], "From phone number not SMS capable";
        TWIML_REPLY_LIMIT = 14109, Debugger, [], "TwiML Reply message limit exceeded";
        TWIML_INVALID_VERB = 14110, Debugger, [], "Invalid Verb for SMS Reply";
        TWIML_INVALID_TO_FOR_TRIAL = 14111, Debugger, [invalid_recipient], "Invalid To phone number for Trial mode";
    } $($args)* } };
}

/// The constants, and what the rows say about each code.
macro_rules! codes {
    ({ $( $NAME:ident = $code:literal, $met:ident, [$($class:ident)*], $title:literal; )+ }) => {
        impl ErrorCode {
            $(
                #[doc = concat!("`", $code, "`: ", $title)]
                pub const $NAME: Self = Self($code);
            )+

            /// Every code that this crate has a name for, in the order of Twilio's groups.
            pub const ALL: &'static [Self] = &[$( Self::$NAME, )+];

            /// Twilio's title for the code, from its error dictionary; `None` for a code without a name here.
            #[must_use]
            pub const fn description(self) -> Option<&'static str> {
                match self.0 {
                    $( $code => Some($title), )+
                    _ => None,
                }
            }

            /// The classes in the row of the code, a bit for each; none for a code without a row.
            const fn classes(self) -> u32 {
                match self.0 {
                    $( $code => 0 $( | 1 << Class::$class as u32 )*, )+
                    _ => 0,
                }
            }

            /// Where the row of the code says that it is met.
            const fn met(self) -> Option<Met> {
                match self.0 {
                    $( $code => Some(Met::$met), )+
                    _ => None,
                }
            }
        }
    };
}

/// The classes and their classifiers: for each the method's name and documentation.
///
/// The first argument is a dollar sign, for the macro `link_if` that is defined inside.
macro_rules! classes {
    ($d:tt $( $(#[$doc:meta])* $method:ident = $class:ident; )+) => {
        /// A kind of trouble, under the name that it has in the rows.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        enum Class {
            $( $class, )+
        }

        /// `link_if!(class [classes of a row] NAME)` is a link to the constant `NAME` if the class is among those of the row,
        /// and an empty text if it is not.
        macro_rules! link_if {
            $( ($class [$class $d($d rest:ident)*] $d NAME:ident) => {
                concat!("[`", stringify!($d NAME), "`](Self::", stringify!($d NAME), ") ")
            }; )+
            ($d class:ident [$d other:ident $d($d rest:ident)*] $d NAME:ident) => {
                link_if!($d class [$d($d rest)*] $d NAME)
            };
            ($d class:ident [] $d NAME:ident) => { "" };
        }

        $( with_rows! { classifier! $(#[$doc])* $method = $class; } )+

        /// Every classifier of the rows, with its name.
        #[cfg(test)]
        const CLASSIFIERS: &[(&str, fn(ErrorCode) -> bool)] = &[$( (stringify!($class), ErrorCode::$method), )+];
    };
}

/// A classifier, whose documentation lists the codes whose rows have its class.
macro_rules! classifier {
    (
        { $( $NAME:ident = $code:literal, $met:ident, [$($has:ident)*], $title:literal; )+ }
        $(#[$doc:meta])* $method:ident = $class:ident;
    ) => {
        impl ErrorCode {
            $(#[$doc])*
            ///
            /// These codes are
            #[doc = concat!($( link_if!($class [$($has)*] $NAME) ),+)]
            #[must_use]
            pub const fn $method(self) -> bool {
                self.classes() & 1 << Class::$class as u32 != 0
            }
        }
    };
}

/// Where a code is met.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Met {
    /// In the answer to a request.
    Request,
    /// In a message and in its status callbacks, after the message was accepted.
    Delivery,
    /// In an answer and with a delivery.
    Both,
    /// In the debugger of Twilio's console, about a webhook or about TwiML.
    Debugger,
}

/// One of Twilio's error codes, as a refusal, a message or a status callback carries it.
///
/// Codes from 20000 to 21999 answer a request. 30000 to 30999 and 63000 to 63999 come later, with the message. 11000 to
/// 14999 are about your webhooks and TwiML, and stand in the console's debugger only. The names and texts are those of
/// Twilio's error dictionary; the classifiers are this crate's reading of it. A code can have several classifiers, and
/// every code with a name has at least one. Branch on codes, never on messages, which Twilio rewords.
///
/// ```
/// use twilio_sms::ErrorCode;
///
/// let code = ErrorCode::new(21610);
/// assert_eq!(code, ErrorCode::UNSUBSCRIBED_RECIPIENT);
/// assert!(code.is_opt_out());
/// assert_eq!(code.description(), Some("Attempt to send to unsubscribed recipient"));
/// assert_eq!(code.more_info().to_string(), "https://www.twilio.com/docs/errors/21610");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ErrorCode(u32);

impl ErrorCode {
    /// Takes any number.
    #[must_use]
    pub const fn new(code: u32) -> Self {
        Self(code)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Where Twilio explains it: displays as `https://www.twilio.com/docs/errors/` and the number.
    #[must_use]
    pub const fn more_info(self) -> impl fmt::Display {
        MoreInfo(self)
    }

    /// Whether it can be the answer to a request. Of the codes without a name here, 20000 to 21999 are taken to be answers.
    ///
    /// ```
    /// use twilio_sms::ErrorCode;
    ///
    /// assert!(ErrorCode::INVALID_TO.answers_request());
    /// assert!(!ErrorCode::UNREACHABLE_HANDSET.answers_request());
    /// ```
    #[must_use]
    pub const fn answers_request(self) -> bool {
        match self.met() {
            Some(met) => matches!(met, Met::Request | Met::Both),
            None => matches!(self.0, 20_000..=21_999),
        }
    }

    /// Whether it can arrive after a message was accepted, in the message and in its status callbacks. Of the codes without
    /// a name here, 30000 to 30999 and 63000 to 63999 are taken to arrive so.
    ///
    /// ```
    /// use twilio_sms::ErrorCode;
    ///
    /// assert!(ErrorCode::UNREACHABLE_HANDSET.arrives_with_delivery());
    /// // WhatsApp's limits are met in both places.
    /// assert!(ErrorCode::CHANNEL_DAILY_LIMIT.arrives_with_delivery());
    /// assert!(ErrorCode::CHANNEL_DAILY_LIMIT.answers_request());
    /// ```
    #[must_use]
    pub const fn arrives_with_delivery(self) -> bool {
        match self.met() {
            Some(met) => matches!(met, Met::Delivery | Met::Both),
            None => self.is_delivery() || self.is_channel(),
        }
    }

    /// Whether it comes with a message after it was taken: 30000 to 30999.
    #[must_use]
    pub const fn is_delivery(self) -> bool {
        matches!(self.0, 30_000..=30_999)
    }

    /// Whether a channel other than SMS gives it: 63000 to 63999.
    #[must_use]
    pub const fn is_channel(self) -> bool {
        matches!(self.0, 63_000..=63_999)
    }

    /// Whether it is about your webhook or TwiML: 11000 to 12999, 14000 to 14999. No request is answered with one.
    #[must_use]
    pub const fn is_webhook(self) -> bool {
        matches!(self.0, 11_000..=12_999 | 14_000..=14_999)
    }
}

with_rows! { codes! }

classes! {
    $

    /// Whether the credentials are wrong or missing, though Twilio's word is "permission".
    is_authentication = authentication;

    /// Whether the text, or the content template in its place, cannot be sent as it is.
    is_body = body;

    /// Whether a carrier, a channel or Twilio would not let the message pass for what it says or who it is from.
    is_filtered = filtered;

    /// Whether the resource has been shut down for good: `SMS/Messages` at Twilio. Sending again never helps; `Messages`
    /// takes its place.
    is_gone = gone;

    /// Whether a number, name or address that receives is wrong, missing, or not allowed to this account.
    is_invalid_recipient = invalid_recipient;

    /// Whether another part of the request is wrong: neither sender, recipient, text nor media.
    is_invalid_request = invalid_request;

    /// Whether a number, name or address that sends is wrong, missing, or not allowed to send this.
    is_invalid_sender = invalid_sender;

    /// Whether media cannot be fetched, are too many or too big, or cannot be sent or received here.
    is_media = media;

    /// Whether the messaging service is wrong, or has no sender for this message.
    is_messaging_service = messaging_service;

    /// Whether the recipient has opted out by `STOP`, and nothing is to be sent until they opt in again.
    is_opt_out = opt_out;

    /// Whether the account may not do this: suspended, not enabled for it, or using test credentials where none work.
    is_permission = permission;

    /// Whether there was too much in too short a time; later, the same may pass.
    is_rate_limit = rate_limit;

    /// Whether Twilio, or a provider behind it, failed. The message may have been sent.
    is_server_error = server_error;

    /// Whether the recipient cannot be reached: switched off, unknown to the carrier, a landline, congestion.
    is_unreachable = unreachable;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Takes a number as it is displayed: digits without a sign or a leading zero.
impl FromStr for ErrorCode {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let fault = |kind| ParseError::new("error code", kind);
        if text.is_empty() {
            return Err(fault(K::Empty));
        }
        if text.len() > 1 && text.starts_with('0') {
            return Err(fault(K::InvalidCharacter { at: 0 }));
        }
        if let Some(at) = text.bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(fault(K::InvalidCharacter { at }));
        }
        text.parse().map(Self).map_err(|_| fault(K::OutOfRange { min: 0, max: u32::MAX }))
    }
}

impl From<u32> for ErrorCode {
    fn from(code: u32) -> Self {
        Self(code)
    }
}

impl From<ErrorCode> for u32 {
    fn from(code: ErrorCode) -> Self {
        code.0
    }
}

struct MoreInfo(ErrorCode);

impl fmt::Display for MoreInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://www.twilio.com/docs/errors/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// The names of the classifiers that hold, those of ranges included.
    fn classes(code: u32) -> Vec<&'static str> {
        let code = ErrorCode::new(code);
        let ranges: [(_, fn(ErrorCode) -> bool); 3] = [
            ("channel", ErrorCode::is_channel),
            ("delivery", ErrorCode::is_delivery),
            ("webhook", ErrorCode::is_webhook),
        ];
        let mut names: Vec<_> =
            CLASSIFIERS.iter().chain(&ranges).filter(|class| class.1(code)).map(|class| class.0).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_named_code_has_a_classifier_and_a_description() {
        for code in ErrorCode::ALL {
            assert!(!classes(code.get()).is_empty(), "{code}");
            assert!(code.description().is_some_and(|text| !text.is_empty()), "{code}");
        }
    }

    #[test]
    fn every_code_has_one_row() {
        let codes: BTreeSet<_> = ErrorCode::ALL.iter().collect();
        let texts: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.description()).collect();
        assert_eq!((codes.len(), ErrorCode::ALL.len()), (144, 144));
        // "Not Found" is the name of two.
        assert_eq!(texts.len(), 143);
    }

    #[test]
    fn classifiers_say_what_to_do() {
        for (code, expected) in [
            (20003, vec!["authentication"]),
            (20403, vec!["permission"]),
            (20410, vec!["gone"]),
            (20429, vec!["rate_limit"]),
            (20503, vec!["server_error"]),
            (21211, vec!["invalid_recipient"]),
            (21212, vec!["invalid_sender"]),
            (21605, vec!["body"]),
            (21610, vec!["opt_out"]),
            (21612, vec!["unreachable"]),
            (21614, vec!["invalid_recipient"]),
            (21620, vec!["media"]),
            (21705, vec!["messaging_service"]),
            (30003, vec!["delivery", "unreachable"]),
            (30007, vec!["delivery", "filtered"]),
            (63018, vec!["channel", "rate_limit"]),
            (14107, vec!["rate_limit", "webhook"]),
            (11200, vec!["webhook"]),
            (30999, vec!["delivery"]),
            (13000, vec![]),
            (0, vec![]),
            (u32::MAX, vec![]),
        ] {
            assert_eq!(classes(code), expected, "{code}");
        }
    }

    #[test]
    fn only_canonical_numbers_are_codes() {
        for (text, kind) in [
            ("", K::Empty),
            ("021211", K::InvalidCharacter { at: 0 }),
            ("+21211", K::InvalidCharacter { at: 0 }),
            ("21211.0", K::InvalidCharacter { at: 5 }),
            ("4294967296", K::OutOfRange { min: 0, max: u32::MAX }),
        ] {
            assert_eq!(text.parse::<ErrorCode>().unwrap_err().kind(), kind, "{text:?}");
        }
        assert_eq!("0".parse(), Ok(ErrorCode::new(0)));
        assert_eq!(format!("{:?} {:>6}", ErrorCode::INVALID_TO, ErrorCode::INVALID_TO), "ErrorCode(21211)  21211");
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(number in any::<u32>()) {
            let code = ErrorCode::new(number);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(u32::from(code), number);
        }
    }
}
