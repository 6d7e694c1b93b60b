//! The parsing of a request's target into account, resource and format.

use super::error::ApiError;
use crate::value::code::ErrorCode;
use crate::value::resource::{Format, Resource};
use crate::value::sid::Sid;

/// The parts of a request's target.
#[derive(Debug)]
pub(super) struct Route<'t> {
    pub(super) prefix: &'t str,
    pub(super) account: Sid<'static>,
    pub(super) resource: Resource,
    pub(super) path_kind: ResourcePath,
    pub(super) format: Format,
    pub(super) query: &'t str,
}

/// The object or list that a path below the account identifies.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum ResourcePath {
    Messages,
    /// The path `Sms/send`, through which Exotel sends messages.
    ExotelSend,
    Message(Sid<'static>),
    MediaList(Sid<'static>),
    /// A media file of a message: the SID of the message, then the SID of the file.
    MediaFile(Sid<'static>, Sid<'static>),
    Feedback(Sid<'static>),
}

impl<'t> Route<'t> {
    /// Parses a target, which is a path and a query. Returns an error with status 404 for an unknown path.
    pub(super) fn of(target: &'t str) -> Result<Self, ApiError> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (path, format) = extension(path);
        let unknown = || ApiError::new(404, ErrorCode::NOT_FOUND, format);
        let (prefix, rest) = path.split_once("/Accounts/").ok_or_else(unknown)?;
        if !prefix.is_empty() && !prefix.starts_with('/') {
            return Err(unknown());
        }
        let sid = |text: &str| text.parse::<Sid<'static>>().map_err(|_| unknown());
        let segments: Vec<&str> = rest.split('/').collect();
        let (account, resource, below) = match segments.as_slice() {
            [account, "SMS", "Messages", below @ ..] => (account, Resource::SmsMessages, below),
            [account, "Sms", "send"] => (account, Resource::SmsMessages, &[] as &[&str]),
            [account, "Messages", below @ ..] => (account, Resource::Messages, below),
            _ => return Err(unknown()),
        };
        let path_kind = match below {
            [] if matches!(segments.as_slice(), [_, "Sms", _]) => ResourcePath::ExotelSend,
            [] => ResourcePath::Messages,
            [message] => ResourcePath::Message(sid(message)?),
            [message, "Media"] => ResourcePath::MediaList(sid(message)?),
            [message, "Media", file] => ResourcePath::MediaFile(sid(message)?, sid(file)?),
            [message, "Feedback"] => ResourcePath::Feedback(sid(message)?),
            _ => return Err(unknown()),
        };
        Ok(Self { prefix, account: sid(account)?, resource, path_kind, format, query })
    }
}

/// Splits a path into the part before the extension and the format. The extension can be in any case, because an
/// example in Twilio's documentation writes `.Xml`.
fn extension(path: &str) -> (&str, Format) {
    let Some((rest, extension)) = path.rsplit_once('.') else { return (path, Format::Default) };
    let formats = [("json", Format::Json), ("xml", Format::Xml), ("csv", Format::Csv)];
    match formats.iter().find(|(name, _)| extension.eq_ignore_ascii_case(name)) {
        Some((_, format)) => (rest, *format),
        None => (path, Format::Default),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_parsed_into_its_parts() {
        use Resource::*;

        for (target, resource, format, query) in [
            ("/2010-04-01/Accounts/AC1/SMS/Messages", SmsMessages, Format::Default, ""),
            ("/2010-04-01/Accounts/AC1/SMS/Messages.Xml", SmsMessages, Format::Xml, ""),
            ("/2010-04-01/Accounts/AC1/SMS/Messages.xml", SmsMessages, Format::Xml, ""),
            ("/2010-04-01/Accounts/AC1/Messages.json?Page=1", Messages, Format::Json, "Page=1"),
            ("/Accounts/AC1/Messages.csv?", Messages, Format::Csv, ""),
        ] {
            let route = Route::of(target).unwrap();
            assert_eq!(
                (route.account.as_str(), route.resource, route.path_kind, route.format, route.query),
                ("AC1", resource, ResourcePath::Messages, format, query),
                "{target:?}"
            );
        }
        let sid = |text: &str| text.parse::<Sid<'static>>().unwrap();
        let exotel = Route::of("/v1/Accounts/AC1/Sms/send.json").unwrap();
        assert_eq!((exotel.resource, exotel.path_kind), (SmsMessages, ResourcePath::ExotelSend));
        for (tail, path_kind) in [
            ("SM1", ResourcePath::Message(sid("SM1"))),
            ("SM1.json", ResourcePath::Message(sid("SM1"))),
            ("MM1/Media", ResourcePath::MediaList(sid("MM1"))),
            ("MM1/Media/ME1.json", ResourcePath::MediaFile(sid("MM1"), sid("ME1"))),
            ("SM1/Feedback.json", ResourcePath::Feedback(sid("SM1"))),
        ] {
            assert_eq!(
                Route::of(&format!("/2010-04-01/Accounts/AC1/Messages/{tail}")).unwrap().path_kind,
                path_kind,
                "{tail:?}"
            );
        }
    }

    #[test]
    fn unknown_paths_are_refused() {
        for target in [
            "",
            "/",
            "/2010-04-01/Accounts",
            "/2010-04-01/Accounts/AC1",
            "/2010-04-01/Accounts/AC1.json",
            "/2010-04-01/Accounts/AC1/Calls.json",
            "/2010-04-01/Accounts/AC1/messages.json",
            "/2010-04-01/Accounts//Messages.json",
            "/2010-04-01/Accounts/../Messages.json",
            "/2010-04-01/Accounts/AC1/Messages/",
            "/2010-04-01/Accounts/AC1/Messages/SM1/Other",
            "/2010-04-01/Accounts/AC1/Messages/SM%201",
            "x/Accounts/AC1/Messages",
        ] {
            assert_eq!(Route::of(target).unwrap_err().code(), ErrorCode::NOT_FOUND, "{target:?}");
        }
    }
}
