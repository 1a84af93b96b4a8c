//! `cargo xtask crash`: refreshes that are killed at any moment, over a site that changes meanwhile. After each the
//! library must open, be whole and find what it has; at the end it must be like one that was never killed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use demo_site::{DemoSite, Fault, Faults, Place, SiteEditor, SiteEntry, SiteFile, SiteOptions, word};
use fastrand::Rng;
use serde_json::Value;

use super::console::Console;
use super::moment::{self, Course, Fate, Moment, Phase};
use super::words::KnownWords;
use super::{Failures, build_console, folder};
use crate::run::emptied;

/// Every so many rounds a refresh is left to end.
const LEFT_IN_PEACE: u32 = 6;
/// Libraries that failed are kept for a look, so many of them.
const KEPT: usize = 3;

/// Files so large that a kill meets them half way, after a part of them was safe on the disk.
const LARGE_FILES: [&str; 2] = ["/uploads/large-one.pdf", "/uploads/large-two.pdf"];
const LARGE_BYTES: usize = 6 << 20;

pub fn crash(rounds: u32, seed: u64) -> Result<(), String> {
    build_console()?;
    println!("crash: {rounds} rounds, seed {seed}");
    let began = Instant::now();
    let mut trial = Trial::begin(seed)?;
    for round in 1..=rounds {
        trial.round(round, round % LEFT_IN_PEACE != 0)?;
        if round % 25 == 0 {
            println!("  {round} rounds, {} kills, {} s", trial.kills(), began.elapsed().as_secs());
        }
    }
    trial.end()?;
    println!("crash: {rounds} rounds in {} s, seed {seed}", began.elapsed().as_secs());
    println!("  {} refreshes killed: {}", trial.kills(), trial.kills_by_phase());
    println!(
        "  {} refreshes ended; {} edits of the site; {} files went on from the middle; {} words found",
        trial.ended, trial.edits, trial.gone_on, trial.words_found
    );
    trial.failures.sum_up(&format!("cargo xtask crash --rounds {rounds} --seed {seed}"))
}

struct Trial {
    site: DemoSite,
    editor: SiteEditor,
    console: Console,
    home: PathBuf,
    chance: Rng,
    course: Course,
    words: KnownWords,
    before: Seen,
    killed: BTreeMap<Phase, u32>,
    ended: u32,
    edits: u32,
    /// Files that were asked for from the middle on.
    gone_on: usize,
    words_found: usize,
    failures: Failures,
    kept: usize,
}

/// What a look at the library told: what must be there at the next look as well.
#[derive(Debug, Default)]
struct Seen {
    resources: HashSet<String>,
    /// Hash of each file that is here, by attachment.
    files: HashMap<String, String>,
}

impl Trial {
    /// A library that was filled once, in peace.
    fn begin(seed: u64) -> Result<Self, String> {
        let home = emptied(folder("crash")?)?;
        let site = DemoSite::start_blocking(SiteOptions::default()).map_err(|error| error.to_string())?;
        let console = Console::new(home.join("library"), site.address(), home.join("words"))?;
        let mut trial = Self {
            site,
            editor: SiteEditor::new(seed),
            console,
            home,
            chance: Rng::with_seed(seed ^ 0x006B_696C_6C73),
            course: Course::default(),
            words: KnownWords::default(),
            before: Seen::default(),
            killed: BTreeMap::new(),
            ended: 0,
            edits: 0,
            gone_on: 0,
            words_found: 0,
            failures: Failures::default(),
            kept: 0,
        };
        for path in LARGE_FILES {
            trial.large_file(path, 0);
            let entry = SiteEntry::new(&format!("Sample: a large file at {path}")).link("Download", path);
            trial.site.change(|content| content.entries.push(entry));
        }
        trial.words.learn(&trial.site);
        // The very first filling is a refresh like any other: one of two is killed on its way.
        if trial.chance.bool() {
            let at = Moment::any(&mut trial.chance, &trial.course);
            trial.refresh(at, None)?;
            trial.look("first filling, killed");
        }
        trial.refresh(Moment::Never, None)?;
        trial.look("first filling");
        Ok(trial)
    }

    fn round(&mut self, number: u32, kill: bool) -> Result<(), String> {
        let edits = self.chance.u32(1..=4);
        let said: Vec<String> = (0..edits).map(|_| self.edit()).collect();
        if self.chance.u8(..4) == 0 {
            let path = LARGE_FILES[self.chance.usize(..LARGE_FILES.len())];
            self.large_file(path, number);
        }
        let faults = if kill { any_faults(&mut self.chance) } else { vec![slow_files(&mut self.chance)] };
        self.site.faults(|set| faults.iter().for_each(|(place, fault)| add(set, place, fault)));
        let moment = if kill { Moment::any(&mut self.chance, &self.course) } else { Moment::Never };
        // An editor does not wait until the list is read.
        let edit_at = (kill && self.chance.u8(..3) == 0).then(|| self.chance.usize(2..30));
        let fate = self.refresh(moment, edit_at)?;
        self.site.faults(Faults::clear);
        let failed = self.failures.told.len();
        let case = format!("round {number}: {moment:?} {fate:?}, {faults:?}, edit at {edit_at:?}, after {said:?}");
        self.look(&case);
        if moment == Moment::Never {
            self.compare_with_the_site(&case)?;
        }
        if self.failures.told.len() > failed {
            self.keep(number);
        }
        Ok(())
    }

