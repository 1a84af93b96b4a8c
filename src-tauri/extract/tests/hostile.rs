//! Files made to do harm, read by the real worker process: each one's report is the expected one, the worker never takes
//! more memory than it may, and this program goes on.
//!
//! `hostile fuzz SECONDS [FORMAT] [SEED]` changes honest files at random for so long, and keeps what brings a worker down.

#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/mutants.rs"]
mod mutants;
#[path = "hostile/scans.rs"]
mod scans;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use catalogue::{LinkTarget, TextLink};
use extract::worker::{self, Worker};
use files::{Case, FORMATS};
use mutants::Random;
use scans::Scan;

#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

/// Of a worker, in bytes.
const MOST_MEMORY: u64 = 512 << 20;
/// Of where the links of a file lead, in bytes.
const MOST_ADDRESSES: usize = 16 << 20;
/// Of a picture of a page, with a little for rounding.
const MOST_PIXELS: u64 = 12_020_000;
const MOST_SIDE: u64 = 12_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some(worker::ARGUMENT) => worker::serve().expect("the pipes hold"),
        Some("fuzz") => {
            let seconds = arguments.get(1).and_then(|seconds| seconds.parse().ok()).expect("fuzz SECONDS");
            let format = arguments.get(2).map(String::as_str).filter(|format| *format != "all");
            let seed = arguments.get(3).and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
            let found = fuzz(Duration::from_secs(seconds), format, seed);
            assert!(found.is_empty(), "files that brought a worker down: {found:?}");
        }
        _ => {
            every_hostile_file_has_its_report();
            println!("test every_hostile_file_has_its_report ... ok");
            pages_that_claim_to_be_large_are_drawn_small();
            println!("test pages_that_claim_to_be_large_are_drawn_small ... ok");
            regressions_stay_mended();
            println!("test regressions_stay_mended ... ok");
        }
    }
}

fn start() -> Worker {
    Worker::start(&std::env::current_exe().expect("this program has a path")).expect("the worker starts")
}

fn every_hostile_file_has_its_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut worker = start();
    let memory = memory::Watch::start();
    let mut wrong = Vec::new();
    for Case { name, bytes, code, words } in files::cases() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let started = Instant::now();
        let read = worker.extract(&path, name);
        let text: Vec<_> = read.pages.iter().take(50).map(|page| page.text.replace('\n', " ")).collect();
        let peak = memory.take_peak();
        println!(
            "{name}: {} · {} pages · {} links · {:.1} s · {} MB",
            read.problem_code.as_deref().unwrap_or("read well"),
            read.pages.len(),
            read.pages.iter().map(|page| page.links.len()).sum::<usize>(),
            started.elapsed().as_secs_f32(),
            peak >> 20
        );
        let addresses: Vec<&str> = read.pages.iter().flat_map(|page| &page.links).filter_map(address).collect();
        let (as_expected, addresses) = (
            read.problem_code.as_deref() == code
                && text.join(" ").contains(words)
                && addresses.iter().all(|address| address.starts_with("https:")),
            addresses.iter().map(|address| address.len()).sum::<usize>(),
        );
        if !as_expected || peak > MOST_MEMORY || addresses > MOST_ADDRESSES {
            let text: String = text.join(" ").chars().take(200).collect();
            wrong.push(format!(
                "{name}: {:?} {text:?}, {} MB, addresses of {addresses} bytes; expected {code:?} {words:?}",
                read.problem_code,
                peak >> 20
            ));
        }
        std::fs::remove_file(&path).expect("the file goes");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "Words of a sample.").expect("a file");
    assert_eq!(worker.extract(&path, "a.txt").problem_code, None, "it goes on after that");
}

fn address(link: &TextLink) -> Option<&str> {
    match &link.target {
        LinkTarget::Url(address) => Some(address),
        LinkTarget::Page(_) => None,
    }
}

fn pages_that_claim_to_be_large_are_drawn_small() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut worker = start();
    let memory = memory::Watch::start();
    let mut wrong = Vec::new();
    for Scan { name, bytes, is_drawn } in scans::scans() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let started = Instant::now();
        let size = worker.scan(&path, name, 1).as_deref().map(size_of_png);
        let peak = memory.take_peak();
        println!("{name}: {size:?} · {:.1} s · {} MB", started.elapsed().as_secs_f32(), peak >> 20);
        let fits = size.is_none_or(|(width, height)| {
            width * height <= MOST_PIXELS && width.max(height) <= MOST_SIDE && width.min(height) > 0
        });
        if size.is_some() != is_drawn || !fits || peak > MOST_MEMORY {
            wrong.push(format!("{name}: {size:?}, {} MB; expected a picture: {is_drawn}", peak >> 20));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, files::honest("pdf")).expect("a file");
    assert!(worker.scan(&path, "a.pdf", 1).is_some(), "it goes on after that");
}

