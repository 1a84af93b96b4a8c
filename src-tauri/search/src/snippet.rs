//! The stretch of a page that shows best why it was found, with the words that were found marked in it.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use unicode_normalization::char::is_combining_mark;

use crate::analyser::{self, Joint, Piece, Spoken, Unit, english, pieces};
use crate::plan::{Form, Group};

/// The longest snippet, in Unicode scalar values.
pub const LONGEST: usize = 240;
/// A snippet shorter than this is filled up with the start of the next sentence.
const SHORT: usize = 100;
/// What is left before the first mark where no sentence starts near.
const LEAD: usize = 60;

/// Finds the words of a query in a text again.
#[derive(Default)]
pub struct Marker<'a> {
    words: HashMap<&'a str, usize, FxBuildHasher>,
    stems: HashMap<&'a str, usize, FxBuildHasher>,
    /// How the stems begin.
    stem_letters: Vec<[u8; 2]>,
    beginnings: Vec<(&'a str, usize)>,
    /// Numbers of the words that stand in any phrase.
    phrase_words: HashMap<&'a str, usize, FxBuildHasher>,
    /// Such words with their offsets, and the group.
    phrases: Vec<(Vec<(usize, usize)>, usize)>,
}

/// The first two letters of a word, which the stem of a Latin word has too, but for a y that becomes an i ("dying").
fn first_letters(word: &str) -> Option<[u8; 2]> {
    let bytes = word.as_bytes();
    let second = bytes.get(1).copied().unwrap_or_default();
    Some([*bytes.first()?, if second == b'y' { b'i' } else { second }])
}

/// A stretch of the text, in bytes, and the group that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    from: usize,
    to: usize,
    group: usize,
}

impl<'a> Marker<'a> {
    pub fn new(groups: &'a [Group]) -> Self {
        let mut marker = Self::default();
        for (nth, group) in groups.iter().enumerate().filter(|(_, group)| !group.common) {
            for alternative in &group.terms {
                match alternative.form {
                    Form::Stem => {
                        marker.stem_letters.extend(first_letters(&alternative.term));
                        marker
                            .stem_letters
                            .extend(english::irregular_forms(&alternative.term).filter_map(first_letters));
                        marker.stems.entry(&alternative.term).or_insert(nth)
                    }
                    _ => marker.words.entry(&alternative.term).or_insert(nth),
                };
            }
            marker.beginnings.extend(group.beginning.as_deref().map(|beginning| (beginning, nth)));
            for phrase in &group.phrases {
                let mut words = Vec::new();
                for (offset, word) in &phrase.words {
                    let next = marker.phrase_words.len();
                    words.push((*offset, *marker.phrase_words.entry(word).or_insert(next)));
                }
                marker.phrases.push((words, nth));
            }
        }
        marker.stem_letters.sort_unstable();
        marker.stem_letters.dedup();
        marker
    }

    /// The group that a word of a text stands for.
    fn group_of(&self, term: &str, spoken: Spoken) -> Option<usize> {
        let by_stem = || {
            // A Latin stem begins like its word: most words need not be stemmed to be passed over.
            let first = first_letters(term)?;
            if first.is_ascii() && (spoken == Spoken::Other || !self.stem_letters.contains(&first)) {
                return None;
            }
            self.stems.get(analyser::stem(term, spoken)?.as_str()).copied()
        };
        let by_beginning =
            || self.beginnings.iter().find(|(beginning, _)| term.starts_with(beginning)).map(|(_, group)| *group);
        self.words.get(term).copied().or_else(by_stem).or_else(by_beginning)
    }

    fn is_in_phrase(&self, term: &str) -> Option<usize> {
        if self.phrases.is_empty() { None } else { self.phrase_words.get(term).copied() }
    }

