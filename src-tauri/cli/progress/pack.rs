//! How far a pack is: a line when new work begins, and one every few seconds.

use std::sync::Mutex;
use std::time::Instant;

use catalogue::{PackProgress, PackStep};
use engine::PackReporter;

use super::BETWEEN_LINES;
use crate::output;

#[derive(Default)]
pub struct PackLines {
    told: Mutex<Option<(PackStep, Instant)>>,
}

impl PackReporter for PackLines {
    fn progress(&self, progress: &PackProgress) {
        let mut told = self.told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let due = told.is_none_or(|(step, at)| step != progress.step || at.elapsed() >= BETWEEN_LINES);
        if due {
            *told = Some((progress.step, Instant::now()));
            output::tell(&line(progress));
        }
    }
}

fn line(progress: &PackProgress) -> String {
    let PackProgress { step, done, total } = *progress;
    match step {
        PackStep::Checking => format!("Checking: {} of {}", output::size(done), output::size(total)),
        PackStep::Copying => format!("Copying: {} of {}", output::size(done), output::size(total)),
        PackStep::Reading => format!("Reading the text of files: {done} of {total}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_as_sizes_and_files_by_number() {
        let told = |step| line(&PackProgress { step, done: 2_000, total: 4_000_000 });
        assert_eq!(told(PackStep::Copying), "Copying: 2.0 kB of 4.0 MB");
        assert_eq!(told(PackStep::Reading), "Reading the text of files: 2000 of 4000000");
    }
}
