//! The one idea: a document is a table of named texts.
//!
//! [`document!`] takes the fields of a document, one row each, and makes the struct, its decoding from every format, its
//! encoding into every format, `Debug`, equality and the way from borrowed to owned. This module is where the
//! two wings meet: `value` says what a text means, `wire` how it travels.

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::wire::xml::write::{pascal, snake};
use crate::wire::{Ordered, Put, Spelling, Value};

mod cell;
mod field;
mod request;
mod sink;

pub(crate) use cell::{Cell, Parameter};
pub(crate) use field::{Progress, Scalar, debug, fill, owned, put, take};
pub(crate) use request::{Form, request};
pub(crate) use sink::{List, Many, One};

/// A field that a document's type does not know, kept as it came.
///
/// Replies spell the name as JSON does (`connect_app_sid`), whatever the format, so that one message decodes alike from
/// both; webhooks spell it as it was sent. A field that is known, but whose type cannot hold the value, is kept here too.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// let reply = br#"{"sid": "SM1", "connect_app_sid": "CN1", "num_segments": "many"}"#;
/// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
/// assert_eq!(message.extra[0].name, "connect_app_sid");
/// assert_eq!((message.num_segments, &*message.extra[1].value), (None, "many"));
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Extra<'a> {
    /// The name of the field.
    pub name: Cow<'a, str>,
    /// Its value as text; empty where it has none.
    pub value: Cow<'a, str>,
}

impl Extra<'_> {
    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Extra<'static> {
        Extra { name: owned_text(self.name), value: owned_text(self.value) }
    }
}

/// How a document was read: what was accepted that is not quite right, and what was not read at all.
///
/// No part of a document's value: two documents that say the same are equal, however they came.
///
/// ```
/// use twilio_sms::{Message, Outcome};
///
/// // Twilio's own documentation prints this, which is not XML.
/// let reply = b"<TwilioResponse><SMSMessage><Sid>SM1</Sid><Body>I love you <3</Body></SMSMessage></TwilioResponse>";
/// let Outcome::Done(message) = Message::decode(201, reply) else { panic!() };
/// assert_eq!(message.body.as_deref(), Some("I love you <3"));
/// assert_eq!(message.reading.recovered, 1);
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Reading<'a> {
    /// How many deviations were accepted: a `<` in XML text that begins nothing; a JSON value of a kind that its field
    /// never has. 0 for everything that a conforming parser reads as the document it is.
    pub recovered: u32,
    /// The names of structures that were not read, as they stood in the document.
    pub skipped: Vec<Cow<'a, str>>,
}

impl Reading<'_> {
    /// The same, borrowing from nothing.
    #[must_use]
    pub fn into_owned(self) -> Reading<'static> {
        Reading { recovered: self.recovered, skipped: self.skipped.into_iter().map(owned_text).collect() }
    }
}

/// A text that borrows from nothing.
pub(crate) fn owned_text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// A document that can be read and written: what [`document!`] implements.
pub(crate) trait Document<'a>: Sized + 'a {
    /// The elements that hold one. The first is also its name in errors.
    const ELEMENTS: &'static [&'static str];

    /// Where its fields gather while it is read.
    type Slots: Slots<'a, Document = Self>;

    /// Hands its fields over, in the order of the live service.
    fn put(&self, to: &mut impl Put) -> Result<(), EncodeError>;
}

