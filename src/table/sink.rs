//! From the wire into slots: one document, or a list of them.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::{Document, Slots};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::wire::{Holds, MAX_ITEMS, Ordered, Sink, Spelling, Value};

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
        self.slots.named(spelling, name, value)
    }

    fn skip(&mut self, name: Cow<'a, str>) {
        self.slots.reading().skipped.push(name);
    }

    fn begin(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        Ok(())
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
}

impl<'a, P: Document<'a>, D: Document<'a> + List> Default for Many<'a, P, D> {
    fn default() -> Self {
        Self { paging: P::Slots::default(), item: None, items: Vec::new() }
    }
}

impl<'a, P: Document<'a>, D: Document<'a> + List> Many<'a, P, D> {
    pub(crate) fn finish(self) -> Result<(P, Vec<D>), DecodeError> {
        Ok((self.paging.finish()?, self.items))
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
            Some(item) => item.named(spelling, name, value),
            None => self.paging.named(spelling, name, value),
        }
    }

    fn skip(&mut self, name: Cow<'a, str>) {
        match &mut self.item {
            Some(item) => item.reading().skipped.push(name),
            None => self.paging.reading().skipped.push(name),
        }
    }

    fn begin(&mut self) -> Result<(), DecodeError> {
        if self.items.len() == MAX_ITEMS {
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "messages in a page", max: MAX_ITEMS }));
        }
        self.item = Some(D::Slots::default());
        Ok(())
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        if let Some(item) = self.item.take() {
            self.items.push(item.finish()?);
        }
        Ok(())
    }

    fn recovered(&mut self, count: u32) {
        let reading = self.paging.reading();
        reading.recovered = reading.recovered.saturating_add(count);
    }
}
