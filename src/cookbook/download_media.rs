//! This page shows how to download the media files of a message that you received.
//!
//! Twilio serves a media file only to requests with the credentials of the account, or with an API key of it. A URL in
//! a webhook says where the file is, and a URL that is not Twilio's must not get the credentials:
//! [`is_at_twilio`](crate::webhook::InboundMedia::is_at_twilio) tells them apart.
//!
//! Twilio answers with a redirect to a host that serves the file for four hours. That host takes no credentials: a URL
//! that is already signed is refused if they are sent too, and they should not leave Twilio's API. `ureq` and `reqwest`
//! follow such a redirect without them by themselves. Here it is followed explicitly.
//!
//! ```
//! use twilio_sms::Credentials;
//! use twilio_sms::webhook::{InboundMedia, InboundMessage};
//!
//! /// The answer of your HTTP client: the status, the header `Location` and the body.
//! type Answer = (u16, Option<String>, Vec<u8>);
//!
//! /// Downloads a media file. The function `http` takes a URL and the value of the header `Authorization`. It follows no
//! /// redirect, and reads no more than you are willing to store.
//! fn download(
//!     media: &InboundMedia<'_>,
//!     credentials: &Credentials,
//!     http: impl Fn(&str, Option<&str>) -> Answer,
//! ) -> Option<Vec<u8>> {
//!     if !media.is_at_twilio() {
//!         return None;
//!     }
//!     let (mut status, location, mut body) = http(&media.url, Some(&credentials.authorization()));
//!     if let (300..=399, Some(location)) = (status, location)
//!         && location.starts_with("https://")
//!     {
//!         (status, _, body) = http(&location, None);
//!     }
//!     (status == 200).then_some(body)
//! }
//!
//! let credentials = Credentials::new("AC0123456789abcdef0123456789abcdef".parse()?, "your auth token")?;
//! let form = b"MessageSid=MM1&NumMedia=1&MediaContentType0=image%2Fpng&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2F\
//!     2010-04-01%2FAccounts%2FAC1%2FMessages%2FMM1%2FMedia%2FME1";
//! let message = InboundMessage::decode_unverified(form)?;
//! # let http = |url: &str, authorization: Option<&str>| match url.contains("twilio.com") {
//! #     true => { assert!(authorization.is_some()); (302, Some("https://cdn.example/owl".to_owned()), vec![]) }
//! #     false => { assert!(authorization.is_none()); (200, None, b"PNG".to_vec()) }
//! # };
//! assert_eq!(download(&message.media[0], &credentials, http), Some(b"PNG".to_vec()));
//! # let other = InboundMedia { url: "https://example.com/owl".into(), content_type: None };
//! # assert_eq!(download(&other, &credentials, |_, _| (200, None, vec![])), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A compatible server has hosts of its own: compare the URL with them in the same way. The content type is what the
//! sender's phone said, so do not trust it when you show the file to others.
