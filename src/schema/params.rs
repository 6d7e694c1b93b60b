//! Requests: the parameters that a client sends in a form, and the macro that declares them.
//!
//! Requests are strict where documents are lenient: a value that its type refuses is an error, and every request that exists
//! can be sent.

use crate::error::{DecodeError, DecodeErrorKind, ParseError, ParseErrorKind};
use crate::value::address::{Address, Recipient};
use crate::value::body::{Body, SmsBody};
use crate::value::enums::{
    AddressRetention, ContentRetention, FeedbackOutcome, MessageIntent, RiskCheck, ScheduleType, TrafficType,
    UpdateStatus,
};
use crate::value::number::{PageSize, ValidityPeriod};
use crate::value::price::Price;
use crate::value::sid::Sid;
use crate::value::timestamp::SendAt;
use crate::value::url::{CallbackUrl, MediaUrl};
use crate::wire::form;
use crate::wire::stack_string::StackString;

/// A type that a parameter of a request can have.
pub(crate) trait ParamValue: Sized {
    /// Whether an empty text is a value. Where it is not, a parameter with an empty value counts as absent.
    const TAKES_EMPTY: bool = false;

    /// Parses a value, as a server does.
    fn parse_value(text: &str) -> Result<Self, ParseError>;

    /// Passes the value's text to `f` as bytes, which is how the form writer takes it.
    fn with_bytes(&self, f: impl FnOnce(&[u8]));
}

/// Implements [`ParamValue`] for types that have a text, with the function that a server parses them with.
macro_rules! text_params {
    ($parse:expr => $($Value:ty)+) => {$(
        impl ParamValue for $Value {
            fn parse_value(text: &str) -> Result<Self, ParseError> {
                let parse: fn(&str) -> Result<Self, ParseError> = $parse;
                parse(text)
            }

            fn with_bytes(&self, f: impl FnOnce(&[u8])) {
                f(self.as_str().as_bytes());
            }
        }
    )+};
}

text_params! {
    |text| text.parse() =>
    AddressRetention Body CallbackUrl ContentRetention FeedbackOutcome MediaUrl Price<'static> RiskCheck ScheduleType Sid<'static> TrafficType UpdateStatus
}
text_params! { SendAt::decode => SendAt }
// The texts of `SMS/Messages` at Exotel are longer than at Twilio. `ApiRequest` checks Twilio's limit.
text_params! { |text| SmsBody::exotel(text) => SmsBody }

impl ParamValue for String {
    const TAKES_EMPTY: bool = true;

    fn parse_value(text: &str) -> Result<Self, ParseError> {
        Ok(text.to_owned())
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.as_bytes());
    }
}

/// Any text can be an intent, and an empty one survives.
impl ParamValue for MessageIntent<'static> {
    const TAKES_EMPTY: bool = true;

    fn parse_value(text: &str) -> Result<Self, ParseError> {
        Ok(text.to_owned().into())
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.as_str().as_bytes());
    }
}

impl ParamValue for PageSize {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        self.get().with_bytes(f);
    }
}

/// SignalWire accepts more than Twilio. `ApiRequest` checks Twilio's limit.
impl ParamValue for ValidityPeriod {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        u32::parse_value(text).and_then(Self::signalwire)
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        self.get().with_bytes(f);
    }
}

impl ParamValue for u32 {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        // `str::parse` would accept a plus sign.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if plain { text.parse().ok() } else { None };
        number.ok_or(ParseError::new("number", ParseErrorKind::OutOfRange { min: 0, max: u32::MAX }))
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(StackString::format(format_args!("{self}")).as_str().as_bytes());
    }
}

/// A server decodes every text that can be an address, because which texts can send is up to the server, and filters
/// match any text. A leading space is still refused: form decoding makes it of an unescaped `+`.
impl ParamValue for Address {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        text.parse().or_else(|error| Self::other(text).map_err(|_| error))
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.as_bytes());
    }
}

