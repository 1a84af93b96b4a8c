//! Which addresses are asked again in this refresh.
//!
//! The pages of the list are read every time. Asking for every other page and file as well would cost a site of a
//! thousand leaflets a thousand requests, twice a day from every laptop, to be told "not modified" each time. So they
//! take turns: those that were not asked for the longest time come first, and whatever a changed page names is asked
//! for at once (its address is marked as never checked, see `Store::addresses_checked`). A small library is looked at whole every
//! time; in a large one each address has its turn within [`ROUNDS`] refreshes: two weeks at two refreshes a day.

use std::collections::HashSet;

use catalogue::Timestamp;

/// Refreshes in which every address has had its turn.
const ROUNDS: usize = 28;

/// What is known of an address before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Never asked, or not whole here: always asked.
    Nothing,
    /// It answered, and was asked last at this moment; the epoch means "ask at once".
    Here(Timestamp),
}

/// Those of the addresses that are asked now: all of which nothing is known, and at least so many of the others.
pub(super) fn whose_turn<'a>(addresses: &[(&'a str, Known)], at_least: usize) -> HashSet<&'a str> {
    let mut asked: HashSet<&str> = HashSet::new();
    let mut waiting: Vec<(Timestamp, &str)> = Vec::new();
    for (url, known) in addresses {
        match known {
            Known::Here(at) if *at > Timestamp::UNIX_EPOCH => waiting.push((*at, url)),
            _ => {
                asked.insert(url);
            }
        }
    }
    waiting.sort();
    let turns = at_least.max(waiting.len().div_ceil(ROUNDS));
    asked.extend(waiting.into_iter().take(turns).map(|(_, url)| url));
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Known {
        Known::Here(Timestamp::from_second(second).unwrap())
    }

    fn asked(addresses: &[(&'static str, Known)], at_least: usize) -> Vec<&'static str> {
        let mut asked: Vec<_> = whose_turn(addresses, at_least).into_iter().collect();
        asked.sort_unstable();
        asked
    }

    #[test]
    fn the_unknown_and_the_marked_always_and_the_longest_unasked_first() {
        let addresses = [("a", at(30)), ("b", at(10)), ("c", Known::Nothing), ("d", at(0)), ("e", at(20))];
        for (at_least, expected) in
            [(0, vec!["b", "c", "d"]), (2, vec!["b", "c", "d", "e"]), (9, vec!["a", "b", "c", "d", "e"])]
        {
            assert_eq!(asked(&addresses, at_least), expected, "{at_least}");
        }
    }

    #[test]
    fn every_address_has_its_turn_within_the_rounds() {
        let names: Vec<String> = (0..1000).map(|n| format!("{n:04}")).collect();
        let mut last = vec![1_i64; names.len()];
        for round in 0..ROUNDS {
            let addresses: Vec<_> = names.iter().zip(&last).map(|(name, last)| (name.as_str(), at(*last))).collect();
            let asked = whose_turn(&addresses, 10);
            assert!(asked.len() <= 1000 / ROUNDS + 1);
            for (index, name) in names.iter().enumerate() {
                if asked.contains(name.as_str()) {
                    last[index] = 100 + round as i64;
                }
            }
        }
        assert!(last.iter().all(|last| *last >= 100));
    }
}
