//! What is known of English: stems, and the words that carry little meaning.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

/// Forms that no rule leads back to their word, and the word. In order, for looking up.
const IRREGULAR: &[(&str, &str)] = &[
    ("analysis", "analyse"),
    ("ate", "eat"),
    ("bitten", "bite"),
    ("bled", "bleed"),
    ("broke", "break"),
    ("broken", "break"),
    ("burnt", "burn"),
    ("children", "child"),
    ("chosen", "choose"),
    ("crises", "crisis"),
    ("diagnosis", "diagnose"),
    ("drank", "drink"),
    ("eaten", "eat"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("feet", "foot"),
    ("felt", "feel"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("knives", "knife"),
    ("lice", "louse"),
    ("men", "man"),
    ("mice", "mouse"),
    ("midwives", "midwife"),
    ("paralysis", "paralyse"),
    ("prognoses", "prognosis"),
    ("psychoses", "psychosis"),
    ("slept", "sleep"),
    ("stung", "sting"),
    ("swollen", "swell"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("thromboses", "thrombosis"),
    ("wives", "wife"),
    ("women", "woman"),
    ("worn", "wear"),
];

/// The Porter2 stem, where it differs from the word; of an irregular form that of its word. Words of letters a to z
/// only; others have none.
pub fn stem(word: &str) -> Option<String> {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let base = IRREGULAR.binary_search_by(|(form, _)| (*form).cmp(word)).map_or(word, |at| IRREGULAR[at].1);
    let stem = Stemmer::new(Algorithm::English).stem(base);
    (stem != word).then(|| stem.into_owned())
}

/// Irregular forms with this stem.
pub fn irregular_forms(stem: &str) -> impl Iterator<Item = &'static str> {
    // Few are stemmed for it: a stem begins like its word.
    let is_of = move |form: &str, word: &str| {
        word.as_bytes().first() == stem.as_bytes().first() && self::stem(form).as_deref() == Some(stem)
    };
    IRREGULAR.iter().filter(move |(form, word)| is_of(form, word)).map(|(form, _)| *form)
}

/// Words too common to tell one leaflet from another. In order, for looking up.
const COMMON: &[&str] = &[
    "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by",
    "can", "could", "did", "do", "does", "doing", "for", "from", "had", "has", "have", "having", "he", "her", "hers",
    "him", "his", "how", "i", "if", "im", "in", "into", "is", "it", "its", "ive", "just", "may", "me", "might", "my",
    "no", "not", "of", "on", "or", "our", "ours", "shall", "she", "should", "so", "some", "such", "than", "that",
    "the", "their", "theirs", "them", "then", "there", "these", "they", "this", "those", "to", "too", "us", "very",
    "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would",
    "you", "your", "yours",
];

/// Words of a question or a message that say that something is asked, not what. In order, for looking up.
const ASKING: &[&str] = &[
    "advice",
    "advise",
    "anybody",
    "anyone",
    "available",
    "best",
    "cause",
    "causes",
    "dear",
    "explain",
    "find",
    "get",
    "give",
    "go",
    "hello",
    "help",
    "hi",
    "info",
    "information",
    "know",
    "like",
    "looking",
    "mean",
    "means",
    "need",
    "please",
    "question",
    "regards",
    "show",
    "something",
    "tell",
    "thank",
    "thanks",
    "understand",
    "want",
    "way",
    "wondering",
];

/// Correctly spelt words; SCOWL, see the file.
const WORDS: &str = include_str!("../../data/english.txt");

/// True for a correctly spelt English word of four letters or more. Names and most words of medicine are not among them.
pub fn is_word(word: &str) -> bool {
    static LINES: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS.lines().filter(|line| !line.starts_with('#')).collect());
    LINES.binary_search(&word).is_ok()
}

pub fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// Words of asking count only in long queries; alone they may be what is looked for ("help", "advice").
pub fn is_asking(word: &str) -> bool {
    ASKING.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        for (word, expected) in [
            ("vaccinations", Some("vaccin")),
            ("vaccinated", Some("vaccin")),
            ("children", Some("child")),
            ("child", None),
            ("feet", Some("foot")),
            ("women", Some("woman")),
            ("diagnosis", Some("diagnos")),
            ("diagnosed", Some("diagnos")),
            ("midwives", Some("midwif")),
            ("midwife", Some("midwif")),
            ("diabetes", Some("diabet")),
            ("carers", Some("carer")),
            ("flu", None),
            ("is", None),
            ("covid19", None),
            ("স্বাস্থ্য", None),
        ] {
            assert_eq!(stem(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn irregular_forms_are_found_by_their_stem() {
        assert_eq!(irregular_forms("foot").collect::<Vec<_>>(), ["feet"]);
        assert_eq!(irregular_forms("break").collect::<Vec<_>>(), ["broke", "broken"]);
        assert_eq!(irregular_forms("flu").count(), 0);
        assert_eq!(irregular_forms("").count(), 0);
    }

    #[test]
    fn lists_are_in_order() {
        assert!(COMMON.is_sorted() && ASKING.is_sorted() && IRREGULAR.is_sorted());
        assert!(WORDS.lines().filter(|line| !line.starts_with('#')).is_sorted());
        for word in ["heart", "feet", "tablets", "children"] {
            assert!(is_word(word), "{word}");
        }
        assert!(!is_word("vacination") && !is_word("hte"));
        assert!(is_common("the") && is_common("what") && !is_common("flu"));
        assert!(is_asking("please") && !is_asking("diabetes"));
    }
}
