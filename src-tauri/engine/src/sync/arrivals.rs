//! Writing down what came of the files: a thread of its own, as many at once as have come meanwhile. Flushing to the
//! disk takes its time, and the downloads go on beside it.

use std::sync::Arc;
use std::sync::mpsc;

use catalogue::{AttachmentId, Timestamp};
use store::{Arrived, Snapshot};
use tokio::task::JoinHandle;

use super::part_file::PartFile;
use super::texts::Unread;
use crate::Library;
use crate::error::Error;

/// Files written down in one transaction, at most.
const AT_ONCE: usize = 64;

/// What came of one address.
pub(super) enum Came {
    File {
        arrived: Box<Arrived>,
        part: Arc<PartFile>,
        unread: Unread,
    },
    Unchanged {
        url: String,
        at: Timestamp,
    },
    /// `seen`: what came in place of it, to be known again.
    Failed {
        attachments: Vec<AttachmentId>,
        message: String,
        seen: Option<Snapshot>,
    },
}

pub(super) type Writing = JoinHandle<Result<(), Error>>;

/// Starts the thread. It ends when the sender is dropped, or with the first error; files whose text is to be read go
/// on to `to_read`.
pub(super) fn start(library: &Library, to_read: mpsc::Sender<Unread>) -> (mpsc::Sender<Came>, Writing) {
    let (sender, receiver) = mpsc::channel();
    let library = library.clone();
    let writing = tokio::task::spawn_blocking(move || {
        while let Ok(first) = receiver.recv() {
            let more = receiver.try_iter().take(AT_ONCE - 1);
            write(&library, std::iter::once(first).chain(more).collect(), &to_read)?;
        }
        Ok(())
    });
    (sender, writing)
}

fn write(library: &Library, batch: Vec<Came>, to_read: &mpsc::Sender<Unread>) -> Result<(), Error> {
    let store = library.store();
    let mut files = Vec::new();
    let mut parts = Vec::new();
    let mut unread_files = Vec::new();
    let mut unchanged: Vec<(String, Timestamp)> = Vec::new();
    for came in batch {
        match came {
            Came::File { arrived, part, unread } => {
                files.push(*arrived);
                parts.push(part);
                unread_files.push(unread);
            }
            Came::Unchanged { url, at } => unchanged.push((url, at)),
            Came::Failed { attachments, message, seen } => {
                for id in &attachments {
                    store.attachment_failed(id, &message)?;
                }
                // The first time counts.
                if let Some(seen) = seen
                    && store.snapshot(&seen.url)?.is_none_or(|known| known.sha256 != seen.sha256)
                {
                    store.put_snapshot(&seen)?;
                }
            }
        }
    }
    if !files.is_empty() {
        store.files_arrived(&files)?;
        parts.iter().for_each(|part| part.kept());
    }
    if let Some((_, at)) = unchanged.first() {
        let at = *at;
        let urls: Vec<String> = unchanged.into_iter().map(|(url, _)| url).collect();
        store.addresses_checked(&urls, at)?;
    }
    for unread in unread_files {
        if store.text(&unread.sha256)?.is_none() {
            // The reader ends only after this sender is dropped, or because reading failed, which it tells itself.
            let _ = to_read.send(unread);
        }
    }
    Ok(())
}
