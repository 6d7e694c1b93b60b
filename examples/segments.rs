//! Shows how many segments a text takes as an SMS, and why.
//!
//! ```text
//! cargo run --example segments -- "Jenny please?! I’ll love you <3"
//! cargo run --example segments -- --file letter.txt
//! fortune | cargo run --example segments
//! cargo run --example segments -- --svg > docs/segments.svg
//! ```
//!
//! Each argument is a text. Without arguments, the text is read from standard input. Each segment is printed as a
//! numbered block, characters that force UCS-2 are marked, and a cheaper spelling follows if there is one. The output
//! has colours on a terminal, unless `NO_COLOR` is set. `--svg` prints the picture of the README instead.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;
use std::{env, fs};

use twilio_sms::segments::{Encoding, Segments, SmartOptions, smart_encode, split_segments, ucs2_chars};

const USAGE: &str = "usage: segments [TEXT]... [--file PATH]... | segments --svg";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("segments: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<()> {
    let mut texts = Vec::new();
    let mut args = env::args_os();
    args.next();
    while let Some(arg) = args.next() {
        if arg == "--svg" {
            return io::stdout().write_all(picture().as_bytes());
        } else if arg == "--help" {
            return writeln!(io::stdout(), "{USAGE}");
        } else if arg == "--file" {
            let path = args.next().ok_or_else(|| io::Error::other(USAGE))?;
            texts.push(without_last_newline(fs::read_to_string(path)?));
        } else {
            texts.push(arg.into_string().map_err(|_| io::Error::other("a text must be UTF-8"))?);
        }
    }
    if texts.is_empty() {
        if io::stdin().is_terminal() {
            eprintln!("{USAGE}\nType a text, and end it with Ctrl-D.");
        }
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        texts.push(without_last_newline(text));
    }
    let mut out = io::stdout().lock();
    let colour = out.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        for line in report(text) {
            writeln!(out, "{}", if colour { line.ansi() } else { line.plain() })?;
        }
    }
    Ok(())
}

/// Removes the newline with which editors and `echo` end a file.
fn without_last_newline(mut text: String) -> String {
    if text.ends_with('\n') {
        text.pop();
    }
    text
}

/// The role of a part of a line. The three ways to print a line choose the look of each role.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Style {
    Bold,
    Ucs2Char,
    Dim,
    Even,
    Good,
    Odd,
    Plain,
}

#[derive(Default)]
struct Line {
    spans: Vec<(Style, String)>,
}

impl Line {
    fn new(style: Style, text: impl Into<String>) -> Self {
        Self::default().and(style, text)
    }

    fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        self.push(style, &text.into());
        self
    }

    fn push(&mut self, style: Style, text: &str) {
        match self.spans.last_mut() {
            Some((last, so_far)) if *last == style => so_far.push_str(text),
            _ => self.spans.push((style, text.to_owned())),
        }
    }

    fn columns(&self) -> usize {
        self.spans.iter().map(|(_, text)| text.chars().count()).sum()
    }

    fn plain(&self) -> String {
        let span = |(style, text): &(Style, String)| match style {
            Style::Ucs2Char => format!("⟦{text}⟧"),
            _ => text.clone(),
        };
        self.spans.iter().map(span).collect()
    }

    fn ansi(&self) -> String {
        let span = |(style, text): &(Style, String)| match style {
            Style::Bold => format!("\x1b[1m{text}\x1b[0m"),
            Style::Ucs2Char => format!("\x1b[1;4;31m{text}\x1b[0m"),
            Style::Dim => format!("\x1b[2m{text}\x1b[0m"),
            Style::Even => format!("\x1b[36m{text}\x1b[0m"),
            Style::Good => format!("\x1b[1;32m{text}\x1b[0m"),
            Style::Odd => format!("\x1b[33m{text}\x1b[0m"),
            Style::Plain => text.clone(),
        };
        self.spans.iter().map(span).collect()
    }

    fn svg(&self) -> String {
        let span = |(style, text): &(Style, String)| {
            let class = match style {
                Style::Bold => "b",
                Style::Ucs2Char => "c",
                Style::Dim => "d",
                Style::Even => "e",
                Style::Good => "g",
                Style::Odd => "o",
                Style::Plain => "p",
            };
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("<tspan class=\"{class}\">{text}</tspan>")
        };
        self.spans.iter().map(span).collect()
    }
}

