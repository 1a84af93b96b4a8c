//! Reading again between refreshes: what an older version of the program read, or nobody yet. The old text stays and
//! can be searched until the new one is there.

use std::sync::Arc;
use std::time::Duration;

use store::{StoreError, WriteLock};
use tokio_util::sync::CancellationToken;

use crate::sync::{Silent, read_unread_texts};
use crate::{Error, Library, conditions};

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rereading {
    /// There is nothing to read, or all of it was tried, or it was cancelled: the next refresh goes on.
    Done,
    /// Not now: on battery, or another process writes to the library.
    Held,
}

impl Library {
    /// Reads the texts of files that this version has not read, newest first, with one worker of low priority. Touches
    /// no network. The file at hand is finished when it is cancelled.
    ///
    /// # Errors
    /// Where no worker can be started, or the disk refuses.
    pub fn read_again(&self, cancel: &CancellationToken) -> Result<Rereading, Error> {
        if !self.store().has_unread_files(extract::VERSION)? {
            return Ok(Rereading::Done);
        }
        if conditions::is_on_battery() {
            return Ok(Rereading::Held);
        }
        let _lock = match WriteLock::acquire(&self.inner.paths.folder, Duration::ZERO) {
            Err(StoreError::Busy) => return Ok(Rereading::Held),
            lock => lock?,
        };
        read_unread_texts(self, Arc::new(Silent), cancel.clone())?;
        Ok(Rereading::Done)
    }
}

#[cfg(test)]
mod tests {
    use catalogue::{SearchQuery, TextQuality};
    use store::StoredText;

    use super::*;
    use crate::testing::confirmed;

    fn finds(library: &Library, words: &str) -> bool {
        let query = SearchQuery { words: words.into(), as_typed: true, ..SearchQuery::default() };
        library.search(&query).unwrap().hits.iter().any(|hit| !hit.passages.is_empty() && !hit.related)
    }

    #[test]
    fn what_an_older_version_read_is_searched_until_it_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let library = confirmed(folder.path());
        let sha256 = library.store().without_text(extract::VERSION).unwrap()[0].sha256.clone();
        let old = StoredText {
            media_type: "text/html".into(),
            pages: vec![catalogue::PageText::new(None, "Wobbling quaggas, misread.")],
            page_count: None,
            quality: TextQuality::Good,
            language: None,
            problem: None,
            problem_code: None,
            title: None,
            facts: catalogue::Facts::default(),
            bookmarks: Vec::new(),
        };
        library.store().put_texts(&[(sha256, old)], extract::VERSION - 1).unwrap();
        library.bring_index_up_to_date().unwrap();
        assert!(finds(&library, "quaggas") && !finds(&library, "zeppelins"));

        let cancelled = CancellationToken::new();
        cancelled.cancel();
        assert_eq!(library.read_again(&cancelled).unwrap(), Rereading::Done);
        assert!(finds(&library, "quaggas"), "nothing is lost by stopping");

        let lock = library.lock_for_writing().unwrap();
        let held = library.read_again(&CancellationToken::new()).unwrap();
        drop(lock);
        assert_eq!(held, Rereading::Held);

        assert_eq!(library.read_again(&CancellationToken::new()).unwrap(), Rereading::Done);
        assert!(finds(&library, "zeppelins") && !finds(&library, "quaggas"));
        assert!(!library.store().has_unread_files(extract::VERSION).unwrap());
    }
}
