//! The stem of a word: what is left without its endings. English by Porter2; Bengali, Arabic script and Somali by short
//! lists of endings that only ever make two forms of one word meet. Stems lie beside the words in the index, never in
//! their place.

use super::{arabic, bengali, english, somali};

/// What is known of a text's language that decides how its Latin words are stemmed. Other scripts tell by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spoken {
    English,
    Somali,
    Other,
}

impl Spoken {
    pub fn of_tag(language: &str) -> Self {
        match language.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Self::English,
            "so" => Self::Somali,
            _ => Self::Other,
        }
    }
}

/// The stem of a folded word, where it differs from the word.
pub fn stem(word: &str, spoken: Spoken) -> Option<String> {
    match spoken {
        Spoken::English if word.is_ascii() => english::stem(word),
        Spoken::Somali if word.is_ascii() => somali::stem(word).map(str::to_owned),
        _ => stem_of_script(word),
    }
}

/// The stem of a word whose script alone says how it is inflected.
pub fn stem_of_script(word: &str) -> Option<String> {
    match word.chars().next()? {
        '\u{980}'..='\u{9FF}' => bengali::stem(word),
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => arabic::stem(word),
        _ => None,
    }
}

/// Every form, as written, has the stem of the first.
#[cfg(test)]
pub fn assert_meet(forms: &[&str]) {
    let root = |form: &&str| {
        let folded = crate::analyser::fold::fold_word(form);
        stem_of_script(&folded).unwrap_or(folded)
    };
    let stems: Vec<String> = forms.iter().map(root).collect();
    assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?}: {stems:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_decides_for_latin_words_and_the_script_for_others() {
        assert_eq!(stem("carers", Spoken::English).as_deref(), Some("carer"));
        assert_eq!(stem("carers", Spoken::Other), None);
        assert_eq!(stem("caafimaadka", Spoken::Somali).as_deref(), Some("caafimaad"));
        assert_eq!(stem("caafimaadka", Spoken::English), None);
        assert_eq!(stem("হাসপাতালে", Spoken::English).as_deref(), Some("হাসপাতাল"));
        assert_eq!(stem("الصحه", Spoken::Other).as_deref(), Some("صح"));
        assert_eq!(stem("здоровье", Spoken::Other), None);
    }

    #[test]
    fn tags() {
        for (tag, spoken) in [
            ("en", Spoken::English),
            ("EN-gb", Spoken::English),
            ("so", Spoken::Somali),
            ("bn", Spoken::Other),
            ("", Spoken::Other),
            ("eng-x", Spoken::Other),
        ] {
            assert_eq!(Spoken::of_tag(tag), spoken, "{tag}");
        }
    }
}
