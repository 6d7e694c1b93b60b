//! Documents: the trait that all of them implement, the macro that implements it, and the targets that readers fill.

use std::borrow::Cow;

use super::{DecodeNotes, Progress, UnknownField};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::wire::xml::write::{pascal_case, snake_case};
use crate::wire::{ElementKind, FieldReader, FieldWriter, MAX_ITEMS, MAX_UNKNOWN, Spelling, Target, Value};

/// A document that can be decoded and encoded. [`document!`] implements it.
///
/// The fields of a document are assigned directly in the return value, because a document is large and moving it takes
/// time.
pub(crate) trait Document<'a>: Sized + 'a {
    /// The XML elements that hold one such document. Errors use the first as the document's name.
    const ELEMENTS: &'static [&'static str];

    /// The XML elements and JSON keys that hold a list of such documents. A document that comes in no list has none.
    const LISTS: &'static [&'static str];

    /// Whether JSON has the first names of the rows as its keys, as events do, and not their names in snake case.
    const LITERAL_KEYS: bool;

    /// Creates a document of which no field has been read yet.
    fn empty() -> Self;

    /// Returns the name of a required field that is missing.
    fn missing_field(&self) -> Option<&'static str>;

    /// Returns the index of the field with this name in XML and forms.
    fn index_by_xml(name: &str) -> Option<usize>;

    /// Returns the index of the field with this name in JSON.
    fn index_by_json(name: &str) -> Option<usize>;

    /// Assigns the fields that come next in the document, as long as they are plain ones that the schema knows.
    ///
    /// The fields that follow in the order of the schema are tried first. If none of these comes next, the next name is
    /// looked up, and that field is tried.
    fn assign_next<R: FieldReader<'a>>(&mut self, progress: &mut Progress, reader: &mut R) -> Result<(), DecodeError>;

    /// Assigns the field with this index.
    fn assign(
        &mut self,
        progress: &mut Progress,
        spelling: Spelling,
        index: usize,
        value: Value<'a>,
    ) -> Result<(), DecodeError>;

    fn unknown_fields(&mut self) -> &mut Vec<UnknownField<'a>>;

    fn notes(&mut self) -> &mut DecodeNotes<'a>;

    /// Writes every field in the order in which Twilio writes them, then the unknown fields.
    fn write_fields(&self, writer: &mut impl FieldWriter) -> Result<(), EncodeError>;

    /// Refuses a document that lacks a required field.
    #[inline]
    fn check_required(&self) -> Result<(), DecodeError> {
        match self.missing_field() {
            Some(field) => Err(DecodeError::new(DecodeErrorKind::Missing { field })),
            None => Ok(()),
        }
    }

    /// Assigns the field with this name, or keeps name and value as an unknown field.
    #[inline]
    fn assign_by_name(
        &mut self,
        progress: &mut Progress,
        spelling: Spelling,
        name: Cow<'a, str>,
        value: Value<'a>,
    ) -> Result<(), DecodeError> {
        let index = match spelling {
            Spelling::Attribute | Spelling::Element | Spelling::Pair => Self::index_by_xml(&name),
            Spelling::Key => Self::index_by_json(&name).or_else(|| Self::index_by_xml(&name)),
        };
        match index {
            Some(index) => self.assign(progress, spelling, index, value),
            None => self.keep_unknown(progress, spelling, name, value),
        }
    }

    /// Keeps a field that this document does not know.
    #[cold]
    fn keep_unknown(
        &mut self,
        progress: &mut Progress,
        spelling: Spelling,
        name: Cow<'a, str>,
        value: Value<'a>,
    ) -> Result<(), DecodeError> {
        let snake_cased = match spelling {
            Spelling::Pair => None,
            Spelling::Key if Self::LITERAL_KEYS => None,
            // An element in JSON's spelling would be written as another element, the one that a known field may have.
            Spelling::Element if pascal_case(&name).is_some() => {
                self.notes().skipped.push(name);
                return Ok(());
            }
            Spelling::Attribute | Spelling::Element | Spelling::Key => snake_case(&name),
        };
        // Unknown fields are kept in JSON's spelling. A name that is a known field in that spelling (`page_size` in
        // XML, `PageSize` in JSON) is assigned to it. The caller has already looked up the key as it came.
        let is_new_name = snake_cased.is_some() || spelling == Spelling::Attribute;
        let name = snake_cased.map_or(name, Cow::Owned);
        if is_new_name && let Some(index) = Self::index_by_json(&name).or_else(|| Self::index_by_xml(&name)) {
            return self.assign(progress, spelling, index, value);
        }
        let value = match value {
            Value::Text(text) => text,
            Value::Number(text) | Value::Word(text) => Cow::Borrowed(text),
            Value::Null => Cow::Borrowed(""),
            Value::Raw(_) => {
                self.notes().skipped.push(name);
                return Ok(());
            }
        };
        self.unknown_fields().push(UnknownField { name, value });
        Ok(())
    }
}

