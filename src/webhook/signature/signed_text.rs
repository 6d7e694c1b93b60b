//! The text that a signature covers: the URL, then the sorted parameters of a form.

use super::candidates::Candidate;
use crate::webhook::params::Param;

/// The first six bytes of a name, and the index of its parameter: a form has no more than 1,000. Sorts as the names do, and few names have
/// the first six in common.
fn sort_key(name: &str, at: u16) -> u64 {
    let start = name.bytes().chain([0; 6]).take(6).fold(0, |start, byte| start << 8 | u64::from(byte));
    start << 16 | u64::from(at)
}

/// The parameter that a sort_key belongs to.
fn param<'p, 'a>(params: &'p [Param<'a>], sort_key: u64) -> Option<&'p Param<'a>> {
    params.get(usize::try_from(sort_key & 0xFFFF).unwrap_or(usize::MAX))
}

/// Names and values without a mark between them: by name, then by value, each pair once.
///
/// One text, since it is signed once for each secret and each spelling of the URL, and one long piece costs less than forty short ones.
pub(crate) fn join_params(params: &[Param<'_>]) -> Vec<u8> {
    let mut order: Vec<_> = params.iter().zip(0..).map(|((name, _), at)| sort_key(name, at)).collect();
    order.sort_unstable();
    // Where the beginnings are the same, the whole decides.
    for alike in order.chunk_by_mut(|one, other| one >> 16 == other >> 16) {
        alike.sort_unstable_by(|one, other| param(params, *one).cmp(&param(params, *other)));
    }
    let mut out = Vec::with_capacity(params.iter().map(|(name, value)| name.len() + value.len()).sum());
    let mut last = None;
    for param in order.into_iter().filter_map(|sort_key| param(params, sort_key)) {
        if last != Some(param) {
            out.extend_from_slice(param.0.as_bytes());
            out.extend_from_slice(param.1.as_bytes());
        }
        last = Some(param);
    }
    out
}

/// The text that is signed: a spelling of the URL, and the parameters.
pub(crate) struct SignedText<'t> {
    pub(crate) url: Candidate<'t>,
    pub(crate) params: &'t [u8],
}

impl SignedText<'_> {
    /// Passes the text to `f` piece by piece, so that it need not be put together.
    pub(crate) fn for_each_piece(&self, mut f: impl FnMut(&[u8])) {
        self.url.for_each_piece(&mut f);
        f(self.params);
    }
}
