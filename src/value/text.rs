//! Macros that implement the common methods and traits of all values that are kept as texts.
//!
//! Each value has a rule for its text. It is a function in the file of the value, which the file passes to the macro.

/// Implements parsing and conversions for `$Name(String)`, a text that `$check` accepts.
///
/// `$check` is a `fn(&str) -> Result<(), ParseErrorKind>`. `$what` is the name of the type in error messages.
macro_rules! text_value {
    ($Name:ident, $what:literal, $check:path) => {
        impl $Name {
            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match $check(text) {
                    Ok(()) => Ok(Self(text.to_owned())),
                    Err(kind) => Err($crate::error::ParseError::new($what, kind)),
                }
            }
        }

        impl TryFrom<String> for $Name {
            type Error = $crate::error::ParseError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                match $check(&text) {
                    Ok(()) => Ok(Self(text)),
                    Err(kind) => Err($crate::error::ParseError::new($what, kind)),
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$Name> for String {
            fn from(value: $Name) -> Self {
                value.0
            }
        }
    };
}

/// Implements the conversions into texts for `$Name<'a>(Cow<'a, str>)`, a text that can be borrowed.
macro_rules! cow_value {
    ($Name:ident) => {
        impl<'a> $Name<'a> {
            /// Returns the text, exactly as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Converts into an owned value.
            #[must_use]
            pub fn into_owned(self) -> $Name<'static> {
                $Name(std::borrow::Cow::Owned(self.0.into_owned()))
            }

            /// Returns the same value, which borrows its text from this one.
            #[must_use]
            pub fn as_borrowed(&self) -> $Name<'_> {
                $Name(std::borrow::Cow::Borrowed(&self.0))
            }
        }

        impl std::fmt::Display for $Name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $Name<'_> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$Name<'_>> for String {
            fn from(value: $Name<'_>) -> Self {
                value.0.into_owned()
            }
        }
    };
}

/// Implements parsing for `$Name<'a>(Cow<'a, str>)`, a text that can be borrowed and that `$check` accepts.
///
/// `$check` and `$what` are those of [`text_value`].
macro_rules! checked_cow_value {
    ($Name:ident, $what:literal, $check:path) => {
        impl<'a> TryFrom<std::borrow::Cow<'a, str>> for $Name<'a> {
            type Error = $crate::error::ParseError;

            #[inline]
            fn try_from(text: std::borrow::Cow<'a, str>) -> Result<Self, Self::Error> {
                match $check(&text) {
                    Ok(()) => Ok(Self(text)),
                    Err(kind) => Err($crate::error::ParseError::new($what, kind)),
                }
            }
        }

        impl<'a> TryFrom<&'a str> for $Name<'a> {
            type Error = $crate::error::ParseError;

            #[inline]
            fn try_from(text: &'a str) -> Result<Self, Self::Error> {
                Self::try_from(std::borrow::Cow::Borrowed(text))
            }
        }

        impl TryFrom<String> for $Name<'static> {
            type Error = $crate::error::ParseError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::try_from(std::borrow::Cow::Owned(text))
            }
        }

        impl std::str::FromStr for $Name<'static> {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $Name::try_from(text).map($Name::into_owned)
            }
        }
    };
}

pub(crate) use {checked_cow_value, cow_value, text_value};
