//! How long a process has been at it.

use std::process::Child;
use std::time::{Duration, Instant};

/// A process that neither works nor waits for a processor is as good as hanging: of that time, one part in so many
/// counts.
const ASLEEP: u32 = 6;
/// And of any time at all, so that everything ends.
const SLOWEST: u32 = 60;

/// Runs from a moment on, while the process is there.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    child: &'a Child,
    begun: Instant,
    /// What the process had had of a processor by then, and how long it had waited for one.
    had: Option<Duration>,
    waited: Duration,
}

impl<'a> Clock<'a> {
    pub(crate) fn start(child: &'a Child) -> Self {
        Self { child, begun: Instant::now(), had: processor_time(child), waited: waiting_time(child) }
    }

    /// Time that the process had of a processor since. At least a sixth of what has passed on the wall, without the time
    /// in which it could have worked and others were let go first. All of that where the system does not tell (macOS).
    pub fn spent(&self) -> Duration {
        let passed = self.begun.elapsed();
        let (Some(had), Some(has)) = (self.had, processor_time(self.child)) else { return passed };
        let held_up = waiting_time(self.child).saturating_sub(self.waited);
        has.saturating_sub(had).max(passed.saturating_sub(held_up) / ASLEEP).max(passed / SLOWEST)
    }
}

/// The time that a running process has had of a processor, in its own work and in the system's for it (proc(5), fields
/// utime and stime).
#[cfg(target_os = "linux")]
fn processor_time(child: &Child) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    // The program's name, in parentheses, may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()?.checked_add(fields.next()?.parse().ok()?)?;
    let in_second = rustix::param::clock_ticks_per_second().max(1);
    Some(Duration::from_millis(ticks.saturating_mul(1000) / in_second))
}

#[cfg(windows)]
use crate::windows::processor_time;

#[cfg(not(any(target_os = "linux", windows)))]
fn processor_time(_: &Child) -> Option<Duration> {
    None
}

/// How long its threads were ready to work and had no processor, in all (the second number of schedstat, in
/// nanoseconds). At the lowest priority that can be nearly always, on a busy computer.
#[cfg(target_os = "linux")]
fn waiting_time(child: &Child) -> Duration {
    let threads = std::fs::read_dir(format!("/proc/{}/task", child.id()));
    let waited = |thread: std::fs::DirEntry| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split_ascii_whitespace().nth(1)?.parse::<u64>().ok()
    };
    Duration::from_nanos(threads.into_iter().flatten().flatten().filter_map(waited).sum())
}

#[cfg(not(target_os = "linux"))]
fn waiting_time(_: &Child) -> Duration {
    Duration::ZERO
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::*;

    fn started(program: &str, arguments: &[&str]) -> Child {
        Command::new(program).args(arguments).spawn().unwrap()
    }

    fn end(mut child: Child) {
        child.kill().and_then(|()| child.wait()).unwrap();
    }

    #[test]
    fn what_sleeps_is_given_a_sixth() {
        let sleeper = started("sleep", &["5"]);
        let clock = Clock::start(&sleeper);
        std::thread::sleep(Duration::from_millis(600));
        let (passed, spent) = (clock.begun.elapsed(), clock.spent());
        assert!(spent >= passed / SLOWEST && spent < passed / 2, "{spent:?} of {passed:?}");
        end(sleeper);
    }

    #[test]
    fn what_works_is_given_all_and_what_must_wait_is_not_blamed() {
        let busy: Vec<Child> = (0..8).map(|_| started("sh", &["-c", "while :; do :; done"])).collect();
        let clock = Clock::start(&busy[0]);
        let had = processor_time(&busy[0]).unwrap();
        while processor_time(&busy[0]).unwrap() < had + Duration::from_millis(200) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let (spent, passed, waited) = (clock.spent(), clock.begun.elapsed(), waiting_time(&busy[0]));
        assert!(spent >= Duration::from_millis(200), "{spent:?}");
        assert!(spent < Duration::from_millis(400) || passed < Duration::from_millis(500), "{spent:?} of {passed:?}");
        assert!(waited > Duration::from_millis(10) || passed < Duration::from_millis(500), "{waited:?} of {passed:?}");
        busy.into_iter().for_each(end);
    }

    #[test]
    fn no_such_process() {
        let mut gone = started("true", &[]);
        gone.wait().unwrap();
        assert_eq!((processor_time(&gone), waiting_time(&gone)), (None, Duration::ZERO));
    }
}
