use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

/// What can go wrong with the index. No query can: whatever words come, searching them is no error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another writer is at work, in this program or another; nothing was changed.
    #[error("another program is writing to the search index")]
    Busy,
    /// The index cannot be read. Open it anew: a fresh empty one is then made, to be filled from the library.
    #[error("the search index is damaged: {0}")]
    Damaged(String),
    /// There is no room on the disk. Nothing was committed.
    #[error("the disk is full")]
    Full,
    /// The disk refused: read only, or a file held by another program. Nothing was committed.
    #[error("the search index could not be read or written: {0}")]
    Io(String),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => Self::Damaged(error.to_string()),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        match &error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            TantivyError::ErrorInThread(words) | TantivyError::SystemError(words) if tells_of_a_full_disk(words) => {
                Self::Full
            }
            TantivyError::ErrorInThread(_) | TantivyError::SystemError(_) => Self::Io(error.to_string()),
            _ => match io_error(&error) {
                Some(io)
                    if matches!(io.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) =>
                {
                    Self::Full
                }
                // The operating system's own, but for those that a broken file leads to. All others are what tantivy
                // makes of bytes that do not make sense.
                Some(io)
                    if io.raw_os_error().is_some()
                        && !matches!(
                            io.kind(),
                            std::io::ErrorKind::InvalidData
                                | std::io::ErrorKind::UnexpectedEof
                                | std::io::ErrorKind::NotFound
                        ) =>
                {
                    Self::Io(io.to_string())
                }
                _ => Self::Damaged(error.to_string()),
            },
        }
    }
}

/// From one of its threads tantivy passes on an error's words alone: those of Unix (28) and Windows (112, 39).
fn tells_of_a_full_disk(words: &str) -> bool {
    let words = words.to_lowercase();
    ["storagefull", "os error 28)", "os error 112)", "os error 39)", "code: 28,", "code: 112,", "code: 39,"]
        .iter()
        .any(|sign| words.contains(sign))
}

/// The operating system's error beneath, where there is one.
pub(crate) fn io_error(error: &TantivyError) -> Option<&std::io::Error> {
    match error {
        TantivyError::IoError(io) => Some(io),
        TantivyError::LockFailure(LockError::IoError(io), _) => Some(io),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => Some(io_error),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => Some(io_error),
        _ => None,
    }
}
