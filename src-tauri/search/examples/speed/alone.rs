//! An engine alone in a process: what it takes to open it, and how much memory it holds while it searches.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::corpus::Class;
use crate::common::engines::Kind;
use crate::common::{Outcome, clock};

/// What a process says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Alone {
    /// To open it and answer one query, by the clock on the wall.
    pub first_ms: f64,
    pub first_cpu_ms: f64,
    /// By how much its memory grew at most, pages of files in it; `NaN` where the system does not tell (only Linux does
    /// here).
    pub peak_mb: f64,
    /// Of that, what no other program could have at once: without pages of files. At the end, not at the peak.
    pub own_mb: f64,
}

const WORD: &str = "--alone";

/// Starts this program again, for one engine.
pub fn measure(kind: Kind, place: &Path, queries: &Path) -> Outcome<Alone> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.arg(WORD).arg(kind.key()).arg(place).arg(queries).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    match said.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>().as_deref() {
        Ok(&[first_ms, first_cpu_ms, peak_mb, own_mb]) => Ok(Alone { first_ms, first_cpu_ms, peak_mb, own_mb }),
        _ => Err(format!("{} alone: {said}{}", kind.name(), String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// The other end: does it and says so, if that is what this process was started for.
pub fn be(arguments: &[String]) -> Option<Outcome<()>> {
    let [word, kind, place, queries] = arguments else { return None };
    (word == WORD).then(|| {
        let kind = Kind::of_key(kind).ok_or("no such engine")?;
        let queries = fs::read_to_string(queries)?;
        let queries: Vec<(&str, bool)> = queries
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(how, words)| (words, how == "typing"))
            .collect();
        let before = held("VmRSS:");
        let own_before = held("RssAnon:");
        let (start, cpu) = (Instant::now(), clock::spent_ms());
        let engine = kind.open(Path::new(place))?;
        let (words, typing) = queries.first().ok_or("no queries")?;
        engine.answer(words, *typing)?;
        let (first, first_cpu) = (start.elapsed().as_secs_f64() * 1e3, clock::spent_ms() - cpu);
        for (words, typing) in &queries {
            engine.answer(words, *typing)?;
        }
        println!("{first} {first_cpu} {} {}", held("VmHWM:") - before, held("RssAnon:") - own_before);
        Ok(())
    })
}

/// The queries for such a process, at most so many of a class.
pub fn write(queries: &Path, classes: &[Class], of_a_class: usize) -> Outcome<()> {
    let lines = classes.iter().flat_map(|class| {
        let how = if class.typing { "typing" } else { "whole" };
        spread(&class.queries, of_a_class).map(move |words| format!("{how}\t{words}\n"))
    });
    Ok(fs::write(queries, lines.collect::<String>())?)
}

/// At most so many of them, from all over the list.
pub fn spread<T>(all: &[T], most: usize) -> impl Iterator<Item = &T> {
    let count = all.len().min(most);
    (0..count).map(move |nth| &all[nth * all.len() / count])
}

/// Megabytes, as the system counts them for this process.
fn held(what: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb * 1024.0 / 1e6)
}

/// Has the system forget what it holds of these files, as if the machine had just been started. Nobody may have them
/// open. Tells whether it could.
#[cfg(target_os = "linux")]
pub fn forget(place: &Path) -> bool {
    use rustix::fs::{Advice, fadvise, fsync};
    let Ok(entries) = fs::read_dir(place) else { return false };
    entries.flatten().all(|entry| {
        if entry.path().is_dir() {
            return forget(&entry.path());
        }
        fs::File::open(entry.path())
            .is_ok_and(|file| fsync(&file).is_ok() && fadvise(&file, 0, None, Advice::DontNeed).is_ok())
    })
}

#[cfg(not(target_os = "linux"))]
pub fn forget(_place: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_from_all_over() {
        let all: Vec<usize> = (0..100).collect();
        let part: Vec<usize> = spread(&all, 4).copied().collect();
        assert_eq!(part, [0, 25, 50, 75]);
        assert_eq!(spread(&all, 1000).count(), 100);
        assert_eq!(spread(&all[..0], 4).count(), 0);
    }
}
