//! `cargo xtask damage`: each file of a library damaged in turn, as disks and tidy hands do it. Nothing may crash, hang or
//! lie: what verify calls whole is whole. After a repair and one refresh the library must be as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use demo_site::{DemoSite, Fault, Place, SiteOptions};
use fastrand::Rng;
use serde_json::Value;

use super::console::Console;
use super::crash::copy;
use super::words::KnownWords;
use super::{Failures, build_console, folder};
use crate::likeness::Likeness;
use crate::run::emptied;

const WORKERS: usize = 2;

/// A way in which a file goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Harm {
    FlippedBit,
    ZeroedSector,
    CutShort,
    Emptied,
    Deleted,
}

const HARMS: [Harm; 5] = [Harm::FlippedBit, Harm::ZeroedSector, Harm::CutShort, Harm::Emptied, Harm::Deleted];

impl Harm {
    /// Does it, and says where.
    fn on(self, path: &Path, chance: &mut Rng) -> Result<String, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        if self == Self::Deleted {
            return fs::remove_file(path).map(|()| "deleted".to_owned()).map_err(failed);
        }
        let mut bytes = fs::read(path).map_err(failed)?;
        let said = match self {
            Self::FlippedBit if !bytes.is_empty() => {
                let (at, bit) = (chance.usize(..bytes.len()), chance.u32(..8));
                bytes[at] ^= 1 << bit;
                format!("bit {bit} of byte {at} flipped")
            }
            Self::ZeroedSector if !bytes.is_empty() => {
                let from = chance.usize(..bytes.len()) / 512 * 512;
                let to = (from + 512 * chance.usize(1..=8)).min(bytes.len());
                bytes[from..to].fill(0);
                format!("bytes {from} to {to} zeroed")
            }
            Self::CutShort if bytes.len() > 1 => {
                bytes.truncate(chance.usize(1..bytes.len()));
                format!("cut to {} bytes", bytes.len())
            }
            _ => {
                bytes.clear();
                "emptied".to_owned()
            }
        };
        fs::write(path, bytes).map_err(failed)?;
        Ok(said)
    }
}

/// One file of one library, and what is done to it.
#[derive(Debug, Clone)]
struct Case {
    library: &'static str,
    file: PathBuf,
    harm: Harm,
    seed: u64,
}

/// How a library came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// Opening it was enough, or it did not matter.
    Harmless,
    Repaired,
    /// Repaired, and whole again with the next refresh.
    FetchedAgain,
    Failed,
}

/// What to damage.
#[derive(Debug, Clone)]
pub struct Extent {
    /// Ways of damage for each file.
    pub per_file: u32,
    /// Files of each kind, at most: those of one folder are much alike.
    pub of_a_kind: usize,
    /// Only files with this in their path.
    pub only: String,
    pub seed: u64,
}

pub fn damage(extent: &Extent) -> Result<(), String> {
    build_console()?;
    let Extent { per_file, seed, .. } = *extent;
    println!("damage: {per_file} ways for each file, seed {seed}");
    let began = Instant::now();
    let trial = Trial::begin()?;
    let cases = trial.cases(extent)?;
    let (queue, results) = (Mutex::new(cases.iter()), Mutex::new((Failures::default(), BTreeMap::new())));
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (trial, queue, results) = (&trial, &queue, &results);
            scope.spawn(move || {
                while let Some(case) = locked(queue).next() {
                    let end = trial.play(case, worker);
                    let mut results = locked(results);
                    let end = end.unwrap_or_else(|why| {
                        results.0.add(why);
                        End::Failed
                    });
                    *results.1.entry((kind_of(&case.file), end)).or_insert(0) += 1;
                }
            });
        }
    });
    let (failures, tally): (Failures, BTreeMap<(String, End), u32>) =
        results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    println!("damage: {} cases in {} s, seed {seed}", cases.len(), began.elapsed().as_secs());
    for ((kind, end), count) in &tally {
        println!("  {kind}: {count} {}", end.name());
    }
    failures.sum_up(&format!("cargo xtask damage --per-file {per_file} --seed {seed}"))
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl End {
    fn name(self) -> &'static str {
        match self {
            Self::Harmless => "harmless or healed by being opened",
            Self::Repaired => "told and repaired on the spot",
            Self::FetchedAgain => "told, repaired, and whole again with the next refresh",
            Self::Failed => "FAILED",
        }
    }
}

struct Trial {
    site: DemoSite,
    console: Console,
    home: PathBuf,
    words: KnownWords,
    whole: Likeness,
    /// What left the site: it cannot be fetched again, so the library alone has it.
    withdrawn: BTreeSet<String>,
}

