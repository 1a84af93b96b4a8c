//! What the site offers: entries of the list, pages and files. All fields are open, so that a test can edit the site
//! as an editor would.

use std::collections::BTreeMap;

use crate::{documents, entries, markup, pages};

/// The content of the site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteContent {
    /// The list of resources, first page first.
    pub entries: Vec<SiteEntry>,
    /// Pages by their exact path. A path with a slash at its end is another page than the one without.
    pub pages: BTreeMap<String, SitePage>,
    /// Files by path, decoded (`/uploads/Café.pdf`, not `/uploads/Caf%C3%A9.pdf`).
    pub files: BTreeMap<String, SiteFile>,
    /// What `/robots.txt` says.
    pub robots: String,
    /// Words at the foot of every page. They are no part of what a page says.
    pub footer: String,
    /// The line above the newsletter's form on every page; no part of what a page says either.
    pub newsletter: String,
}

impl SiteContent {
    /// The standard content: 36 entries of which the last nine are those known of the real site, its pages, all files.
    pub fn standard() -> Self {
        Self {
            entries: entries::all(),
            pages: pages::all(),
            files: entries::files(),
            robots: "User-agent: *\nDisallow: /admin/\n".to_owned(),
            footer: "Sample text in this demonstration copy is not the partnership's.".to_owned(),
            newsletter: "Sign up to our newsletter".to_owned(),
        }
    }

    /// The entry with this exact title.
    ///
    /// # Panics
    /// If there is none: a test that edits what is not there would prove nothing.
    pub fn entry(&mut self, title: &str) -> &mut SiteEntry {
        self.entries.iter_mut().find(|entry| entry.title == title).unwrap_or_else(|| panic!("no entry “{title}”"))
    }

    /// The file at this decoded path.
    ///
    /// # Panics
    /// If there is none.
    pub fn file(&mut self, path: &str) -> &mut SiteFile {
        self.files.get_mut(path).unwrap_or_else(|| panic!("no file at {path}"))
    }

    /// The page at this path.
    ///
    /// # Panics
    /// If there is none.
    pub fn page(&mut self, path: &str) -> &mut SitePage {
        self.pages.get_mut(path).unwrap_or_else(|| panic!("no page at {path}"))
    }
}

/// One entry of the list. In addresses `{host}` stands for the site's own host and port.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteEntry {
    pub title: String,
    /// Where the title itself is a link.
    pub title_href: Option<String>,
    /// The summary, plain words; `[words](address)` is a link within the sentence.
    pub paragraphs: Vec<String>,
    /// Links that stand alone below the summary.
    pub links: Vec<SiteLink>,
    /// A picture of the cover that links to the file and has no words at all.
    pub cover_href: Option<String>,
    /// Address of an embedded player.
    pub player: Option<String>,
    /// Printed as `lang` on the entry.
    pub language: Option<String>,
    /// Printed in a `<time>`, in the templates that do so (`DrupalView`, `WordPressLoop`). The real site prints none.
    pub printed_date: Option<String>,
}

impl SiteEntry {
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }

    /// With one more paragraph of summary.
    pub fn paragraph(mut self, text: &str) -> Self {
        self.paragraphs.push(text.to_owned());
        self
    }

    /// With one more link below the summary.
    pub fn link(mut self, label: &str, href: &str) -> Self {
        self.links.push(SiteLink::new(label, href));
        self
    }

    pub(crate) fn titled_link(mut self, href: &str) -> Self {
        self.title_href = Some(href.to_owned());
        self
    }

    pub(crate) fn cover(mut self, href: &str) -> Self {
        self.cover_href = Some(href.to_owned());
        self
    }

    pub(crate) fn language(mut self, tag: &str) -> Self {
        self.language = Some(tag.to_owned());
        self
    }

    pub(crate) fn dated(mut self, date: &str) -> Self {
        self.printed_date = Some(date.to_owned());
        self
    }

    /// The words of the summary, paragraphs parted by a line feed, without addresses.
    pub fn summary(&self) -> String {
        self.paragraphs.iter().map(|text| markup::words(text)).collect::<Vec<_>>().join("\n")
    }

    /// Every address that the entry links to, in its order, each once.
    pub fn hrefs(&self) -> Vec<String> {
        let mut hrefs: Vec<String> = self.title_href.iter().chain(&self.cover_href).cloned().collect();
        hrefs.extend(self.paragraphs.iter().flat_map(|text| markup::hrefs(text)));
        hrefs.extend(self.links.iter().map(|link| link.href.clone()));
        let mut seen = Vec::new();
        hrefs.retain(|href| {
            let fresh = !seen.contains(href);
            seen.push(href.clone());
            fresh
        });
        hrefs
    }

    /// The last part of the address of the entry's own page, where the template has such pages.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for c in self.title.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’')) {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.ends_with('-') && !slug.is_empty() {
                slug.push('-');
            }
        }
        slug.trim_end_matches('-').to_owned()
    }
}

/// A link: its words and its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteLink {
    pub label: String,
    pub href: String,
}

impl SiteLink {
    pub fn new(label: &str, href: &str) -> Self {
        Self { label: label.to_owned(), href: href.to_owned() }
    }
}

/// A content page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SitePage {
    /// What `<title>` says before the site's name.
    pub title: String,
    /// The main heading; the real site has pages without one.
    pub heading: Option<String>,
    /// The small line above the heading ("Our Work").
    pub eyebrow: Option<String>,
    /// Breadcrumb between "Home" and this page: words and path.
    pub parents: Vec<SiteLink>,
    /// HTML of the main content, as it stands.
    pub body: String,
    /// "Related Resources" at the side.
    pub side: Option<SideBlock>,
    /// "Are you a Tower Hamlets resident?" at the end of the main content.
    pub resident_footer: bool,
    /// A page of the redesign: it says to readers of old browsers that they have one, and asks residents in newer words.
    pub redesign: bool,
}

/// A block of links at the side of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideBlock {
    pub heading: String,
    pub links: Vec<SiteLink>,
}

/// A file that can be fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteFile {
    pub body: Vec<u8>,
    pub media_type: String,
    /// Sent as `Content-Disposition`.
    pub disposition: Option<String>,
    /// The word that stands on each page and on no other page of any file; empty where the file has no text.
    pub words: Vec<String>,
}

impl SiteFile {
    /// A document of `tests/fixtures/documents` by its file name.
    ///
    /// # Panics
    /// If there is no such document.
    pub fn of(document: &str) -> Self {
        documents::file(document)
    }

    /// Of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        crate::expected::sha256_hex(&self.body)
    }

    /// A file of any bytes.
    pub fn new(body: impl Into<Vec<u8>>, media_type: &str) -> Self {
        Self { body: body.into(), media_type: media_type.to_owned(), ..Self::default() }
    }
}
