//! What the words typed so far may be meant to become: titles, topics and words of the library. Nothing is kept of what
//! was searched before.

use std::collections::HashSet;

use catalogue::{ResourceId, Suggestion, SuggestionKind};
use tantivy::schema::{IndexRecordOption, Term};

use crate::Error;
use crate::analyser::{self, english};
use crate::schema::Place;
use crate::snapshot::{NONE, Snapshot};

/// Endings of the last word that are looked up.
const ENDINGS: usize = 30;
/// A word in fewer entries than these is not frequent.
const FREQUENT: u32 = 2;

pub fn suggest(snapshot: &Snapshot, words: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
    let key = analyser::key(words);
    let Some(last) = key.rsplit(' ').next().filter(|last| !last.is_empty()) else { return Ok(Vec::new()) };
    // After a space nothing of the next word is known yet.
    let open = words.ends_with(|c: char| !c.is_whitespace());
    let mut suggestions = topics(snapshot, &key)?;
    suggestions.truncate(limit.div_ceil(4));
    suggestions.extend(frequent(snapshot, words, &key, last, open)?.into_iter().take(limit.div_ceil(4)));
    let mut titles = titles(snapshot, &key, last, open)?;
    titles.truncate(limit.saturating_sub(suggestions.len()));
    titles.extend(suggestions);
    let mut seen = HashSet::from([key]);
    titles.retain(|suggestion| suggestion.resource.is_some() || seen.insert(analyser::key(&suggestion.words)));
    Ok(titles)
}

/// Titles with all the words, those that begin with them first.
fn titles(snapshot: &Snapshot, key: &str, last: &str, open: bool) -> Result<Vec<Suggestion>, Error> {
    let mut left: Option<HashSet<u32>> = None;
    let words: Vec<&str> = key.split(' ').collect();
    for (nth, word) in words.iter().enumerate() {
        let mut cards = snapshot.cards_with(word)?;
        if nth + 1 == words.len() && open {
            for ending in snapshot.endings(Place::Title, last, ENDINGS)? {
                cards.extend(snapshot.cards_with(&ending.word)?);
            }
        }
        left = Some(match left {
            None => cards,
            Some(left) => left.intersection(&cards).copied().collect(),
        });
    }
    let mut found: Vec<(String, ResourceId)> = Vec::new();
    let mut cards: Vec<u32> = left.unwrap_or_default().into_iter().collect();
    cards.sort_unstable();
    // One letter begins hundreds of titles; the few that are shown need not be the best of all of them.
    cards.truncate(200);
    for card in cards {
        let facts = &snapshot.facts_of(card).facts;
        if !facts.withdrawn {
            let card = snapshot.card(snapshot.entries[card as usize].resource)?;
            found.push((card.title, ResourceId(card.id)));
        }
    }
    found.sort_by_cached_key(|(title, id)| {
        let title_key = analyser::key(title);
        (!title_key.starts_with(key), title_key.len(), title_key, id.clone())
    });
    Ok(found
        .into_iter()
        .map(|(title, id)| Suggestion { words: title, kind: SuggestionKind::Title, resource: Some(id) })
        .collect())
}

/// Topics of which a word begins so.
fn topics(snapshot: &Snapshot, key: &str) -> Result<Vec<Suggestion>, Error> {
    let mut topics: Vec<(String, String)> = Vec::new();
    for reader in snapshot.searcher.segment_readers() {
        let index = reader.inverted_index(snapshot.schemed.topic)?;
        let mut stream = index.terms().stream()?;
        while stream.advance() {
            let topic = String::from_utf8_lossy(stream.key()).into_owned();
            let topic_key = analyser::key(&topic);
            if topic_key.starts_with(key) || topic_key.contains(&format!(" {key}")) {
                topics.push((topic_key, topic));
            }
        }
    }
    topics.sort_unstable();
    topics.dedup();
    Ok(topics.into_iter().map(|(_, words)| Suggestion { words, kind: SuggestionKind::Topic, resource: None }).collect())
}

/// The last word brought to an end; after another word only as it goes on in the library.
fn frequent(snapshot: &Snapshot, words: &str, key: &str, last: &str, open: bool) -> Result<Vec<Suggestion>, Error> {
    // Folding changes how Arabic is spelt; a suggestion must be spelt right.
    let is_spelt = |word: &str| !word.chars().any(|c| matches!(c, '\u{590}'..='\u{8FF}'));
    if !open || last.chars().count() < 2 || !is_spelt(last) {
        return Ok(Vec::new());
    }
    let before = key.strip_suffix(last).map(str::trim_end).and_then(|before| before.rsplit(' ').next());
    let typed = words.trim_end();
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let mut found = Vec::new();
    for ending in snapshot.beginning_with(last, ENDINGS)? {
        if ending.entries < FREQUENT || english::is_common(&ending.word) || !is_spelt(&ending.word) {
            continue;
        }
        let goes_on = match before.filter(|before| !before.is_empty()) {
            None => true,
            Some(before) => snapshot.are_neighbours(before, &ending.word)?,
        };
        if goes_on {
            let words = format!("{}{}", typed[..start].trim_start(), ending.word);
            found.push(Suggestion { words, kind: SuggestionKind::Word, resource: None });
        }
    }
    Ok(found)
}

impl Snapshot {
    /// Cards with the very word in the title.
    fn cards_with(&self, word: &str) -> Result<HashSet<u32>, Error> {
        let term = Term::from_field_text(self.schemed.words[Place::Title as usize], word);
        let mut cards = HashSet::new();
        for segment in &self.segments {
            let reader = &segment.words[Place::Title as usize];
            let Some(mut postings) = reader.read_block_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.block_len() > 0 {
                let entries = postings.docs().iter().map(|doc| segment.base + doc);
                cards.extend(entries.filter(|entry| self.entries[*entry as usize].resource != NONE));
                postings.advance();
            }
        }
        Ok(cards)
    }
}