    fn marks(&self, text: &str, spoken: Spoken) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut words = Vec::new();
        pieces(text, |piece| match piece {
            Piece::Plain { term, from, to } => {
                marks.extend(self.group_of(term, spoken).map(|group| Mark { from, to, group }));
                words.push((self.is_in_phrase(term), from, to));
            }
            Piece::Unit(unit) => {
                self.mark_unit(&unit, spoken, &mut marks);
                words.extend(unit.words.iter().map(|word| (self.is_in_phrase(&word.term), word.from, word.to)));
            }
        });
        for (at, (_, from, _)) in words.iter().enumerate().filter(|(_, (number, ..))| number.is_some()) {
            for (phrase, group) in &self.phrases {
                let there = |offset: &usize| words.get(at + offset);
                let fits =
                    |(offset, word): &(usize, usize)| there(offset).is_some_and(|(there, ..)| *there == Some(*word));
                if phrase.iter().all(fits)
                    && let Some((_, _, to)) = phrase.last().and_then(|(offset, _)| there(offset))
                {
                    marks.push(Mark { from: *from, to: *to, group: *group });
                }
            }
        }
        marks.sort_unstable();
        marks
    }

    fn mark_unit(&self, unit: &Unit, spoken: Spoken, marks: &mut Vec<Mark>) {
        let whole = unit.joined.as_deref().and_then(|joined| self.group_of(joined, spoken));
        if let Some(group) = whole {
            return marks.push(Mark { from: unit.words[0].from, to: unit.words[unit.words.len() - 1].to, group });
        }
        if unit.joint == Joint::Letters {
            for pair in unit.words.windows(2) {
                if let Some(group) = self.words.get(format!("{}{}", pair[0].term, pair[1].term).as_str()) {
                    marks.push(Mark { from: pair[0].from, to: pair[1].to, group: *group });
                }
            }
        }
        for word in &unit.words {
            let terms = std::iter::once(&word.term).chain(&word.parts);
            if let Some(group) = terms.into_iter().find_map(|term| self.group_of(term, spoken)) {
                marks.push(Mark { from: word.from, to: word.to, group });
            }
        }
    }

    /// The densest stretch of a tidied text with its marks as ranges of Unicode scalar values, end exclusive.
    /// `weights` tell what each group is worth.
    pub fn snippet(&self, text: &str, spoken: Spoken, weights: &[f32]) -> (String, Vec<(u32, u32)>) {
        let text = Letters::of(text);
        let marks: Vec<(usize, usize, usize)> = self
            .marks(text.text, spoken)
            .into_iter()
            .map(|mark| (text.number(mark.from), text.number(mark.to), mark.group))
            .collect();
        let (from, to) = text.window(densest(&marks, weights));
        let snippet = text.letters[from..to].iter().map(|(_, c)| if c.is_whitespace() { ' ' } else { *c }).collect();
        let mut highlights: Vec<(u32, u32)> = Vec::new();
        for (start, end, _) in marks {
            let (start, end) = (start.clamp(from, to), end.clamp(from, to));
            if start == end {
                continue;
            }
            let (start, end) = ((start - from) as u32, (end - from) as u32);
            match highlights.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => highlights.push((start, end)),
            }
        }
        (snippet, highlights)
    }
}

/// The run of marks, not longer than a snippet, that has most of the words; the first of equals.
fn densest(marks: &[(usize, usize, usize)], weights: &[f32]) -> (usize, usize) {
    let mut best = (0.0, (0, 0));
    for (at, (from, first_end, _)) in marks.iter().enumerate() {
        let mut groups = 0_u64;
        let mut value = 0.0;
        let mut end = *first_end;
        for (_, to, group) in marks[at..].iter().take_while(|(_, to, _)| to - from <= LONGEST) {
            let weight = weights.get(*group).copied().unwrap_or(1.0).max(0.01);
            value += if groups & 1 << group == 0 { weight } else { weight * 0.05 };
            groups |= 1 << group;
            end = end.max(*to);
        }
        if value > best.0 {
            best = (value, (*from, end));
        }
    }
    best.1
}

/// A text by Unicode scalar values.
struct Letters<'a> {
    text: &'a str,
    letters: Vec<(usize, char)>,
}

