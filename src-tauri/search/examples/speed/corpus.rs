//! Documents and queries of any number, the same at every run.

use super::sentences::{SMALL_WORDS, Topic, invented};
use crate::common::Text;
use crate::common::numbers::{Numbers, Zipf};
use crate::common::typos::misspelt;

/// Characters of one document.
const LENGTH: usize = 1_800;
/// Some topics are written of more than others.
const TOPICS_ZIPF: f64 = 0.8;
/// How many of a document's sentences are of its topic; the others are of any.
const OF_TOPIC: f64 = 0.75;
/// How many of all words stand in no other topic, like names, so that the vocabulary grows with the collection.
const RARE: f64 = 0.006;

pub fn documents(topics: &[Topic], count: usize) -> Vec<Text> {
    let mut numbers = Numbers::new(42);
    let zipf = Zipf::new(topics.len(), TOPICS_ZIPF);
    let mut rare: Vec<String> = Vec::new();
    let mut documents = Vec::with_capacity(count);
    for nth in 0..count {
        let topic = &topics[zipf.draw(&mut numbers)];
        let mut text = String::with_capacity(LENGTH + 400);
        // Half a sentence short, so that it is the length in the mean.
        while text.len() + 60 < LENGTH {
            let of = if numbers.share() < OF_TOPIC { topic } else { numbers.pick(topics) };
            for word in numbers.pick::<String>(&of.sentences).split(' ') {
                text.push_str(word);
                text.push(' ');
                if numbers.share() < RARE {
                    // Half of them were there before.
                    if rare.is_empty() || numbers.below(2) == 0 {
                        rare.push(format!("{}{}", invented(&mut numbers), invented(&mut numbers)));
                        text.push_str(&rare[rare.len() - 1]);
                    } else {
                        text.push_str(numbers.pick::<String>(&rare));
                    }
                    text.push(' ');
                }
            }
            text.pop();
            text.push_str(". ");
        }
        documents.push(Text { id: format!("r{nth}"), title: topic.title.clone(), text });
    }
    documents
}

/// Queries of one kind.
pub struct Class {
    pub name: &'static str,
    pub queries: Vec<String>,
    pub typing: bool,
}

const SHORT: usize = 196;
const QUESTIONS: usize = 96;
/// So many short queries and questions are also typed letter by letter.
const TYPED: (usize, usize) = (20, 5);

pub fn classes(topics: &[Topic]) -> Vec<Class> {
    let mut numbers = Numbers::new(43);
    let zipf = Zipf::new(topics.len(), TOPICS_ZIPF);
    let topic = |numbers: &mut Numbers| &topics[zipf.draw(numbers)];
    let short = filled(SHORT, || short(topic(&mut numbers), &mut numbers));
    let mut numbers = Numbers::new(44);
    let questions = filled(QUESTIONS, || question(topic(&mut numbers), &mut numbers));
    let typed = short[..TYPED.0].iter().chain(&questions[..TYPED.1]).flat_map(|words| keystrokes(words)).collect();
    let wrong = short.iter().map(|words| misspelt(words, words, 7)).filter(|words| !short.contains(words)).collect();
    vec![
        Class { name: "short query", queries: short, typing: false },
        Class { name: "whole question", queries: questions, typing: false },
        Class { name: "each keystroke", queries: typed, typing: true },
        Class { name: "misspelt short query", queries: wrong, typing: false },
    ]
}

fn filled(count: usize, mut make: impl FnMut() -> Option<String>) -> Vec<String> {
    std::iter::from_fn(|| Some(make())).flatten().take(count).collect()
}

/// One to three words that say something and stand after one another in some sentence.
fn short(topic: &Topic, numbers: &mut Numbers) -> Option<String> {
    let words = words(numbers.pick::<String>(&topic.sentences));
    let telling: Vec<&String> = words.iter().filter(|word| word.len() >= 4 && !is_small(word)).collect();
    let length = 1 + numbers.below(3);
    let start = numbers.below((telling.len() + 1).checked_sub(length).filter(|starts| *starts > 0)?);
    Some(telling[start..start + length].iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "))
}

const OPENINGS: [&str; 10] = [
    "what is the",
    "how is",
    "what are the signs of",
    "can you tell me about",
    "who is at risk of",
    "how can i help someone with",
    "what should i do about",
    "is there a way to treat",
    "why do people have",
    "where can i find out more about",
];

/// Seven to twelve words, small ones among them.
fn question(topic: &Topic, numbers: &mut Numbers) -> Option<String> {
    let opening = numbers.pick(&OPENINGS);
    let words = words(numbers.pick::<String>(&topic.sentences));
    let length = 7 + numbers.below(6);
    let more = length.saturating_sub(opening.split(' ').count()).max(1);
    let start = numbers.below((words.len() + 1).checked_sub(more).filter(|starts| *starts > 0)?);
    let rest = &words[start..start + more];
    rest.iter().any(|word| word.len() >= 4 && !is_small(word)).then(|| format!("{opening} {}", rest.join(" ")))
}

fn words(sentence: &str) -> Vec<String> {
    let letters = |word: &str| word.chars().all(char::is_alphabetic) && !word.is_empty();
    let signs = |sign: char| !sign.is_alphanumeric();
    sentence
        .split(' ')
        .map(|word| word.trim_matches(signs))
        .filter(|word| letters(word))
        .map(str::to_lowercase)
        .collect()
}

fn is_small(word: &str) -> bool {
    SMALL_WORDS.contains(&word)
}

/// All beginnings of two letters and more; a space changes nothing.
fn keystrokes(words: &str) -> Vec<String> {
    let ends = words.char_indices().map(|(at, letter)| at + letter.len_utf8()).skip(1);
    ends.map(|end| words[..end].to_owned()).filter(|typed| !typed.ends_with(' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::made_up;

    #[test]
    fn keystrokes_from_the_second_letter() {
        assert_eq!(keystrokes("flu é"), ["fl", "flu", "flu é"]);
        assert!(keystrokes("x").is_empty());
    }

    #[test]
    fn documents_are_of_their_length_and_the_same_every_time() {
        let topics = made_up(50);
        let (documents, again) = (documents(&topics, 300), documents(&topics, 300));
        assert_eq!(documents, again);
        let mean = documents.iter().map(|document| document.text.len()).sum::<usize>() / documents.len();
        assert!((1_750..1_850).contains(&mean), "{mean}");
    }

    #[test]
    fn queries_of_every_class() {
        let classes = classes(&made_up(50));
        let counts: Vec<usize> = classes.iter().map(|class| class.queries.len()).collect();
        assert_eq!(counts[..2], [SHORT, QUESTIONS]);
        assert!(counts[2] > 300 && counts[3] > 100, "{counts:?}");
        for (class, lengths) in classes.iter().zip([1..=3, 7..=12]) {
            assert!(class.queries.iter().all(|words| lengths.contains(&words.split(' ').count())), "{}", class.name);
        }
    }
}
