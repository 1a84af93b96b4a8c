//! The copy beside the catalogue: what a damaged catalogue is made whole from, without a network.
//!
//! It is made under another name, looked over, flushed, and only then put in the place of the one before, so that there
//! is a whole copy at every moment. Nobody writes to it in place.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use catalogue::Timestamp;
use rusqlite::{Connection, OpenFlags, Transaction};

use crate::error::StoreError;
use crate::files::flush_folder;
use crate::{Store, check, meta, recovery, schema};

/// What a catalogue says of itself: enough to tell an older one from a newer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    pub format: u32,
    pub library: String,
    pub revision: u64,
    pub serial: u64,
    pub changes: u64,
}

impl State {
    pub fn of(view: &Transaction<'_>) -> Result<Self, StoreError> {
        let (library, revision, serial) = meta::library(view)?;
        let format = schema::format_of(view)?;
        // They are counted since format 2.
        let changes = if format < 2 { 0 } else { meta::changes(view)? };
        Ok(Self { format, library, revision, serial, changes })
    }

    /// The same library, and further on.
    pub fn is_ahead_of(&self, other: &Self) -> bool {
        self.library == other.library && self.changes > other.changes
    }
}

impl Store {
    /// Makes the copy beside the catalogue, unless nothing changed since it was made and it is whole. Gives whether a new
    /// one was made. Neither readers nor writers wait for it. To be called by one at a time: the
    /// owner of the [`crate::WriteLock`].
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the catalogue is not whole: the earlier copy stays, to mend it from.
    /// [`StoreError::Full`] leaves the earlier copy as well.
    pub fn back_up(&self) -> Result<bool, StoreError> {
        let copy = beside(&self.catalogue);
        let now = self.read(State::of)?;
        match state(&copy) {
            Some(known) if known == now && look_over(&copy).is_ok() => return Ok(false),
            // It is all that is left of another library, however it came here.
            Some(known) if known.library != now.library => {
                self.files().move_aside(&copy, "catalogue.copy.sqlite", Timestamp::now())?;
            }
            _ => {}
        }
        let new = self.catalogue.with_file_name("catalogue.copy.new");
        let made = remove(&new)
            .and_then(|()| make(&schema::open_for_reading(&self.catalogue)?.connection, &new))
            .and_then(|()| look_over(&new))
            .and_then(|()| fs::rename(&new, &copy).map_err(|error| StoreError::io(&copy, error)));
        if made.is_err() {
            // What stopped the copy is told, not that its remains are there still: the next one removes them.
            let _ = remove(&new);
        }
        made?;
        flush_folder(self.catalogue.parent().unwrap_or(Path::new(".")))?;
        // Of a recovery that was killed before it touched a catalogue that turned out to be whole.
        remove(&recovery::finished_beside(&self.catalogue))?;
        Ok(true)
    }
}

/// The copy of this catalogue.
pub(crate) fn beside(catalogue: &Path) -> PathBuf {
    catalogue.with_file_name("catalogue.copy.sqlite")
}

/// Writes all that the connection sees to a new file, flushed. The connection is of no other use then. The file has no write-ahead log.
pub(crate) fn make(from: &Connection, to: &Path) -> Result<(), StoreError> {
    let name = to.to_str().ok_or_else(|| StoreError::io(to, std::io::ErrorKind::InvalidFilename.into()))?;
    // It writes to the new file alone; only, SQLite does not tell the two apart.
    from.pragma_update(None, "query_only", false)?;
    from.execute("VACUUM INTO ?1", [name])?;
    let flushed = OpenOptions::new().write(true).open(to).and_then(|file: File| file.sync_all());
    flushed.map_err(|error| StoreError::io(to, error))
}

/// Opens a copy, to be read alone.
pub(crate) fn open(copy: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(copy, flags)?;
    schema::prepare(&connection)?;
    Ok(connection)
}

/// What the copy says of itself; `None` where there is none that can be read.
pub(crate) fn state(copy: &Path) -> Option<State> {
    if !copy.is_file() {
        return None;
    }
    State::of(&open(copy).ok()?.transaction().ok()?).ok()
}

/// # Errors
/// [`StoreError::NewerLibrary`] where a newer program made it.
pub(crate) fn refuse_newer(copy: &Path) -> Result<(), StoreError> {
    let format = open(copy).and_then(|mut copy| schema::format_of(&*copy.transaction()?));
    format.map_or(Ok(()), |format| schema::refuse_newer(format, schema::STEPS))
}

/// # Errors
/// [`StoreError::Damaged`] where a page or a row of it is not whole.
pub(crate) fn look_over(copy: &Path) -> Result<(), StoreError> {
    let mut connection = open(copy)?;
    let view = connection.transaction()?;
    let found = State::of(&view).and_then(|_| check::first_problem(&view));
    match found {
        Ok(None) => Ok(()),
        Ok(Some(problem)) => Err(StoreError::Damaged(format!("{}: {}", problem.what, problem.message))),
        Err(StoreError::Sql(words)) => Err(StoreError::Damaged(words)),
        Err(error) => Err(error),
    }
}

