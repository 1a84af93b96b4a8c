//! The index as a folder on the disk: opened, replaced where it is broken, written in single commits, read meanwhile.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use catalogue::{ResourceId, SearchAnswer, SearchQuery, Suggestion};
use serde::{Deserialize, Serialize};
use tantivy::directory::error::OpenDirectoryError;
use tantivy::directory::{INDEX_WRITER_LOCK, META_LOCK, MmapDirectory};
use tantivy::index::SegmentComponent;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::Term;
use tantivy::{Directory, Index, IndexReader, IndexWriter, ReloadPolicy, SegmentMeta, TantivyError};

use crate::error::io_error;
use crate::folder::Folder;
use crate::schema::{FORMAT, Schemed, Stems};
use crate::snapshot::Snapshot;
use crate::suggest;
use crate::thesaurus::Thesaurus;
use crate::{Document, Error, Stamp, answer, packed};

/// Memory for words not yet written to the disk, in bytes.
const WRITER_MEMORY: usize = 48_000_000;

/// Waits between attempts to commit while another program (an antivirus, mostly) holds a new file.
const WAITS_MS: [u64; 6] = [50, 100, 200, 400, 800, 1600];

/// An index that is open for reading. Writing opens a writer for the time of one [`SearchIndex::update`] only.
pub struct SearchIndex {
    folder: PathBuf,
    schemed: Schemed,
    index: Index,
    reader: IndexReader,
    loaded: Mutex<Loaded>,
    thesaurus: Thesaurus,
}

struct Loaded {
    /// The list of the committed parts, as it stood on the disk.
    meta: Vec<u8>,
    snapshot: Arc<Snapshot>,
}

/// What [`SearchIndex::open`] found.
pub struct Opened {
    pub index: SearchIndex,
    pub state: IndexState,
}

/// Whether what is in the index can be trusted. In all states but the first the index is empty and is to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexState {
    /// Whole, and made from this.
    Usable(Stamp),
    /// There was none, or it was never filled.
    Missing,
    /// There was one of another version of the program; it was removed.
    OtherFormat,
    /// There was one that could not be read, for this reason; it was set aside.
    Damaged(String),
}

/// What is committed with the documents.
#[derive(Serialize, Deserialize)]
struct Payload {
    format: u32,
    #[serde(flatten)]
    stamp: Stamp,
}

impl SearchIndex {
    /// Opens the index below `folder` (in a folder of its own, named by the form of the index), or makes an empty one
    /// where there is none that can be used. Only for whoever may write: a writer at work would lose its index.
    ///
    /// # Errors
    /// [`Error::Busy`] where a damaged index cannot be replaced because somebody writes to it; [`Error::Io`] where the
    /// disk refuses.
    pub fn open(folder: &Path) -> Result<Opened, Error> {
        match Self::open_whole(folder) {
            Err(Error::Damaged(reason)) => {
                let index = Self::replace(&own_folder(folder))?;
                Ok(Opened { index, state: IndexState::Damaged(reason) })
            }
            opened => opened,
        }
    }

    /// As [`SearchIndex::open`], but leaves a damaged index as it is.
    ///
    /// Every byte is read, which takes a fraction of a second and warms them up: a bit that went wrong on the disk could
    /// otherwise hide a leaflet and nobody would know.
    ///
    /// # Errors
    /// [`Error::Damaged`] where there is an index that cannot be used; [`Error::Io`] where the disk refuses.
    pub fn open_whole(folder: &Path) -> Result<Opened, Error> {
        let own = own_folder(folder);
        let others = other_formats(folder);
        if !own.join("meta.json").is_file() {
            let index = Self::create(&own)?;
            // Another version's index is of no use to this one and would only fill the disk.
            let removed = others.iter().filter(|other| fs::remove_dir_all(other).is_ok()).count();
            let state = if removed > 0 || !others.is_empty() { IndexState::OtherFormat } else { IndexState::Missing };
            return Ok(Opened { index, state });
        }
        verify(&own)?;
        let index = Self::load(&own)?;
        let state = index.stamp()?.map_or(IndexState::Missing, IndexState::Usable);
        Ok(Opened { index, state })
    }

