//! Readable copies of stored files, for other programs. The store's own files are named by hash and are never handed
//! out: a program that writes into one would harm the library.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use catalogue::AttachmentId;
use engine::StoredFile;
use tempfile::TempDir;

use crate::contract::IpcError;

/// A folder of copies that lives as long as the window.
pub struct Copies {
    folder: TempDir,
}

impl Copies {
    pub fn new() -> io::Result<Self> {
        Ok(Self { folder: tempfile::Builder::new().prefix("together-library-").tempdir()? })
    }

    /// A copy of the file under its readable name. It cannot be written to, so that nobody takes it for their own.
    pub fn of(&self, id: &AttachmentId, stored: &StoredFile) -> Result<PathBuf, IpcError> {
        let name = Path::new(&stored.name).file_name().ok_or_else(|| not_openable(&stored.name))?;
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !catalogue::is_shown_elsewhere(ending) {
            return Err(not_openable(&stored.name));
        }
        self.copy(id, stored, Path::new(name)).map_err(|error| {
            IpcError::failed(
                format!("The file could not be copied: {error}."),
                "See whether the disk is full, or save a copy elsewhere.",
            )
        })
    }

    /// A place for a file of this name that is made here, apart from all others.
    pub fn place(&self, name: &str) -> Result<PathBuf, IpcError> {
        let folder = tempfile::Builder::new().prefix("made-").tempdir_in(self.folder.path()).map_err(|error| {
            IpcError::failed(
                format!("There is no place for it on this computer: {error}."),
                "See whether the disk is full.",
            )
        })?;
        Ok(folder.keep().join(name))
    }

    fn copy(&self, id: &AttachmentId, stored: &StoredFile, name: &Path) -> io::Result<PathBuf> {
        // A folder for each size as well: after a refresh the same attachment may be another file.
        let folder = self.folder.path().join(format!("{id}-{}", stored.size_bytes));
        let copy = folder.join(name);
        if fs::metadata(&copy).is_ok_and(|there| there.len() == stored.size_bytes) {
            return Ok(copy);
        }
        fs::create_dir_all(&folder)?;
        let half = folder.join("incomplete");
        fs::copy(&stored.path, &half)?;
        let mut permissions = fs::metadata(&half)?.permissions();
        permissions.set_readonly(true);
        fs::rename(&half, &copy)?;
        fs::set_permissions(&copy, permissions)?;
        Ok(copy)
    }
}

fn not_openable(name: &str) -> IpcError {
    IpcError::new(
        "bad_request",
        format!("“{name}” is not a kind of file that is opened from here."),
        "Save a copy and ask your IT team if you need it.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(folder: &Path, name: &str, text: &str) -> StoredFile {
        let path = folder.join("0123abcd");
        fs::write(&path, text).unwrap();
        StoredFile { path, media_type: String::new(), size_bytes: text.len() as u64, name: name.into() }
    }

    #[test]
    fn a_copy_has_a_readable_name_and_cannot_be_written() {
        let store = tempfile::tempdir().unwrap();
        let copies = Copies::new().unwrap();
        let id = AttachmentId::from("a1b2c3d4e5f6");
        let copy = copies.of(&id, &stored(store.path(), "Asthma – a guide.PDF", "one")).unwrap();
        assert_eq!(copy.file_name().unwrap(), "Asthma – a guide.PDF");
        assert!(fs::metadata(&copy).unwrap().permissions().readonly());
        assert_eq!(copies.of(&id, &stored(store.path(), "Asthma – a guide.PDF", "one")).unwrap(), copy);
        let revised = copies.of(&id, &stored(store.path(), "Asthma – a guide.PDF", "three")).unwrap();
        assert_eq!(fs::read_to_string(revised).unwrap(), "three");
    }

    #[test]
    fn a_copy_never_leaves_its_folder() {
        let store = tempfile::tempdir().unwrap();
        let copies = Copies::new().unwrap();
        let copy = copies.of(&AttachmentId::from("a"), &stored(store.path(), "../../out.pdf", "x")).unwrap();
        assert!(copy.starts_with(copies.folder.path()));
    }

    #[test]
    fn whatever_the_library_reads_and_cannot_run_is_opened() {
        let store = tempfile::tempdir().unwrap();
        let copies = Copies::new().unwrap();
        for name in ["a.xls", "a.eml", "a.zip", "a.docx", "a.epub", "a.md", "a.mov"] {
            assert!(copies.of(&AttachmentId::from(name), &stored(store.path(), name, "x")).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_would_run_is_not_opened() {
        let store = tempfile::tempdir().unwrap();
        let copies = Copies::new().unwrap();
        for name in [
            "a.exe",
            "a.sh",
            "a.desktop",
            "a.html",
            "a.svg",
            "a.docm",
            "a.xlsb",
            "a.lnk",
            "a",
            "",
            "..",
            "a.pdf.bat",
            "a.js",
        ] {
            let refused = copies.of(&AttachmentId::from("a"), &stored(store.path(), name, "x")).unwrap_err();
            assert_eq!(refused.code, "bad_request", "{name}");
        }
    }
}
