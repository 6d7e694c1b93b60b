//! What stands in a cell of the table: a value that is a text on the wire.

use std::borrow::Cow;
use std::fmt;

use super::{Extra, Reading, owned_text};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError, ParseError, ParseErrorKind};
use crate::value::code::ErrorCode;
use crate::value::price::Price;
use crate::value::raw::RawJson;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::Timestamp;
use crate::wire::{Name, Out, Put, Spelling, VERBATIM, Value};

/// A value that is a text on the wire, or a number there.
pub(crate) trait Scalar<'a>: Sized {
    /// Whether JSON's numbers are at home here.
    const NUMERIC: bool = false;

    /// Whether JSON's objects and arrays are.
    const STRUCTURED: bool = false;

    type Owned;

    /// Reads a text that is not empty; a text that is no value comes back.
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)>;

    fn out(&self) -> Out<'_>;

    fn into_owned(self) -> Self::Owned;
}

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

/// Writes an optional field; one whose value did not fit its type is among the unknown ones, and written there.
pub(crate) fn put<'a, T: Scalar<'a>>(
    to: &mut impl Put,
    name: Name,
    value: &Option<T>,
    extra: &[Extra<'_>],
) -> Result<(), EncodeError> {
    match value {
        Some(value) => to.put(name, value.out()),
        None if extra.iter().any(|extra| extra.name == name.json || extra.name == name.xml) => Ok(()),
        None => to.put(name, Out::Absent),
    }
}

/// An optional field that borrows from nothing.
pub(crate) fn owned<'a, T: Scalar<'a>>(value: Option<T>) -> Option<T::Owned> {
    value.map(T::into_owned)
}

/// Fields that hold what people wrote to each other.
const PRIVATE: &[&str] = &["body", "button_payload", "button_text", "referral_body", "referral_headline"];

/// Shows a field that is there; of a body, and of what repeats one, how long it is.
pub(crate) fn debug<'a, T: Scalar<'a> + fmt::Debug>(
    out: &mut fmt::DebugStruct<'_, '_>,
    name: &'static str,
    value: &Option<T>,
) {
    if let Some(value) = value {
        match value.out() {
            Out::Text(text) if PRIVATE.contains(&name) => {
                out.field(name, &format_args!("({} characters)", text.chars().count()));
            }
            _ => {
                out.field(name, value);
            }
        }
    }
}

impl<'a> Scalar<'a> for Cow<'a, str> {
    type Owned = Cow<'static, str>;

    #[inline]
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        Ok(text)
    }

    fn out(&self) -> Out<'_> {
        Out::Text(self)
    }

    fn into_owned(self) -> Cow<'static, str> {
        owned_text(self)
    }
}

impl<'a> Scalar<'a> for Sid<'a> {
    type Owned = Sid<'static>;

    #[inline]
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        match text {
            Cow::Borrowed(text) => Sid::try_from(text).map_err(|error| (Cow::Borrowed(text), error)),
            Cow::Owned(text) => match Sid::try_from(text.as_str()) {
                Ok(_) => Sid::try_from(text).map_err(|error| (Cow::Borrowed(""), error)),
                Err(error) => Err((Cow::Owned(text), error)),
            },
        }
    }

    fn out(&self) -> Out<'_> {
        Out::Text(self.as_str())
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

impl<'a> Scalar<'a> for Price<'a> {
    const NUMERIC: bool = true;

    type Owned = Price<'static>;

    #[inline]
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        match text {
            Cow::Borrowed(text) => Price::try_from(text).map_err(|error| (Cow::Borrowed(text), error)),
            Cow::Owned(text) => match Price::try_from(text.as_str()) {
                Ok(_) => Price::try_from(text).map_err(|error| (Cow::Borrowed(""), error)),
                Err(error) => Err((Cow::Owned(text), error)),
            },
        }
    }

    fn out(&self) -> Out<'_> {
        Out::Text(self.as_str())
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

/// Values that keep any text.
macro_rules! open {
    ($($Value:ident: $read:expr;)+) => {$(
        impl<'a> Scalar<'a> for $Value<'a> {
            type Owned = $Value<'static>;

            #[inline]
            fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
                Ok($read(text))
            }

            fn out(&self) -> Out<'_> {
                Out::Text(self.as_str())
            }

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    )+};
}

open! {
    Direction: Direction::from;
    Status: Status::from;
    Timestamp: Timestamp::new;
}

impl<'a> Scalar<'a> for RawJson<'a> {
    const STRUCTURED: bool = true;

    type Owned = RawJson<'static>;

    #[inline]
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        Ok(Self(text))
    }

    fn out(&self) -> Out<'_> {
        Out::Text(self.as_str())
    }

    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

/// A number in its one spelling: no sign, no leading zero.
pub(crate) fn canonical(text: &str) -> Option<u32> {
    let plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { text.parse().ok() } else { None }
}

const NOT_A_COUNT: ParseError = ParseError::new("number", ParseErrorKind::OutOfRange { min: 0, max: u32::MAX });

impl<'a> Scalar<'a> for u32 {
    const NUMERIC: bool = true;

    type Owned = u32;

    #[inline]
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        canonical(&text).ok_or((text, NOT_A_COUNT))
    }

    fn out(&self) -> Out<'_> {
        Out::Count(*self)
    }

    fn into_owned(self) -> u32 {
        self
    }
}

impl<'a> Scalar<'a> for ErrorCode {
    const NUMERIC: bool = true;

    type Owned = ErrorCode;

    #[inline]
    fn read(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        canonical(&text).map(ErrorCode::new).ok_or((text, NOT_A_COUNT))
    }

    fn out(&self) -> Out<'_> {
        Out::Integer(self.get())
    }

    fn into_owned(self) -> ErrorCode {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        for (text, expected) in [
            ("0", Some(0)),
            ("10", Some(10)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("01", None),
            ("+1", None),
            ("-1", None),
            ("1.0", None),
            ("1e3", None),
            ("", None),
        ] {
            assert_eq!(canonical(text), expected, "{text:?}");
        }
    }
}
