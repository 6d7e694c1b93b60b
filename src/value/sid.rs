//! SIDs, the identifiers of Twilio's objects.
//!
//! They are opaque texts, because compatible servers use other identifiers than Twilio. Only a text that a path cannot
//! contain as it is, or that would change the meaning of the path, is refused.

use std::borrow::{Borrow, Cow};

use crate::error::{DecodeError, DecodeErrorKind, LengthUnit, ParseErrorKind as K};
use crate::value::text::{checked_cow_value, cow_value};

/// The identifier of an object at Twilio: 1 to 64 ASCII letters, digits, `-`, `_` and `.`.
///
/// Twilio's own SIDs are two letters and 32 hexadecimal digits, and [`kind`](Self::kind) recognises them. No shape is
/// required, because Twilio's documentation prints SIDs such as `SM8a...88237`, and compatible servers use UUIDs and
/// other identifiers.
///
/// A SID is written into a path without escaping. For that reason, a text that consists of dots is refused, and a text
/// that ends in `.json`, `.xml`, `.csv` or `.html` in any case, because Twilio's paths use these endings to choose a
/// format.
///
/// In a struct of your own, write `Sid<'static>`: it owns its text, and `parse` returns it. The compiler suggests to give
/// the struct a lifetime parameter, which is needed only for a SID that borrows from a reply.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`TooLong`](K::TooLong): the text has more than 64 bytes.
/// - [`SurroundingWhitespace`](K::SurroundingWhitespace): the text starts or ends with white space.
/// - [`InvalidCharacter`](K::InvalidCharacter) or, outside ASCII, [`NonAscii`](K::NonAscii): the text contains another
///   character, consists of dots (the offset is that of the first dot), or has one of the endings (the offset is that
///   of its dot).
///
/// ```
/// use twilio_sms::{Sid, SidKind};
///
/// let sid: Sid = "AC5ef872f6da5a21de157d80997a64bd33".parse()?;
/// assert_eq!(sid.kind(), Some(SidKind::Account));
/// assert!("../Accounts".parse::<Sid>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sid<'a>(Cow<'a, str>);

cow_value!(Sid);
checked_cow_value!(Sid, "SID", check);

impl Sid<'_> {
    /// Creates a placeholder for the SID of a document that is being decoded. No valid SID is empty, so the placeholder
    /// is.
    #[inline]
    pub(crate) const fn placeholder() -> Self {
        Self(Cow::Borrowed(""))
    }

    /// Returns whether this is the placeholder.
    #[inline]
    pub(crate) fn is_placeholder(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses the SID of something other than a message at Twilio: one of the prefixes below in capitals, and 32
    /// hexadecimal digits. Any other SID may be that of a message at a compatible server.
    #[inline]
    pub(crate) fn check_is_message(&self) -> Result<(), DecodeError> {
        // Nearly every SID is a message's, so its prefix is looked at first.
        if self.0.starts_with("SM") { Ok(()) } else { self.check_is_not_other() }
    }

    fn check_is_not_other(&self) -> Result<(), DecodeError> {
        let found = match self.prefix() {
            Some("AC") => "an account",
            Some("AP") => "an application",
            Some("CA") => "a voice call",
            Some("CF") => "a conference",
            Some("CH") => "a conversation",
            Some("HX") => "a content template",
            Some("IM") => "a message of a conversation",
            Some("IS") => "a conversation service",
            Some("ME") => "a media file",
            Some("MG") => "a messaging service",
            Some("NO") => "a notification",
            Some("PN") => "a phone number",
            Some("RE") => "a recording",
            Some("SC") => "a short code",
            Some("SK") => "an API key",
            Some("VE") => "a verification",
            _ => return Ok(()),
        };
        Err(DecodeError::new(DecodeErrorKind::OtherDocument { found }))
    }

    /// Returns the prefix of a SID that has the shape of Twilio's own: two characters and 32 hexadecimal digits.
    fn prefix(&self) -> Option<&str> {
        let (prefix, digits) = self.0.split_at_checked(2)?;
        (digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(prefix)
    }

    /// The maximum length of a SID in characters.
    pub const MAX_CHARS: usize = 64;

    /// Returns the kind of object, if the SID has the shape of Twilio's own: a known prefix of two letters and 32
    /// hexadecimal digits.
    ///
    /// ```
    /// use twilio_sms::Sid;
    ///
    /// assert_eq!("SM123".parse::<Sid>()?.kind(), None);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> Option<SidKind> {
        Some(match self.prefix()? {
            "AC" => SidKind::Account,
            "AP" => SidKind::Application,
            "CA" => SidKind::Call,
            "HX" => SidKind::Content,
            "ME" => SidKind::Media,
            "MG" => SidKind::MessagingService,
            "MM" | "SM" => SidKind::Message,
            "PN" => SidKind::PhoneNumber,
            "RQ" => SidKind::Request,
            "SC" => SidKind::ShortCode,
            "SK" => SidKind::ApiKey,
            "XE" => SidKind::ChannelInstall,
            _ => return None,
        })
    }
}

