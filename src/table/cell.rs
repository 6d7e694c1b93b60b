//! What stands in a cell of a request: a value that is written as one text, and read strictly.

use crate::error::{DecodeError, DecodeErrorKind, ParseError, ParseErrorKind};
use crate::value::address::Address;
use crate::value::body::{Body, SmsBody};
use crate::value::choice::{
    AddressRetention, ContentRetention, FeedbackOutcome, RiskCheck, ScheduleType, TrafficType, UpdateStatus,
};
use crate::value::number::{Attempt, PageNumber, PageSize, ValidityPeriod};
use crate::value::price::Price;
use crate::value::sid::Sid;
use crate::value::timestamp::SendAt;
use crate::value::url::{CallbackUrl, MediaUrl};
use crate::wire::short::Short;

/// A parameter of a request: it knows its text, and reads it strictly.
pub(crate) trait Parameter: Sized {
    /// Reads the value of the parameter `field`.
    fn read(field: &'static str, text: &str) -> Result<Self, ParseError>;

    /// Hands its text over: bytes, which the form that it goes into takes as they are.
    fn with(&self, with: impl FnOnce(&[u8]));
}

/// Parameters that are texts, with a strict parser.
macro_rules! texts {
    ($($Value:ty)+) => {$(
        impl Parameter for $Value {
            fn read(_: &'static str, text: &str) -> Result<Self, ParseError> {
                text.parse().map_err(ParseError::from)
            }

            fn with(&self, with: impl FnOnce(&[u8])) {
                with(self.as_str().as_bytes());
            }
        }
    )+};
}

texts! {
    AddressRetention Body CallbackUrl ContentRetention FeedbackOutcome MediaUrl Price<'static> RiskCheck ScheduleType
    SendAt Sid<'static> SmsBody TrafficType UpdateStatus
}

/// Parameters that are numbers.
macro_rules! numbers {
    ($($Value:ty)+) => {$(
        impl Parameter for $Value {
            fn read(_: &'static str, text: &str) -> Result<Self, ParseError> {
                text.parse()
            }

            fn with(&self, with: impl FnOnce(&[u8])) {
                with(Short::of(format_args!("{}", self.get())).as_str().as_bytes());
            }
        }
    )+};
}

numbers! { Attempt PageNumber PageSize ValidityPeriod }

impl Parameter for Address {
    fn read(field: &'static str, text: &str) -> Result<Self, ParseError> {
        // Who can send is the server's to know, and any text may be a sender; but a space in front is an unescaped `+`.
        text.parse().or_else(|error| if field == "From" { Self::other(text).map_err(|_| error) } else { Err(error) })
    }

    fn with(&self, with: impl FnOnce(&[u8])) {
        with(self.as_bytes());
    }
}

impl Parameter for String {
    fn read(_: &'static str, text: &str) -> Result<Self, ParseError> {
        Ok(text.to_owned())
    }

    fn with(&self, with: impl FnOnce(&[u8])) {
        with(self.as_bytes());
    }
}

impl Parameter for bool {
    fn read(_: &'static str, text: &str) -> Result<Self, ParseError> {
        // Python's clients of old wrote `True`.
        if text.eq_ignore_ascii_case("true") {
            Ok(true)
        } else if text.eq_ignore_ascii_case("false") {
            Ok(false)
        } else {
            Err(ParseError::new("boolean", ParseErrorKind::UnknownWord))
        }
    }

    fn with(&self, with: impl FnOnce(&[u8])) {
        with(if *self { b"true" } else { b"false" });
    }
}

/// A cell of a request: one parameter, none, or as many as there are.
pub(crate) trait Cell: Sized {
    type Slot: Default;

    /// Takes a value that arrived; a second one is an error where one can be.
    fn fill(slot: &mut Self::Slot, field: &'static str, text: &str) -> Result<(), DecodeError>;

    /// What has arrived.
    fn take(slot: Self::Slot, field: &'static str) -> Result<Self, DecodeError>;

    fn each(&self, with: impl FnMut(&[u8]));
}

fn invalid(field: &'static str) -> impl Fn(ParseError) -> DecodeError {
    move |error| DecodeError::new(DecodeErrorKind::Invalid { field, error })
}

impl<T: Parameter> Cell for Option<T> {
    type Slot = Option<Self>;

    fn fill(slot: &mut Self::Slot, field: &'static str, text: &str) -> Result<(), DecodeError> {
        if slot.is_some() {
            return Err(DecodeError::new(DecodeErrorKind::Duplicate { field }));
        }
        // Empty and absent are one thing on this wire.
        *slot = Some(if text.is_empty() { None } else { Some(T::read(field, text).map_err(invalid(field))?) });
        Ok(())
    }

    fn take(slot: Self::Slot, _: &'static str) -> Result<Self, DecodeError> {
        Ok(slot.flatten())
    }

    fn each(&self, mut with: impl FnMut(&[u8])) {
        if let Some(value) = self {
            value.with(&mut with);
        }
    }
}

impl<T: Parameter> Cell for Vec<T> {
    type Slot = Self;

    fn fill(slot: &mut Self::Slot, field: &'static str, text: &str) -> Result<(), DecodeError> {
        if !text.is_empty() {
            slot.push(T::read(field, text).map_err(invalid(field))?);
        }
        Ok(())
    }

    fn take(slot: Self::Slot, _: &'static str) -> Result<Self, DecodeError> {
        Ok(slot)
    }

    fn each(&self, mut with: impl FnMut(&[u8])) {
        for value in self {
            value.with(&mut with);
        }
    }
}

/// Parameters that a request cannot be without.
macro_rules! required {
    ($($Value:ty)+) => {$(
        impl Cell for $Value {
            type Slot = Option<Option<Self>>;

            fn fill(slot: &mut Self::Slot, field: &'static str, text: &str) -> Result<(), DecodeError> {
                <Option<Self> as Cell>::fill(slot, field, text)
            }

            fn take(slot: Self::Slot, field: &'static str) -> Result<Self, DecodeError> {
                slot.flatten().ok_or(DecodeError::new(DecodeErrorKind::Missing { field }))
            }

            fn each(&self, with: impl FnMut(&[u8])) {
                self.with(with);
            }
        }
    )+};
}

required! { Address SmsBody }