    /// Other bytes in the place of a large file; its entry says so, or it would have to wait for its turn.
    fn large_file(&mut self, path: &str, number: u32) {
        let of = LARGE_FILES.iter().position(|own| *own == path).unwrap_or_default() as u64;
        let words = [0, 1].map(|page| word(700_000 + 4 * u64::from(number) + 2 * of + page));
        let file = SiteFile::made(&format!("Sample: large, edition {number}"), &words, LARGE_BYTES);
        self.site.change(|content| {
            content.files.insert(path.to_owned(), file);
            let entry = content.entries.iter_mut().find(|entry| entry.links.iter().any(|link| link.href == path));
            if let Some(entry) = entry {
                entry.paragraphs = vec![format!("Edition {number}.")];
            }
        });
        self.words.learn(&self.site);
    }

    fn edit(&mut self) -> String {
        self.edits += 1;
        edit(&self.site, &mut self.editor, &mut self.words)
    }

    /// One refresh, killed at this moment if it is not done before. When the site was asked so often, it is edited.
    fn refresh(&mut self, moment: Moment, edit_at: Option<usize>) -> Result<Fate, String> {
        self.site.clear_requests();
        // What takes its turns otherwise is compared with the site after a refresh that was left in peace.
        let mut running = match moment {
            Moment::Never => self.console.start(&self.console.refresh_every_file())?,
            _ => self.console.start(&self.console.refresh())?,
        };
        let (site, editor, words) = (&self.site, &mut self.editor, &mut self.words);
        let mut edited = false;
        let mut meanwhile = |asked| {
            if !edited && edit_at.is_some_and(|at| asked >= at) {
                edited = true;
                edit(site, editor, words);
            }
        };
        let fate = moment::wait(&mut running, moment, site, &self.console.library, &mut meanwhile)?;
        self.edits += u32::from(edited);
        self.gone_on += self.site.requests().iter().filter(|request| request.status == 206).count();
        match &fate {
            Fate::Killed(phase) => *self.killed.entry(*phase).or_default() += 1,
            Fate::Ended(course) => {
                self.ended += 1;
                self.course.learn(course);
                let ended = running.wait()?;
                match (ended.status, ended.document()) {
                    (Some(0), Ok(_)) if !edited => self.editor.was_read(),
                    // Perhaps not read whole: what is gone may not be believed yet.
                    (Some(0 | 5), Ok(_)) => {}
                    (status, document) => {
                        self.failures.add(format!(
                            "a refresh that was not killed ended with {status:?}: {document:?} {}",
                            ended.err.trim()
                        ));
                    }
                }
            }
        }
        Ok(fate)
    }

    /// The library opens, is whole, lost nothing, doubled nothing, and finds every word that it says it has.
    fn look(&mut self, case: &str) {
        if let Err(why) = self.look_or_say_why() {
            self.failures.add(format!("{case}: {why}"));
        }
    }

    fn look_or_say_why(&mut self) -> Result<(), String> {
        let verified = self.console.document(&["verify"], &[0, 5])?;
        if verified["ok"] != true {
            return Err(format!("not whole: {}", verified["problems"]));
        }
        let resources = self.console.resources()?;
        let now = Seen::of(&resources);
        if let Some(lost) = self.before.resources.difference(&now.resources).next() {
            return Err(format!("the resource {lost} is lost"));
        }
        let on_site: HashSet<String> =
            self.site.expected().into_iter().flat_map(|resource| resource.files).map(|file| file.sha256).collect();
        let here: HashSet<&String> = now.files.values().collect();
        for (attachment, sha256) in &self.before.files {
            if on_site.contains(sha256) && !here.contains(sha256) {
                return Err(format!("the file {sha256} of {attachment} is lost, and it is on the site still"));
            }
        }
        let mut once = HashSet::new();
        for resource in resources.iter().filter(|resource| resource["state"] == "current") {
            if !once.insert((resource["title"].to_string(), resource["page_url"].to_string())) {
                return Err(format!("{} is there twice", resource["title"]));
            }
        }
        let (sought, missed) = self.words.search(&self.console, &resources, &self.home.join("words.tsv"))?;
        if !missed.is_empty() {
            return Err(format!("{} of {sought} words were not found: {}", missed.len(), missed.join("; ")));
        }
        self.words_found += sought;
        self.before = now;
        Ok(())
    }

