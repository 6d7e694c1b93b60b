//! The characters that make a text dear.

use std::fmt;
use std::iter::FusedIterator;
use std::str::CharIndices;

use super::SmartOptions;
use crate::value::gsm7;
use crate::value::segments::Segments;

/// Finds every character that forces a text into UCS-2, in order. A text without any travels in GSM-7.
///
/// ```
/// use twilio_sms::culprits;
///
/// let found: Vec<String> = culprits("Jenny please?! I’ll love you…").map(|culprit| culprit.to_string()).collect();
/// assert_eq!(found, ["U+2019", "U+2026"]);
/// ```
#[must_use]
pub fn culprits(text: &str) -> Culprits<'_> {
    Culprits { text, chars: text.char_indices() }
}

/// The characters that force a text into UCS-2, in order; made by [`culprits`].
///
/// ```
/// use twilio_sms::{Encoding, Segments, culprits};
///
/// let text = "“Jenny please?!” ".repeat(5);
/// assert_eq!(Segments::of(&text).count(), 2);
///
/// let without_them = culprits(&text).without();
/// assert_eq!((without_them.encoding(), without_them.count()), (Encoding::Gsm7, 1));
/// ```
#[derive(Clone)]
pub struct Culprits<'a> {
    text: &'a str,
    chars: CharIndices<'a>,
}

impl Culprits<'_> {
    /// What the text would cost without any culprit, whether this iterator has passed it or not. One pass over the text.
    #[must_use]
    pub fn without(&self) -> Segments {
        Segments::of_chars(self.text.chars().filter(|c| gsm7::septets(*c) != 0))
    }
}

impl<'a> Iterator for Culprits<'a> {
    type Item = Culprit<'a>;

    fn next(&mut self) -> Option<Culprit<'a>> {
        let (at, char) = self.chars.find(|(_, c)| gsm7::septets(*c) == 0)?;
        Some(Culprit { text: self.text, at, char })
    }
}

impl FusedIterator for Culprits<'_> {}

/// Does not show the text.
impl fmt::Debug for Culprits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Culprits").field("next", &self.chars.offset()).finish_non_exhaustive()
    }
}

/// A character that forces its text into UCS-2. Its `Display` is a label to print: `U+2019`.
///
/// ```
/// use twilio_sms::{Segments, culprits};
///
/// let text = "Jenny please?! I’ll love you. ".repeat(3);
/// let culprit = culprits(&text).next().unwrap();
/// assert_eq!((culprit.at(), culprit.char(), culprit.to_string().as_str()), (16, '’', "U+2019"));
///
/// // What it costs: two segments now, one without it, one with the cheaper spelling.
/// assert_eq!(Segments::of(&text).count(), 2);
/// assert_eq!(culprit.without().count(), 1);
/// assert_eq!(culprit.spelling(), Some("'"));
/// assert_eq!(culprit.respelled().unwrap().count(), 1);
/// ```
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Culprit<'a> {
    text: &'a str,
    at: usize,
    char: char,
}

impl Culprit<'_> {
    /// Where it is in the text, in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The character.
    #[must_use]
    pub const fn char(&self) -> char {
        self.char
    }

    /// What the text would cost without this character, here and wherever else it stands: leaving out one of three would
    /// change nothing. Other culprits stay. One pass over the text, so ask once for each [`char`](Self::char).
    #[must_use]
    pub fn without(&self) -> Segments {
        Segments::of_chars(self.text.chars().filter(|c| *c != self.char))
    }

    /// A spelling in GSM-7, if [`smart_encode`](crate::smart_encode) has one by default.
    #[must_use]
    pub fn spelling(&self) -> Option<&'static str> {
        SmartOptions::default().spelling(self.char)
    }

    /// What the text would cost with that spelling, here and wherever else the character stands. One pass over the text.
    #[must_use]
    pub fn respelled(&self) -> Option<Segments> {
        let spelling = self.spelling()?;
        Some(Segments::of_chars(self.text.chars().flat_map(|c| {
            let (kept, spelling) = if c == self.char { (None, spelling) } else { (Some(c), "") };
            kept.into_iter().chain(spelling.chars())
        })))
    }
}

/// `U+` and four to six digits.
impl fmt::Display for Culprit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.char))
    }
}

/// Does not show the text around the character.
impl fmt::Debug for Culprit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Culprit").field("at", &self.at).field("char", &self.char).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::segments::Encoding;

    #[test]
    fn culprits_are_the_characters_that_gsm7_has_not() {
        for (text, expected) in [
            ("", ""),
            ("Jenny please?! {€}", ""),
            ("I’ll… `go`", "1 U+2019, 6 U+2026, 10 U+0060, 13 U+0060"),
            ("a\tb\u{0}", "1 U+0009, 3 U+0000"),
            ("çÇ😀\u{10FFFF}", "0 U+00E7, 4 U+1F600, 8 U+10FFFF"),
        ] {
            let found: Vec<String> = culprits(text).map(|c| format!("{} {c}", c.at())).collect();
            assert_eq!(found.join(", "), expected, "{text:?}");
        }
    }

    #[test]
    fn a_culprit_knows_what_it_costs() {
        let text = format!("{}’ {}’", "a".repeat(70), "b".repeat(70));
        for culprit in culprits(&text) {
            assert_eq!(Segments::of(&text).count(), 3);
            assert_eq!((culprit.without().encoding(), culprit.without().units()), (Encoding::Gsm7, 141));
            assert_eq!(culprit.respelled().map(|size| (size.count(), size.units())), Some((1, 143)));
        }
        let two = "’…";
        let sizes: Vec<_> = culprits(two).map(|c| (c.without().encoding(), c.without().units())).collect();
        assert_eq!(sizes, [(Encoding::Ucs2, 1), (Encoding::Ucs2, 1)]);
        assert_eq!(culprits(two).without(), Segments::of(""));
        assert_eq!(culprits("😀").next().unwrap().respelled(), None);
    }

    #[test]
    fn debug_does_not_show_the_text() {
        let found = culprits("secret ’");
        assert_eq!(
            format!("{found:?} {:?}", found.clone().next()),
            "Culprits { next: 0, .. } Some(Culprit { at: 7, char: '’', .. })"
        );
    }

    proptest! {
        #[test]
        fn a_text_has_culprits_exactly_if_it_is_ucs2(text in "[ -~é€]{0,20}(\\PC|[’\t])?[ -~]{0,20}") {
            prop_assert_eq!(culprits(&text).next().is_some(), Segments::of(&text).encoding() == Encoding::Ucs2);
        }

        #[test]
        fn the_cost_without_a_culprit_is_the_cost_of_the_text_without_it(text in "([a{é’…😀]|\\PC){0,99}") {
            for culprit in culprits(&text) {
                prop_assert_eq!(text.get(culprit.at()..).unwrap().chars().next(), Some(culprit.char()));
                prop_assert_eq!(culprit.without(), Segments::of(&text.replace(culprit.char(), "")));
                let respelled = culprit.spelling().map(|to| Segments::of(&text.replace(culprit.char(), to)));
                prop_assert_eq!(culprit.respelled(), respelled);
            }
            let clean: String = text.chars().filter(|c| culprits(c.encode_utf8(&mut [0; 4])).next().is_none()).collect();
            prop_assert_eq!(culprits(&text).without(), Segments::of(&clean));
        }
    }
}
