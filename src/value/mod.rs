//! What a field means. Knows texts and no bytes of a document.

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod choice;
pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod gsm7;
pub(crate) mod number;
pub(crate) mod phone;
#[cfg(feature = "phonenumber")]
pub(crate) mod plan;
pub(crate) mod price;
pub(crate) mod raw;
pub(crate) mod resource;
pub(crate) mod segments;
pub(crate) mod sid;
pub(crate) mod smart;
pub(crate) mod status;
pub(crate) mod text;
pub(crate) mod timestamp;
pub(crate) mod url;
