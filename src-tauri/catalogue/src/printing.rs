//! What came of a wish to print.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum Printed {
    /// The system has taken it, for the printer that it or the person chose.
    Sent,
    /// The person closed the system's question.
    Cancelled,
    /// The system prints nothing by itself: the file is open in a program that does.
    Opened,
}
