//! The peers: what a user would write without this crate. These are structs that own their texts, which most users
//! write, structs that borrow them, which are the fastest, and loops over the events or pairs of a parser.

use std::borrow::Cow;

use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

/// A message in XML.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct XmlMessage {
    pub sid: String,
    pub date_created: Option<String>,
    pub date_updated: Option<String>,
    pub date_sent: Option<String>,
    pub account_sid: Option<String>,
    pub to: Option<String>,
    pub from: Option<String>,
    pub messaging_service_sid: Option<String>,
    pub body: Option<String>,
    pub status: Option<String>,
    pub num_segments: Option<String>,
    pub num_media: Option<String>,
    pub direction: Option<String>,
    pub api_version: Option<String>,
    pub price: Option<String>,
    pub price_unit: Option<String>,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
    pub uri: Option<String>,
    pub subresource_uris: Option<XmlLinks>,
}

/// The links of a message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct XmlLinks {
    pub media: Option<String>,
}

/// The answer to a send.
#[derive(Debug, Deserialize)]
pub struct XmlReply {
    #[serde(alias = "SMSMessage", rename = "Message")]
    pub message: XmlMessage,
}

/// A page of messages.
#[derive(Debug, Deserialize)]
pub struct XmlPageReply {
    #[serde(rename = "Messages")]
    pub messages: XmlPage,
}

/// The list of a page.
#[derive(Debug, Deserialize)]
pub struct XmlPage {
    #[serde(rename = "@page")]
    pub page: Option<u32>,
    #[serde(rename = "@pagesize")]
    pub page_size: Option<u32>,
    #[serde(rename = "@uri")]
    pub uri: Option<String>,
    #[serde(rename = "Message", default)]
    pub messages: Vec<XmlMessage>,
}

/// A rejection in XML.
#[derive(Debug, Deserialize)]
pub struct XmlRejectionReply {
    #[serde(rename = "RestException")]
    pub rejection: XmlRejection,
}

/// The fields of a rejection.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct XmlRejection {
    pub code: Option<u32>,
    pub message: Option<String>,
    pub more_info: Option<String>,
    pub status: Option<u16>,
}

/// A message in JSON.
#[derive(Debug, Deserialize)]
pub struct JsonMessage {
    pub sid: String,
    pub date_created: Option<String>,
    pub date_updated: Option<String>,
    pub date_sent: Option<String>,
    pub account_sid: Option<String>,
    pub to: Option<String>,
    pub from: Option<String>,
    pub messaging_service_sid: Option<String>,
    pub body: Option<String>,
    pub status: Option<String>,
    pub num_segments: Option<String>,
    pub num_media: Option<String>,
    pub direction: Option<String>,
    pub api_version: Option<String>,
    pub price: Option<String>,
    pub price_unit: Option<String>,
    pub error_code: Option<u32>,
    pub error_message: Option<String>,
    pub uri: Option<String>,
    pub subresource_uris: Option<JsonLinks>,
}

/// The links of a message.
#[derive(Debug, Deserialize)]
pub struct JsonLinks {
    pub media: Option<String>,
}

/// A text that is borrowed where it has no escape.
#[derive(Debug, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// A message in JSON whose texts are `T`: `&str` borrows and refuses escapes, [`Text`] borrows what it can.
#[derive(Debug, Deserialize, Serialize)]
pub struct BorrowedMessage<T> {
    pub sid: T,
    pub date_created: Option<T>,
    pub date_updated: Option<T>,
    pub date_sent: Option<T>,
    pub account_sid: Option<T>,
    pub to: Option<T>,
    pub from: Option<T>,
    pub messaging_service_sid: Option<T>,
    pub body: Option<T>,
    pub status: Option<T>,
    pub num_segments: Option<T>,
    pub num_media: Option<T>,
    pub direction: Option<T>,
    pub api_version: Option<T>,
    pub price: Option<T>,
    pub price_unit: Option<T>,
    pub error_code: Option<u32>,
    pub error_message: Option<T>,
    pub uri: Option<T>,
    pub subresource_uris: Option<BorrowedLinks<T>>,
}

