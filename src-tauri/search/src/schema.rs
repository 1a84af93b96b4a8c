//! How a [`Document`] lies in the index: one card for the resource and one entry per page, so that a hit knows its page.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use catalogue::ResourceId;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

use crate::Document;
use crate::analyser::{self, Spoken};
use crate::packed::{self, Pack};

/// Number of the form of the index. It stands in the index's path: raise it with every change to the analyser, the
/// schema or what is stored, and the index is made again.
pub const FORMAT: u32 = 3;

/// Longer texts (files without pages) are cut into stretches of about so many characters, so that one stretch is quick
/// to read again for its passage and a long file does not outweigh a short one.
const STRETCH: usize = 16_000;

/// How often a word of a heading counts. Weighing occurrences before they are counted is BM25F (Robertson, Zaragoza and
/// Taylor, 2004), and costs a search nothing: no field more is to be looked into.
const HEADING: usize = 2;

/// Fields with words, in the order of [`Schemed::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Title = 0,
    /// Summary, topics, labels and file names.
    About = 1,
    Body = 2,
}

impl Place {
    pub const ALL: [Place; 3] = [Place::Title, Place::About, Place::Body];
}

/// The schema with its fields at hand.
#[derive(Debug, Clone)]
pub struct Schemed {
    pub schema: Schema,
    /// Identity, for replacing.
    pub resource: Field,
    /// All entries of one resource have one key.
    pub key: Field,
    pub facts: Field,
    /// The title as [`analyser::key`], for exact titles.
    pub title_key: Field,
    /// Topics as they are written, for suggestions.
    pub topic: Field,
    /// Words by [`Place`].
    pub words: [Field; 3],
    /// Stems by [`Place`], where they differ from the word.
    pub stems: [Field; 3],
    /// Stored: [`Card`] or [`PageHead`] as JSON.
    pub head: Field,
    /// Stored: the page's text, white space tidied.
    pub text: Field,
}

/// Stored with a resource.
#[derive(Debug, Serialize, Deserialize)]
pub struct Card {
    pub id: String,
    pub title: String,
    /// Summary and topics.
    pub about: String,
    /// Labels and names of the files: shown only where nothing else tells why the resource was found.
    pub files: String,
    /// Of each file whose text is here, what tells it from others, in order.
    pub same: Vec<String>,
}

/// Stored with a page.
#[derive(Debug, Serialize, Deserialize)]
pub struct PageHead {
    pub attachment: String,
    pub page: Option<u32>,
}

/// What is needed of an entry to filter it, as one short string of few distinct values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub card: bool,
    /// The first page of a file, where most say what they are about.
    pub first: bool,
    pub kind: String,
    pub withdrawn: bool,
    pub language: String,
    /// First and last year of the printed date.
    pub years: Option<(i16, i16)>,
}

impl Facts {
    fn written(&self) -> String {
        let Self { card, first, kind, withdrawn, language, years } = self;
        let years = years.map(|(from, to)| format!("{from}\t{to}")).unwrap_or_default();
        format!("{}\t{}\t{}\t{kind}\t{language}\t{years}", u8::from(*card), u8::from(*first), u8::from(*withdrawn))
    }

    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('\t');
        let mut flag = || parts.next().map(|part| part == "1");
        let (card, first, withdrawn) = (flag()?, flag()?, flag()?);
        let (kind, language) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        let years = match (parts.next()?, parts.next()) {
            ("", None) => None,
            (from, to) => Some((from.parse().ok()?, to?.parse().ok()?)),
        };
        Some(Self { card, first, withdrawn, kind, language, years })
    }
}

/// The number by which the index knows a resource.
pub fn key_of(resource: &ResourceId) -> u64 {
    let mut hash = DefaultHasher::new();
    resource.hash(&mut hash);
    hash.finish()
}

