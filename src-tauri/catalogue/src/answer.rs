//! Search: what is asked and what is answered, in the shape that `together search --json` prints.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, Kind, ResourceId, ResourceState, Trust};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(default)]
pub struct SearchQuery {
    /// Words as they come; nothing in them is an error.
    pub words: String,
    /// Hits wanted; 0 means the default of twenty.
    pub limit: u32,
    pub kind: Option<Kind>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Include withdrawn resources.
    pub withdrawn: bool,
    /// The last word may still be being typed: it matches as a prefix too.
    pub typing: bool,
    /// The year of the printed date.
    pub year: Option<i16>,
    /// One of the resource's topics, as the source spells it.
    pub topic: Option<String>,
    /// Only what has text that can be read and searched.
    pub with_text: bool,
    /// Only what has a file on this device.
    pub here: bool,
    /// BCP 47 tag of the language that the patient reads: of what fits equally well, resources in it come first.
    pub prefer: Option<String>,
    /// Words are searched as they stand; none is taken for a misspelling.
    pub as_typed: bool,
    /// Say of every hit why it was found.
    pub explain: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListFilter {
    pub kind: Option<Kind>,
    pub language: Option<String>,
    pub withdrawn: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct SearchAnswer {
    pub query: String,
    /// What was searched in fact, in words: equal to the query, or what was corrected, relaxed or left out.
    pub understood_as: String,
    /// The query with its misspelt words corrected, where that is what was searched.
    pub corrected: Option<String>,
    /// Resources found, not pages.
    pub total: u32,
    pub took_ms: f64,
    /// False while downloaded text is not all in the index.
    pub complete: bool,
    /// Documents on this device whose text can be searched so far, of `documents` in all.
    pub searchable: u32,
    /// Documents on this device, not counting films and pictures of pages, in which there is no text to search.
    pub documents: u32,
    pub hits: Vec<Hit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Hit {
    pub resource: ResourceId,
    pub title: String,
    pub kind: Kind,
    pub language: String,
    pub state: ResourceState,
    /// How the resource stands now; only where that was asked for as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub trust: Option<Trust>,
    pub score: f32,
    /// Best first, three at most. Empty only where nothing but the title was matched, or nothing at all.
    pub passages: Vec<Passage>,
    /// None of the words is in it: it is about the same subject as the best of those that have them. Such hits come
    /// last, only where few have the words, and do not count in the answer's total.
    pub related: bool,
    /// Other resources found that hold the very same file, left out of the hits.
    pub same_as: Vec<ResourceId>,
    /// Why it was found and why it stands where it stands, in words, weightiest first; empty unless asked for.
    pub why: Vec<String>,
}

/// What a search may be meant to become, from the library's own words, never from what was searched before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Suggestion {
    /// The whole query that is offered.
    pub words: String,
    pub kind: SuggestionKind,
    /// The resource, where it is a title.
    pub resource: Option<ResourceId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    Title,
    Topic,
    /// A word that stands often in the library.
    Word,
}

/// A stretch of text that is cited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Passage {
    /// Null for the resource's own title and summary.
    pub attachment: Option<AttachmentId>,
    /// From 1; null where the text has no pages.
    pub page: Option<u32>,
    /// Plain text.
    pub snippet: String,
    /// Ranges of Unicode scalar values in `snippet`, end exclusive.
    pub highlights: Vec<(u32, u32)>,
    /// Read from a picture of the page, and perhaps wrong.
    #[serde(default)]
    pub from_picture: bool,
}
