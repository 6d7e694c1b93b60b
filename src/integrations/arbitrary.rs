//! `arbitrary`: values and documents from the bytes of a fuzzer, for users who fuzz their own handlers.
//!
//! Every value is one that the crate could have decoded. A document has the fields, the unknown fields and the texts
//! that its decoder could have assigned, so it survives being encoded and decoded.

use std::borrow::Cow;

use arbitrary::{Arbitrary, Error, Result, Unstructured};

use crate::response::media::{Feedback, Media};
use crate::response::message::Message;
use crate::response::page::{MediaPage, Page, Paging};
use crate::response::rejection::Rejection;
use crate::schema::{Document, Progress, UnknownField};
use crate::value::address::{Address, AlphaSender, ShortCode};
use crate::value::body::{Body, SmsBody};
use crate::value::code::ErrorCode;
use crate::value::phone::PhoneNumber;
use crate::value::price::Price;
use crate::value::sid::Sid;
use crate::value::status::{Direction, Status};
use crate::value::timestamp::Timestamp;
use crate::webhook::event::{ErrorLog, Event, EventData, InboundEvent, LinkEvent, StatusEvent};
use crate::webhook::inbound::InboundMessage;
use crate::webhook::lists::InboundMedia;
use crate::webhook::status::StatusUpdate;
use crate::wire::{Spelling, Value};

/// Returns a text of `length` characters from an alphabet.
fn text_of(u: &mut Unstructured<'_>, alphabet: &[u8], length: usize) -> Result<String> {
    (0..length).map(|_| u.choose(alphabet).map(|byte| char::from(*byte))).collect()
}

const DIGITS: &[u8] = b"0123456789";

/// A number of the North American plan, or one of another country with 8 to 15 digits.
impl<'a> Arbitrary<'a> for PhoneNumber {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let text = if u.arbitrary()? {
            let [area, exchange] = [text_of(u, b"23456789", 1)?, text_of(u, b"23456789", 1)?];
            format!("+1{area}{}{exchange}{}", text_of(u, b"02345678", 2)?, text_of(u, DIGITS, 6)?)
        } else {
            let length = u.int_in_range(7..=14)?;
            format!("+{}{}", text_of(u, b"23456789", 1)?, text_of(u, DIGITS, length)?)
        };
        text.parse().map_err(|_| Error::IncorrectFormat)
    }
}

/// A text of at most `max` characters that is not empty.
fn body(u: &mut Unstructured<'_>, max: usize) -> Result<String> {
    let text: String = u.arbitrary::<&str>()?.chars().take(max).collect();
    Ok(if text.is_empty() { "Hello".to_owned() } else { text })
}

