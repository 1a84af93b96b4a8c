//! How well each entry fits: BM25 per group of terms and place, the terms of a group counted as one.

use std::cell::Cell;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, TERMINATED};

use crate::Error;
use crate::plan::{Alternative, Form, Group, Phrase, STEM};
use crate::schema::Place;
use crate::sheet::{Bits, Sheet};
use crate::snapshot::{NONE, Segment, Snapshot};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What an occurrence is worth by [`Place`].
const PLACE_WEIGHT: [f32; 3] = [1.5, 1.0, 1.0];

/// What an occurrence on the first page of a file is worth against one on a later page.
const FIRST_PAGE: f32 = 1.1;

/// BM25's share of the length of an entry, by the byte that tantivy keeps of a length.
#[derive(Debug, Clone, Copy)]
pub struct Lengths([f32; 256]);

impl Lengths {
    /// For entries of so many words in the mean.
    pub fn of_mean(mean: f32) -> Self {
        let of = |byte: usize| FieldNormReader::id_to_fieldnorm(byte as u8) as f32;
        Self(std::array::from_fn(|byte| K1 * (1.0 - B + B * of(byte) / mean)))
    }
}

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

/// What is known of an entry.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark {
    pub found: Found,
    pub score: f32,
    /// Groups of which the very word stands there, not only another form of it, as bits.
    pub exact: u32,
}

/// What a search writes on, by entry.
#[derive(Debug)]
pub struct Slate {
    pub marks: Sheet<Mark>,
    /// What words of the subject add.
    pub subject: Sheet<f32>,
    /// Weighted occurrences of one group in one place; zero between uses.
    occurrences: Vec<f32>,
    /// Whether the very word of the group is among them; false between uses.
    exact: Vec<bool>,
}

/// The entries' standing, filled group by group.
pub struct Board<'a> {
    pub snapshot: &'a Snapshot,
    pub slate: Slate,
    /// Entries in which any group was found, in no order.
    pub touched: Vec<u32>,
    /// Groups found in any entry, as bits.
    pub everywhere: u32,
}

