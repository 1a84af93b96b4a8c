//! What the tests of several formats need.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::{Extraction, Limits, extract};

/// A ZIP container with these parts; `mimetype` is not packed, as the formats that have it want.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn read(bytes: &[u8], name: &str) -> Extraction {
    extract(bytes, name, &Limits::default())
}

/// The number, text and headings (paragraph and level) of a page.
pub(crate) type Page<'a> = (Option<u32>, &'a str, Vec<(u32, u8)>);

pub(crate) fn pages(extraction: &Extraction) -> Vec<Page<'_>> {
    let headings = |page: &catalogue::PageText| page.headings.iter().map(|one| (one.line, one.level)).collect();
    extraction.pages.iter().map(|page| (page.page, page.text.as_str(), headings(page))).collect()
}
