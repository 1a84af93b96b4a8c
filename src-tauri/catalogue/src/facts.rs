//! What a document's own text tells about it. Never guessed: each fact comes with the words that it was read from.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, PrintedDate};

/// All that was found in one document; what was not found, or not without doubt, is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(default)]
pub struct Facts {
    /// When the document says that it is to be looked at again.
    pub review: Option<ReviewDate>,
    /// "2.1", "3".
    pub version: Option<Told>,
    /// The publisher's own number for it.
    pub reference: Option<Told>,
    /// Who says that they wrote or published it.
    pub organisation: Option<Told>,
    /// In the order of reading, each number once.
    pub telephones: Vec<Telephone>,
    /// English documents with enough sentences only.
    pub reading_age: Option<ReadingAge>,
}

impl Facts {
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }
}

/// A value with the words that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Told {
    pub value: String,
    /// The line as it stands in the document, cut where it is long.
    pub words: String,
    /// From 1; null where the format has no pages.
    pub page: Option<u32>,
}

/// The date by which a document says that it will be reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ReviewDate {
    pub date: PrintedDate,
    /// The words as they stand in the document: "Next review: May 2024".
    pub words: String,
    /// From 1; null where the format has no pages.
    pub page: Option<u32>,
}

/// A telephone number and whose it is said to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Telephone {
    /// As printed.
    pub number: String,
    /// What stands before it in its paragraph; empty where nothing does.
    pub before: String,
    /// From 1; null where the format has no pages.
    pub page: Option<u32>,
}

/// How old a reader has to be to read the document with ease, by a published formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ReadingAge {
    /// In years, rounded.
    pub years: u8,
    /// The name of the formula.
    pub formula: String,
    /// How many sentences were counted.
    pub sentences: u32,
}

/// What the text of one attachment of a resource tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct AttachmentFacts {
    pub attachment: AttachmentId,
    pub facts: Facts,
}
