//! The writer of replies. A document is one line, without comments and without white space that could be taken for
//! text.

use super::verb::{Noun, Verb};
use crate::wire::xml::write::escape;

/// The most bytes that one byte of a text becomes: `"` is written as `&quot;`.
pub(super) const MAX_ESCAPED_LEN: usize = 6;

/// Appends the document. Returns `false` if a text holds a character that XML cannot carry.
#[must_use]
pub(super) fn response(out: &mut String, verbs: &[Verb]) -> bool {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    if verbs.is_empty() {
        out.push_str("<Response/>");
        return true;
    }
    out.push_str("<Response>");
    let fine = verbs.iter().all(|verb| match verb {
        Verb::Message(message) => {
            open(out, "Message", &message.attributes.to_pairs())
                && message.text.as_ref().is_none_or(|text| escape(out, text.as_str()))
                && message.nouns.iter().all(|noun| match noun {
                    Noun::Body(text) => element(out, "Body", &[], text.as_str()),
                    Noun::Media(url) => element(out, "Media", &[], url.as_str()),
                })
                && close(out, "Message")
        }
        Verb::Sms(sms) => element(out, "Sms", &sms.attributes.to_pairs(), sms.text.as_str()),
        Verb::Redirect(redirect) => {
            let method = redirect.method.map(super::ReplyMethod::as_str);
            element(out, "Redirect", &[("method", method)], redirect.url.as_str())
        }
    });
    out.push_str("</Response>");
    fine
}

fn element(out: &mut String, name: &str, attributes: &[(&str, Option<&str>)], text: &str) -> bool {
    open(out, name, attributes) && escape(out, text) && close(out, name)
}

fn open(out: &mut String, name: &str, attributes: &[(&str, Option<&str>)]) -> bool {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        if let Some(value) = value {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            // In an attribute, line ends and tabs would have to be written as references. No address and no URL holds
            // one.
            if !escape(out, value) {
                return false;
            }
            out.push('"');
        }
    }
    out.push('>');
    true
}

fn close(out: &mut String, name: &str) -> bool {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    true
}
