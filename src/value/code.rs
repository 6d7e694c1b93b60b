//! Twilio's error codes: a number, what it is called, and what kind of trouble it is.
//!
//! The rows are in `code/table.rs`. The numbers are Twilio's to add to: any number is a code.

use std::fmt;
use std::str::FromStr;

use crate::error::{ParseError, ParseErrorKind as K};

/// The constants, the descriptions and the list of all, from one row a code.
macro_rules! codes {
    ($( $NAME:ident = $code:literal, $text:literal; )+) => {
        impl ErrorCode {
            $(
                #[doc = concat!("`", $code, "`: ", $text)]
                pub const $NAME: Self = Self($code);
            )+

            /// Every code that this crate has a name for, in the order of Twilio's groups.
            pub const ALL: &'static [Self] = &[$( Self::$NAME, )+];

            /// What Twilio's error dictionary calls it; `None` for a code without a name here.
            #[must_use]
            pub const fn description(self) -> Option<&'static str> {
                match self.0 {
                    $( $code => Some($text), )+
                    _ => None,
                }
            }
        }
    };
}

/// Predicates over codes, whose documentation names the codes.
macro_rules! classifiers {
    ($( $(#[$doc:meta])* $name:ident = $( $CODE:ident )|+; )+) => {
        impl ErrorCode {
            $(
                $(#[$doc])*
                ///
                /// These are
                #[doc = concat!($( "[`", stringify!($CODE), "`](Self::", stringify!($CODE), ") " ),+)]
                #[must_use]
                pub const fn $name(self) -> bool {
                    matches!(self, $( Self::$CODE )|+)
                }
            )+
        }
    };
}

mod table;

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

classifiers! {
    /// Whether the credentials are wrong or missing, though Twilio's word is "permission".
    is_authentication = PERMISSION_DENIED;

    /// Whether the text, or the content template in its place, cannot be sent as it is.
    is_body = BODY_REQUIRED | BODY_OVER_160 | BODY_OVER_1600 | BODY_NOT_SENDABLE | SUBJECT_TOO_LONG
        | CONTENT_SID_REQUIRED | INVALID_CONTENT_SID | INVALID_CONTENT_VARIABLES | PARAMETER_TOO_LONG
        | CONTENT_SIZE_EXCEEDS_CARRIER_LIMIT | CHANNEL_CONTENT_REFUSED | CHANNEL_OUTSIDE_WINDOW | TWIML_INVALID_BODY;

    /// Whether a carrier, a channel or Twilio would not let the message pass for what it says or who it is from.
    is_filtered = MESSAGE_BLOCKED | MESSAGE_FILTERED | DELIVERY_BLOCKED | CHANNEL_POLICY_VIOLATION;

    /// Whether the resource has been shut down for good: `SMS/Messages` at Twilio. Sending again never helps; `Messages`
    /// takes its place.
    is_gone = GONE;

    /// Whether a number, name or address that receives is wrong, missing, or not allowed to this account.
    is_invalid_recipient = NO_CALLED_NUMBER | INVALID_TO | NUMBER_NOT_VALID | TO_NOT_VERIFIED | TO_REQUIRED
        | TO_NOT_VERIFIED_FOR_TRIAL | TO_NOT_MOBILE | TOO_MANY_RECIPIENTS | INVALID_TO_ATTRIBUTES
        | CHANNEL_TYPES_INCOMPATIBLE | CHANNEL_TO_NOT_FOUND | CHANNEL_SANDBOX_NOT_JOINED | CHANNEL_INVALID_RECIPIENT
        | CHANNEL_SAME_FROM_AND_TO | TWIML_INVALID_TO | TWIML_INVALID_TO_FOR_TRIAL;

    /// Whether another part of the request is wrong: neither sender, recipient, text nor media.
    is_invalid_request = UNKNOWN_PARAMETERS | METHOD_NOT_ALLOWED | PAGE_SIZE_TOO_LARGE | NOT_FOUND | CONFLICT
        | INVALID_PARAMETER | UPGRADE_REQUIRED | INVALID_APPLICATION_SID | INVALID_PAGE_TOKEN | INVALID_STATUS_CALLBACK
        | INVALID_VALIDITY_PERIOD | INVALID_STATUS_CALLBACK_EVENT | INVALID_MAX_PRICE | PARAMETER_TOO_LONG
        | PRICE_EXCEEDS_MAX | TTL_TOO_SMALL | TTL_TOO_BIG | INVALID_CONTENT_RETENTION | INVALID_ADDRESS_RETENTION
        | INVALID_MAX_RATE | DELIVERY_NOT_FOUND | NOT_CANCELABLE;

    /// Whether a number, name or address that sends is wrong, missing, or not allowed to send this.
    is_invalid_sender = FROM_NOT_VERIFIED | INVALID_FROM | CALLER_REQUIRED | NOT_SMS_CAPABLE_INBOUND | FROM_REQUIRED
        | FROM_NOT_MESSAGE_CAPABLE | FROM_NOT_SANDBOX | FROM_AMBIGUOUS | FROM_NOT_ENABLED_FOR_MMS | INVALID_SENDER_ID
        | ALPHA_SENDER_MISSING | INVALID_ALPHA_SENDER | SENDER_NOT_IN_SERVICE | SENDER_IN_OTHER_SERVICE
        | CHANNEL_TYPES_INCOMPATIBLE | SENDER_REGISTRATION_REQUIRED | SENDER_NOT_PROVISIONED_ON_CARRIER
        | TOLL_FREE_NOT_VERIFIED | A2P_UNREGISTERED_NUMBER | A2P_NUMBER_BEING_CONFIGURED | CHANNEL_FROM_NOT_FOUND
        | CHANNEL_SENDER_UNKNOWN | CHANNEL_SAME_FROM_AND_TO | TWIML_INVALID_FROM | TWIML_FROM_NOT_SMS_CAPABLE;

    /// Whether media cannot be fetched, are too many or too big, or cannot be sent or received here.
    is_media = INVALID_MEDIA_URL | FROM_NOT_ENABLED_FOR_MMS | ACCOUNT_NOT_ENABLED_FOR_MMS | TOO_MANY_MEDIA
        | MMS_NOT_SUPPORTED_BY_RECIPIENT | CHANNEL_MEDIA_DOWNLOAD | MEDIA_EXCEEDS_PROVIDER_LIMIT;

    /// Whether the messaging service is wrong, or has no sender for this message.
    is_messaging_service = SERVICE_NOT_FOUND | SERVICE_NOT_AVAILABLE | SERVICE_WITHOUT_AVAILABLE_NUMBER
        | SERVICE_WITHOUT_NUMBERS | INVALID_SERVICE | ALPHA_SENDER_MISSING | INVALID_ALPHA_SENDER
        | SENDER_NOT_IN_SERVICE | SENDER_IN_OTHER_SERVICE;

    /// Whether the recipient has opted out by `STOP`, and nothing is to be sent until they opt in again.
    is_opt_out = UNSUBSCRIBED_RECIPIENT;

    /// Whether the account may not do this: suspended, not enabled for it, or using test credentials where none work.
    is_permission = ACCOUNT_NOT_ACTIVE | ACCESS_DENIED | TEST_CREDENTIALS | FORBIDDEN | REGION_NOT_ENABLED
        | ACCOUNT_NOT_ENABLED_FOR_MMS | ACCOUNT_SUSPENDED | A2P_CAMPAIGN_SUSPENDED;

    /// Whether there was too much in too short a time; later, the same may pass.
    is_rate_limit = TOO_MANY_REQUESTS | FROM_QUEUE_FULL | QUEUE_OVERFLOW | A2P_RATE_LIMIT | A2P_DAILY_CAP
        | T_MOBILE_DAILY_LIMIT | CHANNEL_RATE_LIMIT | CHANNEL_DAILY_LIMIT | TWIML_SEND_RATE_LIMIT;

    /// Whether Twilio, or a provider behind it, failed. The message may have been sent.
    is_server_error = INTERNAL_SERVER_ERROR | SERVICE_UNAVAILABLE | RECORD_NOT_CREATED | PROVIDER_TIMEOUT
        | CHANNEL_PROVIDER_5XX | CHANNEL_PROVIDER_ERROR | TWIML_INTERNAL_FAILURE;

    /// Whether the recipient cannot be reached: switched off, unknown to the carrier, a landline, congestion.
    is_unreachable = TO_NOT_REACHABLE | UNREACHABLE_HANDSET | UNKNOWN_HANDSET | LANDLINE_OR_UNREACHABLE_CARRIER
        | CARRIER_CONGESTION;
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

    struct Classifier(&'static str, fn(ErrorCode) -> bool);

    const CLASSIFIERS: &[Classifier] = &[
        Classifier("authentication", ErrorCode::is_authentication),
        Classifier("body", ErrorCode::is_body),
        Classifier("channel", ErrorCode::is_channel),
        Classifier("delivery", ErrorCode::is_delivery),
        Classifier("filtered", ErrorCode::is_filtered),
        Classifier("gone", ErrorCode::is_gone),
        Classifier("invalid recipient", ErrorCode::is_invalid_recipient),
        Classifier("invalid request", ErrorCode::is_invalid_request),
        Classifier("invalid sender", ErrorCode::is_invalid_sender),
        Classifier("media", ErrorCode::is_media),
        Classifier("messaging service", ErrorCode::is_messaging_service),
        Classifier("opt out", ErrorCode::is_opt_out),
        Classifier("permission", ErrorCode::is_permission),
        Classifier("rate limit", ErrorCode::is_rate_limit),
        Classifier("server error", ErrorCode::is_server_error),
        Classifier("unreachable", ErrorCode::is_unreachable),
        Classifier("webhook", ErrorCode::is_webhook),
    ];

    fn classes(code: u32) -> Vec<&'static str> {
        CLASSIFIERS.iter().filter(|class| class.1(code.into())).map(|class| class.0).collect()
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
            (20429, vec!["rate limit"]),
            (20503, vec!["server error"]),
            (21211, vec!["invalid recipient"]),
            (21212, vec!["invalid sender"]),
            (21605, vec!["body"]),
            (21610, vec!["opt out"]),
            (21612, vec!["unreachable"]),
            (21614, vec!["invalid recipient"]),
            (21620, vec!["media"]),
            (21705, vec!["messaging service"]),
            (30003, vec!["delivery", "unreachable"]),
            (30007, vec!["delivery", "filtered"]),
            (63018, vec!["channel", "rate limit"]),
            (14107, vec!["rate limit", "webhook"]),
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
