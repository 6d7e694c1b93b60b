//! Implementations of other crates' traits, and conversions to and from their types. Each crate has its own feature.
//!
//! These modules contain no rules of the protocol: they only call the other modules.

#[cfg(feature = "arbitrary")]
mod arbitrary;
#[cfg(feature = "serde")]
mod deserialize;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "serde")]
mod serde;
