//! Writes the messages that were sent or received yesterday, in GMT, to the standard output as CSV.
//!
//! ```text
//! export TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=...
//! cargo run --package programs --bin yesterday_csv > yesterday.csv
//! ```

use std::error::Error;
use std::io;
use std::time::SystemTime;

use programs::Twilio;
use twilio_sms::request::{DateFilter, ListMessages, NextPage, PageSize};
use twilio_sms::{Direction, Message, Price, Status, Timestamp};

const COLUMNS: [&str; 9] = ["sid", "sent", "direction", "from", "to", "status", "error", "price", "body"];

fn main() -> Result<(), Box<dyn Error>> {
    let twilio = Twilio::from_env()?;
    let now = SystemTime::UNIX_EPOCH.elapsed()?.as_secs();
    let yesterday = DateFilter::from_unix_seconds(i64::try_from(now)? - 24 * 60 * 60)?;
    let mut csv = csv::Writer::from_writer(io::stdout());
    csv.write_record(COLUMNS)?;

    let list = ListMessages::new().date_sent(yesterday).page_size(PageSize::new(1000)?);
    let mut page = twilio.call(&list)?.into_result()?;
    loop {
        for message in &page.messages {
            csv.write_record(record(message))?;
        }
        let Some(link) = page.paging.next_page_uri.as_deref() else { break };
        page = twilio.call(&NextPage::resume(link, &twilio.endpoint)?)?.into_result()?;
    }
    csv.flush()?;
    Ok(())
}

/// Returns the texts of a message in the order of the columns. What the message does not have is an empty text.
fn record(message: &Message<'_>) -> [String; COLUMNS.len()] {
    [
        message.sid.to_string(),
        message.date_sent.as_ref().and_then(Timestamp::to_rfc3339).unwrap_or_default(),
        message.direction.as_ref().map_or("", Direction::as_str).to_owned(),
        message.from.as_deref().unwrap_or_default().to_owned(),
        message.to.as_deref().unwrap_or_default().to_owned(),
        message.status.as_ref().map_or("", Status::as_str).to_owned(),
        message.error_code.map(|code| code.to_string()).unwrap_or_default(),
        message.price.as_ref().map_or("", Price::as_str).to_owned(),
        message.body.as_deref().unwrap_or_default().to_owned(),
    ]
}
