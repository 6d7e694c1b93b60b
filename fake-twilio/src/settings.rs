//! What a test can set: faults, and how status callbacks arrive.

use std::time::Duration;

use twilio_sms::ErrorCode;

use crate::answer::{Answer, Delivery};

/// A failure of the server or of the network, for the next request. See [`Fake::next`](crate::Fake::next).
///
/// ```
/// use fake_twilio::{Fake, Fault};
/// use twilio_sms::{Call as _, request::ListMessages};
///
/// let mut fake = Fake::default();
/// let request = ListMessages::new().request(fake.endpoint());
/// fake.next(Fault::Unavailable);
/// let answer = fake.call(&request);
/// assert_eq!((answer.status(), answer.header("Content-Type")), (503, Some("text/html")));
/// assert_eq!(fake.call(&request).status(), 200);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The request is processed, but the connection closes in the middle of the answer.
    CutOff,
    /// The request is processed at once, and the answer comes after this time. [`Answer::delay`] gives it to a test without
    /// a server.
    Delay(Duration),
    /// The request is processed, but the connection closes without an answer.
    NoAnswer,
    /// The request is not processed: status 500 with code 20500.
    ServerError,
    /// The request is not processed: status 429 with code 20429.
    TooManyRequests {
        /// The value of the header `Retry-After`, in seconds, or `None` to leave the header out.
        retry_after: Option<u32>,
    },
    /// The request is not processed: status 503 with a page in HTML, as a proxy answers.
    Unavailable,
}

impl Fault {
    /// Returns the answer of a fault that replaces the processing of the request.
    pub(crate) fn answer(self, error: impl Fn(u16, ErrorCode) -> Answer) -> Option<Answer> {
        match self {
            Self::ServerError => Some(error(500, ErrorCode::INTERNAL_SERVER_ERROR)),
            Self::TooManyRequests { retry_after } => {
                let answer = error(429, ErrorCode::new(20429));
                Some(match retry_after {
                    Some(seconds) => answer.with_header("Retry-After", seconds.to_string()),
                    None => answer,
                })
            }
            Self::Unavailable => {
                let page = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>\n";
                Some(Answer::new(503, "text/html", page))
            }
            Self::CutOff | Self::Delay(_) | Self::NoAnswer => None,
        }
    }

    /// Applies a fault that changes how the answer is delivered.
    pub(crate) fn apply(self, answer: &mut Answer) {
        match self {
            Self::CutOff => answer.delivery = Delivery::CutOff,
            Self::NoAnswer => answer.delivery = Delivery::Nothing,
            Self::Delay(time) => answer.delay = time,
            Self::ServerError | Self::TooManyRequests { .. } | Self::Unavailable => {}
        }
    }
}

/// The order of the status callbacks that are due at the same time.
///
/// ```
/// use fake_twilio::{Callbacks, Fake, Order};
///
/// let reversed = Callbacks { order: Order::Reversed, ..Callbacks::default() };
/// let fake = Fake::default().callbacks(reversed);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Order {
    /// In the order in which the statuses changed.
    #[default]
    InOrder,
    /// In the opposite order.
    Reversed,
    /// In an order that depends on the seed.
    Shuffled,
}

/// How status callbacks arrive. The default is one callback per status, at once and in order.
///
/// ```
/// use fake_twilio::{Callbacks, Fake};
///
/// let slow_and_twice = Callbacks { delay: 2, copies: 2, ..Callbacks::default() };
/// let fake = Fake::default().callbacks(slow_and_twice);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Callbacks {
    /// The time between two statuses of a message, in seconds.
    pub delay: u32,
    /// How many times each callback arrives. With 0, statuses change without callbacks.
    pub copies: usize,
    /// The order of the callbacks that are due at the same time.
    pub order: Order,
}

impl Default for Callbacks {
    fn default() -> Self {
        Self { delay: 0, copies: 1, order: Order::InOrder }
    }
}
