//! How well searching finds: loads a judged collection through the public door and scores it.
//!
//! `cargo run -p search --example relevance -- FOLDER… [--run FILE]`
//!
//! A collection is a folder with `docs.jsonl` (id, title, text) and pairs of `queries*.tsv` (id, tab, words) and
//! `qrels*.tsv` (query 0 document gain). Each document becomes a resource of one page. Printed are nDCG@10, recall@100,
//! MRR, success at 1 and 10 and the share of queries without any result; for titles also with the last word half typed.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use catalogue::{AttachmentId, Kind, ResourceId, SearchQuery};
use search::{Document, IndexedPage, SearchIndex, Stamp};

type Judged = HashMap<String, HashMap<String, f64>>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders = Vec::new();
    let mut run = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--run" => run = Some(fs::File::create(arguments.next().ok_or("--run needs a file")?)?),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    println!(
        "{:<42} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8}",
        "", "nDCG@10", "R@100", "MRR", "S@1", "S@10", "none %", "ms p50"
    );
    for folder in folders {
        measure(&folder, run.as_mut())?;
    }
    Ok(())
}

fn measure(folder: &Path, mut run: Option<&mut fs::File>) -> Result<(), Box<dyn Error>> {
    let place = std::env::temp_dir().join(format!("relevance-{}", std::process::id()));
    let opened = SearchIndex::open(&place)?;
    let index = opened.index;
    let documents = documents(&folder.join("docs.jsonl"))?;
    let text: usize = documents.iter().map(|document| document.title.len() + document.pages[0].text.len()).sum();
    let count = documents.len();
    let start = Instant::now();
    index.update(documents, &[], &Stamp { revision: 1, serial: 1, library: "relevance".into() })?;
    let seconds = start.elapsed().as_secs_f64();
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    println!(
        "{name}: {count} documents in {seconds:.1} s, index {:.2} of the text",
        index.size_bytes() as f64 / text as f64
    );
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !stem.starts_with("queries") {
            continue;
        }
        let judged =
            judgements(&folder.join(format!("{}.tsv", stem.replace("queries", "qrels").replace("_typo", ""))))?;
        let queries = fs::read_to_string(&file)?;
        score(&format!("{name} {stem}"), &index, &queries, &judged, false, run.as_deref_mut())?;
        if stem == "queries" && name.contains("leaflets") {
            score(&format!("{name} {stem}, last word half typed"), &index, &queries, &judged, true, None)?;
        }
    }
    drop(index);
    fs::remove_dir_all(place)?;
    Ok(())
}

fn documents(file: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut documents = Vec::new();
    for line in fs::read_to_string(file)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let id = field("id");
        documents.push(Document {
            resource: ResourceId(id.clone()),
            title: field("title"),
            summary: String::new(),
            kind: Kind::Other,
            language: "en".into(),
            topics: Vec::new(),
            withdrawn: false,
            file_words: Vec::new(),
            pages: vec![IndexedPage {
                attachment: AttachmentId(id),
                page: Some(1),
                language: None,
                text: field("text"),
            }],
        });
    }
    Ok(documents)
}

fn judgements(file: &Path) -> Result<Judged, Box<dyn Error>> {
    let mut judged = Judged::new();
    for line in fs::read_to_string(file)?.lines() {
        if let [query, _, document, gain] = line.split_whitespace().collect::<Vec<_>>()[..] {
            judged.entry(query.to_owned()).or_default().insert(document.to_owned(), gain.parse()?);
        }
    }
    Ok(judged)
}

fn score(
    name: &str,
    index: &SearchIndex,
    queries: &str,
    judged: &Judged,
    half_typed: bool,
    mut run: Option<&mut fs::File>,
) -> Result<(), Box<dyn Error>> {
    let mut sums = [0.0_f64; 6];
    let mut times = Vec::new();
    for line in queries.lines() {
        let Some((id, words)) = line.split_once('\t') else { continue };
        let Some(gains) = judged.get(id).filter(|gains| gains.values().any(|gain| *gain > 0.0)) else { continue };
        let words = if half_typed { half(words) } else { words.to_owned() };
        let query = SearchQuery { words, limit: 100, typing: half_typed, ..SearchQuery::default() };
        let answer = index.search(&query)?;
        let quick = index.search(&SearchQuery { limit: 10, ..query })?;
        times.push(quick.took_ms);
        let found: Vec<&str> = answer.hits.iter().map(|hit| hit.resource.as_str()).collect();
        if let Some(run) = run.as_deref_mut() {
            for (rank, hit) in answer.hits.iter().enumerate() {
                writeln!(run, "{id} Q0 {} {} {} library", hit.resource, rank + 1, hit.score)?;
            }
        }
        let of_query = measures(&found, gains);
        sums.iter_mut().zip(of_query).for_each(|(sum, value)| *sum += value);
    }
    let number = times.len().max(1) as f64;
    times.sort_by(f64::total_cmp);
    let [ndcg, recall, mrr, first, ten, none] = sums.map(|sum| sum / number);
    println!(
        "{name:<42} {ndcg:>7.4} {recall:>7.4} {mrr:>7.4} {first:>7.4} {ten:>7.4} {:>7.1} {:>8.2}",
        none * 100.0,
        times.get(times.len() / 2).copied().unwrap_or_default()
    );
    Ok(())
}

/// Gains are taken as they are, discounted by the logarithm of the rank.
fn measures(found: &[&str], gains: &HashMap<String, f64>) -> [f64; 6] {
    let discounted = |gains: &[f64]| {
        gains.iter().take(10).enumerate().map(|(rank, gain)| gain / (rank as f64 + 2.0).log2()).sum::<f64>()
    };
    let gained: Vec<f64> = found.iter().map(|id| gains.get(*id).copied().unwrap_or(0.0)).collect();
    let mut best: Vec<f64> = gains.values().copied().filter(|gain| *gain > 0.0).collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let right = gained.iter().take(100).filter(|gain| **gain > 0.0).count();
    let first = gained.iter().position(|gain| *gain > 0.0);
    let within = |ranks: usize| f64::from(u8::from(first.is_some_and(|first| first < ranks)));
    [
        discounted(&gained) / discounted(&best),
        right as f64 / best.len() as f64,
        first.map_or(0.0, |first| 1.0 / (first as f64 + 1.0)),
        within(1),
        within(10),
        f64::from(u8::from(found.is_empty())),
    ]
}

/// The query with its last word cut to the half, rounded up.
fn half(words: &str) -> String {
    let start = words.trim_end().rfind(' ').map_or(0, |space| space + 1);
    let last: Vec<char> = words[start..].trim_end().chars().collect();
    let kept: String = last[..last.len().div_ceil(2)].iter().collect();
    format!("{}{kept}", &words[..start])
}
