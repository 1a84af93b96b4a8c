//! How fast searching is and what it takes, by size, beside tantivy and SQLite FTS5 on the same documents in one run.
//!
//! `cargo xtask bench search [--documents N,…] [--sentences FILE] [--pages-too] [--ours]`

mod alone;
#[path = "../common/mod.rs"]
mod common;
mod corpus;
mod sentences;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use alone::{Alone, spread};
use common::engines::{self, Engine, Kind};
use common::figures::{median, percentile, thousands};
use common::{Outcome, Text, clock};
use corpus::Class;

/// How often each query is timed, after a first time that does not count; the least is told.
const REPEATS: usize = 3;
/// From so many documents on, FTS5 is asked so many queries of a class only: it would take an hour.
const FTS5_LARGE: usize = 50_000;
const FTS5_QUERIES: usize = 24;
/// Documents changed, one after another, in the largest index.
const CHANGES: usize = 10;
/// Where no collection is given.
const MADE_UP_TOPICS: usize = 1_500;
/// Pages of one resource, where pages are grouped.
const PAGES: usize = 4;

struct Options {
    documents: Vec<usize>,
    sentences: Option<PathBuf>,
    pages_too: bool,
    kinds: Vec<Kind>,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(done) = alone::be(&arguments) {
        return done;
    }
    let options = options(&arguments)?;
    let topics = match &options.sentences {
        Some(file) => sentences::of_file(file)?,
        None => sentences::made_up(MADE_UP_TOPICS),
    };
    let classes = corpus::classes(&topics);
    table::preface(&options, &classes, topics.len());
    let mut sizes = Vec::new();
    let largest = options.documents.iter().copied().max().unwrap_or_default();
    for documents in options.documents.iter().copied() {
        let texts = corpus::documents(&topics, documents);
        sizes.push((documents, size(&texts, &classes, &options.kinds, documents == largest)?));
        if options.pages_too {
            pages(&texts, &classes)?;
        }
    }
    table::growth(&classes, &options.kinds, &sizes);
    Ok(())
}

fn options(arguments: &[String]) -> Outcome<Options> {
    let documents = vec![1_000, 10_000, 100_000];
    let mut options = Options { documents, sentences: None, pages_too: false, kinds: Kind::ALL.to_vec() };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--documents" => options.documents = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?,
            "--sentences" => options.sentences = Some(value()?.into()),
            "--ours" => options.kinds.truncate(1),
            "--pages-too" => options.pages_too = true,
            _ => return Err(format!("what is {argument}?").into()),
        }
    }
    Ok(options)
}

/// What one engine took for one size.
struct Taken {
    kind: Kind,
    /// Least time of each query by class; none where it was not asked.
    times: Vec<Vec<Option<f64>>>,
    build_per_second: f64,
    index_per_text: f64,
    warm: Alone,
    /// Where the files could be forgotten.
    cold: Option<Alone>,
    /// By the clock on the wall, each.
    changes_ms: Vec<f64>,
}

fn size(texts: &[Text], classes: &[Class], kinds: &[Kind], changes: bool) -> Outcome<Vec<Taken>> {
    let bytes: usize = texts.iter().map(Text::bytes).sum();
    println!("\n{} documents, {:.1} MB of text", thousands(texts.len()), bytes as f64 / 1e6);
    let folder = tempfile::tempdir()?;
    let mut taken = Vec::new();
    let mut opened = Vec::new();
    for kind in kinds.iter().copied() {
        let place = folder.path().join(kind.key());
        fs::create_dir(&place)?;
        let (spent_ms, built) = clock::cost(|| kind.build(&place, texts, 1));
        built?;
        taken.push(Taken {
            kind,
            times: Vec::new(),
            build_per_second: texts.len() as f64 / spent_ms * 1e3,
            index_per_text: engines::size(&place) as f64 / bytes as f64,
            // Alone before anything else is open, so that the files can be forgotten.
            warm: median_of(kind, &place, classes, texts.len(), false)?,
            cold: alone::forget(&place).then(|| median_of(kind, &place, classes, texts.len(), true)).transpose()?,
            changes_ms: Vec::new(),
        });
        opened.push((kind, kind.open(&place)?));
    }
    for class in classes {
        let least = least_times(&opened, class, texts.len())?;
        taken.iter_mut().zip(least).for_each(|(taken, times)| taken.times.push(times));
    }
    if changes {
        for (taken, (_, engine)) in taken.iter_mut().zip(&mut opened) {
            taken.changes_ms = change(&mut **engine, texts)?;
        }
    }
    table::size(classes, &taken);
    Ok(taken)
}

