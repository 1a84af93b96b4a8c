//! Who says that they wrote or published the document: organisations, never people.

use catalogue::Told;

use super::lines::{Line, after_label};

/// The weightier first.
const LABELS: [&[&str]; 3] = [
    &["published by", "produced by", "issued by"],
    &["©", "copyright"],
    &["author", "authors", "written by", "developed by", "prepared by", "created by"],
];

/// A name without any of these may be a person's.
const OF_ORGANISATIONS: &[&str] = &[
    "nhs",
    "trust",
    "foundation",
    "council",
    "hospital",
    "hospitals",
    "clinic",
    "service",
    "services",
    "university",
    "department",
    "partnership",
    "group",
    "board",
    "charity",
    "association",
    "society",
    "college",
    "cic",
    "ltd",
    "limited",
    "together",
    "institute",
    "icb",
    "ccg",
    "surgery",
    "practice",
    "team",
    "federation",
    "committee",
    "centre",
    "healthcare",
    "agency",
    "ministry",
    "office",
    "network",
    "alliance",
    "union",
];

/// Words of small letters that may stand inside a name.
const BETWEEN: &[&str] = &["and", "of", "for", "the", "in", "&", "at", "with"];

/// Where the next label begins, the name is over.
const ENDS: &[&str] = &[
    "review",
    "version",
    "date",
    "ref",
    "reference",
    "tel",
    "telephone",
    "www",
    "all",
    "published",
    "produced",
    "author",
    "copyright",
    "this",
    "page",
];

#[derive(Debug, Default)]
pub(super) struct Organisations([Vec<Told>; 3]);

impl Organisations {
    pub(super) fn look(&mut self, line: Line<'_>, page: Option<u32>) {
        for (labels, found) in LABELS.iter().zip(&mut self.0) {
            for label in *labels {
                let place = if *label == "©" {
                    line.folded.find('©').map(|at| (at, at + '©'.len_utf8()))
                } else {
                    line.places(label).next()
                };
                let Some((start, end)) = place else { continue };
                // "written by" in a sentence about somebody's letter is not a heading.
                let is_label = line.begins_at(start) || line.is_capital(start) || *label == "©";
                if !is_label {
                    continue;
                }
                if let Some((value, value_end)) = name(line, end) {
                    found.push(Told { value, words: line.words(start, value_end), page });
                    break;
                }
            }
        }
    }

    /// The one of the weightiest label; none where that label names two.
    pub(super) fn the_one(self) -> Option<Told> {
        self.0.into_iter().find(|found| !found.is_empty()).and_then(super::reference::the_same)
    }
}

/// A run of words with capital letters after the label, and a year or two before it.
fn name(line: Line<'_>, label_end: usize) -> Option<(String, usize)> {
    const MOST_WORDS: usize = 12;
    let mut rest = after_label(&line.text[label_end..]);
    for word in ["©", "(c)", "the "] {
        if rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            rest = after_label(&rest[word.len()..]);
        }
    }
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | ',' | ':'));
    let start = line.text.len() - rest.len();
    let mut end = start;
    let mut is_organisation = false;
    for (count, word) in rest.split(' ').enumerate() {
        let bare = word.trim_matches([',', '.', ';', ':', '(', ')', '|']);
        let folded = bare.to_lowercase();
        let is_name = bare.starts_with(|c: char| c.is_uppercase()) || bare == "&";
        if count >= MOST_WORDS
            || ENDS.contains(&folded.as_str())
            || !(is_name || end > start && BETWEEN.contains(&folded.as_str()))
        {
            break;
        }
        let place = word.as_ptr() as usize - line.text.as_ptr() as usize;
        if is_name {
            end = place + word.find(bare).unwrap_or(0) + bare.len();
            is_organisation |= OF_ORGANISATIONS.contains(&folded.as_str());
        }
        if word.ends_with(['.', ',', ';', '|', ')']) {
            break;
        }
    }
    let value = &line.text[start..end];
    (is_organisation && value.contains(' ') && value.len() <= 120).then(|| (value.to_owned(), end))
}
