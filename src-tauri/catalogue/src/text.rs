//! The text of an attachment, by page.

use serde::{Deserialize, Serialize};

use crate::AttachmentId;

/// How far the text of a file can be trusted for searching and reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum TextQuality {
    Good,
    /// Some of it could not be read, or it reads like noise.
    Poor,
    /// A picture, a video, an unknown format, or a file that is not here.
    None,
}

/// One page (or, where the format has no pages, the whole text as one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PageText {
    /// From 1; null where the format has no pages.
    pub page: Option<u32>,
    /// Paragraphs parted by a line feed.
    pub text: String,
}

/// What `together text` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct AttachmentText {
    pub attachment: AttachmentId,
    pub quality: TextQuality,
    pub language: Option<String>,
    pub pages: Vec<PageText>,
}
