//! The segments of an SMS: how many a text needs, and where it is split. Twilio charges for each segment.
//!
//! [`Segments`] counts the segments, and [`split_segments`] returns them one after the other. [`rcs_segments`] counts
//! those of an RCS message. The file `gsm7.rs`
//! contains the GSM-7 alphabet. The file `smart.rs` replaces characters that make a text need more segments.

pub(crate) mod gsm7;
mod smart;

use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;

pub use smart::{Replacement, SmartEncoded, SmartOptions, Ucs2Char, Ucs2Chars, smart_encode, ucs2_chars};

/// The encoding of the characters of an SMS.
///
/// A text is sent in GSM-7 if all of its characters are in that alphabet. If a single character is not, Twilio sends
/// the whole text in UCS-2. [`ucs2_chars`] finds such characters. The enum is exhaustive, because Twilio uses only
/// these two encodings.
///
/// ```
/// use twilio_sms::segments::{Encoding, Segments};
///
/// assert_eq!(Segments::of("I love you <3").encoding(), Encoding::Gsm7);
/// assert_eq!(Segments::of("I ❤ you").encoding().to_string(), "UCS-2");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Encoding {
    /// The alphabet of 3GPP TS 23.038 with its extension table. The unit is a septet.
    Gsm7,
    /// UTF-16. The unit is a code unit of 16 bits. The standard calls the encoding UCS-2, but surrogate pairs are sent
    /// too.
    Ucs2,
}

impl Encoding {
    /// Returns the maximum number of units in a segment that is the only one of its text: 160 septets or 70 UTF-16 code
    /// units.
    #[must_use]
    pub const fn alone(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// Returns the maximum number of units in each segment of a text that needs several: 153 septets or 67 UTF-16 code
    /// units. Six of the 140 octets of such a segment say how the segments are joined.
    #[must_use]
    pub const fn joined(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }
}

/// Writes `GSM-7` or `UCS-2`.
impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        })
    }
}

/// The number of segments that a text needs, and its encoding. Twilio charges for each segment.
///
/// Every text can be counted. The empty text needs one segment, which contains no units. Counting does not allocate,
/// and it takes time that is linear in the length of the text.
///
/// ```
/// use twilio_sms::segments::{Encoding, Segments};
///
/// let size = Segments::of("Jenny please?! I love you <3");
/// assert_eq!((size.encoding(), size.count()), (Encoding::Gsm7, 1));
/// assert_eq!((size.units(), size.units_left()), (28, 132));
///
/// let curly = Segments::of("Jenny please?! I’ll love you <3");
/// assert_eq!((curly.encoding(), curly.count()), (Encoding::Ucs2, 1));
/// assert_eq!((curly.units(), curly.units_left()), (31, 39));
/// ```
///
/// # The rule
///
/// A segment has 140 octets. They contain septets if all characters of the text are in GSM-7, and UTF-16 code units
/// otherwise. If a text needs several segments, six octets of each segment say how the segments are joined.
///
/// | encoding | the only segment | each of several | characters of two units |
/// |---|---|---|---|
/// | GSM-7 | 160 septets | 153 septets | form feed and `` ^ { } \ [ ~ ] \| € `` |
/// | UCS-2 | 70 code units | 67 code units | characters above U+FFFF, such as most emoji |
///
/// Segments are filled in order, with one Unicode scalar value after the other. A character of two units is never
/// split, so one unit at the end of a segment can stay free. CR LF counts as two characters. The sources of these rules
/// are 3GPP TS 23.038 and 23.040, and Twilio's page on character limits.
///
/// # Where Twilio's own calculator differs
///
/// Twilio's public calculator never splits a grapheme cluster, which is what a reader sees as one character. For
/// example, it moves a family of four emoji, which has 11 units, to the next segment as a whole. The gateway, which
/// splits the messages that are really sent, has no table of graphemes and splits between scalar values. This crate
/// splits as the gateway does.
///
/// We compared 521 texts: 287 random texts, 162 texts that were made to have something special at the end of a segment,
/// and 72 texts of at most one character. The encoding is always the same, and 500 texts are split in the same way.
/// These include all texts that are in GSM-7, have one segment, or contain no clusters. The other 21 texts are:
///
/// | texts | where a segment ends | calculator | this crate |
/// |---|---|---|---|
/// | 3 | in emoji joined by U+200D (a family) | 60 + 21, 63 + 21, 67 + 63 + 12 | 66 + 15, 66 + 18, 67 + 66 + 9 |
/// | 1 | in a flag, which is two regional indicators | 64 + 14 | 66 + 12 |
/// | 1 | between an emoji and its skin tone | 64 + 14 | 66 + 12 |
/// | 1 | between an emoji and its variation selector | 66 + 12 | 67 + 11 |
/// | 12 | in mixed text: in one of these, in a keycap, or in a letter with a mark | the same count | the same count |
/// | 3 | in a letter with more marks than fit in a segment | 3, one of 69, 71 or 201 units | 2, 2 and 4 segments |
///
/// Only the last three differ in the number of segments, because there the calculator has a segment that is larger than
/// the maximum.
///
/// ```
/// use twilio_sms::segments::split_segments;
///
/// let text = "д".repeat(64) + "🇺🇸 is a flag";
/// let units: Vec<usize> = split_segments(&text).map(|segment| segment.units).collect();
/// assert_eq!(units, [66, 12]); // by the calculator: 64 + 14
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Segments {
    encoding: Encoding,
    count: usize,
    units: usize,
    left: usize,
}

