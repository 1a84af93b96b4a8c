//! How well searching finds: judged collections through the public door, beside what tantivy and SQLite do as they come.
//!
//! `cargo xtask bench relevance FOLDER… [--run FILE] [--recoll] [--ours]`
//!
//! A collection is a folder with `docs.jsonl` (id, title, text) and pairs of `queries*.tsv` (id, tab, words) and
//! `qrels*.tsv` (query 0 document gain). Each document becomes a resource of one page. Every file of queries is asked
//! as it is and misspelt; where the queries are titles, also with the last word half typed.

#[path = "../common/mod.rs"]
mod common;
mod measures;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use common::collection::{self, Asked};
use common::engines::{Engine, Kind};
use common::figures::{mean, median, thousands};
use common::typos::misspelt;
use common::{Outcome, clock};
use measures::Measures;

/// Each gives every query one other misspelling.
const SEEDS: [u64; 4] = [7, 11, 12, 13];

fn main() -> Outcome<()> {
    let mut folders = Vec::new();
    let mut run = None;
    let mut kinds = Kind::ALL.to_vec();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--run" => run = Some(fs::File::create(arguments.next().ok_or("--run needs a file")?)?),
            "--ours" => kinds.truncate(1),
            "--recoll" if Kind::Recoll.is_there() => kinds.push(Kind::Recoll),
            "--recoll" => return Err("recollindex and recollq are not installed (Debian: recollcmd)".into()),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    println!(
        "Misspelt: one edit in one word of five letters or more of each query, mean of seeds {SEEDS:?}; “of clean”"
    );
    println!(
        "is its nDCG@10 as a share of that of the clean queries. “none”: queries with no result at all. Time: a full"
    );
    println!("answer of ten with passages, median.");
    for folder in folders {
        collection(&folder, &kinds, run.as_mut())?;
    }
    Ok(())
}

fn collection(folder: &Path, kinds: &[Kind], mut run: Option<&mut fs::File>) -> Outcome<()> {
    let documents = collection::documents(&folder.join("docs.jsonl"))?;
    let place = tempfile::tempdir()?;
    let mut engines = Vec::new();
    for kind in kinds.iter().copied() {
        let place = place.path().join(kind.key());
        fs::create_dir(&place)?;
        kind.build(&place, &documents, 1)?;
        engines.push((kind, kind.open(&place)?));
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    println!("\n{name}: {} documents", thousands(documents.len()));
    println!(
        "{:<30}{:<21}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}{:>9}",
        "",
        "",
        "nDCG@10",
        "R@100",
        "MRR",
        "S@1",
        "S@10",
        "none %",
        "of clean",
        clock::UNIT
    );
    for asked in collection::asked(folder)? {
        file(&asked, &engines, asked.is_of_titles(&documents), run.as_deref_mut())?;
    }
    Ok(())
}

type Engines = [(Kind, Box<dyn Engine>)];

fn file(asked: &Asked, engines: &Engines, titles: bool, mut run: Option<&mut fs::File>) -> Outcome<()> {
    let title = format!("{} ({})", asked.name, asked.queries.len());
    if asked.is_misspelt() {
        // Others' misspellings of what is asked anyway.
        for (kind, engine) in engines {
            tell(&title, *kind, &score(*kind, &**engine, asked, false, |_, words| words.to_owned(), None)?, None);
        }
        return Ok(());
    }
    let mut clean = Vec::new();
    for (kind, engine) in engines {
        let run = run.as_deref_mut().filter(|_| *kind == Kind::Library);
        let scored = score(*kind, &**engine, asked, false, |_, words| words.to_owned(), run)?;
        tell(&title, *kind, &scored, None);
        clean.push(scored.measures.ndcg_10);
    }
    // A program that is started for each of thousands of queries would take an hour.
    for ((kind, engine), clean) in engines.iter().zip(clean).filter(|((kind, _), _)| !kind.is_program()) {
        let mut of_seeds = Vec::new();
        for seed in SEEDS {
            of_seeds.push(score(*kind, &**engine, asked, false, |id, words| misspelt(words, id, seed), None)?);
        }
        let measures: Vec<Measures> = of_seeds.iter().map(|scored| scored.measures).collect();
        let times: Vec<f64> = of_seeds.iter().map(|scored| scored.time_ms).collect();
        let scored = Scored { measures: Measures::mean(&measures), time_ms: mean(&times) };
        tell("  misspelt", *kind, &scored, Some(scored.measures.ndcg_10 / clean));
    }
    if titles {
        for (kind, engine) in engines {
            tell(
                "  last word half typed",
                *kind,
                &score(*kind, &**engine, asked, true, |_, words| half(words), None)?,
                None,
            );
        }
    }
    Ok(())
}

struct Scored {
    measures: Measures,
    time_ms: f64,
}

fn score(
    kind: Kind,
    engine: &dyn Engine,
    asked: &Asked,
    typing: bool,
    typed: impl Fn(&str, &str) -> String,
    mut run: Option<&mut fs::File>,
) -> Outcome<Scored> {
    let mut measures = Vec::new();
    let mut times = Vec::new();
    for (id, words) in &asked.queries {
        let words = typed(id, words);
        let ranked = engine.ranked(&words, typing, 100)?;
        let start = Instant::now();
        let (time, answered) = clock::cost(|| engine.answer(&words, typing));
        answered?;
        times.push(if kind.is_program() { start.elapsed().as_secs_f64() * 1e3 } else { time });
        if let Some(run) = run.as_deref_mut() {
            for (rank, (document, score)) in ranked.iter().enumerate() {
                writeln!(run, "{id} Q0 {document} {} {score} library", rank + 1)?;
            }
        }
        let found: Vec<String> = ranked.into_iter().map(|(document, _)| document).collect();
        measures.push(Measures::of(&found, &asked.judged[id]));
    }
    Ok(Scored { measures: Measures::mean(&measures), time_ms: median(&times) })
}

fn tell(what: &str, kind: Kind, scored: &Scored, of_clean: Option<f64>) {
    let Measures { ndcg_10, recall_100, reciprocal_rank, first, among_ten, nothing } = scored.measures;
    // Said once for all engines.
    let what = if kind == Kind::ALL[0] { what } else { "" };
    let of_clean = of_clean.map_or_else(String::new, |share| format!("{share:.3}"));
    println!(
        "{what:<30}{:<21}{ndcg_10:>8.4}{recall_100:>8.4}{reciprocal_rank:>8.4}{first:>8.4}{among_ten:>8.4}{:>8.1}\
         {of_clean:>10}{:>9.2}",
        kind.name(),
        nothing * 100.0,
        scored.time_ms,
    );
}

/// The query with its last word cut to the half, rounded up.
fn half(words: &str) -> String {
    let words = words.trim_end();
    let start = words.rfind(' ').map_or(0, |space| space + 1);
    let last: Vec<char> = words[start..].chars().collect();
    let kept: String = last[..last.len().div_ceil(2)].iter().collect();
    format!("{}{kept}", &words[..start])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_last_word() {
        for (words, typed) in
            [("heart failure", "heart fail"), ("asthma ", "ast"), ("a", "a"), ("", ""), ("রক্ত চাপ", "রক্ত চা")]
        {
            assert_eq!(half(words), typed);
        }
    }
}
