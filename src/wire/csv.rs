//! The CSV reader and writer: a list as a header of names and one record per item (RFC 4180). Feature `csv`.
//!
//! `csv_core` finds the fields: it is a state machine that copies the bytes of one record, without quotes, into a
//! buffer of the caller and returns where each field ends. [`Records`] feeds it, enlarges its buffers, and cuts the
//! record at those ends. [`decode`] reads the first record as the header and assigns the fields of each other record
//! under the names in the header. It never uses the position of a column, because the order of columns is not stable.
//! [`CsvWriter`] collects the fields of an item under those names.
//!
//! This is the only file that names `csv_core`.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, Terminator, WriteResult, Writer, WriterBuilder};

use super::xml::write::pascal_case;
use super::{FieldOut, FieldWriter, MAX_DOCUMENT, MAX_PAIRS, Name, Spelling, Target, Value};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};

/// The media type of a list in CSV.
pub(crate) const CONTENT_TYPE: &str = "text/csv";

/// The longest name of a column, in bytes. It is limited because each item keeps its own copy of the names of unknown
/// fields.
const MAX_NAME: usize = 64;

/// Reads a list into an empty target. All texts are copied, since a quoted field differs from its bytes in the
/// document.
pub(crate) fn decode<'a>(bytes: &[u8], target: &mut impl Target<'a>) -> Result<(), DecodeError> {
    if bytes.len() > MAX_DOCUMENT {
        return Err(DecodeError::new(Kind::Limit { what: "bytes in a document", max: MAX_DOCUMENT }));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| DecodeError::new(Kind::Encoding { at: error.valid_up_to() }))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut records = Records::new(bytes, bytes.len() - text.len());
    // Every list has a column of SIDs, so a first record without that name is not the header of a list.
    let header = match records.next()? {
        Some(header) if header.iter().any(|name| name == "Sid") => header,
        _ => return Err(DecodeError::new(Kind::NotADocument { at: 0 })),
    };
    if header.iter().any(|name| name.len() > MAX_NAME) {
        return Err(DecodeError::new(Kind::Limit { what: "bytes in the name of a column", max: MAX_NAME }));
    }
    while let Some(record) = records.next()? {
        // RFC 4180: each record has as many fields as the header.
        if record.len() != header.len() {
            return Err(DecodeError::malformed(records.at));
        }
        target.begin_item()?;
        for (name, value) in header.iter().zip(record) {
            // CSV has one spelling for an empty text and an absent field.
            let value = if value.is_empty() { Value::Null } else { Value::Text(Cow::Owned(value)) };
            target.assign(Spelling::Element, Cow::Owned(name.clone()), value)?;
        }
        target.end_item()?;
    }
    Ok(())
}

/// Reads the records of a document, one at a time.
struct Records<'d> {
    reader: Reader,
    /// The input that the reader has not consumed.
    rest: &'d [u8],
    /// The offset of `rest` in the document, in bytes.
    at: usize,
    /// Whether the document is consumed, and `rest` is the line break that is added after it.
    ended: bool,
    /// The texts of the current record, one after the other.
    fields: Vec<u8>,
    /// The end of each text in `fields`.
    ends: Vec<usize>,
}

impl<'d> Records<'d> {
    fn new(bytes: &'d [u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        Self { reader: Reader::new(), rest, at, ended: false, fields: vec![0; 1024], ends: vec![0; 64] }
    }