impl Trial {
    /// Two filled libraries, each with something that left the site: one closed as it should be, and one whose program was
    /// killed in the middle of a refresh, so that SQLite's log is beside the catalogue.
    fn begin() -> Result<Self, String> {
        let home = emptied(folder("damage")?)?;
        let site = DemoSite::start_blocking(SiteOptions::default()).map_err(|error| error.to_string())?;
        let console = Console::new(home.join("closed"), site.address(), home.join("words"))?;
        let mut words = KnownWords::default();
        words.learn(&site);
        console.document(&console.refresh(), &[0])?;
        site.change(|content| content.entries.remove(9));
        console.document(&console.refresh(), &[0])?;
        let withdrawn = withdrawn(&console)?;
        if withdrawn.is_empty() {
            return Err("nothing left the site".to_owned());
        }
        let (whole, trial_site) = (Likeness::at_a_glance(&|arguments| console.document(arguments, &[0]))?, site);
        let trial = Self { site: trial_site, console, home, words, whole, withdrawn };
        trial.kill_one()?;
        Ok(trial)
    }

    /// The second library.
    fn kill_one(&self) -> Result<(), String> {
        let killed = self.console.over(&self.home.join("killed"));
        copy(&self.console.library, &killed.library).map_err(|error| error.to_string())?;
        self.site.faults(|faults| faults.always(Place::Everywhere, Fault::FreshToken));
        self.site.faults(|faults| faults.always(Place::Files, Fault::Late { delay_ms: 20_000 }));
        self.site.clear_requests();
        let mut running = killed.start(&killed.refresh())?;
        while !self.site.requests().iter().any(|request| request.path().starts_with("/uploads")) {
            if running.is_over() {
                return Err("the refresh that was to be killed was over too soon".to_owned());
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        running.kill()?;
        self.site.faults(demo_site::Faults::clear);
        let log = killed.library.join("catalogue.sqlite-wal");
        match fs::metadata(&log) {
            Ok(found) if found.len() > 0 => Ok(()),
            _ => Err("the refresh that was killed left no log".to_owned()),
        }
    }

    fn cases(&self, extent: &Extent) -> Result<Vec<Case>, String> {
        let mut chance = Rng::with_seed(extent.seed);
        let mut cases = Vec::new();
        for library in ["closed", "killed"] {
            let folder = self.home.join(library);
            let mut files = Vec::new();
            files_in(&folder, &folder, &mut files).map_err(|error| error.to_string())?;
            files.sort();
            // Most of the second library is that of the first.
            files.retain(|file| library == "closed" || file.to_string_lossy().starts_with("catalogue"));
            chance.shuffle(&mut files);
            let mut taken: BTreeMap<String, usize> = BTreeMap::new();
            for file in files {
                let first = chance.usize(..HARMS.len());
                let harms = (0..extent.per_file as usize).map(|number| HARMS[(first + number) % HARMS.len()]);
                let own: Vec<Case> =
                    harms.map(|harm| Case { library, file: file.clone(), harm, seed: chance.u64(..) }).collect();
                let of_its_kind = taken.entry(kind_of(&file)).or_default();
                *of_its_kind += 1;
                if *of_its_kind <= extent.of_a_kind && file.to_string_lossy().contains(&extent.only) {
                    cases.extend(own);
                }
            }
        }
        Ok(cases)
    }

    fn play(&self, case: &Case, worker: usize) -> Result<End, String> {
        let console = self.console.over(&self.home.join(format!("worker-{worker}")));
        let played = || -> Result<(String, Result<End, String>), String> {
            let _ = fs::remove_dir_all(&console.library);
            copy(&self.home.join(case.library), &console.library).map_err(|error| error.to_string())?;
            let said = case.harm.on(&console.library.join(&case.file), &mut Rng::with_seed(case.seed))?;
            Ok((said, self.see(&console, worker)))
        };
        let (said, end) = played()?;
        end.map_err(|why| format!("{} of the {} library, {said}: {why}", case.file.display(), case.library))
    }

    fn see(&self, console: &Console, worker: usize) -> Result<End, String> {
        let whole = |console: &Console| self.differences(console, worker);
        // In the order of a person who knows of nothing. Each may say that something is wrong, in so many words.
        for arguments in [&["list"][..], &["search", "interpreter"], &["about"], &["status"]] {
            let ended = console.run(arguments)?;
            if !matches!(ended.status, Some(0 | 1 | 5)) || ended.document().is_err() {
                return Err(format!("{arguments:?} ended with {:?}: {}", ended.status, ended.err.trim()));
            }
        }
        let verified = console.document(&["verify"], &[0, 1, 5])?;
        let end = if verified["ok"] == true {
            let differences = whole(console)?;
            if !differences.is_empty() {
                return Err(format!("verify says that all is well, but {}", differences.join("; ")));
            }
            End::Harmless
        } else {
            let repaired = console.document(&["verify", "--repair"], &[0, 1, 5])?;
            let again = console.document(&["verify"], &[0, 1, 5])?;
            if again["ok"] == true && whole(console)?.is_empty() {
                End::Repaired
            } else if again["ok"] != true && repaired["ok"] == true {
                return Err(format!("the repair says that all is well, but {again}"));
            } else {
                End::FetchedAgain
            }
        };
        console.document(&console.refresh(), &[0, 5])?;
        let verified = console.document(&["verify"], &[0, 1, 5])?;
        if verified["ok"] != true && !tells_of_a_loss_for_ever(&verified) {
            return Err(format!("after a repair and a refresh it is not whole: {verified}"));
        }
        let differences = whole(console)?;
        if differences.is_empty() {
            Ok(end)
        } else {
            Err(format!("after a repair and a refresh it is not as it was: {}", differences.join("; ")))
        }
    }

    /// What is not as it was in the library that was never damaged.
    fn differences(&self, console: &Console, worker: usize) -> Result<Vec<String>, String> {
        let now = Likeness::at_a_glance(&|arguments| console.document(arguments, &[0]))?;
        let mut differences = now.differences(&self.whole);
        let (sought, missed) =
            self.words.search(console, &console.resources()?, &self.home.join(format!("words-{worker}.tsv")))?;
        if !missed.is_empty() {
            differences.push(format!("{} of {sought} words are not found: {}", missed.len(), missed.join("; ")));
        }
        let left = withdrawn(console)?;
        differences.extend(self.withdrawn.difference(&left).map(|lost| format!("lost for ever: {lost}")));
        Ok(differences)
    }
}

/// A file of what left the site is nowhere else, and nothing can bring it back. To say so again and again is true.
fn tells_of_a_loss_for_ever(verified: &Value) -> bool {
    let mut problems = verified["problems"].as_array().into_iter().flatten();
    problems.all(|problem| {
        problem["code"] == "damaged_file"
            && problem["message"].as_str().is_some_and(|message| message.contains("cannot be fetched again"))
    })
}

/// Titles of what left the site.
fn withdrawn(console: &Console) -> Result<BTreeSet<String>, String> {
    let gone = |resource: &Value| resource["state"] == "withdrawn";
    Ok(console.resources()?.iter().filter(|one| gone(one)).map(|resource| resource["title"].to_string()).collect())
}

/// Paths of all files below a folder, seen from it.
fn files_in(folder: &Path, root: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_in(&path, root, into)?;
        } else if let Ok(own) = path.strip_prefix(root) {
            into.push(own.to_owned());
        }
    }
    Ok(())
}

