//! Running a program to its end while watching what it takes.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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

/// What a process and those it started hold now (resident, shared pages of the same program counted twice). A child
/// that has not begun its own program yet still looks at its parent's memory, which is not counted again; it is known
/// by its parent's command line.
fn held(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let own: u64 = line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024;
    let mut children = Vec::new();
    for thread in fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten() {
        let listed = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        children.extend(listed.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
    }
    let line = command_line(process);
    let begun = children.into_iter().filter(|child| command_line(*child) != line);
    Some(own + begun.filter_map(held).sum::<u64>())
}

fn command_line(process: u32) -> Option<Vec<u8>> {
    fs::read(format!("/proc/{process}/cmdline")).ok()
}

/// The middle one.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
