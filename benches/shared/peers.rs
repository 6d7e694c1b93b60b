//! The peers: what a user would write without this crate, which is structs that own their texts and a common parser.

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