/// The specification of a field, from its row in [`document!`].
macro_rules! field_spec {
    ($Field:ident, $xml:literal, $json:ident, required: $required:literal) => {
        $crate::schema::FieldSpec {
            index: $Field::$json as usize,
            name: $crate::wire::name!($xml, $json, literal key: $Field::LITERAL_KEYS),
            required: $required,
        }
    };
}

/// Generates the methods of [`Document`] that find a field and assign it, from one row for each field.
///
/// `assign_next` is unrolled: it has an arm for each field that compares the document with the constants of that field
/// and assigns the value. A loop over a table of fields takes 9 to 45 % more instructions, because every comparison
/// then has a length that is not constant. The condition of an arm is known to be true after the arm before it, so that
/// the compiler leaves it out there: only a document in another order evaluates it.
macro_rules! assign_fields {
    ($($xml:literal $field:ident: $type:ty, required: $required:literal;)*) => {
        #[inline]
        fn index_by_xml(name: &str) -> Option<usize> {
            match name {
                $($xml => Some(Field::$field as usize),)*
                _ => None,
            }
        }

        #[inline]
        fn index_by_json(name: &str) -> Option<usize> {
            match name {
                $(stringify!($field) if !Field::LITERAL_KEYS => Some(Field::$field as usize),)*
                _ => None,
            }
        }

        #[allow(unused_assignments)] // after the last arm
        fn assign_next<R: FieldReader<'a>>(
            &mut self,
            progress: &mut Progress,
            reader: &mut R,
        ) -> Result<(), DecodeError> {
            static BY_XML: PrefixTable = PrefixTable::new(&[$($xml),*]);
            static BY_JSON: PrefixTable =
                PrefixTable::new(&[$(schema::field_spec!(Field, $xml, $field, required: $required).name.json),*]);
            let mut looked_up = usize::MAX;
            let (mut field, mut guesses) = (progress.next, progress.guesses);
            loop {
                let unassigned = &mut Unassigned { unknown_fields: &mut self.unknown_fields, notes: &mut self.notes };
                let unusual = 'order: {
                    $(if field <= Field::$field as usize {
                        const FIELD: schema::FieldSpec = schema::field_spec!(Field, $xml, $field, required: $required);
                        match reader.next_if(FIELD.name) {
                            Next::Text(text) => {
                                progress.mark(FIELD)?;
                                let text = Value::Text(text.into());
                                let value: Option<$type> = schema::decode_value(R::SPELLING, FIELD, text, unassigned)?;
                                if let Some(value) = value {
                                    self.$field = value.into();
                                }
                                reader.end_field()?;
                                (field, guesses) = (FIELD.index + 1, progress.guesses);
                            }
                            Next::Null => {
                                progress.mark(FIELD)?;
                                reader.end_field()?;
                                (field, guesses) = (FIELD.index + 1, progress.guesses);
                            }
                            Next::Value => {
                                break 'order Some((FIELD.index, FIELD.name));
                            }
                            Next::Other => {
                                guesses -= 1;
                                if guesses == 0 {
                                    break 'order None;
                                }
                            }
                        }
                    })*
                    None
                };
                if let Some((index, name)) = unusual {
                    let Some(value) = reader.next_value(name)? else { return Ok(()) };
                    self.assign(progress, R::SPELLING, index, value)?;
                    reader.end_field()?;
                    (field, guesses) = (index + 1, progress.guesses);
                    continue;
                }
                let prefix = match reader.next_prefix() {
                    // Without a field assigned since the last lookup, another would find the same.
                    Some(prefix) if looked_up != progress.next => prefix,
                    _ => return Ok(()),
                };
                looked_up = progress.next;
                field = if matches!(R::SPELLING, Spelling::Key) { &BY_JSON } else { &BY_XML }.find(prefix);
                // A document that needs this has an order of its own, in which more guesses would fail.
                (guesses, progress.guesses) = (1, 1);
            }
        }

        fn assign(
            &mut self,
            progress: &mut Progress,
            spelling: Spelling,
            index: usize,
            value: Value<'a>,
        ) -> Result<(), DecodeError> {
            let Some(field) = FIELDS.get(index) else { return Ok(()) };
            let unassigned = &mut Unassigned { unknown_fields: &mut self.unknown_fields, notes: &mut self.notes };
            match *field {
                $(Field::$field => {
                    const FIELD: schema::FieldSpec = schema::field_spec!(Field, $xml, $field, required: $required);
                    progress.mark(FIELD)?;
                    let value: Option<$type> = schema::decode_value(spelling, FIELD, value, unassigned)?;
                    if let Some(value) = value {
                        self.$field = value.into();
                    }
                })*
            }
            Ok(())
        }
    };
}

