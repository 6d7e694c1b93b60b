//! What is sent: a text, media, a template.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::schema::ParamValue;
use crate::value::body::{Body, SmsBody};
use crate::value::sid::Sid;
use crate::value::text::text_value;
use crate::value::url::MediaUrl;
use crate::wire::json;

/// What a message says: at least one of a text, media and a content template.
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

/// A content template, and what its variables stand for.
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
    /// The template with this SID: `HX` and 32 hexadecimal digits at Twilio.
    #[must_use]
    pub const fn new(sid: Sid<'static>) -> Self {
        Self { sid, variables: None }
    }

    /// What its variables stand for.
    #[must_use]
    pub fn variables(mut self, variables: ContentVariables) -> Self {
        self.variables = Some(variables);
        self
    }

    pub(super) fn into_parts(self) -> (Option<Sid<'static>>, Option<ContentVariables>) {
        (Some(self.sid), self.variables)
    }
}

/// What the variables of a template stand for: the text of a JSON object, as Twilio takes it.
///
/// It may hold private data: `Debug` shows only how long it is.
///
/// # Errors
///
/// [`Empty`](K::Empty), or [`InvalidCharacter`](K::InvalidCharacter) where the text stops to be a JSON object.
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
