//! Terms for a word that is nowhere in the library: the initials of a title, the word that was meant, the words most
//! like it. A word that the library has is never touched.

use crate::Error;
use crate::analyser::english;
use crate::dictionary::Found;
use crate::plan::{Form, Group, Origin, Plan};
use crate::slip::slip;
use crate::snapshot::Snapshot;
use crate::thesaurus::Thesaurus;

/// Corrections looked up for a misspelt word.
const CORRECTIONS: usize = 3;
/// More misspelt words than these are not corrected: it is not English then, or not text.
const MOST_CORRECTED: usize = 12;
/// Words in reach that are weighed against one another.
const CANDIDATES: usize = 200;
/// Of them, those that are looked up beside the words around.
const CLOSEST: usize = 12;
/// What it is worth, in the measure of [`slip`], that a word stands beside another of the query in the library.
const NEIGHBOURS: u32 = 3;
/// Titles that a word may be the initials of.
const MOST_TITLES: usize = 8;
/// Words like one that is nowhere.
const MOST_LIKE: usize = 5;
const LIKE_WEIGHT: f32 = 0.5;
/// Letters that two words must share at their beginning or end to be like.
const FEWEST_SHARED: usize = 5;

/// Words that are nowhere in the library are taken for the nearest that are, or that the thesaurus knows.
pub fn by_correcting(plan: &mut Plan, thesaurus: &Thesaurus, snapshot: &Snapshot) -> Result<(), Error> {
    let mut corrected = 0;
    for at in 0..plan.groups.len() {
        let group = &plan.groups[at];
        let letters = group.term.chars().count();
        if group.common
            || corrected == MOST_CORRECTED
            || letters < 4
            || !group.titles.is_empty()
            || group.term.chars().any(char::is_numeric)
            || is_spelt_right(&group.term, thesaurus)
            || is_known(group, snapshot)?
        {
            continue;
        }
        let mut distance = 1;
        let mut similar = snapshot.similar(&group.term, 1, false, CANDIDATES)?;
        if similar.is_empty() {
            similar = thesaurus.similar(&group.term);
        }
        if similar.is_empty() && letters >= 8 {
            distance = 2;
            similar = snapshot.similar(&group.term, 2, false, CANDIDATES)?;
        }
        if similar.is_empty() && group.beginning.is_some() {
            distance = 1;
            similar = snapshot.similar(&group.term, 1, true, CANDIDATES)?;
        }
        let best = likeliest(similar, at, plan, snapshot)?;
        let group = &mut plan.groups[at];
        for (rank, word) in best.iter().enumerate() {
            let weight = 0.8_f32.powi(distance) * 0.7_f32.powi(rank as i32);
            group.add_word(word, weight, Origin::Correction);
        }
        if let Some(best) = best.into_iter().next() {
            group.corrected = Some(best);
            corrected += 1;
        }
    }
    if corrected > 0 {
        plan.corrected_key = corrected_key(plan);
    }
    Ok(())
}

/// The likeliest of the words that may have been meant, best first: by how one slips, by what stands beside the words
/// around it in the library, and of equals the commoner.
fn likeliest(similar: Vec<Found>, at: usize, plan: &Plan, snapshot: &Snapshot) -> Result<Vec<String>, Error> {
    let typed = &plan.groups[at].term;
    let mut costs: Vec<(u32, String)> =
        similar.into_iter().map(|found| (slip(typed, &found.word), found.word)).collect();
    // Commonest first already, and the sort keeps the order of equals.
    costs.sort_by_key(|(cost, _)| *cost);
    costs.truncate(CLOSEST);
    let said = |at: usize| plan.groups.get(at).map(Group::said).filter(|word| !word.is_empty());
    let before = at.checked_sub(1).and_then(said);
    let after = said(at + 1);
    for (cost, word) in &mut costs {
        let pairs = [before.map(|before| (before, word.as_str())), after.map(|after| (word.as_str(), after))];
        for (one, two) in pairs.into_iter().flatten() {
            if snapshot.are_neighbours(one, two)? {
                *cost = cost.saturating_sub(NEIGHBOURS);
            }
        }
    }
    costs.sort_by_key(|(cost, _)| *cost);
    Ok(costs.into_iter().take(CORRECTIONS).map(|(_, word)| word).collect())
}

