//! Languages by tag and by the names that titles use for them.

/// Names of languages as titles and labels print them, with their BCP 47 tags. Sylheti has no tag of its own beside
/// Bengali in common use other than `syl`, and is told only by being named.
const NAMES: &[(&str, &[&str])] = &[
    ("bn", &["bengali", "bangla", "বাংলা"]),
    ("syl", &["sylheti"]),
    ("so", &["somali", "soomaali", "af-soomaali"]),
    ("ar", &["arabic", "العربية"]),
    ("ur", &["urdu", "اردو"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese", "português"]),
    ("es", &["spanish", "español"]),
    ("fr", &["french", "français"]),
    ("it", &["italian", "italiano"]),
    ("ro", &["romanian", "română"]),
    ("tr", &["turkish", "türkçe"]),
    ("zh", &["chinese", "mandarin", "cantonese", "中文"]),
    ("vi", &["vietnamese", "tiếng việt"]),
    ("en", &["english"]),
];

/// The language that a title or label names as its own: in brackets, after a dash or comma at the end, or after "in"
/// at the end ("Flu vaccine (Bengali)", "Leaflet in Somali", "Guide – Arabic"). A language named elsewhere is the
/// subject, not the language ("English classes for parents").
pub fn guess_language_from_words(words: &str) -> Option<&'static str> {
    let folded = words.to_lowercase();
    let folded = folded.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!'));
    NAMES.iter().find_map(|(tag, names)| {
        names
            .iter()
            .any(|name| {
                folded.contains(&format!("({name})"))
                    || folded.contains(&format!("[{name}]"))
                    || folded.contains(&format!("({name} version)"))
                    || [" in ", " - ", " – ", ", ", ": ", "/"].iter().any(|lead| folded.ends_with(&format!("{lead}{name}")))
                    || folded.ends_with(&format!("{name} version"))
            })
            .then_some(*tag)
    })
}

/// The form of a language tag (BCP 47, loosely): letters first, then parts of letters or digits.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_named_as_the_texts_own() {
        for (words, tag) in [
            ("Flu vaccine (Bengali)", Some("bn")),
            ("Flu vaccine – Somali", Some("so")),
            ("Download the leaflet in Arabic.", Some("ar")),
            ("Looking after your feet (বাংলা)", Some("bn")),
            ("Eating well, Sylheti", Some("syl")),
            ("English classes for parents", None),
            ("Help for Somali families", None),
            ("", None),
        ] {
            assert_eq!(guess_language_from_words(words), tag, "{words}");
        }
    }

    #[test]
    fn forms_of_tags() {
        for tag in ["en", "en-GB", "syl", "zh-Hans"] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in ["", "e", "english", "en_GB", "en-", "../x"] {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }
}
