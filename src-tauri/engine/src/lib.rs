//! The library: opens, refreshes, searches and reads. All that window and console can do goes through [`Library`];
//! neither knows the store, the index or the network.

mod address;
mod brought;
mod browse;
mod conditions;
mod diagnostics;
mod error;
mod extractor;
mod feedback;
mod gaps;
mod hash;
mod history;
mod home;
mod indexing;
mod left_open;
mod ocr;
mod pack;
mod paths;
mod person;
mod pictures;
mod policy;
mod print_pack;
mod recovery;
mod rereading;
mod save;
mod schedule;
mod settings;
mod shelf;
mod sources;
mod starter;
mod sync;
#[cfg(test)]
mod testing;
mod trust;
mod verify;
mod versions;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use catalogue::{
    About, Attachment, AttachmentFacts, AttachmentId, AttachmentState, AttachmentText, Bytes, Change, Choices,
    EarlierAbout, Feedback, Found, Gap, Holdings, LeftOpen, ListFilter, Listed, OcrOutcome, OcrProgress, PageText,
    Profile, RefreshRecord, RefreshReport, Resource, ResourceId, SearchAnswer, SearchQuery, Settings, SettingsInForce,
    Shelf, ShelfChange, ShelfMerge, ShelfNow, SourceId, SourceSummary, Status, Suggestion, TextQuality, Timestamp,
    Verification, Versions, WhatsNew,
};
use store::{Store, StoreError};
use tokio_util::sync::CancellationToken;

pub use conditions::Hold;
pub use diagnostics::Diagnostics;
pub use error::{Error, ErrorCode};
pub use pack::{NobodyLooks, PackReporter};
pub use rereading::Rereading;
pub use schedule::Due;
pub use settings::Limits;
pub use sources::{NewSource, SourceRemoved, SourceTrial, TriedResource};
pub use sync::{RefreshOptions, Reporter, Silent};

use extractor::Extractor;
use indexing::Index;
use paths::LibraryPaths;
use person::PersonFolder;
use policy::Policy;

/// How long a writer waits for another one before it says that the library is busy.
const WAIT_FOR_WRITER: Duration = Duration::from_secs(5);
/// How often one who waits for the first content looks whether it is there.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// Hits in an answer where the query does not say.
const DEFAULT_HITS: u32 = 20;
/// Suggestions given at most.
const MOST_SUGGESTIONS: u32 = 50;

/// How to open a library; by default the platform's own place, the built-in site, and the network allowed.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The library's folder.
    pub folder: Option<PathBuf>,
    /// An administrator's policy file in place of the machine-wide one.
    pub config: Option<PathBuf>,
    /// The site's base address in place of the built-in one.
    pub site: Option<String>,
    /// Touch no network at all.
    pub offline: bool,
    /// The program that reads documents when called with the one argument `extract-worker`, and makes print packs when
    /// called with `press-worker`; without it both are done in this process. Programs of others are run by way of it.
    pub worker: Option<PathBuf>,
}

/// The local whole: catalogue, files, text and index. Cheap to clone; all clones are one library.
#[derive(Clone)]
pub struct Library {
    inner: Arc<Inner>,
}

struct Inner {
    paths: LibraryPaths,
    store: Store,
    index: Index,
    profile: Profile,
    offline: bool,
    worker: Option<PathBuf>,
    policy: Policy,
    attempts: schedule::Remembered,
    pictures: pictures::Pictures,
    reach: Mutex<Option<Reach>>,
    filing: Mutex<Option<browse::Filing>>,
}

/// How much of what is here a search reaches.
#[derive(Debug, Clone, Copy)]
struct Reach {
    /// The serials of the store and of the index that it was counted for.
    of: (u64, Option<u64>),
    complete: bool,
    searchable: u32,
    documents: u32,
}

