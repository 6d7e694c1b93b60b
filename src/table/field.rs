//! What stands in a cell of the table: a value that is a text on the wire.

use std::borrow::Cow;
use std::fmt;

use super::{Extra, owned_text};
use crate::error::{EncodeError, ParseError, ParseErrorKind};
use crate::value::code::ErrorCode;
use crate::value::price::Price;
use crate::value::raw::RawJson;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::Timestamp;
use crate::wire::{Name, Out, Put};

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
