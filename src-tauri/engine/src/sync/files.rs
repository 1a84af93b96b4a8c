//! Bringing in the files: each asked for once per address, kept when it is whole, and named in its row only then.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use catalogue::{Attachment, AttachmentCounts, AttachmentState, ListFilter, ProgressPhase};
use fetch::{Answer, Destination, Failure, FailureCode, FileOnDisk, Left, Validators};
use futures_util::stream::{FuturesUnordered, StreamExt};
use site::PageNature;
use store::Snapshot;
use url::Url;

use super::texts;
use super::{Refresh, RunError};
use crate::address::file_name;
use crate::error::Error;

/// Where the server gives no validators, a file that is here is asked for again after this time.
const UNVALIDATED_AGE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Files under way at once; how many of them are asked for at the same moment is the fetcher's to say.
const UNDER_WAY: usize = 8;
/// After so many failures in a row to reach anything, the line is down: what is left stays pending.
const UNREACHABLE_IN_A_ROW: u32 = 4;

/// One address and the attachments that it serves (two resources may name one file).
struct Job {
    url: String,
    title: String,
    attachments: Vec<Attachment>,
    validators: Validators,
}

/// What came of one job.
enum Arrival {
    Unchanged,
    /// Whole and judged to be a document; in the part file.
    New(FileOnDisk, Arc<OneBody>, String),
    Failed {
        code: &'static str,
        message: String,
    },
}

/// A part file that goes with its value, unless it was put in place before.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// One part file, begun anew by every attempt.
struct OneBody(Part);

impl Destination for OneBody {
    fn left(&self) -> io::Result<Option<Left>> {
        Ok(None)
    }

    fn begin(&self, _: &Validators) -> io::Result<PathBuf> {
        Ok(self.0.0.clone())
    }

    fn checkpoint(&self, _: u64, _: &str) -> io::Result<()> {
        Ok(())
    }
}

/// Fetches what is new or changed, and reads its text meanwhile.
pub(super) async fn fetch_all(refresh: &mut Refresh<'_>) -> Result<AttachmentCounts, RunError> {
    let mut counts = AttachmentCounts::default();
    let jobs = jobs(refresh, &mut counts)?;
    let total = jobs.len();
    let (to_read, reading) = texts::start(refresh)?;

    // The jobs borrow what they need, not the refresh itself, so that their arrivals can be written down meanwhile.
    let fetcher = refresh.fetcher.clone();
    let library = refresh.library.clone();
    let ended = {
        // Not begun before its turn comes: each one that is under way has a part file.
        let mut waiting: VecDeque<_> = jobs.iter().map(|job| bring(&fetcher, &library, job)).collect();
        let mut under_way: FuturesUnordered<_> = waiting.drain(..waiting.len().min(UNDER_WAY)).collect();
        let mut done = 0;
        let mut unreachable = 0;
        refresh.report(ProgressPhase::Fetching, 0, Some(total), "");
        loop {
            let Some((job, arrival)) = under_way.next().await else { break Ok(()) };
            under_way.extend(waiting.pop_front());
            if refresh.cancel.is_cancelled() {
                break Ok(());
            }
            done += 1;
            let arrival = match arrival {
                Ok(arrival) => arrival,
                Err(failure) if failure.code == FailureCode::DiskFull => {
                    break Err(super::Stop::from_failure(&failure).into());
                }
                Err(failure) => {
                    unreachable = if failure.code == FailureCode::Unreachable { unreachable + 1 } else { 0 };
                    Arrival::Failed {
                        code: failure.code.as_str(),
                        message: format!("This file could not be fetched: {failure}."),
                    }
                }
            };
            if let Err(error) = settle(refresh, job, arrival, &mut counts, &to_read).await {
                break Err(error);
            }
            refresh.report(ProgressPhase::Fetching, done, Some(total), &job.title);
            if unreachable >= UNREACHABLE_IN_A_ROW {
                refresh.problem(
                    "unreachable",
                    "",
                    "The connection was lost. The files that are missing will be fetched by the next refresh.",
                );
                break Ok(());
            }
        }
    };
    // What is whole is read and made searchable, also where the fetching ended early.
    drop(to_read);
    texts::finish(refresh, reading).await?;
    ended?;
    if refresh.cancel.is_cancelled() {
        return Err(super::Stop::cancelled().into());
    }
    Ok(counts)
}

