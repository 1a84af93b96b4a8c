//! Refreshes without being asked, while the window is open: when, is the engine's to say; here it is waited for. And
//! the rule that one refresh runs at a time in this process, whoever began it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use catalogue::{AttachmentCounts, Outcome, Progress, ProgressPhase, RefreshReport, ResourceCounts};
use engine::{Due, Error, ErrorCode, Library, RefreshOptions, Reporter, Rereading};
use tokio_util::sync::CancellationToken;

/// The one refresh that may run.
#[derive(Default)]
pub struct Refreshing {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    running: Option<CancellationToken>,
    /// Reading again what is here gives way to every refresh.
    reading: Option<CancellationToken>,
    /// The program ends: nothing begins any more.
    closed: bool,
}

/// The right to refresh, for as long as it is kept.
pub struct Turn {
    of: Arc<Refreshing>,
    pub cancel: CancellationToken,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.of.state().running = None;
        self.of.changed.notify_all();
    }
}

impl Refreshing {
    /// `None` while another refresh runs, and at the program's end.
    pub fn begin(self: &Arc<Self>) -> Option<Turn> {
        let mut state = self.state();
        if state.closed || state.running.is_some() {
            return None;
        }
        if let Some(reading) = state.reading.take() {
            reading.cancel();
        }
        let cancel = CancellationToken::new();
        state.running = Some(cancel.clone());
        Some(Turn { of: self.clone(), cancel })
    }

    /// `None` while a refresh runs, and at the program's end.
    fn begin_reading(&self) -> Option<CancellationToken> {
        let mut state = self.state();
        if state.closed || state.running.is_some() {
            return None;
        }
        let cancel = CancellationToken::new();
        state.reading = Some(cancel.clone());
        Some(cancel)
    }

    /// Stops the refresh that runs, if one does; what is whole is kept.
    pub fn cancel(&self) {
        if let Some(cancel) = &self.state().running {
            cancel.cancel();
        }
    }

    /// Stops it and the schedule, for good, and waits until it has ended, but not longer than this.
    /// Says whether it has.
    pub fn close(&self, patience: Duration) -> bool {
        self.state().closed = true;
        self.cancel();
        if let Some(reading) = self.state().reading.take() {
            reading.cancel();
        }
        self.changed.notify_all();
        let (state, _) = self
            .changed
            .wait_timeout_while(self.state(), patience, |state| state.running.is_some())
            .unwrap_or_else(PoisonError::into_inner);
        state.running.is_none()
    }

    /// Waits; says whether the program ends meanwhile.
    fn closes_within(&self, wait: Duration) -> bool {
        let (state, _) = self
            .changed
            .wait_timeout_while(self.state(), wait, |state| !state.closed)
            .unwrap_or_else(PoisonError::into_inner);
        state.closed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever is shown what the schedule does.
pub trait Audience: Send + Sync {
    /// Then comes progress, and at last the report.
    fn started(&self);
    fn progress(&self, progress: &Progress);
    fn report(&self, report: &RefreshReport);
}

/// How patient the schedule is.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Longest time between two looks at what is due. A clock that was set, a laptop that woke and a setting that
    /// changed are noticed so late.
    pub look: Duration,
    /// Between two looks at what holds a refresh up.
    pub held: Duration,
    /// A refresh that is due begins at some moment in this time. All laptops of an office that wake at nine o'clock
    /// are due at nine o'clock.
    pub start_delay: Duration,
    /// The same for the very first.
    pub first_start_delay: Duration,
    /// After a refresh that the library itself could not do: it may not even be on record.
    pub broken: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            look: Duration::from_mins(1),
            held: Duration::from_mins(3),
            start_delay: Duration::from_mins(10),
            first_start_delay: Duration::from_mins(2),
            broken: Duration::from_mins(15),
        }
    }
}

/// Refreshes when it is due, on a thread of its own, until `refreshing` is closed.
///
/// # Errors
/// Where no thread can be had.
pub fn start(
    library: Library,
    refreshing: Arc<Refreshing>,
    audience: Arc<dyn Audience>,
    pace: Pace,
) -> std::io::Result<()> {
    let keep = move || {
        let (started, mut waiting, mut is_read) = (Instant::now(), Waiting { begins: None }, false);
        loop {
            // A library that does not answer now may do so later.
            let due = library.due().unwrap_or(Due::Never);
            let wait = match waiting.step(due, &pace, Instant::now(), fastrand::f64) {
                Step::Wait(wait) => {
                    // Not before the window has been used for a moment.
                    if !is_read && started.elapsed() >= pace.look {
                        is_read = read_again(&library, &refreshing);
                    }
                    wait
                }
                Step::Begin => match refresh(&library, &refreshing, &audience) {
                    Ok(()) => pace.look,
                    Err(Broken) => pace.broken,
                },
            };
            if refreshing.closes_within(wait) {
                return;
            }
        }
    };
    thread::Builder::new().name("schedule".to_owned()).spawn(keep).map(drop)
}

