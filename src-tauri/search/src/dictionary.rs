//! The words of the library: how common each is, what one begins like, what one may have been meant.

use std::collections::HashMap;
use std::sync::PoisonError;

use tantivy::schema::{IndexRecordOption, Term};

use crate::Error;
use crate::analyser::{self, Spoken};
use crate::initials;
use crate::plan::{Origin, Phrase};
use crate::schema::Place;
use crate::snapshot::Snapshot;

/// Beginnings of so many letters are kept with their endings.
const SHORT: usize = 2;
/// Endings kept of each.
const KEPT: usize = 100;

/// A word of the library and in how many entries it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub word: String,
    pub entries: u32,
}

impl Snapshot {
    /// Entries with this very word in one place.
    pub fn entries_with(&self, place: Place, word: &str) -> Result<u32, Error> {
        let term = Term::from_field_text(self.schemed.words[place as usize], word);
        let mut entries = 0;
        for segment in &self.segments {
            let reader = &segment.words[place as usize];
            let Some(alive) = &segment.alive else {
                entries += reader.doc_freq(&term)?;
                continue;
            };
            let Some(mut postings) = reader.read_block_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.block_len() > 0 {
                entries += postings.docs().iter().filter(|doc| alive.is_alive(**doc)).count() as u32;
                postings.advance();
            }
        }
        Ok(entries)
    }

    /// Leaves out words that stand only in what was replaced, and counts the others anew; commonest first.
    fn recounted(&self, found: Vec<Found>, place: Option<Place>) -> Result<Vec<Found>, Error> {
        if self.segments.iter().all(|segment| segment.alive.is_none()) {
            return Ok(found);
        }
        let mut left = Vec::with_capacity(found.len());
        for Found { word, .. } in found {
            let entries = match place {
                Some(place) => self.entries_with(place, &word)?,
                None => self.entries_with_word(&word)?,
            };
            left.push(Found { word, entries });
        }
        left.retain(|found| found.entries > 0);
        left.sort_unstable_by(|a, b| b.entries.cmp(&a.entries).then_with(|| a.word.cmp(&b.word)));
        Ok(left)
    }

    /// Entries with this very word in any place.
    pub fn entries_with_word(&self, word: &str) -> Result<u32, Error> {
        Place::ALL.into_iter().try_fold(0, |sum, place| Ok(sum + self.entries_with(place, word)?))
    }

    /// True where the word, or another with its stem, stands anywhere.
    pub fn has_form_of(&self, word: &str) -> Result<bool, Error> {
        if self.entries_with_word(word)? > 0 {
            return Ok(true);
        }
        let root = analyser::stem(word, Spoken::English).unwrap_or_else(|| word.to_owned());
        for place in Place::ALL {
            let term = Term::from_field_text(self.schemed.stems[place as usize], &root);
            for segment in &self.segments {
                if segment.stems[place as usize].doc_freq(&term)? > 0 {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The commonest words of one place that begin so and go on, commonest first.
    pub fn endings(&self, place: Place, beginning: &str, most: usize) -> Result<Vec<Found>, Error> {
        if beginning.chars().count() > SHORT {
            return self.read_endings(place, beginning, most);
        }
        let key = (place, beginning.to_owned());
        let mut known = self.short_beginnings.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains_key(&key) {
            known.insert(key.clone(), self.read_endings(place, beginning, KEPT)?);
        }
        Ok(known.get(&key).map(|found| found.iter().take(most).cloned().collect()).unwrap_or_default())
    }

    fn read_endings(&self, place: Place, beginning: &str, most: usize) -> Result<Vec<Found>, Error> {
        let mut beyond = beginning.as_bytes().to_vec();
        // No UTF-8 has this byte, so all words that begin so lie below.
        beyond.push(0xFF);
        let mut found = Gathered::default();
        for segment in &self.segments {
            let mut stream = segment.words[place as usize].terms().range().gt(beginning).lt(&beyond).into_stream()?;
            while stream.advance() {
                found.add(stream.key(), stream.value().doc_freq);
            }
        }
        self.recounted(found.commonest(most), Some(place))
    }

    /// Words of the library at most `distance` single edits (a swap of neighbours is one) from this one, which may be
    /// only the beginning of the word where `beginning` is set. Commonest first.
    pub fn similar(&self, word: &str, distance: u8, beginning: bool, most: usize) -> Result<Vec<Found>, Error> {
        let mut found = Gathered::default();
        for place in Place::ALL {
            let term = Term::from_field_text(self.schemed.words[place as usize], word);
            let query = match beginning {
                true => tantivy::query::FuzzyTermQuery::new_prefix(term, distance, true),
                false => tantivy::query::FuzzyTermQuery::new(term, distance, true),
            };
            let automaton = query.automaton()?;
            for segment in &self.segments {
                let mut stream = segment.words[place as usize].terms().search(&automaton).into_stream()?;
                while stream.advance() {
                    found.add(stream.key(), stream.value().doc_freq);
                }
            }
        }
        self.recounted(found.commonest(most), None)
    }
}

impl Snapshot {
    /// True where one word follows the other anywhere.
    pub fn are_neighbours(&self, one: &str, two: &str) -> Result<bool, Error> {
        let words = vec![(0, one.to_owned()), (1, two.to_owned())];
        self.has_phrase(&Phrase { words, weight: 1.0, origin: Origin::Typed })
    }

    /// The commonest words of any place that begin so and go on.
    pub fn beginning_with(&self, beginning: &str, most: usize) -> Result<Vec<Found>, Error> {
        let mut all = Gathered::default();
        for place in Place::ALL {
            for found in self.endings(place, beginning, most)? {
                all.add(found.word.as_bytes(), found.entries);
            }
        }
        Ok(all.commonest(most))
    }

    /// Titles, as keys, of which the word may be the initials, with how well they fit; best first.
    pub fn titles_with_initials(&self, letters: &str, most: usize) -> Result<Vec<(String, f32)>, Error> {
        let Some(first) = letters.as_bytes().first().copied() else { return Ok(Vec::new()) };
        let mut titles: Vec<(String, f32)> = Vec::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.schemed.title_key)?;
            let mut stream = index.terms().range().ge([first]).lt([first + 1]).into_stream()?;
            while stream.advance() {
                let Ok(title) = std::str::from_utf8(stream.key()) else { continue };
                // Longer ones have no initials that anybody uses.
                if let Some(fit) = (title.len() <= 120).then(|| initials::fit(letters, title)).flatten() {
                    titles.push((title.to_owned(), fit));
                }
            }
        }
        titles.sort_by(|(a, a_fit), (b, b_fit)| {
            b_fit.total_cmp(a_fit).then(a.len().cmp(&b.len())).then_with(|| a.cmp(b))
        });
        titles.dedup_by(|(a, _), (b, _)| a == b);
        titles.truncate(most);
        Ok(titles)
    }
}

#[derive(Default)]
struct Gathered(HashMap<Vec<u8>, u32>);

impl Gathered {
    fn add(&mut self, word: &[u8], entries: u32) {
        match self.0.get_mut(word) {
            Some(sum) => *sum += entries,
            None => {
                self.0.insert(word.to_vec(), entries);
            }
        }
    }

    fn commonest(self, most: usize) -> Vec<Found> {
        let mut found: Vec<Found> = self
            .0
            .into_iter()
            .filter_map(|(word, entries)| Some(Found { word: String::from_utf8(word).ok()?, entries }))
            .collect();
        found.sort_unstable_by(|a, b| b.entries.cmp(&a.entries).then_with(|| a.word.cmp(&b.word)));
        found.truncate(most);
        found
    }
}
