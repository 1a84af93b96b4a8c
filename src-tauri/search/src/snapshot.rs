//! One committed state of the index as searching needs it: which entry belongs to which resource, and the readers of
//! every part at hand. Made once per commit, shared by all searches until the next.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex};

use tantivy::fastfield::AliveBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocAddress, InvertedIndexReader, Searcher, SegmentReader};

use crate::Error;
use crate::analyser::Spoken;
use crate::choose::Standing;
use crate::dictionary::Found;
use crate::feedback::Readings;
use crate::schema::{Facts, Place, Schemed};
use crate::score::{Lengths, Slate};
use crate::sheet::{Kept, Sheet};

/// No resource: the entry was replaced or removed.
pub const NONE: u32 = u32::MAX;

pub struct Snapshot {
    pub searcher: Searcher,
    pub schemed: Schemed,
    pub segments: Vec<Segment>,
    /// By entry, segments one after the other.
    pub entries: Vec<Entry>,
    /// Distinct facts; entries point here.
    pub facts: Vec<KnownFacts>,
    pub resources: Vec<Resource>,
    /// By [`Place`], what the length of an entry takes from what is found there.
    pub lengths: [Lengths; 3],
    /// Entries that have words of each [`Place`].
    pub counts: [u32; 3],
    /// What begins with a letter or two, once it was asked for: a large part of all words.
    pub short_beginnings: Mutex<HashMap<(Place, String), Vec<Found>>>,
    /// For searches to write on.
    pub slates: Kept<Slate>,
    pub standings: Kept<Sheet<Standing>>,
    /// What searches have read.
    pub readings: Kept<Readings>,
}

pub struct Segment {
    /// Number of the segment's first entry.
    pub base: u32,
    pub words: [Arc<InvertedIndexReader>; 3],
    pub stems: [Arc<InvertedIndexReader>; 3],
    pub lengths: [FieldNormReader; 3],
    /// Which entries are not replaced or removed; none where all are.
    pub alive: Option<AliveBitSet>,
}

#[derive(Clone, Copy)]
pub struct Entry {
    /// Index into [`Snapshot::resources`], or [`NONE`].
    pub resource: u32,
    pub facts: u16,
    /// What of the facts every entry that is found is asked for.
    pub is_first: bool,
    pub is_english: bool,
}

pub struct Resource {
    /// As [`crate::key_of`] gives it.
    pub key: u64,
    /// The entry that is its card.
    pub card: u32,
    /// Of the card.
    pub facts: u16,
}

pub struct KnownFacts {
    pub facts: Facts,
    pub spoken: Spoken,
}

