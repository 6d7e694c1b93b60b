//! The client that the programs share. It does any call with `ureq`, and does it again as long as that is safe.
//!
//! The environment has the account in `TWILIO_ACCOUNT_SID`, its token in `TWILIO_AUTH_TOKEN`, and in `TWILIO_API` the
//! server if it is not Twilio's.

use std::error::Error;
use std::time::{Duration, SystemTime};
use std::{env, thread};

use twilio_sms::limits::MAX_DOCUMENT;
use twilio_sms::response::retry_after_header;
use twilio_sms::{Call, Credentials, Endpoint, Outcome, ParseError, Resend, Sid};

/// An account, the server that it is on, and the HTTP client.
pub struct Twilio {
    pub endpoint: Endpoint,
    origin: String,
    credentials: Credentials,
    agent: ureq::Agent,
}

impl Twilio {
    /// Reads the account from the environment.
    pub fn from_env() -> Result<Self, Box<dyn Error>> {
        let account: Sid<'static> = env::var("TWILIO_ACCOUNT_SID")?.parse()?;
        // The body of a status such as 400 says why the call was rejected. The answer after the redirect of a POST would
        // say nothing about the message.
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        Ok(Self {
            credentials: Credentials::new(account.clone(), env::var("TWILIO_AUTH_TOKEN")?)?,
            endpoint: Endpoint::new(account),
            origin: env::var("TWILIO_API").unwrap_or_else(|_| "https://api.twilio.com".to_owned()),
            agent: config.timeout_global(Some(Duration::from_secs(30))).build().into(),
        })
    }

    /// Does a call, and does it again after the time in `Retry-After`, or after a wait that doubles.
    pub fn call<C: Call>(&self, call: &C) -> Result<Outcome<'static, C::Answer<'static>>, ParseError> {
        let mut backoff = Duration::from_secs(1);
        loop {
            let request = call.request(&self.endpoint).into_http(&self.origin, &self.credentials)?;
            let answer = self.agent.run(request).and_then(|mut response| {
                let wait = retry_after_header(&response, SystemTime::now());
                let body = response.body_mut().with_config().limit(MAX_DOCUMENT as u64).read_to_vec()?;
                Ok((C::answer_owned(response.status().as_u16(), &body), wait))
            });
            // An error does not tell whether the call was done.
            let (outcome, wait) = answer.unwrap_or_else(|_| (C::no_answer(), None));
            let wait = wait.unwrap_or(backoff);
            match outcome.resend() {
                Some(Resend::Safe) if backoff.as_secs() <= 16 && wait.as_secs() <= 60 => thread::sleep(wait),
                _ => return Ok(outcome),
            }
            backoff *= 2;
        }
    }
}
