//! The verbs of a reply, and the nouns in them.

use super::value::{Link, ReplyMethod, Text};
use crate::error::{LengthUnit, ParseError, ParseErrorKind};
use crate::value::address::Address;
use crate::value::body::SmsBody;
use crate::wire::xml::syntax::first_illegal;

/// A verb: one step of a reply.
///
/// ```
/// use twilio_sms::twiml::{Link, Redirect, Verb};
///
/// let verb: Verb = Redirect::new(Link::new("/next")?).into();
/// assert!(matches!(verb, Verb::Redirect(_)));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Verb {
    /// `<Message>`.
    Message(Message),
    /// `<Redirect>`.
    Redirect(Redirect),
    /// `<Sms>`.
    Sms(Sms),
}

impl Verb {
    /// Passes every text and the value of every attribute to `f`.
    pub(super) fn for_each_text(&self, mut f: impl FnMut(&str)) {
        let attributes = match self {
            Self::Message(Message { attributes, text, nouns }) => {
                text.iter().for_each(|text| f(text.as_str()));
                for noun in nouns {
                    match noun {
                        Noun::Body(text) => f(text.as_str()),
                        Noun::Media(url) => f(url.as_str()),
                    }
                }
                attributes
            }
            Self::Sms(Sms { attributes, text }) => {
                f(text.as_str());
                attributes
            }
            Self::Redirect(Redirect { method, url }) => {
                method.iter().for_each(|method| f(method.as_str()));
                return f(url.as_str());
            }
        };
        attributes.to_pairs().into_iter().filter_map(|(_, value)| value).for_each(f);
    }

    /// Returns the offset in bytes of a character in an address that XML cannot carry. Texts and URLs cannot hold one.
    pub(super) fn first_illegal(&self) -> Option<usize> {
        let attributes = match self {
            Self::Message(message) => &message.attributes,
            Self::Sms(sms) => &sms.attributes,
            Self::Redirect(_) => return None,
        };
        [&attributes.to, &attributes.from].into_iter().flatten().find_map(|address| first_illegal(address.as_str()))
    }
}

/// The attributes that `<Message>` and `<Sms>` share.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct VerbAttributes {
    pub(super) to: Option<Address>,
    pub(super) from: Option<Address>,
    pub(super) action: Option<Link>,
    pub(super) method: Option<ReplyMethod>,
    pub(super) status_callback: Option<Link>,
}

/// Implements the builder methods and the getter of the attributes that `<Message>` and `<Sms>` share.
macro_rules! attributes {
    ($Verb:ident) => {
        impl $Verb {
            /// Sets the recipient. Without one, the reply goes to the sender of the inbound message.
            #[must_use]
            pub fn to(mut self, address: Address) -> Self {
                self.attributes.to = Some(address);
                self
            }

            /// Sets the sender. Without one, the reply comes from the number that the inbound message was sent to.
            #[must_use]
            pub fn from(mut self, address: Address) -> Self {
                self.attributes.from = Some(address);
                self
            }

            /// Sets the URL from which Twilio requests how to go on. The verbs after this one are not executed.
            ///
            /// Whether Twilio requests it at once or together with the status differs by account, so set the status
            /// callback to the same URL.
            #[must_use]
            pub fn action(mut self, url: Link) -> Self {
                self.attributes.action = Some(url);
                self
            }

            /// Sets the method with which the action is requested.
            #[must_use]
            pub fn method(mut self, method: ReplyMethod) -> Self {
                self.attributes.method = Some(method);
                self
            }

            /// Sets the URL that receives the status callbacks of the message, as POSTs.
            #[must_use]
            pub fn status_callback(mut self, url: Link) -> Self {
                self.attributes.status_callback = Some(url);
                self
            }

            /// Returns an attribute by its name: `to`, `from`, `action`, `method` or `statusCallback`.
            #[must_use]
            pub fn attribute(&self, name: &str) -> Option<&str> {
                self.attributes.to_pairs().into_iter().find_map(|(known, value)| value.filter(|_| known == name))
            }
        }
    };
}

attributes!(Sms);

impl VerbAttributes {
    /// Returns the names and values of the attributes, in the order in which they are written.
    ///
    /// It is inlined, because most of the five are absent and the array is then never built: 3 % of a reply.
    #[inline(always)]
    pub(super) fn to_pairs(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("to", self.to.as_ref().map(Address::as_str)),
            ("from", self.from.as_ref().map(Address::as_str)),
            ("action", self.action.as_ref().map(Link::as_str)),
            ("method", self.method.map(ReplyMethod::as_str)),
            ("statusCallback", self.status_callback.as_ref().map(Link::as_str)),
        ]
    }
}

/// An element in a `<Message>`.
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
    /// `<Body>`: a text. Twilio joins several of them.
    Body(Text),
    /// `<Media>`: the URL of a media file.
    Media(Link),
}

/// `<Message>`: replies with a message that has a text, media files or both.
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
    pub(super) attributes: VerbAttributes,
    pub(super) text: Option<Text>,
    pub(super) nouns: Vec<Noun>,
}