/// Reads what an older version of the program read. Says whether it is done, as far as this start goes: what failed now
/// fails again in a minute.
fn read_again(library: &Library, refreshing: &Refreshing) -> bool {
    let Some(cancel) = refreshing.begin_reading() else { return false };
    let ended = library.read_again(&cancel);
    refreshing.state().reading = None;
    !matches!(ended, Ok(Rereading::Held))
}

/// Refreshes once, now, on a thread of its own; not while another refresh runs.
///
/// # Errors
/// Where no thread can be had.
pub fn once(library: Library, refreshing: Arc<Refreshing>, audience: Arc<dyn Audience>) -> std::io::Result<()> {
    let work = move || drop(refresh(&library, &refreshing, &audience));
    thread::Builder::new().name("refresh".to_owned()).spawn(work).map(drop)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Wait(Duration),
    Begin,
}

struct Waiting {
    /// When the refresh that is due begins; drawn anew each time that one becomes due, or is no longer held up.
    begins: Option<Instant>,
}

impl Waiting {
    fn step(&mut self, due: Due, pace: &Pace, now: Instant, draw: impl FnOnce() -> f64) -> Step {
        let Due::Now { first } = due else {
            self.begins = None;
            return Step::Wait(if matches!(due, Due::Held(_)) { pace.held } else { pace.look });
        };
        let delay = if first { pace.first_start_delay } else { pace.start_delay };
        let left = self.begins.get_or_insert_with(|| now + delay.mul_f64(draw())).saturating_duration_since(now);
        if left.is_zero() {
            self.begins = None;
            return Step::Begin;
        }
        Step::Wait(left.min(pace.look))
    }
}

/// The library, or this computer, could not do it.
struct Broken;

fn refresh(library: &Library, refreshing: &Arc<Refreshing>, audience: &Arc<dyn Audience>) -> Result<(), Broken> {
    // Somebody asked for one by hand: what is due is done.
    let Some(turn) = refreshing.begin() else { return Ok(()) };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|_| Broken)?;
    let told = Arc::new(Told { audience: audience.clone(), started: Mutex::new(false), pictures: Pictures::default() });
    let ended = runtime.block_on(library.refresh(RefreshOptions::default(), told.clone(), turn.cancel.clone()));
    // A task of the engine that still blocks on the disk must not hold up the next look.
    runtime.shutdown_background();
    drop(turn);
    let (report, done) = match ended {
        Ok(report) => (report, Ok(())),
        // Another program is at it: it was not even begun, and is looked at again soon.
        Err(error) if error.code == ErrorCode::BusyElsewhere => return Ok(()),
        Err(error) => (stopped(library, &error), Err(Broken)),
    };
    told.start();
    audience.report(&report);
    done
}

/// A report in place of an error: who watches is told in the one way that he knows.
fn stopped(library: &Library, error: &Error) -> RefreshReport {
    RefreshReport {
        outcome: Outcome::Stopped,
        code: Some(error.code.as_str().to_owned()),
        message: Some(error.to_string()),
        revision: library.status().map_or(0, |status| status.revision),
        resources: ResourceCounts::default(),
        attachments: AttachmentCounts::default(),
        requests: 0,
        bytes_received: 0,
        problems: Vec::new(),
        losses: Vec::new(),
        sources: Vec::new(),
        next_attempt: None,
    }
}

/// Progress on its way to the audience, which hears of a start only when there is something to show.
struct Told {
    audience: Arc<dyn Audience>,
    started: Mutex<bool>,
    pictures: Pictures,
}

impl Told {
    fn start(&self) {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::mem::replace(&mut started, true) {
            self.audience.started();
        }
    }
}

impl Reporter for Told {
    fn progress(&self, progress: &Progress) {
        self.start();
        if self.pictures.is_due(progress) {
            self.audience.progress(progress);
        }
    }
}

/// Picks what is shown: a picture that changes more than twenty times a second helps nobody.
#[derive(Default)]
pub struct Pictures {
    last: Mutex<Option<(ProgressPhase, Instant)>>,
}

const BETWEEN_PICTURES: Duration = Duration::from_millis(50);

