//! Tests of signatures: published vectors, the URL spellings on which validators disagree, refusals, and properties.

use std::collections::{BTreeMap, BTreeSet};

use ::base64::Engine as _;
use hmac::{Hmac, Mac};
use proptest::prelude::*;
use sha1::Sha1;

use crate::signature::{
    AuthToken, Incoming, PortForm, PublicUrl, Secret, SharedKey, SignatureError, UrlForm, Verified, WebhookVerifier,
};
use crate::webhook::{Callback, InboundMessage, StatusUpdate};
use crate::wire::form::{Writer, pairs};
use crate::{DecodeErrorKind, ParseErrorKind, Sid};

const FORM: &str = "application/x-www-form-urlencoded";

/// The reference: the algorithm of Twilio's documentation, written as simply as possible, for one spelling of the URL.
fn reference_signature(token: &str, url: &str, params: &[(String, String)]) -> String {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in params {
        names.entry(name).or_default().insert(value);
    }
    let mut text = url.to_owned();
    for (name, values) in names {
        for value in values {
            text += name;
            text += value;
        }
    }
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    ::base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes())
}

/// Decodes a form that is known to be well-formed.
fn decoded(form: &str) -> Vec<(String, String)> {
    pairs(form.as_bytes()).unwrap().map(|pair| pair.map(|(n, v)| (n.into_owned(), v.into_owned())).unwrap()).collect()
}

fn token(text: &str) -> Secret {
    AuthToken::new(text).unwrap().into()
}

fn shared(text: &str) -> Secret {
    SharedKey::new(text).unwrap().into()
}

/// Creates a POST of a form.
fn post<'r, 'b>(url: &'r str, signature: &'r str, body: &'b str) -> Incoming<'r, 'b> {
    Incoming {
        method: "POST",
        url,
        content_type: Some(FORM),
        signature: Some(signature),
        settings: None,
        body: body.as_bytes(),
    }
}

/// Verifies a request, and asserts that it is refused after a change of any byte of its URL, its body or its signature.
///
/// If the URL was signed without its port or its user, that part is not covered by the signature and is left out.
fn verify_and_change_every_byte<'b>(request: Incoming<'_, 'b>, secrets: &[Secret]) -> Verified<'b> {
    let verified = request.verify(secrets).unwrap();
    let port = match (verified.url_form().port, request.url.rfind(':')) {
        (PortForm::Removed, Some(colon)) => colon + 1..request.url.rfind('/').unwrap(),
        _ => 0..0,
    };
    // A changed `@` or `/` would not end the user any more.
    let user = match (verified.url_form().user_removed, request.url.find("//"), request.url.find('@')) {
        (true, Some(slashes), Some(at)) => slashes + 2..at,
        _ => 0..0,
    };
    for at in (0..request.url.len()).filter(|at| !port.contains(at) && !user.contains(at)) {
        let mut url = request.url.as_bytes().to_vec();
        url[at] ^= 1;
        if let Ok(url) = String::from_utf8(url) {
            assert!(Incoming { url: &url, ..request }.verify(secrets).is_err(), "{url}");
        }
    }
    for at in 0..request.body.len() {
        let mut body = request.body.to_vec();
        body[at] ^= 1;
        assert!(Incoming { body: &body, ..request }.verify(secrets).is_err(), "byte {at}");
    }
    let signature = request.signature.unwrap();
    for at in 0..signature.len() {
        let mut signature = signature.as_bytes().to_vec();
        signature[at] ^= 1;
        let signature = String::from_utf8(signature).unwrap();
        assert!(Incoming { signature: Some(&signature), ..request }.verify(secrets).is_err(), "{signature}");
    }
    verified
}

