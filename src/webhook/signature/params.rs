//! The parameters of a form as they are signed.

use super::candidates::Candidate;
use super::mac::Pieces;
use crate::webhook::params::Param;

/// The first six bytes of a name, and the index of its parameter: a form has no more than 1,000. Sorts as the names do, and few names have
/// the first six in common.
fn rank(name: &str, at: u16) -> u64 {
    let start = name.bytes().chain([0; 6]).take(6).fold(0, |start, byte| start << 8 | u64::from(byte));
    start << 16 | u64::from(at)
}

/// The parameter that a rank belongs to.
fn param<'p, 'a>(params: &'p [Param<'a>], rank: u64) -> Option<&'p Param<'a>> {
    params.get(usize::try_from(rank & 0xFFFF).unwrap_or(usize::MAX))
}

/// Names and values without a mark between them: by name, then by value, each pair once.
///
/// One text, since it is signed once for each secret and each spelling of the URL, and one long piece costs less than forty short ones.
pub(crate) fn joined(params: &[Param<'_>]) -> Vec<u8> {
    let mut order: Vec<_> = params.iter().zip(0..).map(|((name, _), at)| rank(name, at)).collect();
    order.sort_unstable();
    // Where the beginnings are the same, the whole decides.
    for alike in order.chunk_by_mut(|one, other| one >> 16 == other >> 16) {
        alike.sort_unstable_by(|one, other| param(params, *one).cmp(&param(params, *other)));
    }
    let mut out = Vec::with_capacity(params.iter().map(|(name, value)| name.len() + value.len()).sum());
    let mut last = None;
    for param in order.into_iter().filter_map(|rank| param(params, rank)) {
        if last != Some(param) {
            out.extend_from_slice(param.0.as_bytes());
            out.extend_from_slice(param.1.as_bytes());
        }
        last = Some(param);
    }
    out
}

/// The text that is signed: a spelling of the URL, and the parameters.
pub(crate) struct Text<'t> {
    pub(crate) url: Candidate<'t>,
    pub(crate) params: &'t [u8],
}

impl Pieces for Text<'_> {
    fn each(&self, mut with: impl FnMut(&[u8])) {
        self.url.each(&mut with);
        with(self.params);
    }
}
