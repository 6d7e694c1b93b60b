//! Bad input is refused with a kind and an offset, or recovered and counted. Its meaning is never guessed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use twilio_sms::limits::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_DOCUMENT, MAX_FORM, MAX_ITEMS, MAX_PAIRS, MAX_UNKNOWN};
use twilio_sms::response::Paging;
use twilio_sms::webhook::{Callback, InboundMessage, StatusUpdate};
use twilio_sms::{
    DecodeError, DecodeErrorKind, ErrorCode, Format, LengthUnit, Message, Outcome, Page, ParseErrorKind, Rejection,
    Resource, SendSms, twiml,
};

/// Decodes a message from an answer with status 201.
fn message(bytes: &[u8]) -> Result<Message<'_>, DecodeError> {
    match Message::decode(201, bytes) {
        Outcome::Done(message) => Ok(message),
        Outcome::Unknown(unknown) => Err(unknown.error.unwrap()),
        Outcome::Rejected(rejection) => panic!("201 is not the status of a rejection: {rejection:?}"),
    }
}

fn page(bytes: &[u8]) -> Result<Page<'_>, DecodeError> {
    match Page::decode(200, bytes) {
        Outcome::Done(page) => Ok(page),
        Outcome::Unknown(unknown) => Err(unknown.error.unwrap()),
        Outcome::Rejected(rejection) => panic!("200 is not the status of a rejection: {rejection:?}"),
    }
}

#[test]
fn the_limits_are_those_of_the_documentation() {
    assert_eq!((MAX_DOCUMENT, MAX_FORM, twiml::MAX_DOCUMENT), (4_194_304, 1_048_576, 65_536));
    assert_eq!((MAX_PAIRS, MAX_ITEMS, MAX_UNKNOWN), (1000, 1000, 16_000));
    assert_eq!((MAX_DEPTH, MAX_ATTRIBUTES, twiml::MAX_MESSAGES, twiml::MAX_MEDIA), (16, 64, 10, 10));
}

/// Returns a reply in XML that contains these fields, and the offset at which they begin.
fn reply(fields: &str) -> (String, usize) {
    const HEAD: &str = "<TwilioResponse><Message><Sid>SM1</Sid>";
    (format!("{HEAD}{fields}</Message></TwilioResponse>"), HEAD.len())
}

const DONE: &str = "<TwilioResponse><Message><Sid>SM1</Sid></Message></TwilioResponse>";

mod xml {
    use super::*;

    #[test]
    fn a_lone_less_than_is_text_and_is_counted() {
        for (fields, body, recovered) in [
            ("<Body>I love you <3</Body>", "I love you <3", 1),
            ("<Body>a < b</Body>", "a < b", 1),
            ("<Body>a << b</Body>", "a << b", 2),
            ("<Body>a <= b</Body>", "a <= b", 1),
            ("<Body><\u{2764}</Body>", "<\u{2764}", 1),
            ("<Body>it ends in <</Body>", "it ends in <", 1),
            ("<Body><</Body>", "<", 1),
            ("<Body><3<3<3</Body>", "<3<3<3", 3),
            ("<Body><3 &amp; <4</Body>", "<3 & <4", 2),
            ("<Body>&lt;3</Body>", "<3", 0),
            ("<Body><![CDATA[<3]]></Body>", "<3", 0),
            ("<Body><!-- <3 -->x</Body>", "x", 0),
            ("<Body><?p <3 ?>x</Body>", "x", 0),
            ("<Body>x<!-- y --> <3</Body>", "x <3", 1),
            ("<Body>x</Body><1a/>", "x", 1),
        ] {
            let (doc, _) = reply(fields);
            let message = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{fields}: {error}"));
            assert_eq!(message.body.as_deref(), Some(body), "{fields}");
            assert_eq!(message.notes.recovered, recovered, "{fields}");
        }
        let list = "<TwilioResponse><Messages page=\"0\"><Message><Sid>SM1</Sid><Body><3</Body></Message>\
                    <Message><Sid>SM2</Sid><Body><3 <3</Body></Message></Messages></TwilioResponse>";
        assert_eq!(page(list.as_bytes()).unwrap().recovered(), 3);
    }

    /// The offsets count from the first byte of the fields.
    #[test]
    fn a_malformed_document_is_refused_with_its_offset() {
        use DecodeErrorKind::{Doctype, Malformed};

        let malformed = |at| Malformed { at };
        for (fields, kind) in [
            // A `<` and what it cannot begin. In the first case the end tag of `Body` closes no open element.
            ("<Body>a <b and c</Body>", malformed(11)),
            ("<Body><😀</Body>", malformed(6)),
            ("<Body><!x</Body>", malformed(6)),
            ("<Body><![cdata[x]]></Body>", malformed(6)),
            ("<Body></ Body></Body>", malformed(6)),
            ("<Body><?1 ?></Body>", malformed(6)),
            ("<Body><? x?></Body>", malformed(6)),
            ("<Body><?xml version='1.0'?></Body>", malformed(6)),
            ("<Body><?XML x?></Body>", malformed(6)),
            ("<Body><?a:b x?></Body>", malformed(6)),
            ("<Body><??></Body>", malformed(6)),
            // References.
            ("<Body>a & b</Body>", malformed(8)),
            ("<Body>AT&T</Body>", malformed(8)),
            ("<Body>&lt b</Body>", malformed(6)),
            ("<Body>&nbsp;</Body>", malformed(6)),
            ("<Body>&foo;</Body>", malformed(6)),
            ("<Body>x&AMP;</Body>", malformed(7)),
            ("<Body>&#0;</Body>", malformed(6)),
            ("<Body>&#xD800;</Body>", malformed(6)),
            ("<Body>&#x110000;</Body>", malformed(6)),
            ("<Body>&#;</Body>", malformed(6)),
            ("<Body>&#xZZ;</Body>", malformed(6)),
            ("<Body>&#+65;</Body>", malformed(6)),
            ("<Body>&#X41;</Body>", malformed(6)),
            ("<Body>&#99999999999999999999;</Body>", malformed(6)),
            ("<Body>&#1;</Body>", malformed(6)),
            ("<Body>&#xFFFE;</Body>", malformed(6)),
            ("<Body>&;</Body>", malformed(6)),
            ("<Body>&</Body>", malformed(6)),
            // Characters.
            ("<Body>x\0</Body>", malformed(7)),
            ("<Body>\u{B}</Body>", malformed(6)),
            ("<Body>\u{1F}</Body>", malformed(6)),
            ("<Body>\u{FFFE}</Body>", malformed(6)),
            ("<Body>xy\u{FFFF}</Body>", malformed(8)),
            ("<!-- \u{1} -->", malformed(5)),
            // Text and comments. A comment that is not closed ends with the document.
            ("<Body>a]]>b</Body>", malformed(7)),
            ("<Body><3 ]]></Body>", malformed(9)),
            ("<!-- a -- b -->", malformed(0)),
            ("<!-- a --->", malformed(0)),
            ("<!-->", malformed(32)),
            ("<!--->", malformed(33)),
            // Document types.
            ("<!DOCTYPE x>", Doctype { at: 0 }),
            ("<!doctype x>", Doctype { at: 0 }),
            ("<Body><!DocType x></Body>", Doctype { at: 6 }),
            ("<!ENTITY a 'b'>", malformed(0)),
            // Tags.
            ("<Body>x</body>", malformed(7)),
            ("<Body>x</Body x='1'>", malformed(7)),
            ("<To><From></To></From>", malformed(10)),
            ("</Sid>", malformed(0)),
            ("<a b/>", malformed(3)),
            ("<a b=1/>", malformed(5)),
            ("<a b='1/>", malformed(36)),
            ("<a b='<'/>", malformed(6)),
            ("<a b='&'/>", malformed(6)),
            ("<a b='1'c='2'/>", malformed(8)),
            ("<a 1='2'/>", malformed(3)),
            ("<a b='1' b='2'/>", malformed(14)),
            ("<x:a/>", malformed(0)),
            ("<a x:b='1'/>", malformed(0)),
            ("<a xmlns:x=''/>", malformed(13)),
            ("<x:/>", malformed(0)),
            ("<:x/>", malformed(0)),
            ("<x:y:z xmlns:x='u'/>", malformed(0)),
            ("<a xmlns:x='u'/><x:b/>", malformed(16)),
            // Two messages, and repeated fields.
            ("</Message><Message><Sid>SM1</Sid>", DecodeErrorKind::Duplicate { field: "Message" }),
            ("<Sid>SM2</Sid>", DecodeErrorKind::Duplicate { field: "Sid" }),
            ("<Body/><Body/>", DecodeErrorKind::Duplicate { field: "Body" }),
            ("<Price/><Price>1</Price>", DecodeErrorKind::Duplicate { field: "Price" }),
        ] {
            let (doc, base) = reply(fields);
            let Err(error) = message(doc.as_bytes()) else { panic!("{fields} is accepted") };
            let expected = match kind {
                Malformed { at } => malformed(base + at),
                Doctype { at } => Doctype { at: base + at },
                other => other,
            };
            assert_eq!(error.kind(), expected, "{fields}");
        }
    }

