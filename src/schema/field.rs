//! The values of a document's fields: how each type is read from a text, written, shown and converted into an owned
//! value.

use std::borrow::Cow;
use std::fmt;

use super::{DecodeNotes, UnknownField, owned_text};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError, ParseError, ParseErrorKind};
use crate::value::code::ErrorCode;
use crate::value::price::Price;
use crate::value::raw_json::RawJson;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::Timestamp;
use crate::wire::{FieldOut, FieldWriter, Name, Spelling, Value, name_prefix};

/// A type that a field of a document can have.
pub(crate) trait FieldValue<'a>: Sized {
    /// Whether the field may be a JSON number. In any other field a number is accepted and counted as a deviation.
    const NUMERIC: bool = false;

    /// Whether the field may be a JSON object or array, which it then keeps as text.
    const STRUCTURED: bool = false;

    type Owned;

    /// Parses a text that is not empty. A text that the type refuses is given back with the reason.
    fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)>;

    /// Returns the value in the form in which a writer takes it.
    fn to_out(&self) -> FieldOut<'_>;

    fn into_owned(self) -> Self::Owned;
}

/// One field of a document, as its row in [`document!`](super::document!) declares it.
#[derive(Clone, Copy)]
pub(crate) struct FieldSpec {
    /// Its position among the fields of the document.
    pub(crate) index: usize,
    /// Its name in both spellings.
    pub(crate) name: &'static Name,
    /// Whether the document is refused when this field is missing.
    pub(crate) required: bool,
}

/// Where the values of a document go that no field can store: the unknown fields and the notes.
pub(crate) struct Unassigned<'d, 'a> {
    pub(crate) unknown_fields: &'d mut Vec<UnknownField<'a>>,
    pub(crate) notes: &'d mut DecodeNotes<'a>,
}

/// Which fields have been assigned, and which field the schema expects next.
#[derive(Debug)]
pub(crate) struct Progress {
    /// The index after that of the field assigned last.
    pub(crate) next: usize,
    /// One bit for each field that was assigned. `document!` checks that a document has at most 64 fields.
    seen: u64,
    /// How many fields are tried in the order of the schema before the next name is looked up.
    pub(crate) guesses: u8,
}

impl Default for Progress {
    #[inline]
    fn default() -> Self {
        // Replies of 2010 leave out up to three fields in a row. More guesses cost more than a lookup.
        Self { next: 0, seen: 0, guesses: 4 }
    }
}

impl Progress {
    /// Records that a field is assigned, or refuses a field that was assigned before.
    #[inline]
    pub(crate) fn mark(&mut self, field: FieldSpec) -> Result<(), DecodeError> {
        let bit = 1 << (field.index & 63);
        if self.seen & bit != 0 {
            return Err(duplicate(field.name));
        }
        self.seen |= bit;
        self.next = field.index + 1;
        Ok(())
    }
}

/// Which field of a document has a name that begins with these eight bytes: a hash table without collisions, made at
/// compile time.
///
/// One multiplication and two loads find the field, so that a document in another order than Twilio's costs a fifth
/// more and not twice as much. Who looks a name up compares the whole name afterwards. Names that share their first
/// eight bytes are found by that comparison only: the table has the first of them.
pub(crate) struct PrefixTable {
    multiplier: u64,
    slots: [u8; 128],
}

impl PrefixTable {
    /// Tries multipliers until no two prefixes have the same slot.
    #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // runs at compile time
    pub(crate) const fn new(names: &[&str]) -> Self {
        let mut multiplier: u64 = 0x9E37_79B9_7F4A_7C15;
        'multipliers: loop {
            let (mut slots, mut index) = ([u8::MAX; 128], 0);
            while index < names.len() {
                let prefix = name_prefix(names[index]);
                let slot = &mut slots[Self::slot(prefix, multiplier)];
                if *slot == u8::MAX {
                    *slot = index as u8;
                } else if prefix != name_prefix(names[*slot as usize]) {
                    multiplier = multiplier.wrapping_mul(0xD129_0D3C_5F67_1E05).wrapping_add(2);
                    continue 'multipliers;
                }
                index += 1;
            }
            return Self { multiplier, slots };
        }
    }

    /// Returns the index of the name with this prefix, if there is one, and any index or none otherwise.
    #[inline]
    pub(crate) fn find(&self, prefix: u64) -> usize {
        self.slots.get(Self::slot(prefix, self.multiplier)).copied().unwrap_or(u8::MAX).into()
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // seven bits are left
    const fn slot(prefix: u64, multiplier: u64) -> usize {
        (prefix.wrapping_mul(multiplier) >> 57) as usize
    }
}

