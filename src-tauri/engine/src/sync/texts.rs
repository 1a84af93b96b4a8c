//! Reading the text of files beside the fetching: one thread, one worker process, the index brought up to date every
//! few seconds so that what has come can be found.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use catalogue::{Progress, ProgressPhase};
use store::StoredText;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Refresh, Reporter, RunError};
use crate::Library;
use crate::address::file_name;
use crate::error::Error;

/// How long text may wait to become searchable while more is coming.
const INDEX_EVERY: Duration = Duration::from_secs(5);

/// A file that is here and whose text was not read yet.
pub(super) struct Unread {
    pub sha256: String,
    /// The file's name, a hint at its format.
    pub name: String,
    pub title: String,
}

pub(super) type Reading = JoinHandle<Result<(), Error>>;

/// Starts the reading thread. It begins with what earlier refreshes left unread and ends when the sender is dropped.
pub(super) fn start(refresh: &Refresh<'_>) -> Result<(mpsc::Sender<Unread>, Reading), Error> {
    let (sender, receiver) = mpsc::channel();
    for file in refresh.library.store().without_text(extract::VERSION)? {
        let _ = sender.send(Unread { sha256: file.sha256, name: file_name(&file.url), title: String::new() });
    }
    let reader =
        Reader { library: refresh.library.clone(), reporter: refresh.reporter.clone(), cancel: refresh.cancel.clone() };
    Ok((sender, tokio::task::spawn_blocking(move || reader.run(&receiver))))
}

/// Waits until everything that came is read and searchable.
pub(super) async fn finish(refresh: &Refresh<'_>, reading: Reading) -> Result<(), RunError> {
    reading.await.expect("the reading thread does not panic")?;
    refresh.report(ProgressPhase::Indexing, 0, None, "");
    let library = refresh.library.clone();
    tokio::task::spawn_blocking(move || library.bring_index_up_to_date()).await.expect("indexing does not panic")?;
    Ok(())
}

struct Reader {
    library: Library,
    reporter: Arc<dyn Reporter>,
    cancel: CancellationToken,
}

impl Reader {
    fn run(&self, queue: &mpsc::Receiver<Unread>) -> Result<(), Error> {
        let mut extractor = self.library.extractor()?;
        let mut done = 0;
        let mut indexed = Instant::now();
        while let Ok(unread) = queue.recv() {
            // What is not read now is found by the next refresh: nothing is lost by stopping here.
            if self.cancel.is_cancelled() {
                break;
            }
            read_one(&self.library, &mut extractor, &unread)?;
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
            if indexed.elapsed() > INDEX_EVERY {
                self.library.bring_index_up_to_date()?;
                indexed = Instant::now();
            }
        }
        Ok(())
    }
}

fn read_one(library: &Library, extractor: &mut crate::extractor::Extractor, unread: &Unread) -> Result<(), Error> {
    let store = library.store();
    let Some(path) = store.files().path(&unread.sha256) else { return Ok(()) };
    let extraction = extractor.extract(&path, &unread.name);
    store.put_text(
        &unread.sha256,
        extract::VERSION,
        &StoredText {
            media_type: extraction.media_type,
            pages: extraction.pages,
            page_count: extraction.page_count,
            quality: extraction.quality,
            language: extraction.language,
            problem: extraction.problem,
            problem_code: extraction.problem_code,
            title: extraction.title,
        },
    )?;
    Ok(())
}
