//! tantivy as it comes: title and body, its default words, its own parser, ranking and passages.

use std::path::Path;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, QueryParser};
use tantivy::schema::{Field, STORED, STRING, Schema, TEXT, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::{Answered, Engine, last_word};
use crate::common::{Outcome, Text};

/// As much as ours takes.
const WRITER_MEMORY: usize = 48_000_000;

pub struct Plain {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    parser: QueryParser,
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    title: Field,
    body: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        title: schema.add_text_field("title", TEXT | STORED),
        body: schema.add_text_field("body", TEXT | STORED),
    };
    (schema.build(), fields)
}

fn add(writer: &IndexWriter, fields: Fields, text: &Text) -> Outcome<()> {
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &text.id);
    document.add_text(fields.title, &text.title);
    document.add_text(fields.body, &text.text);
    writer.add_document(document)?;
    Ok(())
}

pub fn build(place: &Path, texts: &[Text]) -> Outcome<()> {
    let (schema, fields) = schema();
    let index = Index::create_in_dir(place, schema)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    texts.iter().try_for_each(|text| add(&writer, fields, text))?;
    writer.commit()?;
    Ok(writer.wait_merging_threads()?)
}

impl Plain {
    pub fn open(place: &Path) -> Outcome<Self> {
        let index = Index::open_in_dir(place)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let fields = schema().1;
        let parser = QueryParser::for_index(&index, vec![fields.title, fields.body]);
        Ok(Self { index, reader, fields, parser })
    }

    /// The parser refuses a lone apostrophe and much else: then the words are handed over without signs.
    fn parsed(&self, words: &str) -> Outcome<Box<dyn Query>> {
        if let Ok(query) = self.parser.parse_query(words) {
            return Ok(query);
        }
        let bare: String = words.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
        // AND, OR and NOT are signs too.
        Ok(self.parser.parse_query(&bare.to_lowercase())?)
    }

    fn query(&self, words: &str, typing: bool) -> Outcome<Box<dyn Query>> {
        let (whole, last) = last_word(words);
        let Some(last) = last.filter(|_| typing) else { return self.parsed(words) };
        let mut clauses = vec![(Occur::Should, self.parsed(whole)?)];
        for field in [self.fields.title, self.fields.body] {
            let term = Term::from_field_text(field, &last.to_lowercase());
            clauses.push((Occur::Should, Box::new(FuzzyTermQuery::new_prefix(term, 0, true))));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }
}

impl Engine for Plain {
    fn ranked(&self, words: &str, typing: bool, limit: usize) -> Outcome<Vec<(String, f64)>> {
        let searcher = self.reader.searcher();
        let query = self.query(words, typing)?;
        let mut ranked = Vec::new();
        for (score, address) in searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            let id = document.get_first(self.fields.id).and_then(|id| id.as_str().map(str::to_owned));
            ranked.push((id.unwrap_or_default(), f64::from(score)));
        }
        Ok(ranked)
    }

    fn answer(&self, words: &str, typing: bool) -> Outcome<Answered> {
        let searcher = self.reader.searcher();
        let query = self.query(words, typing)?;
        let (best, total) = searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
        let generator = SnippetGenerator::create(&searcher, &query, self.fields.body)?;
        let mut cited = 0;
        for (_, address) in &best {
            let document: TantivyDocument = searcher.doc(*address)?;
            cited += generator.snippet_from_doc(&document).to_html().len();
        }
        Ok(Answered { total: total as u64, shown: best.len(), cited })
    }

    fn change(&mut self, text: &Text) -> Outcome<()> {
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, WRITER_MEMORY)?;
        writer.delete_term(Term::from_field_text(self.fields.id, &text.id));
        add(&writer, self.fields, text)?;
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(self.reader.reload()?)
    }
}
