//! The values that verbs are made of: texts, URLs and methods.

use std::fmt;
use std::str::FromStr;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::value::body::Body;
use crate::value::text::text_value;
use crate::value::url::MediaUrl;
use crate::wire::xml::syntax::{first_illegal, is_char};

/// A text in a reply: 1 to 1600 characters that XML can carry.
///
/// XML cannot carry most control characters, nor U+FFFE and U+FFFF, not even as escapes. `Debug` shows only the length
/// of the text, which can be private.
///
/// ```
/// use twilio_sms::ParseErrorKind;
/// use twilio_sms::twiml::Text;
///
/// assert_eq!(Text::new("a < b")?.as_str(), "a < b");
/// assert_eq!(Text::new("bell \u{7}").unwrap_err().kind(), ParseErrorKind::InvalidCharacter { at: 5 });
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Text(String);

text_value!(Text, "TwiML text", Text::check);

impl Text {
    /// The most characters in a text: 1600 ("TwiML for Programmable Messaging", `<Message>`).
    pub const MAX_CHARS: usize = Body::MAX_CHARS;

    /// Creates a text, which is kept as it is. [`from_lossy`](Self::from_lossy) takes every text that is not empty.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](K::InvalidCharacter) for a character that XML cannot carry, [`Empty`](K::Empty) for
    /// an empty text, and [`TooLong`](K::TooLong) for a text of more than 1600 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
        Self::try_from(text.into())
    }

    /// Creates a text from what somebody wrote, such as a quote of the message that is answered. Characters that XML
    /// cannot carry are dropped, and a text that is too long is cut. Returns `None` only if nothing is left.
    ///
    /// `max_chars` is the limit of the verb: [`Text::MAX_CHARS`](Self::MAX_CHARS), which is 1600, for `<Message>`, and
    /// [`SmsBody::MAX_CHARS`](crate::SmsBody::MAX_CHARS), which is 160, for `<Sms>`. More than 1600 counts as 1600.
    ///
    /// The text is cut between two grapheme clusters of Unicode Standard Annex 29. So an emoji that consists of several
    /// characters, or a letter and its accents, is kept or goes as a whole. A cluster is cut only if it is longer than
    /// the limit itself. A text that fits is not changed.
    ///
    /// ```
    /// use twilio_sms::twiml::{Message, Response, Text};
    ///
    /// // A message of 1,600 characters cannot be quoted whole.
    /// let said = format!("You said: {}\u{7}", "x".repeat(1599));
    /// let quote = Text::from_lossy(&said, Text::MAX_CHARS);
    /// assert_eq!(quote.as_ref().map(|quote| (quote.dropped, quote.cut)), Some((1, 9)));
    ///
    /// // If nothing were left, this reply would have no verb, and nothing would be sent.
    /// let reply = Response::new(quote.map(|quote| Message::new(quote.text)))?;
    /// assert_eq!(reply.verbs().len(), 1);
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn from_lossy(text: &str, max_chars: usize) -> Option<LossyText> {
        let (max_chars, chars) = (max_chars.min(Self::MAX_CHARS), text.chars().count());
        let mut legal = text.to_owned();
        legal.retain(is_char);
        let legal_chars = legal.chars().count();
        if legal_chars > max_chars {
            let mut clusters = legal.grapheme_indices(true).map(|(at, cluster)| (at, cluster.chars().count()));
            let mut left = max_chars;
            let overlong = clusters.find_map(|(at, length)| {
                let fits = left.checked_sub(length);
                left = fits.unwrap_or(left);
                fits.is_none().then_some(at)
            });
            let end = match overlong {
                // The first cluster is too long. Nothing would be left without it.
                Some(0) => legal.char_indices().nth(max_chars).map(|(at, _)| at),
                end => end,
            };
            legal.truncate(end.unwrap_or(legal.len()));
        }
        let (dropped, cut) = (chars - legal_chars, legal_chars - legal.chars().count());
        Self::try_from(legal).ok().map(|text| LossyText { text, dropped, cut })
    }

    fn check(text: &str) -> Result<(), K> {
        if let Some(at) = first_illegal(text) {
            return Err(K::InvalidCharacter { at });
        }
        match text.chars().count() {
            0 => Err(K::Empty),
            got if got > Self::MAX_CHARS => Err(K::TooLong { got, max: Self::MAX_CHARS, unit: LengthUnit::Characters }),
            _ => Ok(()),
        }
    }

    /// Returns how many characters the text has.
    pub(super) fn chars(&self) -> usize {
        self.0.chars().count()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.chars())
    }
}

impl TryFrom<Body> for Text {
    type Error = ParseError;

    fn try_from(body: Body) -> Result<Self, ParseError> {
        Self::new(body)
    }
}

/// A text that [`Text::from_lossy`] created, and what is missing in it.
///
/// ```
/// use twilio_sms::SmsBody;
/// use twilio_sms::twiml::Text;
///
/// let lossy = Text::from_lossy("Hello\u{0}", SmsBody::MAX_CHARS).ok_or("nothing is left")?;
/// assert_eq!((lossy.text.as_str(), lossy.dropped, lossy.cut), ("Hello", 1, 0));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct LossyText {
    /// The text.
    pub text: Text,
    /// How many characters were dropped, because XML cannot carry them.
    pub dropped: usize,
    /// How many of the other characters were cut off at the end.
    pub cut: usize,
}

