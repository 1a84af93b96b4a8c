//! How fast and how well documents are read, beside `pdftotext`, pdfium and Recoll's indexer on the same files.
//!
//! `cargo xtask bench extract FOLDER [--python FILE] [--repeat N] [--worst N] [--table FILE]`
//!
//! The figures are of the PDFs in the folder and those below it; what else is there is read by ours alone. Time is that
//! of the processor, of all processes that an engine needs: ours with its worker, `pdftotext` once a file, pdfium in one
//! process of Python, `recollindex` with its helpers. Where several rounds are asked for, the engines take turns, and
//! the middle one counts. The texts are compared as `words.rs` says.

mod cost;
mod engines;
mod report;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use engines::Run;
use extract::worker;
use report::{Spread, bar};

#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Plain text is left out: nothing is extracted from it, and golden texts are.
const OTHERS: [&str; 12] = ["docx", "pptx", "xlsx", "xlsb", "xls", "odt", "odp", "ods", "rtf", "epub", "html", "eml"];
/// No worker may hold more.
const MOST_MEMORY: f64 = (512 << 20) as f64;

struct Asked {
    folder: PathBuf,
    python: String,
    repeat: usize,
    worst: usize,
    table: Option<PathBuf>,
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let mut asked = Asked { folder: PathBuf::new(), python: "python3".to_owned(), repeat: 1, worst: 10, table: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            worker::ARGUMENT => return Ok(worker::serve()?),
            "--python" => asked.python = value()?,
            "--repeat" => asked.repeat = value()?.parse::<usize>()?.max(1),
            "--worst" => asked.worst = value()?.parse()?,
            "--table" => asked.table = Some(value()?.into()),
            _ => asked.folder = argument.into(),
        }
    }
    measure(&asked)
}

fn measure(asked: &Asked) -> Outcome<()> {
    let mut files = Vec::new();
    files_below(&asked.folder, &mut files)?;
    files.sort();
    let (pdfs, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| has_ending(file, &["pdf"]));
    let others: Vec<_> = others.into_iter().filter(|file| has_ending(file, &OTHERS)).collect();
    if pdfs.is_empty() && others.is_empty() {
        return Err(format!("no documents in {}", asked.folder.display()).into());
    }
    if !pdfs.is_empty() {
        measure_pdfs(asked, &pdfs)?;
    }
    if !others.is_empty() {
        let run = engines::ours(&others)?;
        println!(
            "\n{} other documents, by ours alone: {:.2} s of the processor; not read whole: {}",
            others.len(),
            run.cost.seconds,
            run.failures()
        );
        if let Some(table) = report::against_golden(&[&run], &others) {
            println!("\nWord F1 / order F1 against the golden text:\n\n{table}");
        }
    }
    Ok(())
}

