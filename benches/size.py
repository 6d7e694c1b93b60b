#!/usr/bin/env python3
"""Prints the size and the build time of a small program with this crate, and of the same program with its
alternatives.

It exists because `cargo bloat` shows the parts of one program, but neither compares programs nor measures clean
builds.

Each program reads a reply from standard input and prints two fields of it. It is built in a new folder, with the
release profile, and stripped.
"""

import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = "let mut text = String::new(); std::io::Read::read_to_string(&mut std::io::stdin(), &mut text).unwrap();"
SERDE = """#[derive(serde::Deserialize)] #[serde(rename_all = "RULE")] #[allow(dead_code)] struct Message {
    sid: String, date_created: Option<String>, date_updated: Option<String>, date_sent: Option<String>,
    account_sid: Option<String>, to: Option<String>, from: Option<String>, messaging_service_sid: Option<String>,
    body: Option<String>, status: Option<String>, num_segments: Option<String>, num_media: Option<String>,
    direction: Option<String>, api_version: Option<String>, price: Option<String>, price_unit: Option<String>,
    error_code: Option<String>, error_message: Option<String>, uri: Option<String>,
}"""
XML = SERDE.replace("RULE", "PascalCase") + """
#[derive(serde::Deserialize)] struct Reply { #[serde(rename = "Message")] message: Message }"""
DERIVE = 'serde = { version = "1", features = ["derive"] }\n'
QUICK_XML = 'quick-xml = { version = "0.41", features = ["serialize"] }\n'
PROGRAMS = {
    "empty": ("", f'fn main() {{ {READ} println!("{{}}", text.len()); }}'),
    "twilio-sms, XML and JSON": (
        f'twilio-sms = {{ path = "{ROOT}", default-features = false }}\n',
        f"""fn main() {{ {READ}
    match twilio_sms::Message::decode(201, text.as_bytes()) {{
        twilio_sms::Outcome::Done(message) => println!("{{}} {{:?}}", message.sid, message.to),
        twilio_sms::Outcome::Rejected(rejection) => println!("{{rejection}}"),
        twilio_sms::Outcome::Unknown(unknown) => println!("{{unknown}}"),
    }} }}""",
    ),
    "quick-xml and serde, XML alone": (
        DERIVE + QUICK_XML,
        f"""{XML} fn main() {{ {READ}
    match quick_xml::de::from_str::<Reply>(&text) {{
        Ok(reply) => println!("{{}} {{:?}}", reply.message.sid, reply.message.to), Err(error) => println!("{{error}}"),
    }} }}""",
    ),
    "serde_json and serde, JSON alone": (
        DERIVE + 'serde_json = "1"\n',
        f"""{SERDE.replace("RULE", "snake_case")} fn main() {{ {READ}
    match serde_json::from_str::<Message>(&text) {{
        Ok(message) => println!("{{}} {{:?}}", message.sid, message.to), Err(error) => println!("{{error}}"),
    }} }}""",
    ),
}


def main():
    base = None
    print("| program | size | above the empty program | clean build |\n|---|---|---|---|")
    for name, (dependencies, code) in PROGRAMS.items():
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            (home / "src").mkdir()
            (home / "src/main.rs").write_text(code)
            manifest = '[package]\nname = "small"\nversion = "0.0.0"\nedition = "2024"\n[profile.release]\nstrip = true\n'
            (home / "Cargo.toml").write_text(manifest + "[dependencies]\n" + dependencies + "[workspace]\n")
            # Downloads are not part of the measured time.
            subprocess.run(["cargo", "fetch", "--quiet"], cwd=home, check=True)
            start = time.monotonic()
            target = home / "target"
            subprocess.run(["cargo", "build", "--quiet", "--release", "--target-dir", target], cwd=home, check=True)
            seconds = time.monotonic() - start
            size = (target / "release/small").stat().st_size
        base = base or size
        print(f"| {name} | {size / 1000:.0f} kB | {(size - base) / 1000:.0f} kB | {seconds:.1f} s |")


if __name__ == "__main__":
    main()