/// In turns, pass by pass, so that a slow minute of the machine falls on all.
fn least_times(engines: &[(Kind, Box<dyn Engine>)], class: &Class, documents: usize) -> Outcome<Vec<Vec<Option<f64>>>> {
    let mut least = vec![vec![None; class.queries.len()]; engines.len()];
    for pass in 0..=REPEATS {
        for ((kind, engine), least) in engines.iter().zip(&mut least) {
            let numbers: Vec<usize> = (0..class.queries.len()).collect();
            for nth in spread(&numbers, most(*kind, documents)) {
                let (time, answered) = clock::cost(|| engine.answer(&class.queries[*nth], class.typing));
                answered?;
                if pass > 0 {
                    least[*nth] = Some(least[*nth].map_or(time, |least: f64| least.min(time)));
                }
            }
        }
    }
    Ok(least)
}

fn most(kind: Kind, documents: usize) -> usize {
    if kind == Kind::Fts5 && documents >= FTS5_LARGE { FTS5_QUERIES } else { usize::MAX }
}

/// The middle of three processes by the time to the first answer.
fn median_of(kind: Kind, place: &Path, classes: &[Class], documents: usize, cold: bool) -> Outcome<Alone> {
    let queries = place.with_extension("queries");
    // For the time to the first answer one query does; for memory many do, of FTS5 in a large index a few.
    let most = if cold { 1 } else { (most(kind, documents) / 4).min(96) };
    alone::write(&queries, classes, most)?;
    let mut all = Vec::new();
    for _ in 0..REPEATS {
        if cold {
            alone::forget(place);
        }
        all.push(alone::measure(kind, place, &queries)?);
    }
    all.sort_by(|a, b| a.first_ms.total_cmp(&b.first_ms));
    Ok(all[REPEATS / 2])
}

/// From the change until a search has found it, each time of another document.
fn change(engine: &mut dyn Engine, texts: &[Text]) -> Outcome<Vec<f64>> {
    let mut times = Vec::new();
    for (nth, text) in spread(texts, CHANGES).enumerate() {
        let word = format!("zyxwchanged{nth}zyxw");
        let changed = Text { text: format!("{} {word}", text.text), ..text.clone() };
        let start = Instant::now();
        engine.change(&changed)?;
        let found = engine.ranked(&word, false, 10)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        if found.first().map(|(id, _)| id) != Some(&text.id) {
            return Err(format!("the change of {} was not found: {found:?}", text.id).into());
        }
    }
    Ok(times)
}

/// The same texts once more, several of them the pages of one resource: what grouping takes.
fn pages(texts: &[Text], classes: &[Class]) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    Kind::Library.build(folder.path(), texts, PAGES)?;
    let opened = [(Kind::Library, Kind::Library.open(folder.path())?)];
    println!("  the same as resources of {PAGES} pages each");
    for class in classes {
        let times: Vec<f64> = least_times(&opened, class, texts.len())?.into_iter().flatten().flatten().collect();
        table::times(class.name, Kind::Library.name(), &times, "");
    }
    Ok(())
}

/// What the other's 95th of 100 is for the same queries.
fn ratio(ours: &[Option<f64>], theirs: &[Option<f64>]) -> f64 {
    let both = ours.iter().zip(theirs).filter_map(|(ours, theirs)| ours.zip(*theirs));
    let (ours, theirs): (Vec<f64>, Vec<f64>) = both.unzip();
    percentile(&ours, 0.95) / percentile(&theirs, 0.95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_queries_are_compared() {
        let ours = [Some(1.0), Some(100.0), Some(2.0)];
        let theirs = [Some(10.0), None, Some(8.0)];
        assert_eq!(ratio(&ours, &theirs), 0.2);
    }
}
