//! How well each entry fits: BM25 per group of terms and place, the terms of a group counted as one.

use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, TERMINATED};

use crate::Error;
use crate::analyser::Spoken;
use crate::plan::{Form, Group, Phrase, STEM};
use crate::schema::Place;
use crate::snapshot::{NONE, Segment, Snapshot};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What an occurrence is worth by [`Place`].
const PLACE_WEIGHT: [f32; 3] = [1.5, 1.0, 1.0];

/// What an occurrence on the first page of a file is worth against one on a later page.
const FIRST_PAGE: f32 = 1.1;

/// Groups found are bits: the lower half for title and page, the upper for what is said about the resource.
pub type Found = u64;
pub const ABOUT_SHIFT: u32 = 32;

/// Groups found in whichever place.
pub fn anywhere(found: Found) -> u32 {
    (found | found >> ABOUT_SHIFT) as u32
}

/// What a resource's score is made of.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    pub card: f32,
    pub page: f32,
    pub subject: f32,
    pub preferred: bool,
    pub withdrawn: bool,
    /// Groups found on the card and on the best page, and the page's number.
    pub on_card: Found,
    pub on_page: Found,
    pub page_number: Option<u32>,
    /// Groups found on any other page.
    pub elsewhere: u32,
}

impl Parts {
    /// Where a group stands, in words.
    pub fn places_of(&self, bit: usize) -> Vec<String> {
        let is = |found: Found, shift: u32| found & 1 << (bit as u32 + shift) != 0;
        let mut places = Vec::new();
        if is(self.on_card, 0) {
            places.push("in the title".to_owned());
        }
        if is(self.on_card, ABOUT_SHIFT) {
            places.push("in the summary, topics or file names".to_owned());
        }
        if is(self.on_page, 0) {
            places.push(self.page_number.map_or("in the text".to_owned(), |page| format!("on page {page}")));
        } else if self.elsewhere & 1 << bit != 0 {
            places.push("on another page".to_owned());
        }
        places
    }
}

/// The entries' standing, filled group by group.
pub struct Board<'a> {
    snapshot: &'a Snapshot,
    pub score: Vec<f32>,
    pub found: Vec<Found>,
    /// Groups of which the very word stands there, not only another form of it, as bits.
    pub exact: Vec<u32>,
    /// Entries in which any group was found, in no order.
    pub touched: Vec<u32>,
    /// What words of the subject add, by entry; empty before the first.
    pub subject: Vec<f32>,
    /// Weighted occurrences of one group in one place; zero between uses.
    occurrences: Vec<f32>,
}

