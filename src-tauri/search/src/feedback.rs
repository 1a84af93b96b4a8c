//! Words that the best of what was found has in common are taken for words of the subject: pseudo-relevance feedback,
//! after the relevance model RM3 (Abdul-Jaleel et al., TREC 2004), each word weighed by its rarity too. They change the
//! order of what was found, and where that is little they lead to resources about the same subject, which are shown
//! apart. They never add to what was found.

use std::cmp::Reverse;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use tantivy::schema::Value;

use crate::Error;
use crate::analyser::{self, Spoken, english};
use crate::plan::{Group, Plan};
use crate::schema::Place;
use crate::snapshot::Snapshot;

/// Resources at the top that are believed to be about what was asked.
pub const BELIEVED: usize = 10;
/// Words taken from them.
const WORDS: usize = 10;
/// Their part in the whole query.
const SHARE: f32 = 0.15;
/// In a large library a word that stands in more than one of so many entries tells little of a subject, and to look
/// up where it stands takes long; in a small one all words may tell that stand in fewer entries than these.
const TELLING: u32 = 50;
const OFTEN: u32 = 500;
/// Characters that are read of each.
const MOST_READ: usize = 4_000;
/// Of so many pages and words is kept what was read: a few megabytes.
const MOST_PAGES: usize = 4_000;
const MOST_WORDS: usize = 40_000;

/// A word of the subject and what it weighs beside a word of the query.
pub type Subject = (Group, f32);

/// The words of the subject. `believed` are entries with what each is trusted, best first.
pub fn subject(believed: &[(u32, f32)], plan: &Plan, snapshot: &Snapshot) -> Result<Vec<Subject>, Error> {
    let trust: f32 = believed.iter().map(|(_, trust)| trust).sum();
    let mut readings = snapshot.readings.take_or(Readings::default);
    readings.forget_too_much();
    for (entry, _) in believed {
        readings.read(*entry, snapshot)?;
    }
    let mut model = Model { weights: vec![0.0; readings.stems.len()], counts: vec![0; readings.words.len()] };
    for (entry, trusted) in believed {
        if let Some(page) = readings.pages.get(entry) {
            model.add(page, &readings.words, trusted / trust);
        }
    }
    let words = model.best(&mut readings, snapshot)?;
    snapshot.readings.give_back(readings);
    let sum: f32 = words.iter().map(|(_, weight)| weight).sum();
    let asked = plan.groups.iter().filter(|group| !group.common).count() as f32;
    let share = SHARE / (1.0 - SHARE) * asked / sum.max(f32::MIN_POSITIVE);
    Ok(words.into_iter().map(|(word, weight)| (Group::of_word(&word, &word), weight * share)).collect())
}

/// What was read for earlier searches: the same pages and words come again and again, and to cut and stem the words of
/// ten pages takes longer than all else of a search.
#[derive(Debug, Default)]
pub struct Readings {
    pages: HashMap<u32, Page, FxBuildHasher>,
    /// Numbers of words by [`Spoken`], which their stems depend on.
    numbers: [HashMap<String, usize, FxBuildHasher>; 3],
    words: Vec<Word>,
    stems: HashMap<String, usize, FxBuildHasher>,
}

#[derive(Debug)]
struct Page {
    terms: u32,
    /// Numbers of those words that tell something, as they come.
    told: Box<[u32]>,
}

#[derive(Debug)]
struct Word {
    word: String,
    /// Number of its stem; none of a word that tells nothing.
    stem: Option<usize>,
    /// Pages with it, once that was asked.
    with: Option<u32>,
}

impl Readings {
    fn forget_too_much(&mut self) {
        if self.pages.len() > MOST_PAGES || self.words.len() > MOST_WORDS {
            *self = Self::default();
        }
    }

    fn read(&mut self, entry: u32, snapshot: &Snapshot) -> Result<(), Error> {
        if self.pages.contains_key(&entry) {
            return Ok(());
        }
        let text = snapshot.text(entry)?;
        let text = text.char_indices().nth(MOST_READ).map_or(text.as_str(), |(end, _)| &text[..end]);
        let spoken = snapshot.facts_of(entry).spoken;
        let mut terms = 0;
        let mut told = Vec::new();
        analyser::each_term(text, |term, _| {
            terms += 1;
            let number = self.number(term, spoken);
            if self.words[number].stem.is_some() {
                told.push(number as u32);
            }
        });
        self.pages.insert(entry, Page { terms, told: told.into() });
        Ok(())
    }