impl Segments {
    /// Counts the segments of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        // A text is sent in GSM-7 whenever that is possible, so GSM-7 is tried first. The attempt ends at the first
        // character that GSM-7 does not have, so a text in UCS-2 is read at most twice.
        measure_gsm7(text).unwrap_or_else(|| measure_ucs2(text))
    }

    /// Counts the segments of a text that exists only as an iterator over its characters.
    pub(crate) fn of_chars(chars: impl Iterator<Item = char> + Clone) -> Self {
        measure_chars(chars)
    }

    /// Returns the encoding in which the text is sent.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Returns the number of segments, which is at least 1.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Returns the number of units in all segments together: septets in GSM-7, UTF-16 code units in UCS-2.
    #[must_use]
    pub const fn units(&self) -> usize {
        self.units
    }

    /// Returns the number of free units in the last segment. This many units can be added without another segment, as
    /// long as the encoding stays the same.
    #[must_use]
    pub const fn units_left(&self) -> usize {
        self.left
    }

    /// Returns the maximum number of units in each segment: 160 or 153 in GSM-7, 70 or 67 in UCS-2.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        if self.count == 1 { self.encoding.alone() } else { self.encoding.joined() }
    }
}

/// The bytes of UTF-8 in a segment of an RCS message: 160.
///
/// Outside the US, RCS messages have no segments. There, a text of at most this many bytes is billed as a basic message,
/// and a longer one as a single message. The source is Twilio's article "Calculating Character Count of RCS Messages".
pub const RCS_SEGMENT_BYTES: usize = 160;

/// Returns how many segments a text is billed as if it is sent by RCS to the US. The empty text has none.
///
/// RCS sends texts in UTF-8, so what counts is the bytes, and smart encoding saves nothing there. A message with media
/// has no segments. Twilio sends an SMS instead where RCS is not available: [`Segments`] counts that.
///
/// ```
/// use twilio_sms::segments::{Segments, rcs_segments};
///
/// let text = "Jenny please?! I love you ❤️".repeat(6);
/// assert_eq!((rcs_segments(&text), Segments::of(&text).count()), (2, 3));
/// ```
#[must_use]
pub const fn rcs_segments(text: &str) -> usize {
    text.len().div_ceil(RCS_SEGMENT_BYTES)
}

