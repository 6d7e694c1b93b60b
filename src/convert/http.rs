//! From and to the types of the `http` crate, which most HTTP stacks share.

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};

use crate::request::Request;
use crate::request::credentials::Credentials;
use crate::response::encode::Reply;
use crate::server::ApiRequest;
use crate::server::error::ApiError;
use crate::value::resource::Method;

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
    /// use twilio_sms::{Credentials, FetchMessage, Format, Resource, Sid};
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

impl<'r> ApiRequest<'r> {
    /// Reads a request as an HTTP server got it, its body in one piece. Feature `http`.
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode).
    ///
    /// ```
    /// use twilio_sms::{ApiRequest, Operation};
    ///
    /// let request = http::Request::get("/2010-04-01/Accounts/AC1/Messages.json?PageSize=5").body("")?;
    /// assert!(matches!(ApiRequest::from_http(&request)?.operation(), Operation::List(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_http(request: &'r http::Request<impl AsRef<[u8]>>) -> Result<Self, ApiError> {
        // A header that is no text is no form's.
        let content_type = request.headers().get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or("unreadable"));
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        Self::decode(request.method().as_str(), target, content_type, request.body().as_ref())
    }
}
