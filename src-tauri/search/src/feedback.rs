//! Words that the best of what was found has in common are taken for words of the subject: pseudo-relevance feedback,
//! after the relevance model RM3 (Abdul-Jaleel et al., TREC 2004), each word weighed by its rarity too. They change the
//! order of what was found, and where that is little they lead to resources about the same subject, which are shown
//! apart. They never add to what was found.

use std::collections::HashMap;

use tantivy::schema::Value;

use crate::Error;
use crate::analyser::{self, english};
use crate::plan::{Group, Plan};
use crate::snapshot::Snapshot;

/// Resources at the top that are believed to be about what was asked.
pub const BELIEVED: usize = 10;
/// Words taken from them.
const WORDS: usize = 10;
/// Their part in the whole query.
const SHARE: f32 = 0.15;
/// Characters that are read of each.
const MOST_READ: usize = 4_000;

/// A word of the subject and what it weighs beside a word of the query.
pub type Subject = (Group, f32);

/// The words of the subject. `believed` are entries with what each is trusted, best first.
pub fn subject(believed: &[(u32, f32)], plan: &Plan, snapshot: &Snapshot) -> Result<Vec<Subject>, Error> {
    let trust: f32 = believed.iter().map(|(_, trust)| trust).sum();
    let mut model: HashMap<String, Shared> = HashMap::new();
    for (entry, trusted) in believed {
        let text = snapshot.text(*entry)?;
        let text = text.char_indices().nth(MOST_READ).map_or(text.as_str(), |(end, _)| &text[..end]);
        let spoken = snapshot.facts_of(*entry).spoken;
        let terms = analyser::terms(text);
        let each = trusted / trust / terms.len().max(1) as f32;
        for term in terms.into_iter().filter(|term| tells(&term.text)) {
            let stem = analyser::stem(&term.text, spoken).unwrap_or_else(|| term.text.clone());
            let shared = model.entry(stem).or_default();
            shared.weight += each;
            *shared.forms.entry(term.text).or_default() += 1;
        }
    }
    let mut words = Vec::with_capacity(model.len());
    for shared in model.into_values() {
        let weight = shared.weight;
        let Some(word) = shared.commonest() else { continue };
        let with = snapshot.entries_with_word(&word)?.max(1) as f32;
        let rarity = (1.0 + snapshot.entries.len() as f32 / with).ln();
        words.push((word, weight * rarity));
    }
    words.sort_unstable_by(|(a, a_weight), (b, b_weight)| b_weight.total_cmp(a_weight).then_with(|| a.cmp(b)));
    words.truncate(WORDS);
    let sum: f32 = words.iter().map(|(_, weight)| weight).sum();
    let asked = plan.groups.iter().filter(|group| !group.common).count() as f32;
    let share = SHARE / (1.0 - SHARE) * asked / sum.max(f32::MIN_POSITIVE);
    Ok(words.into_iter().map(|(word, weight)| (Group::of_word(&word, &word), weight * share)).collect())
}

/// One stem in the believed entries.
#[derive(Default)]
struct Shared {
    weight: f32,
    forms: HashMap<String, u32>,
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
