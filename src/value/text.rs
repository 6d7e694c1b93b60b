//! What every value that is a text can do, written once.
//!
//! Knows no rule of any value: each brings its own, as a function from the text to its fault.

/// The doors and exits of an owned text: `$Name(String)`, which holds only what `$check` lets through.
///
/// `$check` is a `fn(&str) -> Result<(), ParseErrorKind>`, `$what` is the value's name in an error.
macro_rules! text_value {
    ($Name:ident, $what:literal, $check:path) => {
        impl $Name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl TryFrom<&str> for $Name {
            type Error = $crate::error::ParseError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
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

/// The exits of a text that may be borrowed: `$Name<'a>(Cow<'a, str>)`.
macro_rules! cow_value {
    ($Name:ident) => {
        impl<'a> $Name<'a> {
            /// The text, exactly as it came.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The same value with a text of its own.
            #[must_use]
            pub fn into_owned(self) -> $Name<'static> {
                $Name(std::borrow::Cow::Owned(self.0.into_owned()))
            }

            /// The same value, borrowing this one's text.
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

/// The doors of a text that may be borrowed, which holds only what `$check` lets through.
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

/// An open enum: one row a word. A word that is not in the rows is `Other`, and is kept as it came.
///
/// Rows are `Name = "word"`; words are lower case, and known words are recognised in any case.
macro_rules! words {
    (
        $(#[$doc:meta])*
        pub enum $Name:ident { $( $(#[$row:meta])* $Word:ident = $word:literal, )+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum $Name<'a> {
            $( $(#[$row])* #[doc = concat!("\n\n`", $word, "`")] $Word, )+
            /// A word that this crate does not know, as it came.
            Other(std::borrow::Cow<'a, str>),
        }

        impl<'a> $Name<'a> {
            /// The known words, in the order of the rows.
            pub const KNOWN: &'static [$Name<'static>] = &[$( $Name::$Word, )+];

            /// The word as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Word => $word, )+
                    Self::Other(word) => word,
                }
            }

            /// The same value with a text of its own.
            #[must_use]
            pub fn into_owned(self) -> $Name<'static> {
                match self {
                    $( Self::$Word => $Name::$Word, )+
                    Self::Other(word) => $Name::Other(std::borrow::Cow::Owned(word.into_owned())),
                }
            }

            /// The same value, borrowing this one's text.
            #[must_use]
            pub fn as_borrowed(&self) -> $Name<'_> {
                match self {
                    $( Self::$Word => $Name::$Word, )+
                    Self::Other(word) => $Name::Other(std::borrow::Cow::Borrowed(word)),
                }
            }

            /// The known word that this is, exactly or in another case.
            fn known(word: &str) -> Option<&'static $Name<'static>> {
                match word {
                    $( $word => Some(&$Name::$Word), )+
                    $( _ if word.eq_ignore_ascii_case($word) => Some(&$Name::$Word), )+
                    _ => None,
                }
            }
        }

        impl<'a> From<std::borrow::Cow<'a, str>> for $Name<'a> {
            #[inline]
            fn from(word: std::borrow::Cow<'a, str>) -> Self {
                match Self::known(&word) {
                    Some(known) => known.as_borrowed(),
                    None => Self::Other(word),
                }
            }
        }

        impl<'a> From<&'a str> for $Name<'a> {
            #[inline]
            fn from(word: &'a str) -> Self {
                std::borrow::Cow::Borrowed(word).into()
            }
        }

        impl From<String> for $Name<'static> {
            fn from(word: String) -> Self {
                std::borrow::Cow::<'static, str>::Owned(word).into()
            }
        }

        impl std::str::FromStr for $Name<'static> {
            type Err = std::convert::Infallible;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Ok($Name::from(word).into_owned())
            }
        }

        impl std::fmt::Display for $Name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Name<'_> {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}

pub(crate) use {checked_cow_value, cow_value, text_value, words};
