//! Whose work is shipped, and under which licences: `ui/src/program/notices.json`, which the window shows. Made without a network from what
//! the lock files name, as it lies on this machine; the build machine sees that it is up to date and that each licence is one we allow.

mod crates;
mod packages;
mod spdx;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::step;

/// A piece of other people's work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
    /// As its makers wrote it, by SPDX.
    licence: String,
    /// Where its files lie.
    folder: PathBuf,
    /// Who made it, where its files do not say.
    authors: Vec<String>,
}

/// Parts under one licence with one wording; name and version with the lines that name their makers.
struct Group {
    licence: String,
    text: String,
    parts: BTreeMap<(String, String), Vec<String>>,
}

fn file() -> PathBuf {
    step::root().join("ui/src/program/notices.json")
}

/// Writes the list anew.
pub fn write() -> Result<(), String> {
    let text = list()?;
    fs::write(file(), &text).map_err(|error| format!("{}: {error}", file().display()))?;
    println!("{}: {} KB", file().display(), text.len() / 1000);
    Ok(())
}

/// # Errors
/// A licence that we do not allow, or a list that is not that of the lock files.
pub fn check() -> Result<(), String> {
    let known = fs::read_to_string(file()).map_err(|error| format!("{}: {error}", file().display()))?;
    if known == list()? {
        Ok(())
    } else {
        Err("the list of licences is not that of the lock files; run “cargo xtask notices” and commit what it writes"
            .into())
    }
}

fn list() -> Result<String, String> {
    let mut parts = crates::shipped()?;
    parts.extend(packages::shipped()?);
    parts.sort();
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    let mut wordings = texts::Wordings::default();
    // Once to know each licence's usual text, for those who bring none.
    for part in &parts {
        wordings.of(part)?;
    }
    for part in &parts {
        for (licence, text, notice) in wordings.of(part)? {
            let group = groups.entry((licence.clone(), texts::key(&text))).or_insert_with(|| Group {
                licence,
                text,
                parts: BTreeMap::new(),
            });
            group.parts.insert((part.name.clone(), part.version.clone()), notice);
        }
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by(|one, other| {
        other
            .parts
            .len()
            .cmp(&one.parts.len())
            .then_with(|| one.licence.cmp(&other.licence))
            .then_with(|| one.text.cmp(&other.text))
    });
    let shown: Vec<_> = groups
        .iter()
        .map(|Group { licence, text, parts }| {
            let parts: Vec<_> = parts
                .iter()
                .map(|((name, version), notice)| json!({ "name": name, "version": version, "notice": notice }))
                .collect();
            json!({ "licence": licence, "text": text, "parts": parts })
        })
        .collect();
    serde_json::to_string_pretty(&shown).map(|text| text + "\n").map_err(|error| error.to_string())
}