/// The fields of a document while it is read.
pub(crate) trait Slots<'a>: Default {
    type Document;

    /// Which field has this name in XML and forms.
    fn by_xml(name: &str) -> Option<usize>;

    /// Which field has this name in JSON.
    fn by_json(name: &str) -> Option<usize>;

    /// Takes the fields that come next for as long as they come in order, from the one after the last that was filled.
    fn in_order(&mut self, from: &mut impl Ordered<'a>) -> Result<(), DecodeError>;

    /// Fills a field.
    fn set(&mut self, spelling: Spelling, column: usize, value: Value<'a>) -> Result<(), DecodeError>;

    fn extra(&mut self) -> &mut Vec<Extra<'a>>;

    fn reading(&mut self) -> &mut Reading<'a>;

    fn finish(self) -> Result<Self::Document, DecodeError>;

    /// Fills the field of a name, or keeps the pair beside the fields.
    #[inline]
    fn named(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        let column = match spelling {
            Spelling::Attribute | Spelling::Element | Spelling::Pair => Self::by_xml(&name),
            Spelling::Key => Self::by_json(&name).or_else(|| Self::by_xml(&name)),
        };
        match column {
            Some(column) => self.set(spelling, column, value),
            None => self.unknown(spelling, name, value),
        }
    }

    /// Keeps what has no field.
    #[cold]
    fn unknown(&mut self, spelling: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        let name = match spelling {
            Spelling::Pair => name,
            Spelling::Attribute | Spelling::Key => snake(&name).map_or(name, Cow::Owned),
            // JSON's spelling has no place in XML: it would be taken for the field that it is not.
            Spelling::Element if pascal(&name).is_some() => {
                self.reading().skipped.push(name);
                return Ok(());
            }
            Spelling::Element => snake(&name).map_or(name, Cow::Owned),
        };
        // It is written in JSON's spelling: what has a field there is that field (`page_size` in XML, `PageSize` in JSON).
        if spelling != Spelling::Pair
            && let Some(column) = Self::by_json(&name).or_else(|| Self::by_xml(&name))
        {
            return self.set(spelling, column, value);
        }
        let value = match value {
            Value::Text(text) => text,
            Value::Number(text) | Value::Word(text) => Cow::Borrowed(text),
            Value::Null => Cow::Borrowed(""),
            Value::Raw(_) => {
                self.reading().skipped.push(name);
                return Ok(());
            }
        };
        self.extra().push(Extra { name, value });
        Ok(())
    }
}

/// A field that must be there.
pub(crate) fn required<T>(slot: Option<T>, field: &'static str) -> Result<T, DecodeError> {
    slot.ok_or(DecodeError::new(DecodeErrorKind::Missing { field }))
}

/// A name, from its row.
macro_rules! name {
    ($xml:literal, $json:ident) => {
        $crate::wire::Name { xml: $xml, json: stringify!($json) }
    };
}

/// The same as it stands before its value.
macro_rules! marks {
    ($xml:literal, $json:ident) => {
        const {
            $crate::wire::Marks {
                name: $xml,
                open: concat!("<", $xml),
                close: concat!("</", $xml, ">"),
                key: concat!("\"", stringify!($json), "\":"),
                pair: concat!($xml, "="),
                verbatim: $crate::wire::is_verbatim($xml),
            }
        }
    };
}

/// Declares a document: its struct and everything that follows from its fields.
///
/// A row is `"XmlName" json_name: Type`, in the order of the live service. `links` are the children of the group
/// `SubresourceUris`. `lists` come from numbered parameters, which the document's own file takes out of the unknown ones.
macro_rules! document {
    (
        $(#[$meta:meta])*
        pub struct $Document:ident<'a>: $($element:literal)|+ {
            required { $($(#[$rmeta:meta])* $rxml:literal $rfield:ident: $rtype:ty,)* }
            optional { $($(#[$ometa:meta])* $oxml:literal $ofield:ident: Option<$otype:ty>,)* }
            $(links { $($(#[$lmeta:meta])* $lxml:literal $lfield:ident: Option<$ltype:ty>,)* })?
            $(lists { $($(#[$vmeta:meta])* $vfield:ident: Vec<$vtype:ty>,)* })?
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
            /// Fields that this type does not know, in the order in which they came.
            pub extra: Vec<$crate::table::Extra<'a>>,
            /// How the document was read; no part of its value.
            pub reading: $crate::table::Reading<'a>,
        }

        impl<'a> $Document<'a> {
            /// A document with no more than it must have.
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new($($rfield: $rtype),*) -> Self {
                Self {
                    $($rfield,)*
                    $($ofield: None,)*
                    $($($lfield: None,)*)?
                    $($($vfield: Vec::new(),)*)?
                    extra: Vec::new(),
                    reading: $crate::table::Reading::default(),
                }
            }

            /// The same, borrowing from nothing.
            #[must_use]
            pub fn into_owned(self) -> $Document<'static> {
                $Document {
                    $($rfield: $crate::table::Scalar::into_owned(self.$rfield),)*
                    $($ofield: $crate::table::owned(self.$ofield),)*
                    $($($lfield: $crate::table::owned(self.$lfield),)*)?
                    $($($vfield: self.$vfield.into_iter().map(|item| item.into_owned()).collect(),)*)?
                    extra: self.extra.into_iter().map($crate::table::Extra::into_owned).collect(),
                    reading: self.reading.into_owned(),
                }
            }
        }

        /// Shows how long a body is, never what it says; of unknown fields the names.
        impl std::fmt::Debug for $Document<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($Document));
                $(out.field(stringify!($rfield), &self.$rfield);)*
                $($crate::table::debug(&mut out, stringify!($ofield), &self.$ofield);)*
                $($($crate::table::debug(&mut out, stringify!($lfield), &self.$lfield);)*)?
                $($(out.field(stringify!($vfield), &self.$vfield);)*)?
                let names: Vec<_> = self.extra.iter().map(|extra| &extra.name).collect();
                out.field("extra", &names).field("reading", &self.reading).finish()
            }
        }

        impl PartialEq for $Document<'_> {
            fn eq(&self, other: &Self) -> bool {
                $(self.$rfield == other.$rfield &&)*
                $(self.$ofield == other.$ofield &&)*
                $($(self.$lfield == other.$lfield &&)*)?
                $($(self.$vfield == other.$vfield &&)*)?
                self.extra == other.extra
            }
        }

        impl Eq for $Document<'_> {}

        const _: () = {
            use $crate::error::{DecodeError, EncodeError};
            #[allow(unused_imports)]
            use $crate::table::{self, Document, Extra, Reading, Scalar};
            use $crate::wire::{Ordered, Put, Spelling, Value};

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Column { $($rfield,)* $($ofield,)* $($($lfield,)*)? }

            const COLUMNS: &[Column] =
                &[$(Column::$rfield,)* $(Column::$ofield,)* $($(Column::$lfield,)*)?];

            #[derive(Default)]
            #[allow(unreachable_pub)]
            pub struct Slots<'a> {
                progress: table::Progress,
                $($rfield: Option<$rtype>,)*
                $($ofield: Option<$otype>,)*
                $($($lfield: Option<$ltype>,)*)?
                extra: Vec<Extra<'a>>,
                reading: Reading<'a>,
            }

            impl<'a> table::Slots<'a> for Slots<'a> {
                type Document = $Document<'a>;

                #[inline]
                fn by_xml(name: &str) -> Option<usize> {
                    match name {
                        $($rxml => Some(Column::$rfield as usize),)*
                        $($oxml => Some(Column::$ofield as usize),)*
                        $($($lxml => Some(Column::$lfield as usize),)*)?
                        _ => None,
                    }
                }

                #[inline]
                fn by_json(name: &str) -> Option<usize> {
                    match name {
                        $(stringify!($rfield) => Some(Column::$rfield as usize),)*
                        $(stringify!($ofield) => Some(Column::$ofield as usize),)*
                        $($(stringify!($lfield) => Some(Column::$lfield as usize),)*)?
                        _ => None,
                    }
                }

                fn in_order(&mut self, from: &mut impl Ordered<'a>) -> Result<(), DecodeError> {
                    if !self.progress.ordered() {
                        return Ok(());
                    }
                    let (first, seen) = (self.progress.next, self.progress.seen);
                    let (progress, extra, reading) = (&mut self.progress, &mut self.extra, &mut self.reading);
                    $(if first <= Column::$rfield as usize {
                        table::take::<_, _, true>(from, &mut self.$rfield, Column::$rfield as usize,
                            table::marks!($rxml, $rfield), table::name!($rxml, $rfield), progress, extra, reading)?;
                    })*
                    $(if first <= Column::$ofield as usize {
                        table::take::<_, _, false>(from, &mut self.$ofield, Column::$ofield as usize,
                            table::marks!($oxml, $ofield), table::name!($oxml, $ofield), progress, extra, reading)?;
                    })*
                    $($(if first <= Column::$lfield as usize {
                        table::take::<_, _, false>(from, &mut self.$lfield, Column::$lfield as usize,
                            table::marks!($lxml, $lfield), table::name!($lxml, $lfield), progress, extra, reading)?;
                    })*)?
                    progress.asked(seen);
                    Ok(())
                }

                fn set(&mut self, spelling: Spelling, column: usize, value: Value<'a>) -> Result<(), DecodeError> {
                    let Some(field) = COLUMNS.get(column) else { return Ok(()) };
                    let seen = self.progress.fills(column);
                    let (extra, reading) = (&mut self.extra, &mut self.reading);
                    match *field {
                        $(Column::$rfield => table::fill::<_, true>(&mut self.$rfield, seen, spelling,
                            table::name!($rxml, $rfield), value, extra, reading),)*
                        $(Column::$ofield => table::fill::<_, false>(&mut self.$ofield, seen, spelling,
                            table::name!($oxml, $ofield), value, extra, reading),)*
                        $($(Column::$lfield => table::fill::<_, false>(&mut self.$lfield, seen, spelling,
                            table::name!($lxml, $lfield), value, extra, reading),)*)?
                    }
                }

                fn extra(&mut self) -> &mut Vec<Extra<'a>> {
                    &mut self.extra
                }

                fn reading(&mut self) -> &mut Reading<'a> {
                    &mut self.reading
                }

                #[inline]
                fn finish(self) -> Result<$Document<'a>, DecodeError> {
                    Ok($Document {
                        $($rfield: table::required(self.$rfield, $rxml)?,)*
                        $($ofield: self.$ofield,)*
                        $($($lfield: self.$lfield,)*)?
                        $($($vfield: Vec::<$vtype>::new(),)*)?
                        extra: self.extra,
                        reading: self.reading,
                    })
                }
            }

            impl<'a> Document<'a> for $Document<'a> {
                const ELEMENTS: &'static [&'static str] = &[$($element),+];

                type Slots = Slots<'a>;

                fn put(&self, to: &mut impl Put) -> Result<(), EncodeError> {
                    $(to.put(table::name!($rxml, $rfield), Scalar::out(&self.$rfield))?;)*
                    $(table::put(to, table::name!($oxml, $ofield), &self.$ofield, &self.extra)?;)*
                    $(
                        to.group(true);
                        $(
                            // A link that is not there has no element, not an empty one.
                            if self.$lfield.is_some() {
                                let name = table::name!($lxml, $lfield);
                                table::put(to, name, &self.$lfield, &self.extra)?;
                            }
                        )*
                        to.group(false);
                    )?
                    for extra in &self.extra {
                        to.extra(&extra.name, &extra.value)?;
                    }
                    Ok(())
                }
            }
        };
    };
}

pub(crate) use {document, marks, name};
