//! One writer among processes.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::StoreError;

/// How often a busy lock is asked again.
const PAUSE: Duration = Duration::from_millis(50);

/// The right to write to the library, from before a refresh reads the site until its last text is indexed. SQLite
/// guards single transactions by itself; this keeps two refreshes apart. The operating system takes the lock back when
/// its process ends, however it ends, so that a killed owner keeps nobody out.
#[derive(Debug)]
pub struct WriteLock {
    // Unlocked by being closed. An explicit unlock could come late, after another handle of the file took the lock.
    _file: File,
}

impl WriteLock {
    /// Takes the lock of the library in this folder, made where need be; waits at most `wait` for another owner.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where the other owner was not done in time.
    pub fn acquire(folder: &Path, wait: Duration) -> Result<Self, StoreError> {
        let until = Instant::now() + wait;
        std::fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
        let path = folder.join("write.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| StoreError::io(&path, error))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, error)),
                Err(TryLockError::WouldBlock) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err(StoreError::Busy);
                    }
                    std::thread::sleep(left.min(PAUSE));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn the_second_owner_is_told_busy_after_a_bounded_wait() {
        let folder = tempfile::tempdir().unwrap();
        let first = WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
        let before = Instant::now();
        let wait = Duration::from_millis(150);
        let second = std::thread::scope(|scope| scope.spawn(|| WriteLock::acquire(folder.path(), wait)).join());
        assert!(matches!(second.unwrap(), Err(StoreError::Busy)));
        assert!(before.elapsed() >= wait);
        drop(first);
        WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
    }

    #[test]
    fn a_waiting_owner_gets_the_lock_when_it_is_free_and_never_two_have_it() {
        let folder = tempfile::tempdir().unwrap();
        let (owners, turns) = (AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let _lock = WriteLock::acquire(folder.path(), Duration::from_secs(20)).unwrap();
                    assert_eq!(owners.fetch_add(1, Ordering::SeqCst), 0);
                    std::thread::sleep(Duration::from_millis(10));
                    owners.fetch_sub(1, Ordering::SeqCst);
                    turns.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(turns.into_inner(), 4);
    }

    #[test]
    fn a_folder_that_cannot_be_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(WriteLock::acquire(&file, Duration::ZERO), Err(StoreError::Io { .. })));
    }
}
