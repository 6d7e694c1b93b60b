//! Checks that the public types follow the Rust API Guidelines.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use twilio_sms::*;

/// Checks that each type has `Clone` and `Debug`, and can be sent to other threads, and lists the types' names.
#[cfg(all(feature = "csv", feature = "phonenumber", feature = "signature"))]
macro_rules! common {
    ($($Type:ty),+ $(,)?) => {{
        fn common<T: Clone + std::fmt::Debug + Send + Sync + Unpin>() {}
        $(common::<$Type>();)+
        [$(stringify!($Type)),+]
    }};
}

/// Returns the names of all public structs and enums.
fn public_types() -> std::collections::BTreeSet<&'static str> {
    include_str!("../public-api.txt")
        .lines()
        .filter_map(|line| {
            let line = line.trim_start_matches("#[non_exhaustive] ");
            let name = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
            name.strip_prefix("twilio_sms::")?.split(['<', '(']).next()
        })
        .collect()
}

fn text<T: FromStr<Err: Error + Send + Sync + 'static> + Display + AsRef<str>>() {}

fn error<T: Error + Send + Sync + 'static>() {}

#[cfg(all(feature = "csv", feature = "phonenumber", feature = "signature"))]
#[test]
fn public_types_implement_the_common_traits_and_can_be_sent_to_other_threads() {
    use std::collections::BTreeSet;

    let checked = common!(
        Address,
        Body,
        Credentials,
        DecodeError,
        DecodeErrorKind,
        Direction<'static>,
        EncodeError,
        Endpoint,
        ErrorCode,
        Failure,
        Format,
        LengthUnit,
        Message<'static>,
        Outcome<'static, ()>,
        Page<'static>,
        ParseError,
        ParseErrorKind,
        PhoneNumber,
        Price<'static>,
        Rejection<'static>,
        Request,
        RequestError,
        Resend,
        Resource,
        SendMessage,
        SendSms,
        Sid<'static>,
        SidKind,
        SmsBody,
        Status<'static>,
        Timestamp<'static>,
        Unknown<'static>,
        address::AlphaSender,
        address::ChannelAddress,
        address::LineType,
        address::NumberInfo,
        address::OtherAddress,
        address::Recipient,
        address::ShortCode,
        call::Pager,
        form::Pairs<'static>,
        media::DeleteMedia,
        media::Feedback<'static>,
        media::FeedbackOutcome,
        media::FetchMedia,
        media::ListMedia,
        media::Media<'static>,
        media::MediaPage<'static>,
        media::MediaUrl,
        media::SendFeedback,
        request::AddressRetention,
        request::CallbackUrl,
        request::ContentRetention,
        request::ContentVariables,
        request::DateFilter,
        request::DeleteMessage,
        request::FetchMessage,
        request::ListMessages,
        request::ListMessagesCsv,
        request::MessageIntent<'static>,
        request::Method,
        request::NextPage,
        request::PageSize,
        request::RiskCheck,
        request::ScheduleType,
        request::SendAt,
        request::RequestErrorKind,
        request::SendMessageBuilder,
        request::SendSmsBuilder,
        request::Sender,
        request::Service,
        request::Template,
        request::TrafficType,
        request::UpdateMessage,
        request::UpdateStatus,
        request::ValidityPeriod,
        response::DecodeNotes<'static>,
        response::Deleted,
        response::Paging<'static>,
        response::RawJson<'static>,
        response::UnknownField<'static>,
        segments::Encoding,
        segments::Replacement,
        segments::Segment<'static>,
        segments::Segments,
        segments::SmartEncoded<'static>,
        segments::SmartOptions,
        segments::SplitSegments<'static>,
        segments::Ucs2Char<'static>,
        segments::Ucs2Chars<'static>,
        server::ApiError,
        server::ApiRequest<'static>,
        server::Operation,
        server::Reply,
        signature::AuthToken,
        signature::Incoming<'static, 'static>,
        signature::PortForm,
        signature::PublicUrl,
        signature::Secret,
        signature::SharedKey,
        signature::SignedRequest,
        signature::SignatureError,
        signature::UrlForm,
        signature::Verified<'static>,
        signature::WebhookVerifier,
        twiml::Link,
        twiml::LossyText,
        twiml::Message,
        twiml::Noun,
        twiml::Redirect,
        twiml::ReplyMethod,
        twiml::Response,
        twiml::Sms,
        twiml::Text,
        twiml::Verb,
        webhook::Callback<'static>,
        webhook::ErrorLog<'static>,
        webhook::Event<'static>,
        webhook::EventData<'static>,
        webhook::InboundEvent<'static>,
        webhook::InboundMedia<'static>,
        webhook::Keyword,
        webhook::LinkEvent<'static>,
        webhook::StatusEvent<'static>,
        webhook::InboundMessage<'static>,
        webhook::StatusUpdate<'static>,
    );
    let checked: BTreeSet<_> = checked.iter().map(|name| name.split('<').next().unwrap()).collect();
    let exempt = BTreeSet::from([
        // It borrows the buffer that it writes into, and only one writer can.
        "form::Writer",
    ]);
    let public = public_types();
    let unchecked: Vec<_> = public.difference(&checked).filter(|name| !exempt.contains(*name)).collect();
    assert!(
        unchecked.is_empty(),
        "these types are in public-api.txt, and this test does not check them: {unchecked:?}"
    );
}

