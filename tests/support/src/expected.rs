//! What a reader of the whole site has to find: every resource, each once, with its files and with the word that stands
//! on each of their pages. Read from the content as it stands, so it stays true after edits.

use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::{LIST_PATH, SiteContent, SitePage};

/// One resource of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedResource {
    /// The entry's exact title; for a resource that only content pages link to, the words of its link there.
    pub title: String,
    /// The entry's exact summary, paragraphs parted by a line feed; empty for a resource of content pages.
    pub summary: String,
    /// As the entry says it.
    pub language: Option<String>,
    /// Stands in the list, not on content pages only.
    pub listed: bool,
    /// Where it is linked: the list, then paths of pages.
    pub found_on: Vec<String>,
    /// In the entry's order.
    pub files: Vec<ExpectedFile>,
}

/// One file of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedFile {
    /// Decoded, without query.
    pub path: String,
    pub media_type: String,
    pub size_bytes: usize,
    /// Of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The word that stands on each page, page 1 first, and on no other page of any file. Empty where a file has no
    /// text (a scan, a video, a spreadsheet). A DOCX has its pages by its page breaks; text and HTML count as one page.
    pub unique_word_by_page: Vec<String>,
}

impl SiteContent {
    /// Every resource: entries of the list in order, then what only content pages link to.
    pub fn expected(&self) -> Vec<ExpectedResource> {
        let mut resources: Vec<ExpectedResource> = self
            .entries
            .iter()
            .map(|entry| ExpectedResource {
                title: entry.title.clone(),
                summary: entry.summary(),
                language: entry.language.clone(),
                listed: true,
                found_on: vec![LIST_PATH.to_owned()],
                files: entry.hrefs().iter().filter_map(|href| self.expected_file(href)).collect(),
            })
            .collect();
        for (path, page) in &self.pages {
            for (href, words) in links_of_page(page) {
                let Some(file) = self.expected_file(&href) else { continue };
                match resources.iter_mut().find(|resource| resource.files.contains(&file)) {
                    Some(known) => {
                        if !known.found_on.contains(path) {
                            known.found_on.push(path.clone());
                        }
                    }
                    None => resources.push(ExpectedResource {
                        title: words,
                        summary: String::new(),
                        language: None,
                        listed: false,
                        found_on: vec![path.clone()],
                        files: vec![file],
                    }),
                }
            }
        }
        resources
    }

    fn expected_file(&self, href: &str) -> Option<ExpectedFile> {
        let path = path_of(href);
        let file = self.files.get(&path)?;
        Some(ExpectedFile {
            path,
            media_type: file.media_type.clone(),
            size_bytes: file.body.len(),
            sha256: sha256_hex(&file.body),
            unique_word_by_page: file.words.clone(),
        })
    }
}

/// The decoded path on the site that an address of ours means, whatever its query.
pub(crate) fn path_of(href: &str) -> String {
    let path = href.trim_start_matches("//{host}").split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    if path.starts_with('/') { path.into_owned() } else { format!("/{path}") }
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Addresses and words of a page's links, those at its side too.
pub(crate) fn links_of_page(page: &SitePage) -> Vec<(String, String)> {
    let mut links = links_of(&page.body);
    links.extend(page.side.iter().flat_map(|side| &side.links).map(|link| (link.href.clone(), link.label.clone())));
    links
}

/// Addresses and words of links in a page's own HTML, which is ours and plain enough to be read so.
fn links_of(body: &str) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for (mark, end) in [("href=\"", "</a>"), ("src=\"", "</figcaption>")] {
        for (at, _) in body.match_indices(mark) {
            let rest = &body[at + mark.len()..];
            let Some((href, rest)) = rest.split_once('"') else { continue };
            let inner = rest.split_once('>').map_or("", |(_, inner)| inner);
            let inner = inner.split(end).next().unwrap_or_default();
            let words = inner.rsplit('>').next().unwrap_or_default();
            links.push((href.replace("&amp;", "&"), words.to_owned()));
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_standard_content_is_whole() {
        let content = SiteContent::standard();
        let resources = content.expected();
        assert_eq!(resources.iter().filter(|resource| resource.listed).count(), 36);
        let mut page_only: Vec<&str> =
            resources.iter().filter(|resource| !resource.listed).map(|resource| resource.title.as_str()).collect();
        page_only.sort_unstable();
        assert_eq!(
            page_only,
            [
                "Click here to download the toolkit",
                "Click here to view full list of all nominations",
                "Cough",
                "People Charter",
                "Social prescribing: executive summary",
                "Social prescribing: full evaluation",
                "Terms and conditions",
                "download the Children and Young People’s Vanguard Programme report",
                "easy-read booklet",
            ]
        );

        let files: Vec<&str> =
            resources.iter().flat_map(|resource| &resource.files).map(|file| file.path.as_str()).collect();
        let different: HashSet<&str> = files.iter().copied().collect();
        assert_eq!(different.len(), files.len(), "a file under two resources");
        let unlinked: Vec<&String> = content.files.keys().filter(|path| !different.contains(path.as_str())).collect();
        assert!(unlinked.is_empty(), "{unlinked:?}");
        for entry in &content.entries {
            for href in entry.hrefs().iter().filter(|href| href.contains("uploads/")) {
                assert!(content.expected_file(href).is_some(), "{}: {href} leads nowhere", entry.title);
            }
        }
    }

    #[test]
    fn one_file_seen_in_three_places_is_one_resource() {
        let resources = SiteContent::standard().expected();
        let leaflet = resources.iter().find(|resource| resource.title.ends_with("- Opening 14 August 2019")).unwrap();
        assert_eq!(leaflet.files.len(), 1);
        assert_eq!(leaflet.found_on, [LIST_PATH, "/news/tower-hamlets-urgent-treatment-centre-opening-14-august-2019"]);
        let framework =
            resources.iter().find(|resource| resource.title.ends_with("Shared Outcomes Framework")).unwrap();
        assert_eq!(framework.found_on, [LIST_PATH, "/our-work/social-prescribing-service"]);
        assert_eq!(framework.files[0].unique_word_by_page.len(), 6);
    }
}