impl<'a> Board<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let entries = snapshot.entries.len();
        Self {
            snapshot,
            score: vec![0.0; entries],
            found: vec![0; entries],
            exact: vec![0; entries],
            touched: Vec::new(),
            subject: Vec::new(),
            occurrences: vec![0.0; entries],
        }
    }

    /// Adds one group. `bit` is its number; none where it only adds to the score of titles.
    pub fn add(&mut self, group: &Group, bit: Option<usize>) -> Result<(), Error> {
        let places: &[Place] = if bit.is_some() { &Place::ALL } else { &[Place::Title] };
        for place in places {
            let mut entries = Vec::new();
            self.gather(group, *place, bit, &mut entries)?;
            self.settle(&entries, *place, bit);
        }
        Ok(())
    }

    /// Adds a word of the subject: nothing is found by it.
    pub fn add_subject(&mut self, group: &Group, share: f32) -> Result<(), Error> {
        self.subject.resize(self.score.len(), 0.0);
        for place in Place::ALL {
            let mut entries = Vec::new();
            self.gather(group, place, None, &mut entries)?;
            let fit = self.fit(&entries, place);
            for (entry, fit) in entries.iter().zip(fit) {
                self.subject[*entry as usize] += share * fit;
            }
        }
        Ok(())
    }

    /// The resources in which a group is found at all.
    pub fn resources_with(&mut self, group: &Group) -> Result<Vec<u32>, Error> {
        let mut entries = Vec::new();
        for place in Place::ALL {
            self.gather(group, place, None, &mut entries)?;
        }
        for entry in &entries {
            self.occurrences[*entry as usize] = 0.0;
        }
        Ok(entries.into_iter().map(|entry| self.snapshot.entries[entry as usize].resource).collect())
    }

    /// Counts the occurrences of all terms of a group in one place.
    fn gather(&mut self, group: &Group, place: Place, bit: Option<usize>, entries: &mut Vec<u32>) -> Result<(), Error> {
        let snapshot = self.snapshot;
        let mut count = |entry: u32, weight: f32| {
            if snapshot.entries[entry as usize].resource == NONE {
                return;
            }
            let occurrences = &mut self.occurrences[entry as usize];
            if *occurrences == 0.0 {
                entries.push(entry);
            }
            *occurrences += weight;
        };
        for alternative in group.terms.iter().filter(|term| term.place.is_none_or(|only| only == place)) {
            for segment in &snapshot.segments {
                let (reader, field) = match alternative.form {
                    Form::Stem => (&segment.stems[place as usize], snapshot.schemed.stems[place as usize]),
                    _ => (&segment.words[place as usize], snapshot.schemed.words[place as usize]),
                };
                let exact = bit.filter(|_| alternative.is_the_word()).map_or(0, |bit| 1 << bit);
                let term = Term::from_field_text(field, &alternative.term);
                let Some(mut postings) = reader.read_block_postings(&term, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                while postings.block_len() > 0 {
                    for (doc, frequency) in postings.docs().iter().zip(postings.freqs()) {
                        let entry = segment.base + doc;
                        // The word's own occurrences come again with its stem.
                        let share = match alternative.form {
                            Form::WordWithScriptStem => 1.0 - STEM,
                            Form::WordWithStem if snapshot.facts_of(entry).spoken == Spoken::English => 1.0 - STEM,
                            _ => 1.0,
                        };
                        count(entry, alternative.weight * share * *frequency as f32);
                        self.exact[entry as usize] |= exact;
                    }
                    postings.advance();
                }
            }
        }
        for (title, weight) in group.titles.iter().filter(|_| place == Place::Title) {
            for resource in snapshot.with_title(title)? {
                count(snapshot.resources[resource as usize].card, *weight);
            }
        }
        for phrase in &group.phrases {
            for (nth, segment) in snapshot.segments.iter().enumerate() {
                snapshot.each_with_phrase(nth, phrase, place, &mut |doc| {
                    count(segment.base + doc, phrase.weight);
                    true
                })?;
            }
        }
        Ok(())
    }

    /// Turns occurrences into scores.
    fn settle(&mut self, entries: &[u32], place: Place, bit: Option<usize>) {
        let found: Found = match (bit, place) {
            (None, _) => 0,
            (Some(bit), Place::About) => 1 << (bit as u32 + ABOUT_SHIFT),
            (Some(bit), _) => 1 << bit,
        };
        let fit = self.fit(entries, place);
        for (entry, fit) in entries.iter().zip(fit) {
            let at = *entry as usize;
            if self.found[at] == 0 && found != 0 {
                self.touched.push(*entry);
            }
            self.found[at] |= found;
            self.score[at] += fit;
        }
    }

    /// BM25 of the group just gathered, by entry.
    fn fit(&mut self, entries: &[u32], place: Place) -> Vec<f32> {
        let snapshot = self.snapshot;
        let with = entries.len() as f32;
        let all = (snapshot.counts[place as usize] as f32).max(with);
        let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        let weight = rarity * PLACE_WEIGHT[place as usize];
        let mean = snapshot.mean_words[place as usize];
        let mut segment: Option<(&Segment, u32)> = None;
        let mut fits = Vec::with_capacity(entries.len());
        for entry in entries {
            let (part, end) = match segment {
                Some((part, end)) if (part.base..end).contains(entry) => (part, end),
                _ => snapshot.segment_of(*entry),
            };
            segment = Some((part, end));
            let length = part.lengths[place as usize].fieldnorm(entry - part.base) as f32;
            let occurrences = std::mem::take(&mut self.occurrences[*entry as usize]);
            let first = if snapshot.facts_of(*entry).facts.first { FIRST_PAGE } else { 1.0 };
            fits.push(first * weight * occurrences * (K1 + 1.0) / (occurrences + K1 * (1.0 - B + B * length / mean)));
        }
        fits
    }
}

impl Snapshot {
    /// The segment of an entry with the number after its last entry.
    pub fn segment_of(&self, entry: u32) -> (&Segment, u32) {
        let at = self.segments.partition_point(|segment| segment.base <= entry).saturating_sub(1);
        let end = self.segments.get(at + 1).map_or(self.entries.len() as u32, |next| next.base);
        (&self.segments[at], end)
    }

    /// True where the phrase stands anywhere.
    pub fn has_phrase(&self, phrase: &Phrase) -> Result<bool, Error> {
        for place in Place::ALL {
            for (nth, segment) in self.segments.iter().enumerate() {
                let mut there = false;
                self.each_with_phrase(nth, phrase, place, &mut |doc| {
                    there = self.entries[(segment.base + doc) as usize].resource != NONE;
                    !there
                })?;
                if there {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Calls `each` with every document of a segment that has the phrase in one place, until it returns false.
    fn each_with_phrase(
        &self,
        segment: usize,
        phrase: &Phrase,
        place: Place,
        each: &mut dyn FnMut(u32) -> bool,
    ) -> Result<(), Error> {
        let field = self.schemed.words[place as usize];
        let terms = phrase.words.iter().map(|(offset, word)| (*offset, Term::from_field_text(field, word))).collect();
        let weight =
            PhraseQuery::new_with_offset(terms).weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut docs = weight.scorer(&self.searcher.segment_readers()[segment], 1.0)?;
        while docs.doc() != TERMINATED && each(docs.doc()) {
            docs.advance();
        }
        Ok(())
    }
}
