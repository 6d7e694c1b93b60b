//! The program: its arguments, its errors, and how it ends.

#![cfg(feature = "server")]

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

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
    ] {
        let output = run(&args);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
        assert!(error.starts_with("fake-twilio: ") && error.trim_end().lines().count() == 1, "{args:?}: {error}");
        assert!(!error.contains("Error") && !error.contains("{ "), "{args:?}: {error}");
    }
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
