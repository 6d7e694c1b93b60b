//! Twilio's error codes: the number, the title and the classes of each code, and where it occurs.
//!
//! Everything that this crate knows about a code is in one row of `with_rows`: the constants, the titles and the
//! classifiers are derived from the rows. Twilio adds codes, so any number is accepted.

use std::fmt;
use std::str::FromStr;

use crate::error::{ParseError, ParseErrorKind as K};

/// Hands all rows to the macro `$then`, before its other arguments.
///
/// A row is `NAME = number, where it occurs, [its classes], "its title", "the advice";`. A title that Twilio does not
/// publish has `unofficial` before it. Only the codes that people meet most have advice: what the code means and what to
/// do, in one sentence. To add a code, add a row to its group, in ascending order. Where a code occurs is one of the
/// variants of `Occurs`, and a class is one of those in `classes` below. Where several codes share a title, the name
/// says what differs; it ends in the number where Twilio's pages do not tell.
macro_rules! with_rows {
    ($then:ident! $($args:tt)*) => { $then! { {
        // Answers to any request: API and authentication.
        UNKNOWN_PARAMETERS = 20001, Request, [invalid_request], "Unknown parameters";
        PERMISSION_DENIED = 20003, Request, [authentication], "Permission Denied",
            "The account SID, or the token or key that belongs to it, is wrong: check the credentials.";
        METHOD_NOT_ALLOWED = 20004, Request, [invalid_request], "Method not allowed";
        ACCOUNT_NOT_ACTIVE = 20005, Request, [permission], "Account not active";
        ACCESS_DENIED = 20006, Request, [permission], "Access Denied";
        PAGE_SIZE_TOO_LARGE = 20007, Request, [invalid_request], "Page size too large";
        TEST_CREDENTIALS = 20008, Request, [permission], "Test Credentials",
            "Test credentials cannot do this: use the credentials of the live account.";
        RESOURCE_NOT_COMPLETE = 20009, Request, [invalid_request transient],
            "Cannot delete this resource before it is complete";
        ACTION_DISABLED = 20010, Request, [permission], "Action disabled for account";
        UPDATE_IN_PROGRESS = 20162, Request, [invalid_request transient],
            "A conflicting resource update is in progress";
        FORBIDDEN = 20403, Request, [permission], "403 Forbidden";
        NOT_FOUND = 20404, Request, [invalid_request], "Not Found",
            "The server has no such resource: check the account SID, the message SID and the path of the request.";
        CONFLICT = 20409, Request, [invalid_request transient], "Conflict";
        GONE = 20410, Request, [gone], "Gone",
            "This server has retired `SMS/Messages`: send the same parameters to `Messages`, with `SendMessage`.";
        REQUEST_TOO_LARGE = 20413, Request, [invalid_request], "Request Entity Too Large";
        INVALID_PARAMETER = 20422, Request, [invalid_request], "Invalid Parameter";
        INVALID_SID = 20423, Request, [invalid_request], "Invalid SID";
        UPGRADE_REQUIRED = 20426, Request, [invalid_request], "Upgrade Required";
        TOO_MANY_REQUESTS = 20429, Request, [rate_limit], "Too Many Requests",
            "There were too many requests at once, and this one was not processed: wait, then send it again.";
        INTERNAL_SERVER_ERROR = 20500, Request, [server_error], "Internal Server Error",
            "Twilio failed, and the message may have been sent: look for it before you send it again.";
        SERVICE_UNAVAILABLE = 20503, Request, [server_error], "Service unavailable",
            "Twilio is not available, and the message may have been sent: look for it before you send it again.";
        TWILIO_INTERNAL_ERROR = 20504, Request, [server_error], "Twilio Internal Error";

        // Answers to a request that sends, HTTP status 400.
        NO_CALLED_NUMBER = 21201, Request, [invalid_recipient], "No Called number specified";
        FROM_NOT_VERIFIED = 21210, Request, [invalid_sender], "'From' phone number not verified";
        INVALID_TO = 21211, Request, [invalid_recipient], "Invalid 'To' Phone Number",
            "The recipient is not a valid phone number: check it, and write it as `+`, country code and number.";
        INVALID_FROM = 21212, Request, [invalid_sender], "Invalid 'From' Number",
            "The sender is not a valid phone number, short code or alphanumeric sender: check `From`.";
        CALLER_REQUIRED = 21213, Request, [invalid_sender], "Caller phone number is required";
        NUMBER_NOT_VALID = 21217, Request, [invalid_recipient], "Phone number does not appear to be valid";
        INVALID_APPLICATION_SID = 21218, Request, [invalid_request], "Invalid ApplicationSid";
        TO_NOT_VERIFIED = 21219, Request, [invalid_recipient], "'To' phone number not verified";
        INBOUND_FROM_NOT_VERIFIED = 21264, Request, [invalid_sender], "‘From’ phone number not verified";
        TO_IS_SHORT_CODE = 21265, Request, [invalid_recipient], "'To' number cannot be a Short Code",
            "A short code cannot receive messages from you: ask the recipient for a phone number.";
        SAME_FROM_AND_TO = 21266, Request, [invalid_recipient invalid_sender],
            "'To' and 'From' numbers cannot be the same",
            "The sender and the recipient are the same number: send to another one.";
        ALPHA_SENDER_ON_TRIAL = 21267, Request, [invalid_sender permission],
            "Alphanumeric Sender ID cannot be used as the 'From' number on trial accounts",
            "A trial account cannot send from an alphanumeric sender: send from a number, or upgrade the account.";
        TO_IS_PREMIUM = 21268, Request, [invalid_recipient],
            "Sending to Premium rate or Information Service numbers is not allowed",
            "Twilio does not send to premium rate numbers: ask the recipient for another number.";
        REGION_NOT_ENABLED = 21408, Request, [permission],
            "Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To' number",
            "The account may not send to this country: enable it in the geographic permissions of the console.";
        INVALID_PAGE_TOKEN = 21481, Request, [invalid_request], "Invalid PageToken";
        NOT_SMS_CAPABLE_INBOUND = 21601, Request, [invalid_sender],
            "Phone number is not a valid SMS-capable inbound phone number";
        BODY_REQUIRED = 21602, Request, [body], "Message body is required",
            "The message has no text: give it a body.";
        FROM_REQUIRED = 21603, Request, [invalid_sender],
            "A 'From' or 'MessagingServiceSid' parameter is required to send a message",
            "The message has no sender: give it a `From` or a messaging service.";
        TO_REQUIRED = 21604, Request, [invalid_recipient],
            "The destination 'To' phone number is required to send an SMS",
            "The request has no recipient that Twilio could read: give it a `To`, in a body that is a form.";
        BODY_OVER_160 = 21605, Request, [body], "Maximum body length is 160 characters (old API endpoint)",
            "`SMS/Messages` takes at most 160 characters: shorten the text, or send it to `Messages`.";
        FROM_NOT_MESSAGE_CAPABLE = 21606, Request, [invalid_sender],
            "The 'From' phone number provided is not a valid message-capable Twilio phone number for this \
            destination/account",
            "The sender cannot send messages to this recipient: send from one that can send SMS to this country.";
        FROM_NOT_SANDBOX = 21607, Request, [invalid_sender],
            "The 'from' phone number must be the sandbox phone number for trial accounts.";
        TO_NOT_VERIFIED_FOR_TRIAL = 21608, Request, [invalid_recipient],
            "The 'to' phone number provided is not yet verified for this account.",
            "A trial account can send to verified numbers only: verify this one, or upgrade the account.";
        INVALID_STATUS_CALLBACK = 21609, Request, [invalid_request], "Invalid 'StatusCallback'",
            "The URL for status callbacks is not valid: use a public `http` or `https` URL.";
        UNSUBSCRIBED_RECIPIENT = 21610, Request, [opt_out], "Attempt to send to unsubscribed recipient",
            "The recipient has answered STOP: send them nothing until they answer START.";
        FROM_QUEUE_FULL = 21611, Request, [rate_limit],
            "This 'From' number has exceeded the maximum number of queued messages",
            "The sender's queue of messages is full: wait until some are sent, or use more senders.";
        TO_NOT_REACHABLE_FROM_SENDER = 21612, Request, [invalid_recipient invalid_sender unreachable],
            "Message cannot be sent with the current combination of \"To\" and/or \"From\" parameters",
            "Twilio has no route from this sender to this recipient: check the number, or use another kind of sender.";
        TO_NOT_MOBILE = 21614, Request, [invalid_recipient], "'To' number is not a valid mobile number",
            "The recipient is not a mobile number: ask for another number.";
        FROM_AMBIGUOUS = 21616, Request, [invalid_sender],
            "The 'From' number matches multiple numbers for your account";
        BODY_OVER_1600 = 21617, Request, [body], "The concatenated message body exceeds the 1600 character limit",
            "The text has more than 1,600 characters: shorten it, or send it as several messages.";
        BODY_NOT_SENDABLE = 21618, Request, [body], "The message body cannot be sent";
        EMPTY_MESSAGE = 21619, Request, [body], "A Message Body, Media URL or Content SID is required",
            "The message is empty: give it a text, media or a content template.";
        INVALID_MEDIA_URL = 21620, Request, [media], "Invalid media URL(s)",
            "Twilio cannot use a media URL: make sure that it is public and leads to a file of a supported type.";
        FROM_NOT_ENABLED_FOR_MMS = 21621, Request, [invalid_sender media],
            "The 'From' number has not been enabled for MMS";
        ACCOUNT_NOT_ENABLED_FOR_MMS = 21622, Request, [media permission], "MMS has not been enabled for your account";
        TOO_MANY_MEDIA = 21623, Request, [media], "Number of media files exceeds allowed limit";
        INVALID_VALIDITY_PERIOD = 21624, Request, [invalid_request], "Invalid validity period value";
        INVALID_STATUS_CALLBACK_EVENT = 21626, Request, [invalid_request], "Invalid 'StatusCallbackEvent'";
        INVALID_MAX_PRICE = 21627, Request, [invalid_request], "Max Price must be a valid float";
        TO_IS_LANDLINE = 21635, Request, [invalid_recipient], "'To' number cannot be a landline",
            "The recipient is a landline, which cannot receive SMS: ask for a mobile number.";
        SUBJECT_TOO_LONG = 21652, Request, [body], "Maximum subject length is 40 characters";
        TOO_MANY_RECIPIENTS = 21653, Request, [invalid_recipient], "There are more recipient addresses than allowed";
        CONTENT_SID_REQUIRED = 21654, Request, [body], "ContentSid Required";
        INVALID_CONTENT_SID = 21655, Request, [body], "The ContentSid is Invalid",
            "There is no such content template: check the content SID.";
        INVALID_CONTENT_VARIABLES = 21656, Request, [body], "The ContentVariables Parameter is invalid",
            "The content variables are not a JSON object of non-empty texts that fits the template: correct them.";
        INVALID_SENDER_ID = 21657, Request, [invalid_sender], "The Sender ID is invalid";
        PARAMETER_TOO_LONG = 21658, Request, [body invalid_request], "Parameter exceeded character limit";
        FROM_NOT_TWILIO = 21659, Request, [invalid_sender],
            "'From' is not a Twilio phone number or Short Code country mismatch",
            "The sender is not a number of Twilio, or not one for this country: send from a number of your account.";
        FROM_OF_OTHER_ACCOUNT = 21660, Request, [invalid_sender], "Mismatch between the 'From' number and the account",
            "The sender belongs to another account: use the credentials of that account, or a number of this one.";
        FROM_NOT_SMS_CAPABLE = 21661, Request, [invalid_sender], "'From' number is not SMS-capable",
            "The sender's number cannot send SMS: send from one that can.";
        FALLBACK_WITH_FROM = 21664, Request, [invalid_sender],
            unofficial "`FallbackFrom` was given together with `From`";
        INVALID_FALLBACK_FROM = 21665, Request, [invalid_sender],
            unofficial "`FallbackFrom` is not a phone number, an alphanumeric sender or a short code";
        FALLBACK_NEEDS_SERVICE = 21666, Request, [invalid_sender messaging_service],
            unofficial "`FallbackFrom` was given without `MessagingServiceSid`";
        SERVICE_WITHOUT_RCS_SENDER = 21667, Request, [invalid_sender messaging_service],
            unofficial "The messaging service has no RCS sender";
        SERVICE_NOT_FOUND = 21701, Request, [messaging_service], "The Messaging Service does not exist";
        SERVICE_NOT_AVAILABLE = 21702, Request, [messaging_service transient],
            "The Messaging Service is not available to send new messages";
        SERVICE_WITHOUT_AVAILABLE_NUMBER = 21703, Request, [messaging_service],
            "The Messaging Service does not have a phone number available to send a message",
            "The messaging service has no sender for this recipient: add one for their country to its pool.";
        SERVICE_WITHOUT_NUMBERS = 21704, Request, [messaging_service],
            "The Messaging Service contains no phone numbers",
            "The messaging service has no senders: add one to its pool.";
        INVALID_SERVICE = 21705, Request, [messaging_service], "The Messaging Service is invalid",
            "There is no such messaging service in this account: check its SID.";
        ALPHA_SENDER_MISSING = 21708, Request, [invalid_sender messaging_service],
            "Alpha Sender ID Missing from the request";
        INVALID_ALPHA_SENDER = 21709, Request, [invalid_sender messaging_service],
            "Alpha Sender ID is Invalid or Not Authorized for this Messaging Service";
        NUMBER_ALREADY_IN_SERVICE = 21710, Request, [messaging_service],
            "Phone Number Already Exists in Messaging Service";
        SENDER_NOT_IN_SERVICE = 21711, Request, [invalid_sender messaging_service],
            "Phone Number, Shortcode, Destination AlphaSender, and Global AlphaSender is not associated to the \
            specified Messaging Service.";
        SENDER_IN_OTHER_SERVICE = 21712, Request, [invalid_sender messaging_service],
            "Phone Number or Short Code is associated with another Messaging Service.";
        SERVICE_POOL_FULL = 21714, Request, [messaging_service], "Messaging Service Number Pool size limit reached";
        NUMBER_LACKS_CAPABILITY = 21715, Request, [invalid_sender messaging_service],
            "Phone Number Does Not Have Correct Messaging Service Capabilities";
        UNDER_MAINTENANCE = 21730, Request, [transient], "System under maintenance. Please try again later.",
            "Twilio is under maintenance, and nothing was sent: send the message again later.";
        DEFAULT_SERVICE_NOT_FOUND = 21733, Request, [messaging_service], "Default Messaging Service Not Found";
        INVOICE_TAG_LENGTH = 21902, Request, [invalid_request], "InvoiceTag length must be between 0 and 32";
        CHANNELS_DIFFER = 21910, Request, [invalid_recipient invalid_sender],
            "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
            "The sender and the recipient are on different channels: use the same channel for both.";

        // Messages and their status callbacks: most arrive with a delivery, some answer a request.
        QUEUE_OVERFLOW = 30001, Delivery, [rate_limit transient], "Queue overflow",
            "More was sent than the sender can pass on: send more slowly, or from more senders.";
        ACCOUNT_SUSPENDED = 30002, Delivery, [permission], "Account suspended",
            "The account is suspended: contact Twilio.";
        UNREACHABLE_HANDSET = 30003, Delivery, [unreachable], "Unreachable destination handset",
            "The recipient's phone is off or out of reach: try again later, or use another way to reach them.";
        MESSAGE_BLOCKED = 30004, Delivery, [filtered], "Message blocked",
            "The recipient's number or carrier takes no messages from you: use another way to reach them.";
        UNKNOWN_HANDSET = 30005, Delivery, [unreachable], "Unknown destination handset",
            "The carrier does not know this number: check it, or remove it from your list.";
        LANDLINE_OR_UNREACHABLE_CARRIER = 30006, Delivery, [unreachable], "Landline or unreachable carrier",
            "The recipient is a landline, or the carrier cannot be reached: use a mobile number.";
        MESSAGE_FILTERED = 30007, Delivery, [filtered], "Message filtered",
            "Twilio or the carrier took the message for spam: change the text, and send only to those who agreed.";
        UNKNOWN_ERROR = 30008, Delivery, [], "Unknown error",
            "The carrier gave no reason: try again, and contact Twilio if it happens often.";
        MISSING_INBOUND_SEGMENT = 30009, Delivery, [], "Missing inbound segment";
        PRICE_EXCEEDS_MAX = 30010, Delivery, [invalid_request], "Message price exceeds max price";
        MMS_NOT_SUPPORTED_BY_RECIPIENT = 30011, Delivery, [media],
            "MMS not supported by the receiving phone number in this region";
        TTL_TOO_SMALL = 30012, Delivery, [invalid_request], "TTL is too small";
        TTL_TOO_BIG = 30013, Delivery, [invalid_request], "TTL is too big";
        INVALID_TO_ATTRIBUTES = 30014, Delivery, [invalid_recipient], "'To' attributes are Invalid";
        CHANNEL_TYPE_NOT_SUPPORTED = 30015, Delivery, [invalid_request], "Non-supported channel type is used";
        CHANNEL_TYPES_INCOMPATIBLE = 30016, Delivery, [invalid_recipient invalid_sender],
            "'To' and 'From' channel types are incompatible";
        CARRIER_CONGESTION = 30017, Delivery, [unreachable], "Carrier network congestion",
            "The carrier's network is congested: send more slowly, or later.";
        SENDER_REGISTRATION_WARNING = 30018, Delivery, [invalid_sender],
            "Destination carrier requires sender ID pre-registration";
        CONTENT_SIZE_EXCEEDS_CARRIER_LIMIT = 30019, Delivery, [body media], "Content size exceeds carrier limit";
        SCHEDULING_FAILURE = 30020, Delivery, [scheduling server_error], "Internal Failure with Message Scheduling";
        SERVICE_ORCHESTRATOR_FAILURE = 30021, Delivery, [server_error],
            "Internal Failure with messaging service orchestrator";
        A2P_RATE_LIMIT = 30022, Delivery, [rate_limit], "US A2P 10DLC - Rate Limits Exceeded",
            "The campaign's rate limit was exceeded: send more slowly.";
        A2P_DAILY_CAP = 30023, Delivery, [rate_limit], "US A2P 10DLC - Daily Message Cap Reached",
            "The day's limit of the A2P brand is used up: send again after midnight Pacific Time.";
        SENDER_NOT_PROVISIONED_ON_CARRIER = 30024, Delivery, [invalid_sender],
            "Numeric Sender ID Not Provisioned on Carrier",
            "The carrier does not know this sender: finish its set-up, or send from another number.";
        T_MOBILE_DAILY_LIMIT = 30027, Delivery, [rate_limit], "US A2P 10DLC - T-Mobile Daily Message Limit Reached";
        INVALID_API_VERSION = 30028, Request, [invalid_request], "Invalid API version";
        INVALID_CONTENT_RETENTION = 30029, Request, [invalid_request], "Invalid ContentRetention";
        INVALID_ADDRESS_RETENTION = 30030, Request, [invalid_request], "Invalid AddressRetention";
        INVALID_MAX_RATE = 30031, Request, [invalid_request], "Invalid MaxRate";
        TOLL_FREE_NOT_VERIFIED = 30032, Delivery, [invalid_sender], "Toll-Free Number Has Not Been Verified",
            "The toll-free number is not verified: have it verified in the console, or send from another number.";
        A2P_CAMPAIGN_SUSPENDED = 30033, Delivery, [permission], "US A2P 10DLC - Campaign Suspended";
        A2P_UNREGISTERED_NUMBER = 30034, Delivery, [invalid_sender],
            "US A2P 10DLC - Message from an Unregistered Number",
            "The number is not registered for A2P 10DLC: register it with a campaign, or send from another one.";
        A2P_NUMBER_BEING_CONFIGURED = 30035, Delivery, [invalid_sender],
            "US A2P 10DLC - Message from a number still being configured";
        VALIDITY_PERIOD_EXPIRED = 30036, Delivery, [expired], "Validity Period Expired",
            "The message waited longer than its validity period: send it again with a longer one.";
        OUTBOUND_DISABLED = 30037, Delivery, [permission], "Outbound Messaging Disabled";
        OTP_FILTERED = 30038, Delivery, [body filtered], "OTP Message Body Filtered";
        LOOP_FILTERED = 30039, Delivery, [filtered], "Filtered to Prevent Message Loops";
        UNREGISTERED_SENDER_BLOCKED = 30040, Delivery, [invalid_sender],
            "Destination carrier requires Sender ID pre-registration",
            "This country asks for registered senders: register the sender, or send from one that is registered.";
        UK_UNREGISTERED_NUMBER = 30041, Delivery, [invalid_sender],
            "Message from an unregistered number sent to a United Kingdom number";
        GENERIC_SENDER_ID = 30042, Delivery, [invalid_sender],
            "The Sender ID is blocked as generic or it contains special characters";
        INTERNATIONAL_VIA_DOMESTIC = 30043, Delivery, [filtered invalid_sender],
            "International SMS via Domestic Gateway";
        TRIAL_MESSAGE_TOO_LONG = 30044, Request, [body], unofficial "The message of a trial account is too long";
        VALIDITY_PERIOD_OUT_OF_RANGE = 30045, Request, [invalid_request],
            unofficial "The validity period is out of range (a warning)";
        COMPLIANT_WINDOW_FAILED = 30047, Request, [transient],
            unofficial "The message could not be scheduled within the compliant hours";
        PARAMETERS_NOT_VALID = 30400, Request, [invalid_request], "Parameters are not valid";
        MESSAGING_NOT_FOUND = 30404, Request, [invalid_request], "Not Found";
        NOT_CANCELABLE = 30409, Request, [invalid_request], "This message cannot be canceled";
        PROVIDER_TIMEOUT = 30410, Delivery, [server_error transient], "Provider Timeout Error",
            "The carrier did not answer in time, and the message may have arrived: wait before you send it again.";
        DELIVERY_BLOCKED = 30450, Delivery, [filtered], "Message delivery blocked";
        SUSPECTED_FRAUD_RISK_CHECK = 30453, Delivery, [transient unreachable], "Message couldn't be delivered",
            "Twilio suspects fraud at this destination: wait some hours, or set `RiskCheck` to `disable`.";
        ACCOUNT_MESSAGE_LIMIT = 30454, Delivery, [rate_limit transient], "Account exceeded the messages limit";
        SUSPECTED_FRAUD = 30485, Delivery, [transient unreachable], "Message couldn't be delivered";
        DELIVERY_INTERNAL_ERROR = 30500, Delivery, [server_error transient], "Twilio Internal Error",
            "Twilio failed while it processed the message: check that it has not arrived, then send it again.";
        QUIET_HOURS_AT_CONTACT_LOCATION = 30610, Delivery, [filtered], "Message couldn't be delivered";
        QUIET_HOURS_AT_RECIPIENT = 30615, Delivery, [filtered], "Message couldn't be delivered";
        INTENT_DIFFERS_FROM_REGISTRATION = 30620, Delivery, [body filtered], "Message couldn't be delivered";
        DELIVERY_TO_UNSUBSCRIBED = 30630, Delivery, [opt_out], "Attempt to send to unsubscribed recipient";
        CONSENT_NOT_STORED = 30646, Delivery, [server_error], "Failed to Upsert Consent";
        CONTACT_NOT_STORED = 30647, Delivery, [server_error], "Failed to Upsert Contact";
        GEOGRAPHIC_COMPLIANCE = 30649, Delivery, [filtered],
            unofficial "The message was stopped for geographic or compliance reasons";

        // Scheduling: answers to a request that sends later.
        SEND_AT_MISSING = 35111, Request, [invalid_request scheduling], "SendAt timestamp is missing";
        SEND_AT_OUT_OF_WINDOW_35114 = 35114, Request, [invalid_request scheduling],
            "Scheduling does not support this timestamp",
            "The time to send is too soon or too far ahead: schedule for between 5 minutes and 35 days from now.";
        SEND_AT_OUT_OF_WINDOW_35115 = 35115, Request, [invalid_request scheduling],
            "Scheduling does not support this timestamp",
            "The time to send is too soon or too far ahead: schedule for between 5 minutes and 35 days from now.";
        SEND_AT_OUT_OF_WINDOW_35117 = 35117, Request, [invalid_request scheduling],
            "Scheduling does not support this timestamp",
            "The time to send is too soon or too far ahead: schedule for between 5 minutes and 35 days from now.";
        SCHEDULE_NEEDS_SERVICE = 35118, Request, [messaging_service scheduling],
            "MessagingServiceSid is required to schedule a message",
            "Only a messaging service can schedule: give the message a `MessagingServiceSid`.";
        TOO_MANY_SCHEDULED = 35125, Request, [rate_limit scheduling],
            "Maximum limit reached in the account for scheduling messages";
        SCHEDULE_NOT_FOR_CHANNEL = 35126, Request, [invalid_request scheduling],
            "The ScheduleType value provided is not supported for this channel";
        BODY_AND_CONTENT_VARIABLES = 35127, Request, [body],
            "'Messages' Body and ContentVariables cannot be provided together";

        // Channels other than SMS: most arrive with a delivery.
        CHANNEL_AUTHENTICATION = 63001, Delivery, [permission],
            "Channel could not authenticate the request. Please see Channel specific error message for more \
            information";
        CHANNEL_FROM_NOT_FOUND = 63002, Delivery, [invalid_sender], "Channel could not find the From address";
        CHANNEL_TO_NOT_FOUND = 63003, Delivery, [invalid_recipient], "Channel could not find To address",
            "The channel does not know the recipient: check the address.";
        CHANNEL_CONTENT_REFUSED = 63005, Delivery, [body],
            "Channel did not accept given content. Please see Channel specific error message for more information";
        CHANNEL_FORMAT = 63006, Delivery, [body],
            "Could not format given content for the channel. Please see Channel specific error message for more \
            information";
        CHANNEL_SENDER_UNKNOWN = 63007, Both, [invalid_sender],
            "Twilio could not find a Channel with the specified 'From' address",
            "The sender is not a sender of this channel in this account: check `From`, its prefix and the credentials.";
        CHANNEL_MISCONFIGURED = 63008, Delivery, [permission],
            "Could not execute the request because the channel module has been misconfigured. Please check the Channel \
            configuration in Twilio";
        CHANNEL_PROVIDER_5XX = 63009, Delivery, [server_error],
            "Channel provider returned an internal service error (HTTP 5xx). Please see Channel specific error message \
            for more information";
        CHANNEL_INTERNAL_ERROR = 63010, Delivery, [server_error],
            "Twilio's platform encountered an internal error processing this message";
        CHANNEL_INVALID_REQUEST = 63011, Delivery, [invalid_request],
            "Invalid Request: Twilio encountered an error while processing your request";
        CHANNEL_PROVIDER_ERROR = 63012, Delivery, [server_error], "Channel provider returned an internal service error";
        CHANNEL_POLICY_VIOLATION = 63013, Delivery, [body filtered], "Channel policy violation";
        CHANNEL_BLOCKED_BY_USER = 63014, Delivery, [opt_out], "Channel message blocked by user action",
            "The recipient has blocked the sender: send them nothing more on this channel.";
        CHANNEL_SANDBOX_NOT_JOINED = 63015, Delivery, [invalid_recipient],
            "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox",
            "The recipient has not joined the sandbox: have them send its keyword first.";
        CHANNEL_OUTSIDE_WINDOW = 63016, Delivery, [body],
            "Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, \
            please use a Message Template.",
            "The recipient has not written to you for 24 hours: send an approved template instead of free text.";
        CHANNEL_RATE_LIMIT_63017 = 63017, Both, [rate_limit], "Rate limit exceeded";
        CHANNEL_RATE_LIMIT = 63018, Both, [rate_limit], "Rate limit exceeded for Channel",
            "The sender has reached the channel's limit: wait a day, or send more slowly.";
        CHANNEL_MEDIA_DOWNLOAD = 63019, Delivery, [media], "Media failed to download";
        BUSINESS_MANAGER_ERROR = 63020, Delivery, [permission], "Twilio encountered a Business Manager account error";
        CHANNEL_INVALID_CONTENT = 63021, Delivery, [body], "Channel invalid content error";
        INVALID_VNAME_CERTIFICATE = 63022, Delivery, [invalid_sender], "Invalid vname certificate";
        CHANNEL_GENERIC_ERROR = 63023, Delivery, [server_error], "Channel generic error";
        CHANNEL_INVALID_RECIPIENT = 63024, Delivery, [invalid_recipient], "Invalid message recipient",
            "The recipient does not use this channel, or not for businesses: use another way to reach them.";
        CHANNEL_MEDIA_EXISTS = 63025, Delivery, [media], "Media already exists";
        CHANNEL_FLAGGED_AS_SPAM = 63026, Delivery, [filtered], "Channel sender content flagged as spam";
        TEMPLATE_NOT_FOUND = 63027, Delivery, [body], "Template does not exist for a language and locale";
        TEMPLATE_PARAMETER_COUNT = 63028, Delivery, [body],
            "Number of parameters provided does not match the expected number of parameters";
        TEMPLATE_NOT_DOWNLOADED = 63029, Delivery, [unreachable], "The receiver failed to download the template";
        CHANNEL_PARAMETER_UNSUPPORTED = 63030, Delivery, [invalid_request],
            "Unsupported parameter for type of channels message";
        CHANNEL_SAME_FROM_AND_TO = 63031, Both, [invalid_recipient invalid_sender],
            "Channels message cannot have same 'From' and 'To'";
        CHANNEL_WHATSAPP_LIMITATION = 63032, Delivery, [filtered],
            "We cannot send this message to this user because of a WhatsApp limitation.";
        CHANNEL_OPTED_OUT = 63033, Delivery, [opt_out], "Recipient opted out to receive message",
            "The recipient has opted out of marketing messages: send them none.";
        CHANNEL_MEDIA_TOO_BIG = 63034, Delivery, [media], "Media exceeds size limit";
        RCS_AGENT_NOT_LAUNCHED = 63035, Both, [invalid_sender],
            "This operation is blocked because the RCS agent has not launched, the recipient has not accepted the \
            invitation to become a tester, or the RCS sender only works in certain regions.";
        RCS_UNREACHABLE = 63036, Both, [unreachable],
            "The specified phone number cannot be reached using RCS at this time.";
        CHANNEL_MEDIA_UPLOAD = 63037, Delivery, [media], "Channel Media Upload Error";
        CHANNEL_DAILY_LIMIT = 63038, Both, [rate_limit], "Account exceeded the daily messages limit",
            "The account has reached its limit for the day: send again tomorrow, or ask Twilio for a higher limit.";
        TEMPLATE_REJECTED = 63040, Delivery, [body], "Template Rejected";
        TEMPLATE_PAUSED = 63041, Delivery, [body transient], "Template paused";
        TEMPLATE_DISABLED = 63042, Delivery, [body], "Template disabled";
        META_CHOSE_NOT_TO_DELIVER = 63049, Delivery, [filtered],
            "Meta chose not to deliver this WhatsApp marketing message",
            "Meta limits how many marketing messages a person receives: wait until the recipient writes to you.";
        WABA_LOCKED = 63051, Delivery, [permission], "WhatsApp Business Account is Locked";
        LEGACY_TEMPLATE = 63052, Delivery, [], "Legacy WhatsApp Template Used";
        NOT_RCS_CAPABLE = 63106, Both, [unreachable], "phone_number is not a RCS capable number";
        SENDER_MIGRATED = 63109, Delivery, [invalid_sender], "This Sender has been migrated into a different account.";
        SENDER_NOT_FOUND = 63111, Both, [invalid_sender], "Sender's phone number or WABA returned \"not found\".";
        SENDER_DISABLED_BY_META = 63112, Both, [invalid_sender permission],
            "The Meta and/or WhatsApp Business Accounts connected to this Sender were disabled by Meta.";

        // Content and parameters, in other services of Twilio: answers to a request.
        INVALID_MESSAGE_SID = 90001, Request, [invalid_request], "Message SID is invalid";
        INVALID_VALIDITY_PERIOD_90007 = 90007, Request, [invalid_request], "Invalid validity period value";
        INVALID_MESSAGE_SID_PARAMETER = 90011, Request, [invalid_request], "MessageSid is invalid";
        VALIDITY_PERIOD_NOT_POSITIVE = 90014, Request, [invalid_request], "Validity Period should be positive integer";
        CONTENT_API_CONTENT_SID_REQUIRED = 92005, Request, [body], "ContentSid Required";
        CONTENT_API_INVALID_CONTENT_SID = 92006, Request, [body], "The Content Sid is Invalid";
        CONTENT_API_INVALID_CONTENT_VARIABLES = 92007, Request, [body], "The Content Variables Parameter is invalid";
        UNSUPPORTED_CONTENT_TYPE = 92008, Request, [body], "Unsupported Content Type";
        CONTENT_TYPE_NOT_ON_CHANNEL = 216602, Request, [body], "Content Type is not supported on this channel";

        // TwiML and webhooks: in the debugger of the console only.
        HTTP_RETRIEVAL_FAILURE = 11200, Debugger, [], "HTTP retrieval failure",
            "Your webhook did not answer with success: check that its URL is public and answers in time.";
        HTTP_CONNECTION_FAILURE = 11205, Debugger, [], "HTTP connection failure";
        HTTP_PROTOCOL_VIOLATION = 11206, Debugger, [], "HTTP protocol violation";
        HTTP_BAD_HOST = 11210, Debugger, [], "HTTP bad host name";
        HTTP_TOO_MANY_REDIRECTS = 11215, Debugger, [], "HTTP too many redirects";
        TLS_HANDSHAKE = 11220, Debugger, [], "SSL/TLS Handshake Error";
        CERTIFICATE_DOMAIN_MISMATCH = 11235, Debugger, [], "Certificate Invalid - Domain Mismatch";
        CERTIFICATE_EXPIRED = 11236, Debugger, [], "Certificate Invalid - Certificate Expired";
        CERTIFICATE_PATH_NOT_FOUND = 11237, Debugger, [], "Certificate Invalid - Could not find path to certificate";
        MISCONFIGURED_WEBHOOK = 11321, Debugger, [], "Misconfigured webhook";
        INVALID_WEBHOOK_METHOD = 11322, Debugger, [], "Invalid webhook method";
        TWIML_TOO_LARGE = 11750, Debugger, [], "TwiML response body too large";
        MEDIA_EXCEEDS_PROVIDER_LIMIT = 11751, Debugger, [media],
            "Media Message - Media exceeds messaging provider size limit";
        TWIML_PARSE_FAILURE = 12100, Debugger, [], "Document parse failure";
        INVALID_TWIML_VERSION = 12101, Debugger, [], "Invalid Twilio Markup XML version";
        TWIML_SCHEMA_WARNING = 12200, Debugger, [], "Schema validation warning";
        INVALID_CONTENT_TYPE = 12300, Debugger, [], "Invalid Content-Type",
            "Your webhook answered with a content type that is not TwiML's: answer as `text/xml`.";
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
    ({ $(
        $NAME:ident = $code:literal, $occurs:ident, [$($class:ident)*], $($unofficial:ident)? $title:literal
        $(, $advice:literal)?;
    )+ }) => {
        impl ErrorCode {
            $(
                #[doc = concat!("`", $code, "`: ", $title $(, unofficial_note!($unofficial))?)]
                pub const $NAME: Self = Self($code);
            )+

            /// Every code that this crate has a name for, in the order of Twilio's groups.
            pub const ALL: &'static [Self] = &[$( Self::$NAME, )+];

            /// Returns Twilio's title for the code, from its error dictionary.
            ///
            /// `None` for a code without a name here, and for a code whose title, in the documentation of its constant,
            /// is in the words of this crate.
            #[must_use]
            pub const fn description(self) -> Option<&'static str> {
                match self.0 {
                    $( $code => twilio_title!($($unofficial)? $title), )+
                    _ => None,
                }
            }

            /// Returns what the code means and what to do about it in one sentence, for the codes that people meet
            /// most.
            ///
            /// ```
            /// use twilio_sms::ErrorCode;
            ///
            /// let advice = ErrorCode::UNSUBSCRIBED_RECIPIENT.advice();
            /// assert_eq!(advice, Some("The recipient has answered STOP: send them nothing until they answer START."));
            /// // A code that few people meet.
            /// assert_eq!(ErrorCode::UPGRADE_REQUIRED.advice(), None);
            /// ```
            #[must_use]
            pub const fn advice(self) -> Option<&'static str> {
                match self.0 {
                    $( $( $code => Some($advice), )? )+
                    _ => None,
                }
            }

            /// The classes in the row of the code, a bit for each; none for a code without a row.
            const fn class_bits(self) -> u32 {
                match self.0 {
                    $( $code => 0 $( | 1 << Class::$class as u32 )*, )+
                    _ => 0,
                }
            }

            /// Returns where the code occurs, according to its row.
            const fn occurs(self) -> Option<Occurs> {
                match self.0 {
                    $( $code => Some(Occurs::$occurs), )+
                    _ => None,
                }
            }
        }
    };
}

/// The note that the documentation of a constant adds to a title that Twilio does not publish.
macro_rules! unofficial_note {
    (unofficial) => {
        " (in the words of this crate)"
    };
}

/// The title of a row, if it is Twilio's.
macro_rules! twilio_title {
    (unofficial $title:literal) => {
        None
    };
    ($title:literal) => {
        Some($title)
    };
}

/// The classes and their classifiers: for each the method's name and documentation.
///
/// The first argument is a dollar sign, for the macro `link_if` that is defined inside.
macro_rules! classes {
    ($d:tt $( $(#[$doc:meta])* $method:ident = $class:ident; )+) => {
        /// A class of errors, under the name that it has in the rows.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        enum Class {
            $( $class, )+
        }

        /// `link_if!(class [classes of a row] NAME)` is a link to the constant `NAME` if the class is among those of
        /// the row, and an empty text if it is not.
        macro_rules! link_if {
            $( ($class [$class $d($d rest:ident)*] $d NAME:ident) => {
                concat!("[`", stringify!($d NAME), "`](Self::", stringify!($d NAME), ") ")
            }; )+
            ($d class:ident [$d other:ident $d($d rest:ident)*] $d NAME:ident) => {
                link_if!($d class [$d($d rest)*] $d NAME)
            };
            ($d class:ident [] $d NAME:ident) => { "" };
        }

        impl ErrorCode {
            $( with_rows! { classifier! $(#[$doc])* $method = $class; } )+
        }

        /// Every classifier, with its name: those of the rows, then those of ranges.
        const CLASSIFIERS: &[(&str, fn(ErrorCode) -> bool)] = &[
            $( (stringify!($class), ErrorCode::$method), )+
            ("channel", ErrorCode::is_channel),
            ("delivery", ErrorCode::is_delivery),
            ("webhook", ErrorCode::is_webhook),
        ];
    };
}

/// A classifier, whose documentation lists the codes whose rows have its class.
macro_rules! classifier {
    (
        { $(
            $NAME:ident = $code:literal, $occurs:ident, [$($has:ident)*], $($unofficial:ident)? $title:literal
            $(, $advice:literal)?;
        )+ }
        $(#[$doc:meta])* $method:ident = $class:ident;
    ) => {
        $(#[$doc])*
        ///
        /// These codes are
        #[doc = concat!($( link_if!($class [$($has)*] $NAME) ),+)]
        #[must_use]
        pub const fn $method(self) -> bool {
            self.class_bits() & 1 << Class::$class as u32 != 0
        }
    };
}

/// Where a code occurs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Occurs {
    /// In the answer to a request.
    Request,
    /// In a message and in its status callbacks, after the message was accepted.
    Delivery,
    /// In an answer and with a delivery.
    Both,
    /// In the debugger of Twilio's console, about a webhook or about TwiML.
    Debugger,
}

/// One of Twilio's error codes, which a rejection, a message or a status callback contains.
///
/// Most codes from 20000 to 21999 answer a request. Most from 30000 to 30999 and from 63000 to 63999 arrive later, with
/// the message; [`answers_request`](Self::answers_request) and [`arrives_with_delivery`](Self::arrives_with_delivery)
/// tell. Codes from 11000 to 14999 are about your webhooks and TwiML, and stand in the console's debugger only.
///
/// The titles are those of Twilio's error dictionary; the names and the classifiers are this crate's. A code can have
/// several classifiers. Branch on codes or on classifiers, never on messages, which Twilio rewords.
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
    /// Creates a code from any number.
    #[must_use]
    pub const fn new(code: u32) -> Self {
        Self(code)
    }

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Returns the address of Twilio's page about the code, which displays as `https://www.twilio.com/docs/errors/` and
    /// the number.
    #[must_use]
    pub const fn more_info(self) -> impl fmt::Display {
        MoreInfo(self)
    }

    /// Returns the names of the classifiers that hold, without `is_`: for logs, metrics and tools.
    ///
    /// ```
    /// use twilio_sms::ErrorCode;
    ///
    /// let classes: Vec<_> = ErrorCode::UNREACHABLE_HANDSET.classes().collect();
    /// assert_eq!(classes, ["unreachable", "delivery"]);
    /// ```
    pub fn classes(self) -> impl Iterator<Item = &'static str> {
        CLASSIFIERS.iter().filter(move |(_, holds)| holds(self)).map(|(name, _)| *name)
    }

    /// Returns whether the code can be the answer to a request. Of the codes without a name here, those from 20000 to
    /// 21999 are taken to be answers.
    ///
    /// ```
    /// use twilio_sms::ErrorCode;
    ///
    /// assert!(ErrorCode::INVALID_TO.answers_request());
    /// assert!(!ErrorCode::UNREACHABLE_HANDSET.answers_request());
    /// ```
    #[must_use]
    pub const fn answers_request(self) -> bool {
        match self.occurs() {
            Some(occurs) => matches!(occurs, Occurs::Request | Occurs::Both),
            None => matches!(self.0, 20_000..=21_999),
        }
    }

    /// Whether a row says that the code answers a request. Nothing is said of a code without a row.
    pub(crate) const fn is_known_answer(self) -> bool {
        matches!(self.occurs(), Some(Occurs::Request | Occurs::Both))
    }

    /// Returns whether the code can arrive after a message was accepted, in the message and in its status callbacks. Of
    /// the codes without a name here, those from 30000 to 30999 and from 63000 to 63999 are taken to arrive so.
    ///
    /// ```
    /// use twilio_sms::ErrorCode;
    ///
    /// assert!(ErrorCode::UNREACHABLE_HANDSET.arrives_with_delivery());
    /// // WhatsApp's limits occur in both places.
    /// assert!(ErrorCode::CHANNEL_DAILY_LIMIT.arrives_with_delivery());
    /// assert!(ErrorCode::CHANNEL_DAILY_LIMIT.answers_request());
    /// ```
    #[must_use]
    pub const fn arrives_with_delivery(self) -> bool {
        match self.occurs() {
            Some(occurs) => matches!(occurs, Occurs::Delivery | Occurs::Both),
            None => self.is_delivery() || self.is_channel(),
        }
    }

    /// Returns whether the code is one of Twilio's codes about messages, most of which arrive with a delivery: 30000 to
    /// 30999.
    #[must_use]
    pub const fn is_delivery(self) -> bool {
        matches!(self.0, 30_000..=30_999)
    }

    /// Returns whether the code is about a channel other than SMS: 63000 to 63999.
    #[must_use]
    pub const fn is_channel(self) -> bool {
        matches!(self.0, 63_000..=63_999)
    }

    /// Returns whether the code is about your webhook or TwiML: 11000 to 12999, 14000 to 14999. No request is answered
    /// with one.
    #[must_use]
    pub const fn is_webhook(self) -> bool {
        matches!(self.0, 11_000..=12_999 | 14_000..=14_999)
    }
}

with_rows! { codes! }

classes! {
    $

    /// Returns whether the credentials of the request are wrong or missing. Twilio's title speaks of a permission.
    is_authentication = authentication;

    /// Returns whether the text, or the content template in its place, cannot be sent as it is.
    is_body = body;

    /// Returns whether the message waited longer than its validity period. It may pass with a longer one.
    is_expired = expired;

    /// Returns whether Twilio, a carrier or a channel stopped the message for what it says, for who sends it, or for
    /// when and where it goes.
    is_filtered = filtered;

    /// Returns whether the resource has been shut down for good, as `SMS/Messages` at Twilio. Sending again never
    /// helps; `Messages` takes its place.
    is_gone = gone;

    /// Returns whether a number, name or address that receives is wrong, missing, or not allowed to this account.
    is_invalid_recipient = invalid_recipient;

    /// Returns whether another part of the request is wrong than sender, recipient, text or media.
    is_invalid_request = invalid_request;

    /// Returns whether a number, name or address that sends is wrong, missing, or not allowed to send this.
    is_invalid_sender = invalid_sender;

    /// Returns whether media cannot be fetched, are too many or too big, or cannot be sent or received here.
    is_media = media;

    /// Returns whether the messaging service is wrong, or has no sender for this message.
    is_messaging_service = messaging_service;

    /// Returns whether the recipient does not want messages from this sender: they answered `STOP`, opted out of a
    /// channel's marketing messages, or blocked the sender. Send them nothing until they opt in again.
    is_opt_out = opt_out;

    /// Returns whether an account may not do this: it is suspended, not enabled for it, locked by the channel, or uses
    /// test credentials where none work.
    is_permission = permission;

    /// Returns whether there was too much in too short a time; later, the same may pass.
    ///
    /// For `20429` later means seconds. For the daily limits (`30023`, `30027`, `63018`, `63038`) it means the next
    /// day.
    is_rate_limit = rate_limit;

    /// Returns whether the message cannot be scheduled as it is, or its scheduling failed.
    is_scheduling = scheduling;

    /// Returns whether Twilio, or a provider behind it, failed. The message may have been sent: an answer with such a
    /// code is [`Resend::Unknown`](crate::Resend::Unknown).
    is_server_error = server_error;

    /// Returns whether Twilio calls the condition temporary: after a wait, the same message may pass.
    ///
    /// Rate limits pass too, and have [`is_rate_limit`](Self::is_rate_limit). If
    /// [`is_server_error`](Self::is_server_error) holds as well, the message may have been sent.
    is_transient = transient;

    /// Returns whether the recipient cannot be reached: switched off, unknown to the carrier, a landline, congestion.
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
        let error = |kind| ParseError::new("error code", kind);
        if text.is_empty() {
            return Err(error(K::Empty));
        }
        if text.len() > 1 && text.starts_with('0') {
            return Err(error(K::InvalidCharacter { at: 0 }));
        }
        if let Some(at) = text.bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(error(K::InvalidCharacter { at }));
        }
        text.parse().map(Self).map_err(|_| error(K::OutOfRange { min: 0, max: u32::MAX }))
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
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn classes(code: u32) -> Vec<&'static str> {
        let mut names: Vec<_> = ErrorCode::new(code).classes().collect();
        names.sort_unstable();
        names
    }

    /// The codes that no class of the rows fits, each with the reason.
    const WITHOUT_CLASS: &[(ErrorCode, &str)] = &[
        (ErrorCode::UNKNOWN_ERROR, "Twilio does not know why the message was not delivered"),
        (ErrorCode::MISSING_INBOUND_SEGMENT, "a message to you arrived in part; none of yours failed"),
        (ErrorCode::LEGACY_TEMPLATE, "a warning beside a message that was sent"),
    ];

    #[test]
    fn every_named_code_has_a_class_or_a_reason_for_none() {
        for &code in ErrorCode::ALL {
            let reason = WITHOUT_CLASS.iter().find(|without| without.0 == code);
            // Codes about webhooks are told by their numbers.
            assert_eq!(code.class_bits() == 0 && !code.is_webhook(), reason.is_some(), "{code}");
        }
    }

    #[test]
    fn every_code_has_one_row() {
        let codes: BTreeSet<_> = ErrorCode::ALL.iter().collect();
        assert_eq!((codes.len(), ErrorCode::ALL.len()), (245, 245));
    }

    /// The constants are different by the compiler's own rule, so each title that is shared has several names.
    #[test]
    fn titles_are_unique_or_their_codes_are_known() {
        let mut shared: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for code in ErrorCode::ALL {
            if let Some(title) = code.description() {
                shared.entry(title).or_default().push(code.get());
            }
        }
        shared.retain(|_, codes| codes.len() > 1);
        assert_eq!(
            shared.into_values().collect::<BTreeSet<_>>(),
            BTreeSet::from([
                vec![20404, 30404],
                vec![20504, 30500],
                vec![21610, 30630],
                vec![21624, 90007],
                vec![21654, 92005],
                vec![30453, 30485, 30610, 30615, 30620],
                vec![35114, 35115, 35117],
            ])
        );
    }

    #[test]
    fn a_title_of_our_own_is_no_description() {
        let own: Vec<_> =
            ErrorCode::ALL.iter().filter(|code| code.description().is_none()).map(|code| code.get()).collect();
        assert_eq!(own, [21664, 21665, 21666, 21667, 30044, 30045, 30047, 30649]);
        assert_eq!(ErrorCode::new(30046).description(), None);
        assert_eq!(
            ErrorCode::EMPTY_MESSAGE.description(),
            Some("A Message Body, Media URL or Content SID is required")
        );
    }

    #[test]
    fn a_code_is_met_in_an_answer_with_a_delivery_or_in_the_debugger() {
        for (code, answers, arrives) in [
            (21211, true, false),
            (30003, false, true),
            // The numbers of deliveries, in answers to a schedule, a cancellation and a redaction.
            (30047, true, false),
            (30400, true, false),
            (30409, true, false),
            (35125, true, false),
            (63016, false, true),
            (63038, true, true),
            (11200, false, false),
            // Codes without a row.
            (19_999, false, false),
            (20_000, true, false),
            (21_999, true, false),
            (22_000, false, false),
            (29_999, false, false),
            (30_000, false, true),
            (30_999, false, true),
            (31_000, false, false),
            (62_999, false, false),
            (63_000, false, true),
            (63_999, false, true),
            (64_000, false, false),
        ] {
            let code = ErrorCode::new(code);
            assert_eq!((code.answers_request(), code.arrives_with_delivery()), (answers, arrives), "{code}");
        }
        for code in ErrorCode::ALL {
            let met = code.answers_request() || code.arrives_with_delivery();
            assert_ne!(met, code.is_webhook(), "{code}");
        }
    }

    #[test]
    fn advice_is_one_sentence() {
        let advised: Vec<_> = ErrorCode::ALL.iter().filter_map(|code| code.advice()).collect();
        assert!(advised.len() >= 50, "{}", advised.len());
        for sentence in advised {
            let (meaning, action) = sentence.split_once(": ").expect(sentence);
            assert!(meaning.starts_with(|c: char| c.is_ascii_uppercase() || c == '`'), "{sentence}");
            assert!(action.starts_with(|c: char| c.is_ascii_lowercase()) && action.ends_with('.'), "{sentence}");
            assert!(!action.contains(['\n', ':']) && !action.contains(". "), "{sentence}");
        }
        for code in [20003, 20410, 20429, 21211, 21408, 21608, 21610, 30003, 30006, 30007, 30034, 63016] {
            assert!(ErrorCode::new(code).advice().is_some(), "{code}");
        }
        assert_eq!(ErrorCode::new(20_999).advice(), None);
    }

    #[test]
    fn each_range_ends_where_it_says() {
        for (code, expected) in [
            (10_999, vec![]),
            (11_000, vec!["webhook"]),
            (12_999, vec!["webhook"]),
            (13_000, vec![]),
            (13_999, vec![]),
            (14_000, vec!["webhook"]),
            (14_999, vec!["webhook"]),
            (15_000, vec![]),
            (29_999, vec![]),
            (30_000, vec!["delivery"]),
            (30_999, vec!["delivery"]),
            (31_000, vec![]),
            (62_999, vec![]),
            (63_000, vec!["channel"]),
            (63_999, vec!["channel"]),
            (64_000, vec![]),
        ] {
            assert_eq!(classes(code), expected, "{code}");
        }
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
            (21612, vec!["invalid_recipient", "invalid_sender", "unreachable"]),
            (21614, vec!["invalid_recipient"]),
            (21619, vec!["body"]),
            (21620, vec!["media"]),
            (21705, vec!["messaging_service"]),
            (30003, vec!["delivery", "unreachable"]),
            (30007, vec!["delivery", "filtered"]),
            (30019, vec!["body", "delivery", "media"]),
            (63001, vec!["channel", "permission"]),
            (63013, vec!["body", "channel", "filtered"]),
            (63014, vec!["channel", "opt_out"]),
            (63018, vec!["channel", "rate_limit"]),
            (63032, vec!["channel", "filtered"]),
            // What 21211, 21212, 21606 and 21614 meant until Twilio split them.
            (21265, vec!["invalid_recipient"]),
            (21266, vec!["invalid_recipient", "invalid_sender"]),
            (21267, vec!["invalid_sender", "permission"]),
            (21268, vec!["invalid_recipient"]),
            (21635, vec!["invalid_recipient"]),
            (21659, vec!["invalid_sender"]),
            (21660, vec!["invalid_sender"]),
            (21661, vec!["invalid_sender"]),
            // Nothing was sent, so these are no failures of a server.
            (21730, vec!["transient"]),
            (30047, vec!["delivery", "transient"]),
            (20409, vec!["invalid_request", "transient"]),
            (20504, vec!["server_error"]),
            (30036, vec!["delivery", "expired"]),
            (30410, vec!["delivery", "server_error", "transient"]),
            (30630, vec!["delivery", "opt_out"]),
            (35125, vec!["rate_limit", "scheduling"]),
            (35118, vec!["messaging_service", "scheduling"]),
            (63033, vec!["channel", "opt_out"]),
            (63049, vec!["channel", "filtered"]),
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
