//! More terms for a word: endings of the word being typed, words written apart or together, misspellings.

use crate::Error;
use crate::analyser::english;
use crate::plan::{Alternative, Form, Group, Phrase, Plan};
use crate::schema::Place;
use crate::snapshot::Snapshot;

/// The commonest endings looked up for a word that is still being typed, in each place.
const ENDINGS: usize = 40;
const ENDING_WEIGHT: f32 = 0.8;
/// Corrections looked up for a misspelt word.
const CORRECTIONS: usize = 3;
/// More misspelt words than these are not corrected: it is not English then, or not text.
const MOST_CORRECTED: usize = 12;

/// A word still being typed stands for every word that begins so.
pub fn by_endings(group: &mut Group, snapshot: &Snapshot) -> Result<(), Error> {
    if group.term.is_empty() {
        return Ok(());
    }
    group.beginning = Some(group.term.clone());
    for place in Place::ALL {
        for ending in snapshot.endings(place, &group.term, ENDINGS)? {
            let (term, place) = (ending.word, Some(place));
            group.terms.push(Alternative { term, form: Form::Word, weight: ENDING_WEIGHT, place });
        }
    }
    Ok(())
}

/// `follow up` finds `followup`; `healthvisitor` finds `health visitor`.
pub fn by_joining(groups: &mut [Group], snapshot: &Snapshot) -> Result<(), Error> {
    for at in 1..groups.len() {
        let (one, two) = (&groups[at - 1].term, &groups[at].term);
        if !(can_join(one) && can_join(two)) {
            continue;
        }
        let joined = format!("{one}{two}");
        if snapshot.entries_with_word(&joined)? > 0 {
            groups[at - 1].add_word(&joined, 0.9, None);
            groups[at].add_word(&joined, 0.9, None);
        }
    }
    for group in groups.iter_mut() {
        let term = group.term.clone();
        if term.len() < 6 || !term.bytes().all(|byte| byte.is_ascii_alphanumeric()) || group.common {
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
                group.phrases.push(Phrase { words, weight: 0.9 });
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

/// Words that are nowhere in the library are taken for the nearest that are.
pub fn by_correcting(plan: &mut Plan, snapshot: &Snapshot) -> Result<(), Error> {
    let mut corrected = 0;
    for group in plan.groups.iter_mut().filter(|group| !group.common && !group.term.is_empty()) {
        let letters = group.term.chars().count();
        if corrected == MOST_CORRECTED
            || letters < 4
            || group.term.chars().any(char::is_numeric)
            || is_known(group, snapshot)?
        {
            continue;
        }
        let mut distance = 1;
        let mut similar = snapshot.similar(&group.term, 1, false, 50)?;
        if similar.is_empty() && letters >= 8 {
            distance = 2;
            similar = snapshot.similar(&group.term, 2, false, 50)?;
        }
        if similar.is_empty() && group.beginning.is_some() {
            distance = 1;
            similar = snapshot.similar(&group.term, 1, true, 50)?;
        }
        // A slip seldom hits the first letter.
        similar.sort_by_key(|found| found.word.chars().next() != group.term.chars().next());
        for (rank, found) in similar.iter().take(CORRECTIONS).enumerate() {
            let weight = 0.8_f32.powi(distance) * 0.7_f32.powi(rank as i32);
            group.add_word(&found.word, weight, None);
        }
        if let Some(best) = similar.first() {
            group.corrected = Some(best.word.clone());
            corrected += 1;
        }
    }
    if corrected > 0 {
        plan.corrected_key = corrected_key(plan);
    }
    Ok(())
}

/// True where the word, or something that stands for the very word, is in the library.
fn is_known(group: &Group, snapshot: &Snapshot) -> Result<bool, Error> {
    for term in &group.terms {
        let there = match term.form {
            Form::Word | Form::WordWithStem => snapshot.entries_with_word(&term.term)?,
            Form::Stem => 0,
        };
        if there > 0 && (term.weight >= 0.8) {
            return Ok(true);
        }
    }
    for phrase in &group.phrases {
        if snapshot.has_phrase(phrase)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn corrected_key(plan: &Plan) -> String {
    let mut words: Vec<&str> = plan.key.split(' ').collect();
    for group in &plan.groups {
        if let Some(corrected) = &group.corrected {
            words.iter_mut().filter(|word| **word == group.term).for_each(|word| *word = corrected);
        }
    }
    words.join(" ")
}