/// Returns the report about a text.
fn report(text: &str) -> Vec<Line> {
    let size = Segments::of(text);
    let mut lines = vec![summary(size)];
    let marked: BTreeSet<usize> = ucs2_chars(text).map(|found| found.at()).collect();
    lines.extend(blocks(text, &marked, Style::Ucs2Char));
    if size.encoding() == Encoding::Gsm7 {
        return lines;
    }
    lines.extend(reasons(text));
    let smart = smart_encode(text, SmartOptions::default());
    let dearer = smart.after.count() > size.count();
    if dearer || (smart.after.encoding() == Encoding::Ucs2 && !smart.is_cheaper()) {
        lines.push(Line::new(Style::Dim, "no cheaper spelling"));
        return lines;
    }
    lines.push(Line::new(Style::Good, "cheaper: ").and(Style::Plain, summary(smart.after).plain()));
    let (mut changed, mut removed, mut added) = (BTreeSet::new(), 0, 0);
    for replaced in &smart.replacements {
        let start = replaced.at + added - removed;
        changed.extend(start..start + replaced.to.len());
        removed += replaced.from.len_utf8();
        added += replaced.to.len();
    }
    lines.extend(blocks(&smart.text, &changed, Style::Good));
    lines
}

/// Returns a line such as `UCS-2, 2 segments, 90 units, 44 left`.
fn summary(size: Segments) -> Line {
    let counts = format!("{}, {}", size.encoding(), plural(size.count(), "segment"));
    let units = format!(", {}, {} left", plural(size.units(), "unit"), size.units_left());
    Line::new(Style::Bold, counts).and(Style::Dim, units)
}

fn plural(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Returns the segments as numbered blocks. A character at one of the `marked` byte offsets has the style `style`.
fn blocks(text: &str, marked: &BTreeSet<usize>, style: Style) -> Vec<Line> {
    const COLUMNS: usize = 80;
    let mut lines = Vec::new();
    for (number, segment) in split_segments(text).enumerate() {
        let normal = if number % 2 == 0 { Style::Even } else { Style::Odd };
        let mut line = Line::new(Style::Dim, format!("{:>3} ", number + 1));
        for (at, c) in segment.text.char_indices() {
            let shown = visible(c);
            if line.columns() + shown.chars().count() > COLUMNS {
                lines.push(line);
                line = Line::new(Style::Dim, "    ");
            }
            line.push(if marked.contains(&(segment.range.start + at)) { style } else { normal }, &shown);
        }
        lines.push(line.and(Style::Dim, format!(" {}/{}", segment.units, segment.capacity)));
    }
    lines
}

/// Returns a row for each of the first few characters that force UCS-2.
fn reasons(text: &str) -> Vec<Line> {
    const ROWS: usize = 4;
    let (mut seen, mut lines, mut more) = (BTreeSet::new(), Vec::new(), 0);
    for found in ucs2_chars(text) {
        if !seen.insert(found.char()) {
            continue;
        }
        if lines.len() == ROWS {
            more += 1;
            continue;
        }
        let times = text.matches(found.char()).count();
        let position = if times == 1 { "at byte".to_owned() } else { format!("{times} times, first at byte") };
        let mut line = Line::new(Style::Plain, format!("    {found} "))
            .and(Style::Ucs2Char, visible(found.char()))
            .and(Style::Dim, format!(" {position} {}; without it ", found.at()))
            .and(Style::Plain, in_short(found.segments_without()));
        if let (Some(spelling), Some(size)) = (found.replacement(), found.segments_if_replaced()) {
            let spelling = if spelling.trim().is_empty() { format!("{spelling:?}") } else { spelling.to_owned() };
            line = line.and(Style::Dim, ", with ").and(Style::Good, spelling).and(Style::Dim, " instead ");
            line = line.and(Style::Plain, in_short(size));
        }
        lines.push(line);
    }
    if more > 0 {
        lines.push(Line::new(Style::Dim, format!("    and {more} more")));
    }
    if seen.len() > 1 {
        let size = in_short(ucs2_chars(text).segments_without());
        lines.push(Line::new(Style::Dim, format!("    without all {}: ", seen.len())).and(Style::Plain, size));
    }
    lines
}

/// Returns a text such as `1 segment of GSM-7`.
fn in_short(size: Segments) -> String {
    format!("{} of {}", plural(size.count(), "segment"), size.encoding())
}

/// Returns a visible form of a character, so that no character can control the terminal.
fn visible(c: char) -> String {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).map(String::from).unwrap_or_default(),
        '\x7f' => "␡".to_owned(),
        '\u{80}'..='\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{180E}' => format!("<U+{:04X}>", u32::from(c)),
        '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}' => {
            format!("<U+{:04X}>", u32::from(c))
        }
        '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}' => {
            format!("<U+{:04X}>", u32::from(c))
        }
        _ => c.to_string(),
    }
}

