//! What programs that were started from here took of the processor and of memory. Only Linux tells; elsewhere the clock
//! on the wall stands in, and memory is not told.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Of the processor, in user and system time of all processes together.
    pub seconds: f64,
    /// The most that any one of the processes held at any time, in bytes; 0 where it is not told.
    pub peak_bytes: u64,
}

/// Runs `work`, and says what it and the processes that it started and waited for took.
pub fn of<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let watch = Watch::start();
    let (before, started) = (spent(), Instant::now());
    let made = work();
    let seconds = match (before, spent()) {
        (Some(before), Some(after)) => after - before,
        _ => started.elapsed().as_secs_f64(),
    };
    (made, Cost { seconds, peak_bytes: watch.0.load(Ordering::Relaxed) })
}

/// Seconds that this process and those that have ended under it spent. The system counts in hundredths.
fn spent() -> Option<f64> {
    const TICKS_PER_SECOND: f64 = 100.0;
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the program's name, may have spaces; utime, stime, cutime and cstime are 14 to 17.
    let fields = line.rsplit_once(") ")?.1.split(' ').skip(11).take(4);
    let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
    Some(ticks / TICKS_PER_SECOND)
}

/// From here on, the helpers that a program leaves behind when it ends count as our own.
pub fn count_orphans() {
    #[cfg(target_os = "linux")]
    {
        // Refused, they are not counted, to the good of the program that left them.
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }
}

/// Waits for those to end, for a few seconds.
pub fn wait_for_orphans() {
    #[cfg(target_os = "linux")]
    for _ in 0..200 {
        while let Ok(Some(_)) = rustix::process::wait(rustix::process::WaitOptions::NOHANG) {}
        std::thread::sleep(Duration::from_millis(20));
        if matches!(rustix::process::wait(rustix::process::WaitOptions::NOHANG), Err(rustix::io::Errno::CHILD)) {
            return;
        }
    }
}

/// Looks at the processes below this one until it is dropped.
struct Watch(Arc<AtomicU64>);

impl Watch {
    fn start() -> Self {
        let peak = Arc::new(AtomicU64::new(0));
        let watched = Arc::downgrade(&peak);
        std::thread::spawn(move || {
            while let Some(peak) = watched.upgrade() {
                peak.fetch_max(peak_below("self", 0), Ordering::Relaxed);
                drop(peak);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        Watch(peak)
    }
}

fn peak_below(process: &str, depth: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children: String = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok()).collect();
    let each = children.split_whitespace().map(|child| {
        let below = if depth < 8 { peak_below(child, depth + 1) } else { 0 };
        below.max(peak_of(child).unwrap_or(0))
    });
    each.max().unwrap_or(0)
}

fn peak_of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib << 10)
}
