//! One spelling for every way of writing a word: case, width, ligatures, accents of Latin and Greek letters, Arabic
//! and Hebrew vowel signs, Arabic and Urdu letter variants, digits of other scripts, invisible characters.
//! Marks of Indic scripts are letters in all but name and are never touched.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest term in bytes that is kept; what is longer is cut, in the index and in the query alike.
pub const LONGEST_TERM: usize = 255;

/// The folded form of a word, apostrophes left out. A word that would fold to nothing (a lone Arabic lengthening sign)
/// stays as it is, so that it can still be found.
pub fn fold_word(word: &str) -> String {
    if word.is_ascii() {
        let mut folded = word.to_ascii_lowercase();
        folded.retain(|c| c != '\'' && c != '`');
        return cut(if folded.is_empty() { word.to_owned() } else { folded });
    }
    let mut folded = String::with_capacity(word.len());
    let mut accents_fold = false;
    for c in word.nfkd().filter(|c| !is_invisible(*c) && !is_apostrophe(*c)) {
        if is_combining_mark(c) {
            if !(accents_fold || is_vowel_sign(c) || is_half_of_a_vowel(c)) {
                folded.push(c);
            }
            continue;
        }
        accents_fold = has_foldable_accents(c);
        for lower in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            push_letter(lower, &mut folded);
        }
    }
    let folded: String = folded.nfc().collect();
    cut(if folded.is_empty() { word.nfkc().collect() } else { folded })
}

/// Apostrophes and what is typed for them. They bind the letters around them into one word and do not tell words apart.
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{B4}' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2B9}'..='\u{2BF}' | '\u{2C8}' | '\u{2CA}' | '\u{2CB}' | '\u{FF07}' | '\u{55A}' | '\u{5F3}' | '\u{A78C}'
    )
}

/// Hyphens that join two words into one; dashes between words are none of them.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}')
}

fn cut(mut term: String) -> String {
    if term.len() > LONGEST_TERM {
        let mut end = LONGEST_TERM;
        while !term.is_char_boundary(end) {
            end -= 1;
        }
        term.truncate(end);
    }
    term
}

/// Soft hyphens, joiners, direction marks, variation selectors, the Arabic lengthening sign.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// Signs that Arabic, Urdu and Hebrew are mostly written without.
fn is_vowel_sign(c: char) -> bool {
    matches!(
        c,
        '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
    )
}

/// The Thai and Lao vowel am is one sign when typed and two in normal form KC, of which this one is the first.
pub fn is_half_of_a_vowel(c: char) -> bool {
    matches!(c, '\u{E4D}' | '\u{ECD}')
}

/// A Latin or Greek word in lower case with its accents, where it has any: beside the folded word, so that what is
/// written just as it was typed comes first.
pub fn accented(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let lower: String = word.nfc().collect::<String>().to_lowercase().nfc().collect();
    (!lower.is_ascii() && lower.chars().all(has_foldable_accents)).then(|| cut(lower))
}

/// Latin and Greek: an accent does not make another word for somebody who types without accents.
fn has_foldable_accents(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{2AF}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}')
}

fn push_letter(c: char, folded: &mut String) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'ħ' => folded.push('h'),
        'ς' => folded.push('σ'),
        // Arabic and Urdu: forms of alef, yeh, kaf and heh that keyboards and PDF producers mix.
        '\u{671}'..='\u{673}' | '\u{675}' => folded.push('\u{627}'),
        '\u{649}' | '\u{6CC}' | '\u{6CD}' | '\u{6D0}' | '\u{678}' => folded.push('\u{64A}'),
        '\u{6A9}' | '\u{6AA}' => folded.push('\u{643}'),
        '\u{629}' | '\u{6BE}' | '\u{6C1}' | '\u{6C3}' | '\u{6D5}' => folded.push('\u{647}'),
        c => folded.push(ascii_digit(c).unwrap_or(c)),
    }
}

/// The first digit, zero, of each script whose digits stand ten in a row.
const ZEROS: &[u32] = &[
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040,
    0x17E0, 0x1810,
];

fn ascii_digit(c: char) -> Option<char> {
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&(c as u32)))?;
    char::from_digit(c as u32 - zero, 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        for (written, folded) in [
            ("Café", "cafe"),
            ("CAFE\u{301}", "cafe"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("ｆｕｌｌ", "full"),
            ("ﬁnger", "finger"),
            ("Let’s", "lets"),
            ("la'aan", "laaan"),
            ("co\u{AD}operate", "cooperate"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            // Arabic with and without vowel signs, hamza, lengthening; Urdu and Persian letters.
            ("مُسْتَشْفَى", "مستشفي"),
            ("إلى", "الي"),
            ("صـــحة", "صحه"),
            ("کتاب", "كتاب"),
            ("ﻻ", "لا"),
            ("٢٠٢٠", "2020"),
            ("۲۰۲۰", "2020"),
            ("২০২০", "2020"),
            // Cyrillic short i is a letter of its own.
            ("Район", "район"),
        ] {
            assert_eq!(fold_word(written), folded, "{written}");
        }
    }

    #[test]
    fn marks_of_indic_scripts_stay() {
        assert_ne!(fold_word("স্বাস্থ্য"), fold_word("সবাসথয"));
        assert_ne!(fold_word("कि"), fold_word("की"));
        assert_eq!(fold_word("স্বাস্থ্য").chars().filter(|c| *c == '\u{9CD}').count(), 3);
        // The two ways to write one Bengali letter, and a joiner that only shapes.
        assert_eq!(fold_word("\u{9DF}"), fold_word("\u{9AF}\u{9BC}"));
        assert_eq!(fold_word("র\u{200D}্যাব"), fold_word("র্যাব"));
    }

    #[test]
    fn nothing_folds_to_nothing_and_long_words_are_cut_on_a_letter() {
        assert_eq!(fold_word("\u{640}\u{640}"), "\u{640}\u{640}");
        assert_eq!(fold_word("'"), "'");
        let long = fold_word(&"স্বা".repeat(100));
        assert!(long.len() > 240 && long.len() <= LONGEST_TERM);
    }

    proptest! {
        #[test]
        fn every_normal_form_folds_alike(word in "\\PC{1,12}") {
            let folded = fold_word(&word);
            prop_assert_eq!(&folded, &fold_word(&word.nfc().collect::<String>()));
            prop_assert_eq!(&folded, &fold_word(&word.nfd().collect::<String>()));
        }
    }
}