/// A text that fits one of the types that fields have, or any text.
fn field_text<'a>(u: &mut Unstructured<'a>) -> Result<Cow<'a, str>> {
    Ok(match u.int_in_range(0..=7)? {
        0 => Cow::Owned(u.arbitrary::<Sid<'_>>()?.into()),
        1 => Cow::Owned(u.arbitrary::<PhoneNumber>()?.to_string()),
        2 => Cow::Owned(u.arbitrary::<Status<'_>>()?.to_string()),
        3 => Cow::Owned(u.arbitrary::<Price<'_>>()?.into()),
        4 => Cow::Owned(u.arbitrary::<Timestamp<'_>>()?.to_string()),
        5 => Cow::Owned(u.arbitrary::<u16>()?.to_string()),
        _ => Cow::Borrowed(u.arbitrary()?),
    })
}

/// Assigns to fields of an empty document what a decoder of this spelling could have read, the SID always.
fn document<'a, D: Document<'a>>(u: &mut Unstructured<'a>, spelling: Spelling) -> Result<D> {
    let (mut document, mut progress) = (D::empty(), Progress::default());
    let sid = D::index_by_xml("Sid").or_else(|| D::index_by_xml("MessageSid"));
    // `Progress` has room for 64 fields, and an index without a field assigns nothing.
    for index in 0..64 {
        let value = if sid == Some(index) {
            Cow::Owned(format!("SM{:032x}", u.arbitrary::<u128>()?))
        } else if u.arbitrary()? {
            field_text(u)?
        } else {
            continue;
        };
        document.assign(&mut progress, spelling, index, Value::Text(value)).map_err(|_| Error::IncorrectFormat)?;
    }
    for number in 0..u.int_in_range(0..=2)? {
        let name = format!("x_{number}{}", text_of(u, b"abcdefgh_", 3)?);
        let value = Value::Text(field_text(u)?);
        document.assign_by_name(&mut progress, spelling, name.into(), value).map_err(|_| Error::IncorrectFormat)?;
    }
    Ok(document)
}

/// Implements `Arbitrary` with one expression for each type.
macro_rules! arbitrary {
    ($($Value:ty: |$u:ident| $value:expr;)+) => {$(
        impl<'a> Arbitrary<'a> for $Value {
            fn arbitrary($u: &mut Unstructured<'a>) -> Result<Self> {
                $value
            }
        }
    )+};
}

arbitrary! {
    ShortCode: |u| {
        let length = u.int_in_range(2..=7)?;
        let text = format!("{}{}", text_of(u, b"123456789", 1)?, text_of(u, DIGITS, length)?);
        text.parse().map_err(|_| Error::IncorrectFormat)
    };
    AlphaSender: |u| {
        let length = u.int_in_range(0..=10)?;
        let text = format!("{}{}", text_of(u, b"ABCXYZabcxyz", 1)?, text_of(u, b"abcxyzABCXYZ0189", length)?);
        text.parse().map_err(|_| Error::IncorrectFormat)
    };
    Address: |u| Ok(match u.int_in_range(0..=2)? {
        0 => u.arbitrary::<PhoneNumber>()?.into(),
        1 => u.arbitrary::<ShortCode>()?.into(),
        _ => u.arbitrary::<AlphaSender>()?.into(),
    });
    Body: |u| Self::new(body(u, 1600)?).map_err(|_| Error::IncorrectFormat);
    SmsBody: |u| Self::new(body(u, 160)?).map_err(|_| Error::IncorrectFormat);
    ErrorCode: |u| Ok(if u.arbitrary()? { *u.choose(Self::ALL)? } else { Self::new(u.arbitrary()?) });
    Sid<'a>: |u| {
        let text = if u.arbitrary()? {
            let prefix = u.choose(&["SM", "MM", "AC", "MG"])?;
            format!("{prefix}{:032x}", u.arbitrary::<u128>()?)
        } else {
            let length = u.int_in_range(1..=64)?;
            text_of(u, b"abcxyzABCXYZ0189-_", length)?
        };
        Self::try_from(Cow::Owned(text)).map_err(|_| Error::IncorrectFormat)
    };
    Status<'a>: |u| {
        let words = ["accepted", "queued", "sent", "delivered", "undelivered", "failed", "received", "read"];
        Ok(Self::from(if u.arbitrary()? { *u.choose(&words)? } else { u.arbitrary()? }))
    };
    Direction<'a>: |u| {
        let words = ["inbound", "outbound-api", "outbound-call", "outbound-reply"];
        Ok(Self::from(if u.arbitrary()? { *u.choose(&words)? } else { u.arbitrary()? }))
    };
    Timestamp<'a>: |u| {
        let (day, hour, minute) = (u.int_in_range(1..=28)?, u.int_in_range(0..=23)?, u.int_in_range(0..=59)?);
        let (month, year) = (*u.choose(&["Jan", "Feb", "Aug", "Dec"])?, u.int_in_range(2008..=2030)?);
        let date = format!("{day:02} {month} {year} {hour:02}:{minute:02}:00 +0000");
        Ok(if u.arbitrary()? { Self::new(date) } else { Self::new(u.arbitrary::<&str>()?) })
    };
    Price<'a>: |u| {
        let text = format!("{}{}.{:05}", u.choose(&["", "-"])?, u.arbitrary::<u8>()?, u.int_in_range(0..=99_999)?);
        Self::try_from(Cow::Owned(text)).map_err(|_| Error::IncorrectFormat)
    };
    UnknownField<'a>: |u| Ok(Self { name: u.arbitrary()?, value: u.arbitrary()? });
    InboundMedia<'a>: |u| {
        let content_type = if u.arbitrary()? { Some(Cow::Borrowed(*u.choose(&["image/png", "audio/ogg"])?)) } else { None };
        Ok(Self { url: format!("https://api.twilio.com/Media/{}", u.arbitrary::<Sid<'_>>()?).into(), content_type })
    };
    Message<'a>: |u| document(u, Spelling::Key);
    Media<'a>: |u| document(u, Spelling::Key);
    Feedback<'a>: |u| document(u, Spelling::Key);
    Paging<'a>: |u| document(u, Spelling::Key);
    Page<'a>: |u| Ok(Self::new(u.arbitrary()?, u.arbitrary()?));
    MediaPage<'a>: |u| Ok(Self::new(u.arbitrary()?, u.arbitrary()?));
    Rejection<'a>: |u| {
        let mut rejection: Self = document(u, Spelling::Key)?;
        rejection.status = u.int_in_range(300..=599)?;
        Ok(rejection)
    };
    StatusUpdate<'a>: |u| document(u, Spelling::Pair);
    ErrorLog<'a>: |u| document(u, Spelling::Pair);
    InboundEvent<'a>: |u| document(u, Spelling::Key);
    LinkEvent<'a>: |u| document(u, Spelling::Key);
    StatusEvent<'a>: |u| document(u, Spelling::Key);
    EventData<'a>: |u| Ok(match u.int_in_range(0..=3)? {
        0 => Self::Inbound(u.arbitrary()?),
        1 => Self::LinkClicked(u.arbitrary()?),
        2 => Self::LinkShortened(u.arbitrary()?),
        _ => Self::Status(u.arbitrary()?),
    });
    Event<'static>: |u| {
        let id = format!("EZ{:032x}", u.arbitrary::<u128>()?);
        Ok(Self::with_data(id, &u.arbitrary()?))
    };
    InboundMessage<'a>: |u| {
        let mut message: Self = document(u, Spelling::Pair)?;
        message.media = u.arbitrary()?;
        message.other_recipients = u.arbitrary()?;
        Ok(message)
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::{Format, Outcome, Resource};

    /// Returns a value from the bytes of a fuzzer, if they are enough for one.
    fn value<'a, T: Arbitrary<'a>>(bytes: &'a [u8]) -> Option<T> {
        T::arbitrary(&mut Unstructured::new(bytes)).ok()
    }

    proptest! {
        #[test]
        fn documents_survive_encoding_and_decoding(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            if let Some(message) = value::<Message<'_>>(&bytes) {
                let reply = message.encode(Resource::Messages, Format::Json).unwrap();
                prop_assert_eq!(Message::decode(200, reply.body().as_bytes()), Outcome::Done(message));
            }
            if let Some(page) = value::<Page<'_>>(&bytes) {
                let reply = page.encode(Resource::Messages, Format::Json).unwrap();
                prop_assert_eq!(Page::decode(200, reply.body().as_bytes()), Outcome::Done(page));
            }
            if let Some(message) = value::<InboundMessage<'_>>(&bytes) {
                let form = message.encode();
                prop_assert_eq!(InboundMessage::decode_unverified(form.as_bytes()), Ok(message));
            }
            if let Some(event) = value::<Event<'static>>(&bytes) {
                let batch = Event::encode(std::slice::from_ref(&event));
                prop_assert_eq!(Event::decode_unverified(batch.as_bytes()), Ok(vec![event]));
            }
            if let Some(log) = value::<ErrorLog<'_>>(&bytes) {
                let form = log.encode();
                prop_assert_eq!(ErrorLog::decode_unverified(form.as_bytes()), Ok(log));
            }
            if let Some(update) = value::<StatusUpdate<'_>>(&bytes) {
                let form = update.encode();
                prop_assert_eq!(StatusUpdate::decode_unverified(form.as_bytes()), Ok(update));
            }
        }

        #[test]
        fn values_are_made_from_most_bytes(bytes in prop::collection::vec(any::<u8>(), 200..400)) {
            prop_assert!(value::<PhoneNumber>(&bytes).is_some());
            prop_assert!(value::<ShortCode>(&bytes).is_some());
            prop_assert!(value::<AlphaSender>(&bytes).is_some());
            prop_assert!(value::<Address>(&bytes).is_some());
            prop_assert!(value::<Body>(&bytes).is_some());
            prop_assert!(value::<SmsBody>(&bytes).is_some());
            prop_assert!(value::<Sid<'_>>(&bytes).is_some());
            prop_assert!(value::<Message<'_>>(&bytes).is_some());
            prop_assert!(value::<Rejection<'_>>(&bytes).is_some());
        }
    }
}
