//! The crates whose code is in the programs, on any of the systems that they are made for.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Part;
use crate::step;

const SYSTEMS: [&str; 3] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];
const PROGRAM: &str = "together-library";

pub fn shipped() -> Result<Vec<Part>, String> {
    let mut parts = BTreeSet::new();
    for system in SYSTEMS {
        let arguments = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", system];
        let text = step::ask(&mut step::cargo(&arguments))
            .ok_or("cargo metadata failed; are all packages here (cargo fetch --locked)?")?;
        let graph: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        parts.extend(used(&graph));
    }
    Ok(parts.into_iter().collect())
}

/// What the program is made of: what runs only while building, or only makes code, is not shipped.
fn used(graph: &Value) -> Vec<Part> {
    let packages: HashMap<&str, &Value> =
        each(&graph["packages"]).filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: HashMap<&str, &Value> =
        each(&graph["resolve"]["nodes"]).filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let makes_code = |package: &Value| {
        each(&package["targets"]).any(|target| each(&target["kind"]).any(|kind| kind == "proc-macro"))
    };

    let mut waiting: Vec<&str> =
        packages.iter().filter(|(_, package)| package["name"] == PROGRAM).map(|(id, _)| *id).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if packages.get(id).is_none_or(|package| makes_code(package)) || !seen.insert(id) {
            continue;
        }
        let needs = nodes.get(id).into_iter().flat_map(|node| each(&node["deps"]));
        let at_run_time = needs.filter(|need| each(&need["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        waiting.extend(at_run_time.filter_map(|need| need["pkg"].as_str()));
    }
    // Our own have no source.
    seen.into_iter()
        .filter_map(|id| packages.get(id))
        .filter(|package| !package["source"].is_null())
        .map(|package| part(package))
        .collect()
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn part(package: &Value) -> Part {
    let text = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
    Part {
        name: text("name"),
        version: text("version"),
        licence: text("license"),
        folder: Path::new(&text("manifest_path")).parent().map(PathBuf::from).unwrap_or_default(),
        authors: each(&package["authors"]).filter_map(Value::as_str).map(without_address).collect(),
    }
}

/// "A Person <person@example.org>": the name is enough.
fn without_address(author: &str) -> String {
    author.split('<').next().unwrap_or_default().trim().to_owned()
}