impl Schemed {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        // The analyser's terms are handed over ready made; tantivy's own tokenizers are never used.
        let indexing = |option| TextFieldIndexing::default().set_tokenizer(packed::NAME).set_index_option(option);
        let words = TextOptions::default().set_indexing_options(indexing(IndexRecordOption::WithFreqsAndPositions));
        let stems =
            TextOptions::default().set_indexing_options(indexing(IndexRecordOption::WithFreqs).set_fieldnorms(false));
        Self {
            resource: schema.add_text_field("resource", STRING),
            key: schema.add_u64_field("key", FAST),
            facts: schema.add_text_field("facts", TextOptions::default().set_fast("raw")),
            title_key: schema.add_text_field("title_key", STRING),
            topic: schema.add_text_field("topic", STRING),
            words: ["title", "about", "body"].map(|name| schema.add_text_field(name, words.clone())),
            stems: ["title_stem", "about_stem", "body_stem"].map(|name| schema.add_text_field(name, stems.clone())),
            head: schema.add_text_field("head", STORED),
            text: schema.add_text_field("text", STORED),
            schema: schema.build(),
        }
    }

    /// The entries of one resource, its card first.
    pub fn entries(&self, document: &Document, stems: &mut Stems) -> Vec<TantivyDocument> {
        let facts = |card: bool, first: bool, language: &str| Facts {
            card,
            first,
            kind: document.kind.name().to_owned(),
            withdrawn: document.withdrawn,
            language: language.to_owned(),
            years: document.years.filter(|_| card),
        };
        let about = paragraphs([document.summary.as_str(), &document.topics.join(", ")]);
        let files = paragraphs(document.file_words.iter().map(String::as_str));
        let title = tidy(&document.title);
        let mut card = self.entry(document, &facts(true, false, &document.language));
        let spoken = Spoken::of_tag(&document.language);
        self.add_words(&mut card, Place::Title, [(title.as_str(), 1)], spoken, stems);
        self.add_words(&mut card, Place::About, [(paragraphs([about.as_str(), &files]).as_str(), 1)], spoken, stems);
        card.add_text(self.title_key, analyser::key(&title));
        document.topics.iter().map(|topic| tidy(topic)).for_each(|topic| card.add_text(self.topic, topic));
        let mut same = document.files.clone();
        same.sort_unstable();
        same.dedup();
        let (id, title) = (document.resource.0.clone(), document.title.clone());
        add_head(&mut card, self.head, &Card { id, title, about, files, same });
        let mut entries = vec![card];
        for page in &document.pages {
            let language = page.language.as_deref().unwrap_or(&document.language);
            let text = tidy(&page.text);
            let headings: Vec<String> = page.headings.iter().map(|heading| tidy(heading)).collect();
            for stretch in stretches(&text) {
                let mut entry = self.entry(document, &facts(false, page.page == Some(1), language));
                self.add_words(&mut entry, Place::Body, runs(stretch, &headings), Spoken::of_tag(language), stems);
                entry.add_text(self.text, stretch);
                add_head(&mut entry, self.head, &PageHead { attachment: page.attachment.0.clone(), page: page.page });
                entries.push(entry);
            }
        }
        entries
    }

    fn entry(&self, document: &Document, facts: &Facts) -> TantivyDocument {
        let mut entry = TantivyDocument::default();
        entry.add_text(self.resource, document.resource.as_str());
        entry.add_u64(self.key, key_of(&document.resource));
        entry.add_text(self.facts, facts.written());
        entry
    }

    /// Of each part of a text, how often its words count.
    fn add_words<'t>(
        &self,
        entry: &mut TantivyDocument,
        place: Place,
        parts: impl IntoIterator<Item = (&'t str, usize)>,
        spoken: Spoken,
        stems: &mut Stems,
    ) {
        let (mut words, mut stemmed) = (Pack::default(), Pack::default());
        let mut begins = 0;
        for (part, times) in parts {
            let mut ends = begins;
            analyser::each_term(part, |term, position| {
                let position = begins + position;
                ends = position + 1;
                let stem = stems.of(term, spoken);
                for _ in 0..times {
                    words.add(term, position);
                    if let Some(stem) = stem {
                        stemmed.add(stem, position);
                    }
                }
            });
            begins = ends;
        }
        if !stemmed.text.is_empty() {
            entry.add_text(self.stems[place as usize], stemmed.text);
        }
        entry.add_text(self.words[place as usize], words.text);
    }
}

fn add_head(entry: &mut TantivyDocument, field: Field, head: &impl Serialize) {
    // Structs of strings and numbers cannot fail to be written as JSON.
    entry.add_text(field, serde_json::to_string(head).unwrap_or_default());
}

/// Stems met before, by [`Spoken`]: most words of a text were.
#[derive(Default)]
pub struct Stems([HashMap<String, Option<String>, FxBuildHasher>; 3]);

