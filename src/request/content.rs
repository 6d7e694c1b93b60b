//! The content of a message: a text, media files or a content template.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::schema::ParamValue;
use crate::value::body::{Body, SmsBody};
use crate::value::sid::Sid;
use crate::value::text::text_value;
use crate::value::url::MediaUrl;
use crate::wire::json;

/// The content of a new message: a text, a media file or a content template.
///
/// Each of the three converts into a `Content`. [`SendMessage::media`](crate::SendMessage::media) adds media files to
/// the message.
///
/// ```
/// use twilio_sms::media::MediaUrl;
/// use twilio_sms::request::{Content, Template};
/// use twilio_sms::Body;
///
/// let text: Content = Body::new("Hello")?.into();
/// let picture: Content = "https://example.com/owl.png".parse::<MediaUrl>()?.into();
/// let template: Content = Template::new("HX0123456789abcdef0123456789abcdef".parse()?).into();
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Content {
    pub(super) body: Option<Body>,
    pub(super) media: Option<MediaUrl>,
    pub(super) template: Option<Template>,
}

impl From<Body> for Content {
    fn from(body: Body) -> Self {
        Self { body: Some(body), media: None, template: None }
    }
}

impl From<SmsBody> for Content {
    fn from(body: SmsBody) -> Self {
        Body::from(body).into()
    }
}

impl From<MediaUrl> for Content {
    fn from(media: MediaUrl) -> Self {
        Self { body: None, media: Some(media), template: None }
    }
}

impl From<Template> for Content {
    fn from(template: Template) -> Self {
        Self { body: None, media: None, template: Some(template) }
    }
}

/// A content template, with the values of its variables.
///
/// ```
/// use twilio_sms::request::Template;
///
/// let template = Template::new("HX0123456789abcdef0123456789abcdef".parse()?)
///     .variables(r#"{"1": "Jenny"}"#.parse()?);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Template {
    sid: Sid<'static>,
    variables: Option<ContentVariables>,
}

impl Template {
    /// Creates a template from its SID, without values for its variables. At Twilio, the SID is `HX` and 32 hexadecimal
    /// digits.
    #[must_use]
    pub const fn new(sid: Sid<'static>) -> Self {
        Self { sid, variables: None }
    }

    /// Sets the values of the variables.
    #[must_use]
    pub fn variables(mut self, variables: ContentVariables) -> Self {
        self.variables = Some(variables);
        self
    }

    /// Returns the values of the parameters `ContentSid` and `ContentVariables`.
    pub(super) fn into_parts(self) -> (Option<Sid<'static>>, Option<ContentVariables>) {
        (Some(self.sid), self.variables)
    }
}

/// The values of a template's variables: the text of a JSON object, which is sent unchanged.
///
/// `Debug` prints the length and not the text, because the values may be private.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text is not a JSON object. The offset is that of the first
///   character that is not allowed at its position, or the length of the text if the text ends too soon. It is 0 if the
///   text is another JSON value, is larger than a document can be, or is nested too deeply.
///
/// ```
/// use twilio_sms::request::ContentVariables;
///
/// let variables: ContentVariables = r#"{"1": "Jenny"}"#.parse()?;
/// assert_eq!(variables.as_str(), r#"{"1": "Jenny"}"#);
/// assert!("Jenny".parse::<ContentVariables>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct ContentVariables(String);

text_value!(ContentVariables, "content variables", check_variables);

/// Checks that a text is a JSON object.
fn check_variables(text: &str) -> Result<(), K> {
    if text.is_empty() {
        return Err(K::Empty);
    }
    match json::syntax_error(text) {
        None if text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{') => Ok(()),
        None => Err(K::InvalidCharacter { at: 0 }),
        Some(at) => Err(K::InvalidCharacter { at }),
    }
}

impl fmt::Debug for ContentVariables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentVariables({} characters)", self.0.chars().count())
    }
}

impl ParamValue for ContentVariables {
    fn parse_value(_: &'static str, text: &str) -> Result<Self, ParseError> {
        text.parse()
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.0.as_bytes());
    }
}
