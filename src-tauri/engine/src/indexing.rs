//! From the store to the index, one way.
//!
//! The index says which state of the store it shows (its stamp); every row of the store says at which serial it last
//! changed. So catching up is one question, "what changed since the stamp?", and it does not matter when a crash came
//! between the two: the answer is the same the next time.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::time::Duration;

use catalogue::{
    AttachmentState, PrintedDate, Progress, ProgressPhase, Resource, ResourceState, SearchAnswer, SearchQuery,
    Suggestion,
};
use search::{Document, IndexedPage, SearchIndex, Stamp, Thesaurus};
use store::{Store, WriteLock};

use crate::error::Error;
use crate::paths::LibraryPaths;
use crate::sync::{Reporter, Silent};

pub(crate) struct Index {
    /// Or why there is none. The library is of use without: it can be listed, shown and read.
    index: Result<SearchIndex, Error>,
}

impl Index {
    /// A damaged index is set aside and made again, unless another process is at work on it.
    pub fn open(paths: &LibraryPaths, thesaurus: Thesaurus) -> Self {
        let opened = match SearchIndex::open_whole(&paths.index()) {
            Err(search::Error::Damaged(reason)) => match WriteLock::acquire(&paths.folder, Duration::ZERO) {
                Ok(_lock) => SearchIndex::open(&paths.index()),
                Err(_) => Err(search::Error::Damaged(reason)),
            },
            opened => opened,
        };
        Self { index: opened.map(|opened| opened.index.with_thesaurus(thesaurus)).map_err(Error::from) }
    }

    fn get(&self) -> Result<&SearchIndex, Error> {
        self.index.as_ref().map_err(Clone::clone)
    }

    /// Shows the store as it is now.
    pub fn is_current(&self, store: &Store) -> Result<bool, Error> {
        Ok(self.serial(store)? == Some(store.serial()?))
    }

    /// The serial of the store up to which the index shows it; none while it shows none of it.
    pub fn serial(&self, store: &Store) -> Result<Option<u64>, Error> {
        let library = store.library_id()?;
        Ok(self.get()?.stamp()?.filter(|stamp| stamp.library == library).map(|stamp| stamp.serial))
    }

    /// The store's revision that the index shows; 0 while it shows none.
    pub fn revision(&self) -> Result<u64, Error> {
        Ok(self.get()?.stamp()?.map_or(0, |stamp| stamp.revision))
    }

    /// Resources in the index.
    pub fn resources(&self) -> u32 {
        self.get().map_or(0, SearchIndex::resources)
    }

    pub fn size_bytes(&self) -> u64 {
        self.get().map_or(0, SearchIndex::size_bytes)
    }

    pub fn search(&self, query: &SearchQuery, among: Option<&HashSet<u64>>) -> Result<SearchAnswer, Error> {
        Ok(self.get()?.search_among(query, among)?)
    }

    pub fn found(&self, query: &SearchQuery) -> Result<Vec<u64>, Error> {
        Ok(self.get()?.found(query)?)
    }

    pub fn suggest(&self, words: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
        Ok(self.get()?.suggest(words, limit)?)
    }

    /// Indexes what changed since the index was last written. The caller holds the write lock.
    pub fn catch_up(&self, store: &Store) -> Result<(), Error> {
        // Read before the rows: what changes meanwhile has a higher serial and comes next time.
        let wanted = stamp_of(store)?;
        let since = match self.get()?.stamp()? {
            Some(stamp) if stamp.library == wanted.library && stamp.serial <= wanted.serial => stamp,
            // Another library's index, or one that is ahead of a store that was put back from a copy.
            _ => return self.rebuild(store, &Silent).map(drop),
        };
        if since == wanted {
            return Ok(());
        }
        let changed = store.changed_since(since.serial)?;
        let mut documents = Documents::of(store, &changed, &Silent);
        self.get()?.update(&mut documents, &[], &wanted)?;
        self.settle(documents, &since)
    }

    /// Makes the index again from nothing but the store, in one step: until it is done, searches find the old state.
    /// Gives the number of resources.
    pub fn rebuild(&self, store: &Store, reporter: &dyn Reporter) -> Result<u32, Error> {
        let wanted = stamp_of(store)?;
        let index = self.get()?;
        if index.verify().is_err() {
            index.clear()?;
        }
        let all = store.all_resources()?;
        let mut documents = Documents::of(store, &all, reporter);
        index.rebuild(&mut documents, &wanted)?;
        self.settle(documents, &Stamp { revision: 0, serial: 0, library: wanted.library.clone() })?;
        Ok(all.len() as u32)
    }

    /// Every part of the index has the bytes that were written.
    pub fn is_whole(&self) -> bool {
        self.get().is_ok_and(|index| index.verify().is_ok())
    }

    /// Where a document could not be read from the store, the index must not claim to be whole: it is stamped with
    /// the state that it last showed in full.
    fn settle(&self, documents: Documents<'_>, since: &Stamp) -> Result<(), Error> {
        let Some(error) = documents.failed else { return Ok(()) };
        self.get()?.update([], &[], since)?;
        Err(error)
    }
}

