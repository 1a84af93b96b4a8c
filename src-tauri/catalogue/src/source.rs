//! Sources as they are shown: where resources come from, and what a refresh made of each.

use serde::{Deserialize, Serialize};

use crate::{Outcome, SourceId};

/// A place where resources come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct SourceSummary {
    pub id: SourceId,
    /// The name shown to readers.
    pub name: String,
    /// The site's base address, or the folder's path.
    pub site: String,
    /// Words on the rights in the documents; empty where there are none.
    pub attribution: String,
    /// It came with the program and cannot be removed.
    #[serde(default)]
    pub built_in: bool,
    /// It is a folder, not a site.
    #[serde(default)]
    pub is_folder: bool,
    /// Current resources that came from it.
    #[serde(default)]
    pub resources: u32,
    /// Why it cannot be read at all, in words for a reader; null where it can.
    #[serde(default)]
    pub problem: Option<String>,
}

/// What a refresh made of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct SourceReport {
    pub source: SourceId,
    pub name: String,
    /// `stopped`: what is known of this source is as it was.
    pub outcome: Outcome,
    /// Why it stopped, for scripts; null unless it stopped.
    pub code: Option<String>,
    pub message: Option<String>,
}