/// Keys are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl Snapshot {
    pub fn load(searcher: Searcher, schemed: &Schemed) -> Result<Self, Error> {
        let mut snapshot = Self {
            schemed: schemed.clone(),
            segments: Vec::new(),
            entries: Vec::new(),
            facts: Vec::new(),
            resources: Vec::new(),
            lengths: [Lengths::of_mean(1.0); 3],
            counts: [0; 3],
            short_beginnings: Mutex::default(),
            slates: Kept::default(),
            standings: Kept::default(),
            readings: Kept::default(),
            searcher,
        };
        let mut resources: HashMap<u64, u32, BuildHasherDefault<AsIs>> = HashMap::default();
        let mut written = [0_u64; 3];
        let mut tokens = [0_u64; 3];
        let searcher = snapshot.searcher.clone();
        for reader in searcher.segment_readers() {
            let segment = Segment::open(snapshot.entries.len() as u32, reader, schemed)?;
            snapshot.read_entries(reader, &segment, &mut resources, &mut written, &mut tokens)?;
            snapshot.segments.push(segment);
        }
        for place in Place::ALL {
            let place = place as usize;
            let mean = tokens[place] as f32 / written[place].max(1) as f32;
            snapshot.lengths[place] = Lengths::of_mean(mean.max(1.0));
        }
        // A resource without its card cannot be shown; the parts are written together, so this is a broken index.
        if snapshot.resources.iter().any(|resource| resource.card == NONE) {
            return Err(Error::Damaged("a resource has pages but no card".to_owned()));
        }
        Ok(snapshot)
    }

    fn read_entries(
        &mut self,
        reader: &SegmentReader,
        segment: &Segment,
        resources: &mut HashMap<u64, u32, BuildHasherDefault<AsIs>>,
        written: &mut [u64; 3],
        tokens: &mut [u64; 3],
    ) -> Result<(), Error> {
        let base = self.entries.len() as u32;
        let keys = reader.fast_fields().u64("key")?;
        let no_facts = || Error::Damaged("the column of facts is missing".to_owned());
        let column = reader.fast_fields().str("facts")?.ok_or_else(no_facts)?;
        let mut known: Vec<u16> = Vec::new();
        for ordinal in 0..column.num_terms() as u64 {
            let mut text = String::new();
            column.ord_to_str(ordinal, &mut text)?;
            known.push(self.know(Facts::read(&text).ok_or_else(no_facts)?)?);
        }
        for doc in 0..reader.max_doc() {
            let facts = column
                .ords()
                .first(doc)
                .and_then(|ordinal| known.get(ordinal as usize))
                .copied()
                .ok_or_else(no_facts)?;
            let KnownFacts { facts: Facts { card, first, .. }, spoken } = &self.facts[usize::from(facts)];
            let card = *card;
            let mut entry = Entry { resource: NONE, facts, is_first: *first, is_english: *spoken == Spoken::English };
            if reader.is_deleted(doc) {
                self.entries.push(entry);
                continue;
            }
            // Of what was replaced nothing counts: the answer must not depend on the way that led here.
            for place in Place::ALL.into_iter().filter(|place| card != (*place == Place::Body)) {
                written[place as usize] += 1;
                tokens[place as usize] += u64::from(segment.lengths[place as usize].fieldnorm(doc));
            }
            let key = keys.first(doc).ok_or_else(no_facts)?;
            let next = self.resources.len() as u32;
            let resource = *resources.entry(key).or_insert(next);
            if resource == next {
                self.resources.push(Resource { key, card: NONE, facts });
            }
            if card {
                self.resources[resource as usize] = Resource { key, card: base + doc, facts };
                self.counts[Place::Title as usize] += 1;
                self.counts[Place::About as usize] += 1;
            } else {
                self.counts[Place::Body as usize] += 1;
            }
            entry.resource = resource;
            self.entries.push(entry);
        }
        Ok(())
    }

    fn know(&mut self, facts: Facts) -> Result<u16, Error> {
        if let Some(at) = self.facts.iter().position(|known| known.facts == facts) {
            return Ok(at as u16);
        }
        let at = u16::try_from(self.facts.len()).map_err(|_| Error::Damaged("too many languages".to_owned()))?;
        let spoken = Spoken::of_tag(&facts.language);
        self.facts.push(KnownFacts { facts, spoken });
        Ok(at)
    }

    pub fn facts_of(&self, entry: u32) -> &KnownFacts {
        &self.facts[usize::from(self.entries[entry as usize].facts)]
    }

    /// Where an entry lies in tantivy's terms.
    pub fn address(&self, entry: u32) -> DocAddress {
        let segment = self.segments.partition_point(|segment| segment.base <= entry).saturating_sub(1);
        DocAddress::new(segment as u32, entry - self.segments[segment].base)
    }
}

impl Segment {
    fn open(base: u32, reader: &SegmentReader, schemed: &Schemed) -> Result<Self, Error> {
        let open = |fields: [tantivy::schema::Field; 3]| -> Result<[Arc<InvertedIndexReader>; 3], Error> {
            let [a, b, c] = fields;
            Ok([reader.inverted_index(a)?, reader.inverted_index(b)?, reader.inverted_index(c)?])
        };
        let [title, about, body] = schemed.words;
        Ok(Self {
            base,
            words: open(schemed.words)?,
            stems: open(schemed.stems)?,
            lengths: [
                reader.get_fieldnorms_reader(title)?,
                reader.get_fieldnorms_reader(about)?,
                reader.get_fieldnorms_reader(body)?,
            ],
            alive: reader.alive_bitset().cloned(),
        })
    }
}
