//! Progress on a terminal: what is being done and how far it is, drawn over and over in the same place; problems scroll
//! by above it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use catalogue::{Progress, ProgressPhase};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::line;
use crate::output;

/// So long after the last word of the fetching, the work beside it is shown in its place.
const FETCHING_GOES_FIRST: Duration = Duration::from_secs(2);
const TICK: Duration = Duration::from_millis(120);
const HINT: &str = "Press Ctrl+C to stop; what is whole is kept.";

pub struct Bar {
    bar: ProgressBar,
    drawn: Mutex<Drawn>,
}

#[derive(Default)]
struct Drawn {
    fetching_until: Option<Instant>,
    problems_told: u32,
    ticks: bool,
    ended: bool,
}

impl Drawn {
    /// Text is taken out of files while others are being fetched: one of the two is shown, the fetching first.
    fn takes(&mut self, progress: &Progress, now: Instant) -> bool {
        if progress.phase == ProgressPhase::Fetching {
            let is_over = progress.total == Some(progress.done);
            self.fetching_until = (!is_over).then(|| now + FETCHING_GOES_FIRST);
            return true;
        }
        self.fetching_until.is_none_or(|until| now >= until)
    }

    /// The newest problem, where it was not told yet.
    fn problem_to_tell(&mut self, progress: &Progress) -> Option<String> {
        // Not all who report progress know of problems.
        if progress.problems <= self.problems_told {
            return None;
        }
        self.problems_told = progress.problems;
        let problem = progress.latest_problem.as_ref()?;
        let place = if problem.url.is_empty() { String::new() } else { format!(" {}", problem.url) };
        Some(output::on_one_line(&format!("Problem: {}{place}", problem.message)))
    }
}

impl Bar {
    /// `None` where standard error is no terminal, or one that cannot draw.
    pub fn on_terminal() -> Option<Self> {
        let target = ProgressDrawTarget::stderr_with_hz(10);
        if target.is_hidden() {
            return None;
        }
        let bar = ProgressBar::with_draw_target(None, target).with_style(style(false));
        Some(Self { bar, drawn: Mutex::default() })
    }

    pub fn progress(&self, progress: &Progress) {
        let mut drawn = self.drawn();
        if drawn.ended {
            return;
        }
        if let Some(problem) = drawn.problem_to_tell(progress) {
            self.bar.println(problem);
        }
        if !drawn.takes(progress, Instant::now()) {
            return;
        }
        // The words first: whatever is set next may draw them.
        self.bar.set_prefix(line(progress));
        self.bar.set_message(output::on_one_line(&progress.current));
        let total = progress.total.filter(|total| *total > 0);
        if self.bar.length().is_some() != total.is_some() {
            self.bar.set_style(style(total.is_some()));
        }
        match total {
            Some(total) => self.bar.set_length(u64::from(total)),
            None => self.bar.unset_length(),
        }
        self.bar.set_position(u64::from(progress.done));
        // Also while nothing is reported, the person sees that it goes on.
        if !std::mem::replace(&mut drawn.ticks, true) {
            self.bar.enable_steady_tick(TICK);
        }
    }

    /// A line that stays, above the bar.
    pub fn tell(&self, line: &str) {
        if self.drawn().ended {
            output::tell(line);
        } else {
            self.bar.println(output::on_one_line(line));
        }
    }

    /// Takes the bar away. What is reported later is not drawn.
    pub fn end(&self) {
        self.drawn().ended = true;
        self.bar.finish_and_clear();
    }

    fn drawn(&self) -> MutexGuard<'_, Drawn> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A bar only where it is known how many there are.
fn style(with_bar: bool) -> ProgressStyle {
    let bar = if with_bar { "[{bar:24}] " } else { "" };
    let template = format!("{{spinner}} {{prefix}}\n  {bar}{{wide_msg}}\n  {HINT}");
    // Plain characters: not every terminal of a clinic has others.
    ProgressStyle::with_template(&template)
        .expect("the template is a constant")
        .progress_chars("=> ")
        .tick_chars("|/-\\ ")
}

#[cfg(test)]
mod tests {
    use catalogue::Problem;

    use super::*;

    fn progress(phase: ProgressPhase, done: u32, problems: u32) -> Progress {
        Progress {
            phase,
            done,
            total: Some(10),
            bytes_received: 0,
            bytes_per_second: None,
            seconds_left: None,
            current: String::new(),
            problems,
            latest_problem: (problems > 0).then(|| Problem {
                code: "gone".into(),
                url: "https://s.org/\u{1b}[2Ja".into(),
                message: format!("Number {problems}."),
            }),
        }
    }

    #[test]
    fn the_fetching_is_shown_before_the_work_beside_it() {
        use ProgressPhase::{Extracting, Fetching, Indexing, Reading};
        let start = Instant::now();
        let mut drawn = Drawn::default();
        for (phase, done, after_ms, shown) in [
            (Reading, 1, 0, true),
            (Fetching, 1, 10, true),
            (Extracting, 1, 20, false),
            (Indexing, 1, 30, false),
            (Extracting, 2, 2_100, true),
            (Fetching, 2, 2_200, true),
            (Extracting, 3, 2_300, false),
            (Fetching, 10, 2_400, true),
            (Extracting, 4, 2_500, true),
        ] {
            let now = start + Duration::from_millis(after_ms);
            assert_eq!(drawn.takes(&progress(phase, done, 0), now), shown, "{phase:?} after {after_ms} ms");
        }
    }

    #[test]
    fn a_problem_is_told_once_and_without_a_terminals_codes() {
        let mut drawn = Drawn::default();
        for (problems, told) in [
            (0, None),
            (1, Some("Problem: Number 1. https://s.org/ [2Ja")),
            (1, None),
            (0, None),
            (1, None),
            (3, Some("Problem: Number 3. https://s.org/ [2Ja")),
        ] {
            let found = drawn.problem_to_tell(&progress(ProgressPhase::Fetching, 1, problems));
            assert_eq!(found.as_deref(), told, "{problems}");
        }
    }

    #[test]
    fn both_styles_can_be_made() {
        let _ = (style(true), style(false));
    }
}
