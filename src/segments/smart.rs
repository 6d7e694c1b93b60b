//! Smart encoding: the characters that make a text need UCS-2, and their replacement by characters of GSM-7.
//!
//! The table of replacements is this crate's own. It gives the GSM-7 text that looks like the character to a reader.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;
use std::str::CharIndices;

use super::{Encoding, Segments, gsm7};

/// The options of [`smart_encode`].
///
/// The default options replace a character only if the replacement does not change how the text is read.
///
/// ```
/// use twilio_sms::segments::{SmartOptions, smart_encode};
///
/// let text = "می\u{200C}خواهم – yes";
/// assert_eq!(smart_encode(text, SmartOptions::default()).text, "می\u{200C}خواهم - yes");
/// assert_eq!(smart_encode(text, SmartOptions::default().only_to_gsm7(true)).text, text);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct SmartOptions {
    delete_joiners: bool,
    only_to_gsm7: bool,
}

impl SmartOptions {
    /// Sets whether U+200C and U+200D are deleted as well. The default is `false`.
    ///
    /// Without them, Persian and the scripts of India are not displayed correctly, and a family emoji becomes several
    /// emoji. Twilio deletes them.
    #[must_use]
    pub const fn delete_joiners(mut self, yes: bool) -> Self {
        self.delete_joiners = yes;
        self
    }

    /// Sets whether a text is left unchanged if it would not become GSM-7 as a whole. The default is `false`.
    ///
    /// As long as one character keeps a text in UCS-2, replacing another one saves nothing, and `...` needs more units
    /// than `…`. According to Twilio's announcement of 2017, the service does not change such a text either, but
    /// Twilio's calculator does.
    #[must_use]
    pub const fn only_to_gsm7(mut self, yes: bool) -> Self {
        self.only_to_gsm7 = yes;
        self
    }

    /// Returns the replacement of a character with these options.
    fn spelling(self, c: char) -> Option<&'static str> {
        match c {
            '\u{200C}' | '\u{200D}' if self.delete_joiners => Some(""),
            _ => spelling(c),
        }
    }
}

