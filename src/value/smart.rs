//! What makes a text dear, and a cheaper spelling of it.
//!
//! The table of spellings is our own: it says which GSM-7 text a reader takes for the same.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;
use std::str::CharIndices;

use super::gsm7;
use super::segments::{Encoding, Segments};

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

    /// A spelling in GSM-7, if [`smart_encode`] has one by default.
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

/// How far [`smart_encode`] may go. The default replaces look-alikes, and nothing that changes how a text is read.
///
/// ```
/// use twilio_sms::{SmartOptions, smart_encode};
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
    /// Whether to delete U+200C and U+200D as well (no, by default). Persian and the scripts of India need them to be
    /// read rightly, and a family emoji falls apart without them; Twilio deletes them.
    #[must_use]
    pub const fn delete_joiners(mut self, yes: bool) -> Self {
        self.delete_joiners = yes;
        self
    }

    /// Whether to change nothing unless the whole text becomes GSM-7 (no, by default). As long as one character keeps a
    /// text in UCS-2, a cheaper spelling of another one saves nothing, and `...` costs more than `…`.
    #[must_use]
    pub const fn only_to_gsm7(mut self, yes: bool) -> Self {
        self.only_to_gsm7 = yes;
        self
    }

    /// The spelling of a character in GSM-7.
    fn spelling(self, c: char) -> Option<&'static str> {
        match c {
            '\u{200C}' | '\u{200D}' if self.delete_joiners => Some(""),
            _ => spelling(c),
        }
    }
}

/// Replaces characters that force UCS-2 by look-alikes that do not, as Twilio does when a message has `SmartEncoded`.
///
/// **Lossy**, so it happens only where you ask, and the result says what was done and whether it helped. A second time
/// changes nothing. Characters without a look-alike stay: a single emoji keeps the text in UCS-2, see
/// [`SmartOptions::only_to_gsm7`].
///
/// | characters | become |
/// |---|---|
/// | curly, low, reversed, prime and ornament quotes; acute, grave | `'` or `"` |
/// | `«` `»` and `‹` `›` | `"`, and `<` `>` |
/// | hyphens, dashes, the minus sign | `-` |
/// | `‥` `…` `‼` `⁇` `⁈` `⁉` | `..` `...` `!!` `??` `?!` `!?` |
/// | non-breaking space, tab | two spaces, seven spaces: Twilio's choice |
/// | other spaces; line and paragraph separators | a space; a line feed |
/// | zero width space, word joiner, byte order mark, soft hyphen | nothing |
/// | the full-width forms of ASCII, the Latin ligatures such as `ﬁ` | plain letters |
/// | other forms of `` * / \ : ; ^ _ \| ~ ``, and the signs of ohm, kelvin and ångström | the character that they look like |
///
/// The table is this crate's own. Twilio's swaps `‹` and `›`, and deletes joiners (see
/// [`SmartOptions::delete_joiners`]). Nothing here changes a meaning: fractions stay (`5½` would become `51/2`), and so do
/// accents. Letters spelled with a combining accent stay too; composed, in Unicode's form NFC, many are GSM-7.
///
/// ```
/// use twilio_sms::{Encoding, SmartOptions, smart_encode};
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
    let as_it_is = SmartEncoded { text: Cow::Borrowed(text), replacements: Vec::new(), before, after: before };
    if before.encoding() == Encoding::Gsm7 {
        return as_it_is;
    }
    let (mut spelled, mut replacements, mut done) = (String::new(), Vec::new(), 0);
    for Culprit { at, char: from, .. } in culprits(text) {
        if let Some(to) = options.spelling(from) {
            spelled.push_str(text.get(done..at).unwrap_or_default()); // both between two characters
            spelled.push_str(to);
            done = at + from.len_utf8();
            replacements.push(Replacement { at, from, to });
        }
    }
    if replacements.is_empty() {
        return as_it_is;
    }
    spelled.push_str(text.get(done..).unwrap_or_default());
    let after = Segments::of(&spelled);
    if options.only_to_gsm7 && after.encoding() != Encoding::Gsm7 {
        return as_it_is;
    }
    SmartEncoded { text: Cow::Owned(spelled), replacements, before, after }
}