    #[test]
    fn a_document_is_checked_before_and_after_its_root() {
        use DecodeErrorKind::{Doctype, Encoding, Malformed, NotADocument};

        let end = DONE.len();
        for (before, after, kind) in [
            ("", "<a/>", Malformed { at: end }),
            ("", "x", Malformed { at: end }),
            ("", " x", Malformed { at: end + 1 }),
            ("", "<3", Malformed { at: end }),
            ("", "&amp;", Malformed { at: end }),
            ("", "<![CDATA[]]>", Malformed { at: end }),
            ("", "</a>", Malformed { at: end }),
            ("", DONE, Malformed { at: end }),
            ("", "<!--", Malformed { at: end + 4 }),
            ("x", "", Malformed { at: 0 }),
            ("<3", "", Malformed { at: 0 }),
            ("<!DOCTYPE TwilioResponse>", "", Doctype { at: 0 }),
            ("<!DOCTYPE r [<!ENTITY a \"b\">]>", "", Doctype { at: 0 }),
            ("", "<!DOCTYPE r>", Doctype { at: end }),
            ("\u{FEFF}\u{FEFF}", "", Malformed { at: 3 }),
            ("\u{FEFF}\u{FEFF}1<a></a>", "", Malformed { at: 3 }),
            ("<?xml version='1.0' encoding='ISO-8859-1'?>", "", Encoding { at: 0 }),
            ("<?xml version='1.0' encoding='UTF-16'?>", "", Encoding { at: 0 }),
            ("<?xml encoding='UTF-8'?>", "", Malformed { at: 0 }),
            ("<?xml version='1.0'?><?xml version='1.0'?>", "", Malformed { at: 21 }),
            (" <?xml version='1.0'?>", "", Malformed { at: 1 }),
            ("<!-- --><?xml version='1.0'?>", "", Malformed { at: 8 }),
            ("<SMSMessage/>", "", NotADocument { at: 0 }),
            ("\n<Response/>", "", NotADocument { at: 1 }),
            ("<html>", "", NotADocument { at: 0 }),
            ("<twilioresponse/>", "", NotADocument { at: 0 }),
            ("<x:TwilioResponse xmlns:x='u'/>", "", NotADocument { at: 0 }),
        ] {
            let doc = format!("{before}{DONE}{after}");
            assert_eq!(message(doc.as_bytes()).unwrap_err().kind(), kind, "{before} … {after}");
        }
        for (doc, kind) in [
            ("", NotADocument { at: 0 }),
            (" \n", NotADocument { at: 2 }),
            ("<TwilioResponse/>", NotADocument { at: 17 }),
            ("<TwilioResponse></TwilioResponse>", NotADocument { at: 33 }),
            ("<TwilioResponse><Call><Sid>CA1</Sid></Call></TwilioResponse>", NotADocument { at: 16 }),
            ("<TwilioResponse><message><Sid>SM1</Sid></message></TwilioResponse>", NotADocument { at: 16 }),
            ("<TwilioResponse><RestException><Code>1</Code></RestException></TwilioResponse>", NotADocument { at: 16 }),
            ("<TwilioResponse><Message><Sid/></Message></TwilioResponse>", DecodeErrorKind::Missing { field: "Sid" }),
            ("<TwilioResponse><Message/></TwilioResponse>", DecodeErrorKind::Missing { field: "Sid" }),
            (
                "<TwilioResponse><Message><sid>SM1</sid></Message></TwilioResponse>",
                DecodeErrorKind::Missing { field: "Sid" },
            ),
            ("<TwilioResponse><Message><Sid>SM1</Sid>", Malformed { at: 39 }),
            ("<TwilioResponse><Message><Sid>SM1", Malformed { at: 33 }),
            ("<TwilioResponse><Message><Sid>SM1</Sid></Message>", Malformed { at: 49 }),
        ] {
            assert_eq!(message(doc.as_bytes()).unwrap_err().kind(), kind, "{doc}");
        }
    }

    #[test]
    fn other_encodings_are_refused() {
        let utf16 = |big: bool| -> Vec<u8> {
            let pair = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            DONE.encode_utf16().flat_map(pair).collect()
        };
        let with_mark = |mark: &[u8], text: Vec<u8>| [mark, &text].concat();
        for (name, doc) in [
            ("little", utf16(false)),
            ("big", utf16(true)),
            ("little, mark", with_mark(b"\xFF\xFE", utf16(false))),
            ("big, mark", with_mark(b"\xFE\xFF", utf16(true))),
        ] {
            assert_eq!(message(&doc).unwrap_err().kind(), DecodeErrorKind::Encoding { at: 0 }, "{name}");
        }
        for bad in [b"\xFF".as_slice(), b"\xC3\x28", b"\xED\xA0\x80", b"\xC0\x80", b"\xF5\x80\x80\x80", b"\xE2\x82"] {
            let doc =
                [b"<TwilioResponse><Message><Sid>SM1</Sid><Body>", bad, b"</Body></Message></TwilioResponse>"].concat();
            assert_eq!(message(&doc).unwrap_err().kind(), DecodeErrorKind::Encoding { at: 45 }, "{bad:?}");
        }
    }

    #[test]
    fn well_formed_input_is_read_without_recovery() {
        for (fields, body, to) in [
            ("<Body>&#x1F600;&amp;&lt;&gt;&quot;&apos;</Body>", Some("😀&<>\"'"), None),
            ("<Body>a<![CDATA[b]]>c</Body>", Some("abc"), None),
            ("<Body><![CDATA[]]]]><![CDATA[>]]></Body>", Some("]]>"), None),
            ("<Body>a<!-- b -->c<?d e?>f</Body>", Some("acf"), None),
            ("<Body>a<!----></Body>", Some("a"), None),
            ("<Body/>", Some(""), None),
            ("<Body></Body>", Some(""), None),
            ("<Body />", Some(""), None),
            ("<To/>", None, None),
            ("<To></To>", None, None),
            ("<To> \n</To>", None, None),
            ("<To> +1 \n</To>", None, Some("+1")),
            ("<To> <!----> +1<!----> <!----> </To>", None, Some("+1")),
            ("<To>&#32;+1</To>", None, Some(" +1")),
            ("<To><![CDATA[ ]]>+1</To>", None, Some(" +1")),
            ("<Body> a\t\n</Body>", Some(" a\t\n"), None),
            ("<Body>a\r\nb\rc\r\r\n</Body>", Some("a\nb\nc\n\n"), None),
            ("<Body><![CDATA[\r\n]]>&#13;&#10;</Body>", Some("\n\r\n"), None),
            ("<Body a='1' b=\"2 > 1\">x</Body >", Some("x"), None),
            ("<Body xml:space='preserve'>x</Body>", Some("x"), None),
            ("... <Body>x</Body> ...", Some("x"), None),
            ("&amp;<![CDATA[y]]><Body>x</Body>", Some("x"), None),
            ("<SubresourceUris><Body>x</Body></SubresourceUris>", Some("x"), None),
            ("<Body>&#0000000000000000000000000000065;</Body>", Some("A"), None),
            ("<Body>\u{7F}\u{85}\u{FFFD}\u{10FFFF}</Body>", Some("\u{7F}\u{85}\u{FFFD}\u{10FFFF}"), None),
        ] {
            let (doc, _) = reply(fields);
            let message = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{fields}: {error}"));
            assert_eq!((message.body.as_deref(), message.to.as_deref()), (body, to), "{fields}");
            assert_eq!((message.notes.recovered, message.notes.skipped.len()), (0, 0), "{fields}");
            assert_eq!(message.unknown_fields, [], "{fields}");
        }
        for (before, after) in [
            ("\u{FEFF}", ""),
            ("\u{FEFF}<?xml version='1.0'?>", ""),
            ("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<!-- a --><?b c?>", "<!-- d -->\n<?e?>\n"),
            ("<?xml version='1.0' encoding='US-ASCII'?>", ""),
            ("\r\n", "\r\n"),
        ] {
            let doc = format!("{before}{DONE}{after}");
            assert_eq!(message(doc.as_bytes()).unwrap().notes.recovered, 0, "{before} … {after}");
        }
        let attributes = "<TwilioResponse xmlns='u' a='b'><Message c='d'><Sid>SM1</Sid></Message></TwilioResponse>";
        assert_eq!(message(attributes.as_bytes()), message(DONE.as_bytes()));
        let restcomm = DONE.replace("Twilio", "Restcomm");
        assert_eq!(message(restcomm.as_bytes()), message(DONE.as_bytes()));
    }

