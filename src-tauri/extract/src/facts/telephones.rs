//! Telephone numbers of the United Kingdom, and whose they are said to be.

use std::collections::HashSet;

use catalogue::Telephone;

use super::lines::Line;

/// A document with more is a directory; its first ones are enough.
const MOST: usize = 40;

/// So far back, in bytes, a number's words are looked for.
const MOST_BEFORE: usize = 400;

/// Numbers so short that only the words before them make them telephone numbers.
const SHORT: &[&str] = &["111", "999", "112", "119", "101", "116123", "08001111", "18001", "159"];
const CALLS: &[&str] = &[
    "call",
    "calling",
    "dial",
    "ring",
    "phone",
    "telephone",
    "tel",
    "nhs",
    "contact",
    "samaritans",
    "childline",
    "on",
    "helpline",
    "text",
];

#[derive(Debug, Default)]
pub(super) struct Telephones {
    found: Vec<Telephone>,
    known: HashSet<String>,
}

impl Telephones {
    pub(super) fn look(&mut self, lines: &[Line<'_>], at: usize, page: Option<u32>) {
        let text = lines[at].text;
        let mut spoken = 0;
        for (start, end) in runs(text) {
            let Some((from, to, digits)) = number(&text[start..end]) else { continue };
            let (from, to) = (start + from, start + to);
            // What decides stands close by; looking further back each time would take for ever on a page of numbers.
            let near = text.floor_char_boundary(from.saturating_sub(MOST_BEFORE));
            let before = said_before(&text[spoken.max(near)..from]);
            let is_short = digits.len() < 9;
            if is_short && !is_call(&text[near..from], &digits) || is_other(before) {
                continue;
            }
            spoken = to;
            if self.found.len() >= MOST || !self.known.insert(digits) {
                continue;
            }
            let above = at.checked_sub(1).map(|above| lines[above].text.trim()).unwrap_or_default();
            let before = if says_nothing(before) && is_heading(above) && spoken_from(text, from) {
                if before.is_empty() { above.to_owned() } else { format!("{above} {before}") }
            } else {
                before.to_owned()
            };
            let number = text[from..to].to_owned();
            self.found.push(Telephone { number, before, page });
        }
    }

    pub(super) fn all(self) -> Vec<Telephone> {
        self.found
    }
}

/// Whether nothing but a label stands before the number in its line.
fn spoken_from(text: &str, at: usize) -> bool {
    text[..at].split_whitespace().nth(2).is_none()
}

/// Runs of the signs that numbers are written with: `(start, end)`.
fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '+' | '-' | '\u{a0}' | '–');
        while at < text.len() {
            let start = at + text[at..].find(|c: char| c.is_ascii_digit() || matches!(c, '(' | '+'))?;
            let length = text[start..].find(|c: char| !is_sign(c)).unwrap_or(text.len() - start);
            let end = start + length;
            at = end.max(start + 1);
            let is_part_of_word = text[..start]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '£' | '@' | '_'))
                || text[end..].starts_with(['/', '@', '_', '%', '£'])
                || text[end..].starts_with(char::is_alphabetic) && text[..end].ends_with(|c: char| c.is_ascii_digit());
            if !is_part_of_word {
                return Some((start, end));
            }
        }
        None
    })
}

/// The number in a run, with the place of its first and last sign, and its digits from 0 on.
fn number(run: &str) -> Option<(usize, usize, String)> {
    let run = run.trim_end_matches([' ', '(', '-', '+', '–', '\u{a0}']);
    let run = if run.ends_with(')') && !run.contains('(') { run.trim_end_matches(')') } else { run };
    let start = run.find(|c: char| c.is_ascii_digit() || matches!(c, '(' | '+'))?;
    let written = &run[start..];
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let national = if written.starts_with('+') || written.starts_with("(+") {
        let rest = digits.strip_prefix("44")?;
        format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
    } else if let Some(rest) = digits.strip_prefix("0044") {
        format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
    } else {
        digits
    };
    let is_long = matches!(national.len(), 10 | 11)
        && national.starts_with('0')
        && matches!(national.as_bytes()[1], b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9')
        // As groups, the way people write them: a long row of single figures is a form.
        && written.split([' ', '-']).filter(|group| !group.is_empty()).count() <= 5;
    (is_long || SHORT.contains(&national.as_str())).then_some((start, run.len(), national))
}

/// What stands before a number, from the end of the sentence or number before it.
fn said_before(text: &str) -> &str {
    const MOST_CHARS: usize = 80;
    let text = text.trim_end().trim_end_matches([':', '-', '–', '(', '|']).trim_end();
    let sentence =
        [". ", "! ", "? ", "; ", " | ", "• "].iter().filter_map(|end| Some(text.rfind(end)? + end.len())).max();
    let text = text[sentence.unwrap_or(0)..].trim_start_matches([' ', ',', ')', '.', ';', '|', '•', '-', '–', '/']);
    let count = text.chars().count();
    if count <= MOST_CHARS {
        return text;
    }
    let cut = text.char_indices().nth(count - MOST_CHARS).map_or(0, |(at, _)| at);
    text[cut..].split_once(' ').map_or(&text[cut..], |(_, rest)| rest)
}

fn is_call(text: &str, digits: &str) -> bool {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let last = words.last().map_or("", String::as_str);
    // "on 101 days": only a call makes it one.
    let calls = |word: &str| {
        CALLS.contains(&word)
            && (word != "on"
                || words.iter().rev().take(8).any(|word| {
                    matches!(
                        word.as_str(),
                        "call" | "ring" | "phone" | "telephone" | "contact" | "samaritans" | "childline"
                    )
                }))
    };
    calls(last)
        || digits == "999"
            && matches!(last, "emergency" | "or" | "and")
            && words.iter().rev().take(4).any(|word| matches!(word.as_str(), "call" | "ring" | "phone" | "dial"))
}

/// A fax, a number of a patient or of a charity.
fn is_other(before: &str) -> bool {
    let folded = before.to_lowercase();
    let last: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev().take(3).collect();
    last.iter().any(|word| {
        matches!(
            *word,
            "fax"
                | "isbn"
                | "issn"
                | "ref"
                | "reference"
                | "vat"
                | "charity"
                | "company"
                | "registered"
                | "sort"
                | "account"
                | "pages"
        )
    })
}

fn says_nothing(before: &str) -> bool {
    let folded = before.to_lowercase();
    folded.split(|c: char| !c.is_alphanumeric()).all(|word| {
        matches!(
            word,
            "" | "tel"
                | "telephone"
                | "phone"
                | "call"
                | "t"
                | "no"
                | "number"
                | "on"
                | "us"
                | "contact"
                | "mobile"
                | "freephone"
        )
    })
}

fn is_heading(line: &str) -> bool {
    !line.is_empty()
        && line.chars().count() <= 60
        && !line.ends_with(['.', ',', '!', '?'])
        && runs(line).next().is_none()
}