    /// After a refresh that was left to end: every entry of the site is there with every file.
    fn compare_with_the_site(&mut self, case: &str) -> Result<(), String> {
        let list = self.console.document(&["list"], &[0])?;
        let resources = list["resources"].as_array().ok_or("a list without resources")?;
        for expected in self.site.expected().iter().filter(|expected| expected.listed) {
            let Some(resource) = resources.iter().find(|resource| resource["title"] == expected.title.as_str()) else {
                self.failures.add(format!("{case}: “{}” is on the site and not in the library", expected.title));
                continue;
            };
            for file in &expected.files {
                let attachments = resource["attachments"].as_array().into_iter().flatten();
                let mut here = attachments.filter(|attachment| attachment["state"] == "here");
                if !here.any(|attachment| attachment["sha256"] == file.sha256.as_str()) {
                    self.failures.add(format!("{case}: {} of “{}” is not as on the site", file.path, expected.title));
                }
            }
        }
        Ok(())
    }

    /// One refresh in peace, then one of an unchanged site, and the comparison with a fresh library.
    fn end(&mut self) -> Result<(), String> {
        self.site.faults(Faults::clear);
        self.refresh(Moment::Never, None)?;
        self.look("at the end");
        let report = self.console.document(&self.console.refresh(), &[0])?;
        if report["outcome"] != "unchanged" || report["attachments"]["fetched"] != 0 {
            self.failures.add(format!("at the end: an unchanged site is not “unchanged”: {report}"));
        }
        let fresh = self.console.over(&self.home.join("fresh"));
        fresh.document(&fresh.refresh(), &[0])?;
        for difference in self.console.likeness()?.differences(&fresh.likeness()?) {
            self.failures.add(format!("at the end, not like a fresh library: {difference}"));
        }
        self.check_withdrawn()
    }

    /// What left the site is marked and dated, and its files are still here.
    fn check_withdrawn(&mut self) -> Result<(), String> {
        let titles: HashSet<String> = self.site.expected().into_iter().map(|resource| resource.title).collect();
        for resource in self.console.resources()? {
            let title = resource["title"].as_str().unwrap_or_default();
            if resource["state"] == "withdrawn" && titles.contains(title) {
                self.failures.add(format!("at the end: “{title}” is marked as withdrawn and stands on the site"));
            }
        }
        Ok(())
    }

    /// A library that failed, put aside as it is.
    fn keep(&mut self, round: u32) {
        self.kept += 1;
        if self.kept > KEPT {
            return;
        }
        let to = self.home.join(format!("failed-{round}"));
        match copy(&self.console.library, &to) {
            Ok(()) => println!("  kept as {}", to.display()),
            Err(error) => println!("  it could not be kept: {error}"),
        }
    }

    fn kills(&self) -> u32 {
        self.killed.values().sum()
    }

    fn kills_by_phase(&self) -> String {
        let phases = self.killed.iter().map(|(phase, kills)| format!("{kills} in {}", phase.name()));
        phases.collect::<Vec<_>>().join(", ")
    }
}

/// One edit, and what is on the site after it.
fn edit(site: &DemoSite, editor: &mut SiteEditor, words: &mut KnownWords) -> String {
    let said = site.change(|content| editor.edit(content));
    words.learn(site);
    said
}

impl Seen {
    fn of(resources: &[Value]) -> Self {
        let mut seen = Self::default();
        for resource in resources {
            seen.resources.insert(resource["id"].as_str().unwrap_or_default().to_owned());
            for attachment in resource["attachments"].as_array().into_iter().flatten() {
                if let (Some(id), Some(sha256)) = (attachment["id"].as_str(), attachment["sha256"].as_str()) {
                    seen.files.insert(id.to_owned(), sha256.to_owned());
                }
            }
        }
        seen
    }
}

/// What goes wrong beside the kill: the network is seldom at its best when a laptop is shut.
fn any_faults(chance: &mut Rng) -> Vec<(Place, Fault)> {
    let mut faults = vec![slow_files(chance)];
    match chance.usize(..8) {
        0 => faults.push((Place::Files, Fault::NoRanges)),
        1 => faults.push((Place::Pages, Fault::NoValidators)),
        2 => faults.push((Place::Everywhere, Fault::WeakEtag)),
        3 => faults.push((Place::Pages, Fault::FreshToken)),
        4 => faults.push((Place::Everywhere, Fault::Gzip)),
        5 => faults.push((Place::Pages, Fault::Late { delay_ms: chance.u64(5..60) })),
        6 => faults.push((Place::List, Fault::Late { delay_ms: chance.u64(5..120) })),
        _ => faults.push((Place::Files, Fault::CutAfter { bytes: chance.usize(1000..40_000) })),
    }
    faults
}

/// So that kills meet files half way: small ones in one refresh, large ones in another.
fn slow_files(chance: &mut Rng) -> (Place, Fault) {
    let piece_bytes = if chance.bool() { chance.usize(2048..16_384) } else { chance.usize(64 << 10..512 << 10) };
    (Place::Files, Fault::SlowBody { piece_bytes, pause_ms: chance.u64(1..8) })
}

/// What cuts files off does so for a few of them only, so that a refresh gets on.
fn add(faults: &mut Faults, place: &Place, fault: &Fault) {
    match fault {
        Fault::CutAfter { .. } => faults.times(4, place.clone(), fault.clone()),
        _ => faults.always(place.clone(), fault.clone()),
    }
}

/// A folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
