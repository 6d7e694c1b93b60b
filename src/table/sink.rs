//! From the wire into slots: one document, or a list of them.

use std::borrow::Cow;

use super::{Document, Progress};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::wire::{Holds, MAX_ITEMS, MAX_UNKNOWN, Ordered, Sink, Spelling, Value};

/// How much a document holds that its type does not know.
#[inline]
fn unknown<'a>(document: &mut impl Document<'a>) -> usize {
    document.extra().len() + document.reading().skipped.len()
}

/// Each takes more memory than the few bytes that it may be in the document.
#[inline]
fn bounded(unknown: usize) -> Result<(), DecodeError> {
    if unknown > MAX_UNKNOWN {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "unknown fields", max: MAX_UNKNOWN }));
    }
    Ok(())
}

/// One document, which is blank to begin with.
pub(crate) struct One<'d, D> {
    document: &'d mut D,
    progress: Progress,
}

impl<'d, D> One<'d, D> {
    #[inline]
    pub(crate) fn new(document: &'d mut D) -> Self {
        Self { document, progress: Progress::default() }
    }
}

impl<'a, D: Document<'a>> Sink<'a> for One<'_, D> {
    const RESOURCE: &'static str = match D::ELEMENTS {
        [first, ..] => first,
        [] => "",
    };

    fn reset(&mut self) {
        *self.document = D::blank();
        self.progress = Progress::default();
    }

    #[inline]
    fn holds(name: &str) -> Holds {
        if D::ELEMENTS.contains(&name) { Holds::Fields } else { Holds::Other }
    }

    #[inline]
    fn in_order(&mut self, from: &mut impl Ordered<'a>) -> Result<(), DecodeError> {
        self.document.in_order(&mut self.progress, from)
    }

    #[inline]
    fn fill(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        self.document.named(&mut self.progress, spelling, name, value)?;
        bounded(unknown(self.document))
    }

    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError> {
        self.document.reading().skipped.push(name);
        bounded(unknown(self.document))
    }

    fn recovered(&mut self, count: u32) {
        let reading = self.document.reading();
        reading.recovered = reading.recovered.saturating_add(count);
    }
}

/// A document that comes in lists.
pub(crate) trait List {
    /// XML's elements and JSON's keys that hold them.
    const LISTS: &'static [&'static str];
}

/// A list of `D` with its paging beside it, `P`: a page that is blank to begin with.
pub(crate) struct Many<'d, P, D> {
    paging: &'d mut P,
    items: &'d mut Vec<D>,
    progress: Progress,
    /// How far the last item is, while it is read.
    item: Option<Progress>,
    /// How much the items before it hold that their type does not know.
    unknown: usize,
}

impl<'d, P, D> Many<'d, P, D> {
    pub(crate) fn new(paging: &'d mut P, items: &'d mut Vec<D>) -> Self {
        Self { paging, items, progress: Progress::default(), item: None, unknown: 0 }
    }
}

impl<'d, 'a, P: Document<'a>, D: Document<'a> + List> Many<'d, P, D> {
    /// The item that is read, and how far it is.
    #[inline]
    fn item(&mut self) -> Option<(&mut D, &mut Progress)> {
        self.items.last_mut().zip(self.item.as_mut())
    }

    #[inline]
    fn bounded(&mut self) -> Result<(), DecodeError> {
        let item = self.item().map_or(0, |(item, _)| unknown(item));
        bounded(self.unknown + item + unknown(self.paging))
    }
}

impl<'a, P: Document<'a>, D: Document<'a> + List> Sink<'a> for Many<'_, P, D> {
    const RESOURCE: &'static str = match D::LISTS {
        [first, ..] => first,
        [] => "",
    };

    const LIST: bool = true;

    fn reset(&mut self) {
        *self.paging = P::blank();
        self.items.clear();
        (self.progress, self.item, self.unknown) = (Progress::default(), None, 0);
    }

    #[inline]
    fn holds(name: &str) -> Holds {
        if D::ELEMENTS.contains(&name) {
            Holds::Item
        } else if D::LISTS.contains(&name) {
            Holds::List
        } else {
            Holds::Other
        }
    }

    #[inline]
    fn in_order(&mut self, from: &mut impl Ordered<'a>) -> Result<(), DecodeError> {
        match self.item() {
            Some((item, progress)) => item.in_order(progress, from),
            None => self.paging.in_order(&mut self.progress, from),
        }
    }

    #[inline]
    fn fill(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        match self.item() {
            Some((item, progress)) => item.named(progress, spelling, name, value)?,
            None => self.paging.named(&mut self.progress, spelling, name, value)?,
        }
        self.bounded()
    }

    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError> {
        match self.item() {
            Some((item, _)) => item.reading().skipped.push(name),
            None => self.paging.reading().skipped.push(name),
        }
        self.bounded()
    }

    fn begin(&mut self) -> Result<(), DecodeError> {
        if self.items.len() == MAX_ITEMS {
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "messages in a page", max: MAX_ITEMS }));
        }
        self.items.push(D::blank());
        self.item = Some(Progress::default());
        Ok(())
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        if let Some((item, _)) = self.item() {
            item.complete()?;
            self.unknown += unknown(item);
        }
        self.item = None;
        Ok(())
    }

    fn recovered(&mut self, count: u32) {
        let reading = self.paging.reading();
        reading.recovered = reading.recovered.saturating_add(count);
    }
}
