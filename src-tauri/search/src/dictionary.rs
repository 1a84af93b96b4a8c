//! The words of the library: how common each is, what one begins like, what one may have been meant.

use std::collections::HashMap;

use tantivy::schema::Term;

use crate::Error;
use crate::schema::Place;
use crate::snapshot::Snapshot;

/// A word of the library and in how many entries it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub word: String,
    pub entries: u32,
}

impl Snapshot {
    /// Entries with this very word in one place; replaced entries that are not yet swept out count too.
    pub fn entries_with(&self, place: Place, word: &str) -> Result<u32, Error> {
        let term = Term::from_field_text(self.schemed.words[place as usize], word);
        self.segments.iter().try_fold(0, |sum, segment| Ok(sum + segment.words[place as usize].doc_freq(&term)?))
    }

    /// Entries with this very word in any place.
    pub fn entries_with_word(&self, word: &str) -> Result<u32, Error> {
        Place::ALL.into_iter().try_fold(0, |sum, place| Ok(sum + self.entries_with(place, word)?))
    }

    /// The commonest words of one place that begin so and go on, commonest first.
    pub fn endings(&self, place: Place, beginning: &str, most: usize) -> Result<Vec<Found>, Error> {
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
        Ok(found.commonest(most))
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
        Ok(found.commonest(most))
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
