//! How fast it goes, and how long it will take: what the reports of progress lack, added on their way.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use catalogue::{Progress, ProgressPhase};
use fetch::Fetcher;

use super::Reporter;

/// The stretch of time that the rate is told from.
const WINDOW: Duration = Duration::from_secs(5);
/// Nothing is foretold from less.
const LEAST: Duration = Duration::from_secs(2);

/// Passes progress on with the bytes received, the rate and the time left filled in.
pub(super) struct Paced {
    inner: Arc<dyn Reporter>,
    fetcher: Arc<Fetcher>,
    pace: Mutex<Pace>,
}

impl Paced {
    pub fn new(inner: Arc<dyn Reporter>, fetcher: Arc<Fetcher>) -> Self {
        Self { inner, fetcher, pace: Mutex::default() }
    }
}

impl Reporter for Paced {
    fn progress(&self, progress: &Progress) {
        let bytes_received = self.fetcher.bytes_received();
        let now = Instant::now();
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.note(now, bytes_received);
        let fetching = matches!(progress.phase, ProgressPhase::Reading | ProgressPhase::Fetching);
        let told = Progress {
            bytes_received,
            bytes_per_second: pace.bytes_per_second().filter(|_| fetching),
            seconds_left: pace.seconds_left(now, progress.phase, progress.done, progress.total),
            ..progress.clone()
        };
        drop(pace);
        self.inner.progress(&told);
    }
}

#[derive(Debug, Default)]
struct Pace {
    /// Bytes in all at moments of the last few seconds, oldest first.
    samples: VecDeque<(Instant, u64)>,
    /// When each phase was first met, and how much of it was done then.
    began: Vec<(ProgressPhase, Instant, u32)>,
}

impl Pace {
    fn note(&mut self, now: Instant, bytes: u64) {
        // Ten a second are enough.
        if self.samples.back().is_none_or(|(last, _)| now.duration_since(*last) >= Duration::from_millis(100)) {
            self.samples.push_back((now, bytes));
        }
        while self.samples.len() > 2 && now.duration_since(self.samples[1].0) > WINDOW {
            self.samples.pop_front();
        }
    }

    fn bytes_per_second(&self) -> Option<u64> {
        let (&(from, before), &(to, after)) = (self.samples.front()?, self.samples.back()?);
        let seconds = to.duration_since(from).as_secs_f64();
        (seconds >= 0.5).then(|| (after.saturating_sub(before) as f64 / seconds) as u64)
    }

    /// At the pace of this phase so far; `None` while there is too little to tell from.
    fn seconds_left(&mut self, now: Instant, phase: ProgressPhase, done: u32, total: Option<u32>) -> Option<u32> {
        let began = match self.began.iter().find(|(known, ..)| *known == phase) {
            Some(began) => *began,
            None => {
                self.began.push((phase, now, done));
                (phase, now, done)
            }
        };
        let left = total?.saturating_sub(done);
        let (took, since) = (now.duration_since(began.1), done.saturating_sub(began.2));
        if since == 0 || took < LEAST {
            return None;
        }
        Some((took.as_secs_f64() / f64::from(since) * f64::from(left)).ceil() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHASE: ProgressPhase = ProgressPhase::Fetching;

    fn after(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn the_rate_is_that_of_the_last_seconds() {
        let start = Instant::now();
        let mut pace = Pace::default();
        pace.note(start, 0);
        assert_eq!(pace.bytes_per_second(), None);
        for tenth in 1..=200 {
            // Fast for ten seconds, then nothing more comes.
            pace.note(after(start, tenth * 100), tenth.min(100) * 1_000);
        }
        assert_eq!(pace.bytes_per_second(), Some(0));
        let mut pace = Pace::default();
        (0..=50).for_each(|tenth| pace.note(after(start, tenth * 100), tenth * 1_000));
        assert_eq!(pace.bytes_per_second(), Some(10_000));
    }

    #[test]
    fn the_time_left_is_told_once_there_is_something_to_tell_from() {
        let start = Instant::now();
        let mut pace = Pace::default();
        for (millis, done, total, expected) in [
            (0, 0, Some(40), None),
            (1_000, 5, Some(40), None),
            (4_000, 10, Some(40), Some(12)),
            (4_000, 10, None, None),
            (16_000, 40, Some(40), Some(0)),
        ] {
            assert_eq!(pace.seconds_left(after(start, millis), PHASE, done, total), expected, "{millis} {done}");
        }
    }
}
