//! The requests that a client sends to Twilio: operations on the messages of an account.

pub(crate) mod content;
pub(crate) mod credentials;
pub(crate) mod endpoint;
pub(crate) mod list;
pub(crate) mod message;
pub(crate) mod rules;
pub(crate) mod send_message;
pub(crate) mod send_sms;
pub(crate) mod sender;

pub use content::{ContentVariables, Template};
#[cfg(feature = "csv")]
pub use list::ListMessagesCsv;
pub use list::{DateFilter, ListMessages, NextPage};
pub use message::{DeleteMessage, FetchMessage, UpdateMessage};
pub use send_message::SendMessageBuilder;
pub use send_sms::SendSmsBuilder;
pub use sender::{Sender, Service};

pub use crate::error::RequestErrorKind;

pub use crate::value::enums::{
    AddressRetention, ContentRetention, MessageIntent, RiskCheck, ScheduleType, TrafficType, UpdateStatus,
};
pub use crate::value::number::{PageSize, ValidityPeriod};
pub use crate::value::resource::Method;
pub use crate::value::timestamp::SendAt;
pub use crate::value::url::CallbackUrl;