/// Replaces characters that make a text need UCS-2 by similar characters of GSM-7, as Twilio does for a message with
/// `SmartEncoded`.
///
/// This loses information, so the crate never does it unless you call this function. The result lists what was
/// replaced, and says whether the text needs fewer segments. Encoding the result again changes nothing. Characters
/// without a similar character in GSM-7 are kept, so a single emoji keeps the text in UCS-2 (see
/// [`SmartOptions::only_to_gsm7`]).
///
/// | characters | replacement |
/// |---|---|
/// | curly, low, reversed, prime and ornament quotes; acute, grave | `'` or `"` |
/// | `«` `»` and `‹` `›` | `"`, and `<` `>` |
/// | hyphens, dashes, the minus sign | `-` |
/// | `‥` `…` `‼` `⁇` `⁈` `⁉` | `..` `...` `!!` `??` `?!` `!?` |
/// | non-breaking space, tab | two spaces, seven spaces, as in Twilio's table |
/// | other spaces; line and paragraph separators | a space; a line feed |
/// | zero width space, word joiner, byte order mark, soft hyphen | nothing |
/// | the full-width forms of ASCII, the Latin ligatures such as `ﬁ` | plain letters |
/// | other forms of `` * / \ : ; ^ _ \| ~ ``, and the signs of ohm, kelvin, ångström | what they look like |
///
/// The table is this crate's own. Twilio's table also deletes joiners (see [`SmartOptions::delete_joiners`]). Characters
/// whose replacement would change the meaning are kept: fractions (`5½` would become `51/2`) and accented letters.
/// Letters with a combining accent are kept too, but many of them are in GSM-7 if the text is composed first, as in
/// Unicode's form NFC.
///
/// ```
/// use twilio_sms::segments::{Encoding, SmartOptions, smart_encode};
///
/// let smart = smart_encode("“Jenny please?!” I’ll love you…", SmartOptions::default());
/// assert_eq!(smart.text, "\"Jenny please?!\" I'll love you...");
/// assert_eq!(smart.replacements.len(), 4);
/// assert_eq!(smart.before.encoding(), Encoding::Ucs2);
/// assert_eq!(smart.after.encoding(), Encoding::Gsm7);
/// ```
#[must_use]
pub fn smart_encode(text: &str, options: SmartOptions) -> SmartEncoded<'_> {
    let before = Segments::of(text);
    let unchanged = SmartEncoded { text: Cow::Borrowed(text), replacements: Vec::new(), before, after: before };
    // A text in GSM-7 has nothing to replace. It is returned without a second pass.
    if before.encoding() == Encoding::Gsm7 {
        return unchanged;
    }
    // The text between two replaced characters is copied as a whole. `copied` is the offset up to which the text has
    // been copied or replaced.
    let (mut encoded, mut replacements, mut copied) = (String::new(), Vec::new(), 0);
    for found in ucs2_chars(text) {
        let (at, from) = (found.at(), found.char());
        if let Some(to) = options.spelling(from) {
            // Both offsets are between two characters, so the default is never taken.
            encoded.push_str(text.get(copied..at).unwrap_or_default());
            encoded.push_str(to);
            copied = at + from.len_utf8();
            replacements.push(Replacement { at, from, to });
        }
    }
    // Nothing was copied either, so the given text can be borrowed.
    if replacements.is_empty() {
        return unchanged;
    }
    encoded.push_str(text.get(copied..).unwrap_or_default());
    let after = Segments::of(&encoded);
    // Whether the whole text becomes GSM-7 is known only now, when all characters have been looked at.
    if options.only_to_gsm7 && after.encoding() != Encoding::Gsm7 {
        return unchanged;
    }
    SmartEncoded { text: Cow::Owned(encoded), replacements, before, after }
}

/// The result of [`smart_encode`]: the text to send, what was replaced, and the segments before and after.
///
/// ```
/// use twilio_sms::segments::{SmartOptions, smart_encode};
///
/// let text = "Wait… ".repeat(16);
/// let smart = smart_encode(&text, SmartOptions::default());
/// assert_eq!((smart.before.count(), smart.after.count()), (2, 1));
/// assert!(smart.is_cheaper());
/// ```
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct SmartEncoded<'a> {
    /// The text to send. It is borrowed if nothing was replaced.
    pub text: Cow<'a, str>,
    /// The characters that were replaced, in the order of the text.
    pub replacements: Vec<Replacement>,
    /// The segments that the given text needs.
    pub before: Segments,
    /// The segments that the new text needs.
    pub after: Segments,
}

impl SmartEncoded<'_> {
    /// Returns whether the new text needs fewer segments. If it does not, send the given text, because the new one may
    /// even be longer.
    #[must_use]
    pub const fn is_cheaper(&self) -> bool {
        self.after.count() < self.before.count()
    }
}

/// Shows the replacements and not the text, which is private.
impl fmt::Debug for SmartEncoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text: _, replacements, before, after } = self;
        let mut out = f.debug_struct("SmartEncoded");
        out.field("replacements", replacements).field("before", before).field("after", after).finish_non_exhaustive()
    }
}

/// One character that [`smart_encode`] replaced.
///
/// ```
/// use twilio_sms::segments::{SmartOptions, smart_encode};
///
/// let smart = smart_encode("Jenny – please?!", SmartOptions::default());
/// let replaced = smart.replacements[0];
/// assert_eq!((replaced.at, replaced.from, replaced.to), (6, '–', "-"));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Replacement {
    /// The offset of the character in the given text, in bytes.
    pub at: usize,
    /// The character that was replaced.
    pub from: char,
    /// Its replacement. It is empty if the character was deleted.
    pub to: &'static str,
}

