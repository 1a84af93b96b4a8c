//! Text by file: kept by hash and by the version of the extractor that read it, so that an index is rebuilt without
//! reading a document again, and two attachments with one file are read once.

use std::collections::HashMap;

use catalogue::{AttachmentId, Bookmark, Facts, PageText, ResourceId, ReviewDate, TextQuality, TextSource};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::columns::{Json, Name};
use crate::error::StoreError;
use crate::{Store, attachments, meta, resources, seals};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE texts (
        sha256            TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
        extractor_version INTEGER NOT NULL, -- the newest that read the file, or tried
        media_type        TEXT NOT NULL,
        page_count        INTEGER,
        quality           TEXT NOT NULL,
        language          TEXT,
        problem           TEXT,
        problem_code      TEXT,
        title             TEXT,
        seal INTEGER NOT NULL AS (checksum(sha256, extractor_version, media_type, page_count, quality, language,
            problem, problem_code, title)) STORED
    ) STRICT, WITHOUT ROWID;
    -- With a rowid, other than the rest: rows are long, and long rows stand badly in an index.
    CREATE TABLE text_pages (
        sha256 TEXT NOT NULL REFERENCES texts (sha256) ON DELETE CASCADE,
        place  INTEGER NOT NULL,
        page   INTEGER, -- as printed for a reader, from 1; null where the format has none
        text   TEXT NOT NULL,
        seal INTEGER NOT NULL AS (checksum(sha256, place, page, text)) STORED,
        UNIQUE (sha256, place)
    ) STRICT;
";

/// What a text tells, by file as the text itself, and its table of contents. A row for each text; what is asked of all
/// files at once has its own column.
pub(crate) const FACTS_3: &str = "
    CREATE TABLE text_facts (
        sha256 TEXT PRIMARY KEY,
        facts  TEXT NOT NULL, -- JSON
        review TEXT,          -- JSON of the review date among the facts
        bookmarks TEXT NOT NULL DEFAULT '[]', -- JSON: the document's own table of contents
        seal INTEGER NOT NULL AS (checksum(sha256, facts, review, bookmarks)) STORED
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX text_facts_with_review ON text_facts (sha256) WHERE review IS NOT NULL;
";

/// A text of which a page is damaged goes, and is read again: copied, the page would get a seal that fits.
pub(crate) const TABLES_3: &str = "
    DELETE FROM texts WHERE sha256 IN
        (SELECT sha256 FROM text_pages WHERE seal IS NOT checksum(sha256, place, page, text));
    CREATE TABLE pages_with_headings (
        sha256   TEXT NOT NULL REFERENCES texts (sha256) ON DELETE CASCADE,
        place    INTEGER NOT NULL,
        page     INTEGER, -- as printed for a reader, from 1; null where the format has none
        text     TEXT NOT NULL,
        headings TEXT NOT NULL DEFAULT '[]', -- JSON: the number of the paragraph, and the level
        links    TEXT NOT NULL DEFAULT '[]', -- JSON: the number of the paragraph, which of its letters, and where to
        quality  TEXT NOT NULL DEFAULT 'good',
        language TEXT,
        source   TEXT NOT NULL DEFAULT 'file',
        seal INTEGER NOT NULL AS (checksum(sha256, place, page, text, headings, links, quality, language, source)) STORED,
        UNIQUE (sha256, place)
    ) STRICT;
    INSERT INTO pages_with_headings (sha256, place, page, text) SELECT sha256, place, page, text FROM text_pages;
    DROP TABLE text_pages;
    ALTER TABLE pages_with_headings RENAME TO text_pages;
    CREATE INDEX text_pages_from_pictures ON text_pages (sha256, page) WHERE source = 'ocr';
";

/// What reading a file gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredText {
    /// Told from the bytes.
    pub media_type: String,
    pub pages: Vec<PageText>,
    /// Number of pages of the document; `None` where its format has none. May be more than `pages` has.
    pub page_count: Option<u32>,
    pub quality: TextQuality,
    /// Found in the text; BCP 47.
    pub language: Option<String>,
    /// Why there is no text or only some, in words for a reader.
    pub problem: Option<String>,
    /// The same for scripts: `crashed`, `timed_out`, `locked`.
    pub problem_code: Option<String>,
    /// The document's own title.
    pub title: Option<String>,
    /// What the text tells about the document.
    pub facts: Facts,
    /// The document's own table of contents.
    pub bookmarks: Vec<Bookmark>,
}

