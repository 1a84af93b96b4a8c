//! The ledger of half-fetched files: which part belongs to which address, and what the server said that it is, so that
//! a later run can go on where this one was cut off.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use catalogue::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::files::{self, Files};
use crate::{Store, hex, schema};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE parts (
        url           TEXT PRIMARY KEY,
        name          TEXT NOT NULL UNIQUE, -- of the file in parts/
        etag          TEXT,
        last_modified TEXT,
        started       TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// What was flushed of each part when its fetcher last looked. Parts of before it cannot be gone on with.
pub(crate) const TABLES_2: &str = "
    CREATE TABLE checked_parts (
        url           TEXT PRIMARY KEY,
        name          TEXT NOT NULL UNIQUE, -- of the file in parts/
        etag          TEXT,
        last_modified TEXT,
        started       TEXT NOT NULL,
        bytes         INTEGER NOT NULL DEFAULT 0, -- at the last checkpoint
        sha256        TEXT,                       -- of those bytes; null where there was no checkpoint
        seal INTEGER NOT NULL AS (checksum(url, name, etag, last_modified, started, bytes, sha256)) STORED,
        CHECK (sha256 IS NULL OR (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO checked_parts (url, name, etag, last_modified, started)
        SELECT url, name, etag, last_modified, started FROM parts;
    DROP TABLE parts;
    ALTER TABLE checked_parts RENAME TO parts;
";

/// A part that was not gone on with for so long is given up: the site will have other bytes by now.
const OLDEST: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// A half-fetched file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub url: String,
    pub path: PathBuf,
    /// Bytes that are here, as of the last checkpoint: where a `Range` would start.
    pub bytes: u64,
    /// Of those bytes; lower-case hexadecimal. To be compared before more is added to them.
    pub sha256: String,
    /// The validators to send as `If-Range`.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub started: Timestamp,
}

impl Store {
    /// Starts a part file, empty, for the body that this address is now sending. An earlier part of it is dropped.
    pub fn begin_part(
        &self,
        url: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
        started: Timestamp,
    ) -> Result<Part, StoreError> {
        let path = self.files().temporary()?;
        let earlier = self.write_ledger(|change| {
            let earlier = forget(change, url)?;
            change
                .prepare_cached(
                    "INSERT INTO parts (url, name, etag, last_modified, started) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![url, name_of(&path), etag, last_modified, started])?;
            Ok(earlier)
        });
        if let Some(earlier) = earlier.inspect_err(|_| drop(fs::remove_file(&path)))? {
            self.remove_part(&earlier)?;
        }
        let (etag, last_modified) = (etag.map(str::to_owned), last_modified.map(str::to_owned));
        let sha256 = hex(&Sha256::digest([]));
        Ok(Part { url: url.to_owned(), path, bytes: 0, sha256, etag, last_modified, started })
    }

    /// Notes a part whose first `bytes` bytes were flushed to the disk, new or known: a later run can go on from there.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where the file is no part file of this library.
    pub fn note_part(&self, part: &Part) -> Result<(), StoreError> {
        let name = name_of(&part.path);
        if self.part_path(name).is_none_or(|path| path != part.path) {
            return Err(StoreError::Unknown(format!("the part file {}", part.path.display())));
        }
        self.write(|change| {
            change
                .prepare_cached(
                    "INSERT OR REPLACE INTO parts (url, name, etag, last_modified, started, bytes, sha256)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    part.url,
                    name,
                    part.etag,
                    part.last_modified,
                    part.started,
                    part.bytes,
                    part.sha256
                ])?;
            Ok(())
        })
    }

    /// The first `bytes` bytes of the part at this address have this hash. They are flushed before the ledger says so.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where the ledger has no part of this address.
    pub fn checkpoint_part(&self, url: &str, bytes: u64, sha256: &str) -> Result<(), StoreError> {
        let unknown = || StoreError::Unknown(format!("a part of {url}"));
        let name: Option<String> = self.read(|view| {
            let mut statement = view.prepare_cached("SELECT name FROM parts WHERE url = ?1")?;
            Ok(statement.query_row([url], |row| row.get(0)).optional()?)
        })?;
        let path = name.and_then(|name| self.part_path(&name)).ok_or_else(unknown)?;
        let flushed = OpenOptions::new().write(true).open(&path).and_then(|file| file.sync_data());
        flushed.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => unknown(),
            _ => StoreError::io(&path, error),
        })?;
        let noted = self.write_ledger(|change| {
            let sql = "UPDATE parts SET bytes = ?2, sha256 = ?3 WHERE url = ?1";
            Ok(change.prepare_cached(sql)?.execute(params![url, bytes, sha256])?)
        })?;
        if noted == 0 { Err(unknown()) } else { Ok(()) }
    }

    /// The part of the body at this address that is here from an earlier run, cut to its last checkpoint: what came
    /// after it may not have reached the disk. `None` where there is none, or its file lost some of these bytes.
    pub fn part(&self, url: &str) -> Result<Option<Part>, StoreError> {
        let found = self.read(|view| {
            let sql = "SELECT name, etag, last_modified, started, bytes, sha256 FROM parts
                       WHERE url = ?1 AND sha256 IS NOT NULL AND bytes > 0";
            let row = view.prepare_cached(sql)?.query_row([url], |row| {
                let Some(path) = self.part_path(&row.get::<_, String>(0)?) else { return Ok(None) };
                Ok(Some(Part {
                    url: url.to_owned(),
                    path,
                    etag: row.get(1)?,
                    last_modified: row.get(2)?,
                    started: row.get(3)?,
                    bytes: row.get(4)?,
                    sha256: row.get(5)?,
                }))
            });
            Ok(row.optional()?.flatten())
        })?;
        let Some(part) = found.filter(|part| part.path.is_file() && schema::length(&part.path) >= part.bytes) else {
            return Ok(None);
        };
        let cut = OpenOptions::new().write(true).open(&part.path).and_then(|file| file.set_len(part.bytes));
        cut.map_err(|error| StoreError::io(&part.path, error))?;
        Ok(Some(part))
    }

    /// The body is whole and kept, or given up: its line in the ledger goes, and the part file where it is still there.
    pub fn end_part(&self, url: &str) -> Result<(), StoreError> {
        match self.write_ledger(|change| forget(change, url))? {
            Some(name) => self.remove_part(&name).map(|_| ()),
            None => Ok(()),
        }
    }

    /// The disk is full: deletes every part file, known or not, and gives the bytes freed. The files first, because
    /// striking them from the ledger takes room too; a line without its file is no part. Only for the owner of the
    /// [`crate::WriteLock`], whose fetches have ended.
    pub fn drop_parts(&self) -> Result<u64, StoreError> {
        let freed = delete_all(self.files())?;
        match self.write_ledger(|change| Ok(change.execute("DELETE FROM parts", [])?)) {
            Ok(_) | Err(StoreError::Full) => Ok(freed),
            Err(error) => Err(error),
        }
    }

    /// Deletes part files that the ledger does not know, left behind by runs that were killed, and those begun more than
    /// 14 days before `now`; gives the bytes freed. Only for the owner of the [`crate::WriteLock`]: another process's
    /// part in use is not told from these.
    pub fn sweep_parts(&self, now: Timestamp) -> Result<u64, StoreError> {
        let ledger: Vec<(String, String, Option<Timestamp>)> = self.read(|view| {
            let mut statement = view.prepare_cached("SELECT url, name, started FROM parts")?;
            // A moment that cannot be read is as good as long ago.
            let lines = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2).ok())))?;
            Ok(lines.collect::<Result<_, _>>()?)
        })?;
        let fresh = |started: &Timestamp| now.duration_since(*started).unsigned_abs() <= OLDEST;
        let is_left = |name: &str| self.part_path(name).is_some_and(|path| path.is_file());
        let (kept, stale): (Vec<_>, Vec<_>) =
            ledger.into_iter().partition(|(_, name, started)| started.as_ref().is_some_and(fresh) && is_left(name));
        if !stale.is_empty() {
            self.write_ledger(|change| stale.iter().try_for_each(|(url, ..)| forget(change, url).map(|_| ())))?;
        }
        let mut freed = 0;
        for path in part_files(self.files())? {
            if !kept.iter().any(|(_, name, _)| name == name_of(&path)) {
                freed += remove(&path)?;
            }
        }
        Ok(freed)
    }

    fn remove_part(&self, name: &str) -> Result<u64, StoreError> {
        self.part_path(name).map_or(Ok(0), |path| remove(&path))
    }

    /// `None` where the name is not one that we give: the ledger may be damaged or doctored.
    fn part_path(&self, name: &str) -> Option<PathBuf> {
        let stem = name.strip_suffix(".part")?;
        let ours = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        ours.then(|| self.files().parts_folder().join(name))
    }
}