    fn number(&mut self, term: &str, spoken: Spoken) -> usize {
        let numbers = &mut self.numbers[spoken as usize];
        if let Some(number) = numbers.get(term) {
            return *number;
        }
        let stem = tells(term).then(|| {
            let stem = analyser::stem(term, spoken).unwrap_or_else(|| term.to_owned());
            let next = self.stems.len();
            *self.stems.entry(stem).or_insert(next)
        });
        numbers.insert(term.to_owned(), self.words.len());
        self.words.push(Word { word: term.to_owned(), stem, with: None });
        self.words.len() - 1
    }

    /// Pages with this word.
    fn pages_with(&mut self, word: usize, snapshot: &Snapshot) -> Result<u32, Error> {
        let Word { word, with, .. } = &mut self.words[word];
        if let Some(with) = with {
            return Ok(*with);
        }
        Ok(*with.insert(snapshot.entries_with(Place::Body, word)?))
    }
}

/// What the believed pages have in common.
struct Model {
    /// By stem.
    weights: Vec<f32>,
    /// By word.
    counts: Vec<u32>,
}

impl Model {
    fn add(&mut self, page: &Page, words: &[Word], trusted: f32) {
        let each = trusted / page.terms.max(1) as f32;
        for word in &page.told {
            self.counts[*word as usize] += 1;
            if let Some(stem) = words[*word as usize].stem {
                self.weights[stem] += each;
            }
        }
    }

    /// The words that weigh most, rarity counted in, heaviest first; of one stem the commonest.
    fn best(&self, readings: &mut Readings, snapshot: &Snapshot) -> Result<Vec<(String, f32)>, Error> {
        let mut commonest: Vec<Option<usize>> = vec![None; self.weights.len()];
        for (number, _) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let Some(stem) = readings.words[number].stem else { continue };
            let known = &mut commonest[stem];
            let rank = |number: usize| (self.counts[number], Reverse(&readings.words[number].word));
            if known.is_none_or(|known| rank(number) > rank(known)) {
                *known = Some(number);
            }
        }
        let shared = self.weights.iter().zip(commonest);
        let mut shared: Vec<(f32, usize)> = shared.filter_map(|(weight, word)| Some((*weight, word?))).collect();
        shared.sort_unstable_by(|(a, a_word), (b, b_word)| {
            b.total_cmp(a).then_with(|| readings.words[*a_word].word.cmp(&readings.words[*b_word].word))
        });
        let pages = snapshot.counts[Place::Body as usize];
        let rarity = |with: u32| (1.0 + pages as f32 / with.max(1) as f32).ln();
        let most = OFTEN.max(pages / TELLING);
        let mut words: Vec<(String, f32)> = Vec::new();
        for (weight, word) in shared {
            // How rare a word is takes long to find out: not for those that could not be among the best if they stood
            // nowhere but where they have been counted.
            let falls_short = |words: &[(String, f32)], with: u32| {
                words.get(WORDS - 1).is_some_and(|(_, least)| weight * rarity(with) < *least)
            };
            if falls_short(&words, 1) {
                break;
            }
            let with = readings.pages_with(word, snapshot)?;
            if with > most || falls_short(&words, with) {
                continue;
            }
            words.push((readings.words[word].word.clone(), weight * rarity(with)));
            words.sort_unstable_by(|(a, a_weight), (b, b_weight)| b_weight.total_cmp(a_weight).then_with(|| a.cmp(b)));
            words.truncate(WORDS);
        }
        Ok(words)
    }
}

fn tells(word: &str) -> bool {
    word.chars().count() > 2
        && !word.chars().any(char::is_numeric)
        && !english::is_common(word)
        && !english::is_asking(word)
}

impl Snapshot {
    /// The text of a page; of a card nothing.
    fn text(&self, entry: u32) -> Result<String, Error> {
        let stored = self.stored(entry)?;
        Ok(stored.get_first(self.schemed.text).and_then(|text| text.as_str()).unwrap_or_default().to_owned())
    }
}
