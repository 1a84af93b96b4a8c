//! The real window on a display in memory: how long from the start to a picture at rest, what it holds at most until it
//! has been left alone for a while, what it holds and does then, beside Zeal and Kiwix on the same display in the same run; and from a key to painted results.
//!
//! The others are started as they are installed, with no documents of their own, which is the least that they can have to
//! do; ours has the library.

mod display;
mod inside;
mod left_open;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::measure::{self, Peak, median};
use super::nginx::Nginx;
use super::{leaflets, refresh};
use crate::{run, setup, step};
use display::{Display, Drawn};
use left_open::LeftOpen;

/// How long it is watched while nobody touches it.
const IDLE: Duration = Duration::from_secs(5);

/// A program to be started, and how.
struct Runner {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
}

/// One start of one.
struct Start {
    drawn: Drawn,
    /// By share, from a start of its own to the end of its idle time ([`Peak`]).
    peak_bytes: u64,
    /// By share, at the end of the idle time.
    idle_bytes: u64,
    /// Share of one processor.
    idle_work: f64,
}

pub fn bench(
    program: Option<PathBuf>,
    library: Option<PathBuf>,
    resources: usize,
    repeat: usize,
) -> Result<(), String> {
    for lacking in setup::prepare(setup::Purpose::HiddenWindow)? {
        println!("Going on without: {lacking}.");
    }
    let folder = std::env::temp_dir().join(format!("together-window-{}", std::process::id()));
    let ended = measure_all(program, library, &folder, resources, repeat.max(1));
    let _ = fs::remove_dir_all(&folder);
    ended
}

fn measure_all(
    program: Option<PathBuf>,
    library: Option<PathBuf>,
    folder: &Path,
    resources: usize,
    repeat: usize,
) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let program = program.map_or_else(build, Ok)?;
    let library = library.map_or_else(|| fill(folder, resources), Ok)?;
    let _kept = LeftOpen::set_aside(&library).map_err(|error| format!("what was left open: {error}"))?;
    let library = library.display().to_string();
    let mut runners = vec![Runner {
        name: "Together Library",
        program: program.clone(),
        arguments: vec!["--library".to_owned(), library.clone()],
    }];
    for (name, program) in [("Zeal", "zeal"), ("Kiwix", "kiwix-desktop")] {
        if step::is_there(program) {
            runners.push(Runner { name, program: program.into(), arguments: Vec::new() });
        } else {
            println!("Going on without {name}: “{program}” is not installed.");
        }
    }
    let mut starts: Vec<Vec<Start>> = runners.iter().map(|_| Vec::new()).collect();
    for _ in 0..repeat {
        for (runner, starts) in runners.iter().zip(&mut starts) {
            starts.push(runner.start(folder)?);
        }
    }
    println!("\n{repeat} starts each, in turns; medians (memory: the program and its helpers, shared pages by share)");
    println!(
        "{:<20}{:>14}{:>14}{:>14}{:>14}{:>14}",
        "", "first drawn", "at rest", "peak memory", "idle memory", "idle work"
    );
    for (runner, starts) in runners.iter().zip(&starts) {
        let of = |of: fn(&Start) -> f64| median(starts.iter().map(of));
        println!(
            "{:<20}{:>11.0} ms{:>11.0} ms{:>11.0} MB{:>11.0} MB{:>12.1} %",
            runner.name,
            of(|start| start.drawn.first.as_secs_f64() * 1e3),
            of(|start| start.drawn.rest.as_secs_f64() * 1e3),
            of(|start| start.peak_bytes as f64 / 1e6),
            of(|start| start.idle_bytes as f64 / 1e6),
            of(|start| start.idle_work * 100.0),
        );
    }
    println!("\ninside the window{:>23}{:>12}{:>12}", "half in", "95 % in", "all in");
    inside::measure(&program, &library, repeat)?.tell();
    Ok(())
}

/// Built for speed, with the window.
fn build() -> Result<PathBuf, String> {
    setup::interface_packages()?;
    step::run(&mut step::cargo(&["build", "--release", "--package", "together-library", "--bins"]))?;
    Ok(step::root().join("target/release/together-library"))
}

/// A library of so many resources, refreshed from a site that is made for it.
fn fill(folder: &Path, resources: usize) -> Result<PathBuf, String> {
    let (site, library) = (folder.join("site"), folder.join("library"));
    leaflets::write_site(&site, resources, 50).map_err(|error| format!("the site could not be made: {error}"))?;
    let nginx = Nginx::start(&site, &folder.join("nginx"))?;
    println!("Filling a library of {resources} resources; this takes minutes.");
    let mut filling = Command::new(refresh::program()?);
    filling.args(["refresh", "--quiet", "--json", "--site", &nginx.site, "--library"]).arg(&library);
    // 5: done, with problems. The made-up site has no page with a vision.
    measure::run(&mut filling, &[5])?;
    Ok(library)
}

/// Ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        for process in measure::family(self.0.id()).into_iter().rev() {
            let _ = Command::new("kill").arg(process.to_string()).stderr(Stdio::null()).status();
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Runner {
    /// The most that it holds, from its start until it has been left alone for a while.
    fn peak(&self, folder: &Path) -> Result<u64, String> {
        let (display, running, started) = self.begin(folder)?;
        let peak = Peak::watch(running.0.id());
        display.watch(started).map_err(|error| format!("{}: {error}", self.name))?;
        std::thread::sleep(IDLE);
        Ok(peak.end().unwrap_or_default())
    }

    /// A look at all the memory takes some ten milliseconds of a processor, so the start that is watched is not the one
    /// that is timed. It comes first: what is read from the disk for the first time is not the program's doing.
    fn start(&self, folder: &Path) -> Result<Start, String> {
        let peak_bytes = self.peak(folder)?;
        let (display, running, started) = self.begin(folder)?;
        let drawn = display.watch(started).map_err(|error| format!("{}: {error}", self.name))?;
        let process = running.0.id();
        let before = measure::work(process);
        std::thread::sleep(IDLE);
        let idle_work = measure::work(process).saturating_sub(before).as_secs_f64() / IDLE.as_secs_f64();
        let idle_bytes = measure::held(process).unwrap_or_default();
        Ok(Start { drawn, peak_bytes, idle_bytes, idle_work })
    }

    /// The program ends before its display does, as long as it is named after it.
    fn begin(&self, folder: &Path) -> Result<(Display, Running, Instant), String> {
        // A display and a home of its own: nothing of the last start is left, and nobody's settings count.
        let own = run::emptied(folder.join("start"))?;
        fs::create_dir_all(own.join("home")).map_err(|error| error.to_string())?;
        let display = Display::start(&own)?;
        let mut command = Command::new(&self.program);
        display.environment(&mut command);
        command
            .args(&self.arguments)
            .env("HOME", own.join("home"))
            .env("XDG_CONFIG_HOME", own.join("home/config"))
            .env("XDG_DATA_HOME", own.join("home/data"))
            .env("XDG_CACHE_HOME", own.join("home/cache"))
            // Qt's web engine does not start for root otherwise; it makes nothing slower.
            .env("QTWEBENGINE_DISABLE_SANDBOX", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = Instant::now();
        let child = command.spawn().map_err(|error| format!("{} does not start: {error}", self.name))?;
        Ok((display, Running(child), started))
    }
}
