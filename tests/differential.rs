//! Comparison with other parsers and writers, on the same input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::collection::vec;
use proptest::prelude::*;
use twilio_sms::{DecodeErrorKind, Message, Outcome, PhoneNumber, Sid, form};

fn message(bytes: &[u8]) -> Result<Message<'_>, DecodeErrorKind> {
    match Message::decode(201, bytes) {
        Outcome::Done(message) => Ok(message),
        Outcome::Unknown(unknown) => Err(unknown.error.unwrap().kind()),
        Outcome::Rejected(_) => panic!("201 is not the status of a rejection"),
    }
}

/// Returns the texts of a message with their names in XML.
fn texts<'m>(message: &'m Message<'_>) -> Vec<(&'static str, Option<&'m str>)> {
    vec![
        ("Body", message.body.as_deref()),
        ("To", message.to.as_deref()),
        ("From", message.from.as_deref()),
        ("ErrorMessage", message.error_message.as_deref()),
        ("Uri", message.uri.as_deref()),
        ("Media", message.media.as_deref()),
    ]
}

/// Returns the text that another XML parser reads for a field. An empty text is an absent one, except for `Body`.
fn theirs(doc: &roxmltree::Document<'_>, name: &str) -> Option<String> {
    let resource = doc.root_element().children().find(|node| node.is_element()).unwrap();
    let mut fields = resource.descendants().filter(|node| node.is_element() && node.tag_name().name() == name);
    let field = fields.next()?;
    let text: String = field.children().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    (name == "Body" || !text.is_empty()).then_some(text)
}

/// Replaces each CR, because `roxmltree` 0.21 does not replace a CR before a reference, as a conforming parser would.
fn lines(text: &str) -> String {
    text.replace('\r', "\n")
}

/// The content of an element. It is well-formed, and neither begins nor ends with white space.
fn content() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9 .,;:!?'\"/()-]{1,8}".prop_map(|text| text),
        prop::sample::select(vec![
            "&amp;",
            "&lt;",
            "&gt;",
            "&quot;",
            "&apos;",
            "&#65;",
            "&#x1F600;",
            "&#13;",
            "&#xA;",
            "<![CDATA[<b>&amp;]]>",
            "<![CDATA[]]>",
            "<!-- - <b> & -->",
            "<?p <b> & ?>",
            "\r\n",
            "\r",
            "\n",
            "\t",
            "]] ",
            ">",
            "\u{E9}",
            "\u{1F600}",
            "\u{85}",
            "\u{2028}",
        ])
        .prop_map(String::from),
    ];
    let pieces = vec(piece, 0..6).prop_map(|pieces| format!("x{}x", pieces.concat()));
    prop_oneof![8 => pieces, 1 => "[a-z]{0,2}", 1 => Just("<![CDATA[a]]>".to_owned())]
}

/// Some fields, each once and in any order, with white space, comments and other elements between them.
fn fields() -> impl Strategy<Value = String> {
    let names =
        prop::sample::subsequence(vec!["Body", "To", "From", "ErrorMessage", "Uri", "Media"], 0..=6).prop_shuffle();
    names.prop_flat_map(|names| {
        let between = || {
            prop::sample::select(vec![
                "",
                "",
                " ",
                "\n  ",
                "\r\n",
                "<!-- c -->",
                "<?p?>",
                " text ",
                "&amp;",
                "<Other a='1'/>",
                "<O><P/></O>",
            ])
        };
        let fields: Vec<_> = names
            .into_iter()
            .map(|name| {
                let attributes = prop::sample::select(vec!["", "", "", " ", " a='1'", " a=\"&lt;\" b = 'x>y'"]);
                let space = prop::sample::select(vec!["", "", " ", "\r\n"]);
                (content(), attributes, space, between()).prop_map(move |(content, attributes, space, between)| {
                    match content.is_empty() {
                        true => format!("<{name}{attributes}/>{between}"),
                        false => format!("<{name}{attributes}>{content}</{name}{space}>{between}"),
                    }
                })
            })
            .collect();
        fields.prop_map(|fields| fields.concat())
    })
}

