//! The library's own facts: its id, its two counters, and what the machinery notes about itself.

use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::{Store, hex};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE library (
        one      INTEGER PRIMARY KEY CHECK (one = 1),
        id       TEXT NOT NULL,
        revision INTEGER NOT NULL, -- rises by one with each applied refresh
        serial   INTEGER NOT NULL, -- rises with each change of anything searchable
        seal INTEGER NOT NULL AS (checksum(one, id, revision, serial)) STORED
    ) STRICT;
    CREATE TABLE settings (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// What the machinery notes about itself is sealed too, and every change is counted: a catalogue that lost its last
/// changes is then told from its copy.
pub(crate) const TABLES_2: &str = "
    CREATE TABLE changes (
        one   INTEGER PRIMARY KEY CHECK (one = 1),
        count INTEGER NOT NULL, -- rises by one with each change of anything but the ledger of parts
        seal INTEGER NOT NULL AS (checksum(one, count)) STORED
    ) STRICT;
    INSERT INTO changes (one, count) VALUES (1, 0);
    CREATE TABLE sealed_settings (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        seal INTEGER NOT NULL AS (checksum(key, value)) STORED
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sealed_settings (key, value) SELECT key, value FROM settings;
    DROP TABLE settings;
    ALTER TABLE sealed_settings RENAME TO settings;
";

pub(crate) fn fill_1(change: &Transaction<'_>) -> rusqlite::Result<()> {
    change.execute("INSERT INTO library (one, id, revision, serial) VALUES (1, ?1, 0, 0)", [new_id()])?;
    Ok(())
}

/// Sixteen hexadecimal digits that no other library has: enough to tell two libraries apart, and no secret.
fn new_id() -> String {
    let mut hash = Sha256::new();
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    hash.update(since.as_nanos().to_le_bytes());
    hash.update(std::process::id().to_le_bytes());
    // Where this value lies in memory differs from run to run.
    hash.update((&raw const hash as usize).to_le_bytes());
    hex(&hash.finalize()[..8])
}

pub(crate) fn next_revision(change: &Transaction<'_>) -> Result<u64, StoreError> {
    Ok(change.query_row("UPDATE library SET revision = revision + 1 RETURNING revision", [], |row| row.get(0))?)
}

pub(crate) fn revision(view: &Transaction<'_>) -> Result<u64, StoreError> {
    Ok(view.query_row("SELECT revision FROM library", [], |row| row.get(0))?)
}

pub(crate) fn next_serial(change: &Transaction<'_>) -> Result<u64, StoreError> {
    Ok(change.query_row("UPDATE library SET serial = serial + 1 RETURNING serial", [], |row| row.get(0))?)
}

/// The library's id, revision and serial.
///
/// # Errors
/// [`StoreError::Damaged`] where they are not what was once written.
pub(crate) fn library(view: &Transaction<'_>) -> Result<(String, u64, u64), StoreError> {
    let sql = "SELECT id, revision, serial, seal IS checksum(one, id, revision, serial) FROM library";
    let found = view.query_row(sql, [], |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get::<_, bool>(3)?)));
    match found.optional()? {
        Some((library, true)) => Ok(library),
        _ => Err(StoreError::Damaged("the library's id and counters are damaged".into())),
    }
}

/// How many changes were made so far.
///
/// # Errors
/// [`StoreError::Damaged`] where the number is not what was once written.
pub(crate) fn changes(view: &Transaction<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT count FROM changes WHERE seal IS checksum(one, count)";
    let found = view.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    found.ok_or_else(|| StoreError::Damaged("the count of changes is damaged".into()))
}

pub(crate) fn count_change(change: &Transaction<'_>) -> Result<(), StoreError> {
    change.prepare_cached("UPDATE changes SET count = count + 1")?.execute([])?;
    Ok(())
}

/// One serial for all that one transaction changes, taken when the first thing changes.
pub(crate) fn serial_of_this_change(change: &Transaction<'_>, serial: &mut Option<u64>) -> Result<u64, StoreError> {
    match serial {
        Some(serial) => Ok(*serial),
        None => Ok(*serial.insert(next_serial(change)?)),
    }
}

impl Store {
    /// Tells this library from every other; made once, when the library was.
    pub fn library_id(&self) -> Result<String, StoreError> {
        self.read(|view| Ok(view.query_row("SELECT id FROM library", [], |row| row.get(0))?))
    }

    /// The number of refreshes (and starter content) applied so far.
    pub fn revision(&self) -> Result<u64, StoreError> {
        self.read(revision)
    }

    /// Rises with every change of anything searchable. An indexer notes it *before* it asks for
    /// [`Store::changed_since`], so that a change in between is met a second time and none is missed.
    pub fn serial(&self) -> Result<u64, StoreError> {
        self.read(|view| Ok(view.query_row("SELECT serial FROM library", [], |row| row.get(0))?))
    }

    /// A machine-made fact such as `last_attempt`. What a person sets is kept elsewhere.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|view| {
            let sql = "SELECT value FROM settings WHERE key = ?1";
            Ok(view.query_row(sql, [key], |row| row.get(0)).optional()?)
        })
    }

    /// Notes a machine-made fact; `None` forgets it.
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|change| {
            match value {
                Some(value) => change.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2)
                     ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    params![key, value],
                )?,
                None => change.execute("DELETE FROM settings WHERE key = ?1", [key])?,
            };
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::Store;

    #[test]
    fn a_library_keeps_its_id_and_no_other_has_it() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let id = Store::open(one.path()).unwrap().library_id().unwrap();
        assert_eq!(id.len(), 16);
        assert_eq!(Store::open(one.path()).unwrap().library_id().unwrap(), id);
        assert_ne!(Store::open(other.path()).unwrap().library_id().unwrap(), id);
    }

    #[test]
    fn settings_are_kept_replaced_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.setting("last_code").unwrap(), None);
        store.set_setting("last_code", Some("offline")).unwrap();
        store.set_setting("last_code", Some("site_changed")).unwrap();
        drop(store);
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.setting("last_code").unwrap().as_deref(), Some("site_changed"));
        store.set_setting("last_code", None).unwrap();
        assert_eq!(store.setting("last_code").unwrap(), None);
        assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (0, 0));
    }
}
