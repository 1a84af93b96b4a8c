//! What can go wrong with the store, by what the caller can do about it.

use std::io;
use std::path::Path;

use rusqlite::{ErrorCode, ffi};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process (or thread) writes and did not finish in time. Nothing was changed: try again later.
    #[error("another program is writing to the library")]
    Busy,
    /// No room on the disk. The change was not made, and what was there is whole: free room and try again.
    #[error("the disk is full")]
    Full,
    /// The library was written by a newer version of the program. It was not touched: update the program.
    #[error("the library has format {found}, and this program knows formats up to {known}")]
    NewerLibrary { found: u32, known: u32 },
    /// What is stored cannot be read. The file was left where it is, as it is.
    #[error("the catalogue file is damaged: {0}")]
    Damaged(String),
    /// The named resource, attachment or file is not in the library.
    #[error("{0} is not in the library")]
    Unknown(String),
    /// The operating system refused (rights, a broken disk, a folder that is gone).
    #[error("{what}: {source}")]
    Io { what: String, source: io::Error },
    /// SQLite refused for a reason that no caller can mend: a mistake of the program.
    #[error("the catalogue refused a change: {0}")]
    Sql(String),
}

impl StoreError {
    /// From a failed operation on a file or folder.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io { what: path.display().to_string(), source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::*;
        let text = error.to_string();
        match error {
            SqliteFailure(failure, _) => from_sqlite(failure, text),
            SqlInputError { error, .. } => from_sqlite(error, text),
            // A value that does not read back as what was once written: the row is damaged, not the program.
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | Utf8Error(..) | InvalidColumnType(..) => {
                Self::Damaged(text)
            }
            _ => Self::Sql(text),
        }
    }
}

fn from_sqlite(failure: ffi::Error, text: String) -> StoreError {
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(text),
        ErrorCode::SystemIoFailure => match failure.extended_code {
            // The shared memory file beside the catalogue could not grow: SQLite says only "I/O error" to that.
            ffi::SQLITE_IOERR_SHMSIZE => StoreError::Full,
            ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_DATA | ffi::SQLITE_IOERR_CORRUPTFS => {
                StoreError::Damaged(text)
            }
            _ => StoreError::Io { what: "catalogue file".into(), source: io::Error::other(text) },
        },
        ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::FileLockingProtocolFailed => {
            StoreError::Io { what: "catalogue file".into(), source: io::Error::other(text) }
        }
        _ => StoreError::Sql(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(error: &StoreError) -> &'static str {
        match error {
            StoreError::Busy => "busy",
            StoreError::Full => "full",
            StoreError::NewerLibrary { .. } => "newer",
            StoreError::Damaged(_) => "damaged",
            StoreError::Unknown(_) => "unknown",
            StoreError::Io { .. } => "io",
            StoreError::Sql(_) => "sql",
        }
    }

    #[test]
    fn sqlite_codes_become_what_the_caller_can_do() {
        for (code, expected) in [
            (ffi::SQLITE_BUSY, "busy"),
            (ffi::SQLITE_BUSY_SNAPSHOT, "busy"),
            (ffi::SQLITE_LOCKED, "busy"),
            (ffi::SQLITE_FULL, "full"),
            (ffi::SQLITE_IOERR_SHMSIZE, "full"),
            (ffi::SQLITE_CORRUPT, "damaged"),
            (ffi::SQLITE_NOTADB, "damaged"),
            (ffi::SQLITE_IOERR_SHORT_READ, "damaged"),
            (ffi::SQLITE_IOERR_READ, "io"),
            (ffi::SQLITE_CANTOPEN, "io"),
            (ffi::SQLITE_READONLY, "io"),
            (ffi::SQLITE_CONSTRAINT, "sql"),
            (ffi::SQLITE_TOOBIG, "sql"),
        ] {
            let error = StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
            assert_eq!(kind(&error), expected, "{code}");
        }
    }

    #[test]
    fn a_full_disk_is_told_from_other_trouble_with_files() {
        for (source, expected) in [
            (io::ErrorKind::StorageFull, "full"),
            (io::ErrorKind::QuotaExceeded, "full"),
            (io::ErrorKind::PermissionDenied, "io"),
            (io::ErrorKind::NotFound, "io"),
        ] {
            assert_eq!(kind(&StoreError::io(Path::new("a"), source.into())), expected, "{source}");
        }
    }
}
