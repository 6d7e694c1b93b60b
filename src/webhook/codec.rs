//! How a webhook is decoded from its parameters, in a form, a query, JSON or decoded pairs, and how it is encoded.
//!
//! Nothing in this file depends on the name of a parameter.

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{Document, SingleTarget, UnknownField};
use crate::wire::scratch::Scratch;
use crate::wire::{ElementKind, FieldReader, MAX_PAIRS, Name, Next, Spelling, Target, Value, form, json, name_prefix};

/// A parameter: its decoded name and its decoded value.
pub(crate) type Param<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Returns whether a body is JSON: it begins with an object, where a form would have a name.
pub(crate) fn is_json(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'{')
}

/// Refuses a form that begins as no form of Twilio does, because its first name would be read as another one.
pub(crate) fn check_start(form: &[u8]) -> Result<(), DecodeError> {
    match form.trim_ascii_start() {
        [b'?', ..] => Err(other_document("a form with a leading `?`")),
        [b'[', ..] => Err(other_document("a JSON array")),
        [0xEF, 0xBB, 0xBF, ..] => Err(other_document("a form with a byte order mark")),
        _ => form::check_not_multipart(form),
    }
}

fn other_document(found: &'static str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::OtherDocument { found })
}

/// Returns the error of a webhook that has no SID of a message. It names what the webhook is instead, if that is known
/// from the parameters that have no field, or from the kind of the event.
///
/// The names are those of Twilio's pages about voice webhooks, the debugger's webhook and the webhooks of
/// conversations.
#[cold]
pub(crate) fn missing_sid(unknown_fields: &[UnknownField<'_>], event_type: Option<&str>) -> DecodeError {
    let value = |name| unknown_fields.iter().find(|field| field.name == name).map(|field| &*field.value);
    let has = |name| value(name).is_some();
    if has("CallSid") || has("CallStatus") {
        return other_document("a voice call");
    }
    if has("Level") && has("Payload") {
        return other_document("an error or a warning of the debugger");
    }
    // These are `onMessageAdded`, `onConversationAdded` and so on. The event of a status callback is `READ`.
    if event_type.or_else(|| value("EventType")).is_some_and(|event| event.starts_with("on")) {
        return other_document("an event of a conversation");
    }
    let base64 = match unknown_fields {
        [field] => base64_form(&field.name, &field.value),
        _ => None,
    };
    base64.unwrap_or(DecodeError::new(DecodeErrorKind::Missing { field: "MessageSid" }))
}

/// Returns the error of a form that is a text in base64. Such a text is one parameter: it has no `&`, its `=` are at
/// the end, and a `+` of it was decoded as a space.
pub(crate) fn base64_form(name: &str, value: &str) -> Option<DecodeError> {
    let is_base64 = name.len() >= 16
        && matches!(value, "" | "=")
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'/'));
    is_base64.then(|| other_document("a body in base64"))
}

/// Creates a document with `fill`, directly in the return value.
///
/// The usual way, to fill a local variable and return it, moves the document. An inbound message is 1,336 bytes, and a
/// copy of it waits until the bytes that were just written have reached the cache: without the copies a status callback
/// takes a sixth less time. This works only while the function is inlined into the caller, whatever the compiler thinks
/// of its size, so it is `inline(always)`.
#[inline(always)]
pub(crate) fn decoded_in_place<'a, D: Document<'a>>(
    fill: impl FnOnce(&mut D) -> Result<(), DecodeError>,
) -> Result<D, DecodeError> {
    let mut decoded = Ok(D::empty());
    if let Ok(document) = &mut decoded
        && let Err(error) = fill(document)
    {
        decoded = Err(error);
    }
    decoded
}

/// Fills a document from a body, which is a form or JSON.
pub(crate) fn decode_body<'a, D: Document<'a>>(
    body: &'a [u8],
    scratch: Scratch<'a>,
    document: &mut D,
) -> Result<(), DecodeError> {
    if is_json(body) {
        let mut target = SingleTarget::new(document);
        // The keys of such an object are spelled as the names of a form are, and not in snake case as in a reply. So
        // the object is read into pairs, which are assigned as the pairs of a form are. A form has no `null`, so an
        // unknown parameter that is `null` is absent.
        return decode_object(body)?
            .into_iter()
            .filter(|(name, value)| *value != Value::Null || D::index_by_xml(name).is_some())
            .try_for_each(|(name, value)| target.assign(Spelling::Pair, name, value));
    }
    decode_form(body, scratch, document)
}