#[test]
fn verifies_the_signatures_of_the_documentation_and_of_the_live_service() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let form = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    for (url, form, signature) in [
        (url, form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", form, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", form, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        // This URL was signed with the port and is given without it.
        (url, form, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", form, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", form, "CukzLTc1tT5dXEDIHm/tKBanW10="),
        ("https://user@mycompany.com/myapp.php?foo=1&bar=2", form, "2YRLlVAflCqxaNicjMpJcSTgzSs="),
        (url, "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234", "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
    ] {
        verify_and_change_every_byte(post(url, signature, form), &[token("12345")]);
    }
}

#[test]
fn verifies_the_url_spellings_on_which_validators_disagree() {
    let (none, given, added, removed) =
        ("Body=it%27s&From=%2B1", PortForm::AsGiven, PortForm::DefaultAdded, PortForm::Removed);
    for (given_url, signed_url, body, port, quotes_escaped) in [
        ("https://a.example/x", "https://a.example/x", "a=2&a=1&a=2&ab=0", given, false),
        ("https://a.example/x", "https://a.example:443/x", none, added, false),
        ("http://a.example/x", "http://a.example:80/x", none, added, false),
        ("https://a.example:443/x", "https://a.example/x", none, removed, false),
        ("https://a.example:8443/x", "https://a.example/x", none, removed, false),
        ("https://u:p@a.example:443/x", "https://u:p@a.example/x", none, removed, false),
        ("https://u:p@a.example/x", "https://u:p@a.example:443/x", none, added, false),
        ("https://[2001:db8::1]:443/x", "https://[2001:db8::1]/x", none, removed, false),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]:443/x", none, added, false),
        ("https://a.example/x?b='c'", "https://a.example/x?b='c'", none, given, false),
        ("https://a.example/x?b='c'", "https://a.example/x?b=%27c%27", none, given, true),
        ("https://a.example/x?b='c'", "https://a.example:443/x?b=%27c%27", none, added, true),
        ("https://a.example/é?b=☺", "https://a.example/é?b=☺", none, given, false),
        ("https://a.example/x?", "https://a.example/x?", none, given, false),
        ("https://A.Example/x", "https://A.Example/x", none, given, false),
        ("https://a.example", "https://a.example", none, given, false),
        ("https://a.example", "https://a.example:443", none, added, false),
        ("https://a.example:70000/x", "https://a.example:70000/x", none, given, false),
        ("https://a.example:70000/x", "https://a.example/x", none, removed, false),
    ] {
        let signature = reference_signature("12345", signed_url, &decoded(body));
        let verified = verify_and_change_every_byte(post(given_url, &signature, body), &[token("12345")]);
        let expected = UrlForm { port, quotes_escaped, user_removed: false };
        assert_eq!(verified.url_form(), expected, "{given_url} {signed_url}");
        // Twilio removes a user and a password before it signs.
        let with_user = given_url.replacen("//", "//user:pass@", 1);
        if !given_url.contains('@') {
            let verified = verify_and_change_every_byte(post(&with_user, &signature, body), &[token("12345")]);
            let expected = UrlForm { user_removed: true, ..expected };
            assert_eq!(verified.url_form(), expected, "{with_user} {signed_url}");
        }
    }
    // Any other difference between the URL as given and the URL that was signed is refused.
    for (given_url, signed_url) in [
        ("https://a.example:8443/x", "https://a.example:443/x"),
        ("https://a.example/it's", "https://a.example/it%27s"),
        ("https://a.example/x?", "https://a.example/x"),
        ("https://a.example", "https://a.example/"),
        ("https://A.example/x", "https://a.example/x"),
        ("https://a.example:443/x", "https://a.example:80/x"),
        ("https://a.example/x", "http://a.example/x"),
        // A user is removed, but never added or replaced.
        ("https://a.example/x", "https://u@a.example/x"),
        ("https://u:p@a.example/x", "https://u@a.example/x"),
        ("https://u:p@a.example/x", "https://:p@a.example/x"),
        ("https://a.example/u@x", "https://a.example/x"),
    ] {
        let signature = reference_signature("12345", signed_url, &[]);
        let error = post(given_url, &signature, "").verify(&[token("12345")]).unwrap_err();
        assert_eq!(error, SignatureError::Mismatch, "{given_url} {signed_url}");
    }
}

#[test]
fn signatures_are_compared_as_text() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let form = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    for signature in [
        "rsoyDT4t1CutDk1pdD93/vvR8b8=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8",
        "RSOYDt4T1cUTdK1PDd93_VVr8B8=",
        " RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8= ",
        "RSOYDt4T1cUTdK1PDd93/VVr8B9=",
        "=",
    ] {
        assert_eq!(
            post(url, signature, form).verify(&[token("12345")]).unwrap_err(),
            SignatureError::Mismatch,
            "{signature}"
        );
    }
}

