//! The moment at which a refresh is killed, and what it was doing then.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use demo_site::{DemoSite, Request};
use fastrand::Rng;

use super::console::Running;

const LOOK_EVERY: Duration = Duration::from_micros(300);
/// Between the event that is waited for and the kill, at most.
const AFTERWARDS: Duration = Duration::from_millis(40);

/// What full refreshes cost so far, so that moments are spread over all of them.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    pub duration: Duration,
    pub requests: usize,
    /// Changes seen in the library's folder.
    pub writes: usize,
}

impl Default for Course {
    /// Before anything is known.
    fn default() -> Self {
        Self { duration: Duration::from_secs(3), requests: 60, writes: 60 }
    }
}

impl Course {
    /// Learns from one that ended by itself. The longest is what moments are spread over; what is never reached again
    /// is forgotten bit by bit.
    pub fn learn(&mut self, ended: &Self) {
        self.duration = ended.duration.max(self.duration.mul_f32(0.9));
        self.requests = ended.requests.max(self.requests * 9 / 10);
        self.writes = ended.writes.max(self.writes * 9 / 10);
    }
}

/// When to kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// So long after the start.
    After(Duration),
    /// When the site was asked so often, and a little later.
    Request(usize, Duration),
    /// When the library's folder changed so often, and a little later: here the disk is being written.
    Write(usize, Duration),
    /// Not at all.
    Never,
}

impl Moment {
    /// Any of them, in the whole of a refresh.
    pub fn any(chance: &mut Rng, course: &Course) -> Self {
        let later = AFTERWARDS.mul_f64(chance.f64() * chance.f64());
        match chance.usize(..3) {
            0 => Self::After(course.duration.mul_f64(chance.f64())),
            1 => Self::Request(chance.usize(1..=course.requests.max(1)), later),
            _ => Self::Write(chance.usize(1..=course.writes.max(1)), later),
        }
    }
}

/// What came of a refresh.
#[derive(Debug)]
pub enum Fate {
    Killed(Phase),
    /// It was done before the moment came.
    Ended(Course),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Opening,
    List,
    Pages,
    Rows,
    Files,
    TextsAndIndex,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::List => "list",
            Self::Pages => "pages",
            Self::Rows => "rows",
            Self::Files => "files",
            Self::TextsAndIndex => "texts and index",
        }
    }

    /// Told by what the site was asked: a refresh asks for the list, then for pages, then for files.
    pub fn of(requests: &[Request], under_way: usize, files: usize) -> Self {
        let asked_for_files = requests.iter().filter(|request| request.path().starts_with("/uploads")).count();
        let is_page = |request: &Request| {
            !request.path().starts_with(demo_site::LIST_PATH) && !request.path().starts_with("/robots")
        };
        match (asked_for_files, under_way) {
            (0, _) if requests.is_empty() => Self::Opening,
            (0, 0) if requests.iter().any(is_page) => Self::Rows,
            (0, _) if requests.iter().any(is_page) => Self::Pages,
            (0, _) => Self::List,
            (asked, 0) if asked >= files => Self::TextsAndIndex,
            _ => Self::Files,
        }
    }
}

