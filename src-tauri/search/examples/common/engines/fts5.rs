//! SQLite's own full-text search: words to their stems by Porter, any of the words, titles count twice.

use std::path::Path;

use rusqlite::{Connection, params};

use super::{Answered, Engine, last_word};
use crate::common::{Outcome, Text};

pub struct Fts5 {
    connection: Connection,
}

fn connect(place: &Path) -> Outcome<Connection> {
    let connection = Connection::open(place.join("fts5.db"))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    Ok(connection)
}

pub fn build(place: &Path, texts: &[Text]) -> Outcome<()> {
    let mut connection = connect(place)?;
    // Found by its own way to the ten best: ORDER BY rank cites from those alone.
    connection.execute_batch(
        "CREATE VIRTUAL TABLE pages USING fts5(id UNINDEXED, title, body, tokenize = 'porter unicode61');
         INSERT INTO pages(pages, rank) VALUES ('rank', 'bm25(0.0, 2.0, 1.0)');
         CREATE TABLE numbers (id TEXT PRIMARY KEY, page INTEGER NOT NULL) WITHOUT ROWID;",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO pages(rowid, id, title, body) VALUES (?1, ?2, ?3, ?4)")?;
        let mut number = transaction.prepare("INSERT INTO numbers(id, page) VALUES (?1, ?2)")?;
        for (page, text) in (1_i64..).zip(texts) {
            insert.execute(params![page, text.id, text.title, text.text])?;
            number.execute(params![text.id, page])?;
        }
    }
    transaction.commit()?;
    connection.execute_batch("INSERT INTO pages(pages) VALUES ('optimize'); PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

impl Fts5 {
    pub fn open(place: &Path) -> Outcome<Self> {
        Ok(Self { connection: connect(place)? })
    }
}

impl Engine for Fts5 {
    fn ranked(&self, words: &str, typing: bool, limit: usize) -> Outcome<Vec<(String, f64)>> {
        let Some(matching) = any_of(words, typing) else { return Ok(Vec::new()) };
        let mut best =
            self.connection.prepare_cached("SELECT id, rank FROM pages WHERE pages MATCH ?1 ORDER BY rank LIMIT ?2")?;
        let rows = best.query_map(params![matching, limit as i64], |row| Ok((row.get(0)?, -row.get::<_, f64>(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn answer(&self, words: &str, typing: bool) -> Outcome<Answered> {
        let Some(matching) = any_of(words, typing) else { return Ok(Answered { total: 0, shown: 0, cited: 0 }) };
        let mut count = self.connection.prepare_cached("SELECT count(*) FROM pages WHERE pages MATCH ?1")?;
        let total: i64 = count.query_row([&matching], |row| row.get(0))?;
        let mut best = self.connection.prepare_cached(
            "SELECT id, title, snippet(pages, 2, '[', ']', '…', 32) FROM pages WHERE pages MATCH ?1
             ORDER BY rank LIMIT 10",
        )?;
        let mut rows = best.query([&matching])?;
        let mut answered = Answered { total: total as u64, shown: 0, cited: 0 };
        while let Some(row) = rows.next()? {
            answered.shown += 1;
            answered.cited += row.get_ref(2)?.as_str()?.len();
        }
        Ok(answered)
    }

    fn change(&mut self, text: &Text) -> Outcome<()> {
        self.connection.execute(
            "UPDATE pages SET title = ?2, body = ?3 WHERE rowid = (SELECT page FROM numbers WHERE id = ?1)",
            params![text.id, text.title, text.text],
        )?;
        Ok(())
    }
}

/// Each word quoted, any of them enough; a word that is still being typed as the beginning of one.
fn any_of(words: &str, typing: bool) -> Option<String> {
    let (whole, last) = if typing { last_word(words) } else { (words, None) };
    let mut parts: Vec<String> = whole
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    parts.extend(last.map(|last| format!("\"{last}\"*")));
    (!parts.is_empty()).then(|| parts.join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_quoted() {
        for (words, typing, query) in [
            ("type 2 diabetes", false, Some("\"type\" OR \"2\" OR \"diabetes\"")),
            ("parkinson's \"dis", true, Some("\"parkinson\" OR \"s\" OR \"dis\"*")),
            ("dia ", true, Some("\"dia\"")),
            ("?!", true, None),
        ] {
            assert_eq!(any_of(words, typing).as_deref(), query);
        }
    }
}