/// A cheaper spelling of a text, and what it took; made by [`smart_encode`].
///
/// ```
/// use twilio_sms::{SmartOptions, smart_encode};
///
/// let text = "Wait… ".repeat(16);
/// let smart = smart_encode(&text, SmartOptions::default());
/// assert_eq!((smart.before.count(), smart.after.count()), (2, 1));
/// assert!(smart.is_cheaper());
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct SmartEncoded<'a> {
    /// The text to send; borrowed if nothing was replaced.
    pub text: Cow<'a, str>,
    /// What was replaced, in order.
    pub replacements: Vec<Replacement>,
    /// What the text cost as it was.
    pub before: Segments,
    /// What it costs now.
    pub after: Segments,
}

impl SmartEncoded<'_> {
    /// Whether fewer segments are left. If not, send the text as it was: it may even have grown.
    #[must_use]
    pub const fn is_cheaper(&self) -> bool {
        self.after.count() < self.before.count()
    }
}

/// One character that [`smart_encode`] replaced.
///
/// ```
/// use twilio_sms::{SmartOptions, smart_encode};
///
/// let smart = smart_encode("Jenny – please?!", SmartOptions::default());
/// let replaced = smart.replacements[0];
/// assert_eq!((replaced.at, replaced.from, replaced.to), (6, '–', "-"));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Replacement {
    /// Where the character was in the text as it came, in bytes.
    pub at: usize,
    /// The character.
    pub from: char,
    /// What stands there now; empty if the character was deleted.
    pub to: &'static str,
}

/// What a reader takes for the same, in GSM-7. Has no entry for a GSM-7 character.
fn spelling(c: char) -> Option<&'static str> {
    Some(match c {
        // ` ´ ʹ ʻ ʼ ʽ ˈ ‘ ’ ‚ ‛ ′ ‵ ❛ ❜ ＇ ｀
        '`' | '\u{B4}' | '\u{2B9}' | '\u{2BB}'..='\u{2BD}' | '\u{2C8}' | '\u{2018}'..='\u{201B}' | '\u{2032}' => "'",
        '\u{2035}' | '\u{275B}' | '\u{275C}' | '\u{FF07}' | '\u{FF40}' => "'",
        // « » ʺ ˮ “ ” „ ‟ ″ ‶ ❝ ❞ 〝 〞 〟
        '\u{AB}' | '\u{BB}' | '\u{2BA}' | '\u{2EE}' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{2036}' => "\"",
        '\u{275D}' | '\u{275E}' | '\u{301D}'..='\u{301F}' => "\"",
        '\u{2039}' => "<",
        '\u{203A}' => ">",
        // ‐ ‑ ‒ – — ― ⁃ − ﹘ ﹣
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => "-",
        '\u{2024}' => ".",
        '\u{2025}' => "..",
        '\u{2026}' => "...",
        '\u{203C}' => "!!",
        '\u{2047}' => "??",
        '\u{2048}' => "?!",
        '\u{2049}' => "!?",
        '\u{A0}' => "  ",
        '\t' => "       ",
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => " ",
        '\u{0B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => "",
        '\u{204E}' | '\u{2217}' => "*",
        '\u{2044}' | '\u{2215}' => "/",
        '\u{2216}' => "\\",
        '\u{2236}' => ":",
        '\u{37E}' => ";",
        '\u{2C6}' => "^",
        '\u{2017}' => "_",
        '\u{A6}' | '\u{2223}' | '\u{2758}' => "|",
        '\u{2DC}' | '\u{223C}' => "~",
        '\u{2126}' => "Ω",
        '\u{212A}' => "K",
        '\u{212B}' => "Å",
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        '\u{FF01}'..='\u{FF5E}' => {
            let at = (u32::from(c) - 0xFF01) as usize;
            return VISIBLE_ASCII.get(at..=at);
        }
        _ => return None,
    })
}

/// ASCII from `!` to `~`, in the order of the full-width forms.
const VISIBLE_ASCII: &str = concat!(
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`",
    "abcdefghijklmnopqrstuvwxyz{|}~"
);