#[test]
fn a_body_that_is_not_the_form_of_its_content_type_is_named() {
    let url = "https://a.example/x";
    for (body, found) in [
        ("?MessageSid=SM1", "a form with a leading `?`"),
        ("\u{FEFF}MessageSid=SM1", "a form with a byte order mark"),
        ("[{\"type\": 1}]", "a JSON array"),
        ("TWVzc2FnZVNpZD1TTTE=", "a body in base64"),
    ] {
        let error = post(url, "AAAA", body).verify(&[token("12345")]).unwrap_err();
        let SignatureError::MalformedForm(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), DecodeErrorKind::OtherDocument { found }, "{body}");
    }
    // A form is not refused because it looks like base64.
    let signature = reference_signature("12345", url, &decoded("TWVzc2FnZVNpZD1TTTE="));
    assert!(post(url, &signature, "TWVzc2FnZVNpZD1TTTE=").verify(&[token("12345")]).is_ok());
}

#[test]
fn every_refused_request_has_its_own_error() {
    let url = "https://a.example/x";
    let json = "{\"MessageSid\": \"SM1\"}";
    let covered = Incoming::url_with_body_hash(url, json.as_bytes());
    let signed = |url: &str| reference_signature("12345", url, &[]);
    let (fine, fine_covered) = (signed(url), signed(&covered));
    let upper = covered.to_uppercase().replace("HTTPS://A.EXAMPLE/X?BODYSHA256", "https://a.example/x?bodySHA256");
    let (one, base) = ([token("12345")], post(url, &fine, ""));
    assert!(base.verify(&one).is_ok());
    // A request with several mistakes gets the error of the check that comes first.
    for (request, secrets, error) in [
        (Incoming { signature: None, ..base }, one.as_slice(), SignatureError::NoSignature),
        (Incoming { signature: Some(""), ..base }, &one, SignatureError::NoSignature),
        (Incoming { signature: None, body: b"%", ..base }, &one, SignatureError::NoSignature),
        (base, &[], SignatureError::NoSecret),
        (base, &[token("1234")], SignatureError::Mismatch),
        (base, &[shared("12345")], SignatureError::AlgorithmNotAccepted),
        (Incoming { settings: Some("algorithm=HMAC_SHA256"), ..base }, &one, SignatureError::AlgorithmNotAccepted),
        (Incoming { settings: Some("algorithm=NONE"), ..base }, &one, SignatureError::UnknownAlgorithm),
        (Incoming { content_type: None, body: b"a=1", ..base }, &one, SignatureError::UnsignedBody),
        (Incoming { content_type: Some("application/json"), body: b"{}", ..base }, &one, SignatureError::UnsignedBody),
        (Incoming { method: "GET", body: b"a=1", ..base }, &one, SignatureError::UnsignedBody),
        (Incoming { url: &covered, body: b"{}", content_type: None, ..base }, &one, SignatureError::BodyAltered),
        (Incoming { url: &covered, content_type: None, ..base }, &one, SignatureError::BodyAltered),
        (
            Incoming { url: &upper, body: json.as_bytes(), content_type: None, ..base },
            &one,
            SignatureError::BodyAltered,
        ),
    ] {
        assert_eq!(request.verify(secrets).unwrap_err(), error, "{request:?}");
    }
    let malformed = Incoming { body: b"Body=100%", ..base }.verify(&one).unwrap_err();
    assert!(matches!(malformed, SignatureError::MalformedForm(error) if error.name() == Some("Body")));

    for request in [
        Incoming { content_type: None, ..base },
        Incoming { method: "get", content_type: None, ..base },
        Incoming { settings: Some("key=1, algorithm=hmac_sha1"), ..base },
        Incoming { url: &covered, signature: Some(&fine_covered), body: json.as_bytes(), content_type: None, ..base },
        // A form is signed by its parameters. A hash in the URL is not compared with it.
        Incoming { url: &covered, signature: Some(&fine_covered), ..base },
    ] {
        assert!(request.verify(&one).is_ok(), "{request:?}");
    }
    // The first of two hashes counts.
    let twice = format!("{covered}&bodySHA256=0");
    let signature = signed(&twice);
    let request =
        Incoming { url: &twice, signature: Some(&signature), body: json.as_bytes(), content_type: None, ..base };
    assert!(request.verify(&one).is_ok());
    assert_eq!(Incoming { body: b"0", ..request }.verify(&one).unwrap_err(), SignatureError::BodyAltered);
}