/// A file that waits to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadFile {
    pub sha256: String,
    /// Where it came from: its ending may help to tell what it is.
    pub url: String,
    /// As the server said, or as was told from the bytes.
    pub media_type: String,
}

impl Store {
    /// Keeps what this version of the extractor read from the file with this hash, tells it to the attachments that
    /// have the file, and marks their resources as changed for the indexer. The same text once more changes nothing.
    ///
    /// Text is never made worse: what an older extractor says after a newer one is not taken, and where a newer one
    /// fails on a file that was read before, the pages read before stay, and the file counts as tried. Pages that were
    /// read from pictures stay until the extractor finds text on them.
    pub fn put_text(&self, sha256: &str, extractor_version: u32, text: &StoredText) -> Result<(), StoreError> {
        self.write(|change| put(change, sha256, text, extractor_version, &mut None))
    }

    /// Adds pages that were read from pictures to the text of a file, with what is now to be said of the whole. A page
    /// on which the extractor found text stays as it is. False where the file was not read yet.
    pub fn add_pages_of_pictures(
        &self,
        sha256: &str,
        pages: &[PageText],
        (problem_code, problem): (&str, &str),
    ) -> Result<bool, StoreError> {
        self.write(|change| {
            let Some((version, mut text)) = read(change, sha256)? else { return Ok(false) };
            let before = text.clone();
            text.pages.retain(|old| old.source == TextSource::File || !pages.iter().any(|new| new.page == old.page));
            add_pages(&mut text, pages);
            (text.problem_code, text.problem) = (Some(problem_code.to_owned()), Some(problem.to_owned()));
            if text != before {
                put_as_it_is(change, sha256, version, &text, &mut None)?;
            }
            Ok(true)
        })
    }