impl Stems {
    fn of(&mut self, term: &str, spoken: Spoken) -> Option<&str> {
        let met = &mut self.0[spoken as usize];
        if !met.contains_key(term) {
            if met.len() > 100_000 {
                met.clear();
            }
            met.insert(term.to_owned(), analyser::stem(term, spoken));
        }
        met.get(term)?.as_deref()
    }
}

/// Short paragraphs as one text.
fn paragraphs<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    tidy(&parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n"))
}

/// White space of every kind made single: a line feed between paragraphs, a space elsewhere. Control characters count
/// as white space; all else stays.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut gap = None;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            let line = matches!(c, '\n' | '\r' | '\u{C}' | '\u{2028}' | '\u{2029}');
            gap = Some(if line || gap == Some('\n') { '\n' } else { ' ' });
            continue;
        }
        if let Some(gap) = gap.take()
            && !tidied.is_empty()
        {
            tidied.push(gap);
        }
        tidied.push(c);
    }
    tidied
}

/// A long text in stretches, cut at a paragraph, else a space, else anywhere. An empty text is no stretch.
fn stretches(text: &str) -> Vec<&str> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.char_indices().nth(STRETCH).map_or(rest.len(), |(end, _)| end);
        let cut = if end == rest.len() {
            end
        } else {
            let half = rest[..end].char_indices().nth(STRETCH / 2).map_or(0, |(half, _)| half);
            let window = &rest[half..end];
            window.rfind('\n').or_else(|| window.rfind(' ')).map_or(end, |at| half + at)
        };
        stretches.push(rest[..cut].trim());
        rest = rest[cut..].trim_start();
    }
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// A tidied text in parts, with how often the words of each count: headings, and what stands between them.
fn runs<'t>(text: &'t str, headings: &[String]) -> Vec<(&'t str, usize)> {
    let mut runs = Vec::new();
    let mut begins = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n').take_while(|_| !headings.is_empty()) {
        if headings.iter().any(|heading| heading == line.trim_end()) {
            runs.push((&text[begins..at], 1));
            runs.push((line, HEADING));
            begins = at + line.len();
        }
        at += line.len();
    }
    runs.push((&text[begins..], 1));
    runs.retain(|(part, _)| !part.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_twice_and_nothing_is_lost() {
        let headings = ["Feet".to_owned(), "Shoes and socks".to_owned()];
        let text = "Feet\nLook at them.\nEvery day.\nShoes and socks\nFeet swell.";
        let parts = runs(text, &headings);
        assert_eq!(
            parts,
            [("Feet\n", 2), ("Look at them.\nEvery day.\n", 1), ("Shoes and socks\n", 2), ("Feet swell.", 1)]
        );
        assert_eq!(parts.iter().map(|(part, _)| *part).collect::<String>(), text);
        assert_eq!(runs(text, &[]), [(text, 1)]);
        assert_eq!(runs("Feet", &headings), [("Feet", 2)]);
    }

    #[test]
    fn white_space_is_tidied_and_nothing_else_changes() {
        for (text, tidied) in [
            ("  a \t b\u{A0}\u{2003}c  ", "a b c"),
            ("one\r\n\r\n two \n three", "one\ntwo\nthree"),
            ("a\u{0}b", "a b"),
            ("ক্ষ \u{200D}x", "ক্ষ \u{200D}x"),
            (" \n ", ""),
        ] {
            assert_eq!(tidy(text), tidied);
        }
    }

    #[test]
    fn long_texts_are_cut_between_words_and_nothing_is_lost() {
        let text = "word কথা ".repeat(6000);
        let stretches = stretches(text.trim());
        assert!(stretches.len() >= 3);
        assert!(stretches.iter().all(|stretch| stretch.chars().count() <= STRETCH));
        assert_eq!(stretches.join(" "), text.trim());
        assert_eq!(super::stretches(&"x".repeat(40_000)).concat().len(), 40_000);
        assert!(super::stretches("").is_empty());
    }

    #[test]
    fn facts_are_read_back() {
        let mut facts = Facts {
            card: true,
            first: false,
            kind: "leaflet".into(),
            withdrawn: false,
            language: "en-GB".into(),
            years: None,
        };
        assert_eq!(Facts::read(&facts.written()), Some(facts.clone()));
        facts.years = Some((2019, 2021));
        assert_eq!(Facts::read(&facts.written()), Some(facts));
        assert_eq!(Facts::read("nonsense"), None);
    }
}
