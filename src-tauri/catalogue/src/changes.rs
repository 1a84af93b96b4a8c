//! What happened to a resource: the shapes in which the library tells it.

use serde::{Deserialize, Serialize};

use crate::{ResourceId, ResourceState, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Added,
    /// Title, summary, or a part of the partnership's page.
    TextRevised,
    /// Kind, language, topics or the printed date.
    DetailsRevised,
    FileAdded,
    /// Another file under the same attachment.
    FileReplaced,
    FileRemoved,
    /// The address of the resource's page or of a file is another.
    Moved,
    Withdrawn,
    CameBack,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Change {
    #[cfg_attr(test, ts(type = "string"))]
    pub at: Timestamp,
    /// The library's revision that brought it.
    #[cfg_attr(test, ts(type = "number"))]
    pub revision: u64,
    pub kind: ChangeKind,
    /// What it happened to: `title`, `summary`, the heading of a part, the label of a file; empty where it is the
    /// resource as a whole.
    pub what: String,
    /// Before and after, where a value took the place of another: addresses, kinds, dates.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The words that changed, in reading order; at most a handful of stretches.
    pub words: Vec<ChangedWords>,
    /// There are more changed words than `words` shows.
    pub more_words: bool,
    /// It came after the person last looked.
    pub is_new: bool,
}

/// A stretch of words that changed, with a few unchanged ones around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ChangedWords {
    pub before: String,
    pub removed: String,
    pub added: String,
    pub after: String,
    /// Page of the document, from 1; null where the words stand on none.
    pub page: Option<u32>,
}

/// A resource and what changed in it, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ResourceChanges {
    pub resource: ResourceId,
    pub title: String,
    pub state: ResourceState,
    pub changes: Vec<Change>,
}

/// What changed in the library since a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct WhatsNew {
    /// Null where the person never looked: then nothing is called new.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub since: Option<Timestamp>,
    /// The last changed first.
    pub resources: Vec<ResourceChanges>,
    /// Changes of the partnership's page.
    pub about: Vec<Change>,
}
