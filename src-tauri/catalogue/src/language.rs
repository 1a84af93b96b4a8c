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
    ("hi", &["hindi", "हिन्दी"]),
    ("pa", &["punjabi", "panjabi", "ਪੰਜਾਬੀ"]),
    ("gu", &["gujarati", "ગુજરાતી"]),
    ("ta", &["tamil", "தமிழ்"]),
    ("ne", &["nepali", "नेपाली"]),
    ("fa", &["persian", "farsi", "فارسی"]),
    ("ps", &["pashto", "پښتو"]),
    ("ku", &["kurdish", "kurdî"]),
    ("sq", &["albanian", "shqip"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("lv", &["latvian", "latviešu"]),
    ("bg", &["bulgarian", "български"]),
    ("ru", &["russian", "русский"]),
    ("uk", &["ukrainian", "українська"]),
    ("hu", &["hungarian", "magyar"]),
    ("cs", &["czech", "čeština"]),
    ("sk", &["slovak", "slovenčina"]),
    ("el", &["greek", "ελληνικά"]),
    ("de", &["german", "deutsch"]),
    ("nl", &["dutch", "nederlands"]),
    ("sw", &["swahili", "kiswahili"]),
    ("am", &["amharic", "አማርኛ"]),
    ("ti", &["tigrinya", "ትግርኛ"]),
    ("yo", &["yoruba"]),
    ("ja", &["japanese", "日本語"]),
    ("ko", &["korean", "한국어"]),
    ("th", &["thai", "ไทย"]),
    ("en", &["english"]),
];

/// Whether this word, in small letters, names the language, whichever its region.
pub(crate) fn is_name_of(word: &str, tag: &str) -> bool {
    let language = tag.split('-').next().unwrap_or_default();
    NAMES.iter().any(|(known, names)| known.eq_ignore_ascii_case(language) && names.contains(&word))
}

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
                    || [" in ", " - ", " – ", ", ", ": ", "/"]
                        .iter()
                        .any(|lead| folded.ends_with(&format!("{lead}{name}")))
                    || folded.ends_with(&format!("{name} version"))
            })
            .then_some(*tag)
    })
}

/// The language that a text's script gives away, where most of its letters are of one script with one main language
/// here. Latin letters give nothing away.
pub(crate) fn language_of_script(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; 5];
    let mut letters = 0_usize;
    let mut urdu = false;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{0980}'..='\u{09FF}' => counts[0] += 1,
            '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' => {
                counts[1] += 1;
                // Letters that Urdu has and Arabic has not.
                urdu |= matches!(
                    c,
                    '\u{0679}' | '\u{0688}' | '\u{0691}' | '\u{06BA}' | '\u{06BE}' | '\u{06C1}' | '\u{06D2}'
                );
            }
            '\u{0900}'..='\u{097F}' => counts[2] += 1,
            '\u{4E00}'..='\u{9FFF}' => counts[3] += 1,
            '\u{A800}'..='\u{A82F}' => counts[4] += 1,
            _ => {}
        }
    }
    let most = (0..counts.len()).max_by_key(|at| counts[*at])?;
    (letters > 0 && counts[most] * 2 > letters).then_some(match most {
        0 => "bn",
        1 if urdu => "ur",
        1 => "ar",
        2 => "hi",
        3 => "zh",
        _ => "syl",
    })
}

/// A language tag asked for against one that is there: `en` finds `en-GB`; `en-GB` finds only itself.
pub fn is_in_language(asked: &str, there: &str) -> bool {
    let (asked, there) = (asked.trim().as_bytes(), there.trim().as_bytes());
    match there.split_at_checked(asked.len()) {
        Some((start, rest)) => start.eq_ignore_ascii_case(asked) && rest.first().is_none_or(|next| *next == b'-'),
        None => false,
    }
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
    fn a_tag_finds_its_regions() {
        for (asked, there, matches) in [
            ("en", "en", true),
            ("en", "en-GB", true),
            ("EN", "en-gb", true),
            ("en-GB", "en", false),
            ("e", "en", false),
            ("zh", "zh-Hant-HK", true),
            ("bn", "", false),
            ("é", "en", false),
        ] {
            assert_eq!(is_in_language(asked, there), matches, "{asked} {there}");
        }
    }

    #[test]
    fn scripts_that_give_a_language_away() {
        for (text, tag) in [
            ("আপনার স্বাস্থ্য", Some("bn")),
            ("صحتك مهمة", Some("ar")),
            ("آپ کی صحت کے بارے میں", Some("ur")),
            ("Caafimaadkaaga", None),
            ("NHS বাংলা leaflet for everyone", None),
            ("", None),
        ] {
            assert_eq!(language_of_script(text), tag, "{text}");
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
