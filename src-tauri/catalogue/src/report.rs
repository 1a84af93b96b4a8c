//! What happened, what is here, and what is wrong: reports of refresh, status and verify.

use serde::{Deserialize, Serialize};

use crate::{ResourceId, SourceReport, SourceSummary, Timestamp};

/// One thing that went wrong without stopping the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Problem {
    /// Stable, for scripts: for example `not_a_document`, `unreachable`, `too_large`.
    pub code: String,
    /// The address concerned; empty where there is none.
    pub url: String,
    /// In words for a reader: what happened and what it means.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Updated,
    Unchanged,
    /// Done as far as possible; problems are listed and the next refresh goes on.
    Partial,
    /// Stopped; the catalogue is as it was.
    Stopped,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct RefreshReport {
    pub outcome: Outcome,
    /// Why it stopped, for scripts; null unless it stopped.
    pub code: Option<String>,
    pub message: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub revision: u64,
    pub resources: ResourceCounts,
    pub attachments: AttachmentCounts,
    pub requests: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes_received: u64,
    pub problems: Vec<Problem>,
    /// What would have been withdrawn, where a source stopped with `site_changed`; else empty.
    #[serde(default)]
    pub losses: Vec<Loss>,
    /// What came of each source that was read, in the order of reading. With several, the refresh stopped only where
    /// all of them did; one that stopped beside others is a problem of a partial one.
    #[serde(default)]
    pub sources: Vec<SourceReport>,
    /// When the schedule tries next; null where refreshes are asked for by hand only.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub next_attempt: Option<Timestamp>,
}

/// A resource that a refresh would withdraw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Loss {
    pub resource: ResourceId,
    pub title: String,
}

/// One refresh that ended, however it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct RefreshRecord {
    #[cfg_attr(test, ts(type = "string"))]
    pub started: Timestamp,
    #[cfg_attr(test, ts(type = "string"))]
    pub finished: Timestamp,
    pub report: RefreshReport,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ResourceCounts {
    pub added: u32,
    pub revised: u32,
    pub kept: u32,
    pub withdrawn: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct AttachmentCounts {
    pub fetched: u32,
    pub unchanged: u32,
    pub failed: u32,
    pub pending: u32,
}

impl ResourceCounts {
    /// Counts these too.
    pub fn add(&mut self, other: Self) {
        self.added += other.added;
        self.revised += other.revised;
        self.kept += other.kept;
        self.withdrawn += other.withdrawn;
    }
}

impl AttachmentCounts {
    /// Counts these too.
    pub fn add(&mut self, other: Self) {
        self.fetched += other.fetched;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
        self.pending += other.pending;
    }
}

/// What a refresh is doing now; sent often, each one whole in itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Progress {
    pub phase: ProgressPhase,
    /// Units of the phase done (pages of the list, files, texts).
    pub done: u32,
    /// Units of the phase in all; null while unknown.
    pub total: Option<u32>,
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes_received: u64,
    /// Bytes that come in a second, over the last few seconds; null while there is nothing to tell from.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub bytes_per_second: Option<u64>,
    /// Until this phase is done, at the pace so far; null while it cannot be told.
    pub seconds_left: Option<u32>,
    /// Title or address being worked on; empty between two.
    pub current: String,
    pub problems: u32,
    /// The newest of the problems.
    pub latest_problem: Option<Problem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum ProgressPhase {
    /// Reading the list and the pages.
    Reading,
    /// Fetching files.
    Fetching,
    /// Taking the text out of files.
    Extracting,
    /// Making text searchable.
    Indexing,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Status {
    #[cfg_attr(test, ts(type = "number"))]
    pub revision: u64,
    /// Current resources.
    pub resources: u32,
    pub withdrawn: u32,
    pub attachments: AttachmentTotals,
    pub text: TextTotals,
    pub bytes: Bytes,
    #[cfg_attr(test, ts(type = "string | null"))]
    pub last_attempt: Option<Timestamp>,
    #[cfg_attr(test, ts(type = "string | null"))]
    pub last_success: Option<Timestamp>,
    /// Why the last attempt stopped or what it left; null where all was well.
    pub last_code: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub index_revision: u64,
    /// When the schedule tries next; null where refreshes are asked for by hand only.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub next_attempt: Option<Timestamp>,
    /// Why a refresh that is due does not begin: `metered`, `battery`; null where nothing holds it up.
    pub waiting_for: Option<String>,
    /// What a reader should know of the library itself: that it was made again after damage, say.
    pub notices: Vec<Problem>,
    /// The library's folder.
    pub folder: String,
    /// The base address of the site that is built in.
    pub site: String,
    /// Every source, the one that is built in first.
    #[serde(default)]
    pub sources: Vec<SourceSummary>,
    /// Policy holds them: none is added or removed.
    #[serde(default)]
    pub sources_locked: bool,
}

/// Files of current resources.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct AttachmentTotals {
    pub here: u32,
    pub pending: u32,
    pub failed: u32,
}

/// Files that are here, by what their text is like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct TextTotals {
    pub searchable: u32,
    pub poor: u32,
    pub none: u32,
    /// Not looked at yet.
    pub waiting: u32,
}

/// Room taken on the disk, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Bytes {
    #[cfg_attr(test, ts(type = "number"))]
    pub files: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub store: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub index: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    pub ok: bool,
    pub checked: VerificationCounts,
    pub repaired: u32,
    pub problems: Vec<VerificationProblem>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationCounts {
    pub attachments: u32,
    pub rows: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationProblem {
    pub code: String,
    /// The id or file concerned.
    pub what: String,
    pub message: String,
}
