//! Small files that a person brings, or takes away: read up to a bound, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorCode};

/// Reads a file that must not be larger than this, whatever it says of itself.
pub(crate) fn read(path: &Path, most_bytes: u64) -> Result<Vec<u8>, Error> {
    let failed = |error: &io::Error| {
        Error::new(
            ErrorCode::Failed,
            format!("the file “{}” cannot be read ({error})", path.display()),
            "See whether it is there and may be read",
        )
    };
    let file = File::open(path).map_err(|error| failed(&error))?;
    if !file.metadata().map_err(|error| failed(&error))?.is_file() {
        return Err(Error::new(ErrorCode::BadRequest, format!("“{}” is no file", path.display()), "Name a file"));
    }
    let mut bytes = Vec::new();
    file.take(most_bytes + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > most_bytes {
        return Err(Error::new(
            ErrorCode::Refused,
            format!("the file “{}” is too large to be what it should be", path.display()),
            "Choose another file. Nothing was changed",
        ));
    }
    Ok(bytes)
}

/// Writes a file for somebody to take away: beside its place, flushed, then renamed. Over another one only with
/// `replace`.
pub(crate) fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Error> {
    let mut new = NewFile::at(path, replace)?;
    new.file.write_all(bytes).map_err(|error| new.failed(&error))?;
    new.finish()
}

/// A file that is being written; gone again where it is not finished.
pub(crate) struct NewFile {
    pub file: File,
    half: PathBuf,
    path: PathBuf,
    replace: bool,
    finished: bool,
}

impl NewFile {
    pub fn at(path: &Path, replace: bool) -> Result<Self, Error> {
        let path = std::path::absolute(path).map_err(|error| Error::from_disk("the file cannot be written", &error))?;
        if !replace {
            refuse_to_replace(&path)?;
        }
        let mut half = path.clone().into_os_string();
        half.push(".incomplete");
        let half = PathBuf::from(half);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&half);
        let file = opened.map_err(|error| cannot_write(&path, &error))?;
        Ok(Self { file, half, path, replace, finished: false })
    }

    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it grows, for a process that writes it in our place.
    pub fn half(&self) -> &Path {
        &self.half
    }

    pub fn failed(&self, error: &io::Error) -> Error {
        cannot_write(&self.path, error)
    }

    /// When this returns, the file outlives pulling out the stick.
    pub fn finish(mut self) -> Result<(), Error> {
        self.file.sync_all().map_err(|error| self.failed(&error))?;
        if !self.replace {
            refuse_to_replace(&self.path)?;
        }
        fs::rename(&self.half, &self.path).map_err(|error| self.failed(&error))?;
        self.finished = true;
        if cfg!(unix)
            && let Some(folder) = self.path.parent()
        {
            // Some file systems of sticks know no such thing.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.half);
        }
    }
}

fn refuse_to_replace(path: &Path) -> Result<(), Error> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::new(
            ErrorCode::BadRequest,
            format!("there is a file “{}” already", path.display()),
            "Choose another name, or delete that file first",
        ));
    }
    Ok(())
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull => Error::new(
            ErrorCode::DiskFull,
            format!("there is no room for “{}”", path.display()),
            "Make room there, or choose another place",
        ),
        io::ErrorKind::FileTooLarge => Error::new(
            ErrorCode::Failed,
            format!("“{}” may not become so large", path.display()),
            "Many USB sticks hold no file over 4 GB. Copy fewer resources, or have the stick formatted as exFAT",
        ),
        _ => Error::new(
            ErrorCode::Failed,
            format!("the file “{}” cannot be written ({error})", path.display()),
            "Choose another place",
        ),
    }
}
