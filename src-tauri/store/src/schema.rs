//! Connections to the catalogue file, and the steps that bring its tables up to date.
//!
//! The tables' SQL stands beside the code that reads and writes them; here is only the order of the steps. A step
//! that was ever released is never edited: what changes comes as a further step.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction};

use crate::error::StoreError;
use crate::{
    about, attachments, copy, meta, migration, parts, recovery, refreshes, resources, seals, snapshots, texts,
};

/// How long a connection waits for another's write before it says [`StoreError::Busy`].
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// "TogL": tells our catalogue from any other SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x546f_674c;

/// One step from a format to the next.
pub(crate) type Step = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// Step N (counted from 1) makes format N out of format N - 1.
pub(crate) const STEPS: &[Step] = &[first, second, third];

/// The format of the catalogues that this program writes.
pub const FORMAT: u32 = STEPS.len() as u32;

fn first(change: &Transaction<'_>) -> rusqlite::Result<()> {
    for tables in [
        meta::TABLES_1,
        resources::TABLES_1,
        attachments::TABLES_1,
        texts::TABLES_1,
        snapshots::TABLES_1,
        about::TABLES_1,
        refreshes::TABLES_1,
        parts::TABLES_1,
    ] {
        change.execute_batch(tables)?;
    }
    meta::fill_1(change)
}

fn second(change: &Transaction<'_>) -> rusqlite::Result<()> {
    for tables in [meta::TABLES_2, parts::TABLES_2] {
        change.execute_batch(tables)?;
    }
    Ok(())
}

fn third(change: &Transaction<'_>) -> rusqlite::Result<()> {
    change.execute_batch(texts::TABLES_3)?;
    change.execute_batch(texts::FACTS_3)
}

