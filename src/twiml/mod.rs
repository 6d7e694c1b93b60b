//! TwiML: the XML in which your server replies to an inbound message.
//!
//! A reply can quote what somebody wrote, and the quote stays text: every text and every attribute is escaped, and
//! there is no way to write one that is not.
//!
//! ```
//! use twilio_sms::twiml::{Message, Redirect, Response, Text};
//!
//! let echo = Text::new("You said </Message><Redirect>http://evil.example/</Redirect>")?;
//! let reply = Response::new([Message::new(echo)])?;
//! assert_eq!(
//!     reply.encode(),
//!     "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>You said &lt;/Message&gt;\
//!      &lt;Redirect&gt;http://evil.example/&lt;/Redirect&gt;</Message></Response>"
//! );
//! assert_eq!(Response::empty().encode(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
//! # Ok::<(), twilio_sms::ParseError>(())
//! ```

mod read;
mod value;
mod verb;
mod write;

use crate::error::{DecodeError, LengthUnit, ParseError, ParseErrorKind};
use crate::schema::DecodeNotes;

pub use value::{Link, LossyText, ReplyMethod, Text};
pub use verb::{Message, Noun, Redirect, Sms, Verb};

/// The content type of a reply.
///
/// If you reply with `text/plain`, Twilio sends the document itself as the message. If you reply with the content type
/// of JSON, Twilio reports error 12300.
pub const CONTENT_TYPE: &str = "text/xml";

/// The most bytes in a document: 64 kB (Twilio's error 11750).
pub const MAX_DOCUMENT: usize = 64 * 1024;

/// The most messages in a reply: 10 (Twilio's error 14109).
pub const MAX_MESSAGES: usize = 10;

/// The most verbs in a reply: 100.
///
/// This limit is not Twilio's. It keeps the memory that decoding a reply takes below a megabyte. No reply needs as many
/// verbs, because Twilio accepts 10 messages and does not go on after the first redirect.
const MAX_VERBS: usize = 100;

/// The most media files in a message: 10 ("TwiML for Programmable Messaging", `<Message>`).
pub const MAX_MEDIA: usize = 10;

/// A reply to an inbound message: the verbs that Twilio executes, in order. There can be none.
///
/// ```
/// use twilio_sms::twiml::{Link, Message, Redirect, Response, Text, Verb};
///
/// let verbs: [Verb; 2] = [
///     Message::new(Text::new("One moment")?).media(Link::new("https://example.com/owl.png")?)?.into(),
///     Redirect::new(Link::new("/next")?).into(),
/// ];
/// let reply = Response::new(verbs)?;
/// assert_eq!(Response::decode(reply.encode().as_bytes()).as_ref(), Ok(&reply));
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Response {
    verbs: Vec<Verb>,
    notes: DecodeNotes<'static>,
}

/// Two replies are equal if their verbs are equal. The notes on how they were decoded are not compared.
impl PartialEq for Response {
    fn eq(&self, other: &Self) -> bool {
        self.verbs == other.verbs
    }
}

impl Eq for Response {}

impl Response {
    /// Creates a reply of these verbs, in order.
    ///
    /// # Errors
    ///
    /// - [`TooLong`](ParseErrorKind::TooLong): there are more than [`MAX_MESSAGES`] messages or more than 100 verbs, or
    ///   the document has more than [`MAX_DOCUMENT`] bytes.
    /// - [`InvalidCharacter`](ParseErrorKind::InvalidCharacter): an address holds a character that XML cannot carry.
    pub fn new(verbs: impl IntoIterator<Item = impl Into<Verb>>) -> Result<Self, ParseError> {
        let verbs: Vec<Verb> = verbs.into_iter().map(Into::into).collect();
        let error = |what, kind| Err(ParseError::new(what, kind));
        let got = verbs.iter().filter(|verb| matches!(verb, Verb::Message(_) | Verb::Sms(_))).count();
        if got > MAX_MESSAGES {
            return error(
                "list of messages",
                ParseErrorKind::TooLong { got, max: MAX_MESSAGES, unit: LengthUnit::Items },
            );
        }
        if verbs.len() > MAX_VERBS {
            return error(
                "list of verbs",
                ParseErrorKind::TooLong { got: verbs.len(), max: MAX_VERBS, unit: LengthUnit::Items },
            );
        }
        if let Some(at) = verbs.iter().find_map(Verb::first_illegal) {
            return error("TwiML address", ParseErrorKind::InvalidCharacter { at });
        }
        let reply = Self { verbs, notes: DecodeNotes::default() };
        // The size of the document is known only when it is written. An upper limit for it is cheap, so a reply is
        // written here only if it could be too long, and the usual short reply is written once, by its user.
        if reply.max_len() > MAX_DOCUMENT {
            let got = reply.encode().len();
            if got > MAX_DOCUMENT {
                return error(
                    "TwiML document",
                    ParseErrorKind::TooLong { got, max: MAX_DOCUMENT, unit: LengthUnit::Bytes },
                );
            }
        }
        Ok(reply)
    }

