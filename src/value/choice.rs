//! Words that a client chooses from: closed, since what is sent must be right.

/// Declares a closed choice from rows `Name = "word"`.
macro_rules! choice {
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

choice! {
    /// Whether Twilio keeps the text of a message (`ContentRetention`).
    ///
    /// ```
    /// use twilio_sms::ContentRetention;
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
    /// use twilio_sms::AddressRetention;
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
    /// use twilio_sms::TrafficType;
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
    /// use twilio_sms::RiskCheck;
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
    /// use twilio_sms::ScheduleType;
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
    /// use twilio_sms::UpdateStatus;
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
    /// use twilio_sms::FeedbackOutcome;
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
