//! Forms: `application/x-www-form-urlencoded`, the body of a request and of a webhook.
//!
//! Strict where it reads: a bad escape or bytes that are not UTF-8 are an error with a place, never a
//! replacement character, since a signature covers the text. What it writes equals `serde_urlencoded`
//! byte for byte.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr3;

use super::scratch::Scratch;
use super::seek::{below, part, place, seek};
use super::short::Short;
use super::{MAX_FORM, MAX_PAIRS, Marks, Name, Ordered, Out, Put, Spelling, Value};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::wire::percent::{self, Escaped};

/// The media type of a form.
pub(crate) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// Whether a `Content-Type` is a form's, whatever parameters follow.
pub(crate) fn is_form(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_matches([' ', '\t']).eq_ignore_ascii_case(CONTENT_TYPE)
}

/// The pairs of a form, in order, repeated ones and all: names and values, decoded.
///
/// Made by [`pairs`].
///
/// ```
/// use twilio_sms::form;
///
/// let all: Result<Vec<_>, _> = form::pairs(b"To=%2B1&To=%2B2&Body")?.collect();
/// let all: Vec<(String, String)> = all?.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
/// assert_eq!(all.len(), 3);
/// assert_eq!(all[0], ("To".to_owned(), "+1".to_owned()));
/// # Ok::<(), twilio_sms::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Pairs<'a> {
    form: &'a str,
    /// What is still to read.
    rest: &'a [u8],
    count: usize,
}

/// Reads a form: the body of a POST, or the query of a GET.
///
/// # Errors
///
/// At once for bytes that are not UTF-8 and for more than [`MAX_FORM`](crate::MAX_FORM) bytes. While iterating for an
/// escape that is none, escapes that are not UTF-8, and more than [`MAX_PAIRS`](crate::MAX_PAIRS) pairs.
#[inline]
pub fn pairs(form: &[u8]) -> Result<Pairs<'_>, DecodeError> {
    let form = text(form)?;
    Ok(Pairs { form, rest: form.as_bytes(), count: 0 })
}

/// A form is a text, of a size that is read.
fn text(form: &[u8]) -> Result<&str, DecodeError> {
    if form.len() > MAX_FORM {
        return Err(DecodeError::new(DecodeErrorKind::Limit { what: "bytes in a form", max: MAX_FORM }));
    }
    std::str::from_utf8(form).map_err(|error| {
        let at = error.valid_up_to();
        DecodeError::named(DecodeErrorKind::Encoding { at }, &key_at(form, at))
    })
}

/// The key of the pair that holds byte `at`, for an error.
fn key_at(form: &[u8], at: usize) -> String {
    let start = form.get(..at).and_then(|before| memchr::memrchr(b'&', before)).map_or(0, |amp| amp + 1);
    let pair = form.get(start..).unwrap_or_default();
    let key = pair.split(|byte| matches!(byte, b'=' | b'&')).next().unwrap_or_default();
    String::from_utf8_lossy(key.get(..key.len().min(64)).unwrap_or_default()).into_owned()
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Result<(Cow<'a, str>, Cow<'a, str>), DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.pair(&mut Scratch::default())
    }
}

impl<'a> Pairs<'a> {
    /// The next pair, what has escapes in a caller's buffer.
    #[inline]
    fn pair(&mut self, scratch: &mut Scratch<'a>) -> Option<<Self as Iterator>::Item> {
        let empty = self.rest.iter().take_while(|byte| **byte == b'&').count();
        self.rest = self.rest.get(empty..).unwrap_or_default();
        if self.rest.is_empty() {
            return None;
        }
        let (start, bytes) = (self.at(), self.rest);
        let pair = stretch(bytes, 0);
        let split = seek(bytes.get(..pair.end)?, 0, b'=');
        if let Err(error) = self.pass(pair.end) {
            return Some(Err(error));
        }
        let name = match self.text(start, 0, Stretch { end: split, ..pair }, scratch) {
            Ok(name) => name,
            Err(kind) => return Some(Err(DecodeError::named(kind, part(self.form, start, start + split)))),
        };
        // A name with an escape in it hides whether the value has one.
        let value = if pair.special < split { stretch(bytes, split) } else { pair };
        Some(match self.text(start, split + 1, value, scratch) {
            Ok(value) => Ok((name, value)),
            Err(kind) => Err(DecodeError::named(kind, &name)),
        })
    }

    /// Where the rest begins.
    #[inline]
    const fn at(&self) -> usize {
        self.form.len() - self.rest.len()
    }

    /// Goes on behind a pair that ends here.
    #[inline]
    fn pass(&mut self, end: usize) -> Result<(), DecodeError> {
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        self.count += 1;
        if self.count > MAX_PAIRS {
            self.rest = &[];
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "pairs in a form", max: MAX_PAIRS }));
        }
        Ok(())
    }

    /// Decodes a name or a value, `from` behind the start of its pair. Without a `=` the value starts behind its end, and is empty.
    #[inline(always)]
    fn text(
        &self,
        start: usize,
        from: usize,
        of: Stretch,
        scratch: &mut Scratch<'a>,
    ) -> Result<Cow<'a, str>, DecodeErrorKind> {
        let text = part(self.form, start + from, start + of.end);
        if of.special < of.end { percent::decode(text, start + from, scratch) } else { Ok(Cow::Borrowed(text)) }
    }
}

