//! The property of signatures: they equal those of the documentation's algorithm, written step by step.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use twilio_sms::form;
use twilio_sms::signature::{AuthToken, Incoming, PortForm, Secret, SharedKey, SignatureError, WebhookVerifier};
use twilio_sms::webhook::{Callback, InboundMessage, StatusUpdate};

const FORM: &str = "application/x-www-form-urlencoded";

/// Signs as the documentation says: the URL, then each name with each of its values, sorted and without repetitions.
fn expected_signature(token: &str, url: &str, pairs: &[(String, String)]) -> String {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in pairs {
        names.entry(name).or_default().insert(value);
    }
    let mut text = url.to_owned();
    for (name, values) in names {
        for value in values {
            text += name;
            text += value;
        }
    }
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Returns the URL without its user and its password, if its authority is one that every parser reads alike.
fn without_user(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme))?;
    let authority = rest.split(['/', '?']).next()?;
    let (_, address) = authority.rsplit_once('@')?;
    let (host, port) = address.split_once(':').unwrap_or((address, "1"));
    let is_host = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    // The path ends the authority, so that what follows a `?` is not taken for a user.
    (is_host && is_port).then(|| format!("{scheme}://{address}{}", &rest[authority.len()..]))
}

/// A verifier accepts what `Incoming` accepts, wherever the URL is split into an origin and a target.
fn verifier_agrees(request: Incoming<'_, '_>, secret: &Secret, split: usize) {
    let Some(start) = request.url.find("://").map(|at| at + 3) else { return };
    let end = request.url[start..].find(['?', '#']).map_or(request.url.len(), |at| start + at);
    let slashes: Vec<_> = request.url[start..end].match_indices('/').map(|(at, _)| start + at).collect();
    let Some(at) = slashes.get(split % slashes.len().max(1)) else { return };
    let (origin, target) = request.url.split_at(*at);
    let target = target.split('#').next().unwrap_or_default();
    // A slash at the end of an origin is dropped.
    let Some(verifier) = WebhookVerifier::new(origin, [secret.clone()]).ok().filter(|_| !origin.ends_with('/')) else {
        return;
    };
    let lines = [
        ("content-TYPE", request.content_type),
        (Incoming::SIGNATURE, request.signature),
        (Incoming::SETTINGS, request.settings),
    ];
    let headers = lines.into_iter().filter_map(|(name, value)| Some((name, value?.as_bytes())));
    let expected = request.verify(std::slice::from_ref(secret));
    // The host of a whole URL is ignored.
    for target in [target.to_owned(), format!("https://other.example{target}")] {
        match (verifier.verify(request.method, &target, headers.clone(), request.body), &expected) {
            (Err(SignatureError::InvalidTarget(_)), _) => {
                assert!(target.contains(|c: char| c.is_whitespace() || c.is_control()), "{target:?}");
            }
            (Err(error), expected) => assert_eq!(Some(&error), expected.as_ref().err()),
            (Ok(verified), Ok(expected)) => {
                assert_eq!((verified.url_form(), verified.secret()), (expected.url_form(), expected.secret()));
                assert_eq!((verified.params(), verified.callback()), (expected.params(), expected.callback()));
            }
            (Ok(_), Err(error)) => panic!("accepted instead of {error}"),
        }
    }
}

