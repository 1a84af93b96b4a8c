//! Words broken at the ends of lines.

use std::collections::HashSet;

use super::lines::{Gaps, Line};

/// The line above ends in the middle of a word that goes on in the line below.
pub(super) fn breaks_word(above: &Line, below: &Line) -> bool {
    let mut end = above.text.trim_end().chars().rev();
    let broken = matches!(end.next(), Some('-' | '\u{ad}' | '\u{2010}')) && end.next().is_some_and(char::is_alphabetic);
    let near_size = above.size.min(below.size) > 0.87 * above.size.max(below.size);
    broken
        && near_size
        && above.gaps != Gaps::Uneven
        && below.text.trim_start().chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric())
}

/// Whether the hyphen at the end of `text` belongs to the word. The page itself often says; else beginnings of words
/// that are mostly written with a hyphen do.
pub(super) fn keeps_hyphen(text: &str, next: &str, words: &HashSet<String>) -> bool {
    const BEGINNINGS: &[&str] = &[
        "self", "well", "long", "short", "non", "co", "follow", "check", "drop", "day", "high", "low", "full", "part",
        "half", "side", "over", "under", "all", "one", "two", "three", "four", "five", "six", "first", "second",
        "third", "face", "step", "pre", "post", "multi", "anti", "x", "e", "covid", "out", "in", "re", "on", "up",
        "mid", "life", "end", "evidence", "person", "family",
    ];
    const SHORT_OF_THOSE: &[&str] = &[
        "in", "re", "on", "up", "out", "co", "e", "non", "pre", "post", "all", "over", "under", "multi", "anti", "end",
        "mid", "part", "life", "one", "step",
    ];
    if text.ends_with('\u{ad}') {
        return false;
    }
    let stem = text.strip_suffix(['-', '\u{2010}']).unwrap_or(text);
    let first = stem.rsplit(|c: char| !is_in_word(c)).next().unwrap_or_default().to_lowercase();
    let second = next.split(|c: char| !is_in_word(c)).next().unwrap_or_default().to_lowercase();
    if second.chars().next().is_some_and(char::is_numeric) || words.contains(&format!("{first}-{second}")) {
        return true;
    }
    if words.contains(&format!("{first}{second}")) {
        return false;
    }
    // The short ones begin many a word without a hyphen too: then what follows must be a word on this page.
    BEGINNINGS.contains(&first.as_str()) && (!SHORT_OF_THOSE.contains(&first.as_str()) || words.contains(&second))
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// The words of the page, in lower case, without the halves of broken ones.
pub(super) fn words_of(lines: &[Line]) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut after_break = false;
    for line in lines {
        for word in line.text.split(|c: char| !is_in_word(c)).filter(|word| !word.is_empty()) {
            if !word.ends_with('-') && !std::mem::take(&mut after_break) {
                words.insert(word.to_lowercase());
            }
        }
        after_break = line.text.trim_end().ends_with(['-', '\u{ad}', '\u{2010}']);
    }
    words
}
