//! What was open to be read when the window was closed.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, ResourceId};

/// A resource, and where in it; not the words that led there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct LeftOpen {
    pub resource: ResourceId,
    pub attachment: Option<AttachmentId>,
    /// From 1.
    pub page: Option<u32>,
    /// A second resource beside it, and which of its files.
    pub beside: Option<ResourceId>,
    pub beside_file: Option<AttachmentId>,
}
