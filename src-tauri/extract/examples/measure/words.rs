//! How alike two texts are, as words and in their order.
//!
//! Words are runs of letters, figures and their marks, NFKC and in small letters; a word broken by a hyphen at the end
//! of a line is whole for everyone. Where a script puts no spaces between words, each sign is one.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text, in their order.
pub fn words(text: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut letters = text.nfkc().flat_map(char::to_lowercase).peekable();
    while let Some(c) = letters.next() {
        match c {
            _ if is_unspaced(c) => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                words.push(c.to_string());
            }
            // Joiners, marks of direction, soft hyphens and the tatweel are no letters, and end no word.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{640}'
            | '\u{feff}' => {
                if c == '\u{ad}' {
                    while letters.next_if(|next| next.is_whitespace()).is_some() {}
                }
            }
            '-' | '\u{2010}' if !word.is_empty() && letters.peek() == Some(&'\n') => {
                while letters.next_if(|next| next.is_whitespace()).is_some() {}
            }
            _ if c.is_alphanumeric() || is_combining_mark(c) => word.push(c),
            _ => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Chinese, Japanese, Thai and their kin.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0x20000..=0x3ffff)
}

/// How many of the words of two texts are the same, wherever they stand: F1, from 0 to 1.
pub fn word_f1(a: &[String], b: &[String]) -> f64 {
    f1(a.iter(), b.iter())
}

/// The same of pairs of words that follow each other.
pub fn order_f1(a: &[String], b: &[String]) -> f64 {
    f1(a.windows(2), b.windows(2))
}

/// 2 c / (a + b), where c counts what both have.
fn f1<T: std::hash::Hash + Eq>(a: impl ExactSizeIterator<Item = T>, b: impl ExactSizeIterator<Item = T>) -> f64 {
    let all = a.len() + b.len();
    if all == 0 {
        return 1.0;
    }
    let mut counts: HashMap<T, usize> = HashMap::new();
    for one in a {
        *counts.entry(one).or_default() += 1;
    }
    let mut common = 0;
    for one in b {
        if let Some(count) = counts.get_mut(&one).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    2.0 * common as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_into_words() {
        for (text, expected) in [
            ("Wash your HANDS, twice!", "wash your hands twice"),
            ("the oﬃce vac-\ncine and vac\u{ad}\ncine", "the office vaccine and vaccine"),
            ("self-care", "self care"),
            ("لـلأطفال", "للأطفال"),
            ("আপনার\u{200c}কি", "আপনারকি"),
            ("流感 NHS疫", "流 感 nhs 疫"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected.nfkc().collect::<String>(), "{text}");
        }
    }

    #[test]
    fn likeness() {
        let of = |text| words(text);
        assert_eq!(word_f1(&of("a b c"), &of("c b a")), 1.0);
        assert_eq!(order_f1(&of("a b c"), &of("c b a")), 0.0);
        assert_eq!(word_f1(&of("a a b"), &of("a b b")), 2.0 * 2.0 / 6.0);
        assert_eq!(word_f1(&of(""), &of("")), 1.0);
        assert_eq!(word_f1(&of("a"), &of("")), 0.0);
        assert_eq!(order_f1(&of("a b c d"), &of("a b d")), 2.0 / 5.0);
    }
}
