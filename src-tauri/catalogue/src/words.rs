//! The words that changed between two texts, with a few unchanged ones around them.
//!
//! The work is bounded whatever the texts are, so that a report of three hundred pages can be compared while a reader
//! waits: sentences that stand once in both texts are the fixed points, and only what lies between two of them is
//! compared word by word.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::{ChangedWords, PageText};

/// Unchanged words shown on either side.
const AROUND: usize = 4;
/// So few unchanged words between two changes are shown as a part of one.
const JOINED_OVER: usize = 2;
/// Stretches shown.
const MOST_STRETCHES: usize = 5;
/// Words of one stretch shown, of those removed and of those added each.
const MOST_WORDS: usize = 30;
/// Words of one text that are compared word by word at a time; the work may take their square.
const MOST_AT_A_TIME: usize = 1_500;
/// Words of both texts that are compared word by word in all.
const MOST_IN_ALL: usize = 20_000;

/// What a comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordChanges {
    /// In reading order, a handful at most.
    pub words: Vec<ChangedWords>,
    /// There is more than `words` shows.
    pub more: bool,
}

impl WordChanges {
    /// The texts are the same to a reader.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.more
    }
}

/// Compares two texts without pages. White space, and the forms of dashes, quotes and ligatures, do not count.
pub fn changed_words(before: &str, after: &str) -> WordChanges {
    compare([(None, before)].into_iter(), [(None, after)].into_iter())
}

/// Compares two documents. A stretch is on the page where it begins in the later one.
pub fn changed_words_of_pages(before: &[PageText], after: &[PageText]) -> WordChanges {
    fn pages(text: &[PageText]) -> impl Iterator<Item = (Option<u32>, &str)> {
        text.iter().map(|page| (page.page, page.text.as_str()))
    }
    compare(pages(before), pages(after))
}

/// One word as it stands in its text.
struct Word<'a> {
    text: &'a str,
    page: Option<u32>,
    /// No white space before it: a part of a line in a script that parts no words.
    glued: bool,
}

/// A text as words, and each word as a number that equal words share.
#[derive(Default)]
struct Words<'a> {
    words: Vec<Word<'a>>,
    keys: Vec<u32>,
    /// Where sentences and lines end: the index after the last word, rising.
    ends: Vec<usize>,
}

/// A change: these words of the one text became those of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    old: Range<usize>,
    new: Range<usize>,
}

fn compare<'a>(
    before: impl Iterator<Item = (Option<u32>, &'a str)>,
    after: impl Iterator<Item = (Option<u32>, &'a str)>,
) -> WordChanges {
    let mut numbers = HashMap::new();
    let (old, new) = (Words::read(before, &mut numbers), Words::read(after, &mut numbers));
    let (stretches, mut more) = stretches(&old, &new);
    let shown = worth_showing(&stretches, &old, &new);
    more |= shown.len() < stretches.len();
    let mut words = Vec::new();
    for index in shown {
        let stretch = &stretches[index];
        let from = index.checked_sub(1).map_or(0, |previous| stretches[previous].new.end);
        let to = stretches.get(index + 1).map_or(new.words.len(), |next| next.new.start);
        let (removed, cut_removed) = old.shortened(stretch.old.clone());
        let (added, cut_added) = new.shortened(stretch.new.clone());
        more |= cut_removed | cut_added;
        words.push(ChangedWords {
            before: new.text(stretch.new.start.saturating_sub(AROUND).max(from)..stretch.new.start),
            removed,
            added,
            after: new.text(stretch.new.end..(stretch.new.end + AROUND).min(to)),
            page: new.page_at(stretch.new.start),
        });
    }
    WordChanges { words, more }
}

/// The first few, in reading order. Lone numbers come last of all: where a page is put in, the numbers of all pages
/// behind it change.
fn worth_showing(stretches: &[Stretch], old: &Words<'_>, new: &Words<'_>) -> Vec<usize> {
    let is_number = |words: &Words<'_>, range: &Range<usize>| {
        words.words[range.clone()].iter().all(|word| word.text.chars().all(char::is_numeric))
    };
    let lone = |stretch: &Stretch| is_number(old, &stretch.old) && is_number(new, &stretch.new);
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|index| lone(&stretches[*index]));
    order.truncate(MOST_STRETCHES);
    order.sort_unstable();
    order
}

/// Every change in reading order, and whether some of them were not looked at closely.
fn stretches(old: &Words<'_>, new: &Words<'_>) -> (Vec<Stretch>, bool) {
    let mut found: Vec<Stretch> = Vec::new();
    let (mut left, mut more) = (MOST_IN_ALL, false);
    for gap in gaps(old, new) {
        let (old_keys, new_keys) = (&old.keys[gap.old.clone()], &new.keys[gap.new.clone()]);
        let is_small = old_keys.len().max(new_keys.len()) <= MOST_AT_A_TIME;
        let one_sided = old_keys.is_empty() || new_keys.is_empty();
        if one_sided || !is_small || old_keys.len() + new_keys.len() > left {
            more |= !one_sided;
            join(&mut found, gap);
            continue;
        }
        left -= old_keys.len() + new_keys.len();
        for op in capture_diff_slices(Algorithm::Myers, old_keys, new_keys) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            let (old, new) = (shift(op.old_range(), gap.old.start), shift(op.new_range(), gap.new.start));
            join(&mut found, Stretch { old, new });
        }
    }
    (found, more)
}

