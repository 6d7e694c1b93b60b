//! The media files of an inbound message, which come as numbered parameters: `MediaUrl0` and `MediaContentType0` for
//! the first.

use std::borrow::Cow;
use std::fmt;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::UnknownField;
use crate::wire::stack_string::StackString;

/// A picture or another file of an inbound message.
///
/// ```
/// use twilio_sms::webhook::InboundMessage;
///
/// let form = b"MessageSid=MM1&NumMedia=1&MediaUrl0=https%3A%2F%2Fexample.com%2F0&MediaContentType0=image%2Fgif";
/// let message = InboundMessage::decode_unverified(form)?;
/// assert_eq!(message.media[0].content_type.as_deref(), Some("image/gif"));
/// # Ok::<(), twilio_sms::DecodeError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct InboundMedia<'a> {
    /// The URL of the file. Twilio may ask for the account's credentials there, and may redirect.
    pub url: Cow<'a, str>,
    /// The media type of the file, if the request has it.
    pub content_type: Option<Cow<'a, str>>,
}

impl InboundMedia<'_> {
    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> InboundMedia<'static> {
        InboundMedia {
            url: Cow::Owned(self.url.into_owned()),
            content_type: self.content_type.map(|text| Cow::Owned(text.into_owned())),
        }
    }
}

/// Shows the media type and not the URL, because many such files can be fetched by anybody who knows their URLs.
impl fmt::Debug for InboundMedia<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InboundMedia").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

const URL: &str = "MediaUrl";
const CONTENT_TYPE: &str = "MediaContentType";

/// Returns the kind and the number of a numbered parameter. A number with leading zeros is not one.
pub(crate) fn numbered_param(name: &str) -> Option<(&'static str, usize)> {
    let (kind, digits) = match name.strip_prefix(URL) {
        Some(digits) => (URL, digits),
        None => (CONTENT_TYPE, name.strip_prefix(CONTENT_TYPE)?),
    };
    let plain = digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { Some((kind, digits.parse().ok()?)) } else { None }
}

/// Moves the media files out of the parameters that have no field. What belongs to no media file stays there.
///
/// # Errors
///
/// Two parameters have the same kind and number.
pub(crate) fn take_media<'a>(unknown_fields: &mut Vec<UnknownField<'a>>) -> Result<Vec<InboundMedia<'a>>, DecodeError> {
    let mut found: Vec<_> = unknown_fields
        .iter()
        .enumerate()
        .filter_map(|(at, field)| numbered_param(&field.name).map(|key| (key, at)))
        .collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    // The order is by number. `MediaContentType` sorts before `MediaUrl`, so each media type comes right before its
    // URL.
    found.sort_unstable_by_key(|((kind, number), at)| (*number, *kind, *at));
    if let Some(((field, _), _)) = found.windows(2).find_map(|two| match two {
        [one, other] if one.0 == other.0 => Some(*one),
        _ => None,
    }) {
        return Err(DecodeError::new(DecodeErrorKind::Duplicate { field }));
    }
    let mut media = Vec::new();
    // Values are moved out first, and all their fields are removed in one pass at the end. Removing each field when its
    // value is moved would shift the fields behind it each time, and take quadratic time in a form of many media files.
    let mut taken = vec![false; unknown_fields.len()];
    let mut take = |at: usize| {
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
        unknown_fields.get_mut(at).map(|field| std::mem::take(&mut field.value)).unwrap_or_default()
    };
    let mut content_type = None;
    for ((kind, number), at) in found {
        // The list ends at the first number whose URL is missing.
        if number != media.len() {
            break;
        }
        if kind == CONTENT_TYPE {
            content_type = Some(at);
        } else {
            let content_type = content_type.take().map(&mut take).filter(|text| !text.is_empty());
            media.push(InboundMedia { url: take(at), content_type });
        }
    }
    let mut taken = taken.into_iter();
    unknown_fields.retain(|_| !taken.next().unwrap_or(false));
    Ok(media)
}

/// Passes the media as the parameters that they came in to `add`.
pub(crate) fn write_media(media: &[InboundMedia<'_>], mut add: impl FnMut(&str, &str)) {
    for (number, media) in media.iter().enumerate() {
        add(StackString::format(format_args!("{URL}{number}")).as_str(), &media.url);
        if let Some(content_type) = &media.content_type {
            add(StackString::format(format_args!("{CONTENT_TYPE}{number}")).as_str(), content_type);
        }
    }
}
