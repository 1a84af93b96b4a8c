//! When the library is refreshed without being asked: a rule without a clock, from what was and what is set.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use catalogue::{Outcome, RefreshReport, SourceId, Timestamp};
use sha2::{Digest, Sha256};

use crate::Library;
use crate::conditions::{self, Hold};
use crate::error::Error;

/// After the first of several attempts that failed; doubled with each one more, and never above the interval.
const FIRST_BACK_OFF: Duration = Duration::from_mins(15);
/// After a refresh that was stopped on request: out of the way for now, but not for half a day.
const AFTER_A_STOP: Duration = Duration::from_hours(1);
/// Every wait is longer or shorter by up to this part of it: the same part for one library, another for the next.
const SPREAD: f64 = 0.1;
/// A last attempt further ahead than this was written by a clock that was wrong.
const CLOCK_SLACK: Duration = Duration::from_mins(10);
/// Attempts looked at to count those that failed in a row. From 15 minutes doubled so often, a month is exceeded.
const MOST_ATTEMPTS: u32 = 13;

/// What the schedule has to say now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Refreshes are asked for by hand only, or no network may be touched.
    Never,
    /// Not before this time.
    At(Timestamp),
    Now {
        /// The library was never refreshed: somebody may be waiting for it.
        first: bool,
    },
    /// It is time, but something holds it up.
    Held(Hold),
}

/// A refresh that ended, by what it means for the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Attempt {
    ended: Timestamp,
    came_of_it: Ending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing to gain by asking before the usual time.
    Settled,
    /// What was in the way may soon be gone.
    Failed,
    /// Stopped on request.
    Stopped,
}

impl Attempt {
    /// `None` also where the built-in site was left out because only another source was meant.
    fn of(report: &RefreshReport, ended: Timestamp, site: &SourceId) -> Option<Self> {
        let left_out = !report.sources.is_empty() && report.sources.iter().all(|source| source.source != *site);
        Ending::of(report).filter(|_| !left_out).map(|came_of_it| Self { ended, came_of_it })
    }
}

impl Ending {
    /// `None` where the site was not asked at all: that was no attempt.
    fn of(report: &RefreshReport) -> Option<Self> {
        Some(match (report.outcome, report.code.as_deref()) {
            (Outcome::Stopped, Some("offline")) => return None,
            (Outcome::Stopped, Some("cancelled")) => Self::Stopped,
            (Outcome::Stopped, Some(code)) if passes(code) => Self::Failed,
            // One of several sources could not be read.
            (Outcome::Partial, _) if report.sources.iter().any(|source| source.code.as_deref().is_some_and(passes)) => {
                Self::Failed
            }
            // The line was lost on the way: files are missing that were not even asked for.
            (Outcome::Partial, _)
                if report.attachments.pending > 0 && report.problems.iter().any(|problem| passes(&problem.code)) =>
            {
                Self::Failed
            }
            _ => Self::Settled,
        })
    }
}

/// Codes of what may have gone in a quarter of an hour. A site that looks rebuilt, a list that is none, a rule of the
/// site's owners, a library that is full: those stay, and asking often would only be a nuisance.
fn passes(code: &str) -> bool {
    matches!(
        code,
        "unreachable"
            | "timed_out"
            | "truncated"
            | "site_busy"
            | "untrusted_certificate"
            | "server_error"
            | "captive_portal"
            | "disk_full"
            | "disk"
            | "failed"
    )
}

/// How one library keeps time.
#[derive(Debug, Clone, Copy)]
struct Rhythm {
    /// `None`: by hand only.
    every: Option<Duration>,
    /// From -1 to 1: where this library stands among all.
    place: f64,
}

impl Rhythm {
    fn new(every_hours: u32, library_id: &str) -> Self {
        let hash = Sha256::digest(library_id.as_bytes());
        let number = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        Self {
            every: (every_hours > 0).then(|| Duration::from_hours(every_hours.into())),
            place: f64::from(number) / f64::from(u32::MAX) * 2.0 - 1.0,
        }
    }