    fn create(own: &Path) -> Result<Self, Error> {
        fs::create_dir_all(own)?;
        // Left over from a start that was cut short; a whole index would have had its list of parts.
        Self::load(own).or_else(|error| match error {
            Error::Damaged(_) => Self::replace(own),
            other => Err(other),
        })
    }

    /// Sets aside what is there and starts anew, unless somebody writes to it.
    fn replace(own: &Path) -> Result<Self, Error> {
        if own.exists() {
            let directory = MmapDirectory::open(own).map_err(|error| Error::Io(error.to_string()))?;
            let lock =
                directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| TantivyError::LockFailure(error, None))?;
            drop(lock);
            set_aside(own)?;
        }
        fs::create_dir_all(own)?;
        Self::load(own)
    }

    /// Opens what is there, or makes an empty index. tantivy panics on some broken files; here that is damage.
    fn load(own: &Path) -> Result<Self, Error> {
        guarded(|| {
            let schemed = Schemed::new();
            let index = open_index(Folder::open(own))?;
            let meta = fs::read(own.join("meta.json"))?;
            let reader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(100)
                .try_into()?;
            let reader: IndexReader = reader;
            let snapshot = Arc::new(Snapshot::load(reader.searcher(), &schemed)?);
            let loaded = Mutex::new(Loaded { meta, snapshot });
            let thesaurus = Thesaurus::built_in();
            Ok(Self { folder: own.to_owned(), schemed, index, reader, loaded, thesaurus })
        })
    }

    /// Words that mean the same, beside those that come with the program, or in their place.
    pub fn with_thesaurus(self, thesaurus: Thesaurus) -> Self {
        Self { thesaurus, ..self }
    }

    /// What the index was last filled from; none where it never was.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Io`] where it cannot be read.
    pub fn stamp(&self) -> Result<Option<Stamp>, Error> {
        let Some(payload) = self.index.load_metas()?.payload else {
            return Ok(None);
        };
        let payload: Option<Payload> = serde_json::from_str(&payload).ok();
        Ok(payload.filter(|payload| payload.format == FORMAT).map(|payload| payload.stamp))
    }

    /// Replaces everything about each changed resource, forgets the removed ones and commits once, together with the
    /// stamp: after a crash at any moment all of it is there or none. Searches go on meanwhile.
    ///
    /// # Errors
    /// [`Error::Busy`] where another writer is at work; [`Error::Io`] where the disk refuses. Nothing is changed then,
    /// and the same update may be tried again.
    pub fn update(
        &self,
        changed: impl IntoIterator<Item = Document>,
        removed: &[ResourceId],
        stamp: &Stamp,
    ) -> Result<(), Error> {
        let writer = self.writer()?;
        for resource in removed {
            writer.delete_term(Term::from_field_text(self.schemed.resource, resource.as_str()));
        }
        self.write(writer, changed, stamp)
    }

    /// As [`SearchIndex::update`], of everything: what is not among the documents is forgotten in the same commit, so
    /// that searches find the old state until they find the new one, and never an empty one between.
    ///
    /// # Errors
    /// As [`SearchIndex::update`].
    pub fn rebuild(&self, documents: impl IntoIterator<Item = Document>, stamp: &Stamp) -> Result<(), Error> {
        let writer = self.writer()?;
        writer.delete_all_documents()?;
        self.write(writer, documents, stamp)
    }

    fn write(
        &self,
        mut writer: IndexWriter,
        documents: impl IntoIterator<Item = Document>,
        stamp: &Stamp,
    ) -> Result<(), Error> {
        match self.fill(&mut writer, documents, stamp) {
            Ok(()) => self.finish(writer),
            Err(error) => {
                drop(writer);
                // What was half written takes room on a disk that may be full. The next writer would sweep it away too.
                let _ = self.writer();
                Err(error)
            }
        }
    }

    fn fill(
        &self,
        writer: &mut IndexWriter,
        documents: impl IntoIterator<Item = Document>,
        stamp: &Stamp,
    ) -> Result<(), Error> {
        let mut stems = Stems::default();
        for document in documents {
            writer.delete_term(Term::from_field_text(self.schemed.resource, document.resource.as_str()));
            for entry in self.schemed.entries(&document, &mut stems) {
                if let Err(error) = writer.add_document(entry) {
                    // That a thread has ended is all that is known here; why, it tells to the one who waits for it.
                    return Err(writer.prepare_commit().err().unwrap_or(error).into());
                }
            }
        }
        let payload = Payload { format: FORMAT, stamp: stamp.clone() };
        let payload = serde_json::to_string(&payload).map_err(|error| Error::Io(error.to_string()))?;
        commit(writer, Some(&payload))
    }

    /// Forgets everything, the stamp too.
    ///
    /// # Errors
    /// As [`SearchIndex::update`].
    pub fn clear(&self) -> Result<(), Error> {
        let mut writer = self.writer()?;
        writer.delete_all_documents()?;
        commit(&mut writer, None)?;
        self.finish(writer)
    }

    fn writer(&self) -> Result<IndexWriter, Error> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_MEMORY)
            .build();
        // Merging copies the stored texts of a part whole, which mapped takes no memory.
        let writer: IndexWriter = open_index(MmapDirectory::open(&self.folder))?.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(merging));
        self.sweep()?;
        Ok(writer)
    }

    /// Removes what a writer that was killed left behind. Names of lists of deleted entries are counted on from the last
    /// commit, so that one of these would be in the way of the same commit for ever. Only with a writer in hand: nobody
    /// else can be writing then.
    fn sweep(&self) -> Result<(), Error> {
        // Nobody begins to read an older state while its files are told from those of no state.
        let reading = self.index.directory().acquire_lock(&META_LOCK);
        let _reading = reading.map_err(|error| TantivyError::LockFailure(error, None))?;
        let segments = self.index.load_metas()?.segments;
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let name = PathBuf::from(entry.file_name());
            let is_own = name.to_string_lossy().starts_with('.') || name == Path::new("meta.json");
            if !is_own && !segments.iter().any(|segment| has_file(segment, &name)) {
                // Windows keeps a file that a reader has open: it is none of those in the way, and goes next time.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn finish(&self, writer: IndexWriter) -> Result<(), Error> {
        // Merging tidies up and changes nothing that can be found: where it fails, the commit stands all the same.
        let _ = writer.wait_merging_threads();
        self.current().map(|_| ())
    }

    /// The last committed state, loaded again only where it has changed.
    pub(crate) fn current(&self) -> Result<Arc<Snapshot>, Error> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        // While it is being replaced by another process it may be out of reach for a moment: the last state serves.
        let Ok(meta) = fs::read(self.folder.join("meta.json")) else {
            return Ok(loaded.snapshot.clone());
        };
        if meta != loaded.meta {
            guarded(|| {
                self.reader.reload()?;
                loaded.snapshot = Arc::new(Snapshot::load(self.reader.searcher(), &self.schemed)?);
                loaded.meta = meta;
                Ok(())
            })?;
        }
        Ok(loaded.snapshot.clone())
    }

    /// Answers a query from the last commit, this program's or another's. `complete` is always true here: only the
    /// caller knows what is still to be indexed.
    ///
    /// Of a query, the index knows words, kind, language, year and whether withdrawn resources count; for what else it
    /// asks, see [`SearchIndex::search_among`].
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Io`] where the index cannot be read; no words are ever an error.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchAnswer, Error> {
        self.search_among(query, None)
    }

    /// As [`SearchIndex::search`], as if there were no other resources than these, named by [`crate::key_of`].
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn search_among(&self, query: &SearchQuery, among: Option<&HashSet<u64>>) -> Result<SearchAnswer, Error> {
        let start = Instant::now();
        guarded(|| {
            let mut answer = answer::answer(&*self.current()?, &self.thesaurus, query, among)?;
            answer.took_ms = start.elapsed().as_secs_f64() * 1000.0;
            Ok(answer)
        })
    }

    /// Every resource that has the words, by [`crate::key_of`] and in no order, whatever kind, language or year is asked for.
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn found(&self, query: &SearchQuery) -> Result<Vec<u64>, Error> {
        guarded(|| answer::found(&*self.current()?, &self.thesaurus, query))
    }

    /// What the words may be meant to become: titles, topics and frequent words of the library, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Io`] where the index cannot be read.
    pub fn suggest(&self, words: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
        guarded(|| suggest::suggest(&*self.current()?, words, limit))
    }

    /// Resources in the index, withdrawn ones too.
    pub fn resources(&self) -> u32 {
        let loaded = self.current().unwrap_or_else(|_| {
            let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
            loaded.snapshot.clone()
        });
        loaded.resources.len() as u32
    }

    /// Room taken on the disk, in bytes.
    pub fn size_bytes(&self) -> u64 {
        let Ok(entries) = fs::read_dir(&self.folder) else { return 0 };
        entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).sum()
    }

    /// Reads every byte and compares check sums.
    ///
    /// # Errors
    /// [`Error::Damaged`] with the names of the files that are not as they were written.
    pub fn verify(&self) -> Result<(), Error> {
        verify(&self.folder)
    }
}