impl<'a> Board<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let entries = snapshot.entries.len();
        let slate = snapshot.slates.take_or(|| Slate {
            marks: Sheet::of(entries),
            subject: Sheet::of(entries),
            occurrences: vec![0.0; entries],
            exact: vec![false; entries],
        });
        Self { snapshot, slate, touched: Vec::new(), everywhere: 0 }
    }

    /// To be called when all has been read from it, so that the next search need not make one. One that came to nothing
    /// is lost, since nobody knows what is written on it.
    pub fn give_back(mut self) {
        self.slate.marks.wipe();
        self.slate.subject.wipe();
        self.snapshot.slates.give_back(self.slate);
    }

    /// Adds one group. `bit` is its number; none where it only adds to the score of titles.
    pub fn add(&mut self, group: &Group, bit: Option<usize>) -> Result<(), Error> {
        let places: &[Place] = if bit.is_some() { &Place::ALL } else { &[Place::Title] };
        for place in places {
            let mut entries = Vec::new();
            self.gather(group, *place, bit.is_some(), &mut entries)?;
            self.settle(&entries, *place, bit);
        }
        Ok(())
    }

    /// Adds a word of the subject: nothing is found by it. Only to entries among these, where not all matter.
    pub fn add_subject(&mut self, group: &Group, share: f32, among: Option<&Bits>) -> Result<(), Error> {
        for place in Place::ALL {
            let mut entries = Vec::new();
            let with = match among {
                Some(among) => self.gather_among(group, place, among, &mut entries)?,
                None => {
                    self.gather(group, place, false, &mut entries)?;
                    entries.len()
                }
            };
            let fit = self.fitting(with, place);
            for entry in entries {
                let occurrences = std::mem::take(&mut self.slate.occurrences[entry as usize]);
                *self.slate.subject.write(entry) += share * fit.of(entry, occurrences);
            }
        }
        Ok(())
    }

    /// Counts the occurrences of the terms of a group among some entries, and all entries with any of them.
    fn gather_among(
        &mut self,
        group: &Group,
        place: Place,
        among: &Bits,
        entries: &mut Vec<u32>,
    ) -> Result<usize, Error> {
        let snapshot = self.snapshot;
        let mut with = Bits::of(snapshot.entries.len());
        snapshot.each_posting(group, place, |alternative, segment, doc, frequency| {
            let entry = segment.base + doc;
            if segment.alive.as_ref().is_some_and(|alive| alive.is_deleted(doc)) {
                return;
            }
            with.insert(entry);
            if among.has(entry) {
                let occurrences = &mut self.slate.occurrences[entry as usize];
                if *occurrences == 0.0 {
                    entries.push(entry);
                }
                *occurrences += snapshot.worth(alternative, entry) * frequency as f32;
            }
        })?;
        Ok(with.count())
    }

    /// The resources in which a group is found at all.
    pub fn resources_with(&mut self, group: &Group) -> Result<Vec<u32>, Error> {
        let mut entries = Vec::new();
        for place in Place::ALL {
            self.gather(group, place, false, &mut entries)?;
        }
        for entry in &entries {
            self.slate.occurrences[*entry as usize] = 0.0;
        }
        Ok(entries.into_iter().map(|entry| self.snapshot.entries[entry as usize].resource).collect())
    }

    /// Counts the occurrences of all terms of a group in one place.
    fn gather(&mut self, group: &Group, place: Place, is_asked: bool, entries: &mut Vec<u32>) -> Result<(), Error> {
        let snapshot = self.snapshot;
        let Slate { occurrences, exact, .. } = &mut self.slate;
        let mut count = |entry: u32, weight: f32, is_exact: bool| {
            if snapshot.entries[entry as usize].resource == NONE {
                return;
            }
            let occurrences = &mut occurrences[entry as usize];
            if *occurrences == 0.0 {
                entries.push(entry);
            }
            *occurrences += weight;
            exact[entry as usize] |= is_exact;
        };
        snapshot.each_posting(group, place, |alternative, segment, doc, frequency| {
            let entry = segment.base + doc;
            let exact = is_asked && alternative.is_the_word();
            count(entry, snapshot.worth(alternative, entry) * frequency as f32, exact);
        })?;
        for (title, weight) in group.titles.iter().filter(|_| place == Place::Title) {
            for resource in snapshot.with_title(title)? {
                count(snapshot.resources[resource as usize].card, *weight, false);
            }
        }
        for phrase in &group.phrases {
            for (nth, segment) in snapshot.segments.iter().enumerate() {
                snapshot.each_with_phrase(nth, phrase, place, &mut |doc| {
                    count(segment.base + doc, phrase.weight, false);
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
        let fit = self.fitting(entries.len(), place);
        let exact = bit.map_or(0, |bit| 1 << bit);
        if !entries.is_empty() {
            self.everywhere |= exact;
        }
        for entry in entries {
            let occurrences = std::mem::take(&mut self.slate.occurrences[*entry as usize]);
            let is_exact = std::mem::take(&mut self.slate.exact[*entry as usize]);
            let mark = self.slate.marks.write(*entry);
            if mark.found == 0 && found != 0 {
                self.touched.push(*entry);
            }
            mark.found |= found;
            mark.exact |= if is_exact { exact } else { 0 };
            mark.score += fit.of(*entry, occurrences);
        }
    }

    /// For a group that stands in so many entries.
    fn fitting(&self, with: usize, place: Place) -> Fitting<'a> {
        let snapshot = self.snapshot;
        let with = with as f32;
        let all = (snapshot.counts[place as usize] as f32).max(with);
        let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        Fitting { snapshot, place, weight: rarity * PLACE_WEIGHT[place as usize], segment: Cell::new(None) }
    }
}

/// BM25 of one group in one place.
struct Fitting<'a> {
    snapshot: &'a Snapshot,
    place: Place,
    weight: f32,
    /// The last one asked for, with the number after its last entry.
    segment: Cell<Option<(&'a Segment, u32)>>,
}

impl Fitting<'_> {
    fn of(&self, entry: u32, occurrences: f32) -> f32 {
        let (part, end) = match self.segment.get() {
            Some((part, end)) if (part.base..end).contains(&entry) => (part, end),
            _ => self.snapshot.segment_of(entry),
        };
        self.segment.set(Some((part, end)));
        let Lengths(lengths) = &self.snapshot.lengths[self.place as usize];
        let length = lengths[usize::from(part.lengths[self.place as usize].fieldnorm_id(entry - part.base))];
        let first = if self.snapshot.entries[entry as usize].is_first { FIRST_PAGE } else { 1.0 };
        first * self.weight * occurrences * (K1 + 1.0) / (occurrences + length)
    }
}

impl Snapshot {
    /// The segment of an entry with the number after its last entry.
    pub fn segment_of(&self, entry: u32) -> (&Segment, u32) {
        let at = self.segments.partition_point(|segment| segment.base <= entry).saturating_sub(1);
        let end = self.segments.get(at + 1).map_or(self.entries.len() as u32, |next| next.base);
        (&self.segments[at], end)
    }

    /// Calls `each` with every entry of every term of a group in one place and how often the term stands there; replaced
    /// entries too.
    fn each_posting<'a>(
        &'a self,
        group: &Group,
        place: Place,
        mut each: impl FnMut(&Alternative, &'a Segment, u32, u32),
    ) -> Result<(), Error> {
        for alternative in group.terms.iter().filter(|term| term.place.is_none_or(|only| only == place)) {
            for segment in &self.segments {
                let (reader, field) = match alternative.form {
                    Form::Stem => (&segment.stems[place as usize], self.schemed.stems[place as usize]),
                    _ => (&segment.words[place as usize], self.schemed.words[place as usize]),
                };
                let term = Term::from_field_text(field, &alternative.term);
                let Some(mut postings) = reader.read_block_postings(&term, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                while postings.block_len() > 0 {
                    for (doc, frequency) in postings.docs().iter().zip(postings.freqs()) {
                        each(alternative, segment, *doc, *frequency);
                    }
                    postings.advance();
                }
            }
        }
        Ok(())
    }

    /// What each occurrence of a term in an entry weighs.
    fn worth(&self, alternative: &Alternative, entry: u32) -> f32 {
        // The word's own occurrences come again with its stem.
        let share = match alternative.form {
            Form::WordWithScriptStem => 1.0 - STEM,
            Form::WordWithStem if self.entries[entry as usize].is_english => 1.0 - STEM,
            _ => 1.0,
        };
        alternative.weight * share
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
