#![no_main]
#[path = "../csv_law.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| law::csv_page(bytes));
