//! What was seen of one resource in one reading of a source, whichever pages it was seen on.

use crate::{
    ContentPage, DocumentLink, Entry, ExternalLink, ExternalLinkKind, Kind, Link, LinkNature, PrintedDate,
    find_printed_date, fold_title, guess_kind, guess_language_from_words, is_language_tag,
    language::language_of_script, tidy_spaces,
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
    /// False where a page that may hold more of its files could not be read: what is known is kept then.
    pub files_complete: bool,
    /// The page it was seen on was asked for in this reading. False where that page's turn had not come and what it
    /// said last was taken: then it is still there, as far as is known, but not confirmed.
    pub asked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedFile {
    /// Absolute.
    pub url: String,
    pub label: String,
}

/// A page of the site that an entry links to, as it was read.
#[derive(Debug, Clone)]
pub struct LinkedPage {
    /// Absolute, as the entry links to it.
    pub url: String,
    /// The link's words.
    pub label: String,
    pub content: ContentPage,
}

/// Characters that an entry's own page must have beyond the entry itself to be something to read.
const WORTH_KEEPING: usize = 400;

impl LinkedPage {
    /// The entry's own page, as lists of posts have them: the entry's title (or a bare "Read more") leads there, or the
    /// page has the entry's title. Any other page has documents of its own that are not the entry's.
    fn is_own(&self, entry: &Entry) -> bool {
        leads_to_own_page(&self.label, &entry.title) || fold_title(&self.content.title) == fold_title(&entry.title)
    }

    /// An own page that only says once more what the entry says is no document.
    fn is_worth_keeping(&self, entry: &Entry) -> bool {
        let said = if self.is_own(entry) {
            entry.title.chars().count() + entry.summary.chars().count() + WORTH_KEEPING
        } else {
            0
        };
        self.content.text.chars().count() > said
    }
}

/// Whether a link with these words leads to the own page of the entry with this title.
fn leads_to_own_page(label: &str, title: &str) -> bool {
    const MORE: [&str; 10] = [
        "read more",
        "more",
        "continue reading",
        "find out more",
        "view",
        "details",
        "view resource",
        "view details",
        "learn more",
        "more information",
    ];
    let (label, title) = (fold_title(label), fold_title(title));
    let bare = label.trim_matches(|c: char| !c.is_alphanumeric());
    label.is_empty()
        || label.starts_with(&title)
        || MORE.contains(&bare)
        || bare.strip_prefix("read more about ").is_some()
}

/// One entry of the list, with the pages of the site that it links to.
///
/// Its files are those that it links to itself; where it has none, those of its own page; where that has none either
/// and there is no video, the pages themselves are what the entry offers, and are kept as files.
pub fn observe_entry(entry: &Entry, list_page: &str, pages: &[LinkedPage], default_language: &str) -> Observed {
    let of_nature = |nature: LinkNature| entry.links.iter().filter(move |link| link.nature == nature);
    let mut files: Vec<ObservedFile> = Vec::new();
    let mut links: Vec<ExternalLink> =
        of_nature(LinkNature::EmbeddedVideo).map(|link| external(link, ExternalLinkKind::Video)).collect();
    files.extend(
        of_nature(LinkNature::Document).map(|link| ObservedFile { url: link.url.clone(), label: link.label.clone() }),
    );
    for page in pages.iter().filter(|page| page.is_own(entry)) {
        for document in &page.content.documents {
            match document.link.nature {
                LinkNature::Document if !files.iter().any(|file| file.url == document.link.url) => {
                    let label = if document.link.label.is_empty() { &page.label } else { &document.link.label };
                    files.push(ObservedFile { url: document.link.url.clone(), label: label.clone() });
                }
                LinkNature::EmbeddedVideo if !links.iter().any(|link| link.url == document.link.url) => {
                    links.push(external(&document.link, ExternalLinkKind::Video));
                }
                _ => {}
            }
        }
    }
    if files.is_empty() && links.is_empty() {
        let offered = pages.iter().filter(|page| page.is_worth_keeping(entry));
        files.extend(offered.map(|page| ObservedFile { url: page.url.clone(), label: page.label.clone() }));
    }
    let own: Vec<&str> = pages.iter().filter(|page| page.is_own(entry)).map(|page| page.url.as_str()).collect();
    let is_shown = |link: &&Link| !own.contains(&link.url.as_str()) && !files.iter().any(|file| file.url == link.url);
    let elsewhere = entry
        .links
        .iter()
        .filter(|link| matches!(link.nature, LinkNature::SitePage | LinkNature::OtherSite))
        .filter(is_shown);
    links.extend(elsewhere.map(|link| external(link, ExternalLinkKind::Page)));
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
        page_url: own.first().map_or_else(|| list_page.to_owned(), |url| (*url).to_owned()),
        kind,
        kind_is_guess,
        topics: entry.topics.clone(),
        language,
        date,
        files,
        links,
        files_complete: true,
        asked: true,
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
    let files = vec![ObservedFile { url: document.link.url.clone(), label: document.link.label.clone() }];
    Observed {
        origin: Origin::Page,
        title: tidy_spaces(&document.title),
        summary: document.context.clone(),
        page_url: page_url.to_owned(),
        kind,
        kind_is_guess,
        topics: Vec::new(),
        language: language_of(&document.title, &document.context, &labels)
            .or_else(|| page.language.clone())
            .unwrap_or_else(|| default_language.to_owned()),
        date: find_printed_date(&document.title),
        files,
        links: Vec::new(),
        files_complete: true,
        asked: true,
    }
}

fn external(link: &Link, kind: ExternalLinkKind) -> ExternalLink {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn link(nature: LinkNature, url: &str, label: &str) -> Link {
        Link { url: url.to_owned(), label: label.to_owned(), nature }
    }

    fn entry(links: Vec<Link>) -> Entry {
        Entry { title: "Looking after feet".to_owned(), summary: "Short.".to_owned(), links, ..Entry::default() }
    }

    fn page(label: &str, title: &str, text: &str, files: &[&str]) -> LinkedPage {
        let document = |url: &&str| DocumentLink {
            link: link(LinkNature::Document, url, "Download"),
            title: "Download".to_owned(),
            context: String::new(),
        };
        let content = ContentPage {
            title: title.to_owned(),
            language: None,
            documents: files.iter().map(document).collect(),
            text: text.to_owned(),
        };
        LinkedPage { url: "https://s/page".to_owned(), label: label.to_owned(), content }
    }

    fn observed(links: Vec<Link>, pages: &[LinkedPage]) -> (Vec<String>, Vec<String>, String) {
        let observed = observe_entry(&entry(links), "https://s/list", pages, "en");
        let urls = observed.links.into_iter().map(|link| link.url).collect();
        (observed.files.into_iter().map(|file| file.url).collect(), urls, observed.page_url)
    }

    fn site_page(label: &str) -> Vec<Link> {
        vec![link(LinkNature::SitePage, "https://s/page", label)]
    }

    #[test]
    fn files_of_the_entry_come_before_all_else() {
        let links = vec![
            link(LinkNature::Document, "https://s/a.pdf", "Download"),
            link(LinkNature::OtherSite, "https://o/", "Partner"),
        ];
        assert_eq!(
            observed(links, &[]),
            (vec!["https://s/a.pdf".into()], vec!["https://o/".into()], "https://s/list".into())
        );
    }

    #[test]
    fn an_own_page_lends_its_files() {
        for (label, title) in
            [("Looking after feet", "x"), ("Read more", "x"), ("Read more »", "x"), ("see here", "Looking after feet")]
        {
            let (files, links, page_url) =
                observed(site_page(label), &[page(label, title, "text", &["https://s/b.pdf"])]);
            assert_eq!(
                (files, links, page_url.as_str()),
                (vec!["https://s/b.pdf".into()], vec![], "https://s/page"),
                "{label}"
            );
        }
    }

    #[test]
    fn another_page_keeps_its_files_and_is_itself_what_is_offered() {
        let (files, links, page_url) =
            observed(site_page("our other page"), &[page("our other page", "Other", "text", &["https://s/b.pdf"])]);
        assert_eq!((files, links, page_url.as_str()), (vec!["https://s/page".into()], vec![], "https://s/list"));
    }

    #[test]
    fn an_own_page_that_says_nothing_new_is_no_file() {
        let (files, ..) = observed(site_page("Read more"), &[page("Read more", "Looking after feet", "Short.", &[])]);
        assert!(files.is_empty());
        let long = "A whole leaflet. ".repeat(40);
        let (files, ..) = observed(site_page("Read more"), &[page("Read more", "Looking after feet", &long, &[])]);
        assert_eq!(files, ["https://s/page"]);
    }

    #[test]
    fn a_video_is_a_link_and_a_page_beside_it_too() {
        let mut links = site_page("our other page");
        links.push(link(LinkNature::EmbeddedVideo, "https://youtu.be/x", "Film"));
        let (files, links, _) = observed(links, &[page("our other page", "Other", "text", &[])]);
        assert_eq!((files.len(), links), (0, vec!["https://youtu.be/x".to_owned(), "https://s/page".to_owned()]));
    }
}
