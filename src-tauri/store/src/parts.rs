//! The ledger of half-fetched files: which part belongs to which address, and what the server said that it is, so that
//! a later run can go on where this one was cut off.

use std::fs;
use std::io;
use std::path::PathBuf;

use catalogue::Timestamp;
use rusqlite::{OptionalExtension, params};

use crate::error::StoreError;
use crate::{Store, files, schema};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE parts (
        url           TEXT PRIMARY KEY,
        name          TEXT NOT NULL UNIQUE, -- of the file in parts/
        etag          TEXT,
        last_modified TEXT,
        started       TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// A half-fetched file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub url: String,
    pub path: PathBuf,
    /// Bytes that are here: where a `Range` would start.
    pub bytes: u64,
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
        self.end_part(url)?;
        let path = self.files().temporary()?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        self.write(|change| {
            change.execute(
                "INSERT OR REPLACE INTO parts (url, name, etag, last_modified, started) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![url, name, etag, last_modified, started],
            )?;
            Ok(())
        })?;
        let (etag, last_modified) = (etag.map(str::to_owned), last_modified.map(str::to_owned));
        Ok(Part { url: url.to_owned(), path, bytes: 0, etag, last_modified, started })
    }

    /// The part of the body at this address that is here from an earlier run; `None` where there is none.
    pub fn part(&self, url: &str) -> Result<Option<Part>, StoreError> {
        let found = self.read(|view| {
            let sql = "SELECT name, etag, last_modified, started FROM parts WHERE url = ?1";
            let row = view.query_row(sql, [url], |row| {
                let path = self.part_path(&row.get::<_, String>(0)?);
                Ok(path.map(|path| (path, row.get(1), row.get(2), row.get(3))))
            });
            Ok(row.optional()?.flatten())
        })?;
        let Some((path, etag, last_modified, started)) = found.filter(|(path, ..)| path.is_file()) else {
            return Ok(None);
        };
        let bytes = schema::length(&path);
        let (etag, last_modified, started) = (etag?, last_modified?, started?);
        Ok(Some(Part { url: url.to_owned(), path, bytes, etag, last_modified, started }))
    }

    /// The body is whole and kept, or given up: its line in the ledger goes, and the part file where it is still there.
    pub fn end_part(&self, url: &str) -> Result<(), StoreError> {
        let name = self.write(|change| {
            let sql = "DELETE FROM parts WHERE url = ?1 RETURNING name";
            Ok(change.query_row(sql, [url], |row| row.get::<_, String>(0)).optional()?)
        })?;
        match name.and_then(|name| self.part_path(&name)) {
            Some(path) => remove(&path).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Deletes part files that the ledger does not know, left behind by runs that were killed, and gives the bytes
    /// freed. Only for the owner of the [`crate::WriteLock`]: another process's part in use is not told from these.
    pub fn sweep_parts(&self) -> Result<u64, StoreError> {
        let known: Vec<String> = self.read(|view| {
            let mut statement = view.prepare_cached("SELECT name FROM parts")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        let mut freed = 0;
        for path in files::entries(self.files().parts_folder())? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.ends_with(".part") && !known.iter().any(|known| known == name) {
                freed += remove(&path)?;
            }
        }
        Ok(freed)
    }

    /// `None` where the name is not one that we give: the ledger may be damaged or doctored.
    fn part_path(&self, name: &str) -> Option<PathBuf> {
        let stem = name.strip_suffix(".part")?;
        let ours = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        ours.then(|| self.files().parts_folder().join(name))
    }
}

/// Deletes a file, where it is there, and gives its length.
fn remove(path: &std::path::Path) -> Result<u64, StoreError> {
    let bytes = schema::length(path);
    match fs::remove_file(path) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(StoreError::io(path, error)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::Store;
    use crate::testing::{at, library};

    const URL: &str = "https://example.org/a.pdf";

    #[test]
    fn a_part_is_found_again_after_the_program_ended() {
        let (folder, store) = library();
        assert_eq!(store.part(URL).unwrap(), None);
        let begun = store.begin_part(URL, Some("\"v1\""), None, at(3)).unwrap();
        fs::write(&begun.path, b"half").unwrap();
        drop(store);
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.part(URL).unwrap(), Some(crate::Part { bytes: 4, ..begun.clone() }));

        let again = store.begin_part(URL, Some("\"v2\""), None, at(4)).unwrap();
        assert_ne!(again.path, begun.path);
        assert!(!begun.path.exists(), "the part of the older body is of no use");
        store.end_part(URL).unwrap();
        assert!(!again.path.exists());
        assert_eq!(store.part(URL).unwrap(), None);
        store.end_part(URL).unwrap();
    }

    #[test]
    fn a_part_whose_file_is_gone_is_no_part() {
        let (_folder, store) = library();
        let begun = store.begin_part(URL, None, None, at(3)).unwrap();
        fs::remove_file(&begun.path).unwrap();
        assert_eq!(store.part(URL).unwrap(), None);
    }

    #[test]
    fn sweeping_spares_what_the_ledger_knows() {
        let (_folder, store) = library();
        let begun = store.begin_part(URL, None, None, at(3)).unwrap();
        let left = store.files().temporary().unwrap();
        fs::write(&left, b"left behind").unwrap();
        assert_eq!(store.sweep_parts().unwrap(), 11);
        assert!(begun.path.exists() && !left.exists());
        assert_eq!(store.sweep_parts().unwrap(), 0);
    }

    #[test]
    fn a_doctored_ledger_names_no_other_file() {
        let (folder, store) = library();
        let other = folder.path().join("other.part");
        fs::write(&other, "precious").unwrap();
        for name in ["../other.part", other.to_str().unwrap(), ".part", "other"] {
            store
                .write(|change| {
                    change.execute("DELETE FROM parts", [])?;
                    change.execute("INSERT INTO parts VALUES (?1, ?2, NULL, NULL, ?3)", (URL, name, at(1)))?;
                    Ok(())
                })
                .unwrap();
            assert_eq!(store.part(URL).unwrap(), None, "{name}");
            store.end_part(URL).unwrap();
            assert!(other.exists(), "{name}");
        }
    }
}
