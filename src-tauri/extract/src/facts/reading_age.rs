//! How old a reader has to be: SMOG (G. H. McLaughlin, "SMOG grading: a new readability formula", Journal of Reading 12,
//! 1969, pages 639 to 646), the formula that guides for health information ask for. It is made for English and for
//! thirty sentences or more; the school grade that it gives plus five is the age in years.

use catalogue::ReadingAge;

/// Fewer the formula was not made for.
const FEWEST_SENTENCES: u32 = 30;
/// A sentence has at least so many words; what has fewer is a heading or an address.
const FEWEST_WORDS: u32 = 3;

#[derive(Debug, Default)]
pub(super) struct Counts {
    sentences: u32,
    /// Words of three syllables or more in them.
    long_words: u32,
}

impl Counts {
    /// Paragraphs that do not end like a sentence (headings, labels, rows of tables) do not count.
    pub(super) fn count(&mut self, text: &str) {
        for paragraph in text.split('\n') {
            let (mut words, mut long) = (0, 0);
            for word in paragraph.split_whitespace() {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                if bare.chars().any(char::is_alphabetic) {
                    words += 1;
                    long += u32::from(bare.split(['-', '–', '/']).map(syllables).max().unwrap_or(0) >= 3);
                }
                let end = word.trim_end_matches(['"', '”', '’', '\'', ')']);
                if end.ends_with(['.', '!', '?']) && !is_abbreviation(end) {
                    if words >= FEWEST_WORDS {
                        self.sentences += 1;
                        self.long_words += long;
                    }
                    (words, long) = (0, 0);
                }
            }
        }
    }

    pub(super) fn age(&self) -> Option<ReadingAge> {
        if self.sentences < FEWEST_SENTENCES {
            return None;
        }
        let per_thirty = f64::from(self.long_words) * 30.0 / f64::from(self.sentences);
        let grade = 1.043 * per_thirty.sqrt() + 3.1291;
        // Between 8 and a little over 20 for any text that people write.
        let years = (grade + 5.0).round().clamp(0.0, 99.0) as u8;
        Some(ReadingAge { years, formula: "SMOG".to_owned(), sentences: self.sentences })
    }
}

fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '“']).to_lowercase();
    matches!(
        word.as_str(),
        "e.g."
            | "i.e."
            | "dr."
            | "mr."
            | "mrs."
            | "ms."
            | "prof."
            | "etc."
            | "st."
            | "no."
            | "tel."
            | "ext."
            | "vs."
            | "approx."
    ) || word.trim_end_matches('.').chars().all(|c| c.is_ascii_digit())
}

/// Groups of vowels, less those that are not heard: a rule of thumb that is right for nine words of ten.
pub(super) fn syllables(word: &str) -> u32 {
    let word = word.to_lowercase();
    if word.len() <= 3 || !word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
        return 1;
    }
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let mut count = 0;
    let mut before = false;
    for (at, &letter) in letters.iter().enumerate() {
        let now = is_vowel(letter);
        let parts = before && now && at > 0 && matches!((letters[at - 1], letter), ('i', 'a') | ('i', 'o') | ('u', 'a') | ('i', 'u'))
            // "-tion", "-cial", "-gious" are one.
            && !(letters[at - 1] == 'i' && at >= 2 && matches!(letters[at - 2], 't' | 'c' | 's' | 'g' | 'x'));
        count += u32::from(now && !before || parts);
        before = now;
    }
    let ends = |ending: &str| word.ends_with(ending);
    let silent = ends("e") && !ends("le")
        || ends("es") && !["ses", "zes", "xes", "ges", "ces", "ches", "shes", "les"].iter().any(|e| ends(e))
        || ends("ed") && !ends("ted") && !ends("ded");
    let letter_before_e = letters.iter().rev().nth(1 + usize::from(ends("es") || ends("ed"))).copied().unwrap_or('e');
    if silent && !is_vowel(letter_before_e) && count > 1 {
        count -= 1;
    }
    count.max(1)
}
