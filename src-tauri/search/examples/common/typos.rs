//! Misspellings, made by chance and the same at every run.

use super::numbers::Numbers;

const LETTERS: [char; 26] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z',
];

/// The words with one of their Latin words of five letters or more misspelt by one edit: a letter too much, one missing,
/// one for another, or two neighbours swapped. Words without such a word stay as they are.
pub fn misspelt(words: &str, name: &str, seed: u64) -> String {
    let mut numbers = Numbers::named(seed, name);
    let long = long_words(words);
    if long.is_empty() {
        return words.to_owned();
    }
    let (start, end) = *numbers.pick(&long);
    let word = &words[start..end];
    loop {
        let edited = edited(word, &mut numbers);
        if !edited.eq_ignore_ascii_case(word) {
            return format!("{}{edited}{}", &words[..start], &words[end..]);
        }
    }
}

/// Where words of five letters or more stand. Others than Latin ones would need letters of their own.
fn long_words(words: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in words.char_indices().chain([(words.len(), ' ')]) {
        match (letter.is_ascii_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if at - from >= 5 {
                    found.push((from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn edited(word: &str, numbers: &mut Numbers) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = numbers.below(letters.len());
    match numbers.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, *numbers.pick(&LETTERS)),
        2 => letters[at] = *numbers.pick(&LETTERS),
        _ => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits between two words where two swapped neighbours are one.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = match (i, j) {
                    (0, j) => j,
                    (i, 0) => i,
                    _ => {
                        let other = usize::from(a[i - 1] != b[j - 1]);
                        let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + other);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            least = least.min(rows[i - 2][j - 2] + 1);
                        }
                        least
                    }
                };
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn one_edit_in_one_long_word() {
        let words = "how is Parkinson's disease treated, and by whom?";
        let mut seen = std::collections::HashSet::new();
        for seed in 0..400 {
            let made = misspelt(words, "q1", seed);
            assert_eq!(distance(words, &made), 1, "{made}");
            assert!(made.starts_with("how is ") && made.ends_with(", and by whom?"), "{made}");
            seen.insert(made);
        }
        assert!(seen.len() > 200, "{}", seen.len());
        let lengths: std::collections::HashSet<usize> = seen.iter().map(String::len).collect();
        assert_eq!(lengths, [words.len() - 1, words.len(), words.len() + 1].into());
    }

    #[test]
    fn the_same_for_the_same_seed_and_query() {
        assert_eq!(misspelt("kidney stones", "q1", 7), misspelt("kidney stones", "q1", 7));
        let by_seed: std::collections::HashSet<String> =
            [7, 11, 12, 13].into_iter().map(|seed| misspelt("kidney stones", "q1", seed)).collect();
        assert!(by_seed.len() > 1);
    }

    #[test]
    fn words_that_are_left_alone() {
        for words in ["", "DDT", "flu jab", "স্বাস্থ্য", "caf\u{e9}s no", "12345 678"] {
            assert_eq!(misspelt(words, "q", 7), words);
        }
        // A letter doubled or swapped with its like changes nothing and is not taken.
        (0..200).for_each(|seed| assert_ne!(misspelt("aaaaa", "q", seed), "aaaaa"));
    }
}
