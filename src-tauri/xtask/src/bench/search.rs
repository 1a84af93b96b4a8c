//! Searching, measured by programs of its own crate: what they compare with is none of our dependencies.

use std::path::{Path, PathBuf, absolute};
use std::process::Command;

use crate::step;

pub fn relevance(folders: &[impl AsRef<Path>], run: Option<&Path>, set: &[(&str, bool)]) -> Result<(), String> {
    let mut program = program("relevance");
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
    let mut program = program("speed");
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

/// Built for speed. It starts in the repository's folder, wherever we were started.
fn program(name: &str) -> Command {
    step::cargo(&["run", "--quiet", "--release", "--package", "search", "--example", name, "--"])
}

fn from_here(path: &Path) -> Result<PathBuf, String> {
    absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}