impl Message {
    /// Creates a message with this text.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { attributes: VerbAttributes::default(), text: Some(text), nouns: Vec::new() }
    }

    /// Creates a message that begins with this noun.
    #[must_use]
    pub fn of(noun: Noun) -> Self {
        Self { attributes: VerbAttributes::default(), text: None, nouns: vec![noun] }
    }

    /// Adds a text, as `<Body>`.
    ///
    /// # Errors
    ///
    /// Returns [`TooLong`](ParseErrorKind::TooLong) if all texts together have more than 1600 characters.
    pub fn body(self, text: Text) -> Result<Self, ParseError> {
        self.noun(Noun::Body(text))
    }

    /// Adds a media file, as `<Media>`.
    ///
    /// # Errors
    ///
    /// Returns [`TooLong`](ParseErrorKind::TooLong) if the message already has 10 media files.
    pub fn media(self, url: impl Into<Link>) -> Result<Self, ParseError> {
        self.noun(Noun::Media(url.into()))
    }

    /// Adds a noun, and refuses a message that exceeds a limit.
    pub(super) fn noun(mut self, noun: Noun) -> Result<Self, ParseError> {
        self.nouns.push(noun);
        let (mut chars, mut media) = (self.text.as_ref().map_or(0, Text::chars), 0);
        for noun in &self.nouns {
            match noun {
                Noun::Body(text) => chars += text.chars(),
                Noun::Media(_) => media += 1,
            }
        }
        let too_long = |what, got, max, unit| Err(ParseError::new(what, ParseErrorKind::TooLong { got, max, unit }));
        if media > super::MAX_MEDIA {
            return too_long("list of media", media, super::MAX_MEDIA, LengthUnit::Items);
        }
        if chars > Text::MAX_CHARS {
            return too_long("TwiML text", chars, Text::MAX_CHARS, LengthUnit::Characters);
        }
        Ok(self)
    }

    /// Returns the text outside of all nouns.
    #[must_use]
    pub const fn text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// Returns the nouns, in order.
    #[must_use]
    pub fn nouns(&self) -> &[Noun] {
        &self.nouns
    }
}

attributes!(Message);

/// `<Sms>`: replies with a text of up to 160 characters.
///
/// This is the verb of the 2010 documentation. New programs use [`Message`].
///
/// ```
/// use twilio_sms::twiml::{Response, Sms, Text};
///
/// let reply = Response::new([Sms::new(Text::new("Hello")?)?])?;
/// assert!(reply.encode().ends_with("<Response><Sms>Hello</Sms></Response>"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Sms {
    pub(super) attributes: VerbAttributes,
    pub(super) text: Text,
}

impl Sms {
    /// Creates a message with this text.
    ///
    /// # Errors
    ///
    /// Returns [`TooLong`](ParseErrorKind::TooLong) for a text of more than 160 characters.
    pub fn new(text: Text) -> Result<Self, ParseError> {
        match text.chars() {
            got if got > SmsBody::MAX_CHARS => Err(ParseError::new(
                "TwiML text",
                ParseErrorKind::TooLong { got, max: SmsBody::MAX_CHARS, unit: LengthUnit::Characters },
            )),
            _ => Ok(Self { attributes: VerbAttributes::default(), text }),
        }
    }

    /// Returns the text.
    #[must_use]
    pub const fn text(&self) -> &Text {
        &self.text
    }
}

/// `<Redirect>`: goes on with the reply that Twilio requests from another URL.
///
/// ```
/// use twilio_sms::twiml::{Link, Redirect, ReplyMethod, Response};
///
/// let reply = Response::new([Redirect::new(Link::new("/next?a=1&b=2")?).method(ReplyMethod::Get)])?;
/// assert!(reply.encode().ends_with("<Redirect method=\"GET\">/next?a=1&amp;b=2</Redirect></Response>"));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Redirect {
    pub(super) method: Option<ReplyMethod>,
    pub(super) url: Link,
}

impl Redirect {
    /// Creates a redirect to this URL.
    #[must_use]
    pub const fn new(url: Link) -> Self {
        Self { method: None, url }
    }

    /// Sets the method with which the URL is requested.
    #[must_use]
    pub const fn method(mut self, method: ReplyMethod) -> Self {
        self.method = Some(method);
        self
    }

    /// Returns the URL.
    #[must_use]
    pub const fn url(&self) -> &Link {
        &self.url
    }

    /// Returns an attribute by its name. A redirect has only `method`, which is `POST` if it is absent.
    ///
    /// ```
    /// use twilio_sms::twiml::{Link, Redirect, ReplyMethod};
    ///
    /// let redirect = Redirect::new(Link::new("https://example.com/next")?);
    /// assert_eq!(redirect.attribute("method"), None);
    /// assert_eq!(redirect.method(ReplyMethod::Get).attribute("method"), Some("GET"));
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.method.as_ref().filter(|_| name == "method").map(|method| method.as_str())
    }
}

impl From<Message> for Verb {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Redirect> for Verb {
    fn from(redirect: Redirect) -> Self {
        Self::Redirect(redirect)
    }
}

impl From<Sms> for Verb {
    fn from(sms: Sms) -> Self {
        Self::Sms(sms)
    }
}