/// What is to be asked for. Files that are here and need no asking count as unchanged at once.
fn jobs(refresh: &Refresh<'_>, counts: &mut AttachmentCounts) -> Result<Vec<Job>, Error> {
    let store = refresh.library.store();
    let mut jobs: Vec<Job> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for resource in store.resources(&ListFilter::default())? {
        for attachment in resource.attachments {
            if attachment.state == AttachmentState::Withdrawn {
                continue;
            }
            match at.get(&attachment.url) {
                Some(index) => jobs[*index].attachments.push(attachment),
                None => {
                    at.insert(attachment.url.clone(), jobs.len());
                    jobs.push(Job {
                        url: attachment.url.clone(),
                        title: resource.title.clone(),
                        attachments: vec![attachment],
                        validators: Validators::none(),
                    });
                }
            }
        }
    }
    let mut wanted = Vec::new();
    for mut job in jobs {
        let Some(snapshot) = store.snapshot(&job.url)?.filter(|snapshot| all_here(store, &job, &snapshot.sha256))
        else {
            wanted.push(job);
            continue;
        };
        job.validators = Validators { etag: snapshot.etag, last_modified: snapshot.last_modified };
        let age = Duration::try_from(refresh.now().duration_since(snapshot.fetched_at)).unwrap_or_default();
        if job.validators == Validators::none() && age < UNVALIDATED_AGE {
            counts.unchanged += job.attachments.len() as u32;
        } else {
            wanted.push(job);
        }
    }
    Ok(wanted)
}

fn all_here(store: &store::Store, job: &Job, sha256: &str) -> bool {
    store.files().path(sha256).is_some()
        && job.attachments.iter().all(|attachment| attachment.sha256.as_deref() == Some(sha256))
}

/// The job with what came of it.
async fn bring<'a>(
    fetcher: &fetch::Fetcher,
    library: &crate::Library,
    job: &'a Job,
) -> (&'a Job, Result<Arrival, Failure>) {
    (job, ask_for(fetcher, library, job).await)
}

async fn ask_for(fetcher: &fetch::Fetcher, library: &crate::Library, job: &Job) -> Result<Arrival, Failure> {
    let disk = |error: store::StoreError| Failure {
        code: if matches!(error, store::StoreError::Full) { FailureCode::DiskFull } else { FailureCode::Disk },
        message: "the disk did not take the file".to_owned(),
        retry_after: None,
    };
    let into = Arc::new(OneBody(Part(library.store().files().temporary().map_err(disk)?)));
    match fetcher.file(&job.url, &job.validators, into.clone()).await? {
        Answer::NotModified => Ok(Arrival::Unchanged),
        Answer::Gone => Ok(Arrival::Failed {
            code: "gone",
            message: "The site links to this file, but it is not there (404).".to_owned(),
        }),
        Answer::Modified(file) => Ok(match judge(&file, &file.path, &job.url) {
            Ok(media_type) => Arrival::New(file, into, media_type),
            Err(message) => Arrival::Failed { code: "not_a_document", message },
        }),
    }
}