    /// An instruction needs two question marks, so `<?>` is not closed and runs to the end of the document.
    #[test]
    fn a_single_question_mark_closes_no_instruction() {
        for (document, kind) in [
            ("<?>", DecodeErrorKind::Malformed { at: 3 }),
            ("<?><TwilioResponse/>", DecodeErrorKind::Malformed { at: 20 }),
            ("<TwilioResponse><?></TwilioResponse>", DecodeErrorKind::Malformed { at: 36 }),
            ("<TwilioResponse><?>?></TwilioResponse>", DecodeErrorKind::Malformed { at: 38 }),
        ] {
            assert_eq!(message(document.as_bytes()).unwrap_err().kind(), kind, "{document}");
        }
    }

    /// The end of an empty element comes before the field that follows it.
    #[test]
    fn a_field_after_an_empty_element_is_not_in_it() {
        let document = "<TwilioResponse><Message/><Sid>SM1</Sid></TwilioResponse>";
        assert_eq!(message(document.as_bytes()).unwrap_err().kind(), DecodeErrorKind::Duplicate { field: "Message" });
        let document = "<TwilioResponse><Messages page='0'><Message/><Sid>SM1</Sid></Messages></TwilioResponse>";
        assert_eq!(page(document.as_bytes()).unwrap_err().kind(), DecodeErrorKind::Missing { field: "Sid" });
        let (document, _) = reply("<To/><SubresourceUris/><Media>/m</Media><From a='b'/><Uri>/u</Uri>");
        let message = message(document.as_bytes()).unwrap();
        assert_eq!((message.to, message.from), (None, None));
        assert_eq!((message.media.as_deref(), message.uri.as_deref()), (Some("/m"), Some("/u")));
    }

    #[test]
    fn an_empty_name_is_not_taken_for_a_field() {
        let (doc, base) = reply("<SubresourceUris><Feedback>x</Feedback><>y</></SubresourceUris>");
        let kind = DecodeErrorKind::Malformed { at: base + 42 };
        assert_eq!(message(doc.as_bytes()).unwrap_err().kind(), kind);
    }

    #[test]
    fn an_element_that_is_not_a_field_is_kept_or_named() {
        for (fields, unknown, skipped) in [
            ("<ConnectAppSid>CN1</ConnectAppSid>", vec![("connect_app_sid", "CN1")], vec![]),
            ("<Foo/>", vec![("foo", "")], vec![]),
            ("<x-y>1</x-y>", vec![("x-y", "1")], vec![]),
            ("<NumSegments>01</NumSegments>", vec![("num_segments", "01")], vec![]),
            ("<ErrorCode>x</ErrorCode>", vec![("error_code", "x")], vec![]),
            ("<Price>free</Price>", vec![("price", "free")], vec![]),
            ("<AccountSid>a/b</AccountSid>", vec![("account_sid", "a/b")], vec![]),
            ("<x:Body xmlns:x='u'>1</x:Body>", vec![], vec!["x:Body"]),
            ("<body>1</body>", vec![], vec!["body"]),
            ("<Foo><Bar>1</Bar></Foo>", vec![], vec!["Foo"]),
            ("<Body>a<b/>c</Body>", vec![], vec!["Body"]),
            ("<Foo><Bar/><Body>1</Body></Foo>", vec![], vec!["Foo"]),
            ("<SubresourceUris><SubresourceUris/></SubresourceUris>", vec![("subresource_uris", "")], vec![]),
        ] {
            let (doc, _) = reply(fields);
            let message = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{fields}: {error}"));
            let got: Vec<_> = message.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
            assert_eq!(got, unknown, "{fields}");
            assert_eq!(message.notes.skipped, skipped, "{fields}");
            assert_eq!((message.body, message.notes.recovered), (None, 0), "{fields}");
        }
    }

    #[test]
    fn a_list_has_its_paging_in_its_attributes() {
        let list = |attributes: &str, items: &str| {
            format!("<TwilioResponse><SMSMessages{attributes}>{items}</SMSMessages></TwilioResponse>")
        };
        let doc = list(
            " xmlns='u' xml:lang='en' page='0' numpages=\"01\" total=' 3 ' nextpageuri='/a?b&amp;c' NewOne='x'",
            "<SMSMessage><Sid>SM1</Sid></SMSMessage> ... <Other><a/></Other>",
        );
        let found = page(doc.as_bytes()).unwrap();
        assert_eq!((found.messages.len(), found.paging.page, found.paging.total), (1, Some(0), None));
        assert_eq!(found.paging.next_page_uri.as_deref(), Some("/a?b&c"));
        let unknown: Vec<_> = found.paging.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
        assert_eq!(unknown, [("num_pages", "01"), ("total", " 3 "), ("new_one", "x")]);
        assert_eq!(found.paging.notes.skipped, ["Other"]);
        // Attributes of a namespace are not paging.
        for attributes in [" xmlns='u'", " xml:lang='en'", " xmlns:x='u' x:page='1' page='0'"] {
            let doc = list(attributes, "<SMSMessage><Sid>SM1</Sid></SMSMessage>");
            let paging = page(doc.as_bytes()).unwrap().paging;
            assert!(paging.unknown_fields.is_empty() && paging.page.unwrap_or(0) == 0, "{attributes}: {paging:?}");
        }
        // JSON's spelling is accepted too, and two spellings are one field.
        for attribute in ["page_size", "PageSize", "Pagesize"] {
            let doc = list(&format!(" {attribute}='5'"), "");
            assert_eq!(page(doc.as_bytes()).unwrap().paging.page_size, Some(5), "{attribute}");
        }
        for (doc, kind) in [
            (list(" pagesize='5' page_size='5'", ""), DecodeErrorKind::Duplicate { field: "pagesize" }),
            (list("", "<SMSMessage/>"), DecodeErrorKind::Missing { field: "Sid" }),
            (list(" page='0' page='1'", ""), DecodeErrorKind::Malformed { at: 46 }),
            (DONE.to_owned(), DecodeErrorKind::NotADocument { at: 16 }),
        ] {
            assert_eq!(page(doc.as_bytes()).unwrap_err().kind(), kind, "{doc}");
        }
        assert_eq!(page(list(" nextpageuri='null'", "").as_bytes()).unwrap().paging.next_page_uri, None);
        assert_eq!(page(list("", "").replace("></SMSMessages>", "/>").as_bytes()).unwrap().messages, []);
    }

