//! This page shows how to list all messages, page by page.
//!
//! Twilio lists the newest messages first. A [`Pager`](crate::call::Pager) follows the link to the next page that the
//! server gives you. A program that counts pages instead misses messages or reads them twice if new ones arrive in the
//! meantime. The pager accepts only links within your account, because your credentials are sent to them.
//!
//! ```
//! # fn http(request: &twilio_sms::Request) -> (u16, Vec<u8>) {
//! #     let json = if request.target().contains("PageToken") {
//! #         r#"{"messages": [{"sid": "SM1"}], "next_page_uri": null}"#
//! #     } else {
//! #         r#"{"messages": [{"sid": "SM3"}, {"sid": "SM2"}],
//! #             "next_page_uri": "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM2"}"#
//! #     };
//! #     (200, json.as_bytes().to_vec())
//! # }
//! use twilio_sms::Endpoint;
//! use twilio_sms::call::Pager;
//! use twilio_sms::request::{ListMessages, PageSize};
//!
//! let list = ListMessages::new().to("+14155550199".parse()?).page_size(PageSize::new(1000)?);
//! let mut pager = Pager::new(list, Endpoint::new("AC1".parse()?));
//! let mut sids = Vec::new();
//! while let Some(request) = pager.next_request() {
//!     let (status, bytes) = http(&request);
//!     let page = pager.read(status, &bytes).into_result()?;
//!     sids.extend(page.messages.iter().map(|message| message.sid.to_string()));
//! }
//! assert_eq!(sids, ["SM3", "SM2", "SM1"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! To continue later, store the text of [`Pager::position`](crate::call::Pager::position), and pass it to
//! [`NextPage::resume`](crate::request::NextPage::resume), whose result [`Pager::resume`](crate::call::Pager::resume)
//! takes.
