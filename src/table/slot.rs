//! Where the value of a field goes while its document is read.

use std::borrow::Cow;

use super::field::Scalar;
use super::{Extra, Reading};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::sid::Sid;
use crate::wire::{Name, Spelling, VERBATIM, Value};

/// A value without which there is no document.
pub(crate) trait Required: Sized {
    /// What stands for it until it arrives.
    fn missing() -> Self;

    fn is_missing(&self) -> bool;
}

impl Required for Sid<'_> {
    #[inline]
    fn missing() -> Self {
        Sid::missing()
    }

    #[inline]
    fn is_missing(&self) -> bool {
        self.as_str().is_empty()
    }
}

/// Where the value of a field goes.
pub(crate) trait Slot<'a> {
    type Value: Scalar<'a>;

    /// Whether there is no document without it.
    const REQUIRED: bool;

    fn put(&mut self, value: Self::Value);
}

impl<'a, T: Scalar<'a>> Slot<'a> for Option<T> {
    type Value = T;
    const REQUIRED: bool = false;

    #[inline]
    fn put(&mut self, value: T) {
        *self = Some(value);
    }
}

impl<'a, T: Scalar<'a> + Required> Slot<'a> for T {
    type Value = T;
    const REQUIRED: bool = true;

    #[inline]
    fn put(&mut self, value: T) {
        *self = value;
    }
}

/// Fills a slot: the one place that knows what absent is, what a wrong kind is, and what happens to what does not fit.
#[inline(always)]
pub(crate) fn fill<'a, S: Slot<'a>>(
    slot: &mut S,
    seen: bool,
    spelling: Spelling,
    name: &'static Name,
    value: Value<'a>,
    extra: &mut Vec<Extra<'a>>,
    reading: &mut Reading<'a>,
) -> Result<(), DecodeError> {
    if seen {
        return Err(duplicate(name));
    }
    let text = match value {
        Value::Text(text) if text.is_empty() && name.xml != VERBATIM => return Ok(()),
        Value::Text(text) => text,
        Value::Null => return Ok(()),
        Value::Number(text) if S::Value::NUMERIC => Cow::Borrowed(text),
        Value::Raw(text) if S::Value::STRUCTURED => Cow::Borrowed(text),
        Value::Number(_) | Value::Word(_) | Value::Raw(_) if S::REQUIRED => {
            return Err(DecodeError::new(DecodeErrorKind::Missing { field: name.xml }));
        }
        Value::Number(text) | Value::Word(text) | Value::Raw(text) => {
            reading.recovered = reading.recovered.saturating_add(1);
            Cow::Borrowed(text)
        }
    };
    match S::Value::read(text) {
        Ok(read) => slot.put(read),
        Err((_, error)) if S::REQUIRED => {
            return Err(DecodeError::new(DecodeErrorKind::Invalid { field: name.xml, error }));
        }
        Err((value, _)) => misfit(spelling, name, value, extra),
    }
    Ok(())
}

#[cold]
fn duplicate(name: &Name) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Duplicate { field: name.xml })
}

/// Keeps a text that is no value of its field's type.
#[cold]
fn misfit<'a>(spelling: Spelling, name: &'static Name, value: Cow<'a, str>, extra: &mut Vec<Extra<'a>>) {
    let name = if spelling == Spelling::Pair { name.xml } else { name.json };
    extra.push(Extra { name: Cow::Borrowed(name), value });
}
