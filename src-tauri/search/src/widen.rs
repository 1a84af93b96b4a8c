//! More terms for a word that is there: endings of the word being typed, words written apart or together, other
//! spellings, words that mean the same.

use crate::Error;
use crate::analyser::english;
use crate::plan::{Alternative, Form, Group, Origin, Phrase};
use crate::schema::Place;
use crate::snapshot::Snapshot;
use crate::thesaurus::Thesaurus;

/// The commonest endings looked up for a word that is still being typed, in each place.
const ENDINGS: usize = 40;
/// The same after one or two letters, when nearly every page has a word that begins so.
const FIRST_ENDINGS: usize = 10;
const ENDING_WEIGHT: f32 = 0.8;
/// Another spelling is the same word.
const SPELLING_WEIGHT: f32 = 0.95;
/// What means the same weighs less than the word itself, so that the word as typed comes first.
const SYNONYM_WEIGHT: f32 = 0.4;

/// A word still being typed stands for every word that begins so.
pub fn by_endings(group: &mut Group, snapshot: &Snapshot) -> Result<(), Error> {
    if group.term.is_empty() {
        return Ok(());
    }
    group.beginning = Some(group.term.clone());
    let most = if group.term.chars().count() < 3 { FIRST_ENDINGS } else { ENDINGS };
    for place in Place::ALL {
        for ending in snapshot.endings(place, &group.term, most)? {
            let (term, place) = (ending.word, Some(place));
            let (form, weight, origin) = (Form::Word, ENDING_WEIGHT, Origin::Ending);
            group.terms.push(Alternative { term, form, weight, place, origin });
        }
    }
    Ok(())
}

/// Adds to those groups that are `meant` what stands for them beside the words themselves.
pub fn widen(
    groups: &mut [Group],
    thesaurus: &Thesaurus,
    snapshot: &Snapshot,
    meant: impl Fn(&Group) -> bool,
) -> Result<(), Error> {
    by_joining(groups, snapshot, &meant)?;
    by_spelling(groups, snapshot, &meant)?;
    by_meaning(groups, thesaurus, snapshot, &meant)
}

/// `follow up` finds `followup`; `healthvisitor` finds `health visitor`.
fn by_joining(groups: &mut [Group], snapshot: &Snapshot, meant: &impl Fn(&Group) -> bool) -> Result<(), Error> {
    for at in 1..groups.len() {
        let (one, two) = (groups[at - 1].said(), groups[at].said());
        if !(can_join(one) && can_join(two)) {
            continue;
        }
        let joined = format!("{one}{two}");
        let is_meant = meant(&groups[at - 1]) || meant(&groups[at]);
        if is_meant && snapshot.entries_with_word(&joined)? > 0 {
            groups[at - 1].add_word(&joined, 0.9, Origin::Joined);
            groups[at].add_word(&joined, 0.9, Origin::Joined);
        }
    }
    for group in groups.iter_mut().filter(|group| meant(group) && !group.common) {
        let term = group.said().to_owned();
        if term.len() < 6 || !term.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            continue;
        }
        // Of a word that is common as one, nobody misses those that write it as two.
        let as_one = snapshot.entries_with_word(&term)?;
        if as_one > 50 {
            continue;
        }
        for cut in 2..term.len() - 1 {
            let (one, two) = term.split_at(cut);
            if can_join(one)
                && can_join(two)
                && snapshot.entries_with_word(one)? > as_one
                && snapshot.entries_with_word(two)? > as_one
            {
                let words = vec![(0, one.to_owned()), (1, two.to_owned())];
                group.phrases.push(Phrase { words, weight: 0.9, origin: Origin::Joined });
            }
        }
    }
    Ok(())
}

/// Parts of words that are written apart or together by taste.
fn can_join(word: &str) -> bool {
    const PARTICLES: &[&str] = &["in", "off", "on", "out", "over", "up"];
    word.len() >= 2
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (!english::is_common(word) || PARTICLES.contains(&word))
}

