//! The publisher's own number for the document.

use catalogue::Told;

use super::lines::{Line, after_label};

/// Said of the document wherever they stand.
const LABELS: &[&str] = &[
    "leaflet reference number",
    "leaflet reference",
    "leaflet ref no",
    "leaflet ref",
    "leaflet number",
    "leaflet code",
    "leaflet no",
    "document reference",
    "document ref",
    "document number",
    "publication reference",
    "publication ref",
    "publication code",
    "publication number",
    "booklet reference",
    "booklet ref",
    "factsheet reference",
    "patient information reference",
];
/// Said of it only where they begin the line: in a sentence they are the reader's own numbers.
const AT_BEGINNING: &[&str] = &["reference number", "reference no", "ref number", "ref no", "ref"];

#[derive(Debug, Default)]
pub(super) struct References(Vec<Told>);

impl References {
    pub(super) fn look(&mut self, line: Line<'_>, page: Option<u32>) {
        if !["ref", "leaflet", "document", "publication"].iter().any(|word| line.folded.contains(word)) {
            return;
        }
        let named = LABELS.iter().find_map(|label| line.places(label).next());
        let first = || {
            let label = AT_BEGINNING.iter().find_map(|label| line.places(label).next());
            label
                .filter(|(start, end)| line.begins_at(*start) && line.text[*end..].trim_start().starts_with([':', '.']))
        };
        let Some((start, end)) = named.or_else(first) else { return };
        let rest = after_label(&line.text[end..]);
        let rest = ["No.", "no.", "No:", "No "].iter().find_map(|no| rest.strip_prefix(no)).map_or(rest, after_label);
        let place = line.text.len() - rest.len();
        if let Some(value) = code(rest) {
            let words = line.words(start, place + value.len());
            self.0.push(Told { value: value.to_owned(), words, page });
        }
    }

    /// The reference, if the document names one alone.
    pub(super) fn the_one(self) -> Option<Told> {
        the_same(self.0)
    }
}

/// "PIL-2021/04", "ABC123", "PI 0456": letters, figures and the signs between them, with a figure among them.
fn code(text: &str) -> Option<&str> {
    let word = |text: &str| {
        let end = text
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '-' | '_' | '.'))
            .unwrap_or(text.len());
        text[..end].trim_end_matches(['.', '-', '/', '_']).len()
    };
    let has_figure = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let first = word(text);
    if first == 0 {
        return None;
    }
    if has_figure(&text[..first]) {
        return (3..=24).contains(&first).then(|| &text[..first]);
    }
    let is_prefix = first <= 6 && text[..first].bytes().all(|byte| byte.is_ascii_uppercase());
    let rest = text[first..].strip_prefix(' ').filter(|_| is_prefix)?;
    let second = word(rest);
    let whole = &text[..first + 1 + second];
    (second > 0 && rest.starts_with(|c: char| c.is_ascii_digit()) && whole.len() <= 24).then_some(whole)
}

/// The first, if all say the same.
pub(super) fn the_same(all: Vec<Told>) -> Option<Told> {
    let mut all = all.into_iter();
    let first = all.next()?;
    all.all(|other| other.value.eq_ignore_ascii_case(&first.value)).then_some(first)
}
