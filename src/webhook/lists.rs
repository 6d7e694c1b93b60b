//! The lists of an inbound message, which come as numbered parameters: its media files, as `MediaUrl0` and
//! `MediaContentType0` for the first, and the other recipients of a message to a group.

use std::borrow::Cow;
use std::fmt;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::schema::{UnknownField, canonical_number};
use crate::value::sid::Sid;
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
    /// The URL of the file. Twilio asks for the account's credentials there, and redirects to the file:
    /// [`is_at_twilio`](Self::is_at_twilio).
    pub url: Cow<'a, str>,
    /// The media type of the file, if the request has it.
    pub content_type: Option<Cow<'a, str>>,
}

impl InboundMedia<'_> {
    /// Returns whether the URL is that of a media file in Twilio's API, so that the credentials of the account can be
    /// sent to it. Never send them to another URL.
    ///
    /// The URL has the path that Twilio's page "Media resource" documents, without a query, on the host
    /// `api.twilio.com` or on that of a region, such as `api.dublin.ie1.twilio.com`. It begins with `https://`, and it
    /// has no user and no port.
    ///
    /// Twilio answers with a redirect to another host, which serves the file for four hours and takes no credentials.
    /// Follow it without them. Clients that drop the header `Authorization` when the host changes do so by themselves.
    ///
    /// ```
    /// use twilio_sms::webhook::InboundMessage;
    ///
    /// let form = b"MessageSid=MM1&NumMedia=2&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2FAC1\
    ///     %2FMessages%2FMM1%2FMedia%2FME1&MediaUrl1=https%3A%2F%2Fexample.com%2Fowl.png";
    /// let message = InboundMessage::decode_unverified(form)?;
    /// assert!(message.media[0].is_at_twilio());
    /// assert!(!message.media[1].is_at_twilio());
    /// # Ok::<(), twilio_sms::DecodeError>(())
    /// ```
    #[must_use]
    pub fn is_at_twilio(&self) -> bool {
        let Some((host, path)) = self.url.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
            return false;
        };
        let region = host.strip_prefix("api.").and_then(|host| host.strip_suffix("twilio.com"));
        let in_region = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        let is_host = region.is_some_and(|text| text.is_empty() || text.ends_with('.') && text.bytes().all(in_region));
        let segments: Vec<_> = path.splitn(8, '/').collect();
        is_host
            && matches!(segments.as_slice(), ["2010-04-01", "Accounts", account, "Messages", message, "Media", media]
                if [account, message, media].into_iter().all(|sid| Sid::try_from(*sid).is_ok()))
    }

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
const OTHER_RECIPIENT: &str = "OtherRecipients";

/// Returns the kind and the number of a numbered parameter. A number with leading zeros is not one.
fn numbered_param(name: &str) -> Option<(&'static str, usize)> {
    let (kind, digits) =
        [URL, CONTENT_TYPE, OTHER_RECIPIENT].into_iter().find_map(|kind| Some((kind, name.strip_prefix(kind)?)))?;
    Some((kind, usize::try_from(canonical_number(digits)?).ok()?))
}

/// Returns whether a parameter has the name of one that describes a media file.
pub(crate) fn is_media_param(name: &str) -> bool {
    numbered_param(name).is_some_and(|(kind, _)| kind != OTHER_RECIPIENT)
}

/// Moves the lists out of the parameters that have no field: the media files, and the other recipients. A list ends at
/// the first number that is missing. What belongs to no list stays where it is.
///
/// # Errors
///
/// Two parameters have the same kind and number.
pub(crate) fn take_lists<'a>(
    unknown_fields: &mut Vec<UnknownField<'a>>,
) -> Result<(Vec<InboundMedia<'a>>, Vec<Cow<'a, str>>), DecodeError> {
    let (mut media, mut other_recipients) = (Vec::new(), Vec::new());
    let mut found: Vec<_> = unknown_fields
        .iter()
        .enumerate()
        .filter_map(|(at, field)| numbered_param(&field.name).map(|key| (key, at)))
        .collect();
    if found.is_empty() {
        return Ok((media, other_recipients));
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
        // After a number that is missing, no other number is the length of the list.
        match kind {
            CONTENT_TYPE => content_type = Some(at),
            URL if number == media.len() => {
                let content_type = content_type.take().map(&mut take).filter(|text| !text.is_empty());
                media.push(InboundMedia { url: take(at), content_type });
            }
            OTHER_RECIPIENT if number == other_recipients.len() => other_recipients.push(take(at)),
            _ => {}
        }
    }
    let mut taken = taken.into_iter();
    unknown_fields.retain(|_| !taken.next().unwrap_or(false));
    Ok((media, other_recipients))
}

/// Passes the lists as the parameters that they came in to `add`.
pub(crate) fn write_lists(
    media: &[InboundMedia<'_>],
    other_recipients: &[Cow<'_, str>],
    mut add: impl FnMut(&str, &str),
) {
    let mut numbered = |kind, number, value| add(StackString::format(format_args!("{kind}{number}")).as_str(), value);
    for (number, media) in media.iter().enumerate() {
        numbered(URL, number, &media.url);
        if let Some(content_type) = &media.content_type {
            numbered(CONTENT_TYPE, number, content_type);
        }
    }
    for (number, recipient) in other_recipients.iter().enumerate() {
        numbered(OTHER_RECIPIENT, number, recipient);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_media_file_in_twilios_api_gets_the_credentials() {
        let path = "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1";
        for (url, expected) in [
            (format!("https://api.twilio.com{path}"), true),
            (format!("https://api.dublin.ie1.twilio.com{path}"), true),
            (format!("https://api.au1.twilio.com{path}"), true),
            (format!("http://api.twilio.com{path}"), false),
            (format!("https://twilio.com{path}"), false),
            (format!("https://www.twilio.com{path}"), false),
            (format!("https://mms.twiliocdn.com{path}"), false),
            (format!("https://api.eviltwilio.com{path}"), false),
            (format!("https://api.twilio.com.evil.example{path}"), false),
            (format!("https://api.twilio.com@evil.example{path}"), false),
            (format!("https://api.evil.example\\.twilio.com{path}"), false),
            (format!("https://api.evil.example?.twilio.com{path}"), false),
            (format!("https://api.evil.example#.twilio.com{path}"), false),
            (format!("https://api.x@y.twilio.com{path}"), false),
            (format!("https://evil.example/api.twilio.com{path}"), false),
            (format!("https://api.twilio.com:8443{path}"), false),
            (format!("//api.twilio.com{path}"), false),
            (format!(" https://api.twilio.com{path}"), false),
            (format!("https://api.twilio.com{path}?x=1"), false),
            (format!("https://api.twilio.com{path}/"), false),
            (format!("https://api.twilio.com{path}/../x"), false),
            ("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json".to_owned(), false),
            ("https://api.twilio.com/2010-04-01/Accounts/../Messages/MM1/Media/ME1".to_owned(), false),
            ("https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/MM1/Media/ME1".to_owned(), false),
            ("https://api.twilio.com".to_owned(), false),
            (String::new(), false),
        ] {
            let media = InboundMedia { url: url.as_str().into(), content_type: None };
            assert_eq!(media.is_at_twilio(), expected, "{url}");
        }
    }
}
