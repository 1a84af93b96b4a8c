//! When the document says that it will be looked at again.

use catalogue::{PrintedDate, ReviewDate};

use super::dates;
use super::lines::{Line, after_label, is_label};

/// Longest first: a shorter one inside a longer one does not count again.
const LABELS: &[&str] = &[
    "date of next review",
    "date for next review",
    "next review due date",
    "date due for review",
    "next review date",
    "date for review",
    "next review due",
    "next review by",
    "review due date",
    "review due by",
    "due for review",
    "next review",
    "review date",
    "review due",
    "for review",
    "review by",
];

/// In a sentence, said of the document itself.
const VERBS: &[&str] =
    &["due to be reviewed", "is due for review", "will be reviewed", "to be reviewed", "should be reviewed"];

const DOCUMENTS: &[&str] = &[
    "leaflet",
    "document",
    "booklet",
    "factsheet",
    "information",
    "guide",
    "guidance",
    "guideline",
    "policy",
    "publication",
    "strategy",
    "page",
    "resource",
    "sheet",
];

/// Words before a label that make it the same label.
const BEFORE: &[&str] = &[
    "leaflet",
    "document",
    "booklet",
    "factsheet",
    "sheet",
    "policy",
    "publication",
    "guideline",
    "strategy",
    "page",
    "content",
    "information",
    "planned",
    "proposed",
    "expected",
    "scheduled",
];

/// Words before a label that make it speak of something else, or of the past.
const NEVER_BEFORE: &[&str] = &[
    "last",
    "previous",
    "latest",
    "first",
    "initial",
    "peer",
    "systematic",
    "literature",
    "evidence",
    "cqc",
    "ofsted",
    "case",
    "care",
    "plan",
    "medication",
    "medicine",
    "medicines",
    "treatment",
    "annual",
    "risk",
    "your",
    "my",
    "his",
    "her",
    "their",
    "patient",
    "patients",
    "patient's",
    "patient’s",
    "serious",
    "ethics",
    "mortality",
    "safeguarding",
    "interim",
    "rapid",
    "clinical",
    "external",
    "internal",
    "performance",
    "health",
];

/// A paragraph that says it more often is a register of other documents.
const MOST_IN_A_LINE: usize = 20;

/// A document that was made after the date of its review: that date tells when it was reviewed.
const MADE: &[&str] = &[
    "date of publication",
    "publication date",
    "date published",
    "date of issue",
    "date issued",
    "issue date",
    "date produced",
    "date created",
    "date of production",
    "last reviewed",
    "date reviewed",
    "last updated",
    "published",
    "issued",
    "produced",
    "reviewed on",
    "updated",
];

#[derive(Debug, Default)]
pub(super) struct Reviews {
    found: Vec<ReviewDate>,
    made: Vec<PrintedDate>,
    /// Something was said that can be read in two ways.
    is_unclear: bool,
}