/// What ends at a `&`, or with the form.
#[derive(Clone, Copy)]
struct Stretch {
    /// Where its first `%` or `+` stands: not before its end, if there is none.
    special: usize,
    end: usize,
}

/// What stands from here to the next `&`.
#[inline(never)]
fn stretch(bytes: &[u8], from: usize) -> Stretch {
    let special = stop(bytes, from);
    let end = if bytes.get(special) == Some(&b'&') { special } else { seek(bytes, special, b'&') };
    Stretch { special, end }
}

/// Where the next `&`, `%` or `+` stands. Nearly nothing else in a form is less than a `,`, so one comparison finds all three.
#[inline]
fn stop(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    for _ in 0..5 {
        let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let hits = below(u64::from_le_bytes(chunk), b',');
        if hits != 0 {
            at += place(hits);
            if matches!(bytes.get(at), Some(b'&' | b'%' | b'+')) {
                return at;
            }
            break;
        }
        at += 8;
    }
    bytes.get(at..).and_then(|rest| memchr3(b'&', b'%', b'+', rest)).map_or(bytes.len(), |found| at + found)
}

/// The pairs of a form on their way into a document.
pub(crate) struct Reader<'a> {
    pub(crate) pairs: Pairs<'a>,
    /// Where what has escapes goes.
    pub(crate) scratch: Scratch<'a>,
}

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn next(&mut self) -> Option<<Pairs<'a> as Iterator>::Item> {
        self.pairs.pair(&mut self.scratch)
    }
}

impl<'a> Ordered<'a> for Reader<'a> {
    const SPELLING: Spelling = Spelling::Pair;

    #[inline(always)]
    fn ask(&mut self, marks: Marks) -> Result<Option<Value<'a>>, DecodeError> {
        let Self { pairs, scratch } = self;
        if !pairs.rest.starts_with(marks.pair.as_bytes()) {
            return Ok(None);
        }
        let (start, from) = (pairs.at(), marks.pair.len());
        let value = stretch(pairs.rest, from);
        pairs.pass(value.end)?;
        match pairs.text(start, from, value, scratch) {
            Ok(value) => Ok(Some(Value::Text(value))),
            Err(kind) => Err(DecodeError::named(kind, marks.name)),
        }
    }
}

/// Shows nothing of the form.
impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairs").field("at", &self.at()).finish_non_exhaustive()
    }
}

/// Writes pairs into a caller's buffer, as `serde_urlencoded` would.
///
/// ```
/// use twilio_sms::form::Writer;
///
/// let mut form = String::new();
/// let mut writer = Writer::new(&mut form);
/// writer.pair("To", "+14155550199");
/// writer.pair("Body", "Hi & bye");
/// assert_eq!(form, "To=%2B14155550199&Body=Hi+%26+bye");
/// ```
pub struct Writer<'b> {
    out: &'b mut String,
    separator: bool,
}

impl<'b> Writer<'b> {
    /// Writes after what the buffer holds.
    pub const fn new(out: &'b mut String) -> Self {
        Self { out, separator: false }
    }

    /// Room for a pair whose value has so many bytes, escapes and all.
    pub(crate) const fn room(name: &str, value: usize) -> usize {
        name.len() + value * 3 + 2
    }

    /// Writes `name=value`.
    #[inline]
    pub fn pair(&mut self, name: &str, value: &str) {
        self.all(&|| Self::room(name, value.len()), |add| add(name, value.as_bytes()));
    }

    /// Writes every pair that `pairs` hands over, faster than one by one; they need no more `room` than that.
    #[inline]
    pub(crate) fn all(&mut self, room: &dyn Fn() -> usize, pairs: impl FnOnce(&mut dyn FnMut(&str, &[u8]))) {
        let (mut out, separator) = (Escaped::new(self.out, room), &mut self.separator);
        pairs(&mut |name, value| {
            if *separator {
                out.mark(b'&');
            }
            *separator = true;
            out.text(name.as_bytes());
            out.mark(b'=');
            out.text(value);
        });
        out.flush();
    }
}

/// A webhook has a pair for what is there, and none for what is not.
impl Put for Writer<'_> {
    fn put(&mut self, name: Name, value: Out<'_>) -> Result<(), EncodeError> {
        match value {
            Out::Absent => {}
            Out::Text(text) => self.pair(name.xml, text),
            Out::Count(number) | Out::Integer(number) => {
                self.pair(name.xml, Short::of(format_args!("{number}")).as_str());
            }
        }
        Ok(())
    }

    fn extra(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.pair(name, value);
        Ok(())
    }
}

