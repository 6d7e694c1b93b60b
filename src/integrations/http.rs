//! Conversions from and to the types of the `http` crate, which most HTTP stacks share.

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};

use crate::request::credentials::Credentials;
use crate::request::endpoint::Request;
use crate::response::reply::Reply;
use crate::server::ApiRequest;
use crate::server::error::ApiError;
use crate::value::resource::Method;
#[cfg(feature = "signature")]
use crate::webhook::signature::Incoming;

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
    /// Converts the request into an `http::Request` to the server at `origin`, a scheme and host such as
    /// `https://api.twilio.com`. Needs the feature `http`.
    ///
    /// The header `Authorization`, which contains the secret, is marked as sensitive.
    ///
    /// # Errors
    ///
    /// Returns an error if `origin` and the target together are not a URI.
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
impl From<Reply> for http::Response<String> {
    fn from(reply: Reply) -> Self {
        let (status, content_type) = (reply.status(), reply.content_type());
        let challenge = reply.www_authenticate();
        let mut response = Self::new(reply.into_body());
        // A status out of HTTP's range is a mistake of the server itself, so the client gets status 500.
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
    /// Creates an `Incoming` from a request that an HTTP server received, with the complete body, and from the URL that you
    /// gave Twilio. Needs the features `http` and `signature`.
    ///
    /// Behind a proxy, the URL that the server sees differs from the one that Twilio was given:
    /// [`PublicUrl`](crate::signature::PublicUrl) builds the latter.
    ///
    /// ```
    /// use twilio_sms::signature::{AuthToken, Incoming};
    ///
    /// let request = http::Request::post("/sms")
    ///     .header("Content-Type", "application/x-www-form-urlencoded")
    ///     .header(Incoming::SIGNATURE, "+I60BqAEROk/DSBB3pogGNcTlVI=")
    ///     .body("MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B14159352345&Body=I+love+you+too+%3C3")?;
    /// let proof = Incoming::from_http(&request, "https://example.com/sms").verify(&[AuthToken::new("12345")?.into()])?;
    /// assert_eq!(proof.inbound()?.body.as_deref(), Some("I love you too <3"));
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

/// Returns the text of a header. A header that is not ASCII becomes `unreadable`, which is neither the type of a form nor a
/// signature, so the request is refused.
fn header<'r, B>(request: &'r http::Request<B>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

impl<'r> ApiRequest<'r> {
    /// Decodes a request that an HTTP server received, with the complete body. Needs the feature `http`.
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
