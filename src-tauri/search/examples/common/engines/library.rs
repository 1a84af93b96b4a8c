//! Ours, through the door that everybody uses.

use std::path::Path;

use catalogue::{AttachmentId, Kind, ResourceId, SearchAnswer, SearchQuery};
use search::{Document, IndexedPage, SearchIndex, Stamp};

use super::{Answered, Engine};
use crate::common::{Outcome, Text};

pub struct Library {
    index: SearchIndex,
    serial: u64,
}

pub fn build(place: &Path, texts: &[Text], pages: usize) -> Outcome<()> {
    let index = SearchIndex::open(place)?.index;
    Ok(index.rebuild(texts.chunks(pages.max(1)).map(document), &stamp(1))?)
}

impl Library {
    pub fn open(place: &Path) -> Outcome<Self> {
        Ok(Self { index: SearchIndex::open(place)?.index, serial: 1 })
    }

    fn search(&self, words: &str, typing: bool, limit: usize) -> Outcome<SearchAnswer> {
        let query = SearchQuery { words: words.to_owned(), limit: limit as u32, typing, ..SearchQuery::default() };
        Ok(self.index.search(&query)?)
    }
}

impl Engine for Library {
    fn ranked(&self, words: &str, typing: bool, limit: usize) -> Outcome<Vec<(String, f64)>> {
        let hits = self.search(words, typing, limit)?.hits;
        Ok(hits.into_iter().map(|hit| (hit.resource.as_str().to_owned(), f64::from(hit.score))).collect())
    }

    fn answer(&self, words: &str, typing: bool) -> Outcome<Answered> {
        let answer = self.search(words, typing, 10)?;
        let passages = answer.hits.iter().flat_map(|hit| &hit.passages);
        Ok(Answered {
            total: u64::from(answer.total),
            shown: answer.hits.len(),
            cited: passages.map(|passage| passage.snippet.len()).sum(),
        })
    }

    fn change(&mut self, text: &Text) -> Outcome<()> {
        self.serial += 1;
        Ok(self.index.update([document(std::slice::from_ref(text))], &[], &stamp(self.serial))?)
    }
}

/// The first text gives the name.
fn document(texts: &[Text]) -> Document {
    let id = texts.first().map(|text| text.id.clone()).unwrap_or_default();
    Document {
        resource: ResourceId(id.clone()),
        title: texts.first().map(|text| text.title.clone()).unwrap_or_default(),
        summary: String::new(),
        kind: Kind::Leaflet,
        language: "en".into(),
        topics: Vec::new(),
        withdrawn: false,
        file_words: Vec::new(),
        pages: (1..)
            .zip(texts)
            .map(|(page, text)| IndexedPage {
                attachment: AttachmentId(id.clone()),
                page: Some(page),
                language: None,
                text: text.text.clone(),
                headings: Vec::new(),
            })
            .collect(),
        ..Document::default()
    }
}

fn stamp(serial: u64) -> Stamp {
    Stamp { revision: serial, serial, library: "bench".into() }
}
