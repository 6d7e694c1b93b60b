//! The program: its arguments, its errors, and how it ends.

#![cfg(feature = "server")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use twilio_sms::Credentials;

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fake-twilio"));
    command.args(args).env_remove("PORT").env_remove("HOST");
    command
}

fn run(args: &[&str]) -> Output {
    program(args).output().unwrap()
}

#[test]
fn help_and_version_are_printed_without_a_server() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    for flag in ["--port", "--host", "--callbacks", "--inbound-url", "--seed", "--keep", "TWILIO_AUTH_TOKEN"] {
        assert!(help.contains(flag), "{flag}: {help}");
    }
    let version = run(&["--version"]);
    assert!(version.status.success());
    assert_eq!(String::from_utf8(version.stdout).unwrap(), format!("fake-twilio {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_settings_of_the_readme_and_of_the_recipe_are_those_of_the_program() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    let documented: Vec<&str> = include_str!("../README.md")
        .lines()
        .filter(|line| line.starts_with("| `--"))
        .flat_map(|line| line.split('`').skip(1).step_by(2).take(2))
        .collect();
    assert!(documented.len() >= 20);
    for name in &documented {
        assert!(help.contains(name), "{name}: {help}");
    }
    for flag in
        help.split_whitespace().filter(|word| word.starts_with("--") && *word != "--help" && *word != "--version")
    {
        assert!(documented.contains(&flag), "{flag}");
    }
    let compose = include_str!("../recipes/compose.yaml").split("environment:").nth(1).unwrap();
    for line in compose.lines().skip(1).take_while(|line| line.starts_with("      ")) {
        let (name, value) = line.trim().split_once(": ").unwrap();
        assert!(documented.contains(&name) && !value.is_empty(), "{line}");
    }
}

#[test]
fn the_environment_sets_what_flags_set() {
    let settings = [
        ("PORT", "0"),
        ("HOST", "localhost"),
        ("TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef"),
        ("TWILIO_AUTH_TOKEN", "secret"),
        ("FAKE_TWILIO_API_KEYS", "SK1:one,SK2:two"),
        ("FAKE_TWILIO_CALLBACKS", "off"),
        ("FAKE_TWILIO_CALLBACK_HOSTS", "app,worker"),
        ("FAKE_TWILIO_ALLOWED_HOSTS", "twilio,proxy"),
        ("FAKE_TWILIO_CALLBACK_DELAY", "1"),
        ("FAKE_TWILIO_INBOUND_URL", "http://app:3000/sms"),
        ("FAKE_TWILIO_SEED", "1"),
        ("FAKE_TWILIO_KEEP", "2"),
    ];
    let mut process = program(&[]).envs(settings).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.split(' ').next().unwrap();
    assert!(line.contains(" AC0123456789abcdef0123456789abcdef ") && line.contains(" secret"), "{line}");
    for (user, token, status) in [("SK1", "one", 200), ("SK2", "two", 200), ("SK2", "one", 401)] {
        let authorization = Credentials::new(user.parse().unwrap(), token).unwrap().authorization();
        let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
        let target = "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json";
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {authorization}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{user}: {answer}");
    }
    process.kill().unwrap();
    process.wait().unwrap();
}

#[test]
fn a_wrong_setting_is_one_sentence_and_exit_code_2() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for args in [
        ["--nonsense", "1"],
        ["--port", "many"],
        ["--port", "65536"],
        ["--port", &port],
        ["--host", "nowhere"],
        ["--account", "not a SID!"],
        ["--api-key", "SK1"],
        ["--callbacks", "perhaps"],
        ["--keep", "-1"],
        ["--inbound-url", "/sms"],
    ] {
        let output = run(&args);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
        assert!(error.starts_with("fake-twilio: ") && error.trim_end().lines().count() == 1, "{args:?}: {error}");
        assert!(!error.contains("Error") && !error.contains("{ "), "{args:?}: {error}");
    }
}

#[test]
fn the_program_prints_nothing_of_a_message() {
    let mut process = program(&["--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut output, mut line) = (BufReader::new(process.stdout.take().unwrap()), String::new());
    output.read_line(&mut line).unwrap();
    let mut stream = TcpStream::connect(line.split(' ').next().unwrap().trim_start_matches("http://")).unwrap();
    let token = "00112233445566778899aabbccddeeff";
    let account = "AC5ef872f6da5a21de157d80997a64bd33";
    let authorization = Credentials::new(account.parse().unwrap(), token).unwrap().authorization();
    let form = "From=%2B14158141829&To=%2B14159352345&Body=Jenny&StatusCallback=https://u:secret@example.com/";
    let request = format!(
        "POST /2010-04-01/Accounts/{account}/Messages.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Length: {}\r\nAuthorization: {authorization}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    // The callback cannot be posted, which the program reports.
    let (mut errors, mut all) = (BufReader::new(process.stderr.take().unwrap()), String::new());
    errors.read_line(&mut all).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    errors.read_to_string(&mut all).unwrap();
    output.read_to_string(&mut all).unwrap();
    assert!(all.contains("A status callback was not delivered: "), "{all}");
    assert!(!["Jenny", "secret", "4158141829", "4159352345"].iter().any(|text| all.contains(text)), "{all}");
}

#[cfg(unix)]
#[test]
fn the_program_ends_gracefully_on_either_signal() {
    for signal in ["TERM", "INT"] {
        let mut process = program(&["--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("http://127.0.0.1:"), "{line}");
        Command::new("kill").args([format!("-{signal}"), process.id().to_string()]).status().unwrap();
        let began = Instant::now();
        assert_eq!(process.wait().unwrap().code(), Some(0), "{signal}");
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}
