//! Checks the properties of the fuzz targets on the files of `tests/data`, with a stable toolchain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::fs;
use std::path::Path;

#[path = "../fuzz/properties.rs"]
#[allow(dead_code, unreachable_pub)]
mod properties;

#[cfg(feature = "signature")]
#[path = "../fuzz/signature_property.rs"]
#[allow(unreachable_pub)]
mod signature_property;

#[cfg(feature = "csv")]
#[path = "../fuzz/csv_property.rs"]
#[allow(unreachable_pub)]
mod csv_property;

/// Checks a property on the files of its target, and returns how many there are.
fn replay(target: &str, property: properties::Property) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in &files {
        let bytes = fs::read(file).unwrap();
        assert!(bytes.len() <= 4096, "{} has more than 4 KiB", file.display());
        // The panic is caught only to name the file.
        let replayed = std::panic::catch_unwind(|| property(&bytes));
        assert!(replayed.is_ok(), "{}: the property of `{target}` does not hold", file.display());
    }
    assert!(!files.is_empty(), "{target} has files");
    files.len()
}

#[test]
fn every_file_has_the_property_of_its_target() {
    let count: usize = properties::PROPERTIES.iter().map(|(target, property)| replay(target, *property)).sum();
    assert!(count >= 500, "{count} files");
}

#[cfg(feature = "signature")]
#[test]
fn every_signed_request_has_its_property() {
    replay("signature", signature_property::signature);
}

#[cfg(feature = "csv")]
#[test]
fn every_list_in_csv_has_its_property() {
    replay("csv_page", csv_property::csv_page);
}

/// The properties of all targets hold for every file, whichever target it was found with.
#[test]
fn every_file_has_every_property() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (target, _) in properties::PROPERTIES {
        for entry in fs::read_dir(data.join(target)).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            for (_, property) in properties::PROPERTIES {
                property(&bytes);
            }
        }
    }
}
