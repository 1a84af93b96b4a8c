//! Documents -> index; query -> hits. The only crate that knows tantivy, and it shows nothing of it.
//!
//! [`SearchIndex::open`] opens or makes the index below a folder, [`SearchIndex::update`] replaces what is known of some
//! resources in one commit, [`SearchIndex::search`] answers from the last commit, whoever made it. The index can always
//! be made again from the library: nothing is kept in it alone.
//!
//! The way of a query: `parse` (syntax) -> `plan`, `widen` and `correct` (groups of terms) -> `score` (entries) ->
//! `choose` and `feedback` (resources) -> `answer`, `snippet` and `explain` (hits). The way of a document: `schema`
//! (entries). Both go through `analyser`.

mod analyser;
mod answer;
mod choose;
mod correct;
mod dictionary;
mod document;
mod error;
mod explain;
mod feedback;
mod folder;
mod index;
mod initials;
mod packed;
mod parse;
mod plan;
mod schema;
mod score;
mod sheet;
mod slip;
mod snapshot;
mod snippet;
mod suggest;
mod thesaurus;
mod understood;
mod widen;

pub use document::{Document, IndexedPage, Stamp};
pub use error::Error;
pub use index::{IndexState, Opened, SearchIndex};
pub use schema::{FORMAT, key_of};
pub use thesaurus::{BadLine, Thesaurus};
