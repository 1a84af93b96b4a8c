//! Rows in SQLite and files by their SHA-256: what a library keeps on the disk.
//!
//! The only crate that knows SQL; it speaks catalogue types, and rows never leave it. A library's folder has
//! `catalogue.sqlite` (every row; a write-ahead log beside it), `catalogue.copy.sqlite` (its copy), `files/` (bytes under their hash), `parts/` (files half
//! fetched), `set-aside/` (what looked damaged) and `write.lock`.
//!
//! Rules that hold everywhere here:
//! - One call that writes is one transaction: after a crash at any moment, all of it is there or none of it.
//! - A row names a file only after the file was flushed to the disk.
//! - Reading never waits for writing, in this process or another: each reader has a connection of its own.
//! - What looks damaged is left in place or set aside, never deleted.
//! - Some columns hold catalogue types as JSON, and libraries in the field are full of it: a new field of such a type
//!   needs `#[serde(default)]`, or a migration step (see `columns`, whose tests pin the first version's words).
//! - `catalogue.sqlite` is opened by SQLite alone. Copying or reading it by hand while a [`Store`] is open in the same
//!   process would, on Unix, drop SQLite's locks.

mod about;
mod arrivals;
mod attachments;
mod check;
mod columns;
mod copy;
mod counts;
mod error;
mod files;
mod history;
mod lock;
mod meta;
mod parts;
mod refreshes;
mod resources;
mod revisions;
mod schema;
mod seals;
mod snapshots;
#[cfg(test)]
mod testing;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use about::AboutRevision;
pub use arrivals::Arrived;
pub use attachments::AttachmentFile;
pub use check::StoreCheck;
pub use counts::StoreCounts;
pub use error::StoreError;
pub use files::{FileCheck, Files};
pub use history::{ReplacedFile, ResourcePast};
pub use lock::WriteLock;
pub use parts::Part;
pub use resources::ResourceRevision;
pub use revisions::NewRevision;
pub use snapshots::Snapshot;
pub use texts::{StoredText, UnreadFile};

/// Connections for reading that are kept for the next reader; a crowd beyond them opens and closes its own.
const IDLE_READERS: usize = 4;

/// A library's store, open. May be used from several threads at once.
#[derive(Debug)]
pub struct Store {
    catalogue: PathBuf,
    files: Files,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the store in this folder; makes it where it is not there, migrates it where it is older.
    ///
    /// # Errors
    /// [`StoreError::NewerLibrary`] and [`StoreError::Damaged`] leave every byte as it was.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let folder = std::path::absolute(folder).map_err(|error| StoreError::io(folder, error))?;
        std::fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
        let catalogue = folder.join("catalogue.sqlite");
        // Before the catalogue, so that a copy that is made at this moment does not seem to be ahead of it.
        let copy = copy::state(&copy::beside(&catalogue));
        if copy.is_some() && schema::length(&catalogue) == 0 {
            return Err(StoreError::Damaged("the catalogue file is gone, and its copy is not".into()));
        }
        let mut writer = schema::open_for_writing(&catalogue)?;
        let now = copy::State::of(&writer.transaction()?)?;
        if copy.is_some_and(|copy| copy.is_ahead_of(&now)) {
            return Err(StoreError::Damaged("the catalogue lost changes that its copy has".into()));
        }
        let files = Files::open(&folder)?;
        Ok(Self { catalogue, files, writer: Mutex::new(writer), readers: Mutex::default() })
    }

    /// The files of this library.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// One change, whole or not at all.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.write_ledger(|change| {
            meta::count_change(change)?;
            work(change)
        })
    }

    /// A change of the ledger of parts, which no copy needs and no count counts.
    fn write_ledger<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // A thread that panicked here left no half change behind: its transaction was rolled back as it unwound.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // Immediate: the turn to write is waited for here, not lost half way through.
        let change = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&change)?;
        change.commit()?;
        Ok(done)
    }

    /// One look at the catalogue as of one moment.
    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => schema::open_for_reading(&self.catalogue)?,
        };
        let view = reader.transaction()?;
        let seen = work(&view)?;
        drop(view);
        let mut idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS {
            idle.push(reader);
        }
        Ok(seen)
    }

    /// Bytes of the catalogue file, of what SQLite keeps beside it, and of its copy.
    fn bytes(&self) -> u64 {
        let mut shared = self.catalogue.as_os_str().to_owned();
        shared.push("-shm");
        let log = schema::log_beside(&self.catalogue);
        let copy = copy::beside(&self.catalogue);
        [self.catalogue.as_path(), &log, Path::new(&shared), &copy].map(schema::length).iter().sum()
    }
}

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