fn join(found: &mut Vec<Stretch>, next: Stretch) {
    match found.last_mut() {
        Some(last) if next.new.start - last.new.end <= JOINED_OVER && next.old.start - last.old.end <= JOINED_OVER => {
            last.old.end = next.old.end;
            last.new.end = next.new.end;
        }
        _ => found.push(next),
    }
}

/// What lies between the fixed points, without the words at its ends that are the same on both sides.
fn gaps(old: &Words<'_>, new: &Words<'_>) -> Vec<Stretch> {
    let mut gaps = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let end = (old.words.len()..old.words.len(), new.words.len()..new.words.len());
    for (old_fixed, new_fixed) in fixed_points(old, new).into_iter().chain([end]) {
        let mut gap = Stretch { old: old_at..old_fixed.start, new: new_at..new_fixed.start };
        (old_at, new_at) = (old_fixed.end, new_fixed.end);
        let (a, b) = (&old.keys[gap.old.clone()], &new.keys[gap.new.clone()]);
        let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        gap.old.start += same;
        gap.new.start += same;
        let same = a[same..].iter().rev().zip(b[same..].iter().rev()).take_while(|(a, b)| a == b).count();
        gap.old.end -= same;
        gap.new.end -= same;
        if !gap.old.is_empty() || !gap.new.is_empty() {
            gaps.push(gap);
        }
    }
    gaps
}

/// Sentences that stand exactly once in either text and in the same order in both: the longest such row of them.
fn fixed_points(old: &Words<'_>, new: &Words<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let in_old = only_once(old);
    let mut pairs: Vec<(Range<usize>, Range<usize>)> =
        only_once(new).into_iter().filter_map(|(keys, in_new)| Some((in_old.get(keys)?.clone()?, in_new?))).collect();
    pairs.sort_by_key(|(_, in_new)| in_new.start);
    longest_rising(&pairs)
}

/// The sentences of a text with their places; none where one stands twice.
fn only_once<'a>(words: &'a Words<'_>) -> HashMap<&'a [u32], Option<Range<usize>>> {
    let mut found: HashMap<&[u32], Option<Range<usize>>> = HashMap::new();
    for sentence in words.sentences() {
        found.entry(&words.keys[sentence.clone()]).and_modify(|once| *once = None).or_insert(Some(sentence));
    }
    found
}

/// The longest part of the row whose first ranges rise too.
fn longest_rising(pairs: &[(Range<usize>, Range<usize>)]) -> Vec<(Range<usize>, Range<usize>)> {
    // For each length, the pair with the lowest end of a rising row of that length; and for each pair the one before.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (in_old, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0.start < in_old.start);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        row.push(pairs[index].clone());
        at = before[index];
    }
    row.reverse();
    row
}

impl<'a> Words<'a> {
    fn read(pages: impl Iterator<Item = (Option<u32>, &'a str)>, numbers: &mut HashMap<String, u32>) -> Self {
        let mut read = Self::default();
        for (page, text) in pages {
            for line in text.lines() {
                for chunk in line.split_whitespace() {
                    let whole = [chunk];
                    let parts: Vec<&str> = if chunk.chars().any(parts_no_words) {
                        chunk.split_word_bounds().collect()
                    } else {
                        whole.into()
                    };
                    for (at, text) in parts.into_iter().enumerate() {
                        read.push(Word { text, page, glued: at > 0 }, numbers);
                    }
                    if chunk.ends_with(['.', '?', '!', ':', '।', '؟', '。', '！', '？']) {
                        read.end_sentence();
                    }
                }
                read.end_sentence();
            }
        }
        read
    }

    fn push(&mut self, word: Word<'a>, numbers: &mut HashMap<String, u32>) {
        let key = folded(word.text);
        if key.is_empty() {
            return;
        }
        let next = numbers.len() as u32;
        self.keys.push(*numbers.entry(key).or_insert(next));
        self.words.push(word);
    }

    fn end_sentence(&mut self) {
        if self.ends.last().copied().unwrap_or(0) < self.words.len() {
            self.ends.push(self.words.len());
        }
    }

    fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(self.ends.iter().copied()).map(|(start, end)| start..end)
    }

    fn text(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        for word in &self.words[range] {
            if !text.is_empty() && !word.glued {
                text.push(' ');
            }
            text.push_str(word.text);
        }
        text
    }

    /// The first words of a stretch, and whether some were left out.
    fn shortened(&self, range: Range<usize>) -> (String, bool) {
        if range.len() <= MOST_WORDS {
            return (self.text(range), false);
        }
        (format!("{} …", self.text(range.start..range.start + MOST_WORDS)), true)
    }

    /// The page of the word at this place; behind the last word, the last page.
    fn page_at(&self, at: usize) -> Option<u32> {
        self.words.get(at).or(self.words.last()).and_then(|word| word.page)
    }
}

/// A word as it is compared.
fn folded(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_owned();
    }
    word.nfkc()
        .filter_map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
            '\u{2018}'..='\u{201B}' | '\u{2032}' | '`' => Some('\''),
            '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' => Some('"'),
            '\u{00AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
            c => Some(c),
        })
        .collect()
}

/// Scripts that write without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
fn parts_no_words(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
