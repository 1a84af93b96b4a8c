//! Reading the text of files beside the fetching: one thread, one worker process, the index brought up to date every
//! few seconds so that what has come can be found.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use catalogue::{Progress, ProgressPhase};
use store::StoredText;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::{Refresh, Reporter, RunError, Stop};
use crate::Library;
use crate::address::file_name;
use crate::error::Error;

/// How long text may wait to become searchable while more is coming.
const INDEX_EVERY: Duration = Duration::from_secs(5);
/// How long a text may wait to be written down, and how many may.
const WRITE_EVERY: Duration = Duration::from_secs(2);
const AT_ONCE: usize = 32;

/// A file that is here and whose text was not read yet.
pub(super) struct Unread {
    pub sha256: String,
    /// The file's name, a hint at its format.
    pub name: String,
    pub title: String,
}

/// The end of the reading thread.
pub(super) type Reading = oneshot::Receiver<Result<(), Error>>;

/// Starts the reading thread. It begins with what earlier refreshes left unread and ends when the sender is dropped.
pub(super) fn start(refresh: &Refresh<'_>) -> Result<(mpsc::Sender<Unread>, Reading), Error> {
    let (sender, receiver) = mpsc::channel();
    for file in refresh.library.store().without_text(extract::VERSION)? {
        let _ = sender.send(Unread { sha256: file.sha256, name: file_name(&file.url), title: String::new() });
    }
    let reader =
        Reader { library: refresh.library.clone(), reporter: refresh.reporter.clone(), cancel: refresh.cancel.clone() };
    let (ended, reading) = oneshot::channel();
    // A thread of its own, not one of the runtime's: those are waited for when the program ends, and a document that
    // takes a minute to read must not hold up somebody who cancelled.
    std::thread::Builder::new()
        .name("texts".to_owned())
        .spawn(move || {
            // Nobody listens any more where the refresh was cancelled.
            let _ = ended.send(reader.run(&receiver));
        })
        .map_err(|error| Error::from_disk("no further thread could be started", &error))?;
    Ok((sender, reading))
}

/// Waits until everything that came is read and searchable, or somebody cancels.
pub(super) async fn finish(refresh: &Refresh<'_>, reading: Reading) -> Result<(), RunError> {
    tokio::select! {
        ended = reading => ended.expect("the reading thread does not panic")?,
        // The file at hand is not waited for: that thread ends by itself, and the next refresh goes on.
        () = refresh.cancel.cancelled() => return Err(Stop::cancelled().into()),
    }
    refresh.report(ProgressPhase::Indexing, 0, None, "");
    let library = refresh.library.clone();
    tokio::task::spawn_blocking(move || library.bring_index_up_to_date()).await.expect("indexing does not panic")?;
    Ok(())
}

/// Reads what is here and was not read yet, and makes it searchable, on this thread. The caller holds the write lock.
pub(crate) fn read_unread(
    library: &Library,
    reporter: Arc<dyn Reporter>,
    cancel: CancellationToken,
) -> Result<(), Error> {
    let (sender, receiver) = mpsc::channel();
    for file in library.store().without_text(extract::VERSION)? {
        let _ = sender.send(Unread { sha256: file.sha256, name: file_name(&file.url), title: String::new() });
    }
    drop(sender);
    Reader { library: library.clone(), reporter, cancel }.run(&receiver)?;
    library.bring_index_up_to_date()
}

struct Reader {
    library: Library,
    reporter: Arc<dyn Reporter>,
    cancel: CancellationToken,
}

impl Reader {
    fn run(&self, queue: &mpsc::Receiver<Unread>) -> Result<(), Error> {
        let mut extractor = self.library.extractor()?;
        let mut read: Vec<(String, StoredText)> = Vec::new();
        let mut done = 0;
        let (mut written, mut indexed) = (Instant::now(), Instant::now());
        loop {
            let unread = match queue.try_recv() {
                Ok(unread) => unread,
                Err(mpsc::TryRecvError::Disconnected) => break,
                Err(mpsc::TryRecvError::Empty) => {
                    // A pause: a good moment to write down what was read.
                    self.write(&mut read)?;
                    let Ok(unread) = queue.recv() else { break };
                    unread
                }
            };
            // What is not read now is found by the next refresh: nothing is lost by stopping here.
            if self.cancel.is_cancelled() {
                break;
            }
            read.extend(self.read_one(&mut extractor, &unread));
            done += 1;
            self.reporter.progress(&Progress {
                phase: ProgressPhase::Extracting,
                done,
                total: None,
                bytes_received: 0,
                bytes_per_second: None,
                seconds_left: None,
                current: unread.title,
                problems: 0,
                latest_problem: None,
            });
            if read.len() >= AT_ONCE || written.elapsed() > WRITE_EVERY {
                self.write(&mut read)?;
                written = Instant::now();
            }
            if indexed.elapsed() > INDEX_EVERY {
                self.write(&mut read)?;
                self.library.bring_index_up_to_date()?;
                indexed = Instant::now();
            }
        }
        self.write(&mut read)
    }

    fn read_one(&self, extractor: &mut crate::extractor::Extractor, unread: &Unread) -> Option<(String, StoredText)> {
        let path = self.library.store().files().path(&unread.sha256)?;
        let extraction = extractor.extract(&path, &unread.name);
        let text = StoredText {
            media_type: extraction.media_type,
            pages: extraction.pages,
            page_count: extraction.page_count,
            quality: extraction.quality,
            language: extraction.language,
            problem: extraction.problem,
            problem_code: extraction.problem_code,
            title: extraction.title,
            facts: extraction.facts,
            bookmarks: extraction.bookmarks,
        };
        Some((unread.sha256.clone(), text))
    }

    fn write(&self, read: &mut Vec<(String, StoredText)>) -> Result<(), Error> {
        if !read.is_empty() {
            self.library.store().put_texts(read, extract::VERSION)?;
            read.clear();
        }
        Ok(())
    }
}
