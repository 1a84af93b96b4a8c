//! Words that mean the same: lay and clinical, long and short. Read from plain text, one set a line:
//!
//! ```text
//! # everything behind a hash is a remark
//! heart attack = myocardial infarction = MI
//! sugar > diabetes = diabetic
//! ```
//!
//! Between `=` every expression stands for every other. In front of `>` stands what is widened to all behind it, and not
//! the other way round: who types "sugar" may mean diabetes, who types "diabetes" does not mean sugar.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;

use crate::analyser::{Joint, english, units};
use crate::dictionary::Found;

/// The sets that come with the program.
const BUILT_IN: &str = include_str!("../data/thesaurus.txt");
/// Longer expressions than these are sentences.
const MOST_WORDS: usize = 6;

/// Sets of expressions that stand for one another.
#[derive(Debug, Default, Clone)]
pub struct Thesaurus {
    /// By the stems of an expression, joined by spaces: what it is widened to.
    wider: HashMap<String, Vec<Vec<String>>>,
    /// Expressions of one word, in order.
    words: BTreeSet<String>,
    /// Words of all expressions.
    known: HashSet<String>,
}

/// A line that is no set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub line: usize,
    pub reason: &'static str,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for BadLine {}

impl Thesaurus {
    /// The sets that come with the program.
    pub fn built_in() -> Self {
        let mut thesaurus = Self::default();
        // A test reads the same text, so a bad line never gets here.
        let _ = thesaurus.add(BUILT_IN);
        thesaurus
    }

    /// Adds the sets of a text to those that are known.
    ///
    /// # Errors
    /// The first line that is no set; nothing of the text is added then.
    pub fn add(&mut self, text: &str) -> Result<(), BadLine> {
        let mut read = Vec::new();
        for (nth, line) in text.lines().enumerate() {
            let said = line.split('#').next().unwrap_or_default().trim();
            if !said.is_empty() {
                read.push(set(said).map_err(|reason| BadLine { line: nth + 1, reason })?);
            }
        }
        for (narrow, wide) in read {
            self.known.extend(narrow.iter().chain(&wide).flatten().cloned());
            let single = narrow.iter().chain(&wide).filter(|words| words.len() == 1);
            self.words.extend(single.flatten().filter(|word| word.len() > 3).cloned());
            for (nth, from) in narrow.iter().enumerate() {
                let others = narrow.iter().enumerate().filter(|(other, _)| *other != nth && wide.is_empty());
                let to = others.map(|(_, other)| other).chain(&wide);
                let known = self.wider.entry(key(from.iter().map(String::as_str))).or_default();
                to.for_each(|words| known.push(words.clone()));
            }
            for (nth, from) in wide.iter().enumerate() {
                let known = self.wider.entry(key(from.iter().map(String::as_str))).or_default();
                let others = wide.iter().enumerate().filter(|(other, _)| *other != nth);
                others.for_each(|(_, words)| known.push(words.clone()));
            }
        }
        for (from, known) in &mut self.wider {
            let mut seen = HashSet::new();
            known.retain(|words| seen.insert(words.clone()));
            // Another form of the same words adds nothing: forms are looked up anyway.
            known.retain(|words| key(words.iter().map(String::as_str)) != *from);
        }
        self.wider.retain(|_, known| !known.is_empty());
        Ok(())
    }

    /// True for a word of any expression.
    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Single words at one edit from this one, of which it may be a misspelling.
    pub fn similar(&self, word: &str) -> Vec<Found> {
        let near = self.words.iter().filter(|known| strsim::osa_distance(known, word) == 1);
        near.map(|word| Found { word: word.clone(), entries: 0 }).collect()
    }

    /// The longest expression that begins at the first of these folded words: its number of words and what it is
    /// widened to.
    pub fn longest(&self, words: &[&str]) -> Option<(usize, &[Vec<String>])> {
        (1..=words.len().min(MOST_WORDS)).rev().find_map(|length| {
            let known = self.wider.get(&key(words[..length].iter().copied()))?;
            Some((length, known.as_slice()))
        })
    }
}

