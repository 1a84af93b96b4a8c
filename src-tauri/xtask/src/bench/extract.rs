//! Reading documents, measured by a program of `extract`, which is its own worker.

use std::path::PathBuf;

use super::{from_here, program};
use crate::step;

#[derive(Debug, clap::Args)]
pub struct Asked {
    /// With PDFs in it, or in folders below; others are read too, by ours alone
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// A Python that has pypdfium2
    #[arg(long, value_name = "FILE", default_value = "python3")]
    python: PathBuf,
    /// How often each engine reads all files; the median is told
    #[arg(long, value_name = "N", default_value_t = 1)]
    repeat: usize,
    /// How many of the files that are read least like the others do are named
    #[arg(long, value_name = "N", default_value_t = 10)]
    worst: usize,
    /// Write the table of files with a golden text beside them (NAME.txt beside NAME.pdf)
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
}

pub fn bench(asked: &Asked) -> Result<(), String> {
    let mut program = program("extract", "measure");
    program.arg(from_here(&asked.folder)?);
    program.args(["--repeat", &asked.repeat.to_string(), "--worst", &asked.worst.to_string()]);
    // A bare name is looked for where programs lie.
    let is_name = asked.python.components().count() == 1;
    program.arg("--python").arg(if is_name { asked.python.clone() } else { from_here(&asked.python)? });
    if let Some(table) = &asked.table {
        program.arg("--table").arg(from_here(table)?);
    }
    step::run(&mut program)
}
