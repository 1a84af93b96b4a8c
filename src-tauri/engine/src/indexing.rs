//! From the store to the index, one way.
//!
//! The index says which state of the store it shows (its stamp); every row of the store says at which serial it last
//! changed. So catching up is one question, "what changed since the stamp?", and it does not matter when a crash came
//! between the two: the answer is the same the next time.

use std::path::Path;

use catalogue::{AttachmentState, Progress, ProgressPhase, Resource, ResourceState, SearchAnswer, SearchQuery};
use search::{Document, IndexedPage, SearchIndex, Stamp};
use store::Store;

use crate::error::Error;
use crate::sync::{Reporter, Silent};

pub(crate) struct Index {
    index: SearchIndex,
}

impl Index {
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Ok(Self { index: SearchIndex::open(folder)?.index })
    }

    /// Shows the store as it is now.
    pub fn is_current(&self, store: &Store) -> Result<bool, Error> {
        let wanted = stamp_of(store)?;
        Ok(self.index.stamp()?.is_some_and(|stamp| stamp.serial == wanted.serial && stamp.library == wanted.library))
    }

    /// The store's revision that the index shows; 0 while it shows none.
    pub fn revision(&self) -> Result<u64, Error> {
        Ok(self.index.stamp()?.map_or(0, |stamp| stamp.revision))
    }

    /// Resources in the index.
    pub fn resources(&self) -> u32 {
        self.index.resources()
    }

    pub fn size_bytes(&self) -> u64 {
        self.index.size_bytes()
    }

    pub fn search(&self, query: &SearchQuery) -> Result<SearchAnswer, Error> {
        Ok(self.index.search(query)?)
    }

    /// Indexes what changed since the index was last written. The caller holds the write lock.
    pub fn catch_up(&self, store: &Store) -> Result<(), Error> {
        // Read before the rows: what changes meanwhile has a higher serial and comes next time.
        let wanted = stamp_of(store)?;
        let since = match self.index.stamp()? {
            Some(stamp) if stamp.library == wanted.library && stamp.serial <= wanted.serial => stamp,
            // Another library's index, or one that is ahead of a store that was put back from a copy.
            _ => return self.rebuild(store, &Silent).map(drop),
        };
        if since == wanted {
            return Ok(());
        }
        let changed = store.changed_since(since.serial)?;
        self.write(store, &changed, &wanted, &Silent)
    }

    /// Makes the index again from nothing but the store. Gives the number of resources.
    pub fn rebuild(&self, store: &Store, reporter: &dyn Reporter) -> Result<u32, Error> {
        let wanted = stamp_of(store)?;
        self.index.clear()?;
        let all = store.all_resources()?;
        self.write(store, &all, &wanted, reporter)?;
        Ok(all.len() as u32)
    }

    fn write(
        &self,
        store: &Store,
        resources: &[Resource],
        stamp: &Stamp,
        reporter: &dyn Reporter,
    ) -> Result<(), Error> {
        let mut failed = None;
        let documents = resources.iter().enumerate().map_while(|(done, resource)| {
            reporter.progress(&Progress {
                phase: ProgressPhase::Indexing,
                done: done as u32,
                total: Some(resources.len() as u32),
                bytes_received: 0,
                current: resource.title.clone(),
                problems: 0,
            });
            document(store, resource).map_err(|error| failed = Some(error)).ok()
        });
        // A document that cannot be read must not end as an index that claims to be whole.
        let documents: Vec<Document> = documents.collect();
        if let Some(error) = failed {
            return Err(error);
        }
        self.index.update(documents, &[], stamp)?;
        Ok(())
    }
}

fn stamp_of(store: &Store) -> Result<Stamp, Error> {
    Ok(Stamp { revision: store.revision()?, serial: store.serial()?, library: store.library_id()? })
}

/// A resource as it is searched: its words, the names of its files, and the text of every page.
fn document(store: &Store, resource: &Resource) -> Result<Document, Error> {
    let mut pages = Vec::new();
    let mut file_words = Vec::new();
    for attachment in &resource.attachments {
        if attachment.state == AttachmentState::Withdrawn && resource.state == ResourceState::Current {
            continue;
        }
        file_words.push(attachment.label.clone());
        file_words.push(crate::sync::file_name(&attachment.url));
        let Some(text) = attachment.sha256.as_deref().map(|sha256| store.text(sha256)).transpose()?.flatten() else {
            continue;
        };
        pages.extend(text.pages.into_iter().map(|page| IndexedPage {
            attachment: attachment.id.clone(),
            page: page.page,
            language: text.language.clone(),
            text: page.text,
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
        pages,
    })
}
