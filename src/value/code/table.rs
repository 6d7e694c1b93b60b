//! Twilio's error codes that meet an SMS, one row a code, with the words of Twilio's error dictionary.
//!
//! Adding a code is adding a row, in its group, in ascending order; a test asks for its classifier in the file above.

use super::ErrorCode;

codes! {
    // Answers to any request: API and authentication.
    UNKNOWN_PARAMETERS = 20001, "Unknown parameters";
    PERMISSION_DENIED = 20003, "Permission Denied";
    METHOD_NOT_ALLOWED = 20004, "Method not allowed";
    ACCOUNT_NOT_ACTIVE = 20005, "Account not active";
    ACCESS_DENIED = 20006, "Access Denied";
    PAGE_SIZE_TOO_LARGE = 20007, "Page size too large";
    TEST_CREDENTIALS = 20008, "Test Credentials";
    FORBIDDEN = 20403, "403 Forbidden";
    NOT_FOUND = 20404, "Not Found";
    CONFLICT = 20409, "Conflict";
    GONE = 20410, "Gone";
    INVALID_PARAMETER = 20422, "Invalid Parameter";
    UPGRADE_REQUIRED = 20426, "Upgrade Required";
    TOO_MANY_REQUESTS = 20429, "Too Many Requests";
    INTERNAL_SERVER_ERROR = 20500, "Internal Server Error";
    SERVICE_UNAVAILABLE = 20503, "Service unavailable";

    // Answers to a request that sends, HTTP status 400.
    NO_CALLED_NUMBER = 21201, "No Called number specified";
    FROM_NOT_VERIFIED = 21210, "'From' phone number not verified";
    INVALID_TO = 21211, "Invalid 'To' Phone Number";
    INVALID_FROM = 21212, "Invalid From Number (caller ID)";
    CALLER_REQUIRED = 21213, "Caller phone number is required";
    NUMBER_NOT_VALID = 21217, "Phone number does not appear to be valid";
    INVALID_APPLICATION_SID = 21218, "Invalid ApplicationSid";
    TO_NOT_VERIFIED = 21219, "'To' phone number not verified";
    REGION_NOT_ENABLED = 21408,
        "Permission to send an SMS has not been enabled for the region indicated by the 'To' number";
    INVALID_PAGE_TOKEN = 21481, "Invalid PageToken";
    NOT_SMS_CAPABLE_INBOUND = 21601, "Phone number is not a valid SMS-capable inbound phone number";
    BODY_REQUIRED = 21602, "Message body is required";
    FROM_REQUIRED = 21603, "A 'From' or 'MessagingServiceSid' parameter is required to send a message";
    TO_REQUIRED = 21604, "The destination 'To' phone number is required to send an SMS";
    BODY_OVER_160 = 21605, "Maximum body length is 160 characters (old API endpoint)";
    FROM_NOT_MESSAGE_CAPABLE = 21606,
        "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.";
    FROM_NOT_SANDBOX = 21607, "The 'from' phone number must be the sandbox phone number for trial accounts.";
    TO_NOT_VERIFIED_FOR_TRIAL = 21608, "The 'to' phone number provided is not yet verified for this account.";
    INVALID_STATUS_CALLBACK = 21609, "Invalid 'StatusCallback'";
    UNSUBSCRIBED_RECIPIENT = 21610, "Attempt to send to unsubscribed recipient";
    FROM_QUEUE_FULL = 21611, "This 'From' number has exceeded the maximum number of queued messages";
    TO_NOT_REACHABLE = 21612, "The 'To' phone number is not currently reachable via SMS";
    TO_NOT_MOBILE = 21614, "'To' number is not a valid mobile number";
    FROM_AMBIGUOUS = 21616, "The 'From' number matches multiple numbers for your account";
    BODY_OVER_1600 = 21617, "The concatenated message body exceeds the 1600 character limit";
    BODY_NOT_SENDABLE = 21618, "The message body cannot be sent";
    RECORD_NOT_CREATED = 21619, "Unable to create record";
    INVALID_MEDIA_URL = 21620, "Invalid media URL(s)";
    FROM_NOT_ENABLED_FOR_MMS = 21621, "The 'From' number has not been enabled for MMS";
    ACCOUNT_NOT_ENABLED_FOR_MMS = 21622, "MMS has not been enabled for your account";
    TOO_MANY_MEDIA = 21623, "Number of media files exceeds allowed limit";
    INVALID_VALIDITY_PERIOD = 21624, "Invalid validity period value";
    INVALID_STATUS_CALLBACK_EVENT = 21626, "Invalid 'StatusCallbackEvent'";
    INVALID_MAX_PRICE = 21627, "Max Price must be a valid float";
    SUBJECT_TOO_LONG = 21652, "Maximum subject length is 40 characters";
    TOO_MANY_RECIPIENTS = 21653, "There are more recipient addresses than allowed";
    CONTENT_SID_REQUIRED = 21654, "ContentSid Required";
    INVALID_CONTENT_SID = 21655, "The ContentSid is Invalid";
    INVALID_CONTENT_VARIABLES = 21656, "The ContentVariables Parameter is invalid";
    INVALID_SENDER_ID = 21657, "The Sender ID is invalid";
    PARAMETER_TOO_LONG = 21658, "Parameter exceeded character limit";
    SERVICE_NOT_FOUND = 21701, "The Messaging Service does not exist";
    SERVICE_NOT_AVAILABLE = 21702, "The Messaging Service is not available to send new messages";
    SERVICE_WITHOUT_AVAILABLE_NUMBER = 21703,
        "The Messaging Service does not have a phone number available to send a message";
    SERVICE_WITHOUT_NUMBERS = 21704, "The Messaging Service contains no phone numbers";
    INVALID_SERVICE = 21705, "The Messaging Service is invalid";
    ALPHA_SENDER_MISSING = 21708, "Alpha Sender ID Missing from the request";
    INVALID_ALPHA_SENDER = 21709, "Alpha Sender ID is Invalid or Not Authorized for this Messaging Service";
    SENDER_NOT_IN_SERVICE = 21711,
        "Phone Number, Shortcode, or AlphaSender is not associated to the specified Messaging Service.";
    SENDER_IN_OTHER_SERVICE = 21712, "Phone Number or Short Code is associated with another Messaging Service.";

    // Delivery: in the message and its status callback, later.
    QUEUE_OVERFLOW = 30001, "Queue overflow";
    ACCOUNT_SUSPENDED = 30002, "Account suspended";
    UNREACHABLE_HANDSET = 30003, "Unreachable destination handset";
    MESSAGE_BLOCKED = 30004, "Message blocked";
    UNKNOWN_HANDSET = 30005, "Unknown destination handset";
    LANDLINE_OR_UNREACHABLE_CARRIER = 30006, "Landline or unreachable carrier";
    MESSAGE_FILTERED = 30007, "Message filtered";
    UNKNOWN_ERROR = 30008, "Unknown error";
    MISSING_INBOUND_SEGMENT = 30009, "Missing inbound segment";
    PRICE_EXCEEDS_MAX = 30010, "Message price exceeds max price";
    MMS_NOT_SUPPORTED_BY_RECIPIENT = 30011, "MMS not supported by the receiving phone number in this region";
    TTL_TOO_SMALL = 30012, "TTL is too small";
    TTL_TOO_BIG = 30013, "TTL is too big";
    INVALID_TO_ATTRIBUTES = 30014, "'To' attributes are Invalid";
    CHANNEL_TYPE_NOT_SUPPORTED = 30015, "Non-supported channel type is used";
    CHANNEL_TYPES_INCOMPATIBLE = 30016, "'To' and 'From' channel types are incompatible";
    CARRIER_CONGESTION = 30017, "Carrier network congestion";
    SENDER_REGISTRATION_REQUIRED = 30018, "Destination carrier requires sender ID pre-registration";
    CONTENT_SIZE_EXCEEDS_CARRIER_LIMIT = 30019, "Content size exceeds carrier limit";
    A2P_RATE_LIMIT = 30022, "US A2P 10DLC - Rate Limits Exceeded";
    A2P_DAILY_CAP = 30023, "US A2P 10DLC - Daily Message Cap Reached";
    SENDER_NOT_PROVISIONED_ON_CARRIER = 30024, "Numeric Sender ID Not Provisioned on Carrier";
    T_MOBILE_DAILY_LIMIT = 30027, "US A2P 10DLC - T-Mobile Daily Message Limit Reached";
    INVALID_CONTENT_RETENTION = 30029, "Invalid ContentRetention";
    INVALID_ADDRESS_RETENTION = 30030, "Invalid AddressRetention";
    INVALID_MAX_RATE = 30031, "Invalid MaxRate";
    TOLL_FREE_NOT_VERIFIED = 30032, "Toll-Free Number Has Not Been Verified";
    A2P_CAMPAIGN_SUSPENDED = 30033, "US A2P 10DLC - Campaign Suspended";
    A2P_UNREGISTERED_NUMBER = 30034, "US A2P 10DLC - Message from an Unregistered Number";
    A2P_NUMBER_BEING_CONFIGURED = 30035, "US A2P 10DLC - Message from a number still being configured";
    DELIVERY_NOT_FOUND = 30404, "Not Found";
    NOT_CANCELABLE = 30409, "This message cannot be canceled";
    PROVIDER_TIMEOUT = 30410, "Provider Timeout Error";
    DELIVERY_BLOCKED = 30450, "Message delivery blocked";

    // Channels other than SMS: in the message and its status callback, later.
    CHANNEL_AUTHENTICATION = 63001,
        "Channel could not authenticate the request. Please see Channel specific error message for more information";
    CHANNEL_FROM_NOT_FOUND = 63002, "Channel could not find the From address";
    CHANNEL_TO_NOT_FOUND = 63003, "Channel could not find To address";
    CHANNEL_CONTENT_REFUSED = 63005,
        "Channel did not accept given content. Please see Channel specific error message for more information";
    CHANNEL_SENDER_UNKNOWN = 63007, "Twilio could not find a Channel with the specified From address";
    CHANNEL_PROVIDER_5XX = 63009,
        "Channel provider returned an internal service error (HTTP 5xx). Please see Channel specific error \
        message for more information";
    CHANNEL_PROVIDER_ERROR = 63012, "Channel provider returned an internal service error";
    CHANNEL_POLICY_VIOLATION = 63013, "Channel policy violation";
    CHANNEL_BLOCKED_BY_USER = 63014, "Channel message blocked by user action";
    CHANNEL_SANDBOX_NOT_JOINED = 63015,
        "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox";
    CHANNEL_OUTSIDE_WINDOW = 63016,
        "Failed to send freeform message because you are outside the allowed window. If you are using \
        WhatsApp, please use a Message Template.";
    CHANNEL_RATE_LIMIT = 63018, "Rate limit exceeded for Channel";
    CHANNEL_MEDIA_DOWNLOAD = 63019, "Media failed to download";
    CHANNEL_INVALID_RECIPIENT = 63024, "Invalid message recipient";
    CHANNEL_SAME_FROM_AND_TO = 63031, "Channels message cannot have same From and To";
    CHANNEL_WHATSAPP_LIMITATION = 63032, "We cannot send this message to this user because of a WhatsApp limitation.";
    CHANNEL_DAILY_LIMIT = 63038, "Account exceeded the daily messages limit";

    // TwiML and webhooks: in the debugger of the console only.
    HTTP_RETRIEVAL_FAILURE = 11200, "HTTP retrieval failure";
    HTTP_CONNECTION_FAILURE = 11205, "HTTP connection failure";
    HTTP_PROTOCOL_VIOLATION = 11206, "HTTP protocol violation";
    HTTP_BAD_HOST = 11210, "HTTP bad host name";
    HTTP_TOO_MANY_REDIRECTS = 11215, "HTTP too many redirects";
    TLS_HANDSHAKE = 11220, "SSL/TLS Handshake Error";
    CERTIFICATE_DOMAIN_MISMATCH = 11235, "Certificate Invalid - Domain Mismatch";
    CERTIFICATE_EXPIRED = 11236, "Certificate Invalid - Certificate Expired";
    CERTIFICATE_PATH_NOT_FOUND = 11237, "Certificate Invalid - Could not find path to certificate";
    TWIML_TOO_LARGE = 11750, "TwiML response body too large";
    MEDIA_EXCEEDS_PROVIDER_LIMIT = 11751, "Media Message - Media exceeds messaging provider size limit";
    TWIML_PARSE_FAILURE = 12100, "Document parse failure";
    INVALID_TWIML_VERSION = 12101, "Invalid Twilio Markup XML version";
    TWIML_SCHEMA_WARNING = 12200, "Schema validation warning";
    INVALID_CONTENT_TYPE = 12300, "Invalid Content-Type";
    TWIML_INTERNAL_FAILURE = 12400, "Internal Failure";
    TWIML_INVALID_TO = 14101, "Invalid \"To\" attribute";
    TWIML_INVALID_FROM = 14102, "Invalid \"From\" attribute";
    TWIML_INVALID_BODY = 14103, "Invalid Body";
    TWIML_INVALID_METHOD = 14104, "Invalid Method attribute";
    TWIML_INVALID_STATUS_CALLBACK = 14105, "Invalid statusCallback attribute";
    TWIML_DOCUMENT_LIMIT = 14106, "Document retrieval limit reached";
    TWIML_SEND_RATE_LIMIT = 14107, "SMS send rate limit exceeded";
    TWIML_FROM_NOT_SMS_CAPABLE = 14108, "From phone number not SMS capable";
    TWIML_REPLY_LIMIT = 14109, "TwiML Reply message limit exceeded";
    TWIML_INVALID_VERB = 14110, "Invalid Verb for SMS Reply";
    TWIML_INVALID_TO_FOR_TRIAL = 14111, "Invalid To phone number for Trial mode";
}
