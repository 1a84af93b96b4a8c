//! A source's profile: where its resources come from and how to read them. Everything but the address is optional,
//! since pages are read by their structure; selectors are there for a site that structure alone cannot tell.

use serde::{Deserialize, Serialize};

use crate::SourceId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub id: SourceId,
    /// The name shown to readers.
    pub name: String,
    /// Base address, for example `https://www.towerhamletstogether.com`; empty for a folder.
    #[serde(default)]
    pub site: String,
    /// A folder of documents in place of a site; its whole path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Other hosts of the same site (`towerhamletstogether.com` beside `www.…`).
    #[serde(default)]
    pub host_aliases: Vec<String>,
    /// Path of the list of resources.
    #[serde(default)]
    pub list_path: Option<String>,
    #[serde(default)]
    pub paging: Paging,
    /// Path of the page with vision, mission, values, objectives, aims and principles.
    #[serde(default)]
    pub about_path: Option<String>,
    /// Paths of content pages that link to documents. Pages that are not there are passed over in silence: the site
    /// has changed its pages before.
    #[serde(default)]
    pub content_paths: Vec<String>,
    /// Content pages found in the site's navigation are read too.
    #[serde(default)]
    pub follow_navigation: bool,
    /// Language of pages that do not say theirs; BCP 47.
    #[serde(default = "english")]
    pub language: String,
    #[serde(default)]
    pub selectors: Selectors,
    /// Hosts beside the source's own from which linked files may be fetched; empty means any public host.
    #[serde(default)]
    pub file_hosts: Vec<String>,
    /// Words that mean the same in this source's documents, one set a line, as in the program's own thesaurus.
    #[serde(default)]
    pub thesaurus: String,
    /// Words on the rights in the documents, shown to readers.
    #[serde(default)]
    pub attribution: String,
}

impl Profile {
    /// Where it reads, as a person knows it: the site's address or the folder's path.
    pub fn place(&self) -> String {
        self.folder.clone().unwrap_or_else(|| self.site.clone())
    }
}

fn english() -> String {
    "en".to_owned()
}

/// How the list is spread over pages. In every form the reading stops at a page that was seen before, at a page
/// without new entries, and at "not found".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Paging {
    /// Links of the page first, then `?page=N` counted up.
    #[default]
    Auto,
    /// `?NAME=N`, N from `first`.
    Query {
        name: String,
        first: u32,
    },
    /// `/pN` after the list's path.
    Path {
        prefix: String,
        first: u32,
    },
    None,
}

/// CSS selectors for a site that cannot be read by structure alone. Each is used only where it is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Selectors {
    pub main: Option<String>,
    pub entry: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub date: Option<String>,
    pub kind: Option<String>,
    pub next: Option<String>,
    /// Cut out before anything is read.
    pub ignore: Vec<String>,
}
