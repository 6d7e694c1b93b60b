//! The page's own request: a message of up to 160 characters on `SMS/Messages`.

use super::endpoint::{Endpoint, Request};
use crate::error::DecodeError;
use crate::schema::{Params as _, params};
use crate::value::address::Address;
use crate::value::body::SmsBody;
use crate::value::resource::{Format, Resource};
use crate::value::sid::Sid;
use crate::value::url::CallbackUrl;

impl SendSms {
    /// A message from a sender to a destination.
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
    /// A message to send through `POST /2010-04-01/Accounts/{AccountSid}/SMS/Messages`.
    ///
    /// The resource of the documentation page "Sending SMS Messages". Twilio itself answers it with 410 since 2023: send a
    /// [`SendMessage`](crate::SendMessage) there, into which this converts. Compatible servers still serve it.
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
            /// The destination.
            "To" to: required Address,
            /// A phone number or short code bought from Twilio, or the sandbox number.
            "From" sender: required Address,
            /// The text: 1 to 160 characters.
            "Body" body: required SmsBody,
        }
        independent {
            /// The URL that gets a POST with `SmsSid` and `SmsStatus` when the message has been processed.
            ///
            /// With an application SID as well, this resource prefers the application's URL, while `Messages` prefers
            /// this one. Both are sent as set.
            "StatusCallback" status_callback: CallbackUrl,
            /// The application whose `SmsStatusCallback` gets the POST.
            "ApplicationSid" application_sid: Sid<'static>,
        }
    }
    impl {
        /// The request that sends it.
        pub fn encode<'e>(&self, endpoint: impl Into<Endpoint<'e>>, format: Format) -> Request {
            Request::send(&endpoint.into(), Resource::SmsMessages, format, self)
        }

        /// Reads the form body of such a request, as a server does. Parameters that it does not know are kept
        /// among the [`others`](Self::others); [`ApiRequest`](crate::server::ApiRequest) reads a whole request.
        ///
        /// # Errors
        ///
        /// A form that is malformed; a parameter that is missing, there twice, or refused by its type.
        pub fn decode(form: &[u8]) -> Result<Self, DecodeError> {
            Self::read_form(form)
        }
    }
}

impl SendSms {
    /// The optional parameters, and the others.
    pub(super) fn into_rest(self) -> (Option<CallbackUrl>, Option<Sid<'static>>, Vec<(String, String)>) {
        (self.status_callback, self.application_sid, self.others)
    }

    /// One parameter says nothing about another here.
    #[allow(clippy::unnecessary_wraps)]
    const fn check_combinations(self) -> Result<Self, DecodeError> {
        Ok(self)
    }
}