/// Opens the catalogue for writing, made or migrated where need be.
///
/// The file is opened by SQLite alone, never by hand, not even to look at its header: on Unix, closing a second handle
/// to a file drops every lock that this process has on it, SQLite's too, and another process could then take the
/// write-ahead log away under our feet.
pub(crate) fn open_for_writing(file: &Path) -> Result<Connection, StoreError> {
    // Before the catalogue, so that a copy that is made at this moment does not seem to be ahead of it.
    let copy = copy::state(&copy::beside(file));
    let log_was_there = length(&log_beside(file)) > 0;
    if length(file) == 0 && (log_was_there || copy.is_some() || recovery::finished_beside(file).exists()) {
        // SQLite would take the catalogue for a new one and delete the log, which may be all that is left of it.
        return Err(StoreError::Damaged("the catalogue file is gone, and what belongs to it is not".into()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags)?;
    // Until it is known to be ours and whole, closing must neither move the log into the file nor delete it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log_was_there)?;
    prepare(&connection)?;
    let found = recognise(&mut connection, copy)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    write_ahead(&connection)?;
    if found < known(STEPS) {
        migration::bring_up(&mut connection, file, STEPS)?;
    } else {
        migration::sweep(file);
    }
    Ok(connection)
}

/// The format, where the catalogue is one that this program knows, and not behind its copy.
pub(crate) fn recognise(connection: &mut Connection, copy: Option<copy::State>) -> Result<u32, StoreError> {
    let look = || {
        let view = connection.transaction()?;
        let found = format_of(&view)?;
        refuse_newer(found, STEPS)?;
        if found > 0 {
            let now = copy::State::of(&view)?;
            if copy.is_some_and(|copy| copy.is_ahead_of(&now)) {
                return Err(StoreError::Damaged("the catalogue lost changes that its copy has".into()));
            }
        }
        Ok(found)
    };
    // A table that is not there was once.
    look().map_err(|error| if let StoreError::Sql(words) = error { StoreError::Damaged(words) } else { error })
}

/// A connection that cannot write.
pub(crate) struct Reader {
    pub connection: Connection,
    /// Where others wait while it is open: it is to be closed after one look.
    pub alone: Option<MutexGuard<'static, ()>>,
}

/// Opens the catalogue, which is there already, for reading.
pub(crate) fn open_for_reading(file: &Path) -> Result<Reader, StoreError> {
    match read_shared(file) {
        Err(StoreError::Full) => {
            // One after another in this program; what other programs do is seen to by SQLite's locks.
            static ALONE: Mutex<()> = Mutex::new(());
            let turn = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(Reader { connection: read_alone(file)?, alone: Some(turn) })
        }
        opened => Ok(Reader { connection: opened?, alone: None }),
    }
}

/// Moves what a killed program left in the log into the catalogue file, so that the log's room is free. To be tried on a
/// full disk: what is in the log mostly has its place in the file already.
pub(crate) fn give_back_the_log(file: &Path) -> Result<(), StoreError> {
    if length(&log_beside(file)) == 0 {
        return Ok(());
    }
    let mut connection = try_alone(file)?;
    recognise(&mut connection, copy::state(&copy::beside(file)))?;
    connection.pragma_update(None, "query_only", false)?;
    Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

/// Finds out whether what is there can be read, also in a format from before the newest. Where there is nothing in it
/// yet there is nothing to read.
pub(crate) fn try_reading(file: &Path) -> Result<bool, StoreError> {
    let copy = copy::state(&copy::beside(file));
    recognise(&mut open_for_reading(file)?.connection, copy).map(|found| found > 0)
}

/// Together with whoever reads and writes in other connections and processes.
fn read_shared(file: &Path) -> Result<Connection, StoreError> {
    // Readers of a write-ahead log take part in its shared memory, so the file is opened for writing and the
    // connection is forbidden to write.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    prepare(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    // Here, not in the midst of a reader's work, the log is opened and its shared memory made.
    connection.pragma_query_value(None, "user_version", |_| Ok(()))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(connection)
}

/// On a full disk the shared memory, a file, cannot be made. A connection that has the catalogue to itself keeps it in
/// its own memory instead. Nobody else has it open then but in the same way: other's shared memory would be there. Closing
/// it leaves the log where it is.
fn read_alone(file: &Path) -> Result<Connection, StoreError> {
    let until = Instant::now() + BUSY_WAIT;
    let mut pause = 500;
    loop {
        match try_alone(file) {
            Err(StoreError::Busy) if Instant::now() < until => {
                // Two that wait for each other with half a lock would wait for ever: each gives it up, and they try
                // again at different moments.
                let spread = u64::from((until - Instant::now()).subsec_nanos()) % pause;
                std::thread::sleep(Duration::from_micros(pause + spread));
                pause = (pause * 2).min(40_000);
            }
            opened => return opened,
        }
    }
}

fn try_alone(file: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // Before the file is looked at for the first time: so SQLite knows that it needs no shared memory.
    connection.pragma_update_and_check(None, "locking_mode", "exclusive", |_| Ok(()))?;
    prepare(&connection)?;
    connection.busy_timeout(Duration::ZERO)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_query_value(None, "user_version", |_| Ok(()))?;
    Ok(connection)
}

pub(crate) fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY_WAIT)?;
    connection.set_prepared_statement_cache_capacity(64);
    seals::register(connection)?;
    // A damaged or doctored file must not make SQLite run anything, and is noticed page by page as it is read.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // FULL, although NORMAL would be safe from damage too: after a power cut NORMAL may take back the last commits.
    // The search index, flushed on its own, would then be ahead of the store, and the next change, given the same
    // serial a second time, would be taken for indexed. A commit costs one flush; refreshes make few of them.
    connection.pragma_update(None, "synchronous", "full")?;
    // macOS: a plain flush ends in the drive's cache. Without effect elsewhere.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    Ok(())
}

/// Write-ahead log: readers see the last whole revision while a writer works, and nobody waits.
fn write_ahead(connection: &Connection) -> Result<(), StoreError> {
    let until = Instant::now() + BUSY_WAIT;
    let mode = loop {
        // SQLite does not wait by itself where two processes make the same new catalogue at once.
        match connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0)) {
            Ok(mode) => break mode,
            Err(error) => match StoreError::from(error) {
                StoreError::Busy if Instant::now() < until => std::thread::sleep(Duration::from_millis(20)),
                error => return Err(error),
            },
        }
    };
    if !mode.eq_ignore_ascii_case("wal") {
        let source = std::io::Error::other("this kind of disk cannot hold a library (no shared memory files)");
        return Err(StoreError::Io { what: "catalogue file".into(), source });
    }
    // After a large refresh the log's room is given back.
    connection.pragma_update_and_check(None, "journal_size_limit", 16 << 20, |row| row.get::<_, i64>(0))?;
    Ok(())
}

