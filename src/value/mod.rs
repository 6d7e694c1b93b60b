//! The value layer: the types of single values, such as phone numbers, SIDs and prices.
//!
//! A type of this module checks a text once, when it is created, so every value of the type is valid. This layer knows
//! what a text means, but not how a document is written.

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod code;
pub(crate) mod enums;
pub(crate) mod number;
#[cfg(feature = "phonenumber")]
pub(crate) mod number_info;
pub(crate) mod phone;
pub(crate) mod price;
pub(crate) mod raw_json;
pub(crate) mod resource;
pub(crate) mod sid;
pub(crate) mod status;
pub(crate) mod text;
pub(crate) mod timestamp;
pub(crate) mod url;