    #[test]
    fn the_largest_input_is_accepted_and_one_more_is_refused() {
        let nested = |levels: usize| reply(&format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels))).0;
        // The root and the message are two levels.
        assert_eq!(message(nested(MAX_DEPTH - 2).as_bytes()).unwrap().notes.skipped, ["a"]);
        let limit = |what, max| DecodeErrorKind::Limit { what, max };
        let error = message(nested(MAX_DEPTH - 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("levels of nesting", MAX_DEPTH));
        assert!(message(nested(100_000).as_bytes()).is_err());

        let attributes = |count: usize| {
            let list: String = (0..count).map(|number| format!(" a{number}='x'")).collect();
            reply(&format!("<Body{list}>x</Body>")).0
        };
        assert_eq!(message(attributes(MAX_ATTRIBUTES).as_bytes()).unwrap().body.as_deref(), Some("x"));
        let error = message(attributes(MAX_ATTRIBUTES + 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("attributes", MAX_ATTRIBUTES));

        let items = |count: usize| {
            let items = "<Message><Sid>SM1</Sid></Message>".repeat(count);
            format!("<TwilioResponse><Messages>{items}</Messages></TwilioResponse>")
        };
        assert_eq!(page(items(MAX_ITEMS).as_bytes()).unwrap().messages.len(), MAX_ITEMS);
        let error = page(items(MAX_ITEMS + 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("items in a list", MAX_ITEMS));

        let sized = |size: usize| {
            let empty = reply("<Body></Body>").0.len();
            reply(&format!("<Body>{}</Body>", "x".repeat(size - empty))).0
        };
        assert_eq!(message(sized(MAX_DOCUMENT).as_bytes()).unwrap().body.unwrap().len(), MAX_DOCUMENT - 79);
        let error = message(sized(MAX_DOCUMENT + 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("bytes in a document", MAX_DOCUMENT));
        let mut commented = sized(MAX_DOCUMENT - 7) + "<!---->";
        assert!(message(commented.as_bytes()).is_ok());
        commented.push(' ');
        assert_eq!(message(commented.as_bytes()).unwrap_err().kind(), limit("bytes in a document", MAX_DOCUMENT));
    }

    #[test]
    fn unknown_fields_are_limited() {
        let limit = DecodeErrorKind::Limit { what: "unknown fields", max: MAX_UNKNOWN };
        // Fields, structures and names in JSON's spelling all count, in both readers.
        for unknown in ["<A/>", "<A><B/></A>", "<a/>"] {
            for end in ["", "<!---->"] {
                let many = |count: usize| reply(&unknown.repeat(count)).0 + end;
                let fine = many(MAX_UNKNOWN);
                let message = message(fine.as_bytes()).unwrap();
                assert_eq!(message.unknown_fields.len() + message.notes.skipped.len(), MAX_UNKNOWN, "{unknown}");
                assert_eq!(self::message(many(MAX_UNKNOWN + 1).as_bytes()).unwrap_err().kind(), limit, "{unknown}");
            }
        }
        // In a list the unknown fields of all messages count, and those beside the messages.
        let list = |in_each: usize, beside: usize| {
            let item = format!("<Message><Sid>SM1</Sid>{}</Message>", "<A/>".repeat(in_each));
            let (items, beside) = (item.repeat(MAX_ITEMS), "<B/>".repeat(beside));
            format!("<TwilioResponse><Messages>{items}{beside}</Messages></TwilioResponse>")
        };
        assert_eq!(page(list(15, 1000).as_bytes()).unwrap().messages[999].unknown_fields.len(), 15);
        assert_eq!(page(list(16, 0).as_bytes()).unwrap().messages[999].unknown_fields.len(), 16);
        for list in [list(15, 1001), list(16, 1), list(17, 0)] {
            assert_eq!(page(list.as_bytes()).unwrap_err().kind(), limit);
        }
    }
}

mod json {
    use super::*;

    #[test]
    fn malformed_json_is_refused_with_its_offset() {
        use DecodeErrorKind::{Duplicate, Encoding, Malformed, Missing, NotADocument};

        let malformed = |at| Malformed { at };
        for (doc, kind) in [
            (r#"["SM1",null]"#, NotADocument { at: 0 }),
            ("[]", NotADocument { at: 0 }),
            (r#"{"sid":"SM1","sid":"SM1"}"#, Duplicate { field: "Sid" }),
            (r#"{"sid":"SM1","Sid":"SM1"}"#, Duplicate { field: "Sid" }),
            (r#"{"sid":"SM1","to":null,"to":"x"}"#, Duplicate { field: "To" }),
            (r#"{"sid":"SM1","body":"x","b\u006fdy":"x"}"#, Duplicate { field: "Body" }),
            ("{}", Missing { field: "Sid" }),
            (r#"{"sid":null}"#, Missing { field: "Sid" }),
            (r#"{"sid":""}"#, Missing { field: "Sid" }),
            (r#"{"sid":1}"#, Missing { field: "Sid" }),
            (r#"{"sid":true}"#, Missing { field: "Sid" }),
            (r#"{"sid":["SM1"]}"#, Missing { field: "Sid" }),
            (r#"{"sid":{"a":"SM1"}}"#, Missing { field: "Sid" }),
            (r#"{"sid":"SM1","a":NaN}"#, malformed(17)),
            (r#"{"sid":"SM1","a":Infinity}"#, malformed(17)),
            (r#"{"sid":"SM1","a":-Infinity}"#, malformed(18)),
            (r#"{"sid":"SM1",}"#, malformed(13)),
            (r#"{,"sid":"SM1"}"#, malformed(1)),
            (r#"{"sid":"SM1","a":[1,]}"#, malformed(20)),
            (r#"{"sid":"SM1","a":[,1]}"#, malformed(18)),
            (r#"{"sid":"SM1","a":[1 2]}"#, malformed(20)),
            (r#"{"sid":"SM1","a":[1}}"#, malformed(19)),
            (r#"{"sid":"SM1","a":{"b":1]}"#, malformed(23)),
            (r#"{"sid":"SM1","a":{"b"}}"#, malformed(21)),
            (r#"{"sid":"SM1","a":{1:2}}"#, malformed(18)),
            (r#"{"sid":"SM1" "a":1}"#, malformed(13)),
            (r#"{"sid" "SM1"}"#, malformed(7)),
            (r#"{"sid":"SM1"/*x*/}"#, malformed(12)),
            ("{\"sid\":\"SM1\"//x\n}", malformed(12)),
            ("{'sid':'SM1'}", malformed(1)),
            (r#"{sid:"SM1"}"#, malformed(1)),
            (r#"{"sid":"SM1","a":+1}"#, malformed(17)),
            (r#"{"sid":"SM1","a":01}"#, malformed(18)),
            (r#"{"sid":"SM1","a":-}"#, malformed(18)),
            (r#"{"sid":"SM1","a":1.}"#, malformed(19)),
            (r#"{"sid":"SM1","a":.1}"#, malformed(17)),
            (r#"{"sid":"SM1","a":1e}"#, malformed(19)),
            (r#"{"sid":"SM1","a":1e+}"#, malformed(20)),
            (r#"{"sid":"SM1","a":0x1}"#, malformed(18)),
            (r#"{"sid":"SM1","a":truth}"#, malformed(20)),
            (r#"{"sid":"SM1","a":nul}"#, malformed(20)),
            (r#"{"sid":"SM1","a":True}"#, malformed(17)),
            ("{\"sid\":\"SM1\",\"a\":\"\n\"}", malformed(18)),
            ("{\"sid\":\"SM1\n\"}", malformed(11)),
            ("{\"body\":\"a\u{1F}b\",\"sid\":\"SM1\"}", malformed(10)),
            ("{\"sid\":\"SM1\",\"a\":\"\u{0}\"}", malformed(18)),
            ("{\"sid\":\"SM1\",\"a\":\"12345678\u{1F}\"}", malformed(26)),
            ("{\"sid\":\"SM1\",\"a\":\"\\\t\"}", malformed(19)),
            ("{\"sid\":\"SM1\",\u{C}\"a\":1}", malformed(13)),
            ("{\"sid\":\"SM1\",\u{A0}\"a\":1}", malformed(13)),
            (r#"{"sid":"SM1","a":"\x"}"#, malformed(19)),
            (r#"{"sid":"SM1","a":"\'"}"#, malformed(19)),
            (r#"{"sid":"SM1","a":"\u12g4"}"#, malformed(22)),
            (r#"{"sid":"SM1","a":"\u+123"}"#, malformed(20)),
            (r#"{"sid":"SM1","body":"\ud83d"}"#, malformed(27)),
            (r#"{"sid":"SM1","zzz":"\ud83d"}"#, malformed(26)),
            (r#"{"sid":"SM1","zzz":["\ude00"]}"#, malformed(21)),
            (r#"{"sid":"SM1","body":"\ud83d\u0041"}"#, malformed(21)),
            (r#"{"sid":"SM1","body":"\ud83d\ud83d"}"#, malformed(21)),
            (r#"{"sid":"SM1","body":"\ud83dxude00"}"#, malformed(27)),
            (r#"{"sid":"SM1","\ud83d":1}"#, malformed(20)),
            (r#"{"sid":"SM1"} {}"#, malformed(14)),
            (r#"{"sid":"SM1"}x"#, malformed(13)),
            ("{\"sid\":\"SM1\"}\0", malformed(13)),
            (r#"{"sid":"SM1"}{"sid":"SM1"}"#, malformed(13)),
            ("[1]x", malformed(3)),
            ("[1,", malformed(3)),
            ("{", malformed(1)),
            (r#"{"sid"#, malformed(5)),
            (r#"{"sid":"SM1"#, malformed(11)),
            (r#"{"sid":"SM1","body":"\"#, malformed(22)),
            (r#"{"message":{"sid":"SM1"},"sms_message":{"sid":"SM2"}}"#, Missing { field: "Sid" }),
        ] {
            assert_eq!(message(doc.as_bytes()).map(|message| message.body).unwrap_err().kind(), kind, "{doc}");
        }
        for (doc, at) in [
            (b"{\"sid\":\"SM1\",\"body\":\"\xFF\"}".as_slice(), 21),
            (b"{\"sid\":\"SM1\",\"zzz\":\"\xED\xA0\x80\"}", 20),
            (b"{\"sid\":\"SM1\",\"zzz\":[\"\xC3\"]}", 21),
            (b"{\"sid\":\"SM1\"}\xFF", 13),
        ] {
            assert_eq!(message(doc).unwrap_err().kind(), Encoding { at }, "{doc:?}");
        }
        let two_marks = "\u{FEFF}\u{FEFF}{\"sid\":\"SM1\"}";
        assert_eq!(message(two_marks.as_bytes()).unwrap_err().kind(), malformed(3));
        let error = message(br#"{"sid":"a/b"}"#).unwrap_err();
        assert!(matches!(
            error.kind(),
            DecodeErrorKind::Invalid { field: "Sid", error } if error.kind() == ParseErrorKind::InvalidCharacter { at: 1 }
        ));
    }

    #[test]
    fn each_spelling_of_a_number_has_one_meaning() {
        for (member, segments, code, unknown, recovered) in [
            (r#""num_segments":"1""#, Some(1), None, None, 0),
            (r#""num_segments":1"#, Some(1), None, None, 0),
            (r#""num_segments":null"#, None, None, None, 0),
            (r#""num_segments":"""#, None, None, None, 0),
            (r#""num_segments":"01""#, None, None, Some("01"), 0),
            (r#""num_segments":1.0"#, None, None, Some("1.0"), 0),
            (r#""num_segments":-1"#, None, None, Some("-1"), 0),
            (r#""num_segments":4294967295"#, Some(u32::MAX), None, None, 0),
            (r#""num_segments":4294967296"#, None, None, Some("4294967296"), 0),
            (r#""num_segments":true"#, None, None, Some("true"), 1),
            (r#""num_segments":[1]"#, None, None, Some("[1]"), 1),
            (r#""error_code":30003"#, None, Some(30003), None, 0),
            (r#""error_code":"30003""#, None, Some(30003), None, 0),
            (r#""error_code":3e4"#, None, None, Some("3e4"), 0),
        ] {
            let doc = format!(r#"{{"sid":"SM1",{member}}}"#);
            let message = message(doc.as_bytes()).unwrap();
            assert_eq!(message.num_segments, segments, "{member}");
            assert_eq!(message.error_code.map(|code| code.get()), code, "{member}");
            assert_eq!(message.unknown_fields.first().map(|field| &*field.value), unknown, "{member}");
            assert_eq!(message.notes.recovered, recovered, "{member}");
        }
    }

    #[test]
    fn null_is_no_text() {
        let message = message(br#"{"sid":"SM1","body":null,"to":null,"tags":null,"new":null}"#).unwrap();
        assert_eq!((message.body.as_deref(), message.to.as_deref(), message.tags.as_ref()), (None, None, None));
        assert_eq!((message.unknown_fields[0].name.as_ref(), message.unknown_fields[0].value.as_ref()), ("new", ""));
        assert_eq!(message.notes.recovered, 0);
        let json = br#"{"MessageSid":"SM1","From":null,"Body":null,"New":null}"#;
        let inbound = InboundMessage::decode_unverified(json).unwrap();
        assert_eq!((inbound.from.as_deref(), inbound.body.as_deref()), (None, None));
        assert!(inbound.unknown_fields.is_empty());
        let Ok(Callback::Inbound(inbound)) = Callback::decode_unverified(json) else { panic!() };
        assert_eq!((inbound.from.as_deref(), inbound.unknown_fields.len()), (None, 0));
    }

    #[test]
    fn tags_are_kept_as_raw_json() {
        for (tags, written) in [
            (r#"{"campaign": "x", "n": [1.50, null]}"#, r#"{"campaign": "x", "n": [1.50, null]}"#),
            ("[]", "[]"),
            (r#""a \" b""#, r#""a \" b""#),
            ("1.50", r#""1.50""#),
            (r#""{\"a\": 1} x""#, r#""{\"a\": 1} x""#),
            (r#""[1,]""#, r#""[1,]""#),
        ] {
            let text = format!(r#"{{"sid": "SM1", "subresource_uris": {{}}, "tags": {tags}}}"#);
            let message = message(text.as_bytes()).unwrap();
            assert!(message.tags.is_some() && message.notes.skipped.is_empty(), "{tags}");
            let reply = message.encode(Resource::Messages, Format::Json).unwrap();
            assert!(reply.body().contains(&format!("\"tags\": {written}, ")), "{}", reply.body());
            let again = super::message(reply.body().as_bytes()).unwrap();
            assert_eq!(again, message, "{tags}");
            let xml = message.encode(Resource::Messages, Format::Xml).unwrap();
            assert_eq!(super::message(xml.body().as_bytes()).unwrap(), message, "{}", xml.body());
        }
        let without = message(br#"{"sid": "SM1"}"#).unwrap();
        for format in [Format::Xml, Format::Json] {
            assert!(!without.encode(Resource::Messages, format).unwrap().body().to_lowercase().contains("tags"));
        }

        // A structure that is as deep as a message allows stays readable in a page.
        let deep = format!("{}{}", "[".repeat(15), "]".repeat(15));
        let text = format!(r#"{{"sid": "SM1", "tags": {deep}}}"#);
        let message = message(text.as_bytes()).unwrap();
        let page = Page::new(vec![message], Paging::new());
        let reply = page.encode(Resource::Messages, Format::Json).unwrap();
        let Outcome::Done(again) = Page::decode(200, reply.body().as_bytes()) else { panic!("{}", reply.body()) };
        assert_eq!(again, page);
    }

    #[test]
    fn prices_keep_their_digits() {
        for (value, price) in [
            (r#""-0.00750""#, Some("-0.00750")),
            ("-0.00750", Some("-0.00750")),
            ("-0.0075", Some("-0.0075")),
            ("0", Some("0")),
            ("-0", Some("-0")),
            ("1e-3", Some("1e-3")),
            ("0.1000000000000000055511151231257827", Some("0.1000000000000000055511151231257827")),
            ("null", None),
            (r#""""#, None),
        ] {
            let doc = format!(r#"{{"sid":"SM1","price":{value}}}"#);
            let message = message(doc.as_bytes()).unwrap();
            assert_eq!(message.price.as_ref().map(|price| price.as_str()), price, "{value}");
            assert_eq!((message.unknown_fields.len(), message.notes.recovered), (0, 0), "{value}");
        }
    }

    #[test]
    fn a_value_of_another_json_type_is_kept_and_counted() {
        for (value, to) in [
            ("14155550100", "14155550100"),
            ("true", "true"),
            ("false", "false"),
            ("-1.50", "-1.50"),
            (r#"{"a": [1, "x"]}"#, r#"{"a": [1, "x"]}"#),
            ("[ ]", "[ ]"),
        ] {
            let doc = format!(r#"{{"sid":"SM1","to":{value}}}"#);
            let message = message(doc.as_bytes()).unwrap();
            assert_eq!((message.to.as_deref(), message.notes.recovered), (Some(to), 1), "{value}");
        }
    }

    #[test]
    fn well_formed_input_is_read_without_recovery() {
        for (doc, body) in [
            ("\u{FEFF} {\"sid\":\"SM1\",\"body\":\"x\"}\r\n\t ", Some("x")),
            (
                r#"{"sid":"SM1","body":"\"\\\/\b\f\n\r\t\u0041\u00e9\u2603\ud83d\ude00"}"#,
                Some("\"\\/\u{8}\u{C}\n\r\tAé☃😀"),
            ),
            (r#"{"sid":"SM1","body":"\u0000"}"#, Some("\0")),
            (r#"{"sid":"SM1","body":"\uFFFF\uffff"}"#, Some("\u{FFFF}\u{FFFF}")),
            (r#"{"sid":"SM1","body":" x "}"#, Some(" x ")),
            (r#"{"sid":"SM1","body":""}"#, Some("")),
            (r#"{"sid":"SM1","body":null}"#, None),
            (r#"{"sid":"SM1"}"#, None),
            (r#"{ "sid" : "SM1" , "body" : "x" }"#, Some("x")),
            (r#"{"b\u006fdy":"x","\u0073id":"SM1"}"#, Some("x")),
            (r#"{"Sid":"SM1","Body":"x"}"#, Some("x")),
            (r#"{"TwilioResponse":{"SMSMessage":{"Sid":"SM1","Body":"x"}}}"#, Some("x")),
            ("{\"sid\":\"SM1\",\"body\":\"\u{7F}\u{2028}\u{FFFE}\"}", Some("\u{7F}\u{2028}\u{FFFE}")),
            (r#"{"sid":"SM1","subresource_uris":{"body":"x"}}"#, Some("x")),
        ] {
            let message = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{doc}: {error}"));
            assert_eq!((message.body.as_deref(), message.notes.recovered), (body, 0), "{doc}");
            assert_eq!(message.unknown_fields, [], "{doc}");
        }
    }

    #[test]
    fn white_space_may_stand_between_all_things() {
        let pairs =
            [("sid", "\"SM1\""), ("to", "\"1\""), ("body", "\"a b\""), ("num_segments", "2"), ("price", "null")];
        for space in ["", " ", "  ", "\n", "\t", "\r\n", " \n ", "\n    "] {
            for (before_colon, after_colon, after_comma) in
                [("", space, ""), (space, "", " "), (space, space, space), ("", " ", space), (" ", space, "\n")]
            {
                for order in [[0, 1, 2, 3, 4], [3, 2, 4, 0, 1]] {
                    let pairs = order.map(|at| {
                        let (key, value) = pairs[at];
                        format!("\"{key}\"{before_colon}:{after_colon}{value}{space}")
                    });
                    let doc = format!("{space}{{{space}{}}}{space}", pairs.join(&format!(",{after_comma}")));
                    let message = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{doc:?}: {error}"));
                    assert_eq!((message.sid.as_str(), message.to.as_deref()), ("SM1", Some("1")), "{doc:?}");
                    assert_eq!((message.body.as_deref(), message.num_segments), (Some("a b"), Some(2)), "{doc:?}");
                    assert_eq!((message.price, message.notes.recovered), (None, 0), "{doc:?}");
                }
            }
        }
    }

    /// Keys in any order, in either spelling, with a structure and an unknown key between them.
    #[test]
    fn keys_may_come_in_any_order_and_in_the_old_spelling() {
        let doc = r#"{"uri": "/u", "DateSent": "x", "price_unit": "USD", "new": 1, "date_created": "y", "NumMedia": "0",
            "subresource_uris": {"media": "/m"}, "body": "b", "error_message": null, "error_code": 3, "sid": "SM1"}"#;
        let message = message(doc.as_bytes()).unwrap();
        assert_eq!(
            (message.uri.as_deref(), message.date_sent.map(|date| date.to_string())),
            (Some("/u"), Some("x".into()))
        );
        assert_eq!((message.num_media, message.media.as_deref()), (Some(0), Some("/m")));
        assert_eq!((message.body.as_deref(), message.error_code.map(|code| code.get())), (Some("b"), Some(3)));
        assert_eq!(message.unknown_fields.len(), 1);
    }

    /// A value that its field refuses stands before the separator that is missing.
    #[test]
    fn the_first_error_of_a_document_is_the_one_that_is_reported() {
        for (doc, kind) in [
            (r#"{"sid": "SM1", "sid": "SM2" x"#, DecodeErrorKind::Duplicate { field: "Sid" }),
            (r#"{"to": "1", "from": "2", "to": "3" x"#, DecodeErrorKind::Duplicate { field: "To" }),
            (r#"{"sid": "SM1", "to": "1" x, "sid": "SM2"}"#, DecodeErrorKind::Malformed { at: 25 }),
            (r#"{"sid": 1 x"#, DecodeErrorKind::Missing { field: "Sid" }),
        ] {
            assert_eq!(message(doc.as_bytes()).unwrap_err().kind(), kind, "{doc}");
        }
    }

    #[test]
    fn unknown_keys_are_kept_and_structures_named() {
        let doc =
            r#"{"sid":"SM1","new_one":"a","ConnectAppSid":"b","new_one":7,"on":true,"off":null,"deep":{"x":[]},"":""}"#;
        let message = message(doc.as_bytes()).unwrap();
        let unknown: Vec<_> = message.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
        let expected =
            [("new_one", "a"), ("connect_app_sid", "b"), ("new_one", "7"), ("on", "true"), ("off", ""), ("", "")];
        assert_eq!(unknown, expected);
        assert_eq!(message.notes.recovered, 0);
        assert_eq!(message.notes.skipped, ["deep"]);
    }

    #[test]
    fn an_empty_name_is_not_taken_for_a_field() {
        let message =
            message(br#"{"sid":"SM1","subresource_uris":{"feedback":"x","":"y","media":{}},"":"z"}"#).unwrap();
        let unknown: Vec<_> = message.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
        assert_eq!(unknown, [("", "y"), ("", "z")]);
        // A link is a text. An object or array in its place is skipped and named.
        assert_eq!((&*message.notes.skipped, message.notes.recovered), (&["media".into()][..], 0));
    }

    #[test]
    fn a_list_contains_objects_only() {
        use DecodeErrorKind::{Duplicate, Malformed, Missing, NotADocument};

        for (doc, kind) in [
            (r#"{"messages":[null]}"#, NotADocument { at: 13 }),
            (r#"{"messages":["SM1"]}"#, NotADocument { at: 13 }),
            (r#"{"messages":[[]]}"#, NotADocument { at: 13 }),
            (r#"{"messages":[nul]}"#, Malformed { at: 16 }),
            (r#"{"messages":[{}]}"#, Missing { field: "Sid" }),
            (r#"{"messages":[{"sid":"SM1"}],"messages":[]}"#, Duplicate { field: "Messages" }),
            (r#"{"messages":[{"sid":"SM1"}],"sms_messages":[]}"#, Duplicate { field: "Messages" }),
            (r#"{"messages":{}}"#, NotADocument { at: 0 }),
            (r#"{"page":0}"#, NotADocument { at: 0 }),
            ("{}", NotADocument { at: 0 }),
            ("[]", NotADocument { at: 0 }),
            (r#"{"page":0,"page":0,"messages":[]}"#, Duplicate { field: "page" }),
            (r#"{"messages":[{"sid":"SM1"}"#, Malformed { at: 26 }),
        ] {
            assert_eq!(page(doc.as_bytes()).unwrap_err().kind(), kind, "{doc}");
        }
        let doc = r#"{"next_page_uri":"null","messages":[{"sid":"SM1"} , {"sid":"SM2","x":{}}],"meta":{"a":1}}"#;
        let page = page(doc.as_bytes()).unwrap();
        assert_eq!((page.messages.len(), &page.paging.next_page_uri), (2, &None));
        assert_eq!(page.messages[1].notes.skipped, ["x"]);
        assert_eq!(page.paging.notes.skipped, ["meta"]);
    }

    #[test]
    fn the_largest_input_is_accepted_and_one_more_is_refused() {
        let limit = |what, max| DecodeErrorKind::Limit { what, max };
        let nested = |levels: usize| format!(r#"{{"sid":"SM1","a":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
        assert_eq!(message(nested(MAX_DEPTH - 1).as_bytes()).unwrap().notes.skipped, ["a"]);
        for levels in [MAX_DEPTH, 100_000] {
            let error = message(nested(levels).as_bytes()).unwrap_err();
            assert_eq!(error.kind(), limit("levels of nesting", MAX_DEPTH));
        }
        let mixed =
            |pairs: usize| format!(r#"{{"sid":"SM1","a":{}0{}}}"#, r#"[{"b":"#.repeat(pairs), "}]".repeat(pairs));
        assert!(message(mixed(7).as_bytes()).is_ok());
        assert_eq!(message(mixed(8).as_bytes()).unwrap_err().kind(), limit("levels of nesting", MAX_DEPTH));

        let items = |count: usize| format!(r#"{{"messages":[{}]}}"#, vec![r#"{"sid":"SM1"}"#; count].join(","));
        assert_eq!(page(items(MAX_ITEMS).as_bytes()).unwrap().messages.len(), MAX_ITEMS);
        let error = page(items(MAX_ITEMS + 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("items in a list", MAX_ITEMS));

        let sized = |size: usize| {
            let empty = r#"{"sid":"SM1","body":""}"#.len();
            format!(r#"{{"sid":"SM1","body":"{}"}}"#, "x".repeat(size - empty))
        };
        assert!(message(sized(MAX_DOCUMENT).as_bytes()).is_ok());
        let error = message(sized(MAX_DOCUMENT + 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("bytes in a document", MAX_DOCUMENT));
    }

    #[test]
    fn unknown_fields_are_limited() {
        let limit = DecodeErrorKind::Limit { what: "unknown fields", max: MAX_UNKNOWN };
        for unknown in [r#","a":0"#, r#","a":[]"#, r#","subresource_uris":{"a":{}}"#] {
            let many = |count: usize| format!(r#"{{"sid":"SM1"{}}}"#, unknown.repeat(count));
            assert!(message(many(MAX_UNKNOWN).as_bytes()).is_ok(), "{unknown}");
            assert_eq!(message(many(MAX_UNKNOWN + 1).as_bytes()).unwrap_err().kind(), limit, "{unknown}");
        }
        let list = |in_each: usize| {
            let item = format!(r#"{{"sid":"SM1"{}}}"#, r#","a":0"#.repeat(in_each));
            format!(r#"{{"messages":[{}]}}"#, vec![item; MAX_ITEMS].join(","))
        };
        assert!(page(list(16).as_bytes()).is_ok());
        assert_eq!(page(list(17).as_bytes()).unwrap_err().kind(), limit);
    }
}

mod forms {
    use super::*;

    #[test]
    fn the_error_of_a_callback_names_the_parameter() {
        use DecodeErrorKind::{Duplicate, Encoding, Malformed, Missing};

        for (form, kind, name) in [
            (b"MessageSid=SM1&Body=%zz".as_slice(), Malformed { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&Body=%", Malformed { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&Body=%2", Malformed { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&Body=a%2&To=1", Malformed { at: 21 }, Some("Body")),
            (b"MessageSid=SM1&Bo%y=a", Malformed { at: 17 }, Some("Bo%y")),
            (b"MessageSid=SM1&Body=%FF", Encoding { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&Body=%C3%28", Encoding { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&Body=%ED%A0%80", Encoding { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&Body=\xFF", Encoding { at: 20 }, Some("Body")),
            (b"MessageSid=SM1&MessageSid=SM1", Duplicate { field: "MessageSid" }, Some("MessageSid")),
            (b"MessageSid=SM1&Message%53id=SM1", Duplicate { field: "MessageSid" }, Some("MessageSid")),
            (b"MessageStatus=sent", Missing { field: "MessageSid" }, Some("MessageSid")),
            (b"", Missing { field: "MessageSid" }, Some("MessageSid")),
        ] {
            let error = StatusUpdate::decode_unverified(form).unwrap_err();
            assert_eq!((error.kind(), error.name()), (kind, name), "{}", form.escape_ascii());
        }
    }

    #[test]
    fn a_callback_is_read_as_browsers_read_forms() {
        for (form, body, unknown) in [
            ("MessageSid=SM1&Body", Some(""), vec![]),
            ("MessageSid=SM1&=x", None, vec![("", "x")]),
            ("MessageSid=SM1&Status=sent&=x", None, vec![("", "x")]),
            ("&&MessageSid=SM1&&", None, vec![]),
            ("MessageSid=SM1&a=1;b=2", None, vec![("a", "1;b=2")]),
            ("MessageSid=SM1&B%6Fdy=%2b", Some("+"), vec![]),
            ("MessageSid=SM1&a=1&a=2", None, vec![("a", "1"), ("a", "2")]),
            ("MessageSid=SM1&body=x", None, vec![("body", "x")]),
        ] {
            let update = StatusUpdate::decode_unverified(form.as_bytes()).unwrap();
            let got: Vec<_> = update.unknown_fields.iter().map(|field| (&*field.name, &*field.value)).collect();
            assert_eq!((update.body.as_deref(), got), (body, unknown), "{form}");
        }
    }

    #[test]
    fn the_error_of_a_send_explains_an_unescaped_plus() {
        let error = SendSms::decode(b"To=+14155550100&From=%2B14155550199&Body=x").unwrap_err();
        let DecodeErrorKind::Invalid { field: "To", error } = error.kind() else { panic!("{error:?}") };
        assert_eq!(error.kind(), ParseErrorKind::SurroundingWhitespace);
        assert!(error.to_string().contains("%2B"));
    }

    #[test]
    fn the_largest_input_is_accepted_and_one_more_is_refused() {
        let limit = |what, max| DecodeErrorKind::Limit { what, max };
        let pairs = |count: usize| format!("MessageSid=SM1{}", "&a=1".repeat(count - 1));
        let update =
            |form: &str| StatusUpdate::decode_unverified(form.as_bytes()).map(|update| update.unknown_fields.len());
        assert_eq!(update(&pairs(MAX_PAIRS)), Ok(MAX_PAIRS - 1));
        assert_eq!(update(&pairs(MAX_PAIRS + 1)).unwrap_err().kind(), limit("pairs in a form", MAX_PAIRS));
        let sized = |size: usize| format!("MessageSid=SM1&a={}", "x".repeat(size - 17));
        assert_eq!(update(&sized(MAX_FORM)), Ok(1));
        assert_eq!(update(&sized(MAX_FORM + 1)).unwrap_err().kind(), limit("bytes in a form", MAX_FORM));
        // A webhook in JSON has the same limit.
        let json = |count: usize| format!(r#"{{"MessageSid":"SM1"{}}}"#, r#","a":1"#.repeat(count - 1));
        assert_eq!(update(&json(MAX_PAIRS)), Ok(MAX_PAIRS - 1));
        assert_eq!(update(&json(MAX_PAIRS + 1)).unwrap_err().kind(), limit("parameters", MAX_PAIRS));
    }
}

mod replies_to_messages {
    use DecodeErrorKind::Invalid;

    use super::*;

    #[test]
    fn the_largest_input_is_accepted_and_one_more_is_refused() {
        let sized = |size: usize| format!("<Response>{}</Response>", " ".repeat(size - 21));
        assert!(twiml::Response::decode(sized(twiml::MAX_DOCUMENT).as_bytes()).is_ok());
        let error = twiml::Response::decode(sized(twiml::MAX_DOCUMENT + 1).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Limit { what: "bytes in a reply", max: twiml::MAX_DOCUMENT });
        for (verb, most) in [("<Sms>x</Sms>", twiml::MAX_MESSAGES), ("<Redirect>/x</Redirect>", 100)] {
            let many = |count: usize| format!("<Response>{}</Response>", verb.repeat(count));
            assert_eq!(twiml::Response::decode(many(most).as_bytes()).unwrap().verbs().len(), most, "{verb}");
            for got in [most + 1, 2000] {
                let error = twiml::Response::decode(many(got).as_bytes()).unwrap_err();
                // Verbs beyond 101 are not counted.
                let got = got.min(101);
                let Invalid { field: "Response", error } = error.kind() else { panic!("{error}") };
                assert_eq!(error.kind(), ParseErrorKind::TooLong { got, max: most, unit: LengthUnit::Items }, "{verb}");
            }
        }
    }
}

#[cfg(feature = "csv")]
mod csv {
    use super::*;

    fn page(bytes: &[u8]) -> Result<Page<'_>, DecodeError> {
        match Page::decode_csv(200, bytes) {
            Outcome::Done(page) => Ok(page),
            Outcome::Unknown(unknown) => Err(unknown.error.unwrap()),
            Outcome::Rejected(rejection) => panic!("200 is not the status of a rejection: {rejection:?}"),
        }
    }

    #[test]
    fn the_header_names_the_fields_of_a_row() {
        for (doc, sid, body) in [
            ("Sid,Body\nSM1,Hi\n", "SM1", Some("Hi")),
            ("Body,Sid\r\nHi,SM1", "SM1", Some("Hi")),
            ("\u{FEFF}Sid,Body\nSM1,\"a, \"\"b\"\"\r\nc\"\n", "SM1", Some("a, \"b\"\r\nc")),
            ("Sid,To\nSM1,\n\n", "SM1", None),
        ] {
            let page = page(doc.as_bytes()).unwrap_or_else(|error| panic!("{doc}: {error}"));
            assert_eq!((page.messages[0].sid.as_str(), page.messages[0].body.as_deref()), (sid, body), "{doc}");
            assert_eq!(page.messages.len(), 1, "{doc}");
        }
        assert_eq!(page(b"Sid\n").unwrap().messages, []);
        // This row is longer than the first buffers of the reader.
        let (wide, long) = (",a".repeat(200), "x".repeat(20_000));
        let doc = format!("Sid,Body{wide}\nSM1,{long}{}\n", ",1".repeat(200));
        let page = page(doc.as_bytes()).unwrap();
        assert_eq!(page.messages[0].body.as_deref(), Some(&*long));
        assert_eq!(page.messages[0].unknown_fields.len() + page.messages[0].notes.skipped.len(), 200);
    }

    #[test]
    fn a_document_that_is_not_a_list_is_refused_with_its_offset() {
        use DecodeErrorKind::*;

        for (doc, kind) in [
            (b"".as_slice(), NotADocument { at: 0 }),
            (b"Body\nHi\n", NotADocument { at: 0 }),
            (b"{\"sid\": \"SM1\"}", NotADocument { at: 0 }),
            (b"Sid,Body\nSM1\n", Malformed { at: 13 }),
            (b"Sid,Body\nSM1,Hi,x\n", Malformed { at: 18 }),
            (b"Sid,Body\nSM1", Malformed { at: 12 }),
            (b"\xEF\xBB\xBFSid,Body\nSM1\nSM2,Hi", Malformed { at: 16 }),
            // These are cut off inside a quoted text.
            (b"Sid,Body\nSM1,\"Hi", Malformed { at: 16 }),
            (b"Sid,Body\nSM1,\"Hi\"\"", Malformed { at: 18 }),
            (b"Sid,Body\nSM1,\"Hi\n", Malformed { at: 17 }),
            (b"Sid,Body\nSM1,\"", Malformed { at: 14 }),
            (b"Sid,\"Body\nSM1,Hi\n", Malformed { at: 17 }),
            (b"Sid,Body\nSM1,\xFF\n", Encoding { at: 13 }),
            (b"Sid,Body\n,Hi\n", Missing { field: "Sid" }),
            (b"Sid,Sid\nSM1,SM1\n", Duplicate { field: "Sid" }),
        ] {
            assert_eq!(page(doc).unwrap_err().kind(), kind, "{}", doc.escape_ascii());
        }
    }

    #[test]
    fn the_largest_input_is_accepted_and_one_more_is_refused() {
        let limit = |what, max| DecodeErrorKind::Limit { what, max };
        let named = |length: usize| format!("Sid,{}\nSM1,x\n", "A".repeat(length));
        assert_eq!(page(named(64).as_bytes()).unwrap().messages[0].unknown_fields[0].value, "x");
        let error = page(named(65).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), limit("bytes in the name of a column", 64));
        let columns = |count: usize| format!("Sid{}\nSM1{}\n", ",A".repeat(count - 1), ",".repeat(count - 1));
        assert_eq!(page(columns(MAX_PAIRS).as_bytes()).unwrap().messages[0].unknown_fields.len(), MAX_PAIRS - 1);
        assert_eq!(page(columns(MAX_PAIRS + 1).as_bytes()).unwrap_err().kind(), limit("columns", MAX_PAIRS));
        let rows = |count: usize| format!("Sid\n{}", "SM1\n".repeat(count));
        assert_eq!(page(rows(MAX_ITEMS).as_bytes()).unwrap().messages.len(), MAX_ITEMS);
        assert_eq!(page(rows(MAX_ITEMS + 1).as_bytes()).unwrap_err().kind(), limit("items in a list", MAX_ITEMS));
        let unknown =
            |count: usize| format!("Sid{}\n{}", ",a".repeat(count), format!("SM1{}\n", ",".repeat(count)).repeat(1000));
        assert!(page(unknown(16).as_bytes()).is_ok());
        assert_eq!(page(unknown(17).as_bytes()).unwrap_err().kind(), limit("unknown fields", MAX_UNKNOWN));
        let large = |size: usize| format!("Sid,Body\nSM1,{}", "x".repeat(size - 13));
        assert!(page(large(MAX_DOCUMENT).as_bytes()).is_ok());
        let large = large(MAX_DOCUMENT + 1);
        assert_eq!(page(large.as_bytes()).unwrap_err().kind(), limit("bytes in a document", MAX_DOCUMENT));
    }
}

mod rejections {
    use super::*;

    #[test]
    fn a_rejection_can_have_any_body() {
        for body in [
            "",
            " ",
            "<html><body>Bad Gateway</body></html>",
            "{",
            "[]",
            "null",
            "<TwilioResponse>",
            "\u{0}",
            DONE,
            "{}",
        ] {
            let rejection = Rejection::decode(404, body.as_bytes());
            assert_eq!((rejection.status, rejection.code, rejection.message), (404, None, None), "{body}");
        }
    }

    #[test]
    fn the_http_status_decides_what_is_a_rejection() {
        for (status, rejected) in [
            (199, false),
            (300, true),
            (302, true),
            // The server answers so after it has processed a POST.
            (303, false),
            (304, true),
            (399, true),
            (400, true),
            (407, true),
            // The server stopped waiting, and may have received the request.
            (408, false),
            (409, true),
            (429, true),
            (499, true),
            (500, false),
            (503, false),
            (999, false),
        ] {
            let outcome = Message::decode(status, b"{\"code\": 20001}");
            let code = match &outcome {
                Outcome::Done(message) => panic!("{message:?}"),
                Outcome::Rejected(rejection) => rejection.code,
                Outcome::Unknown(unknown) => unknown.rejection.as_ref().unwrap().code,
            };
            assert_eq!(matches!(outcome, Outcome::Rejected(_)), rejected, "{status}");
            assert_eq!(code.map(ErrorCode::get), Some(20001), "{status}");
        }
    }

    #[test]
    fn rejections_of_other_servers_fill_absent_fields() {
        let read = |body: &'static str| {
            let rejection = Rejection::decode(400, body.as_bytes());
            (rejection.code.map(ErrorCode::get), rejection.message, rejection.more_info, rejection.unknown_fields.len())
        };
        for (body, code, message, more_info, unknown) in [
            (r#"{"title": "No", "type": "/e/1", "instance": "/i"}"#, None, Some("No"), Some("/e/1"), 1),
            (r#"{"title": "No", "message": "Nope"}"#, None, Some("Nope"), None, 1),
            (r#"{"title": "", "type": ""}"#, None, None, None, 2),
            (r#"{"errors": ["No", "Nope"]}"#, None, Some("No"), None, 0),
            (r#"{"errors": [""]}"#, None, None, None, 0),
            (
                r#"{"errors": [{"code": 7, "message": "No", "more_info": "/e"}, {}]}"#,
                Some(7),
                Some("No"),
                Some("/e"),
                0,
            ),
            (
                r#"{"code": 6, "message": "Nope", "errors": [{"code": 7, "message": "No"}]}"#,
                Some(6),
                Some("Nope"),
                None,
                0,
            ),
            (r#"{"code": "a", "errors": [{"code": 7}]}"#, None, None, None, 1),
            (r#"{"errors": []}"#, None, None, None, 0),
            (r#"{"errors": "No"}"#, None, None, None, 0),
        ] {
            let expected = (code, message.map(Into::into), more_info.map(Into::into), unknown);
            assert_eq!(read(body), expected, "{body}");
            // A list is the usual value of `errors`, so it is not counted.
            assert_eq!(Rejection::decode(400, body.as_bytes()).notes.recovered, 0, "{body}");
        }
    }

    #[test]
    fn a_success_that_cannot_be_decoded_is_unknown_and_keeps_its_sid() {
        for (body, sid) in [
            (r#"{"sid": "SM1", "status": "que"#, Some("SM1")),
            (r#"{"sid":"SM1","body":"\ud83d"}"#, Some("SM1")),
            (r#"{"account_sid":"AC1","sid":"SM1"#, None),
            (r#"{"account_sid":"AC1","sid":"SM1""#, Some("SM1")),
            (r#"{"body":"\"sid\":\"SM2\"","sid":"SM1","#, Some("SM1")),
            (r#"{"body":"<Sid>SM2</Sid>","sid":"SM1","#, Some("SM1")),
            (r#"{"body":"<Sid>SM2</Sid>","#, None),
            (r#"{"sid":"AC0123456789abcdef0123456789abcdef","x"#, None),
            ("<TwilioResponse><Message><Sid>SM1</Sid><Body>", Some("SM1")),
            ("<TwilioResponse><Message><Sid>SM1</Si", None),
            ("<TwilioResponse><Message><Sid>SM1</Sid><Body>AT&T</Body></Message></TwilioResponse>", Some("SM1")),
            ("<TwilioResponse><Message><Sid>a/b</Sid><Body>AT&T</Body>", None),
            ("<TwilioResponse><Message><Body><![CDATA[<Sid>SM2</Sid>]]></Body><Sid>SM1</Sid>", None),
            ("<TwilioResponse><Message><!-- <Sid>SM2</Sid> --><Sid>SM1</Sid>", None),
            ("<html>", None),
            ("", None),
        ] {
            let Outcome::Unknown(unknown) = Message::decode(201, body.as_bytes()) else { panic!("{body}") };
            assert_eq!(unknown.sid.as_ref().map(|sid| sid.as_str()), sid, "{body}");
            assert!(unknown.error.is_some() && unknown.rejection.is_none(), "{body}");
        }
        let Outcome::Unknown(unknown) = Message::decode(502, b"<html>") else { panic!() };
        assert!(unknown.error.is_none() && unknown.rejection.is_some());
    }
}