/// One segment of a text: its part of the text, and the offsets and units of that part.
///
/// ```
/// use twilio_sms::segments::split_segments;
///
/// let text = "I love you. ".repeat(14);
/// let last = split_segments(&text).last().unwrap();
/// assert_eq!((last.text, last.range), ("u. I love you. ", 153..168));
/// assert_eq!((last.units, last.capacity), (15, 153));
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Segment<'a> {
    /// The part of the text in this segment.
    pub text: &'a str,
    /// The offsets of this part in the whole text, in bytes.
    pub range: Range<usize>,
    /// The number of units in the segment: septets in GSM-7, UTF-16 code units in UCS-2.
    pub units: usize,
    /// The maximum number of units in the segment: 160 or 153 in GSM-7, 70 or 67 in UCS-2.
    pub capacity: usize,
}

impl Segment<'_> {
    /// Returns the number of free units in the segment. In every segment except the last it is 0, or 1 if the next
    /// character has two units and did not fit.
    #[must_use]
    pub const fn units_left(&self) -> usize {
        self.capacity.saturating_sub(self.units)
    }
}

/// Shows the offsets of the text, but not the text itself, which is private.
impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text: _, range, units, capacity } = self;
        let mut out = f.debug_struct("Segment");
        out.field("range", range).field("units", units).field("capacity", capacity).finish_non_exhaustive()
    }
}

/// Splits a text into its segments.
///
/// The iterator returns at least one segment, and exactly as many as [`Segments`] counts. Splitting does not allocate.
///
/// ```
/// use twilio_sms::segments::split_segments;
///
/// let text = "😀".repeat(36);
/// let units: Vec<usize> = split_segments(&text).map(|segment| segment.units).collect();
/// assert_eq!(units, [66, 6]); // a segment holds 67 units, but an emoji is not split
/// ```
#[must_use]
pub fn split_segments(text: &str) -> SplitSegments<'_> {
    // The text is counted first, because the encoding and the capacity of the first segment depend on the whole text.
    let size = Segments::of(text);
    SplitSegments { rest: text, at: 0, remaining: size.count, size }
}

/// An iterator over the segments of a text. [`split_segments`] creates it.
///
/// ```
/// use twilio_sms::segments::split_segments;
///
/// let mut segments = split_segments("Jenny please?!");
/// assert_eq!(segments.len(), 1);
/// assert_eq!(segments.next().unwrap().range, 0..14);
/// assert_eq!(segments.next(), None);
/// ```
#[derive(Clone)]
pub struct SplitSegments<'a> {
    /// The text that has not been returned yet.
    rest: &'a str,
    /// The offset of `rest` in the whole text.
    at: usize,
    /// The number of segments that have not been returned yet.
    remaining: usize,
    /// The size of the whole text.
    size: Segments,
}

impl<'a> Iterator for SplitSegments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        self.remaining = self.remaining.checked_sub(1)?;
        let capacity = self.size.capacity();
        let (len, units) = match self.remaining {
            // The last segment is the rest of the text, and its units are known from the count. So a text of one
            // segment, which is the usual case, is not read again.
            0 => (self.rest.len(), capacity.saturating_sub(self.size.left)),
            _ => longest_prefix(self.rest, self.size.encoding, capacity),
        };
        // `len` is a boundary between two characters, so the default is never used.
        let (text, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        let range = self.at..self.at + text.len();
        (self.rest, self.at) = (rest, range.end);
        Some(Segment { text, range, units, capacity })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining, Some(self.remaining))
    }
}

impl ExactSizeIterator for SplitSegments<'_> {}

impl FusedIterator for SplitSegments<'_> {}

/// Shows the state of the iterator, but not the text, which is private.
impl fmt::Debug for SplitSegments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitSegments")
            .field("at", &self.at)
            .field("remaining", &self.remaining)
            .finish_non_exhaustive()
    }
}

