//! The table from the other side: what a client says. Closed, owned, and right by construction.

use crate::error::DecodeError;
use crate::wire::form;

/// A form that a client sends: what [`request!`] implements.
pub(crate) trait Form: Sized {
    /// The fields as they arrive.
    type Slots: Default;

    /// The parameters that this request has a field for.
    const NAMES: &'static [&'static str];

    /// Hands the pairs over, in order: names, and texts as bytes.
    fn pairs(&self, with: impl FnMut(&str, &[u8]));

    /// The same as texts.
    fn texts(&self, mut with: impl FnMut(&str, &str)) {
        self.pairs(|name, value| with(name, std::str::from_utf8(value).unwrap_or_default()));
    }

    /// Takes one pair.
    fn fill(slots: &mut Self::Slots, name: &str, value: &str) -> Result<(), DecodeError>;

    /// The request, once everything has arrived: the joint rules are kept here.
    fn finish(slots: Self::Slots) -> Result<Self, DecodeError>;

    /// How much room the form needs at most.
    fn room(&self) -> usize {
        let mut room = 0;
        self.pairs(|name, value| room += form::Writer::room(name, value.len()));
        room
    }

    /// Appends the form to a buffer.
    fn write(&self, out: &mut String) {
        form::Writer::new(out).all(&|| self.room(), |add| self.pairs(add));
    }

    /// Reads a form.
    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut slots = Self::Slots::default();
        for pair in form::pairs(bytes)? {
            let (name, value) = pair?;
            Self::fill(&mut slots, &name, &value)?;
        }
        Self::finish(slots)
    }
}

/// Declares a request: its struct, its pairs in order, and the way back.
///
/// A row is `"TwilioName" rust_name: Type`. `fixed` rows are set by the constructor, which keeps the rules that several
/// share, and get an accessor; `free` rows stand for themselves and get a builder method.
macro_rules! request {
    (
        $(#[$meta:meta])*
        pub struct $Request:ident {
            fixed { $($(#[$xmeta:meta])* $xname:literal $xfield:ident: $xtype:ty,)* }
            free { $($(#[$fmeta:meta])* $fname:literal $ffield:ident: Option<$ftype:ty>,)* }
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Eq, Hash, PartialEq)]
        pub struct $Request {
            $($xfield: $xtype,)*
            $($ffield: Option<$ftype>,)*
            /// Parameters that have no field here.
            others: Vec<(String, String)>,
        }

        impl $Request {
            $($(#[$xmeta])* #[must_use] pub const fn $xfield(&self) -> &$xtype {
                &self.$xfield
            })*

            $($(#[$fmeta])* #[must_use] pub fn $ffield(mut self, value: $ftype) -> Self {
                self.$ffield = Some(value);
                self
            })*

            /// Adds a parameter that this type has no method for: one that Twilio added since, or another server's own.
            ///
            /// # Errors
            ///
            /// A parameter that it does have a method for: [`KnownParameter`](crate::ParseErrorKind::KnownParameter).
            pub fn other(
                mut self,
                name: impl Into<String>,
                value: impl Into<String>,
            ) -> Result<Self, $crate::error::ParseError> {
                let name = name.into();
                if <Self as $crate::table::Form>::NAMES.contains(&name.as_str()) {
                    let kind = $crate::error::ParseErrorKind::KnownParameter;
                    return Err($crate::error::ParseError::new("name of another parameter", kind));
                }
                self.others.push((name, value.into()));
                Ok(self)
            }

            /// The parameters that this type has no method for, in order. Twilio ignores those that it does not know either.
            #[must_use]
            pub fn others(&self) -> &[(String, String)] {
                &self.others
            }

            /// The parameters that are set, under Twilio's names, in the order in which they are sent.
            #[must_use]
            pub fn params(&self) -> Vec<(String, String)> {
                let mut params = Vec::new();
                $crate::table::Form::texts(self, |name, value| params.push((name.to_owned(), value.to_owned())));
                params
            }

            /// The value of a parameter, under Twilio's name (`StatusCallback`), if it is set; of several values the first.
            #[must_use]
            pub fn param(&self, name: &str) -> Option<String> {
                let mut found = None;
                $crate::table::Form::texts(self, |set, value| {
                    if set == name && found.is_none() {
                        found = Some(value.to_owned());
                    }
                });
                found
            }

            /// Appends the parameters to a buffer, as a form: the body of a POST, the query of a list. With room in it nothing is
            /// allocated, otherwise once.
            pub fn encode_into(&self, out: &mut String) {
                $crate::table::Form::write(self, out);
            }
        }

        /// Shows the parameters; of texts that are private how long they are.
        impl std::fmt::Debug for $Request {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($Request));
                $crate::table::Form::texts(self, |name, value| {
                    match name {
                        "Body" | "ContentVariables" => {
                            out.field(name, &format_args!("({} characters)", value.chars().count()))
                        }
                        _ => out.field(name, &format_args!("{value:?}")),
                    };
                });
                out.finish()
            }
        }

        const _: () = {
            use $crate::error::DecodeError;
            use $crate::table::{Cell, Form};

            #[derive(Default)]
            #[allow(unreachable_pub)]
            pub struct Slots {
                $($xfield: <$xtype as Cell>::Slot,)*
                $($ffield: <Option<$ftype> as Cell>::Slot,)*
                others: Vec<(String, String)>,
            }

            impl Form for $Request {
                type Slots = Slots;

                const NAMES: &'static [&'static str] = &[$($xname,)* $($fname,)*];

                fn pairs(&self, mut with: impl FnMut(&str, &[u8])) {
                    $(Cell::each(&self.$xfield, |value| with($xname, value));)*
                    $(Cell::each(&self.$ffield, |value| with($fname, value));)*
                    for (name, value) in &self.others {
                        with(name, value.as_bytes());
                    }
                }

                fn fill(slots: &mut Slots, name: &str, value: &str) -> Result<(), DecodeError> {
                    match name {
                        $($xname => <$xtype as Cell>::fill(&mut slots.$xfield, $xname, value)?,)*
                        $($fname => <Option<$ftype> as Cell>::fill(&mut slots.$ffield, $fname, value)?,)*
                        _ => slots.others.push((name.to_owned(), value.to_owned())),
                    }
                    Ok(())
                }

                fn finish(slots: Slots) -> Result<Self, DecodeError> {
                    Self {
                        $($xfield: <$xtype as Cell>::take(slots.$xfield, $xname)?,)*
                        $($ffield: <Option<$ftype> as Cell>::take(slots.$ffield, $fname)?,)*
                        others: slots.others,
                    }
                    .checked()
                }
            }
        };
    };
}

pub(crate) use request;