    /// Returns the next record, or `None` at the end of the document.
    fn next(&mut self) -> Result<Option<Vec<String>>, DecodeError> {
        let (mut length, mut count) = (0, 0);
        loop {
            let fields = self.fields.get_mut(length..).unwrap_or_default();
            let ends = self.ends.get_mut(count..).unwrap_or_default();
            let (result, read, written, ended) = self.reader.read_record(self.rest, fields, ends);
            self.rest = self.rest.get(read..).unwrap_or_default();
            // The added line break is not part of the document, so it moves no offset.
            self.at += if self.ended { 0 } else { read };
            length += written;
            count += ended;
            match result {
                // RFC 4180 allows the last record to end without a line break. One is added, which ends that record; if
                // the document has one already, the reader skips the empty line.
                ReadRecordResult::InputEmpty if !self.ended => {
                    self.ended = true;
                    self.rest = b"\n";
                }
                // The added line break became part of a text: the closing quote of the last field is missing.
                ReadRecordResult::InputEmpty if written > 0 => return Err(DecodeError::malformed(self.at)),
                // Both are consumed. The next call passes an empty input, by which `csv_core` recognizes the end.
                ReadRecordResult::InputEmpty => {}
                // The buffer doubles, but never by more than the rest of the input: a record is not longer than its
                // bytes.
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

    /// Cuts the current record, which has `count` fields, into texts.
    fn record(&self, count: usize) -> Result<Vec<String>, DecodeError> {
        let mut start = 0;
        let ends = self.ends.get(..count).unwrap_or_default();
        let fields = ends.iter().map(|end| {
            let field = self.fields.get(start..*end).unwrap_or_default();
            start = *end;
            // Fields end at commas, quotes and line breaks, which are ASCII, so no character of several bytes is split.
            String::from_utf8(field.to_vec()).map_err(|_| DecodeError::malformed(self.at))
        });
        fields.collect()
    }
}

/// A writer of one record at a time. A field has the column of its name. A new name, or one that the record has already,
/// makes a new column.
#[derive(Default)]
pub(crate) struct CsvWriter {
    columns: Vec<String>,
    /// The value of each column. The columns at the end can be missing.
    values: Vec<Option<String>>,
}

impl CsvWriter {
    /// Drops the values of the record. The columns stay.
    pub(crate) fn clear(&mut self) {
        self.values.clear();
    }

    /// Appends the names of the columns as a record.
    pub(crate) fn write_header(&self, out: &mut String) {
        write_record(out, self.columns.iter().map(String::as_str));
    }

    /// Appends the record.
    pub(crate) fn write_values(&self, out: &mut String) {
        let values = self.values.iter().map(|value| value.as_deref().unwrap_or_default());
        write_record(out, values.chain(std::iter::repeat("")).take(self.columns.len()));
    }

    fn set(&mut self, name: &str, value: String) {
        let is_free = |at: usize| self.values.get(at).is_none_or(Option::is_none);
        let column = self.columns.iter().enumerate().position(|(at, column)| column == name && is_free(at));
        let at = column.unwrap_or(self.columns.len());
        if column.is_none() {
            self.columns.push(name.to_owned());
        }
        self.values.resize(self.values.len().max(at + 1), None);
        if let Some(slot) = self.values.get_mut(at) {
            *slot = Some(value);
        }
    }
}

impl FieldWriter for CsvWriter {
    fn write_field(&mut self, name: &'static Name, value: FieldOut<'_>) -> Result<(), EncodeError> {
        self.set(
            name.xml,
            match value {
                FieldOut::Absent => String::new(),
                FieldOut::Text(text) | FieldOut::Json(text) => text.to_owned(),
                FieldOut::Count(number) | FieldOut::Integer(number) => number.to_string(),
            },
        );
        Ok(())
    }

    fn write_unknown(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.set(pascal_case(name).as_deref().unwrap_or(name), value.to_owned());
        Ok(())
    }
}

fn write_record<'v>(out: &mut String, values: impl Iterator<Item = &'v str>) {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).build();
    let mut record = Vec::new();
    for (index, value) in values.enumerate() {
        if index > 0 {
            append(&mut record, |buffer| writer.delimiter(buffer));
        }
        let mut rest = value.as_bytes();
        append(&mut record, |buffer| {
            let (result, read, written) = Writer::field(&mut writer, rest, buffer);
            rest = rest.get(read..).unwrap_or_default();
            (result, written)
        });
    }
    append(&mut record, |buffer| writer.terminator(buffer));
    // The values are UTF-8, and the writer adds ASCII characters between and in them.
    out.push_str(&String::from_utf8_lossy(&record));
}

/// Appends what `write` writes into a buffer, in as many steps as that needs.
fn append(out: &mut Vec<u8>, mut write: impl FnMut(&mut [u8]) -> (WriteResult, usize)) {
    let mut buffer = [0; 256];
    loop {
        let (result, written) = write(&mut buffer);
        out.extend_from_slice(buffer.get(..written).unwrap_or_default());
        if result == WriteResult::InputEmpty {
            return;
        }
    }
}
