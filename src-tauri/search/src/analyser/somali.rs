//! Somali: the articles that end a noun. Only in text that is known to be Somali, or for a word of a query that would
//! not be shortened to less than four letters.

/// Longest first; the gender and the sound before it decide which is used, so all of them count.
const ENDINGS: &[&str] = &[
    "yadooda", "kooda", "tooda", "yaasha", "yada", "yaha", "kiisa", "teeda", "kii", "gii", "tii", "dii", "kan", "gan",
    "tan", "dan", "kaas", "taas", "ka", "ga", "ha", "ta", "da", "sha", "ku", "gu", "tu", "du", "yo",
];

const FEWEST_LETTERS: usize = 4;

/// The noun without its article, where it has one.
pub fn stem(word: &str) -> Option<&str> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= FEWEST_LETTERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_taken_off() {
        for (word, expected) in [
            ("caafimaadka", Some("caafimaad")),
            ("caafimaadku", Some("caafimaad")),
            ("caafimaad", None),
            ("dawooyinka", Some("dawooyin")),
            ("carruurta", Some("carruur")),
            ("ilmaha", Some("ilma")),
            ("waa", None),
            ("a&e", None),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