pub(crate) fn known(steps: &[Step]) -> u32 {
    steps.len() as u32
}

pub(crate) fn refuse_newer(found: u32, steps: &[Step]) -> Result<(), StoreError> {
    let known = known(steps);
    if found > known { Err(StoreError::NewerLibrary { found, known }) } else { Ok(()) }
}

/// The format of an open catalogue; 0 where it is still empty. To be asked within a transaction: between two of its
/// questions another process may make the tables.
pub(crate) fn format_of(connection: &Connection) -> Result<u32, StoreError> {
    let format: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: u32 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (format, application, tables) {
        (0, 0, 0) => Ok(0),
        (1.., APPLICATION_ID, 1..) => Ok(format.unsigned_abs()),
        _ => Err(StoreError::Damaged("the file is no catalogue of a library".into())),
    }
}

/// What tables and indexes there are, in SQLite's own words for them.
pub(crate) fn tables_of(view: &Connection) -> Result<Vec<[String; 4]>, StoreError> {
    let sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2";
    let mut statement = view.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The same of a catalogue of the newest format as it is made.
pub(crate) fn tables() -> Result<Vec<[String; 4]>, StoreError> {
    tables_of(&in_memory()?)
}

/// An empty catalogue of the newest format, on no disk.
pub(crate) fn in_memory() -> Result<Connection, StoreError> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    migration::take(connection.transaction()?, STEPS)?;
    Ok(connection)
}

/// The write-ahead log's path.
pub(crate) fn log_beside(file: &Path) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The path of the memory that processes share.
pub(crate) fn shared_memory_beside(file: &Path) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-shm");
    name.into()
}

/// Length in bytes; 0 where the file is not there.
pub(crate) fn length(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |found| found.len())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn format(connection: &Connection) -> u32 {
        format_of(connection).unwrap()
    }

    #[test]
    fn a_new_catalogue_has_the_newest_format() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open_for_writing(&folder.path().join("c.sqlite")).unwrap();
        assert_eq!(format(&connection), known(STEPS));
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
        for (pragma, expected) in [("foreign_keys", 1), ("synchronous", 2), ("trusted_schema", 0)] {
            let value: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
            assert_eq!(value, expected, "{pragma}");
        }
    }

    #[test]
    fn another_programs_database_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.sqlite");
        Connection::open(&file).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
        let before = fs::read(&file).unwrap();
        assert!(matches!(open_for_writing(&file), Err(StoreError::Damaged(_))));
        assert_eq!(fs::read(&file).unwrap(), before);
    }

    #[test]
    fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.sqlite");
        let _writer = open_for_writing(&file).unwrap();
        let reader = open_for_reading(&file).unwrap();
        assert!(reader.connection.execute("UPDATE settings SET value = 9", []).is_err());
        assert!(open_for_reading(&folder.path().join("not there")).is_err());
    }

    #[test]
    fn many_may_make_the_same_new_catalogue_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.sqlite");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| open_for_writing(&file).unwrap());
            }
        });
        let connection = open_for_writing(&file).unwrap();
        let rows: u32 = connection.query_row("SELECT count(*) FROM library", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 1);
    }
}