#[test]
fn reports_which_secret_matched_and_lets_the_account_choose() {
    let url = "https://a.example/x";
    let signature = reference_signature("child", url, &decoded("AccountSid=AC1&Body=Hi"));
    let request = post(url, &signature, "AccountSid=AC1&Body=Hi");
    // The shared key has the right text and the wrong algorithm. Of two equal secrets, the first is reported.
    let secrets = [token("parent"), shared("child"), token("child"), token("child")];
    assert_eq!(request.verify(&secrets).unwrap().secret(), 2);
    let chosen = request.verify_for(|account| if account == Some("AC1") { &secrets[2..] } else { &[] });
    assert_eq!(chosen.unwrap().secret(), 0);

    // The account of a GET is in its query, which is decoded to find it.
    let get = Incoming { method: "GET", url: "https://a.example/x?AccountSid=AC%31", body: b"", ..request };
    assert_eq!(
        get.verify_for(|account| if account == Some("AC1") { &[] } else { &secrets }).unwrap_err(),
        SignatureError::NoSecret
    );
}

#[test]
fn a_shared_key_signs_with_sha256() {
    let body = "Body=Hi&MessageSid=SM1";
    let request = post("https://a.example/x", "", body);
    let signature = request.sign(&shared("12345")).unwrap();
    assert_eq!(signature.len(), 44);
    let settings = Some("key=webhooks_sharedkey_1,algorithm=HMAC_SHA256");
    let request = Incoming { signature: Some(&signature), settings, ..request };
    assert_eq!(verify_and_change_every_byte(request, &[token("12345"), shared("12345")]).secret(), 1);
    // Without the header, only auth tokens are tried.
    assert!(Incoming { settings: None, ..request }.verify(&[token("12345"), shared("12345")]).is_err());
}

#[test]
fn the_hash_of_a_body_is_added_to_the_query() {
    let hash = "bodySHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    for (url, expected) in [
        ("https://a.example/x", format!("https://a.example/x?{hash}")),
        ("https://a.example/x?b=1#rc=2", format!("https://a.example/x?b=1&{hash}#rc=2")),
    ] {
        assert_eq!(Incoming::url_with_body_hash(url, b""), expected);
    }
}

#[test]
fn a_verified_request_decodes_from_a_form_a_query_and_json() {
    let secrets = [token("12345")];
    let url = "https://a.example/x?MessageSid=SM1&Body=Hi";
    let json = r#"{"MessageSid": "SM1", "Body": "Hi"}"#;
    let covered = Incoming::url_with_body_hash("https://a.example/x", json.as_bytes());
    let form = post("https://a.example/x", "", "MessageSid=SM1&Body=Hi");
    for request in [
        form,
        Incoming { method: "GET", url, content_type: None, body: b"", ..form },
        Incoming { url: &covered, content_type: Some("application/json"), body: json.as_bytes(), ..form },
    ] {
        let signature = request.sign(&secrets[0]).unwrap();
        let verified = Incoming { signature: Some(&signature), ..request }.verify(&secrets).unwrap();
        assert_eq!(verified.inbound().unwrap().body.as_deref(), Some("Hi"));
        assert!(matches!(verified.callback().unwrap(), Callback::Inbound(_)));
        assert_eq!(verified.status().unwrap().key(), ("SM1", ""));
        let params = [("MessageSid".into(), "SM1".into()), ("Body".into(), "Hi".into())];
        assert_eq!(verified.params().unwrap(), params);
    }
}