/// Expressions in front of a `>`, and all others.
type Set = (Vec<Vec<String>>, Vec<Vec<String>>);

fn set(line: &str) -> Result<Set, &'static str> {
    let (narrow, wide) = match line.split_once('>') {
        Some((narrow, wide)) => (expressions(narrow)?, expressions(wide)?),
        None => (expressions(line)?, Vec::new()),
    };
    if wide.is_empty() && narrow.len() < 2 {
        return Err("a set needs two expressions with = or > between them");
    }
    Ok((narrow, wide))
}

fn expressions(text: &str) -> Result<Vec<Vec<String>>, &'static str> {
    text.split('=')
        .map(|expression| {
            let words = words_of(expression);
            match words.len() {
                0 => Err("an expression has no words"),
                1..=MOST_WORDS => Ok(words),
                _ => Err("an expression has more than six words"),
            }
        })
        .collect()
}

/// The folded words of an expression; what an ampersand joins is one word.
fn words_of(expression: &str) -> Vec<String> {
    let mut words = Vec::new();
    units(expression, |unit| match (unit.joint, unit.joined) {
        (Joint::Ampersand, Some(joined)) => words.push(joined),
        _ => words.extend(unit.words.into_iter().map(|word| word.term)),
    });
    words
}

fn key<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let stems: Vec<String> = words.map(|word| english::stem(word).unwrap_or_else(|| word.to_owned())).collect();
    stems.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wider(thesaurus: &Thesaurus, words: &str) -> Vec<String> {
        let words: Vec<&str> = words.split(' ').collect();
        thesaurus
            .longest(&words)
            .map(|(_, known)| known.iter().map(|words| words.join(" ")).collect())
            .unwrap_or_default()
    }

    #[test]
    fn equals_go_both_ways_and_arrows_one_way() {
        let mut thesaurus = Thesaurus::default();
        thesaurus
            .add("heart attack = myocardial infarction = MI # a remark\n\nsugar > diabetes = diabetic = glucose\n")
            .unwrap();
        assert_eq!(wider(&thesaurus, "heart attacks"), ["myocardial infarction", "mi"]);
        assert_eq!(wider(&thesaurus, "mi"), ["heart attack", "myocardial infarction"]);
        assert_eq!(wider(&thesaurus, "sugar"), ["diabetes", "diabetic", "glucose"]);
        assert_eq!(wider(&thesaurus, "diabetes"), ["glucose"]);
        assert_eq!(wider(&thesaurus, "heart"), [""; 0]);
    }

    #[test]
    fn the_longest_expression_counts() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.add("blood sugar = glucose\nblood = haemorrhage").unwrap();
        let known = thesaurus.longest(&["blood", "sugar", "test"]).unwrap();
        assert_eq!((known.0, &known.1[0]), (2, &vec!["glucose".to_owned()]));
    }

    #[test]
    fn a_bad_line_is_named_and_nothing_is_added() {
        for (text, line, reason) in [
            ("a = b\nalone", 2, "a set needs two expressions with = or > between them"),
            ("a = ", 1, "an expression has no words"),
            ("a = one two three four five six seven", 1, "an expression has more than six words"),
        ] {
            let mut thesaurus = Thesaurus::default();
            assert_eq!(thesaurus.add(text), Err(BadLine { line, reason }), "{text}");
            assert!(thesaurus.wider.is_empty());
        }
    }

    #[test]
    fn the_built_in_sets_are_read() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.add(BUILT_IN).unwrap();
        assert!(wider(&thesaurus, "heart attack").contains(&"myocardial infarction".to_owned()));
        assert!(wider(&thesaurus, "a&e").contains(&"emergency department".to_owned()));
    }
}