/// Returns the text of GSM-7 that looks like a character to a reader. Returns `None` for a character of GSM-7.
fn spelling(c: char) -> Option<&'static str> {
    // The characters are written as escapes, because in many fonts they cannot be told apart. The comments show them.
    Some(match c {
        // ` ´ ʹ ʻ ʼ ʽ ˈ ‘ ’ ‚ ‛ ′ ‵ ❛ ❜ ＇ ｀
        '`' | '\u{B4}' | '\u{2B9}' | '\u{2BB}'..='\u{2BD}' | '\u{2C8}' | '\u{2018}'..='\u{201B}' | '\u{2032}' => "'",
        '\u{2035}' | '\u{275B}' | '\u{275C}' | '\u{FF07}' | '\u{FF40}' => "'",
        // « » ʺ ˮ “ ” „ ‟ ″ ‶ ❝ ❞ 〝 〞 〟
        '\u{AB}' | '\u{BB}' | '\u{2BA}' | '\u{2EE}' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{2036}' => "\"",
        '\u{275D}' | '\u{275E}' | '\u{301D}'..='\u{301F}' => "\"",
        // ‹ ›
        '\u{2039}' => "<",
        '\u{203A}' => ">",
        // ‐ ‑ ‒ – — ― ⁃ − ﹘ ﹣
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => "-",
        // ․ ‥ … ‼ ⁇ ⁈ ⁉
        '\u{2024}' => ".",
        '\u{2025}' => "..",
        '\u{2026}' => "...",
        '\u{203C}' => "!!",
        '\u{2047}' => "??",
        '\u{2048}' => "?!",
        '\u{2049}' => "!?",
        // A non-breaking space and a tab become two and seven spaces, as in Twilio's table.
        '\u{A0}' => "  ",
        '\t' => "       ",
        // Spaces of other widths.
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => " ",
        // Line and paragraph separators.
        '\u{0B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
        // A soft hyphen, a zero width space, a word joiner and a byte order mark are deleted.
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => "",
        // ⁎ ∗ ⁄ ∕ ∖ ∶, the Greek question mark, ˆ ‗ ¦ ∣ ❘ ˜ ∼
        '\u{204E}' | '\u{2217}' => "*",
        '\u{2044}' | '\u{2215}' => "/",
        '\u{2216}' => "\\",
        '\u{2236}' => ":",
        '\u{37E}' => ";",
        '\u{2C6}' => "^",
        '\u{2017}' => "_",
        '\u{A6}' | '\u{2223}' | '\u{2758}' => "|",
        '\u{2DC}' | '\u{223C}' => "~",
        // The signs of ohm, kelvin and ångström.
        '\u{2126}' => "Ω",
        '\u{212A}' => "K",
        '\u{212B}' => "Å",
        // ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        // The full-width forms are in the order of ASCII, so the offset in their block is the offset in the constant.
        // The forms of the apostrophe and the backtick are above.
        '\u{FF01}'..='\u{FF5E}' => {
            let at = (u32::from(c) - 0xFF01) as usize;
            return VISIBLE_ASCII.get(at..=at);
        }
        _ => return None,
    })
}

/// The characters of ASCII from `!` to `~`.
const VISIBLE_ASCII: &str =
    concat!("!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`", "abcdefghijklmnopqrstuvwxyz{|}~");

/// Finds the characters that make a text need UCS-2. A text without such characters is sent in GSM-7.
///
/// ```
/// use twilio_sms::segments::ucs2_chars;
///
/// let found: Vec<String> = ucs2_chars("Jenny please?! I’ll love you…").map(|found| found.to_string()).collect();
/// assert_eq!(found, ["U+2019", "U+2026"]);
/// ```
#[must_use]
pub fn ucs2_chars(text: &str) -> Ucs2Chars<'_> {
    Ucs2Chars { text, chars: text.char_indices() }
}

