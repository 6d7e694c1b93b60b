//! Conversions to and from the types of the `http` crate, which most HTTP stacks share.

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};

use crate::error::{LengthUnit, ParseError, ParseErrorKind as K};
use crate::request::credentials::Credentials;
use crate::request::endpoint::Request;
use crate::response::reply::Reply;
use crate::server::ApiRequest;
use crate::server::error::ApiError;
use crate::value::resource::Method;
use crate::value::url::check_origin;
#[cfg(feature = "signature")]
use crate::webhook::signature::Incoming;

/// The most bytes that a URI of the `http` crate can have.
const MAX_URI: usize = 65_534;

/// Converts a method into the method type of the `http` crate. Needs the feature `http`.
impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Delete => Self::DELETE,
            Method::Get => Self::GET,
            Method::Post => Self::POST,
        }
    }
}

impl Request {
    /// Converts the request into an `http::Request` to the server at `origin`. Needs the feature `http`.
    ///
    /// The origin is `http` or `https`, a host, and where needed a port: `https://api.twilio.com`. It can have a path,
    /// before which a proxy serves the API, and a `/` at its end is ignored. The header `Authorization` contains the
    /// secret, so it is marked as sensitive: `Debug` does not print its value.
    ///
    /// # Errors
    ///
    /// - The kinds of [`CallbackUrl`](crate::request::CallbackUrl) except for an underscore in the host, for an origin
    ///   that is not such a URL, and [`InvalidCharacter`](K::InvalidCharacter) for one with a query or a fragment.
    /// - [`TooLong`](K::TooLong): the URI has more than 65,534 bytes, which is the limit of the `http` crate.
    ///
    /// ```
    /// use twilio_sms::request::FetchMessage;
    /// use twilio_sms::{Call, Credentials, Endpoint, Sid};
    ///
    /// let account: Sid = "AC1".parse()?;
    /// let credentials = Credentials::new(account.clone(), "secret")?;
    /// let request = FetchMessage::new("SM1".parse()?)
    ///     .request(&Endpoint::new(account))
    ///     .into_http("https://api.twilio.com", &credentials)?;
    /// assert_eq!(request.uri(), "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM1.json");
    /// assert!(!format!("{request:?}").contains("Basic"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_http(self, origin: &str, credentials: &Credentials) -> Result<http::Request<String>, ParseError> {
        let invalid = |kind| ParseError::new("origin", kind);
        check_origin(origin).map_err(invalid)?;
        let uri = format!("{}{}", origin.trim_end_matches('/'), self.target());
        if uri.len() > MAX_URI {
            return Err(invalid(K::TooLong { got: uri.len(), max: MAX_URI, unit: LengthUnit::Bytes }));
        }
        let mut request = http::Request::new(self.body().to_owned());
        *request.method_mut() = self.method().into();
        // The target is valid, so this is about a character in the host, which `http` checks more strictly.
        *request.uri_mut() = uri.parse().map_err(|_| invalid(K::InvalidCharacter { at: origin.len() }))?;
        // The value is ASCII text, because the credentials in it are encoded in base64.
        let mut authorization = HeaderValue::try_from(credentials.authorization())
            .map_err(|_| ParseError::new("credentials", K::InvalidCharacter { at: 0 }))?;
        authorization.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, authorization);
        if let Some(content_type) = self.content_type() {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        Ok(request)
    }
}

/// Converts a reply into the response of an HTTP server. Needs the feature `http`.
///
/// The response has the status, the body and, where the reply has them, the headers `Content-Type` and
/// `WWW-Authenticate`. If the status is outside HTTP's range, the response has status 500.
impl From<Reply> for http::Response<String> {
    fn from(reply: Reply) -> Self {
        let (status, content_type) = (reply.status(), reply.content_type());
        let challenge = reply.www_authenticate();
        let mut response = Self::new(reply.into_body());
        // A status outside HTTP's range is a mistake in the server's own code, and status 500 tells the client so.
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in [(CONTENT_TYPE, content_type), (WWW_AUTHENTICATE, challenge)] {
            if let Some(value) = value {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
        }
        response
    }
}

#[cfg(feature = "signature")]
impl<'r> Incoming<'r, 'r> {
    /// Creates an `Incoming` from a request that an HTTP server received. Needs the features `http` and `signature`.
    ///
    /// The request must have its complete body. The `url` is the URL that you gave Twilio. Behind a proxy, your server
    /// sees a different URL: build the one for Twilio with [`PublicUrl`](crate::signature::PublicUrl).
    ///
    /// ```
    /// use twilio_sms::signature::{AuthToken, Incoming};
    ///
    /// let request = http::Request::post("/sms")
    ///     .header("Content-Type", "application/x-www-form-urlencoded")
    ///     .header(Incoming::SIGNATURE, "+I60BqAEROk/DSBB3pogGNcTlVI=")
    ///     .body("MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B14159352345&Body=I+love+you+too+%3C3")?;
    /// let incoming = Incoming::from_http(&request, "https://example.com/sms");
    /// let verified = incoming.verify(&[AuthToken::new("12345")?.into()])?;
    /// assert_eq!(verified.inbound()?.body.as_deref(), Some("I love you too <3"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_http(request: &'r http::Request<impl AsRef<[u8]>>, url: &'r str) -> Self {
        let header = |name| header(request, name);
        Self {
            method: request.method().as_str(),
            url,
            content_type: header(CONTENT_TYPE.as_str()),
            signature: header(Self::SIGNATURE),
            settings: header(Self::SETTINGS),
            body: request.body().as_ref(),
        }
    }
}

