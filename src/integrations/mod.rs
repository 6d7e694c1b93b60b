//! Implementations of the traits of other crates, and conversions to their types. Each crate is behind a feature of its own.
//!
//! The modules here only translate: every rule of the protocol is in the other modules.

#[cfg(feature = "http")]
mod http;
#[cfg(feature = "serde")]
mod serde;