impl Pictures {
    pub fn is_due(&self, progress: &Progress) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_due = last.is_none_or(|(phase, at)| phase != progress.phase || now - at >= BETWEEN_PICTURES);
        if is_due {
            *last = Some((progress.phase, now));
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use engine::Hold;

    use super::*;

    #[test]
    fn what_is_due_begins_after_its_own_small_delay() {
        const NOW: Due = Due::Now { first: false };
        let later = Due::At("2026-03-02T12:00:00Z".parse().unwrap());
        let start = Instant::now();
        let minutes = Duration::from_mins;
        let mut waiting = Waiting { begins: None };
        // Each step: minutes since the start, what is due, the number drawn if one is, and what is done.
        for (case, minute, due, drawn, step) in [
            ("not yet", 0, later, None, Step::Wait(minutes(1))),
            ("due: a part of ten minutes is drawn", 1, NOW, Some(0.5), Step::Wait(minutes(1))),
            ("nothing is drawn again", 4, NOW, None, Step::Wait(minutes(1))),
            ("the last bit", 6, NOW, None, Step::Begin),
            ("done", 7, later, None, Step::Wait(minutes(1))),
            ("due again, at once", 700, NOW, Some(0.0), Step::Begin),
            ("it failed and is due again", 720, NOW, Some(0.05), Step::Wait(Duration::from_secs(30))),
            ("meanwhile the laptop was unplugged", 721, Due::Held(Hold::Battery), None, Step::Wait(minutes(3))),
            ("still", 724, Due::Held(Hold::Battery), None, Step::Wait(minutes(3))),
            ("plugged in: drawn anew", 727, NOW, Some(0.99), Step::Wait(minutes(1))),
            ("slept over it", 5000, NOW, None, Step::Begin),
            ("by hand only", 5001, Due::Never, None, Step::Wait(minutes(1))),
            (
                "the very first is sooner",
                5002,
                Due::Now { first: true },
                Some(0.25),
                Step::Wait(Duration::from_secs(30)),
            ),
        ] {
            let draw = || drawn.unwrap_or_else(|| panic!("{case}: drawn"));
            assert_eq!(waiting.step(due, &Pace::default(), start + minutes(minute), draw), step, "{case}");
        }
    }

    #[test]
    fn one_refresh_at_a_time_and_none_at_the_end() {
        let refreshing = Arc::new(Refreshing::default());
        let turn = refreshing.begin().unwrap();
        assert!(refreshing.begin().is_none());
        refreshing.cancel();
        assert!(turn.cancel.is_cancelled());
        drop(turn);
        let turn = refreshing.begin().expect("the first has ended");
        assert!(!turn.cancel.is_cancelled());
        assert!(!refreshing.close(Duration::from_millis(10)), "it runs on");
        assert!(turn.cancel.is_cancelled());
        let ending = thread::spawn(move || drop(turn));
        assert!(refreshing.close(Duration::from_secs(20)));
        ending.join().unwrap();
        assert!(refreshing.begin().is_none());
        assert!(refreshing.closes_within(Duration::from_secs(20)));
    }

    #[test]
    fn reading_again_gives_way() {
        let refreshing = Arc::new(Refreshing::default());
        let reading = refreshing.begin_reading().unwrap();
        let turn = refreshing.begin().expect("a refresh does not wait for it");
        assert!(reading.is_cancelled() && refreshing.begin_reading().is_none());
        drop(turn);
        let reading = refreshing.begin_reading().unwrap();
        assert!(!reading.is_cancelled());
        assert!(refreshing.close(Duration::from_millis(10)));
        assert!(reading.is_cancelled() && refreshing.begin_reading().is_none());
    }

    #[test]
    fn pictures_are_few_but_no_phase_is_missed() {
        let picture = |phase| Progress {
            phase,
            done: 0,
            total: None,
            bytes_received: 0,
            bytes_per_second: None,
            seconds_left: None,
            current: String::new(),
            problems: 0,
            latest_problem: None,
        };
        let pictures = Pictures::default();
        assert!(pictures.is_due(&picture(ProgressPhase::Reading)));
        assert!(pictures.is_due(&picture(ProgressPhase::Fetching)));
        assert!(pictures.is_due(&picture(ProgressPhase::Reading)));
        let start = Instant::now();
        let shown = (0..1000).filter(|_| pictures.is_due(&picture(ProgressPhase::Reading))).count() as u128;
        assert!(shown <= start.elapsed().as_millis() / BETWEEN_PICTURES.as_millis() + 1, "{shown} of 1000");
    }
}