/// An event about the status of a message that borrows what it can. An event of another type would need another struct.
#[derive(Debug, Deserialize)]
pub struct BorrowedEvent<'a> {
    #[serde(borrow)]
    pub specversion: Option<Text<'a>>,
    pub r#type: Text<'a>,
    pub source: Option<Text<'a>>,
    pub id: Option<Text<'a>>,
    pub dataschema: Option<Text<'a>>,
    pub datacontenttype: Option<Text<'a>>,
    pub time: Option<Text<'a>>,
    pub data: BorrowedStatus<'a>,
}

/// Its data.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BorrowedStatus<'a> {
    #[serde(borrow)]
    pub message_sid: Option<Text<'a>>,
    pub timestamp: Option<Text<'a>>,
    pub account_sid: Option<Text<'a>>,
    pub event_name: Option<Text<'a>>,
    pub api_version: Option<Text<'a>>,
    pub from: Option<Text<'a>>,
    pub to: Option<Text<'a>>,
    pub message_status: Option<Text<'a>>,
    pub messaging_service_sid: Option<Text<'a>>,
    pub error_code: Option<u32>,
    pub body: Option<Text<'a>>,
    pub status_call_back_url: Option<Text<'a>>,
    pub mnc: Option<Text<'a>>,
    pub mcc: Option<Text<'a>>,
    pub raw_dlr_done_date: Option<Text<'a>>,
    pub number_of_segments: Option<u32>,
    pub date_updated: Option<Text<'a>>,
}

/// Its links, in JSON and in XML.
#[derive(Debug, Deserialize, Serialize)]
pub struct BorrowedLinks<T> {
    #[serde(alias = "Media")]
    pub media: Option<T>,
}

/// A page of such messages.
#[derive(Debug, Deserialize)]
pub struct BorrowedPage<T> {
    pub messages: Vec<BorrowedMessage<T>>,
    pub uri: Option<T>,
    pub first_page_uri: Option<T>,
    pub next_page_uri: Option<T>,
    pub previous_page_uri: Option<T>,
    pub page: Option<u32>,
    pub page_size: Option<u32>,
    pub start: Option<u32>,
    pub end: Option<u32>,
}

/// A message in XML that borrows what it can.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct BorrowedXmlMessage<'a> {
    #[serde(borrow)]
    pub sid: Text<'a>,
    pub date_created: Option<Text<'a>>,
    pub date_updated: Option<Text<'a>>,
    pub date_sent: Option<Text<'a>>,
    pub account_sid: Option<Text<'a>>,
    pub to: Option<Text<'a>>,
    pub from: Option<Text<'a>>,
    pub messaging_service_sid: Option<Text<'a>>,
    pub body: Option<Text<'a>>,
    pub status: Option<Text<'a>>,
    pub num_segments: Option<Text<'a>>,
    pub num_media: Option<Text<'a>>,
    pub direction: Option<Text<'a>>,
    pub api_version: Option<Text<'a>>,
    pub price: Option<Text<'a>>,
    pub price_unit: Option<Text<'a>>,
    pub error_code: Option<Text<'a>>,
    pub error_message: Option<Text<'a>>,
    pub uri: Option<Text<'a>>,
    pub subresource_uris: Option<BorrowedLinks<Text<'a>>>,
}

/// The answer to a send that borrows what it can.
#[derive(Debug, Deserialize, Serialize)]
pub struct BorrowedXmlReply<'a> {
    #[serde(alias = "SMSMessage", borrow, rename = "Message")]
    pub message: BorrowedXmlMessage<'a>,
}

/// A page of messages in XML that borrows what it can.
#[derive(Debug, Deserialize)]
pub struct BorrowedXmlPageReply<'a> {
    #[serde(borrow, rename = "Messages")]
    pub messages: BorrowedXmlPage<'a>,
}

/// Its list.
#[derive(Debug, Deserialize)]
pub struct BorrowedXmlPage<'a> {
    #[serde(rename = "@page")]
    pub page: Option<u32>,
    #[serde(rename = "@pagesize")]
    pub page_size: Option<u32>,
    #[serde(borrow, rename = "@uri")]
    pub uri: Option<Text<'a>>,
    #[serde(borrow, rename = "Message", default)]
    pub messages: Vec<BorrowedXmlMessage<'a>>,
}

