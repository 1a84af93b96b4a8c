//! Where a file is written while it comes, and how a later run finds what is there of it.
//!
//! A part enters the ledger with its first checkpoint, not before: most files are whole within a second, and ten
//! thousand notes about them would cost more than fetching them.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use catalogue::Timestamp;
use fetch::{Destination, Left, Validators};
use store::{Part, StoreError};

use crate::Library;

/// The part file of one address. When it is dropped, a part that the ledger does not know goes with it.
pub(super) struct PartFile {
    library: Library,
    url: String,
    started: Timestamp,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    path: Option<PathBuf>,
    validators: Validators,
    /// The ledger knows it.
    noted: bool,
}

impl PartFile {
    pub fn new(library: &Library, url: &str) -> Self {
        Self { library: library.clone(), url: url.to_owned(), started: library.now(), state: Mutex::default() }
    }

    /// What came is no document: nobody will go on with it.
    pub fn discard(&self) -> Result<(), StoreError> {
        let mut state = self.state();
        if std::mem::take(&mut state.noted) { self.library.store().end_part(&self.url) } else { Ok(()) }
    }

    /// It is in place under its hash, and out of the ledger.
    pub fn kept(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Destination for PartFile {
    fn left(&self) -> io::Result<Option<Left>> {
        let Some(part) = self.library.store().part(&self.url).map_err(to_io)? else { return Ok(None) };
        let validators = Validators { etag: part.etag, last_modified: part.last_modified };
        let mut state = self.state();
        *state = State { path: Some(part.path.clone()), validators: validators.clone(), noted: true };
        Ok(Some(Left { path: part.path, bytes: part.bytes, sha256: part.sha256, validators }))
    }

    fn begin(&self, validators: &Validators) -> io::Result<PathBuf> {
        let mut state = self.state();
        if std::mem::take(&mut state.noted) {
            self.library.store().end_part(&self.url).map_err(to_io)?;
        } else if let Some(former) = state.path.take() {
            let _ = std::fs::remove_file(former);
        }
        let path = self.library.store().files().temporary().map_err(to_io)?;
        *state = State { path: Some(path.clone()), validators: validators.clone(), noted: false };
        Ok(path)
    }

    fn checkpoint(&self, bytes: u64, sha256: &str) -> io::Result<()> {
        let mut state = self.state();
        // Without validators the server cannot be asked whether it is still the same file.
        let (Some(path), true) = (&state.path, state.validators != Validators::none() && bytes > 0) else {
            return Ok(());
        };
        let part = Part {
            url: self.url.clone(),
            path: path.clone(),
            bytes,
            sha256: sha256.to_owned(),
            etag: state.validators.etag.clone(),
            last_modified: state.validators.last_modified.clone(),
            started: self.started,
        };
        self.library.store().note_part(&part).map_err(to_io)?;
        state.noted = true;
        Ok(())
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        let state = self.state();
        if let Some(path) = state.path.as_ref().filter(|_| !state.noted) {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn to_io(error: StoreError) -> io::Error {
    match error {
        StoreError::Full => io::Error::from(io::ErrorKind::StorageFull),
        StoreError::Io { source, .. } => source,
        other => io::Error::other(other),
    }
}
