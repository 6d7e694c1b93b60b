//! The program: a Twilio for test suites, on a port of this machine.

#![forbid(unsafe_code)]

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use fake_twilio::{Callbacks, Fake, ServeOptions, Server, random_seed, serve_on};
use twilio_sms::request::CallbackUrl;
use twilio_sms::{Credentials, Sid};

/// Answers as Twilio's API for SMS does, keeps the messages in memory, and sends none of them.
#[derive(Parser)]
#[command(name = "fake-twilio", version)]
struct Settings {
    /// The port to listen on; 0 is any free port.
    #[arg(long, env = "PORT", default_value = "8080", value_parser = port)]
    port: u16,
    /// The address to listen on, or a name of it.
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The account that clients use.
    #[arg(long, env = "TWILIO_ACCOUNT_SID", default_value = "AC5ef872f6da5a21de157d80997a64bd33")]
    account: String,
    /// The token that clients authenticate with, and that signs webhooks.
    #[arg(long, env = "TWILIO_AUTH_TOKEN", default_value = "00112233445566778899aabbccddeeff", hide_env_values = true)]
    token: String,
    /// An API key that clients may authenticate with: its SID, a colon and its secret. Can be given several times.
    #[arg(long = "api-key", env = "FAKE_TWILIO_API_KEYS", value_delimiter = ',', hide_env_values = true)]
    api_keys: Vec<String>,
    /// Whether status callbacks are posted.
    #[arg(long, env = "FAKE_TWILIO_CALLBACKS", default_value = "on", value_parser = switch, action = clap::ArgAction::Set)]
    callbacks: bool,
    /// A host besides this machine that callbacks are posted to. Can be given several times.
    #[arg(long = "callback-host", env = "FAKE_TWILIO_CALLBACK_HOSTS", value_delimiter = ',')]
    callback_hosts: Vec<String>,
    /// A name besides this machine's by which the page and the control API are reached. Can be given several times.
    #[arg(long = "allowed-host", env = "FAKE_TWILIO_ALLOWED_HOSTS", value_delimiter = ',')]
    allowed_hosts: Vec<String>,
    /// The seconds between two statuses of a message.
    #[arg(long, env = "FAKE_TWILIO_CALLBACK_DELAY", default_value = "0")]
    callback_delay: u32,
    /// The URL that inbound messages are posted to.
    #[arg(long, env = "FAKE_TWILIO_INBOUND_URL")]
    inbound_url: Option<CallbackUrl>,
    /// The number that SIDs depend on. It is random by default.
    #[arg(long, env = "FAKE_TWILIO_SEED")]
    seed: Option<u64>,
    /// How many messages are kept; the oldest ones are forgotten first. By default all are kept.
    #[arg(long, env = "FAKE_TWILIO_KEEP")]
    keep: Option<usize>,
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "expected a number from 0 to 65535")
}

fn switch(text: &str) -> Result<bool, &'static str> {
    match text {
        "on" | "true" | "1" => Ok(true),
        "off" | "false" | "0" => Ok(false),
        _ => Err("expected `on` or `off`"),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let settings = match Settings::try_parse() {
        Ok(settings) => settings,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            // The output may be closed, so an error is ignored.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            // The first line says what is wrong. The others repeat the usage, which `--help` prints.
            let text = error.to_string();
            let line = text.lines().next().unwrap_or_default();
            return failure(line.trim_start_matches("error: "));
        }
    };
    match run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => failure(&sentence),
    }
}

fn failure(sentence: &str) -> ExitCode {
    eprintln!("fake-twilio: {sentence}");
    ExitCode::from(2)
}

async fn run(settings: Settings) -> Result<(), String> {
    let mut addresses = tokio::net::lookup_host((settings.host.as_str(), settings.port)).await.into_iter().flatten();
    let address = addresses.next().ok_or_else(|| format!("the host `{}` has no address", settings.host))?;
    let (account, token) = (settings.account.clone(), settings.token.clone());
    let fake = fake(&settings)?;
    let options = ServeOptions {
        address,
        callbacks: settings.callbacks,
        callback_hosts: settings.callback_hosts,
        allowed_hosts: settings.allowed_hosts.into_iter().chain([settings.host.clone()]).collect(),
        ..ServeOptions::default()
    };
    let server = serve_on(fake, options).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => format!("another program uses the address {address}; choose another `--port`"),
        _ => format!("the address {address} cannot be opened: {error}"),
    })?;
    // Signals are received before the program says that it is ready.
    let ended = ended().map_err(|error| format!("signals cannot be received: {error}"))?;
    // The output may be closed, so an error is ignored.
    let _ = io::stdout().write_all(greeting(&server, &account, &token).as_bytes());
    ended.await;
    server.stop().await;
    Ok(())
}

fn fake(settings: &Settings) -> Result<Fake, String> {
    let sid = |text: &str| -> Result<Sid<'static>, String> {
        text.parse().map_err(|error| format!("`{text}` is not a SID: {error}"))
    };
    let fake = Fake::new(sid(&settings.account)?, &settings.token)
        .map_err(|error| format!("the account and the token cannot be used: {error}"))?;
    let mut fake = fake
        .seed(settings.seed.unwrap_or_else(random_seed))
        .keep(settings.keep.unwrap_or(usize::MAX))
        .callbacks(Callbacks { delay: settings.callback_delay, ..Callbacks::default() })
        .inbound_url(settings.inbound_url.as_ref().map_or("", CallbackUrl::as_str));
    for key in &settings.api_keys {
        let (user, secret) = key.split_once(':').ok_or("an API key is a SID, a colon and a secret")?;
        let key = Credentials::new(sid(user)?, secret).map_err(|error| format!("an API key is unusable: {error}"))?;
        fake = fake.api_key(key);
    }
    Ok(fake)
}

fn greeting(server: &Server, account: &str, token: &str) -> String {
    let url = server.url();
    format!(
        "{url} answers as Twilio for the account {account} with the token {token}. Try:\n\
         curl -u {account}:{token} {url}/2010-04-01/Accounts/{account}/Messages.json \\\n  \
         --data-urlencode To=+14155550199 --data-urlencode From=+14155550100 --data-urlencode Body=Hello\n\
         {url}/ shows the phones and their messages in a browser.\n\
         An SDK needs the URL in place of https://api.twilio.com; fake-twilio/README.md says how to set it.\n"
    )
}

/// Begins to receive SIGTERM and SIGINT, and returns a future that ends when one of them comes.
#[cfg(unix)]
fn ended() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}

/// Returns a future that ends when the program is interrupted.
#[cfg(not(unix))]
fn ended() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler, the system ends the program.
        let _ = tokio::signal::ctrl_c().await;
    })
}