/// Declares a document: its struct, its constructor, `Debug`, equality, and its implementation of [`Document`].
///
/// A row is `"XmlName" json_name: Type`, in the order in which Twilio writes the fields. `links` are the children of
/// the element `SubresourceUris`. `lists` come from numbered parameters, which the document's own file takes out of the
/// unknown fields. `http` is the status of HTTP, which a document can repeat. `with
/// literal keys` is for events, whose JSON keys are the literals of the rows.
macro_rules! document {
    (
        $(#[$meta:meta])*
        pub struct $Document:ident<'a>: $($element:literal)|+ $(in $($list:literal)|+)? $(with $literal:ident keys)? {
            required { $($(#[$rmeta:meta])* $rxml:literal $rfield:ident: $rtype:ty,)* }
            optional { $($(#[$ometa:meta])* $oxml:literal $ofield:ident: Option<$otype:ty>,)* }
            $(links { $($(#[$lmeta:meta])* $lxml:literal $lfield:ident: Option<$ltype:ty>,)* })?
            $(lists { $($(#[$vmeta:meta])* $vfield:ident: Vec<$vtype:ty>,)* })?
            $(http { $(#[$hmeta:meta])* $hxml:literal $hfield:ident: u16, })?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct $Document<'a> {
            $($(#[$rmeta])* pub $rfield: $rtype,)*
            $($(#[$ometa])* pub $ofield: Option<$otype>,)*
            $($($(#[$lmeta])* pub $lfield: Option<$ltype>,)*)?
            $($($(#[$vmeta])* pub $vfield: Vec<$vtype>,)*)?
            $($(#[$hmeta])* pub $hfield: u16,)?
            /// Fields that this type does not know, in the order in which they came.
            pub unknown_fields: Vec<$crate::schema::UnknownField<'a>>,
            /// How the document was decoded. The notes are no part of its value: equality ignores them.
            pub notes: $crate::schema::DecodeNotes<'a>,
        }

        impl<'a> $Document<'a> {
            /// Creates a document that holds its required fields only.
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new($($rfield: $rtype,)* $($hfield: u16)?) -> Self {
                Self {
                    $($rfield,)*
                    $($hfield,)?
                    $($ofield: None,)*
                    $($($lfield: None,)*)?
                    $($($vfield: Vec::new(),)*)?
                    unknown_fields: Vec::new(),
                    notes: $crate::schema::DecodeNotes::default(),
                }
            }

            /// Converts into an owned value.
            #[must_use]
            pub fn into_owned(self) -> $Document<'static> {
                $Document {
                    $($rfield: $crate::schema::FieldValue::into_owned(self.$rfield),)*
                    $($ofield: $crate::schema::into_owned(self.$ofield),)*
                    $($($lfield: $crate::schema::into_owned(self.$lfield),)*)?
                    $($($vfield: self.$vfield.into_iter().map(|item| item.into_owned().into()).collect(),)*)?
                    $($hfield: self.$hfield,)?
                    unknown_fields:
                        self.unknown_fields.into_iter().map($crate::schema::UnknownField::into_owned).collect(),
                    notes: self.notes.into_owned(),
                }
            }
        }

        /// Shows how long a message text is but not the text, and the names of unknown fields but not their values.
        impl std::fmt::Debug for $Document<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($Document));
                $(out.field(stringify!($rfield), &self.$rfield);)*
                $($crate::schema::debug_field(&mut out, stringify!($ofield), self.$ofield.as_ref());)*
                $($($crate::schema::debug_field(&mut out, stringify!($lfield), self.$lfield.as_ref());)*)?
                $($(out.field(stringify!($vfield), &self.$vfield);)*)?
                $(out.field(stringify!($hfield), &self.$hfield);)?
                let names: Vec<_> = self.unknown_fields.iter().map(|field| &field.name).collect();
                out.field("unknown_fields", &names).field("notes", &self.notes).finish()
            }
        }

        impl PartialEq for $Document<'_> {
            fn eq(&self, other: &Self) -> bool {
                $(self.$rfield == other.$rfield &&)*
                $(self.$ofield == other.$ofield &&)*
                $($(self.$lfield == other.$lfield &&)*)?
                $($(self.$vfield == other.$vfield &&)*)?
                $(self.$hfield == other.$hfield &&)?
                self.unknown_fields == other.unknown_fields
            }
        }

        impl Eq for $Document<'_> {}

        const _: () = {
            use $crate::error::{DecodeError, EncodeError};
            use $crate::schema::{self, DecodeNotes, Document, PrefixTable, Progress, Unassigned, UnknownField};
            use $crate::wire::{FieldReader, FieldWriter, Next, Spelling, Value};

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Field { $($rfield,)* $($ofield,)* $($hfield,)? $($($lfield,)*)? }

            const FIELDS: &[Field] =
                &[$(Field::$rfield,)* $(Field::$ofield,)* $(Field::$hfield,)? $($(Field::$lfield,)*)?];

            impl Field {
                const LITERAL_KEYS: bool = {
                    let literal: &[&str] = &[$(stringify!($literal))?];
                    !literal.is_empty()
                };
            }

            // `Progress` has one bit for each field.
            const _: () = assert!(FIELDS.len() <= 64);

            impl<'a> Document<'a> for $Document<'a> {
                const ELEMENTS: &'static [&'static str] = &[$($element),+];

                const LISTS: &'static [&'static str] = &[$($($list),+)?];

                const LITERAL_KEYS: bool = Field::LITERAL_KEYS;

                #[inline]
                fn empty() -> Self {
                    Self {
                        $($rfield: <$rtype>::placeholder(),)*
                        $($ofield: None,)*
                        $($($lfield: None,)*)?
                        $($($vfield: Vec::new(),)*)?
                        $($hfield: 0,)?
                        unknown_fields: Vec::new(),
                        notes: DecodeNotes { recovered: 0, skipped: Vec::new() },
                    }
                }

                #[inline]
                fn missing_field(&self) -> Option<&'static str> {
                    $(if self.$rfield.is_placeholder() {
                        return Some($rxml);
                    })*
                    None
                }

                $crate::schema::assign_fields! {
                    $($rxml $rfield: $rtype, required: true;)*
                    $($oxml $ofield: $otype, required: false;)*
                    $($hxml $hfield: u16, required: false;)?
                    $($($lxml $lfield: $ltype, required: false;)*)?
                }

                fn unknown_fields(&mut self) -> &mut Vec<UnknownField<'a>> {
                    &mut self.unknown_fields
                }

                fn notes(&mut self) -> &mut DecodeNotes<'a> {
                    &mut self.notes
                }

                fn write_fields(&self, writer: &mut impl FieldWriter) -> Result<(), EncodeError> {
                    $(writer.write_field(
                        schema::field_spec!(Field, $rxml, $rfield, required: true).name,
                        schema::FieldValue::to_out(&self.$rfield),
                    )?;)*
                    $(schema::write_field(
                        writer,
                        schema::field_spec!(Field, $oxml, $ofield, required: false).name,
                        self.$ofield.as_ref(),
                        &self.unknown_fields,
                    )?;)*
                    $(writer.write_field(
                        $crate::wire::name!($hxml, $hfield, literal key: false),
                        $crate::wire::FieldOut::Integer(self.$hfield.into()),
                    )?;)?
                    $(
                        writer.begin_links();
                        $(
                            // An absent link has no element at all, while another absent field has an empty one.
                            if self.$lfield.is_some() {
                                schema::write_field(
                                    writer,
                                    schema::field_spec!(Field, $lxml, $lfield, required: false).name,
                                    self.$lfield.as_ref(),
                                    &self.unknown_fields,
                                )?;
                            }
                        )*
                        writer.end_links();
                    )?
                    for field in &self.unknown_fields {
                        writer.write_unknown(&field.name, &field.value)?;
                    }
                    Ok(())
                }
            }
        };
    };
}

pub(crate) use {assign_fields, document, field_spec};

/// Counts what a document holds that its type does not know.
#[inline]
fn unknown_count<'a>(document: &mut impl Document<'a>) -> usize {
    document.unknown_fields().len() + document.notes().skipped.len()
}

/// Refuses more unknown fields than the limit: each takes more memory than the few bytes that it may have in the
/// document.
#[inline]
fn check_unknown_count(count: usize) -> Result<(), DecodeError> {
    if count > MAX_UNKNOWN {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "unknown fields", max: MAX_UNKNOWN }));
    }
    Ok(())
}

/// A target that is one document, which is empty to begin with.
pub(crate) struct SingleTarget<'d, D> {
    document: &'d mut D,
    progress: Progress,
}

impl<'d, D> SingleTarget<'d, D> {
    #[inline]
    pub(crate) fn new(document: &'d mut D) -> Self {
        Self { document, progress: Progress::default() }
    }
}

impl<'a, D: Document<'a>> Target<'a> for SingleTarget<'_, D> {
    const RESOURCE: &'static str = match D::ELEMENTS {
        [first, ..] => first,
        [] => "",
    };

    #[inline]
    fn element_kind(name: &str) -> ElementKind {
        if D::ELEMENTS.contains(&name) { ElementKind::Fields } else { ElementKind::Other }
    }

    #[inline]
    fn assign_next(&mut self, reader: &mut impl FieldReader<'a>) -> Result<(), DecodeError> {
        self.document.assign_next(&mut self.progress, reader)
    }

    #[inline]
    fn assign(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        self.document.assign_by_name(&mut self.progress, spelling, name, value)?;
        check_unknown_count(unknown_count(self.document))
    }

    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError> {
        self.document.notes().skipped.push(name);
        check_unknown_count(unknown_count(self.document))
    }

    fn recovered(&mut self, count: u32) {
        let notes = self.document.notes();
        notes.recovered = notes.recovered.saturating_add(count);
    }
}

/// A target that is a list of `D` with the list's paging beside it, `P`. Both are empty to begin with.
pub(crate) struct ListTarget<'d, P, D> {
    paging: &'d mut P,
    items: &'d mut Vec<D>,
    progress: Progress,
    /// The progress of the last item, while it is being read.
    item: Option<Progress>,
    /// How many unknown fields the items before it hold.
    unknown: usize,
}

impl<'d, P, D> ListTarget<'d, P, D> {
    pub(crate) fn new(paging: &'d mut P, items: &'d mut Vec<D>) -> Self {
        Self { paging, items, progress: Progress::default(), item: None, unknown: 0 }
    }
}

impl<'d, 'a, P: Document<'a>, D: Document<'a>> ListTarget<'d, P, D> {
    /// Returns the item that is being read, and its progress.
    #[inline]
    fn item(&mut self) -> Option<(&mut D, &mut Progress)> {
        self.items.last_mut().zip(self.item.as_mut())
    }

    #[inline]
    fn check_unknown_count(&mut self) -> Result<(), DecodeError> {
        let item = self.item().map_or(0, |(item, _)| unknown_count(item));
        check_unknown_count(self.unknown + item + unknown_count(self.paging))
    }
}

impl<'a, P: Document<'a>, D: Document<'a>> Target<'a> for ListTarget<'_, P, D> {
    const RESOURCE: &'static str = match D::LISTS {
        [first, ..] => first,
        [] => "",
    };

    const REQUIRES_LIST: bool = true;

    #[inline]
    fn element_kind(name: &str) -> ElementKind {
        if D::ELEMENTS.contains(&name) {
            ElementKind::Item
        } else if D::LISTS.contains(&name) {
            ElementKind::List
        } else {
            ElementKind::Other
        }
    }

    #[inline]
    fn assign_next(&mut self, reader: &mut impl FieldReader<'a>) -> Result<(), DecodeError> {
        match self.item() {
            Some((item, progress)) => item.assign_next(progress, reader),
            None => self.paging.assign_next(&mut self.progress, reader),
        }
    }

    #[inline]
    fn assign(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        match self.item() {
            Some((item, progress)) => item.assign_by_name(progress, spelling, name, value)?,
            None => self.paging.assign_by_name(&mut self.progress, spelling, name, value)?,
        }
        self.check_unknown_count()
    }

    fn skip(&mut self, name: Cow<'a, str>) -> Result<(), DecodeError> {
        match self.item() {
            Some((item, _)) => item.notes().skipped.push(name),
            None => self.paging.notes().skipped.push(name),
        }
        self.check_unknown_count()
    }

    fn begin_item(&mut self) -> Result<(), DecodeError> {
        if self.items.len() == MAX_ITEMS {
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "items in a list", max: MAX_ITEMS }));
        }
        self.items.push(D::empty());
        self.item = Some(Progress::default());
        Ok(())
    }

    fn end_item(&mut self) -> Result<(), DecodeError> {
        if let Some((item, _)) = self.item() {
            item.check_required()?;
            self.unknown += unknown_count(item);
        }
        self.item = None;
        Ok(())
    }

    fn recovered(&mut self, count: u32) {
        let notes = self.paging.notes();
        notes.recovered = notes.recovered.saturating_add(count);
    }
}
