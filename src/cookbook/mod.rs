//! A page for each task, with a program to start from.
//!
//! | you want to | page |
//! |---|---|
//! | send a text | [`send`] |
//! | send a picture, a template | [`send_media`] |
//! | send later, and call it off | [`schedule`] |
//! | list all messages | [`list`] |
//! | send again without sending twice | [`retry`] |
#![cfg_attr(feature = "signature", doc = "| believe no webhook but Twilio's | [`verify`] |")]
//! | reply to a message | [`reply`] |
//! | respect STOP and START | [`opt_out`] |
//! | test without Twilio | [`fake`] |
//! | come from the crate `twilio` | [`from_twilio`] |
//! | come from the crate `twilio-async` | [`from_twilio_async`] |
//! | come from your own `reqwest` calls | [`from_reqwest`] |
//! | go from `SMS/Messages` to `Messages` | [`from_legacy`] |
//!
//! `examples/stacks` in the repository has a complete program for each of six HTTP stacks. In the snippets here, `http` is
//! whichever you have: it takes a [`Request`](crate::Request) and gives the status and the body of the answer.

pub mod fake;
pub mod from_legacy;
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
#[cfg(feature = "signature")]
pub mod verify;
