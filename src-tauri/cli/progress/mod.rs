//! What is being done, on standard error: drawn on a terminal; elsewhere a line when new work begins and one every few
//! seconds, sparse and plain, so that a log of a scheduled run stays readable.

mod bar;
mod pack;

use std::sync::Mutex;
use std::time::{Duration, Instant};

use catalogue::{Progress, ProgressPhase};
use engine::Reporter;

use crate::output;
use bar::Bar;
pub use pack::PackLines;

/// Where progress goes.
pub enum Display {
    Nothing,
    Lines(Lines),
    Bar(Bar),
}

impl Display {
    /// What fits where standard error leads to.
    pub fn fitting() -> Self {
        Bar::on_terminal().map_or_else(|| Self::Lines(Lines::default()), Self::Bar)
    }

    /// A line for the person, whatever is being drawn.
    pub fn tell(&self, line: &str) {
        match self {
            Self::Nothing | Self::Lines(_) => output::tell(line),
            Self::Bar(bar) => bar.tell(line),
        }
    }

    /// The work is done: what was drawn goes away.
    pub fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.end();
        }
    }
}

impl Reporter for Display {
    fn progress(&self, progress: &Progress) {
        match self {
            Self::Nothing => {}
            Self::Lines(lines) => lines.progress(progress),
            Self::Bar(bar) => bar.progress(progress),
        }
    }
}

const BETWEEN_LINES: Duration = Duration::from_secs(3);

#[derive(Default)]
pub struct Lines {
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// Work that had a line already; phases take turns, file by file.
    phases: Vec<ProgressPhase>,
    last: Option<Instant>,
}

impl Told {
    fn is_due(&mut self, phase: ProgressPhase, now: Instant) -> bool {
        let is_new = !self.phases.contains(&phase);
        let due = is_new || self.last.is_none_or(|last| now.duration_since(last) >= BETWEEN_LINES);
        if is_new {
            self.phases.push(phase);
        }
        if due {
            self.last = Some(now);
        }
        due
    }
}

impl Lines {
    fn progress(&self, progress: &Progress) {
        let mut told = self.told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if told.is_due(progress.phase, Instant::now()) {
            output::tell(&line(progress));
        }
    }
}

fn line(progress: &Progress) -> String {
    let doing = match progress.phase {
        ProgressPhase::Reading => "Reading the site",
        ProgressPhase::Fetching => "Fetching files",
        ProgressPhase::Extracting => "Reading the text of files",
        ProgressPhase::Indexing => "Making text searchable",
    };
    let mut line = doing.to_owned();
    match progress.total {
        Some(total) if total > 0 => line += &format!(": {} of {total}", progress.done),
        _ if progress.done > 0 => line += &format!(": {}", progress.done),
        _ => {}
    }
    if progress.phase == ProgressPhase::Fetching && progress.bytes_received > 0 {
        line += &format!(", {}", output::size(progress.bytes_received));
        if let Some(rate) = progress.bytes_per_second.filter(|rate| *rate > 0) {
            line += &format!(" at {}/s", output::size(rate));
        }
    }
    if let Some(seconds) = progress.seconds_left.filter(|seconds| *seconds > 0) {
        line += &format!(", about {} left", output::time(u64::from(seconds)));
    }
    if progress.problems > 0 {
        line += &format!(", {}", output::count(u64::from(progress.problems), "problem", "problems"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_work_is_told_at_once_and_old_work_now_and_then() {
        let start = Instant::now();
        let mut told = Told::default();
        for (phase, after_ms, due) in [
            (ProgressPhase::Reading, 0, true),
            (ProgressPhase::Reading, 10, false),
            (ProgressPhase::Fetching, 20, true),
            (ProgressPhase::Extracting, 30, true),
            (ProgressPhase::Fetching, 40, false),
            (ProgressPhase::Extracting, 2_900, false),
            (ProgressPhase::Fetching, 3_100, true),
            (ProgressPhase::Extracting, 3_200, false),
        ] {
            assert_eq!(
                told.is_due(phase, start + Duration::from_millis(after_ms)),
                due,
                "{phase:?} after {after_ms} ms"
            );
        }
    }

    #[test]
    fn a_line_says_what_how_many_and_how_much() {
        let progress = |phase, done, total, bytes_received, problems| Progress {
            phase,
            done,
            total,
            bytes_received,
            bytes_per_second: None,
            seconds_left: None,
            current: "https://example.org/a".into(),
            problems,
            latest_problem: None,
        };
        for (progress, expected) in [
            (progress(ProgressPhase::Reading, 0, None, 0, 0), "Reading the site"),
            (progress(ProgressPhase::Reading, 3, None, 90_000, 0), "Reading the site: 3"),
            (progress(ProgressPhase::Fetching, 12, Some(45), 3_210_000, 0), "Fetching files: 12 of 45, 3.2 MB"),
            (progress(ProgressPhase::Fetching, 12, Some(45), 0, 1), "Fetching files: 12 of 45, 1 problem"),
            (progress(ProgressPhase::Extracting, 1, Some(2), 0, 2), "Reading the text of files: 1 of 2, 2 problems"),
            (progress(ProgressPhase::Indexing, 0, Some(0), 0, 0), "Making text searchable"),
        ] {
            assert_eq!(line(&progress), expected);
        }
        let paced = Progress {
            bytes_per_second: Some(1_100_000),
            seconds_left: Some(130),
            ..progress(ProgressPhase::Fetching, 12, Some(45), 3_210_000, 1)
        };
        assert_eq!(line(&paced), "Fetching files: 12 of 45, 3.2 MB at 1.1 MB/s, about 2 min left, 1 problem");
    }
}
