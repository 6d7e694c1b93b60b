//! JSON values that this crate keeps as text and does not interpret.

use std::borrow::Cow;
use std::fmt;

/// The text of a JSON value, for fields whose structure this crate does not know: the tags of a message, the results of
/// add-ons, lists of errors. A reply in JSON contains an object or array as it is, and any other text as a string.
///
/// Parse it with a JSON library of your choice. `Debug` shows only its length, because it may contain private data.
///
/// ```
/// use twilio_sms::Rejection;
///
/// let rejection = Rejection::decode(422, br#"{"errors": ["Body is required"]}"#);
/// assert_eq!(rejection.errors.as_ref().map(|errors| errors.as_str()), Some(r#"["Body is required"]"#));
/// assert_eq!(rejection.message.as_deref(), Some("Body is required"));
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct RawJson<'a>(pub(crate) Cow<'a, str>);

impl RawJson<'_> {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> RawJson<'static> {
        RawJson(Cow::Owned(self.0.into_owned()))
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<T> for RawJson<'a> {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for RawJson<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RawJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

impl fmt::Display for RawJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