/// Counts the segments of a text in GSM-7. Returns `None` if the text has a character that GSM-7 does not have.
///
/// Most texts consist of plain ASCII, so runs of it are counted eight bytes at a time with SWAR (see
/// [`gsm7::plain_run`]). All other characters are counted one by one. A text of 160 plain characters is counted 9.1
/// times as fast as with one `match` per character, and a text of 160 characters of which some are in the extension
/// table 1.2 times as fast (BENCHMARKS.md).
fn measure_gsm7(text: &str) -> Option<Segments> {
    let mut counter = SegmentCounter::new(Encoding::Gsm7);
    let mut rest = text;
    while !rest.is_empty() {
        let run = gsm7::plain_run(rest.as_bytes());
        // Every byte of the run is a character of one septet, so the length of the run is its number of septets.
        counter.add_singles(run);
        rest = rest.get(run..)?; // a run ends between two characters
        // Eight characters at once, extension characters too: a third of the instructions of one by one.
        while let Some(units) = rest.as_bytes().first_chunk().and_then(|eight| gsm7::septets_of_eight(*eight))
            && counter.fits(units)
        {
            counter.add_singles(units);
            rest = rest.get(8..)?;
        }
        let mut chars = rest.chars();
        if !chars.by_ref().take(8).all(|c| counter.add_gsm7(c)) {
            return None;
        }
        rest = chars.as_str();
    }
    Some(counter.finish())
}

/// Counts the segments of a text in UCS-2, without decoding its UTF-8.
///
/// The first byte of a character in UTF-8 tells how many bytes the character has. A character of four bytes is a
/// surrogate pair in UTF-16, and a shorter one is a single code unit. So the first byte is enough to count the units,
/// and the other bytes are skipped.
///
/// This is SWAR ("SIMD within a register"): eight bytes are tested at once with word arithmetic, and only words in
/// which a surrogate pair begins are counted byte by byte. The worst case is a text of emoji, where every word is
/// counted that way. Even there, 70 emoji are counted 1.85 times as fast as with a loop over characters
/// (BENCHMARKS.md).
fn measure_ucs2(text: &str) -> Segments {
    /// A word in which the high bit of each byte is set.
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut counter = SegmentCounter::new(Encoding::Ucs2);
    // A character can begin in one word and end in the next. It is counted only where its first byte is.
    let (words, tail) = text.as_bytes().as_chunks::<8>();
    for bytes in words {
        let word = u64::from_le_bytes(*bytes);
        // The first byte of a character of four bytes is 1111xxxx in binary, and no other byte begins so. A shift by n
        // moves bit 7 - n of each byte to bit 7. Bits that cross from one byte into the next land below bit 7, and HIGH
        // removes them. So the result has a bit for each byte whose four upper bits are all set.
        if word & (word << 1) & (word << 2) & (word << 3) & HIGH == 0 {
            // No surrogate pair begins in this word, so it has one unit for each character that begins here. These are
            // all bytes except the continuation bytes, which are 10xxxxxx: bit 7 is set and bit 6 is not.
            let continuation = word & !(word << 1) & HIGH;
            counter.add_singles(8 - continuation.count_ones() as usize);
        } else {
            // Whether a pair fits in a segment depends on its position, so these bytes have to be added in order.
            counter.add_utf8(bytes);
        }
    }
    // Fewer than eight bytes are left.
    counter.add_utf8(tail);
    counter.finish()
}

/// Counts the segments of a text that exists only as an iterator over its characters.
fn measure_chars(chars: impl Iterator<Item = char> + Clone) -> Segments {
    // The first pass ends at the first character that is not in GSM-7. Then a second pass counts all characters again
    // in UCS-2.
    let mut counter = SegmentCounter::new(Encoding::Gsm7);
    if chars.clone().all(|c| counter.add_gsm7(c)) {
        return counter.finish();
    }
    let mut counter = SegmentCounter::new(Encoding::Ucs2);
    for c in chars {
        match c.len_utf16() {
            1 => counter.add_singles(1),
            _ => counter.add_pair(),
        }
    }
    counter.finish()
}

