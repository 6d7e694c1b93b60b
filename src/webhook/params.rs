//! The parameters of a webhook, and how they become a document: from a form, a query, JSON, or pairs read before.
//!
//! Knows no parameter by name.

use std::borrow::Cow;

use crate::error::DecodeError;
use crate::table::{Document, Slots as _};
use crate::wire::{Holds, Name, Sink, Spelling, Value, form, json};

/// A parameter: its name and its value, decoded.
pub(crate) type Param<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Whether a body is JSON: an object stands where a form would have a name.
pub(crate) fn is_json(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'{')
}

/// Fills a document from a form or from JSON, whichever the body is.
pub(crate) fn decode<'a, D: Document<'a>>(body: &'a [u8]) -> Result<D, DecodeError> {
    if is_json(body) {
        fill(json::decode::<Object<'a>>(body)?.0.into_iter().map(Ok))
    } else {
        fill(form::pairs(body)?.map(|pair| pair.map(|(name, value)| (name, Value::Text(value)))))
    }
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
    Ok(json::decode::<Object<'_>>(body)?.0.into_iter().map(|(name, value)| (name, text(value))).collect())
}

/// Fills a document from parameters that have been read before, and borrows from them.
pub(crate) fn from_params<'p, D: Document<'p>>(params: &'p [Param<'_>]) -> Result<D, DecodeError> {
    fill(params.iter().map(|(name, value)| Ok((Cow::Borrowed(&**name), Value::Text(Cow::Borrowed(&**value))))))
}

#[inline]
fn fill<'a, D: Document<'a>>(
    pairs: impl Iterator<Item = Result<(Cow<'a, str>, Value<'a>), DecodeError>>,
) -> Result<D, DecodeError> {
    let mut slots = D::Slots::default();
    for pair in pairs {
        let (name, value) = pair?;
        if slots.expected().xml == name {
            slots.set(Spelling::Pair, slots.next(), value)?;
        } else {
            slots.named(Spelling::Pair, name, value)?;
        }
    }
    slots.finish()
}

/// A flat JSON object, kept as it came: its keys are spelled as a form's names.
#[derive(Default)]
struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Sink<'a> for Object<'a> {
    const RESOURCE: &'static str = "";

    fn holds(_: &str) -> Holds {
        Holds::Other
    }

    fn expected(&self) -> Name {
        Name { xml: "", json: "" }
    }

    fn fill_expected(&mut self, value: Value<'a>) -> Result<(), DecodeError> {
        self.fill(Spelling::Key, Cow::Borrowed(""), value)
    }

    fn fill(&mut self, _: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
        self.0.push((name, value));
        Ok(())
    }

    fn skip(&mut self, _: Cow<'a, str>) {}

    fn begin(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn recovered(&mut self, _: u32) {}
}
