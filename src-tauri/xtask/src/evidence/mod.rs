//! Evidence that a library survives: the real console program, ill treated, over and over, and afterwards compared with
//! a library that was left in peace.

mod console;
pub mod crash;
pub mod damage;
pub mod disk_full;
mod moment;
pub mod small_disk;
mod words;

use std::path::PathBuf;

use crate::step::{self, cargo};

/// Builds the console program alone, without the window.
fn build_console() -> Result<(), String> {
    step::run(&mut cargo(&[
        "build",
        "--package",
        "together-library",
        "--bin",
        "together",
        "--no-default-features",
        "--quiet",
    ]))
}

/// A folder of our own beside the programs, for libraries that are made to suffer.
fn folder(name: &str) -> Result<PathBuf, String> {
    Ok(step::built("xtask")?.with_file_name("evidence").join(name))
}

/// A seed from the clock, for those who did not name one.
pub fn any_seed() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    since.as_secs() % 1_000_000
}

/// What went wrong in a run, as far as it is worth telling.
#[derive(Debug, Default)]
struct Failures {
    told: Vec<String>,
    more: usize,
}

impl Failures {
    const MOST: usize = 20;

    fn add(&mut self, what: String) {
        println!("  FAILED {what}");
        if self.told.len() < Self::MOST {
            self.told.push(what);
        } else {
            self.more += 1;
        }
    }

    fn is_none(&self) -> bool {
        self.told.is_empty()
    }

    /// Nothing, or all of them and how to see them again.
    fn sum_up(self, again: &str) -> Result<(), String> {
        if self.is_none() {
            return Ok(());
        }
        let count = self.told.len() + self.more;
        for what in &self.told {
            println!("FAILED {what}");
        }
        Err(format!("{count} checks failed; to repeat: {again}"))
    }
}
