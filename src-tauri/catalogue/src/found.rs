//! What the window's list shows: the resources of one question, and what each filter would leave of them.

use serde::{Deserialize, Serialize};

use crate::{Kind, Resource, ResourceId, SearchAnswer};

/// What a question finds, with all that a list shows of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Found {
    /// Null where no words were asked: then the resources stand in the order of the list, those in the patient's
    /// language first.
    pub answer: Option<SearchAnswer>,
    /// Resources that fit, of which those at hand may be but the first.
    pub total: u32,
    /// Those that the answer names, also as the same file as another; or the first of the list.
    pub resources: Vec<Listed>,
}

/// A resource, with the ways to the same document in other languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Listed {
    #[serde(flatten)]
    pub resource: Resource,
    pub translations: Vec<Translation>,
}

/// A resource that is the same document in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Translation {
    pub id: ResourceId,
    pub title: String,
    pub language: String,
}

/// What each filter offers, each value with how many resources it would leave beside the other filters.
///
/// Which values there are, and their order, does not depend on the filters: nothing moves under a pointer that presses
/// one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Choices {
    pub kinds: Vec<Choice<Kind>>,
    pub topics: Vec<Choice<String>>,
    /// By BCP 47 tag.
    pub languages: Vec<Choice<String>>,
    /// Years printed on any resource, the newest first.
    pub years: Vec<i16>,
    /// How many have text that can be read and searched.
    pub with_text: u32,
    /// How many have a file on this device.
    pub here: u32,
    /// How many there would be without each of the filters.
    pub without: WithoutFilter,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Choice<Value> {
    pub value: Value,
    pub count: u32,
}

/// How many resources fit all filters but this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct WithoutFilter {
    pub kind: u32,
    pub topic: u32,
    pub language: u32,
    pub year: u32,
    pub with_text: u32,
    pub here: u32,
}

/// The library as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Holdings {
    /// Current resources.
    pub resources: u32,
    pub withdrawn: u32,
    /// Nothing came from a source yet: all there is came with the program.
    pub only_starter: bool,
    /// Some files of current resources are still to come.
    pub files_missing: bool,
    /// BCP 47 tags of the languages that current resources are in.
    pub languages: Vec<String>,
}
