//! How fast searching is: makes a library of N pages by mixing sentences of a collection, and times whole answers.
//!
//! `cargo run -p search --example speed -- FOLDER PAGES`
//!
//! Printed are milliseconds (median, 95th of 100, 99th of 100) of short queries, whole questions and each keystroke.

use std::error::Error;
use std::fs;
use std::time::Instant;

use catalogue::{AttachmentId, Kind, ResourceId, SearchQuery};
use search::{Document, IndexedPage, SearchIndex, Stamp};

/// A small generator of numbers, the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a collection's folder is wanted")?;
    let pages: usize = arguments.next().unwrap_or_else(|| "10000".into()).parse()?;
    let mut titles = Vec::new();
    let mut sentences: Vec<Vec<String>> = Vec::new();
    for line in fs::read_to_string(format!("{folder}/docs.jsonl"))?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        titles.push(line["title"].as_str().unwrap_or_default().to_owned());
        sentences.push(line["text"].as_str().unwrap_or_default().split(". ").map(str::to_owned).collect());
    }
    let place = std::env::temp_dir().join(format!("speed-{}", std::process::id()));
    let index = SearchIndex::open(&place)?.index;
    let mut numbers = Numbers(42);
    let mut bytes = 0;
    let start = Instant::now();
    let documents = (0..pages).map(|nth| {
        let topic = numbers.below(titles.len());
        let mut text = String::new();
        while text.len() < 1800 {
            let from = if numbers.below(4) == 0 { numbers.below(titles.len()) } else { topic };
            text.push_str(&sentences[from][numbers.below(sentences[from].len())]);
            text.push_str(". ");
        }
        bytes += text.len();
        Document {
            resource: ResourceId(format!("r{nth}")),
            title: titles[topic].clone(),
            summary: String::new(),
            kind: Kind::Leaflet,
            language: "en".into(),
            topics: Vec::new(),
            withdrawn: false,
            file_words: Vec::new(),
            pages: vec![IndexedPage {
                attachment: AttachmentId(format!("f{nth}")),
                page: Some(1),
                language: None,
                text,
            }],
        }
    });
    index.rebuild(documents, &Stamp { revision: 1, serial: 1, library: "speed".into() })?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{pages} pages in {seconds:.1} s, index {:.2} of the text", index.size_bytes() as f64 / bytes as f64);
    let start = Instant::now();
    SearchIndex::open(&place)?;
    println!("open {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let short = [
        "diabetes",
        "heart failure",
        "asthma inhaler",
        "blood pressure",
        "skin cancer",
        "kidney",
        "flu vaccine",
        "back pain",
        "gene mutation",
        "diabtes tretment",
    ];
    let questions = [
        "what are the side effects of the flu vaccine in children",
        "how is high blood pressure treated in older people",
        "can you tell me what causes pain in the lower back at night",
        "my mother has diabetes and a wound on her foot that does not heal what should we do",
        "who is at risk of kidney disease and how is it found",
    ];
    time("short queries", &index, short.iter().map(|words| ((*words).to_owned(), false)))?;
    time("whole questions", &index, questions.iter().map(|words| ((*words).to_owned(), false)))?;
    let typed = short
        .iter()
        .chain(&questions[..2])
        .flat_map(|words| (1..=words.len()).map(|end| (words[..end].to_owned(), true)));
    time("each keystroke", &index, typed)?;
    let changed = Document {
        resource: ResourceId("r1".into()),
        title: "Changed".into(),
        summary: String::new(),
        kind: Kind::Leaflet,
        language: "en".into(),
        topics: Vec::new(),
        withdrawn: false,
        file_words: Vec::new(),
        pages: Vec::new(),
    };
    let start = Instant::now();
    index.update([changed], &[], &Stamp { revision: 2, serial: 2, library: "speed".into() })?;
    println!("one resource changed {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    drop(index);
    fs::remove_dir_all(place)?;
    Ok(())
}

fn time(name: &str, index: &SearchIndex, queries: impl Iterator<Item = (String, bool)>) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    let mut slowest = (0.0, String::new());
    for (words, typing) in queries {
        let query = SearchQuery { words, limit: 10, typing, ..SearchQuery::default() };
        let mut least = f64::MAX;
        for _ in 0..5 {
            least = least.min(index.search(&query)?.took_ms);
        }
        if least > slowest.0 {
            slowest = (least, query.words.clone());
        }
        times.push(least);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{name:<16} {:>7.2} {:>7.2} {:>7.2}   slowest: {}", at(0.5), at(0.95), at(0.99), slowest.1);
    Ok(())
}
