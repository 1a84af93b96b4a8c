//! What the documents are mixed from: topics, each with a name and sentences of its own.

use std::path::Path;

use crate::common::Outcome;
use crate::common::collection;
use crate::common::numbers::{Numbers, Zipf};

pub struct Topic {
    pub title: String,
    pub sentences: Vec<String>,
}

/// Words that stand in every text and say nothing of it.
pub const SMALL_WORDS: [&str; 48] = [
    "the", "of", "and", "to", "a", "in", "is", "that", "it", "for", "was", "on", "are", "as", "with", "be", "at",
    "have", "this", "or", "from", "by", "not", "but", "what", "some", "we", "can", "were", "all", "your", "when",
    "you", "if", "there", "do", "their", "will", "which", "an", "they", "may", "who", "these", "other", "more", "has",
    "how",
];

/// The sentences of a collection, a topic for each of its documents.
pub fn of_file(docs: &Path) -> Outcome<Vec<Topic>> {
    let mut topics = Vec::new();
    for document in collection::documents(docs)? {
        let sentences: Vec<String> = document
            .text
            .split(". ")
            .map(|sentence| sentence.trim().trim_end_matches('.'))
            .filter(|sentence| (20..400).contains(&sentence.len()))
            .map(str::to_owned)
            .collect();
        if sentences.len() >= 3 {
            topics.push(Topic { title: document.title, sentences });
        }
    }
    // Commonest first, in no order that the file's own could bring in.
    let mut numbers = Numbers::new(1);
    for end in (1..topics.len()).rev() {
        topics.swap(end, numbers.below(end + 1));
    }
    Ok(topics)
}

const VOCABULARY: usize = 20_000;
const OWN_WORDS: usize = 40;

/// Where there is no file: words made of syllables, as common as words are (Zipf), each topic with words of its own.
pub fn made_up(count: usize) -> Vec<Topic> {
    let mut numbers = Numbers::new(2);
    let vocabulary: Vec<String> = (0..VOCABULARY).map(|_| invented(&mut numbers)).collect();
    let common = Zipf::new(VOCABULARY, 1.0);
    let small = Zipf::new(SMALL_WORDS.len(), 0.8);
    let own = Zipf::new(OWN_WORDS, 1.0);
    let mut topics = Vec::with_capacity(count);
    for _ in 0..count {
        let words: Vec<&String> = (0..OWN_WORDS).map(|_| numbers.pick(&vocabulary)).collect();
        let length = 2 + numbers.below(3);
        let title = words[..length].iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
        let sentence = |numbers: &mut Numbers| {
            let words: Vec<&str> = (0..8 + numbers.below(15))
                .map(|_| match numbers.share() {
                    share if share < 0.42 => SMALL_WORDS[small.draw(numbers)],
                    share if share < 0.72 => &vocabulary[common.draw(numbers)],
                    _ => words[own.draw(numbers)].as_str(),
                })
                .collect();
            words.join(" ")
        };
        topics.push(Topic { title, sentences: (0..30).map(|_| sentence(&mut numbers)).collect() });
    }
    topics
}

/// A word that nobody knows, with an ending that stems can be cut from.
pub fn invented(numbers: &mut Numbers) -> String {
    let mut word = String::new();
    for _ in 0..2 + numbers.below(3) {
        word.push_str(
            numbers.pick::<&str>(&["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr"]),
        );
        word.push_str(numbers.pick::<&str>(&["a", "e", "i", "o", "u", "an", "en", "or", "il", "us"]));
    }
    word.push_str(numbers.pick::<&str>(&["", "", "", "s", "ed", "ing", "ation", "al"]));
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_without_a_file() {
        let (topics, again) = (made_up(20), made_up(20));
        assert_eq!(topics.len(), 20);
        assert!(topics.iter().all(|topic| topic.sentences.len() == 30 && !topic.title.is_empty()));
        assert_eq!(topics[7].sentences, again[7].sentences);
    }
}
