//! `cargo xtask disk-full`: refreshes on disks that are too small, by more and by less, so that the room runs out at every
//! step. The library must open, be whole and answer while the disk is full; once there is room, the next refresh must make
//! it like one that never lacked any.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use demo_site::{DemoSite, Fault, Place, SiteEditor, SiteOptions};
use serde_json::Value;

use super::console::{Console, Ended};
use super::crash::copy;
use super::moment::Phase;
use super::small_disk::{PAGE_BYTES, SmallDisk, inside};
use super::words::KnownWords;
use super::{Failures, build_console, folder};
use crate::likeness::Likeness;
use crate::run::emptied;

const PLENTY: u64 = 256 << 20;
/// Edits between the library's last refresh and the one that lacks room.
const EDITS: usize = 24;
/// For a first start.
const FIRST_START_BYTES: u64 = 2 << 20;

pub fn disk_full(steps: u32, seed: u64) -> Result<(), String> {
    if let Some(ended) = inside(&["disk-full", "--steps", &steps.to_string(), "--seed", &seed.to_string()]) {
        return ended;
    }
    build_console()?;
    println!("disk-full: {steps} sizes, seed {seed}");
    let began = Instant::now();
    let mut trial = Trial::begin(seed)?;
    let need = trial.need()?;
    println!("  the refresh needs {} KB of room", need / 1024);
    for step in 0..steps {
        let room = need * u64::from(step) / u64::from(steps.max(2) - 1);
        trial.refresh_with(room / PAGE_BYTES * PAGE_BYTES)?;
    }
    for step in 0..steps / 2 {
        let room = FIRST_START_BYTES * u64::from(step * step) / u64::from(steps * steps / 4).max(1);
        trial.start_with(room / PAGE_BYTES * PAGE_BYTES)?;
    }
    println!("disk-full: {steps} sizes in {} s, seed {seed}", began.elapsed().as_secs());
    let tally = trial.tally.iter().map(|(what, count)| format!("{count} {what}"));
    println!("  {}", tally.collect::<Vec<_>>().join(", "));
    trial.failures.sum_up(&format!("cargo xtask disk-full --steps {steps} --seed {seed}"))
}

struct Trial {
    site: DemoSite,
    disk: SmallDisk,
    console: Console,
    /// A filled library that has not seen the site's edits.
    template: PathBuf,
    home: PathBuf,
    before: Vec<Value>,
    words: KnownWords,
    fresh: Likeness,
    tally: BTreeMap<String, u32>,
    failures: Failures,
}

impl Trial {
    fn begin(seed: u64) -> Result<Self, String> {
        let home = emptied(folder("disk-full")?)?;
        let site = DemoSite::start_blocking(SiteOptions::default()).map_err(|error| error.to_string())?;
        let disk = SmallDisk::mount(&home.join("disk"), PLENTY)?;
        let console = Console::new(disk.folder.join("library"), site.address(), home.join("words"))?;
        let template = home.join("template");
        let filled = console.over(&template);
        filled.document(&filled.refresh(), &[0])?;
        let before = filled.resources()?;
        let mut words = KnownWords::default();
        words.learn(&site);
        let mut editor = SiteEditor::new(seed);
        for _ in 0..EDITS {
            site.change(|content| editor.edit(content));
        }
        words.learn(&site);
        let fresh = console.over(&home.join("fresh"));
        fresh.document(&fresh.refresh(), &[0])?;
        let fresh = fresh.likeness()?;
        // So that several files are half fetched when the room ends.
        site.faults(|faults| {
            faults.always(Place::Files, Fault::SlowBody { piece_bytes: 16 << 10, pause_ms: 1 });
        });
        let (tally, failures) = Default::default();
        Ok(Self { site, disk, console, template, home, before, words, fresh, tally, failures })
    }

    /// The library as it was, on a disk with so much room to spare.
    fn prepare(&self, room_bytes: u64) -> Result<(), String> {
        self.disk.resize(PLENTY)?;
        let _ = fs::remove_dir_all(&self.console.library);
        copy(&self.template, &self.console.library).map_err(|error| error.to_string())?;
        self.disk.resize(self.disk.used_bytes()? + room_bytes)?;
        self.site.clear_requests();
        Ok(())
    }

    /// The least room with which the refresh is done, roughly.
    fn need(&self) -> Result<u64, String> {
        let (mut too_little, mut enough) = (0, 32 << 20);
        while enough - too_little > 64 << 10 {
            let room = (too_little + enough) / 2;
            self.prepare(room)?;
            let ended = self.console.run(&self.console.refresh())?;
            if ended.status == Some(0) { enough = room } else { too_little = room }
        }
        Ok(enough)
    }

    fn refresh_with(&mut self, room_bytes: u64) -> Result<(), String> {
        self.prepare(room_bytes)?;
        let files = self.site.expected().iter().flat_map(|resource| &resource.files).count();
        let ended = self.console.run(&self.console.refresh())?;
        let phase = Phase::of(&self.site.requests(), 0, files);
        let end = match end_of(&ended) {
            Ok(end) => end,
            Err(why) => {
                self.failures.add(format!("with {} KB of room: {why}", room_bytes / 1024));
                "failed"
            }
        };
        let met = if end == "done" { end.to_owned() } else { format!("{end} in {}", phase.name()) };
        *self.tally.entry(met.clone()).or_default() += 1;
        if let Err(why) = self.look(end) {
            self.failures.add(format!("with {} KB of room ({met}), while the disk is full: {why}", room_bytes / 1024));
        }
        self.disk.resize(PLENTY)?;
        if let Err(why) = self.recover() {
            self.failures.add(format!("with {} KB of room ({met}), once there is room: {why}", room_bytes / 1024));
        }
        Ok(())
    }