/// A well-formed reply in any shape that XML allows.
fn document() -> impl Strategy<Value = String> {
    let before = prop::sample::select(vec![
        "",
        "\u{FEFF}",
        "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\r\n",
        "<?xml version='1.0'?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<!-- a -->",
        "\n",
        "<?xml version='1.0' standalone='yes'?><?p x?>",
    ]);
    let root = prop::sample::select(vec!["TwilioResponse", "TwilioResponse", "RestcommResponse"]);
    let attributes = prop::sample::select(vec!["", "", " ", " a='1'", " xmlns=\"urn:x\" xmlns:y='urn:y' y:a='1'"]);
    let between = prop::sample::select(vec!["", "", "\r\n", "\n    ", "<!-- c -->"]);
    let after = prop::sample::select(vec!["", "\n", "\r\n", "<!-- z -->", "<?p?>"]);
    (before, root, attributes, between, fields(), after).prop_map(
        |(before, root, attributes, between, fields, after)| {
            let message = format!("<Message{attributes}>{between}<Sid>SM1</Sid>{between}{fields}</Message>");
            format!("{before}<{root}{attributes}>{between}{message}{between}</{root}>{after}")
        },
    )
}

/// A document in which one byte is removed, doubled or replaced.
fn mutated(documents: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<u8>> {
    (
        documents,
        any::<prop::sample::Index>(),
        0..3,
        prop::sample::select(b"<>&;/!?-'\"[]= x:{},\\0eE.\n\x01\xFF".to_vec()),
    )
        .prop_map(|(document, index, how, byte)| {
            let mut bytes = document.into_bytes();
            let at = index.index(bytes.len());
            match how {
                0 => drop(bytes.remove(at)),
                1 => bytes.insert(at, bytes[at]),
                _ => bytes[at] = byte,
            }
            bytes
        })
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "\\PC{0,8}".prop_map(Into::into),
        vec(any::<char>(), 0..6).prop_map(|chars| chars.into_iter().collect::<String>().into()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(serde_json::Value::Array),
            vec(("[a-z]{0,4}", inner), 0..4).prop_map(|pairs| serde_json::Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn json_object() -> impl Strategy<Value = serde_json::Map<String, serde_json::Value>> {
    let keys = prop::sample::select(vec![
        "body",
        "to",
        "from",
        "error_message",
        "uri",
        "status",
        "num_segments",
        "price",
        "zzz",
        "a\"b",
        "",
        "\u{E9}",
        "next",
    ]);
    vec((keys, json_value()), 0..6).prop_map(|pairs| {
        let mut object: serde_json::Map<_, _> = pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        object.insert("sid".to_owned(), "SM1".into());
        object
    })
}

/// An object, and a document that says the same: with its keys in any order and spelling, with white space, and with
/// any character as an escape.
fn json_document() -> impl Strategy<Value = (serde_json::Map<String, serde_json::Value>, String)> {
    let pairs = |object: serde_json::Map<String, serde_json::Value>| {
        let pairs: Vec<_> = object.clone().into_iter().collect();
        (Just(object), Just(pairs).prop_shuffle())
    };
    let colon = prop::sample::select(vec![":", ": ", ": ", " :", ":  ", ":\n", ":\t ", " : "]);
    let comma = prop::sample::select(vec![",", ", ", ", ", " ,", ",\n    ", ",\r\n", ",  "]);
    let edge = prop::sample::select(vec!["", "", " ", "\n    ", "\r\n"]);
    (json_object().prop_flat_map(pairs), colon, comma, edge, any::<bool>(), any::<bool>()).prop_map(
        |((object, pairs), colon, comma, edge, old, escaped)| {
            let pair = |(key, value): &(String, serde_json::Value)| {
                let key = if old { old_spelling(key) } else { key.clone() };
                format!("{}{colon}{value}", serde_json::Value::from(key))
            };
            let pairs: Vec<String> = pairs.iter().map(pair).collect();
            let document = format!("{edge}{{{edge}{}{edge}}}{edge}", pairs.join(comma));
            (object, if escaped { ascii(&document) } else { document })
        },
    )
}

/// Returns the name of a field as old replies spell it, which is its name in XML. Other keys stay as they are.
fn old_spelling(key: &str) -> String {
    let known = ["sid", "body", "to", "from", "error_message", "uri", "status", "num_segments", "price"];
    if !known.contains(&key) {
        return key.to_owned();
    }
    let words = key.split('_').map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}

/// Writes each character that is not ASCII as an escape.
fn ascii(json: &str) -> String {
    let units = |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
    json.chars().map(|c| if c.is_ascii() { c.to_string() } else { units(c) }).collect()
}

/// The configuration with this number of cases, or with the number in the environment, which mutation testing lowers.
fn cases(count: u32) -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: given.unwrap_or(count), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn well_formed_xml_is_read_as_roxmltree_reads_it(doc in document()) {
        let tree = roxmltree::Document::parse(&doc).unwrap_or_else(|error| panic!("{error}: {doc}"));
        let ours = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{error:?}: {doc}"));
        prop_assert_eq!(ours.notes.recovered, 0);
        for (name, text) in texts(&ours) {
            let theirs = theirs(&tree, name);
            prop_assert_eq!(text.map(lines), theirs.as_deref().map(lines), "{} in {}", name, doc);
        }
    }

    #[test]
    fn malformed_xml_is_refused_or_the_recovery_counted(bytes in mutated(document())) {
        let tree = std::str::from_utf8(&bytes).ok().and_then(|text| roxmltree::Document::parse(text).ok());
        match (tree, message(&bytes)) {
            (Some(tree), Ok(ours)) => {
                prop_assert_eq!(ours.notes.recovered, 0);
                if !ours.notes.skipped.iter().any(|name| name == "Body") {
                    let theirs = theirs(&tree, "Body");
                    prop_assert_eq!(ours.body.as_deref().map(lines), theirs.as_deref().map(lines));
                }
            }
            (None, Ok(ours)) => prop_assert!(ours.notes.recovered > 0, "{}", bytes.escape_ascii()),
            // This crate may be stricter: it refuses another root, a repeated field, a name with a colon.
            (_, Err(_)) => {}
        }
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it((object, doc) in json_document()) {
        let ours = message(doc.as_bytes()).unwrap_or_else(|error| panic!("{error:?}: {doc}"));
        for (key, text) in [("body", &ours.body), ("to", &ours.to), ("from", &ours.from), ("uri", &ours.uri)] {
            let theirs = match object.get(key) {
                None | Some(serde_json::Value::Null) => None,
                Some(serde_json::Value::String(text)) if text.is_empty() && key != "body" => None,
                Some(serde_json::Value::String(text)) => Some(text.clone()),
                // Any other value is kept as its JSON text.
                Some(other) => {
                    let kept = serde_json::from_str::<serde_json::Value>(text.as_deref().unwrap());
                    prop_assert_eq!(&kept.unwrap(), other);
                    continue;
                }
            };
            prop_assert_eq!(text.as_deref(), theirs.as_deref(), "{} in {}", key, doc);
        }
        for key in ["zzz", "a\"b", "", "\u{E9}", "next"] {
            if let Some(serde_json::Value::String(text)) = object.get(key) {
                prop_assert!(ours.unknown_fields.iter().any(|field| field.name == key && field.value == *text), "{} in {}", key, doc);
            }
        }
    }

    #[test]
    fn json_is_accepted_where_serde_json_accepts_it(
        bytes in mutated(json_document().prop_map(|(_, document)| document)),
    ) {
        let value = serde_json::from_slice::<serde_json::Value>(&bytes);
        let sid = |value: &serde_json::Value| {
            let sid = value.get("sid").or(value.get("Sid"));
            sid.and_then(|sid| sid.as_str()).is_some_and(|sid| Sid::try_from(sid).is_ok())
        };
        match (value, message(&bytes)) {
            (Ok(value), ours) if value.is_object() && sid(&value) => {
                let twice = matches!(ours, Err(DecodeErrorKind::Duplicate { .. }));
                // In `{"sid":"SM1","sid":1}` the other parser keeps the last value.
                prop_assert!(ours.is_ok() || twice, "{}: {:?}", bytes.escape_ascii(), ours.err());
            }
            (Ok(_), ours) => prop_assert!(ours.is_err(), "{}", bytes.escape_ascii()),
            // The other parser refuses numbers that are out of its range, which JSON allows. It refuses nothing else
            // that JSON allows.
            (Err(error), ours) => {
                prop_assert!(ours.is_err() || error.to_string().contains("out of range"), "{}: {error}", bytes.escape_ascii());
            }
        }
    }

    #[test]
    fn forms_are_read_as_form_urlencoded_reads_them_or_refused(text in "([a-c=&+ ]|%[0-9A-F]{2}|%|\\PC){0,24}") {
        let theirs: Vec<_> = form_urlencoded::parse(text.as_bytes()).collect();
        let ours = form::pairs(text.as_bytes()).unwrap().collect::<Result<Vec<_>, _>>();
        let strict = |text: &str| {
            let bytes = text.as_bytes();
            (0..bytes.len()).all(|at| {
                bytes[at] != b'%' || bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            })
        };
        let whole = !text.contains('\u{FFFD}') && !text.to_uppercase().contains("%EF%BF%BD");
        let altered = theirs.iter().any(|(name, value)| name.contains('\u{FFFD}') || value.contains('\u{FFFD}'));
        if whole {
            prop_assert_eq!(ours.is_ok(), strict(&text) && !altered, "{}", text);
        }
        if let Ok(ours) = ours {
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }

    #[test]
    fn forms_are_written_as_serde_urlencoded_writes_them(pairs in vec(("\\PC{0,6}", vec(any::<char>(), 0..8)), 0..4)) {
        let pairs: Vec<(String, String)> =
            pairs.into_iter().map(|(name, value)| (name, value.into_iter().collect())).collect();
        let mut out = String::new();
        let mut writer = form::Writer::new(&mut out);
        for (name, value) in &pairs {
            writer.pair(name, value);
        }
        prop_assert_eq!(out, serde_urlencoded::to_string(&pairs).unwrap());
    }

    #[test]
    fn digits_are_kept_verbatim(text in "\\+?[0-9]{5,17}") {
        if let Ok(number) = PhoneNumber::normalize(&text) {
            let kept = number.as_str().trim_start_matches('+');
            let given = text.trim_start_matches('+');
            prop_assert!(kept == given || kept.strip_prefix('1') == Some(given) && !text.starts_with('+'));
        }
    }
}

/// The input is the example numbers of every region, which `phonenumber` contains for its own tests.
#[cfg(feature = "phonenumber")]
#[test]
fn every_example_number_is_kept_verbatim() {
    use phonenumber::metadata::DATABASE;

    let (mut regions, mut numbers) = (0, 0);
    for code in 1..=999_u16 {
        for region in DATABASE.by_code(&code).into_iter().flatten() {
            regions += 1;
            let kinds = region.descriptors();
            let examples = [Some(kinds.general()), kinds.fixed_line(), kinds.mobile(), kinds.toll_free(), kinds.voip()];
            for example in examples.into_iter().flatten().filter_map(|kind| kind.example()) {
                let text = format!("+{code}{example}");
                if let Ok(number) = PhoneNumber::normalize(&text) {
                    assert_eq!(number.as_str(), text);
                    numbers += 1;
                } else {
                    // These are short service numbers, and numbers longer than E.164 allows.
                    let digits = text.len() - 1;
                    assert!(!(PhoneNumber::MIN_DIGITS..=PhoneNumber::MAX_DIGITS).contains(&digits), "{text}");
                }
            }
        }
    }
    assert!(regions > 200 && numbers > 500, "{regions} regions, {numbers} numbers");
}

/// Lists in CSV, compared with the crate `csv`.
#[cfg(feature = "csv")]
mod lists {
    use twilio_sms::Page;

    use super::*;

    /// The SID, the text and the recipient of each row.
    type Rows = Vec<[String; 3]>;

    fn ours(document: &str) -> Result<Rows, DecodeErrorKind> {
        let page = match Page::decode_csv(200, document.as_bytes()) {
            Outcome::Done(page) => page,
            Outcome::Unknown(unknown) => return Err(unknown.error.unwrap().kind()),
            Outcome::Rejected(_) => panic!("200 is not the status of a rejection"),
        };
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let row = |message: &Message<'_>| {
            [message.sid.to_string(), text(message.body.as_deref()), text(message.to.as_deref())]
        };
        Ok(page.messages.iter().map(row).collect())
    }

    fn theirs(document: &str) -> Option<Rows> {
        let mut reader = csv::Reader::from_reader(document.as_bytes());
        let columns: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
        let row = |record: csv::StringRecord| {
            ["Sid", "Body", "To"].map(|name| {
                let at = columns.iter().position(|column| column == name);
                at.and_then(|at| record.get(at)).unwrap_or_default().to_owned()
            })
        };
        reader.records().map(|record| record.map(row).ok()).collect()
    }

    fn document() -> impl Strategy<Value = String> {
        let pieces = ["\"", "\"\"", ",", "\n", "\r\n", "\r", "a", " ", "é", "SM1", "SM1,b,c\n", "\",\"", "\"\n"];
        let header =
            prop::sample::select(vec!["Sid,Body,To\n", "Body,Sid,To\r\n", "\"To\",\"Body\",\"Sid\"\n", "Sid,X"]);
        (header, vec(prop::sample::select(pieces.to_vec()), 0..12))
            .prop_map(|(header, rest)| header.to_owned() + &rest.concat())
    }

    proptest! {
        #![proptest_config(cases(2_000))]

        #[test]
        fn what_csv_writes_is_read(
            rows in vec(("SM[0-9a-f]{1,4}", "(?s).{0,8}", "[\", a\n]{0,6}"), 0..4),
            quoted: bool,
            crlf: bool,
        ) {
            let style = if quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
            let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
            let mut writer = csv::WriterBuilder::new().quote_style(style).terminator(end).from_writer(Vec::new());
            writer.write_record(["Sid", "Body", "To"]).unwrap();
            for (sid, body, to) in &rows {
                writer.write_record([sid, body, to]).unwrap();
            }
            let document = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let rows: Rows = rows.into_iter().map(|(sid, body, to)| [sid, body, to]).collect();
            prop_assert_eq!(ours(&document), Ok(rows), "{}", document);
        }

        #[test]
        fn what_is_read_is_what_csv_reads(document in document()) {
            match ours(&document) {
                Ok(rows) => prop_assert_eq!(Some(rows), theirs(&document), "{:?}", document),
                // A row has another length, or a text has no closing quote and includes the next row, which `csv`
                // accepts.
                Err(DecodeErrorKind::Malformed { .. }) => {
                    let longer = theirs(&format!("{document}\nSM1,b,c\n"));
                    let added = theirs(&document).zip(longer).map(|(rows, more)| more.len() - rows.len());
                    prop_assert!(added != Some(1), "{:?}", document);
                }
                // A row has no SID, or the header has no column for it.
                Err(kind) => prop_assert!(
                    matches!(kind, DecodeErrorKind::Missing { field: "Sid" } | DecodeErrorKind::NotADocument { at: 0 })
                        || matches!(kind, DecodeErrorKind::Invalid { field: "Sid", .. }),
                    "{:?}: {:?}", document, kind
                ),
            }
        }
    }
}
