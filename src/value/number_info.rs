//! What the numbering plans say about a finished phone number.
//!
//! The only file that names `phonenumber`, whose metadata is Google's libphonenumber's. It is asked about a number, and
//! never what the number is: given a region, it rewrites digits.

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, Type};

use crate::value::phone::PhoneNumber;

/// What the numbering plans say about a [`PhoneNumber`]: assigned or not, where, and to what kind of line.
///
/// From the metadata of the `phonenumber` crate, which is as old as its release; plans change, and numbers move between
/// carriers, so this is a hint and no verdict. A number that is not valid has no other facts. A number that the crate
/// reads as another one (it drops a digit that it takes for a carrier's) is not valid here.
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
    /// Whether the number fits the plan of its country.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        self.valid
    }

    /// The region as two letters of ISO 3166-1: `US`, `GB`; `None` if the number is of no one region, or unknown.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The kind of line, if it is known.
    #[must_use]
    pub const fn line_type(&self) -> Option<LineType> {
        self.line_type
    }

    /// How the number is written in its country, for people to read: `(415) 555-1212`. Never send it.
    #[must_use]
    pub fn national(&self) -> Option<&str> {
        self.national.as_deref()
    }
}

/// What kind of line a phone number leads to, as its numbering plan says.
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
    /// A fixed line or a mobile: some countries, as the US, do not tell them apart.
    FixedLineOrMobile,
    /// A mobile.
    Mobile,
    /// A pager.
    Pager,
    /// A number that belongs to a person and leads to any line.
    PersonalNumber,
    /// The caller pays more than usual.
    PremiumRate,
    /// Caller and called share the cost.
    SharedCost,
    /// The called pays.
    TollFree,
    /// A company's universal access number.
    Uan,
    /// Voice mail access.
    Voicemail,
    /// Voice over IP.
    Voip,
}

impl PhoneNumber {
    /// What the numbering plans say about this number.
    ///
    /// The first call of a process loads the plans. Each call costs some microseconds.
    #[must_use]
    pub fn info(&self) -> NumberInfo {
        let Ok(read) = phonenumber::parse(None, self.as_str()) else { return NumberInfo::default() };
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
        // Kinds of rules rather than of lines, or short numbers, which E.164 has not.
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
    fn tells_region_and_line_of_valid_numbers() {
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
            // The crate's own lookup loses the zero, and a satellite has no region.
            ("+390212345678", None, None),
            ("+870773111632", None, Some(Mobile)),
        ] {
            let info = PhoneNumber::normalize(number).unwrap().info();
            assert!(info.is_valid(), "{number}");
            assert_eq!((info.region(), info.line_type()), (region, line_type), "{number}");
        }
    }

    #[test]
    fn knows_nothing_of_numbers_that_are_not_valid() {
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
        fn any_number_can_be_asked_about(text in "[+][1-9][0-9]{6,14}") {
            if let Ok(number) = text.parse::<PhoneNumber>() {
                let info = number.info();
                prop_assert!(info.is_valid() || info == NumberInfo::default());
            }
        }
    }
}
