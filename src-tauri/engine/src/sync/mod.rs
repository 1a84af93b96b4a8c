//! A refresh, from the sources to the index.
//!
//! Of each source in turn: read the list and the pages, compare, write the new revision in one transaction, then bring
//! in the files, their text, and the index, each of which can stop at any moment and go on next time: a file is kept
//! when it is whole, a text when it is read, the index when it is committed.

mod arrivals;
mod ending;
mod files;
mod folders;
mod judging;
mod pace;
mod pages;
mod paging;
mod part_file;
mod reading;
mod stop;
mod texts;
mod turns;

use std::collections::HashSet;
use std::sync::Arc;

use catalogue::{
    Accepted, AttachmentCounts, Observation, Plan, Problem, Profile, Progress, ProgressPhase, RefreshReport,
    ResourceCounts, SourceId, Timestamp,
};
use fetch::{Fetcher, Limits, Reach, Trust};
use tokio_util::sync::CancellationToken;

use crate::Library;
use crate::error::{Error, ErrorCode};
use crate::sources::Sources;

use ending::{Ended, SourceEnd};
pub(crate) use folders::folder_problem;
pub(crate) use reading::{SiteReading, hosts, read_site};
pub(crate) use stop::Stop;
pub(crate) use texts::read_unread as read_unread_texts;

/// What to refresh, and how; everything, and with care, by default.
#[derive(Debug, Clone, Default)]
pub struct RefreshOptions {
    pub source: Option<SourceId>,
    /// Losses that a person was shown and agreed to.
    pub accept: Accepted,
    /// Ask for every page and file again, also for those whose turn has not come.
    pub every_file: bool,
}

/// Draws progress. Called often and from several threads; must return at once.
pub trait Reporter: Send + Sync {
    fn progress(&self, progress: &Progress);
}

/// Draws nothing.
pub struct Silent;

impl Reporter for Silent {
    fn progress(&self, _: &Progress) {}
}

/// The program's name, as the site's robots.txt may call it.
const AGENT: &str = "TogetherLibrary";
/// Identifies the program to the site's owners.
const USER_AGENT: &str =
    concat!("TogetherLibrary/", env!("CARGO_PKG_VERSION"), " (offline resource library of Tower Hamlets Together)");

/// Asks for one source. `beside`: the one that asked for the source before; what hosts wanted of that holds here too.
pub(crate) fn fetcher(
    library: &Library,
    profile: &Profile,
    beside: Option<&Fetcher>,
    cancel: CancellationToken,
) -> Result<Fetcher, Stop> {
    let reach = Reach { own_hosts: reading::hosts(profile), file_hosts: profile.file_hosts.clone() };
    let set = crate::settings::limits(library);
    let limits = Limits { file_bytes: set.file_bytes, ..Limits::default() };
    let trust = Trust { extra_certificates: set.extra_certificates };
    let fetcher = match beside {
        Some(other) => other.beside(USER_AGENT, reach, &trust),
        None => Fetcher::new(USER_AGENT, limits, reach, &trust, cancel),
    }
    .map_err(|failure| Stop::from_failure(&failure))?;
    let taken = library.store().files().bytes().unwrap_or_default();
    fetcher.set_room(set.library_bytes.saturating_sub(taken));
    Ok(fetcher)
}

/// The refresh of one source under way: everything that its steps share.
pub(crate) struct Refresh<'a> {
    pub library: &'a Library,
    pub profile: &'a Profile,
    pub options: &'a RefreshOptions,
    pub fetcher: Arc<Fetcher>,
    pub reporter: Arc<dyn Reporter>,
    pub cancel: CancellationToken,
    pub problems: Vec<Problem>,
    /// Problems of the sources before it.
    pub earlier_problems: usize,
    pub resources: ResourceCounts,
    pub attachments: AttachmentCounts,
}