/// Deletes a file, where it is there.
pub(crate) fn remove(file: &Path) -> Result<(), StoreError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(file, error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{arrive, library, resource, resource_with, revision_of};

    fn damage(file: &Path) {
        let mut bytes = fs::read(file).unwrap();
        let at = bytes.windows(11).position(|bytes| bytes == b"example.org").unwrap();
        bytes[at] ^= 1;
        fs::write(file, bytes).unwrap();
    }

    #[test]
    fn a_copy_is_made_where_something_changed() {
        let (folder, store) = library();
        let copy = folder.path().join("catalogue.copy.sqlite");
        let resource = resource_with("a", &["1.pdf"]);
        type Step<'a> = (&'a str, bool, &'a dyn Fn());
        let steps: [Step<'_>; 7] = [
            ("the first", true, &|| {}),
            ("nothing", false, &|| {}),
            ("a revision", true, &|| {
                store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
            }),
            ("a file", true, &|| {
                arrive(&store, &resource.attachments[0], b"file", 1);
            }),
            ("a part", false, &|| {
                store.begin_part("https://a", None, None, crate::testing::at(1)).unwrap();
            }),
            ("damage", true, &|| damage(&copy)),
            ("another library's copy", true, &|| {
                let (_folder, other) = library();
                other.back_up().unwrap();
                fs::rename(beside(&other.catalogue), &copy).unwrap();
            }),
        ];
        for (case, made, step) in steps {
            step();
            assert_eq!(store.back_up().unwrap(), made, "{case}");
            look_over(&copy).unwrap();
            assert_eq!(state(&copy).unwrap(), store.read(State::of).unwrap(), "{case}");
        }
        assert_eq!(fs::read_dir(folder.path().join("set-aside")).unwrap().count(), 1, "the other library's");
        assert_eq!(store.check().unwrap().problems, []);
    }

    #[test]
    fn a_damaged_catalogue_does_not_replace_a_whole_copy() {
        let (folder, store) = library();
        store.apply(&revision_of(&[resource("a")])).unwrap();
        store.back_up().unwrap();
        let before = fs::read(beside(&store.catalogue)).unwrap();
        store.apply(&revision_of(&[resource("b")])).unwrap();
        drop(store);
        damage(&folder.path().join("catalogue.sqlite"));
        let store = Store::open(folder.path()).unwrap();
        assert!(matches!(store.back_up(), Err(StoreError::Damaged(_))));
        assert!(fs::read(beside(&store.catalogue)).unwrap() == before);
        assert!(!folder.path().join("catalogue.copy.new").exists());
    }

    #[test]
    fn a_damaged_copy_is_told_and_harms_nothing() {
        let (folder, store) = library();
        store.apply(&revision_of(&[resource("a")])).unwrap();
        store.back_up().unwrap();
        let copy = beside(&store.catalogue);
        for bytes in [b"noise".as_slice(), b"", &[0; 8192]] {
            fs::write(&copy, bytes).unwrap();
            let problems = store.check().unwrap().problems;
            assert_eq!(problems.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["copy_damaged"]);
            assert_eq!(Store::open(folder.path()).unwrap().all_resources().unwrap().len(), 1);
        }
        assert!(store.back_up().unwrap());
        assert_eq!(store.check().unwrap().problems, []);
    }

    #[test]
    fn a_catalogue_that_is_behind_its_copy_or_gone_is_told() {
        let (folder, store) = library();
        store.apply(&revision_of(&[resource("a")])).unwrap();
        store.back_up().unwrap();
        drop(store);
        let file = folder.path().join("catalogue.sqlite");
        let older = fs::read(&file).unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.set_setting("last_attempt", Some("now")).unwrap();
        Store::open(folder.path()).unwrap();
        store.back_up().unwrap();
        drop(store);
        fs::write(&file, &older).unwrap();
        assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged(_))));
        fs::remove_file(&file).unwrap();
        assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged(_))));
        assert!(!file.exists());
        fs::remove_file(beside(&file)).unwrap();
        assert_eq!(Store::open(folder.path()).unwrap().revision().unwrap(), 0, "a new library");
    }

    #[test]
    fn a_copy_takes_no_turn_from_a_writer() {
        let (folder, store) = library();
        store.apply(&revision_of(&[resource("a")])).unwrap();
        let stuck = Connection::open(folder.path().join("catalogue.sqlite")).unwrap();
        stuck.execute_batch("BEGIN IMMEDIATE; CREATE TABLE half (done)").unwrap();
        assert!(store.back_up().unwrap());
    }
}