/// A request is signed as the documentation says, and a changed request is refused. The input is a line with a token, a
/// line with a URL, and a body.
pub fn signature(bytes: &[u8]) {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let mut line = || std::str::from_utf8(lines.next().unwrap_or_default());
    let (Ok(token), Ok(url)) = (line(), line()) else { return };
    let body = lines.next().unwrap_or_default();
    // A token with white space around it is refused.
    let token = token.trim();
    let Ok(secret) = AuthToken::new(token).map(Secret::from) else {
        assert!(token.is_empty(), "only an empty token is refused");
        return;
    };
    let post = Incoming { method: "POST", url, content_type: Some(FORM), signature: None, settings: None, body };
    assert_eq!(post.verify(std::slice::from_ref(&secret)).unwrap_err(), SignatureError::NoSignature);
    let pairs = form::pairs(body).and_then(|pairs| pairs.collect::<Result<Vec<_>, _>>());
    // No form of Twilio begins like this.
    let start = body.trim_ascii_start();
    let is_other = [&b"?"[..], b"[", "\u{FEFF}".as_bytes()].iter().any(|other| start.starts_with(other));
    let (Ok(pairs), false) = (pairs, is_other) else {
        assert!(
            matches!(post.sign(&secret), Err(SignatureError::MalformedForm(_))),
            "a form that does not decode is not signed"
        );
        let request = Incoming { signature: Some("x"), ..post };
        assert!(matches!(request.verify(&[secret]), Err(SignatureError::MalformedForm(_))), "and not verified");
        return;
    };
    let pairs: Vec<(String, String)> =
        pairs.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let without_fragment = url.split('#').next().unwrap_or_default();
    let expected = expected_signature(token, without_fragment, &pairs);
    assert_eq!(post.sign(&secret).as_ref(), Ok(&expected), "as the documentation says");

    let signed = Incoming { signature: Some(&expected), ..post };
    let verified = signed.verify(std::slice::from_ref(&secret)).expect("our own signature is accepted");
    assert_eq!((verified.url_form().port, verified.url_form().quotes_escaped), (PortForm::AsGiven, false));
    assert_eq!(verified.secret(), 0);
    assert!(
        verified.params().expect("decoded").iter().zip(&pairs).all(|(ours, pair)| ours.0 == pair.0 && ours.1 == pair.1)
    );

    for request in [signed, post, Incoming { content_type: None, ..signed }] {
        verifier_agrees(request, &secret, usize::from(bytes[0]));
    }
    // Twilio drops the user and the password before it signs.
    if let Some(dropped) = without_user(without_fragment) {
        let signature = expected_signature(token, &dropped, &pairs);
        let request = Incoming { signature: Some(&signature), ..post };
        let verified = request.verify(std::slice::from_ref(&secret)).expect("signed without the user");
        assert!(verified.url_form().user_removed || dropped == without_fragment);
        verifier_agrees(request, &secret, usize::from(bytes[0]));
    }

    // A verified request decodes to the same values as one that is not verified. A body that looks like JSON is left
    // out, because the second is decoded as JSON then.
    if !start.starts_with(b"{") {
        assert_eq!(verified.inbound().ok(), InboundMessage::decode_unverified(body).ok());
        assert_eq!(verified.status().ok(), StatusUpdate::decode_unverified(body).ok());
        assert_eq!(verified.callback().ok(), Callback::decode_unverified(body).ok());
    }
    // The account is the first `AccountSid`, and without a secret nothing is verified.
    let account = pairs.iter().find(|(name, _)| name == "AccountSid").map(|(_, value)| value.as_str());
    let refused = signed.verify_for(|found| {
        assert_eq!(found, account);
        &[]
    });
    assert_eq!(refused.unwrap_err(), SignatureError::NoSecret);
    // A shared key signs with another algorithm. The header names the algorithm, and the secret has to be for it.
    let shared = [SharedKey::new(token).expect("not empty").into()];
    let strong = post.sign(&shared[0]).expect("a form");
    let strong = Incoming { signature: Some(&strong), settings: shared[0].settings(), ..post };
    assert!(strong.verify(&shared).is_ok());
    assert_eq!(strong.verify(std::slice::from_ref(&secret)).unwrap_err(), SignatureError::AlgorithmNotAccepted);
    assert_eq!(signed.verify(&shared).unwrap_err(), SignatureError::AlgorithmNotAccepted);
    let unnamed = Incoming { settings: None, ..strong };
    let error = unnamed.verify(std::slice::from_ref(&secret)).unwrap_err();
    // A body that looks like base64 is named instead.
    assert!(error == SignatureError::Mismatch || pairs.len() == 1 && matches!(error, SignatureError::MalformedForm(_)));
    let foreign = Incoming { settings: Some("algorithm=HMAC_MD5"), ..signed };
    assert_eq!(foreign.verify(std::slice::from_ref(&secret)).unwrap_err(), SignatureError::UnknownAlgorithm);

    // The order of the parameters does not matter.
    let mut form = String::new();
    let mut writer = form::Writer::new(&mut form);
    for (name, value) in pairs.iter().rev() {
        writer.pair(name, value);
    }
    assert!(Incoming { body: form.as_bytes(), ..signed }.verify(std::slice::from_ref(&secret)).is_ok());

    // One more parameter, another token or another signature is refused.
    let more = [body, b"&\x7F=1"].concat();
    let assert_refused = |request: Incoming<'_, '_>, secret: &Secret| {
        let error = request.verify(std::slice::from_ref(secret)).expect_err("altered");
        let text = format!("{error} {error:?} {request:?}");
        assert!(!text.contains(&expected), "the signature is private");
        assert!(token.len() < 12 || !text.contains(token), "the token is private");
    };
    if !pairs.contains(&("\x7F".to_owned(), "1".to_owned())) && pairs.len() < twilio_sms::limits::MAX_PAIRS {
        assert_refused(Incoming { body: &more, ..signed }, &secret);
    }
    // HMAC pads a key with zero bytes, so a zero byte at the end of a token would change nothing.
    let other = AuthToken::new(&format!("{token}x")).expect("not empty").into();
    assert_refused(signed, &other);
    for text in [
        expected.to_lowercase(),
        expected.to_uppercase(),
        expected.trim_end_matches('=').to_owned(),
        format!(" {expected}"),
        format!("{expected}\n"),
    ] {
        if text != expected {
            assert_refused(Incoming { signature: Some(&text), ..post }, &secret);
        }
    }
    let at = usize::from(bytes[0]) % (expected.len() - 1);
    let mut flipped = expected.clone().into_bytes();
    flipped[at] = if flipped[at] == b'A' { b'B' } else { b'A' };
    assert_refused(Incoming { signature: std::str::from_utf8(&flipped).ok(), ..post }, &secret);

    // A GET is signed by its URL only.
    let get = Incoming { method: "GET", content_type: None, body: b"", ..post };
    let expected = expected_signature(token, without_fragment, &[]);
    verifier_agrees(Incoming { signature: Some(&expected), ..get }, &secret, usize::from(bytes[0]));
    assert!(Incoming { signature: Some(&expected), ..get }.verify(std::slice::from_ref(&secret)).is_ok());
    // A body that is not a form is refused unless the URL has its hash.
    if !body.is_empty() && !url.contains("bodySHA256") {
        let json = Incoming { content_type: Some("application/json"), ..post };
        assert_eq!(json.sign(&secret), Err(SignatureError::UnsignedBody));
        let hashed = Incoming::url_with_body_hash(url, body);
        let json = Incoming { url: &hashed, ..json };
        let signature = json.sign(&secret).expect("covered");
        let json = Incoming { signature: Some(&signature), ..json };
        assert!(json.verify(std::slice::from_ref(&secret)).is_ok());
        verifier_agrees(json, &secret, usize::from(bytes[0]));
        let error = Incoming { body: &more, ..json }.verify(&[secret]).expect_err("altered");
        assert_eq!(error, SignatureError::BodyAltered);
    }
}
