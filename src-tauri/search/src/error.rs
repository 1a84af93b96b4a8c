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
            _ if tells_of_a_full_disk(&error.to_string()) => Self::Full,
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

/// From its threads and from within, tantivy passes on an error's words alone: those of Unix (28) and Windows (112, 39),
/// in various wrappings.
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn what_tantivy_says_by_what_can_be_done_about_it() {
        let os = |code| TantivyError::from(io::Error::from_raw_os_error(code));
        for (error, told) in [
            (TantivyError::InternalError("No space left on device (os error 28)".into()), "full"),
            (TantivyError::ErrorInThread("Os { code: 28, kind: StorageFull }".into()), "full"),
            (TantivyError::SystemError("(os error 112)".into()), "full"),
            (os(if cfg!(windows) { 112 } else { 28 }), "full"),
            (io::Error::other("No space left on device (os error 28)").into(), "full"),
            (os(5), "io"),
            (TantivyError::ErrorInThread("it ended".into()), "io"),
            (TantivyError::LockFailure(LockError::LockBusy, None), "busy"),
            (TantivyError::InternalError("it makes no sense".into()), "damaged"),
            (io::Error::other("Unsupported dictionary type, found 0").into(), "damaged"),
            (io::Error::from(io::ErrorKind::UnexpectedEof).into(), "damaged"),
        ] {
            let words = error.to_string();
            let found = match Error::from(error) {
                Error::Busy => "busy",
                Error::Damaged(_) => "damaged",
                Error::Full => "full",
                Error::Io(_) => "io",
            };
            assert_eq!(found, told, "{words}");
        }
    }
}
