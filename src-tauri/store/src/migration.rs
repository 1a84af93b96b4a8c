//! Bringing an older catalogue up to date, with a whole copy of it beside until that is done.

use std::fs;
use std::path::{Path, PathBuf};

use catalogue::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::StoreError;
use crate::files::{self, flush_folder};
use crate::schema::{self, APPLICATION_ID, Step};
use crate::{check, copy, salvage};

/// Makes the tables, or takes the missing steps. All of them are taken in one transaction: a kill at any moment leaves
/// the older catalogue or the newer one. The copy of the older one, under a dated name, is there from before the first
/// step until the last is committed.
pub(crate) fn bring_up(connection: &mut Connection, file: &Path, steps: &[Step]) -> Result<(), StoreError> {
    // The turn to write is had from before the copy is made, so that the copy has all that there is.
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again, now that nobody else can write: another process may have been faster.
    let found = schema::format_of(&change)?;
    schema::refuse_newer(found, steps)?;
    if found == schema::known(steps) {
        return Ok(());
    }
    let log = schema::log_beside(file);
    if found == 0 && (copy::beside(file).is_file() || salvage::holds_a_change(&log)) {
        return Err(StoreError::Damaged("the catalogue is empty, and what belongs to it is not".into()));
    }
    // Those of attempts that failed before, and of one that was killed: the new copy has all that they have.
    sweep(file);
    let kept = if found == 0 { None } else { Some(keep_copy(file, found)?) };
    match take(change, &steps[found as usize..]) {
        Ok(()) => sweep(file),
        // Nothing was changed, and the room is wanted.
        Err(StoreError::Full) => {
            kept.map_or(Ok(()), |kept| copy::remove(&kept))?;
            return Err(StoreError::Full);
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Takes these steps, from the format that is there.
pub(crate) fn take(change: Transaction<'_>, steps: &[Step]) -> Result<(), StoreError> {
    let format = schema::format_of(&change)? + schema::known(steps);
    for step in steps {
        step(&change)?;
    }
    change.pragma_update(None, "application_id", APPLICATION_ID)?;
    change.pragma_update(None, "user_version", format)?;
    change.commit()?;
    Ok(())
}

/// Copies the catalogue as it is. Made under another name first, so that a torn one is not taken for whole.
fn keep_copy(file: &Path, format: u32) -> Result<PathBuf, StoreError> {
    let day = Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    let name = format!("{}{format}-{day}", prefix(file));
    let (new, kept) = (file.with_file_name(format!("{name}.new")), file.with_file_name(format!("{name}.sqlite")));
    let made = copy::make(&schema::open_for_reading(file)?.connection, &new)
        .and_then(|()| no_page_is_damaged(&new))
        .and_then(|()| fs::rename(&new, &kept).map_err(|error| StoreError::io(&kept, error)));
    if made.is_err() {
        let _ = copy::remove(&new);
    }
    made?;
    flush_folder(file.parent().unwrap_or(Path::new(".")))?;
    Ok(kept)
}

fn no_page_is_damaged(copy: &Path) -> Result<(), StoreError> {
    match check::first_damaged_page(&copy::open(copy)?.transaction()?)? {
        Some(problem) => Err(StoreError::Damaged(problem.message)),
        None => Ok(()),
    }
}

/// Removes copies of older formats. For a catalogue of the newest format, or while nobody else can write. What cannot be
/// removed now is removed another time.
pub(crate) fn sweep(file: &Path) {
    for path in copies(file) {
        let _ = copy::remove(&path);
    }
}

/// Copies of older formats that migrations left.
pub(crate) fn copies(file: &Path) -> Vec<PathBuf> {
    let prefix = prefix(file);
    let mut found = files::entries(file.parent().unwrap_or(Path::new("."))).unwrap_or_default();
    found.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(&prefix)));
    found
}

/// `catalogue.format-`
fn prefix(file: &Path) -> String {
    format!("{}.format-", file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("catalogue"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::STEPS;
    use crate::testing::library;
    use crate::{Store, seals};

    const FORMAT_1: &str = include_str!("../tests/fixtures/format-1.sql");

    /// A catalogue of format 1 with rows in every table.
    fn first_format(file: &Path) {
        let connection = Connection::open(file).unwrap();
        seals::register(&connection).unwrap();
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
        connection.execute_batch(FORMAT_1).unwrap();
    }

    /// Every value of every row, but for what the newest format adds.
    fn rows(connection: &Connection) -> Vec<(String, Vec<String>)> {
        let read = |sql: &str| -> Vec<String> {
            let mut statement = connection.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let tables = read("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        let of = |table: &str| {
            let columns = match table {
                "parts" => "url, name, etag, last_modified, started".to_owned(),
                "settings" => "key, value".to_owned(),
                "text_pages" => "sha256, place, page, text".to_owned(),
                _ => read(&format!("SELECT name FROM pragma_table_xinfo('{table}')")).join(", "),
            };
            let values = columns.split(", ").map(|column| format!("quote({column})")).collect::<Vec<_>>();
            read(&format!("SELECT {} FROM {table} ORDER BY 1", values.join(" || ' ' || ")))
        };
        let is_of_the_newest = |table: &&String| ["changes", "text_facts"].contains(&table.as_str());
        tables.iter().filter(|table| !is_of_the_newest(table)).map(|table| (table.clone(), of(table))).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = files::entries(folder)
            .unwrap()
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .filter(|name| name.contains("format"))
            .collect();
        names.sort();
        names
    }

    fn further(change: &Transaction<'_>) -> rusqlite::Result<()> {
        change.execute_batch("CREATE TABLE later (word TEXT NOT NULL) STRICT; INSERT INTO later VALUES ('here')")
    }

    fn broken(change: &Transaction<'_>) -> rusqlite::Result<()> {
        change.execute_batch("CREATE TABLE half (word TEXT) STRICT; INSERT INTO nowhere VALUES (1)")
    }

    fn full(_: &Transaction<'_>) -> rusqlite::Result<()> {
        Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None))
    }

    fn and(step: Step) -> Vec<Step> {
        STEPS.iter().copied().chain([step]).collect()
    }

    fn format(connection: &mut Connection) -> u32 {
        schema::format_of(&connection.transaction().unwrap()).unwrap()
    }

    #[test]
    fn every_row_of_the_first_format_survives() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("catalogue.sqlite");
        first_format(&file);
        let before = rows(&Connection::open(&file).unwrap());
        assert!(before.iter().all(|(table, rows)| !rows.is_empty() || panic!("nothing in {table}")));
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(rows(&schema::open_for_reading(&file).unwrap().connection), before);
        assert_eq!(store.check().unwrap().problems, []);
        assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (2, 7));
        assert_eq!(store.all_resources().unwrap().len(), 3);
        assert_eq!(store.setting("last_success").unwrap().as_deref(), Some("2023-11-14T22:13:26Z"));
        let part = "https://example.org/who.pdf";
        assert_eq!(store.part(part).unwrap(), None, "nothing is known of its bytes");
        assert_eq!(names(folder.path()), [""; 0]);
        store.apply(&crate::NewRevision::default()).unwrap();
        assert!(store.back_up().unwrap());
    }

    #[test]
    fn an_older_catalogue_gets_the_missing_steps_once() {
        let (folder, store) = library();
        drop(store);
        let file = folder.path().join("catalogue.sqlite");
        let mut connection = schema::open_for_writing(&file).unwrap();
        for _ in 0..2 {
            bring_up(&mut connection, &file, &and(further)).unwrap();
            assert_eq!(format(&mut connection), STEPS.len() as u32 + 1);
            let rows: u32 = connection.query_row("SELECT count(*) FROM later", [], |row| row.get(0)).unwrap();
            assert_eq!(rows, 1);
            assert_eq!(names(folder.path()), [""; 0]);
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_older_format_whole() {
        for (step, copies) in [(broken as Step, 1), (full, 0)] {
            let (folder, store) = library();
            drop(store);
            let file = folder.path().join("catalogue.sqlite");
            let mut connection = schema::open_for_writing(&file).unwrap();
            let before = rows(&connection);
            for _ in 0..2 {
                let steps: Vec<_> = STEPS.iter().copied().chain([further, step]).collect();
                assert!(bring_up(&mut connection, &file, &steps).is_err());
                assert_eq!(format(&mut connection), STEPS.len() as u32);
                assert_eq!(rows(&connection), before);
                let left = super::copies(&file);
                assert_eq!(left.len(), copies);
                for copy in left {
                    assert_eq!(rows(&copy::open(&copy).unwrap()), before);
                }
            }
            drop(connection);
            schema::open_for_writing(&file).unwrap();
            assert_eq!(names(folder.path()), [""; 0], "swept where all is well");
        }
    }

    #[test]
    fn many_may_migrate_the_same_catalogue_at_once() {
        let folder = tempfile::tempdir().unwrap();
        first_format(&folder.path().join("catalogue.sqlite"));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| assert_eq!(Store::open(folder.path()).unwrap().all_resources().unwrap().len(), 3));
            }
        });
        assert_eq!(Store::open(folder.path()).unwrap().check().unwrap().problems, []);
        assert_eq!(names(folder.path()), [""; 0]);
    }
}
