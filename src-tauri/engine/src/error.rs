//! Errors by what a caller can do about them. Partial failure is no error: it is data, in a report.

use catalogue::{AttachmentId, ResourceId};

/// What happened, and what to try. The code is stable, for scripts and for the window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}. {hint}")]
pub struct Error {
    pub code: ErrorCode,
    /// Without a full stop at its end.
    pub message: String,
    pub hint: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// No such resource, attachment or source.
    NotFound,
    /// The file is known but not on this device.
    NotHere,
    /// What was asked for makes no sense.
    BadRequest,
    /// A file that was brought is not what it says; the library is as it was.
    Refused,
    /// Somebody stopped it.
    Cancelled,
    /// Another window or console is writing.
    BusyElsewhere,
    /// A network is needed and may not be used.
    Offline,
    DiskFull,
    /// The library was written by a newer program.
    NewerLibrary,
    /// A part of the library cannot be read.
    Damaged,
    Failed,
}

impl ErrorCode {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NotHere => "not_here",
            Self::BadRequest => "bad_request",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::BusyElsewhere => "busy_elsewhere",
            Self::Offline => "offline",
            Self::DiskFull => "disk_full",
            Self::NewerLibrary => "newer_library",
            Self::Damaged => "damaged",
            Self::Failed => "failed",
        }
    }
}

impl Error {
    pub fn new(code: ErrorCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into() }
    }

    pub(crate) fn no_resource(id: &ResourceId) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("there is no resource “{id}”"),
            "Look for it in the list of all resources",
        )
    }

    pub(crate) fn no_attachment(id: &AttachmentId) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("there is no attachment “{id}”"),
            "Open its resource again to see the files it has",
        )
    }

    pub(crate) fn busy() -> Self {
        Self::new(
            ErrorCode::BusyElsewhere,
            "the library is being changed by another window or program",
            "Try again in a minute, or close the other one",
        )
    }

    pub(crate) fn from_disk(what: &str, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::disk_full();
        }
        Self::new(ErrorCode::Failed, format!("{what} ({error})"), "Check that the folder can be written to")
    }

    fn disk_full() -> Self {
        Self::new(ErrorCode::DiskFull, "the disk is full", "Make room and try again; nothing in the library was lost")
    }
}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Self {
        use store::StoreError;
        match error {
            StoreError::Busy => Self::busy(),
            StoreError::Full => Self::disk_full(),
            StoreError::NewerLibrary { .. } => Self::new(
                ErrorCode::NewerLibrary,
                "this library was written by a newer version of Together Library",
                "Install that version; the library was not touched",
            ),
            StoreError::Damaged(what) => Self::new(
                ErrorCode::Damaged,
                format!("the library's catalogue cannot be read ({what})"),
                "The files are still there. Ask your help desk to run `together verify --repair`",
            ),
            other => {
                Self::new(ErrorCode::Failed, format!("the library could not be read or written ({other})"), "Try again")
            }
        }
    }
}

impl From<search::Error> for Error {
    fn from(error: search::Error) -> Self {
        match error {
            search::Error::Busy => Self::busy(),
            search::Error::Full => Self::disk_full(),
            other => Self::new(
                ErrorCode::Failed,
                format!("the search index could not be used ({other})"),
                "Ask your help desk to run `together reindex`: it is made again from the library, without a network",
            ),
        }
    }
}