#[test]
fn a_query_is_never_json() {
    let secret = token("12345");
    let url = "https://a.example/x?{%22MessageSid%22:%22SM1%22}&MessageSid=SM2&Body=Hi";
    let request = Incoming { method: "GET", url, content_type: None, body: b"", ..post(url, "", "") };
    let signature = request.sign(&secret).unwrap();
    let verified = Incoming { signature: Some(&signature), ..request }.verify(std::slice::from_ref(&secret)).unwrap();
    let inbound = verified.inbound().unwrap();
    assert_eq!((inbound.message_sid.as_ref().map(Sid::as_str), inbound.body.as_deref()), (Some("SM2"), Some("Hi")));
    assert_eq!(verified.status().unwrap().key(), ("SM2", ""));
    assert!(matches!(verified.callback().unwrap(), Callback::Inbound(_)));
    assert_eq!(verified.params().unwrap()[0], ("{\"MessageSid\":\"SM1\"}".into(), "".into()));

    // The same bytes as a body are JSON.
    let query = "{\"MessageSid\": \"SM1\"}";
    assert!(InboundMessage::decode_unverified(query.as_bytes()).is_ok());
    for error in [
        InboundMessage::decode_query_unverified(query).unwrap_err(),
        StatusUpdate::decode_query_unverified(query).unwrap_err(),
        Callback::decode_query_unverified(query).unwrap_err(),
    ] {
        assert_eq!(error.kind(), DecodeErrorKind::Missing { field: "MessageSid" });
    }
}

#[test]
fn no_output_holds_a_secret_or_private_text() {
    let (key, text, number) = ("12345secret", "wordsofabody", "14155550100");
    let body = format!("MessageSid=SM1&Body={text}&From=%2B{number}&x={text}");
    let url = PublicUrl::new("https://user:12345secret@a.example", &format!("/x?Body={text}")).unwrap();
    let secrets = [token(key), shared(key)];
    let request = post(url.as_str(), "", &body);
    let signature = request.sign(&secrets[0]).unwrap();
    let signed = Incoming { signature: Some(&signature), ..request };
    let verified = signed.verify(&secrets).unwrap();
    let mut shown = vec![
        format!("{secrets:?} {url:?} {request:?} {signed:?} {verified:?}"),
        format!("{:?} {:?}", AuthToken::new("").unwrap_err(), AuthToken::new("").unwrap_err().to_string()),
    ];
    let broken = body.replace("SM1", "%");
    let twice = format!("{body}&Body={text}&From={number}");
    for request in [
        Incoming { signature: Some("x"), ..signed },
        Incoming { body: broken.as_bytes(), ..signed },
        Incoming { content_type: None, ..signed },
        Incoming { settings: Some("algorithm=x"), ..signed },
    ] {
        let error = request.verify(&secrets).unwrap_err();
        shown.push(format!("{error} {error:?}"));
    }
    for form in [twice.as_str(), "Body=wordsofabody&From=14155550100", "From=14155550100%", "Body=wordsofabody%ff"] {
        let error = Callback::decode_unverified(form.as_bytes()).unwrap_err();
        shown.push(format!("{error} {error:?}"));
    }
    for shown in shown {
        for private in [key, text, number, signature.as_str()] {
            assert!(!shown.contains(private), "{shown}");
        }
    }
}

