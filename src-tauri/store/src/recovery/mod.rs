//! Making a catalogue again that cannot be read any more, from whatever is whole.
//!
//! The new catalogue is finished and flushed under another name before the damaged one is touched; that goes to
//! `set-aside/` and is never deleted. A kill at any moment leaves the damaged catalogue where it was, or no catalogue
//! but a finished new one, which the next recovery puts in its place.

mod merge;
mod settle;

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use catalogue::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::files::{Files, flush_folder};
use crate::lock::WriteLock;
use crate::salvage::Shape;
use crate::{Store, check, copy, migration, schema};
use merge::Source;

/// What came of a recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Where the damaged catalogue is now, with its log; empty where it turned out whole, or where there was none.
    pub set_aside: Vec<PathBuf>,
    pub from: RecoveredFrom,
    /// Rows that the catalogue now has.
    pub rows_kept: u32,
    /// Of these, rows that came from the copy.
    pub rows_from_copy: u32,
    /// Rows that are known to have been there and came back from nowhere. Where the catalogue could not be read at all,
    /// there may have been more that nobody knows of.
    pub rows_lost: u32,
    /// Texts that the next refresh reads again from their files.
    pub texts_to_read: u32,
}

/// What a catalogue was made again from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveredFrom {
    /// Nothing was to be done: the catalogue is whole.
    Untouched,
    /// Neither the catalogue nor a copy gave a row. The library is empty; its files are taken up again when they are met.
    Nothing,
    /// The whole rows of the damaged catalogue.
    Rows,
    /// The copy.
    Copy,
    RowsAndCopy,
}

impl Store {
    /// Makes the catalogue in this folder again, where it cannot be opened or read: from each of its rows that is whole,
    /// and from its copy for the others. What came from the site since the copy was made and is lost comes again with the
    /// next refresh: answers from before stay only where they have validators, by which the site is asked for what is
    /// newer, and texts that may lack pages are read again from their files. The library keeps its id; its revision and serial never go back. The setting `recovered_at` notes the moment, until its
    /// owner forgets it: an index of before may show what is gone and is to be made again.
    ///
    /// A catalogue that turns out to be whole is left alone: another process was faster. No [`Store`] of this process
    /// may have it open.
    ///
    /// # Errors
    /// [`StoreError::NewerLibrary`] and [`StoreError::Full`] leave all as it was.
    pub fn recover(folder: &Path, _lock: &WriteLock, at: Timestamp) -> Result<Recovery, StoreError> {
        let folder = std::path::absolute(folder).map_err(|error| StoreError::io(folder, error))?;
        recover(&folder.join("catalogue.sqlite"), &Files::at(&folder), at)
    }