/// An iterator over the characters that make a text need UCS-2, in the order of the text. [`ucs2_chars`] creates it.
///
/// ```
/// use twilio_sms::segments::{Encoding, Segments, ucs2_chars};
///
/// let text = "“Jenny please?!” ".repeat(5);
/// assert_eq!(Segments::of(&text).count(), 2);
///
/// let without_them = ucs2_chars(&text).segments_without();
/// assert_eq!((without_them.encoding(), without_them.count()), (Encoding::Gsm7, 1));
/// ```
#[derive(Clone)]
pub struct Ucs2Chars<'a> {
    text: &'a str,
    chars: CharIndices<'a>,
}

impl Ucs2Chars<'_> {
    /// Counts the segments of the text without all of these characters, also those that this iterator has returned
    /// already. It reads the whole text.
    #[must_use]
    pub fn segments_without(&self) -> Segments {
        Segments::of_chars(self.text.chars().filter(|c| gsm7::septets(*c) != 0))
    }
}

impl<'a> Iterator for Ucs2Chars<'a> {
    type Item = Ucs2Char<'a>;

    fn next(&mut self) -> Option<Ucs2Char<'a>> {
        let (at, char) = self.chars.find(|(_, c)| gsm7::septets(*c) == 0)?;
        Some(Ucs2Char { text: self.text, at, char })
    }
}

impl FusedIterator for Ucs2Chars<'_> {}

/// Shows the offset in the text and not the text, which is private.
impl fmt::Debug for Ucs2Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ucs2Chars").field("next", &self.chars.offset()).finish_non_exhaustive()
    }
}

/// A character that makes a text need UCS-2. It displays as its code point: `U+2019`.
///
/// ```
/// use twilio_sms::segments::{Segments, ucs2_chars};
///
/// let text = "Jenny please?! I’ll love you. ".repeat(3);
/// let found = ucs2_chars(&text).next().unwrap();
/// assert_eq!((found.at(), found.char(), found.to_string().as_str()), (16, '’', "U+2019"));
///
/// // The text needs two segments now, one without the character, and one with its replacement.
/// assert_eq!(Segments::of(&text).count(), 2);
/// assert_eq!(found.segments_without().count(), 1);
/// assert_eq!(found.replacement(), Some("'"));
/// assert_eq!(found.segments_if_replaced().unwrap().count(), 1);
/// ```
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Ucs2Char<'a> {
    text: &'a str,
    at: usize,
    char: char,
}

impl Ucs2Char<'_> {
    /// Returns the offset of the character in the text, in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Returns the character.
    #[must_use]
    pub const fn char(&self) -> char {
        self.char
    }

    /// Counts the segments of the text without this character.
    ///
    /// All occurrences of the character are left out, because leaving out one of several would not change the encoding.
    /// Other characters that need UCS-2 stay. The whole text is read, so call this once for each [`char`](Self::char)
    /// and not for each occurrence.
    #[must_use]
    pub fn segments_without(&self) -> Segments {
        Segments::of_chars(self.text.chars().filter(|c| *c != self.char))
    }

    /// Returns the text by which [`smart_encode`] replaces the character with the default options, or `None` if it
    /// keeps the character.
    #[must_use]
    pub fn replacement(&self) -> Option<&'static str> {
        SmartOptions::default().spelling(self.char)
    }

    /// Counts the segments of the text with all occurrences of this character replaced by
    /// [`replacement`](Self::replacement). Returns `None` if the character has no replacement. The whole text is read.
    #[must_use]
    pub fn segments_if_replaced(&self) -> Option<Segments> {
        let replacement = self.replacement()?;
        // The new text is counted from an iterator and never built. Each character becomes itself or the replacement; a
        // chain of both, one of them empty, gives the two cases the same type.
        Some(Segments::of_chars(self.text.chars().flat_map(|c| {
            let (kept, replaced) = if c == self.char { (None, replacement) } else { (Some(c), "") };
            kept.into_iter().chain(replaced.chars())
        })))
    }
}