impl Borrow<str> for Sid<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The kind of object that a [`Sid`] identifies, according to its prefix.
///
/// Twilio has many more kinds. These are the ones that occur in messaging.
///
/// ```
/// use twilio_sms::{Sid, SidKind};
///
/// let sid: Sid = "MM0123456789abcdef0123456789ABCDEF".parse()?;
/// assert_eq!(sid.kind(), Some(SidKind::Message));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum SidKind {
    /// `AC`: an account.
    Account,
    /// `SK`: an API key.
    ApiKey,
    /// `AP`: an application.
    Application,
    /// `CA`: a call.
    Call,
    /// `XE`: an installed channel.
    ChannelInstall,
    /// `HX`: a content template.
    Content,
    /// `ME`: a media file of a message.
    Media,
    /// `SM` or `MM`: a message.
    Message,
    /// `MG`: a messaging service.
    MessagingService,
    /// `PN`: a phone number of an account.
    PhoneNumber,
    /// `RQ`: a request, as in the header `Twilio-Request-Id`.
    Request,
    /// `SC`: a short code of an account.
    ShortCode,
}

/// Checks a SID. Nearly all SIDs pass the first check, which is fast and refuses dots. The second check accepts SIDs
/// with dots, and finds the reason of an error.
#[inline]
fn check(text: &str) -> Result<(), K> {
    if is_plain(text.as_bytes()) { Ok(()) } else { check_unusual(text) }
}

/// Which bytes can occur in a SID, except for the dot.
// It is computed when the crate is compiled. An index out of bounds would be an error of the compiler.
#[allow(clippy::indexing_slicing)]
static PLAIN: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0_u8);
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        byte += 1;
    }
    table
};

