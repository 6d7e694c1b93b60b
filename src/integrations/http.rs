//! Conversions to and from the types of the `http` crate, which most HTTP stacks share.

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};

use crate::request::credentials::Credentials;
use crate::request::endpoint::Request;
use crate::response::reply::Reply;
use crate::server::ApiRequest;
use crate::server::error::ApiError;
use crate::value::resource::Method;
#[cfg(feature = "signature")]
use crate::webhook::signature::Incoming;

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
    /// The origin is a scheme and a host, such as `https://api.twilio.com`. The header `Authorization` contains the
    /// secret, so it is marked as sensitive: `Debug` does not print its value.
    ///
    /// # Errors
    ///
    /// Returns an error if `origin` followed by the target of the request is not a valid URI.
    ///
    /// ```
    /// use twilio_sms::request::FetchMessage;
    /// use twilio_sms::{Credentials, Format, Resource, Sid};
    ///
    /// let account: Sid = "AC1".parse()?;
    /// let credentials = Credentials::new(account.clone(), "secret")?;
    /// let request = FetchMessage::new("SM1".parse()?)
    ///     .encode(&account, Resource::Messages, Format::Json)
    ///     .into_http("https://api.twilio.com", &credentials)?;
    /// assert_eq!(request.uri(), "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM1.json");
    /// assert!(!format!("{request:?}").contains("Basic"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_http(self, origin: &str, credentials: &Credentials) -> Result<http::Request<String>, http::Error> {
        let mut authorization = HeaderValue::try_from(credentials.authorization())?;
        authorization.set_sensitive(true);
        let mut request = http::Request::builder()
            .method(http::Method::from(self.method()))
            .uri(format!("{}{}", origin.trim_end_matches('/'), self.target()))
            .header(AUTHORIZATION, authorization);
        if let Some(content_type) = self.content_type() {
            request = request.header(CONTENT_TYPE, content_type);
        }
        request.body(self.body().to_owned())
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
/// A value that is not ASCII text becomes U+FFFD. That is neither the content type of a form nor a signature nor a known
/// algorithm, so no request is accepted because of it.
fn header<'r, B>(request: &'r http::Request<B>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("\u{FFFD}"))
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
