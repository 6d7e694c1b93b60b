//! Webhooks and the replies to them.

use super::{Answer, Ask, Fault};

pub(crate) fn later(_: &Ask) -> Answer {
    Err(Fault::usage("no such `op`"))
}
pub use later as decode_inbound;
pub use later as decode_status;
pub use later as verify;
pub use later as sign;
pub use later as twiml;
