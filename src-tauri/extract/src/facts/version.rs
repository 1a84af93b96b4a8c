//! The document's own version number.

use catalogue::Told;

use super::lines::{Line, after_label, is_label};

const LABELS: &[&str] = &["version number", "version no", "version"];
const BEFORE: &[&str] = &["document", "leaflet", "policy", "booklet", "factsheet", "current"];
const NEVER_BEFORE: &[&str] = &[
    "android", "ios", "windows", "software", "app", "browser", "previous", "earlier", "old", "word", "english", "read",
];

#[derive(Debug, Default)]
pub(super) struct Versions(Vec<Told>);

impl Versions {
    pub(super) fn look(&mut self, line: Line<'_>, page: Option<u32>) {
        let Some((start, end)) = LABELS.iter().find_map(|label| line.places(label).next()) else { return };
        if !is_label(line, start, end, BEFORE, NEVER_BEFORE) {
            return;
        }
        let rest = after_label(&line.text[end..]);
        let number = rest.strip_prefix(['v', 'V']).unwrap_or(rest);
        let length = number.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(number.len());
        let number_text = number[..length].trim_end_matches('.');
        let place = line.text.len() - number.len();
        if is_version(number_text) && !speaks_on(&number[number_text.len()..]) {
            let words = line.words(start, place + number_text.len());
            self.0.push(Told { value: number_text.to_owned(), words, page });
        }
    }

    /// The version, if the document names one alone.
    pub(super) fn the_one(self) -> Option<Told> {
        super::reference::the_same(self.0)
    }
}

/// "2", "2.1", "1.0.3", "3a"; no year and no long number.
fn is_version(number: &str) -> bool {
    let parts: Vec<&str> = number.split('.').collect();
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let (last, others) = parts.split_last().unwrap_or((&"", &[]));
    let last = last.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(last);
    parts.len() <= 3 && is_number(last) && others.iter().all(|part| is_number(part))
}

/// "Version 2 of the app is": a sentence, no label.
fn speaks_on(rest: &str) -> bool {
    let word = rest.trim_start().split(' ').next().unwrap_or_default();
    matches!(word, "of" | "is" | "was" | "or" | "and" | "to" | "has" | "will")
}
