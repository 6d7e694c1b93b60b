//! Words that a client chooses from: closed, since what is sent must be right.

/// Declares a closed choice from rows `Name = "word"`.
macro_rules! closed_enum {
    ($(
        $(#[$doc:meta])*
        pub enum $Name:ident, $what:literal { $( $(#[$row:meta])* $Word:ident = $word:literal, )+ }
    )+) => {$(
        $(#[$doc])*
        ///
        /// The words are those of Twilio's published OpenAPI document, in lower case, and no others.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum $Name {
            $( $(#[$row])* #[doc = concat!("\n\n`", $word, "`")] $Word, )+
        }

        impl $Name {
            /// The word as it travels.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$Word => $word, )+
                }
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $( $word => Ok(Self::$Word), )+
                    _ => Err($crate::error::ParseError::new($what, $crate::error::ParseErrorKind::UnknownWord)),
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    )+};
}

/// An open enum: one row a word. A word that is not in the rows is `Other`, and is kept as it came.
///
/// Rows are `Name = "word"`; words are lower case, and known words are recognised in any case.
macro_rules! open_enum {
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

pub(crate) use open_enum;

closed_enum! {
    /// Whether Twilio keeps the text of a message (`ContentRetention`).
    ///
    /// ```
    /// use twilio_sms::request::ContentRetention;
    ///
    /// assert_eq!("discard".parse(), Ok(ContentRetention::Discard));
    /// ```
    pub enum ContentRetention, "content retention" {
        /// Discard it once it is delivered.
        Discard = "discard",
        /// Keep it.
        Retain = "retain",
    }

    /// Whether Twilio keeps the numbers of a message (`AddressRetention`).
    ///
    /// ```
    /// use twilio_sms::request::AddressRetention;
    ///
    /// assert_eq!("obfuscate".parse(), Ok(AddressRetention::Obfuscate));
    /// ```
    pub enum AddressRetention, "address retention" {
        /// Mask them once the message is delivered.
        Obfuscate = "obfuscate",
        /// Keep them.
        Retain = "retain",
    }

    /// What kind of traffic a message is (`TrafficType`).
    ///
    /// ```
    /// use twilio_sms::request::TrafficType;
    ///
    /// assert_eq!(TrafficType::Free.as_str(), "free");
    /// ```
    pub enum TrafficType, "traffic type" {
        /// Free of charge for the recipient.
        Free = "free",
    }

    /// Whether a message is checked against SMS pumping (`RiskCheck`).
    ///
    /// ```
    /// use twilio_sms::request::RiskCheck;
    ///
    /// assert_eq!("disable".parse(), Ok(RiskCheck::Disable));
    /// ```
    pub enum RiskCheck, "risk check" {
        /// Do not check.
        Disable = "disable",
        /// Check.
        Enable = "enable",
    }

    /// How a message is scheduled (`ScheduleType`).
    ///
    /// ```
    /// use twilio_sms::request::ScheduleType;
    ///
    /// assert_eq!(ScheduleType::Fixed.as_str(), "fixed");
    /// ```
    pub enum ScheduleType, "schedule type" {
        /// For one instant, given by `SendAt`.
        Fixed = "fixed",
    }

    /// What a status may be changed to (`Status` of an update).
    ///
    /// ```
    /// use twilio_sms::request::UpdateStatus;
    ///
    /// assert_eq!(UpdateStatus::Canceled.as_str(), "canceled");
    /// ```
    pub enum UpdateStatus, "status of an update" {
        /// Not to be sent.
        Canceled = "canceled",
    }

    /// What a user says about a message that was delivered (`Outcome` of a feedback).
    ///
    /// ```
    /// use twilio_sms::media::FeedbackOutcome;
    ///
    /// assert_eq!("confirmed".parse(), Ok(FeedbackOutcome::Confirmed));
    /// ```
    pub enum FeedbackOutcome, "feedback" {
        /// It did what it was sent for.
        Confirmed = "confirmed",
        /// Nobody knows.
        Unconfirmed = "unconfirmed",
    }
}
