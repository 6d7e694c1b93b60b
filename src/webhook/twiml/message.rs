//! `<Message>`: a text, and the nouns beside it.

use super::value::{Link, ReplyMethod, Text};
use super::verb::{Attributes, attributes};
use crate::error::{ParseError, ParseErrorKind};
use crate::value::address::Address;

/// What a `<Message>` is made of, beside a plain text.
///
/// ```
/// use twilio_sms::twiml::{Link, Noun};
///
/// let owl = Noun::Media(Link::new("https://example.com/owl.png")?);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Noun {
    /// `<Body>`: a text; several are joined.
    Body(Text),
    /// `<Media>`: the URL of a medium.
    Media(Link),
}

/// `<Message>`: answers with a message of a text, of media, or of both.
///
/// ```
/// use twilio_sms::twiml::{Link, Message, Response, Text};
///
/// let owl = Message::new(Text::new("Look")?).media(Link::new("https://example.com/owl.png")?)?;
/// assert!(Response::new([owl])?.encode().ends_with(
///     "<Message>Look<Media>https://example.com/owl.png</Media></Message></Response>"
/// ));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Message {
    pub(super) attributes: Attributes,
    pub(super) text: Option<Text>,
    pub(super) nouns: Vec<Noun>,
}

impl Message {
    /// A message of this text.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { attributes: Attributes::default(), text: Some(text), nouns: Vec::new() }
    }

    /// A message that begins with this noun.
    #[must_use]
    pub fn of(noun: Noun) -> Self {
        Self { attributes: Attributes::default(), text: None, nouns: vec![noun] }
    }

    /// Adds a text, as `<Body>`.
    ///
    /// # Errors
    ///
    /// More than 1600 characters in all.
    pub fn body(self, text: Text) -> Result<Self, ParseError> {
        self.noun(Noun::Body(text))
    }

    /// Adds a medium, as `<Media>`.
    ///
    /// # Errors
    ///
    /// An eleventh.
    pub fn media(self, url: impl Into<Link>) -> Result<Self, ParseError> {
        self.noun(Noun::Media(url.into()))
    }

    pub(super) fn noun(mut self, noun: Noun) -> Result<Self, ParseError> {
        self.nouns.push(noun);
        let (mut chars, mut media) = (self.text.as_ref().map_or(0, Text::chars), 0);
        for noun in &self.nouns {
            match noun {
                Noun::Body(text) => chars += text.chars(),
                Noun::Media(_) => media += 1,
            }
        }
        let fault = |what, got, max| Err(ParseError::new(what, ParseErrorKind::TooLong { got, max }));
        if media > super::MAX_MEDIA {
            return fault("list of media", media, super::MAX_MEDIA);
        }
        if chars > Text::MAX_CHARS {
            return fault("TwiML text", chars, Text::MAX_CHARS);
        }
        Ok(self)
    }

    /// The plain text.
    #[must_use]
    pub const fn text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// What stands beside the plain text, in order.
    #[must_use]
    pub fn nouns(&self) -> &[Noun] {
        &self.nouns
    }
}

attributes!(Message);
