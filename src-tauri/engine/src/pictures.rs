//! Small pictures of first pages, for lists: drawn by a worker when one is first asked for, and kept by the file's hash.
//!
//! They are disposable: a folder of them that is deleted is made again picture by picture. Nothing is drawn ahead, so
//! that a refresh of thousands of leaflets costs no more than before.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use catalogue::AttachmentId;

use crate::error::{Error, ErrorCode};
use crate::extractor::Extractor;
use crate::{Library, StoredFile};

/// Goes up when pictures are made in another way; those of before are then no longer looked for.
const FORMAT: u32 = 1;
/// A drawing process that nobody asked for so long ends: it would only take memory.
const IDLE: Duration = Duration::from_secs(20);

pub(crate) struct Pictures {
    folder: PathBuf,
    worker: Option<PathBuf>,
    running: Arc<Mutex<Running>>,
}

#[derive(Default)]
struct Running {
    extractor: Option<Extractor>,
    last_used: Option<Instant>,
}

impl Pictures {
    pub fn at(library: &Path, worker: Option<PathBuf>) -> Self {
        Self { folder: library.join("pictures").join(FORMAT.to_string()), worker, running: Arc::default() }
    }

    /// The picture of this file, drawn now if need be; `None` where there is none to be had.
    fn of(&self, sha256: &str, file: &Path, name: &str) -> Result<Option<PathBuf>, Error> {
        let place = self.folder.join(&sha256[..2]).join(format!("{sha256}.jpg"));
        if let Some(found) = look(&place) {
            return Ok(found);
        }
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        // Another may have asked for the same one, and this one waited meanwhile.
        if let Some(found) = look(&place) {
            return Ok(found);
        }
        let extractor = match &mut running.extractor {
            Some(extractor) => extractor,
            none => none.insert(Extractor::start(self.worker.as_ref())?),
        };
        let picture = extractor.picture(file, name).unwrap_or_default();
        if running.last_used.replace(Instant::now()).is_none() {
            self.end_when_idle();
        }
        drop(running);
        // An empty file says that there is none: it is not drawn again and again.
        keep(&place, &picture).map_err(|error| Error::from_disk("a picture could not be kept", &error))?;
        Ok((!picture.is_empty()).then_some(place))
    }

    fn end_when_idle(&self) {
        let running = Arc::clone(&self.running);
        let end = move || {
            loop {
                std::thread::sleep(IDLE / 4);
                let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
                if running.last_used.is_none_or(|at| at.elapsed() > IDLE) {
                    *running = Running::default();
                    return;
                }
            }
        };
        // Without the thread the process lives as long as the program does.
        let _ = std::thread::Builder::new().name("pictures".to_owned()).spawn(end);
    }
}

/// `None` where it was never drawn.
fn look(place: &Path) -> Option<Option<PathBuf>> {
    let length = fs::metadata(place).ok()?.len();
    Some((length > 0).then(|| place.to_owned()))
}

/// Under another name first, so that nobody is shown half a picture. It need not outlive a power cut.
fn keep(place: &Path, picture: &[u8]) -> io::Result<()> {
    let new = place.with_extension(format!("{:x}.new", std::process::id()));
    fs::create_dir_all(place.parent().unwrap_or(place))?;
    fs::write(&new, picture)?;
    fs::rename(&new, place).inspect_err(|_| drop(fs::remove_file(&new)))
}

/// A small picture of the first page of an attachment.
pub(crate) fn picture(library: &Library, id: &AttachmentId) -> Result<StoredFile, Error> {
    let (_, attachment) = library.attachment(id)?;
    let file = library.file(id)?;
    let sha256 = attachment.sha256.unwrap_or_default();
    let path = library.inner.pictures.of(&sha256, &file.path, &file.name)?.ok_or_else(|| {
        Error::new(ErrorCode::NotHere, "there is no picture of this file", "Open it to see what it holds")
    })?;
    let size_bytes = fs::metadata(&path).map_or(0, |found| found.len());
    Ok(StoredFile { path, media_type: "image/jpeg".to_owned(), size_bytes, name: format!("{}.jpg", file.name) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "ab12";

    #[test]
    fn drawn_once_and_kept_also_where_there_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::at(folder.path(), None);
        let file = folder.path().join("a file");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extract/tests/fixtures/columns-typst.pdf");
        fs::copy(fixture, &file).unwrap();
        let place = pictures.of(HASH, &file, "a.pdf").unwrap().unwrap();
        assert!(fs::read(&place).unwrap().starts_with(b"\xff\xd8\xff"), "a JPEG");
        fs::write(&file, b"no longer a document").unwrap();
        assert_eq!(pictures.of(HASH, &file, "a.pdf").unwrap(), Some(place.clone()), "not drawn a second time");
        fs::remove_file(&place).unwrap();
        assert_eq!(pictures.of(HASH, &file, "a.pdf").unwrap(), None);
        assert_eq!(fs::metadata(&place).unwrap().len(), 0, "noted");
        assert_eq!(fs::read_dir(place.parent().unwrap()).unwrap().count(), 1, "nothing half done is left");
    }
}