    /// Creates the empty reply, after which Twilio sends nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self { verbs: Vec::new(), notes: DecodeNotes::default() }
    }

    /// Returns the verbs, in order.
    #[must_use]
    pub fn verbs(&self) -> &[Verb] {
        &self.verbs
    }

    /// Returns the notes on how the reply was decoded. They name the verbs that were skipped, such as those of voice
    /// replies.
    #[must_use]
    pub const fn notes(&self) -> &DecodeNotes<'static> {
        &self.notes
    }

    /// Encodes the reply as an XML document.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = String::new();
        self.encode_into(&mut out);
        out
    }

    /// Appends that document to a buffer.
    pub fn encode_into(&self, out: &mut String) {
        out.reserve(self.max_len());
        // This cannot fail: a character that XML cannot carry is refused when the reply is created.
        let _ = write::response(out, &self.verbs);
    }

    /// Returns how many bytes the document has at most.
    fn max_len(&self) -> usize {
        // 128 bytes for the declaration and the root, and 32 bytes for the tags or the attribute's name around each
        // text, are more than enough together.
        let mut length = 128;
        for verb in &self.verbs {
            verb.for_each_text(|text| length += 32 + text.len() * write::MAX_ESCAPED_LEN);
        }
        length
    }

    /// Decodes a reply, for test servers and emulators of Twilio. Verbs that this crate does not know are skipped, and
    /// named in the [`notes`](Self::notes).
    ///
    /// # Errors
    ///
    /// - [`Malformed`](crate::DecodeErrorKind::Malformed), [`Encoding`](crate::DecodeErrorKind::Encoding) or
    ///   [`Doctype`](crate::DecodeErrorKind::Doctype): the document is not well-formed XML in UTF-8 without a document
    ///   type.
    /// - [`NotADocument`](crate::DecodeErrorKind::NotADocument): the root is not `<Response>`.
    /// - [`Invalid`](crate::DecodeErrorKind::Invalid): the type of a text or an attribute refuses it, or there are more
    ///   messages, media or verbs than a reply can have.
    /// - [`Limit`](crate::DecodeErrorKind::Limit): the document has more than [`MAX_DOCUMENT`] bytes, is nested too
    ///   deep, or has too many attributes in one element.
    pub fn decode(document: &[u8]) -> Result<Self, DecodeError> {
        read::response(document)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::verb::VerbAttributes;
    use super::*;
    use crate::error::DecodeErrorKind;

    fn text() -> impl Strategy<Value = Text> {
        "(?s)[^\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{FFFE}\u{FFFF}]{1,40}".prop_map(|text| Text::new(text).unwrap())
    }

    fn link() -> impl Strategy<Value = Link> {
        "[!-~]{1,20}".prop_map(|link| Link::new(link).unwrap())
    }

    fn method() -> impl Strategy<Value = ReplyMethod> {
        prop_oneof![Just(ReplyMethod::Get), Just(ReplyMethod::Post)]
    }

    fn noun() -> impl Strategy<Value = Noun> {
        prop_oneof![text().prop_map(Noun::Body), link().prop_map(Noun::Media)]
    }

    prop_compose! {
        fn attributes()(
            to in prop::option::of(Just("+14155550199".parse().unwrap())),
            from in prop::option::of(Just("+14155550100".parse().unwrap())),
            action in prop::option::of(link()), method in prop::option::of(method()),
            status_callback in prop::option::of(link()),
        ) -> VerbAttributes {
            VerbAttributes { to, from, action, method, status_callback }
        }
    }

    fn verb() -> impl Strategy<Value = Verb> {
        let message = (attributes(), prop::option::of(text()), noun(), prop::collection::vec(noun(), 0..4));
        prop_oneof![
            message.prop_map(|(attributes, text, first, nouns)| {
                let message = text.map_or_else(|| Message::of(first), Message::new);
                let message = nouns.into_iter().try_fold(message, Message::noun).unwrap();
                Message { attributes, ..message }.into()
            }),
            (attributes(), text()).prop_map(|(attributes, text)| Sms { attributes, ..Sms::new(text).unwrap() }.into()),
            (prop::option::of(method()), link()).prop_map(|(method, url)| Redirect { method, url }.into()),
        ]
    }

    proptest! {
        #[test]
        fn decode_undoes_encode(verbs in prop::collection::vec(verb(), 0..=10)) {
            let reply = Response::new(verbs).unwrap();
            prop_assert_eq!(Response::decode(reply.encode().as_bytes()), Ok(reply));
        }

        #[test]
        fn no_text_adds_an_element(text in text()) {
            let reply = Response::new([Message::new(text)]).unwrap().encode();
            prop_assert_eq!(reply.matches('<').count(), 5, "{}", reply);
        }
    }

    #[test]
    fn refuses_a_reply_beyond_twilios_limits() {
        let hello = || Message::new(Text::new("Hello").unwrap());
        assert!(Response::new((0..10).map(|_| hello())).is_ok());
        assert_eq!(
            Response::new((0..11).map(|_| hello())).unwrap_err().kind(),
            ParseErrorKind::TooLong { got: 11, max: 10, unit: LengthUnit::Items }
        );
        let long = || Message::new(Text::new("&".repeat(1600)).unwrap());
        assert!(Response::new((0..8).map(|_| long())).is_ok());
        assert!(matches!(
            Response::new((0..9).map(|_| long())).unwrap_err().kind(),
            ParseErrorKind::TooLong { max: MAX_DOCUMENT, .. }
        ));
        let owl = || Link::new("https://example.com/owl.png").unwrap();
        let mut owls = hello();
        for _ in 0..10 {
            owls = owls.media(owl()).unwrap();
        }
        assert!(owls.media(owl()).is_err());
    }

    #[test]
    fn decodes_what_other_libraries_write_and_names_skipped_verbs() {
        let document = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<Response version=\"2008-08-01\">\n  <!-- hi -->\n  \
            <Say voice=\"alice\">Hello</Say>\n  <Message action='/a' method=\"get\">\n    <Body>Look</Body>\n    \
            <Media>https://example.com/owl.png</Media>\n  </Message>\n  <Sms> kept </Sms>\n  <Redirect>\n/next\n</Redirect>\n</Response>";
        let reply = Response::decode(document.as_bytes()).unwrap();
        assert_eq!(reply.notes().skipped, ["Say"]);
        let [Verb::Message(message), Verb::Sms(sms), Verb::Redirect(redirect)] = reply.verbs() else {
            panic!("{reply:?}")
        };
        assert_eq!(message.nouns().len(), 2);
        assert_eq!(sms.text().as_str(), " kept ");
        assert_eq!(redirect.url().as_str(), "/next");
    }

    #[test]
    fn refuses_a_document_that_is_not_a_reply() {
        use DecodeErrorKind::*;

        for (document, kind) in [
            ("<TwilioResponse/>", NotADocument { at: 0 }),
            ("<Response>", Malformed { at: 10 }),
            ("<Response><Sms>a</SMS></Response>", Malformed { at: 16 }),
            ("<Response/><Response/>", Malformed { at: 11 }),
            ("<response/>", NotADocument { at: 0 }),
            ("", Malformed { at: 0 }),
        ] {
            assert_eq!(Response::decode(document.as_bytes()).unwrap_err().kind(), kind, "{document:?}");
        }
        for document in [
            "<Response><Message></Message></Response>",
            "<Response><Redirect/></Response>",
            "<Response><Message method=\"PUT\">a</Message></Response>",
        ] {
            assert!(
                matches!(Response::decode(document.as_bytes()).unwrap_err().kind(), Invalid { .. }),
                "{document:?}"
            );
        }
    }

    #[test]
    fn replies_are_equal_if_their_verbs_are_equal() {
        let decode = |document: &str| Response::decode(document.as_bytes()).unwrap();
        assert_eq!(
            decode("<Response><Sms>a</Sms><Say>b</Say></Response>"),
            decode("<Response> <Sms>a</Sms></Response>")
        );
        for other in ["<Sms>b</Sms>", "<Message>a</Message>", "<Sms to='1234'>a</Sms>", "<Sms>a</Sms><Sms>a</Sms>", ""]
        {
            let other = format!("<Response>{other}</Response>");
            assert_ne!(decode("<Response><Sms>a</Sms></Response>"), decode(&other), "{other}");
        }
    }

    #[test]
    fn names_what_is_skipped_inside_a_message() {
        let reply = Response::decode(b"<Response><Message>a<Emoji>b</Emoji></Message></Response>").unwrap();
        assert_eq!(reply.notes().skipped, ["Emoji"]);
    }

    #[test]
    fn refuses_an_address_that_xml_cannot_carry() {
        let message = Message::new(Text::new("a").unwrap()).to(crate::Address::other("a\u{FFFE}").unwrap());
        assert_eq!(Response::new([message]).unwrap_err().kind(), ParseErrorKind::InvalidCharacter { at: 1 });
    }

    #[test]
    fn debug_and_errors_hold_no_text() {
        let secret = Text::new("secret").unwrap();
        let message = Message::new(secret.clone()).body(secret.clone()).unwrap();
        let reply = Response::new([Verb::from(message), Sms::new(secret).unwrap().into()]).unwrap();
        let long = Text::new("secret".repeat(300)).unwrap_err();
        let malformed = Response::decode(b"<Response><Message>secret</Sms>").unwrap_err();
        for shown in [format!("{reply:?}"), format!("{long} {long:?}"), format!("{malformed} {malformed:?}")] {
            assert!(!shown.contains("secret"), "{shown}");
        }
    }
}
