//! The property of lists in CSV: they equal the same lists in JSON.

use twilio_sms::{Format, Outcome, Page, Resource};

/// A list that was decoded from CSV survives JSON. The error of a refused list has its offset inside the input.
pub fn csv_page(bytes: &[u8]) {
    match Page::decode_csv(200, bytes) {
        Outcome::Done(page) => {
            assert_eq!(page.clone().into_owned(), page);
            assert_eq!(page.recovered(), 0);
            let reply = page.encode(Resource::Messages, Format::Json).expect("JSON can carry every text");
            let Outcome::Done(again) = Page::decode(200, reply.body().as_bytes()) else { panic!("{}", reply.body()) };
            assert_eq!(again.messages, page.messages, "{}", reply.body());
        }
        Outcome::Unknown(unknown) => {
            let error = unknown.error.expect("an error");
            assert!(error.at().is_none_or(|at| at <= bytes.len()), "the offset is inside the input: {error}");
        }
        Outcome::Rejected(_) => panic!("200 is not the status of a rejection"),
    }
}