/// Waits for the moment and kills, or for the end; `meanwhile` is told each time how often the site was asked. The
/// site's log was empty when the refresh began.
pub fn wait(
    running: &mut Running,
    moment: Moment,
    site: &DemoSite,
    library: &Path,
    meanwhile: &mut dyn FnMut(usize),
) -> Result<Fate, String> {
    let files = site.expected().iter().flat_map(|resource| &resource.files).count();
    let mut writes = Writes::in_folder(library);
    let mut due: Option<Instant> = match moment {
        Moment::After(after) => Some(running.began + after),
        _ => None,
    };
    loop {
        writes.look();
        meanwhile(site.asked());
        match moment {
            Moment::Request(number, later) if due.is_none() && site.asked() >= number => {
                due = Some(Instant::now() + later);
            }
            Moment::Write(number, later) if due.is_none() && writes.seen >= number => {
                due = Some(Instant::now() + later);
            }
            _ => {}
        }
        if due.is_some_and(|due| Instant::now() >= due) {
            let phase = Phase::of(&site.requests(), site.under_way(), files);
            if !running.is_over() {
                running.kill()?;
                return Ok(Fate::Killed(phase));
            }
        }
        if running.is_over() {
            return Ok(Fate::Ended(Course {
                duration: running.began.elapsed(),
                requests: site.asked(),
                writes: writes.seen,
            }));
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Counts changes of what a refresh writes: the store's log, half-fetched and whole files, the index.
struct Writes {
    places: [PathBuf; 5],
    last: [(u64, u128); 5],
    seen: usize,
}

impl Writes {
    fn in_folder(library: &Path) -> Self {
        let places = ["catalogue.sqlite-wal", "catalogue.sqlite", "parts", "files", "index"];
        let places = places.map(|name| library.join(name));
        let last = places.each_ref().map(|path| state(path));
        Self { places, last, seen: 0 }
    }

    fn look(&mut self) {
        let now = self.places.each_ref().map(|path| state(path));
        self.seen += now.iter().zip(&self.last).filter(|(now, before)| now != before).count();
        self.last = now;
    }
}

/// Length and time of change. Of a folder, the newest of its own and of the folders in it.
fn state(path: &Path) -> (u64, u128) {
    let Ok(found) = fs::metadata(path) else { return (0, 0) };
    if found.is_dir() {
        let inner = fs::read_dir(path).into_iter().flatten().flatten().filter_map(|entry| entry.metadata().ok());
        let folders = inner.filter(fs::Metadata::is_dir).map(|folder| changed(&folder));
        return (0, folders.fold(changed(&found), u128::max));
    }
    (found.len(), changed(&found))
}

fn changed(found: &fs::Metadata) -> u128 {
    let since = found.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    since.unwrap_or_default().as_nanos()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(path: &str) -> Request {
        Request {
            method: "GET".to_owned(),
            path_and_query: path.to_owned(),
            status: 200,
            conditional: false,
            range: None,
            if_range: None,
            user_agent: None,
            bytes_sent: 0,
            began: Duration::ZERO,
            ended: None,
        }
    }

    #[test]
    fn phases_by_what_was_asked_for() {
        let (list, page, file) = ("/resource-library?page=2", "/about", "/uploads/a.pdf");
        for (asked, under_way, phase) in [
            (&[][..], 0, Phase::Opening),
            (&["/robots.txt"], 1, Phase::List),
            (&[list], 0, Phase::List),
            (&[list, page], 1, Phase::Pages),
            (&[list, page], 0, Phase::Rows),
            (&[list, page, file], 1, Phase::Files),
            (&[list, page, file], 0, Phase::Files),
            (&[list, page, file, file], 1, Phase::Files),
            (&[list, page, file, file], 0, Phase::TextsAndIndex),
        ] {
            let requests: Vec<Request> = asked.iter().map(|path| request(path)).collect();
            assert_eq!(Phase::of(&requests, under_way, 2), phase, "{asked:?} {under_way}");
        }
    }

    #[test]
    fn moments_lie_within_the_course() {
        let course = Course { duration: Duration::from_secs(2), requests: 10, writes: 7 };
        let mut chance = Rng::with_seed(1);
        let mut kinds = [0; 3];
        for _ in 0..300 {
            match Moment::any(&mut chance, &course) {
                Moment::After(after) => {
                    kinds[0] += 1;
                    assert!(after <= course.duration);
                }
                Moment::Request(number, later) => {
                    kinds[1] += 1;
                    assert!((1..=10).contains(&number) && later <= AFTERWARDS);
                }
                Moment::Write(number, later) => {
                    kinds[2] += 1;
                    assert!((1..=7).contains(&number) && later <= AFTERWARDS);
                }
                Moment::Never => panic!("a moment that never comes"),
            }
        }
        assert!(kinds.iter().all(|kind| *kind > 50), "{kinds:?}");
    }
}