/// Returns whether a byte can occur in a SID and is not a dot.
fn plain(byte: u8) -> bool {
    PLAIN.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Returns whether this is a SID without a dot.
// It is a call, because every field with a SID uses it, and decoders are faster with little code for each field.
#[inline(never)]
fn is_plain(bytes: &[u8]) -> bool {
    if !matches!(bytes.len(), 1..=Sid::MAX_CHARS) {
        return false;
    }
    // Vectorization: Twilio's own SIDs are 34 letters and digits, so the first 32 bytes are checked by a loop that the
    // compiler turns into vector instructions, because it has a constant length, no branch and no early exit. Together
    // with the single search for the end of a value in a form, this makes a status callback take a tenth fewer
    // instructions and 5 to 9 % less time.
    //
    // `digit` is 0 exactly for `0` to `9`: a byte below `0` wraps around to a large number, and the subtraction of 9
    // saturates at 0. In the same way `letter` is 0 exactly for letters, whose upper case `| 0x20` makes lower case.
    // The minimum of the two is 0 if the byte is either, and the maximum over all bytes is 0 if every byte is.
    let max_distance = |max: u8, byte: &u8| {
        let digit = byte.wrapping_sub(b'0').saturating_sub(9);
        let letter = (byte | 0x20).wrapping_sub(b'a').saturating_sub(25);
        max.max(digit.min(letter))
    };
    let rest = match bytes.split_first_chunk::<32>() {
        Some((first, rest)) if first.iter().fold(0, max_distance) == 0 => rest,
        // A SID with `-` or `_`, or a short one, is checked byte by byte.
        _ => bytes,
    };
    rest.iter().all(|byte| plain(*byte))
}

/// Checks a SID that may have dots, and finds the error. The conditions are in the order in which they are reported.
#[cold]
fn check_unusual(text: &str) -> Result<(), K> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return Err(K::Empty);
    }
    if bytes.len() > Sid::MAX_CHARS {
        return Err(K::TooLong { got: bytes.len(), max: Sid::MAX_CHARS, unit: LengthUnit::Bytes });
    }
    if bytes.trim_ascii().len() < bytes.len() {
        return Err(K::SurroundingWhitespace);
    }
    if let Some(at) = bytes.iter().position(|byte| !plain(*byte) && *byte != b'.') {
        let ascii = bytes.get(at).is_some_and(u8::is_ascii);
        return Err(if ascii { K::InvalidCharacter { at } } else { K::NonAscii { at } });
    }
    if bytes.iter().all(|byte| *byte == b'.') {
        return Err(K::InvalidCharacter { at: 0 });
    }
    match text.rsplit_once('.') {
        Some((before, ending)) if ["json", "xml", "csv", "html"].iter().any(|e| e.eq_ignore_ascii_case(ending)) => {
            Err(K::InvalidCharacter { at: before.len() })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_a_path_can_contain_is_a_sid() {
        let longest = "x".repeat(64);
        for text in [
            "SM0123456789abcdef0123456789abcdef",
            "SM123",
            "SM8a...88237",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
            "json",
            "SM1.jso",
            "SM.json.1",
            "SM.jsonx",
            "a_b",
            longest.as_str(),
        ] {
            assert_eq!(Sid::try_from(text).map(String::from).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_error_says_why_a_text_is_not_a_sid() {
        let long = "x".repeat(65);
        for (text, kind) in [
            ("", K::Empty),
            (long.as_str(), K::TooLong { got: 65, max: 64, unit: LengthUnit::Bytes }),
            (".", K::InvalidCharacter { at: 0 }),
            ("..", K::InvalidCharacter { at: 0 }),
            ("...", K::InvalidCharacter { at: 0 }),
            ("SM1.json", K::InvalidCharacter { at: 3 }),
            ("SM1.Xml", K::InvalidCharacter { at: 3 }),
            ("SM.1.CSV", K::InvalidCharacter { at: 4 }),
            (".html", K::InvalidCharacter { at: 0 }),
            ("SM1/..", K::InvalidCharacter { at: 3 }),
            ("SM1?a", K::InvalidCharacter { at: 3 }),
            ("SM 1", K::InvalidCharacter { at: 2 }),
            ("SM1\n", K::SurroundingWhitespace),
            ("SM%31", K::InvalidCharacter { at: 2 }),
            ("SM\u{ff11}", K::NonAscii { at: 2 }),
        ] {
            assert_eq!(Sid::try_from(text).unwrap_err().kind(), kind, "{text:?}");
        }
    }

    #[test]
    fn every_byte_is_checked_at_every_position() {
        for length in [31, 32, 33, 34, 64] {
            for at in 0..length {
                for byte in 0..128_u8 {
                    let mut text = vec![b'x'; length];
                    text[at] = byte;
                    let text = String::from_utf8(text).unwrap();
                    let expected = byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
                    assert_eq!(Sid::try_from(text.as_str()).is_ok(), expected, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn the_prefix_of_a_sid_of_twilio_gives_its_kind() {
        use SidKind::*;
        for (prefix, kind) in [
            ("AC", Some(Account)),
            ("AP", Some(Application)),
            ("CA", Some(Call)),
            ("HX", Some(Content)),
            ("ME", Some(Media)),
            ("MG", Some(MessagingService)),
            ("MM", Some(Message)),
            ("PN", Some(PhoneNumber)),
            ("RQ", Some(Request)),
            ("SC", Some(ShortCode)),
            ("SK", Some(ApiKey)),
            ("SM", Some(Message)),
            ("XE", Some(ChannelInstall)),
            ("ZZ", None),
            ("sm", None),
        ] {
            for digits in ["0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF"] {
                assert_eq!(Sid::try_from(format!("{prefix}{digits}")).unwrap().kind(), kind, "{prefix}");
            }
            assert_eq!(Sid::try_from(format!("{prefix}0123")).unwrap().kind(), None);
            assert_eq!(Sid::try_from(format!("{prefix}{}", "x".repeat(32))).unwrap().kind(), None);
        }
    }

    #[test]
    fn owned_and_borrowed_sids_are_equal() {
        let sid = Sid::try_from("SM123").unwrap();
        assert_eq!(sid.as_borrowed(), sid);
        assert_eq!(sid.clone().into_owned(), sid);
        assert!(HashSet::from([sid]).contains("SM123"));
    }

    proptest! {
        #[test]
        fn parsing_undoes_display(text in "[A-Za-z0-9_.-]{1,64}") {
            if let Ok(sid) = text.parse::<Sid<'_>>() {
                prop_assert_eq!(sid.to_string(), text);
            }
        }

        #[test]
        fn any_text_is_a_sid_or_an_error(text in any::<String>()) {
            let _ = Sid::try_from(text);
        }
    }
}
