//! How often the usual paths ask for memory: decoding what has no escape and encoding into a reused buffer, never.

use allocation_counter::measure;
use twilio_sms::{InboundMessage, Message, Outcome, Page, PhoneNumber, Segments, SendSms, StatusUpdate};

const PAGE_PRINTED: &[u8] = include_bytes!("data/reply/page-printed.xml");
const PAGE_COMPACT: &[u8] = include_bytes!("data/reply/page-compact.xml");
const CURRENT_XML: &[u8] = include_bytes!("data/reply/current.xml");
const CURRENT_JSON: &[u8] = include_bytes!("data/reply/current.json");
const SORTED_JSON: &[u8] = include_bytes!("data/reply/current-sorted.json");
const STATUS: &[u8] = include_bytes!("data/webhook/status.form");
const INBOUND: &[u8] = include_bytes!("data/webhook/inbound-plain.form");

/// How many allocations a path makes.
fn allocations(path: impl FnOnce() -> bool) -> u64 {
    let mut fine = false;
    let counted = measure(|| fine = path()).count_total;
    assert!(fine, "the path does its work");
    counted
}

#[test]
fn decoding_what_has_no_escape_allocates_nothing() {
    let done = |document| allocations(|| matches!(Message::decode(201, document), Outcome::Done(_)));
    for document in [PAGE_PRINTED, CURRENT_XML, CURRENT_JSON, SORTED_JSON] {
        assert_eq!(done(document), 0, "{}", String::from_utf8_lossy(document));
    }
    // `&lt;3` is an escape: its text is the one thing that is copied.
    assert_eq!(done(PAGE_COMPACT), 1);
    assert_eq!(allocations(|| InboundMessage::decode_unverified(INBOUND).is_ok()), 0);
    // `%2B` in `To` and in `From`.
    assert_eq!(allocations(|| StatusUpdate::decode_unverified(STATUS).is_ok()), 2);
}

#[test]
fn a_page_allocates_for_its_list_alone() {
    let message = CURRENT_JSON.strip_suffix(b"\n").unwrap_or(CURRENT_JSON);
    let page = [b"{\"messages\": [".as_slice(), &[message; 64].join(b", ".as_slice()), b"]}"].concat();
    let count = allocations(|| matches!(Page::decode(200, &page), Outcome::Done(page) if page.messages.len() == 64));
    // A `Vec` that grows to 64: 4, 8, 16, 32, 64.
    assert!(count <= 5, "{count}");
}

#[test]
fn encoding_allocates_at_most_once_and_never_into_a_reused_buffer() {
    let number = PhoneNumber::normalize("(415) 555-0100").unwrap();
    for text in ["Jenny please?! I love you <3".to_owned(), "é😀".repeat(80)] {
        let sms = SendSms::new(number, number, text.parse().unwrap())
            .status_callback("https://example.com/sms/status".parse().unwrap());
        let mut buffer = String::new();
        assert_eq!(
            allocations(|| {
                sms.encode_into(&mut buffer);
                !buffer.is_empty()
            }),
            1,
            "{text}"
        );
        buffer.clear();
        assert_eq!(
            allocations(|| {
                sms.encode_into(&mut buffer);
                !buffer.is_empty()
            }),
            0,
            "{text}"
        );
    }
}

#[test]
fn values_allocate_nothing() {
    assert_eq!(allocations(|| PhoneNumber::normalize("(415) 555-0100").is_ok()), 0);
    assert_eq!(allocations(|| Segments::of("Ünïcödé ☺ and [brackets] ").count() > 0), 0);
}
