//! What was measured, as tables to read.

use std::fmt::Write as _;
use std::path::Path;

use crate::engines::Run;
use crate::words::{order_f1, word_f1, words};

/// Fewer words than this are no text to compare by.
const FEWEST_WORDS: usize = 30;

/// Numbers in rising order, to look into.
pub struct Spread(Vec<f64>);

impl Spread {
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Spread(values)
    }

    /// The value that this share of all lies below, by the nearest rank; 0 of none.
    pub fn at(&self, share: f64) -> f64 {
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
    }
}

/// How near ours is to the nearer of the references, for each file that has text in all of them.
pub struct Likeness {
    /// File, words alike, order alike.
    pub files: Vec<(String, f64, f64)>,
}

pub fn likeness(ours: &Run, references: &[&Run], names: &[String]) -> Likeness {
    let mut files = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let read: Vec<_> = references.iter().map(|run| words(&run.found[at].text())).collect();
        if read.is_empty() || read.iter().any(|words| words.len() < FEWEST_WORDS) {
            continue;
        }
        let own = words(&ours.found[at].text());
        let best = |of: fn(&[String], &[String]) -> f64| read.iter().map(|words| of(&own, words)).fold(0.0, f64::max);
        files.push((name.clone(), best(word_f1), best(order_f1)));
    }
    files.sort_by(|a, b| a.1.total_cmp(&b.1));
    Likeness { files }
}

/// A table of word F1 / order F1 against the golden text that stands beside a file, as `NAME.txt` beside `NAME.pdf`.
pub fn against_golden(runs: &[&Run], files: &[impl AsRef<Path>]) -> Option<String> {
    let mut table = String::from("| file |");
    runs.iter().for_each(|run| table += &format!(" {} |", run.name));
    table += &format!("\n| --- |{}\n", " --- |".repeat(runs.len()));
    let mut all: Vec<Vec<(f64, f64)>> = vec![Vec::new(); runs.len()];
    for (at, file) in files.iter().enumerate() {
        let Ok(golden) = std::fs::read_to_string(file.as_ref().with_extension("txt")) else { continue };
        let golden = words(&golden);
        let name = file.as_ref().file_name().unwrap_or_default().to_string_lossy();
        let _ = write!(table, "| {name} |");
        for (run, all) in runs.iter().zip(&mut all) {
            let read = words(&run.found[at].text());
            let (word, order) = (word_f1(&read, &golden), order_f1(&read, &golden));
            all.push((word, order));
            let _ = write!(table, " {word:.3} / {order:.3} |");
        }
        table.push('\n');
    }
    let count = all.first().map_or(0, Vec::len);
    if count == 0 {
        return None;
    }
    table += "| **mean** |";
    for of_run in &all {
        let mean = |pick: fn(&(f64, f64)) -> f64| of_run.iter().map(pick).sum::<f64>() / count as f64;
        let _ = write!(table, " **{:.3} / {:.3}** |", mean(|one| one.0), mean(|one| one.1));
    }
    table.push('\n');
    Some(table)
}

/// Whether a bar is met, in one line.
pub fn bar(what: &str, value: f64, least: f64) -> String {
    format!("{} {what}: {value:.3}, at least {least}", if value >= least { "met   " } else { "MISSED" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        let spread = Spread::of([4.0, 1.0, 3.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
        assert_eq!((spread.at(0.1), spread.at(0.5), spread.at(1.0)), (1.0, 5.0, 10.0));
        assert_eq!(Spread::of([]).at(0.5), 0.0);
    }
}
