//! Keeps the status of messages in a table of SQLite, keyed by their SIDs, from callbacks that arrive in any order and
//! more than once.
//!
//! The program makes the callbacks of 1,000 messages, signed as Twilio signs them, repeats and shuffles them, and takes
//! them as a server would. At the end every message must have the status that its history says. Then it prints how many
//! messages have each status. The argument is the seed of the order.
//!
//! ```text
//! cargo run -p status-table
//! ```

use std::error::Error;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use twilio_sms::signature::{AuthToken, Secret, SignedRequest};
use twilio_sms::webhook::StatusUpdate;
use twilio_sms::{ErrorCode, Status};

const MESSAGES: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let seed = std::env::args().nth(1).map_or(Ok(1), |argument| argument.parse())?;
    let secret: Secret = AuthToken::new("0123456789abcdef0123456789abcdef")?.into();
    let mut table = StatusTable::new(Connection::open_in_memory()?)?;

    let mut random = Random(1.max(seed));
    let callbacks = shuffled_callbacks(&mut random);
    let mut changes = 0;
    for (number, status) in &callbacks {
        let request = callback(*number, status, &secret)?;
        // From here on, this is what a server does with a request.
        let verified = request.incoming().verify(std::slice::from_ref(&secret))?;
        changes += usize::from(table.take(&verified.status()?)?);
    }
    println!("{} callbacks of {MESSAGES} messages, {changes} of which changed the table", callbacks.len());

    for number in 0..MESSAGES {
        let found = table.status(&sid(number))?;
        let expected = expected(number, &callbacks);
        if found.as_deref() != Some(expected) {
            return Err(format!("message {number}: expected {expected}, found {found:?}").into());
        }
    }
    for (status, count) in table.counts()? {
        println!("{count:>5} {status}");
    }
    Ok(())
}

/// A table of messages and their statuses.
struct StatusTable(Connection);

impl StatusTable {
    fn new(connection: Connection) -> rusqlite::Result<Self> {
        connection
            .execute_batch("CREATE TABLE messages (sid TEXT PRIMARY KEY, status TEXT NOT NULL, error_code INTEGER)")?;
        Ok(Self(connection))
    }

    /// Takes a callback, and returns whether it changed the table. A callback that comes too late, or again, does not.
    fn take(&mut self, update: &StatusUpdate<'_>) -> Result<bool, Box<dyn Error>> {
        let (Some(sid), Some(new)) = (update.sid(), update.status()) else { return Ok(false) };
        // The status that is kept is read and replaced in one transaction. So two callbacks that arrive at the same time
        // are taken one after the other, by several processes, too.
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept: Option<String> = transaction
            .query_row("SELECT status FROM messages WHERE sid = ?1", [sid.as_str()], |row| row.get(0))
            .optional()?;
        if kept.is_some_and(|kept| !replaces(new, &Status::from(kept))) {
            return Ok(false);
        }
        transaction.execute(
            "INSERT INTO messages (sid, status, error_code) VALUES (?1, ?2, ?3)
             ON CONFLICT (sid) DO UPDATE SET status = excluded.status, error_code = excluded.error_code",
            (sid.as_str(), new.as_str(), update.error_code.map(ErrorCode::get)),
        )?;
        transaction.commit()?;
        Ok(true)
    }

    fn status(&self, sid: &str) -> rusqlite::Result<Option<String>> {
        self.0.query_row("SELECT status FROM messages WHERE sid = ?1", [sid], |row| row.get(0)).optional()
    }

    fn counts(&self) -> rusqlite::Result<Vec<(String, u32)>> {
        let mut query = self.0.prepare("SELECT status, count(*) FROM messages GROUP BY status ORDER BY status")?;
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }
}

/// Returns whether a new status replaces the one that is kept. A word that the crate does not know gives way to every
/// status that it knows.
fn replaces(new: &Status<'_>, kept: &Status<'_>) -> bool {
    new.supersedes(kept) || (matches!(kept, Status::Other(_)) && !matches!(new, Status::Other(_)))
}

/// What happens to messages: the statuses in the order in which Twilio reports them, and the status at the end.
///
/// The messages with two final statuses that exclude each other have none here: of these the first one that arrives
/// stays.
const HISTORIES: &[(&[&str], Option<&str>)] = &[
    (&["queued", "sent", "delivered"], Some("delivered")),
    (&["accepted", "queued", "sending", "sent", "delivered"], Some("delivered")),
    (&["queued", "sent"], Some("sent")),
    (&["queued", "sent", "undelivered"], Some("undelivered")),
    (&["accepted", "failed"], Some("failed")),
    (&["scheduled", "canceled"], Some("canceled")),
    (&["scheduled", "accepted", "queued", "sent", "delivered"], Some("delivered")),
    (&["sent", "delivered", "read"], Some("read")),
    (&["queued", "sent", "read"], Some("read")),
    (&["sent", "partially_delivered", "delivered"], Some("delivered")),
    // A word that the crate does not know.
    (&["initiated", "sent", "delivered"], Some("delivered")),
    (&["queued", "sent", "delivered", "undelivered"], None),
];

fn history(number: usize) -> (&'static [&'static str], Option<&'static str>) {
    HISTORIES[number % HISTORIES.len()]
}

fn sid(number: usize) -> String {
    format!("SM{number:032x}")
}

/// Returns the callbacks of all messages in the order in which they arrive, each once to three times.
fn shuffled_callbacks(random: &mut Random) -> Vec<(usize, &'static str)> {
    let mut callbacks = Vec::new();
    for number in 0..MESSAGES {
        for status in history(number).0 {
            let deliveries = 1 + random.below(3);
            callbacks.extend(std::iter::repeat_n((number, *status), deliveries));
        }
    }
    for at in (1..callbacks.len()).rev() {
        callbacks.swap(at, random.below(at + 1));
    }
    callbacks
}

/// Returns the status that a message must have at the end.
fn expected(number: usize, callbacks: &[(usize, &'static str)]) -> &'static str {
    history(number).1.unwrap_or_else(|| {
        let of_message = callbacks.iter().filter(|(other, _)| *other == number).map(|(_, status)| *status);
        of_message.into_iter().find(|status| matches!(*status, "delivered" | "undelivered")).unwrap_or_default()
    })
}

/// Makes the request that reports a status to a server.
fn callback(number: usize, status: &str, secret: &Secret) -> Result<SignedRequest, Box<dyn Error>> {
    let mut update = StatusUpdate::new();
    update.message_sid = Some(sid(number).parse()?);
    update.message_status = Some(status.to_owned().into());
    update.error_code = matches!(status, "failed" | "undelivered").then_some(ErrorCode::new(30003));
    Ok(update.signed("https://example.com/status", secret)?)
}

/// A generator of numbers that gives the same numbers for the same seed, which is not 0 (xorshift64*).
struct Random(u64);

impl Random {
    /// Returns a number that is less than `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap_or_default() % end
    }
}