#[test]
fn a_verifier_finds_the_headers_of_a_request_and_builds_its_url() {
    let form = "MessageSid=SM1&AccountSid=AC1&Body=Hi";
    let signature = reference_signature("12345", "https://u:p@a.example:8443/twilio/sms?t=7", &decoded(form));
    let verifier = WebhookVerifier::new("https://u:p@a.example:8443/twilio/", [token("12345")]).unwrap();
    let lines = [("CONTENT-TYPE", FORM), ("x-twilio-SIGNATURE", signature.as_str()), ("Host", "evil.example")];
    for target in ["/sms?t=7", "https://evil.example/sms?t=7"] {
        let verified = verifier.verify("POST", target, lines, form.as_bytes()).unwrap();
        assert_eq!(verified.inbound().unwrap().body.as_deref(), Some("Hi"));
    }
    // Names and values can be bytes, owned or borrowed.
    let owned = lines.map(|(name, value)| (name.as_bytes().to_vec(), value.to_owned()));
    assert!(verifier.verify("POST", "/sms?t=7", owned, form.as_bytes()).is_ok());

    let settings = Incoming::SETTINGS;
    let other = reference_signature("12345", "https://u:p@a.example:8443/twilio/sms?t=8", &decoded(form));
    for (more, expected) in [
        // Lines with the same name are one list.
        (vec![(settings, &b"key=1"[..]), (settings, b"algorithm=HMAC_SHA1")], None),
        (vec![(settings, b"key=1"), (settings, b"algorithm=x")], Some(SignatureError::UnknownAlgorithm)),
        (vec![(settings, b"algorithm=HMAC_SHA1"), (settings, b"algorithm=x")], None),
        (vec![("X-Twilio-Signature", signature.as_bytes())], Some(SignatureError::Mismatch)),
        (vec![("X-Twilio-Signature", other.as_bytes())], Some(SignatureError::Mismatch)),
        (vec![("Content-Type", b"application/json")], Some(SignatureError::UnsignedBody)),
        // A value that is not ASCII is an unknown algorithm, and not the usual one.
        (vec![(settings, b"\xFF")], Some(SignatureError::UnknownAlgorithm)),
        (vec![(settings, "algorithm=HMAC_SHA1,key=é".as_bytes())], Some(SignatureError::UnknownAlgorithm)),
        (vec![("Set-Cookie", b"\xFF"), ("\u{FFFD}", b"")], None),
    ] {
        let headers = lines.iter().map(|(name, value)| (*name, value.as_bytes())).chain(more.clone());
        let error = verifier.verify("POST", "/sms?t=7", headers, form.as_bytes()).err();
        assert_eq!(error, expected, "{more:?}");
    }
    for (target, lines, expected) in [
        ("/sms?t=8", &lines[..], SignatureError::Mismatch),
        ("/sms?t=7", &lines[1..], SignatureError::UnsignedBody),
        ("/sms?t=7", &lines[..1], SignatureError::NoSignature),
        ("/sms?t=7", &[], SignatureError::NoSignature),
    ] {
        let error = verifier.verify("POST", target, lines.iter().copied(), form.as_bytes()).unwrap_err();
        assert_eq!(error, expected, "{target}");
    }
    for (target, kind) in [("", ParseErrorKind::Empty), ("*", ParseErrorKind::InvalidCharacter { at: 0 })] {
        let error = verifier.verify("POST", target, lines, form.as_bytes()).unwrap_err();
        let SignatureError::InvalidTarget(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), kind, "{target}");
    }
    assert!(!format!("{verifier:?}").contains("u:p"), "{verifier:?}");

    // A compatible server has another header. Its account chooses the secrets.
    let signalwire = WebhookVerifier::new("https://u:p@a.example:8443/twilio", []).unwrap();
    let signalwire = signalwire.signature_header("X-SignalWire-Signature");
    let (child, post) = ([token("12345")], ("POST", "/sms?t=7"));
    let choose = |account: Option<&str>| if account == Some("AC1") { &child[..] } else { &[] };
    let renamed = lines.map(|(name, value)| (name.replace("x-twilio", "X-SignalWire"), value));
    assert!(signalwire.verify_for(post.0, post.1, renamed.clone(), form.as_bytes(), choose).is_ok());
    let error = signalwire.verify(post.0, post.1, renamed, form.as_bytes()).unwrap_err();
    assert_eq!(error, SignatureError::NoSecret);
    let error = signalwire.verify_for(post.0, post.1, lines, form.as_bytes(), choose).unwrap_err();
    assert_eq!(error, SignatureError::NoSignature);
}

