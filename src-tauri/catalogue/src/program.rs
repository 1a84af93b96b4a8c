//! Which program this is: for its about page and for a help desk.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Versions {
    pub version: String,
    /// How it was built, and which build it is where the builder said so.
    pub build: String,
    /// The operating system and the kind of processor.
    pub system: String,
    /// Of the catalogue's file: it rises where an older program could not read it any more.
    pub library_format: u32,
    /// Of what reads text from files: where it rises, files are read anew.
    pub text_reader: u32,
    /// Of the search index: another one is made anew.
    pub index_format: u32,
    /// What draws the window; none on the console.
    pub web_view: Option<String>,
}