/// Fills a document from a form or a query.
pub(crate) fn decode_form<'a>(
    form: &'a [u8],
    scratch: Scratch<'a>,
    document: &mut impl Document<'a>,
) -> Result<(), DecodeError> {
    let mut target = SingleTarget::new(document);
    check_start(form)?;
    let mut pairs = form::FormReader::new(form, scratch)?;
    loop {
        target.assign_next(&mut pairs)?;
        let Some(pair) = pairs.next() else { return Ok(()) };
        let (name, value) = pair?;
        target.assign(Spelling::Pair, name, Value::Text(value))?;
    }
}

/// Decodes every parameter of a form or a query.
pub(crate) fn decode_pairs(form: &[u8]) -> Result<Vec<Param<'_>>, DecodeError> {
    form::pairs(form)?.collect()
}

/// Every parameter of a form or of JSON. Structures of JSON are given as their text.
pub(crate) fn decode_params(body: &[u8]) -> Result<Vec<Param<'_>>, DecodeError> {
    if !is_json(body) {
        return decode_pairs(body);
    }
    let text = |value| match value {
        Value::Text(text) => text,
        Value::Number(text) | Value::Word(text) | Value::Raw(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
    };
    Ok(decode_object(body)?.into_iter().map(|(name, value)| (name, text(value))).collect())
}

/// Fills a document from parameters that were decoded before, and borrows from them.
pub(crate) fn assign_params<'p>(params: &'p [Param<'_>], document: &mut impl Document<'p>) -> Result<(), DecodeError> {
    let (mut target, mut params) = (SingleTarget::new(document), ParamReader(params.iter()));
    loop {
        target.assign_next(&mut params)?;
        let Some((name, value)) = params.0.next() else { return Ok(()) };
        target.assign(Spelling::Pair, Cow::Borrowed(name), Value::Text(Cow::Borrowed(value)))?;
    }
}

/// A reader of parameters that were decoded before.
struct ParamReader<'p, 'q>(std::slice::Iter<'p, Param<'q>>);

impl<'p> FieldReader<'p> for ParamReader<'p, '_> {
    const SPELLING: Spelling = Spelling::Pair;

