//! TwiML: your server's answer to an inbound message, in XML.
//!
//! What a texter wrote can stand in a reply, and stays text: every text and every attribute is escaped by its type, and
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

pub use value::{Link, ReplyMethod, Text};
pub use verb::{Message, Noun, Redirect, Sms, Verb};

/// The media type to answer with.
///
/// Under `text/plain` Twilio would send the document itself as the message; under JSON's type it fails with 12300.
pub const CONTENT_TYPE: &str = "text/xml";

/// The most bytes of a document: 64 kB (Twilio's error 11750).
pub const MAX_DOCUMENT: usize = 64 * 1024;

/// The most messages in a reply: 10 (Twilio's error 14109).
pub const MAX_MESSAGES: usize = 10;

/// The most verbs in a reply. Twilio gets no further than the first redirect.
const MAX_VERBS: usize = 100;

/// The most media in a message: 10 ("TwiML for Programmable Messaging", `<Message>`).
pub const MAX_MEDIA: usize = 10;

/// A reply: verbs in order, or none.
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

/// Two replies are equal when their verbs are, however they were read.
impl PartialEq for Response {
    fn eq(&self, other: &Self) -> bool {
        self.verbs == other.verbs
    }
}

impl Eq for Response {}

impl Response {
    /// A reply of these verbs, in order.
    ///
    /// # Errors
    ///
    /// More than [`MAX_MESSAGES`] messages, or 100 verbs; a document of more than [`MAX_DOCUMENT`] bytes; an address that XML cannot
    /// carry.
    pub fn new(verbs: impl IntoIterator<Item = impl Into<Verb>>) -> Result<Self, ParseError> {
        let verbs: Vec<Verb> = verbs.into_iter().map(Into::into).collect();
        let fault = |what, kind| Err(ParseError::new(what, kind));
        let got = verbs.iter().filter(|verb| matches!(verb, Verb::Message(_) | Verb::Sms(_))).count();
        if got > MAX_MESSAGES {
            return fault(
                "list of messages",
                ParseErrorKind::TooLong { got, max: MAX_MESSAGES, unit: LengthUnit::Items },
            );
        }
        if verbs.len() > MAX_VERBS {
            return fault(
                "list of verbs",
                ParseErrorKind::TooLong { got: verbs.len(), max: MAX_VERBS, unit: LengthUnit::Items },
            );
        }
        if let Some(at) = verbs.iter().find_map(Verb::first_illegal) {
            return fault("TwiML address", ParseErrorKind::InvalidCharacter { at });
        }
        let reply = Self { verbs, notes: DecodeNotes::default() };
        // Only a long reply is written to see how long it gets.
        if reply.max_len() > MAX_DOCUMENT {
            let got = reply.encode().len();
            if got > MAX_DOCUMENT {
                return fault(
                    "TwiML document",
                    ParseErrorKind::TooLong { got, max: MAX_DOCUMENT, unit: LengthUnit::Bytes },
                );
            }
        }
        Ok(reply)
    }

    /// The reply that says nothing: Twilio sends nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self { verbs: Vec::new(), notes: DecodeNotes::default() }
    }

    /// The verbs, in order.
    #[must_use]
    pub fn verbs(&self) -> &[Verb] {
        &self.verbs
    }

    /// How it was read: the names of verbs that are not read, those of voice replies for instance.
    #[must_use]
    pub const fn notes(&self) -> &DecodeNotes<'static> {
        &self.notes
    }

    /// The document.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = String::new();
        self.encode_into(&mut out);
        out
    }

    /// The same, appended to a buffer.
    pub fn encode_into(&self, out: &mut String) {
        out.reserve(self.max_len());
        // What XML cannot carry was refused when the reply was built.
        let _ = write::response(out, &self.verbs);
    }

    /// How many bytes the document has at most.
    fn max_len(&self) -> usize {
        let mut length = 128;
        for verb in &self.verbs {
            verb.for_each_text(|text| length += 32 + text.len() * write::MAX_ESCAPED_LEN);
        }
        length
    }

    /// Reads a reply, as a server does that plays Twilio's part. Verbs that this crate does not write are named and skipped.
    ///
    /// # Errors
    ///
    /// XML that is not well-formed, another root, a value that its type refuses, more than Twilio takes.
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
    fn a_reply_keeps_to_twilios_limits() {
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
    fn reads_what_others_write_and_names_what_it_skips() {
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
    fn refuses_what_is_no_reply() {
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
    fn replies_are_equal_when_their_verbs_are() {
        let read = |document: &str| Response::decode(document.as_bytes()).unwrap();
        assert_eq!(read("<Response><Sms>a</Sms><Say>b</Say></Response>"), read("<Response> <Sms>a</Sms></Response>"));
        for other in ["<Sms>b</Sms>", "<Message>a</Message>", "<Sms to='1234'>a</Sms>", "<Sms>a</Sms><Sms>a</Sms>", ""]
        {
            let other = format!("<Response>{other}</Response>");
            assert_ne!(read("<Response><Sms>a</Sms></Response>"), read(&other), "{other}");
        }
    }

    #[test]
    fn names_what_it_skips_inside_a_message() {
        let reply = Response::decode(b"<Response><Message>a<Emoji>b</Emoji></Message></Response>").unwrap();
        assert_eq!(reply.notes().skipped, ["Emoji"]);
    }

    #[test]
    fn refuses_an_address_that_xml_cannot_carry() {
        let message = Message::new(Text::new("a").unwrap()).to(crate::Address::other("a\u{FFFE}").unwrap());
        assert_eq!(Response::new([message]).unwrap_err().kind(), ParseErrorKind::InvalidCharacter { at: 1 });
    }

    #[test]
    fn what_is_shown_holds_no_text() {
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
