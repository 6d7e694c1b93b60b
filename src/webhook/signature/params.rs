//! The parameters of a form in the order in which they are signed.

use super::candidates::Candidate;
use super::mac::Pieces;
use crate::webhook::params::Param;
use crate::wire::MAX_PAIRS;

/// The parameters by name, then by value, each pair once.
pub(crate) struct Sorted<'p> {
    params: &'p [Param<'p>],
    /// Indices; a form has no more than [`MAX_PAIRS`], so that each fits.
    order: [u16; MAX_PAIRS],
    count: usize,
}

impl<'p> Sorted<'p> {
    pub(crate) fn new(params: &'p [Param<'p>]) -> Self {
        let mut order = [0; MAX_PAIRS];
        let mut count = 0;
        for (slot, at) in order.iter_mut().zip(0_u16..).take(params.len()) {
            *slot = at;
            count += 1;
        }
        let param = |at: u16| params.get(usize::from(at)).map(|(name, value)| (name.as_bytes(), value.as_bytes()));
        if let Some(order) = order.get_mut(..count) {
            order.sort_unstable_by(|one, other| param(*one).cmp(&param(*other)));
        }
        Self { params, order, count }
    }

    fn each(&self, mut with: impl FnMut(&[u8])) {
        let mut last: Option<&Param<'_>> = None;
        for at in self.order.iter().take(self.count) {
            let Some(param) = self.params.get(usize::from(*at)) else { continue };
            if last != Some(param) {
                with(param.0.as_bytes());
                with(param.1.as_bytes());
            }
            last = Some(param);
        }
    }
}

/// The text that is signed: a spelling of the URL, and the parameters.
pub(crate) struct Text<'t> {
    pub(crate) url: Candidate<'t>,
    pub(crate) params: Option<&'t Sorted<'t>>,
}

impl Pieces for Text<'_> {
    fn each(&self, mut with: impl FnMut(&[u8])) {
        self.url.each(&mut with);
        if let Some(params) = self.params {
            params.each(&mut with);
        }
    }
}
