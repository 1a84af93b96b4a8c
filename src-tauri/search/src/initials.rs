//! Initials: whether a short word may stand for a title.

use crate::analyser::english;

/// How well the letters fit as initials of a title in its [`crate::analyser::key`] form, from 0 to 1: every word of the
/// title must give its first letter, in order, and may give further letters in order after it (`scod3` of
/// "spondylocostal dysostosis 3"). Common words may give none, nor need the "type" in "type 2". The more letters begin a word, the better; none where a
/// word is missing.
pub fn fit(letters: &str, title: &str) -> Option<f32> {
    let words: Vec<&str> = title.split(' ').filter(|word| !word.is_empty()).collect();
    let begun = place(letters.as_bytes(), &words)?;
    Some(begun as f32 / letters.len().max(1) as f32)
}

/// How many letters begin a word (figures count whole), in the best way to place them all.
fn place(letters: &[u8], words: &[&str]) -> Option<usize> {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty().then_some(0);
    };
    let skipped = if *word == "type" || english::is_common(word) { place(letters, rest) } else { None };
    let figures = figures(word);
    if let Some(figures) = figures {
        let taken = letters.strip_prefix(figures.as_bytes()).and_then(|left| Some(place(left, rest)? + figures.len()));
        return taken.max(skipped);
    }
    let bytes = word.as_bytes();
    if letters.first() != bytes.first() {
        return skipped;
    }
    let mut best = place(&letters[1..], rest).map(|begun| begun + 1);
    // Each further letter from inside the word, as near as it comes.
    let mut inside = 1;
    for taken in 1..letters.len() {
        let Some(at) = bytes[inside.min(bytes.len())..].iter().position(|byte| *byte == letters[taken]) else { break };
        inside += at + 1;
        best = best.max(place(&letters[taken + 1..], rest).map(|begun| begun + 1));
    }
    best.max(skipped)
}

/// The figures that a word is, or the numeral that it is.
fn figures(word: &str) -> Option<&str> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(word);
    }
    Some(match word {
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_against_titles() {
        for (letters, title, expected) in [
            ("copd", "chronic obstructive pulmonary disease", Some(1.0)),
            ("salt", "speech and language therapy", Some(1.0)),
            ("ehcp", "education health and care plan", Some(1.0)),
            ("dh", "department of health", Some(1.0)),
            ("doh", "department of health", Some(1.0)),
            ("pmc", "paramyotonia congenita", Some(2.0 / 3.0)),
            ("scod3", "spondylocostal dysostosis 3", Some(0.6)),
            ("fh3", "familial hyperaldosteronism iii", Some(1.0)),
            ("dm2", "diabetes mellitus type 2", Some(1.0)),
            ("dmt2", "diabetes mellitus type 2", Some(1.0)),
            ("copd", "chronic obstructive lung disease", None),
            ("cop", "chronic obstructive pulmonary disease", None),
            ("x", "", None),
        ] {
            assert_eq!(fit(letters, title), expected, "{letters} {title}");
        }
    }
}
