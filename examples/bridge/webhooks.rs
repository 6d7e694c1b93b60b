//! Webhooks and the replies to them.

use super::{Answer, Ask, Fault};

pub(crate) fn later(_: &Ask) -> Answer {
    Err(Fault::usage("no such `op`"))
}
pub(crate) use later as decode_inbound;
pub(crate) use later as decode_status;
pub(crate) use later as verify;
pub(crate) use later as sign;
pub(crate) use later as twiml;
