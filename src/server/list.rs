//! What belongs on the pages of a list.

use crate::request::list::ListMessages;
use crate::response::message::Message;

impl ListMessages {
    /// Whether a message passes all filters: what a server puts on its pages. Addresses are compared as texts, dates as days
    /// in GMT.
    ///
    /// A message that has not been sent passes no filter for dates, and nothing passes a date that cannot be read.
    ///
    /// ```
    /// use twilio_sms::{ListMessages, Message, Timestamp};
    ///
    /// let mut message = Message::new("SM1".parse()?);
    /// message.to = Some("+14155550199".into());
    /// message.date_sent = Some(Timestamp::new("Wed, 18 Aug 2010 20:01:40 +0000"));
    /// let list = ListMessages::new().to("+14155550199".parse()?).date_sent_after("2010-08-18".parse()?);
    /// assert!(list.matches(&message));
    /// assert!(!list.from("+14155550100".parse()?).matches(&message));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn matches(&self, message: &Message<'_>) -> bool {
        self.passes(message.to.as_deref(), message.from.as_deref(), message.date_sent.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::timestamp::Timestamp;

    #[test]
    fn a_filter_for_dates_includes_its_day() {
        let mut message = Message::new("SM1".parse().unwrap());
        let passes =
            |message: &Message<'_>, query: &str| ListMessages::decode(query.as_bytes()).unwrap().matches(message);
        assert!(passes(&message, ""));
        assert!(!passes(&message, "DateSent=2010-08-18"));
        message.date_sent = Some(Timestamp::new("Wed, 18 Aug 2010 18:01:40 -0700"));
        for (query, expected) in [
            ("DateSent=2010-08-19", true),
            ("DateSent=2010-08-18", false),
            ("DateSent>=2010-08-19", true),
            ("DateSent>=2010-08-20", false),
            ("DateSent%3C=2010-08-19", true),
            ("DateSent%3C=2010-08-18", false),
            ("DateSent%3E=2010-08-18&DateSent%3C=2010-08-20", true),
            ("DateSent%3E=2010-08-19T23:00:00Z", true),
            ("DateSent=Thu,+19+Aug+2010+00:00:00+%2B0000", true),
            ("DateSent=yesterday", false),
            // No days, though they begin as some do, or are as long.
            ("DateSent%3E=20", false),
            ("DateSent%3E=2009-12-3", false),
            ("DateSent%3E=!!!!!!!!!!", false),
        ] {
            assert_eq!(passes(&message, query), expected, "{query:?}");
        }
    }

    #[test]
    fn a_filter_for_an_address_is_that_address() {
        let mut message = Message::new("SM1".parse().unwrap());
        message.to = Some("+14155550199".into());
        message.from = Some("Acme".into());
        for (query, expected) in [
            ("To=%2B14155550199", true),
            ("To=%2B14155550198", false),
            ("From=Acme", true),
            ("From=%2B14155550199", false),
            ("To=%2B14155550199&From=Acme", true),
            ("To=%2B14155550199&From=Acme2", false),
        ] {
            assert_eq!(ListMessages::decode(query.as_bytes()).unwrap().matches(&message), expected, "{query:?}");
        }
    }
}
