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
    /// The disk refused: full, read only, or a file held by another program. Nothing was committed.
    #[error("the search index could not be read or written: {0}")]
    Io(String),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => Self::Damaged(error.to_string()),
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        match &error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            TantivyError::ErrorInThread(_) | TantivyError::SystemError(_) => Self::Io(error.to_string()),
            _ => match io_error(&error) {
                Some(io)
                    if !matches!(
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
