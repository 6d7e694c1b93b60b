//! The cookbook has a page for each task, with a program to start from.
//!
//! | you want to | page |
//! |---|---|
//! | send a text | [`send`] |
//! | send a picture or a template | [`send_media`] |
//! | schedule a message, and cancel it | [`schedule`] |
//! | list all messages | [`list`] |
//! | send again without sending twice | [`retry`] |
#![cfg_attr(feature = "signature", doc = "| verify that a webhook is from Twilio | [`verify`] |")]
//! | reply to a message | [`reply`] |
//! | download a picture that somebody sent | [`download_media`] |
//! | respect STOP and START | [`opt_out`] |
//! | keep the status of messages | [`status_table`] |
//! | test without Twilio | [`fake`] |
//! | move from the crate `twilio` | [`from_twilio`] |
//! | move from the crate `twilio-async` | [`from_twilio_async`] |
//! | move from the crate `twilio-openapi` | [`from_openapi`] |
//! | move from Twilio's library for Python | [`from_python`] |
//! | move from Twilio's library for Node | [`from_node`] |
//! | move from your own `reqwest` calls | [`from_reqwest`] |
//! | move from `SMS/Messages` to `Messages` | [`from_legacy`] |
//!
//! In the programs here, the function `http` stands for your HTTP client: it takes a [`Request`](crate::Request) and
//! returns the status and the body of the answer. `examples/stacks` in the repository has a complete program for each
//! of eight HTTP stacks.

pub mod download_media;
pub mod fake;
pub mod from_legacy;
pub mod from_node;
pub mod from_openapi;
pub mod from_python;
pub mod from_reqwest;
pub mod from_twilio;
pub mod from_twilio_async;
pub mod list;
pub mod opt_out;
pub mod reply;
pub mod retry;
pub mod schedule;
pub mod send;
pub mod send_media;
pub mod status_table;
#[cfg(feature = "signature")]
pub mod verify;
