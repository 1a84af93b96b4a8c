//! What each filter offers, and how many resources each of its values leaves.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use catalogue::{Choice, Choices, SearchQuery, WithoutFilter, is_in_language};
use store::Filed;

/// One bit for each filter.
const KIND: u8 = 1;
const TOPIC: u8 = 2;
const LANGUAGE: u8 = 4;
const YEAR: u8 = 8;
const WITH_TEXT: u8 = 16;
const HERE: u8 = 32;

/// Whether a resource passes every filter of the query.
pub(super) fn passes(filed: &Filed, query: &SearchQuery) -> bool {
    fails(filed, query) == 0
}

/// The filters of the query that leave it out.
fn fails(filed: &Filed, query: &SearchQuery) -> u8 {
    let bit = |fails: bool, filter: u8| if fails { filter } else { 0 };
    let year = |year: &i16| filed.years.as_ref().is_some_and(|years| years.contains(year));
    bit(query.kind.is_some_and(|kind| kind != filed.kind), KIND)
        | bit(query.topic.as_ref().is_some_and(|topic| !filed.topics.contains(topic)), TOPIC)
        | bit(query.language.as_ref().is_some_and(|asked| !is_in_language(asked, &filed.language)), LANGUAGE)
        | bit(query.year.as_ref().is_some_and(|asked| !year(asked)), YEAR)
        | bit(query.with_text && !filed.files.with_text, WITH_TEXT)
        | bit(query.here && !filed.files.here, HERE)
}

/// What the query's filters leave of `found`, which is all that has its words. `offered` are the resources that it may
/// be about at all.
pub(super) fn choices<'a>(query: &SearchQuery, found: &[&'a Filed], offered: &[&'a Filed]) -> Choices {
    let failed: Vec<u8> = found.iter().map(|filed| fails(filed, query)).collect();
    let left = |filter: u8| found.iter().zip(&failed).filter(move |(_, failed)| **failed & !filter == 0);
    let count = |filter| left(filter).count() as u32;
    let counted = |filter, fits: fn(&Filed) -> bool| left(filter).filter(|(filed, _)| fits(filed)).count() as u32;
    let mut years: BTreeSet<i16> = offered.iter().filter_map(|filed| filed.years.clone()).flatten().collect();
    years.extend(query.year);
    Choices {
        kinds: values(found.iter().map(|filed| filed.kind), left(KIND).map(|(filed, _)| filed.kind), query.kind),
        topics: values(
            found.iter().flat_map(|filed| &filed.topics),
            left(TOPIC).flat_map(|(filed, _)| &filed.topics),
            query.topic.as_ref(),
        ),
        languages: values(
            found.iter().map(|filed| &filed.language),
            left(LANGUAGE).map(|(filed, _)| &filed.language),
            query.language.as_ref(),
        ),
        years: years.into_iter().rev().collect(),
        with_text: counted(WITH_TEXT, |filed| filed.files.with_text),
        here: counted(HERE, |filed| filed.files.here),
        without: WithoutFilter {
            kind: count(KIND),
            topic: count(TOPIC),
            language: count(LANGUAGE),
            year: count(YEAR),
            with_text: count(WITH_TEXT),
            here: count(HERE),
        },
    }
}

/// The values of all, most first, then by name, with their number among those that are left. The chosen one is there
/// too, even where it leaves nothing.
fn values<Key: Copy + Eq + Hash + Ord + Into<Value>, Value>(
    all: impl Iterator<Item = Key>,
    left: impl Iterator<Item = Key>,
    chosen: Option<Key>,
) -> Vec<Choice<Value>> {
    let mut ranks = counts(all);
    if let Some(chosen) = chosen {
        ranks.entry(chosen).or_default();
    }
    let left = counts(left);
    let mut ranked: Vec<(Key, u32)> = ranks.into_iter().collect();
    ranked.sort_by(|(one, rank), (other, other_rank)| (Reverse(rank), one).cmp(&(Reverse(other_rank), other)));
    ranked
        .into_iter()
        .map(|(value, _)| Choice { count: left.get(&value).copied().unwrap_or_default(), value: value.into() })
        .collect()
}

fn counts<Key: Eq + Hash>(values: impl Iterator<Item = Key>) -> HashMap<Key, u32> {
    let mut counts = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}