/// British and American spellings of one word, and figures for numerals, where the library has them.
fn by_spelling(groups: &mut [Group], snapshot: &Snapshot, meant: &impl Fn(&Group) -> bool) -> Result<(), Error> {
    for group in groups.iter_mut().filter(|group| meant(group) && !group.common) {
        for spelling in spellings(group.said()) {
            if snapshot.entries_with_word(&spelling)? > 0 {
                group.add_word(&spelling, SPELLING_WEIGHT, Origin::Spelling);
            }
        }
    }
    Ok(())
}

/// Endings and syllables that are written in one way on this side of the ocean and in another on that.
const SYLLABLES: &[(&str, &str)] = &[
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("yse", "yze"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("tre", "ter"),
    ("logue", "log"),
    ("ll", "l"),
    ("mme", "m"),
    ("sulph", "sulf"),
    ("que", "ck"),
];

const NUMERALS: &[(&str, &str)] = &[
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("xi", "11"),
    ("xii", "12"),
];

/// Every way to write a word with one of its syllables in the other spelling; most of them are no words.
fn spellings(word: &str) -> Vec<String> {
    let numerals = NUMERALS.iter().flat_map(|(one, two)| [(one, two), (two, one)]);
    let mut spellings: Vec<String> =
        numerals.filter(|(one, _)| **one == word).map(|(_, two)| (*two).to_owned()).collect();
    if word.len() < 5 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return spellings;
    }
    for (british, american) in SYLLABLES {
        for (one, two) in [(british, american), (american, british)] {
            spellings.extend(
                word.match_indices(one).map(|(at, _)| format!("{}{two}{}", &word[..at], &word[at + one.len()..])),
            );
        }
    }
    spellings.sort_unstable();
    spellings.dedup();
    spellings.retain(|spelling| spelling != word);
    spellings
}

/// Words that mean the same, of the library's own. An expression of several words stands for each of them.
fn by_meaning(
    groups: &mut [Group],
    thesaurus: &Thesaurus,
    snapshot: &Snapshot,
    meant: &impl Fn(&Group) -> bool,
) -> Result<(), Error> {
    let mut at = 0;
    while at < groups.len() {
        let terms: Vec<&str> = groups[at..].iter().map(Group::said).take_while(|term| !term.is_empty()).collect();
        let Some((length, wider)) = thesaurus.longest(&terms) else {
            at += 1;
            continue;
        };
        let expression = &mut groups[at..at + length];
        at += length;
        if !expression.iter().any(meant) {
            continue;
        }
        // Common words inside an expression count as part of it.
        for group in expression.iter_mut().filter(|group| !group.common) {
            for words in wider {
                add_expression(group, words, snapshot)?;
            }
        }
    }
    Ok(())
}

fn add_expression(group: &mut Group, words: &[String], snapshot: &Snapshot) -> Result<(), Error> {
    if let [word] = words {
        if group.terms.iter().all(|known| known.term != *word) && snapshot.has_form_of(word)? {
            group.add_word(word, SYNONYM_WEIGHT, Origin::Synonym);
        }
        return Ok(());
    }
    let words = words.iter().cloned().enumerate().collect();
    let phrase = Phrase { words, weight: SYNONYM_WEIGHT, origin: Origin::Synonym };
    for (_, word) in &phrase.words {
        if snapshot.entries_with_word(word)? == 0 {
            return Ok(());
        }
    }
    group.phrases.push(phrase);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_the_ocean() {
        for (one, two) in [
            ("anaemia", "anemia"),
            ("paediatric", "pediatric"),
            ("oesophagus", "esophagus"),
            ("tumour", "tumor"),
            ("immunisation", "immunization"),
            ("paralyse", "paralyze"),
            ("centre", "center"),
            ("programme", "program"),
            ("counselling", "counseling"),
        ] {
            assert!(spellings(one).contains(&two.to_owned()), "{one}: {:?}", spellings(one));
            assert!(spellings(two).contains(&one.to_owned()), "{two}: {:?}", spellings(two));
        }
        assert_eq!(spellings("iii"), ["3"]);
        assert_eq!(spellings("3"), ["iii"]);
        assert!(spellings("flu").is_empty());
    }
}
