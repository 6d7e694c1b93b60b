//! List all messages, page by page.
//!
//! Twilio lists the newest messages first. Follow the server's own link to the next page: a program that counts pages misses
//! messages or reads them twice when new ones arrive meanwhile. [`NextPage`](crate::request::NextPage) accepts only links
//! within your account, because your credentials are sent to them.
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
//! use twilio_sms::request::{ListMessages, NextPage, PageSize};
//! use twilio_sms::{Format, Page, Resource, Sid};
//!
//! let account: Sid<'_> = "AC1".parse()?;
//! let list = ListMessages::new().to("+14155550199".parse()?).page_size(PageSize::new(1000)?);
//! let mut request = list.encode(&account, Resource::Messages, Format::Json);
//! let mut sids = Vec::new();
//! loop {
//!     let (status, bytes) = http(&request);
//!     let page = Page::decode(status, &bytes).into_result()?;
//!     sids.extend(page.messages.iter().map(|message| message.sid.to_string()));
//!     match page.paging.next_page_uri.as_deref() {
//!         Some(link) => request = NextPage::resume(link, &account)?.encode(),
//!         None => break,
//!     }
//! }
//! assert_eq!(sids, ["SM3", "SM2", "SM1"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! To continue later, store the text of [`NextPage::as_str`](crate::request::NextPage::as_str).