/// Deletes every part file, and gives the bytes freed. A line of the ledger without its file is no part.
pub(crate) fn delete_all(files: &Files) -> Result<u64, StoreError> {
    part_files(files)?.iter().map(|path| remove(path)).sum()
}

fn part_files(files: &Files) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = files::entries(files.parts_folder())?;
    found.retain(|path| name_of(path).ends_with(".part"));
    Ok(found)
}

/// Strikes the part of this address from the ledger, and gives the name of its file.
fn forget(change: &Transaction<'_>, url: &str) -> Result<Option<String>, StoreError> {
    let mut statement = change.prepare_cached("DELETE FROM parts WHERE url = ?1 RETURNING name")?;
    Ok(statement.query_row([url], |row| row.get(0)).optional()?)
}

/// The part file became a file of the library.
pub(crate) fn forget_file(change: &Transaction<'_>, part: &Path) -> Result<(), StoreError> {
    change.prepare_cached("DELETE FROM parts WHERE name = ?1")?.execute([name_of(part)])?;
    Ok(())
}

fn name_of(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Deletes a file, where it is there, and gives its length.
fn remove(path: &Path) -> Result<u64, StoreError> {
    let bytes = schema::length(path);
    match fs::remove_file(path) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(StoreError::io(path, error)),
    }
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