#[test]
fn text_types_can_be_parsed_displayed_and_borrowed() {
    text::<Address>();
    text::<address::AlphaSender>();
    text::<Body>();
    text::<request::CallbackUrl>();
    text::<request::ContentVariables>();
    text::<request::DateFilter>();
    text::<media::MediaUrl>();
    text::<PhoneNumber>();
    text::<request::SendAt>();
    text::<address::ShortCode>();
    text::<Sid<'static>>();
    text::<SmsBody>();
    text::<twiml::Link>();
    text::<twiml::Text>();
}

#[test]
fn errors_can_be_sent_to_other_threads_and_boxed() {
    error::<server::ApiError>();
    error::<DecodeError>();
    error::<EncodeError>();
    error::<Failure>();
    error::<ParseError>();
    error::<Rejection<'static>>();
    error::<Unknown<'static>>();
}

#[cfg(feature = "serde")]
#[test]
fn what_serde_writes_it_reads_as_the_same_value() {
    use std::collections::BTreeSet;

    /// Deserializes each text, and expects that the value survives. Returns the names of the types.
    macro_rules! survive {
        ($($Type:ty: [$($text:expr),+];)+) => {
            BTreeSet::from([$({
                $({
                    let value: $Type = serde_json::from_value($text.into()).unwrap();
                    let json = serde_json::to_string(&value).unwrap();
                    assert_eq!(serde_json::from_str::<$Type>(&json).unwrap(), value, "{json}");
                    // A format that does not describe its values.
                    let bytes = postcard::to_stdvec(&value).unwrap();
                    assert_eq!(postcard::from_bytes::<$Type>(&bytes).unwrap(), value, "{json}");
                })+
                stringify!($Type).split('<').next().unwrap()
            }),+])
        };
    }

    let texts = ["9812345678", "(415) 555-0199", "whatsapp:+14155550199", "whatsapp: 14155550199", "jenny@example.com"];
    let sid = "MG0123456789abcdef0123456789abcdef";
    let values = survive! {
        Address: [texts[0], texts[1], texts[2], texts[3], texts[4], "+14155550199", "384387", "MyCompany"];
        address::AlphaSender: ["MyCompany"];
        address::ChannelAddress: ["whatsapp:+14155550199", "messenger:1"];
        address::OtherAddress: [texts[0], texts[1], texts[4]];
        address::Recipient: [texts[0], texts[1], texts[2], texts[3], texts[4], "+14155550199", "384387"];
        address::ShortCode: ["384387"];
        Body: ["Hi\n\u{7}", "x".repeat(1600)];
        Direction<'static>: ["inbound", "sideways"];
        ErrorCode: [30003, "30003", u32::MAX];
        media::FeedbackOutcome: ["confirmed"];
        media::MediaUrl: ["https://example.com/a"];
        PhoneNumber: ["+14155550199"];
        Price<'static>: ["-0.00750", "0"];
        request::AddressRetention: ["obfuscate"];
        request::CallbackUrl: ["https://example.com/a?b=c#rc=2"];
        request::ContentRetention: ["discard"];
        request::ContentVariables: [r#"{"1": "a"}"#, "{}"];
        request::DateFilter: ["2026-11-25", "06/11/2019 22:05:25 MST"];
        request::MessageIntent<'static>: ["otp", "other"];
        request::PageSize: [1, 1000];
        request::RiskCheck: ["disable"];
        request::ScheduleType: ["fixed"];
        request::SendAt: ["2026-12-24T18:00:00Z", "2026-12-24T18:00:00+01:00"];
        request::Sender: [sid, texts[0], texts[2], texts[4], "MyCompany"];
        request::Service: [sid, "1cb6e0c3-9a0e-4c8a-9a53-5d3a6a4d1f6e"];
        request::TrafficType: ["free"];
        request::UpdateStatus: ["canceled"];
        request::ValidityPeriod: [1, 36_000, 172_800];
        response::RawJson<'static>: ["[1, 2]", "no JSON"];
        Sid<'static>: ["SM1"];
        SmsBody: ["Hi", "x".repeat(160), "x".repeat(2000)];
        Status<'static>: ["queued", "postponed"];
        Timestamp<'static>: ["Thu, 24 Dec 2026 18:00:00 +0000", "yesterday"];
        twiml::Link: ["https://example.com/a"];
        twiml::ReplyMethod: ["GET"];
        twiml::Response: ["<Response><Message>Hi &lt;3</Message></Response>", "<Response/>"];
        twiml::Text: ["Hi <3"];
    };
    // These have properties in `operations.rs` and `properties.rs`, and beside the code of events.
    let others = [
        "InboundMessage",
        "Message",
        "Page",
        "Rejection",
        "SendMessage",
        "SendSms",
        "StatusUpdate",
        "media::DeleteMedia",
        "media::Feedback",
        "media::FetchMedia",
        "media::ListMedia",
        "media::Media",
        "media::MediaPage",
        "media::SendFeedback",
        "request::DeleteMessage",
        "request::FetchMessage",
        "request::ListMessages",
        "request::UpdateMessage",
        "response::Paging",
        "webhook::ErrorLog",
        "webhook::Event",
        "webhook::InboundEvent",
        "webhook::InboundMessage",
        "webhook::LinkEvent",
        "webhook::StatusEvent",
        "webhook::StatusUpdate",
    ];
    let checked: BTreeSet<_> = values.into_iter().chain(others).collect();
    let public: BTreeSet<_> = include_str!("../public-api.txt")
        .lines()
        .filter_map(|line| {
            line.strip_prefix("impl<'de> serde_core::de::Deserialize<'de> for twilio_sms::")?.split('<').next()
        })
        .collect();
    let unchecked: Vec<_> = public.difference(&checked).collect();
    assert!(unchecked.is_empty(), "these types deserialize, and no test checks them: {unchecked:?}");

    let exempt = [
        // Errors, and what an answer or a failure means.
        "DecodeError",
        "DecodeErrorKind",
        "EncodeError",
        "Failure",
        "LengthUnit",
        "Outcome",
        "ParseError",
        "ParseErrorKind",
        "RequestError",
        "Resend",
        "Unknown",
        "request::RequestErrorKind",
        "response::Deleted",
        "server::ApiError",
        "signature::SignatureError",
        // Secrets, and what is made with them.
        "Credentials",
        "signature::AuthToken",
        "signature::Secret",
        "signature::SharedKey",
        "signature::SignedRequest",
        "signature::WebhookVerifier",
        // How this crate is called. A link to a page is checked against an endpoint.
        "Endpoint",
        "Format",
        "Request",
        "Resource",
        "call::Pager",
        "form::Pairs",
        "form::Writer",
        "request::ListMessagesCsv",
        "request::Method",
        "request::NextPage",
        "request::SendMessageBuilder",
        "request::SendSmsBuilder",
        "segments::SmartOptions",
        "server::ApiRequest",
        "server::Operation",
        "server::Reply",
        // Parts of documents and requests, which are serialized with them.
        "request::Template",
        "response::DecodeNotes",
        "response::UnknownField",
        "twiml::Message",
        "twiml::Noun",
        "twiml::Redirect",
        "twiml::Sms",
        "twiml::Verb",
        "webhook::Callback",
        "webhook::EventData",
        "webhook::InboundMedia",
        // What is computed from a text, a number or a request.
        "SidKind",
        "address::LineType",
        "address::NumberInfo",
        "segments::Encoding",
        "segments::Replacement",
        "segments::Segment",
        "segments::Segments",
        "segments::SmartEncoded",
        "segments::SplitSegments",
        "segments::Ucs2Char",
        "segments::Ucs2Chars",
        "twiml::LossyText",
        "webhook::Keyword",
        "signature::Incoming",
        "signature::PortForm",
        "signature::PublicUrl",
        "signature::UrlForm",
        "signature::Verified",
    ];
    let missing: Vec<_> =
        public_types().into_iter().filter(|name| !public.contains(name) && !exempt.contains(name)).collect();
    assert!(missing.is_empty(), "these types do not deserialize, without a reason: {missing:?}");
}
