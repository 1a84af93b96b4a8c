//! Rows in SQLite and files by their SHA-256: what a library keeps on the disk.
//!
//! The only crate that knows SQL; it speaks catalogue types, and rows never leave it. A library's folder has
//! `catalogue.sqlite` (every row; a write-ahead log beside it), `catalogue.copy.sqlite` (its copy, from which a damaged
//! one is made whole), `files/` (bytes under their hash), `parts/` (files half fetched), `set-aside/` (what looked
//! damaged) and `write.lock`.
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
mod filed;
mod files;
mod history;
mod lock;
mod mending;
mod meta;
mod migration;
mod parts;
mod recovery;
mod refreshes;
mod replacements;
mod resources;
mod revisions;
mod salvage;
mod schema;
mod seals;
mod snapshots;
#[cfg(test)]
mod testing;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use schema::Reader;

pub use about::AboutRevision;
pub use arrivals::Arrived;
pub use attachments::AttachmentFile;
pub use check::StoreCheck;
pub use counts::StoreCounts;
pub use error::StoreError;
pub use filed::{Filed, FiledFiles};
pub use files::{FileCheck, Files};
pub use history::{ReplacedFile, ResourcePast};
pub use lock::WriteLock;
pub use mending::Mended;
pub use parts::Part;
pub use recovery::{RecoveredFrom, Recovery};
pub use resources::ResourceRevision;
pub use revisions::NewRevision;
pub use schema::FORMAT;
pub use snapshots::Snapshot;
pub use texts::{StoredText, UnreadFile};

/// Connections for reading that are kept for the next reader; a crowd beyond them opens and closes its own.
const IDLE_READERS: usize = 4;

/// A library's store, open. May be used from several threads at once.
#[derive(Debug)]
pub struct Store {
    catalogue: PathBuf,
    files: Files,
    /// `None` while the disk is too full for one, or another process migrates the catalogue.
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
    /// Shut while the catalogue is made again.
    gate: RwLock<()>,
}

impl Store {
    /// Opens the store in this folder; makes it where it is not there, migrates it where it is older. Where the disk is
    /// full, half-fetched files are given up for it; where that is not enough, it is opened for reading, and every call
    /// that writes tries again and says [`StoreError::Full`] while it must.
    ///
    /// # Errors
    /// [`StoreError::NewerLibrary`] and [`StoreError::Damaged`] leave every byte as it was.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let folder = std::path::absolute(folder).map_err(|error| StoreError::io(folder, error))?;
        std::fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
        let catalogue = folder.join("catalogue.sqlite");
        let files = Files::at(&folder);
        let writer = match schema::open_for_writing(&catalogue) {
            Err(StoreError::Full) => open_on_a_full_disk(&folder, &catalogue, &files)?,
            // Another process makes it or migrates it. What is there already is served.
            Err(StoreError::Busy) if matches!(schema::try_reading(&catalogue), Ok(true)) => None,
            opened => Some(opened?),
        };
        files.make_folders()?;
        Ok(Self { catalogue, files, writer: Mutex::new(writer), readers: Mutex::default(), gate: RwLock::default() })
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
        let _in = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        // A thread that panicked here left no half change behind: its transaction was rolled back as it unwound.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = match &mut *writer {
            Some(writer) => writer,
            none => none.insert(schema::open_for_writing(&self.catalogue)?),
        };
        // Immediate: the turn to write is waited for here, not lost half way through.
        let change = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&change)?;
        change.commit()?;
        Ok(done)
    }

    /// One look at the catalogue as of one moment.
    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let _in = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(connection) => Reader { connection, alone: None },
            None => schema::open_for_reading(&self.catalogue)?,
        };
        let view = reader.connection.transaction()?;
        let seen = work(&view)?;
        drop(view);
        let mut idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS && reader.alone.is_none() {
            idle.push(reader.connection);
        }
        Ok(seen)
    }

    /// Bytes of the catalogue file, of what SQLite keeps beside it, and of its copy.
    fn bytes(&self) -> u64 {
        let log = schema::log_beside(&self.catalogue);
        let shared = schema::shared_memory_beside(&self.catalogue);
        let copy = copy::beside(&self.catalogue);
        [self.catalogue.as_path(), &log, &shared, &copy].map(schema::length).iter().sum()
    }
}

/// A connection for writing, where room for it could be made; `None` where the catalogue can only be read.
fn open_on_a_full_disk(folder: &Path, catalogue: &Path, files: &Files) -> Result<Option<Connection>, StoreError> {
    // Who has the lock may be fetching, and sees to it that there is room.
    if let Ok(_lock) = WriteLock::acquire(folder, std::time::Duration::ZERO) {
        parts::delete_all(files)?;
        // It is of no harm where this does not work.
        let _ = schema::give_back_the_log(catalogue);
        match schema::open_for_writing(catalogue) {
            Err(StoreError::Full) => {}
            opened => return opened.map(Some),
        }
    }
    // A first start leaves a catalogue without anything in it.
    if schema::try_reading(catalogue)? { Ok(None) } else { Err(StoreError::Full) }
}

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
