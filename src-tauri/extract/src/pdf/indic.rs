//! Vowel signs that stand before their consonant, put behind it, where they are written and typed.

use super::Glyph;

/// Bengali ি ে ৈ and their kin: spoken and stored after the consonant, and drawn before it.
fn is_drawn_before(text: &str) -> bool {
    let mut letters = text.chars();
    let sign = letters.next().is_some_and(|c| {
        matches!(c as u32,
            0x093f | 0x09bf | 0x09c7 | 0x09c8 | 0x0a3f | 0x0abf | 0x0b47 // Devanagari, Bengali, Gurmukhi, Gujarati, Odia
            | 0x0bc6..=0x0bc8 | 0x0d46..=0x0d48 | 0x0dd9..=0x0ddb | 0x1031 // Tamil, Malayalam, Sinhala, Burmese
        )
    });
    sign && letters.next().is_none()
}

/// Joins the letters on both sides of it into one shape.
fn is_joiner(c: char) -> bool {
    matches!(c as u32, 0x094d | 0x09cd | 0x0a4d | 0x0acd | 0x0b4d | 0x0bcd | 0x0c4d | 0x0ccd | 0x0d4d | 0x0dca | 0x1039)
}

/// A sign over, under or behind a letter, of the same syllable as it.
fn is_dot(c: char) -> bool {
    matches!(c as u32, 0x093c | 0x09bc | 0x0a3c | 0x0abc | 0x0b3c)
}

/// Reorders a page whose glyphs come in the order of drawing. Files that tell their text in the order of reading are
/// left alone: in those, no such sign ever begins a word.
pub(super) fn reorder(glyphs: &mut [Glyph]) {
    let signs: Vec<usize> = (0..glyphs.len()).filter(|at| is_drawn_before(&glyphs[*at].text)).collect();
    let begins_word = |at: &usize| {
        at.checked_sub(1)
            .is_none_or(|before| !glyphs[before].text.ends_with(|c: char| c as u32 > 0x7f && !c.is_whitespace()))
    };
    let at_beginnings = signs.iter().filter(|at| begins_word(at)).count();
    if at_beginnings == 0 || at_beginnings * 12 < signs.len() {
        return;
    }
    for at in signs {
        let mut next = at + 1;
        // The consonant, with all that is joined to it.
        while next < glyphs.len() && glyphs[next].text.starts_with(char::is_alphabetic) {
            let is_half = glyphs[next].text.ends_with(is_joiner);
            next += 1;
            let goes_on = glyphs.get(next).is_some_and(|glyph| glyph.text.starts_with(|c| is_joiner(c) || is_dot(c)));
            if goes_on {
                next += 1;
            }
            if !is_half {
                break;
            }
        }
        // Only the texts move: the places stay as they were drawn, left to right.
        for index in at + 1..next {
            let (before, after) = glyphs.split_at_mut(index);
            std::mem::swap(&mut before[index - 1].text, &mut after[0].text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::glyphs;
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn read(drawn: &[&str]) -> String {
        let mut page: Vec<Glyph> = drawn
            .iter()
            .flat_map(|text| glyphs("x", 0.0, 0.0).into_iter().map(|glyph| Glyph { text: (*text).to_owned(), ..glyph }))
            .collect();
        reorder(&mut page);
        page.into_iter().map(|glyph| glyph.text).collect::<String>().nfc().collect()
    }

    #[test]
    fn signs_go_behind_their_consonants() {
        // কি খবর, যে দিন, প্রেম, ভালো (whose vowel stands on both sides)
        assert_eq!(read(&["ি", "ক", " ", "খ", "ব", "র"]), "কি খবর");
        assert_eq!(read(&["ে", "য", " ", "ি", "দ", "ন"]), "যে দিন");
        assert_eq!(read(&["ে", "প", "্র", "ম"]), "প্রেম");
        assert_eq!(read(&["ে", "ক", "া", "ন", "ো"]), "কোনো");
        assert_eq!(read(&["ে", "ক্", "ষ"]), "ক্ষে");
    }

    #[test]
    fn text_in_the_order_of_reading_stays() {
        assert_eq!(read(&["ক", "ি", " ", "ন", "ে", "ই"]), "কি নেই");
        assert_eq!(read(&["কি", " ", "নেই"]), "কি নেই");
        assert_eq!(read(&["a", "b"]), "ab");
        assert_eq!(read(&["ি"]), "ি");
    }
}