/// Counts the segments of a text while its characters are added.
///
/// The trick is to count positions instead of segments. The counter assumes that the text needs several segments, and
/// [`finish`](Self::finish) checks at the end whether one is enough. Under that assumption all segments have the same
/// size and end at the multiples of it, so a single position is the whole state. A run of characters of one unit is
/// then added with one addition, no matter how many segments it fills, which is what makes counting by words possible.
/// Only a character of two units needs to know where its segment ends.
struct SegmentCounter {
    encoding: Encoding,
    /// The position after the last character, in units. It includes the units that stay free.
    at: usize,
    /// The number of units before `at` that stay free, because a character of two units did not fit.
    free: usize,
}

impl SegmentCounter {
    const fn new(encoding: Encoding) -> Self {
        Self { encoding, at: 0, free: 0 }
    }

    /// Adds characters of one unit each. They fill segments without a gap, so one addition is enough for any number of
    /// them.
    const fn add_singles(&mut self, units: usize) {
        self.at = self.at.saturating_add(units);
    }

    /// Whether so many units of single characters and pairs end in the segment that is being filled, so that no pair is
    /// cut.
    const fn fits(&self, units: usize) -> bool {
        self.at % self.encoding.joined() + units <= self.encoding.joined()
    }

    /// Adds a character of two units, in one segment.
    const fn add_pair(&mut self) {
        let size = self.encoding.joined();
        // If only one unit of the segment is left, that unit stays free, and the character begins the next segment.
        if self.at % size == size - 1 {
            self.free += 1;
            self.at = self.at.saturating_add(1);
        }
        self.at = self.at.saturating_add(2);
    }

    /// Adds a character in GSM-7. Returns `false` if GSM-7 does not have it.
    fn add_gsm7(&mut self, c: char) -> bool {
        match gsm7::septets(c) {
            0 => return false,
            1 => self.add_singles(1),
            _ => self.add_pair(),
        }
        true
    }

    /// Adds the UTF-16 code units of the characters whose first byte is among these bytes of UTF-8.
    fn add_utf8(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                // This is a continuation byte. Its character was added at its first byte.
                0x80..=0xBF => {}
                // This is the first of four bytes, so the character is a surrogate pair.
                0xF0.. => self.add_pair(),
                _ => self.add_singles(1),
            }
        }
    }

    /// Returns the size of the text whose characters were added.
    const fn finish(self) -> Segments {
        let Self { encoding, at, free } = self;
        // `free` is at most `at`, because each free unit was added to both.
        let units = at - free;
        let (count, left) = match encoding.alone().checked_sub(units) {
            // The text fits in a single segment after all. Nothing has to stay free before the end of that segment, so
            // only the units of the characters count.
            Some(left) => (1, left),
            None => {
                let size = encoding.joined();
                // If the last segment is full, the outer `%` turns `size` free units into 0.
                (at.div_ceil(size), (size - at % size) % size)
            }
        };
        Segments { encoding, count, units, left }
    }
}

