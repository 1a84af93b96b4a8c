//! Bengali: the endings of case, number and emphasis that cling to a noun, and the spellings that people mix.

/// Signs that do not tell two words apart for somebody who spells by ear: short and long i and u, the dot below, the
/// two n, the three s, the two ways to write a final t and ng, and the two j.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{9BC}' => "",
        'ী' => "ি",
        'ূ' => "ু",
        'ঈ' => "ই",
        'ঊ' => "উ",
        'ণ' => "ন",
        'শ' | 'ষ' => "স",
        'ৎ' => "ত",
        'ঙ' => "ং",
        'য' => "জ",
        _ => return None,
    })
}

/// Longest first, so that one pass takes the whole ending. Written in their plain spelling.
const ENDINGS: &[&str] = &[
    "গুলোতে",
    "গুলিতে",
    "গুলোর",
    "গুলির",
    "গুলোকে",
    "গুলিকে",
    "দেরকে",
    "গুলো",
    "গুলি",
    "টিতে",
    "টাতে",
    "টিকে",
    "টাকে",
    "টির",
    "টার",
    "দের",
    "েরা",
    "তেও",
    "তেই",
    "রাও",
    "েও",
    "েই",
    "টি",
    "টা",
    "কে",
    "ের",
    "তে",
    "রা",
    "ও",
    "ই",
    "ে",
    "র",
];

/// Letters, not counting vowel signs and joiners, that must be left.
const FEWEST_LETTERS: usize = 2;

/// The stem of a folded Bengali word, where it differs from the word.
pub fn stem(word: &str) -> Option<String> {
    let mut stem = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        // Ya-phalaa: heard, if at all, in the vowel.
        if c == '\u{9CD}' && letters.peek() == Some(&'য') {
            letters.next();
            continue;
        }
        // য় is a letter of its own, the glide: it is no j.
        if c == 'য' && letters.peek() == Some(&'\u{9BC}') {
            letters.next();
            stem.push_str("য়");
            continue;
        }
        if c == '\u{9DF}' {
            stem.push_str("য়");
            continue;
        }
        match plain(c) {
            Some(plain) => stem.push_str(plain),
            None => stem.push(c),
        }
    }
    if let Some(rest) = ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending).filter(|rest| is_enough(rest))) {
        stem.truncate(rest.len());
    }
    (stem != word && !stem.is_empty()).then_some(stem)
}

fn is_enough(rest: &str) -> bool {
    let letters = rest.chars().filter(|c| matches!(c, '\u{985}'..='\u{9B9}' | '\u{9DC}'..='\u{9E1}')).count();
    letters >= FEWEST_LETTERS && !rest.ends_with('\u{9CD}')
}

#[cfg(test)]
mod tests {
    use super::super::stem::assert_meet;
    use super::*;

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [
            &["হাসপাতাল", "হাসপাতালে", "হাসপাতালের", "হাসপাতালগুলো", "হাসপাতালটি"][..],
            &["শিশু", "শিশুর", "শিশুদের", "শিশুরা", "শিশুকে", "শিশুটি"],
            &["টিকা", "টিকার", "টিকাগুলো", "টীকা"],
            &["সরকারি", "সরকারী"],
            &["ওষুধ", "ওষুধের"],
            &["স্বাস্থ্য", "স্বাস্থ্যের", "স্বাস্থ"],
            &["ডায়াবেটিস", "ডায়াবেটিসের", "ডায়াবেটিস"],
        ] {
            assert_meet(forms);
        }
    }

    #[test]
    fn short_words_keep_what_they_have() {
        for word in ["মা", "ও", "কর", "পা"] {
            assert_eq!(stem(word), None, "{word}");
        }
    }
}
