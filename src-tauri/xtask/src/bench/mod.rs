//! `cargo xtask bench …`: figures, side by side with what a reader would use instead, in one run. Never part of the
//! tests: machines differ, and the same machine differs from minute to minute. Ratios say more than seconds.

mod leaflets;
mod measure;
mod nginx;
mod refresh;

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// A first and an unchanged refresh, beside `wget --mirror` on the same server
    Refresh {
        /// How many resources the site has; may be given several times
        #[arg(long, value_name = "N", default_values_t = [1_000, 10_000])]
        resources: Vec<usize>,
        /// Entries on one page of the list
        #[arg(long, value_name = "N", default_value_t = 20)]
        per_page: usize,
        /// How often each measurement is repeated; the median is told
        #[arg(long, value_name = "N", default_value_t = 3)]
        repeat: usize,
        /// A console program that is built already, in place of one built now
        #[arg(long, value_name = "FILE")]
        program: Option<PathBuf>,
    },
}

pub fn bench(what: Bench) -> Result<(), String> {
    match what {
        Bench::Refresh { resources, per_page, repeat, program } => {
            let program = program.map_or_else(refresh::program, Ok)?;
            resources.into_iter().try_for_each(|resources| refresh::bench(&program, resources, per_page, repeat))
        }
    }
}
