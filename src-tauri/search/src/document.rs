use catalogue::{AttachmentId, Kind, ResourceId};
use serde::{Deserialize, Serialize};

/// Everything about one resource that can be found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    pub resource: ResourceId,
    pub title: String,
    pub summary: String,
    pub kind: Kind,
    /// BCP 47 tag of the resource's own language.
    pub language: String,
    pub topics: Vec<String>,
    /// Gone from its source: found only when asked for.
    pub withdrawn: bool,
    /// Labels and file names of the attachments.
    pub file_words: Vec<String>,
    /// First and last year of the printed date.
    pub years: Option<(i16, i16)>,
    /// Digests of the files whose text is in `pages`: resources that hold the same files are shown once.
    pub files: Vec<String>,
    pub pages: Vec<IndexedPage>,
}

/// The text of one page of one attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPage {
    pub attachment: AttachmentId,
    /// From 1; none where the format has no pages.
    pub page: Option<u32>,
    /// BCP 47 tag; none where it was not found and the resource's own counts.
    pub language: Option<String>,
    pub text: String,
    /// The paragraphs of the text that are headings, word for word.
    pub headings: Vec<String>,
}

/// What the index was made from. It is committed together with the documents, so that it never says more than the
/// index holds, whenever the power goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub revision: u64,
    pub serial: u64,
    pub library: String,
}