/// What a file is, for the tally: its folder, or its name where it lies in none.
fn kind_of(file: &Path) -> String {
    match file.components().count() {
        0 | 1 => file.display().to_string(),
        _ => format!(
            "{}/…",
            file.components().next().map_or_else(String::new, |first| first.as_os_str().to_string_lossy().into_owned())
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_harm_changes_a_file_and_the_same_seed_does_the_same() {
        let path = std::env::temp_dir().join(format!("harm-{}", std::process::id()));
        let whole: Vec<u8> = (0..5000_u32).map(|at| (at % 251) as u8 + 1).collect();
        for harm in HARMS {
            let after = |seed| {
                fs::write(&path, &whole).unwrap();
                harm.on(&path, &mut Rng::with_seed(seed)).unwrap();
                fs::read(&path).ok()
            };
            assert_ne!(after(1), Some(whole.clone()), "{harm:?}");
            assert_eq!(after(2), after(2), "{harm:?}");
        }
        fs::write(&path, "").unwrap();
        assert_eq!(Harm::FlippedBit.on(&path, &mut Rng::with_seed(1)).as_deref(), Ok("emptied"));
        let _ = fs::remove_file(&path);
    }

    #[test]
    fn files_are_tallied_by_what_they_are() {
        assert_eq!(kind_of(Path::new("catalogue.sqlite")), "catalogue.sqlite");
        assert_eq!(kind_of(Path::new("files/ab/abcd")), "files/…");
    }
}