/// These are the gaps that `SECURITY.md` describes. They are those of Twilio's algorithm, so every library that
/// verifies its signatures has them.
#[test]
fn what_a_signature_does_not_cover() {
    let url = "https://a.example/x?t=7";
    let secret = [token("12345")];
    let genuine = "MessageSid=SM1&Body=bc&To=1";
    let signature = post(url, "", genuine).sign(&secret[0]).unwrap();
    let base = post(url, &signature, genuine);
    // The text that is signed is the URL, followed by `BodybcMessageSidSM1To1`. Each of these changes leaves it the
    // same.
    for (changed, not_covered) in [
        (base, "the time: the same request can come again"),
        (Incoming { body: b"To=1&MessageSid=SM1&Body=bc", ..base }, "the order"),
        (Incoming { body: b"MessageSid=SM1&Body=bc&To=1&Body=bc", ..base }, "repetitions of a parameter"),
        (Incoming { body: b"MessageSid=SM1&Bodyb=c&To=1", ..base }, "where a name ends"),
        (Incoming { body: b"MessageSid=SM1To1&Body=bc", ..base }, "where a value ends"),
        (
            Incoming { url: "https://a.example/x?t=7", body: b"MessageSid=SM1&To=1&Bodybc", ..base },
            "where the URL ends and the first name begins",
        ),
        (Incoming { url: "https://a.example:443/x?t=7#rc=2", ..base }, "the fragment"),
        (Incoming { method: "PUT", ..base }, "the method"),
        (Incoming { settings: Some("algorithm=HMAC_SHA1,key=x"), ..base }, "the settings header"),
        (
            Incoming { method: "GET", url: "https://a.example/x?t=7BodybcMessageSidSM1To1", body: b"", ..base },
            "whether a text is in the URL or in the form",
        ),
    ] {
        assert!(changed.verify(&secret).is_ok(), "{not_covered}");
    }
    // So an attacker who sent a message and has seen the signature of its webhook can use that signature for a JSON
    // body: the text of the message spells the hash of that body, and is moved into the URL.
    let forged = br#"{"MessageSid": "SM2"}"#;
    let hash = Incoming::url_with_body_hash("?", forged).replace('?', "");
    let mut body = String::from("MessageSid=SM1&");
    Writer::new(&mut body).pair("Body", &format!("{hash}&"));
    let signature = post(url, "", &body).sign(&secret[0]).unwrap();
    let longer = format!("{url}Body{hash}&MessageSidSM1");
    let json = Incoming { content_type: Some("application/json"), body: forged, ..post(&longer, &signature, "") };
    assert!(json.verify(&secret).is_ok());
    // None of these gaps lets a secret of the wrong kind be used.
    assert_eq!(
        Incoming { settings: Some("algorithm=HMAC_SHA256"), ..base }.verify(&secret).unwrap_err(),
        SignatureError::AlgorithmNotAccepted
    );
}

/// URLs with and without a user, a port, a path and a query.
fn url() -> impl Strategy<Value = String> {
    "https?://([a-z]{1,3}(:[a-z]{1,3})?@)?([a-zA-Z.]{1,8}|\\[::1\\])(:[0-9]{1,5})?(/[a-z'é]{0,5})?(\\?[a-z=&'%é]{0,12})?"
}

/// Parameters of which many have the same name or the same beginning of a name.
fn params() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[abAB]{0,3}|\\PC{0,4}", "[abAB]{0,3}|(?s).{0,8}"), 0..12)
}

/// Encodes parameters as a form.
fn form(params: &[(String, String)]) -> String {
    let mut form = String::new();
    let mut writer = Writer::new(&mut form);
    params.iter().for_each(|(name, value)| writer.pair(name, value));
    form
}

