//! What is read from a page of a source, before it is compared with anything.

use serde::{Deserialize, Serialize};

/// One page of a source's list of resources, as read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// In the page's order.
    pub entries: Vec<Entry>,
    /// Addresses of further pages of the same list, absolute, as far as the page links to them: the "next" link first.
    pub further_pages: Vec<String>,
    /// Addresses of other pages of the site that the page's navigation links to, absolute.
    pub site_pages: Vec<String>,
    /// The page has the marks of a list page (heading, main content), even where it has no entry: tells an honestly
    /// empty list from a block page.
    pub is_a_list: bool,
}

/// One entry of the list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub title: String,
    /// Paragraphs parted by a line feed; list points start with "• "; empty where there are none. The words of
    /// download links that stand in sentences remain part of it; a bare button's words do not.
    pub summary: String,
    /// In the entry's order, without repeats.
    pub links: Vec<Link>,
    /// From `lang` attributes or the words of the entry; BCP 47.
    pub language: Option<String>,
    /// A date that the page prints in a place of its own (`<time>`, "Posted on").
    pub printed_date: Option<String>,
    /// A kind that the page prints in a place of its own.
    pub printed_kind: Option<String>,
    pub topics: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Absolute.
    pub url: String,
    /// The link's words, tidied.
    pub label: String,
    pub nature: LinkNature,
}

/// What a link promises by its look. What it leads to is known only when it was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkNature {
    /// A file: by its ending, a `download` attribute, a download path, or a direct `<video>`/`<audio>` source.
    Document,
    /// A page of the same site.
    SitePage,
    /// A player of another site (YouTube, Vimeo), embedded or linked.
    EmbeddedVideo,
    /// Anything else elsewhere.
    OtherSite,
}

/// One content page of the site, as read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ContentPage {
    /// The page's main heading; its `<title>` without the site's name where there is no heading.
    pub title: String,
    /// The language of the main content, from `lang`; BCP 47.
    pub language: Option<String>,
    /// Links to files and players of other sites (nature [`LinkNature::EmbeddedVideo`]) in the main content and in side
    /// blocks ("Related Resources"); never from header, footer or navigation.
    pub documents: Vec<DocumentLink>,
    /// Text of the main content, paragraphs parted by a line feed.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLink {
    pub link: Link,
    /// A title fit to stand alone: the link's words where they name the thing, else the nearest heading, else the
    /// page's title. Never words that the page does not have; only a leading call to action ("Download the") is cut.
    pub title: String,
    /// The sentence or paragraph around the link; empty where the link stands alone.
    pub context: String,
}
