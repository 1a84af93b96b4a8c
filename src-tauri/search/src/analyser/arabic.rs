//! Arabic script: the article and the small words written onto the next, and the endings of number, gender and
//! possession. After the idea of Larkey's light stemmer (SIGIR 2002): only endings, never patterns. Urdu shares the
//! script and a few of the endings; its own plural is among them.

/// Folded, longest first.
const BEFORE: &[&str] = &["وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل", "و"];
const AFTER: &[&str] = &["يات", "ها", "ان", "ات", "ون", "وں", "ين", "يں", "يه", "هم", "نا", "كم", "ه", "ي"];

/// Letters that must be left in front of an ending; behind an article one more.
const FEWEST_LETTERS: usize = 2;

/// The stem of a folded word in Arabic script, where it differs from the word.
pub fn stem(word: &str) -> Option<String> {
    let long = |rest: &&str, least: usize| rest.chars().count() >= least;
    let mut stem = word;
    // A lone "and" is taken off only in front of a long word: many words begin with the letter.
    if let Some(rest) = BEFORE.iter().find_map(|before| {
        let least = if before.chars().count() == 1 { FEWEST_LETTERS + 2 } else { FEWEST_LETTERS + 1 };
        stem.strip_prefix(before).filter(|rest| long(rest, least))
    }) {
        stem = rest;
    }
    if let Some(rest) =
        AFTER.iter().find_map(|after| stem.strip_suffix(after).filter(|rest| long(rest, FEWEST_LETTERS)))
    {
        stem = rest;
    }
    (stem != word).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::stem::assert_meet;
    use super::*;

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [
            &["صحة", "الصحة", "والصحة", "بالصحة", "للصحة", "صحي", "الصحية"][..],
            &["مستشفى", "المستشفى", "مستشفيات", "المستشفيات"],
            &["طبيب", "الطبيب", "طبيبها"],
            &["لقاح", "لقاحات", "اللقاحات"],
            // Urdu.
            &["ہسپتال", "ہسپتالوں"],
        ] {
            assert_meet(forms);
        }
    }

    #[test]
    fn short_words_keep_what_they_have() {
        for word in ["لا", "في", "من", "ولد"] {
            assert_eq!(stem(word), None, "{word}");
        }
    }
}
