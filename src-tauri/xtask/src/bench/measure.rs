//! Running a program to its end while watching what it takes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[derive(Debug, Clone, Copy)]
pub struct Cost {
    pub seconds: f64,
    /// The most that the program and its children held in memory together, in bytes; `None` where the system does not
    /// tell (only Linux does here).
    pub peak_bytes: Option<u64>,
}

/// Runs and measures. A program that fails is told unless its exit status is one of `fine`.
pub fn run(command: &mut Command, fine: &[i32]) -> Result<Cost, String> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{:?} could not be started: {error}", command.get_program()))?;
    let mut peak_bytes = None;
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            let seconds = started.elapsed().as_secs_f64();
            if !status.success() && !fine.contains(&status.code().unwrap_or(-1)) {
                return Err(format!("{:?} failed ({status})", command.get_program()));
            }
            return Ok(Cost { seconds, peak_bytes });
        }
        peak_bytes = peak_bytes.max(held(child.id()));
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What a process and those it started hold now, in bytes: a page that several of them share counts once in all.
pub fn held(process: u32) -> Option<u64> {
    let share = |process: u32| -> Option<u64> {
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
        let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
    };
    let own = share(process)?;
    Some(own + family(process).into_iter().skip(1).filter_map(share).sum::<u64>())
}

/// Watches from a thread of its own what a process and those it started hold, until it is asked for the most.
///
/// A peak between two looks is missed. The system keeps one for each process (`VmHWM`) that misses none, but the sum of
/// those counts a shared page once for each process and adds up peaks that came at different times: a bound, not a
/// measure (for our window half as much again), and the worse the more helpers a program has.
pub struct Peak {
    end: Sender<()>,
    watching: JoinHandle<Option<u64>>,
}

impl Peak {
    const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

    pub fn watch(process: u32) -> Self {
        let (end, ended) = channel();
        let watching = std::thread::spawn(move || {
            let mut most = held(process);
            while ended.recv_timeout(Self::BETWEEN_LOOKS) == Err(RecvTimeoutError::Timeout) {
                most = most.max(held(process));
            }
            most
        });
        Self { end, watching }
    }

    /// In bytes; `None` where the system does not tell.
    pub fn end(self) -> Option<u64> {
        drop(self.end);
        self.watching.join().ok().flatten()
    }
}

/// The time that a process and those it started have had of a processor.
pub fn work(process: u32) -> Duration {
    // utime and stime.
    let ticks = |process: &u32| Some(hundredths(*process, 14)? + hundredths(*process, 15)?);
    Duration::from_millis(family(process).iter().filter_map(ticks).sum::<u64>() * 10)
}

/// When the process of this program and argument began, in milliseconds since 1970, to a hundredth of a second.
pub fn began(program: &Path, argument: &str) -> Option<f64> {
    let is_it = |process: u32| {
        let line = command_line(process).unwrap_or_default();
        let mut words = line.split(|byte| *byte == 0);
        words.next() == Some(program.as_os_str().as_encoded_bytes()) && words.any(|word| word == argument.as_bytes())
    };
    let all = fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let process: u32 = all.into_iter().find(|process| is_it(*process))?;
    // starttime, since the machine was started.
    let since = hundredths(process, 22)?;
    let uptime: f64 = fs::read_to_string("/proc/uptime").ok()?.split_whitespace().next()?.parse().ok()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs_f64();
    Some((now - uptime + since as f64 / 100.0) * 1000.0)
}

/// A field of `/proc/PID/stat` that is a time, in hundredths of a second, by its number in proc(5).
fn hundredths(process: u32, field: usize) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field, the program's name in parentheses, may hold anything.
    stat.rsplit_once(')')?.1.split_whitespace().nth(field - 3)?.parse().ok()
}

/// A process and all that it started, itself first. A child that has not begun its own program yet still looks at its
/// parent's memory, which is not counted again; it is known by its parent's command line.
pub fn family(process: u32) -> Vec<u32> {
    let mut family = vec![process];
    let line = command_line(process);
    for thread in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
        let listed = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        let children = listed.split_whitespace().filter_map(|child| child.parse::<u32>().ok());
        for child in children.filter(|child| command_line(*child) != line) {
            family.extend(self::family(child));
        }
    }
    family
}

fn command_line(process: u32) -> Option<Vec<u8>> {
    fs::read(format!("/proc/{process}/cmdline")).ok()
}

/// The middle one.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    percentile(values, 0.5)
}

/// The one below which a share of them lies; not a number where there are none.
pub fn percentile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * share) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_peak_is_seen_though_it_is_over() {
        const MUCH: usize = 100 << 20;
        let before = held(std::process::id()).unwrap();
        let peak = Peak::watch(std::process::id());
        let much = vec![1_u8; MUCH];
        std::thread::sleep(Peak::BETWEEN_LOOKS * 6);
        drop(std::hint::black_box(much));
        std::thread::sleep(Peak::BETWEEN_LOOKS * 2);
        assert!(peak.end().unwrap() >= before + MUCH as u64 * 9 / 10);
    }
}
