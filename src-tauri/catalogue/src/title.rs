//! Titles: tidied for show, folded for comparison.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// White space of every kind folded to single spaces, ends trimmed. Words are untouched.
pub fn tidy_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title as it is compared: case, dashes, quotes, accents of Latin letters, white space and punctuation at the ends
/// do not tell two titles apart; words, numbers and marks of other scripts do.
pub fn fold_title(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    let mut after_latin = false;
    for c in title.nfkd() {
        if is_combining_mark(c) {
            if !after_latin {
                folded.push(c);
            }
            continue;
        }
        after_latin = c.is_ascii_alphabetic();
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '-' => folded.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '`' | '\'' => folded.push('\''),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' | '"' => folded.push('"'),
            '\u{00AD}' | '\u{200B}' | '\u{FEFF}' => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    let folded: String = folded.nfc().collect();
    tidy_spaces(&folded).trim_matches(|c: char| c.is_ascii_punctuation() && c != ')').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_are_the_same_to_a_reader_are_equal() {
        for (one, other) in [
            ("Centre – Opening 14 August 2019", "Centre - Opening 14 August 2019"),
            ("Let’s keep young people safe", "Let's keep young people safe"),
            ("Together Café", "TOGETHER CAFE"),
            ("Two\u{00A0}\n  words", "two words"),
            ("Leaflet.", "leaflet"),
        ] {
            assert_eq!(fold_title(one), fold_title(other), "{one} | {other}");
        }
    }

    #[test]
    fn titles_that_differ_to_a_reader_differ() {
        for (one, other) in [("Part 1", "Part 2"), ("স্বাস্থ্য", "স্বস্থ্য"), ("2021-2024", "2021-2025"), ("A & B", "A and B")]
        {
            assert_ne!(fold_title(one), fold_title(other), "{one} | {other}");
        }
    }
}
