//! What several of these tests need.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use fetch::{Destination, Left, Validators};
use tempfile::TempDir;

/// The ledger of one file, in memory, and its part on the disk.
pub struct OnePart {
    folder: TempDir,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    left: Option<Left>,
    begun: u32,
    checkpoints: u32,
}

impl OnePart {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { folder: tempfile::tempdir().unwrap(), state: Mutex::default() })
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("part")
    }

    /// How often a body was begun from its first byte.
    pub fn begun(&self) -> u32 {
        self.state.lock().unwrap().begun
    }

    pub fn checkpoints(&self) -> u32 {
        self.state.lock().unwrap().checkpoints
    }

    /// What the ledger knows; to be changed by a test that wants it otherwise.
    pub fn set_left(&self, change: impl FnOnce(&mut Left)) {
        change(self.state.lock().unwrap().left.as_mut().unwrap());
    }
}

impl Destination for OnePart {
    fn left(&self) -> io::Result<Option<Left>> {
        Ok(self.state.lock().unwrap().left.clone())
    }

    fn begin(&self, validators: &Validators) -> io::Result<PathBuf> {
        let mut state = self.state.lock().unwrap();
        state.begun += 1;
        let left = Left { path: self.path(), bytes: 0, sha256: String::new(), validators: validators.clone() };
        state.left = Some(left);
        Ok(self.path())
    }

    fn checkpoint(&self, bytes: u64, sha256: &str) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.checkpoints += 1;
        let left = state.left.as_mut().expect("a checkpoint comes after a beginning");
        (left.bytes, left.sha256) = (bytes, sha256.to_owned());
        Ok(())
    }
}
