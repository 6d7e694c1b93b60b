//! What other crates' traits and types make of ours, behind one feature each. Nothing here knows more than the rest.

#[cfg(feature = "http")]
mod http;
#[cfg(feature = "serde")]
mod serde;