const JENNY: &str = "Jenny please?! I love you <3";
const CURLY: &str = "Jenny please?! I’ll love you <3";

/// A text of 400 characters.
const GREEK: &str = "\
Καλημέρα σας! Σας γράφουμε από το ιατρείο για να σας θυμίσουμε το ραντεβού σας την Τρίτη στις έντεκα το πρωί. \
Αν δεν μπορείτε να έρθετε, απαντήστε με την λέξη ΟΧΙ και θα σας προτείνουμε μιαν άλλη ημέρα. Φέρτε μαζί σας την \
ταυτότητα και τις παλιές σας εξετάσεις. Η είσοδος είναι από την πίσω πλευρά του κτιρίου, δίπλα στο φαρμακείο. \
Για κάθε ερώτηση καλέστε μας τις εργάσιμες ημέρες. Σας ευχαριστούμε!";

/// Returns the output for three texts as an SVG picture.
fn picture() -> String {
    const ROW: usize = 20;
    const COLUMN: usize = 9;
    let mut lines = Vec::new();
    for (args, text) in [
        ("\"Jenny please?! I love you <3\"", JENNY),
        ("\"Jenny please?! I’ll love you <3\"", CURLY),
        ("--file greek.txt", GREEK),
    ] {
        lines.push(Line::new(Style::Dim, "$ ").and(Style::Plain, format!("segments {args}")));
        lines.extend(report(text));
        lines.push(Line::default());
    }
    lines.pop();
    let width = (lines.iter().map(Line::columns).max().unwrap_or(0) + 4) * COLUMN;
    let height = (lines.len() + 2) * ROW;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <title>Segments of three texts: plain, with a curly quote, and in Greek</title>\n{STYLES}\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#161b22\"/>\n"
    );
    for (at, line) in lines.iter().enumerate() {
        let y = (at + 2) * ROW;
        svg += &format!("<text x=\"{}\" y=\"{y}\">{}</text>\n", 2 * COLUMN, line.svg());
    }
    svg + "</svg>\n"
}

const STYLES: &str = "<style>
text { font: 14px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
.p { fill: #e6edf3 } .b { fill: #e6edf3; font-weight: bold } .d { fill: #8b949e }
.e { fill: #76e3ea } .o { fill: #e3b341 } .g { fill: #56d364; font-weight: bold }
.c { fill: #ff7b72; font-weight: bold; text-decoration: underline }
</style>";