impl<'a> Refresh<'a> {
    pub(crate) fn new(
        library: &'a Library,
        profile: &'a Profile,
        options: &'a RefreshOptions,
        fetcher: Arc<Fetcher>,
        reporter: Arc<dyn Reporter>,
        cancel: CancellationToken,
    ) -> Self {
        let reporter = Arc::new(pace::Paced::new(reporter, fetcher.clone()));
        let (resources, attachments) = Default::default();
        let (problems, earlier_problems) = (Vec::new(), 0);
        Self {
            library,
            profile,
            options,
            fetcher,
            reporter,
            cancel,
            problems,
            earlier_problems,
            resources,
            attachments,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.library.now()
    }

    pub(crate) fn report(&self, phase: ProgressPhase, done: usize, total: Option<usize>, current: &str) {
        self.reporter.progress(&Progress {
            phase,
            done: done as u32,
            total: total.map(|total| total as u32),
            bytes_received: self.fetcher.bytes_received(),
            bytes_per_second: None,
            seconds_left: None,
            current: current.to_owned(),
            problems: (self.earlier_problems + self.problems.len()) as u32,
            latest_problem: self.problems.last().cloned(),
        });
    }

    pub(crate) fn problem(&mut self, code: &str, url: &str, message: impl Into<String>) {
        self.problems.push(Problem { code: code.to_owned(), url: url.to_owned(), message: message.into() });
    }
}

/// Runs one refresh to its report: every source in turn, or the one that is meant. Only what the caller must act on
/// before anything can be done is an error (the library is busy, the disk is broken); a source that cannot be read is
/// told in the report, and keeps no other from being read.
pub(crate) async fn refresh(
    library: &Library,
    options: &RefreshOptions,
    reporter: Arc<dyn Reporter>,
    cancel: CancellationToken,
) -> Result<RefreshReport, Error> {
    let _lock = library.lock_for_writing()?;
    let started = library.now();
    let every = Sources::of(library)?;
    let count = every.profiles.len() + every.unreadable.len();
    let sources = every.only(options.source.as_ref())?;
    let mut ended = Ended { all: sources.profiles.len() == count, ..Ended::default() };
    if library.is_offline() {
        ended.stop = Some(Stop::offline());
        return ending::finish(library, ended, started);
    }
    ended.problems.extend(sources.unreadable.iter().map(|source| Problem {
        code: "bad_profile".to_owned(),
        url: String::new(),
        message: source.problem(),
    }));
    let mut last: Option<Arc<Fetcher>> = None;
    for profile in &sources.profiles {
        let fetcher = match fetcher(library, profile, last.as_deref(), cancel.clone()) {
            Ok(fetcher) => Arc::new(fetcher),
            Err(stop) => {
                ended.sources.push(SourceEnd::new(profile, Some(stop)));
                continue;
            }
        };
        last = Some(fetcher.clone());
        let mut refresh = Refresh::new(library, profile, options, fetcher.clone(), reporter.clone(), cancel.clone());
        refresh.earlier_problems = ended.problems_so_far();
        let run = run(&mut refresh).await;
        (ended.requests, ended.bytes_received) = (fetcher.requests(), fetcher.bytes_received());
        let (stop, error) = match run {
            Ok(()) => (None, None),
            Err(RunError::Stop(stop)) => (Some(stop), None),
            Err(RunError::Error(error)) if error.code == ErrorCode::DiskFull => (Some(Stop::disk_full()), None),
            Err(RunError::Error(error)) => (Some(Stop::failed(&error)), Some(error)),
        };
        let ends_all = stop.as_ref().is_some_and(Stop::ends_all);
        ended.sources.push(SourceEnd {
            resources: refresh.resources,
            attachments: refresh.attachments,
            problems: refresh.problems,
            ..SourceEnd::new(profile, stop)
        });
        if let Some(error) = error {
            // What was brought in before the error is whole; the report of the attempt is kept with it.
            ending::finish(library, ended, started)?;
            return Err(error);
        }
        if ends_all {
            break;
        }
    }
    ending::finish(library, ended, started)
}

pub(crate) enum RunError {
    Stop(Stop),
    Error(Error),
}

impl From<Stop> for RunError {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl<E: Into<Error>> From<E> for RunError {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

async fn run(refresh: &mut Refresh<'_>) -> Result<(), RunError> {
    // What killed refreshes left half fetched and nobody will go on with.
    refresh.library.store().sweep_parts(refresh.now())?;
    let mut reading = read_source(refresh, None).await?;
    refuse_an_empty_beginning(refresh, &reading)?;
    let mut plan = compare(refresh, &reading)?;
    if plan.counts.withdrawn > 0 {
        reading = confirm_losses(refresh, reading).await?;
        plan = compare(refresh, &reading)?;
    }
    write(refresh, &reading, &plan)?;
    refresh.resources = plan.counts;
    drop(reading);
    files::fetch_all(refresh).await
}

/// Reads the source; once more, where what the first reading lacks is to be confirmed.
async fn read_source(refresh: &mut Refresh<'_>, before: Option<&SiteReading>) -> Result<SiteReading, RunError> {
    match (refresh.profile.folder.clone(), before) {
        (Some(folder), _) => folders::read(refresh, &folder).await,
        (None, None) => read_site(refresh).await,
        (None, Some(before)) => reading::read_again(refresh, before).await,
    }
}

/// A library that has nothing of the source yet has no losses to be suspicious of. It takes no list that offers not one
/// file: a parked domain's links look like entries too.
fn refuse_an_empty_beginning(refresh: &Refresh<'_>, reading: &SiteReading) -> Result<(), RunError> {
    let offers_nothing = reading.resources.iter().all(|observed| observed.files.is_empty());
    if !reading.resources.is_empty() && offers_nothing {
        let known = refresh.library.store().all_resources()?;
        let mut ours = known.iter().filter(|resource| resource.source == refresh.profile.id);
        if ours.all(|resource| resource.from_starter) {
            return Err(Stop::not_the_site(&refresh.profile.site).into());
        }
    }
    Ok(())
}

/// Plans what the reading changes. A plan that loses too much stops the refresh.
fn compare(refresh: &Refresh<'_>, reading: &SiteReading) -> Result<Plan, RunError> {
    let known = refresh.library.store().all_resources()?;
    let observation = Observation {
        source: refresh.profile.id.clone(),
        hosts: reading::hosts(refresh.profile),
        resources: reading.resources.clone(),
        complete: reading.complete,
        at: refresh.now(),
        from_starter: false,
    };
    catalogue::plan(&known, &observation, &refresh.options.accept)
        .map_err(|suspicion| Stop::site_changed(suspicion, refresh.profile.folder.as_deref()).into())
}

/// Something seems to be gone. While a list is being read, an entry that leaves it shifts all later ones up, and one
/// can slip through between two pages; so before anything is withdrawn the site is read once more, and only what both
/// readings miss is gone. The second reading costs little: pages that did not change are not sent again.
async fn confirm_losses(refresh: &mut Refresh<'_>, first: SiteReading) -> Result<SiteReading, RunError> {
    let problems = std::mem::take(&mut refresh.problems);
    let mut second = read_source(refresh, Some(&first)).await?;
    second.complete &= first.complete;
    let hosts = reading::hosts(refresh.profile);
    let missing = catalogue::only_in_first(first.resources, &second.resources, &hosts);
    second.resources.extend(missing);
    second.renewed_files.extend(first.renewed_files);
    let again: HashSet<String> = second.snapshots.iter().map(|snapshot| snapshot.url.clone()).collect();
    second.snapshots.extend(first.snapshots.into_iter().filter(|snapshot| !again.contains(&snapshot.url)));
    for problem in problems {
        if !refresh.problems.contains(&problem) {
            refresh.problems.push(problem);
        }
    }
    Ok(second)
}

fn write(refresh: &Refresh<'_>, reading: &SiteReading, plan: &Plan) -> Result<(), RunError> {
    let store = refresh.library.store();
    let at = refresh.now();
    // Before the pages are written down: should this refresh end here, the next one finds the pages unchanged and must
    // still ask for the files on them.
    let renewed: Vec<String> = reading.renewed_files.iter().cloned().collect();
    store.addresses_checked(&renewed, Timestamp::UNIX_EPOCH)?;
    let about_known = store.about()?;
    let about_changed =
        reading.about.as_ref().filter(|about| !about_known.as_ref().is_some_and(|known| same_about(known, about)));
    if plan.changes_nothing() && about_changed.is_none() {
        if reading.complete {
            store.put_in_order(&plan.order)?;
        }
        store.confirm(at, &plan.confirmed, reading.about.is_some(), &reading.snapshots)?;
        return Ok(());
    }
    let about = reading.about.clone().map(|about| catalogue::About {
        last_confirmed: Some(at),
        last_changed: match &about_known {
            // The first text from the site is not a change that anyone saw.
            Some(known) if known.last_confirmed.is_none() && known.sections == about.sections => known.last_changed,
            _ => Some(at),
        },
        ..about
    });
    store.apply(&store::NewRevision {
        at,
        upserts: &plan.upserts,
        confirmed: &plan.confirmed,
        order: &plan.order,
        about: about.as_ref().filter(|_| about_changed.is_some()),
        about_confirmed: reading.about.is_some(),
        pages: &reading.snapshots,
    })?;
    // The catalogue is searchable at once, before the files come.
    refresh.library.bring_index_up_to_date()?;
    Ok(())
}

/// Equal to a reader.
fn same_about(known: &catalogue::About, seen: &catalogue::About) -> bool {
    known.sections == seen.sections
        && known.vision == seen.vision
        && known.source_url == seen.source_url
        && known.last_confirmed.is_some()
}
