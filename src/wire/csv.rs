//! CSV: a list as a header of names and a row per item (RFC 4180). Feature `csv`.
//!
//! The only file that names `csv_core`. Columns go by their header: their order is not stable.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader};

use super::{MAX_DOCUMENT, MAX_PAIRS, Spelling, Target, Value};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// The longest name of a column. Every row repeats the names that are not known.
const MAX_NAME: usize = 64;

/// Reads a list into a target that is empty. Texts are copied: a quoted field is not in the document as it reads.
pub(crate) fn decode<'a>(bytes: &[u8], target: &mut impl Target<'a>) -> Result<(), DecodeError> {
    if bytes.len() > MAX_DOCUMENT {
        return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut records = Records::new(bytes, bytes.len() - text.len());
    let header = match records.next()? {
        Some(header) if header.iter().any(|name| name == "Sid") => header,
        _ => return Err(DecodeError::new(Kind::NotADocument { at: 0 })),
    };
    if header.iter().any(|name| name.len() > MAX_NAME) {
        return Err(DecodeError::new(Kind::Limit { what: "bytes in the name of a column", max: MAX_NAME }));
    }
    while let Some(record) = records.next()? {
        if record.len() != header.len() {
            return Err(DecodeError::malformed(records.at));
        }
        target.begin_item()?;
        for (name, value) in header.iter().zip(record) {
            target.assign(Spelling::Element, Cow::Owned(name.clone()), Value::Text(Cow::Owned(value)))?;
        }
        target.end_item()?;
    }
    Ok(())
}

/// The records of a document, one at a time.
struct Records<'d> {
    reader: Reader,
    rest: &'d [u8],
    at: usize,
    /// Whether the document is read, and the line break that may be absent after it was handed to the reader.
    ended: bool,
    fields: Vec<u8>,
    ends: Vec<usize>,
}

impl<'d> Records<'d> {
    fn new(bytes: &'d [u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        Self { reader: Reader::new(), rest, at, ended: false, fields: vec![0; 1024], ends: vec![0; 64] }
    }

    fn next(&mut self) -> Result<Option<Vec<String>>, DecodeError> {
        let (mut length, mut count) = (0, 0);
        loop {
            let fields = self.fields.get_mut(length..).unwrap_or_default();
            let ends = self.ends.get_mut(count..).unwrap_or_default();
            let (result, read, written, ended) = self.reader.read_record(self.rest, fields, ends);
            self.rest = self.rest.get(read..).unwrap_or_default();
            // The line break that is handed over at the end stands nowhere.
            self.at += if self.ended { 0 } else { read };
            length += written;
            count += ended;
            match result {
                ReadRecordResult::InputEmpty if !self.ended => {
                    self.ended = true;
                    self.rest = b"\n";
                }
                // The line break became part of a text: its closing quote is missing.
                ReadRecordResult::InputEmpty if written > 0 => return Err(DecodeError::malformed(self.at)),
                // An empty rest tells the reader that there is no more, and it says so.
                ReadRecordResult::InputEmpty => {}
                // No record is longer than what it is read from.
                ReadRecordResult::OutputFull => {
                    let more = self.fields.len().min(self.rest.len() + 1);
                    self.fields.reserve_exact(more);
                    self.fields.resize(self.fields.len() + more, 0);
                }
                ReadRecordResult::OutputEndsFull if count < MAX_PAIRS => {
                    self.ends.resize((count * 2).min(MAX_PAIRS), 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    return Err(DecodeError::new(Kind::Limit { what: "columns", max: MAX_PAIRS }));
                }
                ReadRecordResult::Record => return self.record(count).map(Some),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn record(&self, count: usize) -> Result<Vec<String>, DecodeError> {
        let mut start = 0;
        let ends = self.ends.get(..count).unwrap_or_default();
        let fields = ends.iter().map(|end| {
            let field = self.fields.get(start..*end).unwrap_or_default();
            start = *end;
            // Fields are cut at ASCII characters, so text stays text.
            String::from_utf8(field.to_vec()).map_err(|_| DecodeError::malformed(self.at))
        });
        fields.collect()
    }
}