/// Told by content, never by header or name alone: the media type, or why this is no document.
fn judge(file: &FileOnDisk, path: &Path, url: &str) -> Result<String, String> {
    if file.size_bytes == 0 {
        return Err("The site sent an empty file.".to_owned());
    }
    let name = file_name(url);
    let media_type = if file.size_bytes <= file.head.len() as u64 || is_told_by_its_head(&file.head) {
        extract::sniff(&file.head, &name)
    } else {
        let bytes = std::fs::read(path).map_err(|_| "The file could not be read back from the disk.".to_owned())?;
        extract::sniff(&bytes, &name)
    };
    if media_type == "text/html" || media_type == "application/xhtml+xml" {
        let bytes = std::fs::read(path).map_err(|_| "The file could not be read back from the disk.".to_owned())?;
        let html = site::decode(&bytes, file.content_type.as_deref());
        let address = Url::parse(&file.final_url).map_err(|_| "The address cannot be used.".to_owned())?;
        return match site::diagnose(&html, &address) {
            PageNature::CaptivePortal => Err("A sign-in page of this network came in place of the file.".to_owned()),
            PageNature::Challenge => {
                Err("The site asked for a check that only a web browser can do, in place of the file.".to_owned())
            }
            PageNature::ErrorPage | PageNature::Empty => Err("An error page came in place of the file.".to_owned()),
            PageNature::Content if promises_no_page(&name) => Err("A web page came in place of the file.".to_owned()),
            PageNature::Content => Ok(media_type),
        };
    }
    Ok(media_type)
}

/// Zip-based formats are told by what stands anywhere in the file; all others by its first bytes.
fn is_told_by_its_head(head: &[u8]) -> bool {
    !head.starts_with(b"PK")
}

/// The name ends like a file of another format than a web page.
fn promises_no_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    matches!(
        ending.as_str(),
        "pdf"
            | "doc"
            | "docx"
            | "ppt"
            | "pptx"
            | "xls"
            | "xlsx"
            | "odt"
            | "rtf"
            | "epub"
            | "zip"
            | "mp4"
            | "webm"
            | "mp3"
            | "jpg"
            | "jpeg"
            | "png"
    )
}

async fn settle(
    refresh: &mut Refresh<'_>,
    job: &Job,
    arrival: Arrival,
    counts: &mut AttachmentCounts,
    to_read: &mpsc::Sender<texts::Unread>,
) -> Result<(), RunError> {
    let here = job.attachments.len() as u32;
    let (file, part, media_type) = match arrival {
        Arrival::Unchanged => {
            counts.unchanged += here;
            return Ok(());
        }
        Arrival::Failed { code, message } => {
            counts.failed += here;
            for attachment in &job.attachments {
                refresh.library.store().attachment_failed(&attachment.id, &message)?;
            }
            refresh.problem(code, &job.url, message);
            return Ok(());
        }
        Arrival::New(file, part, media_type) => (file, part, media_type),
    };
    let snapshot = Snapshot {
        url: job.url.clone(),
        etag: file.validators.etag,
        last_modified: file.validators.last_modified,
        sha256: file.sha256.clone(),
        fetched_at: refresh.now(),
        body: None,
        content_type: file.content_type,
        final_url: file.final_url,
    };
    for attachment in &job.attachments {
        if attachment.sha256.as_deref() == Some(file.sha256.as_str()) {
            counts.unchanged += 1
        } else {
            counts.fetched += 1
        }
    }
    let ids: Vec<_> = job.attachments.iter().map(|attachment| attachment.id.clone()).collect();
    let unread = texts::Unread { sha256: file.sha256.clone(), name: file_name(&job.url), title: job.title.clone() };
    let library = refresh.library.clone();
    let (sha256, size_bytes) = (file.sha256, file.size_bytes);
    // Flushing to the disk takes its time; the other downloads go on meanwhile.
    let kept = tokio::task::spawn_blocking(move || {
        let store = library.store();
        store.files().keep(&part.0.0, &sha256)?;
        for id in &ids {
            store.attachment_arrived(id, &sha256, size_bytes, &media_type, &snapshot)?;
        }
        store.text(&sha256)
    })
    .await
    .expect("writing a file does not panic")?;
    if kept.is_none() {
        // The reader ends only after this sender is dropped.
        let _ = to_read.send(unread);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_promise_a_file() {
        assert!(promises_no_page("a.PDF") && !promises_no_page("a.html") && !promises_no_page("download"));
    }
}
