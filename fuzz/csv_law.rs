//! A list in CSV, held against the same list in JSON.

use twilio_sms::{Format, Outcome, Page, Resource};

/// A list that is read comes back from JSON; one that is not has its fault inside the input.
pub fn csv_page(bytes: &[u8]) {
    match Page::decode_csv(200, bytes) {
        Outcome::Done(page) => {
            assert_eq!(page.clone().into_owned(), page);
            assert_eq!(page.recovered(), 0);
            let reply = page.encode(Resource::Messages, Format::Json).expect("JSON carries everything");
            let Outcome::Done(again) = Page::decode(200, reply.body().as_bytes()) else { panic!("{}", reply.body()) };
            assert_eq!(again.messages, page.messages, "{}", reply.body());
        }
        Outcome::Unknown(unknown) => {
            let error = unknown.error.expect("a fault");
            assert!(error.at().is_none_or(|at| at <= bytes.len()), "a place inside the input: {error}");
        }
        Outcome::Rejected(_) => panic!("a 200 is no rejection"),
    }
}
