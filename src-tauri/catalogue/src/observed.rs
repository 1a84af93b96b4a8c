//! What was seen of one resource in one reading of a source, whichever pages it was seen on.

use crate::{
    ContentPage, DocumentLink, Entry, ExternalLink, ExternalLinkKind, Kind, LinkNature, PrintedDate, find_printed_date,
    guess_kind, guess_language_from_words, is_language_tag, language::language_of_script, tidy_spaces,
};

/// Where a resource was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The source's list of resources.
    List,
    /// A link on a content page.
    Page,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    pub origin: Origin,
    pub title: String,
    pub summary: String,
    /// The page it stands on: its own page where it has one, else the page of the list.
    pub page_url: String,
    pub kind: Kind,
    pub kind_is_guess: bool,
    pub topics: Vec<String>,
    pub language: String,
    pub date: Option<PrintedDate>,
    pub files: Vec<ObservedFile>,
    pub links: Vec<ExternalLink>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedFile {
    /// Absolute.
    pub url: String,
    pub label: String,
}

/// An entry's own page, as far as it was read.
#[derive(Debug, Clone)]
pub struct OwnPage {
    /// Absolute, as the entry links to it.
    pub url: String,
    pub content: ContentPage,
}

/// One entry of the list, with the pages of the site that it links to.
///
/// The files are those of the entry; where it has none, those of its pages; where these have none either, the pages
/// themselves are what the entry offers, and are kept as files.
pub fn observe_entry(entry: &Entry, list_page: &str, own_pages: &[OwnPage], default_language: &str) -> Observed {
    let mut files = Vec::new();
    let mut links = Vec::new();
    for link in &entry.links {
        match link.nature {
            LinkNature::Document => files.push(ObservedFile { url: link.url.clone(), label: link.label.clone() }),
            LinkNature::EmbeddedVideo => links.push(external(link, ExternalLinkKind::Video)),
            LinkNature::OtherSite => links.push(external(link, ExternalLinkKind::Page)),
            LinkNature::SitePage => {}
        }
    }
    for page in own_pages {
        for document in &page.content.documents {
            match document.link.nature {
                LinkNature::Document if !files.iter().any(|file| file.url == document.link.url) => {
                    files.push(ObservedFile { url: document.link.url.clone(), label: label_of(entry, &document.link) })
                }
                LinkNature::EmbeddedVideo if !links.iter().any(|link| link.url == document.link.url) => {
                    links.push(external(&document.link, ExternalLinkKind::Video));
                }
                _ => {}
            }
        }
    }
    if files.is_empty() {
        files.extend(own_pages.iter().filter(|page| !page.content.text.is_empty()).map(|page| {
            let label = if page.content.title.is_empty() { entry.title.clone() } else { page.content.title.clone() };
            ObservedFile { url: page.url.clone(), label }
        }));
    }
    let labels: Vec<&str> = files.iter().map(|file| file.label.as_str()).collect();
    let (kind, kind_is_guess) = kind_of(entry.printed_kind.as_deref(), &entry.title, &labels, &entry.summary);
    let language = entry
        .language
        .clone()
        .filter(|tag| is_language_tag(tag))
        .or_else(|| language_of(&entry.title, &entry.summary, &labels))
        .unwrap_or_else(|| default_language.to_owned());
    let date = entry
        .printed_date
        .as_deref()
        .and_then(find_printed_date)
        .or_else(|| find_printed_date(&entry.title))
        .or_else(|| find_printed_date(&entry.summary));
    Observed {
        origin: Origin::List,
        title: tidy_spaces(&entry.title),
        summary: entry.summary.clone(),
        page_url: own_pages.first().map_or_else(|| list_page.to_owned(), |page| page.url.clone()),
        kind,
        kind_is_guess,
        topics: entry.topics.clone(),
        language,
        date,
        files,
        links,
    }
}

/// One document that a content page links to.
pub fn observe_document(
    document: &DocumentLink,
    page_url: &str,
    page: &ContentPage,
    default_language: &str,
) -> Observed {
    let labels = [document.link.label.as_str()];
    let (kind, kind_is_guess) = kind_of(None, &document.title, &labels, &document.context);
    let (files, links) = match document.link.nature {
        LinkNature::EmbeddedVideo => (Vec::new(), vec![external(&document.link, ExternalLinkKind::Video)]),
        _ => (vec![ObservedFile { url: document.link.url.clone(), label: document.link.label.clone() }], Vec::new()),
    };
    Observed {
        origin: Origin::Page,
        title: tidy_spaces(&document.title),
        summary: document.context.clone(),
        page_url: page_url.to_owned(),
        kind: if files.is_empty() { Kind::Video } else { kind },
        kind_is_guess,
        topics: Vec::new(),
        language: language_of(&document.title, &document.context, &labels)
            .or_else(|| page.language.clone())
            .unwrap_or_else(|| default_language.to_owned()),
        date: find_printed_date(&document.title),
        files,
        links,
    }
}

/// The link's words; those of the entry's own link where the file stood behind what looked like a page.
fn label_of(entry: &Entry, link: &crate::Link) -> String {
    let own = || entry.links.iter().find(|own| own.url == link.url).map(|own| own.label.clone());
    if link.label.is_empty() { own().unwrap_or_default() } else { link.label.clone() }
}

fn external(link: &crate::Link, kind: ExternalLinkKind) -> ExternalLink {
    ExternalLink { url: link.url.clone(), label: link.label.clone(), kind }
}

fn kind_of(printed: Option<&str>, title: &str, labels: &[&str], summary: &str) -> (Kind, bool) {
    if let Some(kind) = printed.and_then(|words| words.parse().ok()) {
        return (kind, false);
    }
    (guess_kind(title, labels, summary), true)
}

fn language_of(title: &str, summary: &str, labels: &[&str]) -> Option<String> {
    guess_language_from_words(title)
        .or_else(|| match labels {
            [only] => guess_language_from_words(only),
            _ => None,
        })
        .or_else(|| language_of_script(title))
        .or_else(|| language_of_script(summary))
        .map(str::to_owned)
}
