//! How long a process has been at it.

use std::process::Child;
use std::time::{Duration, Instant};

/// A process that gets less of a processor than one part in so many, or that sleeps, is as good as hanging.
const SLOWEST: u32 = 6;

/// Runs from a moment on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    process: u32,
    begun: Instant,
    /// What the process had had of a processor by then.
    had: Option<Duration>,
}

impl Clock {
    pub(super) fn start(child: &Child) -> Self {
        let process = child.id();
        Self { process, begun: Instant::now(), had: processor_time(process) }
    }

    /// Time that the process had of a processor since, and at least a sixth of what has passed on the wall; all of that
    /// where the system does not tell.
    pub(super) fn spent(&self) -> Duration {
        let passed = self.begun.elapsed();
        match (self.had, processor_time(self.process)) {
            (Some(had), Some(has)) => has.saturating_sub(had).max(passed / SLOWEST),
            _ => passed,
        }
    }
}

/// The time that a running process has had of a processor, in its own work and in the system's for it (proc(5), fields
/// utime and stime). None where the system does not tell.
#[cfg(target_os = "linux")]
fn processor_time(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The program's name, in parentheses, may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()?.checked_add(fields.next()?.parse().ok()?)?;
    let in_second = rustix::param::clock_ticks_per_second().max(1);
    Some(Duration::from_millis(ticks.saturating_mul(1000) / in_second))
}

#[cfg(not(target_os = "linux"))]
fn processor_time(_: u32) -> Option<Duration> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_sleeps_is_given_a_sixth_and_what_works_all() {
        let clock =
            Clock { process: std::process::id(), begun: Instant::now(), had: processor_time(std::process::id()) };
        let mut sum = 0_u64;
        while processor_time(std::process::id()) < clock.had.map(|had| had + Duration::from_millis(100)) {
            sum = (0..100_000).fold(sum, |sum, number| sum.wrapping_mul(31).wrapping_add(number));
        }
        assert!(clock.spent() >= Duration::from_millis(100), "{sum}");

        let mut sleeper = std::process::Command::new("sleep").arg("5").spawn().unwrap();
        let clock = Clock::start(&sleeper);
        std::thread::sleep(Duration::from_millis(300));
        let (passed, spent) = (clock.begun.elapsed(), clock.spent());
        assert!(spent >= passed / SLOWEST / 2 && spent < passed / 2, "{spent:?} of {passed:?}");
        sleeper.kill().and_then(|()| sleeper.wait()).unwrap();
    }

    #[test]
    fn no_such_process() {
        assert_eq!(processor_time(u32::MAX), None);
    }
}
