//! Every file of `tests/data` that a fuzz target names, replayed on a stable toolchain through that target's law.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::fs;
use std::path::Path;

#[path = "../fuzz/laws.rs"]
#[allow(dead_code, unreachable_pub)]
mod laws;

#[cfg(feature = "signature")]
#[path = "../fuzz/signature_law.rs"]
#[allow(unreachable_pub)]
mod signature_law;

#[cfg(feature = "csv")]
#[path = "../fuzz/csv_law.rs"]
#[allow(unreachable_pub)]
mod csv_law;

/// Replays a target's files and says how many there were.
fn replay(target: &str, law: laws::Law) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in &files {
        let bytes = fs::read(file).unwrap();
        assert!(bytes.len() <= 4096, "{} is too large to be looked at", file.display());
        // Says which file broke the law.
        let replayed = std::panic::catch_unwind(|| law(&bytes));
        assert!(replayed.is_ok(), "{} breaks the law of `{target}`", file.display());
    }
    assert!(!files.is_empty(), "{target} has files");
    files.len()
}

#[test]
fn every_file_of_the_corpus_keeps_its_law() {
    let count: usize = laws::LAWS.iter().map(|(target, law)| replay(target, *law)).sum();
    assert!(count >= 500, "{count} files");
}

#[cfg(feature = "signature")]
#[test]
fn every_signed_request_keeps_its_law() {
    replay("signature", signature_law::signature);
}

#[cfg(feature = "csv")]
#[test]
fn every_list_in_csv_keeps_its_law() {
    replay("csv_page", csv_law::csv_page);
}

/// The laws hold for every file, whatever it was made for.
#[test]
fn every_file_keeps_every_law() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (target, _) in laws::LAWS {
        for entry in fs::read_dir(data.join(target)).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            for (_, law) in laws::LAWS {
                law(&bytes);
            }
        }
    }
}
