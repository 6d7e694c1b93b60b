//! Fields in the order of the table, which is the order in which servers write them.

use super::slot::{Slot, fill};
use super::{Extra, Reading};
use crate::error::DecodeError;
use crate::wire::{Marks, Name, Ordered};

/// Which fields have been filled: none twice, and where the table goes on.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The field after the one that was filled last.
    pub(crate) next: usize,
    /// One bit a field. No document has more than 64.
    seen: u64,
    /// How often nothing came in the table's order.
    misses: u8,
}

impl Progress {
    /// Notes that a field is filled; whether it has been before.
    #[inline]
    pub(crate) const fn fills(&mut self, column: usize) -> bool {
        let bit = 1 << (column & 63);
        let seen = self.seen & bit != 0;
        self.seen |= bit;
        self.next = column + 1;
        seen
    }

    /// Whether it is worth asking for fields in order: a document in an order of its own would be asked in vain.
    #[inline]
    pub(crate) const fn ordered(&self) -> bool {
        self.misses < 3
    }

    /// Notes that fields were asked for, from `first` on.
    #[inline]
    pub(crate) const fn asked(&mut self, first: usize) {
        if self.next == first {
            self.misses = self.misses.saturating_add(1);
        }
    }
}

/// Fills a slot if its field comes next in the document.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub(crate) fn take<'a, F: Ordered<'a>>(
    from: &mut F,
    slot: &mut impl Slot<'a>,
    column: usize,
    marks: Marks,
    name: &'static Name,
    progress: &mut Progress,
    extra: &mut Vec<Extra<'a>>,
    reading: &mut Reading<'a>,
) -> Result<(), DecodeError> {
    match from.ask(marks)? {
        Some(value) => {
            let seen = progress.fills(column);
            fill(slot, seen, F::SPELLING, name, value, extra, reading)
        }
        None => Ok(()),
    }
}
