//! What the tests of several formats need.

use std::io::{Cursor, Write};

use catalogue::{LinkTarget, PageText};
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
    let headings = |page: &PageText| page.headings.iter().map(|one| (one.line, one.level)).collect();
    extraction.pages.iter().map(|page| (page.page, page.text.as_str(), headings(page))).collect()
}

/// The words that lead somewhere, in their order, and where to: an address, or the number of a page.
pub(crate) fn links(extraction: &Extraction) -> Vec<(String, String)> {
    let target = |target: &LinkTarget| match target {
        LinkTarget::Url(address) => address.clone(),
        LinkTarget::Page(page) => page.to_string(),
    };
    let of_page = |page: &PageText| {
        page.links.iter().map(|link| (page.link_words(link), target(&link.target))).collect::<Vec<_>>()
    };
    extraction.pages.iter().flat_map(of_page).collect()
}

/// The same, of words and targets that are written down.
pub(crate) fn leads(links: &[(&str, &str)]) -> Vec<(String, String)> {
    links.iter().map(|(words, target)| ((*words).to_owned(), (*target).to_owned())).collect()
}