    /// Which of these pages of attachments were read from pictures.
    pub fn are_of_pictures(&self, pages: &[(&AttachmentId, Option<u32>)]) -> Result<Vec<bool>, StoreError> {
        self.read(|view| {
            let there_are = "SELECT EXISTS (SELECT 1 FROM text_pages WHERE source = 'ocr')";
            // None in most libraries; and a catalogue of an older format has no such column.
            if !view.prepare_cached(there_are).and_then(|mut any| any.query_row([], |row| row.get(0))).unwrap_or(false)
            {
                return Ok(vec![false; pages.len()]);
            }
            let mut statement = view.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM text_pages WHERE source = 'ocr' AND page IS ?2
                 AND sha256 = (SELECT sha256 FROM attachments WHERE id = ?1))",
            )?;
            let asked =
                pages.iter().map(|(id, page)| statement.query_row(params![id.as_str(), page], |row| row.get(0)));
            Ok(asked.collect::<Result<_, _>>()?)
        })
    }

    /// [`Store::put_text`] for many files at once, by hash: all of them or none.
    pub fn put_texts(&self, texts: &[(String, StoredText)], extractor_version: u32) -> Result<(), StoreError> {
        self.write(|change| {
            let mut serial = None;
            texts.iter().try_for_each(|(sha256, text)| put(change, sha256, text, extractor_version, &mut serial))
        })
    }

    /// The text of the file with this hash; `None` where it was not read yet.
    pub fn text(&self, sha256: &str) -> Result<Option<StoredText>, StoreError> {
        self.read(|view| Ok(read(view, sha256)?.map(|(_, text)| text)))
    }

    /// What the text of the file with this hash tells; `None` where it was not read yet.
    pub fn facts(&self, sha256: &str) -> Result<Option<Facts>, StoreError> {
        self.read(|view| Ok(told(view, sha256)?.map(|(facts, _)| facts)))
    }

    /// The review dates that are printed in the files of one resource, or of all, by the hash of the file.
    pub fn reviews(&self, resource: Option<&ResourceId>) -> Result<HashMap<String, ReviewDate>, StoreError> {
        self.read(|view| {
            if !has_facts(view)? {
                return Ok(HashMap::new());
            }
            let mut statement = view.prepare_cached(
                "SELECT * FROM text_facts WHERE review IS NOT NULL
                 AND (?1 IS NULL OR sha256 IN (SELECT sha256 FROM attachments WHERE resource = ?1))",
            )?;
            let found = statement.query_map([resource.map(ResourceId::as_str)], |row| {
                seals::whole(row)?;
                Ok((row.get("sha256")?, row.get::<_, Json<_>>("review")?.0))
            })?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets a text that turned out damaged, so that its file is read again.
    pub fn forget_text(&self, sha256: &str) -> Result<(), StoreError> {
        self.write(|change| forget(change, sha256))
    }

    /// The files of attachments that this version of the extractor (or a newer one) has not read: those of current
    /// resources first, and of these the newest first.
    pub fn without_text(&self, extractor_version: u32) -> Result<Vec<UnreadFile>, StoreError> {
        self.read(|view| {
            let mut statement = view.prepare_cached(&format!(
                "SELECT a.sha256, min(a.url), max(a.media_type) {UNREAD}
                 GROUP BY a.sha256
                 ORDER BY max(r.state = 'current' AND a.state <> 'withdrawn') DESC, max(a.arrived) DESC, a.sha256"
            ))?;
            let files = statement.query_map([extractor_version], |row| {
                Ok(UnreadFile { sha256: row.get(0)?, url: row.get(1)?, media_type: row.get(2)? })
            })?;
            Ok(files.collect::<Result<_, _>>()?)
        })
    }

    /// Whether [`Store::without_text`] would list any file. Asked with every search, so it neither sorts nor collects.
    pub fn has_unread_files(&self, extractor_version: u32) -> Result<bool, StoreError> {
        self.read(|view| {
            let mut statement = view.prepare_cached(&format!("SELECT EXISTS (SELECT 1 {UNREAD})"))?;
            Ok(statement.query_row([extractor_version], |row| row.get(0))?)
        })
    }
}

pub(crate) fn forget(change: &Transaction<'_>, sha256: &str) -> Result<(), StoreError> {
    change.execute("DELETE FROM text_facts WHERE sha256 = ?1", [sha256])?;
    change.execute("DELETE FROM text_pages WHERE sha256 = ?1", [sha256])?;
    change.execute("DELETE FROM texts WHERE sha256 = ?1", [sha256])?;
    let owners = attachments::owners(change, sha256)?;
    if owners.is_empty() {
        return Ok(());
    }
    change.execute(
        "UPDATE attachments SET pages = NULL, text = ?2, language = NULL, problem = NULL WHERE sha256 = ?1",
        params![sha256, Name(TextQuality::None)],
    )?;
    let serial = meta::next_serial(change)?;
    owners.iter().try_for_each(|owner| resources::touch(change, owner, serial))
}

/// Files that the extractor of version `?1` has not read, one row for each attachment that has them.
const UNREAD: &str = "FROM attachments AS a
    JOIN resources AS r ON r.id = a.resource
    LEFT JOIN texts AS t ON t.sha256 = a.sha256
    WHERE a.sha256 IS NOT NULL AND coalesce(t.extractor_version < ?1, true)";

fn put(
    change: &Transaction<'_>,
    sha256: &str,
    text: &StoredText,
    extractor_version: u32,
    serial: &mut Option<u64>,
) -> Result<(), StoreError> {
    let known = read(change, sha256)?;
    if known.as_ref().is_some_and(|(version, _)| *version > extractor_version) {
        return Ok(());
    }
    let failed = text.problem_code.is_some() && text.pages.is_empty();
    let text = &known.as_ref().map_or_else(|| text.clone(), |(_, known)| with_pages_of_pictures(text, known));
    if known.is_some_and(|(_, known)| known == *text || (failed && !known.pages.is_empty())) {
        change
            .prepare_cached("UPDATE texts SET extractor_version = ?2 WHERE sha256 = ?1")?
            .execute(params![sha256, extractor_version])?;
        return Ok(());
    }
    put_as_it_is(change, sha256, extractor_version, text, serial)
}

fn put_as_it_is(
    change: &Transaction<'_>,
    sha256: &str,
    extractor_version: u32,
    text: &StoredText,
    serial: &mut Option<u64>,
) -> Result<(), StoreError> {
    replace(change, sha256, extractor_version, text)?;
    let owners = attachments::owners(change, sha256)?;
    if owners.is_empty() {
        return Ok(());
    }
    let serial = meta::serial_of_this_change(change, serial)?;
    describe_attachments(change, sha256)?;
    owners.iter().try_for_each(|owner| resources::touch(change, owner, serial))
}

/// A new text with those pages of the known one that were read from pictures and that it has no text on.
fn with_pages_of_pictures(text: &StoredText, known: &StoredText) -> StoredText {
    let mut text = text.clone();
    let were: Vec<_> = known.pages.iter().filter(|page| page.source == TextSource::Ocr).cloned().collect();
    if add_pages(&mut text, &were) && matches!(text.problem_code.as_deref(), Some("picture_only" | "no_words")) {
        (text.problem, text.problem_code) = (known.problem.clone(), known.problem_code.clone());
    }
    text
}

/// Adds those pages that the text does not have; whether there were any.
fn add_pages(text: &mut StoredText, pages: &[PageText]) -> bool {
    let new = pages.iter().filter(|new| !text.pages.iter().any(|old| old.page == new.page));
    let new: Vec<_> = new.cloned().collect();
    if new.is_empty() {
        return false;
    }
    text.pages.extend(new);
    text.pages.sort_by_key(|page| page.page);
    text.quality = TextQuality::Poor;
    true
}

fn read(view: &Transaction<'_>, sha256: &str) -> Result<Option<(u32, StoredText)>, StoreError> {
    let found = view
        .prepare_cached("SELECT * FROM texts WHERE sha256 = ?1")?
        .query_row([sha256], |row| {
            seals::whole(row)?;
            let text = StoredText {
                media_type: row.get("media_type")?,
                pages: Vec::new(),
                page_count: row.get("page_count")?,
                quality: row.get::<_, Name<_>>("quality")?.0,
                language: row.get("language")?,
                problem: row.get("problem")?,
                problem_code: row.get("problem_code")?,
                title: row.get("title")?,
                facts: Facts::default(),
                bookmarks: Vec::new(),
            };
            Ok((row.get("extractor_version")?, text))
        })
        .optional()?;
    let Some((version, mut text)) = found else { return Ok(None) };
    (text.facts, text.bookmarks) = told(view, sha256)?.unwrap_or_default();
    text.pages = view
        .prepare_cached("SELECT * FROM text_pages WHERE sha256 = ?1 ORDER BY place")?
        .query_map([sha256], |row| {
            seals::whole(row)?;
            page_of(row)
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some((version, text)))
}

/// A catalogue of an older format is read as it is where it cannot be brought up to date, on a full disk.
fn has_facts(view: &Transaction<'_>) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'text_facts')";
    Ok(view.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// What a text tells, and its table of contents.
fn told(view: &Transaction<'_>, sha256: &str) -> Result<Option<(Facts, Vec<Bookmark>)>, StoreError> {
    if !has_facts(view)? {
        return Ok(None);
    }
    let mut statement = view.prepare_cached("SELECT * FROM text_facts WHERE sha256 = ?1")?;
    let found = statement.query_row([sha256], |row| {
        seals::whole(row)?;
        Ok((row.get::<_, Json<_>>("facts")?.0, row.get::<_, Json<_>>("bookmarks")?.0))
    });
    Ok(found.optional()?)
}

/// Texts whose facts are lost are to be read again. Until then they stay.
pub(crate) fn read_those_without_facts_again(change: &Transaction<'_>) -> Result<(), StoreError> {
    change.execute("UPDATE texts SET extractor_version = 0 WHERE sha256 NOT IN (SELECT sha256 FROM text_facts)", [])?;
    Ok(())
}

fn page_of(row: &Row<'_>) -> rusqlite::Result<PageText> {
    Ok(PageText {
        page: row.get("page")?,
        text: row.get("text")?,
        headings: newer(row.get("headings").map(|Json(headings)| headings))?,
        links: newer(row.get("links").map(|Json(links)| links))?,
        quality: newer(row.get("quality").map(|Name(quality)| quality))?,
        language: newer(row.get("language"))?,
        source: newer(row.get("source").map(|Name(source)| source))?,
    })
}

/// A catalogue of an older format, read where it could not be brought up to date, has no such column.
fn newer<T: Default>(value: rusqlite::Result<T>) -> rusqlite::Result<T> {
    match value {
        Err(rusqlite::Error::InvalidColumnName(_)) => Ok(T::default()),
        value => value,
    }
}

/// Reads every text, one at a time, and keeps none: an error where one cannot be read.
pub(crate) fn read_all(view: &Transaction<'_>) -> Result<(), StoreError> {
    let mut statement = view.prepare("SELECT sha256 FROM texts")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        read(view, &row.get::<_, String>(0)?)?;
    }
    Ok(())
}

fn replace(change: &Transaction<'_>, sha256: &str, version: u32, text: &StoredText) -> Result<(), StoreError> {
    change.prepare_cached("DELETE FROM texts WHERE sha256 = ?1")?.execute([sha256])?;
    let sql = "INSERT INTO texts (sha256, extractor_version, media_type, page_count, quality, language, problem,
                   problem_code, title) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    change.prepare_cached(sql)?.execute(params![
        sha256,
        version,
        text.media_type,
        text.page_count,
        Name(text.quality),
        text.language,
        text.problem,
        text.problem_code,
        text.title
    ])?;
    change
        .prepare_cached("INSERT OR REPLACE INTO text_facts (sha256, facts, review, bookmarks) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![sha256, Json(&text.facts), text.facts.review.as_ref().map(Json), Json(&text.bookmarks)])?;
    let sql = "INSERT INTO text_pages (sha256, place, page, text, headings, links, quality, language, source)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut statement = change.prepare_cached(sql)?;
    for (place, page) in text.pages.iter().enumerate() {
        let (headings, links) = (Json(&page.headings), Json(&page.links));
        let (quality, source) = (Name(page.quality), Name(page.source));
        let PageText { page, text, language, .. } = page;
        statement.execute(params![sha256, place, page, text, headings, links, quality, language, source])?;
    }
    Ok(())
}

/// Writes what is known of a file's text, if anything, on the attachments that have the file.
pub(crate) fn describe_attachments(change: &Transaction<'_>, sha256: &str) -> Result<(), StoreError> {
    change.prepare_cached(&format!("{DESCRIBE} AND t.sha256 = ?1"))?.execute([sha256])?;
    Ok(())
}

/// The same for every text.
pub(crate) fn describe_all_attachments(change: &Transaction<'_>) -> Result<(), StoreError> {
    change.execute(DESCRIBE, [])?;
    Ok(())
}

const DESCRIBE: &str = "UPDATE attachments
    SET pages = t.page_count, text = t.quality, language = t.language, problem = t.problem,
        media_type = CASE t.media_type WHEN '' THEN attachments.media_type ELSE t.media_type END
    FROM texts AS t WHERE attachments.sha256 = t.sha256";

#[cfg(test)]
mod tests {
    use catalogue::{Heading, LinkTarget, ResourceState, TextLink};

    use super::*;
    use crate::testing::{arrive, at, library, put_file, resource_with, revision_of};

    fn text(words: &[&str]) -> StoredText {
        let pages: Vec<_> = words.iter().zip(1..).map(|(words, page)| PageText::new(Some(page), *words)).collect();
        StoredText {
            media_type: "application/pdf".into(),
            page_count: Some(pages.len() as u32 + 1),
            pages,
            quality: TextQuality::Good,
            language: Some("en".into()),
            problem: None,
            problem_code: None,
            title: Some("Title".into()),
            facts: Facts { version: Some(told("2.1")), ..Facts::default() },
            bookmarks: vec![Bookmark { title: "Feet".into(), level: 1, page: 1 }],
        }
    }

    fn told(value: &str) -> catalogue::Told {
        catalogue::Told { value: value.into(), words: format!("Version {value}"), page: Some(1) }
    }

    fn failure(code: &str) -> StoredText {
        StoredText {
            page_count: None,
            quality: TextQuality::None,
            problem: Some("It could not be read.".into()),
            problem_code: Some(code.into()),
            facts: Facts::default(),
            bookmarks: Vec::new(),
            ..text(&[])
        }
    }

    #[test]
    fn text_is_read_back_and_told_to_every_attachment_with_the_file() {
        let (_folder, store) = library();
        let both = [resource_with("a", &["1.pdf"]), resource_with("b", &["2.pdf"]), resource_with("c", &["3.pdf"])];
        store.apply(&revision_of(&both)).unwrap();
        let sha256 = arrive(&store, &both[0].attachments[0], b"same", 1);
        arrive(&store, &both[1].attachments[0], b"same", 1);
        let serial = store.serial().unwrap();
        assert_eq!(store.text(&sha256).unwrap(), None);

        let mut odd = text(&["first\npage \u{0} স্বাস্থ্য", "", "third"]);
        odd.pages[0].headings = vec![Heading { line: 0, level: 1 }, Heading { line: 1, level: 6 }];
        let link = |from, target| TextLink { line: 0, from, to: from + 3, target };
        odd.pages[0].links = vec![link(0, LinkTarget::Url("tel:111".into())), link(4, LinkTarget::Page(3))];
        (odd.pages[2].quality, odd.pages[2].language) = (TextQuality::Poor, Some("bn".into()));
        store.put_text(&sha256, 1, &odd).unwrap();
        assert_eq!(store.text(&sha256).unwrap(), Some(odd));
        let changed = store.changed_since(serial).unwrap();
        assert_eq!(changed.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        for resource in &changed {
            let attachment = &resource.attachments[0];
            assert_eq!((attachment.pages, attachment.text), (Some(4), TextQuality::Good));
            assert_eq!(attachment.language.as_deref(), Some("en"));
        }
        // A further attachment with the same bytes has the text as soon as it arrives.
        arrive(&store, &both[2].attachments[0], b"same", 2);
        let (_, third) = store.attachment(&both[2].attachments[0].id).unwrap().unwrap();
        assert_eq!((third.pages, third.text), (Some(4), TextQuality::Good));
    }

    #[test]
    fn what_a_text_tells_is_kept_with_it_and_asked_for_of_all() {
        let (_folder, store) = library();
        let both = [resource_with("a", &["1.pdf"]), resource_with("b", &["2.pdf"])];
        store.apply(&revision_of(&both)).unwrap();
        let date = catalogue::find_printed_date("May 2024").unwrap();
        let review = ReviewDate { date, words: "Review date: May 2024".into(), page: Some(4) };
        let first = arrive(&store, &both[0].attachments[0], b"one", 1);
        let second = arrive(&store, &both[1].attachments[0], b"two", 1);
        assert_eq!(store.facts(&first).unwrap(), None);
        let facts = Facts { review: Some(review.clone()), ..text(&[]).facts };
        store.put_text(&first, 1, &StoredText { facts: facts.clone(), ..text(&["words"]) }).unwrap();
        store.put_text(&second, 1, &text(&["words"])).unwrap();
        assert_eq!(store.facts(&first).unwrap(), Some(facts));
        assert_eq!(store.reviews(None).unwrap(), HashMap::from([(first.clone(), review)]));
        assert_eq!(store.reviews(Some(&both[0].id)).unwrap().len(), 1);
        assert_eq!(store.reviews(Some(&both[1].id)).unwrap().len(), 0);
        store.put_text(&first, 2, &text(&["words"])).unwrap();
        assert_eq!(store.reviews(None).unwrap(), HashMap::new(), "a newer reading did not find it");
        store.forget_text(&second).unwrap();
        assert_eq!(store.facts(&second).unwrap(), None);
    }

    #[test]
    fn a_text_whose_facts_went_bad_is_read_again_and_stays_until_then() {
        let (folder, store) = library();
        let resource = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
        let sha256 = arrive(&store, &resource.attachments[0], b"file", 1);
        store.put_text(&sha256, 3, &text(&["words"])).unwrap();
        drop(store);
        let file = folder.path().join("catalogue.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.windows(11).position(|bytes| bytes == b"Version 2.1").unwrap();
        bytes[at + 10] = b'7';
        std::fs::write(&file, bytes).unwrap();
        let store = Store::open(folder.path()).unwrap();
        let found = store.check().unwrap();
        assert_eq!(found.problems.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["text_damaged"]);
        assert!(!store.mend(&found).unwrap().needs_recovery);
        assert_eq!(store.text(&sha256).unwrap().unwrap().pages.len(), 1);
        assert_eq!(store.without_text(3).unwrap().len(), 1);
    }

    #[test]
    fn text_is_never_made_worse() {
        let (_folder, store) = library();
        let sha256 = put_file(&store, b"file");
        let steps = [
            ("a first failure is told", 1, failure("crashed"), failure("crashed")),
            ("a newer extractor succeeds", 2, text(&["old words"]), text(&["old words"])),
            ("an older one comes late", 1, text(&["older"]), text(&["old words"])),
            ("a newer one fails", 3, failure("timed_out"), text(&["old words"])),
            ("the same one reads again", 3, text(&["new", "words"]), text(&["new", "words"])),
            ("a newer one finds honestly less", 4, text(&[]), text(&[])),
        ];
        for (case, version, given, expected) in steps {
            store.put_text(&sha256, version, &given).unwrap();
            assert_eq!(store.text(&sha256).unwrap(), Some(expected), "{case}");
        }
        let left: u32 =
            store.read(|view| Ok(view.query_row("SELECT count(*) FROM text_pages", [], |row| row.get(0))?)).unwrap();
        assert_eq!(left, 0, "no page of an earlier text is left");
    }

    #[test]
    fn pages_of_pictures_stay_until_there_is_text() {
        let (_folder, store) = library();
        let resource = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
        let sha256 = arrive(&store, &resource.attachments[0], b"scan", 1);
        let seen = |page: u32, words: &str| PageText {
            source: TextSource::Ocr,
            quality: TextQuality::Poor,
            ..PageText::new(Some(page), words)
        };
        let told = ("read_by_machine", "Read by machine.");
        assert!(!store.add_pages_of_pictures(&sha256, &[seen(1, "seen")], told).unwrap(), "it was not read yet");
        let id = &resource.attachments[0].id;
        let of_pictures = |page: u32| store.are_of_pictures(&[(id, Some(page))]).unwrap();
        store.put_text(&sha256, 1, &failure("picture_only")).unwrap();
        assert_eq!(of_pictures(2), [false]);
        let serial = store.serial().unwrap();
        assert!(store.add_pages_of_pictures(&sha256, &[seen(2, "two"), seen(1, "one")], told).unwrap());
        let words = || -> Vec<(Option<u32>, String)> {
            store.text(&sha256).unwrap().unwrap().pages.into_iter().map(|page| (page.page, page.text)).collect()
        };
        assert_eq!(words(), [(Some(1), "one".into()), (Some(2), "two".into())]);
        assert_eq!((of_pictures(2), of_pictures(3)), (vec![true], vec![false]));
        let changed = &store.changed_since(serial).unwrap()[0].attachments[0];
        assert_eq!((changed.text, changed.problem.as_deref()), (TextQuality::Poor, Some("Read by machine.")));
        let serial = store.serial().unwrap();
        assert!(store.add_pages_of_pictures(&sha256, &[seen(2, "two")], told).unwrap());
        assert_eq!(store.serial().unwrap(), serial, "the same once more is no change");

        store.put_text(&sha256, 2, &failure("picture_only")).unwrap();
        assert_eq!(words().len(), 2, "a newer extractor that finds nothing takes nothing");
        let partly =
            StoredText { problem_code: Some("picture_only".into()), quality: TextQuality::Poor, ..text(&["honest"]) };
        store.put_text(&sha256, 3, &partly).unwrap();
        assert_eq!(words(), [(Some(1), "honest".into()), (Some(2), "two".into())]);
        let both = store.text(&sha256).unwrap().unwrap();
        assert_eq!((both.quality, both.problem_code.as_deref()), (TextQuality::Poor, Some("read_by_machine")));
        assert!(store.add_pages_of_pictures(&sha256, &[seen(1, "worse"), seen(3, "three")], told).unwrap());
        assert_eq!(words()[0].1, "honest", "what the file says is never written over");
        store.put_text(&sha256, 4, &text(&["all", "of", "it"])).unwrap();
        assert_eq!(store.text(&sha256).unwrap(), Some(text(&["all", "of", "it"])));
        assert_eq!(store.check().unwrap().problems, []);
    }

    #[test]
    fn the_same_text_once_more_is_no_change() {
        let (_folder, store) = library();
        let resource = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
        let sha256 = arrive(&store, &resource.attachments[0], b"file", 1);
        store.put_text(&sha256, 1, &text(&["words"])).unwrap();
        let serial = store.serial().unwrap();
        store.put_text(&sha256, 2, &text(&["words"])).unwrap();
        assert_eq!(store.serial().unwrap(), serial);
        assert_eq!(store.without_text(2).unwrap(), [], "the newer extractor has read it");
        assert!(!store.has_unread_files(2).unwrap());
    }

    #[test]
    fn a_text_that_went_bad_is_found_forgotten_and_read_again() {
        let (folder, store) = library();
        let resource = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
        let sha256 = arrive(&store, &resource.attachments[0], b"file", 1);
        store.put_text(&sha256, 1, &text(&["Call 020 7946 0101", "page two"])).unwrap();
        assert_eq!(store.check().unwrap().problems, []);
        drop(store);
        let file = folder.path().join("catalogue.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.windows(4).position(|bytes| bytes == b"0101").unwrap();
        bytes[at + 3] = b'2';
        std::fs::write(&file, bytes).unwrap();

        let store = Store::open(folder.path()).unwrap();
        let problems = store.check().unwrap().problems;
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].code.as_str(), &problems[0].what), ("text_damaged", &sha256));
        let serial = store.serial().unwrap();
        store.forget_text(&sha256).unwrap();
        assert_eq!(store.text(&sha256).unwrap(), None);
        assert_eq!(store.without_text(1).unwrap().len(), 1);
        assert!(store.has_unread_files(1).unwrap());
        let changed = store.changed_since(serial).unwrap();
        assert_eq!((changed[0].attachments[0].pages, changed[0].attachments[0].text), (None, TextQuality::None));
        assert_eq!(store.check().unwrap().problems, []);
    }

    #[test]
    fn what_waits_to_be_read_is_listed_newest_first_and_withdrawn_last() {
        let (_folder, store) = library();
        let mut all = ["gone", "old", "new", "pending", "read"].map(|title| resource_with(title, &["1.pdf"]));
        store.apply(&revision_of(&all)).unwrap();
        let files = [3, 0, 1, 2, 4].map(|n| (n != 3).then(|| arrive(&store, &all[n].attachments[0], &[n as u8], 1)));
        let (gone, old, new, read) = (&files[1], &files[2], &files[3], &files[4]);
        all[0] = store.resource(&all[0].id).unwrap().unwrap();
        all[0].state = ResourceState::Withdrawn;
        all[0].withdrawn_on = Some(at(5));
        store.apply(&revision_of(&all[..1])).unwrap();
        store.put_text(read.as_deref().unwrap(), 1, &failure("locked")).unwrap();
        let waiting = |version| -> Vec<Option<String>> {
            store.without_text(version).unwrap().into_iter().map(|file| Some(file.sha256)).collect()
        };
        assert_eq!(waiting(1), [new.clone(), old.clone(), gone.clone()]);
        assert_eq!(waiting(2), [read.clone(), new.clone(), old.clone(), gone.clone()], "a newer one tries them all");
        let first = &store.without_text(1).unwrap()[0];
        assert_eq!((first.url.as_str(), first.media_type.as_str()), ("https://example.org/1.pdf", "application/pdf"));
    }

    #[test]
    fn what_is_no_hash_has_no_text() {
        let (_folder, store) = library();
        assert!(matches!(store.put_text("no hash", 1, &text(&["a"])), Err(StoreError::Sql(_))));
        assert_eq!(store.text("no hash").unwrap(), None);
    }
}
