//! The request to send a message of at most 160 characters on the resource `SMS/Messages`.

use super::endpoint::{Endpoint, Request};
use super::rules::{check_addresses, check_others, check_size};
use crate::error::{DecodeError, RequestError, RequestErrorKind};
use crate::schema::{Params as _, params};
use crate::value::address::{Address, Recipient};
use crate::value::body::SmsBody;
use crate::value::resource::Resource;
use crate::value::sid::Sid;
use crate::value::url::CallbackUrl;

impl SendSms {
    /// Starts a request to send a text to a recipient. A text that names one has to be parsed before:
    /// `text.parse::<Recipient>()?`.
    pub fn to(recipient: impl Into<Recipient>) -> SendSmsBuilder {
        SendSmsBuilder {
            to: recipient.into(),
            from: None,
            body: None,
            status_callback: None,
            application_sid: None,
            others: Vec::new(),
        }
    }
}

/// A [`SendSms`] whose parameters are being set. [`SendSms::to`] starts one.
///
/// ```
/// use twilio_sms::{PhoneNumber, SendSms, SmsBody};
///
/// let builder = SendSms::to(PhoneNumber::normalize("(415) 935-2345")?).from(PhoneNumber::normalize("415-814-1829")?);
/// assert!(builder.clone().body(SmsBody::new("Hello")?).build().is_ok());
/// assert_eq!(builder.build().unwrap_err().params(), ["Body"]);
/// # Ok::<(), twilio_sms::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[must_use]
pub struct SendSmsBuilder {
    to: Recipient,
    from: Option<Address>,
    body: Option<SmsBody>,
    status_callback: Option<CallbackUrl>,
    application_sid: Option<Sid<'static>>,
    others: Vec<(String, String)>,
}

impl SendSmsBuilder {
    /// Sets the sender.
    pub fn from(mut self, address: impl Into<Address>) -> Self {
        self.from = Some(address.into());
        self
    }

    /// Sets the text.
    pub fn body(mut self, body: SmsBody) -> Self {
        self.body = Some(body);
        self
    }

    /// Adds a parameter that has no method here: another server's own.
    ///
    /// [`build`](Self::build) refuses a name that has a method, on this resource or on `Messages`.
    pub fn other(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.others.push((name.into(), value.into()));
        self
    }

    /// Checks the rules that several parameters share, and returns the request.
    ///
    /// # Errors
    ///
    /// Returns an error of the kind for the rule that the request breaks: see
    /// [`RequestErrorKind`](crate::request::RequestErrorKind).
    pub fn build(self) -> Result<SendSms, RequestError> {
        let Self { to, from, body, status_callback, application_sid, others } = self;
        check_others(&others)?;
        let from = from.ok_or(RequestError::new(RequestErrorKind::MissingSender))?;
        check_addresses(&from, to.address())?;
        let body = body.ok_or(RequestError::new(RequestErrorKind::MissingBody))?;
        let sms = SendSms { to, from, body, status_callback, application_sid, others };
        check_size(&sms)?;
        Ok(sms)
    }
}

params! {
    /// A request to send a message through `POST /2010-04-01/Accounts/{AccountSid}/SMS/Messages`.
    ///
    /// This is the resource of the documentation page "Sending SMS Messages". Twilio has answered such requests with
    /// status 410 since 2023, while compatible servers still accept them. For Twilio, send a
    /// [`SendMessage`](crate::SendMessage), into which this type converts by `try_from`.
    ///
    /// ```
    /// use twilio_sms::{Call, Endpoint, PhoneNumber, SendSms};
    ///
    /// let endpoint = Endpoint::new("AC5ef872f6da5a21de157d80997a64bd33".parse()?).xml();
    /// let sms = SendSms::to(PhoneNumber::normalize("(415) 935-2345")?)
    ///     .from(PhoneNumber::normalize("415-814-1829")?)
    ///     .body("Jenny please?! I love you <3".parse()?)
    ///     .status_callback("https://example.com/status".parse()?)
    ///     .build()?;
    /// let request = sms.request(&endpoint);
    /// assert_eq!(request.target(), "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/SMS/Messages.xml");
    /// assert_eq!(
    ///     request.body(),
    ///     "To=%2B14159352345&From=%2B14158141829&Body=Jenny+please%3F%21+I+love+you+%3C3\
    ///      &StatusCallback=https%3A%2F%2Fexample.com%2Fstatus"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct SendSms {
        constructed {
            /// Returns the recipient.
            "To" to: required Recipient => recipient,
            /// Returns the sender: a phone number or short code bought from Twilio, or the sandbox number.
            "From" from: required Address => sender,
            /// Returns the text: 1 to 160 characters, or up to 2,000 for Exotel.
            "Body" body: required SmsBody,
        }
        independent {
            /// Sets the URL to which Twilio posts `SmsSid` and `SmsStatus` when the message has been processed.
            ///
            /// If an application SID is set as well, both are sent. This resource then uses the URL of the application,
            /// while `Messages` uses this URL.
            "StatusCallback" status_callback: CallbackUrl,
            /// Sets the application to whose `SmsStatusCallback` Twilio posts the status.
            "ApplicationSid" application_sid: Sid<'static>,
        }
    }
    setters of SendSmsBuilder |builder| builder;
    impl {
        pub(crate) fn encode(&self, endpoint: &Endpoint) -> Request {
            Request::send(endpoint, Resource::SmsMessages, self)
        }

        /// Decodes the form body of such a request, as a server does. Unknown parameters are kept in
        /// [`others`](Self::others). [`ApiRequest`](crate::server::ApiRequest) decodes a whole request.
        ///
        /// # Errors
        ///
        /// - [`Encoding`](crate::DecodeErrorKind::Encoding): the form is not UTF-8.
        /// - [`Malformed`](crate::DecodeErrorKind::Malformed): a `%` is not followed by two hexadecimal digits.
        /// - [`Limit`](crate::DecodeErrorKind::Limit): the form has too many bytes or parameters.
        /// - [`Duplicate`](crate::DecodeErrorKind::Duplicate): a parameter appears twice.
        /// - [`Invalid`](crate::DecodeErrorKind::Invalid): the type of a parameter refuses its value.
        /// - [`Missing`](crate::DecodeErrorKind::Missing): a required parameter is missing or empty.
        /// - [`Combination`](crate::DecodeErrorKind::Combination): the sender and the recipient cannot be used together.
        pub fn decode(form: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(form)
        }
    }
}

impl SendSms {
    /// Returns the sender and the recipient.
    pub(super) fn into_addresses(self) -> (Address, Recipient) {
        (self.from, self.to)
    }

    /// Checks a request that was decoded.
    fn check_combinations(self) -> Result<Self, DecodeError> {
        check_addresses(&self.from, self.to.address())?;
        Ok(self)
    }

    /// Checks the limits that Twilio has and other servers do not have.
    pub(crate) fn check_limits(&self) -> Result<(), DecodeError> {
        SmsBody::new(self.body.as_str()).map(drop).map_err(DecodeError::invalid("Body"))
    }
}
