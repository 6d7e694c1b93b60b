#![no_main]
#[path = "../csv_property.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::csv_page(bytes));