/// A file of the library, to be read and not to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub path: PathBuf,
    pub media_type: String,
    pub size_bytes: u64,
    /// Readable, safe as a file name on every system, with the ending of its format.
    pub name: String,
}

impl Library {
    /// Opens the library, makes and fills it from the starter content where there is none, and brings the index up to
    /// date with the store. Touches no network.
    pub fn open(options: OpenOptions) -> Result<Self, Error> {
        let policy = Policy::read(options.config.as_deref())?;
        let paths = LibraryPaths::resolve(options.folder.as_deref(), policy.library.as_deref())?;
        let profile = sources::built_in(options.site.as_deref().or(policy.site.as_deref()))?;
        let store = recovery::open_store(&paths.folder, Timestamp::now())?;
        let added = sources::added(&paths.sources());
        let index = Index::open(&paths, sources::thesaurus(&profile, &added, &policy.thesaurus)?);
        let offline = options.offline || policy.offline;
        let (worker, attempts) = (options.worker, schedule::Remembered::default());
        let pictures = pictures::Pictures::at(&paths.folder, worker.clone());
        let inner = Inner {
            paths,
            store,
            index,
            profile,
            offline,
            worker,
            policy,
            attempts,
            reach: Mutex::default(),
            filing: Mutex::default(),
            pictures,
        };
        let library = Self { inner: Arc::new(inner) };
        library.fill_and_index()?;
        Ok(library)
    }