proptest! {
    #[test]
    fn a_signature_is_that_of_the_reference_and_verifies(url in url(), params in params(), secret in "[!-~](\\PC{0,78}[!-~])?") {
        let body = form(&params);
        let request = post(&url, "", &body);
        let signature = request.sign(&token(&secret)).unwrap();
        prop_assert_eq!(&signature, &reference_signature(&secret, &url, &params));
        let verified = Incoming { signature: Some(&signature), ..request }.verify(&[token("other"), token(&secret)]).unwrap();
        prop_assert_eq!(verified.secret(), 1);
        prop_assert_eq!(verified.url_form(), UrlForm::default());
        let kept: Vec<_> = verified.params().unwrap().into_iter().map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
        prop_assert_eq!(kept, params);
    }

    #[test]
    fn a_verifier_accepts_what_incoming_accepts(
        url in "https?://([a-z]{1,3}@)?[a-z.]{1,8}(:[0-9]{1,4})?(/[a-z]{1,3}){1,3}(\\?[a-z=&'%]{0,12})?",
        cut: prop::sample::Index, params in params(), is_form: bool, is_signed: bool,
        settings in prop::option::of("(key=1,)?algorithm=(HMAC_SHA1|HMAC_SHA256|x)"),
    ) {
        let body = form(&params);
        let secrets = [token("12345"), shared("12345")];
        let content_type = is_form.then_some(FORM);
        let request = Incoming { content_type, settings: settings.as_deref(), ..post(&url, "", &body) };
        let secret = &secrets[usize::from(settings.as_deref().is_some_and(|text| text.ends_with("256")))];
        let signature = request.sign(secret).ok().filter(|_| is_signed);
        let request = Incoming { signature: signature.as_deref(), ..request };
        // The origin ends before any slash of the path.
        let path = url.split('?').next().unwrap();
        let slashes: Vec<_> = path.match_indices('/').skip(2).map(|(at, _)| at).collect();
        let (origin, target) = url.split_at(slashes[cut.index(slashes.len())]);
        let headers = [("Content-Type", content_type), (Incoming::SIGNATURE, signature.as_deref()), (Incoming::SETTINGS, settings.as_deref())];
        let headers = headers.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let verified = WebhookVerifier::new(origin, secrets.clone()).unwrap().verify("POST", target, headers, body.as_bytes());
        let expected = request.verify(&secrets);
        prop_assert_eq!(verified.as_ref().err(), expected.as_ref().err());
        let facts = |verified: Verified<'_>| (verified.secret(), verified.url_form());
        prop_assert_eq!(verified.ok().map(facts), expected.ok().map(facts));
    }

    #[test]
    fn a_query_and_a_form_decode_alike(mut params in params()) {
        params.push(("MessageSid".to_owned(), "SM1".to_owned()));
        let form = form(&params);
        let url = format!("https://a.example/x?{form}#rc=2");
        let (post, secrets) = (post("https://a.example/x", "", &form), [token("12345")]);
        let get = Incoming { method: "GET", url: &url, body: b"", ..post };
        let [posted, got] = [post, get].map(|request| {
            let signature = request.sign(&secrets[0]).unwrap();
            Incoming { signature: Some(&signature), ..request }.verify(&secrets).unwrap()
        });
        prop_assert_eq!(posted.params(), got.params());
        prop_assert_eq!(posted.inbound(), got.inbound());
        prop_assert_eq!(posted.status(), got.status());
        prop_assert_eq!(posted.callback(), got.callback());
    }

    #[test]
    fn the_order_of_parameters_does_not_matter(url in url(), mut params in params(), secret in "[a-z]{1,8}") {
        let signature = reference_signature(&secret, &url, &params);
        params.reverse();
        let again = params.first().cloned();
        params.extend(again);
        let body = form(&params);
        prop_assert!(post(&url, &signature, &body).verify(&[token(&secret)]).is_ok());
    }

    #[test]
    fn a_changed_byte_is_refused(url in url(), params in params(), at: prop::sample::Index, bit in 0..7_u8) {
        let body = form(&params);
        let signature = post(&url, "", &body).sign(&token("12345")).unwrap();
        let mut bytes = [url.as_bytes(), body.as_bytes()].concat();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let (other_url, other_body) = bytes.split_at(url.len());
        if let Ok(other_url) = std::str::from_utf8(other_url) {
            let refused = Incoming { body: other_body, ..post(other_url, &signature, "") }.verify(&[token("12345")]).is_err();
            // Names and values are signed without a delimiter between them, so some changes do not change the signed
            // text.
            let same = std::str::from_utf8(other_body).is_ok_and(|form| {
                pairs(form.as_bytes()).is_ok_and(|mut pairs| pairs.all(|pair| pair.is_ok()))
                    && reference_signature("12345", other_url, &decoded(form)) == signature
            });
            prop_assert!(refused != same, "{} {}", other_url, String::from_utf8_lossy(other_body));
        }
    }

    #[test]
    fn verifying_never_panics(method in "GET|POST|\\PC{0,4}", url in "\\PC{0,40}", content_type: Option<String>, settings: Option<String>, body: Vec<u8>) {
        let request = Incoming { method: &method, url: &url, content_type: content_type.as_deref(), signature: Some("x"), settings: settings.as_deref(), body: &body };
        prop_assert!(request.verify(&[token("12345"), shared("12345")]).is_err());
        let _ = request.sign(&token("12345"));
    }
}