/// Turns what a document holds into the value of a field; `None` where the field is absent.
///
/// This function alone decides which values count as absent, what happens to a value of the wrong JSON type, and where
/// a text goes that the field's type refuses.
#[inline(always)]
pub(crate) fn decode_value<'a, T: FieldValue<'a>>(
    spelling: Spelling,
    field: FieldSpec,
    value: Value<'a>,
    unassigned: &mut Unassigned<'_, 'a>,
) -> Result<Option<T>, DecodeError> {
    let text = match value {
        Value::Text(text) if text.is_empty() && !field.name.verbatim => return Ok(None),
        Value::Text(text) => text,
        Value::Null => return Ok(None),
        Value::Number(text) if T::NUMERIC => Cow::Borrowed(text),
        Value::Raw(text) if T::STRUCTURED => Cow::Borrowed(text),
        Value::Number(_) | Value::Word(_) | Value::Raw(_) if field.required => {
            return Err(DecodeError::new(DecodeErrorKind::Missing { field: field.name.xml }));
        }
        Value::Number(text) | Value::Word(text) | Value::Raw(text) => {
            unassigned.notes.recovered = unassigned.notes.recovered.saturating_add(1);
            Cow::Borrowed(text)
        }
    };
    match T::parse_value(text) {
        Ok(value) => Ok(Some(value)),
        Err((_, error)) if field.required => {
            Err(DecodeError::new(DecodeErrorKind::Invalid { field: field.name.xml, error }))
        }
        Err((value, _)) => {
            keep_refused(spelling, field.name, value, unassigned);
            Ok(None)
        }
    }
}

#[cold]
fn duplicate(name: &'static Name) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Duplicate { field: name.xml })
}

/// Keeps a text that the type of its field refuses among the unknown fields.
#[cold]
fn keep_refused<'a>(spelling: Spelling, name: &'static Name, value: Cow<'a, str>, unassigned: &mut Unassigned<'_, 'a>) {
    let name = if spelling == Spelling::Pair { name.xml } else { name.json };
    unassigned.unknown_fields.push(UnknownField { name: Cow::Borrowed(name), value });
}

/// Writes an optional field.
///
/// A field whose value its type refused is among the unknown fields, and is written with them instead. A structure that
/// is absent is left out in every format, because Twilio sends structures in some replies only.
pub(crate) fn write_field<'a, T: FieldValue<'a>>(
    writer: &mut impl FieldWriter,
    name: &'static Name,
    value: Option<&T>,
    unknown_fields: &[UnknownField<'_>],
) -> Result<(), EncodeError> {
    match value {
        Some(value) => writer.write_field(name, value.to_out()),
        None if T::STRUCTURED => Ok(()),
        None if unknown_fields.iter().any(|field| field.name == name.json || field.name == name.xml) => Ok(()),
        None => writer.write_field(name, FieldOut::Absent),
    }
}

/// Converts an optional field into an owned value.
pub(crate) fn into_owned<'a, T: FieldValue<'a>>(value: Option<T>) -> Option<T::Owned> {
    value.map(T::into_owned)
}

/// The fields that contain text that people wrote, or a URL that can hold a password. `Debug` shows only the length.
const PRIVATE: &[&str] = &[
    "body",
    "button_payload",
    "button_text",
    "error_url",
    "link",
    "payload",
    "referral_body",
    "referral_headline",
    "shortened_link",
    "status_callback_url",
];

/// Adds a field that is present to a document's `Debug` output.
pub(crate) fn debug_field<'a, T: FieldValue<'a> + fmt::Debug>(
    out: &mut fmt::DebugStruct<'_, '_>,
    name: &'static str,
    value: Option<&T>,
) {
    if let Some(value) = value {
        match value.to_out() {
            FieldOut::Text(text) if PRIVATE.contains(&name) => {
                out.field(name, &format_args!("({} characters)", text.chars().count()));
            }
            _ => {
                out.field(name, value);
            }
        }
    }
}

impl<'a> FieldValue<'a> for Cow<'a, str> {
    type Owned = Cow<'static, str>;

    #[inline]
    fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        Ok(text)
    }

    fn to_out(&self) -> FieldOut<'_> {
        FieldOut::Text(self)
    }

    fn into_owned(self) -> Cow<'static, str> {
        owned_text(self)
    }
}