/// Width and height, in pixels.
fn size_of_png(png: &[u8]) -> (u64, u64) {
    let side = |at: usize| png[at..at + 4].iter().fold(0, |side, byte| side << 8 | u64::from(*byte));
    (side(16), side(20))
}

/// What was found once stands in `regressions`, and is read without a crash ever since.
fn regressions_stay_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions");
    let mut worker = start();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("the folder is read").path();
        let read = worker.extract(&path, "");
        assert!(!is_down(read.problem_code.as_deref()), "{}: {:?}", path.display(), read.problem_code);
    }
}

fn is_down(code: Option<&str>) -> bool {
    matches!(code, Some("crashed" | "timed_out"))
}

fn fuzz(time: Duration, format: Option<&str>, seed: u64) -> Vec<PathBuf> {
    let formats: Vec<_> = FORMATS.into_iter().filter(|known| format.is_none_or(|format| format == *known)).collect();
    assert!(!formats.is_empty(), "the formats are {FORMATS:?}");
    let seeds: Vec<Vec<(String, Vec<u8>)>> = formats.iter().map(|format| seeds(format)).collect();
    let found_here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("found");
    std::fs::create_dir_all(&found_here).expect("a folder");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut worker, mut random, memory) = (start(), Random::new(seed), memory::Watch::start());
    let (mut counts, mut found, end) = (vec![0_u32; formats.len()], Vec::new(), Instant::now() + time);
    while Instant::now() < end {
        let chosen = random.below(formats.len());
        let (name, original) = &seeds[chosen][random.below(seeds[chosen].len())];
        let bytes = mutants::mutant(original, &mut random);
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).expect("a file");
        let started = Instant::now();
        let read = worker.extract(&path, name);
        counts[chosen] += 1;
        let peak = memory.take_peak();
        if is_down(read.problem_code.as_deref()) || peak > MOST_MEMORY {
            let kept = found_here.join(format!("{seed}-{}-{name}", counts.iter().sum::<u32>()));
            std::fs::write(&kept, &bytes).expect("a file");
            println!("{:?} after {:?}, {} MB: {}", read.problem_code, started.elapsed(), peak >> 20, kept.display());
            found.push(kept);
        }
    }
    for (format, count) in formats.iter().zip(&counts) {
        println!("{format}: {count} mutants");
    }
    found
}

/// Honest files of a format: those made here, and those of other programs among the fixtures.
fn seeds(format: &str) -> Vec<(String, Vec<u8>)> {
    let mut seeds = vec![(format!("made.{format}"), files::honest(format))];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let path = entry.expect("the folder is read").path();
        if path.extension().is_some_and(|ending| ending == format) {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            seeds.push((name, std::fs::read(&path).expect("the fixture is read")));
        }
    }
    seeds
}

/// How much memory the workers of this program take, where the system tells (Linux).
mod memory {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    pub struct Watch(Arc<AtomicU64>);

    impl Watch {
        pub fn start() -> Self {
            let peak = Arc::new(AtomicU64::new(0));
            let watched = Arc::downgrade(&peak);
            std::thread::spawn(move || {
                while let Some(peak) = watched.upgrade() {
                    peak.fetch_max(of_workers(), Ordering::Relaxed);
                    drop(peak);
                    std::thread::sleep(Duration::from_millis(10));
                }
            });
            Watch(peak)
        }

        /// The most since this was last asked, in bytes.
        pub fn take_peak(&self) -> u64 {
            self.0.swap(0, Ordering::Relaxed)
        }
    }

    fn of_workers() -> u64 {
        let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let children = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
        let children: Vec<String> =
            children.flat_map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        let of = |child: &String| {
            let status = std::fs::read_to_string(format!("/proc/{child}/status")).ok()?;
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
            line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kib| kib << 10)
        };
        children.iter().filter_map(of).max().unwrap_or(0)
    }
}
