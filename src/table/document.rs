//! What a table of fields turns into: the struct, and everything that follows from its rows.

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
            use $crate::table::{self, Document, Extra, Progress, Reading, Required, Scalar};
            use $crate::wire::{Ordered, Put, Spelling, Value};

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Column { $($rfield,)* $($ofield,)* $($($lfield,)*)? }

            const COLUMNS: &[Column] =
                &[$(Column::$rfield,)* $(Column::$ofield,)* $($(Column::$lfield,)*)?];

            impl<'a> Document<'a> for $Document<'a> {
                const ELEMENTS: &'static [&'static str] = &[$($element),+];

                #[inline]
                fn blank() -> Self {
                    Self {
                        $($rfield: Required::missing(),)*
                        $($ofield: None,)*
                        $($($lfield: None,)*)?
                        $($($vfield: Vec::new(),)*)?
                        extra: Vec::new(),
                        reading: Reading { recovered: 0, skipped: Vec::new() },
                    }
                }

                #[inline]
                fn missing(&self) -> Option<&'static str> {
                    $(if self.$rfield.is_missing() {
                        return Some($rxml);
                    })*
                    None
                }

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

                fn in_order(
                    &mut self,
                    progress: &mut Progress,
                    from: &mut impl Ordered<'a>,
                ) -> Result<(), DecodeError> {
                    if !progress.ordered() {
                        return Ok(());
                    }
                    let first = progress.next;
                    let (extra, reading) = (&mut self.extra, &mut self.reading);
                    $(if first <= Column::$rfield as usize {
                        table::take(from, &mut self.$rfield, Column::$rfield as usize,
                            table::marks!($rxml, $rfield), &table::name!($rxml, $rfield), progress, extra, reading)?;
                    })*
                    $(if first <= Column::$ofield as usize {
                        table::take(from, &mut self.$ofield, Column::$ofield as usize,
                            table::marks!($oxml, $ofield), &table::name!($oxml, $ofield), progress, extra, reading)?;
                    })*
                    $($(if first <= Column::$lfield as usize {
                        table::take(from, &mut self.$lfield, Column::$lfield as usize,
                            table::marks!($lxml, $lfield), &table::name!($lxml, $lfield), progress, extra, reading)?;
                    })*)?
                    progress.asked(first);
                    Ok(())
                }

                fn set(
                    &mut self,
                    progress: &mut Progress,
                    spelling: Spelling,
                    column: usize,
                    value: Value<'a>,
                ) -> Result<(), DecodeError> {
                    let Some(field) = COLUMNS.get(column) else { return Ok(()) };
                    let seen = progress.fills(column);
                    let (extra, reading) = (&mut self.extra, &mut self.reading);
                    match *field {
                        $(Column::$rfield => table::fill(&mut self.$rfield, seen, spelling,
                            &table::name!($rxml, $rfield), value, extra, reading),)*
                        $(Column::$ofield => table::fill(&mut self.$ofield, seen, spelling,
                            &table::name!($oxml, $ofield), value, extra, reading),)*
                        $($(Column::$lfield => table::fill(&mut self.$lfield, seen, spelling,
                            &table::name!($lxml, $lfield), value, extra, reading),)*)?
                    }
                }

                fn extra(&mut self) -> &mut Vec<Extra<'a>> {
                    &mut self.extra
                }

                fn reading(&mut self) -> &mut Reading<'a> {
                    &mut self.reading
                }

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
