//! From and to the types of the `http` crate, which most HTTP stacks share.

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
    /// The request for an HTTP client, to a scheme and host such as `https://api.twilio.com`. Feature `http`.
    ///
    /// The header that holds the secret is marked sensitive.
    ///
    /// # Errors
    ///
    /// An origin that is none.
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

/// The reply for an HTTP server. Feature `http`.
impl From<Reply> for http::Response<String> {
    fn from(reply: Reply) -> Self {
        let (status, content_type) = (reply.status(), reply.content_type());
        let challenge = reply.www_authenticate();
        let mut response = Self::new(reply.into_body());
        // A status out of HTTP's range is the server's own mistake, and is answered as one.
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
    /// Describes a request as an HTTP server got it, its body in one piece, and the URL that Twilio was given. Features `http` and
    /// `signature`.
    ///
    /// [`PublicUrl`](crate::signature::PublicUrl) builds the URL: behind a proxy, the one that the server sees is another.
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

/// A header's text. One that is no text is no form's type and nobody's signature.
fn header<'r, B>(request: &'r http::Request<B>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

impl<'r> ApiRequest<'r> {
    /// Reads a request as an HTTP server got it, its body in one piece. Feature `http`.
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode).
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
