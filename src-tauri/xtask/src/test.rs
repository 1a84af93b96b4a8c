//! Everything that the build machine runs, in one go. A step that fails does not keep the others from running; one
//! that cannot be run is named with its reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::evidence;
use crate::notices;
use crate::servers;
use crate::setup::{self, Purpose};
use crate::step::{self, cargo, npm};
use crate::system;

/// The build machine tries the same edits, moments and damage every time.
const SEED: u64 = 20_261_122;

#[derive(Debug)]
enum Ended {
    Passed,
    Failed(String),
    Skipped(String),
}

#[derive(Default)]
struct Steps {
    ended: Vec<(&'static str, Ended)>,
}

impl Steps {
    fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<(), String>) {
        println!("\n== {name}");
        let ended = match step() {
            Ok(()) => Ended::Passed,
            Err(why) => {
                println!("{why}");
                Ended::Failed(why)
            }
        };
        self.ended.push((name, ended));
    }

    fn skip(&mut self, name: &'static str, why: impl Into<String>) {
        self.ended.push((name, Ended::Skipped(why.into())));
    }

    fn sum_up(self) -> Result<(), String> {
        println!("\n== Summary");
        let mut failed = 0;
        for (name, ended) in &self.ended {
            match ended {
                Ended::Passed => println!("passed   {name}"),
                Ended::Failed(why) => {
                    failed += 1;
                    println!("FAILED   {name}: {why}");
                }
                Ended::Skipped(why) => println!("skipped  {name}: {why}"),
            }
        }
        if failed == 0 { Ok(()) } else { Err(format!("{failed} of {} steps failed", self.ended.len())) }
    }
}

pub fn test() -> Result<(), String> {
    let mut steps = Steps::default();
    for lacking in setup::prepare(Purpose::Test)? {
        println!("{lacking}");
    }
    add_rust_components();
    let bindings =
        read_folder(&bindings_folder()).map_err(|error| format!("ui/src/bindings cannot be read: {error}"))?;

    steps.take("interface: packages", setup::interface_packages);
    if has_component("fmt") {
        steps.take("formatting", || step::run(&mut cargo(&["fmt", "--all", "--check"])));
    } else {
        steps.skip("formatting", "this Rust has no rustfmt; “rustup component add rustfmt” brings it");
    }
    if has_component("clippy") {
        steps.take("clippy", || {
            step::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
        });
    } else {
        steps.skip("clippy", "this Rust has no clippy; “rustup component add clippy” brings it");
    }
    steps.take("Rust tests and journeys", || {
        let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
        // Snapshots that differ fail; none is written beside the accepted one.
        tests.env("INSTA_UPDATE", "no");
        if system::has_virtual_display() {
            tests.env("WINDOW_JOURNEY", "required");
        }
        if servers::are_here() {
            tests.env("TOGETHER_REQUIRE_PROXIES", "1");
        }
        step::run(&mut tests)
    });
    if !servers::are_here() {
        steps.skip("proxies and a server of other makers", "nginx, tinyproxy or mitmproxy could not be had");
    }
    if !system::has_virtual_display() {
        steps.skip("journey through the real window", "it needs Xvfb and WebKitWebDriver, which are not here");
    }
    steps.take("25 refreshes killed at random", || evidence::crash::crash(25, SEED));
    steps.take("documents changed at random for 60 seconds", || crate::fuzz::fuzz(60, "all", SEED));
    match evidence::small_disk::why_not() {
        Some(why) => steps.skip("refreshes on disks that are too small", why),
        None => steps.take("refreshes on disks that are too small", || evidence::disk_full::disk_full(10, SEED)),
    }
    steps.take("files of a library damaged one at a time", || {
        let extent = evidence::damage::Extent { per_file: 2, of_a_kind: 5, only: String::new(), seed: SEED };
        evidence::damage::damage(&extent)
    });
    steps.take("bindings are those of the Rust types", || {
        match differences(&bindings, &read_folder(&bindings_folder()).map_err(|error| error.to_string())?) {
            changed if changed.is_empty() => Ok(()),
            changed => Err(format!("the tests wrote other bindings than those committed: {}", changed.join(", "))),
        }
    });
    steps.take("licences of all that is shipped", notices::check);
    steps.take("interface: types", || step::run(&mut npm(&["run", "check"])));
    if system::has_chromium() {
        steps.take("interface: tests", || step::run(&mut npm(&["test"])));
    } else {
        steps.skip(
            "interface: tests in a browser",
            "no Chromium was found; install one (Ubuntu: sudo snap install chromium)",
        );
        steps.take("interface: tests without a browser", || step::run(&mut npm(&["run", "test:unit"])));
    }
    steps.sum_up()
}

fn has_component(name: &str) -> bool {
    step::ask(&mut cargo(&[name, "--version"])).is_some()
}

/// A minimal toolchain of rustup lacks both; other toolchains are as they are.
fn add_rust_components() {
    let lacking = [("fmt", "rustfmt"), ("clippy", "clippy")].into_iter().filter(|(name, _)| !has_component(name));
    let components: Vec<_> = lacking.map(|(_, component)| component).collect();
    if !components.is_empty()
        && step::is_there("rustup")
        && let Err(why) = step::run(step::command("rustup", &["component", "add"]).args(components))
    {
        println!("{why}");
    }
}

fn bindings_folder() -> PathBuf {
    step::root().join("ui/src/bindings")
}

fn read_folder(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            Ok((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?))
        })
        .collect()
}

/// Names of files that are new, gone or changed.
fn differences(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_new_and_a_lost_file_are_named() {
        let folder = |files: &[(&str, &str)]| -> BTreeMap<String, Vec<u8>> {
            files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let before = folder(&[("A.ts", "1"), ("B.ts", "1"), ("C.ts", "1")]);
        assert!(differences(&before, &before).is_empty());
        assert_eq!(
            differences(&before, &folder(&[("A.ts", "1"), ("B.ts", "2"), ("D.ts", "1")])),
            ["B.ts", "C.ts", "D.ts"]
        );
    }

    #[test]
    fn one_failed_step_fails_the_whole_and_a_skipped_one_does_not() {
        let mut steps = Steps::default();
        steps.take("one", || Ok(()));
        steps.skip("two", "not here");
        assert!(steps.sum_up().is_ok());
        let mut steps = Steps::default();
        steps.take("one", || Err("broken".to_owned()));
        steps.take("two", || Ok(()));
        assert!(steps.sum_up().is_err());
    }
}
