#![no_main]
#[path = "../signature_law.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| law::signature(bytes));