/// Returns the value of a header as a text, or `None` if the request does not have the header.
///
/// A value that is not ASCII text becomes `unreadable`. That is neither the content type of a form nor a signature, so
/// no request is accepted because of it.
fn header<'r, B>(request: &'r http::Request<B>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

impl<'r> ApiRequest<'r> {
    /// Decodes a request that an HTTP server received. Needs the feature `http`.
    ///
    /// The request must have its complete body.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`decode`](Self::decode).
    ///
    /// ```
    /// use twilio_sms::server::{ApiRequest, Operation};
    ///
    /// let request = http::Request::get("/2010-04-01/Accounts/AC1/Messages.json?PageSize=5").body("")?;
    /// assert!(matches!(ApiRequest::from_http(&request)?.operation(), Operation::List(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_http(request: &'r http::Request<impl AsRef<[u8]>>) -> Result<Self, ApiError> {
        let content_type = header(request, CONTENT_TYPE.as_str());
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        Self::decode(request.method().as_str(), target, content_type, request.body().as_ref())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::request::FetchMessage;
    use crate::{Call as _, Endpoint, Sid};

    fn into_http(origin: &str) -> Result<http::Request<String>, ParseError> {
        let account: Sid<'_> = "AC1".parse().unwrap();
        let credentials = Credentials::new(account.clone(), "secret").unwrap();
        let fetch = FetchMessage::new("SM1".parse().unwrap());
        fetch.request(&Endpoint::new(account)).into_http(origin, &credentials)
    }

    const TARGET: &str = "/2010-04-01/Accounts/AC1/Messages/SM1.json";

    #[test]
    fn an_origin_is_followed_by_the_target() {
        for origin in
            ["https://api.twilio.com", "http://[::1]:8080", "http://127.0.0.1:1", "https://my_host", "https://a/b%20/c"]
        {
            for end in ["", "/"] {
                let request = into_http(&format!("{origin}{end}")).unwrap();
                assert_eq!(request.uri().to_string(), format!("{origin}{TARGET}"));
            }
        }
        let longest = format!("https://a/{}", "x".repeat(MAX_URI - "https://a/".len() - TARGET.len()));
        assert_eq!(into_http(&longest).unwrap().uri().to_string().len(), MAX_URI);
        assert_eq!(
            into_http(&format!("{longest}x")).unwrap_err().kind(),
            K::TooLong { got: MAX_URI + 1, max: MAX_URI, unit: LengthUnit::Bytes }
        );
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for (origin, at) in [
            ("https://", 8),
            ("https://?x", 8),
            ("https://example.com?x=1", 19),
            ("https://example.com/a?x=1", 21),
            ("https://example.com/#x", 20),
            ("https://example.com#", 19),
            ("https://example.com/<", 20),
            ("https://example.com/%2", 20),
            ("https://exa mple.com", 11),
        ] {
            assert_eq!(into_http(origin).unwrap_err().kind(), K::InvalidCharacter { at }, "{origin:?}");
        }
        for origin in ["ftp://example.com", "api.twilio.com", "/path", "https:api.twilio.com"] {
            assert_eq!(into_http(origin).unwrap_err().kind(), K::MissingScheme, "{origin:?}");
        }
        assert_eq!(into_http("").unwrap_err().kind(), K::Empty);
    }

    proptest! {
        #[test]
        fn a_request_goes_to_the_origin_or_is_refused(origin in "(https?://)?[a-z0-9.:@/?#%<\\[\\]\"{}\\\\^ é-]{0,20}") {
            if let Ok(request) = into_http(&origin) {
                let start = origin.trim_end_matches('/');
                prop_assert_eq!(request.uri().to_string(), format!("{start}{TARGET}"));
                prop_assert!(request.uri().query().is_none() && request.uri().authority().is_some());
                prop_assert!(matches!(request.uri().scheme_str(), Some("http" | "https")));
            }
        }
    }
}