/// A short word that is nowhere may be the initials of a title: `SALT` of "Speech and language therapy". In capitals
/// it is rather that than misspelt, so those are looked at first, and others when no correction was found.
pub fn by_initials(groups: &mut [Group], in_capitals: bool, snapshot: &Snapshot) -> Result<(), Error> {
    let is_asked = |group: &Group| !group.common && group.corrected.is_none() && group.titles.is_empty();
    let is_capital = |group: &Group| !group.typed.chars().any(char::is_lowercase);
    for group in groups.iter_mut().filter(|group| is_asked(group) && (is_capital(group) || !in_capitals)) {
        let letters = group.term.bytes().take_while(u8::is_ascii_alphabetic).count();
        let figures = &group.term[letters..];
        let fits =
            (2..=8).contains(&letters) && figures.len() <= 2 && figures.bytes().all(|byte| byte.is_ascii_digit());
        if fits && !is_known(group, snapshot)? {
            group.titles = snapshot.titles_with_initials(&group.term, MOST_TITLES)?;
        }
    }
    Ok(())
}

/// A word that is nowhere and no slip of another stands, weakly, for the words that begin or end like it.
pub fn by_likeness(groups: &mut [Group], thesaurus: &Thesaurus, snapshot: &Snapshot) -> Result<(), Error> {
    for group in groups.iter_mut().filter(|group| !group.common && group.corrected.is_none() && group.titles.is_empty())
    {
        let plain = group.term.len() > FEWEST_SHARED && group.term.bytes().all(|byte| byte.is_ascii_lowercase());
        if !plain || is_known(group, snapshot)? {
            continue;
        }
        let mut like: Vec<String> =
            snapshot.beginning_with(&group.term, MOST_LIKE)?.into_iter().map(|found| found.word).collect();
        let is_strange = !is_spelt_right(&group.term, thesaurus);
        if like.is_empty() && is_strange {
            let similar = snapshot.similar(&group.term, 1, true, MOST_LIKE)?;
            like.extend(similar.into_iter().map(|found| found.word));
        }
        if like.is_empty() && is_strange {
            like.extend(longest_part(&group.term, snapshot)?);
        }
        if like.is_empty() && is_strange {
            let similar = snapshot.similar(&group.term, 2, false, MOST_LIKE)?;
            like.extend(similar.into_iter().map(|found| found.word));
        }
        for word in &like {
            group.add_word(word, LIKE_WEIGHT, Origin::Near);
        }
        group.near = like;
    }
    Ok(())
}

/// The longest end of the word that is a word of the library, else the longest beginning.
fn longest_part(term: &str, snapshot: &Snapshot) -> Result<Option<String>, Error> {
    let ends = (1..=term.len() - FEWEST_SHARED).map(|from| &term[from..]);
    let beginnings = (FEWEST_SHARED..term.len()).rev().map(|to| &term[..to]);
    for part in ends.chain(beginnings) {
        if snapshot.entries_with_word(part)? > 0 {
            return Ok(Some(part.to_owned()));
        }
    }
    Ok(None)
}

/// A word that the library lacks, and that is no slip of another: "heart" is not "hear".
fn is_spelt_right(term: &str, thesaurus: &Thesaurus) -> bool {
    english::is_word(term) || thesaurus.knows(term)
}

/// True where the word, or something that stands for the very word, is in the library.
fn is_known(group: &Group, snapshot: &Snapshot) -> Result<bool, Error> {
    for term in group.terms.iter().filter(|term| term.form != Form::Stem) {
        if snapshot.entries_with_word(&term.term)? > 0 {
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
