//! Words by UAX #29. Most text is ASCII with a dash or a quotation mark here and there: its ASCII stretches are cut by the
//! rules that concern ASCII, several times as fast as by those for all of Unicode, with the same words.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::is_half_of_a_vowel;

/// Calls `each` with every word of a text in normal form and where it stands: what has a letter or a digit, without the
/// signs around it.
pub fn each_word<'a>(text: &'a str, mut each: impl FnMut(usize, &'a str)) {
    let mut from = 0;
    while from < text.len() {
        let other = text[from..].find(|c: char| !c.is_ascii()).map_or(text.len(), |at| from + at);
        let plain =
            if other == text.len() { other } else { text[from..other].rfind(is_gap).map_or(from, |at| from + at) };
        each_ascii_word(&text[from..plain], |at, word| each(from + at, word));
        from = if other == text.len() { other } else { end_of_other(text, other) };
        each_word_of_any(&text[plain..from], |at, word| each(plain + at, word));
    }
}

/// Where a bound is for certain, unless a mark follows that clings to it.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\n')
}

/// The next gap with something of ASCII behind it.
fn end_of_other(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| is_gap(char::from(bytes[*at])) && bytes.get(at + 1).is_some_and(u8::is_ascii);
    (from..bytes.len()).find(is_end).unwrap_or(bytes.len())
}

fn each_word_of_any<'a>(text: &'a str, mut each: impl FnMut(usize, &'a str)) {
    for (at, segment) in text.split_word_bound_indices() {
        if !segment.chars().any(|c| c.is_alphanumeric() && !is_half_of_a_vowel(c)) {
            continue;
        }
        // A mark without a letter clings to the space before it; underscores cling to words.
        let ended = segment.trim_end_matches('_');
        let word = ended.trim_start_matches(|c: char| !c.is_alphanumeric());
        each(at + (ended.len() - word.len()), word);
    }
}

fn each_ascii_word<'a>(text: &'a str, mut each: impl FnMut(usize, &'a str)) {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut at = 0;
    while at < bytes.len() {
        if !is_part(bytes[at]) {
            at += 1;
            continue;
        }
        let from = at;
        while at < bytes.len() {
            let joins = || {
                let next = bytes.get(at + 1).copied().unwrap_or_default();
                // No underscore: it joins letters, but does not stand beside a sign for one.
                match (bytes[at - 1], bytes[at]) {
                    (b'a'..=b'z' | b'A'..=b'Z', b'\'' | b'.' | b':') => next.is_ascii_alphabetic(),
                    (b'0'..=b'9', b'\'' | b'.' | b',' | b';') => next.is_ascii_digit(),
                    _ => false,
                }
            };
            if !is_part(bytes[at]) && !joins() {
                break;
            }
            at += 1;
        }
        let word = text[from..at].trim_matches('_');
        if !word.is_empty() {
            each(from + text[from..at].find(|c| c != '_').unwrap_or_default(), word);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn both(text: &str) -> [Vec<(usize, &str)>; 2] {
        let (mut fast, mut all) = (Vec::new(), Vec::new());
        each_word(text, |at, word| fast.push((at, word)));
        each_word_of_any(text, |at, word| all.push((at, word)));
        [fast, all]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn words_of_ascii_are_those_of_any_text(text in "([a-c]|[0-2]|[ -/:-@\\[-`{-~]|[\\x00-\\x7F]){0,24}") {
            let [fast, all] = both(&text);
            prop_assert_eq!(fast, all);
        }

        #[test]
        fn words_among_other_signs_too(
            text in "([a-c0-2]|[ \n]|[ '.,:;_\"-]|[\u{301}\u{9BE}\u{AD}\u{200D}\u{2003}’…–éকক্ষא糖น้🙂]|\\PC){0,24}",
        ) {
            let [fast, all] = both(&text);
            prop_assert_eq!(fast, all);
        }
    }
}