    /// Fresh libraries are filled, stale indexes caught up. Where another process is at it, what is there is served:
    /// reading never waits for a writer, except for the very first content.
    fn fill_and_index(&self) -> Result<(), Error> {
        let until = Instant::now() + WAIT_FOR_WRITER;
        loop {
            let empty = self.store().revision()? == 0;
            let is_of_before = recovery::index_is_of_before(self.store())?;
            if !empty && !is_of_before && self.inner.index.is_current(self.store()).unwrap_or(false) {
                return Ok(());
            }
            // Another process may fill the library and go on to write for an hour: what it filled is enough to read.
            let wait = if empty { LOOK_AGAIN } else { Duration::ZERO };
            match store::WriteLock::acquire(&self.inner.paths.folder, wait) {
                Ok(_lock) => {
                    if self.store().revision()? == 0 {
                        starter::fill(self)?;
                    }
                    if is_of_before && self.inner.index.rebuild(self.store(), &Silent).is_ok() {
                        recovery::index_was_made(self.store())?;
                    }
                    return match self.bring_index_up_to_date() {
                        // The library is of use without an index (no room on the disk, say); a search tells what is wrong.
                        Err(error) if error.code != ErrorCode::Damaged => Ok(()),
                        done => done,
                    };
                }
                Err(StoreError::Busy) if !empty => return Ok(()),
                Err(StoreError::Busy) if Instant::now() < until => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Finds. Nothing in the words is an error.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchAnswer, Error> {
        let started = Instant::now();
        let limit = if query.limit == 0 { DEFAULT_HITS } else { query.limit };
        let among = browse::among(self, query)?;
        let mut answer = self.inner.index.search(&SearchQuery { limit, ..query.clone() }, among.as_ref())?;
        ocr::mark(self, &mut answer.hits)?;
        let reach = self.reach()?;
        (answer.complete, answer.searchable, answer.documents) = (reach.complete, reach.searchable, reach.documents);
        answer.took_ms = started.elapsed().as_secs_f64() * 1000.0;
        Ok(answer)
    }

    /// What a query finds, with all that a list shows of it; where it has no words, the first of the list that pass its
    /// filters.
    pub fn find(&self, query: &SearchQuery) -> Result<Found, Error> {
        browse::find(self, query)
    }

    /// What the filters of a query offer, and what each of them would leave.
    pub fn choices(&self, query: &SearchQuery) -> Result<Choices, Error> {
        browse::choices(self, query)
    }

    /// The library as a whole.
    pub fn holdings(&self) -> Result<Holdings, Error> {
        browse::holdings(self)
    }

    /// These resources as a list shows them, in this order; those that are not there are left out.
    pub fn listed(&self, ids: &[ResourceId]) -> Result<Vec<Listed>, Error> {
        browse::listed(self, ids)
    }

    /// Counted once for each state of store and index: to go through all files takes longer than to search in them.
    fn reach(&self) -> Result<Reach, Error> {
        let store = self.store();
        let state = (store.serial()?, self.inner.index.serial(store).unwrap_or(None));
        let mut counted = self.inner.reach.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reach) = counted.filter(|reach| reach.of == state) {
            return Ok(reach);
        }
        let (serial, shown) = state;
        let (searchable, documents) = store.searchable(shown.unwrap_or_default())?;
        let complete = shown == Some(serial) && !store.has_unread_files(extract::VERSION)?;
        Ok(*counted.insert(Reach { of: state, complete, searchable, documents }))
    }

    /// What words may be meant to become, from the library's titles, topics and frequent words; at most `limit`.
    pub fn suggest(&self, words: &str, limit: u32) -> Result<Vec<Suggestion>, Error> {
        self.inner.index.suggest(words, limit.min(MOST_SUGGESTIONS) as usize)
    }

    /// Resources in the source's order, withdrawn ones last.
    pub fn list(&self, filter: &ListFilter) -> Result<Vec<Resource>, Error> {
        let mut resources = self.read(|store| store.resources(filter))?;
        trust::tell(self, &mut resources)?;
        Ok(resources)
    }

    pub fn resource(&self, id: &ResourceId) -> Result<Resource, Error> {
        let mut resource = self.plain_resource(id)?;
        trust::tell(self, std::slice::from_mut(&mut resource))?;
        Ok(resource)
    }

    /// What the texts of its files tell about a resource: review dates, versions, telephone numbers.
    pub fn facts(&self, id: &ResourceId) -> Result<Vec<AttachmentFacts>, Error> {
        trust::facts(self, id)
    }

    /// As it is stored, without asking how it stands now.
    pub(crate) fn plain_resource(&self, id: &ResourceId) -> Result<Resource, Error> {
        self.read(|store| store.resource(id))?.ok_or_else(|| Error::no_resource(id))
    }

    /// The text of an attachment, or of one page of it. Empty where it has none.
    pub fn text(&self, id: &AttachmentId, page: Option<u32>) -> Result<AttachmentText, Error> {
        let (_, attachment) = self.attachment(id)?;
        let stored = match &attachment.sha256 {
            Some(sha256) => self.read(|store| store.text(sha256))?,
            None => None,
        };
        let pictures = stored.as_ref().map_or(0, |text| ocr::pictures(text).len() as u32);
        let (quality, language, pages, bookmarks) = match stored {
            Some(text) => (text.quality, text.language, text.pages, text.bookmarks),
            None => (TextQuality::None, None, Vec::new(), Vec::new()),
        };
        let pages: Vec<PageText> = match page {
            None => pages,
            Some(number) => {
                let count = attachment.pages.unwrap_or(1);
                if number == 0 || number > count {
                    return Err(Error::new(
                        ErrorCode::BadRequest,
                        format!("this attachment has no page {number}"),
                        format!("It has {count}"),
                    ));
                }
                pages.into_iter().filter(|text| text.page.unwrap_or(1) == number).collect()
            }
        };
        Ok(AttachmentText { attachment: id.clone(), quality, language, pages, bookmarks, pictures })
    }

    /// Reads the words of those pages of a file that are pictures, with a program that the computer has for it, and makes
    /// them searchable; each page is kept as soon as it is read. Takes seconds for each page. Writes to the library.
    ///
    /// # Errors
    /// Where nothing is to be read, there is no such program, or it does not know the language; where another writes to
    /// the library; or when it is cancelled, which keeps what was read.
    pub fn read_pictures(
        &self,
        id: &AttachmentId,
        tell: &mut dyn FnMut(OcrProgress),
        cancel: &CancellationToken,
    ) -> Result<OcrOutcome, Error> {
        ocr::read_pictures(self, id, tell, cancel)
    }

    /// Where the file of an attachment is, and what to call it.
    pub fn file(&self, id: &AttachmentId) -> Result<StoredFile, Error> {
        let (resource, attachment) = self.attachment(id)?;
        let path =
            attachment.sha256.as_deref().and_then(|sha256| self.store().files().path(sha256)).ok_or_else(|| {
                Error::new(
                    ErrorCode::NotHere,
                    "this file is not on this device yet",
                    "Refresh the library when there is a network",
                )
            })?;
        Ok(StoredFile {
            path,
            media_type: attachment.media_type.clone(),
            size_bytes: attachment.size_bytes,
            name: save::readable_name(&resource, &attachment),
        })
    }

    /// A small picture of the first page of an attachment, drawn now where nobody asked for it before. May take a
    /// moment.
    pub fn picture(&self, id: &AttachmentId) -> Result<StoredFile, Error> {
        pictures::picture(self, id)
    }

    /// Copies the files of a resource into a folder under readable names, never over another file.
    pub fn save(&self, id: &ResourceId, to: &Path) -> Result<Vec<PathBuf>, Error> {
        save::save(self, &self.resource(id)?, to)
    }

    /// The partnership's page.
    pub fn about(&self) -> Result<About, Error> {
        Ok(self.read(Store::about)?.unwrap_or_default())
    }

    /// The wordings that the partnership's page had before, the latest first.
    pub fn earlier_about(&self) -> Result<Vec<EarlierAbout>, Error> {
        history::earlier_about(self)
    }

    /// What the person wants to tell the partnership and has not deleted.
    pub fn feedback(&self) -> Result<Vec<Feedback>, Error> {
        feedback::feedback(self)
    }

    pub fn set_feedback(&self, messages: &[Feedback]) -> Result<(), Error> {
        feedback::set_feedback(self, messages)
    }

    /// What happened to this resource, newest first.
    pub fn history(&self, id: &ResourceId) -> Result<Vec<Change>, Error> {
        history::of_resource(self, id)
    }

    /// What changed after this moment; `None` means since the person last looked, and tells nothing where they never
    /// did.
    pub fn whats_new(&self, since: Option<Timestamp>) -> Result<WhatsNew, Error> {
        history::whats_new(self, since)
    }

    /// When the person last looked at all that changed; `None` where they never looked at anything.
    pub fn last_look(&self) -> Result<Option<Timestamp>, Error> {
        history::last_look(self)
    }

    /// Notes that the person saw what changed in this resource.
    pub fn looked_at(&self, id: &ResourceId) -> Result<(), Error> {
        history::looked_at(self, id)
    }

    /// Notes that the person saw all that had changed by this moment.
    pub fn looked_at_all(&self, at: Timestamp) -> Result<(), Error> {
        history::looked_at_all(self, at)
    }

    pub fn status(&self) -> Result<Status, Error> {
        let store = self.store();
        let counts = store.status_counts()?;
        let (next_attempt, waiting_for) = match self.due()? {
            Due::Never => (None, None),
            Due::At(next) => (Some(next), None),
            Due::Now { .. } => (Some(self.now()), None),
            Due::Held(hold) => (Some(self.now()), Some(hold.as_str().to_owned())),
        };
        let moment = |key: &str| -> Result<Option<Timestamp>, Error> {
            Ok(store.setting(key)?.and_then(|text| text.parse().ok()))
        };
        Ok(Status {
            revision: store.revision()?,
            resources: counts.resources,
            withdrawn: counts.withdrawn,
            attachments: counts.attachments,
            text: counts.text,
            bytes: Bytes {
                files: store.files().bytes()?,
                store: counts.store_bytes,
                index: self.inner.index.size_bytes(),
            },
            last_attempt: moment("last_attempt")?,
            last_success: moment("last_success")?,
            last_code: store.setting("last_code")?,
            index_revision: self.inner.index.revision().unwrap_or(0),
            next_attempt,
            waiting_for,
            notices: recovery::notice(self)?.into_iter().collect(),
            folder: self.inner.paths.folder.display().to_string(),
            site: self.inner.profile.site.clone(),
            sources: sources::list(self)?,
            sources_locked: self.policy().sources.is_locked(),
        })
    }

    /// Looks at every file, row and the index; with `repair`, mends what can be mended without a network.
    pub fn verify(&self, repair: bool) -> Result<Verification, Error> {
        verify::verify(self, repair)
    }

    /// Makes the index again from the store, offline. Gives the number of resources.
    pub fn reindex(&self, reporter: &dyn Reporter) -> Result<u32, Error> {
        let _lock = self.lock_for_writing()?;
        self.inner.index.rebuild(self.store(), reporter)
    }

    /// Brings the library up to date with its sources, each in turn, or with the one that is meant.
    ///
    /// # Errors
    /// `not_found` where there is no such source.
    pub async fn refresh(
        &self,
        options: RefreshOptions,
        reporter: Arc<dyn Reporter>,
        cancel: CancellationToken,
    ) -> Result<RefreshReport, Error> {
        sync::refresh(self, &options, reporter, cancel).await
    }

    /// What was open to be read when the window was closed; `None` where nothing was, or where that is not kept.
    pub fn left_open(&self) -> Result<Option<LeftOpen>, Error> {
        left_open::get(self)
    }

    /// Notes what is open to be read; nothing is noted where what was opened may not be remembered.
    pub fn set_left_open(&self, open: Option<&LeftOpen>) -> Result<(), Error> {
        left_open::set(self, open)
    }

    /// When the schedule wants a refresh, and what holds it up. A refresh that is asked for by hand is never held up.
    pub fn due(&self) -> Result<Due, Error> {
        schedule::due(self)
    }

    /// The settings in force. A file that cannot be read or makes no sense counts as none.
    pub fn settings(&self) -> SettingsInForce {
        settings::get(self)
    }

    /// Sets what differs from what is in force.
    ///
    /// # Errors
    /// `bad_request` where a number makes no sense, or where the administrator holds what would change.
    pub fn set_settings(&self, wanted: &Settings) -> Result<SettingsInForce, Error> {
        settings::set(self, wanted)
    }

    /// What the person keeps at hand. A file that cannot be read is set aside, and told.
    pub fn shelf(&self) -> Result<ShelfNow, Error> {
        shelf::get(self)
    }

    /// # Errors
    /// `bad_request` where the shelf cannot be changed so; it is as it was.
    pub fn change_shelf(&self, change: &ShelfChange) -> Result<ShelfNow, Error> {
        shelf::change(self, change)
    }

    /// Writes the shelf, without what was opened last, as a file for another computer; over another file only with
    /// `replace`. Gives what was written.
    pub fn export_shelf(&self, to: &Path, replace: bool) -> Result<Shelf, Error> {
        shelf::export(self, to, replace)
    }

    /// Brings in a shelf from a file beside what is here; nothing here is written over.
    ///
    /// # Errors
    /// `refused` where the file is no shelf.
    pub fn import_shelf(&self, from: &Path) -> Result<ShelfMerge, Error> {
        shelf::import(self, from)
    }

    /// Notes, where the settings say so, that these words found nothing. Says whether they were noted.
    pub fn note_gap(&self, words: &str) -> Result<bool, Error> {
        gaps::note(self, words)
    }

    /// Words that found nothing, as far as they were noted: the newest month first.
    pub fn gaps(&self) -> Result<Vec<Gap>, Error> {
        gaps::list(self)
    }

    pub fn clear_gaps(&self) -> Result<(), Error> {
        gaps::clear(self)
    }

    /// Writes them as a table that spreadsheets open. Gives their number.
    pub fn export_gaps(&self, to: &Path, replace: bool) -> Result<u32, Error> {
        gaps::export(self, to, replace)
    }

    /// How much a refresh may bring in, and whom it trusts.
    pub fn limits(&self) -> Limits {
        settings::limits(self)
    }

    /// Where resources come from: the source that is built in, then those that were added.
    pub fn sources(&self) -> Result<Vec<SourceSummary>, Error> {
        sources::list(self)
    }

    /// Checks a source and keeps it with the library. Nothing is read from it before the next refresh.
    ///
    /// # Errors
    /// `bad_request` where it cannot be used, is here already, or may not be added; nothing was written.
    pub fn add_source(&self, new: &NewSource) -> Result<SourceSummary, Error> {
        sources::add(self, new)
    }

    /// Forgets a source. What came from it is withdrawn: marked, dated, still readable.
    ///
    /// # Errors
    /// `bad_request` for the source that is built in; `not_found` where there is none.
    pub fn remove_source(&self, id: &SourceId) -> Result<SourceRemoved, Error> {
        sources::remove(self, id)
    }

    /// Reads an address, a profile or a folder as a source would be read, and says what is found. Writes nothing.
    pub async fn try_source(&self, what: &str, reporter: Arc<dyn Reporter>) -> Result<SourceTrial, Error> {
        sources::try_source(self, what, reporter).await
    }

    /// The refreshes that ended last, `most` of them, newest first.
    pub fn refreshes(&self, most: u32) -> Result<Vec<RefreshRecord>, Error> {
        Ok(self.store().last_refreshes(most)?)
    }

    /// What a help desk needs; no search words, no personal things.
    pub fn diagnostics(&self, web_view: Option<String>) -> Result<Diagnostics, Error> {
        diagnostics::collect(self, web_view)
    }

    /// Which program this is; `web_view` draws its window, where it has one.
    pub fn versions(&self, web_view: Option<String>) -> Versions {
        versions::versions(web_view)
    }

    pub(crate) fn attachment(&self, id: &AttachmentId) -> Result<(Resource, Attachment), Error> {
        self.read(|store| store.attachment(id))?.ok_or_else(|| Error::no_attachment(id))
    }

    /// Reads; where that meets damage, once more after the catalogue was made again from what is whole.
    fn read<T>(&self, read: impl Fn(&Store) -> Result<T, StoreError>) -> Result<T, Error> {
        match read(self.store()) {
            Err(damage @ StoreError::Damaged(_)) => {
                recovery::heal(self).map_err(|_| Error::from(damage))?;
                Ok(read(self.store())?)
            }
            found => Ok(found?),
        }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn profile(&self) -> &Profile {
        &self.inner.profile
    }

    pub(crate) fn policy(&self) -> &Policy {
        &self.inner.policy
    }

    pub(crate) fn is_offline(&self) -> bool {
        self.inner.offline
    }

    pub(crate) fn extractor(&self) -> Result<Extractor, Error> {
        Extractor::start(self.inner.worker.as_ref())
    }

    pub(crate) fn bring_index_up_to_date(&self) -> Result<(), Error> {
        self.inner.index.catch_up(self.store())
    }

    pub(crate) fn lock_for_writing(&self) -> Result<store::WriteLock, Error> {
        Ok(store::WriteLock::acquire(&self.inner.paths.folder, WAIT_FOR_WRITER)?)
    }

    /// The person's own files, apart from the library.
    pub(crate) fn person(&self) -> PersonFolder {
        PersonFolder::new(self.inner.paths.person())
    }

    /// The only clock of the engine.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Files that a reader can open now.
pub(crate) fn is_here(attachment: &Attachment) -> bool {
    attachment.sha256.is_some() && matches!(attachment.state, AttachmentState::Here | AttachmentState::Withdrawn)
}