/// Through a door of its own that is shut again: what stays open keeps all that was read of it in memory.
fn verify(own: &Path) -> Result<(), Error> {
    guarded(|| {
        let index = open_index(MmapDirectory::open(own))?;
        // Nobody removes what was merged away while it is being read.
        let reading = index.directory().acquire_lock(&META_LOCK);
        let _reading = reading.map_err(|error| TantivyError::LockFailure(error, None))?;
        let mut damaged: Vec<String> =
            index.validate_checksum()?.iter().map(|path| path.display().to_string()).collect();
        damaged.sort();
        if damaged.is_empty() { Ok(()) } else { Err(Error::Damaged(damaged.join(", "))) }
    })
}

fn open_index(folder: Result<impl Into<Box<dyn Directory>>, OpenDirectoryError>) -> Result<Index, Error> {
    guarded(|| {
        let directory = folder.map_err(|error| Error::Io(error.to_string()))?;
        let index = Index::open_or_create(directory, Schemed::new().schema)?;
        index.tokenizers().register(packed::NAME, packed::Unpack::default());
        Ok(index)
    })
}

/// Whether a file of this name is part of what is committed.
fn has_file(segment: &SegmentMeta, name: &Path) -> bool {
    if name.extension().is_some_and(|ending| ending == "del") {
        return segment.has_deletes() && segment.relative_path(SegmentComponent::Delete) == name;
    }
    name.to_string_lossy().split('.').next() == Some(&segment.id().uuid_string())
}

