//! This page shows how to keep the status of each message in a table, from callbacks that arrive in any order.
//!
//! Twilio sends a callback for each status that a message reaches. Callbacks can overtake each other, arrive more than
//! once, and stay away. So a server must not store the status of the last callback. It stores the new status only if it
//! [supersedes](crate::Status::supersedes) the one that is kept:
//!
//! ```
//! use std::collections::HashMap;
//!
//! use twilio_sms::Status;
//! use twilio_sms::webhook::StatusUpdate;
//!
//! /// The status of each message, by its SID.
//! #[derive(Default)]
//! struct StatusTable(HashMap<String, Status<'static>>);
//!
//! impl StatusTable {
//!     /// Takes a callback, and returns whether it changed the table. A callback that comes too late, or again, does not.
//!     fn take(&mut self, update: &StatusUpdate<'_>) -> bool {
//!         let (Some(sid), Some(new)) = (update.sid(), update.status()) else { return false };
//!         if self.0.get(sid.as_str()).is_some_and(|kept| !replaces(new, kept)) {
//!             return false;
//!         }
//!         self.0.insert(sid.to_string(), new.clone().into_owned());
//!         true
//!     }
//! }
//!
//! /// A word that this crate does not know supersedes nothing, and gives way to every status that it knows.
//! fn replaces(new: &Status<'_>, kept: &Status<'_>) -> bool {
//!     new.supersedes(kept) || (matches!(kept, Status::Other(_)) && !matches!(new, Status::Other(_)))
//! }
//!
//! let mut table = StatusTable::default();
//! for (form, changed) in [
//!     ("MessageSid=SM1&MessageStatus=delivered", true),
//!     ("MessageSid=SM1&MessageStatus=sent", false), // too late
//!     ("MessageSid=SM1&MessageStatus=delivered", false), // again
//!     ("MessageSid=SM1&MessageStatus=undelivered", false), // excluded by what is kept
//!     ("MessageSid=SM1&MessageStatus=read", true),
//! ] {
//!     // In a server, decode the callback from a verified request instead: `verified.status()?`.
//!     assert_eq!(table.take(&StatusUpdate::decode_unverified(form.as_bytes())?), changed, "{form}");
//! }
//! assert_eq!(table.0["SM1"], Status::Read);
//! # Ok::<(), twilio_sms::DecodeError>(())
//! ```
//!
//! In a database, read the status that is kept and replace it in one transaction that excludes others, so that two
//! callbacks that arrive at the same time do not both see the old status. `examples/status_table` in the repository does
//! this with SQLite, for 6,000 callbacks in random order.
//!
//! Insert the message when you send it, with the status of Twilio's answer, or when its first callback arrives: that can
//! be before the answer. The [events](crate::webhook::StatusEvent) of Event Streams report the same statuses, and can be
//! put into the same table.
//!
//! If two final statuses exclude each other, such as `delivered` and `undelivered`, the one that came first stays. Fetch
//! the message if you must know which of them Twilio has.
//!
//! This table needs no list of the callbacks that were handled, because it takes a repeated callback for one that comes
//! too late. A server that does something else for each callback, such as sending a mail, must recognise a repeated one:
//! [`StatusUpdate::key`](crate::webhook::StatusUpdate::key) says how.
