//! `cargo xtask bench …`: figures, side by side with what a reader would use instead, in one run. Never part of the
//! tests: machines differ, and the same machine differs from minute to minute. Ratios say more than seconds.

mod extract;
mod leaflets;
mod measure;
mod nginx;
mod refresh;
mod search;
mod window;

use std::path::{Path, PathBuf, absolute};
use std::process::Command;

use clap::Subcommand;

use crate::step;

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// A first and an unchanged refresh, beside `wget --mirror` on the same server
    Refresh {
        /// How many resources the site has; may be given several times
        #[arg(long, value_name = "N", default_values_t = [1_000, 10_000])]
        resources: Vec<usize>,
        /// Entries on one page of the list
        #[arg(long, value_name = "N", default_value_t = 20)]
        per_page: usize,
        /// How often each measurement is repeated; the median is told
        #[arg(long, value_name = "N", default_value_t = 3)]
        repeat: usize,
        /// A console program that is built already, in place of one built now
        #[arg(long, value_name = "FILE")]
        program: Option<PathBuf>,
    },
    /// How well searching finds in judged collections, clean, misspelt and half typed, beside tantivy's default and
    /// SQLite FTS5
    Relevance {
        /// Collections: docs.jsonl, and queries*.tsv with qrels*.tsv
        #[arg(value_name = "FOLDER", required = true)]
        folders: Vec<PathBuf>,
        /// Also write what ours found for the clean queries, as a TREC run
        #[arg(long, value_name = "FILE")]
        run: Option<PathBuf>,
        /// Beside Recoll too, which must be installed (Debian: recollcmd)
        #[arg(long)]
        recoll: bool,
        /// Ours alone
        #[arg(long)]
        ours: bool,
    },
    /// How fast searching is and what it takes, by size, beside plain tantivy and SQLite FTS5
    Search {
        /// How many documents, of about 1,800 characters each; several with commas between
        #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
        documents: Vec<usize>,
        /// Mix the documents from the sentences of a collection's docs.jsonl, in place of made-up ones
        #[arg(long, value_name = "FILE")]
        sentences: Option<PathBuf>,
        /// Once more with the same documents as pages of resources, four each
        #[arg(long)]
        pages_too: bool,
        /// Ours alone: for a million documents, which take the others hours
        #[arg(long)]
        ours: bool,
    },
    /// The real window: start, peak memory, memory and work at rest, beside Zeal and Kiwix (Debian: zeal, kiwix); from key to
    /// results and from click to page, as painted
    Window {
        /// How many resources the library has
        #[arg(long, value_name = "N", default_value_t = 10_000)]
        resources: usize,
        /// A library that is there already, in place of one made now
        #[arg(long, value_name = "FOLDER")]
        library: Option<PathBuf>,
        /// A window program that is built already, in place of one built now
        #[arg(long, value_name = "FILE")]
        program: Option<PathBuf>,
        /// How often each is started; the median is told
        #[arg(long, value_name = "N", default_value_t = 5)]
        repeat: usize,
    },
    /// How fast and how well documents are read, beside pdftotext, pdfium and Recoll's indexer
    Extract(extract::Asked),
}

pub fn bench(what: Bench) -> Result<(), String> {
    match what {
        Bench::Refresh { resources, per_page, repeat, program } => {
            let program = program.map_or_else(refresh::program, Ok)?;
            resources.into_iter().try_for_each(|resources| refresh::bench(&program, resources, per_page, repeat))
        }
        Bench::Relevance { folders, run, recoll, ours } => {
            search::relevance(&folders, run.as_deref(), &[("--recoll", recoll), ("--ours", ours)])
        }
        Bench::Window { resources, library, program, repeat } => window::bench(program, library, resources, repeat),
        Bench::Search { documents, sentences, pages_too, ours } => {
            search::speed(&documents, sentences.as_deref(), &[("--pages-too", pages_too), ("--ours", ours)])
        }
        Bench::Extract(asked) => extract::bench(&asked),
    }
}

/// A program of a crate's own, for what is none of our dependencies; built for speed. It starts in the repository's
/// folder, wherever we were started.
fn program(package: &str, name: &str) -> Command {
    step::cargo(&["run", "--quiet", "--release", "--package", package, "--example", name, "--"])
}

fn from_here(path: &Path) -> Result<PathBuf, String> {
    absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}
