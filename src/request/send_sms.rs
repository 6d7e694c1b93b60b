//! The request to send a message of at most 160 characters on the resource `SMS/Messages`.

use super::endpoint::{Endpoint, Request};
use crate::error::DecodeError;
use crate::schema::{Params as _, params};
use crate::value::address::Address;
use crate::value::body::SmsBody;
use crate::value::resource::{Format, Resource};
use crate::value::sid::Sid;
use crate::value::url::CallbackUrl;

impl SendSms {
    /// Creates a request that sends a text from a sender to a destination.
    pub fn new(from: impl Into<Address>, to: impl Into<Address>, body: SmsBody) -> Self {
        Self {
            to: to.into(),
            sender: from.into(),
            body,
            status_callback: None,
            application_sid: None,
            others: Vec::new(),
        }
    }
}

params! {
    /// A request to send a message through `POST /2010-04-01/Accounts/{AccountSid}/SMS/Messages`.
    ///
    /// This is the resource of the documentation page "Sending SMS Messages". Twilio has answered such requests with
    /// status 410 since 2023, while compatible servers still accept them. For Twilio, send a
    /// [`SendMessage`](crate::SendMessage), into which this type converts.
    ///
    /// ```
    /// use twilio_sms::{Format, PhoneNumber, SendSms, Sid};
    ///
    /// let account: Sid = "AC5ef872f6da5a21de157d80997a64bd33".parse()?;
    /// let sms = SendSms::new(
    ///     PhoneNumber::normalize("415-814-1829")?,
    ///     PhoneNumber::normalize("(415) 935-2345")?,
    ///     "Jenny please?! I love you <3".parse()?,
    /// )
    /// .status_callback("https://example.com/status".parse()?);
    /// let request = sms.encode(&account, Format::Xml);
    /// assert_eq!(request.target(), "/2010-04-01/Accounts/AC5ef872f6da5a21de157d80997a64bd33/SMS/Messages.xml");
    /// assert_eq!(
    ///     request.body(),
    ///     "To=%2B14159352345&From=%2B14158141829&Body=Jenny+please%3F%21+I+love+you+%3C3\
    ///      &StatusCallback=https%3A%2F%2Fexample.com%2Fstatus"
    /// );
    /// # Ok::<(), twilio_sms::ParseError>(())
    /// ```
    pub struct SendSms {
        constructed {
            /// Returns the destination.
            "To" to: required Address,
            /// Returns the sender: a phone number or short code bought from Twilio, or the sandbox number.
            "From" sender: required Address,
            /// Returns the text: 1 to 160 characters.
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
    impl {
        /// Encodes the request. The parameters are in its body.
        pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
            Request::send(&endpoint.into(), Resource::SmsMessages, format, self)
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
        pub fn decode(form: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(form)
        }
    }
}

impl SendSms {
    /// Returns the status callback, the application SID and the unknown parameters.
    pub(super) fn into_rest(self) -> (Option<CallbackUrl>, Option<Sid<'static>>, Vec<(String, String)>) {
        (self.status_callback, self.application_sid, self.others)
    }

    /// Accepts every request, because this resource has no rules about several parameters. The macro calls this method
    /// for each kind of request, and other kinds have rules to check.
    #[allow(clippy::unnecessary_wraps)]
    const fn check_combinations(self) -> Result<Self, DecodeError> {
        Ok(self)
    }
}