    /// When to try next; never before now. `attempts` are the newest first.
    fn next(&self, attempts: &[Attempt], now: Timestamp) -> Option<Timestamp> {
        let every = self.every?;
        let Some(last) = attempts.first().filter(|last| last.ended <= later(now, CLOCK_SLACK)) else {
            return Some(now);
        };
        let wait = match last.came_of_it {
            Ending::Settled => every,
            Ending::Stopped => AFTER_A_STOP.min(every),
            Ending::Failed => {
                let failed = attempts.iter().take_while(|attempt| attempt.came_of_it == Ending::Failed).count();
                let times = 1_u32.checked_shl(failed as u32 - 1).unwrap_or(u32::MAX);
                FIRST_BACK_OFF.saturating_mul(times).min(every)
            }
        };
        Some(later(last.ended, wait.mul_f64(1.0 + SPREAD * self.place)).max(now))
    }
}

fn later(than: Timestamp, by: Duration) -> Timestamp {
    than.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// Attempts of this process, the newest first: a disk that is full takes no record of what failed on it.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<Vec<Attempt>>);

impl Remembered {
    fn add(&self, attempt: Attempt) {
        let mut attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.insert(0, attempt);
        attempts.truncate(MOST_ATTEMPTS as usize);
    }

    /// Those on record, and before them those that are not.
    fn before(&self, on_record: Vec<Attempt>) -> Vec<Attempt> {
        let attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_lost = |attempt: &&Attempt| on_record.first().is_none_or(|newest| attempt.ended > newest.ended);
        let lost: Vec<_> = attempts.iter().take_while(is_lost).copied().collect();
        [lost, on_record].concat()
    }
}

/// What the schedule has to say now. Looks at connection and power only when it is time, and only where a setting asks.
pub(crate) fn due(library: &Library) -> Result<Due, Error> {
    let now = library.now();
    let attempts = attempts(library)?;
    Ok(match next(library, &attempts, now)? {
        None => Due::Never,
        Some(next) if next > now => Due::At(next),
        Some(_) => {
            conditions::hold(&library.settings().settings).map_or(Due::Now { first: attempts.is_empty() }, Due::Held)
        }
    })
}

/// When the schedule tries next after a refresh that ended just now and is not on record yet; it is remembered.
pub(crate) fn next_attempt(
    library: &Library,
    report: &RefreshReport,
    ended: Timestamp,
) -> Result<Option<Timestamp>, Error> {
    if let Some(attempt) = Attempt::of(report, ended, &library.profile().id) {
        library.inner.attempts.add(attempt);
    }
    next(library, &attempts(library)?, ended)
}

/// The newest first, as many as are needed: reports can be long.
fn attempts(library: &Library) -> Result<Vec<Attempt>, Error> {
    let on_record = |most| -> Result<Vec<Attempt>, Error> {
        let records = library.store().last_refreshes(most)?;
        let site = &library.profile().id;
        Ok(records.iter().filter_map(|record| Attempt::of(&record.report, record.finished, site)).collect())
    };
    let mut newest = on_record(1)?;
    if newest.first().is_none_or(|last| last.came_of_it == Ending::Failed) {
        newest = on_record(MOST_ATTEMPTS)?;
    }
    Ok(library.inner.attempts.before(newest))
}

fn next(library: &Library, attempts: &[Attempt], now: Timestamp) -> Result<Option<Timestamp>, Error> {
    if library.is_offline() {
        return Ok(None);
    }
    let every_hours = library.settings().settings.refresh_every_hours;
    Ok(Rhythm::new(every_hours, &library.store().library_id()?).next(attempts, now))
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentCounts, Problem, ResourceCounts};

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn report(outcome: Outcome, code: Option<&str>, pending: u32, problem: Option<&str>) -> RefreshReport {
        RefreshReport {
            outcome,
            code: code.map(str::to_owned),
            message: None,
            revision: 1,
            resources: ResourceCounts::default(),
            attachments: AttachmentCounts { pending, ..AttachmentCounts::default() },
            requests: 0,
            bytes_received: 0,
            problems: problem
                .map(|code| Problem { code: code.to_owned(), url: String::new(), message: String::new() })
                .into_iter()
                .collect(),
            losses: vec![],
            sources: vec![],
            next_attempt: None,
        }
    }

    #[test]
    fn what_a_refresh_that_ended_means_for_the_next() {
        for (outcome, code, pending, problem, ending) in [
            (Outcome::Updated, None, 0, None, Some(Ending::Settled)),
            (Outcome::Unchanged, None, 0, None, Some(Ending::Settled)),
            (Outcome::Stopped, Some("unreachable"), 0, None, Some(Ending::Failed)),
            (Outcome::Stopped, Some("captive_portal"), 0, None, Some(Ending::Failed)),
            (Outcome::Stopped, Some("disk_full"), 0, None, Some(Ending::Failed)),
            (Outcome::Stopped, Some("failed"), 0, None, Some(Ending::Failed)),
            (Outcome::Stopped, Some("site_changed"), 0, None, Some(Ending::Settled)),
            (Outcome::Stopped, Some("not_the_site"), 0, None, Some(Ending::Settled)),
            (Outcome::Stopped, Some("robots_disallow"), 0, None, Some(Ending::Settled)),
            (Outcome::Stopped, Some("a code of a later version"), 0, None, Some(Ending::Settled)),
            (Outcome::Stopped, Some("cancelled"), 9, None, Some(Ending::Stopped)),
            (Outcome::Stopped, Some("offline"), 0, None, None),
            // Files that were asked for and did not come fail in their own way; those not asked for are soon wanted.
            (Outcome::Partial, None, 0, Some("unreachable"), Some(Ending::Settled)),
            (Outcome::Partial, None, 3, Some("unreachable"), Some(Ending::Failed)),
            (Outcome::Partial, None, 3, Some("library_full"), Some(Ending::Settled)),
            (Outcome::Partial, None, 0, Some("not_a_document"), Some(Ending::Settled)),
        ] {
            let report = report(outcome, code, pending, problem);
            assert_eq!(Ending::of(&report), ending, "{outcome:?} {code:?}, {pending} pending, {problem:?}");
        }
    }

    #[test]
    fn when_the_next_attempt_is() {
        use Ending::{Failed, Settled, Stopped};
        let noon = "2026-03-02T12:00:00Z";
        for (case, every_hours, attempts, now, next) in [
            ("by hand only", 0, vec![(Settled, "2026-03-01T12:00:00Z")], noon, None),
            ("by hand only, never done", 0, vec![], noon, None),
            ("the first start", 12, vec![], noon, Some(noon)),
            ("just done", 12, vec![(Settled, noon)], noon, Some("2026-03-03T00:00:00Z")),
            ("half way", 12, vec![(Settled, "2026-03-02T06:00:00Z")], noon, Some("2026-03-02T18:00:00Z")),
            ("a shorter interval was set", 6, vec![(Settled, "2026-03-02T06:00:00Z")], noon, Some(noon)),
            ("asleep for days", 12, vec![(Settled, "2026-02-25T06:00:00Z")], noon, Some(noon)),
            ("failed", 12, vec![(Failed, noon)], noon, Some("2026-03-02T12:15:00Z")),
            ("failed after a good one", 12, vec![(Failed, noon), (Settled, noon)], noon, Some("2026-03-02T12:15:00Z")),
            ("failed twice", 12, vec![(Failed, noon); 2], noon, Some("2026-03-02T12:30:00Z")),
            ("three times", 12, vec![(Failed, noon); 3], noon, Some("2026-03-02T13:00:00Z")),
            ("six times", 12, vec![(Failed, noon); 6], noon, Some("2026-03-02T20:00:00Z")),
            ("seven times: not above the interval", 12, vec![(Failed, noon); 7], noon, Some("2026-03-03T00:00:00Z")),
            ("for ever", 12, vec![(Failed, noon); 500], noon, Some("2026-03-03T00:00:00Z")),
            ("failed, every hour", 1, vec![(Failed, noon); 5], noon, Some("2026-03-02T13:00:00Z")),
            ("failed long ago", 12, vec![(Failed, "2026-02-25T06:00:00Z")], noon, Some(noon)),
            (
                "good again after failures",
                12,
                vec![(Settled, noon), (Failed, noon)],
                noon,
                Some("2026-03-03T00:00:00Z"),
            ),
            ("stopped by hand", 12, vec![(Stopped, noon), (Failed, noon)], noon, Some("2026-03-02T13:00:00Z")),
            (
                "failed after it was stopped",
                12,
                vec![(Failed, noon), (Stopped, noon)],
                noon,
                Some("2026-03-02T12:15:00Z"),
            ),
            (
                "the clock was set back a little",
                12,
                vec![(Settled, "2026-03-02T12:05:00Z")],
                noon,
                Some("2026-03-03T00:05:00Z"),
            ),
            ("the clock went back a year", 12, vec![(Settled, "2027-03-02T12:00:00Z")], noon, Some(noon)),
            ("failed under a clock ahead", 12, vec![(Failed, "2027-03-02T12:00:00Z")], noon, Some(noon)),
            (
                "the clock lost its battery",
                12,
                vec![(Settled, "2026-03-02T12:00:00Z")],
                "1970-01-01T00:01:00Z",
                Some("1970-01-01T00:01:00Z"),
            ),
            (
                "the end of time",
                12,
                vec![(Settled, "9999-12-30T21:00:00Z")],
                "9999-12-30T21:00:00Z",
                Some("9999-12-30T22:00:00.999999999Z"),
            ),
        ] {
            let rhythm = Rhythm { place: 0.0, ..Rhythm::new(every_hours, "") };
            let attempts: Vec<_> =
                attempts.into_iter().map(|(came_of_it, ended)| Attempt { ended: at(ended), came_of_it }).collect();
            assert_eq!(rhythm.next(&attempts, at(now)), next.map(at), "{case}");
        }
    }

    #[test]
    fn an_attempt_that_is_not_on_record_counts_as_long_as_the_program_runs() {
        let attempt = |minute: u64, came_of_it| Attempt {
            ended: at("2026-03-02T12:00:00Z") + Duration::from_mins(minute),
            came_of_it,
        };
        use Ending::{Failed, Settled};
        for (case, remembered, on_record, counted) in [
            ("nothing yet", vec![], vec![], vec![]),
            ("of other programs", vec![], vec![(3, Settled)], vec![(3, Settled)]),
            ("on record as usual", vec![(5, Settled)], vec![(5, Settled)], vec![(5, Settled)]),
            ("never recorded", vec![(5, Failed), (9, Failed)], vec![], vec![(9, Failed), (5, Failed)]),
            (
                "the disk ran full",
                vec![(3, Settled), (5, Failed), (9, Failed)],
                vec![(3, Settled)],
                vec![(9, Failed), (5, Failed), (3, Settled)],
            ),
            ("another program came after", vec![(5, Failed)], vec![(7, Settled)], vec![(7, Settled)]),
        ] {
            let memory = Remembered::default();
            for (minute, ending) in remembered {
                memory.add(attempt(minute, ending));
            }
            let all = |listed: Vec<(u64, Ending)>| -> Vec<_> {
                listed.into_iter().map(|(minute, ending)| attempt(minute, ending)).collect()
            };
            assert_eq!(memory.before(all(on_record)), all(counted), "{case}");
        }
        let memory = Remembered::default();
        (0..100).for_each(|minute| memory.add(attempt(minute, Failed)));
        assert_eq!(memory.before(vec![]).len(), MOST_ATTEMPTS as usize);
    }

    #[test]
    fn laptops_spread_and_one_laptop_stays_regular() {
        let now = at("2026-03-02T12:00:00Z");
        let wait = |id: &str, ending| {
            let next = Rhythm::new(12, id).next(&[Attempt { ended: now, came_of_it: ending }], now).unwrap();
            next.duration_since(now).as_secs()
        };
        let hour = 60 * 60;
        let mut in_minute = std::collections::HashMap::<i64, u32>::new();
        for number in 0..1000 {
            let id = format!("{number:016x}");
            let seconds = wait(&id, Ending::Settled);
            assert!((12 * hour * 9 / 10..=12 * hour * 11 / 10).contains(&seconds), "{id}: {seconds} s");
            assert_eq!(seconds, wait(&id, Ending::Settled), "{id}");
            assert!((15 * 54..=15 * 66).contains(&wait(&id, Ending::Failed)), "{id}");
            *in_minute.entry(seconds / 60).or_default() += 1;
        }
        // A thousand over 144 minutes: seven to the minute, more or less.
        assert!(in_minute.len() > 130, "only {} minutes", in_minute.len());
        assert!(in_minute.values().all(|laptops| *laptops < 25), "{in_minute:?}");
    }
}
