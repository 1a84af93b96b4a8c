//! Words that the best of what was found has in common are taken for words of the subject: pseudo-relevance feedback,
//! after the relevance model RM3 (Abdul-Jaleel et al., TREC 2004), each word weighed by its rarity too. They change the
//! order of what was found, and where that is little they lead to resources about the same subject, which are shown
//! apart. They never add to what was found.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use tantivy::schema::Value;

use crate::Error;
use crate::analyser::{self, english};
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

/// A word of the subject and what it weighs beside a word of the query.
pub type Subject = (Group, f32);

/// The words of the subject. `believed` are entries with what each is trusted, best first.
pub fn subject(believed: &[(u32, f32)], plan: &Plan, snapshot: &Snapshot) -> Result<Vec<Subject>, Error> {
    let trust: f32 = believed.iter().map(|(_, trust)| trust).sum();
    let mut model: HashMap<String, Shared, FxBuildHasher> = HashMap::default();
    for (entry, trusted) in believed {
        let text = snapshot.text(*entry)?;
        let text = text.char_indices().nth(MOST_READ).map_or(text.as_str(), |(end, _)| &text[..end]);
        let spoken = snapshot.facts_of(*entry).spoken;
        let mut terms = 0_usize;
        let mut counts: HashMap<String, u32, FxBuildHasher> = HashMap::default();
        analyser::each_term(text, |term, _| {
            terms += 1;
            match counts.get_mut(term) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(term.to_owned(), 1);
                }
            }
        });
        let each = trusted / trust / terms.max(1) as f32;
        for (term, count) in counts.into_iter().filter(|(term, _)| tells(term)) {
            let stem = analyser::stem(&term, spoken).unwrap_or_else(|| term.clone());
            let shared = model.entry(stem).or_default();
            // One by one, so that the sum is the same in whichever order they come.
            (0..count).for_each(|_| shared.weight += each);
            *shared.forms.entry(term).or_default() += count;
        }
    }
    let words = best(model, snapshot)?;
    let sum: f32 = words.iter().map(|(_, weight)| weight).sum();
    let asked = plan.groups.iter().filter(|group| !group.common).count() as f32;
    let share = SHARE / (1.0 - SHARE) * asked / sum.max(f32::MIN_POSITIVE);
    Ok(words.into_iter().map(|(word, weight)| (Group::of_word(&word, &word), weight * share)).collect())
}

/// The words that weigh most, rarity counted in, heaviest first.
fn best(model: HashMap<String, Shared, FxBuildHasher>, snapshot: &Snapshot) -> Result<Vec<(String, f32)>, Error> {
    let entries = snapshot.counts[Place::Title as usize] + snapshot.counts[Place::Body as usize];
    let rarity = |with: u32| (1.0 + entries as f32 / with.max(1) as f32).ln();
    let most = OFTEN.max(entries / TELLING);
    let mut shared: Vec<Shared> = model.into_values().collect();
    shared.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut words: Vec<(String, f32)> = Vec::new();
    for shared in shared {
        let weight = shared.weight;
        // How rare a word is takes long to find out: not for those that could not be among the best if they stood
        // nowhere but where they have been counted.
        let falls_short = |words: &[(String, f32)], with: u32| {
            words.get(WORDS - 1).is_some_and(|(_, least)| weight * rarity(with) < *least)
        };
        if falls_short(&words, 1) {
            break;
        }
        let Some(word) = shared.commonest() else { continue };
        let mut with = 0;
        for place in [Place::Body, Place::Title, Place::About] {
            with += snapshot.entries_with(place, &word)?;
            if falls_short(&words, with) {
                break;
            }
        }
        if with > most || falls_short(&words, with) {
            continue;
        }
        let weight = weight * rarity(with);
        words.push((word, weight));
        words.sort_unstable_by(|(a, a_weight), (b, b_weight)| b_weight.total_cmp(a_weight).then_with(|| a.cmp(b)));
        words.truncate(WORDS);
    }
    Ok(words)
}

/// One stem in the believed entries.
#[derive(Default)]
struct Shared {
    weight: f32,
    forms: HashMap<String, u32, FxBuildHasher>,
}

impl Shared {
    fn commonest(self) -> Option<String> {
        self.forms
            .into_iter()
            .max_by(|(a, a_count), (b, b_count)| a_count.cmp(b_count).then_with(|| b.cmp(a)))
            .map(|(word, _)| word)
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