fn own_folder(folder: &Path) -> PathBuf {
    folder.join(format!("v{FORMAT}"))
}

/// The folder goes beside itself under a dated name; one that went before is removed, since all of it can be made
/// again and only the last is worth a look.
fn set_aside(own: &Path) -> Result<(), Error> {
    let name = own.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = own.parent().unwrap_or(own);
    for earlier in fs::read_dir(folder)?.flatten() {
        if earlier.file_name().to_string_lossy().starts_with(&format!("{name}-damaged-")) {
            let _ = fs::remove_dir_all(earlier.path());
        }
    }
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    // Where it cannot be moved (a reader has it open, on Windows) it is removed as far as it can be.
    fs::rename(own, folder.join(format!("{name}-damaged-{seconds}"))).or_else(|_| fs::remove_dir_all(own))?;
    Ok(())
}

/// Index folders of other versions.
fn other_formats(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let own = format!("v{FORMAT}");
    let is_other = |name: &str| {
        name != own
            && name
                .strip_prefix('v')
                .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(is_other))
        .map(|entry| entry.path())
        .collect()
}

fn commit(writer: &mut IndexWriter, payload: Option<&str>) -> Result<(), Error> {
    let mut waits = WAITS_MS.into_iter();
    loop {
        let mut prepared = writer.prepare_commit()?;
        if let Some(payload) = payload {
            prepared.set_payload(payload);
        }
        match prepared.commit() {
            Ok(_) => return Ok(()),
            Err(error) => match waits.next().filter(|_| is_held_elsewhere(&error)) {
                Some(wait) => std::thread::sleep(Duration::from_millis(wait)),
                None => return Err(error.into()),
            },
        }
    }
}

/// Windows refuses to replace a file that another program has open (an antivirus, an indexer, a reader): access
/// denied, sharing violation, lock violation, a mapped section open. That passes.
fn is_held_elsewhere(error: &TantivyError) -> bool {
    cfg!(windows)
        && io_error(error).and_then(std::io::Error::raw_os_error).is_some_and(|code| matches!(code, 5 | 32 | 33 | 1224))
}

/// tantivy panics where a broken file makes it read beyond an end. Nothing of ours is left half changed by that, since
/// snapshots are replaced whole.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::Damaged("a part of it does not make sense".to_owned())))
}