/// Writes `U+` and four to six hexadecimal digits.
impl fmt::Display for Ucs2Char<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.char))
    }
}

/// Shows the character and not the rest of the text, which is private.
impl fmt::Debug for Ucs2Char<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ucs2Char").field("at", &self.at).field("char", &self.char).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::segments::gsm7::septets;

    /// Returns every character that has a replacement, with the replacement.
    fn all() -> impl Iterator<Item = (char, &'static str)> {
        ('\0'..=char::MAX).filter_map(|c| Some((c, spelling(c)?)))
    }

    #[test]
    fn every_replacement_of_a_ucs2_character_is_gsm7() {
        assert!(all().count() > 150);
        for (from, to) in all() {
            assert_eq!(septets(from), 0, "{from:?} is GSM-7 already");
            assert!(to.chars().all(|c| septets(c) > 0), "{from:?} becomes {to:?}");
        }
    }

    #[test]
    fn characters_are_replaced_by_similar_ones() {
        for (from, to) in [
            ("‘a’ ‚b‘ `c´ 5′", "'a' 'b' 'c' 5'"),
            ("“a” „b“ «c» 5″", "\"a\" \"b\" \"c\" 5\""),
            ("‹a›", "<a>"),
            ("a\u{2010}b\u{2011}c–d—e−f", "a-b-c-d-e-f"),
            ("a… b‥ c‼", "a... b.. c!!"),
            ("10\u{A0}000\u{202F}km\u{3000}!", "10  000 km !"),
            ("a\tb", "a       b"),
            ("a\u{2028}b", "a\nb"),
            ("\u{FEFF}a\u{200B}b\u{AD}c\u{2060}", "abc"),
            ("ｗｗｗ．ｔｗｉｌｉｏ．ｃｏｍ！～｀", "www.twilio.com!~'"),
            ("ﬁne oﬃce", "fine office"),
            ("5 \u{2126} 3 \u{212A} 1 \u{212B}", "5 Ω 3 K 1 Å"),
        ] {
            let smart = smart_encode(from, SmartOptions::default());
            assert_eq!(smart.text, to, "{from:?}");
            assert_eq!((smart.before, smart.after), (Segments::of(from), Segments::of(to)), "{from:?}");
        }
    }

    #[test]
    fn the_table_has_these_replacements_and_no_others() {
        let mut known = 0;
        for (to, from) in [
            ("'", "`´ʹʻʼʽˈ‘’‚‛′‵❛❜｀"),
            ("\"", "«»ʺˮ“”„‟″‶❝❞〝〞〟"),
            ("<", "‹"),
            (">", "›"),
            ("-", "\u{2010}\u{2011}\u{2012}–—―⁃−﹘﹣"),
            (".", "\u{2024}"),
            ("..", "‥"),
            ("...", "…"),
            ("!!", "‼"),
            ("??", "⁇"),
            ("?!", "⁈"),
            ("!?", "⁉"),
            ("  ", "\u{A0}"),
            ("       ", "\t"),
            (
                " ",
                "\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{202F}\u{205F}\u{3000}",
            ),
            ("\n", "\u{0B}\u{85}\u{2028}\u{2029}"),
            ("", "\u{AD}\u{200B}\u{2060}\u{FEFF}"),
            ("*", "⁎∗"),
            ("/", "⁄∕"),
            ("\\", "∖"),
            (":", "∶"),
            (";", "\u{37E}"),
            ("^", "ˆ"),
            ("_", "‗"),
            ("|", "¦∣❘"),
            ("~", "˜∼"),
            ("Ω", "\u{2126}"),
            ("K", "\u{212A}"),
            ("Å", "\u{212B}"),
            ("ff", "ﬀ"),
            ("fi", "ﬁ"),
            ("fl", "ﬂ"),
            ("ffi", "ﬃ"),
            ("ffl", "ﬄ"),
            ("st", "ﬅﬆ"),
        ] {
            for c in from.chars() {
                assert_eq!(spelling(c), Some(to), "{c:?}");
                known += 1;
            }
        }
        // The full-width forms are in the order of ASCII. The one of the backtick is above.
        for (c, ascii) in ('\u{FF01}'..='\u{FF5E}').zip('!'..='~').filter(|(_, ascii)| *ascii != '`') {
            assert_eq!(spelling(c), Some(&*ascii.to_string()), "{c:?}");
            known += 1;
        }
        assert_eq!(all().count(), known);
    }

    #[test]
    fn a_character_whose_replacement_would_change_the_meaning_is_kept() {
        for text in
            ["", "plain {text}", "5½", "m²", "façade", "e\u{301}", "Καλημέρα", "😀", "می\u{200C}خواهم", "क्\u{200D}ष"]
        {
            let smart = smart_encode(text, SmartOptions::default());
            assert!(matches!(smart.text, Cow::Borrowed(same) if same == text), "{text:?}");
            assert_eq!((smart.replacements.len(), smart.is_cheaper()), (0, false), "{text:?}");
        }
    }

    #[test]
    fn a_text_is_cheaper_if_it_needs_fewer_segments() {
        for (text, counts, cheaper) in [
            (format!("{}…", "a".repeat(99)), (2, 1), true),
            ("…".to_owned(), (1, 1), false),
            ("\t".repeat(60), (1, 3), false),
        ] {
            let smart = smart_encode(&text, SmartOptions::default());
            assert_eq!((smart.before.count(), smart.after.count()), counts, "{text:?}");
            assert_eq!(smart.is_cheaper(), cheaper, "{text:?}");
        }
    }

    #[test]
    fn joiners_are_deleted_only_if_the_option_is_set() {
        for (text, deleted) in [("a\u{200C}b\u{200D}", "ab"), ("👩\u{200D}👧", "👩👧")] {
            assert_eq!(smart_encode(text, SmartOptions::default()).text, text);
            assert_eq!(smart_encode(text, SmartOptions::default().delete_joiners(true)).text, deleted);
        }
    }

    #[test]
    fn a_text_that_stays_ucs2_is_unchanged_if_the_option_is_set() {
        let options = SmartOptions::default().only_to_gsm7(true);
        for (text, spelled) in [("Wait…", "Wait..."), ("Wait… 😀", "Wait… 😀"), ("😀", "😀"), ("Wait", "Wait")]
        {
            let smart = smart_encode(text, options);
            assert_eq!(smart.text, spelled, "{text:?}");
            assert_eq!(smart.replacements.is_empty(), text == spelled, "{text:?}");
        }
    }

    #[test]
    fn the_offset_of_a_replacement_is_that_in_the_given_text() {
        let smart = smart_encode("“é” – \u{FEFF}", SmartOptions::default());
        let found: Vec<_> = smart.replacements.iter().map(|r| (r.at, r.from, r.to)).collect();
        assert_eq!(found, [(0, '“', "\""), (5, '”', "\""), (9, '–', "-"), (13, '\u{FEFF}', "")]);
    }

    #[test]
    fn ucs2_chars_finds_the_characters_that_gsm7_does_not_have() {
        for (text, expected) in [
            ("", ""),
            ("Jenny please?! {€}", ""),
            ("I’ll… `go`", "1 U+2019, 6 U+2026, 10 U+0060, 13 U+0060"),
            ("a\tb\u{0}", "1 U+0009, 3 U+0000"),
            ("çÇ😀\u{10FFFF}", "0 U+00E7, 4 U+1F600, 8 U+10FFFF"),
        ] {
            let found: Vec<String> = ucs2_chars(text).map(|c| format!("{} {c}", c.at())).collect();
            assert_eq!(found.join(", "), expected, "{text:?}");
        }
    }

    #[test]
    fn the_segments_without_a_character_are_counted() {
        let text = format!("{}’ {}’", "a".repeat(70), "b".repeat(70));
        for found in ucs2_chars(&text) {
            assert_eq!(Segments::of(&text).count(), 3);
            assert_eq!((found.segments_without().encoding(), found.segments_without().units()), (Encoding::Gsm7, 141));
            assert_eq!(found.segments_if_replaced().map(|size| (size.count(), size.units())), Some((1, 143)));
        }
        let two = "’…";
        let sizes: Vec<_> =
            ucs2_chars(two).map(|c| (c.segments_without().encoding(), c.segments_without().units())).collect();
        assert_eq!(sizes, [(Encoding::Ucs2, 1), (Encoding::Ucs2, 1)]);
        assert_eq!(ucs2_chars(two).segments_without(), Segments::of(""));
        assert_eq!(ucs2_chars("😀").next().unwrap().segments_if_replaced(), None);
    }

    #[test]
    fn debug_does_not_show_the_text() {
        let found = ucs2_chars("secret ’");
        assert_eq!(
            format!("{found:?} {:?}", found.clone().next()),
            "Ucs2Chars { next: 0, .. } Some(Ucs2Char { at: 7, char: '’', .. })"
        );
    }

    proptest! {
        #[test]
        fn smart_encoding_twice_changes_nothing(
            text in "[ -~]{0,9}([\u{80}-\u{2FF}]|[\u{2000}-\u{206F}]|[\u{FF00}-\u{FF5F}]|\\PC|[\t👩é]){0,40}",
            joiners: bool,
            only: bool,
        ) {
            let options = SmartOptions::default().delete_joiners(joiners).only_to_gsm7(only);
            let once = smart_encode(&text, options);
            let twice = smart_encode(&once.text, options);
            prop_assert_eq!(&twice.text, &once.text);
            prop_assert!(twice.replacements.is_empty());
            prop_assert_eq!(twice.before, once.after);
        }

        #[test]
        fn the_replacements_can_be_undone(text in "([ab€]|[\u{2000}-\u{206F}]|😀){0,40}") {
            let smart = smart_encode(&text, SmartOptions::default().delete_joiners(true));
            let (mut undone, mut rest) = (String::new(), &*smart.text);
            for Replacement { at, from, to } in &smart.replacements {
                let (kept, spelled) = rest.split_at(at - undone.len());
                undone = undone + kept + from.encode_utf8(&mut [0; 4]);
                rest = spelled.strip_prefix(to).unwrap();
            }
            prop_assert_eq!(undone + rest, text);
        }

        #[test]
        fn ucs2_chars_finds_a_character_exactly_if_the_text_is_ucs2(text in "[ -~é€]{0,20}(\\PC|[’\t])?[ -~]{0,20}") {
            prop_assert_eq!(ucs2_chars(&text).next().is_some(), Segments::of(&text).encoding() == Encoding::Ucs2);
        }

        #[test]
        fn the_segments_without_a_character_are_those_of_the_text_without_it(text in "([a{é’…😀]|\\PC){0,99}") {
            for found in ucs2_chars(&text) {
                prop_assert_eq!(text.get(found.at()..).unwrap().chars().next(), Some(found.char()));
                prop_assert_eq!(found.segments_without(), Segments::of(&text.replace(found.char(), "")));
                let segments_if_replaced = found.replacement().map(|to| Segments::of(&text.replace(found.char(), to)));
                prop_assert_eq!(found.segments_if_replaced(), segments_if_replaced);
            }
            let clean: String = text.chars().filter(|c| ucs2_chars(c.encode_utf8(&mut [0; 4])).next().is_none()).collect();
            prop_assert_eq!(ucs2_chars(&text).segments_without(), Segments::of(&clean));
        }
    }
}
