//! From the wire into slots: one document, or a list of them.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::{Document, Slots};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::wire::{Holds, MAX_ITEMS, MAX_UNKNOWN, Ordered, Sink, Spelling, Value};

/// How much a document holds that its type does not know.
#[inline]
fn unknown<'a>(slots: &mut impl Slots<'a>) -> usize {
    slots.extra().len() + slots.reading().skipped.len()
}

/// Each takes more memory than the few bytes that it may be in the document.
#[inline]
fn bounded(unknown: usize) -> Result<(), DecodeError> {
    if unknown > MAX_UNKNOWN {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "unknown fields", max: MAX_UNKNOWN }));
    }
    Ok(())
}

/// One document.
pub(crate) struct One<'a, D: Document<'a>> {
    slots: D::Slots,
    document: PhantomData<&'a D>,
}

impl<'a, D: Document<'a>> Default for One<'a, D> {
    fn default() -> Self {
        Self { slots: D::Slots::default(), document: PhantomData }
    }
}

impl<'a, D: Document<'a>> One<'a, D> {
    #[inline]
    pub(crate) fn finish(self) -> Result<D, DecodeError> {
        self.slots.finish()
    }
}

impl<'a, D: Document<'a>> Sink<'a> for One<'a, D> {
    const RESOURCE: &'static str = match D::ELEMENTS {
        [first, ..] => first,
        [] => "",
    };

    #[inline]
    fn holds(name: &str) -> Holds {
        if D::ELEMENTS.contains(&name) { Holds::Fields } else { Holds::Other }
    }

    #[inline]
    fn in_order(&mut self, from: &mut impl Ordered<'a>) -> Result<(), DecodeError> {
        self.slots.in_order(from)
    }

    #[inline]
    fn fill(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        self.slots.named(spelling, name, value)?;
        bounded(unknown(&mut self.slots))
    }

    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError> {
        self.slots.reading().skipped.push(name);
        bounded(unknown(&mut self.slots))
    }

    fn recovered(&mut self, count: u32) {
        let reading = self.slots.reading();
        reading.recovered = reading.recovered.saturating_add(count);
    }
}

/// A document that comes in lists.
pub(crate) trait List {
    /// XML's elements and JSON's keys that hold them.
    const LISTS: &'static [&'static str];
}

/// A list of `D` with its paging beside it, `P`.
pub(crate) struct Many<'a, P: Document<'a>, D: Document<'a> + List> {
    paging: P::Slots,
    item: Option<D::Slots>,
    items: Vec<D>,
    /// How much the items hold that their type does not know.
    unknown: usize,
}

impl<'a, P: Document<'a>, D: Document<'a> + List> Default for Many<'a, P, D> {
    fn default() -> Self {
        Self { paging: P::Slots::default(), item: None, items: Vec::new(), unknown: 0 }
    }
}

impl<'a, P: Document<'a>, D: Document<'a> + List> Many<'a, P, D> {
    pub(crate) fn finish(self) -> Result<(P, Vec<D>), DecodeError> {
        Ok((self.paging.finish()?, self.items))
    }

    #[inline]
    fn bounded(&mut self) -> Result<(), DecodeError> {
        let item = self.item.as_mut().map_or(0, unknown);
        bounded(self.unknown + item + unknown(&mut self.paging))
    }
}

impl<'a, P: Document<'a>, D: Document<'a> + List> Sink<'a> for Many<'a, P, D> {
    const RESOURCE: &'static str = match D::LISTS {
        [first, ..] => first,
        [] => "",
    };

    const LIST: bool = true;

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
        match &mut self.item {
            Some(item) => item.in_order(from),
            None => self.paging.in_order(from),
        }
    }

    #[inline]
    fn fill(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        match &mut self.item {
            Some(item) => item.named(spelling, name, value)?,
            None => self.paging.named(spelling, name, value)?,
        }
        self.bounded()
    }

    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError> {
        match &mut self.item {
            Some(item) => item.reading().skipped.push(name),
            None => self.paging.reading().skipped.push(name),
        }
        self.bounded()
    }

    fn begin(&mut self) -> Result<(), DecodeError> {
        if self.items.len() == MAX_ITEMS {
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "messages in a page", max: MAX_ITEMS }));
        }
        self.item = Some(D::Slots::default());
        Ok(())
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        if let Some(mut item) = self.item.take() {
            self.unknown += unknown(&mut item);
            self.items.push(item.finish()?);
        }
        Ok(())
    }

    fn recovered(&mut self, count: u32) {
        let reading = self.paging.reading();
        reading.recovered = reading.recovered.saturating_add(count);
    }
}