impl Reviews {
    pub(super) fn look(&mut self, lines: &[Line<'_>], at: usize, page: Option<u32>) {
        let line = lines[at];
        if line.folded.contains("review") {
            self.look_for_review(lines, at, page);
        }
        for label in MADE {
            for (_, end) in line.places(label).take(MOST_IN_A_LINE) {
                self.made.extend(value(line, end).map(|(date, _)| date));
            }
        }
    }

    fn look_for_review(&mut self, lines: &[Line<'_>], at: usize, page: Option<u32>) {
        let line = lines[at];
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for (label, is_verb) in VERBS.iter().map(|verb| (verb, true)).chain(LABELS.iter().map(|label| (label, false))) {
            for (start, end) in line.places(label) {
                if taken.iter().any(|(from, to)| start < *to && *from < end) {
                    continue;
                }
                if taken.len() >= MOST_IN_A_LINE {
                    self.is_unclear = true;
                    return;
                }
                taken.push((start, end));
                let is_said_here = if is_verb {
                    is_said_of_the_document(line, start)
                } else if matches!(*label, "for review" | "review by") {
                    line.begins_at(start) && line.folded[end..].trim_start().starts_with(':')
                } else {
                    is_label(line, start, end, BEFORE, NEVER_BEFORE)
                };
                if !is_said_here {
                    continue;
                }
                if after_label(&line.text[end..]).is_empty() {
                    self.look_in_next_line(lines, at, start, page);
                } else if let Some((date, date_end)) = value(line, end) {
                    self.take(line, (start, date_end), date, page);
                }
            }
        }
    }

    /// The label stands alone, and its value below it, as in a table of one column.
    fn look_in_next_line(&mut self, lines: &[Line<'_>], at: usize, start: usize, page: Option<u32>) {
        let Some(below) = lines.get(at + 1) else { return };
        let Some((date, length)) = dates::at_start(below.text.trim_start()) else { return };
        let is_alone = below.text.trim_start()[length..].trim_matches(['.', ' ']).is_empty();
        let above = at.checked_sub(1).map_or("", |above| lines[above].folded.trim_end());
        let is_list_of_labels = above.ends_with(':') || above.ends_with("date");
        let is_list_of_values = lines.get(at + 2).is_some_and(|next| dates::at_start(next.text.trim_start()).is_some());
        if is_alone && !is_list_of_labels && !is_list_of_values {
            let words = format!("{} {}", lines[at].words(start, lines[at].text.len()), date.printed);
            self.found.push(ReviewDate { date, words, page });
        } else {
            self.is_unclear = true;
        }
    }

    fn take(&mut self, line: Line<'_>, (start, end): (usize, usize), date: PrintedDate, page: Option<u32>) {
        let rest = line.folded[end..].trim_start_matches([' ', ',', ';']);
        let next_is_date = dates::at_start(rest).is_some() || dates::month_at_start(rest) && date_follows_month(rest);
        let is_changed =
            ["extended", "ext.", "(extended", "- extended", "now "].iter().any(|word| rest.starts_with(word));
        if next_is_date || is_changed {
            self.is_unclear = true;
            return;
        }
        self.found.push(ReviewDate { date, words: line.words(start, end), page });
    }

    /// The date, if the document names one alone.
    pub(super) fn the_one(self) -> Option<ReviewDate> {
        if self.is_unclear {
            return None;
        }
        // "May 2024" at the foot and "12 May 2024" on the last page are one date; the wider one gives no false alarm.
        let widest = self.found.iter().max_by_key(|one| (one.date.to, std::cmp::Reverse(one.date.from)))?.clone();
        let within = |one: &ReviewDate| widest.date.from <= one.date.from && one.date.to <= widest.date.to;
        let is_before_it_was_made = self.made.iter().any(|made| widest.date.to < made.from);
        let first = self.found.iter().find(|one| one.date == widest.date).cloned();
        first.filter(|_| self.found.iter().all(within) && !is_before_it_was_made)
    }
}

fn date_follows_month(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The date right after a label, and where it ends.
fn value(line: Line<'_>, label_end: usize) -> Option<(PrintedDate, usize)> {
    const FILLERS: [&str; 13] =
        ["is", "due", "on", "by", "in", "before", "the", "end", "of", "date", "month", "again", "around"];
    let mut rest = after_label(&line.text[label_end..]);
    for _ in 0..5 {
        if let Some((date, length)) = dates::at_start(rest) {
            return Some((date, line.text.len() - rest.len() + length));
        }
        let word_end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let word = rest[..word_end].to_ascii_lowercase();
        if !FILLERS.contains(&word.as_str()) {
            return None;
        }
        rest = after_label(&rest[word_end..]);
    }
    None
}

/// "This leaflet … will be reviewed": the document is named a few words before.
fn is_said_of_the_document(line: Line<'_>, start: usize) -> bool {
    let sentence = line.folded[..start].rsplit(['.', '!', '?', ';']).next().unwrap_or_default();
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let near = &words[words.len().saturating_sub(6)..];
    words.is_empty()
        || near.iter().any(|word| DOCUMENTS.contains(word))
            && near.iter().any(|word| matches!(*word, "this" | "the" | "our"))
}
