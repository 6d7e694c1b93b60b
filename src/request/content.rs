//! Content templates, and the values of their variables.

use std::fmt;

use crate::error::{ParseError, ParseErrorKind as K};
use crate::schema::ParamValue;
use crate::value::sid::Sid;
use crate::value::text::text_value;
use crate::wire::json;

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

/// The values of a template's variables: the text of a JSON object whose values are strings, which is sent unchanged.
///
/// Twilio's documentation of error 21656 says that a value cannot be an empty string or null. An object without
/// variables, `{}`, is accepted. `Debug` prints the length and not the text, because the values may be private.
///
/// # Errors
///
/// - [`Empty`](K::Empty): the text is empty.
/// - [`InvalidCharacter`](K::InvalidCharacter): the text is not a JSON object of strings. The offset is that of the first
///   character that is not allowed at its position, of a value that is not a string or is empty, or of the second of two
///   equal names, or the length of the text if the text ends too soon. It is 0 if the text is larger than a document can
///   be, or is nested too deeply.
///
/// ```
/// use twilio_sms::request::ContentVariables;
///
/// let variables: ContentVariables = r#"{"1": "Jenny"}"#.parse()?;
/// assert_eq!(variables.as_str(), r#"{"1": "Jenny"}"#);
/// assert_eq!(ContentVariables::from_pairs([("1", "Jenny")])?.as_str(), r#"{"1": "Jenny"}"#);
/// assert!(r#"{"1": null}"#.parse::<ContentVariables>().is_err());
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct ContentVariables(String);

text_value!(ContentVariables, "content variables", check_variables);

impl ContentVariables {
    /// Creates the object from the names of variables and their values.
    ///
    /// # Errors
    ///
    /// Returns [`InvalidCharacter`](K::InvalidCharacter) for an empty value and for a name that comes twice. The offset
    /// is that in the object.
    pub fn from_pairs<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, ParseError> {
        let mut text = String::from("{");
        for (name, value) in pairs {
            if text.len() > 1 {
                text.push_str(", ");
            }
            json::write::write_string(&mut text, name.as_ref());
            text.push_str(": ");
            json::write::write_string(&mut text, value.as_ref());
        }
        text.push('}');
        text.try_into()
    }
}

/// Checks that a text is a JSON object of strings that are not empty.
fn check_variables(text: &str) -> Result<(), K> {
    if text.is_empty() {
        return Err(K::Empty);
    }
    // A byte order mark can begin a document, but it is not part of a value.
    if text.starts_with('\u{FEFF}') {
        return Err(K::InvalidCharacter { at: 0 });
    }
    json::check_strings(text).map_err(|at| K::InvalidCharacter { at })
}

impl fmt::Debug for ContentVariables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentVariables({} characters)", self.0.chars().count())
    }
}

impl ParamValue for ContentVariables {
    fn parse_value(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }

    fn with_bytes(&self, f: impl FnOnce(&[u8])) {
        f(self.0.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn variables_are_a_json_object_of_strings_that_are_not_empty() {
        for text in ["{}", " { } ", r#"{"1": "Jenny"}"#, r#"{"1":"a","2":"é\u00e9\n"}"#, r#"{"":"x"}"#] {
            assert_eq!(text.parse::<ContentVariables>().map(String::from).as_deref(), Ok(text));
        }
        for (text, at) in [
            (r#"{"1": null}"#, 6),
            (r#"{"1": ""}"#, 6),
            (r#"{"1": 1}"#, 6),
            (r#"{"1": true}"#, 6),
            (r#"{"1": {"a": "b"}}"#, 6),
            (r#"{"1": ["a"]}"#, 6),
            (r#"{"1": "a", "2": null}"#, 16),
            (r#"{"1": "a", "1": "b"}"#, 11),
            (r#"{"1": "a", "\u0031": "b"}"#, 11),
            (r#"{"1": "a",}"#, 10),
            (r#"{"1": "a"} x"#, 11),
            (r#"{"1""#, 4),
            (r#"["a"]"#, 0),
            ("null", 0),
            ("\u{FEFF}{}", 0),
            ("Jenny", 0),
            ("\"{}\"", 0),
        ] {
            let kind = text.parse::<ContentVariables>().unwrap_err().kind();
            assert_eq!(kind, K::InvalidCharacter { at }, "{text}");
        }
        assert_eq!("".parse::<ContentVariables>().unwrap_err().kind(), K::Empty);
        assert!(ContentVariables::from_pairs([("1", "")]).is_err());
        assert!(ContentVariables::from_pairs([("1", "a"), ("1", "b")]).is_err());
        assert_eq!(ContentVariables::from_pairs([("", ""); 0]).unwrap().as_str(), "{}");
    }

    proptest! {
        #[test]
        fn pairs_become_the_object_that_serde_json_reads(
            pairs in prop::collection::btree_map(any::<String>(), ".{1,20}", 0..5),
        ) {
            let variables = ContentVariables::from_pairs(&pairs).unwrap();
            prop_assert_eq!(serde_json::from_str::<std::collections::BTreeMap<String, String>>(variables.as_str()).unwrap(), pairs);
        }
    }
}