impl<'a> Letters<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, letters: text.char_indices().collect() }
    }

    /// Number of the letter at a byte.
    fn number(&self, byte: usize) -> usize {
        self.letters.partition_point(|(at, _)| *at < byte)
    }

    fn is_space(&self, at: usize) -> bool {
        self.letters.get(at).is_some_and(|(_, c)| c.is_whitespace())
    }

    /// A stretch around the core, of whole sentences where they fit, else of whole words.
    fn window(&self, (from, to): (usize, usize)) -> (usize, usize) {
        let to = to.min(from + LONGEST);
        let room = LONGEST - (to - from);
        let mut start = (from.saturating_sub(room)..=from)
            .rev()
            .find(|at| self.starts_sentence(*at))
            .unwrap_or_else(|| self.word_start(from.saturating_sub(room.min(LEAD)), from));
        let furthest = (start + LONGEST).min(self.letters.len());
        let sentence = (to..=furthest).rev().find(|at| self.ends_sentence(*at));
        let end = match sentence {
            Some(end) if end - start >= SHORT || end == self.letters.len() => end,
            _ => self.word_end(furthest, to),
        };
        let earliest = end.saturating_sub(LONGEST);
        start = (earliest..start).find(|at| self.starts_sentence(*at)).unwrap_or(start);
        self.trimmed(start, end)
    }

    fn trimmed(&self, mut start: usize, mut end: usize) -> (usize, usize) {
        while start < end && self.is_space(start) {
            start += 1;
        }
        while end > start && self.is_space(end - 1) {
            end -= 1;
        }
        (start, end)
    }

    fn starts_sentence(&self, at: usize) -> bool {
        at == 0 || (!self.is_space(at) && self.ends_sentence_before(at))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        at == self.letters.len()
            || (at > 0 && !self.is_space(at - 1) && self.is_space(at) && self.ends_sentence_before(at + 1))
            || (at > 0 && is_full_width_stop(self.letters[at - 1].1))
    }

    /// A line feed, or a full stop of some script with a space, stands just before.
    fn ends_sentence_before(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.letters.get(at)).map(|(_, c)| *c);
        match before(1) {
            Some('\n') => true,
            Some(c) if is_full_width_stop(c) => true,
            Some(c) if c.is_whitespace() => {
                let closing = before(2).is_some_and(|c| matches!(c, '"' | '”' | '’' | ')' | ']' | '\''));
                before(if closing { 3 } else { 2 }).is_some_and(is_stop)
            }
            _ => false,
        }
    }

    /// The first start of a word from here on, but not after `latest`.
    fn word_start(&self, at: usize, latest: usize) -> usize {
        if at == 0 {
            return 0;
        }
        (at..=latest)
            .find(|at| self.is_space(at - 1) && !self.is_space(*at))
            .or_else(|| (at..=latest).find(|at| self.can_cut(*at)))
            .unwrap_or(latest)
    }

    /// The last end of a word up to here, but not before `earliest`.
    fn word_end(&self, at: usize, earliest: usize) -> usize {
        if at == self.letters.len() {
            return at;
        }
        (earliest..=at)
            .rev()
            .find(|at| self.is_space(*at))
            .or_else(|| (earliest..=at).rev().find(|at| self.can_cut(*at)))
            .unwrap_or(earliest)
    }

    /// In scripts without spaces: not before a mark or a joiner, which belong to what stands before them.
    fn can_cut(&self, at: usize) -> bool {
        let joins = |c: char| {
            is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
        };
        let before = at.checked_sub(1).and_then(|at| self.letters.get(at));
        !self.letters.get(at).is_some_and(|(_, c)| joins(*c)) && before.is_none_or(|(_, c)| *c != '\u{200D}')
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥') || is_full_width_stop(c)
}

fn is_full_width_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &[&str], text: &str) -> String {
        let groups: Vec<Group> = words.iter().map(|word| Group::of_word(word, word)).collect();
        let (snippet, highlights) = Marker::new(&groups).snippet(text, Spoken::English, &vec![1.0; words.len()]);
        let mut letters: Vec<String> = snippet.chars().map(String::from).collect();
        for (from, to) in highlights {
            letters[from as usize].insert(0, '[');
            letters[to as usize - 1].push(']');
        }
        letters.concat()
    }

    #[test]
    fn sentences_are_kept_whole_where_they_fit() {
        let before =
            "Nothing of note stands in this sentence, which is here to be left out of what is shown. ".repeat(3);
        let after = "And this is what follows when all has been said. ".repeat(6);
        assert_eq!(
            shown(&["asthma"], &format!("{before}People with asthma wheeze. {after}")),
            format!("People with [asthma] wheeze. {}", after[..196].trim())
        );
        assert_eq!(shown(&["asthma"], "Über asthmas.\nNew paragraph"), "Über [asthmas]. New paragraph");
    }

    #[test]
    fn without_sentences_words_are_kept_whole() {
        let text = format!("{}needle{}", "straw ".repeat(100), " straw".repeat(100));
        let shown = shown(&["needle"], &text);
        assert!(shown.starts_with("straw ") && shown.ends_with(" straw") && shown.contains("[needle]"), "{shown}");
        assert!(shown.chars().count() <= LONGEST + 2);
    }

    #[test]
    fn the_place_with_most_words_wins() {
        let gap = "Filler sentence without them. ".repeat(20);
        let text = format!("Flu. Flu. Flu. {gap}Flu jab for carers. {gap}Carers.");
        assert!(shown(&["flu", "jab", "carer"], &text).contains("[Flu] [jab] for [carers]."));
    }

    #[test]
    fn scripts_without_spaces_are_cut_between_letters() {
        let text = "健康是一种身体上的状态".repeat(60);
        let shown = shown(&["状态"], &text);
        assert!(shown.chars().filter(|c| !"[]".contains(*c)).count() <= LONGEST && shown.contains("[状态]"), "{shown}");
    }

    #[test]
    fn stems_begin_like_their_words() {
        let words = include_str!("../data/english.txt").lines().filter(|line| !line.starts_with('#'));
        for word in words.chain(["dying", "lying", "tying", "skies", "ally", "aye"]) {
            let stem = analyser::stem(word, Spoken::English).unwrap_or_else(|| word.to_owned());
            let meets = first_letters(&stem) == first_letters(word);
            assert!(meets || english::irregular_forms(&stem).any(|form| form == word), "{word} {stem}");
        }
    }

    #[test]
    fn a_text_without_the_words_is_shown_from_its_start() {
        assert_eq!(shown(&["asthma"], "First. Second."), "First. Second.");
        assert_eq!(shown(&["asthma"], ""), "");
    }
}
