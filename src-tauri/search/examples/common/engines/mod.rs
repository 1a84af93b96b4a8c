//! The engines side by side: the same documents, the same queries, answers of the same kind.

mod fts5;
mod library;
mod plain;
mod recoll;

use std::path::Path;

use super::{Outcome, Text};

pub trait Engine {
    /// The best documents and their scores, best first.
    fn ranked(&self, words: &str, typing: bool, limit: usize) -> Outcome<Vec<(String, f64)>>;

    /// All that a page of results needs: how many there are, the ten best and why they are, with the words marked.
    fn answer(&self, words: &str, typing: bool) -> Outcome<Answered>;

    /// Replaces one document, for good; the next query finds it.
    fn change(&mut self, text: &Text) -> Outcome<()>;
}

pub struct Answered {
    pub total: u64,
    pub shown: usize,
    /// Bytes of cited text, so that citing is not left out.
    pub cited: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Library,
    Plain,
    Fts5,
    Recoll,
}

impl Kind {
    /// Those that are part of this program.
    pub const ALL: [Kind; 3] = [Kind::Library, Kind::Plain, Kind::Fts5];

    /// Whether it can be had on this computer.
    pub fn is_there(self) -> bool {
        !self.is_program() || recoll::is_there()
    }

    /// Started anew for each query, so that only the clock on the wall tells what that takes.
    pub fn is_program(self) -> bool {
        self == Kind::Recoll
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Library => "Together Library",
            Kind::Plain => "tantivy as it comes",
            Kind::Fts5 => "SQLite FTS5 porter",
            Kind::Recoll => "Recoll (wall ms)",
        }
    }

    /// A word without spaces, to hand on to a child.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Library => "library",
            Kind::Plain => "tantivy",
            Kind::Fts5 => "fts5",
            Kind::Recoll => "recoll",
        }
    }

    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Makes an index in a folder that is there and empty. In ours, so many texts after one another are the pages of one
    /// resource; the others know no resources.
    pub fn build(self, place: &Path, texts: &[Text], pages: usize) -> Outcome<()> {
        match self {
            Kind::Library => library::build(place, texts, pages),
            Kind::Plain => plain::build(place, texts),
            Kind::Fts5 => fts5::build(place, texts),
            Kind::Recoll => recoll::build(place, texts),
        }
    }

    /// Opens what was made, as a program does at its start.
    pub fn open(self, place: &Path) -> Outcome<Box<dyn Engine>> {
        Ok(match self {
            Kind::Library => Box::new(library::Library::open(place)?),
            Kind::Plain => Box::new(plain::Plain::open(place)?),
            Kind::Fts5 => Box::new(fts5::Fts5::open(place)?),
            Kind::Recoll => Box::new(recoll::Recoll::open(place)?),
        })
    }
}

/// Room taken on the disk, in bytes, folders within folders too.
pub fn size(place: &Path) -> u64 {
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => size(&entry.path()),
        Ok(meta) => meta.len(),
        Err(_) => 0,
    };
    entries.map(size).sum()
}

/// What was typed last, where it may be the beginning of a word; before it the words that are whole.
fn last_word(words: &str) -> (&str, Option<&str>) {
    let start = words
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    (&words[..start], Some(&words[start..]).filter(|last| !last.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_being_typed() {
        for (words, whole, last) in [
            ("", "", None),
            ("di", "", Some("di")),
            ("type 2 dia", "type 2 ", Some("dia")),
            ("dia ", "dia ", None),
            ("parkinson’s", "parkinson’", Some("s")),
        ] {
            assert_eq!(last_word(words), (whole, last));
        }
    }

    #[test]
    fn every_engine_finds_cites_and_changes() {
        let texts: Vec<Text> = [("a", "Asthma", "An inhaler helps you breathe."), ("b", "Flu", "The vaccine's here.")]
            .map(|(id, title, text)| Text { id: id.into(), title: title.into(), text: text.into() })
            .into();
        for kind in Kind::ALL.into_iter().chain([Kind::Recoll]).filter(|kind| kind.is_there()) {
            let place = tempfile::tempdir().unwrap();
            kind.build(place.path(), &texts, 1).unwrap();
            let mut engine = kind.open(place.path()).unwrap();
            let first = |engine: &dyn Engine, words: &str, typing| {
                engine.ranked(words, typing, 5).unwrap().first().map(|(id, _)| id.clone())
            };
            assert_eq!(first(&*engine, "asthma", false).as_deref(), Some("a"), "{kind:?}");
            // Recoll takes the word that is being typed for a whole one.
            let half_typed = first(&*engine, "flu vacc", true);
            assert_eq!(half_typed.as_deref(), (kind != Kind::Recoll).then_some("b"), "{kind:?}");
            // Nothing that anybody types is an error.
            for words in ["", "\"", "vaccine's (", "a: b", "NOT", "-", "*"] {
                engine.answer(words, false).unwrap();
                engine.answer(words, true).unwrap();
            }
            let answered = engine.answer("inhaler", false).unwrap();
            assert_eq!((answered.total, answered.shown), (1, 1), "{kind:?}");
            assert!(answered.cited > 0, "{kind:?}");
            engine.change(&Text { text: "Zanzibar".into(), ..texts[0].clone() }).unwrap();
            assert_eq!(first(&*engine, "zanzibar", false).as_deref(), Some("a"), "{kind:?}");
            assert_eq!(engine.ranked("inhaler", false, 5).unwrap(), [], "{kind:?}");
        }
    }
}