/// A URL in a reply: 1 to 4,000 characters without white space and control characters.
///
/// It is absolute, or relative to the URL that Twilio requested the reply from.
///
/// ```
/// use twilio_sms::twiml::Link;
///
/// assert!(Link::new("/next?page=2").is_ok());
/// assert!(Link::new("/next page").is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Link(String);

text_value!(Link, "TwiML URL", Link::check);

impl Link {
    /// Creates a URL, which is kept as it is.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](K::InvalidCharacter) for white space, a control character or a character that XML
    /// cannot carry, [`Empty`](K::Empty) for an empty text, and [`TooLong`](K::TooLong) for more than 4,000 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
        Self::try_from(text.into())
    }

    fn check(text: &str) -> Result<(), K> {
        const MAX: usize = 4000;

        let refused = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        // A usual URL has only graphic ASCII characters, none of which is refused. The fold checks that without a
        // branch for each byte, and any other URL is searched character by character.
        let plain = text.bytes().fold(true, |plain, byte| plain & byte.is_ascii_graphic());
        if let Some(at) = if plain { None } else { text.find(refused) } {
            return Err(K::InvalidCharacter { at });
        }
        match text.chars().count() {
            0 => Err(K::Empty),
            got if got > MAX => Err(K::TooLong { got, max: MAX, unit: LengthUnit::Characters }),
            _ => Ok(()),
        }
    }
}

impl From<MediaUrl> for Link {
    fn from(url: MediaUrl) -> Self {
        // A media URL is an absolute URL in ASCII without white space, so this type accepts it.
        Self(url.into())
    }
}

/// The HTTP method with which Twilio requests the URL of a verb. Without one it uses POST.
///
/// ```
/// use twilio_sms::twiml::ReplyMethod;
///
/// assert_eq!("GET".parse(), Ok(ReplyMethod::Get));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ReplyMethod {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

impl ReplyMethod {
    /// Returns the method in capitals: `GET` or `POST`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl fmt::Display for ReplyMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ReplyMethod {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match text {
            _ if text.eq_ignore_ascii_case("GET") => Ok(Self::Get),
            _ if text.eq_ignore_ascii_case("POST") => Ok(Self::Post),
            _ => Err(ParseError::new("TwiML method", K::UnknownWord)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::twiml::{Message, Response};

    #[test]
    fn a_text_is_cut_between_grapheme_clusters() {
        let family = "\u{1F469}\u{200D}\u{1F467}"; // a woman and a girl, joined
        for (text, max, left, dropped, cut) in [
            ("Hello", 5, "Hello", 0, 0),
            ("Hello", 4, "Hell", 0, 1),
            (family, 3, family, 0, 0),
            (&format!("a{family}"), 3, "a", 0, 3),
            (&format!("{family}{family}"), 5, family, 0, 3),
            ("ae\u{301}\u{302}", 3, "a", 0, 3),
            ("a\r\n", 2, "a", 0, 2),
            // A cluster that is longer than the limit.
            ("e\u{301}\u{302}", 2, "e\u{301}", 0, 1),
            ("\u{0}a\u{7}b\u{FFFE}\u{FFFF}", 1600, "ab", 4, 0),
            // The characters around one that is dropped form a cluster.
            ("xe\u{0}\u{301}", 2, "x", 1, 2),
            (" \t\r\n", 1600, " \t\r\n", 0, 0),
        ] {
            let lossy = Text::from_lossy(text, max).unwrap();
            assert_eq!((lossy.text.as_str(), lossy.dropped, lossy.cut), (left, dropped, cut), "{text:?} {max}");
        }
        for (text, max) in [("", 1600), ("\u{0}\u{1F}", 1600), ("Hello", 0)] {
            assert_eq!(Text::from_lossy(text, max), None, "{text:?}");
        }
        for (chars, cut) in [(1599, 0), (1600, 0), (1601, 1)] {
            assert_eq!(Text::from_lossy(&"x".repeat(chars), usize::MAX).map(|lossy| lossy.cut), Some(cut), "{chars}");
        }
    }

    proptest! {
        #[test]
        fn a_lossy_text_is_what_an_xml_parser_reads(
            text in "(?s)(.|[ -~]|\u{200D}|[\u{300}-\u{320}]|[\u{0}-\u{20}]|[\u{FFFD}-\u{FFFF}]|[\u{1F1E6}-\u{1F1FF}]){0,200}",
            max in 0_usize..200,
        ) {
            let legal: String = text.chars().filter(|c| is_char(*c)).collect();
            match Text::from_lossy(&text, max) {
                None => prop_assert!(legal.is_empty() || max == 0),
                Some(lossy) => {
                    let kept = lossy.text.chars();
                    prop_assert!(kept <= max && legal.starts_with(lossy.text.as_str()));
                    prop_assert_eq!(kept + lossy.cut + lossy.dropped, text.chars().count());
                    // It is unchanged where nothing had to go.
                    if legal == text && text.chars().count() <= max {
                        prop_assert_eq!(lossy.text.as_str(), &text);
                    }
                    let reply = Response::new([Message::new(lossy.text.clone())]).unwrap().encode();
                    let document = roxmltree::Document::parse(&reply).unwrap();
                    let read: Vec<_> = document.descendants().filter_map(|node| node.text()).collect();
                    prop_assert_eq!(read.last(), Some(&lossy.text.as_str()));
                }
            }
        }
    }
}