fn measure_pdfs(asked: &Asked, files: &[PathBuf]) -> Outcome<()> {
    let has_pdftotext = engines::is_there("pdftotext");
    let has_pdfium = engines::has_pdfium(&asked.python);
    let has_recoll = engines::is_there("recollindex") && engines::is_there("recollq");
    let (mut ours, mut poppler, mut pdfium, mut recoll) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..asked.repeat {
        ours.push(engines::ours(files)?);
        if has_pdftotext {
            poppler.push(engines::pdftotext(files)?);
        }
        if has_pdfium {
            pdfium.push(engines::pdfium(&asked.python, files)?);
        }
        if has_recoll {
            recoll.push(engines::recollindex(files)?);
        }
    }
    let middle = |mut runs: Vec<Run>| {
        runs.sort_by(|a, b| a.cost.seconds.total_cmp(&b.cost.seconds));
        let middle = runs.len() / 2;
        runs.into_iter().nth(middle)
    };
    let ours = middle(ours).ok_or("nothing was measured")?;
    let (poppler, pdfium) = (middle(poppler), middle(pdfium));
    recoll.sort_by(|a, b| a.0.seconds.total_cmp(&b.0.seconds));
    let recoll = recoll.get(recoll.len() / 2).copied();

    let references: Vec<&Run> = poppler.iter().chain(&pdfium).collect();
    let all: Vec<&Run> = std::iter::once(&ours).chain(references.iter().copied()).collect();
    // The same count for everyone: as many as any of the engines got through.
    let pages: usize =
        (0..files.len()).map(|at| all.iter().map(|run| run.found[at].pages.len()).max().unwrap_or(0)).sum();
    println!("\n{} PDFs, {pages} pages; time of the processor{}", files.len(), rounds(asked.repeat));
    println!("{:<14}{:>10}{:>14}{:>14}   files that did not end well", "", "seconds", "pages / s", "peak memory");
    for run in &all {
        println!("{}{}", row(run.name, run.cost, pages), run.failures());
    }
    if let Some((cost, known)) = recoll {
        println!("{}{} not listed", row("recollindex", cost, pages), files.len().saturating_sub(known));
    }
    for (name, is_there) in [
        ("pdftotext (Debian: poppler-utils)", has_pdftotext),
        ("pypdfium2 (for --python)", has_pdfium),
        ("recollindex and recollq (Debian: recollcmd)", has_recoll),
    ] {
        if !is_there {
            println!("{name} is not here, and was not measured");
        }
    }

    let mut bars = Vec::new();
    if let Some(poppler) = &poppler {
        bars.push(bar("pages per second, times those of pdftotext", poppler.cost.seconds / ours.cost.seconds, 1.3));
    }
    if let Some((cost, _)) = recoll {
        bars.push(bar("pages per second, times those of recollindex", cost.seconds / ours.cost.seconds, 3.0));
    }
    if !references.is_empty() {
        let names: Vec<_> = files.iter().map(|file| name_of(file)).collect();
        let likeness = report::likeness(&ours, &references, &names);
        let word = Spread::of(likeness.files.iter().map(|file| file.1));
        let order = Spread::of(likeness.files.iter().map(|file| file.2));
        println!(
            "\n{} PDFs have text in every reference; ours and the nearer of them, worst first:",
            likeness.files.len()
        );
        println!("{:<60}{:>10}{:>10}", "", "word F1", "order F1");
        for (name, word, order) in likeness.files.iter().take(asked.worst) {
            println!("{name:<60}{word:>10.3}{order:>10.3}");
        }
        println!("{:<60}{:>10.3}{:>10.3}", "tenth percentile", word.at(0.1), order.at(0.1));
        println!("{:<60}{:>10.3}{:>10.3}", "median", word.at(0.5), order.at(0.5));
        bars.push(bar("word F1, median", word.at(0.5), 0.99));
        bars.push(bar("word F1, tenth percentile", word.at(0.1), 0.94));
    }
    let down =
        ours.found.iter().filter(|found| matches!(found.failure.as_deref(), Some("crashed" | "timed_out"))).count();
    bars.push(bar("share of files without a crash or a hang", 1.0 - down as f64 / files.len() as f64, 1.0));
    bars.push(bar("512 MB, times the peak of a worker", MOST_MEMORY / (ours.cost.peak_bytes.max(1)) as f64, 1.0));
    if let Some(table) = report::against_golden(&all, files) {
        println!("\nWord F1 / order F1 against the golden text:\n\n{table}");
        if let Some(place) = &asked.table {
            fs::write(place, format!("{TABLE_HEAD}\n{table}"))?;
        }
    }
    println!("\n{}", bars.join("\n"));
    Ok(())
}

const TABLE_HEAD: &str = "# How well each engine reads these files\n\n\
    Word F1 / order F1 against the golden text beside each PDF; 1 is perfect. Written by `cargo xtask bench extract \
    FOLDER --table FILE`.\n";

fn rounds(repeat: usize) -> String {
    if repeat == 1 { String::new() } else { format!(", median of {repeat} rounds") }
}

fn row(name: &str, cost: cost::Cost, pages: usize) -> String {
    let peak = match cost.peak_bytes {
        0 => "not told".to_owned(),
        bytes => format!("{:.0} MB", bytes as f64 / 1e6),
    };
    format!("{name:<14}{:>10.2}{:>14.0}{peak:>14}   ", cost.seconds, pages as f64 / cost.seconds)
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    endings.contains(&ending.as_str())
}

/// Links are not followed.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            files_below(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
