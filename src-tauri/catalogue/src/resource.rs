//! A resource and its attachments, in the very shape that `together list --json` prints.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, Kind, PrintedDate, ResourceId, SourceId, TextQuality, Timestamp, Trust};

/// One thing that a source offers: a leaflet, a strategy, a video.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Resource {
    pub id: ResourceId,
    pub title: String,
    /// The source's own words, paragraphs parted by a line feed; empty where it gives none.
    pub summary: String,
    pub kind: Kind,
    /// The source did not say the kind: it was guessed from words and is shown as a guess.
    pub kind_is_guess: bool,
    pub topics: Vec<String>,
    /// BCP 47 tag of the resource's own language, for example `en`, `bn`, `so`, `ar`.
    pub language: String,
    pub source: SourceId,
    /// The public page on which the resource stands.
    pub page_url: String,
    /// The date printed in title or summary; null where none is.
    pub date: Option<PrintedDate>,
    pub state: ResourceState,
    #[cfg_attr(test, ts(type = "string"))]
    pub first_seen: Timestamp,
    /// When the source last listed the resource; null while it is known from the starter content only.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub last_confirmed: Option<Timestamp>,
    #[cfg_attr(test, ts(type = "string"))]
    pub last_changed: Timestamp,
    /// When it left the source; null while it is current.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub withdrawn_on: Option<Timestamp>,
    /// Known from the starter content only: its files come with the first refresh.
    pub from_starter: bool,
    /// How it stands at the moment of asking. Null where nobody asked: it is not stored.
    #[serde(default)]
    pub trust: Option<Trust>,
    pub attachments: Vec<Attachment>,
    /// What the resource points at without its being a file here: embedded videos, pages elsewhere. Needs the internet.
    pub links: Vec<ExternalLink>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum ResourceState {
    Current,
    /// Gone from the source, still here and marked.
    Withdrawn,
}

/// A file that belongs to a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Attachment {
    pub id: AttachmentId,
    pub url: String,
    /// The words of the link, as the page has them.
    pub label: String,
    /// Told from the file's bytes once it is here; empty while it is not.
    pub media_type: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub size_bytes: u64,
    /// Lower-case hexadecimal; null while the file is not here.
    pub sha256: Option<String>,
    pub state: AttachmentState,
    /// Number of pages; null where the format has none or the file is not here.
    pub pages: Option<u32>,
    pub text: TextQuality,
    /// Language found in the file's own text; null where it was not found.
    pub language: Option<String>,
    /// Why the file is not here or has no text, in words for a reader.
    pub problem: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentState {
    Here,
    Pending,
    Failed,
    Withdrawn,
}

/// A link that cannot be kept on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ExternalLink {
    pub url: String,
    pub label: String,
    pub kind: ExternalLinkKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum ExternalLinkKind {
    /// A player of another site (YouTube, Vimeo).
    Video,
    Page,
}
