//! `cargo xtask …`: everything that a developer or a build machine asks for, with nothing installed before it but Rust
//! and Node.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod console;
mod demo;
mod evidence;
mod fuzz;
mod notices;
mod pictures;
mod run;
mod servers;
mod setup;
mod step;
mod system;
mod test;

// The same small client that the window's journey drives the window with.
#[allow(dead_code, reason = "shared with the journeys, which use other parts of it")]
#[path = "../../../tests/journeys/driver.rs"]
mod driver;

#[allow(dead_code, reason = "shared with the journeys, which use other parts of it")]
#[path = "../../../tests/journeys/likeness.rs"]
mod likeness;

/// Sets up what is needed, then does its job.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Install or name what building and testing need
    Setup,
    /// Open the window; without a display, do the same job on the console
    Run {
        /// With the demo site on this machine in place of the real one, and a library of its own
        #[arg(long)]
        demo: bool,
    },
    /// Run everything that the build machine runs
    Test,
    /// Serve the demo site on this machine until Ctrl+C
    DemoSite {
        /// The port; any free one unless given
        #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
        port: u16,
    },
    /// Kill refreshes at random moments, and show that the library survives
    Crash {
        /// How many refreshes
        #[arg(long, value_name = "N", default_value_t = 300)]
        rounds: u32,
        /// For the same edits and moments as last time
        #[arg(long, value_name = "S")]
        seed: Option<u64>,
    },
    /// Refresh on disks that are too small, and show that the library survives (Linux)
    DiskFull {
        /// How many sizes
        #[arg(long, value_name = "N", default_value_t = 40)]
        steps: u32,
        /// For the same edits as last time
        #[arg(long, value_name = "S")]
        seed: Option<u64>,
    },
    /// Damage each file of a library in turn, and show that the library survives
    Damage {
        /// How many ways of damage for each file: five are known
        #[arg(long, value_name = "N", default_value_t = 5)]
        per_file: u32,
        /// How many files of each kind, at most
        #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
        of_a_kind: usize,
        /// For the same damage as last time
        #[arg(long, value_name = "S")]
        seed: Option<u64>,
        /// Only files with this in their path
        #[arg(long, value_name = "PART", default_value = "", hide_default_value = true)]
        only: String,
    },
    /// Change honest documents at random, and show that no file brings down more than its reading process
    Fuzz {
        /// For how long
        #[arg(long, value_name = "N", default_value_t = 60)]
        seconds: u64,
        /// Only this format: pdf, docx, pptx, xlsx, odt, odp, ods, rtf, epub, html, txt, eml or zip
        #[arg(long, value_name = "FORMAT", default_value = "all", hide_default_value = true)]
        format: String,
        /// For the same changes as last time
        #[arg(long, value_name = "S")]
        seed: Option<u64>,
    },
    /// Make the pictures of the real window in assets/pictures/
    Pictures,
    /// Write the list of other people's work that is shipped, with its licences
    Notices,
    /// Measure, side by side with what a reader would use instead
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().task {
        Task::Setup => {
            setup::prepare(setup::Purpose::Test).map(|lacking| lacking.iter().for_each(|what| println!("{what}")))
        }
        Task::Run { demo } => run::run(demo),
        Task::Test => test::test(),
        Task::DemoSite { port } => demo::serve(port),
        Task::Crash { rounds, seed } => evidence::crash::crash(rounds, seed.unwrap_or_else(evidence::any_seed)),
        Task::DiskFull { steps, seed } => match evidence::small_disk::why_not() {
            Some(why) => {
                println!("skipped: {why}");
                Ok(())
            }
            None => evidence::disk_full::disk_full(steps, seed.unwrap_or_else(evidence::any_seed)),
        },
        Task::Damage { per_file, of_a_kind, seed, only } => evidence::damage::damage(&evidence::damage::Extent {
            per_file,
            of_a_kind,
            only,
            seed: seed.unwrap_or_else(evidence::any_seed),
        }),
        Task::Fuzz { seconds, format, seed } => fuzz::fuzz(seconds, &format, seed.unwrap_or_else(evidence::any_seed)),
        Task::Pictures => pictures::pictures(),
        Task::Notices => notices::write(),
        Task::Bench(what) => bench::bench(what),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
