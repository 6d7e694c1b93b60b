//! Checks that the public types follow the Rust API Guidelines.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use twilio_sms::*;

/// Checks that each type has `Clone` and `Debug`, and can be sent to other threads, and lists the types' names.
#[cfg(all(feature = "phonenumber", feature = "signature"))]
macro_rules! common {
    ($($Type:ty),+ $(,)?) => {{
        fn common<T: Clone + std::fmt::Debug + Send + Sync + Unpin>() {}
        $(common::<$Type>();)+
        [$(stringify!($Type)),+]
    }};
}

fn text<T: FromStr<Err: Error + Send + Sync + 'static> + Display + AsRef<str>>() {}

fn error<T: Error + Send + Sync + 'static>() {}

#[cfg(all(feature = "phonenumber", feature = "signature"))]
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
        Endpoint<'static>,
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
        signature::SignatureError,
        signature::UrlForm,
        signature::Verified<'static>,
        signature::WebhookVerifier,
        twiml::Link,
        twiml::Message,
        twiml::Noun,
        twiml::Redirect,
        twiml::ReplyMethod,
        twiml::Response,
        twiml::Sms,
        twiml::Text,
        twiml::Verb,
        webhook::Callback<'static>,
        webhook::InboundMedia<'static>,
        webhook::InboundMessage<'static>,
        webhook::StatusUpdate<'static>,
    );
    let checked: BTreeSet<_> = checked.iter().map(|name| name.split('<').next().unwrap()).collect();
    let exempt = BTreeSet::from([
        // It borrows the buffer that it writes into, and only one writer can.
        "form::Writer",
    ]);
    let public: BTreeSet<_> = include_str!("../public-api.txt")
        .lines()
        .filter_map(|line| {
            let line = line.trim_start_matches("#[non_exhaustive] ");
            let name = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
            name.strip_prefix("twilio_sms::")?.split(['<', '(']).next()
        })
        .collect();
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
