//! What a person wants to tell the partnership, until they have told it.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A message that waits. Whether it was ever sent, only the person knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Feedback {
    pub text: String,
    #[cfg_attr(test, ts(type = "string"))]
    pub written: Timestamp,
    /// When it was last handed to a program for e-mail; null where it never was.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    pub handed_over: Option<Timestamp>,
}
