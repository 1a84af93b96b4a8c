//! Search: what is asked and what is answered, in the shape that `together search --json` prints.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, Kind, ResourceId, ResourceState};

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
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(default)]
pub struct ListFilter {
    pub kind: Option<Kind>,
    pub language: Option<String>,
    pub withdrawn: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct SearchAnswer {
    pub query: String,
    /// What was searched in fact, in words: equal to the query, or what was corrected, relaxed or left out.
    pub understood_as: String,
    /// Resources found, not pages.
    pub total: u32,
    pub took_ms: f64,
    /// False while downloaded text is not all in the index.
    pub complete: bool,
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
    pub score: f32,
    /// Best first, three at most. Empty only where nothing but the title was matched.
    pub passages: Vec<Passage>,
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
}
