//! The parameters of a webhook, and how they become a document: from a form, a query, JSON, or pairs read before.
//!
//! Knows no parameter by name.

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::table::{Document, One};
use crate::wire::room::{self, Room};
use crate::wire::scratch::Scratch;
use crate::wire::{Holds, MAX_PAIRS, Marks, Ordered, Sink, Spelling, Value, form, json};

/// A parameter: its name and its value, decoded.
pub(crate) type Param<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Whether a body is JSON: an object stands where a form would have a name.
pub(crate) fn is_json(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'{')
}

/// A document that is filled where it is returned: it is large, and to move it takes time.
#[inline(always)]
pub(crate) fn filled<'a, D: Document<'a>>(
    fill: impl FnOnce(&mut D) -> Result<(), DecodeError>,
) -> Result<D, DecodeError> {
    let mut filled = Ok(D::blank());
    if let Ok(document) = &mut filled
        && let Err(error) = fill(document)
    {
        filled = Err(error);
    }
    filled
}

/// Fills a document from a form or from JSON, whichever the body is.
pub(crate) fn decode<'a>(
    body: &'a [u8],
    scratch: Scratch<'a>,
    document: &mut impl Document<'a>,
) -> Result<(), DecodeError> {
    let mut sink = One::new(document);
    if is_json(body) {
        return object(body)?.into_iter().try_for_each(|(name, value)| sink.fill(Spelling::Pair, name, value));
    }
    let mut pairs = form::Reader { pairs: form::pairs(body)?, scratch };
    loop {
        sink.in_order(&mut pairs)?;
        let Some(pair) = pairs.next() else { return Ok(()) };
        let (name, value) = pair?;
        sink.fill(Spelling::Pair, name, Value::Text(value))?;
    }
}

/// The most bytes that a document takes as a form.
pub(crate) fn room<'a>(document: &impl Document<'a>) -> usize {
    let mut room = Room::new(room::percent);
    // Nothing is written, and a form carries every text.
    let _ = document.put(&mut room);
    room.bytes()
}

/// Every parameter of a form or of JSON. Structures of JSON are given as their text.
pub(crate) fn params(body: &[u8]) -> Result<Vec<Param<'_>>, DecodeError> {
    if !is_json(body) {
        return form::pairs(body)?.collect();
    }
    let text = |value| match value {
        Value::Text(text) => text,
        Value::Number(text) | Value::Word(text) | Value::Raw(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
    };
    Ok(object(body)?.into_iter().map(|(name, value)| (name, text(value))).collect())
}

/// Fills a document from parameters that have been read before, and borrows from them.
pub(crate) fn from_params<'p>(params: &'p [Param<'_>], document: &mut impl Document<'p>) -> Result<(), DecodeError> {
    let (mut sink, mut params) = (One::new(document), Params(params.iter()));
    loop {
        sink.in_order(&mut params)?;
        let Some((name, value)) = params.0.next() else { return Ok(()) };
        sink.fill(Spelling::Pair, Cow::Borrowed(name), Value::Text(Cow::Borrowed(value)))?;
    }
}

/// Parameters that have been read before.
struct Params<'p, 'q>(std::slice::Iter<'p, Param<'q>>);

impl<'p> Ordered<'p> for Params<'p, '_> {
    const SPELLING: Spelling = Spelling::Pair;

    #[inline]
    fn ask(&mut self, marks: Marks) -> Result<Option<Value<'p>>, DecodeError> {
        match self.0.as_slice() {
            [(name, value), rest @ ..] if name == marks.name => {
                self.0 = rest.iter();
                Ok(Some(Value::Text(Cow::Borrowed(value))))
            }
            _ => Ok(None),
        }
    }
}

fn object(body: &[u8]) -> Result<Vec<(Cow<'_, str>, Value<'_>)>, DecodeError> {
    let mut object = Object::default();
    json::decode(body, Scratch::default(), &mut object)?;
    Ok(object.0)
}

/// A flat JSON object, kept as it came: its keys are spelled as a form's names.
#[derive(Default)]
struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Sink<'a> for Object<'a> {
    const RESOURCE: &'static str = "";

    fn reset(&mut self) {
        self.0.clear();
    }

    fn holds(_: &str) -> Holds {
        Holds::Other
    }

    fn in_order(&mut self, _: &mut impl Ordered<'a>) -> Result<(), DecodeError> {
        Ok(())
    }

    fn fill(&mut self, _: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        if self.0.len() == MAX_PAIRS {
            return Err(DecodeError::new(DecodeErrorKind::Limit { what: "parameters", max: MAX_PAIRS }));
        }
        self.0.push((name, value));
        Ok(())
    }

    fn skip(&mut self, _: Cow<'a, str>) -> Result<(), DecodeError> {
        Ok(())
    }

    fn recovered(&mut self, _: u32) {}
}