    #[inline]
    fn next_if(&mut self, name: &'static Name) -> Next<'p> {
        match self.0.as_slice() {
            [(param, value), rest @ ..] if param == name.xml => {
                self.0 = rest.iter();
                Next::Text(value)
            }
            _ => Next::Other,
        }
    }

    fn next_value(&mut self, _: &'static Name) -> Result<Option<Value<'p>>, DecodeError> {
        Ok(None)
    }

    fn end_field(&mut self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn next_prefix(&self) -> Option<u64> {
        self.0.as_slice().first().map(|(name, _)| name_prefix(name))
    }
}

/// Reads a JSON object into pairs of a name and a value.
pub(super) fn decode_object(body: &[u8]) -> Result<Vec<(Cow<'_, str>, Value<'_>)>, DecodeError> {
    let mut params = JsonParams::default();
    json::decode(body, Scratch::default(), &mut params)?;
    Ok(params.0)
}

/// The target that collects the members of a JSON object as they come, without a schema.
#[derive(Default)]
struct JsonParams<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Target<'a> for JsonParams<'a> {
    const RESOURCE: &'static str = "";

    fn element_kind(_: &str) -> ElementKind {
        ElementKind::Other
    }

    fn assign_next(&mut self, _: &mut impl FieldReader<'a>) -> Result<(), DecodeError> {
        Ok(())
    }

    fn assign(&mut self, _: Spelling, name: Cow<'a, str>, value: Value<'a>) -> Result<(), DecodeError> {
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

/// Implements what [`InboundMessage`](super::inbound::InboundMessage), [`StatusUpdate`](super::status::StatusUpdate) and
/// [`ErrorLog`](super::event::ErrorLog) share: decoding from a body or from parameters that were decoded before, and encoding.
///
/// Each type defines two methods. `check` applies the rules that concern several parameters, and `write_lists` writes
/// what is not a field of the schema. `$example` is a form with an escape, in the value of `$field`.
macro_rules! webhook_methods {
    ($Webhook:ident, $example:literal, $field:ident) => {
        impl<'a> $Webhook<'a> {
            /// Decodes the body of a POST whose signature has not been verified: a form or JSON.
            ///
            /// Anybody can send such a request. A server on the public internet should verify the signature first.
            ///
            /// # Errors
            ///
            /// Returns [`Malformed`](crate::DecodeErrorKind::Malformed) or
            /// [`Encoding`](crate::DecodeErrorKind::Encoding) if the form or the JSON cannot be read,
            /// [`Limit`](crate::DecodeErrorKind::Limit) if it is too large,
            /// [`Duplicate`](crate::DecodeErrorKind::Duplicate) if a known parameter is there twice,
            /// [`OtherDocument`](crate::DecodeErrorKind::OtherDocument) for the webhook of another product (a voice
            /// call, the debugger, a conversation), and for a body that looks like something else (base64, a JSON
            /// array, a form with a leading `?` or a byte order mark), and [`Missing`](crate::DecodeErrorKind::Missing)
            /// if there is no SID.
            #[inline]
            pub fn decode_unverified(body: &'a [u8]) -> Result<Self, DecodeError> {
                Self::decode_unverified_in(body, &mut [])
            }

            /// Decodes like [`decode_unverified`](Self::decode_unverified), and writes values that have escapes into
            /// `scratch` instead of allocating them.
            ///
            /// Every phone number has an escape, the `%2B` of its `+`. A value is allocated only if `scratch` has no
            /// space left for it. As many bytes as `body` has are always enough. The lists of unknown parameters and of
            /// media are allocated in any case, and so is what a JSON body holds.
            ///
            /// # Errors
            ///
            /// Returns the errors of [`decode_unverified`](Self::decode_unverified).
            ///
            /// ```
            #[doc = concat!("use twilio_sms::webhook::", stringify!($Webhook), ";")]
            ///
            /// let mut scratch = [0; 1024];
            #[doc = concat!("let form = b\"", $example, "\";")]
            #[doc = concat!("let decoded = ", stringify!($Webhook), "::decode_unverified_in(form, &mut scratch)?;")]
            #[doc = concat!("assert!(decoded.", stringify!($field), ".is_some());")]
            /// # Ok::<(), twilio_sms::DecodeError>(())
            /// ```
            #[inline]
            pub fn decode_unverified_in(body: &'a [u8], scratch: &'a mut [u8]) -> Result<Self, DecodeError> {
                codec::decoded_in_place(|webhook: &mut Self| {
                    codec::decode_body(body, Scratch::new(scratch), webhook)?;
                    webhook.check()
                })
            }

            /// Decodes the query of a GET whose signature has not been verified: what follows the `?` of the URL. A query
            /// is never JSON.
            ///
            /// # Errors
            ///
            /// Returns the errors of [`decode_unverified`](Self::decode_unverified).
            ///
            /// ```
            #[doc = concat!("use twilio_sms::webhook::", stringify!($Webhook), ";")]
            ///
            #[doc = concat!("let decoded = ", stringify!($Webhook), "::decode_query_unverified(\"", $example, "\")?;")]
            #[doc = concat!("assert!(decoded.", stringify!($field), ".is_some());")]
            /// # Ok::<(), twilio_sms::DecodeError>(())
            /// ```
            pub fn decode_query_unverified(query: &'a str) -> Result<Self, DecodeError> {
                codec::decoded_in_place(|webhook: &mut Self| {
                    codec::decode_form(query.as_bytes(), Scratch::default(), webhook)?;
                    webhook.check()
                })
            }

            /// Decodes parameters that were decoded before, and borrows from them.
            // An `ErrorLog` is made of decoded parameters only after its signature was verified.
            #[cfg_attr(not(feature = "signature"), allow(dead_code))]
            pub(crate) fn from_params(params: &'a [codec::Param<'_>]) -> Result<Self, DecodeError> {
                codec::decoded_in_place(|webhook: &mut Self| {
                    codec::assign_params(params, webhook)?;
                    webhook.check()
                })
            }

            /// Encodes the form in which Twilio would send this request. The signature is not a part of it: it is a
            /// header.
            #[must_use]
            pub fn encode(&self) -> String {
                let mut out = String::new();
                self.encode_into(&mut out);
                out
            }

            /// Creates the request in which Twilio would send this webhook to a URL, with its signature. Needs the feature
            /// `signature`.
            ///
            /// It is for tests, and for servers that stand in for Twilio. Twilio does not sign the user and the password of
            /// the URL, and its fragment, so they are not signed here.
            ///
            /// # Errors
            ///
            /// Returns [`MalformedForm`](crate::signature::SignatureError::MalformedForm) if the form exceeds a
            /// [limit](crate::limits).
            #[cfg(feature = "signature")]
            pub fn signed(
                &self,
                url: &str,
                secret: &crate::webhook::signature::Secret,
            ) -> Result<crate::webhook::signature::SignedRequest, crate::webhook::signature::SignatureError> {
                crate::webhook::signature::SignedRequest::post(url, self.encode(), secret)
            }

            /// Appends that form to a buffer.
            pub fn encode_into(&self, out: &mut String) {
                // Most webhooks are shorter. To measure this one first would take longer than to grow the buffer.
                out.reserve(1024);
                let mut writer = Writer::new(out);
                // A form can carry every text, so this cannot fail.
                let _ = Document::write_fields(self, &mut writer);
                self.write_lists(|name, value| writer.pair(name, value));
            }
        }
    };
}

pub(super) use webhook_methods;
