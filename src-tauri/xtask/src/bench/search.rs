//! Searching, measured by programs of its own crate: what they compare with is none of our dependencies.

use std::path::Path;

use super::{from_here, program};
use crate::step;

pub fn relevance(folders: &[impl AsRef<Path>], run: Option<&Path>, set: &[(&str, bool)]) -> Result<(), String> {
    let mut program = program("search", "relevance");
    for folder in folders {
        program.arg(from_here(folder.as_ref())?);
    }
    if let Some(run) = run {
        program.arg("--run").arg(from_here(run)?);
    }
    step::run(program.args(chosen(set)))
}

pub fn speed(documents: &[usize], sentences: Option<&Path>, set: &[(&str, bool)]) -> Result<(), String> {
    let documents: Vec<String> = documents.iter().map(usize::to_string).collect();
    let mut program = program("search", "speed");
    program.args(["--documents", &documents.join(",")]);
    if let Some(sentences) = sentences {
        program.arg("--sentences").arg(from_here(sentences)?);
    }
    step::run(program.args(chosen(set)))
}

/// Options without a value that are set.
fn chosen<'a>(set: &'a [(&'a str, bool)]) -> impl Iterator<Item = &'a str> {
    set.iter().filter(|(_, set)| *set).map(|(option, _)| *option)
}
