//! The macros for types whose values are words, and the words that a client can send.
//!
//! `closed_enum!` is for words that a client sends: it accepts the words of the documentation only. `open_enum!` is for
//! words that a server sends: it keeps words that it does not know.

/// Declares an enum that parses the words of its rows, `Name = "word"`, and refuses all others.
macro_rules! closed_enum {
    ($(
        $(#[$doc:meta])*
        pub enum $Name:ident, $what:literal { $( $(#[$row:meta])* $Word:ident = $word:literal, )+ }
    )+) => {$(
        $(#[$doc])*
        ///
        /// The words are those of Twilio's published OpenAPI document. They are in lower case, and parsing refuses any
        /// other text with [`UnknownWord`](crate::ParseErrorKind::UnknownWord).
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum $Name {
            $( $(#[$row])* #[doc = concat!("\n\n`", $word, "`")] $Word, )+
        }

        impl $Name {
            /// Returns the word as Twilio spells it.
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

/// Declares an enum that parses the words of its rows, and keeps any other word unchanged in the variant `Other`.
///
/// Rows are `Name = "word"`, with the word in lower case. Known words are recognised in any case.
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
            /// A word that this crate does not know, unchanged.
            Other(std::borrow::Cow<'a, str>),
        }

        impl<'a> $Name<'a> {
            /// All variants except `Other`, in the order of their declaration.
            pub const KNOWN: &'static [$Name<'static>] = &[$( $Name::$Word, )+];

            /// Returns the word as Twilio spells it, or an unknown word unchanged.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Word => $word, )+
                    Self::Other(word) => word,
                }
            }

            /// Converts into an owned value.
            #[must_use]
            pub fn into_owned(self) -> $Name<'static> {
                match self {
                    $( Self::$Word => $Name::$Word, )+
                    Self::Other(word) => $Name::Other(std::borrow::Cow::Owned(word.into_owned())),
                }
            }

            /// Returns the same value, which borrows its text from this one.
            #[must_use]
            pub fn as_borrowed(&self) -> $Name<'_> {
                match self {
                    $( Self::$Word => $Name::$Word, )+
                    Self::Other(word) => $Name::Other(std::borrow::Cow::Borrowed(word)),
                }
            }

            /// Returns the variant of a known word in any case.
            fn known(word: &str) -> Option<&'static $Name<'static>> {
                match word {
                    // A word nearly always comes as it is spelled here, and an exact comparison is cheaper than one
                    // that ignores case. So all exact comparisons come first.
                    $( $word => Some(&$Name::$Word), )+
                    $( _ if word.eq_ignore_ascii_case($word) => Some(&$Name::$Word), )+
                    _ => None,
                }
            }
        }

        impl<'a, T: Into<std::borrow::Cow<'a, str>>> From<T> for $Name<'a> {
            #[inline]
            fn from(word: T) -> Self {
                let word = word.into();
                match Self::known(&word) {
                    Some(known) => known.as_borrowed(),
                    None => Self::Other(word),
                }
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

open_enum! {
    /// What a message is for (`MessageIntent`). Unknown words are kept unchanged.
    ///
    /// The words are those in the documentation of Twilio's official libraries, which have had the parameter since
    /// September 2026. Known words are recognised in any case.
    ///
    /// ```
    /// use twilio_sms::request::MessageIntent;
    ///
    /// assert_eq!(MessageIntent::from("otp"), MessageIntent::Otp);
    /// assert_eq!(MessageIntent::from("charity").as_str(), "charity");
    /// ```
    pub enum MessageIntent {
        /// Announcements.
        Announcements = "announcements",
        /// Customer care.
        CustomerCare = "customercare",
        /// Deliveries.
        Delivery = "delivery",
        /// Education.
        Education = "education",
        /// Events.
        Events = "events",
        /// Warnings of fraud.
        Fraud = "fraud",
        /// Marketing.
        Marketing = "marketing",
        /// Notifications.
        Notifications = "notifications",
        /// One-time passwords.
        Otp = "otp",
        /// Polls.
        Polling = "polling",
        /// Security.
        Security = "security",
    }
}

closed_enum! {
    /// Whether Twilio keeps the text of a message (`ContentRetention`).
    ///
    /// ```
    /// use twilio_sms::request::ContentRetention;
    ///
    /// assert_eq!("discard".parse(), Ok(ContentRetention::Discard));
    /// ```
    pub enum ContentRetention, "content retention" {
        /// Twilio discards the text once the message is delivered.
        Discard = "discard",
        /// Twilio keeps the text.
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
        /// Twilio masks the numbers once the message is delivered.
        Obfuscate = "obfuscate",
        /// Twilio keeps the numbers.
        Retain = "retain",
    }

    /// The kind of traffic that a message belongs to (`TrafficType`).
    ///
    /// ```
    /// use twilio_sms::request::TrafficType;
    ///
    /// assert_eq!(TrafficType::Free.as_str(), "free");
    /// ```
    pub enum TrafficType, "traffic type" {
        /// The message is free of charge for the recipient.
        Free = "free",
    }

    /// Whether Twilio checks a message for SMS pumping (`RiskCheck`).
    ///
    /// ```
    /// use twilio_sms::request::RiskCheck;
    ///
    /// assert_eq!("disable".parse(), Ok(RiskCheck::Disable));
    /// ```
    pub enum RiskCheck, "risk check" {
        /// Twilio does not check the message.
        Disable = "disable",
        /// Twilio checks the message.
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
        /// The message is sent at the instant that `SendAt` gives.
        Fixed = "fixed",
    }

    /// The status that a client can give a message (`Status` of an update).
    ///
    /// ```
    /// use twilio_sms::request::UpdateStatus;
    ///
    /// assert_eq!(UpdateStatus::Canceled.as_str(), "canceled");
    /// ```
    pub enum UpdateStatus, "status of an update" {
        /// The message is canceled and will not be sent.
        Canceled = "canceled",
    }

    /// What a user reports about a message that was delivered (`Outcome` of a feedback).
    ///
    /// ```
    /// use twilio_sms::media::FeedbackOutcome;
    ///
    /// assert_eq!("confirmed".parse(), Ok(FeedbackOutcome::Confirmed));
    /// ```
    pub enum FeedbackOutcome, "feedback" {
        /// The message had the effect for which it was sent.
        Confirmed = "confirmed",
        /// It is not known whether the message had that effect.
        Unconfirmed = "unconfirmed",
    }
}