    /// [`Store::recover`] for a store that is open. Whoever reads or writes meanwhile in this process waits.
    ///
    /// # Errors
    /// As there. On Windows also [`StoreError::Io`] while another process has the library open.
    pub fn recover_open(&self, _lock: &WriteLock, at: Timestamp) -> Result<Recovery, StoreError> {
        let _nobody_else = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        let readers = std::mem::take(&mut *self.readers.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in writer.into_iter().chain(readers) {
            // The log is to be set aside with the catalogue, as it is.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        }
        recover(&self.catalogue, &self.files, at)
    }
}

/// The new catalogue while it is built.
const BUILDING: &str = "catalogue.recovering";

/// The new catalogue, finished, while it waits for its place.
pub(crate) fn finished_beside(catalogue: &Path) -> PathBuf {
    catalogue.with_file_name("catalogue.recovered.sqlite")
}

fn recover(catalogue: &Path, files: &Files, at: Timestamp) -> Result<Recovery, StoreError> {
    let finished = finished_beside(catalogue);
    if fs::exists(catalogue).map_err(|error| StoreError::io(catalogue, error))? {
        // What may not be opened is not damaged for that.
        let opened = OpenOptions::new().read(true).write(true).open(catalogue);
        drop(opened.map_err(|error| StoreError::io(catalogue, error))?);
        if is_whole(catalogue)? {
            return Recovery::of(catalogue, RecoveredFrom::Untouched);
        }
        // Of a recovery that was killed before it touched anything.
        copy::remove(&finished)?;
    } else if copy::look_over(&finished).is_ok() {
        let recovery = Recovery::of(&finished, RecoveredFrom::Rows)?;
        return put_in_place(catalogue, &finished, files, at, recovery);
    }
    let new = catalogue.with_file_name(BUILDING);
    let built = copy::remove(&new).and_then(|()| build(catalogue, &new, files, at));
    if built.is_err() {
        let _ = copy::remove(&new);
    }
    let recovery = built?;
    fs::rename(&new, &finished).map_err(|error| StoreError::io(&finished, error))?;
    flush_folder(folder_of(catalogue))?;
    put_in_place(catalogue, &finished, files, at, recovery)
}

/// # Errors
/// Where that cannot be known, or the catalogue is not for this program to judge.
fn is_whole(catalogue: &Path) -> Result<bool, StoreError> {
    let look = || {
        let mut connection = merge::open_as_it_is(catalogue)?;
        let format = schema::recognise(&mut connection, copy::state(&copy::beside(catalogue)))?;
        let view = connection.transaction()?;
        Ok(format > 0 && check::first_problem(&view)?.is_none())
    };
    match look() {
        Err(error @ (StoreError::NewerLibrary { .. } | StoreError::Busy | StoreError::Full)) => Err(error),
        found => Ok(found.unwrap_or(false)),
    }
}

/// Writes a new catalogue from all that is whole, flushed.
fn build(catalogue: &Path, new: &Path, files: &Files, at: Timestamp) -> Result<Recovery, StoreError> {
    let shapes = Shape::all()?;
    let mut sources = vec![Source::of(catalogue, true, &shapes)?];
    for older in [copy::beside(catalogue)].into_iter().chain(migration::copies(catalogue)).filter(|path| path.is_file())
    {
        copy::refuse_newer(&older)?;
        let source = Source::of(&older, false, &shapes)?;
        if sources.iter().all(|known| known.is_akin(&source)) {
            sources.push(source);
        }
    }
    let sources = merge::in_order(sources);

    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(new, flags)?;
    schema::prepare(&connection)?;
    // The file is flushed when it is finished, and is nothing before.
    connection.pragma_update_and_check(None, "journal_mode", "memory", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "off")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    migration::take(connection.transaction()?, schema::STEPS)?;
    let change = connection.transaction()?;
    let taken = merge::merge(&change, &sources, &shapes)?;
    let settled = settle::settle(&change, &taken, &sources, files, at)?;
    change.commit()?;
    let view = connection.transaction()?;
    if let Some(problem) = check::first_problem(&view)? {
        return Err(StoreError::Damaged(format!("{}: {}", problem.what, problem.message)));
    }
    drop(view);
    drop(connection);
    let flushed = OpenOptions::new().write(true).open(new).and_then(|file| file.sync_all());
    flushed.map_err(|error| StoreError::io(new, error))?;
    let from = match (taken.from_catalogue + taken.stray, taken.from_copies) {
        (0, 0) => RecoveredFrom::Nothing,
        (_, 0) => RecoveredFrom::Rows,
        (0, _) => RecoveredFrom::Copy,
        _ => RecoveredFrom::RowsAndCopy,
    };
    Ok(Recovery {
        rows_from_copy: taken.from_copies,
        rows_lost: taken.damaged.saturating_sub(taken.from_copies + taken.stray + settled.rebuilt) + settled.dropped,
        texts_to_read: settled.texts_to_read,
        ..Recovery::of(new, from)?
    })
}

/// Sets the damaged catalogue aside and puts the new one in its place. The catalogue goes before its log: while it is
/// there, it has its log, and nobody takes what is left of the two for a whole one.
fn put_in_place(
    catalogue: &Path,
    finished: &Path,
    files: &Files,
    at: Timestamp,
    mut recovery: Recovery,
) -> Result<Recovery, StoreError> {
    recovery.set_aside = files.move_aside_together(
        &[
            (catalogue, "catalogue.sqlite"),
            (&schema::log_beside(catalogue), "catalogue.sqlite-wal"),
            (&schema::shared_memory_beside(catalogue), "catalogue.sqlite-shm"),
        ],
        at,
    )?;
    fs::rename(finished, catalogue).map_err(|error| StoreError::io(catalogue, error))?;
    flush_folder(folder_of(catalogue))?;
    Ok(recovery)
}

fn folder_of(catalogue: &Path) -> &Path {
    catalogue.parent().unwrap_or(Path::new("."))
}

impl Recovery {
    fn of(catalogue: &Path, from: RecoveredFrom) -> Result<Self, StoreError> {
        let mut connection = merge::open_as_it_is(catalogue)?;
        let rows_kept = check::count_rows(&connection.transaction()?)?;
        Ok(Self { set_aside: Vec::new(), from, rows_kept, rows_from_copy: 0, rows_lost: 0, texts_to_read: 0 })
    }
}