/// Shows nothing of the form.
impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(form: &[u8]) -> Result<Vec<(String, String)>, DecodeError> {
        pairs(form)?.map(|pair| pair.map(|(name, value)| (name.into_owned(), value.into_owned()))).collect()
    }

    fn write(pairs: &[(String, String)]) -> String {
        let mut out = String::new();
        let mut writer = Writer::new(&mut out);
        for (name, value) in pairs {
            writer.pair(name, value);
        }
        out
    }

    /// More than the writer gathers before it hands over, and about as much.
    fn long_texts() -> impl Strategy<Value = Vec<(String, String)>> {
        let text = ("\\PC{1,3}", 0_usize..400).prop_map(|(text, times)| text.repeat(times));
        prop::collection::vec(("[a-z]{1,3}", text), 0..3)
    }

    #[test]
    fn reads_what_browsers_and_sixteen_years_of_clients_write() {
        for (form, expected) in [
            ("", vec![]),
            ("Body", vec![("Body", "")]),
            ("=x", vec![("", "x")]),
            ("&&a=1&&", vec![("a", "1")]),
            ("a=1;b=2", vec![("a", "1;b=2")]),
            ("Fr%6Fm=%2b1", vec![("From", "+1")]),
            ("From=+1415", vec![("From", " 1415")]),
            ("a=b=c", vec![("a", "b=c")]),
            ("a=%E2%98%ba", vec![("a", "☺")]),
            ("a=☺ !", vec![("a", "☺ !")]),
        ] {
            let expected: Vec<_> = expected.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
            assert_eq!(read(form.as_bytes()).unwrap(), expected, "{form:?}");
        }
    }

    #[test]
    fn names_the_byte_and_the_key_of_a_bad_escape() {
        use DecodeErrorKind::*;

        for (form, kind, name) in [
            (b"a=1&b=%zz".as_slice(), Malformed { at: 6 }, "b"),
            (b"b=%", Malformed { at: 2 }, "b"),
            (b"b=%2", Malformed { at: 2 }, "b"),
            (b"b%=2", Malformed { at: 1 }, "b%"),
            (b"b=%FF", Encoding { at: 2 }, "b"),
            (b"b=%C3%28", Encoding { at: 2 }, "b"),
            (b"b=%ED%A0%80", Encoding { at: 2 }, "b"),
            (b"a=1&b=\xFF&c=2", Encoding { at: 6 }, "b"),
        ] {
            let error = read(form).unwrap_err();
            assert_eq!((error.kind(), error.name()), (kind, Some(name)), "{form:?}");
        }
    }

    #[test]
    fn stops_at_its_limits() {
        let pairs_of = |count: usize| vec!["a=1"; count].join("&");
        assert_eq!(read(pairs_of(MAX_PAIRS).as_bytes()).unwrap().len(), MAX_PAIRS);
        assert!(matches!(read(pairs_of(MAX_PAIRS + 1).as_bytes()).unwrap_err().kind(), DecodeErrorKind::Limit { .. }));
        let mut form = vec![b'a'; MAX_FORM];
        assert!(read(&form).is_ok());
        form.push(b'a');
        assert!(matches!(read(&form).unwrap_err().kind(), DecodeErrorKind::Limit { .. }));
    }

    #[test]
    fn tells_a_form_by_its_content_type() {
        for (content_type, expected) in [
            ("application/x-www-form-urlencoded", true),
            ("Application/X-WWW-Form-Urlencoded ; charset=UTF-8", true),
            ("application/json", false),
            ("", false),
        ] {
            assert_eq!(is_form(content_type), expected, "{content_type:?}");
        }
    }

    proptest! {
        #[test]
        fn writes_what_serde_urlencoded_writes(pairs: Vec<(String, String)>, texts in long_texts()) {
            let pairs: Vec<_> = pairs.into_iter().chain(texts).collect();
            prop_assert_eq!(write(&pairs), serde_urlencoded::to_string(&pairs).unwrap());
        }

        #[test]
        fn reads_what_it_writes(pairs: Vec<(String, String)>) {
            // A pair of two empty texts is written `=`, and that is a pair.
            prop_assert_eq!(read(write(&pairs).as_bytes()).unwrap(), pairs);
        }

        #[test]
        fn borrows_what_has_no_escape(
            raw in prop::collection::vec("([a-c*]{1,3}|a%20|\\+|b\\+)=([a-c*]{0,3}|a%20|\\+|b{20})", 1..6),
        ) {
            let form = raw.join("&");
            for (raw, pair) in raw.iter().zip(pairs(form.as_bytes()).unwrap()) {
                let (raw_name, raw_value) = raw.split_once('=').unwrap();
                for (raw, text) in [(raw_name, pair.clone().unwrap().0), (raw_value, pair.unwrap().1)] {
                    prop_assert_eq!(matches!(text, Cow::Borrowed(_)), !raw.contains(['%', '+']), "{}", form);
                }
            }
        }

        #[test]
        fn reads_what_form_urlencoded_reads_or_refuses(form in "[a-c=&+%0-9A-F ]{0,24}") {
            if let Ok(pairs) = read(form.as_bytes()) {
                let expected: Vec<_> = form_urlencoded::parse(form.as_bytes())
                    .map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
                prop_assert_eq!(pairs, expected);
            }
        }
    }
}