/// Implements [`FieldValue`] for types that check their text. The check runs before the text is moved, so that a text
/// that is refused can be given back.
macro_rules! checked_texts {
    ($($Value:ident: $numeric:literal;)+) => {$(
        impl<'a> FieldValue<'a> for $Value<'a> {
            const NUMERIC: bool = $numeric;

            type Owned = $Value<'static>;

            #[inline]
            fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
                match text {
                    Cow::Borrowed(text) => $Value::try_from(text).map_err(|error| (Cow::Borrowed(text), error)),
                    Cow::Owned(text) => match $Value::try_from(text.as_str()) {
                        Ok(_) => $Value::try_from(text).map_err(|error| (Cow::Borrowed(""), error)),
                        Err(error) => Err((Cow::Owned(text), error)),
                    },
                }
            }

            fn to_out(&self) -> FieldOut<'_> {
                FieldOut::Text(self.as_str())
            }

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    )+};
}

checked_texts! {
    Price: true;
    Sid: false;
}

/// Implements [`FieldValue`] for types that take every text.
macro_rules! any_texts {
    ($($Value:ident: $structured:literal, $new:expr, $out:expr;)+) => {$(
        impl<'a> FieldValue<'a> for $Value<'a> {
            const STRUCTURED: bool = $structured;

            type Owned = $Value<'static>;

            #[inline]
            fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
                Ok($new(text))
            }

            fn to_out(&self) -> FieldOut<'_> {
                $out(self.as_str())
            }

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    )+};
}

any_texts! {
    Direction: false, Direction::from, FieldOut::Text;
    RawJson: true, RawJson, FieldOut::Json;
    Status: false, Status::from, FieldOut::Text;
    Timestamp: false, Timestamp::new, FieldOut::Text;
}

/// Parses a number that is written in its shortest form: digits without a sign and without a leading zero.
pub(crate) fn canonical_number(text: &str) -> Option<u32> {
    let plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { text.parse().ok() } else { None }
}

const NOT_A_COUNT: ParseError = ParseError::new("number", ParseErrorKind::OutOfRange { min: 0, max: u32::MAX });

impl<'a> FieldValue<'a> for u32 {
    const NUMERIC: bool = true;

    type Owned = u32;

    #[inline]
    fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        canonical_number(&text).ok_or((text, NOT_A_COUNT))
    }

    fn to_out(&self) -> FieldOut<'_> {
        FieldOut::Count(*self)
    }

    fn into_owned(self) -> u32 {
        self
    }
}

impl<'a> FieldValue<'a> for u16 {
    const NUMERIC: bool = true;

    type Owned = u16;

    #[inline]
    fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        canonical_number(&text).and_then(|number| number.try_into().ok()).ok_or((text, NOT_A_COUNT))
    }

    fn to_out(&self) -> FieldOut<'_> {
        FieldOut::Integer((*self).into())
    }

    fn into_owned(self) -> u16 {
        self
    }
}

impl<'a> FieldValue<'a> for ErrorCode {
    const NUMERIC: bool = true;

    type Owned = ErrorCode;

    #[inline]
    fn parse_value(text: Cow<'a, str>) -> Result<Self, (Cow<'a, str>, ParseError)> {
        canonical_number(&text).map(ErrorCode::new).ok_or((text, NOT_A_COUNT))
    }

    fn to_out(&self) -> FieldOut<'_> {
        FieldOut::Integer(self.get())
    }

    fn into_owned(self) -> ErrorCode {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_finds_its_name() {
        const NAMES: &[&str] =
            &["sid", "date_created", "date_updated", "to", "media", "media_url", "referral_body", "referral_url"];
        static TABLE: PrefixTable = PrefixTable::new(NAMES);
        for (index, name) in NAMES.iter().enumerate() {
            let first = NAMES.iter().position(|other| name_prefix(other) == name_prefix(name));
            assert_eq!(Some(TABLE.find(name_prefix(name))), first, "{name}");
            assert!(first == Some(index) || *name == "referral_url");
        }
    }

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
            assert_eq!(canonical_number(text), expected, "{text:?}");
        }
    }
}