/// Resources on their way into the index, one in memory at a time.
struct Documents<'a> {
    store: &'a Store,
    resources: &'a [Resource],
    reporter: &'a dyn Reporter,
    next: usize,
    failed: Option<Error>,
}

impl<'a> Documents<'a> {
    fn of(store: &'a Store, resources: &'a [Resource], reporter: &'a dyn Reporter) -> Self {
        Self { store, resources, reporter, next: 0, failed: None }
    }
}

impl Iterator for Documents<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        let resource = self.resources.get(self.next)?;
        self.reporter.progress(&Progress {
            phase: ProgressPhase::Indexing,
            done: self.next as u32,
            total: Some(self.resources.len() as u32),
            bytes_received: 0,
            bytes_per_second: None,
            seconds_left: None,
            current: resource.title.clone(),
            problems: 0,
            latest_problem: None,
        });
        self.next += 1;
        document(self.store, resource).map_err(|error| self.failed = Some(error)).ok()
    }
}

fn stamp_of(store: &Store) -> Result<Stamp, Error> {
    Ok(Stamp { revision: store.revision()?, serial: store.serial()?, library: store.library_id()? })
}

/// A resource as it is searched: its words, the names of its files, and the text of every page.
fn document(store: &Store, resource: &Resource) -> Result<Document, Error> {
    let mut pages = Vec::new();
    let mut file_words = Vec::new();
    let mut files: Vec<String> = Vec::new();
    for attachment in &resource.attachments {
        if attachment.state == AttachmentState::Withdrawn && resource.state == ResourceState::Current {
            continue;
        }
        file_words.push(attachment.label.clone());
        file_words.push(crate::address::file_name(&attachment.url));
        let Some(text) = attachment.sha256.as_deref().map(|sha256| store.text(sha256)).transpose()?.flatten() else {
            continue;
        };
        // One file under two labels is read once.
        let sha256 = attachment.sha256.clone().unwrap_or_default();
        if text.pages.is_empty() || files.contains(&sha256) {
            continue;
        }
        files.push(sha256);
        let texts = catalogue::without_running_lines(&text.pages);
        pages.extend(text.pages.into_iter().zip(texts).map(|(page, words)| IndexedPage {
            attachment: attachment.id.clone(),
            page: page.page,
            headings: page.heading_words().map(str::to_owned).collect(),
            // A leaflet may have a page in each of several languages.
            language: page.language.or_else(|| text.language.clone()),
            text: words,
        }));
    }
    file_words.extend(resource.links.iter().map(|link| link.label.clone()));
    Ok(Document {
        resource: resource.id.clone(),
        title: resource.title.clone(),
        summary: resource.summary.clone(),
        kind: resource.kind,
        language: resource.language.clone(),
        topics: resource.topics.clone(),
        withdrawn: resource.state == ResourceState::Withdrawn,
        file_words,
        years: resource.date.as_ref().and_then(PrintedDate::years).map(RangeInclusive::into_inner),
        files,
        pages,
    })
}

#[cfg(test)]
mod tests {
    use catalogue::{Bookmark, PageText, TextQuality};
    use store::StoredText;

    use super::*;
    use crate::testing::confirmed;

    #[test]
    fn each_page_is_indexed_in_its_own_language_and_the_contents_come_with_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let library = confirmed(folder.path());
        let sha256 = library.store().without_text(extract::VERSION).unwrap()[0].sha256.clone();
        let bookmarks = vec![Bookmark { title: "Feet".into(), level: 1, page: 2 }];
        let page = |number, text: &str, language: Option<&str>| PageText {
            language: language.map(str::to_owned),
            ..PageText::new(Some(number), text)
        };
        let text = StoredText {
            media_type: "application/pdf".into(),
            pages: vec![page(1, "Words.", None), page(2, "Ereyo.", Some("so"))],
            page_count: Some(2),
            quality: TextQuality::Good,
            language: Some("en".into()),
            problem: None,
            problem_code: None,
            title: None,
            facts: catalogue::Facts::default(),
            bookmarks: bookmarks.clone(),
        };
        library.store().put_texts(&[(sha256.clone(), text)], extract::VERSION).unwrap();
        let resources = library.store().all_resources().unwrap();
        let has_it = |resource: &&Resource| {
            resource.attachments.iter().any(|attachment| attachment.sha256.as_deref() == Some(&sha256))
        };
        let resource = resources.iter().find(has_it).unwrap();
        let indexed = document(library.store(), resource).unwrap();
        let languages: Vec<_> = indexed.pages.iter().map(|page| page.language.as_deref()).collect();
        assert_eq!(languages, [Some("en"), Some("so")]);
        let attachment = &indexed.pages[0].attachment;
        let whole = library.text(attachment, None).unwrap();
        assert_eq!((whole.pages.len(), whole.bookmarks), (2, bookmarks));
    }
}
