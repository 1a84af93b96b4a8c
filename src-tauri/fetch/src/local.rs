//! Files of a folder on this computer, brought in under the limits that files of a site have.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use crate::client::Fetcher;
use crate::failure::{Failure, FailureCode};
use crate::part::{Destination, PartFile, hex};
use crate::room::Taken;
use crate::{Answer, FileOnDisk, Validators};

const BUFFER_BYTES: usize = 256 * 1024;

impl Fetcher {
    /// A file of a folder, copied to its destination; `url` names it. `validators` are those that came with it the
    /// last time: where its length and the moment it was changed at still fit them, it is not read.
    ///
    /// # Errors
    /// [`FailureCode::Unreachable`] where it is there and cannot be read.
    pub async fn copy(
        &self,
        from: &Path,
        url: &str,
        validators: &Validators,
        destination: Arc<dyn Destination>,
    ) -> Result<Answer<FileOnDisk>, Failure> {
        let (room, limit, cancel) = (self.room.clone(), self.limits.file_bytes, self.cancel.clone());
        let (from, url, validators) = (from.to_owned(), url.to_owned(), validators.clone());
        let copied = tokio::task::spawn_blocking(move || {
            let mut file = match File::open(&from) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Answer::Gone),
                opened => opened.map_err(|error| unreadable(&error))?,
            };
            let now = validators_of(&file).map_err(|error| unreadable(&error))?;
            if now == validators {
                return Ok(Answer::NotModified);
            }
            let mut taken = Taken::nothing(&room);
            // Nothing to go on with later: reading it again costs nobody anything.
            let mut part =
                PartFile::begin(destination, &Validators::none()).map_err(|error| Failure::from_disk(&error))?;
            let mut buffer = vec![0; BUFFER_BYTES];
            loop {
                if cancel.is_cancelled() {
                    return Err(Failure::cancelled());
                }
                let read = file.read(&mut buffer).map_err(|error| unreadable(&error))?;
                if read == 0 {
                    break;
                }
                if part.bytes() + read as u64 > limit {
                    return Err(Failure::too_large(limit));
                }
                taken.take(read as u64)?;
                part.write(&buffer[..read]).map_err(|error| Failure::from_disk(&error))?;
            }
            if validators_of(&file).map_err(|error| unreadable(&error))? != now {
                return Err(Failure::new(FailureCode::Truncated, "it was changed while it was read"));
            }
            let whole = part.whole();
            taken.keep();
            Ok(Answer::Modified(FileOnDisk {
                path: whole.path,
                final_url: url,
                content_type: None,
                validators: now,
                size_bytes: whole.bytes,
                sha256: hex(&whole.sha256),
                head: whole.head,
            }))
        });
        match copied.await {
            Ok(answer) => answer,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // The runtime is ending.
            Err(_) => Err(Failure::cancelled()),
        }
    }
}

/// Length and moment of the last change, in the place of what a server would call its tag.
fn validators_of(file: &File) -> io::Result<Validators> {
    let metadata = file.metadata()?;
    let changed = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Validators { etag: Some(format!("\"{}-{}\"", metadata.len(), changed.as_nanos())), last_modified: None })
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::new(FailureCode::Unreachable, format!("it cannot be read ({error})"))
}