    /// What was here before can be read and found, and is whole. That the index is behind, where there is no room to
    /// write it, is true and may be told.
    fn look(&self, end: &str) -> Result<(), String> {
        let verified = self.console.document(&["verify"], &[0, 5])?;
        let mut problems = verified["problems"].as_array().into_iter().flatten();
        if !problems.all(|problem| end == "disk full" && problem["code"] == "stale_index") {
            return Err(format!("not whole: {}", verified["problems"]));
        }
        let now = self.console.resources()?;
        let ids = |resources: &[Value]| -> HashSet<String> {
            resources.iter().map(|resource| resource["id"].to_string()).collect()
        };
        if let Some(lost) = ids(&self.before).difference(&ids(&now)).next() {
            return Err(format!("the resource {lost} is lost"));
        }
        // The index may be behind, but not behind what it was.
        let known: HashSet<&str> = attachments(&self.before).filter_map(|one| one["sha256"].as_str()).collect();
        let known: Vec<Value> = now
            .into_iter()
            .map(|mut resource| {
                if let Some(own) = resource["attachments"].as_array_mut() {
                    own.retain(|one| one["sha256"].as_str().is_some_and(|sha256| known.contains(sha256)));
                }
                resource
            })
            .collect();
        let (sought, missed) = self.words.search(&self.console, &known, &self.home.join("words.tsv"))?;
        if !missed.is_empty() {
            return Err(format!("{} of {sought} words were not found: {}", missed.len(), missed.join("; ")));
        }
        let parts = fs::read_dir(self.console.library.join("parts")).map_or(0, Iterator::count);
        if end == "disk full" && parts > 0 {
            return Err(format!("{parts} half-fetched files take room that something whole could have"));
        }
        Ok(())
    }

    fn recover(&self) -> Result<(), String> {
        self.console.document(&self.console.refresh_every_file(), &[0])?;
        let verified = self.console.document(&["verify"], &[0, 5])?;
        if verified["ok"] != true {
            return Err(format!("not whole: {}", verified["problems"]));
        }
        let differences = self.console.likeness()?.differences(&self.fresh);
        if !differences.is_empty() {
            return Err(format!("not like a fresh library: {}", differences.join("; ")));
        }
        Ok(())
    }

    /// A first start on a disk that is too small for a library.
    fn start_with(&mut self, room_bytes: u64) -> Result<(), String> {
        self.disk.resize(PLENTY)?;
        let _ = fs::remove_dir_all(&self.console.library);
        self.disk.resize(room_bytes)?;
        let case = format!("a first start with {} KB of room", room_bytes / 1024);
        let ended = self.console.run(&["status"])?;
        match ended.status {
            Some(0) => *self.tally.entry("first starts done".to_owned()).or_default() += 1,
            Some(1) if error_code(&ended).as_deref() == Some("disk_full") => {
                *self.tally.entry("first starts refused".to_owned()).or_default() += 1;
            }
            status => self.failures.add(format!("{case} ended with {status:?}: {}", ended.err.trim())),
        }
        self.disk.resize(PLENTY)?;
        let starts = || -> Result<usize, String> {
            self.console.document(&["verify"], &[0])?;
            Ok(self.console.resources()?.len())
        };
        match starts() {
            Ok(9) => {}
            Ok(count) => self.failures.add(format!("{case}, once there is room: {count} resources, not nine")),
            Err(why) => self.failures.add(format!("{case}, once there is room: {why}")),
        }
        Ok(())
    }
}

fn attachments(resources: &[Value]) -> impl Iterator<Item = &Value> {
    resources.iter().flat_map(|resource| resource["attachments"].as_array().into_iter().flatten())
}

/// A full disk is told as such, and nothing else went wrong.
fn end_of(ended: &Ended) -> Result<&'static str, String> {
    let report = ended.document()?;
    let told = || format!("the refresh ended with {:?}: {} {}", ended.status, ended.err.trim(), ended.out.trim());
    let problems = report["problems"].as_array().into_iter().flatten();
    match ended.status {
        Some(0) => Ok("done"),
        Some(5) if problems.into_iter().all(|problem| problem["code"] == "disk_full") => Ok("done but for the copy"),
        Some(1) if report["code"] == "disk_full" || error_code(ended).as_deref() == Some("disk_full") => {
            Ok("disk full")
        }
        _ => Err(told()),
    }
}

fn error_code(ended: &Ended) -> Option<String> {
    Some(ended.document().ok()?["error"]["code"].as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_disk_excuses_a_refresh() {
        let ended = |status, out: &str| Ended { status: Some(status), out: out.to_owned(), err: String::new() };
        for (status, out, end) in [
            (0, r#"{"outcome":"updated","problems":[]}"#, Ok("done")),
            (5, r#"{"problems":[{"code":"disk_full"}]}"#, Ok("done but for the copy")),
            (5, r#"{"problems":[{"code":"disk_full"},{"code":"truncated"}]}"#, Err(())),
            (1, r#"{"outcome":"stopped","code":"disk_full"}"#, Ok("disk full")),
            (1, r#"{"error":{"code":"disk_full"}}"#, Ok("disk full")),
            (1, r#"{"error":{"code":"failed"}}"#, Err(())),
            (1, "", Err(())),
        ] {
            assert_eq!(end_of(&ended(status, out)).map_err(|_| ()), end, "{status} {out}");
        }
    }
}