/// Returns the length in bytes and the number of units of the longest prefix of a text that fits in `capacity` units.
fn longest_prefix(text: &str, encoding: Encoding, capacity: usize) -> (usize, usize) {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        let cost = match encoding {
            Encoding::Gsm7 => usize::from(gsm7::septets(c)),
            Encoding::Ucs2 => c.len_utf16(),
        };
        if units + cost > capacity {
            return (at, units);
        }
        units += cost;
    }
    (text.len(), units)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns the encoding and the units of each segment. This is the reference for the faster functions: it applies
    /// the rule in the simplest way, one character at a time.
    fn reference(text: &str) -> (Encoding, Vec<usize>) {
        let septets = |c: char| match c {
            '\u{c}' | '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€' => Some(2),
            '\n' | '\r' | ' '..='_' | 'a'..='z' => Some(1),
            _ if "¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ".contains(c) => {
                Some(1)
            }
            _ => None,
        };
        let (encoding, costs, alone, joined) = match text.chars().map(septets).collect::<Option<Vec<usize>>>() {
            Some(costs) => (Encoding::Gsm7, costs, 160, 153),
            None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect(), 70, 67),
        };
        if costs.iter().sum::<usize>() <= alone {
            return (encoding, vec![costs.iter().sum()]);
        }
        let mut units = vec![0];
        for cost in costs {
            if units.last().unwrap() + cost > joined {
                units.push(0);
            }
            *units.last_mut().unwrap() += cost;
        }
        (encoding, units)
    }

    fn assert_size(text: &str, encoding: Encoding, units: &[usize]) {
        let size = Segments::of(text);
        let last = units.last().unwrap();
        assert_eq!((size.encoding(), size.count()), (encoding, units.len()), "{text:?}");
        assert_eq!((size.units(), size.units_left()), (units.iter().sum(), size.capacity() - last), "{text:?}");
        assert_eq!(Segments::of_chars(text.chars()), size, "{text:?}");
        let found: Vec<usize> = split_segments(text).map(|segment| segment.units).collect();
        assert_eq!(found, units, "{text:?}");
    }

    #[test]
    fn segments_are_filled_to_the_last_unit() {
        use Encoding::*;
        for (encoding, text, units) in [
            (Gsm7, String::new(), &[0][..]),
            (Gsm7, "a".repeat(160), &[160]),
            (Gsm7, "a".repeat(161), &[153, 8]),
            (Gsm7, "a".repeat(306), &[153, 153]),
            (Gsm7, "a".repeat(307), &[153, 153, 1]),
            (Gsm7, "é".repeat(161), &[153, 8]),
            (Gsm7, "{".repeat(80), &[160]),
            (Gsm7, "{".repeat(81), &[152, 10]),
            (Gsm7, "\r\n".repeat(80), &[160]),
            (Gsm7, "\r\n".repeat(81), &[153, 9]),
            (Gsm7, "a".repeat(152) + "{aaaaaaa", &[152, 9]),
            (Gsm7, "a".repeat(151) + "{aaaaaaaa", &[153, 8]),
            (Gsm7, "a".repeat(158) + "€", &[160]),
            (Gsm7, "a".repeat(159) + "€", &[153, 8]),
            (Ucs2, "ç".repeat(70), &[70]),
            (Ucs2, "ç".repeat(71), &[67, 4]),
            (Ucs2, "ç".repeat(134), &[67, 67]),
            (Ucs2, "ç".repeat(135), &[67, 67, 1]),
            (Ucs2, "😀".repeat(35), &[70]),
            (Ucs2, "😀".repeat(36), &[66, 6]),
            (Ucs2, "😀".to_owned() + &"]".repeat(68), &[70]),
            (Ucs2, "a".repeat(160) + "`", &[67, 67, 27]),
            (Ucs2, "\t".repeat(71), &[67, 4]),
        ] {
            assert_size(&text, encoding, units);
        }
    }

    #[test]
    fn a_grapheme_cluster_is_split_where_the_segment_ends() {
        for (before, cluster, units) in [
            (60, "👨\u{200D}👩\u{200D}👧\u{200D}👦", &[66, 15][..]),
            (63, "👨\u{200D}👩\u{200D}👧\u{200D}👦", &[66, 18]),
            (64, "🇺🇸", &[66, 12]),
            (64, "👍🏿", &[66, 12]),
            (66, "❤\u{FE0F}", &[67, 11]),
        ] {
            let text = "д".repeat(before) + cluster + "aaaaaaaaaa";
            assert_size(&text, Encoding::Ucs2, units);
        }
        assert_size(&("xxa".to_owned() + &"\u{301}".repeat(200) + "yy"), Encoding::Ucs2, &[67, 67, 67, 4]);
    }

    #[test]
    fn a_special_character_is_counted_at_every_position() {
        for c in ['a', '_', '\n', '{', 'é', '€', 'ç', '`', '\t', '\u{7F}', '’', '😀'] {
            for at in 0..=170 {
                let text = "a".repeat(at) + c.encode_utf8(&mut [0; 4]) + &"b".repeat(170 - at);
                let (encoding, units) = reference(&text);
                assert_size(&text, encoding, &units);
            }
        }
    }

    #[test]
    fn a_text_of_a_megabyte_is_counted() {
        for (text, count) in [("a", 6854), ("{", 13798), ("é", 3427), ("😀", 7944), ("ç", 7826), ("a😀", 9533)] {
            let text = text.repeat((1 << 20) / text.len());
            assert_eq!((Segments::of(&text).count(), split_segments(&text).count()), (count, count), "{:.9}", text);
        }
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[ -~]{0,400}",
            "([a-z ]{1,20}[{€éΔ\r\n|]?){0,30}",
            "([a-z ]{1,9}[😀{д]?){0,60}",
            "(🇺🇸|👍🏿|e\u{301}|a|ç){0,99}",
            "\\PC{0,200}",
            any::<String>(),
        ]
    }

    #[test]
    fn an_rcs_segment_has_160_bytes() {
        // The expected values are those of Twilio's calculator, sms-segments-calculator 1.3.0.
        for (text, expected) in [
            (String::new(), 0),
            ("a".to_owned(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("é".repeat(80), 1),
            ("é".repeat(80) + "a", 2),
            ("😀".repeat(40), 1),
            ("😀".repeat(41), 2),
            ("€".repeat(1600), 30),
        ] {
            assert_eq!(rcs_segments(&text), expected, "{} bytes", text.len());
        }
    }

    proptest! {
        #[test]
        fn counting_agrees_with_the_reference(text in text()) {
            let (encoding, units) = reference(&text);
            assert_size(&text, encoding, &units);
        }

        #[test]
        fn no_segment_has_more_units_than_its_capacity(text in text()) {
            let size = Segments::of(&text);
            let limit = match (size.encoding(), size.count()) {
                (Encoding::Gsm7, 1) => 160,
                (Encoding::Gsm7, _) => 153,
                (Encoding::Ucs2, 1) => 70,
                (Encoding::Ucs2, _) => 67,
            };
            for segment in split_segments(&text) {
                prop_assert!(segment.units <= limit);
                prop_assert_eq!((segment.capacity, segment.units + segment.units_left()), (limit, limit));
            }
        }

        #[test]
        fn the_segments_together_are_the_text(text in text()) {
            let mut end = 0;
            for segment in split_segments(&text) {
                prop_assert_eq!(segment.range.start, end);
                prop_assert_eq!(text.get(segment.range.clone()), Some(segment.text));
                prop_assert!(!segment.text.is_empty() || text.is_empty());
                end = segment.range.end;
            }
            prop_assert_eq!(end, text.len());
            prop_assert_eq!(split_segments(&text).len(), Segments::of(&text).count());
        }

        #[test]
        fn adding_a_character_never_lowers_the_count(text in text(), c: char, at: prop::sample::Index) {
            let size = Segments::of(&text);
            let mut more = text;
            let offsets: Vec<usize> = more.char_indices().map(|(at, _)| at).chain([more.len()]).collect();
            for c in [c, 'a', '{', '😀'] {
                more.insert(*at.get(&offsets), c);
                prop_assert!(Segments::of(&more).count() >= size.count());
            }
        }

        #[test]
        fn gsm7_never_needs_more_segments_than_ucs2(text in "([ -_a-z]{0,30}|[{€]{0,60}|[éΔ\n]){0,12}") {
            let size = Segments::of(&text);
            prop_assert_eq!(size.encoding(), Encoding::Gsm7);
            let units = text.encode_utf16().count(); // every character is a single code unit
            let count = if units <= 70 { 1 } else { units.div_ceil(67) };
            prop_assert!(size.count() <= count);
        }
    }
}