/// A rejection in XML that borrows what it can.
#[derive(Debug, Deserialize)]
pub struct BorrowedXmlRejectionReply<'a> {
    #[serde(borrow, rename = "RestException")]
    pub rejection: BorrowedXmlRejection<'a>,
}

/// Its fields.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BorrowedXmlRejection<'a> {
    pub code: Option<u32>,
    #[serde(borrow)]
    pub message: Option<Text<'a>>,
    pub more_info: Option<Text<'a>>,
    pub status: Option<u16>,
}

/// Reads a form with a loop over `form_urlencoded` that keeps the value of each known name: how many there are.
pub fn form_loop(form: &str, names: &[&str]) -> usize {
    let mut values: [Option<Cow<'_, str>>; 32] = [const { None }; 32];
    for (name, value) in form_urlencoded::parse(form.as_bytes()) {
        if let Some(at) = names.iter().position(|known| *known == name) {
            values[at] = Some(value);
        }
    }
    std::hint::black_box(&values).iter().flatten().count()
}

/// The names in a status callback.
pub const STATUS_NAMES: &[&str] =
    &["SmsSid", "SmsStatus", "MessageStatus", "To", "MessageSid", "AccountSid", "From", "ApiVersion", "ErrorCode"];

/// The names in an inbound message, in the order in which Twilio sends them.
pub const INBOUND_NAMES: &[&str] = &[
    "ToCountry",
    "ToState",
    "SmsMessageSid",
    "NumMedia",
    "ToCity",
    "FromZip",
    "SmsSid",
    "FromState",
    "SmsStatus",
    "FromCity",
    "Body",
    "FromCountry",
    "To",
    "MessagingServiceSid",
    "ToZip",
    "AddOns",
    "NumSegments",
    "MessageSid",
    "AccountSid",
    "From",
    "ApiVersion",
];

/// A page of messages in JSON.
#[derive(Debug, Deserialize)]
pub struct JsonPage {
    pub messages: Vec<JsonMessage>,
    pub uri: Option<String>,
    pub first_page_uri: Option<String>,
    pub next_page_uri: Option<String>,
    pub previous_page_uri: Option<String>,
    pub page: Option<u32>,
    pub page_size: Option<u32>,
    pub start: Option<u32>,
    pub end: Option<u32>,
}

/// A status callback.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StatusForm {
    pub sms_sid: Option<String>,
    pub sms_status: Option<String>,
    pub message_status: Option<String>,
    pub to: Option<String>,
    pub message_sid: Option<String>,
    pub account_sid: Option<String>,
    pub from: Option<String>,
    pub api_version: Option<String>,
    pub error_code: Option<u32>,
}

/// An inbound message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct InboundForm {
    pub message_sid: String,
    pub sms_sid: Option<String>,
    pub sms_message_sid: Option<String>,
    pub account_sid: Option<String>,
    pub messaging_service_sid: Option<String>,
    pub from: String,
    pub to: String,
    pub body: String,
    pub num_media: u32,
    pub num_segments: Option<u32>,
    pub sms_status: Option<String>,
    pub api_version: Option<String>,
    pub from_city: Option<String>,
    pub from_state: Option<String>,
    pub from_zip: Option<String>,
    pub from_country: Option<String>,
    pub to_city: Option<String>,
    pub to_state: Option<String>,
    pub to_zip: Option<String>,
    pub to_country: Option<String>,
    pub add_ons: Option<String>,
}

/// A message to send.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendForm<'a> {
    pub to: &'a str,
    pub from: &'a str,
    pub body: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_callback: Option<&'a str>,
}

/// A bare loop over the events of quick-xml, which is the least that a reader built on it costs. Returns the length of
/// all texts.
pub fn xml_events(document: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(document);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut length = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => length += text.len(),
            Ok(Event::Eof) => return length,
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// A tree of roxmltree. Returns the length of all texts.
pub fn xml_tree(document: &str) -> usize {
    let tree = roxmltree::Document::parse(document).expect("well-formed");
    tree.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).map(str::len).sum()
}

/// Searches for a byte that the text does not contain, which shows the limit of the machine.
pub fn touch(text: &str) -> bool {
    memchr::memchr(0, text.as_bytes()).is_some()
}
