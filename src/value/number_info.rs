//! What the numbering plans say about a phone number.
//!
//! This is the only file that uses the crate `phonenumber`, whose metadata is that of Google's libphonenumber. The
//! crate is asked about a finished number only. It is never asked to parse a text as a number of some region, because
//! it then rewrites digits.

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, Type};

use crate::value::phone::PhoneNumber;

/// What the numbering plans say about a [`PhoneNumber`]: whether it is valid, in which region, and for what kind of
/// line.
///
/// The information comes from the metadata of the crate `phonenumber` and is as old as the release of that crate. It is
/// a hint only, because plans change and numbers move between carriers. If a number is not valid, nothing else is known
/// about it. A number also counts as not valid if the crate reads it as another number, because it drops a digit that
/// it takes for the code of a carrier.
///
/// ```
/// use twilio_sms::address::LineType;
/// use twilio_sms::PhoneNumber;
///
/// let info = PhoneNumber::normalize("415-555-1212")?.info();
/// assert!(info.is_valid());
/// assert_eq!((info.region(), info.line_type()), (Some("US"), Some(LineType::FixedLineOrMobile)));
/// assert_eq!(info.national(), Some("(415) 555-1212"));
/// assert!(!PhoneNumber::normalize("999-999-9999")?.info().is_valid());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NumberInfo {
    valid: bool,
    region: Option<String>,
    line_type: Option<LineType>,
    national: Option<String>,
}

impl NumberInfo {
    /// Returns whether the number fits the numbering plan of its country.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        self.valid
    }

    /// Returns the region as two letters of ISO 3166-1, such as `US` or `GB`, or `None` if the number belongs to no
    /// single region or the region is not known.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Returns the kind of line, if it is known.
    #[must_use]
    pub const fn line_type(&self) -> Option<LineType> {
        self.line_type
    }

    /// Returns the number as people in its country write it: `(415) 555-1212`. It is for showing, not for sending.
    #[must_use]
    pub fn national(&self) -> Option<&str> {
        self.national.as_deref()
    }
}

/// The kind of line that a phone number belongs to, according to its numbering plan.
///
/// ```
/// use twilio_sms::address::LineType;
/// use twilio_sms::PhoneNumber;
///
/// let number = PhoneNumber::normalize("900-555-1212")?;
/// assert_eq!(number.info().line_type(), Some(LineType::PremiumRate));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum LineType {
    /// A fixed line.
    FixedLine,
    /// A fixed line or a mobile phone. Some countries, such as the US, do not distinguish them by number.
    FixedLineOrMobile,
    /// A mobile phone.
    Mobile,
    /// A pager.
    Pager,
    /// A number that belongs to a person. Calls can go to any line.
    PersonalNumber,
    /// A number that costs the caller more than usual.
    PremiumRate,
    /// A number for which the caller and the called person share the cost.
    SharedCost,
    /// A number for which the called person pays.
    TollFree,
    /// The universal access number of a company.
    Uan,
    /// A number for access to voice mail.
    Voicemail,
    /// Voice over IP.
    Voip,
}

impl PhoneNumber {
    /// Looks up what the numbering plans say about this number.
    ///
    /// The first call in a process loads the plans. Each call takes some microseconds.
    #[must_use]
    pub fn info(&self) -> NumberInfo {
        let Ok(read) = phonenumber::parse(None, self.as_str()) else { return NumberInfo::default() };
        // The crate may have dropped a digit. What it says is then about another number.
        let canonical = read.format().mode(Mode::E164).to_string() == self.as_str();
        if !canonical || !read.is_valid() {
            return NumberInfo::default();
        }
        NumberInfo {
            valid: true,
            region: read.country().id().map(|id| id.as_ref().to_owned()),
            line_type: line_type(read.number_type(&DATABASE)),
            national: Some(read.format().mode(Mode::National).to_string()),
        }
    }
}

const fn line_type(of: Type) -> Option<LineType> {
    Some(match of {
        Type::FixedLine => LineType::FixedLine,
        Type::FixedLineOrMobile => LineType::FixedLineOrMobile,
        Type::Mobile => LineType::Mobile,
        Type::Pager => LineType::Pager,
        Type::PersonalNumber => LineType::PersonalNumber,
        Type::PremiumRate => LineType::PremiumRate,
        Type::SharedCost => LineType::SharedCost,
        Type::TollFree => LineType::TollFree,
        Type::Uan => LineType::Uan,
        Type::Voicemail => LineType::Voicemail,
        Type::Voip => LineType::Voip,
        // These are kinds of rules rather than of lines, or kinds of short numbers, which E.164 does not have.
        Type::Emergency
        | Type::ShortCode
        | Type::StandardRate
        | Type::Carrier
        | Type::NoInternational
        | Type::Unknown => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_valid_number_has_a_region_and_a_kind_of_line() {
        use LineType::*;
        for (number, region, line_type) in [
            ("+14158141829", Some("US"), Some(FixedLineOrMobile)),
            ("+14159111212", Some("US"), Some(FixedLineOrMobile)),
            ("+19005551212", Some("US"), Some(PremiumRate)),
            ("+15005550001", Some("US"), Some(PersonalNumber)),
            ("+14165551212", Some("CA"), Some(FixedLineOrMobile)),
            ("+17875551212", Some("PR"), Some(FixedLineOrMobile)),
            ("+447911123456", Some("GG"), Some(Mobile)),
            ("+4915123456789", Some("DE"), Some(Mobile)),
            ("+8613812345678", Some("CN"), Some(Mobile)),
            ("+6834002", Some("NU"), Some(FixedLine)),
            ("+6518001234567", Some("SG"), Some(TollFree)),
            // The crate loses the zero of the first number when it looks it up. The second number is that of a
            // satellite phone, which has no region.
            ("+390212345678", None, None),
            ("+870773111632", None, Some(Mobile)),
        ] {
            let info = PhoneNumber::normalize(number).unwrap().info();
            assert!(info.is_valid(), "{number}");
            assert_eq!((info.region(), info.line_type()), (region, line_type), "{number}");
        }
    }

    #[test]
    fn nothing_is_known_about_a_number_that_is_not_valid() {
        for number in [
            "+13705551212",
            "+19999999999",
            "+12425550123",
            "+71234567",
            "+999123456789012",
            "+2101234567",
            "+37080143456", // read as +370143456
        ] {
            let info = PhoneNumber::normalize(number).unwrap().info();
            assert_eq!(info, NumberInfo::default(), "{number}");
            assert!(!info.is_valid(), "{number}");
        }
    }

    #[test]
    fn the_national_format_keeps_the_digits() {
        for (number, national) in [("+14155551212", "(415) 555-1212"), ("+390212345678", "02 1234 5678")] {
            assert_eq!(PhoneNumber::normalize(number).unwrap().info().national(), Some(national));
        }
    }

    proptest! {
        #[test]
        fn any_number_can_be_looked_up(text in "[+][1-9][0-9]{6,14}") {
            if let Ok(number) = text.parse::<PhoneNumber>() {
                let info = number.info();
                prop_assert!(info.is_valid() || info == NumberInfo::default());
            }
        }
    }
}