impl ParamValue for Recipient {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        Self::decode(text)
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.address().as_bytes());
    }
}

impl ParamValue for bool {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        // Older releases of Twilio's Python library write `True`.
        if text.eq_ignore_ascii_case("true") {
            Ok(true)
        } else if text.eq_ignore_ascii_case("false") {
            Ok(false)
        } else {
            Err(ParseError::new("boolean", ParseErrorKind::UnknownWord))
        }
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(if *self { b"true" } else { b"false" });
    }
}

/// A field of a request: a required parameter, an optional one (`Option`), or one that may be repeated (`Vec`).
pub(crate) trait ParamField: Sized {
    /// What has arrived of the field while a form is being read.
    type Partial: Default;

    /// Adds a value that arrived. A second value is an error unless the parameter may be repeated.
    fn add(partial: &mut Self::Partial, field: &'static str, text: &str) -> Result<(), DecodeError>;

    /// Returns the field after the whole form was read.
    fn finish(partial: Self::Partial, field: &'static str) -> Result<Self, DecodeError>;

    /// Passes each of the field's values to `f`.
    fn for_each_value(&self, f: impl FnMut(&[u8]));
}

impl<T: ParamValue> ParamField for Option<T> {
    type Partial = Option<Self>;

    fn add(partial: &mut Self::Partial, field: &'static str, text: &str) -> Result<(), DecodeError> {
        if partial.is_some() {
            return Err(DecodeError::new(DecodeErrorKind::Duplicate { field }));
        }
        // An empty value and an absent one mean the same to Twilio.
        *partial = Some(if text.is_empty() && !T::TAKES_EMPTY {
            None
        } else {
            Some(T::parse_value(text).map_err(DecodeError::invalid(field))?)
        });
        Ok(())
    }

    fn finish(partial: Self::Partial, _: &'static str) -> Result<Self, DecodeError> {
        Ok(partial.flatten())
    }

    fn for_each_value(&self, mut f: impl FnMut(&[u8])) {
        if let Some(value) = self {
            value.with_bytes(&mut f);
        }
    }
}

impl<T: ParamValue> ParamField for Vec<T> {
    type Partial = Self;

    fn add(partial: &mut Self::Partial, field: &'static str, text: &str) -> Result<(), DecodeError> {
        // An empty value is a value: Twilio refuses `MediaUrl=`.
        partial.push(T::parse_value(text).map_err(DecodeError::invalid(field))?);
        Ok(())
    }

    fn finish(partial: Self::Partial, _: &'static str) -> Result<Self, DecodeError> {
        Ok(partial)
    }

    fn for_each_value(&self, mut f: impl FnMut(&[u8])) {
        for value in self {
            value.with_bytes(&mut f);
        }
    }
}

/// Implements [`ParamField`] for the types of required parameters.
macro_rules! required_params {
    ($($Value:ty)+) => {$(
        impl ParamField for $Value {
            type Partial = Option<Option<Self>>;

            fn add(partial: &mut Self::Partial, field: &'static str, text: &str) -> Result<(), DecodeError> {
                <Option<Self> as ParamField>::add(partial, field, text)
            }

            fn finish(partial: Self::Partial, field: &'static str) -> Result<Self, DecodeError> {
                partial.flatten().ok_or(DecodeError::new(DecodeErrorKind::Missing { field }))
            }

            fn for_each_value(&self, f: impl FnMut(&[u8])) {
                self.with_bytes(f);
            }
        }
    )+};
}

required_params! { Address Recipient SmsBody }

/// A request that is sent as a form. [`params!`] implements it.
pub(crate) trait Params: Sized {
    /// What has arrived of each field while a form is being read.
    type Partial: Default;

    /// The parameters that this request has a field for.
    const NAMES: &'static [&'static str];

    /// Passes every parameter that is set to `f`, in the order in which it is sent: its name, and its text as bytes.
    fn for_each_param(&self, f: impl FnMut(&str, &[u8]));

    /// Passes every parameter that is set to `f`, in the order in which it is sent: its name and its text.
    fn for_each_text(&self, mut f: impl FnMut(&str, &str)) {
        self.for_each_param(|name, value| f(name, std::str::from_utf8(value).unwrap_or_default()));
    }

    /// Adds a parameter that arrived.
    fn add(partial: &mut Self::Partial, name: &str, value: &str) -> Result<(), DecodeError>;

    /// Returns the request after the whole form was read, and checks the rules that several parameters share.
    fn finish(partial: Self::Partial) -> Result<Self, DecodeError>;

    /// Returns how many bytes the form has at most.
    fn max_len(&self) -> usize {
        let mut length = 0;
        self.for_each_param(|name, value| length += form::Writer::max_pair_len(name, value.len()));
        length
    }

    /// Appends the form to a buffer.
    fn write_form(&self, out: &mut String) {
        form::Writer::new(out).write_pairs(&|| self.max_len(), |add| self.for_each_param(add));
    }

    /// Reads a form.
    fn read_form(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut partial = Self::Partial::default();
        for pair in form::pairs(bytes)? {
            let (name, value) = pair?;
            Self::add(&mut partial, &name, &value)?;
        }
        Self::finish(partial)
    }
}

/// Declares a request: its struct, its getters and setters, and its implementation of [`Params`].
///
/// The `constructed` rows, `"TwilioName" rust_name: kind Type`, have setters of their own, because they are in rules that
/// several parameters share. Each has a getter, whose name follows `=>` if it differs from that of the field; its kind is `required`,
/// `optional` or `repeated`. The `independent`
/// rows, `"TwilioName" rust_name: Type`, are optional, and the macro makes a setter for each. `setters of` names the type
/// that has these setters, the request or its builder, and the place of the fields in it.
///
/// The methods in `impl` encode and decode the request. They stand here so that the documentation lists a request's methods in
/// the order of their use: constructors (written above the macro), setters, encoding, getters.
macro_rules! params {
    (
        $(#[$meta:meta])*
        pub struct $Request:ident {
            constructed { $($(#[$xmeta:meta])* $xname:literal $xfield:ident: $xkind:ident $xtype:ty $(=> $getter:ident)?,)* }
            independent { $($(#[$fmeta:meta])* $fname:literal $ffield:ident: $ftype:ty,)* }
        }
        setters of $Setter:ident |$this:ident| $target:expr;
        impl { $($encoding:tt)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Eq, Hash, PartialEq)]
        pub struct $Request {
            $($xfield: $crate::schema::param_type!($xkind $xtype),)*
            $($ffield: Option<$ftype>,)*
            /// Parameters that have no field here.
            others: Vec<(String, String)>,
        }

        impl $Setter {
            $($(#[$fmeta])* pub fn $ffield(self, value: $ftype) -> Self {
                let mut $this = self;
                $target.$ffield = Some(value);
                $this
            })*
        }

        impl $Request {
            $($encoding)*

            /// Appends the parameters to a buffer as a form: the body of a POST, or the query of a list.
            ///
            /// It allocates once, or not at all if the buffer has enough capacity.
            pub fn encode_into(&self, out: &mut String) {
                $crate::schema::Params::write_form(self, out);
            }

            $($crate::schema::param_getter! { $(#[$xmeta])* $xfield: $xkind $xtype $(=> $getter)? })*

            /// Returns the parameters that this type has no method for, in order. Twilio ignores parameters that it does
            /// not know.
            #[must_use]
            pub fn others(&self) -> &[(String, String)] {
                &self.others
            }

            /// Returns the parameters that are set, under Twilio's names, in the order in which they are sent.
            #[must_use]
            pub fn params(&self) -> Vec<(String, String)> {
                let mut params = Vec::new();
                $crate::schema::Params::for_each_text(self, |name, value| {
                    params.push((name.to_owned(), value.to_owned()));
                });
                params
            }

            /// Returns the value of a parameter under Twilio's name (`StatusCallback`), if it is set. Of several values it
            /// returns the first.
            #[must_use]
            pub fn param(&self, name: &str) -> Option<String> {
                let mut found = None;
                $crate::schema::Params::for_each_text(self, |set, value| {
                    if set == name && found.is_none() {
                        found = Some(value.to_owned());
                    }
                });
                found
            }
        }

        /// Shows the parameters, but of a message text and of content variables only how long they are.
        impl std::fmt::Debug for $Request {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($Request));
                $crate::schema::Params::for_each_text(self, |name, value| {
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
            use $crate::schema::{ParamField, Params};

            #[derive(Default)]
            #[allow(unreachable_pub)]
            pub struct Partial {
                $($xfield: <$crate::schema::param_type!($xkind $xtype) as ParamField>::Partial,)*
                $($ffield: <Option<$ftype> as ParamField>::Partial,)*
                others: Vec<(String, String)>,
            }

            impl Params for $Request {
                type Partial = Partial;

                const NAMES: &'static [&'static str] = &[$($xname,)* $($fname,)*];

                fn for_each_param(&self, mut f: impl FnMut(&str, &[u8])) {
                    $(ParamField::for_each_value(&self.$xfield, |value| f($xname, value));)*
                    $(ParamField::for_each_value(&self.$ffield, |value| f($fname, value));)*
                    for (name, value) in &self.others {
                        f(name, value.as_bytes());
                    }
                }

                fn add(partial: &mut Partial, name: &str, value: &str) -> Result<(), DecodeError> {
                    match name {
                        $($xname => <$crate::schema::param_type!($xkind $xtype) as ParamField>::add(&mut partial.$xfield, $xname, value)?,)*
                        $($fname => <Option<$ftype> as ParamField>::add(&mut partial.$ffield, $fname, value)?,)*
                        _ => partial.others.push((name.to_owned(), value.to_owned())),
                    }
                    Ok(())
                }

                fn finish(partial: Partial) -> Result<Self, DecodeError> {
                    Self {
                        $($xfield: <$crate::schema::param_type!($xkind $xtype) as ParamField>::finish(partial.$xfield, $xname)?,)*
                        $($ffield: <Option<$ftype> as ParamField>::finish(partial.$ffield, $fname)?,)*
                        others: partial.others,
                    }
                    .check_combinations()
                }
            }
        };
    };
}

/// The type of a constructed field.
macro_rules! param_type {
    (required $Type:ty) => { $Type };
    (optional $Type:ty) => { Option<$Type> };
    (repeated $Type:ty) => { Vec<$Type> };
}

/// The getter of a constructed field: a reference, an optional reference, or a slice.
macro_rules! param_getter {
    ($(#[$meta:meta])* $field:ident: $kind:ident $Type:ty) => {
        $crate::schema::param_getter! { $(#[$meta])* $field: $kind $Type => $field }
    };
    ($(#[$meta:meta])* $field:ident: required $Type:ty => $getter:ident) => {
        $(#[$meta])*
        #[must_use]
        pub const fn $getter(&self) -> &$Type {
            &self.$field
        }
    };
    ($(#[$meta:meta])* $field:ident: optional $Type:ty => $getter:ident) => {
        $(#[$meta])*
        #[must_use]
        pub const fn $getter(&self) -> Option<&$Type> {
            self.$field.as_ref()
        }
    };
    ($(#[$meta:meta])* $field:ident: repeated $Type:ty => $getter:ident) => {
        $(#[$meta])*
        #[must_use]
        pub fn $getter(&self) -> &[$Type] {
            &self.$field
        }
    };
}

pub(crate) use {param_getter, param_type, params};
