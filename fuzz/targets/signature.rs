#![no_main]
#[path = "../signature_property.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::signature(bytes));
